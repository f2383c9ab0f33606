"""A check of a corpus says of each event what a comparison of its articles says."""

from __future__ import annotations

import gc
import random
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from checker.baseline.read import NO_BASELINE
from checker.config import Config, EntailmentOptions, ReportOptions
from checker.corpus import Corpus, keys
from checker.corpus.add import add_all
from checker.corpus.check import check, mark_checked, refresh
from checker.corpus.events import events_in
from checker.corpus.judge import Judge
from checker.corpus.keys import judging_key
from checker.events.options import EventOptions
from checker.pipeline import Began, Parts, compare, load
from checker.rules.foreign import AllKinds
from checker.rules.kinds import ALL_KINDS, KINDS
from checker.rules.load import parse_rules
from checker.rules.shipped import shipped
from checker.values.claim import Claim
from checker.values.finding import Verdict
from checker.values.report import Report
from tests.corpus.conftest import FIRE, STRIKE, documents, put

CORPORA = Path(__file__).parents[2] / "corpora"


def without_time(report: Report) -> Report:
    return replace(report, run=replace(report.run, started="", seconds=0.0))


@pytest.mark.parametrize("entailment", ["none", "default"])
def test_of_one_event_the_report_is_that_of_a_comparison(tmp_path: Path, entailment: str) -> None:
    config = replace(Config(), entailment=EntailmentOptions(entailment), report=ReportOptions(baseline=NO_BASELINE))
    parts = load(config, cached=False)
    corpus = Corpus.create(tmp_path / "corpus", parts.encoder, "default")
    add_all(corpus, parts, [str(CORPORA)])
    with corpus.look() as snapshot:
        events = [event for event in events_in(snapshot.connection) if len(event.members) > 1]
    assert sum(len(event.members) for event in events) > 10
    found = 0
    for event in events:
        alone = compare([member.name for member in event.members], config)
        for _ in range(2):  # judged, and as it was kept
            together = check(corpus, parts, Began(), only=event.name).report
            assert [f.fingerprint for f in together.findings] == [f.fingerprint for f in alone.findings]
            assert [(f.verdict, f.confidence) for f in together.findings] == [
                (f.verdict, f.confidence) for f in alone.findings
            ]
            if alone.verdicts != dict.fromkeys(Verdict, 0):
                assert without_time(together) == without_time(alone)
        found += len(alone.findings)
    assert found > 10


def test_events_are_never_held_against_each_other(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE, STRIKE))
    report = check(corpus, parts, Began()).report
    assert any(f.verdict is Verdict.CONFLICT for f in report.findings)
    assert all((f.a.source in FIRE) == (f.b.source in FIRE) for f in report.findings)


def test_the_report_does_not_depend_on_the_order_of_articles(tmp_path: Path, parts: Parts) -> None:
    reports = []
    for seed in range(3):
        articles = documents(FIRE, STRIKE)
        random.Random(seed).shuffle(articles)
        corpus = Corpus.create(tmp_path / str(seed), parts.encoder, "default")
        for article in articles:
            put(corpus, parts, [article])
        reports.append(without_time(check(corpus, parts, Began()).report))
    assert reports[0].findings
    assert reports == reports[:1] * 3


def test_new_articles_are_held_against_all_until_their_findings_were_shown(corpus: Corpus, parts: Parts) -> None:
    articles = documents(FIRE)
    put(corpus, parts, articles[:2])
    first = check(corpus, parts, Began(), new_only=True)
    assert first.report.findings
    assert check(corpus, parts, Began(), new_only=True).report.findings == first.report.findings
    mark_checked(corpus, first)
    assert check(corpus, parts, Began(), new_only=True).report.findings == ()
    put(corpus, parts, articles)
    second = check(corpus, parts, Began(), new_only=True).report
    assert second.findings
    assert all("later.txt" in (f.a.source, f.b.source) for f in second.findings)
    assert len(check(corpus, parts, Began()).report.findings) > len(second.findings)


def test_an_article_that_changed_meanwhile_stays_new(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE))
    seen = check(corpus, parts, Began())
    put(corpus, parts, [replace(d, text=d.text.replace("46", "47")) for d in documents(FIRE)])
    mark_checked(corpus, seen)
    with corpus.look() as snapshot:
        fresh = snapshot.connection.execute("SELECT name FROM documents WHERE checked = 0").fetchall()
    assert fresh == [("noon.txt",)]


def test_what_is_not_listed_is_counted(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE)[:1])
    report = check(corpus, parts, Began()).report
    assert report.sources == ()
    assert [note.why for note in report.not_checked] == [
        "no other article of the corpus tells of the event of 1 article"
    ]


def test_other_words_of_the_rules_make_articles_be_read_anew(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE, STRIKE))
    assert refresh(corpus, parts) == 0
    text = "version: 1\nextends: [default]\nunits:\n  kelder: {dimension: other}\n"
    rules = parse_rules(text, ALL_KINDS, shipped("rules"), "own.yaml")
    other = replace(parts, rules=rules)
    assert refresh(corpus, other) == 5
    assert refresh(corpus, other) == 0


def test_other_options_of_events_put_articles_together_anew(corpus: Corpus, parts: Parts) -> None:
    strict = replace(parts, config=replace(parts.config, events=EventOptions(threshold=1.0, strong=1.0)))
    put(corpus, strict, documents(FIRE))
    assert check(corpus, strict, Began()).report.findings == ()
    assert check(corpus, parts, Began()).report.findings
    with corpus.look() as snapshot:
        assert len(list(events_in(snapshot.connection))) == 1


def test_other_rules_judge_anew(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE))
    assert check(corpus, parts, Began()).report.findings
    silent = load(replace(parts.config, ignore=("quantity",)), cached=False)
    kinds = {f.kind for f in check(corpus, silent, Began()).report.findings}
    assert "quantity" not in kinds


def test_other_code_of_a_kind_of_a_package_judges_anew(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    code = tmp_path / "huecode.py"
    code.write_text("KIND = 1", encoding="utf-8")
    kinds = AllKinds(KINDS, lambda: [EntryPoint("hue", "huecode:KIND", "checker.kinds")])
    monkeypatch.setattr("checker.corpus.keys.ALL_KINDS", kinds)
    hue = replace(parts.rules.rules[0], id="hues", kind="hue")
    with_hue = replace(parts, rules=replace(parts.rules, rules=(hue, *parts.rules.rules)))
    before, built_in = judging_key(with_hue), judging_key(parts)
    code.write_text("KIND = 2", encoding="utf-8")
    assert judging_key(with_hue) != before
    assert judging_key(parts) == built_in


@pytest.mark.parametrize("package", ["models", "encoders", "rules"])
def test_other_code_of_a_model_judges_anew(package: str, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    before = judging_key(parts)
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + (b"#" if path.parent.name == package else b""))
    keys._code.cache_clear()
    assert judging_key(parts) != before
    monkeypatch.undo()
    keys._code.cache_clear()
    assert judging_key(parts) == before


def test_claims_of_an_event_that_is_judged_are_let_go(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE, STRIKE))
    judge = Judge(corpus, parts)
    with corpus.look() as snapshot:
        for event in events_in(snapshot.connection):
            judged = judge.of(snapshot, event)
            assert judged.judgement.placed
    gc.collect()
    assert not [o for o in gc.get_objects() if isinstance(o, Claim) and o.source in FIRE | STRIKE]
