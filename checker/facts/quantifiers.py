"""How much of a whole a text speaks of: "all nine hospitals", "barely half of the tickets", "three of the four".

Each such phrase is an interval of shares in [0, 1] and the noun of its whole. So are words of state that take in all or
a part of a thing: "sold out", "half empty", "destroyed" and "partly damaged". Words stand in ``data/quantifiers.yaml``.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from checker.facts.lexemes import Phrases, Token, lexemes
from checker.facts.lexicon import is_verb, stopwords
from checker.facts.wordlists import mapping, phrases, section, words
from checker.values.interval import Interval
from checker.values.quantity import Dimension, Quantity, Role
from checker.values.text import Span

NONE_REACH = 12  # words before one that tells of a split vote, where "none of the nine judges of ..." takes it back
NOUN = 7  # tokens behind an amount in which the noun of its whole is looked for
SMALLEST_WHOLE = 2
LARGEST_PART_GAP = 6  # tokens of "of the city's old" between the two figures of "two of the city's old five"


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what a phrase speaks of."""

    text: str  # the phrase as written, without the noun
    span: Span
    share: Interval  # within [0, 1]
    whole: frozenset[str] = frozenset()  # lemmas of the noun of the whole and what narrows it; empty where unsaid
    head: str | None = None  # the noun itself
    size: float | None = None  # how many the whole are, where said: 9 of "all nine"
    state: bool = False  # a word of state: "sold out", "destroyed"
    vote: bool = False  # of those who decide: "unanimously", "by a majority", "6-3"
    figure: bool = False  # a figure gives it, which other rules read too: "a third", "71 percent"

    def __post_init__(self) -> None:
        if self.share.low < 0 or self.share.high > 1:
            raise ValueError(f"a share lies in [0, 1], not {self.share}")


class _Amount(NamedTuple):
    share: Interval
    state: bool  # a word of state


def find_shares(text: str, quantities: Sequence[Quantity] = ()) -> tuple[Share, ...]:
    """All amounts in ``text``, by place, none overlapping; ``quantities`` are its figures, with spans of ``text``.

    Linear in the length of the text.
    """
    tokens = lexemes(text)
    votes = [*_of_votes(text, tokens, quantities)]
    found = [*votes, *_of_figures(text, tokens, quantities), *_of_words(text, tokens, quantities)]
    kept: list[Share] = []
    for share in sorted(found, key=lambda s: (s.span.start, -s.span.end)):
        if not kept or share.span.start >= kept[-1].span.end:
            kept.append(share)
    return tuple(kept)


def _of_votes(text: str, tokens: Sequence[Token], quantities: Sequence[Quantity]) -> Iterator[Share]:
    """How many of those who decide were for it, by words or by the score of the vote: "by six votes to three"."""
    for first, end, amount in _phrases("votes").find(tokens):
        before = tokens[max(0, first - NONE_REACH) : first]
        nobody = any(t.lower in ("none", "nobody", "no", "not", "never", "neither") for t in before)
        if amount is not None and not (nobody and amount.share.low < 1):  # "none of the jurors dissented"
            span = Span(tokens[first].start, tokens[end - 1].end)
            yield Share(span.of(text), span, amount.share, vote=True)
    if not any(t.lemma in _words("deciding") or t.lower in ("split", "vote", "votes", "voted") for t in tokens):
        return
    for q in quantities:
        if q.dimension is Dimension.SCORE and q.second is not None and q.interval.is_point and q.second.is_point:
            total = q.interval.low + q.second.low
            if total >= SMALLEST_WHOLE:
                most = max(q.interval.low, q.second.low) / total
                yield Share(q.text, q.span, Interval.point(most), size=total, vote=True, figure=True)


def decides(text: str) -> bool:
    """Whether a text speaks of those who decide together, or of their vote."""
    return any(token.lemma in _words("deciding") for token in lexemes(text))


def _of_words(text: str, tokens: Sequence[Token], quantities: Sequence[Quantity]) -> Iterator[Share]:
    sizes = {q.span.start: q for q in quantities if q.dimension is Dimension.COUNT and q.interval.is_point}
    read = [*_phrases("amounts").find(tokens), *_phrases("states").find(tokens)]
    for first, end, amount in sorted(read, key=lambda found: found[:2]):
        if amount is None:
            continue
        span = Span(tokens[first].start, tokens[end - 1].end)
        if amount.state:
            whole = frozenset(w for w in (_beside(tokens, first - 1, -1), _beside(tokens, end, 1)) if w)
            yield Share(span.of(text), span, amount.share, whole, None, state=True)
            continue
        if _superlative(tokens, first, end) or (first and tokens[first - 1].lower in ("a", "an")):
            continue
        names, head, size = _whole(tokens, end, sizes)
        if head in _words("not_wholes") or (head is None and size is None and not _alone(tokens, end)):
            continue
        share, past = _but(tokens, end, quantities) or (amount.share, span.end)
        if share.low == 1 and _excepts(tokens, end):
            share = Interval(0.5, 1.0, high_open=True)
        span = Span(span.start, past)
        yield Share(span.of(text), span, share, names, head, size)


def _beside(tokens: Sequence[Token], at: int, step: int) -> str | None:
    """The lemma of the nearest content word on one side, of a compound its last word; None beyond a mark."""
    found = None
    for _ in range(NOUN):
        if not 0 <= at < len(tokens) or not tokens[at].is_word:
            break
        if tokens[at].lower not in stopwords():
            found = tokens[at].lemma
            if step < 0:
                break
        elif found is not None:
            break
        at += step
    return found


