"""Fields of records that other programs wrote: JSON objects and YAML front matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


def text_field(record: Mapping[str, object], *names: str) -> str | None:
    """The first of the fields that holds text, a number, a date, or a list or ``{"name": ...}`` of text; else None."""
    for name in names:
        text = _as_text(record.get(name))
        if text and text.strip():
            return text
    return None


def _as_text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Mapping):
        return _as_text(value.get("name"))
    if isinstance(value, list):
        return ", ".join(part for part in map(_as_text, value) if part) or None
    return None
