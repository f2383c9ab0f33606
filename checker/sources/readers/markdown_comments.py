"""Where comments for checker stand in Markdown, and which block each of them means.

On a line of its own a comment means the block that follows; beside other words, the block that it stands in. A block
is a paragraph, a heading or an item of a list; before a list, the whole list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.sources.comments import Asked, Silent, Wrong, found_in, from_the_web, read_comment, settle, unclosed
from checker.values.text import Span

_LINE = re.compile(r"[^\n]*\n?")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,9}[.)])[ \t]")
_INLINE_CODE = re.compile(r"`[^`\n]{1,500}`")
_OPEN, _CLOSE = len("<!--"), len("-->")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block; those with no empty line between them are of one run."""

    span: Span
    is_item: bool
    run: int


def ignores(text: str, comments: Sequence[Span], code: Sequence[Span], *, obeyed: bool) -> Silent:
    """What the comments of a text silence, and which of them do nothing; those inside ``code`` are examples.

    With ``obeyed`` false none is, as in a page from the web.
    """
    if not found_in(text):
        return Silent()
    examples = [*code, *(Span(*match.span()) for match in _INLINE_CODE.finditer(text))]
    examples.sort()
    asked: list[tuple[Asked, Span]] = []
    wrong: list[Wrong] = []
    line, counted = 1, 0
    for comment in comments:
        line, counted = line + text.count("\n", counted, comment.start), comment.start
        read = read_comment(text[comment.start + _OPEN : comment.end - _CLOSE], line)
        if read is None or _inside(examples, comment):
            continue
        if isinstance(read, Wrong):
            wrong.append(read)
        else:
            asked.append((read, comment))
    last = unclosed(text)
    if last is not None and not _inside(examples, Span(last[0], last[0])):
        wrong.append(last[1])
    if not obeyed:
        return Silent(wrong=from_the_web(one.line for one, _ in asked))
    found = settle(asked, _Layout(text, comments).block_of, Span(0, len(text)))
    return Silent(found.parts, (*wrong, *found.wrong))


def _inside(spans: Sequence[Span], place: Span) -> bool:
    """Whether the place begins in one of the spans, which are sorted and do not overlap but by accident."""
    at = bisect_left(spans, Span(place.start + 1, place.start + 1))
    return any(spans[i].start <= place.start < spans[i].end for i in range(max(0, at - 2), at))


class _Layout:
    """The blocks of a text, and the lines on which a comment stands alone."""

    def __init__(self, text: str, comments: Sequence[Span]) -> None:
        self._alone: set[int] = set()  # offsets of comments with no words beside them
        self._pieces = list(self._cut(text, comments))
        self._starts = [piece.span.start for piece in self._pieces]

    def block_of(self, comment: Span) -> Span | None:
        """The block that the comment means, or None."""
        after = bisect_left(self._starts, comment.end)
        if comment.start not in self._alone:
            around = self._pieces[max(0, bisect_left(self._starts, comment.start + 1) - 1) : after]
            return next((p.span for p in around if p.span.overlaps(comment)), None)
        if after == len(self._pieces):
            return None
        first = last = self._pieces[after]
        before = self._pieces[after - 1] if after else None
        if first.is_item and not (before and before.is_item and before.run == first.run):
            for piece in self._pieces[after:]:
                if not piece.is_item or piece.run != first.run:
                    break
                last = piece
        return Span(first.span.start, last.span.end)

    def _cut(self, text: str, comments: Sequence[Span]) -> Iterator[Piece]:
        start = run = 0
        is_item = is_open = False
        at = 0  # of the comments: the first that ends behind the line
        for match in _LINE.finditer(text):
            line = Span(*match.span())
            while at < len(comments) and comments[at].end <= line.start:
                at += 1
            words, here = _without(text, line, comments, at)
            heading, item = bool(_HEADING.match(words)), bool(_ITEM.match(words))
            if is_open and (not words.strip() or heading or item):
                yield Piece(Span(start, line.start), is_item, run)
                is_open = False
            if not words.strip():
                self._alone |= {c.start for c in here if c.start >= line.start}
                run += not here
                continue
            self._alone -= {c.start for c in here}
            if not is_open:
                start, is_item, is_open = line.start, item, True
            if heading:
                yield Piece(Span(start, line.end), False, run)
                is_open = False
        if is_open:
            yield Piece(Span(start, len(text)), is_item, run)


def _without(text: str, line: Span, comments: Sequence[Span], at: int) -> tuple[str, list[Span]]:
    """The words of a line outside comments, and the comments that touch it, the first of which is number ``at``."""
    words: list[str] = []
    here: list[Span] = []
    done = line.start
    while at < len(comments) and comments[at].start < line.end:
        here.append(comments[at])
        words.append(text[done : max(done, comments[at].start)])
        done = min(line.end, comments[at].end)
        at += 1
    return "".join((*words, text[done : line.end])), here
