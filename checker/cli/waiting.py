"""A sign of life on standard error, for people who wait: what is done now, how much of it, how long it will take."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from checker.values.progress import Progress, Stage, left_in_words, seconds_left, share

if TYPE_CHECKING:
    from rich.live import Live
    from rich.spinner import Spinner
    from rich.table import Table

W = TypeVar("W", bound="Watch")

PATIENCE = 1.0  # seconds that pass before anything is shown
BAR_WIDTH = 24  # columns
PER_SECOND = 8  # times that it is drawn anew


@contextmanager
def waiting(what: str, *, quiet: bool = False) -> Iterator[Progress | None]:
    """Show how far the body is: only on a terminal, and only if it takes over a second.

    Gives what the body is to tell of its progress, and None where nobody looks. A body that tells nothing has a sign
    of life only.
    """
    with waiting_with(Watch(what), quiet=quiet) as watch:
        yield watch


@contextmanager
def waiting_with(watch: W, *, quiet: bool = False) -> Iterator[W | None]:
    """Show what ``watch`` is told, as ``waiting`` does; None where nobody looks."""
    if quiet or not sys.stderr or not sys.stderr.isatty():
        yield None
        return
    timer = threading.Timer(PATIENCE, watch.show)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()
        timer.join()
        watch.end()


class Watch:
    """What is known of a run, and the line that shows it. It is told in one thread and drawn in another."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._began = time.monotonic()
        self._stage = what
        self.share = 0.0  # of the whole run, in [0, 1]; it never goes back
        self._told = False
        self._live: Live | None = None

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """See ``Progress``."""
        self._stage = stage.value
        self.share = max(self.share, share(stage, done, total))
        self._told = True

    def show(self) -> None:
        """Draw the line from now on. rich is loaded only now: a short run has no use for it."""
        from rich.console import Console
        from rich.live import Live
        from rich.spinner import Spinner

        console = Console(stderr=True)
        spinner = Spinner("dots" if console.encoding.startswith("utf") else "line")
        self._live = Live(
            console=console,
            get_renderable=lambda: self._line(spinner),
            transient=True,
            refresh_per_second=PER_SECOND,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live.start()

    def end(self) -> None:
        """Take the line away."""
        if self._live is not None:
            self._live.stop()

    def _line(self, spinner: Spinner) -> Table:
        from rich.progress_bar import ProgressBar
        from rich.table import Table

        line = Table.grid(padding=(0, 1))
        if self._told:
            bar = ProgressBar(total=1.0, completed=self.share, width=BAR_WIDTH)
            left = time_left(time.monotonic() - self._began, self.share)
            line.add_row(spinner, self._stage, bar, f"{self.share:.0%}", left)
        else:
            line.add_row(spinner, self._stage)
        return line


def time_left(elapsed: float, done: float) -> str:
    """The seconds that are left where ``elapsed`` were needed for the share ``done``, in words; empty: too early."""
    seconds = seconds_left(elapsed, done)
    return "" if seconds is None else left_in_words(seconds)
