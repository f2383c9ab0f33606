"""--engine, --workers, --scheduler, --shards: who does the work of a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

import click

from checker.cli.params import Named
from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.corpus import Corpus
    from checker.engine.work import Work

F = TypeVar("F", bound=Callable[..., object])


def _engines() -> list[str]:
    from checker.engine.work import ENGINES

    return list(ENGINES)


_ENGINE = (
    click.option(
        "--engine", type=Named("engine", _engines), help="Who does the work: processes of this machine, or dask."
    ),
    click.option(
        "--workers",
        type=click.IntRange(min=0),
        metavar="N",
        help="Processes of this machine; default: by the work there is and the cores, 0: none beside this one.",
    ),
    click.option(
        "--scheduler", metavar="ADDRESS", help="Scheduler of dask, as tcp://host:8786; default: one of its own."
    ),
    click.option(
        "--shards", metavar="FOLDER|URL", help="Where finished shards are kept; default: in the corpus, while it works."
    ),
)


def engine_options(function: F) -> F:
    """--engine, --workers, --scheduler, --shards."""
    for option in reversed(_ENGINE):
        function = option(function)
    return function


def work_of(corpus: Corpus, given: Mapping[str, object]) -> Work:
    """The workers of a command, by the options it was given."""
    from checker.engine.work import ENGINES, EngineOptions, Work

    name = next((engine for engine in ENGINES if engine == given.get("engine")), None)
    workers, scheduler, shards = (given.get(option) for option in ("workers", "scheduler", "shards"))
    options = EngineOptions(
        name,
        workers if isinstance(workers, int) else None,
        str(scheduler) if scheduler else None,
        str(shards) if shards else None,
    )
    return Work(corpus, options)


def refuse_engine(given: Mapping[str, object], why: str) -> None:
    """Raise UsageError where an option says who does the work."""
    named = next(
        (option for option in ("engine", "workers", "scheduler", "shards") if given.get(option) is not None), None
    )
    if named is not None:
        raise UsageError(f"{why}; leave --{named} out")
