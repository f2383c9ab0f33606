"""What is wrong with a corpus is one message, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.crash import full, kills, small_disk
from checker.baseline.entry import Found
from checker.corpus import Corpus, schema
from checker.corpus.add import Added, Adder
from checker.corpus.articles import Batch
from checker.corpus.codec import pack
from checker.corpus.compact import compact
from checker.corpus.decisions import Decided
from checker.corpus.rebuild import rebuild
from checker.corpus.segments import SEGMENT_ROWS, Rows, append, segments_of
from checker.corpus.status import status
from checker.corpus.store import Writer
from checker.corpus.verify import verify
from checker.errors import CorpusError
from checker.pipeline import Parts
from tests.corpus.conftest import FIRE, STRIKE, documents, put
from tests.encoders.fakes import LetterEncoder

ROOT = Path(__file__).parents[2]


def changed(corpus: Corpus, statement: str) -> None:
    with closing(sqlite3.connect(corpus.folder / schema.FILE)) as connection, connection:
        connection.execute(statement)


def test_a_folder_that_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="there is no such folder; make one with: checker corpus init"):
        Corpus.open(tmp_path / "none")
    with pytest.raises(CorpusError, match=r"it holds no corpus\.sqlite"):
        Corpus.open(tmp_path)


def test_a_database_of_another_program(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / schema.FILE)) as connection, connection:
        connection.execute("CREATE TABLE other (a)")
    with pytest.raises(CorpusError, match="is a database of another program"):
        Corpus.open(tmp_path)


@pytest.mark.parametrize("content", [b"no database at all, only words " * 40, b""])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / schema.FILE).write_bytes(content)
    with pytest.raises(CorpusError, match=r"damaged|another program"):
        Corpus.open(tmp_path)


def test_a_corpus_of_a_newer_version(corpus: Corpus) -> None:
    changed(corpus, f"PRAGMA user_version = {schema.FORMAT + 1}")
    for attempt in (lambda: Corpus.open(corpus.folder), lambda: corpus.write().__enter__()):
        with pytest.raises(CorpusError, match=f"is of format {schema.FORMAT + 1}.*update checker"):
            attempt()


def test_a_corpus_is_made_only_where_nothing_is(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is a corpus already"):
        Corpus.create(corpus.folder, LetterEncoder(), "letters")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"is not empty \('notes.txt'\)"):
        Corpus.create(tmp_path / "other", LetterEncoder(), "letters")
    assert (tmp_path / "other" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_what_an_init_has_left_that_was_killed_is_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    (folder / "segments").mkdir(parents=True)
    (folder / f"{schema.FILE}.part").write_bytes(b"half")
    (folder / "lock").touch()
    assert status(Corpus.create(folder, LetterEncoder(), "letters")).articles == 0


def test_another_encoder_is_refused(corpus: Corpus) -> None:
    with pytest.raises(CorpusError, match=r"holds vectors of the encoder all-MiniLM.* and this run has letters"):
        corpus.refuse_other_encoder(LetterEncoder())


def test_a_second_writer_is_told_who_writes_and_the_lock_ends_with_its_holder(corpus: Corpus, parts: Parts) -> None:
    code = (
        "import sys, time; from pathlib import Path; from checker.corpus import Corpus\n"
        "with Corpus.open(Path(sys.argv[1])).write(): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(corpus.folder)], stdout=subprocess.PIPE, cwd=ROOT, env=dict(os.environ)
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(CorpusError, match=rf"another process \({holder.pid}\) is writing to it"):
            corpus.write().__enter__()
        assert status(corpus).articles == 0  # who only looks does not wait
    finally:
        holder.kill()
        holder.wait()
    assert put(corpus, parts, documents(STRIKE)).added == list(STRIKE)


@pytest.mark.parametrize("damage", ["changed", "cut", "gone"])
def test_a_damaged_segment_is_found_and_made_anew(corpus: Corpus, parts: Parts, damage: str) -> None:
    put(corpus, parts, documents(FIRE))
    path = min((corpus.folder / "segments").iterdir())
    if damage == "changed":
        content = bytearray(path.read_bytes())
        content[1000] ^= 1
        path.write_bytes(content)
        assert any("has changed between rows" in problem for problem in verify(corpus).problems)
        with pytest.raises(CorpusError, match="has changed"), corpus.write() as writer:
            compact(writer)
    else:
        path.write_bytes(path.read_bytes()[:-8]) if damage == "cut" else path.unlink()
        with pytest.raises(CorpusError, match=r"is damaged.*checker corpus rebuild"), corpus.look():
            pass
        with pytest.raises(CorpusError, match="is damaged"):
            put(corpus, parts, documents(STRIKE))
    with corpus.write() as writer:
        rebuild(writer, parts, "default")
    assert verify(corpus).problems == ()
    assert status(corpus).articles == 3


def test_a_damaged_article_is_named(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE))
    changed(
        corpus, "UPDATE contents SET body = x'0100' WHERE document = (SELECT id FROM documents WHERE name = 'noon.txt')"
    )
    assert any("noon.txt" in problem and "damaged" in problem for problem in verify(corpus).problems)


def test_an_article_without_event_or_claims_is_named(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE))
    changed(corpus, "UPDATE documents SET event = 77 WHERE name = 'noon.txt'")
    changed(corpus, "DELETE FROM claims WHERE number = 0")
    changed(corpus, "DELETE FROM signatures")
    changed(corpus, "DELETE FROM contents WHERE document = 1")
    found = " ".join(verify(corpus).problems)
    assert "noon.txt has no event" in found
    assert "claims of" in found
    assert "has no signature" in found
    assert "morning.txt has no content" in found


def test_rows_that_were_never_referred_to_are_cut_off(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE))
    for path in (corpus.folder / "segments").iterdir():
        with path.open("ab") as file:
            file.write(b"left over")
    (corpus.folder / "segments" / "000099.f32").write_bytes(b"left over")
    put(corpus, parts, documents(STRIKE))
    assert verify(corpus).problems == ()
    assert not (corpus.folder / "segments" / "000099.f32").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of users")
def test_without_the_right_to_write_it_can_be_read_and_says_so(parts: Parts) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        corpus = Corpus.create(folder / "corpus", parts.encoder, "default")
        put(corpus, parts, documents(FIRE))
        child = os.fork()
        if not child:
            status_of_child = 1
            try:
                os.setgid(65534)
                os.setuid(65534)
                there = status(corpus).articles
                try:
                    corpus.write().__enter__()
                except CorpusError as error:
                    status_of_child = 0 if there == 3 and "permission" in str(error).lower() else 3
            finally:
                os._exit(status_of_child)
        assert os.waitpid(child, 0)[1] == 0


def test_rows_go_on_through_segments(corpus: Corpus) -> None:
    matrix = np.arange(10 * corpus.settings.dimension, dtype=np.float32).reshape(10, -1)
    with corpus.write() as writer:
        with writer.transaction() as connection:
            assert append(connection, corpus.folder, "texts", matrix[:3], room=4) == 0
        with writer.transaction() as connection:
            assert append(connection, corpus.folder, "texts", matrix[3:], room=4) == 3
        segments = segments_of(writer.connection, "texts")
    assert [(s.first, s.rows) for s in segments] == [(0, 4), (4, 4), (8, 2)]
    rows = Rows(corpus.folder, segments, corpus.settings.dimension)
    wanted = np.array([9, 0, 4, 3, 9])
    assert (rows.take(wanted) == matrix[wanted]).all()
    assert rows.count == 10 < SEGMENT_ROWS


def test_a_transaction_that_fails_in_its_middle_leaves_the_corpus_as_it_was(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(STRIKE))

    def stopped(writer: Writer) -> None:
        with writer.transaction():
            Adder(writer, parts).add(Batch(documents(FIRE)), Added())
            raise KeyboardInterrupt

    with corpus.write() as writer:
        with pytest.raises(KeyboardInterrupt):
            stopped(writer)
        assert status(corpus).articles == 2
        Adder(writer, parts).add(Batch(documents(FIRE)), Added())
    assert status(corpus).articles == 5
    assert verify(corpus).problems == ()


def test_a_killed_writer_loses_and_doubles_nothing(tmp_path: Path) -> None:
    count = kills(tmp_path, 8, seed=3)
    assert count.problems == []
    assert count.moments == 8


def test_a_full_disk_loses_nothing_and_the_corpus_is_readable(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as mounted:
        count = full(tmp_path / "disk", 6, seed=5, filled=mounted)
    assert count.problems == []
    assert count.refused >= 6


def test_an_older_format_is_brought_up_by_the_next_writer_and_not_by_a_reader(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE))
    with closing(sqlite3.connect(corpus.folder / schema.FILE)) as connection:
        connection.executescript("DROP TABLE decisions; PRAGMA user_version = 1")
    again = Corpus.open(corpus.folder)
    with pytest.raises(CorpusError, match=r"is of format 1, older.*checker corpus compact"), again.look():
        pass
    with again.write() as writer:
        compact(writer)
    assert verify(again).problems == ()


def test_decisions_of_format_2_are_kept(corpus: Corpus) -> None:
    entry = Found("00000000000000aa").accepted("known", date(2031, 5, 6))
    with closing(sqlite3.connect(corpus.folder / schema.FILE)) as connection:
        connection.executescript(
            "DROP TABLE decisions; CREATE TABLE decisions (fingerprint TEXT PRIMARY KEY, body BLOB NOT NULL) "
            "WITHOUT ROWID; PRAGMA user_version = 2"
        )
        connection.execute("INSERT INTO decisions VALUES (?, ?)", (entry.fingerprint, pack(entry)))
        connection.commit()
    with Corpus.open(corpus.folder).write() as writer:
        assert Decided(writer.connection).entries == (entry,)


def test_a_corpus_has_a_log_from_its_first_moment_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.replace

    def killed(self: Path, target: Path) -> None:
        rename(self, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        Corpus.create(tmp_path / "corpus", LetterEncoder(), "letters")
    assert journal_of(Corpus.open(tmp_path / "corpus")) == "wal"


def test_a_corpus_without_a_log_has_one_after_the_next_writer(corpus: Corpus, parts: Parts) -> None:
    changed(corpus, "PRAGMA journal_mode = DELETE")
    assert journal_of(corpus) == "delete"
    put(corpus, parts, documents(STRIKE))
    with corpus.look() as snapshot:  # a reader does not keep the writer waiting
        assert put(corpus, parts, documents(FIRE)).added == list(FIRE)
        assert snapshot.connection.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    assert journal_of(corpus) == "wal"


def journal_of(corpus: Corpus) -> str:
    with closing(sqlite3.connect(corpus.folder / schema.FILE)) as connection:
        return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


def test_what_is_read_of_two_moments_is_no_answer(
    corpus: Corpus, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(corpus, parts, documents(STRIKE))
    why = CorpusError(corpus.folder, "nothing can be written")
    monkeypatch.setattr(schema, "connect_to_read", lambda folder: schema._opened_without_writing(folder, why))
    with corpus.look() as snapshot:
        assert snapshot.connection.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    told = r"written to it while it was read.*try again"
    with pytest.raises(CorpusError, match=told), corpus.look():
        put(corpus, parts, documents(FIRE))
    rainy = [replace(d, text=f"{d.text}It rained.") for d in documents(FIRE)]
    with pytest.raises(CorpusError, match=told), corpus.look(), stumbling():  # on a page of another moment
        put(corpus, parts, rainy)
    with pytest.raises(CorpusError, match="is damaged"), corpus.look(), stumbling():
        pass


@contextmanager
def stumbling() -> Iterator[None]:
    yield
    raise sqlite3.DatabaseError("database disk image is malformed")
