"""The word lists under ``data/``: read once, handed out frozen."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import yaml

DATA = Path(__file__).with_name("data")
_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@functools.cache
def lists(name: str) -> Mapping[str, tuple[str, ...]]:
    """``data/<name>.yaml``, a mapping of names to lists.

    A list is one YAML string split at white space (words), or a YAML list (phrases and patterns).
    """
    with (DATA / f"{name}.yaml").open(encoding="utf-8") as file:
        content = yaml.load(file, Loader=_LOADER)  # noqa: S506 - both loaders are safe ones
    if not isinstance(content, Mapping):
        raise TypeError(f"{name}.yaml: expected a mapping, not {type(content).__name__}")
    return MappingProxyType({str(key): _items(value) for key, value in content.items()})


def _items(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else tuple(str(value).split())
