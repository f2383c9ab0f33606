"""The dateline at the head of an article: where and when it was written, which is no part of its first claim."""

from __future__ import annotations

import re

from checker.values.text import Span

# BENGHAZI, Libya (Tuesday) —   SEOUL, Nov. 13 -   LONDON/GENEVA (Friday) –   NEW YORK (AP) --
_CAPITALS = re.compile(
    r"[^\W\d_a-zß-ÿ](?:[^\W\d_a-zß-ÿ]|[ .'’/&-]){2,40}"
    r"(?:,\s[^—–;:!?]{1,40})?"
    r"(?:\s?\([^()]{1,60}\)){0,2}"
    r"(?:\s*[—–]|\s--?\s)\s*(?=[\"“‘]?[A-Z0-9])"
)
# London —   Kyiv, Ukraine (AP) —   Tripoli:
_MIXED = re.compile(
    r"[A-Z][\w.'’-]{1,30}(?:\s[A-Z][\w.'’-]{1,30}){0,2}"
    r"(?:,\s[A-Z][^—–;:!?.]{1,30})?"
    r"(?:\s?\([^()]{1,60}\)){0,2}"
    r"(?:\s+(?:—|–|--?)\s+)(?=[\"“‘]?[A-Z0-9])"
)
_COLON = re.compile(r"[A-Z][^\W\d_]{3,20}(?:\s[A-Z][^\W\d_]{2,20})?:\s+(?=[\"“‘]?[A-Z0-9])")


def after_dateline(text: str, span: Span, *, first: bool) -> Span:
    """``span`` without the dateline it begins with, if it begins with one.

    A place in capitals counts anywhere; one in mixed case only in the ``first`` paragraph, since elsewhere
    "Name — ..." and "Name: ..." are something else.
    """
    patterns = (_CAPITALS, _MIXED, _COLON) if first else (_CAPITALS,)
    for pattern in patterns:
        match = pattern.match(text, span.start, span.end)
        if match and match.end() < span.end:
            return Span(match.end(), span.end)
    return span
