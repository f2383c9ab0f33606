"""What the commands of ``checker corpus`` share: the folder, the configuration, the models, how far they are."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.options import settings
from checker.cli.waiting import Watch, time_left, waiting_with
from checker.values.progress import Stage

if TYPE_CHECKING:
    from rich.spinner import Spinner
    from rich.table import Table

    from checker.config import Config
    from checker.corpus import Corpus
    from checker.pipeline import Parts

DEFAULT_FOLDER = "checker-corpus"

corpus_option = click.option(
    "-C",
    "--corpus",
    "folder",
    metavar="DIR",
    envvar="CHECKER_CORPUS",
    default=DEFAULT_FOLDER,
    help=f"Folder of the corpus; default: CHECKER_CORPUS of the environment, then {DEFAULT_FOLDER}.",
)


def opened(folder: str) -> Corpus:
    """The corpus in that folder."""
    from checker.corpus import Corpus

    return Corpus.open(Path(folder))


def loaded(corpus: Corpus, given: Mapping[str, object]) -> Parts:
    """The rules and models of a run: the encoder is that of the corpus, unless another is named, which is refused."""
    from checker.pipeline import load

    parts = load(of_corpus(corpus, settings(given)), cached=False)
    corpus.refuse_other_encoder(parts.encoder)
    return parts


def of_corpus(corpus: Corpus, config: Config) -> Config:
    """The configuration with the encoder of the corpus where it names none of its own."""
    from checker.config import EncoderOptions
    from checker.corpus.keys import with_encoder

    return with_encoder(config, corpus.settings.option) if config.encoder == EncoderOptions() else config


def encoder_option(name: str) -> str:
    """The name of an encoder as the corpus keeps it: a folder by its whole path."""
    return str(Path(name).resolve()) if Path(name).is_dir() else name


@contextmanager
def counting(what: str, unit: str, *, quiet: bool = False) -> Iterator[Counter | None]:
    """As ``waiting``, for work whose pieces are counted; gives what the body is to tell of them, or None."""
    with waiting_with(Counter(what, unit), quiet=quiet) as watch:
        yield watch


class Counter(Watch):
    """A line such as "adding articles  1,200 of 5,000, 41 a second, about 2 min left"."""

    def __init__(self, what: str, unit: str) -> None:
        super().__init__(what)
        self._what, self._unit = what, unit
        self._done = self._total = 0
        self._since = time.monotonic()

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """``done`` of ``total`` pieces are finished, whatever the stage."""
        self._done, self._total = done, total

    def _line(self, spinner: Spinner) -> Table:
        from rich.table import Table

        line = Table.grid(padding=(0, 1))
        line.add_row(spinner, self.said(time.monotonic() - self._since))
        return line

    def said(self, elapsed: float) -> str:
        """The line without what turns; ``elapsed`` in seconds."""
        if not self._done:
            return self._what
        of = f"{self._done:,} of {self._total:,}" if self._total else f"{self._done:,}"
        rate = self._done / max(elapsed, 0.001)
        parts = [f"{of} {self._unit}", f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.1f} a second"]
        if self._total and (left := time_left(elapsed, self._done / self._total)):
            parts.append(left)
        return f"{self._what}: {', '.join(parts)}"
