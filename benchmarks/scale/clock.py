"""Timers around functions of the program: nothing of it is copied to be measured."""

from __future__ import annotations

import importlib
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Hook = tuple[str, str, str]  # label, module, name in it: "function" or "Class.method"

# What each stage of adding is made of. Claims are read in a thread beside the rest, so their seconds overlap.
ADDING: tuple[Hook, ...] = (
    ("files", "checker.corpus.articles", "load"),
    ("files", "checker.corpus.articles", "read_blobs"),
    ("claims", "checker.corpus.ahead", "read"),
    ("encoding", "checker.corpus.reading", "checked"),
    ("signatures", "checker.corpus.add", "signature"),
    ("near", "checker.corpus.add", "Neighbourhood.__init__"),
    ("near", "checker.corpus.add", "Neighbourhood.take"),
    ("events", "checker.corpus.add", "connect_articles"),
    ("events", "checker.corpus.add", "around"),
    ("events", "checker.corpus.add", "regroup"),
    ("storing", "checker.corpus.add", "embedded"),
    ("storing", "checker.corpus.add", "keep_texts"),
    ("storing", "checker.corpus.add", "keep_signatures"),
    ("storing", "checker.corpus.add", "_keep_contents"),
    ("storing", "checker.corpus.add", "Adder._document"),
)
CHECKING: tuple[Hook, ...] = (
    ("loading", "checker.corpus.judge", "documents_of"),
    ("loading", "checker.corpus.judge", "described"),
    ("loading", "checker.corpus.judge", "extractions_of"),
    ("loading", "checker.corpus.judge", "vectors_of"),
    ("join", "checker.pipeline", "build_index"),
    ("join", "checker.index.faiss_index", "FaissFlat.search"),
    ("join", "checker.pipeline", "near_pairs"),
    ("cluster", "checker.pipeline", "average_linkage"),
    ("judge", "checker.pipeline", "origins_of"),
    ("judge", "checker.pipeline", "across"),
    ("judge", "checker.pipeline", "gather"),
    ("judge", "checker.pipeline", "judge"),
    ("judge", "checker.pipeline", "once_per_origin"),
    ("judge", "checker.pipeline", "part"),
    ("second look", "checker.pipeline", "asked_of"),
    ("keeping", "checker.corpus.judge", "Judge.keep"),
    ("report", "checker.corpus.check", "_report"),
)


@dataclass
class Clock:
    """Seconds of the clock by label; those inside a timed function that it calls are the other's."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _running: threading.local = field(default_factory=threading.local)

    def time(self, hooks: Sequence[Hook]) -> None:
        """Put timers around functions; AttributeError where the program has none of that name."""
        for label, module, path in hooks:
            owner: Any = importlib.import_module(module)
            *outer, name = path.split(".")
            for part in outer:
                owner = getattr(owner, part)
            setattr(owner, name, self._timed(getattr(owner, name), label))

    def _timed(self, function: Callable[..., Any], label: str) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            inner, self._running.inner = getattr(self._running, "inner", 0.0), 0.0
            began = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                took = time.perf_counter() - began
                self.seconds[label] += took - self._running.inner
                self._running.inner = inner + took

        return run
