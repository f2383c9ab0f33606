"""What made a report: the name and version of this program."""

from __future__ import annotations

from functools import cache
from importlib import metadata

NAME = "checker"
HOME = "https://github.com/checker-project/checker"


@cache
def version() -> str:
    """The installed version, "0.0.0" where the package runs from a folder without having been installed."""
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return "0.0.0"
