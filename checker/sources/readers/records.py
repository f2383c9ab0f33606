"""JSON and JSON lines: an article is an object with its text under ``text``, ``content`` or ``body``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from checker.errors import SourceError
from checker.sources.decode import Decoded, decode
from checker.sources.draft import Blob, Draft, Drafts, article, one_line
from checker.sources.fields import text_field
from checker.values.report import NotChecked

_TEXT_FIELDS = ("text", "content", "body")
_EXPECTED = "an object with its text under text, content or body"


@dataclass(frozen=True, slots=True)
class _NoArticle:
    """One record holds no article, and what it is instead."""

    instead: str


def read_json(blob: Blob) -> Drafts:
    """One object, or a list of objects."""
    decoded = decode(blob)
    whole = _load(decoded.text)
    if isinstance(whole, _NoArticle):
        raise SourceError(
            blob.name, f"expected {_EXPECTED}, or a list of such, but it is {whole.instead}; mend the file"
        )
    records = whole if isinstance(whole, list) else [whole]
    return _collect(blob, decoded, [(f"record {number}", record) for number, record in enumerate(records, 1)])


def read_lines(blob: Blob) -> Drafts:
    """One object a line; blank lines count for nothing, a line that cannot be read is named and left out."""
    decoded = decode(blob)
    lines = enumerate(decoded.text.split("\n"), 1)
    return _collect(blob, decoded, [(f"line {number}", _load(line)) for number, line in lines if line.strip()])


def _collect(blob: Blob, decoded: Decoded, records: Sequence[tuple[str, object]]) -> Drafts:
    """The articles among the records; each of the others is a problem, and a file of nothing but those an error."""
    drafts: list[Draft] = []
    problems: list[NotChecked] = []
    for position, (place, record) in enumerate(records, 1):
        draft = _draft(record, position if len(records) > 1 else 0)
        if isinstance(draft, _NoArticle):
            why = f"expected {_EXPECTED}, but it is {draft.instead}"
            problems.append(NotChecked(blob.name, place, why, degraded=True))
        else:
            drafts.append(draft)
    if not drafts:
        first = f"{problems[0].what}: {problems[0].why}" if problems else f"expected {_EXPECTED}, but the list is empty"
        raise SourceError(blob.name, f"no article in it; {first}; mend the file or leave it out")
    return Drafts(tuple(drafts), decoded.problems + tuple(problems))


def _load(text: str) -> object:
    """The value, or a ``_NoArticle`` where it is no JSON."""
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        return _NoArticle(f"not valid JSON ({error.msg}, line {error.lineno}, column {error.colno})")
    except (ValueError, RecursionError):  # a number of thousands of digits, a very deep nesting
        return _NoArticle("not usable JSON (nested too deep, or a number too long)")
    return value


def _draft(record: object, number: int) -> Draft | _NoArticle:
    if isinstance(record, _NoArticle):
        return record
    if not isinstance(record, dict):
        return _NoArticle(f"a {_kind(record)}")
    body = next((text for name in _TEXT_FIELDS if isinstance(text := record.get(name), str) and text.strip()), None)
    if body is None:
        return _NoArticle(f"an object without such text; its fields are {', '.join(sorted(record)[:8]) or 'none'}")
    title = one_line(text_field(record, "title", "headline"))
    return Draft(
        article(title, body.replace("\r\n", "\n").replace("\r", "\n")),
        title=title,
        published=text_field(record, "published", "date"),
        publisher=text_field(record, "source", "publisher"),
        author=text_field(record, "author", "authors"),
        url=text_field(record, "url", "link"),
        number=number,
    )


def _kind(value: object) -> str:
    names = {str: "string", list: "list", bool: "truth value", type(None): "null"}
    return names.get(type(value), "number")
