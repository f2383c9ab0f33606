"""Draft -> Document: settles the id, the publication date and the language."""

from __future__ import annotations

import hashlib
import re
from datetime import date

from checker.sources.draft import Blob, Draft
from checker.sources.language import detect
from checker.sources.published import Dating, date_lines, dating, field_date
from checker.values.report import NotChecked
from checker.values.text import Document, PublicationDate, Span

_WEB = re.compile(
    r"https?://[^\s<>\"']+\Z", re.IGNORECASE
)  # a page may name any address; others must not reach a report
_REMEDY = "write it as YYYY-MM-DD, or set it by --published"


def document_id(blob: Blob, draft: Draft) -> str:
    """The source as named; with "#n" for the n-th of several articles in it."""
    return f"{blob.name}#{draft.number}" if draft.number else blob.name


def build(blob: Blob, draft: Draft, chosen: date | None) -> tuple[Document, tuple[NotChecked, ...]]:
    """The document, and what was wrong with its dates. ``chosen`` is the date that the user set."""
    text = draft.content.text
    name = document_id(blob, draft)
    head = max((span.end for span in draft.skip if span.start == 0), default=0)  # front matter
    own, why = field_date(draft.published) if draft.published else (None, "")
    lines = date_lines(text, head)
    found = dating(
        text,
        lines,
        head,
        chosen=chosen,
        own=None if own is None else PublicationDate(own, draft.origin),
        created=draft.created,
    )
    refused = (*found.refused, *(((draft.published, why),) if draft.published and own is None else ()))
    document = Document(
        id=name,
        text=text,
        title=draft.title,
        published=found.published,
        language=detect(text[head:]),
        publisher=draft.publisher,
        author=draft.author,
        url=draft.url if draft.url and _WEB.match(draft.url) else blob.url,
        # Articles of one file get digests of their own: equal ones would read as copies of each other.
        sha256=hashlib.sha256(text.encode() if draft.number else blob.data).hexdigest(),
        offsets=draft.content.offsets,
        skip=_ordered((*draft.skip, *(line.span for line in lines))),
        ignores=draft.ignores,
    )
    return document, tuple(_note(name, written, reason, found) for written, reason in refused)


def _note(name: str, written: str, reason: str, found: Dating) -> NotChecked:
    instead = f"; {found.published.day} is used ({found.published.origin})" if found.published else f"; {_REMEDY}"
    return NotChecked(name, "publication date", f"{written.strip()[:80]!r} is not used: {reason}{instead}")


def _ordered(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans in order; those inside another are left out."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return tuple(kept)
