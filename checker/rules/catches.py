"""What patterns catch in a claim, and what the caught text is read as.

A pattern is tried on the whole sentence, since a claim may be cut out of the middle of what it catches; the catch
belongs to the claim in which the value to be compared begins.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from checker.facts.quantities import find_quantities
from checker.rules.kind import Reading, Spanned
from checker.rules.pattern_text import small_letters
from checker.rules.placeholders import Read
from checker.rules.regexes import KEPT, Finder, search
from checker.rules.time import as_of
from checker.values.claim import Claim, Entity
from checker.values.period import Period
from checker.values.quantity import Quantity
from checker.values.text import Document, OffsetMap, Span

ARTICLES = frozenset({"the", "a", "an"})  # they tell no two values apart
_SPACES = re.compile(r"\s{2,}|[^\S ]")
SIGNS = " .,;:!?'\"“”‘’()[]-–—"
SpannedT = TypeVar("SpannedT", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Value:
    """The text that a group caught, and what it was read as."""

    text: str  # as written; of a figure or a time the whole phrase, with its hedge and unit
    span: Span  # in the document's text
    means: str | Quantity | Period | Entity | None  # None where nothing of the wanted sort was read in it


@dataclass(frozen=True, slots=True)
class Caught:
    """One catch in a claim: which pattern, and the value of each group that caught something."""

    number: int  # of the pattern in the rule, from 1
    values: Mapping[str, Value]


def caught(
    claim: Claim,
    document: Document,
    nearby: Sequence[Claim],
    finders: tuple[Finder, ...],
    agree: Sequence[str],
    read: Mapping[str, Read],
) -> tuple[Caught, ...]:
    """All catches that belong to a claim, in the order of the patterns, then of the text.

    Raises KindError where a pattern takes too long.
    """
    base, sentence = claim.sentence.start, sentence_of(claim, document)
    found = []
    for catch in search(finders, sentence.text):
        groups = {name: sentence.offsets.original_span(span).shift(base) for name, span in catch.groups if len(span)}
        if any(name in groups and claim.span.start <= groups[name].start < claim.span.end for name in agree):
            told = (claim, *(c for c in nearby if c.sentence == claim.sentence))
            values = {n: value_of(told, document, span, read.get(n, "text")) for n, span in groups.items()}
            found.append(Caught(catch.number, values))
    return tuple(found)


def sentence_of(claim: Claim, document: Document) -> Folded:
    """The sentence of a claim as patterns see it."""
    return folded(claim.sentence.of(document.text))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as patterns see it: each run of white space is one space."""

    text: str
    offsets: OffsetMap  # the way back
    small: str  # the text in small letters


@functools.lru_cache(maxsize=KEPT)
def folded(text: str) -> Folded:
    """A text made ready for patterns, once for all of them."""
    pieces, starts, shifts, done, length = [], [0], [0], 0, 0
    for run in _SPACES.finditer(text):
        pieces += [text[done : run.start()], " "]
        length += run.start() - done + 1
        done = run.end()
        starts.append(length)
        shifts.append(done - length)
    seen = "".join([*pieces, text[done:]])
    offsets = OffsetMap(tuple(starts), tuple(shifts)) if pieces else OffsetMap()
    return Folded(seen, offsets, small_letters(seen))


def value_of(claims: Sequence[Claim], document: Document, span: Span, read: Read) -> Value:
    """The value at a place of a document, read as ``read`` says with the help of what the claims there state."""
    text = span.of(document.text)
    match read:
        case "quantity":
            q = _most(span, (q for c in claims for q in c.facts.quantities)) or _alone(text, span)
            return Value(q.text, q.span, q) if q else Value(text, span, None)
        case "period":
            p = _most(span, (p for c in claims for p in c.facts.periods))
            return Value(p.text, p.span, p) if p else Value(text, span, None)
        case "name":
            return Value(text, span, _most(span, (e for c in claims for e in c.facts.entities)) or plain(text))
        case "text":
            return Value(text, span, plain(text))


def reading(value: Value, claim: Claim, document: Document) -> Reading:
    """A value as the report shows it."""
    interval = value.means.interval if isinstance(value.means, Quantity) else None
    return Reading(value.text, value.span, interval, as_of(claim, document))


def plain(text: str) -> str:
    """A text as it is compared: without case, a leading article, and the signs around it."""
    words = text.casefold().split()
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words).strip(SIGNS)


def _most(span: Span, found: Iterable[SpannedT]) -> SpannedT | None:
    """Of the things that were read, the one that covers most of a place, of equals the first; None where none does."""
    shared = [(min(x.span.end, span.end) - max(x.span.start, span.start), -x.span.start, x) for x in found]
    best = max(shared, key=lambda s: s[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def _alone(text: str, span: Span) -> Quantity | None:
    """The figure in a text that its sentence did not show to be one."""
    found = find_quantities(text)
    if not found:
        return None
    return replace(found[0], span=found[0].span.shift(span.start), counted_span=None)
