"""Finished shards in a folder or a bucket: whole or not there."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pandas as pd
import pytest

from checker.engine.protocol import Shard
from checker.engine.shards import SUFFIX, Shards
from checker.errors import OutputError, UsageError
from tests.engine.conftest import shard
from tests.engine.stages import doubled

ONE = shard(doubled, b"a", b"b")
BODIES = (b"\x00\xff" * 1000, b"")


@pytest.fixture(params=["folder", "bucket"])
def shards(request: pytest.FixtureRequest, tmp_path: Path) -> Shards:
    return Shards(str(tmp_path / "new" / "folder") if request.param == "folder" else f"memory://{tmp_path.name}/shards")


def test_what_is_put_in_comes_out(shards: Shards) -> None:
    assert shards.get(ONE) is None
    shards.put(ONE, BODIES)
    assert shards.get(ONE) == BODIES
    assert Shards(shards.url).get(ONE) == BODIES
    assert shards.get(Shard(doubled, ONE.items, b"other")) is None
    assert shards.get(shard(doubled, b"b", b"a")) is None


def test_other_programs_read_them(tmp_path: Path) -> None:
    Shards(str(tmp_path)).put(ONE, BODIES)
    (path,) = tmp_path.iterdir()
    assert path.name.startswith("doubled-")
    assert pd.read_parquet(path)["body"].tolist() == list(BODIES)


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-20], lambda b: b.replace(b"\x00\xff" * 9, b"\x00\xfe" * 9), lambda b: b""]
)
def test_a_damaged_one_is_not_there(tmp_path: Path, damage: object) -> None:
    shards = Shards(str(tmp_path))
    shards.put(ONE, BODIES)
    (path,) = tmp_path.glob(f"*{SUFFIX}")
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert shards.get(ONE) is None
    shards.put(ONE, BODIES)
    assert shards.get(ONE) == BODIES


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shards = Shards(str(tmp_path))
    before = shards._files.pipe_file

    def full(path: str, content: bytes) -> None:
        before(path, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shards._files, "pipe_file", full)
    with pytest.raises(
        OutputError, match=r"No space left on device; free some space, or name another place with --shards"
    ):
        shards.put(ONE, BODIES)
    assert list(tmp_path.iterdir()) == []
    shards.temporary = True
    shards.put(ONE, BODIES)  # nobody has asked for it
    assert list(tmp_path.iterdir()) == []


def test_a_temporary_folder_goes(tmp_path: Path) -> None:
    shards = Shards(str(tmp_path / "some"), temporary=True)
    other = shard(doubled, b"c")
    shards.put(ONE, BODIES)
    shards.put(other, (b"c",))
    shards.forget([ONE])
    assert shards.get(ONE) is None
    assert shards.get(other) == (b"c",)
    shards.end()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_named_stays(tmp_path: Path) -> None:
    shards = Shards(str(tmp_path))
    shards.put(ONE, BODIES)
    shards.forget([ONE])
    shards.end()
    assert shards.get(ONE) == BODIES


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(OutputError, match=r"file/in: shards cannot be kept there: .*; name another with --shards"):
        Shards(str(tmp_path / "file" / "in"))
    with pytest.raises(UsageError, match="expected a folder, or an address that fsspec knows"):
        Shards("carrier-pigeon://coop/shards")


def test_a_library_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"shards need pyarrow; install it with: pip install 'checker\[parquet\]'"):
        Shards(str(tmp_path))
