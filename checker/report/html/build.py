"""From the report to what the page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from checker.report import tool
from checker.report.html.articles import Mark, article, place
from checker.report.html.facts import Desk, desk, fact_view, row
from checker.report.html.names import source_views
from checker.report.html.page import (
    GRAVITY,
    ORDER,
    ArticleView,
    Choice,
    Choices,
    FactView,
    Figure,
    Gap,
    Page,
    SourceView,
)
from checker.report.layout import besides, counted, groups, stale, summary, verdict_words
from checker.report.options import RenderOptions
from checker.values.finding import Verdict
from checker.values.report import Report

_HOW_TO_SEE = " (--verdicts and --min-confidence show more)"


def build(report: Report, options: RenderOptions) -> Page:
    """All that the page shows, in its order."""
    sources = source_views(report)
    at = desk(report, sources, options)
    facts = tuple(fact_view(group, n, at) for n, group in enumerate(groups(report), start=1))
    by_id = {fact.id: fact for fact in facts}
    return Page(
        heading=_heading(report),
        summary=summary(report),
        figures=_figures(report),
        apart=_apart(report),
        degraded=report.degraded,
        sources=sources,
        rows=tuple(row(fact, by_id, sources, at) for fact in report.facts),
        facts=facts,
        articles=tuple(_articles(report, facts, sources, at)),
        gaps=tuple(Gap(n.source or "", n.what, n.why, n.degraded) for n in report.not_checked),
        stale=tuple(stale(item) for item in report.stale),
        choices=_choices(facts, sources),
        findings=len(report.findings),
        run=_run(report),
    )


def _heading(report: Report) -> str:
    sources = counted(len(report.sources), "source", "sources")
    if any(finding.verdict is Verdict.CONFLICT for finding in report.findings):
        return f"Where {sources} disagree"
    return f"{sources}, no conflict {'shown' if report.verdicts.get(Verdict.CONFLICT, 0) else 'found'}"


def _figures(report: Report) -> tuple[Figure, ...]:
    """What is counted at the top: sources, facts, and the findings on the page by verdict; conflicts even if none is.

    The findings add up to those that the page can be filtered by.
    """
    found = [Figure(len(report.sources), _word(len(report.sources), "source", "sources"), "plain")]
    facts = max(report.compared, len(report.facts))
    found.append(Figure(facts, _word(facts, "fact compared", "facts compared"), "plain"))
    for verdict in ORDER:
        count = sum(finding.verdict is verdict for finding in report.findings)
        if count or verdict is Verdict.CONFLICT:
            found.append(Figure(count, _word(count, *verdict_words(verdict)), verdict.value))
    return tuple(found)


def _apart(report: Report) -> tuple[str, ...]:
    """What the figures leave out, in sentences."""
    told = []
    if beside := besides(report):
        told.append(f"{beside}{_HOW_TO_SEE if report.hidden else ''}.")
    if accepted := sum(finding.key in report.accepted for finding in report.findings):
        told.append(f"{counted(accepted, 'of the findings is', 'of the findings are')} accepted.")
    return tuple(told)


def _word(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def _articles(
    report: Report, facts: Sequence[FactView], sources: Sequence[SourceView], at: Desk
) -> Iterable[ArticleView]:
    """The texts in the order of the sources; values of the matrix that no finding shows are marked too."""
    marks: dict[str, list[Mark]] = {source.id: [] for source in sources}
    for fact, group in zip(facts, groups(report), strict=True):
        for view, line in zip(fact.findings, group.lines, strict=True):
            for side in (line.finding.a, line.finding.b):
                if side.source in marks and side.source in at.documents:
                    marks[side.source].append(Mark(place(side, at.documents[side.source]), view.id, view.verdict))
    for fact_row in report.facts:
        for value in fact_row.values:
            if value.side and value.source in marks and value.source in at.documents:
                marks[value.source].append(
                    Mark(place(value.side, at.documents[value.source]), f"row-{fact_row.id}", "plain")
                )
    order = {**GRAVITY, "plain": len(GRAVITY)}
    for source in sources:
        if source.id in at.documents:
            yield article(source, at.documents[source.id], marks[source.id], order)


def _choices(facts: Sequence[FactView], sources: Sequence[SourceView]) -> Choices:
    """Each filter's values, with the number of findings that have it."""
    shown = [finding for fact in facts for finding in fact.findings]
    verdicts = Counter(f.verdict for f in shown)
    kinds, rules = Counter(f.kind for f in shown), Counter(f.rule for f in shown)
    by_source = Counter(n for f in shown for n in {f.a.source.number, f.b.source.number})
    return Choices(
        verdicts=tuple(Choice(v.value, v.value, verdicts[v.value]) for v in ORDER if verdicts[v.value]),
        kinds=tuple(Choice(k, k, n) for k, n in sorted(kinds.items())),
        rules=tuple(Choice(r, r, n) for r, n in sorted(rules.items())),
        sources=tuple(
            Choice(str(s.number), f"{s.handle} {s.name}", by_source[s.number]) for s in sources if by_source[s.number]
        ),
        accepted=sum(f.accepted for f in shown),
    )


def _run(report: Report) -> tuple[tuple[str, str], ...]:
    run = report.run
    return (
        ("Made by", f"{tool.NAME} {tool.version()}"),
        ("Started", run.started),
        ("Time taken", f"{run.seconds:.1f} s"),
        ("Rules", run.rules),
        ("Encoder", run.encoder),
        ("Entailment model", run.entailment),
        ("Configuration", run.config_digest),
    )
