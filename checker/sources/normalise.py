"""One spelling for what looks the same, and the way back to the text as it was read.

Line ends become ``\\n`` and every Unicode space a plain one; marks that cannot be seen (zero-width characters, soft
hyphens, directions, stray controls) go, but for the joiners that Persian, Indic scripts and emoji are spelled with;
ligatures are spelled out; letters are composed (Unicode NFC). Curly quotes and dashes stay: they carry meaning.
Ordinary text passes unchanged, with the identity as its map.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from checker.values.text import OffsetMap

_LINE = r"\r\n?|[\x0b\x0c\x85\u2028\u2029]"
_SPACE = r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_HYPHEN = r"[\u2010\u2011]"
_LIGATURE = r"[\ufb00-\ufb06]"
_SURROGATE = r"[\ud800-\udfff]"  # half a character, as JSON escapes can make it: it cannot be written out again
# Controls but \t and \n, soft hyphen, zero-width marks, direction marks, invisible operators, annotations, tags.
_UNSEEN = (
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    r"\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# A joiner is spelling between signs of the scripts that use it (from Arabic on, and emoji). Elsewhere it only hides.
_JOINING = r"[\u0600-\u1fff\u2300-\u2bff\u3030\u303d\ufe0f\U0001f000-\U0001faff]"
_JOINER = rf"(?<!{_JOINING})[\u200c\u200d]|[\u200c\u200d](?!{_JOINING})"
# A whole escape sequence of a terminal goes, not only its first character: colours, cursor moves, titles, links.
_ESCAPE = r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]|\x1b\][^\x07\x1b\n]{0,512}(?:\x07|\x1b\\)"
_ODD = re.compile(
    f"(?P<escape>{_ESCAPE})|(?P<line>{_LINE})|(?P<space>{_SPACE})|(?P<hyphen>{_HYPHEN})|(?P<ligature>{_LIGATURE})"
    f"|(?P<surrogate>{_SURROGATE})|(?P<unseen>{_UNSEEN}+)|(?P<joiner>{_JOINER})"
)
_PLAIN = {"line": "\n", "space": " ", "hyphen": "-", "surrogate": "\ufffd", "unseen": "", "joiner": "", "escape": ""}
# Only a stretch that starts at or after an ASCII character can be composed: nothing joins an ASCII one on its left.
_FOREIGN = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")

Edit = tuple[int, int, str]  # [start, end) of the old text, and what stands there instead


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text and the way from its offsets back to those of the text it was made from."""

    text: str
    offsets: OffsetMap = field(default_factory=OffsetMap)


def normalise(raw: str) -> Normalised:
    """The normalised form of ``raw``; see the module for what changes."""
    text, offsets = _apply(raw, _replacements(raw))
    if unicodedata.is_normalized("NFC", text):
        return Normalised(text, offsets)
    composed, inner = _apply(text, _compositions(text))
    return Normalised(composed, _chain(inner, offsets))


def _replacements(raw: str) -> Iterator[Edit]:
    for match in _ODD.finditer(raw):
        sort = match.lastgroup or ""
        new = unicodedata.normalize("NFKC", match[0]) if sort == "ligature" else _PLAIN[sort]
        yield match.start(), match.end(), new


def _compositions(text: str) -> Iterator[Edit]:
    for stretch in _FOREIGN.finditer(text):
        if unicodedata.is_normalized("NFC", stretch[0]):
            continue
        for start, end in _clusters(stretch[0]):
            old = stretch[0][start:end]
            new = unicodedata.normalize("NFC", old)
            if new != old:
                yield stretch.start() + start, stretch.start() + end, new


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Cut where no character can compose across the cut: before everything but marks and inner Hangul letters."""
    start = 0
    for here in range(1, len(text) + 1):
        if here == len(text) or not _joins(text[here]):
            yield start, here
            start = here


def _joins(char: str) -> bool:
    return unicodedata.category(char).startswith("M") or "\u1160" <= char <= "\u11ff"


def _apply(old: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """The text after the edits (ascending, disjoint) and the map from it to ``old``.

    The j-th character of a replacement leads to the j-th of what it replaces, or to its last.
    """
    parts: list[str] = []
    starts, shifts = [0], [0]
    done = size = 0
    for start, end, new in edits:
        parts += (old[done:start], new)
        size += start - done
        for j in range(len(new)):
            _mark(starts, shifts, size + j, start + min(j, end - start - 1))
        size += len(new)
        done = end
        _mark(starts, shifts, size, end)
    if not done:
        return old, OffsetMap()
    parts.append(old[done:])
    return "".join(parts), OffsetMap(tuple(starts), tuple(shifts))


def _mark(starts: list[int], shifts: list[int], offset: int, original: int) -> None:
    """Note that from ``offset`` on the map leads to ``original``; keep the lists minimal."""
    if starts[-1] == offset:
        starts.pop()
        shifts.pop()
    shift = original - offset
    if not shifts or shifts[-1] != shift:
        starts.append(offset)
        shifts.append(shift)


def _chain(first: OffsetMap, second: OffsetMap) -> OffsetMap:
    """The map that goes through ``first`` and then through ``second``."""
    starts: list[int] = []
    shifts: list[int] = []
    ends = (*first.starts[1:], None)
    for begin, end, shift in zip(first.starts, ends, first.shifts, strict=True):
        low = bisect_right(second.starts, begin + shift)
        high = len(second.starts) if end is None else bisect_left(second.starts, end + shift)
        for offset in (begin, *(s - shift for s in second.starts[low:high])):
            total = second.original(offset + shift) - offset
            if not shifts or shifts[-1] != total:
                starts.append(offset)
                shifts.append(total)
    return OffsetMap(tuple(starts), tuple(shifts))
