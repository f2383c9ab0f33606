"""Changes against levels: "rose by 5 points to 15" makes 10 before; "from 34 to 38 percent" is 4 points, 12 percent."""

from __future__ import annotations

from collections.abc import Iterator

from checker.rules.arithmetic.moves import Move, find_moves
from checker.rules.arithmetic.passage import Passage
from checker.rules.arithmetic.reckoned import (
    AS_WRITTEN,
    Reckoned,
    Sort,
    is_level,
    is_points,
    same_terms,
    shown,
    spread,
    virtual,
)
from checker.rules.arithmetic.words import listed, tokens
from checker.rules.compare import SAME, Widths, holds_together
from checker.values.interval import Interval
from checker.values.quantity import Dimension, Quantity, Role

MULTIPLE = Dimension.MULTIPLE
LARGEST_SHARE = 80.0  # percent below which a share that changes is taken to begin


def find_changes(ours: Passage, theirs: Passage, widths: Widths) -> Iterator[Reckoned]:
    """What follows from the changes of one passage, against what the claim of the other states."""
    moves = [m for m in find_moves(ours) if any(ours.own(q) for q in m.used)]
    if not moves:
        return
    others = find_moves(theirs)
    for move in moves:
        for other in others:
            if not _apart(move, other, widths):
                yield from _against(ours, theirs, move, other, widths)
        yield from _outcome(ours, theirs, move, widths)


def has_move(ours: Passage) -> bool:
    """Whether a passage tells of a change from which another figure follows: to a level, or in points or multiples."""
    return any(
        m.level is not None or (m.change is not None and (is_points(m.change) or m.change.dimension is MULTIPLE))
        for m in find_moves(ours)
        if any(ours.own(q) for q in m.used)
    )


def has_base(ours: Passage) -> bool:
    """Whether a passage tells of a change with what it is reckoned from, and not where it led."""
    return any(m.former is not None and m.change is not None and m.level is None for m in find_moves(ours))


def _outcome(ours: Passage, theirs: Passage, move: Move, widths: Widths) -> Iterator[Reckoned]:
    """Where a change led to from its base, "23 percent above 24 euros", against the one level that is stated."""
    former, change = move.former, move.change
    if former is None or change is None or move.level is not None:
        return
    levels = [q for q in theirs.quantities if is_level(q) and same_terms(q, former)]
    after, written = _after(former, change, widths), _after(former, change, AS_WRITTEN)
    if after and written and len(levels) == 1 and theirs.own(levels[0]):
        way = "more" if change.direction > 0 else "less"
        text = f"{ours.phrase(change)} {way} than {ours.phrase(former)} is {shown(written, levels[0])}"
        yield _reckoned(move, Move(level=levels[0]), levels[0], after, text)


def _apart(a: Move, b: Move, widths: Widths) -> bool:
    """Whether two changes have another outcome or go opposite ways: what differs between them is no arithmetic."""
    if _way(a) * _way(b) < 0:
        return True
    for x, y in ((a.level, b.level), (a.former, b.former)):
        if x and y and same_terms(x, y) and not holds_together(x, y, widths):
            return True
    return False


def _way(move: Move) -> int:
    """+1 for a rise, -1 for a fall, 0 where that is not said."""
    if move.change is not None and move.change.direction:
        return move.change.direction
    if move.former is None or move.level is None:
        return 0
    apart = move.level.interval.middle - move.former.interval.middle
    return (apart > 0) - (apart < 0)


def _agree(a: Move, b: Move) -> bool:
    """Whether both give one level; ``_apart`` has seen to it that no two are at odds."""
    return any(x and y and same_terms(x, y) for x, y in ((a.level, b.level), (a.former, b.former)))


def _against(ours: Passage, theirs: Passage, move: Move, other: Move, widths: Widths) -> Iterator[Reckoned]:
    """The figures of ``other`` that are stated, beside what ``move`` makes of them."""
    stated = other.change
    if stated is not None and theirs.own(stated) and not _compared_alike(move, stated):
        found = _change_in_terms_of(ours, move, stated, widths)
        written = _change_in_terms_of(ours, move, stated, AS_WRITTEN)
        if found and written:
            yield _reckoned(move, other, stated, found[0], f"{found[1]} {shown(written[0], stated)}")
    yield from _start(ours, theirs, move, other, widths)


def _start(ours: Passage, theirs: Passage, move: Move, other: Move, widths: Widths) -> Iterator[Reckoned]:
    """Where a change to a level began, against what the other claim gives as its beginning."""
    former, before, written = other.former, _before(move, widths), _before(move, AS_WRITTEN)
    if former is None or before is None or written is None or move.level is None:
        return
    if move.former is None and other.level and theirs.own(former) and same_terms(move.level, former):
        text = f"{_told(ours, move)} starts from {shown(written, former)}"
        yield _reckoned(move, other, former, before, text)


def _compared_alike(move: Move, stated: Quantity) -> bool:
    """Whether the move states its change in the same terms, so that the two are compared as they stand."""
    return move.change is not None and same_terms(move.change, stated)


def _reckoned(move: Move, other: Move, stated: Quantity, interval: Interval, sentence: str) -> Reckoned:
    like = move.change or move.level or move.used[0]
    result = virtual(like, stated, interval)
    return Reckoned(
        sort=Sort.TERMS if len(move.used) == 1 else Sort.CHANGE,
        used=move.used,
        result=result,
        stated=stated,
        sentence=sentence,
        slip=stated.role is Role.CHANGE and _same_number(move, stated),
        levels_agree=_agree(move, other),
        same_way=_way(move) * _way(other) > 0,
    )


