"""``checker corpus init``, ``add`` and ``remove``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.corpus_engine import engine_options, refuse_engine, work_of
from checker.cli.corpus_parts import DEFAULT_FOLDER, corpus_option, counting, encoder_option, loaded, opened
from checker.cli.corpus_report import Wanted, refuse_of_a_report, report_of, report_options
from checker.cli.input import standard_input
from checker.cli.options import config_option, quiet_option, settings, source_options
from checker.cli.output import check_output, complain, write_lines
from checker.errors import EXIT_DEGRADED, EXIT_OK, UsageError

if TYPE_CHECKING:
    from checker.corpus.add import Added
    from checker.values.report import NotChecked

_NAMED = 10  # articles that are named one by one; more are counted


@click.command("init", short_help="Make an empty corpus.")
@click.argument("folder", metavar="[DIR]", envvar="CHECKER_CORPUS", default=DEFAULT_FOLDER)
@config_option
@click.option("--encoder", metavar="NAME", help="Model of the vectors: default, minilm, or a name. It stays with it.")
def init(folder: str, **given: object) -> int:
    """Make an empty corpus in DIR, a folder that is empty or not there yet."""
    from checker.corpus import Corpus
    from checker.encoders.load import load_encoder
    from checker.report.escape import terminal

    config = settings(given)
    encoder = load_encoder(config.encoder.name, config.cache_dir, cached=False)
    Corpus.create(Path(folder), encoder, encoder_option(config.encoder.name))
    name = terminal(folder)
    write_lines([f"made the corpus {name}; add articles with: checker corpus add --corpus {name} FILE ..."])
    return EXIT_OK


@click.command("add", short_help="Add articles; those that are in already are left as they are.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER|URL|- ...")
@corpus_option
@click.option("--watch", is_flag=True, help="Stay, and add what is new in the folders and feeds, until interrupted.")
@click.option(
    "--every", type=click.FloatRange(min=0.1), default=60.0, metavar="SECONDS", help="How often --watch looks."
)
@engine_options
@click.option("--check", "checks", is_flag=True, help="Then show what the new articles contradict: check --new-only.")
@source_options
@report_options
@quiet_option
def add(
    paths: tuple[str, ...],
    folder: str,
    watch: bool,
    every: float,
    checks: bool,
    fmt: str | None,
    output: str | None,
    verbose: bool,
    quiet: bool,
    **given: object,
) -> int:
    """Add articles to a corpus: each comes in wholly or not at all, and one whose text has changed takes the old place.

    A run that was interrupted is taken up by the same command: what is in is skipped. The options of a report go with
    --check only.
    """
    wanted = Wanted(fmt, output, quiet, verbose, given)
    _refuse_what_does_not_go_together(wanted, watch=watch, checks=checks)
    from checker.pipeline import Began

    began = Began()
    corpus = opened(folder)
    parts = loaded(corpus, given if checks else {**given, "entailment": "none"})
    if watch:
        from checker.corpus.watch import watched

        for result in watched(corpus, parts, paths, every, complain):
            said_of(result, quiet=quiet, brief=True)
        return EXIT_OK
    with work_of(corpus, given) as work, counting("adding", "files", quiet=quiet) as progress:
        from checker.corpus.add import add_all

        result = add_all(corpus, parts, paths, standard_input(paths), progress, ahead=work.ahead)
    if not checks:
        return said_of(result, quiet=quiet)
    if not quiet:
        complain("; ".join(counted(result)))
    return report_of(corpus, parts, began, wanted, new_only=True, beside=result.problems)


def _refuse_what_does_not_go_together(wanted: Wanted, *, watch: bool, checks: bool) -> None:
    if not checks:
        refuse_of_a_report(wanted)
    elif watch:
        raise UsageError(
            "--watch does not check; run it without --check, and checker corpus check --new-only beside it"
        )
    if watch:
        refuse_engine(wanted.given, "--watch adds in this process, as articles come in")
    check_output(wanted.output)


@click.command("remove", short_help="Take articles out.")
@click.argument("names", nargs=-1, required=True, metavar="NAME ...")
@corpus_option
@quiet_option
def remove(names: tuple[str, ...], folder: str, quiet: bool) -> int:
    """Take articles out of a corpus, by their names in it or all below a folder; all of them, or none."""
    from checker.corpus.add import remove as take_out
    from checker.corpus.names import articles_named

    corpus = opened(folder)
    with corpus.write() as writer:
        found = articles_named(writer.connection, names)
        take_out(writer, found)
    if not quiet:
        write_lines([f"removed {_some(found)}"])
    return EXIT_OK


def said_of(result: Added, *, quiet: bool, brief: bool = False) -> int:
    """What came of adding; ``brief``: nothing where nothing is new."""
    from checker.report.escape import terminal

    degraded = [problem for problem in result.problems if problem.degraded]
    changed = result.added or result.replaced
    if not quiet and (changed or not brief):
        write_lines(counted(result))
    for problem in result.problems if not quiet else degraded:
        complain(terminal(_problem(problem)))
    return EXIT_DEGRADED if degraded else EXIT_OK


def counted(result: Added) -> list[str]:
    """What came of adding in some lines, safe for a terminal."""
    lines = [f"added {_some(result.added)}"] if result.added or not result.replaced else []
    lines += [f"replaced {_some(result.replaced)}"] if result.replaced else []
    lines += [f"{result.unchanged:,} in already"] if result.unchanged else []
    if result.added or result.replaced:
        lines += ["1 claim" if result.claims == 1 else f"{result.claims:,} claims"]
    return lines


def _problem(problem: NotChecked) -> str:
    where = f"{problem.source}: " if problem.source else ""
    return f"{where}{problem.what}: {problem.why}"


def _some(names: Sequence[str]) -> str:
    """How many articles, and their names where they are few."""
    from checker.report.escape import terminal

    counted = "1 article" if len(names) == 1 else f"{len(names):,} articles"
    return f"{counted}: {', '.join(terminal(name) for name in names)}" if 0 < len(names) <= _NAMED else counted
