"""The report as JUnit XML: one suite for each pair of sources, in it one case for each fact that both give.

A suite is a pair, not a fact: who looks at a red run wants to know first which two articles disagree, and servers sort
by suite. A case fails where a finding fails the run, so that the file and the exit status say the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.report import tool
from checker.report.escape import visible
from checker.report.junit_xml import Case, Ending, Suite, junit_text
from checker.report.layout import about, judged_by
from checker.report.options import RenderOptions
from checker.report.quote import quote
from checker.values.finding import Finding, Side
from checker.values.report import NotChecked, Report, SourceInfo

Pair = tuple[str, str]


def render_junit(report: Report, options: RenderOptions) -> str:
    """The pairs of sources with the facts they share, the sources, and what was not checked."""
    suites = [*_pairs(report, options), Suite("sources", tuple(_sources(report)))]
    return junit_text(
        tool.NAME,
        suites,
        timestamp=_without_zone(report.run.started),
        seconds=report.run.seconds,
        ascii_only=options.ascii,
    )


def _pairs(report: Report, options: RenderOptions) -> list[Suite]:
    """The findings by the two sources, then by the fact; both in the order of the report."""
    together: dict[Pair, dict[str, list[Finding]]] = {}
    for finding in report.findings:
        pair = (finding.a.source, finding.b.source)
        facts = together.setdefault(pair, {})
        facts.setdefault(report.fact_of.get(finding.key, finding.fingerprint), []).append(finding)
    suites = []
    for pair, facts in together.items():
        name = " and ".join(dict.fromkeys(pair))
        suites.append(Suite(name, tuple(_case(name, found, report, options) for found in facts.values())))
    return suites


def _case(group: str, findings: Sequence[Finding], report: Report, options: RenderOptions) -> Case:
    """One fact of two sources; several findings about it make one failure, since most servers show only the first."""
    failing = [f for f in findings if f.key in report.failures and f.key not in report.accepted]
    first = (failing or findings)[0]
    quotes = [_quoted(side, options) for f in findings for side in (f.a, f.b)]
    accepted = [report.accepted[f.key] for f in findings if f.key in report.accepted]
    notes = [f"accepted: {visible(item.reason).strip()}" for item in accepted]
    return Case(
        name=first.label,
        group=group,
        ending=Ending.FAILURE if failing else Ending.PASSED,
        message=" ".join(visible(f.explanation).strip() for f in failing),
        sort=f"{first.verdict.value} ({first.rule})",
        details="\n".join(line for f in failing for line in _lines(f, options)),
        output="\n".join([*dict.fromkeys(quotes), *notes]),
        file=first.a.source,
        line=first.a.line,
    )


def _lines(finding: Finding, options: RenderOptions) -> list[str]:
    return [
        f"{finding.verdict.value}: {visible(finding.explanation).strip()}",
        *(f"  {_quoted(side, options)}" for side in (finding.a, finding.b)),
        f"  {visible(judged_by(finding))}, fingerprint {finding.fingerprint}",
    ]


def _quoted(side: Side, options: RenderOptions) -> str:
    said = quote(side, options.context)
    value = f"*{said.value}*" if said.value else ""
    return visible(f"{side.source}:{side.line}: “{said.before}{value}{said.after}”")


def _sources(report: Report) -> list[Case]:
    """Each source that was read, which passes, and each thing that was not checked."""
    return [*map(_read, report.sources), *map(_left_out, report.not_checked)]


def _read(source: SourceInfo) -> Case:
    return Case(name="read", group=source.id, output=", ".join(about(source)), file=source.id)


def _left_out(item: NotChecked) -> Case:
    """Skipped; in error where the run is degraded by it, since silence is then no agreement."""
    ending = Ending.ERROR if item.degraded else Ending.SKIPPED
    return Case(
        name=f"not checked: {item.what}",
        group=item.source or tool.NAME,
        ending=ending,
        message=item.why,
        sort="not checked" if item.degraded else "",
        file=item.source,
    )


def _without_zone(started: str) -> str:
    """The time as the schemas of JUnit want it."""
    return started.removesuffix("Z").split("+", 1)[0]
