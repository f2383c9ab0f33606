"""The findings as JSON Lines, one object for each: for data frames, databases, and reports of many runs in one file.

Every line has the same keys, flat, in the same order, and says of itself which run it comes from and what its sources
are. There is no first line of another form: a reader of tables would take it for a finding.
"""

from __future__ import annotations

from datetime import date
from itertools import chain

from checker.report import tool
from checker.report.json import JsonObject, dump, number
from checker.report.options import RenderOptions
from checker.report.rows import FINDINGS, Cell, finding_rows, not_checked_rows
from checker.values.report import SCHEMA_VERSION, Report


def render_jsonl(report: Report, options: RenderOptions) -> str:
    """A line for each finding, then one for each thing that was not checked; empty where there is neither."""
    run = _run(report)
    names = [column.name for column in FINDINGS]
    lines = []
    for row in chain(finding_rows(report), not_checked_rows(report)):
        cells = {name: _value(cell) for name, cell in zip(names, row, strict=True)}
        lines.append(dump(run | cells, ascii_only=options.ascii) + "\n")
    return "".join(lines)


def _run(report: Report) -> JsonObject:
    run = report.run
    return {
        "schema_version": SCHEMA_VERSION,
        "run_started": run.started,
        "run_version": tool.version(),
        "run_config": run.config_digest,
        "run_encoder": run.encoder,
        "run_entailment": run.entailment,
        "run_rules": run.rules,
    }


def _value(cell: Cell) -> object:
    if isinstance(cell, date):
        return cell.isoformat()
    return number(cell) if isinstance(cell, float) else cell
