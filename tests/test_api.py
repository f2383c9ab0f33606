"""checker as a library: what its public names promise."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import checker
from checker import (
    Article,
    CheckerError,
    Comparer,
    Config,
    ConfigError,
    Report,
    Rules,
    SourceError,
    TextPair,
    UsageError,
    Verdict,
    check_pair,
    compare,
    load,
)
from checker.cli.main import main
from checker.config import EntailmentOptions, ReportOptions
from checker.values.finding import Severity

ONE = "Published: 2031-03-04\n\nThe fire destroyed {} homes in the valley. The mayor resigned on {}.\n"
PLAIN = Config(entailment=EntailmentOptions("none"))
OWN = "version: 1\nrules:\n  - {id: homes, kind: quantity, severity: info}\n"


@pytest.fixture(scope="module")
def comparer() -> Comparer:
    return load(PLAIN)


def pair(a: str = "64", b: str = "46") -> list[Article]:
    return [Article(ONE.format(a, "Monday"), id="one"), Article(ONE.format(b, "Monday"), id="two")]


def said(report: Report) -> dict[str, object]:
    value = report.to_dict()
    run = value["run"]
    assert isinstance(run, dict)
    return value | {"run": {k: v for k, v in run.items() if k not in ("started", "seconds")}}


def test_articles_are_compared(comparer: Comparer) -> None:
    report = comparer.compare(pair())
    (found,) = report.findings
    assert (found.verdict, found.a.source, found.b.source) == (Verdict.CONFLICT, "one", "two")
    assert (found.a.value, found.b.value, found.a.as_of) == ("64", "46", "2031-03-04")
    assert (report.exit_status, report.failing, report.failures) == (1, 1, {found.key})
    assert json.loads(report.to_json()) == report.to_dict()
    assert report.render("sarif").startswith("{")


def test_files_and_articles_stand_in_the_order_given(comparer: Comparer, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ONE.format("64", "Monday"))
    article = Article(ONE.format("46", "Monday"))
    assert [s.id for s in comparer.compare([article, path]).sources] == ["article 1", str(path)]
    assert [s.id for s in comparer.compare([str(path), article]).sources] == [str(path), "article 2"]


def test_a_file_and_the_same_text_at_hand_are_read_alike(comparer: Comparer, tmp_path: Path) -> None:
    text = "Fire in the valley\n\n" + ONE.format("64", "Monday").replace("\n", "\r\n")
    (tmp_path / "a.txt").write_bytes(text.encode())
    other = pair()[1]
    from_file, at_hand = (
        said(comparer.compare([source, other])) for source in (tmp_path / "a.txt", Article(text, id="a"))
    )
    written = json.dumps(from_file).replace(str(tmp_path / "a.txt"), "a")
    assert json.loads(written) == at_hand


@pytest.mark.parametrize("published", [date(2031, 3, 4), datetime(2031, 3, 4, 12, tzinfo=UTC), "2031-03-04"])
def test_what_is_known_of_an_article_is_used(comparer: Comparer, published: date | str) -> None:
    known = Article("It rained all day in the port.", "x", published, "Rain", "The Post", "Ann Lee", "https://e.org/x")
    source = comparer.compare([known, pair()[0]]).sources[0]
    assert (source.published, source.published_origin, source.title) == (date(2031, 3, 4), "option", "Rain")
    assert (source.publisher, source.author, source.url) == ("The Post", "Ann Lee", "https://e.org/x")


@pytest.mark.parametrize(
    ("sources", "error", "words"),
    [
        ([], UsageError, "no source was named"),
        ([Article("One fire burned the hall.")], UsageError, "needs two sources"),
        ("a.txt", UsageError, "expected a list of sources"),
        ([1, 2], UsageError, "a path, an address or an Article, not int"),
        ([b"a.txt"], UsageError, "not bytes"),
        (["nowhere.txt", Article("x")], SourceError, "no such file"),
        ([Article(" \n"), Article("x")], SourceError, "it is empty"),
        ([Article("One fire.", id="a"), Article("Two fires.", id="a")], UsageError, "two sources are called 'a'"),
    ],
)
def test_wrong_sources_are_told(comparer: Comparer, sources: object, error: type[CheckerError], words: str) -> None:
    with pytest.raises(error, match=words):
        comparer.compare(sources)  # type: ignore[arg-type]


def test_wrong_articles_are_told() -> None:
    with pytest.raises(UsageError, match="must be a str, not bytes"):
        Article(b"text")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="'4 March' is no day of publication"):
        Article("text", published="4 March")
    with pytest.raises(UsageError, match="'soon' is no day"):
        check_pair("a", "b", a_published="soon")


def test_an_article_larger_than_the_limit_is_refused() -> None:
    with pytest.raises(SourceError, match="more than 10 bytes"):
        load(replace(PLAIN, sources=replace(PLAIN.sources, max_bytes=10))).compare(pair())


def test_rules_are_loaded_parsed_and_chosen(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN)
    both = Rules.load("default", tmp_path / "own.yaml")
    assert both.ids == ("homes", *Rules.load().ids)
    assert both.only(["homes"]).ids == ("homes",)
    assert "homes" not in both.without(["homes"]).ids
    assert len(both) == len(list(both)) == len(both.without(["homes"])) + 1
    assert Rules.parse(OWN).ids == ("homes",)
    assert len(both.only([])) == 0


def test_rules_of_a_text_extend_packs_and_tell_every_mistake() -> None:
    assert "figures" in Rules.parse("version: 1\nextends: [default]\nrules: []\n").ids
    with pytest.raises(ConfigError) as caught:
        Rules.parse("version: 1\nrules:\n  - {id: a, kind: quantty}\n  - {id: b, knd: quantity}\n", "mine")
    places = [(m.path, m.line) for m in caught.value.mistakes]
    assert places[0] == ("mine", 3)
    assert {line for _, line in places} == {3, 4}


def test_unknown_ids_are_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="unknown rule 'figurs'; did you mean 'figures'"):
        Rules.load().only(["figurs"])
    with pytest.raises(UsageError, match=r"such as \['figures'\]"):
        Rules.load().without("figures")


def test_the_rules_given_are_those_asked() -> None:
    report = compare(pair(), config=PLAIN, rules=Rules.parse(OWN, "mine"))
    (found,) = report.findings
    assert (found.rule, found.severity, report.exit_status) == ("homes", Severity.INFO, 0)
    assert report.run.rules == "mine (1 rules)"
    assert [rule.id for rule in report.rules] == ["homes"]
    assert not compare(pair(), config=PLAIN, rules=Rules.load().without(["figures"])).findings


def test_warnings_of_rules_are_told() -> None:
    assert not Rules.load().warnings
    (warning,) = Rules.parse("version: 1\nrules:\n  - {id: a, kind: quantity, severity: off}\n").warnings
    assert (warning.line, warning.warning) == (3, True)


def test_rules_run_their_tests() -> None:
    text = OWN.replace("info}", "info, tests: {conflict: [[Six homes burned., Nine homes burned.]]}}")
    (outcome,) = Rules.parse(text).test(PLAIN)
    assert outcome.status.good
    assert outcome.said.verdict is Verdict.CONFLICT


def test_pairs_of_texts(comparer: Comparer) -> None:
    assert check_pair("Six homes burned.", "Nine homes burned.", config=PLAIN).verdict is Verdict.CONFLICT
    same = comparer.check_pair("Six homes burned.", "Six homes burned.")
    assert same.verdict in (None, Verdict.COMPATIBLE)
    later = comparer.check_pair(
        "The fire has killed 40 people.",
        "The fire has killed 46 people.",
        a_published="2031-03-02",
        b_published=date(2031, 3, 5),
    )
    assert later.verdict is Verdict.UPDATE
    pairs = (TextPair(n, "Six homes burned.", f"{n} homes burned.") for n in (9, 6))
    assert [(p.id, p.verdict is Verdict.CONFLICT) for p in comparer.check_pairs(pairs)] == [(9, True), (6, False)]


def test_the_configuration_is_the_one_given_and_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "checker.yaml").write_text("report: {fail_on: never}\n")
    monkeypatch.chdir(tmp_path)
    assert compare(pair(), config=PLAIN).failing == 1
    assert compare(pair(), config=checker.load_config(overrides={"entailment.name": "none"})).failing == 0
    assert compare(pair(), config=replace(PLAIN, report=ReportOptions(fail_on="never"))).failing == 0


def test_accepted_findings_count_where_their_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, number in (("a.txt", "64"), ("b.txt", "46")):
        (tmp_path / name).write_text(ONE.format(number, "Monday"))
    assert main(["accept", "--all", "--reason", "looked at", "a.txt", "b.txt", "--entailment", "none"]) == 0
    report = compare(["a.txt", "b.txt"], config=PLAIN)
    assert (report.failing, dict(report.accepted)) == (1, {})
    named = replace(PLAIN, report=ReportOptions(baseline="checker-baseline.yaml"))
    report = compare(["a.txt", "b.txt"], config=named)
    assert (report.failing, report.failures) == (0, frozenset())
    assert [item.reason for item in report.accepted.values()] == ["looked at"]


def test_values_are_frozen(comparer: Comparer) -> None:
    report = comparer.compare(pair())
    for value in (report, report.findings[0], comparer, comparer.rules):
        with pytest.raises((FrozenInstanceError, TypeError)):
            value.kind = 1  # type: ignore[union-attr]


def test_every_public_name_is_there_and_every_other_is_not() -> None:
    for name in checker.__all__:
        assert getattr(checker, name).__name__ == name
    assert sorted(checker.__all__) == sorted(checker._MODULES)
    assert set(checker.__all__) <= set(dir(checker))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        checker.nothing  # noqa: B018


def test_importing_checker_imports_nothing_else() -> None:
    code = "import sys, checker; print([m for m in sys.modules if m.startswith('checker.') or m in ('numpy', 'yaml')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# --- threads ---------------------------------------------------------------------------------------------------------

THREADS, ROUNDS = 8, 3
FIGURES = ("64", "46", "about 60", "dozens of", "more than 100", "no", "63", "a third of the")
VARIANTS: list[Callable[[], Rules]] = [
    Rules.load,
    lambda: Rules.load().only(["figures"]),
    lambda: Rules.load().without(["figures", "arithmetic"]),
    lambda: Rules.parse(OWN),
    lambda: Rules.parse("version: 1\nextends: [default]\nrules:\n  - {id: figures, tolerance: {ratio: 3}}\n"),
]


def task(number: int, comparers: list[Comparer]) -> dict[str, object]:
    a, b = FIGURES[number % len(FIGURES)], FIGURES[(number * 3 + 1) % len(FIGURES)]
    articles = [
        Article(ONE.format(a, "Monday") + f"Some {number} people were hurt in the port.\n", id="one"),
        Article(ONE.format(b, "Tuesday") + f"No one was hurt in the port on day {number}.\n", id="two"),
    ]
    return said(comparers[number % len(comparers)].compare(articles))


def made(folder: Path) -> list[Comparer]:
    config = Config(cache_dir=folder)
    return [load(config, rules=variant()) for variant in VARIANTS]


def test_threads_get_what_a_serial_run_gets(tmp_path: Path) -> None:
    numbers = range(THREADS * ROUNDS)
    serial = made(tmp_path / "serial")
    expected = [task(n, serial) for n in numbers]
    shared = made(tmp_path / "threads")  # neither models nor vectors are there yet: all threads come first at once
    gate = threading.Barrier(THREADS)

    def work(first: int) -> list[tuple[int, dict[str, object]]]:
        gate.wait()
        return [(n, task(n, shared)) for n in numbers if n % THREADS == first]

    with ThreadPoolExecutor(THREADS) as pool:
        found = dict(item for part in pool.map(work, range(THREADS)) for item in part)
    assert [found[n] for n in numbers] == expected
    assert len({json.dumps(value["findings"]) for value in expected}) > THREADS


def test_threads_that_find_the_cache_broken_get_the_same(tmp_path: Path) -> None:
    expected = [task(n, made(tmp_path / "sound")) for n in range(THREADS)]
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "vectors.sqlite3").write_bytes(b"SQLite format 3\0" + b"\xff" * 20_000)
    shared = made(folder)
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda n: task(n, shared), range(THREADS)))
    for value in (*found, *expected):  # that a cache was given up may be told; it changes no result
        value.pop("not_checked")
    assert found == expected


FORMATS = {
    "a.html": "<html><body><article><h1>Fire</h1><p>{0}</p><p>More is known tomorrow.</p></article></body></html>",
    "b.md": "# Fire\n\n{0}\n",
    "c.json": '{{"title": "Fire", "text": "{0}", "published": "2031-03-04"}}',
    "d.xml": "<rss version='2.0'><channel><item><description>{0}</description></item></channel></rss>",
    "e.txt": "{0}\n",
}


def test_threads_read_files_of_all_sorts(tmp_path: Path, comparer: Comparer) -> None:
    jobs = []
    for n in range(THREADS):
        (tmp_path / str(n)).mkdir()
        for name, form in FORMATS.items():
            (tmp_path / str(n) / name).write_text(form.format(f"The fire destroyed {60 + n} homes in the valley."))
        other = Article("The fire destroyed 12 homes in the valley.", id="other")
        jobs.append([tmp_path / str(n), other])
    with ThreadPoolExecutor(THREADS) as pool:
        found = [said(report) for report in pool.map(comparer.compare, jobs)]
    assert found == [said(comparer.compare(job)) for job in jobs]
    assert all(len(value["sources"]) == len(FORMATS) + 1 for value in found)  # type: ignore[arg-type]
