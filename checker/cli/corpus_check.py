"""``checker corpus check``: where the articles of each event contradict each other."""

from __future__ import annotations

import click

from checker.cli.corpus_engine import engine_options
from checker.cli.corpus_parts import corpus_option, loaded, opened
from checker.cli.corpus_report import Wanted, report_of, report_options
from checker.cli.output import check_output


@click.command("check", short_help="Show where articles of one event disagree.")
@corpus_option
@click.option("--new-only", is_flag=True, help="Only what articles say that no check has shown yet, against all.")
@click.option("--event", metavar="EVENT", help="Only one event, as E17, or by the name of an article.")
@report_options
@engine_options
@click.option("-q", "--quiet", is_flag=True, help="Only the contradictions of a text report; no progress.")
def check(
    folder: str,
    new_only: bool,
    event: str | None,
    fmt: str | None,
    output: str | None,
    quiet: bool,
    verbose: bool,
    **given: object,
) -> int:
    """Show where articles disagree that tell of one event; what was judged before is not judged again.

    The findings are those of checker compare on the articles of the event. Articles count as shown once the report is
    written.
    """
    from checker.pipeline import Began

    check_output(output)
    corpus = opened(folder)
    parts = loaded(corpus, given)
    began = Began()
    wanted = Wanted(fmt, output, quiet, verbose, given)
    return report_of(corpus, parts, began, wanted, new_only=new_only, only=event)
