"""The report as JSON, schema_version 1: the contract with other programs.

Keys stand in the order of the contract, and schema/report-1.schema.json describes each. Offsets are code points of
the text as it was read; an end of an interval that is infinite is null.
"""

from __future__ import annotations

import json
import math
from importlib.resources import files

from checker.report import tool
from checker.report.escape import json_text
from checker.report.options import RenderOptions
from checker.values.finding import Finding, Side, Verdict
from checker.values.interval import Interval
from checker.values.report import SCHEMA_VERSION, Acceptance, AcceptedSide, FactRow, NotChecked, Report, SourceInfo

JsonObject = dict[str, object]


def render_json(report: Report, options: RenderOptions) -> str:
    """The whole report; two runs over the same input differ in ``run.started`` and ``run.seconds`` only."""
    return dump(report_object(report), indent=2, ascii_only=options.ascii) + "\n"


def report_schema() -> str:
    """The JSON Schema (draft 2020-12) of the report."""
    return files("checker.report").joinpath("schema", f"report-{SCHEMA_VERSION}.schema.json").read_text("utf-8")


def dump(value: object, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """``value`` as JSON that is safe to print and always encodes as UTF-8."""
    return json_text(json.dumps(value, indent=indent, ensure_ascii=ascii_only, allow_nan=False))


def number(value: float) -> int | float | None:
    """A number as JSON has it: whole ones without a fraction, infinite ones null."""
    if math.isinf(value):
        return None
    return int(value) if value == int(value) and abs(value) < 2**53 else value


def interval_object(interval: Interval | None) -> JsonObject | None:
    """An interval with its two ends and whether each belongs to it."""
    if interval is None:
        return None
    low, high = number(interval.low), number(interval.high)
    return {"low": low, "high": high, "low_open": interval.low_open, "high_open": interval.high_open}


def report_object(report: Report) -> JsonObject:
    """The report as nested JSON values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": tool.NAME, "version": tool.version()},
        "run": {
            "config": report.run.config_digest,
            "encoder": report.run.encoder,
            "entailment": report.run.entailment,
            "rules": report.run.rules,
            "started": report.run.started,
            "seconds": report.run.seconds,
        },
        "sources": [_source(source) for source in report.sources],
        "facts": [_fact(row) for row in report.facts],
        "findings": [_finding(f, i, report) for i, f in enumerate(report.findings, 1)],
        "stale": [_stale(item) for item in report.stale],
        "not_checked": [_not_checked(item) for item in report.not_checked],
        "summary": _summary(report),
    }


def _source(source: SourceInfo) -> JsonObject:
    return {
        "id": source.id,
        "path": source.id,
        "title": source.title,
        "published": source.published.isoformat() if source.published else None,
        "language": source.language,
        "origin": source.origin,
        "claims": source.claims,
        "sha256": source.sha256,
        "publisher": source.publisher,
        "tier": source.tier,
    }


def _fact(row: FactRow) -> JsonObject:
    values = [
        {"source": v.source, "value": v.value, "interval": interval_object(v.interval), "claim": v.claim}
        for v in row.values
    ]
    return {"id": row.id, "label": row.label, "kind": row.kind, "verdict": row.verdict.value, "values": values}


def _finding(finding: Finding, number_: int, report: Report) -> JsonObject:
    return {
        "id": f"C{number_}",
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "kind": finding.kind,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "explanation": finding.explanation,
        "fact": report.fact_of.get(finding.key),
        "accepted": _acceptance(report.accepted.get(finding.key)),
        "expired": _acceptance(report.expired.get(finding.key)),
        "a": _side(finding.a),
        "b": _side(finding.b),
    }


def _acceptance(item: Acceptance | None) -> JsonObject | None:
    if item is None:
        return None
    return {
        "reason": item.reason,
        "on": item.on.isoformat() if item.on else None,
        "until": item.until.isoformat() if item.until else None,
    }


def _stale(item: Acceptance) -> JsonObject:
    return {
        "fingerprint": item.fingerprint,
        "rule": item.rule,
        **(_acceptance(item) or {}),
        "a": _accepted_side(item.a),
        "b": _accepted_side(item.b),
    }


def _accepted_side(side: AcceptedSide | None) -> JsonObject | None:
    return {"source": side.source, "value": side.value, "text": side.text} if side else None


def _side(side: Side) -> JsonObject:
    return {
        "source": side.source,
        "start": side.start,
        "end": side.end,
        "line": side.line,
        "text": side.text,
        "value": side.value,
        "span_start": side.value_span.start if side.value_span else None,
        "span_end": side.value_span.end if side.value_span else None,
        "attribution": side.attribution,
        "as_of": side.as_of,
    }


def _not_checked(item: NotChecked) -> JsonObject:
    return {"source": item.source, "what": item.what, "why": item.why}


def _summary(report: Report) -> JsonObject:
    dropped = [
        {"source": source.id, "reason": reason, "sentences": count}
        for source in report.sources
        for reason, count in source.dropped.items()
    ]
    return {
        "verdicts": {verdict.value: report.verdicts.get(verdict, 0) for verdict in Verdict},
        "hidden": report.hidden,
        "accepted": report.accepted_count,
        "ignored": report.ignored,
        "degraded": report.degraded,
        "dropped": dropped,
    }
