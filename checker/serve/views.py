"""What the page and the API show of a comparison, made from the values of the program; nothing here decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.errors import Mistake
from checker.report.layout import acceptance, dated, groups, judged_by, sources_by_id
from checker.report.quote import Quote, quote
from checker.serve.changes import Change
from checker.serve.jobs import Job
from checker.values.finding import Finding, Side
from checker.values.report import Report, SourceInfo

CONTEXT = 240  # characters quoted on each side of a value

JsonObject = dict[str, object]


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a finding."""

    source: str
    line: int
    quote: Quote
    details: str  # date and who says it


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding, with what is known of its acceptance."""

    fingerprint: str
    label: str
    verdict: str
    explanation: str
    judged: str
    sides: tuple[SideView, SideView]
    acceptance: str | None
    accepted: bool


def finding_views(report: Report) -> tuple[FindingView, ...]:
    """The findings in the order of the report for people."""
    sources = sources_by_id(report)
    return tuple(
        _finding(line.finding, group.label, report, sources) for group in groups(report) for line in group.lines
    )


def _finding(finding: Finding, label: str, report: Report, sources: dict[str, SourceInfo]) -> FindingView:
    return FindingView(
        fingerprint=finding.fingerprint,
        label=label,
        verdict=finding.verdict.value,
        explanation=finding.explanation,
        judged=judged_by(finding),
        sides=(_side(finding.a, sources), _side(finding.b, sources)),
        acceptance=acceptance(finding, report),
        accepted=finding.fingerprint in report.accepted,
    )


def _side(side: Side, sources: dict[str, SourceInfo]) -> SideView:
    details = ", ".join(part for part in (dated(side, sources.get(side.source)), side.attribution) if part)
    return SideView(side.source, side.line, quote(side, CONTEXT), details)


def job_object(job: Job, ahead: int) -> JsonObject:
    """A comparison as the API tells it. ``ahead`` counts those that were there before it and are not over."""
    return {
        "id": job.id,
        "state": job.state,
        "stage": job.stage.name if job.stage else None,
        "done": job.stage.done if job.stage else None,
        "seconds_left": job.stage.left if job.stage and not job.over else None,
        "ahead": ahead,
        "created": job.created,
        "seconds": job.seconds if job.over else None,
        "articles": list(_articles(job)),
        "rules": {"packs": list(job.task.choice.packs), "text": job.task.choice.text},
        "within": job.task.choice.within,
        "repeats": job.parent,
        "error": error_object(409, job.failure.message, job.failure.mistakes) if job.failure else None,
    }


def _articles(job: Job) -> Iterator[JsonObject]:
    for one in job.task.articles:
        day = one.published.isoformat() if one.published else None
        yield {"name": one.name, "bytes": len(one.data), "url": one.url, "published": day}


def change_object(change: Change) -> JsonObject:
    """What other rules have changed, as the API tells it."""
    finding = change.shown
    return {
        "what": change.what,
        "explanation": finding.explanation,
        "before": _judged(change.before),
        "after": _judged(change.after),
        "a": {"source": finding.a.source, "line": finding.a.line, "text": finding.a.text, "value": finding.a.value},
        "b": {"source": finding.b.source, "line": finding.b.line, "text": finding.b.text, "value": finding.b.value},
    }


def _judged(finding: Finding | None) -> JsonObject | None:
    if finding is None:
        return None
    return {
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "confidence": finding.confidence,
    }


def mistake_object(mistake: Mistake) -> JsonObject:
    """A mistake in rules: line and column count from 1."""
    return {
        "path": mistake.path,
        "line": mistake.line,
        "column": mistake.column,
        "message": mistake.message,
        "warning": mistake.warning,
    }


def error_object(status: int, message: str, mistakes: tuple[Mistake, ...] = ()) -> JsonObject:
    """An error as the API tells it."""
    return {"status": status, "message": message, "mistakes": [mistake_object(one) for one in mistakes]}
