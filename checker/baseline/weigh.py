"""Which findings of a run are accepted, whose acceptance has run out, and which entries find nothing any more."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath

from checker.baseline.entry import BaselineFile, Entry, storable
from checker.values.finding import Finding, FindingKey
from checker.values.report import Acceptance


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a baseline says of the findings of a run; the mappings go by ``Finding.key``."""

    accepted: Mapping[FindingKey, Acceptance] = field(default_factory=dict)
    expired: Mapping[FindingKey, Acceptance] = field(default_factory=dict)
    stale: tuple[Acceptance, ...] = ()


Speaks = Callable[[Entry, Finding], bool]


def everywhere(entry: Entry, finding: Finding) -> bool:
    """An entry is about all findings with its fingerprint."""
    return True


def today() -> date:
    """The day on which the run is made, as the clock on the wall has it."""
    return datetime.now().astimezone().date()


def weigh(
    baseline: BaselineFile,
    findings: Sequence[Finding],
    *,
    sources: Collection[str],
    rules: Collection[str],
    within: bool,
    on: date,
    speaks: Speaks = everywhere,
) -> Weighed:
    """Hold the entries against all findings of a run, shown or not.

    ``sources`` are those that were compared, ``rules`` the ids of the rules that ran, ``within`` says whether
    each source was held against itself, and ``on`` is the day of the run. An entry is stale only where the run
    could have found it: a rule that was left out today says nothing about what it once found. ``speaks`` says whether
    an entry is about a finding with its fingerprint; of several that are, the last counts.
    """
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in baseline.accepted:
        entries[entry.fingerprint].append(entry)
    accepted: dict[FindingKey, Acceptance] = {}
    expired: dict[FindingKey, Acceptance] = {}
    heard: set[Entry] = set()
    for finding in findings:
        about = [entry for entry in entries.get(finding.fingerprint, ()) if speaks(entry, finding)]
        heard.update(about)
        if about:
            over = about[-1].until is not None and about[-1].until < on
            (expired if over else accepted)[finding.key] = about[-1].as_acceptance()
    missing = [entry for entry in baseline.accepted if entry not in heard]
    return Weighed(accepted, expired, tuple(_stale(missing, sources, rules, within=within)))


def _stale(
    missing: Sequence[Entry], sources: Collection[str], rules: Collection[str], *, within: bool
) -> Iterator[Acceptance]:
    compared = {spelling for source in sources for spelling in _spellings(source)}
    for entry in missing:
        if entry.rule is not None and entry.rule not in rules:
            continue
        sides = [set(_spellings(side.source)) for side in (entry.a, entry.b) if side is not None]
        one = len(sides) > 1 and sides[0] == sides[1]
        if all(spellings & compared for spellings in sides) and (within or not one):
            yield entry.as_acceptance()


def _spellings(source: str) -> tuple[str, str]:
    """The source by its path and by the name of its file: a folder may have been moved since."""
    known = storable(source)
    if "://" in known:
        return known, known
    return os.path.normpath(known), PurePath(known).name
