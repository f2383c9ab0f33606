"""``checker corpus accept`` and ``explain``: what people decide about a finding of a check, and how it came about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.accept import reason_of, shown
from checker.cli.corpus_parts import corpus_option, opened
from checker.cli.explaining import of_findings
from checker.cli.options import quiet_option
from checker.cli.output import write_lines
from checker.cli.params import Day
from checker.errors import EXIT_OK, UsageError

if TYPE_CHECKING:
    from checker.baseline.entry import Entry, Found
    from checker.corpus import Corpus
    from checker.corpus.decisions import FoundIn

_DIGITS = re.compile(r"[0-9a-f]{4,16}")


@click.command("accept", short_help="Accept a finding, so that it fails no check.")
@click.argument("fingerprints", nargs=-1, metavar="[FINGERPRINT ...]")
@corpus_option
@click.option("--reason", metavar="TEXT", help="Why it is accepted; must be given.")
@click.option("--until", type=Day(), help="Last day on which it is; without it, for good.")
@click.option("--undo", is_flag=True, help="Count the findings again instead.")
@click.option("--from", "source", metavar="FILE", help="Take in all that a baseline file accepts.")
@click.option("--list", "listed", is_flag=True, help="Print what is accepted, as a baseline file.")
@quiet_option
def accept(
    fingerprints: tuple[str, ...],
    folder: str,
    reason: str | None,
    until: date | None,
    undo: bool,
    source: str | None,
    listed: bool,
    quiet: bool,
) -> int:
    """Accept findings of the last check: they are shown with the reason, and fail no check any more.

    What is accepted lies in the corpus. FINGERPRINT is what a report shows, or its first four or more digits.
    """
    _refuse_two_ways(fingerprints, undo=undo, source=source, listed=listed)
    if (undo or source or listed) and (reason or until):
        raise UsageError("--reason and --until go with fingerprints that are accepted; leave them out")
    corpus = opened(folder)
    if listed:
        _list(corpus)
        return EXIT_OK
    if source is not None:
        lines = _take_in(corpus, source)
    elif undo:
        lines = _undo(corpus, fingerprints)
    else:
        lines = _accept(corpus, fingerprints, reason, until)
    if not quiet:
        write_lines(lines)
    return EXIT_OK


@click.command("explain", short_help="Show how a verdict of the last check came about.")
@click.argument("fingerprint")
@corpus_option
def explain(fingerprint: str, folder: str) -> int:
    """Show the way to a verdict of the last check, step by step.

    FINGERPRINT is what a report shows, or its first four or more digits.
    """
    found = _kept(opened(folder), fingerprint)
    write_lines(of_findings([one.finding for one in found]))
    return EXIT_OK


def _refuse_two_ways(fingerprints: Sequence[str], *, undo: bool, source: str | None, listed: bool) -> None:
    ways = [name for name, given in (("--undo", undo), ("--from", source), ("--list", listed)) if given]
    if len(ways) > 1:
        raise UsageError(f"{' and '.join(ways)} exclude each other; take one")
    if fingerprints and (source or listed):
        raise UsageError(f"{ways[0]} is about all that is accepted; leave out {', '.join(fingerprints)}")
    if not (fingerprints or source or listed):
        raise UsageError("name a finding by its fingerprint, as 'checker corpus check' shows it")


def _accept(corpus: Corpus, fingerprints: Sequence[str], reason: str | None, until: date | None) -> list[str]:
    from checker.baseline.weigh import today
    from checker.corpus.decisions import decide

    why = reason_of(reason, until)
    found = dict.fromkeys(one for digits in fingerprints for one in _named(corpus, digits))
    entries = [one.accepted(why, today(), until) for one in found]
    with corpus.write() as writer:
        decide(writer, entries)
    return [f"accepted {shown(one)}" for one in entries]


def _undo(corpus: Corpus, fingerprints: Sequence[str]) -> list[str]:
    from checker.corpus.decisions import Decided, take_back

    with corpus.write() as writer:
        known = Decided(writer.connection).entries
        gone = dict.fromkeys(one for digits in fingerprints for one in _accepted(known, digits))
        take_back(writer, {one.fingerprint for one in gone})
    return [f"no longer accepted {shown(one)}" for one in gone]


def _take_in(corpus: Corpus, source: str) -> list[str]:
    from checker.baseline.read import load_baseline
    from checker.corpus.decisions import decide

    entries = load_baseline(source).accepted
    with corpus.write() as writer:
        decide(writer, entries)
    return [f"accepted {shown(one)}" for one in entries] or [f"{Path(source).name} accepts nothing"]


def _list(corpus: Corpus) -> None:
    from checker.baseline.write import baseline_text
    from checker.corpus.decisions import Decided

    with corpus.look() as snapshot:
        write_lines(baseline_text(Decided(snapshot.connection).file).splitlines())


def _named(corpus: Corpus, digits: str) -> list[Found]:
    """The finding of that fingerprint, in each event that has it; else what was accepted before under it."""
    from checker.baseline.entry import FINGERPRINT_DIGITS, Found, found
    from checker.corpus.decisions import Decided

    with corpus.look() as snapshot:
        known = Decided(snapshot.connection).entries
    try:
        of_event = {one.event: one.finding for one in reversed(_kept(corpus, digits))}  # the surest of each
        return [found(of_event[event]) for event in sorted(of_event)]
    except UsageError:
        before = [one for one in known if one.fingerprint.startswith(_digits(digits))]
        if len({one.fingerprint for one in before}) == 1:
            return [Found(one.fingerprint, one.rule, one.a, one.b) for one in before]
        if len(digits) == FINGERPRINT_DIGITS:  # of a check of new articles in a large event, which keeps nothing
            return [Found(digits.lower())]
        raise


def _kept(corpus: Corpus, digits: str) -> list[FoundIn]:
    """The findings of one fingerprint that the last check made, the surest first; UsageError where it is not one."""
    from checker.corpus.decisions import kept_findings

    with corpus.look() as snapshot:
        kept = list(kept_findings(snapshot, _digits(digits)))
    different = {one.finding.fingerprint for one in kept}
    if len(different) != 1:
        what = "no finding" if not kept else f"{len(different)} findings"
        again = f"judge all of them with: checker corpus check --corpus {corpus.folder}"
        remedy = "give more digits" if kept else again
        raise UsageError(f"{what} of the last check has a fingerprint that begins with {digits}; {remedy}")
    return sorted(kept, key=lambda one: -one.finding.confidence)


def _accepted(known: Sequence[Entry], digits: str) -> list[Entry]:
    """The entries of one fingerprint."""
    found = [one for one in known if one.fingerprint.startswith(_digits(digits))]
    different = {one.fingerprint for one in found}
    if len(different) != 1:
        what = "none" if not found else f"{len(different)}"
        raise UsageError(f"{what} of the {len(known)} accepted findings has a fingerprint like {digits}")
    return found


def _digits(given: str) -> str:
    if not _DIGITS.fullmatch(given.lower()):
        raise UsageError(f"expected 4 to 16 hex digits of a fingerprint, as reports show them, not {given[:40]!r}")
    return given.lower()
