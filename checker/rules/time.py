"""When a claim holds: the day for which its figures are given, and which of two claims is the later one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from checker.rules.kind import Pair
from checker.rules.remembered import remembered
from checker.values.claim import Claim, Modality
from checker.values.period import Period
from checker.values.quantity import Quantity
from checker.values.text import Document

DAY = timedelta(days=1)
NOON = timedelta(hours=12)
STANDS_AT = frozenset({"as_of", "by", "until"})  # relations of a period to the figure that held then
FORWARD = frozenset({Modality.PLANNED, Modality.FORECAST, Modality.CONDITIONAL, Modality.ASKED})


@dataclass(frozen=True, slots=True)
class Moment:
    """The time up to which a claim is informed, ``[start, end)``; naive."""

    start: datetime
    end: datetime
    stated: bool  # by the claim itself; otherwise it is the day of publication

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"a moment must not end ({self.end}) before it starts ({self.start})")


def as_of(claim: Claim, document: Document) -> str | None:
    """The ISO date for which a claim is given: an "as of" phrase in it, else the day of publication."""
    for period in claim.facts.periods:
        if period.relation == "as_of" and period.start is not None:
            return period.start.date().isoformat()
    return document.published.day.isoformat() if document.published else None


@remembered
def moment(claim: Claim, document: Document) -> Moment | None:
    """When a claim is informed: at its "as of" or "by" phrase, else when it was said, else when it was published."""
    published = _published(document)
    for period in (*_standing(claim), *_said(claim)):
        if published is None or period.start is None or period.start < published.end:
            found = _moment(period)
            if found is not None:
                return found
    return published


def later(pair: Pair, least: timedelta) -> int:
    """1 where claim b is later than claim a, -1 the other way, 0 where that is not known.

    Days must lie ``least`` apart. Of one day, times count that both claims state ("by noon", "on Friday night"), and
    a morning that one states against the day on which the other was published.
    """
    a, b = moment(pair.a, pair.a_document), moment(pair.b, pair.b_document)
    if a is None or b is None:
        return 0
    days = b.start.date() - a.start.date()
    if abs(days) >= max(least, DAY):
        return 1 if days > timedelta() else -1
    if days:
        return 0
    return int(_precedes(a, b)) - int(_precedes(b, a))


def days_apart(pair: Pair) -> int:
    """Days between the moments of the two claims; 0 where one of them is not known."""
    a, b = moment(pair.a, pair.a_document), moment(pair.b, pair.b_document)
    return abs((b.start.date() - a.start.date()).days) if a and b else 0


@remembered
def held_at(claim: Claim, document: Document, q: Quantity) -> Moment | None:
    """When a level such as a price was measured: the known time nearest to its figure, else the day of publication."""
    known = [p for p in claim.facts.periods if _moment(p) is not None and p.relation != "since"]
    if not known:
        return _published(document)
    return _moment(min(known, key=lambda p: (_distance(p, q), p.span)))


def _precedes(a: Moment, b: Moment) -> bool:
    """Whether ``a`` was over when ``b`` began; a day of publication is taken to end after its morning."""
    if a.stated and b.stated:
        return a.end <= b.start
    return a.stated and a.end <= b.start + NOON


def _standing(claim: Claim) -> tuple[Period, ...]:
    if claim.facts.modality in FORWARD:  # "will be ready by Friday" names a day to come
        return ()
    return tuple(p for p in claim.facts.periods if p.relation in STANDS_AT)


def _said(claim: Claim) -> tuple[Period, ...]:
    saying = claim.facts.attribution.span if claim.facts.attribution else None
    return tuple(p for p in claim.facts.periods if saying and saying.overlaps(p.span))


def _moment(period: Period) -> Moment | None:
    if period.start is None or period.end is None or period.zoned:
        return None
    return Moment(period.start, period.end, stated=True)


def _published(document: Document) -> Moment | None:
    if document.published is None:
        return None
    day = datetime.combine(document.published.day, datetime.min.time())
    end = day + DAY if document.published.day < date.max else datetime.combine(date.max, datetime.max.time())
    return Moment(day, end, stated=False)


def _distance(period: Period, q: Quantity) -> int:
    return max(period.span.start - q.span.end, q.span.start - period.span.end, 0)
