"""The report for people at a terminal, and, plain, for files and pipes."""

from __future__ import annotations

import io
import shlex

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from checker.report.escape import ascii_only, terminal
from checker.report.layout import (
    Group,
    Line,
    Statement,
    about,
    acceptance,
    dated,
    groups,
    judged_by,
    quiet_facts,
    sources_by_id,
    stale,
    summary,
)
from checker.report.options import RenderOptions
from checker.report.quote import quote
from checker.values.finding import Finding, Verdict
from checker.values.report import FactRow, NotChecked, Report, SourceInfo

_STYLES = {
    Verdict.CONFLICT: "bold red",
    Verdict.UPDATE: "bold cyan",
    Verdict.SCOPE: "bold blue",
    Verdict.INCOMPARABLE: "bold magenta",
    Verdict.COMPATIBLE: "bold green",
}
_INDENT = 2


def render_text(report: Report, options: RenderOptions) -> str:
    """A summary line, the disagreements fact by fact, what the sources share, the sources, what was not checked."""
    page = _Page(options)
    page.line(Text(summary(report), style="bold"))
    sources = sources_by_id(report)
    for group in groups(report):
        _show_group(page, group, sources, report)
    _show_facts(page, quiet_facts(report))
    _show_stale(page, report)
    _show_sources(page, report.sources)
    _show_not_checked(page, report.not_checked)
    return page.text()


class _Page:
    """Lines that are being written, wrapped to the width; the only place that knows rich's console."""

    def __init__(self, options: RenderOptions) -> None:
        self.options = options
        self._console = Console(
            file=io.StringIO(),
            width=options.width,
            force_terminal=options.color,
            color_system="standard" if options.color else None,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def line(self, text: Text, indent: int = 0) -> None:
        """One paragraph; words longer than a line are broken."""
        text.overflow = "fold"
        self._console.print(Padding.indent(text, indent) if indent else text)

    def whole(self, text: Text, indent: int) -> None:
        """One line that is never wrapped, because it is there to be copied."""
        self._console.print(Text.assemble(" " * indent, text), soft_wrap=True)

    def heading(self, title: str) -> None:
        """A blank line and a title."""
        self._console.print()
        self._console.print(Text(title, style="bold underline" if self.options.color else ""))

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    def text(self) -> str:
        """All lines, without the spaces that rich pads them with."""
        file = self._console.file
        written = file.getvalue() if isinstance(file, io.StringIO) else ""
        lines = "\n".join(line.rstrip() for line in written.split("\n"))
        return ascii_only(lines) if self.options.ascii else lines


def _show_group(page: _Page, group: Group, sources: dict[str, SourceInfo], report: Report) -> None:
    page.blank()
    verdict = (group.verdict.value.upper(), "dim" if group.accepted else _STYLES[group.verdict])
    known = ("  (accepted)", "dim") if group.accepted else ""
    page.line(Text.assemble(verdict, (f"  {terminal(group.label).strip()}", "bold"), known))
    for statement in group.statements:
        _show_statement(page, statement, sources.get(statement.side.source))
    for line in group.lines:
        _show_finding(page, line, acceptance(line.finding, report))


def _show_statement(page: _Page, statement: Statement, source: SourceInfo | None) -> None:
    side = statement.side
    parts = (f"{side.source}:{side.line}", dated(side, source), side.attribution or "")
    where = "  ".join(terminal(part).strip() for part in parts if part)
    page.line(Text.assemble((f"[{statement.number}] ", "bold"), (where, "cyan")), _INDENT)
    said = quote(side, page.options.context)
    mark = "" if page.options.color else "*"
    text = Text(f"“{terminal(said.before)}")
    if said.value:
        text.append(f"{mark}{terminal(said.value).strip()}{mark}", style="bold yellow")
    page.line(text.append(f"{terminal(said.after)}”"), 3 * _INDENT)


def _show_finding(page: _Page, line: Line, known: str | None) -> None:
    finding = line.finding
    verdict = (finding.verdict.value, _STYLES[finding.verdict])
    page.line(Text.assemble(verdict, f" [{line.a}] [{line.b}] {terminal(finding.explanation).strip()}"), _INDENT)
    if known:
        page.line(Text(terminal(known), style="green"), 2 * _INDENT)
    page.line(Text(terminal(judged_by(finding)), style="dim"), 2 * _INDENT)
    page.whole(Text(_explain(finding), style="dim"), 2 * _INDENT)
    if page.options.verbose:
        for step in finding.path:
            page.line(Text(f"{terminal(step.stage)}: {terminal(step.text)}", style="dim"), 3 * _INDENT)


def _explain(finding: Finding) -> str:
    """The command that shows how the verdict came about, fit to be pasted into a shell."""
    names = [terminal(name) for name in dict.fromkeys((finding.a.source, finding.b.source))]
    end = ["--"] if any(name.startswith("-") and name != "-" for name in names) else []
    return shlex.join(["checker", "explain", "--fingerprint", finding.fingerprint, *end, *names])


def _show_facts(page: _Page, rows: tuple[FactRow, ...]) -> None:
    if not rows:
        return
    page.heading("Other facts that several sources give")
    for row in rows:
        values = "; ".join(f"{terminal(v.source)}: {terminal(v.value).strip()}" for v in row.values)
        page.line(Text(f"{terminal(row.label).strip()} ({row.verdict.value})  {values}"), _INDENT)


def _show_stale(page: _Page, report: Report) -> None:
    if not report.stale:
        return
    page.heading("Accepted once, and found no longer")
    for item in report.stale:
        page.line(Text(terminal(stale(item))), _INDENT)
    file = ["--baseline", terminal(report.baseline)] if report.baseline else []
    undo = ["checker", "accept", "--undo", *file, *(item.fingerprint for item in report.stale)]
    page.whole(Text(shlex.join(undo), style="dim"), _INDENT)


def _show_sources(page: _Page, sources: tuple[SourceInfo, ...]) -> None:
    if not sources:
        return
    page.heading("Sources")
    for source in sources:
        title = f"“{terminal(source.title).strip()}”, " if source.title else ""
        known = terminal(", ".join(about(source)))
        page.line(Text.assemble((terminal(source.id), "cyan"), f"  {title}{known}"), _INDENT)


def _show_not_checked(page: _Page, items: tuple[NotChecked, ...]) -> None:
    if not items:
        return
    page.heading("Not checked")
    for item in items:
        where = f"{terminal(item.source)}: " if item.source else ""
        style = "yellow" if item.degraded else ""
        page.line(Text(f"{where}{terminal(item.what)}: {terminal(item.why)}", style=style), _INDENT)
