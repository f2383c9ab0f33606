"""The report of a corpus: what ``checker corpus check`` and ``checker corpus add --check`` write and mark as shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from checker.cli.again import again
from checker.cli.corpus_engine import work_of
from checker.cli.corpus_parts import counting
from checker.cli.options import (
    F,
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
from checker.cli.output import complain, render_options, write
from checker.errors import CorpusError, UsageError

if TYPE_CHECKING:
    from checker.corpus import Corpus
    from checker.pipeline import Began, Parts
    from checker.values.report import NotChecked


_OPTIONS = (
    format_option(report_formats),
    output_option,
    shown_options,
    fail_options,
    baseline_option,
    choice_options,
    click.option(
        "--within", is_flag=True, default=None, help="Also compare the sentences of one article with each other."
    ),
    model_options,
    verbose_option,
)


def report_options(function: F) -> F:
    """What is found, what is shown of it, how it is written: --format, --output, --verdicts, --fail-on, --rules ..."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a user asks of a report, and how it is to be written."""

    fmt: str | None  # else that of the configuration
    output: str | None  # a file; else standard output
    quiet: bool
    verbose: bool
    given: Mapping[str, object]  # the other options of the command line


# Options of a report, which say nothing where no report is written. Rules and configuration also say how to read.
_OF_A_REPORT = {
    "verdicts": "--verdicts",
    "min_confidence": "--min-confidence",
    "fail_on": "--fail-on",
    "baseline": "--baseline",
    "select": "--select",
    "ignore": "--ignore",
    "within": "--within",
    "entailment": "--entailment",
}


def refuse_of_a_report(wanted: Wanted) -> None:
    """Raise UsageError for an option of a report where none is asked for."""
    named: dict[str, object] = {"--format": wanted.fmt, "--output": wanted.output, "--verbose": wanted.verbose or None}
    named |= {option: wanted.given.get(name) for name, option in _OF_A_REPORT.items()}
    for option, value in named.items():
        if value is not None and value != ():
            raise UsageError(f"{option} is of a report: add --check, which writes one")


def report_of(
    corpus: Corpus,
    parts: Parts,
    began: Began,
    wanted: Wanted,
    *,
    new_only: bool,
    only: str | None = None,
    beside: Sequence[NotChecked] = (),
) -> int:
    """Write what the articles of each event contradict, then note what was shown; give the exit status.

    ``only``: the event to look at, by its name or by that of an article, else all. ``beside``: what could not be read.
    """
    from checker.corpus.check import check, mark_checked
    from checker.report import FORMATS

    asked_for = frozenset(parts.config.report.verdicts) if wanted.given.get("verdicts") else None
    if wanted.verbose and not asked_for:
        parts = replace(parts, config=showing_all(parts.config))
    with work_of(corpus, wanted.given) as work, counting("checking", "events", quiet=wanted.quiet) as progress:
        failed = work.judged(parts, new_only=new_only, only=only, progress=progress)
        done = check(
            corpus,
            parts,
            began,
            new_only=new_only,
            only=only,
            progress=progress,
            not_judged=failed,
            beside=beside,
        )
    options = render_options(wanted.output, verbose=wanted.verbose, quiet=wanted.quiet)
    options = replace(options, again=again(wanted.given), corpus=str(corpus.folder))
    renderer = FORMATS[wanted.fmt or parts.config.report.format]
    written = write(renderer(done.report, replace(options, full=asked_for) if asked_for else options), wanted.output)
    try:
        if written:
            mark_checked(corpus, done)
        elif done.members:
            complain("these articles will count as new the next time: the reader of the report has gone")
    except CorpusError as error:
        complain(f"these articles will count as new the next time: {error}")
    return done.report.exit_status
