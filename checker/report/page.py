"""Lines for a terminal or a plain file, wrapped to the width; the only file of the report that knows rich's console."""

from __future__ import annotations

import io
import re
from urllib.parse import quote as percent_encoded

from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from checker.report.artifacts import artifact
from checker.report.escape import ascii_only
from checker.report.options import RenderOptions

Part = str | tuple[str, str | Style]  # words, with a style or none
_LINK_ID = re.compile(r"\x1b\]8;id=[^;\x1b]*;")  # rich draws a number for each link: one report, one text


class Page:
    """Lines that are being written. Words must be clean of what a terminal obeys: see ``escape.terminal``."""

    def __init__(self, options: RenderOptions) -> None:
        self.options = options
        self._console = Console(
            file=io.StringIO(),
            width=options.width,
            force_terminal=options.color,
            color_system="standard" if options.color else None,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def words(self, *parts: Part) -> Text:
        """Parts put together, in ASCII where nothing else can be shown: before they are wrapped, as that is wider."""
        text = Text(overflow="fold")
        for part in parts:
            said, style = (part, "") if isinstance(part, str) else part
            text.append(self.plain(said), style if self.options.color else None)
        return text

    def plain(self, words: str) -> str:
        """``words`` as the place can show them."""
        return ascii_only(words) if self.options.ascii else words

    def line(self, text: Text, indent: int = 0) -> None:
        """One paragraph; words longer than a line are broken."""
        text.overflow = "fold"
        self._console.print(Padding.indent(text, indent) if indent else text)

    def item(self, mark: Text, paragraphs: list[Text], indent: int) -> None:
        """Paragraphs one below the other, with a mark before the first and the others below it."""
        grid = Table.grid(padding=(0, 1, 0, 0), expand=False)
        grid.add_column(width=mark.cell_len, no_wrap=True)
        grid.add_column(overflow="fold")
        for number, text in enumerate(paragraphs):
            grid.add_row(mark if number == 0 else Text(), text)
        self._console.print(Padding.indent(grid, indent))

    def whole(self, words: str, style: str, indent: int) -> None:
        """One line that is never wrapped, because it is there to be copied."""
        self._console.print(self.words(" " * indent, (words, style)), soft_wrap=True)

    def heading(self, words: str) -> None:
        """A blank line and a title."""
        self.blank()
        self.line(self.words((words, "bold underline")))

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    def link(self, source: str, style: str) -> str | Style:
        """The style with a link to the file of a source, where the terminal takes links and the source is a file.

        The address is made of the name that the user gave and percent-encoded; nothing of a text is in it.
        """
        if not (self.options.links and self.options.color) or source == "-":
            return style
        target = artifact(source, self.options.folder)
        if target.relative:
            address = f"file://{percent_encoded(self.options.folder)}/{target.uri}" if self.options.folder else ""
        else:
            address = target.uri if target.uri.startswith("file://") else ""
        return Style.parse(style or "none") + Style(link=address) if address else style

    def text(self) -> str:
        """All lines, without the spaces that rich pads them with."""
        file = self._console.file
        written = file.getvalue() if isinstance(file, io.StringIO) else ""
        return "\n".join(line.rstrip() for line in _LINK_ID.sub("\x1b]8;;", written).split("\n"))
