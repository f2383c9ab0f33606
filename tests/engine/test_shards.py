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


def test_no_damage_of_one_byte_is_an_error_or_passes(tmp_path: Path) -> None:
    shards = Shards(str(tmp_path))
    shards.put(ONE, BODIES)
    (path,) = tmp_path.glob(f"*{SUFFIX}")
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        for change in (0x01, 0x80, 0xFF):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ change]) + whole[place + 1 :])
            assert shards.get(ONE) in (None, BODIES)  # a byte that nobody reads does not matter


def test_a_place_that_cannot_be_read(tmp_path: Path) -> None:
    shards = Shards(str(tmp_path))
    shards.put(ONE, BODIES)
    (path,) = tmp_path.glob(f"*{SUFFIX}")
    path.unlink()
    path.mkdir()
    with pytest.raises(OutputError, match="shards cannot be kept there"):
        shards.get(ONE)


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


def test_shards_of_other_work_stay(tmp_path: Path) -> None:
    folder = tmp_path / "some"
    interrupted = Shards(str(folder), temporary=True)
    interrupted.put(ONE, BODIES)
    killed = next(folder.iterdir()).with_suffix(f"{SUFFIX}.4711.part")
    killed.write_bytes(b"half of it")
    check = Shards(str(folder), temporary=True)
    check.put(shard(doubled, b"c"), (b"c",))
    check.end()
    assert len(list(folder.iterdir())) == 2
    again = Shards(str(folder), temporary=True)  # goes on where it stopped
    assert again.get(ONE) == BODIES
    again.end()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_others_have_taken_away(tmp_path: Path) -> None:
    rebuild, check = (Shards(str(tmp_path / "some"), temporary=True) for _ in range(2))
    check.end()
    rebuild.put(ONE, BODIES)
    assert rebuild.get(ONE) == BODIES


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
