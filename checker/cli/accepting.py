"""Which findings ``checker accept`` is about: out of a comparison, a report, or the baseline itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.again import of_these
from checker.cli.input import standard_input
from checker.cli.options import everything, settings
from checker.cli.waiting import waiting
from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.baseline.entry import BaselineFile, Found


@dataclass(frozen=True, slots=True)
class Chosen:
    """The findings to accept, and how many of those asked for are accepted already."""

    findings: tuple[Found, ...]
    already: int = 0
    degraded: bool = False  # whether something could not be checked, so that findings may be missing


def chosen(
    digits: Sequence[str], sources: Sequence[str], baseline: BaselineFile, given: Mapping[str, object]
) -> Chosen:
    """The findings that the fingerprints, or --all, stand for; UsageError where that is not clear."""
    report, all_shown = given.get("report"), bool(given.get("all_shown"))
    if all_shown and digits:
        raise UsageError(f"--all accepts every finding; leave it out, or leave out {', '.join(digits)}")
    if not (all_shown or digits):
        raise UsageError("name a finding by its fingerprint, as reports show it, or accept all that is shown by --all")
    if report and sources:
        raise UsageError(f"--report has the findings already; leave out {', '.join(sources)}")
    if not (report or sources):
        if all_shown:
            raise UsageError("--all needs the sources to compare, or a report by --report FILE")
        return Chosen(tuple(_remembered(one, baseline) for one in digits))
    known, degraded = _of_report(str(report)) if report else _compared(sources, given, all_shown=all_shown)
    if all_shown:
        return replace(_not_yet(known, baseline), degraded=degraded)
    return Chosen(tuple(dict.fromkeys(_named(one, known) for one in digits)), degraded=degraded)


def _remembered(digits: str, baseline: BaselineFile) -> Found:
    """A finding that the baseline has already, or one of which nothing but its whole fingerprint is known."""
    from checker.baseline.entry import FINGERPRINT_DIGITS, Found

    known = [Found(one.fingerprint, one.rule, one.a, one.b) for one in baseline.accepted]
    there = [one for one in known if one.fingerprint.startswith(digits)]
    if len(there) == 1:
        return there[0]
    if len(digits) == FINGERPRINT_DIGITS:
        return Found(digits)
    raise UsageError(
        f"{digits} is only the beginning of a fingerprint; name the sources that it is between too, "
        f"or give all {FINGERPRINT_DIGITS} digits"
    )


def _of_report(path: str) -> tuple[tuple[Found, ...], bool]:
    from checker.baseline.from_report import read_report

    return read_report(Path(path)), False


def _compared(
    sources: Sequence[str], given: Mapping[str, object], *, all_shown: bool
) -> tuple[tuple[Found, ...], bool]:
    """What a comparison of the sources finds, and whether something was not checked.

    That is what it would show or, where a finding is named, all of it.
    """
    from checker.baseline.entry import found
    from checker.baseline.read import NO_BASELINE
    from checker.pipeline import compare

    bare: dict[str, object] = {"baseline": NO_BASELINE, "only_new": False}
    config = of_these(settings({**given, **(bare if all_shown else everything())}), sources, given)
    with waiting(f"comparing {len(sources)} sources", quiet=bool(given.get("quiet"))) as progress:
        report = compare(sources, config, standard_input(sources), progress)
    return tuple(found(finding) for finding in report.findings), report.degraded


def _named(digits: str, known: Sequence[Found]) -> Found:
    there = {one.fingerprint: one for one in known if one.fingerprint.startswith(digits)}
    if len(there) != 1:
        what = "no finding" if not there else f"{len(there)} findings"
        raise UsageError(
            f"{what} of {len(known)} has a fingerprint that begins with {digits}; "
            "give the files, dates and rules of the report that shows it"
        )
    return next(iter(there.values()))


def _not_yet(known: Sequence[Found], baseline: BaselineFile) -> Chosen:
    """Those that are not accepted today; one whose time has run out is accepted anew."""
    from checker.baseline.weigh import today

    now = today()
    holding = {one.fingerprint for one in baseline.accepted if one.until is None or one.until >= now}
    unique = {one.fingerprint: one for one in known}
    new = tuple(one for name, one in unique.items() if name not in holding)
    return Chosen(new, len(unique) - len(new))
