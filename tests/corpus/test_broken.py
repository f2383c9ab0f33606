"""One article or event that something breaks on is named, and the others go on; what was passing is not kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from checker import pipeline
from checker.corpus import Corpus, ahead, judge
from checker.corpus.check import check, refresh
from checker.corpus.decisions import kept_findings
from checker.corpus.events import event_named
from checker.corpus.judge import Judge
from checker.corpus.reading import Read, read
from checker.corpus.rebuild import rebuild
from checker.errors import EXIT_DEGRADED, EngineError, JudgingError
from checker.pipeline import Began, Judged, Parts, held
from checker.sources.read import Reading
from checker.values.finding import Severity
from checker.values.report import NotChecked, Report
from checker.values.text import Document
from tests.corpus.conftest import FIRE, STRIKE, documents, put

BAD = next(iter(STRIKE))
SLOWER = "nothing was left out; this run was slower"


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that cannot be read."""

    def some(document: Document, parts: Parts) -> Read:
        if document.id == BAD:
            raise RecursionError("too deep")
        return read(document, parts)

    monkeypatch.setattr(ahead, "read", some)


@pytest.fixture
def holding(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Judged], Judged]], None]:
    """What is said of the event of BAD goes through a function."""

    def through(change: Callable[[Judged], Judged]) -> None:
        def changed(articles: tuple[Document, ...], *rest: Any, **options: Any) -> Judged:
            done = held(articles, *rest, **options)
            return change(done) if any(article.id == BAD for article in articles) else done

        monkeypatch.setattr(judge, "held", changed)

    return through


def too_deep(_: Judged) -> Judged:
    raise RecursionError("too deep")


def notes(report: Report) -> list[NotChecked]:
    return [note for note in report.not_checked if note.degraded]


def kept(corpus: Corpus) -> int:
    """Judgements that a check takes as they are."""
    with corpus.look() as snapshot:
        (count,) = snapshot.connection.execute("SELECT count(*) FROM judgements WHERE key <> x''").fetchone()
    return int(count)


def test_an_article_that_cannot_be_read_is_named_and_the_others_come_in(
    corpus: Corpus, parts: Parts, unreadable: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = put(corpus, parts, documents(FIRE, STRIKE))
    assert sorted(result.added) == sorted({*FIRE, *STRIKE} - {BAD})
    why = "unexpected RecursionError: too deep"
    assert result.problems == [NotChecked(BAD, "the whole text", why, degraded=True)]
    monkeypatch.undo()
    again = put(corpus, parts, documents(FIRE, STRIKE))  # the next run tries again
    assert (again.added, again.unchanged, again.problems) == ([BAD], 4, [])


def test_nothing_is_read_anew_without_an_article_that_cannot_be_read(
    corpus: Corpus, parts: Parts, request: pytest.FixtureRequest
) -> None:
    put(corpus, parts, documents(FIRE, STRIKE))
    request.getfixturevalue("unreadable")
    expected = f"not read anew: {BAD}: unexpected RecursionError: too deep"
    with pytest.raises(EngineError, match=expected), corpus.write() as writer:
        rebuild(writer, parts, "default")
    with pytest.raises(EngineError, match=expected):
        refresh(corpus, parts, everything=True)


def test_an_event_that_cannot_be_judged_is_named_and_the_others_are(
    corpus: Corpus, parts: Parts, holding: Callable[[Callable[[Judged], Judged]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(corpus, parts, documents(FIRE, STRIKE))
    holding(too_deep)
    done = check(corpus, parts, Began())
    (note,) = notes(done.report)
    assert BAD in note.what
    assert note.why == "unexpected RecursionError: too deep"
    assert {finding.a.source for finding in done.report.findings} <= set(FIRE)
    assert {member.name for member in done.members} == set(FIRE)
    with (
        corpus.look() as snapshot,
        pytest.raises(JudgingError, match=r"the event E\d+ cannot be judged: unexpected RecursionError: too deep"),
    ):
        Judge(corpus, parts).of(snapshot, event_named(snapshot.connection, BAD))
    monkeypatch.undo()
    assert notes(check(corpus, parts, Began()).report) == []


@pytest.mark.parametrize("quiet", [False, True], ids=["among findings", "with no finding"])
def test_what_a_rule_could_not_do_once_is_told_once(
    quiet: bool,
    corpus: Corpus,
    parts: Parts,
    holding: Callable[[Callable[[Judged], Judged]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(corpus, parts, documents(FIRE, STRIKE))
    failed = NotChecked(None, "a:1 against b:1, by the rule blame", "it failed: TimeoutError", degraded=True)
    holding(lambda done: replace(done, notes=(failed,), placed=() if quiet else done.placed))
    report = check(corpus, parts, Began()).report
    assert notes(report) == [failed]
    assert report.exit_status == EXIT_DEGRADED
    assert kept(corpus) == 1
    with corpus.look() as snapshot:  # but explain and accept find what was shown
        found = {one.finding.fingerprint for one in kept_findings(snapshot, "")}
    shown = {finding.fingerprint: finding.a.source for finding in report.findings}
    assert bool(set(shown.values()) & set(STRIKE)) != quiet
    assert found >= set(shown)
    monkeypatch.undo()
    assert notes(check(corpus, parts, Began()).report) == []
    assert kept(corpus) == 2


@dataclass
class Uncached:
    """An entailment model that sees no relation, with a cache that may be out of order."""

    warning: str | None
    name: str = "fake"

    def predict(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        return np.tile(np.array([[0.0, 0.0, 1.0]], np.float32), (len(pairs), 1))


def test_a_cache_that_is_mended_is_not_spoken_of_any_more(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE))
    warned = NotChecked(None, SLOWER, "answers are not cached")
    ill, well = (replace(parts, entailment=Uncached(warning)) for warning in ("answers are not cached", None))
    assert warned in check(corpus, ill, Began()).report.not_checked
    assert kept(corpus) == 1
    assert warned in check(corpus, ill, Began()).report.not_checked
    assert warned not in check(corpus, well, Began()).report.not_checked


def test_a_comparison_tells_of_its_cache(parts: Parts) -> None:
    ill = replace(parts, entailment=Uncached("answers are not cached"))
    report = pipeline.report_on(Reading(tuple(documents(FIRE)), ()), ill, Began())
    assert NotChecked(None, SLOWER, "answers are not cached") in report.not_checked


def test_rules_that_are_all_switched_off(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE))
    rules = tuple(replace(rule, severity=Severity.OFF) for rule in parts.rules.rules)
    report = check(corpus, replace(parts, rules=replace(parts.rules, rules=rules)), Began()).report
    assert [note.what for note in notes(report)] == ["all claims"]
    assert report.exit_status == EXIT_DEGRADED
