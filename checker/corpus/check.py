"""Which articles of a corpus contradict each other, event by event: what ``compare`` says of the articles of each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from checker.baseline.entry import BaselineFile, storable
from checker.baseline.read import NO_BASELINE, load_baseline
from checker.baseline.weigh import today
from checker.config import ReportOptions
from checker.corpus.add import NAMED, Adder
from checker.corpus.ahead import Ahead, in_thread
from checker.corpus.decisions import Decided
from checker.corpus.events import Event, Member, asked_for
from checker.corpus.judge import WAIT_SECONDS, EventJudged, Judge
from checker.corpus.keys import reading_key
from checker.corpus.store import Corpus
from checker.errors import JudgingError
from checker.pipeline import Began, Parts, outcome_of, run_info, run_notes
from checker.rules.matrix import Counted, Group, groups_of, matrix_of
from checker.rules.run import Placed
from checker.values.finding import Finding
from checker.values.progress import Progress, Stage
from checker.values.report import Acceptance, NotChecked, Report, SourceInfo
from checker.values.text import Document

NOTHING: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Checked:
    """A report, and the events whose articles count as checked once it has reached its reader."""

    report: Report
    events: tuple[Event, ...]

    @property
    def members(self) -> tuple[Member, ...]:
        """The articles of these events that did not count as checked before."""
        return tuple(member for event in self.events for member in event.members if not member.checked)


@dataclass(slots=True)
class _Whole:
    """What is put together of the events that say something.

    Most facts have no finding that is shown: they are counted, and not held (``rules.matrix.Counted``).
    """

    keeps: Callable[[Finding], bool]  # whether a report needs the finding itself
    documents: list[Document] = field(default_factory=list)
    sources: list[SourceInfo] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    counted: Counted = field(default_factory=Counted)
    findings: int = 0  # that were taken
    silenced: list[Finding] = field(default_factory=list)
    notes: list[NotChecked] = field(default_factory=list)  # of articles
    beside: dict[NotChecked, None] = field(default_factory=dict)  # of the run, each once
    quiet: int = 0  # articles of events in which nothing is said twice

    def add(self, judged: EventJudged, fresh: frozenset[str] | None) -> None:
        """Take an event; with ``fresh`` only the findings with an article of these names."""
        judgement = judged.judgement
        placed, silenced = judgement.placed, judgement.silenced
        if fresh is not None:
            placed, silenced = _with_one_of(placed, fresh), _with_one_of(silenced, fresh)
        self.beside |= dict.fromkeys(note for note in judgement.notes if note.degraded)
        if not placed and not silenced:
            self.quiet += len(judged.event.members)
            return
        self.documents += judged.reading.documents
        self.sources += judgement.sources
        for group in groups_of(placed, self.findings):
            if any(map(self.keeps, group.findings)):
                self.groups.append(group)
            else:
                self.counted.add(group)
        self.findings += len(placed)
        self.silenced += [p.finding for p in silenced]
        self.notes += (*judged.reading.problems, *judgement.gaps)
        self.beside |= dict.fromkeys(judgement.notes)


def check(
    corpus: Corpus,
    parts: Parts,
    began: Began,
    *,
    new_only: bool = False,
    only: str | None = None,
    progress: Progress | None = None,
    not_judged: Mapping[int, str] = NOTHING,
    beside: Sequence[NotChecked] = (),
) -> Checked:
    """Hold the articles of each event against each other: of all events, of the one named ``only``, or what is new.

    The event is looked up once all articles are read as the run reads, since events may be other ones then; UsageError
    where there is none of that name.

    With ``new_only`` the report has the findings with an article that no check has shown yet. The sources of the report
    are those of events with a finding; the others are counted in a note. ``not_judged``: events that could not be
    judged, and why; the report says so of them and of those that fail here, and their articles do not count as checked.
    ``beside``: what it says besides.
    """
    refresh(corpus, parts, progress)
    judge = Judge(corpus, parts)
    failed = dict(not_judged)
    with corpus.look() as snapshot:
        decided = Decided(snapshot.connection)
        baseline = _baseline(decided, parts.config.report)
        whole = _Whole(_needed(parts.config.report, baseline))
        found = asked_for(snapshot.connection, only, fresh=new_only)
        several = to_judge(found, parts)
        for done, event in enumerate(several):
            if progress is not None:
                progress(Stage.JUDGING, done, len(several))
            if event.id not in failed:
                fresh = frozenset(member.name for member in event.members if not member.checked)
                wanted = fresh if new_only else None
                try:
                    whole.add(judge.of(snapshot, event, wanted), wanted)
                except JudgingError as error:  # one broken event must not end the check of all others
                    failed[event.id] = error.reason
            if event.id in failed:
                whole.notes.append(_not_judged(event, failed[event.id]))
    judge.flush()
    alone = sum(len(event.members) for event in found) - sum(len(event.members) for event in several)
    notes = (*beside, *run_notes(parts), *_notes(whole.quiet, alone, judge.problem))
    report = _report(whole, parts, began, notes, baseline, decided)
    if new_only:
        report = replace(report, stale=tuple(_of_fresh(report.stale, found)))
    return Checked(report, tuple(event for event in found if event.id not in failed))


def to_judge(found: Sequence[Event], parts: Parts) -> list[Event]:
    """The events in which there is something to hold against something, in the order of a report.

    That order does not depend on the order in which articles came.
    """
    return sorted((event for event in found if len(event.members) > 1 or parts.config.within), key=_order)


def mark_checked(corpus: Corpus, done: Checked) -> None:
    """Note that a check has shown what articles contradict, as far as they and their events still are what it saw."""
    if done.members:
        with corpus.write(WAIT_SECONDS) as writer, writer.transaction() as connection:
            for event in done.events:
                if not all(member.checked for member in event.members):
                    _mark(connection, event)


def _mark(connection: sqlite3.Connection, event: Event) -> None:
    """An event that was joined by others' checked articles meanwhile stays new: they were not held against it."""
    seen = {(member.id, member.key) for member in event.members}
    query = "SELECT id, digest FROM documents WHERE event = ? AND checked = 1"
    if seen.issuperset(connection.execute(query, (event.id,)).fetchall()):
        rows = [(member.id, member.key, event.id) for member in event.members if not member.checked]
        connection.executemany("UPDATE documents SET checked = 1 WHERE id = ? AND digest = ? AND event = ?", rows)


