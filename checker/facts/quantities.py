"""Every numeric expression of a text as a ``Quantity``: what it states, of what, per what, and how surely.

The text is cut into tokens once. Numbers are read where a digit or a number word stands (``atoms``), joined into
ranges, shares and scores (``measures``), and then each is placed: approximation, counted noun, status, role, rate.
All rules look a bounded number of tokens around, so the time is linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.facts.approximations import (
    Approximation,
    approximation_after,
    approximations_before,
    not_with_durations,
    strongest,
)
from checker.facts.bounds import bounded_twice
from checker.facts.changes import read_role
from checker.facts.context import word_set
from checker.facts.counted import Counted, phrase_of, read_counted
from checker.facts.ellipsis import (
    Placed,
    continues_list,
    converted,
    currency_of,
    echoed,
    inherited,
    is_sum,
    lent_back,
    share_status,
)
from checker.facts.figures import figure_of, stance_of
from checker.facts.measures import Measure
from checker.facts.noise import is_noise
from checker.facts.numeral_words import Form
from checker.facts.scan import read_measures
from checker.facts.special import multiples
from checker.facts.tokens import Tokens, tokenize
from checker.facts.units import COUNT, Unit
from checker.values.interval import Interval
from checker.values.period import Period
from checker.values.quantity import Dimension, Quantity, Role
from checker.values.text import Span

LONGEST_ROW = 8  # members of a list, "12 soldiers, three officers ...", that share what is said at its end


def find_quantities(text: str, periods: Sequence[Period] = ()) -> tuple[Quantity, ...]:
    """All quantities of ``text``, in its order, none overlapping another; spans are spans of ``text``.

    ``periods`` are the time expressions already found in it: a number inside one is part of a date or a time and
    no quantity. Years, identifiers and the like come back with ``comparable`` False. Of a table, more numbers in a
    row than ``scan.LONGEST_LIST`` with no word between them, nothing is read.
    """
    tokens = tokenize(text)
    found: list[Quantity] = []
    before: Placed | None = None
    row = 0  # how many quantities before belong to one list
    for measure in read_measures(tokens, tuple((p.span.start, p.span.end) for p in periods)):
        if before is not None and measure.first < before.past and (before.quantity.per or "")[:1].isdigit():
            continue  # the number in "per 100,000 people" belongs to the rate
        placed = _place(tokens, measure, before)
        if placed is not None and is_sum(measure, placed.quantity):
            placed = _place(tokens, replace(measure, unit=currency_of(found)), before) or placed
        if placed is None:
            continue
        both = None
        if before is not None and found[-1] is before.quantity:
            both = bounded_twice(text, before.quantity, placed.quantity)
            found[-1] = both or lent_back(tokens, before, placed)
        if both is None:
            found.append(placed.quantity)
        row = min(row + 1, LONGEST_ROW) if continues_list(tokens, before, placed) and both is None else 0
        if row and not placed.statuses:
            found[-row - 1 : -1] = share_status(found[-row - 1 : -1], placed.quantity)
        if placed.quantity.comparable:  # a year between two counts hands nothing on
            before = replace(placed, quantity=found[-1])
    return tuple(found)


def _place(tokens: Tokens, measure: Measure, before: Placed | None) -> Placed | None:
    """The quantity of a measure: what stands around it read, and put into base units."""
    unit = measure.unit or COUNT
    approximations, start, at = _hedges(tokens, measure, unit, before)
    phrase = phrase_of(tokens, measure, at)
    sized = any(a.id not in word_set("before_names") for a in approximations)
    left_out = tokens.words[max(0, start - 2) : start] == ("all", "but")  # "all but two" says how many are not meant
    noisy = left_out or is_noise(tokens, measure, phrase, approximated=sized)
    counted = Counted(past=at)
    if not noisy:
        statuses = inherited(tokens, start, phrase.past if phrase else at, before)
        counted = read_counted(tokens, measure, phrase, start, at, statuses)
        counted = echoed(tokens, measure, counted, start, before)
    if _says_nothing(tokens, measure, counted):
        return None
    if not approximations or counted.past > at:
        late = approximation_after(tokens, counted.past)
        approximations = (*approximations, late[0]) if late and not noisy else approximations
    dimension = _dimension(measure, unit)
    role, direction = (Role.LEVEL, 0) if noisy else read_role(tokens, start, measure, dimension)
    if unit.id == "times" and tokens.word(measure.first) in multiples():
        direction = multiples()[tokens.word(measure.first)][1]
        role = Role.CHANGE if direction else Role.LEVEL
    quantity = _quantity(tokens, measure, (start, at), strongest(approximations), counted, role, direction, noisy)
    if not noisy:
        quantity = converted(tokens, before, _with_figure(tokens, quantity, counted, start, at))
    return Placed(quantity, counted.past, counted.statuses)


def _with_figure(tokens: Tokens, quantity: Quantity, counted: Counted, start: int, at: int) -> Quantity:
    """The quantity with the sort of figure that it is, and whether it is one that somebody aims at or looks for."""
    figure = figure_of(tokens, quantity.dimension, start, at, (counted.noun, counted.first >= at))
    stance = stance_of(tokens, quantity.dimension, start, at)
    if figure is None and not stance:
        return quantity
    return replace(quantity, measure=figure, qualifiers=tuple(dict.fromkeys((*quantity.qualifiers, *stance))))


def _hedges(
    tokens: Tokens, measure: Measure, unit: Unit, before: Placed | None
) -> tuple[tuple[Approximation, ...], int, int]:
    """The approximations of a measure, and the tokens at which the phrase with them begins and ends."""
    found, start = approximations_before(tokens, measure.first)
    if unit.dimension is Dimension.DURATION and tokens.word(start) in not_with_durations() and found:
        found, start = found[1:], measure.first
    if measure.form is Form.ORDINAL or measure.score:
        found, start = (), measure.first
    if before is not None and start < measure.first and tokens.starts[start] < before.quantity.span.end:
        found, start = (), measure.first
    if "between" in tokens.words[max(0, start - 1) : start] and measure.ranged:
        start -= 1
    after = approximation_after(tokens, measure.last) if measure.form is not Form.ORDINAL else None
    if after is None:
        return found, start, measure.last
    return (*found, after[0]), start, after[1]


def _says_nothing(tokens: Tokens, measure: Measure, counted: Counted) -> bool:
    """Whether a number word alone is no quantity: "one" as a pronoun, "first" of all, "few" as in "few expected"."""
    if measure.unit is not None:
        return False
    if measure.form is Form.ORDINAL:
        adverb = measure.written and tokens.word(measure.last) in ("of", ",", "and")
        return adverb or tokens.word(measure.first - 1) == "at"
    if counted.noun is not None:
        return False
    if measure.form is Form.VAGUE:
        return tokens.word(measure.first) in word_set("vague_with_noun", "numerals")
    return measure.written and measure.low == measure.high == 1 and not counted.part


def _dimension(measure: Measure, unit: Unit) -> Dimension:
    if measure.score:
        return Dimension.SCORE
    return Dimension.ORDINAL if measure.form is Form.ORDINAL else unit.dimension


def _quantity(
    tokens: Tokens,
    measure: Measure,
    ends: tuple[int, int],
    approximation: Approximation | None,
    counted: Counted,
    role: Role,
    direction: int,
    noisy: bool,
) -> Quantity:
    unit, dimension = measure.unit or COUNT, _dimension(measure, measure.unit or COUNT)
    interval, stated = _values(measure, unit, None if noisy else approximation, role)
    span = Span(tokens.starts[ends[0]], tokens.ends[ends[1] - 1])
    noun_span = None
    if counted.noun is not None and counted.last > counted.first:
        noun_span = Span(tokens.starts[counted.first], tokens.ends[counted.last - 1])
    return Quantity(
        text=span.of(tokens.text),
        span=span,
        interval=interval,
        stated=stated,
        dimension=dimension,
        unit=dimension.value if dimension in (Dimension.SCORE, Dimension.ORDINAL) else unit.id,
        digits=measure.digits,
        step=measure.step * unit.factor,
        approximation=approximation.id if approximation else "range" if measure.ranged else None,
        vague=measure.form is Form.VAGUE,
        counted=counted.noun,
        counted_span=noun_span,
        qualifiers=counted.qualifiers,
        per=counted.per,
        part=counted.part,
        role=role,
        direction=direction,
        second=Interval(*measure.second) if measure.second else None,
        comparable=not noisy,
    )


def _values(measure: Measure, unit: Unit, approximation: Approximation | None, role: Role) -> tuple[Interval, Interval]:
    """The interval in base units, and as stated; a difference of temperatures has no zero point to shift."""
    stated = Interval(measure.low, measure.high)
    if approximation is not None:
        floor = 0.0 if unit.dimension is Dimension.COUNT else float("-inf")
        stated = approximation.interval(measure.low, measure.high, floor)
    interval = stated if unit.factor == 1 else stated.scaled(unit.factor)
    if unit.offset and role is not Role.CHANGE:
        interval = interval.shifted(unit.offset)
    # cents are stated in the currency that the unit names
    return interval, interval if unit.dimension is Dimension.MONEY else stated
