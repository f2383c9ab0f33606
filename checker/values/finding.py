"""A finding: two claims, the rule that judged them, and a verdict."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from checker.values.interval import Interval
from checker.values.text import Span


class Verdict(StrEnum):
    """What a rule says of two claims about one thing."""

    CONFLICT = "conflict"  # both cannot hold
    UPDATE = "update"  # one is a later state of the same thing
    SCOPE = "scope"  # they count different sets, places, periods or definitions
    COMPATIBLE = "compatible"  # they differ in words and agree in value
    INCOMPARABLE = "incomparable"  # no common measure without outside knowledge


class Severity(StrEnum):
    """How grave a conflict is to the user who set the rule."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"

    @property
    def rank(self) -> int:
        """0 for off up to 3 for error."""
        return ("off", "info", "warning", "error").index(self.value)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two claims of a finding, as it is shown."""

    source: str  # Document.id
    claim: str  # Claim.id
    start: int  # of the claim, code points of the text as it was read
    end: int
    line: int  # from 1
    text: str  # the claim, word for word
    value: str  # the value as written: "over 10,000", "Tuesday", "rejected"
    value_span: Span | None  # of ``value``, in the text as it was read; None where no one phrase carries it
    interval: Interval | None = None  # of a numeric value, in the base unit
    attribution: str | None = None  # who says it, as written
    as_of: str | None = None  # ISO date for which the value is given, where known
    unit: str | None = None  # id of the unit in which a numeric value is written: "1", "mile", "USD"
    when: tuple[datetime, datetime] | None = None  # of a time: its first instant, and the first one after it
    clocks: tuple[int, ...] = ()  # of a time of day: minutes after midnight; two where it may be of either half of it


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way to a verdict, for ``checker explain``: the stage, what it saw, what it decided."""

    stage: str  # matched, read, aligned, compared, asked, judged
    text: str
    shares: tuple[tuple[str, float], ...] = ()  # the probabilities it weighed, by name, each in [0, 1]


FindingKey = tuple[str, str, str]  # fingerprint, ids of both claims


@dataclass(frozen=True, slots=True)
class Finding:
    """Two claims and what a rule says of them. ``a`` comes from the source named first."""

    rule: str
    kind: str
    verdict: Verdict
    severity: Severity
    confidence: float  # probability in [0, 1] that the verdict is right
    explanation: str  # one sentence that a reader with no training understands
    label: str  # the slot: what the two values are values of, "North Korean soldiers"
    a: Side
    b: Side
    path: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"a confidence lies in [0, 1], not {self.confidence}")

    @property
    def fingerprint(self) -> str:
        """A name that depends on content only: the rule, and both texts and values, in either order."""
        sides = sorted(" ".join(f"{s.text}\x1f{s.value}".casefold().split()) for s in (self.a, self.b))
        return hashlib.sha256("\x1e".join((self.rule, *sides)).encode()).hexdigest()[:16]

    @property
    def key(self) -> FindingKey:
        """Which finding of a run it is: where other articles say the same, theirs have the same fingerprint."""
        return self.fingerprint, self.a.claim, self.b.claim
