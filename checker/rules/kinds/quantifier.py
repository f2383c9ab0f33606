"""How much of one whole, and which label of one scale.

Flags: "all nine hospitals were hit" against "seven of the nine hospitals were hit"; "the hall was sold out" against
"barely half of the tickets were sold"; "the fire destroyed the hall" against "part of the hall burned"; "Group 2B"
against "Group 2A"; "a possible cause" against "a probable cause".
Leaves alone: shares that one value satisfies (most, three in four), shares of different wholes, "some" beside another
"some", two figures (kind ``quantity`` has them).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.facts.grades import Grade, find_grades
from checker.facts.happenings import agreement, happening
from checker.facts.lexicon import synonym_set
from checker.facts.quantifiers import Share, decides, find_shares
from checker.rules.kind import PROPOSED, InText, Judgement, Kind, Pair, Reading, Sides, Values, conflict, once
from checker.rules.options import option
from checker.rules.remembered import remembered
from checker.rules.slots import gap_label
from checker.rules.weigh import probability
from checker.values.claim import Claim
from checker.values.interval import Interval
from checker.values.quantity import Dimension, Quantity, Role
from checker.values.text import Span

TELLING = 0.3  # a gap of so much of the whole tells as much as any
SAME = 1e-6
NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class QuantifierOptions:
    """Options of the kind ``quantifier``."""

    conflict: float = option(
        0.3, "Probability from which two amounts of one whole, or two labels, clash.", at_least=0.0, at_most=1.0
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two amounts or labels that cannot both hold of one thing, with the evidence that they are of one."""

    a: Share | Grade
    b: Share | Grade
    features: dict[str, float]


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement: the two amounts or labels that most likely clash."""
    if not isinstance(options, QuantifierOptions):
        raise TypeError(f"the kind quantifier needs QuantifierOptions, not {type(options).__name__}")
    found = _clashes(pair)
    if not found:
        return
    chance, w = max(found, key=lambda x: (x[0], -x[1].a.span.start, -x[1].b.span.start))
    if chance < min(PROPOSED, options.conflict):
        return
    why = f"One source says “{w.a.text}”, the other “{w.b.text}”: both cannot be so."
    yield conflict(
        chance,
        Reading(w.a.text, w.a.span.shift(pair.a.span.start)),
        Reading(w.b.text, w.b.span.shift(pair.b.span.start)),
        label=_label(pair.a, w.a),
        read=f"“{w.a.text}” is {_shown(w.a)}, “{w.b.text}” is {_shown(w.b)}",
        why=why,
        floor=options.conflict,
    )


def _clashes(pair: Pair) -> tuple[tuple[float, Weighed], ...]:
    """Two amounts or labels that cannot both hold, each two with their probability of a clash."""
    return once(pair, "quantifier", lambda: tuple((probability("quantifier", w.features), w) for w in _weighed(pair)))


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of each two amounts or labels that cannot both hold, and what is shown of them."""
    for w in _weighed(pair):
        yield w.features, f"{w.a.text} | {w.b.text}"


def _weighed(pair: Pair) -> list[Weighed]:
    left, right = _shares(pair.a), _shares(pair.b)
    shares = [
        (a, b)
        for a in left
        for b in right
        if _apart(a, b) and not any(_agree(a, o) for o in right) and not any(_agree(b, o) for o in left)
    ]
    if not shares:
        shares = [*_counted(pair.a, left, right), *((a, b) for b, a in _counted(pair.b, right, left))]
    shares = [(a, b) for a, b in shares if _of_one_vote(pair, a, b)]
    left_grades, right_grades = find_grades(pair.a.text), find_grades(pair.b.text)
    grades = [
        (x, y)
        for x in left_grades
        for y in right_grades
        if x.opposes(y) and not _given(x, right_grades) and not _given(y, left_grades)
    ]
    ways = len(shares) + len(grades)
    return [
        *(Weighed(a, b, _features(pair, a, b, ways) | share_features(a, b)) for a, b in shares),
        *(Weighed(x, y, _features(pair, x, y, ways) | grade_features(x)) for x, y in grades),
    ]


