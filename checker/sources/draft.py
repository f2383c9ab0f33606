"""What goes into a reader and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checker.sources.normalise import Normalised, normalise
from checker.values.report import NotChecked
from checker.values.text import DateOrigin, Ignore, Span


@dataclass(frozen=True, slots=True)
class Blob:
    """The bytes of one source, and what is known about them before they are read."""

    name: str  # the source as the user named it
    data: bytes
    limit: int = 20_000_000  # bytes; also bounds what a packed format may unpack to
    charset: str | None = None  # as an HTTP header declares it
    encoding: str | None = None  # as the user forces it
    media_type: str = ""  # as an HTTP header declares it, lower case, without parameters
    url: str | None = None  # where it was fetched from, after redirects
    format: str | None = None  # name of its format, where that is settled already; otherwise see ``formats.choose``


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as its format gives it. The date, the language and the id are settled in ``build``."""

    content: Normalised
    title: str | None = None
    published: str | None = None  # the format's own date, as written
    origin: DateOrigin = "field"  # of ``published``
    created: date | None = None  # the day the file was made: a weak witness, used when there is no other
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    number: int = 0  # from 1 among the several articles of one file; 0 for the only one
    skip: tuple[Span, ...] = ()  # of the normalised text
    ignores: tuple[Ignore, ...] = ()  # parts of the normalised text that comments in it silence


@dataclass(frozen=True, slots=True)
class Drafts:
    """All articles of one file, in its order, and what had to be left out."""

    drafts: tuple[Draft, ...]
    problems: tuple[NotChecked, ...] = ()


def one_line(text: str | None) -> str | None:
    """The text with every run of white space made one space; None where nothing is left."""
    return " ".join(normalise(text).text.split()) or None if text else None


def article(title: str | None, body: str) -> Normalised:
    """Title, blank line, body: the text of an article whose format keeps the two apart; no doubled title."""
    heading = one_line(title)
    if heading is None:
        return normalise(body)
    first = one_line(body.lstrip().split("\n", 1)[0]) or ""
    if first.casefold() == heading.casefold():
        return normalise(body.lstrip())
    return normalise(f"{heading}\n\n{body}" if body.strip() else heading)