def _superlative(tokens: Sequence[Token], first: int, end: int) -> bool:
    """ "The most expensive", "most recently": an order, no share."""
    if tokens[first].lower != "most" or end != first + 1:
        return False
    before = tokens[first - 1].lower if first else ""
    behind = tokens[end].lower if end < len(tokens) else ""
    return before in ("the", "its", "their", "a", "at") or behind.endswith("ly") or not behind.endswith("s")


def _whole(
    tokens: Sequence[Token], at: int, sizes: dict[int, Quantity]
) -> tuple[frozenset[str], str | None, float | None]:
    """The words of the noun phrase behind an amount, its last word, and the number in it."""
    names: list[str] = []
    size = None
    for token in tokens[at : at + NOUN]:
        if token.lower in _words("between") or token.lower in ("'s", "’s", "'"):
            if names and token.lower in ("of", "that", "which", "whose"):
                break
            continue
        if token.start in sizes:
            size = sizes[token.start].interval.low
            continue
        if (
            not token.is_word
            or token.lower in stopwords() | _words("except")
            or (names and is_verb(token.lower) and token.lower.endswith("ed"))
        ):
            break
        names.append(token.lemma)
    return frozenset(names), names[-1] if names else None, size


def _alone(tokens: Sequence[Token], end: int) -> bool:
    """Whether an amount without a noun speaks of things: "all of them", "none was found", "all were"."""
    return end < len(tokens) and tokens[end].lower in _words("behind_alone")


def _but(tokens: Sequence[Token], end: int, quantities: Sequence[Quantity]) -> tuple[Interval, int] | None:
    """The share of "all but two of the nine", seven ninths, or most where the whole has no size; and where it ends."""
    if end >= len(tokens) or tokens[end].lower != "but":
        return None
    near = tokens[min(len(tokens), end + NOUN) - 1].end
    numbers = [q for q in quantities if tokens[end].end <= q.span.start < near and q.interval.is_point]
    if len(numbers) > 1 and numbers[1].interval.low > numbers[0].interval.low:
        return Interval.point(1 - numbers[0].interval.low / numbers[1].interval.low), numbers[1].span.end
    return Interval(0.5, 1.0, high_open=True), tokens[end].end


def _excepts(tokens: Sequence[Token], end: int) -> bool:
    """Whether "except" or the like stands behind the noun of an amount."""
    near = [t.lower for t in tokens[end : end + NOUN]]
    return bool(_words("except") & set(near)) or "apart" in near


def _of_figures(text: str, tokens: Sequence[Token], quantities: Sequence[Quantity]) -> Iterator[Share]:
    """Shares that figures give: "three of the four", "a third of the homes"."""
    starts = [t.start for t in tokens]
    for q, following in zip_longest(quantities, quantities[1:]):
        if q.dimension is Dimension.PERCENT and q.role is Role.LEVEL and q.measure is None and q.counted:
            low, high = max(0.0, q.interval.low / 100), min(1.0, q.interval.high / 100)
            if low <= high:
                whole = frozenset({q.counted, *q.qualifiers})
                size = q.second.low if q.second else None
                yield Share(q.text, q.span, Interval(low, high), whole, q.counted, size, figure=True)
        elif following is not None and _is_part_of(text, tokens, starts, q, following):
            span = Span(q.span.start, following.span.end)
            share = Interval.point(q.interval.low / following.interval.low)
            head = following.counted or q.counted
            whole = frozenset(w for w in (head, *following.qualifiers) if w)
            yield Share(span.of(text), span, share, whole, head, following.interval.low)


def _is_part_of(text: str, tokens: Sequence[Token], starts: Sequence[int], part: Quantity, whole: Quantity) -> bool:
    """Whether "of the", "of its", "out of Arden's" stand between a count and the larger one behind it."""
    counts = part.dimension is Dimension.COUNT and whole.dimension is Dimension.COUNT
    if not counts or not part.interval.is_point or not whole.interval.is_point:
        return False
    if whole.interval.low < SMALLEST_WHOLE or part.interval.low > whole.interval.low:
        return False
    between = tokens[bisect_left(starts, part.span.end) : bisect_left(starts, whole.span.start)]
    if not between or len(between) > LARGEST_PART_GAP:
        return False
    return between[0].lower == "of" or [t.lower for t in between[:2]] == ["out", "of"]


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(words(section("quantifiers", name)))


@functools.cache
def _phrases(part: str) -> Phrases[_Amount | None]:
    """The phrases of a part by their very words, of "states" in any form; those that are no amounts have None."""
    table: list[tuple[str, _Amount | None]] = [(phrase, None) for phrase in phrases(section("quantifiers", "neutral"))]
    for name, value in mapping(section("quantifiers", part), part).items():
        entry = mapping(value, name)
        amount = _Amount(_interval(str(entry["range"])), part == "states")
        table += [(phrase.lower(), amount) for phrase in phrases(entry["words"])]
    return Phrases(table, exact=part != "states")


def _interval(written: str) -> Interval:
    """ "(0.5, 1]" as an interval."""
    low, high = written[1:-1].split(",")
    return Interval(float(low), float(high), low_open=written[0] == "(", high_open=written[-1] == ")")
