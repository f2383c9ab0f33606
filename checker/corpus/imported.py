"""What is wrong with an article that comes from a file: its parts hold together only where checker has written them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checker.rules.table_entries import LAST_TIER
from checker.values.text import Document, OffsetMap


def wrong_with(document: Document, most: int) -> str | None:
    """Why it cannot be taken in, with what was expected; None where nothing is wrong.

    ``most``: bytes of a text that is read, as ``SourceOptions.max_bytes``.
    """
    return next(_wrongs(document, most), None)


def _wrongs(document: Document, most: int) -> Iterator[str]:
    if not document.id.strip():
        yield "its id is empty; expected the name of the article"
    if len(document.text.encode()) > most:
        yield f"its text has more than {most} bytes; raise sources.max_bytes of the configuration to read it"
    size = len(document.text)
    for span in (*document.skip, *(ignore.span for ignore in document.ignores)):
        if span.end > size:
            yield f"it names the part [{span.start}, {span.end}) of a text of {size} characters"
    if any(not 1 <= ignore.line <= most for ignore in document.ignores):
        yield "a comment in it has no line; expected one from 1 on"
    if document.tier is not None and not 1 <= document.tier <= LAST_TIER:
        yield f"its tier is {document.tier}; expected 1 to {LAST_TIER}"
    if not _leads_back(document.offsets, size, most):
        yield "its offsets lead to no text that it was read from; expected ascending ones, from 0 on"


def _leads_back(offsets: OffsetMap, size: int, most: int) -> bool:
    """Whether every offset of the text, its end included, leads to one of a text that may have been read.

    That never goes back, and has a byte at least for each of its characters.
    """
    if any(here >= then for here, then in pairwise(offsets.starts)) or offsets.starts[-1] > size:
        return False
    ends = (*offsets.starts[1:], size + 1)
    parts = [(start + by, end - 1 + by) for start, end, by in zip(offsets.starts, ends, offsets.shifts, strict=True)]
    low, high = parts[0][0], parts[-1][1]
    return low >= 0 and high <= most and all(before[1] <= after[0] for before, after in pairwise(parts))
