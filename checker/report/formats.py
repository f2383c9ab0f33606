"""The formats there are, by name."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from checker.registry import Registry
from checker.report.options import RenderOptions
from checker.values.report import Report


class Renderer(Protocol):
    """A format: takes the whole report, gives the whole text, which ends with a line end."""

    def __call__(self, report: Report, options: RenderOptions) -> str:
        """The report as text."""
        ...


class _Late:
    """A format whose module is imported when it writes: a run writes one, and those of a page and a table take long."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, report: Report, options: RenderOptions) -> str:
        function = getattr(import_module(f"checker.report.{self._name}"), f"render_{self._name}")
        return cast("Renderer", function)(report, options)


FORMATS: Registry[Renderer] = Registry(
    "format",
    {
        "text": _Late("text"),
        "json": _Late("json"),
        "markdown": _Late("markdown"),
        "html": _Late("html"),
        "csv": _Late("csv"),
        "jsonl": _Late("jsonl"),
        "sarif": _Late("sarif"),
        "junit": _Late("junit"),
    },
)


def render(report: Report, fmt: str, options: RenderOptions) -> str:
    """The report in the format of that name; raise RegistryError with the nearest name where there is none."""
    return FORMATS[fmt](report, options)
