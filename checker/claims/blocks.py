"""From the lines of a document to its blocks: headline, paragraphs, list items, section headings.

Text comes with a blank line between paragraphs, with one line for each paragraph, or hard-wrapped as from
PDF and mail. A line break is a wrap where the next line goes on in lower case, or where its first word would
not have fitted on the line before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from checker.claims.filters import is_line_apart
from checker.values.text import Document, Span

WIDEST_WRAP = 200  # code points; longer lines are paragraphs, not wrapped lines
RAGGED = 0.75  # a wrapped line inside a sentence reaches this share of the widest one near it, also in uneven type

_LINE = re.compile(r"[^\n]*\n?")
_BULLET = re.compile(r"[ \t]*(?:[-*+•‣◦▪●·–][ \t]+|\(?\d{1,3}[.)][ \t]+)")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")
_RULE = re.compile(r"[ \t]*([-=_*~#])(?:[ \t]*\1){2,}[ \t]*\Z")
_QUOTED_LINE = re.compile(r"[ \t]*>[ \t]?")
_ENDED = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*\Z")
_TERMINAL = re.compile(r"[.!…。][\"'”’»)\]]*\Z")


class BlockKind(StrEnum):
    """What a block is to the article."""

    HEADLINE = "headline"
    HEADING = "heading"  # of a section
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that no sentence crosses; ``span`` has neither marker nor white space at its edges."""

    kind: BlockKind
    span: Span


def blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a document in order, without what ``document.skip`` leaves out."""
    found = [block for part in _kept(document) for block in _read_part(document.text, part)]
    return tuple(_with_headline(found, document))


def _kept(document: Document) -> Iterator[Span]:
    """The stretches of text between the skipped spans."""
    at = 0
    for skipped in sorted(document.skip):
        if skipped.start > at:
            yield Span(at, skipped.start)
        at = max(at, skipped.end)
    if at < len(document.text):
        yield Span(at, len(document.text))


def _read_part(text: str, part: Span) -> Iterator[Block]:
    """Blocks of one stretch: runs of lines between blank ones, each run cut where its lines are not wrapped."""
    run: list[Span] = []
    for match in _LINE.finditer(text, part.start, part.end):
        line = _trimmed(text, Span(match.start(), match.end()))
        if len(line) and not _RULE.match(line.of(text)):
            run.append(line)
        elif run:
            yield from _cut_run(text, run)
            run = []
    yield from _cut_run(text, run)


def _cut_run(text: str, run: list[Span]) -> Iterator[Block]:
    """The blocks of consecutive lines."""
    width = max((len(line) for line in run), default=0)
    start = 0
    for i in range(1, len(run) + 1):
        if i == len(run) or not _wrapped(text, run, start, i, width):
            yield from _block(text, Span(run[start].start, run[i - 1].end))
            start = i


def _wrapped(text: str, run: list[Span], start: int, i: int, width: int) -> bool:
    """Whether line ``i`` of the run goes on with the block that began at line ``start``."""
    before, after = run[i - 1].of(text), run[i].of(text)
    ended = bool(_ENDED.search(before))
    if is_line_apart(before) or is_line_apart(after) or _HEADING.match(before) or _HEADING.match(after):
        return False
    if _is_item(run, start, i, text, ended=ended):
        return False
    if width > WIDEST_WRAP:
        return False
    if after[:1].islower() and not ended:
        return True
    slack = 0.0 if ended else (1 - RAGGED) * width
    return width - len(before) - 1 < max(len(after.split(None, 1)[0]), slack)


def _is_item(run: list[Span], start: int, i: int, text: str, *, ended: bool) -> bool:
    """Whether line ``i`` of the run opens an item. A wrapped line can begin with a dash or "31." by chance."""
    marker = _BULLET.match(run[i].of(text))
    if marker is None:
        return False
    if _BULLET.match(run[start].of(text)):
        return True
    if any(character.isdigit() for character in marker.group()):
        return marker.group().strip("( .)\t") == "1"
    return ended or len(run) == i + 1 or bool(_BULLET.match(run[i + 1].of(text)))


def _block(text: str, span: Span) -> Iterator[Block]:
    """One block without its marker; nothing where only the marker is there."""
    kind = BlockKind.PARAGRAPH
    quoted = _QUOTED_LINE.match(text, span.start, span.end)
    start = quoted.end() if quoted else span.start
    if marker := _HEADING.match(text, start, span.end):
        kind, start = BlockKind.HEADING, marker.end()
    elif marker := _BULLET.match(text, start, span.end):
        kind, start = BlockKind.ITEM, marker.end()
    inner = _trimmed(text, Span(start, span.end))
    if len(inner):
        yield Block(kind, inner)


def _with_headline(found: list[Block], document: Document) -> list[Block]:
    """The same blocks, the first one a headline if it is the title or looks like one."""
    if not found or found[0].kind is BlockKind.ITEM:
        return found
    first, text = found[0], document.text
    content = first.span.of(text)
    title = " ".join((document.title or "").split()).casefold()
    is_title = title != "" and " ".join(content.split()).casefold() == title
    stands_apart = len(found) > 1 or any(s.start >= first.span.end for s in document.skip)
    looks_like_one = stands_apart and len(content) <= WIDEST_WRAP and not _TERMINAL.search(content)
    if is_title or (looks_like_one and not is_line_apart(content)):
        return [Block(BlockKind.HEADLINE, first.span), *found[1:]]
    return found


def _trimmed(text: str, span: Span) -> Span:
    """The span without white space at its edges."""
    raw = span.of(text)
    start = span.start + len(raw) - len(raw.lstrip())
    return Span(start, max(start, span.start + len(raw.rstrip())))
