import io
import time

import pytest

from checker.cli import waiting as module
from checker.cli.waiting import waiting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> float:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    monkeypatch.setenv("TERM", "xterm")
    return 0.1


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, seconds: float, *, quiet: bool = False) -> str:
    monkeypatch.setattr("sys.stderr", stream)
    with waiting("comparing", quiet=quiet):
        time.sleep(seconds)
    return stream.getvalue()


def test_a_long_wait_on_a_terminal_shows_a_sign_of_life(patience: float, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "comparing" in shown(monkeypatch, Terminal(), 5 * patience)


def test_a_short_wait_shows_nothing(patience: float, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "comparing" not in shown(monkeypatch, Terminal(), 0)


def test_a_pipe_and_the_quiet_see_nothing(patience: float, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, io.StringIO(), 3 * patience) == ""
    assert shown(monkeypatch, Terminal(), 3 * patience, quiet=True) == ""


def test_an_error_passes_through_and_stops_it(patience: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", Terminal())
    with pytest.raises(ZeroDivisionError), waiting("comparing"):
        raise ZeroDivisionError
