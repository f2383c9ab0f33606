"""The word lists under ``data/``: read once, handed out as plain tuples and dicts.

A list of words is one YAML string, split at commas (phrases) or white space (words): a file of long strings
loads many times faster than one of ten thousand nodes, and reads better.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

import yaml

DATA = Path(__file__).with_name("data")
_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@functools.cache
def load(name: str) -> object:
    """The content of ``data/<name>.yaml``. The same object each time: treat it as frozen."""
    with (DATA / f"{name}.yaml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_LOADER)  # noqa: S506 - both loaders are safe ones


def section(name: str, key: str) -> object:
    """The part of ``data/<name>.yaml`` under ``key``; KeyError where the file has no such part."""
    return mapping(load(name), name)[key]


def mapping(value: object, where: str) -> Mapping[str, object]:
    """``value`` as a mapping; TypeError saying ``where`` it is none."""
    if not isinstance(value, Mapping):
        raise TypeError(f"{where}: expected a mapping, not {type(value).__name__}")
    return value


def words(value: object) -> tuple[str, ...]:
    """The words of a string, at white space."""
    return tuple(str(value).split())


def phrases(value: object) -> tuple[str, ...]:
    """The phrases of a string, at commas."""
    return tuple(part for part in map(str.strip, str(value).split(",")) if part)


def word_table(value: object, where: str) -> dict[str, str]:
    """{word: key} from {key: "word word"}: a table is written by what its words have in common."""
    return {word: key for key, listed in mapping(value, where).items() for word in words(listed)}


def phrase_table(value: object, where: str) -> dict[str, str]:
    """{phrase: key} from {key: "phrase, phrase"}."""
    return {phrase: key for key, listed in mapping(value, where).items() for phrase in phrases(listed)}
