"""Two times for one event that do not meet.

Flags: "since Sunday" against "since Tuesday" of one week; "in March 2033" against "next June"; 6 a.m. against 10 p.m.
Leaves alone: a day and the month it lies in, times that only say when somebody spoke, days in a text of unknown date.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from checker.rules.kind import Judgement, Kind, Pair, Reading
from checker.rules.options import option
from checker.rules.slots import cut_label
from checker.rules.weigh import probability
from checker.values.claim import Claim
from checker.values.finding import Step, Verdict
from checker.values.period import Period, Precision

DAY_SECONDS = 86_400.0
YEAR_DAYS, MONTH_DAYS, MID_MONTH = 365.0, 30.4, 15
LOG_CAP = 10.0
CLOCKED = frozenset({Precision.MINUTE, Precision.HOUR})
HALF_DAY = 12 * 60  # minutes


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
    found = [(probability("period", f), p, q) for f, p, q in _weighed(pair, options)]
    if not found:
        return
    chance, p, q = max(found, key=lambda x: (x[0], -x[1].span.start, -x[2].span.start))
    if chance >= options.conflict:
        yield _judgement(pair, p, q, chance)


def candidates(pair: Pair, options: PeriodOptions) -> Iterator[tuple[dict[str, float], str]]:
    """The features of each two times that do not meet, and what is shown of them."""
    for features, p, q in _weighed(pair, options):
        yield features, f"{p.text} | {q.text}"


def _weighed(pair: Pair, options: PeriodOptions) -> Iterator[tuple[dict[str, float], Period, Period]]:
    left, right = told(pair.a), told(pair.b)
    if any(meet(p, q, options.clock_slack) for p in left for q in right):
        return
    for p in left:
        for q in right:
            gap = apart(p, q, options.clock_slack)
            if gap is not None:
                yield conflict_features(pair, p, q, gap, len(left) * len(right)), p, q


def told(claim: Claim) -> tuple[Period, ...]:
    """The times of what is told, without those of the telling: "he said on Tuesday" dates the saying."""
    saying = claim.facts.attribution.span if claim.facts.attribution else None
    return tuple(p for p in claim.facts.periods if saying is None or not saying.overlaps(p.span))


def meet(p: Period, q: Period, slack: int) -> bool:
    """Whether both can be the time of one event."""
    if p.known and q.known and p.zoned == q.zoned:
        return p.intersects(q)
    return apart(p, q, slack) is None and p.clock is not None and q.clock is not None


def apart(p: Period, q: Period, slack: int) -> float | None:
    """Seconds between two times that do not meet; None where they meet or cannot be compared."""
    if p.zoned != q.zoned:
        return None
    if p.start is not None and p.end is not None and q.start is not None and q.end is not None:
        if p.intersects(q):
            return None
        gap = (max(p.start, q.start) - min(p.end, q.end)).total_seconds()
        if {p.precision, q.precision} <= CLOCKED and gap <= slack * 60:
            return None
        return max(gap, 1.0)
    if p.clock is not None and q.clock is not None:
        minutes = abs(p.clock - q.clock)
        minutes = min(minutes, 2 * HALF_DAY - minutes)
        return None if minutes <= slack else minutes * 60.0
    return _days_of_a_year_apart(p, q)


def _days_of_a_year_apart(p: Period, q: Period) -> float | None:
    """Seconds between two dates of which no year is known; None where they may be one day."""
    if p.month is None or q.month is None or (p.year and q.year and p.year != q.year):
        return None
    if p.month == q.month and (p.day is None or q.day is None or p.day == q.day):
        return None
    days = abs((p.month - q.month) * MONTH_DAYS + (p.day or MID_MONTH) - (q.day or MID_MONTH))
    return min(days, YEAR_DAYS - days) * DAY_SECONDS


def conflict_features(pair: Pair, p: Period, q: Period, gap: float, ways: int) -> dict[str, float]:
    """The evidence for "these are two times of one event"."""
    days = gap / DAY_SECONDS
    return dict(pair.features) | {
        "log_gap": min(LOG_CAP, math.log1p(days)),
        "next_day": float(days <= 1.5),
        "over_a_year": float(days > 300),
        "same_precision": float(p.precision is q.precision),
        "both_days": float(p.precision is Precision.DAY and q.precision is Precision.DAY),
        "clocks": float(p.clock is not None and q.clock is not None),
        "years": float(p.precision is Precision.YEAR) + float(q.precision is Precision.YEAR),
        "same_relation": float(p.relation == q.relation),
        "ways": math.log(ways),
        "long": float(p.precision in (Precision.DECADE, Precision.CENTURY))
        + float(q.precision in (Precision.DECADE, Precision.CENTURY)),
    }


def _judgement(pair: Pair, p: Period, q: Period, chance: float) -> Judgement:
    why = f"One says “{p.text}”, the other “{q.text}”: these times do not meet."
    return Judgement(
        verdict=Verdict.CONFLICT,
        confidence=round(chance, 4),
        a=Reading(p.text, p.span),
        b=Reading(q.text, q.span),
        label=_label(pair.a, p),
        explanation=why,
        path=(
            Step("read", f"“{p.text}” is {_range(p)}, “{q.text}” is {_range(q)}"),
            Step("compared", why),
        ),
    )


def _range(p: Period) -> str:
    if p.start is None or p.end is None:
        return "not fixed on the calendar"
    return f"{p.start.isoformat(sep=' ')} up to {p.end.isoformat(sep=' ')} ({p.precision.value})"


def _label(claim: Claim, p: Period) -> str:
    before, after = claim.text[: p.span.start - claim.span.start], claim.text[p.span.end - claim.span.start :]
    return "when: " + cut_label(before + after)


KIND = Kind(
    name="period",
    summary="Two times for one event that do not meet.",
    options=PeriodOptions,
    check=check,
    not_flagged="A day and its month, the times of saying, times that cannot be fixed on the calendar.",
)
