"""Articles that a program has at hand as text: no file, no address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from checker.errors import UsageError
from checker.sources.build import build
from checker.sources.draft import Blob, Draft, article
from checker.sources.headline import headline
from checker.sources.normalise import normalise
from checker.values.report import NotChecked
from checker.values.text import Document


@dataclass(frozen=True, slots=True)
class Article:
    """One article as text, with what is known about it. A value that cannot be meant raises UsageError."""

    text: str
    id: str = ""  # its name in reports, different for each article of a comparison; "": "article 1", "article 2" ...
    published: date | str | None = None  # a day, or one as "2024-11-12"; None: what the text itself says
    title: str | None = None  # put before the text; None: the first line, where it looks like a headline
    publisher: str | None = None
    author: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise UsageError(f"the text of an article must be a str, not {type(self.text).__name__}")
        object.__setattr__(self, "published", day_of(self.published))

    @property
    def day(self) -> date | None:
        """The day of publication, where one was given."""
        return self.published if isinstance(self.published, date) else None


def document_of(given: Article, name: str, day: date | None) -> tuple[Document, tuple[NotChecked, ...]]:
    """The article as a document called ``name``, and what was wrong with its dates; ``day`` outranks its own."""
    text = given.text.replace("\r\n", "\n").replace("\r", "\n")  # as every file is read
    content = article(given.title, text) if given.title else normalise(text)
    draft = Draft(
        content=content,
        title=given.title or headline(content.text),
        publisher=given.publisher,
        author=given.author,
        url=given.url,
    )
    return build(Blob(name, given.text.encode("utf-8", "surrogatepass")), draft, day or given.day)


def day_of(given: object) -> date | None:
    """A day of publication as programs give it: a date, a text as "2024-11-12", None; UsageError for anything else."""
    if given is None:
        return None
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise UsageError(f"{given!r} is no day of publication: expected a day such as '2024-11-12'") from None
