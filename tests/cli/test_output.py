from collections.abc import Callable
from pathlib import Path

import pytest

from checker.cli.output import takes_links, writer
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


@pytest.mark.parametrize(
    ("environment", "takes"),
    [
        ({"TERM": "xterm-256color"}, False),  # many that do not show links call themselves so
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "foot"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4999"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "new"}, False),
        ({"TERM": "xterm-256color", "WT_SESSION": "1"}, True),
        ({"TERM": "dumb", "VTE_VERSION": "7200"}, False),
        ({"TERM": "xterm-kitty", "CI": "true"}, False),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
        ({"TERM": "xterm", "FORCE_HYPERLINK": "1"}, True),
        ({}, False),
    ],
)
def test_links_go_to_terminals_that_are_known_to_show_them(environment: dict[str, str], takes: bool) -> None:
    assert takes_links(environment) is takes
