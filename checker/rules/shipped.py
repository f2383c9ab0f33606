"""Where the files of ``configs/`` are: inside the package once installed, beside it in a source checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_PACKAGE = Path(str(files("checker")))


def shipped(path: str) -> Path:
    """The place of a file or folder of ``configs/``: ``shipped("rules")``, ``shipped("default.yaml")``."""
    inside = _PACKAGE / "configs"
    folder = inside if inside.is_dir() else _PACKAGE.parent / "configs"
    return folder / path
