"""Two times for one event that do not meet.

Flags: "since Sunday" against "since Tuesday" of one week; "in March 2033" against "next June"; 6 a.m. against 10 p.m.
Leaves alone: a day and the month it lies in, times that only say when somebody spoke or since when a superlative
holds, days in a text of unknown date. Which times are of one event is weighed by the features of ``rules.dates``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.rules.calendar import DAY, DAY_SECONDS, HALF_DAY, apart, dated, meet, told
from checker.rules.kind import InText, Judgement, Kind, Pair, Part, Reading, Sides, Values, once
from checker.rules.options import option
from checker.rules.slots import gap_label
from checker.rules.weigh import probability
from checker.values.claim import Claim
from checker.values.finding import Step, Verdict
from checker.values.period import Anchor, Period, Precision
from checker.values.text import Document, Span

NOWHERE = Span(0, 0)
LOG_CAP = 10.0
NEAR_BEST = -0.1  # cosine; each of two times is then all but the nearest that the other source has
FINE = frozenset({Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY, Precision.DAY})


@dataclass(frozen=True, slots=True)
class PeriodOptions:
    """Options of the kind ``period``."""

    conflict: float = option(
        0.2, "Probability from which two times that do not meet are a conflict.", at_least=0.0, at_most=1.0
    )
    clock_slack: int = option(20, "Minutes by which two times of day may differ.", at_least=0)


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """Judge the times of the two claims, the likeliest clash first; at most one judgement for a pair of claims."""
    if not isinstance(options, PeriodOptions):
        raise TypeError(f"the kind period needs PeriodOptions, not {type(options).__name__}")
    found = once(pair, ("period", options.clock_slack), lambda: _weighed(pair, options))
    if not found:
        return
    chance, p, q = max(found, key=lambda x: (x[0], -x[1].span.start, -x[2].span.start))
    if chance >= options.conflict:
        yield _judgement(pair, p, q, chance)


def _weighed(pair: Pair, options: PeriodOptions) -> list[tuple[float, Period, Period]]:
    """Each two times that do not meet, with their probability of a clash."""
    return [(probability("period", f), p, q) for f, p, q in candidates(pair, options)]


def candidates(pair: Pair, options: PeriodOptions) -> Iterator[tuple[dict[str, float], Period, Period]]:
    """Each two times that do not meet, with their features."""
    left, right = told(pair.a), told(pair.b)
    slack = options.clock_slack
    met_left = {p.span for p in left if any(meet(p, q, slack) for q in right)}
    met_right = {q.span for q in right if any(meet(p, q, slack) for p in left)}
    for p in left:
        for q in right:
            gap = apart(p, q, slack)
            if gap is not None and _one_tie(pair, p, q):
                met = float(p.span in met_left) + float(q.span in met_right)
                yield conflict_features(pair, p, q, gap, len(left) * len(right)) | {"met": met}, p, q


def _one_tie(pair: Pair, p: Period, q: Period) -> bool:
    """Whether neither or both tell how long a thing lasts: "until June"; "not ... until June" tells when it happens."""
    return _lasts(pair.a, p) is _lasts(pair.b, q)


def _times(side: InText) -> Iterator[tuple[Period, bool]]:
    """The times of a claim, without their words and places, and whether each tells how long a thing lasts."""
    return ((replace(p, text="", span=NOWHERE), _lasts(side.claim, p)) for p in told(side.claim))


def _may_clash(one: tuple[Period, bool], other: tuple[Period, bool]) -> bool:
    """Whether two times do not meet; how far two clocks may differ only makes more of them meet."""
    return one[1] is other[1] and apart(one[0], other[0], slack=0) is not None


def _lasts(claim: Claim, period: Period) -> bool:
    return period.relation == "until" and not dated(claim, period).negated


def conflict_features(pair: Pair, p: Period, q: Period, gap: float, ways: int) -> dict[str, float]:
    """The evidence for "these are two times of one event"."""
    days = gap / DAY_SECONDS
    here = (pair.a.facts.periods.index(p), pair.b.facts.periods.index(q))
    times = pair.times.get(here, {})
    return {
        **pair.features,
        **times,
        "when_same_head": float(times.get("when_heads", 0.0) > 0),
        "near_best": float(times.get("when_margin", -1.0) > NEAR_BEST) * float(times.get("when_echo", 1.0) <= 0),
        "log_gap": min(LOG_CAP, math.log1p(days)),
        "next_day": float(days <= 1.5),
        "over_a_year": float(days > 300),
        "same_precision": float(p.precision is q.precision),
        "both_days": float(p.precision is Precision.DAY and q.precision is Precision.DAY),
        "clocks": float(p.clock is not None and q.clock is not None),
        "years": float(p.precision is Precision.YEAR) + float(q.precision is Precision.YEAR),
        "same_relation": float(p.relation == q.relation),
        "ways": math.log(ways),
        "loose": float(_is_loose(p)) + float(_is_loose(q)),
        "one_ahead": float(_is_ahead(p, pair.a_document) is not _is_ahead(q, pair.b_document)),
        "long": float(p.precision in (Precision.DECADE, Precision.CENTURY))
        + float(q.precision in (Precision.DECADE, Precision.CENTURY)),
    }


def _is_loose(period: Period) -> bool:
    """Whether it is a stretch told from the day of publication: "this week", "last year"."""
    named = period.month is not None or period.year is not None
    return period.precision not in FINE and period.anchor is Anchor.PUBLICATION and not named


def _is_ahead(period: Period, document: Document) -> bool:
    """Whether it lay ahead when its source was published."""
    return bool(document.published and period.start and period.start.date() > document.published.day)


def _judgement(pair: Pair, p: Period, q: Period, chance: float) -> Judgement:
    why = f"One says “{p.text}”, the other “{q.text}”: these times do not meet."
    return Judgement(
        verdict=Verdict.CONFLICT,
        confidence=round(chance, 4),
        a=_reading(p),
        b=_reading(q),
        label=_label(pair.a, p),
        explanation=why,
        path=(
            Step("read", f"“{p.text}” is {_range(p)}, “{q.text}” is {_range(q)}"),
            Step("compared", why),
        ),
    )


def _reading(p: Period) -> Reading:
    when = (p.start, p.end) if p.start is not None and p.end is not None else None
    return Reading(p.text, p.span, when=when, clocks=_clocks(p))


def _clocks(p: Period) -> tuple[int, ...]:
    """The time of day; both that "eight o'clock" can be. None of one that was carried over into another zone."""
    if p.clock is None or p.zoned:
        return ()
    return tuple(sorted((p.clock, (p.clock + HALF_DAY) % DAY))) if p.vague else (p.clock,)


def _range(p: Period) -> str:
    if p.start is None or p.end is None:
        return "not fixed on the calendar"
    return f"{p.start.isoformat(sep=' ')} up to {p.end.isoformat(sep=' ')} ({p.precision.value})"


def _label(claim: Claim, p: Period) -> str:
    return f"when: {gap_label(claim, p.span)}"


KIND = Kind(
    name="period",
    summary="Two times for one event that do not meet.",
    options=PeriodOptions,
    check=check,
    not_flagged="A day and its month, the times of saying, times that cannot be fixed on the calendar.",
    compares=Values.TIMES,
    finds=lambda pair: bool(pair.a.facts.periods and pair.b.facts.periods),
    sides=Sides(_times, meets=_may_clash),
    parts=frozenset({Part.TIMES}),
)
