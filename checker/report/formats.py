"""The formats there are, by name."""

from __future__ import annotations

from typing import Protocol

from checker.registry import Registry
from checker.report.csv import render_csv
from checker.report.html import render_html
from checker.report.json import render_json
from checker.report.jsonl import render_jsonl
from checker.report.junit import render_junit
from checker.report.markdown import render_markdown
from checker.report.options import RenderOptions
from checker.report.sarif import render_sarif
from checker.report.text import render_text
from checker.values.report import Report


class Renderer(Protocol):
    """A format: takes the whole report, gives the whole text, which ends with a line end."""

    def __call__(self, report: Report, options: RenderOptions) -> str:
        """The report as text."""
        ...


FORMATS: Registry[Renderer] = Registry(
    "format",
    {
        "text": render_text,
        "json": render_json,
        "markdown": render_markdown,
        "html": render_html,
        "csv": render_csv,
        "jsonl": render_jsonl,
        "sarif": render_sarif,
        "junit": render_junit,
    },
)


def render(report: Report, fmt: str, options: RenderOptions) -> str:
    """The report in the format of that name; raise RegistryError with the nearest name where there is none."""
    return FORMATS[fmt](report, options)