@remembered
def _shares(claim: Claim) -> tuple[Share, ...]:
    """The amounts of a claim, which is looked at once for each of its partners; spans of its text."""
    base = claim.span.start
    local = (replace(q, span=Span(q.span.start - base, q.span.end - base)) for q in claim.facts.quantities)
    return find_shares(claim.text, tuple(local))


def _apart(a: Share, b: Share) -> bool:
    """Whether no one share is meant by both, and not only figures say so."""
    if a.share.intersects(b.share) or (a.figure and b.figure) or (a.state and b.state and _wholes(a, b) <= 0):
        return False
    return not _add_up(a, b)


def _of_one_vote(pair: Pair, a: Share, b: Share) -> bool:
    """Whether neither speaks of a vote, or both do: "all nine judges agreed", "by a majority"."""
    if a.vote is b.vote:
        return True
    claim, other = (pair.b, b) if a.vote else (pair.a, a)
    return not other.state and decides(claim.text)


def _counted(claim: Claim, here: tuple[Share, ...], there: tuple[Share, ...]) -> Iterator[tuple[Share, Share]]:
    """Plain counts of a claim beside an "all" of the other one: three banks were shut, every bank was shut."""
    for q in claim.facts.quantities:
        count = _as_share(claim, q)
        for share in there if count is not None else ():
            agreed = any(s.share.low == 1 and _heads(s.head, share.head) > 0 for s in here)
            if count is not None and _beside_all(count, share) and not agreed:
                yield count, share


def _beside_all(count: Share, share: Share) -> bool:
    """Whether a share is all of a whole, of the sort of things that a plain count counts, and of another number."""
    if share.share.low != 1 or share.head is None or count.head is None:
        return False
    return _heads(count.head, share.head) > 0 and count.size != share.size


def _as_share(claim: Claim, q: Quantity) -> Share | None:
    """A plain count of things as a part of all of them; its ``size`` is the count itself."""
    plain = q.dimension is Dimension.COUNT and q.comparable and q.interval.is_point and not q.per
    if not plain or not q.counted or q.interval.low < 1 or q.role is not Role.LEVEL:
        return None
    part = Interval(0.0, 1.0, low_open=True, high_open=True)
    whole = frozenset({q.counted, *q.qualifiers})
    span = Span(q.span.start - claim.span.start, q.span.end - claim.span.start)
    return Share(q.text, span, part, whole, q.counted, q.interval.low, figure=True)


def _add_up(a: Share, b: Share) -> bool:
    """Whether two shares are all of one whole together: three of the five ran, two of the five stood still."""
    points = a.share.is_point and b.share.is_point and a.share.low not in (0.0, 1.0)
    return points and a.size == b.size and abs(a.share.low + b.share.low - 1) < SAME


def _agree(share: Share, other: Share) -> bool:
    """Whether the other claim gives this share of a like whole too, beside one that differs."""
    return share.share.intersects(other.share) and (not share.whole or not other.whole or _wholes(share, other) > 0)


def _given(grade: Grade, others: tuple[Grade, ...]) -> bool:
    return any((grade.scale, grade.value, grade.of) == (o.scale, o.value, o.of) for o in others)


def _features(pair: Pair, a: Share | Grade, b: Share | Grade, ways: int) -> dict[str, float]:
    """The evidence for "both are said of one thing" that amounts and labels have in common."""
    x, y = happening(pair.a.text, a.span), happening(pair.b.text, b.span)
    left, right = dict(x.near), dict(y.near)
    both = sum(min(near, right[word]) for word, near in left.items() if word in right)
    less = min(sum(left.values()), sum(right.values()))
    return dict(pair.features) | {
        "ways": float(ways > 1),
        "heads": agreement(x.heads, y.heads),
        "partners": agreement(x.nouns, y.nouns),
        "near_shared": both / less if less > 0 else 0.0,
    }


