"""What a command about one finding of a run must be told as the run was."""

from __future__ import annotations

import os.path
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.config import Config

# Option of compare -> how it is written. All of them are options of explain and accept too; the dates of sources go
# only along with the sources that they are of, and what a report hides hides nothing from these commands.
_TOLD = {
    "config": "--config",
    "rules": "--rules",
    "select": "--select",
    "ignore": "--ignore",
    "within": "--within",
    "encoder": "--encoder",
    "entailment": "--entailment",
    "encoding": "--encoding",
    "max_bytes": "--max-bytes",
    "allow_private": "--allow-private",
}


def again(given: Mapping[str, object]) -> tuple[str, ...]:
    """The options among ``given`` that change what is found, as words of a command line."""
    words: list[str] = []
    for name, option in _TOLD.items():
        value = given.get(name)
        if value is True:
            words.append(option)
        elif isinstance(value, tuple):
            for one in value:
                words += [option, ",".join(map(str, one)) if isinstance(one, tuple) else str(one)]
        elif value not in (None, False, ""):
            words += [option, str(value)]
    return tuple(words)


def of_these(config: Config, names: Sequence[str], given: Mapping[str, object]) -> Config:
    """The configuration with the dates of these sources only: its file may name all those that the run compared.

    A date that was given on the command line stays, for one of a source that is not there is a slip.
    """
    if given.get("published"):
        return config
    dates = {of: day for of, day in config.sources.published.items() if any(_holds(name, of) for name in names)}
    return replace(config, sources=replace(config.sources, published=dates))


def _holds(name: str, source: str) -> bool:
    """Whether ``source`` is that file, an article of it, or in that folder."""
    if "://" in source or "://" in name:
        return source == name or source.startswith(f"{name}#")
    whole, path = os.path.normpath(name), os.path.normpath(source)
    return whole in (path, os.curdir) or path.startswith((f"{whole}#", whole.rstrip(os.sep) + os.sep))
