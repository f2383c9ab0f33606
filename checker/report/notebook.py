"""The report as a fragment of HTML, for the output of a cell in a notebook.

A fragment, not the page of ``--format html``: a notebook shows it among other cells, throws scripts and style sheets
away where it does not trust its author, and prints it. So there is neither, and the colours are the notebook's own.
"""

from __future__ import annotations

from functools import cache, partial

from jinja2 import Template
from markupsafe import Markup

from checker.report.escape import page
from checker.report.layout import acceptance, dated, groups, judged_by, sources_by_id, summary
from checker.report.options import RenderOptions
from checker.report.quote import quote
from checker.report.templating import environment
from checker.values.finding import Side
from checker.values.report import Report, SourceInfo

MOST_FACTS = 50  # shown; a notebook with thousands of rows in one cell no longer scrolls. How many are left is said


def render_notebook(report: Report, options: RenderOptions) -> str:
    """Summary, disagreements by fact with both quotes, and what was not checked, as HTML that needs nothing else."""
    found = groups(report)
    return _template().render(
        summary=summary(report),
        groups=found[:MOST_FACTS],
        left=len(found) - MOST_FACTS,
        not_checked=report.not_checked,
        acceptance=partial(acceptance, report=report),
        judged_by=judged_by,
        quoted=partial(_quoted, context=options.context),
        facts_of=partial(_facts_of, sources=sources_by_id(report)),
    )


@cache
def _template() -> Template:
    return environment("checker.report", page).get_template("notebook.html.j2")


def _quoted(side: Side, context: int) -> Markup:
    """The claim with its value marked."""
    said = quote(side, context)
    value = Markup("<mark>{}</mark>").format(page(said.value)) if page(said.value).strip() else Markup()
    return Markup("{}{}{}").format(page(said.before), value, page(said.after))


def _facts_of(side: Side, sources: dict[str, SourceInfo]) -> str:
    """Date and speaker behind the place."""
    parts = (dated(side, sources.get(side.source)), side.attribution or "")
    return "".join(f", {part}" for part in parts if part)
