"""``checker claims``: what was read from one source, before anything is compared."""

from __future__ import annotations

import click

from checker.cli.input import standard_input
from checker.cli.options import config_option, format_option, output_option, rules_option, settings, source_options
from checker.cli.output import check_output, render_options, write
from checker.errors import EXIT_OK


def claim_formats() -> list[str]:
    """The formats in which claims are shown."""
    from checker.report.extraction import EXTRACTION_FORMATS

    return EXTRACTION_FORMATS.names()


@click.command("claims", short_help="Show what is read from one source.")
@click.argument("source", metavar="FILE|URL|-")
@format_option(claim_formats)
@output_option
@source_options
@config_option
@rules_option
def command(source: str, fmt: str | None, output: str | None, **given: object) -> int:
    """Show the claims of one source: numbers, times, names, who says it, and what was left out."""
    from checker.pipeline import read_claims
    from checker.report.extraction import EXTRACTION_FORMATS

    check_output(output)
    articles = read_claims(source, settings(given), standard_input([source]))
    write(EXTRACTION_FORMATS[fmt or "text"](articles, render_options(output)), output)
    return EXIT_OK
