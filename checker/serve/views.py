"""What the page and the API show of a comparison, made from the values of the program; nothing here decides."""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import Mistake
from checker.report.marked import marked
from checker.serve.changes import Change
from checker.serve.jobs import Job
from checker.values.finding import Finding

JsonObject = dict[str, object]


def job_object(job: Job, ahead: int) -> JsonObject:
    """A comparison as the API tells it. ``ahead`` counts those that were there before it and are not over."""
    return {
        "id": job.id,
        "kind": "sentences" if job.task.sentences else "articles",
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
        "shown": list(caret(mistake)),
    }


def caret(mistake: Mistake) -> tuple[str, ...]:
    """The line of a mistake and a caret below its place; nothing where the line is not at hand."""
    return () if mistake.excerpt is None else marked(mistake.excerpt, mistake.line, mistake.column)


def error_object(status: int, message: str, mistakes: tuple[Mistake, ...] = ()) -> JsonObject:
    """An error as the API tells it."""
    return {"status": status, "message": message, "mistakes": [mistake_object(one) for one in mistakes]}
