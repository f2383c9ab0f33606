"""The index of a corpus: made when it is asked for, brought up to date, and never needed."""

from __future__ import annotations

import errno
import json
import os
import stat
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from checker.cli.main import main
from checker.corpus import Corpus, index_make
from checker.corpus.compact import compact
from checker.corpus.index import FOLDER, NOTE, noted, opened
from checker.corpus.index_make import index_for
from checker.corpus.lock import writer_lock
from checker.corpus.near import NearRows
from checker.corpus.search import search
from checker.corpus.segments import append
from checker.corpus.status import status
from checker.errors import RegistryError
from checker.index.faiss_index import IVF_FROM, Graph
from checker.pipeline import Parts
from tests.corpus.conftest import FIRE, STRIKE, documents, put
from tests.encoders.fakes import LetterEncoder
from tests.index.test_index import random_rows, unit


@pytest.fixture
def letters(tmp_path: Path) -> Corpus:
    """A corpus of vectors alone, 26 numbers each."""
    return Corpus.create(tmp_path / "letters", LetterEncoder(), "letters")


def grow(corpus: Corpus, rows: NDArray[np.float32]) -> None:
    with corpus.write() as writer, writer.transaction() as connection:
        append(connection, corpus.folder, "texts", rows)


def made(corpus: Corpus, kind: str = "hnsw") -> tuple[int, str] | None:
    """How many rows the index has that a search gets now, and its file."""
    with corpus.look() as snapshot:
        held, why = index_for(snapshot, kind)
        assert why is None
        return None if held is None else (held.finder.size, held.note.file)


