"""How far a comparison is, told to the server a few times a second at most: each word wakes whoever watches it."""

from __future__ import annotations

import time
from collections.abc import Callable

from checker.serve.task import Stage
from checker.values.progress import Stage as StageOfRun
from checker.values.progress import seconds_left, share

PAUSE = 0.3  # seconds between two words on one stage


class Telling:
    """A ``Progress`` that passes on what it is told: each stage when it begins, and how far it is now and then."""

    def __init__(self, tell: Callable[[Stage], None], clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` gives seconds; time counts from now on."""
        self._tell = tell
        self._clock = clock
        self._began = clock()
        self._last = -PAUSE
        self._stage: StageOfRun | None = None
        self._share = 0.0  # it never goes back

    def __call__(self, stage: StageOfRun, done: int, total: int) -> None:
        """See ``checker.values.progress.Progress``."""
        self._share = max(self._share, share(stage, done, total))
        elapsed = self._clock() - self._began
        if stage is self._stage and elapsed - self._last < PAUSE:
            return
        self._stage, self._last = stage, elapsed
        self._tell(Stage(stage.value, round(self._share, 3), seconds_left(elapsed, self._share)))
