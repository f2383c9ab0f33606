"""``checker corpus status``, ``verify``, ``compact`` and ``rebuild``."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import click

from checker.cli.corpus_engine import engine_options, work_of
from checker.cli.corpus_parts import corpus_option, counting, encoder_option, of_corpus, opened
from checker.cli.options import config_option, format_option, output_option, quiet_option, rules_option, settings
from checker.cli.output import check_output, write, write_lines
from checker.errors import EXIT_BAD_INPUT, EXIT_OK

if TYPE_CHECKING:
    from checker.corpus.status import Status


def _plain_formats() -> list[str]:
    return ["text", "json"]


@click.command("status", short_help="Show how much there is in a corpus.")
@corpus_option
@format_option(_plain_formats)
@output_option
def status(folder: str, fmt: str | None, output: str | None) -> int:
    """Show how many articles, claims, events and vectors there are, and what is new."""
    from checker.corpus.status import status as counted
    from checker.report.json import dump

    check_output(output)
    found = counted(opened(folder))
    if fmt == "json":
        write(dump(dataclasses.asdict(found), indent=2) + "\n", output)
    else:
        write_lines(_lines(found), output)
    return EXIT_OK


@click.command("verify", short_help="Look whether everything in a corpus is whole.")
@corpus_option
def verify(folder: str) -> int:
    """Look at every article, reference and checksum, and name what is wrong; exit status 2 where something is."""
    from checker.corpus.verify import verify as verified
    from checker.report.escape import terminal

    found = verified(opened(folder))
    seen = f"{found.articles:,} articles, {found.claims:,} claims, {found.vectors:,} vectors"
    if not found.problems:
        write_lines([f"nothing is wrong: {seen}"])
        return EXIT_OK
    lines = [terminal(problem) for problem in found.problems]
    advice = "vectors are made anew by: checker corpus rebuild; articles come back by: checker corpus add"
    write_lines([f"{len(lines):,} wrong, of {seen}", *lines, advice])
    return EXIT_BAD_INPUT


@click.command("compact", short_help="Take out what is no longer needed.")
@corpus_option
@quiet_option
def compact(folder: str, quiet: bool) -> int:
    """Take out the vectors of articles that are gone, and give free space back to the disk."""
    from checker.corpus.compact import compact as compacted

    corpus = opened(folder)
    with corpus.write() as writer:
        out = compacted(writer)
    if not quiet:
        write_lines([f"took out {out:,} vectors"])
    return EXIT_OK


@click.command("rebuild", short_help="Read and encode all articles anew.")
@corpus_option
@click.option("--encoder", metavar="NAME", help="Another model for the vectors.")
@engine_options
@config_option
@rules_option
@quiet_option
def rebuild(folder: str, quiet: bool, **given: object) -> int:
    """Make claims, vectors and events of all articles anew: after damage, or for another encoder.

    Until it has ended, the corpus stays as it was.
    """
    from checker.corpus.rebuild import rebuild as rebuilt
    from checker.pipeline import load

    corpus = opened(folder)
    config = settings(given)
    if not given.get("encoder"):
        config = of_corpus(corpus, config)
    parts = load(config, cached=False)
    with (
        work_of(corpus, given) as work,
        corpus.write() as writer,
        counting("rebuilding", "articles", quiet=quiet) as progress,
    ):
        count = rebuilt(writer, parts, encoder_option(config.encoder.name), progress, work.ahead)
    if not quiet:
        write_lines([f"read {count:,} articles anew, with the encoder {parts.encoder.name}"])
    return EXIT_OK


def _lines(found: Status) -> list[str]:
    days = f", published {found.first} to {found.last}" if found.first else ""
    new = f", {found.unchecked:,} of them not checked yet" if found.unchecked else ", all of them checked"
    return [
        f"articles   {found.articles:,}{days}{new if found.articles else ''}",
        f"claims     {found.claims:,}",
        f"events     {found.events:,}, {found.several:,} of them in several articles",
        f"vectors    {found.vectors:,} of {found.dimension} dimensions, {found.unused:,} of them no longer needed",
        f"search     {_searched(found)}",
        f"encoder    {found.encoder}",
        f"on disk    {found.bytes / 1e6:,.1f} MB, format {found.format}, made {found.created}",
    ]


def _searched(found: Status) -> str:
    """How claims are found: by which index, how old, how good."""
    note = found.index
    if note is None or not found.index_fits:
        gone = "; the index is of other vectors, and a search that needs one makes it anew" if note else ""
        return f"every vector is looked at{gone}"
    beside = f" and {found.beside:,} looked at beside it" if found.beside else ""
    speed = f"{note.index_ms:.1f} ms a row, {note.exact_ms:.1f} ms by looking at all"
    return (
        f"index {note.kind} of {note.rows:,} texts{beside}, made {note.made} in {note.seconds:,.1f} s; it finds "
        f"{note.recall:.1%} of the 10 nearest of {note.sample} rows, {speed}"
    )
