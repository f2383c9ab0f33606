"""``checker corpus check``: where the articles of each event contradict each other."""

from __future__ import annotations

from dataclasses import replace

import click

from checker.cli.again import again
from checker.cli.corpus_engine import engine_options, work_of
from checker.cli.corpus_parts import corpus_option, counting, loaded, opened
from checker.cli.options import (
    baseline_option,
    choice_options,
    fail_options,
    format_option,
    model_options,
    output_option,
    report_formats,
    showing_all,
    shown_options,
    verbose_option,
)
from checker.cli.output import check_output, complain, render_options, write


@click.command("check", short_help="Show where articles of one event disagree.")
@corpus_option
@click.option("--new-only", is_flag=True, help="Only what articles say that no check has shown yet, against all.")
@click.option("--event", metavar="EVENT", help="Only one event, as E17, or by the name of an article.")
@format_option(report_formats)
@output_option
@shown_options
@fail_options
@baseline_option
@choice_options
@click.option("--within", is_flag=True, default=None, help="Also compare the sentences of one article with each other.")
@model_options
@engine_options
@click.option("-q", "--quiet", is_flag=True, help="Only the contradictions of a text report; no progress.")
@verbose_option
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
    from checker.corpus.check import check as checked
    from checker.corpus.check import mark_checked
    from checker.corpus.events import event_named
    from checker.errors import CorpusError
    from checker.pipeline import Began
    from checker.report import FORMATS

    check_output(output)
    corpus = opened(folder)
    parts = loaded(corpus, given)
    asked_for = frozenset(parts.config.report.verdicts) if given.get("verdicts") else None
    if verbose and not asked_for:
        parts = replace(parts, config=showing_all(parts.config))
    began = Began()
    only = None
    if event is not None:
        with corpus.look() as snapshot:
            only = [event_named(snapshot.connection, event).id]
    with work_of(corpus, given) as work, counting("checking", "events", quiet=quiet) as progress:
        failed = work.judged(parts, new_only=new_only, only=only, progress=progress)
        done = checked(corpus, parts, began, new_only=new_only, only=only, progress=progress, not_judged=failed)
    options = replace(render_options(output, verbose=verbose, quiet=quiet), again=again(given), corpus=folder)
    renderer = FORMATS[fmt or parts.config.report.format]
    write(renderer(done.report, replace(options, full=asked_for) if asked_for else options), output)
    try:
        mark_checked(corpus, done.members)
    except CorpusError as error:
        complain(f"these articles will count as new the next time: {error}")
    return done.report.exit_status
