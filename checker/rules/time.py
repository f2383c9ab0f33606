"""When a claim holds: the day for which its figures are given, and which of two claims is the later one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from checker.rules.kind import Pair
from checker.values.claim import Claim
from checker.values.text import Document


def as_of(claim: Claim, document: Document) -> str | None:
    """The ISO date for which a claim is given: an "as of" phrase in it, else the day of publication."""
    for period in claim.facts.periods:
        if period.relation == "as_of" and period.start is not None:
            return period.start.date().isoformat()
    return document.published.day.isoformat() if document.published else None


def moment(claim: Claim, document: Document) -> datetime | None:
    """The instant up to which a claim is informed: when it was said, where the claim tells, else its publication."""
    saying = claim.facts.attribution.span if claim.facts.attribution else None
    for period in claim.facts.periods:
        if saying and saying.overlaps(period.span) and period.start and not period.zoned:
            return period.start
    day = as_of(claim, document)
    return None if day is None else datetime.combine(date.fromisoformat(day), datetime.min.time())


def later(pair: Pair, least: timedelta) -> int:
    """1 where claim b is later than claim a by ``least`` or more, -1 the other way, 0 where that is not known."""
    a, b = moment(pair.a, pair.a_document), moment(pair.b, pair.b_document)
    if a is None or b is None or abs(b - a) < least:
        return 0
    return 1 if b > a else -1
