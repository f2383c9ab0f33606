"""Mistakes in a text file as a user sees them: what is wrong, the line it is in, and a caret below the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.errors import Mistake


def shown(mistakes: Iterable[Mistake]) -> Iterator[str]:
    """The lines of each mistake, safe for a terminal: ``path:line:column: what``, the line, and a caret.

    What stands in no file that can be read, such as the command line, is told without its line.
    """
    from checker.report.escape import terminal
    from checker.report.marked import marked

    read: dict[str, Sequence[str]] = {}
    for mistake in dict.fromkeys(mistakes):
        yield terminal(str(mistake))
        if mistake.path not in read:
            read[mistake.path] = _lines(mistake.path)
        if 1 <= mistake.line <= len(read[mistake.path]):
            yield from marked(read[mistake.path][mistake.line - 1], mistake.line, mistake.column)


def _lines(path: str) -> Sequence[str]:
    """The lines of a file as YAML counts them; none where it cannot be read, which the mistake then is about."""
    from checker.rules.yamlfile import MAX_BYTES

    try:
        with Path(path).open("rb") as file:
            text = file.read(MAX_BYTES).decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return ()
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
