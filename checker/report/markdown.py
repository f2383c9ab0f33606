"""The report as Markdown, for an issue, a comment on a pull request, a wiki or a newsletter.

The template holds the form. Whatever it puts in is escaped by ``finalize``, so that a new line in the template
cannot forget to; only what this module itself has escaped (``Markup``) passes as it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

from jinja2 import Template
from markupsafe import Markup

from checker.report.brief import Ruling, common_folder, rulings, short_title, title
from checker.report.escape import ascii_only, markdown, visible
from checker.report.layout import (
    Group,
    about,
    besides,
    counted,
    groups,
    judged_alike,
    quiet_facts,
    said_by,
    sources_by_id,
    stale,
    summary,
)
from checker.report.options import RenderOptions
from checker.report.quote import quote
from checker.report.templating import environment
from checker.values.finding import Side
from checker.values.report import FactRow, Report, SourceInfo

_ADDRESS = re.compile(r"@|://|(?<=www)\.", re.IGNORECASE)  # what trackers make links and mentions of
_MOST_COLUMNS = 6  # sources that have columns of their own in the table; of more, the values stand in one cell


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table of facts: a cell per column of values, with what each source gives."""

    verdict: str
    name: str
    cells: tuple[str, ...]


def render_markdown(report: Report, options: RenderOptions) -> str:
    """A sum, a table of facts by source, the contradictions with folded quotes, the rest folded; CommonMark and tables.

    The only HTML in it is ``<details>`` and ``<summary>``, which trackers keep.
    """
    found, folder = groups(report), common_folder([s.id for s in report.sources])
    loud = [g for g in found if not g.accepted and g.verdict in options.full]
    wide = len(report.sources) <= _MOST_COLUMNS
    text = _template().render(
        summary=summary(report),
        besides=besides(report),
        columns=[s.id.removeprefix(folder) for s in report.sources] if wide else ["Values"],
        rows=_rows(found, report, folder, wide=wide),
        loud=loud,
        rest=[g for g in found if g not in loud],
        not_checked=report.not_checked,
        stale=[stale(item) for item in report.stale],
        sources=report.sources,
        folder=folder,
        about=about,
        title=title,
        fold=_fold,
        rulings=partial(rulings, report=report),
        by=_by,
        pairs=_pairs,
        places=partial(_places, folder=folder),
        quoted=partial(quoted, context=options.context),
        facts_of=partial(_facts_of, sources=sources_by_id(report)),
    )
    text = text.strip() + "\n"
    return ascii_only(text) if options.ascii else text


@cache
def _template() -> Template:
    return environment("checker.report", markdown, html=False).get_template("report.md.j2")


def _rows(found: Sequence[Group], report: Report, folder: str, *, wide: bool) -> list[Row]:
    """One row for each fact: those with findings, then those that the report has without any."""
    sources = [s.id for s in report.sources]
    rows = []
    for group in found:
        said = [(s.side.source, s.side.value or s.side.text) for s in group.statements]
        verdict = f"{group.verdict.value}, accepted" if group.accepted else group.verdict.value
        rows.append(Row(verdict, short_title(group), _cells(said, sources, folder, wide=wide)))
    quiet = ((row, _cells(_said(row), sources, folder, wide=wide)) for row in quiet_facts(report))
    return [*rows, *(Row(row.verdict.value, row.label, cells) for row, cells in quiet)]


def _said(row: FactRow) -> list[tuple[str, str]]:
    return [(v.source, v.value) for v in row.values]


def _cells(said: Sequence[tuple[str, str]], sources: Sequence[str], folder: str, *, wide: bool) -> tuple[str, ...]:
    if not wide:
        return ("; ".join(f"{source.removeprefix(folder)}: {value}" for source, value in dict.fromkeys(said)),)
    return tuple("; ".join(dict.fromkeys(value for of, value in said if of == source)) for source in sources)


def _fold(group: Group, *, quotes: bool) -> Markup:
    """What stands on a fold: the number of quotes, or the verdict and the name of the fact; HTML, not Markdown."""
    if quotes:
        return Markup(f"{counted(len(group.statements), 'quote', 'quotes')}")  # noqa: S704  # a number and a word
    known = " (accepted)" if group.accepted else ""
    said = html.escape(visible(f"{group.verdict.value.capitalize()}: {short_title(group)}{known}").strip())
    return Markup(_ADDRESS.sub(lambda m: "".join(f"&#{ord(c)};" for c in m[0]), said))  # noqa: S704  # escaped above


def _by(ruling: Ruling) -> str:
    return judged_alike(ruling.findings)


def _pairs(ruling: Ruling) -> str:
    return "; ".join(f"{one} with {', '.join(map(str, others))}" for one, others in ruling.pairs)


def _places(group: Group, folder: str) -> list[str]:
    """Where each claim of the group stands."""
    return [f"{s.side.source.removeprefix(folder)}, line {s.side.line}" for s in group.statements]


def quoted(side: Side, context: int) -> Markup:
    """The claim with its value in bold."""
    said = quote(side, context)
    value = f"**{markdown(said.value)}**" if visible(said.value).strip() else ""
    before, after = _padded(said.before), _padded(said.after)
    return Markup(f"“{before}{value}{after}”")  # noqa: S704  # each part is escaped above


def _padded(text: str) -> str:
    """``text`` escaped, with a space where it began or ended with one: ``markdown`` trims."""
    seen = visible(text)
    left = " " if seen[:1] == " " else ""
    right = " " if seen[-1:] == " " and seen.strip() else ""
    return f"{left}{markdown(text)}{right}"


def _facts_of(side: Side, sources: dict[str, SourceInfo]) -> Markup:
    """Date, speaker and tier behind the place."""
    return Markup("".join(f", {markdown(part)}" for part in said_by(side, sources.get(side.source))))  # noqa: S704
