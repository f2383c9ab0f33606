"""Lines of printed pages -> paragraphs: joins what was only broken to fit the page."""

from __future__ import annotations

import re
from collections import Counter

_PAGE_NUMBER = re.compile(r"(?:page\s+)?\W{0,3}\d{1,4}\W{0,3}(?:(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:。][\"'”’»)\]]{0,3}$")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
_ITEM = re.compile(r"(?:[•▪◦‣*–-]|\d{1,2}[.)])\s")
_FULL = 0.8  # of the usual length: a line that ends earlier was ended by its writer
_REPEATS = 3  # pages that must share a first or last line for it to be a running head


def reflow(pages: list[str]) -> str:
    """The text of the pages as paragraphs with a blank line between; running heads and page numbers are left out."""
    kept = _without_running_heads([[line.strip() for line in page.splitlines()] for page in pages])
    lengths = sorted(len(line) for page in kept for line in page if line)
    usual = lengths[int(len(lengths) * 0.9)] if lengths else 0
    paragraphs: list[str] = []
    ended = True
    for line in (line for page in kept for line in page):
        if not line:
            ended = True
        elif ended or _ITEM.match(line):
            paragraphs.append(line)
            ended = _ends(line, usual)
        else:
            paragraphs[-1] = _join(paragraphs[-1], line)
            ended = _ends(line, usual)
    return "\n\n".join(paragraphs)


def _ends(line: str, usual: int) -> bool:
    """Whether a paragraph ends with this line: it is short, and is a heading or ends a sentence."""
    short = len(line) < _FULL * usual
    return short and (len(line) < _FULL * _FULL * usual or _SENTENCE_END.search(line) is not None)


def _join(left: str, right: str) -> str:
    """Two lines of a paragraph; a word broken by a hyphen before a small letter is made whole."""
    if _BROKEN_WORD.search(left) and right[:1].islower():
        return left[:-1] + right
    return f"{left} {right}"


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    edges = Counter(line for page in pages for line in {*_edge_lines(page)})
    repeated = {line for line, count in edges.items() if count >= _REPEATS}
    return [_trim(page, repeated) for page in pages]


def _edge_lines(page: list[str]) -> list[str]:
    lines = [line for line in page if line]
    return [lines[0], lines[-1]] if lines else []


def _trim(page: list[str], repeated: set[str]) -> list[str]:
    """The page without running heads and page numbers at its top and bottom. A blank there joins, not parts, pages."""
    lines = list(page)
    for at in (0, -1):
        while lines and (not lines[at] or lines[at] in repeated or _PAGE_NUMBER.fullmatch(lines[at])):
            lines.pop(at)
    return lines
