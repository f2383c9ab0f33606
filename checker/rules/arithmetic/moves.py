"""What one passage says of changes: where each began, where it ended, and by how much."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checker.rules.arithmetic.passage import Passage
from checker.rules.arithmetic.reckoned import is_level, is_points, same_terms
from checker.rules.arithmetic.words import holds_phrase, listed, tokens
from checker.rules.remembered import remembered
from checker.values.quantity import Dimension, Quantity, Role

FAR = 90  # code points between two figures of one change
NEAR = 45  # ... where nothing but the order of words ties them
MEASURES = frozenset(Dimension) - {
    Dimension.ORDINAL,
    Dimension.SCORE,
    Dimension.AGE,
    Dimension.MAGNITUDE,
    Dimension.ANGLE,
    Dimension.DURATION,
    Dimension.MULTIPLE,
    Dimension.POINTS,
}


@dataclass(frozen=True, slots=True)
class Move:
    """One change as a passage tells it; at least one of its figures is there."""

    former: Quantity | None = None
    level: Quantity | None = None
    change: Quantity | None = None

    @property
    def used(self) -> tuple[Quantity, ...]:
        """Its figures, in the order of the text."""
        there = [q for q in (self.former, self.level, self.change) if q is not None]
        return tuple(sorted(there, key=lambda q: q.span))


@remembered
def find_moves(ours: Passage) -> tuple[Move, ...]:
    """The changes of a passage: levels with what led to them, then changes that stand alone."""
    figures = ours.quantities
    found: list[Move] = []
    taken: set[int] = set()
    for i, level in enumerate(figures):
        if level.role is not Role.LEVEL or level.dimension not in MEASURES:
            continue
        former = _former(ours, i)
        change = _change(ours, i)
        if former is not None or change is not None:
            found.append(Move(former, level, change))
            taken |= {q.span.start for q in (level, former, change) if q is not None}
    alone = [Move(change=q) for q in figures if _is_change(q) and q.span.start not in taken]
    based = [Move(former=base, change=q) for q in figures if _is_change(q) and (base := _base(ours, q)) is not None]
    kept = [m for m in found if not any(b.former is m.level and b.change is m.change for b in based)]
    return (*kept, *based, *alone)


def _is_change(q: Quantity) -> bool:
    return q.role is Role.CHANGE or q.dimension is Dimension.MULTIPLE


def _former(ours: Passage, at: int) -> Quantity | None:
    """The figure from which the level at position ``at`` came: the nearest of its sort that is told as such."""
    level = ours.quantities[at]
    near = [q for q in ours.quantities if q is not level and _gap(ours, level, q) <= FAR]
    told = [as_level for q in near if q.role is Role.FORMER and (as_level := in_terms_of(q, level)) is not None]
    if told:
        return min(told, key=lambda q: (_gap(ours, level, q), q.span))
    following = ours.quantities[at + 1 : at + 2]
    for q in following:
        if is_level(q) and same_terms(level, q) and holds_phrase("formerly", _tail(ours.between(level, q))):
            return q
    return None


def in_terms_of(former: Quantity, level: Quantity) -> Quantity | None:
    """A former figure in the unit of its level, which it often leaves out: "to 690 million crowns from 410 million"."""
    if same_terms(former, level):
        return former
    if former.dimension is Dimension.COUNT and level.dimension is Dimension.MONEY and former.unit == "1":
        return replace(former, dimension=level.dimension, unit=level.unit, per=level.per)
    return None


def _change(ours: Passage, at: int) -> Quantity | None:
    """The size of the change that led to the level at position ``at``: before it with "to", or right after it."""
    level, figures = ours.quantities[at], ours.quantities
    for here in (at - 1, at - 2):
        if here < 0 or not (_is_change(figures[here]) and fits(figures[here], level)):
            continue
        gap = ours.between(figures[here], level)
        last = tokens(_tail(gap))[-1:]
        skipped = figures[here + 1 : at]
        if len(gap) <= FAR and last and last[0] in listed("arrives") and all(q.role is Role.FORMER for q in skipped):
            return figures[here]
    for change in figures[at + 1 : at + 2]:
        gap = ours.between(level, change)
        named = change.role is Role.CHANGE and fits(change, level)
        if named and len(gap) <= NEAR and not listed("apart") & set(tokens(gap)) and not _ends(gap):
            return change
    return None


def fits(change: Quantity, level: Quantity) -> bool:
    """Whether a change can be one of such a level: points of percentages, percent and multiples of anything."""
    if is_points(change):
        return level.dimension is Dimension.PERCENT
    if change.dimension in (Dimension.PERCENT, Dimension.MULTIPLE):
        return True
    return same_terms(change, level)


def _base(ours: Passage, change: Quantity) -> Quantity | None:
    """The figure that a change is reckoned from: "23 percent above the issue price of 24 euros"."""
    after = tokens(ours.after(change, NEAR))[:2]
    if not after or not (after[0] in _compared() or "-".join(after) in _compared()):
        return None
    for q in ours.quantities:
        if q.span.start >= change.span.end and is_level(q):
            near = q.span.start - change.span.end <= NEAR and q.dimension in MEASURES
            return q if near and fits(change, q) and q.dimension is not Dimension.PERCENT else None
    return None


def _compared() -> frozenset[str]:
    return listed("above") | listed("below")


def _gap(ours: Passage, a: Quantity, b: Quantity) -> int:
    first, second = sorted((a, b), key=lambda q: q.span)
    return len(ours.between(first, second))


def _tail(gap: str) -> str:
    return gap[-NEAR:]


def _ends(gap: str) -> bool:
    return any(c in gap for c in ".;:!?")