def share_features(a: Share, b: Share) -> dict[str, float]:
    """The evidence for "both are shares of one whole"."""
    gap = min(TELLING, a.share.gap(b.share)) / TELLING
    heads = _heads(a.head, b.head)
    return {
        "head": heads,
        "whole": _wholes(a, b),
        "size": _sizes(a, b),
        "state": float(a.state or b.state),
        "figure": float(a.figure or b.figure),
        "gap": gap,
        "none": float(0.0 in (a.share.high, b.share.high)),
        "all": float(1.0 in (a.share.low, b.share.low)),
        "vote": float(a.vote) + float(b.vote),
        "counted": float(_is_count(a) or _is_count(b)),
        "counted_only": float(_is_count(a) or _is_count(b)) * float(_sizes(a, b) < 0),
        "head_unsaid": float(a.head is None) + float(b.head is None),
    }


def _is_count(share: Share) -> bool:
    """Whether a plain count stands for a part of the whole."""
    return share.figure and not share.vote and share.share == Interval(0.0, 1.0, low_open=True, high_open=True)


def grade_features(grade: Grade) -> dict[str, float]:
    """Of which sort the scale is."""
    return {
        "grade": 1.0,
        "grade_lettered": float(grade.shape == "9a"),
        "grade_of_words": float(grade.shape == "word"),
    }


def _heads(a: str | None, b: str | None) -> float:
    """1 where both are amounts of one sort of thing, -1 where of two, 0 where one is silent."""
    if a is None or b is None:
        return 0.0
    return 1.0 if _name(a) == _name(b) else -1.0


def _wholes(a: Share, b: Share) -> float:
    """The share of the words for the whole that both have, of those of the shorter; -1 where both have only others."""
    left, right = {_name(w) for w in a.whole}, {_name(w) for w in b.whole}
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right)) or -1.0


def _sizes(a: Share, b: Share) -> float:
    if a.size is None or b.size is None:
        return 0.0
    return 1.0 if a.size == b.size else -1.0


def _name(word: str) -> str:
    return synonym_set(word) or word


def _values(side: InText) -> Iterator[tuple[Share | Grade, bool]]:
    """The shares and labels of a claim without their words and places, and its plain counts, which are marked."""
    yield from ((replace(share, text="", span=NOWHERE), False) for share in _shares(side.claim))
    yield from ((replace(grade, text="", span=NOWHERE), False) for grade in find_grades(side.claim.text))
    for count in (_as_share(side.claim, q) for q in side.claim.facts.quantities):
        if count is not None:
            yield replace(count, text="", span=NOWHERE), True


def _may_clash(one: tuple[Share | Grade, bool], other: tuple[Share | Grade, bool]) -> bool:
    """Whether two amounts or labels, or a count and "all" of a whole, cannot both hold of one thing."""
    (a, a_counts), (b, b_counts) = one, other
    if isinstance(a, Grade) or isinstance(b, Grade):
        return isinstance(a, Grade) and isinstance(b, Grade) and a.opposes(b)
    if a_counts or b_counts:
        return a_counts is not b_counts and _beside_all(a if a_counts else b, b if a_counts else a)
    return _apart(a, b)


def _label(claim: Claim, value: Share | Grade) -> str:
    """The words around the value."""
    return f"how much: {gap_label(claim, value.span.shift(claim.span.start))}"


def _shown(value: Share | Grade) -> str:
    if isinstance(value, Grade):
        return f"{value.value} on the scale of {value.scale}"
    return f"a share of {value.share}" + (f" of {value.head}" if value.head else "")


KIND = Kind(
    name="quantifier",
    summary="Two amounts of one whole, or two labels of one scale, that cannot both hold.",
    options=QuantifierOptions,
    check=check,
    not_flagged="Shares that one value satisfies, shares of different wholes, two figures.",
    compares=Values.AMOUNTS,
    finds=lambda pair: bool(_clashes(pair)),
    sides=Sides(_values, meets=_may_clash),
    parts=frozenset(),
)