def refresh(
    corpus: Corpus,
    parts: Parts,
    progress: Progress | None = None,
    *,
    everything: bool = False,
    ahead: Ahead = in_thread,
) -> int:
    """Read articles anew whose claims were read by other rules, options or code than those of the run; how many."""
    wanted = b"" if everything else reading_key(parts)
    with corpus.look() as snapshot:
        if not _read_otherwise(snapshot.connection, wanted):
            return 0
    with corpus.write(WAIT_SECONDS) as writer, ahead(writer, parts) as (reader, able):
        old = _read_otherwise(writer.connection, wanted)  # others may have come in while another process wrote
        Adder(writer, able, progress, reader).read_again(old)
    return len(old)


def _read_otherwise(connection: sqlite3.Connection, wanted: bytes) -> list[int]:
    query = "SELECT id FROM documents WHERE reading <> ? ORDER BY id"
    return [number for (number,) in connection.execute(query, (wanted,))]


def _baseline(decided: Decided, options: ReportOptions) -> BaselineFile:
    """What is accepted: in the file, and in the corpus."""
    baseline = load_baseline(options.baseline)
    if options.baseline == NO_BASELINE:
        return baseline
    return BaselineFile(accepted=(*baseline.accepted, *decided.entries))  # of several, the last that speaks counts


def _needed(options: ReportOptions, baseline: BaselineFile) -> Callable[[Finding], bool]:
    """Whether a report needs a finding itself: it is shown, or an entry speaks of it."""
    named = frozenset(entry.fingerprint for entry in baseline.accepted)
    return lambda finding: options.shows(finding) or finding.fingerprint in named


def _report(
    whole: _Whole, parts: Parts, began: Began, notes: Sequence[NotChecked], baseline: BaselineFile, decided: Decided
) -> Report:
    outcome = outcome_of(
        whole.documents,
        whole.sources,
        matrix_of(whole.groups, whole.counted),
        whole.silenced,
        (*whole.notes, *whole.beside, *notes),
        run_info(parts, began),
        parts,
    )
    return outcome.report(parts.config.report, baseline, today(), decided.speaks)


def _of_fresh(stale: Sequence[Acceptance], events: Sequence[Event]) -> Iterator[Acceptance]:
    """Those about an article that no check has shown yet: findings of the others were left out, not missed."""
    fresh = {storable(member.name) for event in events for member in event.members if not member.checked}
    return (one for one in stale if any(side is not None and side.source in fresh for side in (one.a, one.b)))


def _not_judged(event: Event, why: str) -> NotChecked:
    names = [member.name for member in event.members]
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    what = f"the articles of {event.name}: {', '.join(names[:NAMED])}{more}"
    return NotChecked(None, what, why, degraded=True)


def _with_one_of(placed: Sequence[Placed], names: frozenset[str]) -> tuple[Placed, ...]:
    return tuple(p for p in placed if {p.finding.a.source, p.finding.b.source} & names)


def _order(event: Event) -> tuple[bool, str, str]:
    first = event.members[0]
    return first.day is None, first.day or "", first.name


def _notes(quiet: int, alone: int, problem: str | None) -> list[NotChecked]:
    """What the report does not list, and what was not kept."""
    notes = []
    if alone:
        why = f"no other article of the corpus tells of the event of {_counted(alone)}"
        notes.append(NotChecked(None, "one source against another", why))
    if quiet:
        listed = f"no two of {_counted(quiet)} say anything of one thing"
        notes.append(NotChecked(None, "nothing was left out; not listed among the sources", listed))
    if problem is not None:
        again = f"what was found could not be kept, and the next check takes as long: {problem}"
        notes.append(NotChecked(None, "nothing was left out; this run was slower", again))
    return notes


def _counted(articles: int) -> str:
    return "1 article" if articles == 1 else f"{articles:,} articles"
