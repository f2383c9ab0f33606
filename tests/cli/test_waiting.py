import io
import re
import time

import pytest

from checker.cli import waiting as module
from checker.cli.waiting import time_left, waiting
from checker.values.progress import Stage, share


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


def test_what_is_told_is_shown_with_its_share_and_the_time_left(
    patience: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("COLUMNS", "100")
    with waiting("comparing") as progress:
        assert progress is not None
        progress(Stage.JUDGING, 1, 2)
        time.sleep(6 * patience)
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", stream.getvalue())
    assert re.search(r"comparing claims +[━╸╺]+ +45% about \d+ s left", text), text


def test_the_share_never_goes_back() -> None:
    watch = module.Watch("comparing")
    watch(Stage.JUDGING, 1, 2)
    watch(Stage.JUDGING, 1, 4)  # a total that has grown
    assert watch.share == pytest.approx(share(Stage.JUDGING, 1, 2))


@pytest.mark.parametrize(
    ("elapsed", "done", "said"),
    [(3, 0.05, ""), (3, 0.25, "about 9 s left"), (60, 0.999, "about 1 s left"), (100, 0.25, "about 5 min left")],
)
def test_the_time_that_is_left(elapsed: float, done: float, said: str) -> None:
    assert time_left(elapsed, done) == said


def test_nobody_looks_at_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with waiting("comparing") as progress:
        assert progress is None
