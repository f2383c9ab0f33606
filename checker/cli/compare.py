"""``checker compare``: where do these sources contradict each other?"""

from __future__ import annotations

from dataclasses import replace

import click

from checker.cli.again import again
from checker.cli.input import standard_input
from checker.cli.options import (
    baseline_option,
    choice_options,
    fail_options,
    format_option,
    model_options,
    output_option,
    report_formats,
    settings,
    showing_all,
    shown_options,
    source_options,
    verbose_option,
)
from checker.cli.output import check_output, render_options, write
from checker.cli.waiting import waiting


@click.command("compare", short_help="Show where sources disagree.")
@click.argument("sources", nargs=-1, required=True, metavar="FILE|FOLDER|URL|- ...")
@format_option(report_formats)
@output_option
@shown_options
@fail_options
@baseline_option
@click.option("--only-new", is_flag=True, default=None, help="Leave accepted findings out, and only count them.")
@choice_options
@click.option("--within", is_flag=True, default=None, help="Also compare the sentences of one source with each other.")
@source_options
@model_options
@click.option(
    "-q", "--quiet", is_flag=True, help="Only the contradictions of a text report; no progress on standard error."
)
@verbose_option
def command(
    sources: tuple[str, ...], fmt: str | None, output: str | None, quiet: bool, verbose: bool, **given: object
) -> int:
    """Show which facts the sources share and where they disagree.

    A source is a file, a folder with articles, an address on the web, or - for standard input.
    """
    from checker.pipeline import compare
    from checker.report import FORMATS

    check_output(output)
    config = settings(given)
    asked_for = frozenset(config.report.verdicts) if given.get("verdicts") else None
    if verbose and not asked_for:
        config = showing_all(config)
    renderer = FORMATS[fmt or config.report.format]
    with waiting(f"comparing {len(sources)} sources", quiet=quiet) as progress:
        report = compare(sources, config, standard_input(sources), progress)
    options = replace(render_options(output, verbose=verbose, quiet=quiet), again=again(given))
    write(renderer(report, replace(options, full=asked_for) if asked_for else options), output)
    return report.exit_status
