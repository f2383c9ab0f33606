"""The formats there are: which reader takes what. A new format is one module in ``readers`` and one row here."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from checker.registry import Registry
from checker.sources.draft import Blob, Drafts
from checker.sources.readers import feed, html, markdown, pdf, plain, records, word

Reader = Callable[[Blob], Drafts]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how its files end, what servers call it, and who reads it."""

    read: Reader
    suffixes: tuple[str, ...]  # lower case, with the dot
    media_types: tuple[str, ...]  # lower case, without parameters


FORMATS: Registry[Format] = Registry(
    "format",
    {
        "text": Format(plain.read, (".txt", ".text"), ("text/plain",)),
        "markdown": Format(markdown.read, (".md", ".markdown"), ("text/markdown", "text/x-markdown")),
        "html": Format(html.read, (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml")),
        "pdf": Format(pdf.read, (".pdf",), ("application/pdf", "application/x-pdf")),
        "word": Format(word.read, (".docx",), (_WORD,)),
        "json": Format(records.read_json, (".json",), ("application/json", "text/json", "application/ld+json")),
        "jsonl": Format(
            records.read_lines,
            (".jsonl", ".ndjson"),
            ("application/jsonl", "application/x-ndjson", "application/ndjson", "application/x-jsonlines"),
        ),
        "feed": Format(
            feed.read,
            (".xml", ".rss", ".atom"),
            ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
        ),
    },
)
_BY_SUFFIX = {suffix: name for name in FORMATS for suffix in FORMATS[name].suffixes}
_BY_MEDIA_TYPE = {media_type: name for name in FORMATS for media_type in FORMATS[name].media_types}
_SAYS_LITTLE = frozenset(
    {"", "text/plain", "application/octet-stream", "binary/octet-stream"}
)  # what servers send blindly
_HEAD = 1024  # bytes that sniffing looks at


def known_suffix(name: str) -> bool:
    """Whether a path or URL ends like a format that can be read."""
    return _suffix(name) in _BY_SUFFIX


def suffixes() -> tuple[str, ...]:
    """How the files end that are read from a folder."""
    return tuple(_BY_SUFFIX)


def media_type_refused(media_type: str) -> bool:
    """Whether a server's word rules an article out: an image, a film, a program."""
    return media_type not in _SAYS_LITTLE and media_type not in _BY_MEDIA_TYPE and not media_type.startswith("text/")


def choose(blob: Blob) -> str:
    """The name of its format: what is settled, by a media type that says something, by suffix, by content."""
    if blob.format is not None:
        return blob.format
    if blob.media_type not in _SAYS_LITTLE and blob.media_type in _BY_MEDIA_TYPE:
        return _BY_MEDIA_TYPE[blob.media_type]
    return _BY_SUFFIX.get(_suffix(blob.url or blob.name)) or sniff(blob.data)


def _suffix(name: str) -> str:
    path = urlsplit(name).path if "://" in name else name
    return PurePosixPath(path).suffix.lower()


def sniff(data: bytes) -> str:
    """The name of the format that the first bytes look like; text where they look like nothing else."""
    head = data[:_HEAD]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "word"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--")) or b"<html" in start:
        return "html"
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")):
        return "feed"
    return _sniff_json(data) if start.startswith((b"{", b"[")) else "text"


def _sniff_json(data: bytes) -> str:
    first, _, rest = data.strip().partition(b"\n")
    if rest and _is_json(first):
        return "jsonl"
    return "json" if _is_json(data) else "text"


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
