"""What stands together in a report for people: the findings of one fact, and each claim of theirs once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.values.finding import Finding, Side, Verdict
from checker.values.report import Acceptance, FactRow, Report, SourceInfo

_WORDS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.CONFLICT: ("conflict", "conflicts"),
    Verdict.UPDATE: ("update", "updates"),
    Verdict.SCOPE: ("difference in scope", "differences in scope"),
    Verdict.INCOMPARABLE: ("pair without a common measure", "pairs without a common measure"),
    Verdict.COMPATIBLE: ("pair that agrees", "pairs that agree"),
}

# What is said of the facts of a verdict behind their number.
_OF_FACTS: Mapping[Verdict, str] = {
    Verdict.CONFLICT: "in conflict",
    Verdict.UPDATE: "updated",
    Verdict.SCOPE: "of different scope",
    Verdict.INCOMPARABLE: "without a common measure",
    Verdict.COMPATIBLE: "in agreement",
}

_GRAVITY = tuple(_OF_FACTS)

# From this confidence on -> the words for it; docs/formats/text.md has them too.
SURENESS: tuple[tuple[float, str], ...] = (
    (0.9, "very likely"),
    (0.7, "likely"),
    (0.5, "more likely than not"),
    (0.0, "doubtful"),
)

# How a publication date is known -> how that is said.
_DATE_ORIGINS = {
    "option": "as given",
    "rules": "by the rules",
    "line": "by a line of its text",
    "field": "by its fields",
    "feed": "by its feed",
    "metadata": "by its metadata",
    "dateline": "by its dateline",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim that findings of a group refer to by its number, from 1."""

    number: int
    side: Side


@dataclass(frozen=True, slots=True)
class Line:
    """One finding of a group, with the numbers of its two statements."""

    finding: Finding
    a: int
    b: int


@dataclass(frozen=True, slots=True)
class Group:
    """The findings about one fact. ``fact`` is None where a finding belongs to no row of the fact matrix."""

    fact: FactRow | None
    label: str
    verdict: Verdict
    statements: tuple[Statement, ...]
    lines: tuple[Line, ...]
    accepted: bool = False  # whether every finding of the group is


def groups(report: Report) -> tuple[Group, ...]:
    """The findings by fact, in the order in which each fact comes first; what is accepted throughout stands last."""
    rows = {row.id: row for row in report.facts}
    together: dict[str, list[Finding]] = {}
    for finding in report.findings:
        row = report.fact_of.get(finding.key)
        together.setdefault(row if row in rows else f"\x00{finding.fingerprint}", []).append(finding)
    found = [_group(rows.get(key), of_fact, report) for key, of_fact in together.items()]
    return tuple(sorted(found, key=lambda group: group.accepted))


def quiet_facts(report: Report) -> tuple[FactRow, ...]:
    """The rows of the fact matrix of which the report shows no finding."""
    shown = {report.fact_of.get(f.key) for f in report.findings}
    return tuple(row for row in report.facts if row.id not in shown)


def counted(count: int, one: str, many: str) -> str:
    """A number with the word for it: "1 claim", "1,200 claims"."""
    return f"{count:,} {one if count == 1 else many}"


def verdict_words(verdict: Verdict) -> tuple[str, str]:
    """How one finding of that verdict is called, and how several are."""
    return _WORDS[verdict]


def of_verdict(verdict: Verdict, count: int) -> str:
    """A number of findings with the words for their verdict: "1 update", "3 differences in scope"."""
    return counted(count, *_WORDS[verdict])


def sources_by_id(report: Report) -> dict[str, SourceInfo]:
    """The sources of the report by their id."""
    return {source.id: source for source in report.sources}


def summary(report: Report) -> str:
    """The report in one line: sources, facts compared, how many of each verdict, whether something was not checked.

    A fact counts once, by the gravest of its findings that are shown.
    """
    line = counted(len(report.sources), "source", "sources")
    found = groups(report)
    if report.compared:
        line += f", {counted(report.compared, 'fact', 'facts')} compared"
    counts = [(v, sum(g.verdict is v and not g.accepted for g in found)) for v in _OF_FACTS]
    said = [f"{n or 'none'} {_OF_FACTS[v]}" for v, n in counts if n or v is Verdict.CONFLICT]
    apart = ((sum(g.accepted for g in found), "accepted"), (report.compared - len(found), "not shown"))
    told = ", ".join([*said, *(f"{n} {what}" for n, what in apart if n > 0)])
    line += f": {told if found or report.compared else 'no fact was found that two of them give'}"
    if report.degraded:
        return f"{line}; not everything was checked"
    notes = counted(len(report.not_checked), "note", "notes")
    return f"{line}; {notes} on what was not checked" if report.not_checked else line