def _same_number(move: Move, stated: Quantity) -> bool:
    """Whether the number is one and the terms are two: 4 points, 4 percent; by 15, where 20 became 35."""
    value = stated.interval.middle
    if move.change is not None:
        found = move.change.stated.middle if not is_points(move.change) else move.change.interval.middle
    elif move.former is not None and move.level is not None:
        found = abs(move.level.interval.middle - move.former.interval.middle)
    else:
        return False
    return abs(found - value) <= SAME * max(1.0, abs(value))


def _change_in_terms_of(ours: Passage, move: Move, stated: Quantity, widths: Widths) -> tuple[Interval, str] | None:
    """The size of a change in the terms of ``stated``, with the words for it; None where it does not follow."""
    former, level = move.former, move.level
    if former is not None and level is not None:
        text = f"from {ours.phrase(former)} to {ours.phrase(level)} is a change of"
        found = _from_levels(spread(former, widths), spread(level, widths), level, stated)
        return None if found is None else (found, text)
    if move.change is None:
        return None
    if level is not None:
        before = _before(move, widths)
        if before is not None:
            found = _from_levels(before, spread(level, widths), level, stated)
            return None if found is None else (found, f"{_told(ours, move)} is one of")
    return _other_terms(ours, move.change, stated, widths)


def _from_levels(before: Interval, after: Interval, level: Quantity, stated: Quantity) -> Interval | None:
    """The size of the change between two levels, in the terms of ``stated``: always positive."""
    if is_points(stated):
        return _distance(before, after) if level.dimension is Dimension.PERCENT else None
    if stated.dimension in (Dimension.PERCENT, Dimension.MULTIPLE):
        ratio = _ratio(after, before)
        if ratio is None:
            return None
        if stated.dimension is Dimension.MULTIPLE:
            return ratio
        return _size(ratio.shifted(-1.0).scaled(100.0))
    return _distance(before, after) if same_terms(level, stated) else None


def _before(move: Move, widths: Widths) -> Interval | None:
    """The level from which a change of that size led to the level; None where either leaves it open."""
    if move.level is None or move.change is None:
        return None
    after, size = spread(move.level, widths), spread(move.change, widths)
    way = move.change.direction or (1 if move.change.dimension is Dimension.MULTIPLE else 0)
    if way == 0 or not (after.is_bounded and size.is_bounded):
        return None
    if move.change.dimension is Dimension.PERCENT:
        return _ratio(after, size.scaled(way / 100.0).shifted(1.0))
    if move.change.dimension is Dimension.MULTIPLE:
        return _ratio(after, size)
    return after.plus(size.scaled(-float(way)))


def _after(former: Quantity, change: Quantity, widths: Widths) -> Interval | None:
    """The level to which a change of that size led; None where either leaves it open."""
    before, size = spread(former, widths), spread(change, widths)
    if not (before.is_bounded and size.is_bounded and change.direction) or before.low <= 0:
        return None
    if change.dimension is Dimension.PERCENT:
        factor = size.scaled(change.direction / 100.0).shifted(1.0)
        return Interval(before.low * factor.low, before.high * factor.high) if factor.low > 0 else None
    return before.plus(size.scaled(float(change.direction))) if same_terms(former, change) else None


def _other_terms(ours: Passage, change: Quantity, stated: Quantity, widths: Widths) -> tuple[Interval, str] | None:
    """A change that stands alone, in other terms: points as percent, a multiple as percent."""
    size = spread(change, widths)
    if not size.is_bounded:
        return None
    if is_points(change) and stated.dimension is Dimension.PERCENT and stated.role is Role.CHANGE:
        same = abs(change.interval.middle - stated.interval.middle) <= SAME * abs(stated.interval.middle)
        if same and change.dimension is Dimension.POINTS:
            least = Interval.above(size.high * 100.0 / LARGEST_SHARE, closed=True)
            return least, f"{ours.phrase(change)} of a share under {LARGEST_SHARE:g} percent are"
    if change.dimension is Dimension.MULTIPLE and stated.dimension is Dimension.PERCENT and stated.role is Role.CHANGE:
        if size.low < 1:
            return None
        counted_in = listed("exceeding") & set(tokens(ours.after(change, 24))[:2])
        high = size.high if counted_in else size.high - 1.0
        return Interval((size.low - 1.0) * 100.0, high * 100.0), f"“{ours.phrase(change)}” is a change of"
    return None


def _told(ours: Passage, move: Move) -> str:
    """The words for a level and the change that led to it."""
    change, level = move.change, move.level
    return f"a change of {ours.phrase(change)} to {ours.phrase(level)}" if change and level else ""


def _distance(a: Interval, b: Interval) -> Interval:
    return _size(b.plus(a.scaled(-1.0)))


def _size(interval: Interval) -> Interval:
    """The sizes of the values, without their signs."""
    if interval.low >= 0:
        return interval
    if interval.high <= 0:
        return interval.scaled(-1.0)
    return Interval(0.0, max(interval.high, -interval.low))


def _ratio(a: Interval, b: Interval) -> Interval | None:
    """All quotients of positive values; None where one may be zero, negative or without bound."""
    if not (a.is_bounded and b.is_bounded) or a.low < 0 or b.low <= 0:
        return None
    return Interval(a.low / b.high, a.high / b.low)