@pytest.mark.parametrize(("kind", "count", "least"), [("hnsw", 900, 0.99), ("ivf", IVF_FROM + 300, 0.8)])
def test_it_finds_what_looking_at_all_finds(letters: Corpus, kind: str, count: int, least: float) -> None:
    random = np.random.default_rng(4)
    centres = random.normal(size=(count // 10, 26))  # many small clumps, as claims of events are
    rows = unit(centres[random.integers(len(centres), size=count + 40)] + 0.3 * random.normal(size=(count + 40, 26)))
    grow(letters, rows[:count])
    assert made(letters, kind) is not None
    grow(letters, rows[count:])
    with letters.look() as snapshot:
        held = opened(snapshot, kind)
        assert held is not None
        assert held.note.rows == count
        assert held.note.recall > least
        queries = rows[[3, count + 20]]
        by_index = NearRows(snapshot, queries, held).take(20)
        by_all = NearRows(snapshot, queries, None).take(20)
        assert sorted(by_index.values(), reverse=True)[:10] == pytest.approx(
            sorted(by_all.values(), reverse=True)[:10], abs=1e-5
        )
        assert {3, count + 20} <= set(by_index)  # one of the index, one that came later
        assert NearRows(snapshot, queries, held).take(count + 40).keys() == set(range(count + 40))


def test_it_is_brought_up_to_date_when_a_tenth_is_new(letters: Corpus) -> None:
    rows = random_rows(400, 26)
    grow(letters, rows[:300])
    first = made(letters)
    assert first == (300, noted(letters.folder).file)  # type: ignore[union-attr]
    grow(letters, rows[300:330])
    assert made(letters) == first
    assert (status(letters).index_fits, status(letters).beside) == (True, 30)
    grow(letters, rows[330:])
    assert made(letters) == (400, noted(letters.folder).file)  # type: ignore[union-attr]
    assert noted(letters.folder).learnt == 300  # type: ignore[union-attr]
    assert [p.name for p in (letters.folder / FOLDER).glob("*.faiss")] == [noted(letters.folder).file]  # type: ignore[union-attr]


@pytest.mark.parametrize("harm", ["gone", "cut", "changed", "note", "another faiss", "another encoder", "another kind"])
def test_what_is_missing_damaged_or_of_others_is_made_anew(letters: Corpus, harm: str) -> None:
    grow(letters, random_rows(300, 26))
    assert made(letters) is not None
    note = noted(letters.folder)
    assert note is not None
    path, written = letters.folder / FOLDER / note.file, letters.folder / FOLDER / NOTE
    whole = path.read_bytes()
    fields = asdict(note)
    match harm:
        case "gone":
            path.unlink()
        case "cut":
            path.write_bytes(whole[:-100])
        case "changed":
            path.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
        case "note":
            written.write_text('{"version": 1, "kind": "hnsw"', encoding="utf-8")
        case "another faiss":
            written.write_text(json.dumps(fields | {"faiss": "0.0.1"}), encoding="utf-8")
        case "another encoder":
            written.write_text(json.dumps(fields | {"encoder": "other"}), encoding="utf-8")
        case _:
            written.write_text(json.dumps(fields | {"kind": "ivf"}), encoding="utf-8")
    with letters.look() as snapshot:
        assert opened(snapshot, "hnsw") is None
    assert made(letters) == (300, note.file)
    assert path.read_bytes() == whole


@pytest.mark.parametrize("content", ["[]", '{"file": "../corpus.sqlite"}', '"x"', "{}"])
def test_a_note_of_another_form_is_none(letters: Corpus, content: str) -> None:
    grow(letters, random_rows(300, 26))
    made(letters)
    path = letters.folder / FOLDER / NOTE
    known = json.loads(path.read_text(encoding="utf-8"))
    given = json.loads(content)
    path.write_text(json.dumps(known | given if given and isinstance(given, dict) else given), encoding="utf-8")
    assert noted(letters.folder) is None


def test_a_reader_that_cannot_write_looks_at_all(letters: Corpus) -> None:
    grow(letters, random_rows(300, 26))
    (letters.folder / FOLDER).mkdir()
    with writer_lock(letters.folder / FOLDER), letters.look() as snapshot:
        assert index_for(snapshot, "hnsw") == (None, "another process is making the index")
    (letters.folder / FOLDER / "lock").unlink()
    (letters.folder / FOLDER / "lock").mkdir()  # stands for a folder without permission, also where root runs this
    with letters.look() as snapshot:
        held, why = index_for(snapshot, "hnsw")
    assert held is None
    assert why is not None
    assert "cannot be written" in why


def test_a_full_disk_leaves_no_half_of_an_index(letters: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    grow(letters, random_rows(300, 26))

    def full(self: Graph, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Graph, "save", full)
    with letters.look() as snapshot:
        assert index_for(snapshot, "hnsw") == (None, "the index cannot be written (No space left on device)")
    assert [path.name for path in (letters.folder / FOLDER).iterdir()] == ["lock"]


def test_an_empty_corpus_has_none(letters: Corpus) -> None:
    assert made(letters, "hnsw") is None
    assert status(letters).index is None


def test_one_that_finds_too_little_is_used_only_where_asked_for(
    letters: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(letters, random_rows(300, 26))
    monkeypatch.setattr(index_make, "choose_kept", lambda rows: "hnsw")
    monkeypatch.setattr(index_make, "measured", lambda snapshot, finder: (0.4, 0.1, 0.1))
    with letters.look() as snapshot:
        assert index_for(snapshot, "auto") == (None, "the index hnsw finds only 40% of the nearest of these vectors")
        held, why = index_for(snapshot, "hnsw")
    assert (held is not None, why) == (True, None)


def test_small_ones_have_none_unless_asked(letters: Corpus) -> None:
    grow(letters, random_rows(300, 26))
    assert made(letters, "auto") is None
    assert made(letters, "exact") is None
    assert made(letters, "ivf") is None
    assert not (letters.folder / FOLDER).exists()
    with letters.look() as snapshot, pytest.raises(RegistryError, match="did you mean 'hnsw'"):
        index_for(snapshot, "hnws")


def test_hits_by_the_index_are_those_by_looking_at_all(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE, STRIKE))
    text = "The fire destroyed 900 homes in Ambrel."
    for _ in range(2):
        with corpus.look() as snapshot:
            held, _ = index_for(snapshot, "hnsw")
            assert held is not None
            assert search(snapshot, parts.encoder, text, 3, held) == search(snapshot, parts.encoder, text, 3)
            assert search(snapshot, parts.encoder, text, 1000, held) == search(snapshot, parts.encoder, text, 1000)
        with corpus.write() as writer:
            compact(writer)


def test_the_command_line(corpus: Corpus, parts: Parts, capsys: pytest.CaptureFixture[str]) -> None:
    put(corpus, parts, documents(FIRE, STRIKE))
    at = ["--corpus", str(corpus.folder)]
    asked = ["corpus", "search", *at, "homes were destroyed"]
    assert main(asked) == 0
    plain = capsys.readouterr().out
    assert "homes" in plain
    assert main(["corpus", "status", *at]) == 0
    assert "search     every vector is looked at\n" in capsys.readouterr().out
    assert main([*asked, "--index", "hnsw"]) == 0
    assert capsys.readouterr() == (plain, "")
    assert main(["corpus", "status", *at]) == 0
    assert "it finds 100.0% of the 10 nearest of" in capsys.readouterr().out
    assert main([*asked, "--index", "hnws"]) == 2
    assert "did you mean 'hnsw'" in capsys.readouterr().err


def test_what_is_synced_may_be_written_as_windows_asks(letters: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    synced, fsync = list[int](), os.fsync

    def asked(number: int) -> None:
        if not stat.S_ISDIR(os.fstat(number).st_mode):
            synced.append(fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE)
        fsync(number)

    monkeypatch.setattr(os, "fsync", asked)
    grow(letters, random_rows(300, 26))
    assert made(letters) is not None
    assert len(synced) > 2
    assert os.O_RDONLY not in synced
