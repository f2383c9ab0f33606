"""The time expressions of news prose, put on the calendar.

    text ──period_words──▶ tokens and their shape ──period_forms──▶ readings ──period_join──▶ whole readings
         ──period_tense──▶ relation and direction ──period_resolve──▶ Period

What a phrase leaves out comes from the date of publication: "Tuesday" is the last one up to that day, or the next
where the sentence looks ahead. Durations ("for two weeks"), ages and scores are no periods.
"""

from __future__ import annotations

from datetime import date

from checker.facts import period_forms, period_tense
from checker.facts.period_join import joined
from checker.facts.period_ranks import is_ranked
from checker.facts.period_reading import Reading, Sort
from checker.facts.period_resolve import precision, resolve, utc_offset
from checker.facts.period_words import Token, tokenise
from checker.values.period import Anchor, Period
from checker.values.text import Span

_DAY = 1440  # minutes


def find_periods(text: str, published: date | None = None) -> tuple[Period, ...]:
    """The periods that a text names, in its order, none overlapping another; spans are spans of ``text``.

    Without ``published`` only what is explicit has a start and an end; the fields still say what is known. A clock
    without a day beside it has none either. The word that ties a period to the sentence ("since", "by") is no part
    of its span: it is its relation.
    """
    tokens = tokenise(text)
    shape = "".join([token.kind for token in tokens])
    found = list(period_forms.readings(tokens, shape))
    if not found:
        return ()
    return tuple(_period(reading, text, tokens, published) for reading in joined(found, tokens, text))


def _period(reading: Reading, text: str, tokens: tuple[Token, ...], published: date | None) -> Period:
    """A reading and its place in the sentence as a period."""
    relation, approximate, aside = period_tense.relation(tokens, reading)
    towards = period_tense.direction(tokens, reading, relation)
    if reading.clock is not None and aside:
        reading = reading.beside(aside)
    recurring = period_tense.recurs(tokens, reading)
    where = None if recurring else resolve(reading, published, towards)
    clock, zoned = (reading.clock, where.zoned) if where else _clock_of_no_day(reading, published)
    return Period(
        text=text[reading.start : reading.end],
        span=Span(reading.start, reading.end),
        start=where.start if where else None,
        end=where.end if where else None,
        precision=precision(reading),
        anchor=_anchor(reading) if where else Anchor.NONE,
        zoned=zoned,
        weekday=reading.weekday,
        month=reading.month,
        day=reading.day,
        year=reading.year,
        clock=None if clock is None else clock % _DAY,
        relation=relation,
        approximate=approximate or reading.is_rough,
        fiscal=reading.fiscal,
        vague=reading.vague and clock is not None,
        local=_local(reading, zoned=zoned),
        ranked=is_ranked(tokens, reading, relation),
    )


def _clock_of_no_day(reading: Reading, published: date | None) -> tuple[int | None, bool]:
    """The clock of a reading that is not on the calendar, and whether it is in UTC: "14:00 GMT" meets "10 a.m. EDT".

    A region has the summer time of the day of publication. A clock beside a day or weekday stays local where UTC has
    another day, since the fields name the local one.
    """
    offset = utc_offset(reading.zone, published)
    if reading.clock is None or reading.vague or offset is None:
        return reading.clock, False
    clock = reading.clock - offset
    if reading.sort is not Sort.CLOCK and not 0 <= clock < _DAY:
        return reading.clock, False
    return clock, True


def _local(reading: Reading, *, zoned: bool) -> int | None:
    """The clock as those on the spot read it; None where only GMT is told, which is written far from it too."""
    zone = reading.zone
    if not zoned or reading.clock is None or zone is None or (zone.offset == 0 and not zone.spot):
        return None
    return reading.clock % _DAY


def _anchor(reading: Reading) -> Anchor:
    """Whether the phrase says it all or was completed from the publication."""
    dated = reading.until if reading.year is None and reading.until is not None else reading
    explicit = dated.year is not None or reading.sort in (Sort.DECADE, Sort.CENTURY)
    return Anchor.EXPLICIT if explicit else Anchor.PUBLICATION
