"""The report for people at a terminal, and, plain, for files and pipes.

What matters stands first: the sum in one line, then each contradiction with its quotes. What is no contradiction takes
one line each. All that comes from a source passes ``escape.terminal`` here, before it reaches a page.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from checker.report.brief import Ruling, common_folder, core, given, rulings, short_title, title
from checker.report.commands import accept_command, explain_command, undo_command
from checker.report.escape import terminal
from checker.report.layout import (
    Group,
    Line,
    Statement,
    about,
    acceptance,
    besides,
    dated,
    groups,
    judged_alike,
    quiet_facts,
    said_by,
    sources_by_id,
    stale,
    summary,
)
from checker.report.options import RenderOptions
from checker.report.page import Page
from checker.report.quote import quote
from checker.values.finding import Side, Verdict
from checker.values.report import FactRow, NotChecked, Report, SourceInfo

# Only red, magenta and the terminal's own colour: the others are hard to read on a light or on a dark ground.
_STYLES = {
    Verdict.CONFLICT: "bold red",
    Verdict.UPDATE: "bold magenta",
    Verdict.SCOPE: "bold magenta",
    Verdict.INCOMPARABLE: "bold magenta",
    Verdict.COMPATIBLE: "bold",
}
_INDENT = 2
_NARROWEST_VALUE = 20  # columns that a value may always take; where it is cut, its quote has it whole
_REST = 26  # columns that the number and the day take beside value and place
_QUOTE_LINES = 2  # a longer quote is cut to about as many, around its value


def render_text(report: Report, options: RenderOptions) -> str:
    """A sum, the contradictions with quotes, the rest in a line each, what was not checked, the sources."""
    page, desk = Page(options), _Desk(report)
    found = groups(report)
    loud = [g for g in found if _loud(g, report, options)]
    if not options.quiet:
        _show_sum(page, report)
    for number, group in enumerate(loud):
        if number or not options.quiet:
            page.blank()
        _show_group(page, group, desk)
    if options.quiet:
        _show_not_checked(page, tuple(item for item in report.not_checked if item.degraded))
        return page.text()
    rest = [g for g in found if g not in loud]
    _show_briefly(page, "Accepted", [g for g in rest if g.accepted], desk)
    _show_briefly(page, "No contradiction (quotes: -v)", [g for g in rest if not g.accepted], desk)
    _show_facts(page, quiet_facts(report), desk)
    _show_stale(page, report)
    _show_not_checked(page, report.not_checked)
    _show_sources(page, report.sources, desk)
    text = page.text()
    if options.height and text.count("\n") >= options.height:
        page.blank()
        _show_sum(page, report)
    return page.text()


class _Desk:
    """What the parts of one report share: the sources by id, and how they are called in short."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.sources = sources_by_id(report)
        self.folder = common_folder(self.sources)

    def short(self, source: str) -> str:
        """The name of a source without the folder in which all of them lie."""
        return terminal(source.removeprefix(self.folder))

    def place(self, side: Side) -> str:
        """Where a claim stands."""
        return f"{self.short(side.source)}:{side.line}"


def _loud(group: Group, report: Report, options: RenderOptions) -> tuple[Line, ...]:
    """The findings of a group that are shown with quotes: for their verdict, or because they fail the run."""
    if options.verbose:
        return group.lines
    lines = (line for line in group.lines if not group.accepted)
    return tuple(line for line in lines if line.finding.verdict in options.full or line.finding.key in report.failures)


def _show_sum(page: Page, report: Report) -> None:
    page.line(page.words((summary(report), "bold")))
    if beside := besides(report):
        page.line(page.words((beside, "dim")))


def _show_group(page: Page, whole: Group, desk: _Desk) -> None:
    group, also = core(whole, _loud(whole, desk.report, page.options))
    verdict = (group.verdict.value.upper(), "dim" if group.accepted else _STYLES[group.verdict])
    known = ("  (accepted)", "dim") if group.accepted else ""
    page.line(page.words(verdict, (f"  {terminal(title(group)).strip()}", "bold"), known))
    places = max(cell_len(page.plain(desk.place(s.side))) for s in group.statements)
    values = max(cell_len(page.plain(_value(s.side))) for s in group.statements)
    columns = (min(values, max(_NARROWEST_VALUE, page.options.width - places - _REST)), places)
    widest = len(f"[{len(group.statements)}]")
    for statement in group.statements:
        mark = page.words((f"[{statement.number}]".rjust(widest), "bold"))
        head = _head(page, statement, desk, columns)
        page.item(mark, [head, _quoted(page, statement.side)], _INDENT)
    for ruling in rulings(group, desk.report, apart=page.options.verbose):
        _show_ruling(page, ruling, desk.report)
    if also:
        page.line(page.words((f"also on this fact: {also} (-v)", "dim")), _INDENT)


def _value(side: Side) -> str:
    return terminal(side.value).strip()


def _head(page: Page, statement: Statement, desk: _Desk, columns: tuple[int, int]) -> Text:
    """The value, the place, the days and the speaker of a claim; the first two in columns where there is room."""
    side = statement.side
    value, place = page.words((_value(side), "bold")), page.words((desk.place(side), page.link(side.source, "")))
    if sum(columns) + _REST <= page.options.width:
        value.truncate(columns[0], overflow="ellipsis")
        value.pad_right(columns[0] - value.cell_len)
        place.pad_right(columns[1] - place.cell_len)
    parts = [value, place] if columns[0] else [place]
    parts += [page.words(terminal(part).strip()) for part in said_by(side, desk.sources.get(side.source))]
    return Text("  ").join(parts)


