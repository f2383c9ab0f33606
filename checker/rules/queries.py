"""What an entailment model is asked: two claims as they are, or with the one value that differs made equal.

A model reads "40 people died" and "52 people died" and sees that they clash, but so do "40 died" and "52 were hurt" in
its eyes. Put 52 in the place of 40, and only the first two say the same: then the value was the only difference, and
the rules decide whether the two values clash. Every text is a text of the sources with at most that one change, so any
model of natural language inference can be asked.
"""

from __future__ import annotations

import re

from checker.values.claim import Claim
from checker.values.text import Span

REACH = 110  # code points on each side of a value: both texts together are then some 90 word pieces
SPACES = re.compile(r"\s+")
Query = tuple[str, str]


def whole(a: Claim, b: Claim) -> Query:
    """The two claims, in an order that does not depend on the order of the sources."""
    return _ordered(plain(a.text), plain(b.text))


def levelled(a: Claim, a_value: Span, b: Claim, b_value: Span) -> Query:
    """The words around both values, the value of one put in the place of the other."""
    (first, value), (second, other) = sorted(((a, a_value), (b, b_value)), key=lambda x: (x[0].text, x[1]))
    put = second.text[other.start - second.span.start : other.end - second.span.start]
    return around(first, value, put), around(second, other, put)


def around(claim: Claim, value: Span, put: str) -> str:
    """The words around a value, and ``put`` in its place."""
    start, end = value.start - claim.span.start, value.end - claim.span.start
    low = word_edge(claim.text, start - REACH, -1)
    high = word_edge(claim.text, end + REACH, 1)
    return plain(f"{claim.text[low:start]}{put}{claim.text[end:high]}")


def plain(text: str) -> str:
    """The text on one line."""
    return SPACES.sub(" ", text).strip()


def word_edge(text: str, at: int, step: int) -> int:
    """The nearest offset from ``at`` outwards, in the direction ``step``, that does not cut a word."""
    at = max(0, min(len(text), at))
    while 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum():
        at += step
    return at


def _ordered(a: str, b: str) -> Query:
    return (a, b) if a <= b else (b, a)