def besides(report: Report) -> str:
    """What the report does not show, in one line; empty where it shows everything."""
    hidden = {v: n - sum(f.verdict is v for f in report.findings) for v, n in report.verdicts.items()}
    agreeing = hidden.pop(Verdict.COMPATIBLE, 0)
    parts = [of_verdict(Verdict.COMPATIBLE, agreeing)] if agreeing > 0 else []
    known = report.accepted_count - sum(f.key in report.accepted for f in report.findings)
    others = [(v, n) for v in _WORDS if (n := hidden.get(v, 0)) > 0]
    if known > 0:
        total = counted(max(known, sum(n for _, n in others)), "finding", "findings")
        parts.append(f"{total} left out by the settings, {known} of them accepted")
    else:
        parts += [f"{of_verdict(v, n)} left out by the settings" for v, n in others]
    if report.ignored:
        parts.append(f"{counted(report.ignored, 'finding', 'findings')} ignored by comments")
    return f"Not shown: {', '.join(parts)}" if parts else ""


def dated(side: Side, source: SourceInfo | None) -> str:
    """When the claim was published, and for which day it gives its value; empty where neither is known."""
    published = source.published.isoformat() if source and source.published else ""
    if side.as_of and side.as_of != published:
        return f"{published}, as of {side.as_of}" if published else f"as of {side.as_of}"
    return published


def said_by(side: Side, source: SourceInfo | None) -> tuple[str, ...]:
    """The days of a claim, who says it, and how far the user trusts the source; without what is not known."""
    tier = f"tier {source.tier}" if source and source.tier is not None else ""
    return tuple(part for part in (dated(side, source), side.attribution or "", tier) if part)


def judged_by(finding: Finding) -> str:
    """How sure the verdict is, the rule, its kind and, of a conflict, how grave the rule takes it."""
    return judged_alike((finding,))


def judged_alike(findings: Sequence[Finding]) -> str:
    """The same for findings of one rule and one verdict."""
    first = findings[0]
    grave = f", {first.severity.value}" if first.verdict is Verdict.CONFLICT else ""
    least, most = (pick(f.confidence for f in findings) for pick in (min, max))
    chance = f"{least:.2f} to {most:.2f}" if f"{least:.2f}" != f"{most:.2f}" else f"{most:.2f}"
    return f"{how_sure(most)}, confidence {chance}; rule {first.rule} ({first.kind}){grave}"


def how_sure(confidence: float) -> str:
    """A confidence in [0, 1] in words."""
    return next(words for least, words in SURENESS if round(confidence, 2) >= least)


def acceptance(finding: Finding, report: Report) -> str | None:
    """That the finding is accepted, or was, and why; None where nobody has accepted it."""
    if item := report.accepted.get(finding.key):
        return f"accepted{_since(item)}{_until(item)}: {item.reason}"
    if item := report.expired.get(finding.key):
        return f"counts again: it was accepted{_since(item)}{_until(item)}: {item.reason}"
    return None


def stale(item: Acceptance) -> str:
    """An entry that finds nothing any more, in one line."""
    return f"{known(item)} (accepted{_since(item)}{_until(item)}: {item.reason})"


def known(item: Acceptance) -> str:
    """The finding that was accepted, in one line: its fingerprint, its rule and both values."""
    sides = [f"{side.source} “{side.value or side.text}”" for side in (item.a, item.b) if side]
    said = ": ".join(part for part in (item.rule or "", " / ".join(sides)) if part)
    return f"{item.fingerprint} {said}".rstrip()


def about(source: SourceInfo) -> list[str]:
    """What is known of a source, each thing as one phrase."""
    phrases = []
    if source.published:
        origin = source.published_origin or ""
        known = f" ({_DATE_ORIGINS.get(origin, origin)})" if origin else ""
        phrases.append(f"published {source.published.isoformat()}{known}")
    else:
        phrases.append("no publication date")
    if source.publisher:
        phrases.append(source.publisher)
    if source.tier is not None:
        phrases.append(f"tier {source.tier}")
    phrases.append(counted(source.claims, "claim", "claims"))
    if source.dropped:
        reasons = ", ".join(f"{reason.replace('_', ' ')} {count:,}" for reason, count in source.dropped.items())
        phrases.append(f"{counted(sum(source.dropped.values()), 'sentence', 'sentences')} without a claim ({reasons})")
    if source.language != "en":
        phrases.append(f"language {source.language}")
    if source.origin != source.id:
        phrases.append(f"a copy of {source.origin}")
    return phrases


def _since(item: Acceptance) -> str:
    return f" on {item.on.isoformat()}" if item.on else ""


def _until(item: Acceptance) -> str:
    return f", until {item.until.isoformat()}" if item.until else ""


def _group(row: FactRow | None, findings: list[Finding], report: Report) -> Group:
    numbers: dict[tuple[object, ...], Statement] = {}
    lines = []
    for finding in findings:
        pair = []
        for side in (finding.a, finding.b):
            key = (side.source, side.start, side.end, side.value_span, side.value)
            pair.append(numbers.setdefault(key, Statement(len(numbers) + 1, side)).number)
        lines.append(Line(finding, pair[0], pair[1]))
    first = findings[0]
    label = row.label if row else first.label
    heard = [f.verdict for f in findings if f.key not in report.accepted] or [f.verdict for f in findings]
    verdict = min(heard, key=_GRAVITY.index)  # not that of the row: its gravest finding may be one that is not shown
    accepted = all(finding.key in report.accepted for finding in findings)
    return Group(row, label, verdict, tuple(numbers.values()), tuple(lines), accepted)
