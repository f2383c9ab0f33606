"""``checker accept``: a finding that was looked at, and fails no run any more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.accepting import Chosen, chosen
from checker.cli.options import (
    baseline_option,
    choice_options,
    model_options,
    quiet_option,
    settings,
    shown_options,
    source_options,
)
from checker.cli.output import check_output, write, write_lines
from checker.cli.params import Day
from checker.errors import EXIT_DEGRADED, EXIT_OK, UsageError

if TYPE_CHECKING:
    from checker.baseline.entry import BaselineFile, Entry

_FINGERPRINT = re.compile(r"[0-9a-fA-F]{4,16}")


@click.command("accept", short_help="Accept a finding, so that it fails no run.")
@click.argument("names", nargs=-1, metavar="[FINGERPRINT ...] [FILE|FOLDER|URL|- ...]")
@click.option("--fingerprint", multiple=True, metavar="HEX", help="A finding, where a file has the same name.")
@click.option("--reason", metavar="TEXT", help="Why it is accepted; must be given.")
@click.option("--until", type=Day(), help="Last day on which it is; without it, for good.")
@click.option("--all", "all_shown", is_flag=True, help="Accept every finding that these sources or the report show.")
@click.option("--undo", is_flag=True, help="Take the findings out of the baseline instead.")
@click.option("--report", metavar="FILE", help="A JSON report that has the findings, instead of comparing again.")
@baseline_option
@shown_options
@click.option("--within", is_flag=True, default=None, help="Also compare the sentences of one source with each other.")
@choice_options
@source_options
@model_options
@quiet_option
def command(
    names: tuple[str, ...],
    fingerprint: tuple[str, ...],
    reason: str | None,
    until: date | None,
    undo: bool,
    **given: object,
) -> int:
    """Write findings into the baseline: they are shown with the reason, and fail no run any more.

    \b
    checker accept HEX --reason TEXT FILE FILE ...   a finding of a report, by its fingerprint
    checker accept --all --reason TEXT FILE FILE ... all that compare shows of these files
    checker accept HEX --reason TEXT --report FILE   ... out of a JSON report
    checker accept --undo HEX                        not accepted any more
    """
    digits, sources = _told_apart(names, fingerprint)
    path = _file(given)
    if undo:
        return _undone(path, digits, [*sources, *_given(reason=reason, until=until, **given)])
    why = reason_of(reason, until)
    baseline = _read(path)
    picked = chosen(digits, sources, baseline, given)
    return _accepted(path, baseline, picked, why, until)


def _told_apart(names: Sequence[str], fingerprints: Sequence[str]) -> tuple[list[str], list[str]]:
    """Fingerprints and sources: what is four to sixteen hex digits names a finding, unless a file has that name."""
    for given in fingerprints:
        if not _FINGERPRINT.fullmatch(given):
            raise UsageError(f"--fingerprint takes 4 to 16 hex digits, as reports show them, not {given!r}")
    findings = [name for name in names if _FINGERPRINT.fullmatch(name) and not Path(name).exists()]
    sources = [name for name in names if name not in findings]
    return [given.lower() for given in dict.fromkeys((*fingerprints, *findings))], sources


def _given(**options: object) -> list[str]:
    """The options among these that were given and that --undo has no use for."""
    named = {"reason": "--reason", "until": "--until", "report": "--report", "all_shown": "--all"}
    return [named[name] for name, value in options.items() if name in named and value not in (None, False)]


def _file(given: dict[str, object]) -> Path:
    from checker.baseline.entry import FILE_NAME
    from checker.baseline.read import NO_BASELINE

    name = settings(given).report.baseline
    if name == NO_BASELINE:
        raise UsageError("there is no baseline to write to: it is set to 'none'; name a file by --baseline")
    check_output(name or FILE_NAME)
    return Path(name or FILE_NAME)


def reason_of(reason: str | None, until: date | None) -> str:
    """The reason; UsageError where there is none, or where the last day is past."""
    from checker.baseline.weigh import today

    if reason is None or not reason.strip():
        raise UsageError('--reason must be given: in a month, nobody knows why; such as --reason "corrected at noon"')
    if until is not None and until < today():
        raise UsageError(f"--until {until.isoformat()} is past; name a day from {today().isoformat()} on")
    return reason.strip()


def _read(path: Path) -> BaselineFile:
    from checker.baseline.entry import BaselineFile
    from checker.baseline.read import read_baseline

    return read_baseline(path) if path.exists() else BaselineFile()


def _accepted(path: Path, baseline: BaselineFile, picked: Chosen, reason: str, until: date | None) -> int:
    from checker.baseline.weigh import today

    new = [one.accepted(reason, today(), until) for one in picked.findings]
    lines = [f"accepted {shown(one)}" for one in new]
    if picked.already:
        lines.append(f"{picked.already} accepted already, and left as they were")
    if picked.degraded:
        lines.append("not everything was checked, so there may be more to find: 'checker compare' says what")
    _save(path, baseline, baseline.with_entries(new), lines)
    return EXIT_DEGRADED if picked.degraded else EXIT_OK


def _undone(path: Path, digits: Sequence[str], useless: Sequence[str]) -> int:
    if useless:
        raise UsageError(f"--undo takes fingerprints and --baseline only; leave out {', '.join(useless)}")
    if not digits:
        raise UsageError("--undo needs the fingerprint of a finding, or the first four or more digits of it")
    baseline = _read(path)
    gone = []
    for given in digits:
        found = [one for one in baseline.accepted if one.fingerprint.startswith(given)]
        if len(found) != 1:
            what = "no finding" if not found else f"{len(found)} findings"
            raise UsageError(
                f"{path}: {what} of {len(baseline.accepted)} here has a fingerprint beginning with {given}"
            )
        gone += found
    lines = [f"no longer accepted {shown(one)}" for one in gone]
    _save(path, baseline, baseline.without({one.fingerprint for one in gone}), lines)
    return EXIT_OK


def shown(entry: Entry) -> str:
    """The finding of an entry, in one line for the terminal."""
    from checker.report.escape import terminal
    from checker.report.layout import known

    return terminal(known(entry.as_acceptance()))


def _save(path: Path, before: BaselineFile, after: BaselineFile, lines: list[str]) -> None:
    """Write the file where something changed; what was there stays beside it, with .bak behind its name."""
    from checker.baseline.write import baseline_text
    from checker.report.escape import terminal

    if after == before:
        write_lines([*lines, terminal(f"nothing to write: {path} is as it was")])
        return
    if path.exists():
        write(path.read_bytes().decode("utf-8"), str(path.with_name(f"{path.name}.bak")))
    write(baseline_text(after), str(path))
    write_lines([*lines, terminal(f"wrote {path}: {len(after.accepted)} accepted in all")])
