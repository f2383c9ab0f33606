"""A corpus does not show who did the work."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checker.corpus import Corpus, schema
from checker.corpus.add import add_all, remove
from checker.corpus.check import check
from checker.corpus.rebuild import rebuild
from checker.corpus.verify import verify
from checker.engine import stages
from checker.engine.protocol import Engine, Stage
from checker.engine.work import FEW_ARTICLES, EngineOptions, Work
from checker.errors import EngineError, UsageError
from checker.pipeline import Began, Judged, Parts, held
from checker.report.json import report_object
from checker.values.report import NotChecked
from checker.values.text import Document
from tests.engine.conftest import Here, written

TABLES = {
    "documents": "id, name, digest, day, reading, event",
    **dict.fromkeys(("contents", "claims", "slots", "texts", "signatures", "edges", "judgements", "blocks"), "*"),
}
Use = Callable[[Engine], None]
LOCAL = EngineOptions(workers=2)


def content(corpus: Corpus) -> dict[str, object]:
    """All of a corpus but the times at which articles came."""
    with closing(sqlite3.connect(corpus.folder / schema.FILE)) as connection:
        found: dict[str, object] = {
            table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3").fetchall()
            for table, columns in TABLES.items()
        }
    return found | {path.name: path.read_bytes() for path in (corpus.folder / "segments").iterdir()}


def report(corpus: Corpus, parts: Parts, options: EngineOptions) -> dict[str, object]:
    with Work(corpus, options) as work:
        found = check(corpus, parts, Began(), not_judged=work.judged(parts)).report
    return {name: part for name, part in report_object(found).items() if name != "run"}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, parts: Parts) -> tuple[Path, Corpus, dict[str, object]]:
    """Articles, a corpus that one process has made of them, and its report."""
    folder = tmp_path_factory.mktemp("alone")
    articles = written(folder / "articles")
    corpus = Corpus.create(folder / "corpus", parts.encoder, "default")
    add_all(corpus, parts, [str(articles)])
    found = report(corpus, parts, EngineOptions(workers=0))
    assert found["findings"]
    return articles, corpus, found


@pytest.mark.parametrize("engine", ["here", "local", "dask"])
def test_the_corpus_is_the_same(
    engine: str,
    alone: tuple[Path, Corpus, dict[str, object]],
    corpus: Corpus,
    parts: Parts,
    setup: bytes,
    worked_by: Use,
    request: pytest.FixtureRequest,
) -> None:
    worked_by(Here(setup) if engine == "here" else request.getfixturevalue(engine))
    articles, other, expected = alone
    with Work(corpus, LOCAL) as work:
        add_all(corpus, parts, [str(articles)], ahead=work.ahead)
    assert report(corpus, parts, LOCAL) == expected
    assert content(corpus) == content(other)
    assert not (corpus.folder / "shards").exists()
    assert not verify(corpus).problems


def test_a_rebuilt_corpus_is_the_same(
    corpus: Corpus, parts: Parts, setup: bytes, worked_by: Use, tmp_path: Path
) -> None:
    worked_by(Here(setup))
    articles = written(tmp_path / "articles", 20)
    add_all(corpus, parts, [str(articles)])
    before = {name: rows for name, rows in content(corpus).items() if not name.endswith(".f32") and name != "blocks"}
    with Work(corpus, LOCAL) as work, corpus.write() as writer:
        assert rebuild(writer, parts, "default", ahead=work.ahead) == 20
    after = content(corpus)
    assert {name: after[name] for name in before} == before
    assert not verify(corpus).problems


def test_what_is_interrupted_goes_on_where_it_stopped(
    corpus: Corpus, parts: Parts, setup: bytes, worked_by: Use, tmp_path: Path
) -> None:
    articles = written(tmp_path / "articles", 20)
    add_all(corpus, parts, [str(articles)])

    def rebuilt(engine: Here) -> list[str]:
        worked_by(engine)
        with Work(corpus, LOCAL) as work, corpus.write() as writer:
            rebuild(writer, parts, "default", ahead=work.ahead)
        return [shard.name for shard in engine.given]

    first = Here(setup, until=1)
    with pytest.raises(KeyboardInterrupt):
        rebuilt(first)
    assert not verify(corpus).problems
    worked_by(Here(setup))
    report(corpus, parts, LOCAL)  # a command that ends well takes out its own shards alone
    assert len(list((corpus.folder / "shards").iterdir())) == 1
    rest = rebuilt(Here(setup))
    assert [shard.name for shard in first.given] + rest == rebuilt(Here(setup))
    assert not (corpus.folder / "shards").exists()


def broken(stage: Stage, bad: bytes) -> Stage:
    """The stage, with something that it cannot do."""

    def picky(items: object, parts: Parts) -> list[bytes]:
        if any(bad in stages.unpack(item, Document).text.encode() for item in items):  # type: ignore[attr-defined]
            raise RecursionError("too deep")
        return stage(items, parts)  # type: ignore[arg-type]

    return picky


def test_an_article_that_cannot_be_read_is_named_and_the_others_come_in(
    corpus: Corpus, parts: Parts, setup: bytes, worked_by: Use, tmp_path: Path
) -> None:
    articles = written(tmp_path / "articles", 8)
    (articles / "003.txt").write_text("The unreadable fire destroyed 12 homes in Ambrel.\n", encoding="utf-8")
    worked_by(Here(setup, stages={stages.read_articles: broken(stages.read_articles, b"unreadable")}))
    with Work(corpus, LOCAL) as work:
        result = add_all(corpus, parts, [str(articles)], ahead=work.ahead)
    assert len(result.added) == 7
    (problem,) = result.problems
    assert problem.source == str(articles / "003.txt")
    assert problem.degraded
    assert "RecursionError: too deep (tried 3 times by itself)" in problem.why
    worked_by(Here(setup))
    with Work(corpus, LOCAL) as work:  # the next run tries again
        again = add_all(corpus, parts, [str(articles)], ahead=work.ahead)
    assert (again.added, again.unchanged, again.problems) == ([str(articles / "003.txt")], 7, [])


def test_a_text_that_cannot_be_encoded_leaves_its_articles_out(
    corpus: Corpus, parts: Parts, setup: bytes, worked_by: Use, tmp_path: Path
) -> None:
    def picky(items: object, parts: Parts) -> list[bytes]:
        if any(b"Corvaneford" in item for item in items):  # type: ignore[attr-defined]
            raise MemoryError
        return stages.encode_texts(items, parts)  # type: ignore[arg-type]

    articles = written(tmp_path / "articles", 8)
    worked_by(Here(setup, stages={stages.encode_texts: picky}))
    with Work(corpus, LOCAL) as work:
        result = add_all(corpus, parts, [str(articles)], ahead=work.ahead)
    assert [Path(name).stem for name in result.added] == ["000", "001", "002", "003"]
    assert {Path(str(problem.source)).stem for problem in result.problems} == {"004", "005", "006", "007"}
    assert all("not enough memory in the worker" in problem.why for problem in result.problems)
    assert not verify(corpus).problems


def test_nothing_is_rebuilt_of_articles_that_cannot_be_read(
    corpus: Corpus, parts: Parts, setup: bytes, worked_by: Use, tmp_path: Path
) -> None:
    add_all(corpus, parts, [str(written(tmp_path / "articles", 8))])
    before = content(corpus)
    worked_by(Here(setup, stages={stages.read_articles: broken(stages.read_articles, b"Corvaneford")}))
    with (
        pytest.raises(EngineError, match=r"not read anew: .*004\.txt, .*RecursionError"),
        Work(corpus, LOCAL) as work,
        corpus.write() as writer,
    ):
        rebuild(writer, parts, "default", ahead=work.ahead)
    after = content(corpus)
    assert {name: after[name] for name in TABLES} == {name: before[name] for name in TABLES}
    assert not verify(corpus).problems


def test_an_event_that_cannot_be_judged_is_in_the_report(
    corpus: Corpus, parts: Parts, setup: bytes, worked_by: Use, tmp_path: Path
) -> None:
    def picky(items: object, parts: Parts) -> list[bytes]:
        for item in items:  # type: ignore[attr-defined]
            if "Corvane" in stages.unpack(item, stages.EventBody).documents[0].text:
                raise RecursionError("too deep")
        return stages.judge_events(items, parts)  # type: ignore[arg-type]

    add_all(corpus, parts, [str(written(tmp_path / "articles", 8))])
    worked_by(Here(setup, stages={stages.judge_events: picky}))
    with Work(corpus, LOCAL) as work:
        done = check(corpus, parts, Began(), not_judged=work.judged(parts))
    assert done.report.exit_status in (1, 3)
    (note,) = [note for note in done.report.not_checked if note.degraded]
    assert "004.txt" in note.what
    assert "RecursionError: too deep" in note.why
    assert {Path(member.name).stem for member in done.members} == {"000", "001", "002", "003"}
    assert {Path(finding.a.source).stem for finding in done.report.findings} <= {"000", "001", "002", "003"}


def test_what_a_rule_could_not_do_for_a_worker_is_not_kept(
    corpus: Corpus, parts: Parts, setup: bytes, worked_by: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = NotChecked(None, "a:1 against b:1, by the rule blame", "it failed: TimeoutError", degraded=True)
    broken = set[str]()

    def failing(articles: tuple[Document, ...], *rest: Any, **options: Any) -> Judged:
        done = held(articles, *rest, **options)
        if "Corvane" not in articles[0].text or articles[0].id in broken:
            return done
        broken.add(articles[0].id)  # the first time, which is that of a worker
        return replace(done, notes=(failed,))

    add_all(corpus, parts, [str(written(tmp_path / "articles", 8))])
    expected = report(corpus, parts, EngineOptions(workers=0))
    other = Corpus.create(tmp_path / "other", parts.encoder, "default")
    add_all(other, parts, [str(tmp_path / "articles")])
    monkeypatch.setattr("checker.corpus.judge.held", failing)
    worked_by(Here(setup))
    shards = EngineOptions(workers=2, shards=str(tmp_path / "shards"))
    assert report(other, parts, shards) == expected
    assert broken
    assert content(other)["judgements"] == content(corpus)["judgements"]


@pytest.mark.parametrize("change", ["gone", "changed"])
def test_what_changes_while_workers_start_is_judged_as_it_was(
    change: str, corpus: Corpus, parts: Parts, setup: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    articles = written(tmp_path / "articles", 8)
    add_all(corpus, parts, [str(articles)])
    one = articles / "001.txt"
    before = one.read_text(encoding="utf-8")

    def slow(options: EngineOptions, sent: bytes) -> Engine:
        if change == "gone":
            with corpus.write() as writer:
                remove(writer, [str(one)])
        else:
            one.write_text(before.replace("47", "4,700"), encoding="utf-8")
            add_all(corpus, parts, [str(articles)])
        return Here(setup)

    monkeypatch.setattr("checker.engine.work.engine_of", slow)
    with Work(corpus, LOCAL) as work:
        assert work.judged(parts) == {}
    one.write_text(before, encoding="utf-8")
    add_all(corpus, parts, [str(articles)])
    fresh = Corpus.create(tmp_path / "fresh", parts.encoder, "default")
    add_all(fresh, parts, [str(articles)])
    alone = EngineOptions(workers=0)
    assert report(corpus, parts, alone) == report(fresh, parts, alone)


def test_a_few_articles_start_nobody(
    corpus: Corpus, parts: Parts, setup: bytes, worked_by: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Here(setup)
    worked_by(engine)
    monkeypatch.setattr("checker.engine.work.cores", lambda: 4)
    articles = str(written(tmp_path / "articles", 8))
    assert len(list(Path(articles).iterdir())) < FEW_ARTICLES
    with Work(corpus, EngineOptions()) as work:
        add_all(corpus, parts, [articles], ahead=work.ahead)
        assert work.judged(parts) == {}
    assert engine.given == []
    monkeypatch.setattr("checker.engine.work.FEW_ARTICLES", 3)
    other = Corpus.create(tmp_path / "other", parts.encoder, "default")
    with Work(other, EngineOptions()) as work:
        add_all(other, parts, [articles], ahead=work.ahead)
    assert engine.given
    assert content(other) == content(corpus)


def test_shards_that_cannot_be_kept_are_done_without(
    corpus: Corpus, parts: Parts, setup: bytes, worked_by: Use, tmp_path: Path
) -> None:
    engine = Here(setup)
    worked_by(engine)
    (corpus.folder / "shards").write_text("no folder", encoding="utf-8")
    with Work(corpus, LOCAL) as work:
        assert len(add_all(corpus, parts, [str(written(tmp_path / "articles", 8))], ahead=work.ahead).added) == 8
    assert engine.given
    assert (corpus.folder / "shards").read_text(encoding="utf-8") == "no folder"


def test_options_that_do_not_fit() -> None:
    with pytest.raises(UsageError, match="--scheduler needs --engine dask"):
        EngineOptions(scheduler="tcp://127.0.0.1:8786")
    with pytest.raises(UsageError, match="--workers is for processes of this machine"):
        EngineOptions("dask", workers=2, scheduler="tcp://127.0.0.1:8786")
    with pytest.raises(UsageError, match="needs a worker"):
        EngineOptions("dask", workers=0)
    assert replace(LOCAL, workers=0).alone
