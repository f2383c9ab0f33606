"""Text as it is read: spans, documents, and the way back to the original."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

DateOrigin = Literal["option", "line", "field", "feed", "metadata", "dateline"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of a text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must have 0 <= start <= end, not [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The part of ``text`` that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The span moved by that many code points."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a stretch of a text begins and ends; lines and columns count from 1, columns in code points."""

    line: int
    column: int
    end_line: int
    end_column: int  # behind the last character


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From offsets in the normalised text back to offsets in the text as it was read.

    ``starts[i]`` is the first normalised offset at which ``shifts[i]`` holds: original = normalised + shift.
    The identity map is ``OffsetMap()``.
    """

    starts: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)

    def __post_init__(self) -> None:
        if len(self.starts) != len(self.shifts) or not self.starts or self.starts[0] != 0:
            raise ValueError("an offset map needs as many shifts as starts, the first start being 0")

    def original(self, offset: int) -> int:
        """The offset in the original of the character at ``offset`` in the normalised text."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]

    def normalised(self, offset: int) -> int:
        """The first offset in the normalised text whose character comes from ``offset`` of the original or later."""
        highest = offset - min(0, *self.shifts) + 1
        return bisect_left(range(highest), offset, key=self.original)

    def normalised_span(self, span: Span) -> Span:
        """The range of the normalised text that was made from ``span`` of the original."""
        return Span(self.normalised(span.start), self.normalised(span.end))

    def original_span(self, span: Span) -> Span:
        """The range of the original that ``span`` of the normalised text was made from."""
        if not len(span):
            return Span(self.original(span.start), self.original(span.start))
        return Span(self.original(span.start), self.original(span.end - 1) + 1)


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When a source was published, and how that is known."""

    day: date
    origin: DateOrigin


@dataclass(frozen=True, slots=True)
class Ignore:
    """A part of a text whose findings an editor has switched off by a comment in it."""

    span: Span  # of the document's text
    names: tuple[str, ...] = ()  # rules and kinds of rules; none: all of them
    line: int = 1  # of the comment in the file


@dataclass(frozen=True, slots=True)
class Document:
    """One article of one source.

    ``text`` is normalised (line ends, invisible characters, compatibility forms); every span in the program is
    a span of it. ``offsets`` leads back to the text as it was read. ``body`` is the part that makes claims: not
    a "Published:" line, not front matter.
    """

    id: str  # the source as the user named it: a path, a URL, "-"; with "#n" for the n-th article of one file
    text: str
    title: str | None = None
    published: PublicationDate | None = None
    language: str = "en"  # ISO 639-1
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    sha256: str = ""  # of the bytes the article came from
    offsets: OffsetMap = field(default_factory=OffsetMap)
    skip: tuple[Span, ...] = ()  # parts of the text that hold metadata, not prose
    ignores: tuple[Ignore, ...] = ()  # parts of the text of which findings are left out
    tier: int | None = None  # how far the user trusts the source, 1 the most to 5 the least; None: not said

    def line_of(self, offset: int) -> int:
        """The line, counted from 1, in which that offset lies."""
        return self.text.count("\n", 0, offset) + 1

    def extent_of(self, span: Span) -> Extent:
        """Where a span of the text lies by lines, and by columns of the text as it was read."""
        line, column = self._place(span.start)
        end_line, end_column = self._place(max(span.start, span.end - 1))
        return Extent(line, column, end_line, end_column + (1 if len(span) else 0))

    def _place(self, offset: int) -> tuple[int, int]:
        newline = self.text.rfind("\n", 0, offset)
        # Behind the line end, not at the first character that is left of the line: what went before it counts too.
        begins = self.offsets.original(newline) + 1 if newline >= 0 else 0
        return self.line_of(offset), self.offsets.original(offset) - begins + 1
