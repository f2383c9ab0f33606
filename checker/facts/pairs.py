"""Neighbouring numbers joined: ranges, alternatives, compounds; units lent to the one that has none."""

from __future__ import annotations

from dataclasses import replace

from checker.facts.atoms import Atom
from checker.facts.context import word_set
from checker.facts.measures import Measure, of_atom
from checker.facts.nouns import ends_phrase
from checker.facts.numeral_words import Form
from checker.facts.parts import is_bare, is_yearlike, read_part, read_score, read_votes
from checker.facts.tokens import Tokens
from checker.facts.units import unit_table
from checker.values.quantity import Dimension

_COMPOUND = (Dimension.LENGTH, Dimension.DURATION, Dimension.MONEY, Dimension.MASS)
_NEVER_LENT = (
    Dimension.PERCENT,
    Dimension.POINTS,
    Dimension.MONEY,
    Dimension.DURATION,
    Dimension.MULTIPLE,
    Dimension.AGE,
)
_HIGHEST_RATIO = 10  # of the ends of "2 to 30,000", where the scale of the second may be that of the first


def join(tokens: Tokens, atoms: list[Atom]) -> list[Measure]:
    """Atoms, left to right, joined where the words between them say so."""
    measures: list[Measure] = []
    shared = _units_shared(tokens, atoms)
    index = 0
    while index < len(shared):
        atom = shared[index]
        joined = _pair(tokens, atom, shared[index + 1]) if index + 1 < len(shared) else None
        if joined is not None:
            measures.append(joined)
            index += 2
            continue
        measures.append(of_atom(atom))
        index += 1
    return measures


def _between(tokens: Tokens, a: Atom, b: Atom) -> tuple[str, ...]:
    """The words between two numbers, at most four of them; longer gaps come back as they are cut."""
    return tokens.words[a.last : min(b.first, a.last + 5)]


def _units_shared(tokens: Tokens, atoms: list[Atom]) -> list[Atom]:
    """Units handed to a neighbour that has none of its own: "4, 5 and 6 percent", "$3-5bn", "7- or 8-inch"."""
    result = list(atoms)
    for i in range(len(result) - 1, 0, -1):
        left, right = result[i - 1], result[i]
        gap = tuple(w for w in _between(tokens, left, right) if w not in ("about", "even", "perhaps", "maybe", "up"))
        shares = left.unit is None and right.unit is not None and gap in _SHARING and not is_yearlike(left)
        if gap == (",",) and right is atoms[i]:
            continue  # "16,644, 16 per cent": a list goes on with "and" before its unit
        if shares and _plain(left) and not right.money_first:
            result[i - 1] = replace(left, unit=right.unit, adjective=right.adjective)
    for i in range(len(result) - 1):
        left, right = result[i], result[i + 1]
        gap = _between(tokens, left, right)
        priced = left.money_first and right.unit is None and gap in _RANGING and _plain(right)
        if priced or _level_of(left, right, gap):
            result[i + 1] = replace(right, unit=left.unit)
        elif _points_of_share(left, right, gap):
            result[i] = replace(left, unit=unit_table().by_id["percentage point"])
    return result


def _level_of(left: Atom, right: Atom, gap: tuple[str, ...]) -> bool:
    """Whether the bare number after "to" has the unit of the one before: "rose 64 points to 4,577"."""
    if left.unit is None or right.unit is not None or left.money_first or gap != ("to",) or not _plain(right):
        return False
    return left.unit.dimension not in _NEVER_LENT


def _points_of_share(left: Atom, right: Atom, gap: tuple[str, ...]) -> bool:
    """Whether the points are those of a percentage: "fell 2.4 points to 31 percent"."""
    if left.unit is None or left.unit.id != "point" or right.unit is None or gap[:1] not in (("to",), ("from",)):
        return False
    return len(gap) <= 2 and right.unit.dimension is Dimension.PERCENT


_SPANNING = (("to",), ("~",), ("through",), ("-", "to", "-"), ("up", "to"))
_RANGING = (("-",), ("~",), ("to",), ("or",), ("-", "to", "-"), ("through",))
_SHARING = (
    *_RANGING,
    ("and",),
    (",",),
    (",", "or"),
    (",", "and"),
    ("-", "or"),
    ("-", "to"),
    ("-", "and"),
    ("and", "then"),
)


def _plain(atom: Atom) -> bool:
    return atom.numeral.form is Form.CARDINAL


def _pair(tokens: Tokens, a: Atom, b: Atom) -> Measure | None:
    """What two neighbours state together, by the words between them; None where they are two statements."""
    gap = _between(tokens, a, b)
    if not _plain(a) or not _plain(b) or len(gap) > 4:
        return None
    joined = read_votes(tokens, a, b, gap)
    if joined is not None:
        return joined
    if not gap:
        joined = _compound(a, b) or _cents(tokens, a, b)
    elif gap == ("-",):
        joined = read_score(tokens, a, b) or _range(tokens, a, b)
    elif gap in _SPANNING:
        joined = None if _moves(tokens, a, b) else _range(tokens, a, b)
    elif gap == ("and",):
        joined = _range(tokens, a, b) if _after_between(tokens, a) else _compound(a, b)
    else:
        joined = _alternative(a, b) if gap == ("or",) else read_part(tokens, a, b, gap)
    return joined


