from collections.abc import Callable
from pathlib import Path

import pytest

from checker.cli.output import writer
from checker.errors import OutputError


def interrupted(put: Callable[[str], bool]) -> None:
    put("half")
    raise KeyboardInterrupt


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    with writer(str(target)) as put:
        assert put("one ")
        assert not target.exists()
        assert put("two")
    assert target.read_text() == "one two"
    assert list(tmp_path.iterdir()) == [target]


def test_an_error_on_the_way_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt), writer(str(target)) as put:
        interrupted(put)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_device_is_written_in_place() -> None:
    with writer("/dev/null") as put:
        assert put("anything")
    assert not Path("/dev/null").is_file()


def test_a_name_too_long_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"), writer(str(tmp_path / ("x" * 300))) as put:
        put("anything")
