"""Are two quantities about one thing? Evidence is gathered as named features and weighed, never by one threshold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from checker.facts.gazetteer import resolve
from checker.facts.statuses import qualifiers_of_status
from checker.rules.counted_likeness import counted_likeness, measure_likeness, status_likeness
from checker.rules.evidence import Evidence, Features
from checker.rules.slots import SlotKey, SlotVectors
from checker.rules.weigh import probability
from checker.values.match import Match
from checker.values.quantity import Dimension, Quantity

STATUS = frozenset(
    {"dead", "injured", "missing", "arrested", "displaced", "evacuated", "infected", "rescued", "treated"}
)
CERTAINTY = frozenset(
    {"confirmed", "suspected", "probable", "presumed", "estimated", "excess", "additional", "unconfirmed"}
)
KINDS_APART = (Dimension.COUNT, Dimension.MONEY, Dimension.PERCENT, Dimension.DURATION)
NEVER = frozenset({Dimension.ORDINAL, Dimension.SCORE})  # they have kinds of their own
ECHO_REACH = 0.4  # cosine beyond which an echo is no more or less of one
SMALL = 3  # up to which a figure says little of which thing it counts
LOG_CAP = 4.0  # a ratio of over e**4 says no more than one of e**4


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two quantities that may be values of one slot, with the evidence for it."""

    a: Quantity
    b: Quantity
    probability: float  # that both are about one thing, in [0, 1]
    features: tuple[tuple[str, float], ...] = ()  # the named evidence, for ``checker explain``


SILENT = -1.0
Echoes = dict[tuple[int, int, int], float]  # (claim, quantity, document) -> cosine of the nearest slot with that value


def of_one_sort(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are figures of one dimension that this stage looks at; two currencies are."""
    if not (a.comparable and b.comparable) or a.dimension is not b.dimension or a.dimension in NEVER:
        return False
    return a.dimension is not Dimension.OTHER or a.unit == b.unit


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities have a common measure: two currencies have none without a rate."""
    return of_one_sort(a, b) and (a.dimension is not Dimension.MONEY or a.unit == b.unit)


class Alignment(Sequence[Aligned]):
    """The aligned quantities of two claims, made when they are asked for; equal to any sequence of the same."""

    def __init__(self, evidence: Evidence, match: Match, slots: SlotVectors, said: Echoes, common: Features) -> None:
        """Take what ``align`` is asked for."""
        self._of = (evidence, match, slots, said, common)
        self._found: tuple[Aligned, ...] | None = None

    def _all(self) -> tuple[Aligned, ...]:
        if self._found is None:
            self._found = align(*self._of)
        return self._found

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, at: int) -> Aligned: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Aligned, ...]: ...
    def __getitem__(self, at: int | slice) -> Aligned | tuple[Aligned, ...]:
        return self._all()[at]

    def __iter__(self) -> Iterator[Aligned]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # equal to lists too


def align(evidence: Evidence, match: Match, slots: SlotVectors, said: Echoes, common: Features) -> tuple[Aligned, ...]:
    """All pairs of comparable quantities of the two claims, the likeliest to be about one thing first.

    ``common`` are the features of the two claims.
    """
    left, right = evidence.claims[match.a].facts.quantities, evidence.claims[match.b].facts.quantities
    pairs = [(i, j) for i, a in enumerate(left) for j, b in enumerate(right) if of_one_sort(a, b)]
    if not pairs:
        return ()
    cosines = {(i, j): slots.cosine(SlotKey(match.a, i), SlotKey(match.b, j)) for i, j in pairs}
    found = []
    for i, j in pairs:
        a, b = left[i], right[j]
        features = dict(common)
        features.update(pair_features(a, b))
        features["slot_cosine"] = cosines[i, j]
        features["ratio_apart"] = features["log_ratio"] * (1.0 - features["words"])
        features["rival"] = _rival(cosines, i, j)
        features["echo"] = _echo(evidence, match, i, j, said, cosines[i, j])
        found.append(Aligned(a, b, probability("same_slot", features), tuple(sorted(features.items()))))
    return tuple(sorted(found, key=lambda x: (-x.probability, x.a.span, x.b.span)))


def _rival(cosines: Mapping[tuple[int, int], float], i: int, j: int) -> float:
    """By how much another pair with one of the two quantities is closer, in cosine; 0 where none is."""
    best = max((c for (x, y), c in cosines.items() if (x == i) != (y == j)), default=-1.0)
    return max(0.0, best - cosines[i, j])


def _echo(evidence: Evidence, match: Match, i: int, j: int, said: Echoes, near: float) -> float:
    """How much nearer than this pair either source gives the other's value, in cosine."""
    a = said.get((match.a, i, evidence.document_of[match.b]), SILENT)
    b = said.get((match.b, j, evidence.document_of[match.a]), SILENT)
    return max(-ECHO_REACH, min(ECHO_REACH, max(a, b) - near))


def pair_features(a: Quantity, b: Quantity) -> dict[str, float]:
    """What the two phrases themselves say: what is counted and how, per what, and how far the figures are apart."""
    return {
        "counted_likeness": counted_likeness(a, b),
        "measure_likeness": measure_likeness(a, b),
        "status_likeness": status_likeness(a, b),
        "qualifiers": _sets(_narrowing(a), _narrowing(b)),
        "unit": float(a.unit == b.unit),
        "per_differs": float(a.per != b.per),
        "role_differs": float(a.role is not b.role),
        "direction_differs": float(a.direction * b.direction < 0),
        "part_differs": float(a.part is not b.part),
        "vague": float(a.vague) + float(b.vague),
        "hedged": float(a.approximation is not None) + float(b.approximation is not None),
        "certainty_differs": float(_certainty(a) != _certainty(b)),
        "log_ratio": log_ratio(a, b),
        "small": float(max(abs(a.interval.middle), abs(b.interval.middle)) <= SMALL),
        "precise": float(a.digits >= 3) + float(b.digits >= 3),
        **{f"is_{d.value}": float(a.dimension is d) for d in KINDS_APART},
    }


def log_ratio(a: Quantity, b: Quantity) -> float:
    """Natural logarithm of the larger figure over the smaller, capped; 0 where they are equal."""
    x, y = abs(a.interval.middle), abs(b.interval.middle)
    if x == y:
        return 0.0
    if min(x, y) == 0 or math.isinf(x) or math.isinf(y):
        return LOG_CAP
    return min(LOG_CAP, abs(math.log(x / y)))


def _sets(a: frozenset[str], b: frozenset[str]) -> float:
    """1 where the sets are one and not empty, -1 where both are filled and share nothing, 0 where one is empty."""
    if not a or not b:
        return 0.0
    return (2 * len(a & b) / len(a | b)) - 1 if a & b else -1.0


def _certainty(q: Quantity) -> frozenset[str]:
    return CERTAINTY & frozenset(q.qualifiers)


def _narrowing(q: Quantity) -> frozenset[str]:
    """What narrows the counted noun, names under one form: DPRK and North Korean are one."""
    return frozenset(resolve(w) for w in q.qualifiers if w not in qualifiers_of_status())