def _after_between(tokens: Tokens, a: Atom) -> bool:
    return "between" in tokens.words[max(0, a.first - 3) : a.first]


def _moves(tokens: Tokens, a: Atom, b: Atom) -> bool:
    """Whether "4 to 5" tells of a change, from the one to the other."""
    value_a, value_b = a.low, b.high
    before = tokens.words[max(0, a.first - 7) : a.first]
    start = "from" in before[-3:]
    own, lent = a.last > a.numeral.last, b.last == b.numeral.last
    up = not word_set("up", "changes").isdisjoint(before)
    down = not word_set("down", "changes").isdisjoint(before)
    moved = start and not word_set("moved").isdisjoint(before)
    if (up or down) and not start and a.unit is not None and own and lent:
        return True  # "fell 24 points to 3,100"
    if value_a * _implied_scale(a, b) > value_b:
        return start or up or down or a.unit is not None
    if down and not up:
        return False  # "down from the $89 to $93 billion": what rises there is a range
    return (up or moved) and (start or value_b > 3 * value_a * _implied_scale(a, b))


def _implied_scale(a: Atom, b: Atom) -> float:
    """What the second number's scale lends to the first: 1e6 in "5 to 10 million", 1,000 in "10-12,000"."""
    first, second = a.numeral, b.numeral
    if first.scale != 1 or second.low < 1000:
        return 1.0
    if second.scale > 1 and first.low * second.scale <= second.low and not first.grouped:
        return second.scale
    if second.scale > 1 and first.low < 1000 and first.low * second.scale <= second.low:
        return second.scale
    thousands = second.scale == 1 and second.grouped and second.low % 1000 == 0 and not first.grouped
    if thousands and first.low < first.low * 1000 < second.low <= first.low * 1000 * _HIGHEST_RATIO:
        return 1000.0
    return 1.0


def _range(tokens: Tokens, a: Atom, b: Atom) -> Measure | None:
    if not _one_unit(a, b) or (is_yearlike(a) and is_bare(b)):
        return None
    scale = _implied_scale(a, b)
    low, high = a.low * scale, b.high
    if low > high and not (a.negative and b.negative):
        return None
    if tokens.word(a.last) == "-" and tokens.word(b.last) == "-" and tokens.kind(b.last + 1) == "9":
        return None  # 555-0199-22: an identifier
    return _joined(a, b, min(low, high), max(low, high), scale)


def _joined(a: Atom, b: Atom, low: float, high: float, scale: float = 1.0) -> Measure:
    one, two = a.numeral, b.numeral
    return Measure(
        a.first,
        b.last,
        low,
        high,
        b.unit or a.unit,
        max(1, min(one.digits, two.digits)),
        min(one.step * scale, two.step),
        Form.CARDINAL,
        ranged=True,
        written=one.written,
        adjective=b.adjective,
        money_first=a.money_first,
    )


def _one_unit(a: Atom, b: Atom) -> bool:
    return a.unit is None or b.unit == a.unit


def _alternative(a: Atom, b: Atom) -> Measure | None:
    """ "two or three" is [2, 3]; "5 or 500" are two numbers."""
    if not _one_unit(a, b):
        return None
    scale = _implied_scale(a, b)
    low = a.low * scale
    return _joined(a, b, low, b.high, scale) if 0 < low < b.high <= 2.5 * low else None


def _compound(a: Atom, b: Atom) -> Measure | None:
    """ "5 feet 10 inches", "two hours 30 minutes", "3 dollars and 50 cents": one value in the first unit."""
    if a.unit is None or b.unit is None or a.unit.dimension is not b.unit.dimension or a.adjective:
        return None
    if a.unit.dimension not in _COMPOUND or b.unit.factor >= a.unit.factor or b.low * b.unit.factor >= a.unit.factor:
        return None
    if a.unit.dimension is Dimension.MONEY and a.unit.id != b.unit.id:
        return None
    ratio = b.unit.factor / a.unit.factor
    value = a.low + b.low * ratio
    joined = _joined(a, b, value, value)
    return replace(joined, unit=a.unit, ranged=False, step=b.numeral.step * ratio, digits=a.numeral.digits + 2)


def _cents(tokens: Tokens, a: Atom, b: Atom) -> Measure | None:
    """ "15 dollars 50", "two pounds fifty"."""
    money = a.unit is not None and a.unit.dimension is Dimension.MONEY and a.unit.factor == 1 and not a.money_first
    if not money or b.unit is not None or not 10 <= b.low < 100 or a.low % 1 or a.numeral.scale > 1 or a.adjective:
        return None
    if tokens.is_word(b.last) and not ends_phrase(tokens.word(b.last)):
        return None
    value = a.low + b.low / 100
    return replace(_joined(a, b, value, value), unit=a.unit, ranged=False, step=0.01, digits=a.numeral.digits + 2)