def _quoted(page: Page, side: Side) -> Text:
    """The claim with its value marked, cut around it to a few lines."""
    said = quote(
        side, page.options.context if page.options.verbose else min(page.options.context, _context(page, side))
    )
    mark = "" if page.options.color else "*"
    value = f"{mark}{terminal(said.value).strip()}{mark}" if said.value else ""
    return page.words(f"“{terminal(said.before)}", (value, "bold underline"), f"{terminal(said.after)}”")


def _context(page: Page, side: Side) -> int:
    """How much to quote on each side of a value, wherever it stands, so that it makes about _QUOTE_LINES lines."""
    line = page.options.width - 4 * _INDENT
    before = max(0, side.text.find(side.value)) if side.value else 0
    after = len(side.text) - before - len(side.value)
    return max(line * _QUOTE_LINES // 2, line * _QUOTE_LINES - len(side.value) - min(before, after))


def _show_ruling(page: Page, ruling: Ruling, report: Report) -> None:
    finding = ruling.first
    verdict = (finding.verdict.value, _STYLES[finding.verdict])
    pairs = "; ".join(f"[{one}] with {' '.join(f'[{n}]' for n in others)}" for one, others in ruling.pairs)
    page.line(page.words(verdict, f" {pairs}: {terminal(finding.explanation).strip()}"), _INDENT)
    if ruling.known:
        page.line(page.words((terminal(ruling.known), "italic")), 2 * _INDENT)
    page.line(page.words((terminal(judged_alike(ruling.findings)), "dim")), 2 * _INDENT)
    page.whole(explain_command(finding, report, page.options), "dim", 2 * _INDENT)
    if finding.verdict is Verdict.CONFLICT and finding.key not in report.accepted:
        page.whole(accept_command(ruling.findings, report, page.options), "dim", 2 * _INDENT)
    if page.options.verbose:
        for step in finding.path:
            page.line(page.words((f"{terminal(step.stage)}: {terminal(step.text)}", "dim")), 3 * _INDENT)


def _show_briefly(page: Page, heading: str, found: list[Group], desk: _Desk) -> None:
    """One line for each group: the verdict, the name of the fact, each value with the places that give it."""
    if not found:
        return
    page.heading(heading)
    widest = max(len(group.verdict.value) for group in found)
    for group in found:
        mark = page.words((group.verdict.value.ljust(widest), "dim" if group.accepted else _STYLES[group.verdict]))
        known = dict.fromkeys(acceptance(line.finding, desk.report) for line in group.lines)
        notes = [page.words((terminal(note), "italic")) for note in known if note]
        page.item(mark, [_values(page, group, desk), *notes], _INDENT)


def _values(page: Page, group: Group, desk: _Desk) -> Text:
    text = page.words((f"{terminal(short_title(group)).strip()}: ", "bold"))
    between = " → " if group.verdict is Verdict.UPDATE else " / "
    for number, one in enumerate(given(group, desk.sources)):
        text.append_text(page.words(between if number else "", terminal(one.value).strip(), " ("))
        for place, statement in enumerate(one.statements):
            side = statement.side
            days = dated(side, desk.sources.get(side.source)) if group.verdict is Verdict.UPDATE else ""
            where = page.words((desk.place(side), page.link(side.source, "")), terminal(f", {days}") if days else "")
            text.append_text(page.words("; " if place else "")).append_text(where)
        text.append_text(page.words(")"))
    return text


def _show_facts(page: Page, rows: tuple[FactRow, ...], desk: _Desk) -> None:
    if not rows:
        return
    page.heading("Other facts that several sources give")
    for row in rows:
        values = " / ".join(f"{terminal(v.value).strip()} ({desk.short(v.source)})" for v in row.values)
        page.line(page.words(f"{row.verdict.value}  ", (f"{terminal(row.label).strip()}: ", "bold"), values), _INDENT)


def _show_stale(page: Page, report: Report) -> None:
    if not report.stale:
        return
    page.heading("Accepted once, and found no longer")
    for item in report.stale:
        page.line(page.words(terminal(stale(item))), _INDENT)
    page.whole(undo_command(report, page.options), "dim", _INDENT)


def _show_not_checked(page: Page, items: tuple[NotChecked, ...]) -> None:
    if not items:
        return
    page.heading("Not checked")
    for item in items:
        where = f"{terminal(item.source)}: " if item.source else ""
        style = "bold red" if item.degraded else ""
        page.line(page.words((f"{where}{terminal(item.what)}: {terminal(item.why)}", style)), _INDENT)


def _show_sources(page: Page, sources: tuple[SourceInfo, ...], desk: _Desk) -> None:
    if not sources:
        return
    page.heading(f"Sources in {terminal(desk.folder)}" if desk.folder else "Sources")
    for source in sources:
        said = f"“{terminal(source.title).strip()}”, " if source.title else ""
        known = terminal(", ".join(about(source)))
        name = (desk.short(source.id), page.link(source.id, ""))
        page.line(page.words(name, f"  {said}{known}"), _INDENT)
