"""The report as Markdown, for a comment on a pull request, an issue or a wiki.

The template holds the form. Whatever it puts in is escaped by ``finalize``, so that a new line in the template
cannot forget to; only what this module itself has escaped (``Markup``) passes as it is.
"""

from __future__ import annotations

from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from checker.report.escape import ascii_only, markdown, visible
from checker.report.layout import (
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
from checker.values.finding import Side
from checker.values.report import Report, SourceInfo


def render_markdown(report: Report, options: RenderOptions) -> str:
    """The same parts as the text report, in CommonMark with one GitHub table."""
    text = _template().render(
        summary=summary(report),
        groups=groups(report),
        facts=quiet_facts(report),
        sources=report.sources,
        not_checked=report.not_checked,
        stale=[stale(item) for item in report.stale],
        about=about,
        acceptance=partial(acceptance, report=report),
        judged_by=judged_by,
        quoted=partial(quoted, context=options.context),
        facts_of=partial(_facts_of, sources=sources_by_id(report)),
    )
    text = text.strip() + "\n"
    return ascii_only(text) if options.ascii else text


def _escaped(value: object) -> str:
    return str(value) if isinstance(value, Markup) else markdown(str(value))


@cache
def _template() -> Template:
    environment = Environment(  # noqa: S701  # HTML escaping is not what Markdown needs; ``finalize`` escapes all
        loader=PackageLoader("checker.report"),
        finalize=_escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.md.j2")


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
    """Date and speaker behind the place."""
    parts = [dated(side, sources.get(side.source)), side.attribution or ""]
    return Markup("".join(f", {markdown(part)}" for part in parts if part))  # noqa: S704
