from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from checker.encoders import CachedEncoder
from checker.encoders.cache import FILE
from checker.errors import ModelError
from tests.encoders.fakes import FixedEncoder, LetterEncoder

TEXTS = ["alpha", "beta", "gamma", "beta", "\ud800"]


def fill(folder: Path, texts: list[str] = TEXTS) -> LetterEncoder:
    """Encode through a new cache in ``folder``; return the encoder, which knows what it was asked."""
    encoder = LetterEncoder()
    cached = CachedEncoder(encoder, folder)
    assert np.array_equal(cached.encode(texts), LetterEncoder().encode(texts))
    assert cached.warning is None
    return encoder


def test_each_text_is_encoded_once(tmp_path: Path) -> None:
    assert fill(tmp_path / "new" / "folder").asked == ["alpha", "beta", "gamma", "\ud800"]
    assert fill(tmp_path / "new" / "folder").asked == []
    assert fill(tmp_path / "new" / "folder", ["beta", "delta"]).asked == ["delta"]


def test_it_answers_as_the_encoder_does(tmp_path: Path) -> None:
    cached = CachedEncoder(LetterEncoder("x"), tmp_path)
    assert (cached.name, cached.dimension) == ("x", 26)
    assert cached.encode([]).shape == (0, 26)


def test_encoders_of_other_names_do_not_share(tmp_path: Path) -> None:
    fill(tmp_path)
    other = LetterEncoder("other")
    CachedEncoder(other, tmp_path).encode(["alpha"])
    assert other.asked == ["alpha"]


def test_no_text_is_stored(tmp_path: Path) -> None:
    fill(tmp_path, ["a very particular sentence"])
    assert b"particular" not in (tmp_path / FILE).read_bytes()


def test_what_an_encoder_answers_is_checked(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="length 2"):
        CachedEncoder(FixedEncoder(np.array([[2, 0]], np.float32)), tmp_path).encode(["a"])


def damage_row(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE vectors SET vector = zeroblob(length(vector))")


def shorten_row(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE vectors SET vector = substr(vector, 1, 10)")


def age(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


DAMAGE = {
    "noise": lambda path: path.write_bytes(b"noise" * 5000),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "pages overwritten": lambda path: path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 8192),
    "vectors zeroed": damage_row,
    "vectors cut": shorten_row,
    "another version": age,
}


@pytest.mark.parametrize("case", DAMAGE)
def test_a_damaged_file_is_rebuilt(case: str, tmp_path: Path) -> None:
    fill(tmp_path)
    DAMAGE[case](tmp_path / FILE)
    assert fill(tmp_path).asked == ["alpha", "beta", "gamma", "\ud800"]
    assert fill(tmp_path).asked == []


def test_an_emptied_file_is_filled_again(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / FILE).write_bytes(b"")
    assert len(fill(tmp_path).asked) == 4
    assert fill(tmp_path).asked == []


def test_without_a_usable_folder_it_works_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cached = CachedEncoder(LetterEncoder(), tmp_path / "file" / "folder")
    for _ in range(2):
        assert np.array_equal(cached.encode(TEXTS), LetterEncoder().encode(TEXTS))
        assert cached.warning is not None
        assert str(tmp_path / "file") in cached.warning
        assert "CHECKER_CACHE_DIR" in cached.warning


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    cached = CachedEncoder(LetterEncoder(), tmp_path)
    assert np.array_equal(cached.encode(TEXTS), LetterEncoder().encode(TEXTS))
    assert cached.warning


def test_the_size_is_bounded_and_the_oldest_go(tmp_path: Path) -> None:
    limit = 800_000  # of about 4 MB that are written
    for start in range(0, 20_000, 2000):
        cached = CachedEncoder(LetterEncoder(), tmp_path, max_bytes=limit)
        cached.encode([f"text {number}" for number in range(start, start + 2000)])
        assert cached.warning is None
    assert (tmp_path / FILE).stat().st_size < 1.5 * limit
    assert fill(tmp_path, [f"text {number}" for number in range(19_000, 20_000)]).asked == []
    assert fill(tmp_path, ["text 0"]).asked == ["text 0"]


def test_one_large_write_is_bounded_too(tmp_path: Path) -> None:
    texts = [f"text {number}" for number in range(20_000)]
    cached = CachedEncoder(LetterEncoder(), tmp_path, max_bytes=800_000)
    assert np.array_equal(cached.encode(texts)[-5:], LetterEncoder().encode(texts[-5:]))
    assert (tmp_path / FILE).stat().st_size < 1_200_000


PROCESS = """
import sys; from pathlib import Path
from checker.encoders import CachedEncoder
from tests.encoders.fakes import LetterEncoder
for start in range(0, 200, 10):
    cached = CachedEncoder(LetterEncoder(), Path(sys.argv[1]))
    cached.encode([f"text {number}" for number in range(start, start + 40)])
    assert cached.warning is None, cached.warning
"""


def test_processes_share_one_file(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROCESS, str(tmp_path)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    errors = [process.communicate(timeout=60)[1] for process in running]
    assert errors == [""] * 4
    assert fill(tmp_path, [f"text {number}" for number in range(230)]).asked == []
