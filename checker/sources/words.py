"""The word lists of this package: YAML files in ``data/``, each read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def words(name: str) -> dict[str, dict[str, list[str]]]:
    """The tables of ``data/<name>.yaml``: table -> key -> words, which stand there as a list or as one string."""
    text = (files("checker.sources") / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tables: dict[str, dict[str, list[str] | str]] = yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are safe
    return {
        table: {key: listed.split() if isinstance(listed, str) else listed for key, listed in of.items()}
        for table, of in tables.items()
    }
