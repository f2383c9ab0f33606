"""Where sentences begin and end, with exact offsets.

Every full stop, question mark, exclamation mark and ellipsis is a candidate; what stands before and after it
decides. Each candidate is looked at once, within a window of fixed size, so the time is linear in the text.
Where a case is open ("the U.S. Army", "in the U.S. Nobody ...") the sentence goes on unless a word follows
that typically begins one: two sentences read as one cost less than one torn in two.
"""

from __future__ import annotations

import functools
import re

from checker.claims.words import lists
from checker.values.text import Span

LONGEST_REFERENCE = 2  # letters: "No.5" is a reference, "ended.5" has the number of a footnote
WINDOW = 32  # code points that are looked at before a candidate; longer words are no abbreviations

_CANDIDATE = re.compile(r"[.!?…]+(?:[\"'”’»)\]]|\[\d{1,3}\])*|[。！？]+[」』”’）]*")
_FOLLOW = re.compile(r"(?P<open>[\"'“‘„«(\[¿¡]*)(?P<word>[^\W_][\w'’]{0,40}\.?)?")
_GLUED_WORD = re.compile(r"([A-Z][a-z]+)(?=[\s,’'])|(?:A|I)(?=\s)")
_GLUED_NOTE = re.compile(r"\d{1,3}(?=\s+[\"“‘]?[A-Z]|\s*\Z)")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
_ASKED = re.compile(
    r"(?:[A-Z][\w.'’-]{0,30}\s+){1,5}(?:said|says|asked|asks|wrote|cried|shouted|told|added|exclaimed|yelled)\b"
)
_QUOTES = "\"'”’»"
_GOES_ON = frozenset(",;:/&=+)]}")


def split(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of ``text[start:end]``, one block of prose, in order.

    Line breaks count as spaces. The spans do not overlap, have no white space at their edges, and leave
    nothing out but white space between them.
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []
    begin = _skip_space(text, start, stop)
    for mark in _CANDIDATE.finditer(text, start, stop):
        cut = _cut(text, mark, begin, stop)
        if cut is not None and cut > begin:
            spans.append(Span(begin, cut))
            begin = _skip_space(text, cut, stop)
    tail = _trim_end(text, begin, stop)
    if tail > begin:
        spans.append(Span(begin, tail))
    return spans


def _cut(text: str, mark: re.Match[str], begin: int, stop: int) -> int | None:
    """Where the sentence that began at ``begin`` ends if it ends at ``mark``; None where it goes on."""
    after = mark.end()
    if after >= stop or text[mark.start()] in "。！？":
        return after
    before = text[max(begin, mark.start() - WINDOW) : mark.start()]
    word = before.rsplit(None, 1)[-1].lstrip("\"'“‘„«([—–-$") if before and not before[-1].isspace() else ""
    if not text[after].isspace():
        return _glued(text, mark, word, stop)
    at = _skip_space(text, after, stop)
    if at >= stop:
        return after
    if word.isdigit() and mark.start() - len(word) == begin:
        return None  # "1. First"
    return after if _ends(text, mark, word, at, stop) else None


def _ends(text: str, mark: re.Match[str], word: str, at: int, stop: int) -> bool:
    """Whether a sentence ends at ``mark``, after ``word`` and before white space and the text at ``at``."""
    follow = _FOLLOW.match(text, at, stop)
    opener, name = (follow["open"], follow["word"] or "") if follow else ("", "")
    first = name[:1]
    quote_opens = opener != "" and opener[0] not in "(["
    if not name and not opener:
        return text[at] not in _GOES_ON and not _is_abbreviated(word)
    if first.islower() and not quote_opens and not name[1:2].isupper():  # "iPhone" may begin a sentence
        return False
    signs = mark.group()
    if signs[0] in "!?":
        return not (signs[-1] in _QUOTES and _ASKED.match(text, at, stop))
    starts = quote_opens or name in _words("starters")
    if signs[0] == "…" or signs.startswith(".."):
        return starts or (word != "" and first.isupper())
    return _ends_after(word, name, starts=starts, rest=text[at + len(opener) + len(name) :][:6])


def _ends_after(word: str, name: str, *, starts: bool, rest: str) -> bool:
    """Whether a single full stop after ``word`` ends the sentence where ``name`` is the next word."""
    kind = _kinds().get(word)
    digit = name[:1].isdigit()
    if kind == "never":
        return False
    if kind == "number":
        return not digit and (word in ("No", "no") or starts)
    if kind == "time":
        return (
            not digit and name[:1].isupper() and name.rstrip(".") not in _words("time_goes_on") and rest[:5] != " time"
        )
    if kind in ("may_end", "month") or _ACRONYM.match(word):
        return starts
    if len(word) == 1 and word.isupper():
        return starts  # "Group B. The ..."; but "J. Smith"
    return True


def _glued(text: str, mark: re.Match[str], word: str, stop: int) -> int | None:
    """The cut where no space follows the sign: a lost space, or the number of a footnote."""
    signs, after = mark.group(), mark.end()
    if signs[-1] in "”»" and text[after].isupper():
        return after
    if signs[0] in "?!" and len(signs) == 1 and word[-2:].islower() and _GLUED_WORD.match(text, after, stop):
        return after
    if signs != "." or not word.isalpha() or _is_abbreviated(word):
        return None
    if word[-2:].islower():
        follow = _GLUED_WORD.match(text, after, stop)
        if follow:
            return after if follow.group().lower() not in _words("web_endings") else None
    note = _GLUED_NOTE.match(text, after, stop) if len(word) > LONGEST_REFERENCE else None
    return note.end() if note else None


def _is_abbreviated(word: str) -> bool:
    return word in _kinds() or bool(_ACRONYM.match(word)) or (len(word) == 1 and word.isupper())


@functools.cache
def _kinds() -> dict[str, str]:
    """{abbreviation: its class}."""
    data = lists("abbreviations")
    return {word: kind for kind in ("may_end", "month", "number", "time", "never") for word in data[kind]}


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lists("abbreviations")[name])


_SPACE = re.compile(r"\s*")


def _skip_space(text: str, at: int, stop: int) -> int:
    match = _SPACE.match(text, at, stop)
    return match.end() if match else at


def _trim_end(text: str, start: int, stop: int) -> int:
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return stop
