"""A page as a reader of its markup sees it: elements, ids, links, text, and what is not closed."""

import re
from html.parser import HTMLParser

VOID = {"meta", "input", "br"}
STYLE_OR_SCRIPT = re.compile(r"(<style>|<script>).*?(</style>|</script>)", re.DOTALL)


class PageReader(HTMLParser):
    """Reads one page; ``open`` is empty where every element was closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "script"}:
            self.words.append(data)

    @property
    def ids(self) -> list[str]:
        """All ids of elements."""
        return [attrs["id"] for _, attrs in self.elements if "id" in attrs]

    @property
    def links(self) -> list[str]:
        """Where links lead."""
        return [attrs["href"] for _, attrs in self.elements if "href" in attrs]

    @property
    def text(self) -> str:
        """The words, with single spaces."""
        return " ".join("".join(self.words).split())

    def of(self, name: str) -> list[dict[str, str]]:
        """The attributes of the elements that have this class, or this tag."""
        return [a for tag, a in self.elements if name in (tag, *a.get("class", "").split())]


def without_assets(text: str) -> str:
    """The page without style, script and what depends on them, so that a golden file shows what a report says."""
    text = STYLE_OR_SCRIPT.sub(r"\1...\2", text)
    text = re.sub(r"sha256-[\w+/=]+", "sha256-...", text)
    return re.sub(r"checker \d[\w.+]*", "checker ...", text)
