"""Sources under the short names that the page has for them."""

from __future__ import annotations

import re

from checker.report.html.page import SourceView
from checker.report.layout import about
from checker.values.report import Report, SourceInfo

_SEPARATORS = re.compile(r"[/\\]")


def source_views(report: Report) -> tuple[SourceView, ...]:
    """The sources with numbers in the order of the report; copies of one story stand behind what they are copies of."""
    numbers = {source.id: n for n, source in enumerate(report.sources, start=1)}
    views = [_view(source, numbers) for source in report.sources]
    origins = {source.id: numbers.get(source.origin, numbers[source.id]) for source in report.sources}
    return tuple(sorted(views, key=lambda v: (origins[v.id], v.copy_of != "", v.number)))


def short_name(source: str) -> str:
    """The last part of a path or address, which tells sources apart in little room."""
    parts = [part for part in _SEPARATORS.split(source) if part.strip()]
    return parts[-1] if parts else source


def _view(source: SourceInfo, numbers: dict[str, int]) -> SourceView:
    known = [phrase for phrase in about(source) if not phrase.startswith("a copy of ")]
    origin = numbers.get(source.origin)
    copied = source.origin != source.id
    return SourceView(
        number=numbers[source.id],
        handle=f"S{numbers[source.id]}",
        id=source.id,
        name=short_name(source.id),
        title=source.title or "",
        about=tuple(known),
        language=source.language,
        copy_of=(f"S{origin}" if origin else source.origin) if copied else "",
    )
