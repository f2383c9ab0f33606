"""The report of one run: what renderers get. They show it; they never count, filter or re-read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from checker.errors import EXIT_DEGRADED, EXIT_FINDINGS, EXIT_OK
from checker.values.finding import Finding, FindingKey, Severity, Side, Verdict
from checker.values.interval import Interval
from checker.values.text import Document

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """One source of the run."""

    id: str
    title: str | None
    published: date | None
    published_origin: str | None  # how the date is known: option, rules, line, metadata, dateline, feed, field
    language: str
    origin: str  # id of the source that this one is a copy of, or its own id
    claims: int  # how many claims were read
    dropped: Mapping[str, int]  # sentences that make no claim, by reason
    sha256: str
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    tier: int | None = None  # how far the user trusts it, 1 the most to 5 the least; None: not said


@dataclass(frozen=True, slots=True)
class FactValue:
    """The value that one source gives to a fact."""

    source: str
    claim: str
    value: str
    interval: Interval | None
    side: Side | None = None  # the claim that gives it


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row of the fact matrix: a slot and, per source, the value it gives."""

    id: str  # "F1", "F2" ... in the order of the report
    label: str
    kind: str
    verdict: Verdict  # the gravest among its findings: conflict, update, scope, incomparable, compatible
    values: tuple[FactValue, ...]


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Something that was left out, so that silence is never read as agreement."""

    source: str | None  # None where it concerns the whole run
    what: str
    why: str
    degraded: bool = False  # True where a stage failed or was skipped: the exit status is then 3


@dataclass(frozen=True, slots=True)
class AcceptedSide:
    """One side of an accepted finding as it was on that day, for people to read."""

    source: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that a person has looked at and accepted, with the reason."""

    fingerprint: str
    reason: str
    on: date | None = None  # the day on which it was accepted
    until: date | None = None  # the last day on which it counts; None: for good
    rule: str | None = None  # None where only the fingerprint is known
    a: AcceptedSide | None = None
    b: AcceptedSide | None = None


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One rule that was asked, as far as a reader of the report wants to know it."""

    id: str
    kind: str
    severity: Severity
    description: str = ""  # one line: what it says
    rationale: str = ""  # why there is such a rule
    help_uri: str | None = None  # the page about its kind, where there is one


@dataclass(frozen=True, slots=True)
class RunInfo:
    """How the report was made."""

    config_digest: str
    encoder: str
    entailment: str
    rules: str  # name of the rule set and number of rules
    started: str  # ISO 8601, UTC
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """All that one run has to say, in the order in which it is shown."""

    run: RunInfo
    sources: tuple[SourceInfo, ...]
    facts: tuple[FactRow, ...]
    findings: tuple[Finding, ...]
    not_checked: tuple[NotChecked, ...] = ()
    fact_of: Mapping[FindingKey, str] = field(default_factory=dict)  # Finding.key -> FactRow.id
    verdicts: Mapping[Verdict, int] = field(default_factory=dict)  # how many findings of each, before any filter
    compared: int = 0  # facts that several sources give, before any filter
    hidden: int = 0  # findings left out of ``findings`` by the filters of the run, known ones included
    documents: tuple[Document, ...] = ()  # the texts, in the order of ``sources``, for formats that show them
    accepted: Mapping[FindingKey, Acceptance] = field(default_factory=dict)  # why a finding does not count any more
    accepted_count: int = 0  # findings that are accepted, in ``findings`` or left out as known
    expired: Mapping[FindingKey, Acceptance] = field(default_factory=dict)  # what has run out: it counts again
    stale: tuple[Acceptance, ...] = ()  # accepted once, and found no longer
    baseline: str | None = None  # file of what is accepted, where it is not the one of the working directory
    ignored: int = 0  # findings that a comment in a source silences
    failing: int = 0  # findings that fail the run by its settings, shown or not
    failures: frozenset[FindingKey] = frozenset()  # these findings
    rules: tuple[RuleInfo, ...] = ()  # the rules that were asked, in their order

    @property
    def degraded(self) -> bool:
        """Whether some stage failed or was skipped."""
        return any(n.degraded for n in self.not_checked)

    @property
    def exit_status(self) -> int:
        """How the run ends: a gap in the checks outranks findings, because what was missed may be worse."""
        if self.degraded:
            return EXIT_DEGRADED
        return EXIT_FINDINGS if self.failing else EXIT_OK
