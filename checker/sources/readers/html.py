"""Web pages: the article inside, found by trafilatura, with its title, publisher, author and date."""

from __future__ import annotations

import logging
import re
from typing import Any

from checker.errors import SourceError
from checker.sources.decode import decode
from checker.sources.draft import Blob, Draft, Drafts, article, one_line
from checker.sources.guard import parsing
from checker.sources.readers.html_comments import ignores
from checker.sources.readers.markup import plain_text

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE
)
_NOWHERE = logging.NullHandler()  # one for all: a logger takes the same handler once
_HEAD_BYTES = 4096  # where a page must declare its encoding; the HTML standard asks for 1024
_DECLARATION = re.compile(r"\A\s{0,100}<\?xml[^>]{0,500}>")  # lxml refuses text that declares an encoding
# The fixed last day makes the answer independent of today; a wide search would take any date on the page.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31"}


def read(blob: Blob) -> Drafts:
    """One article per page; SourceError where the page holds none."""
    declared = _CHARSET.search(blob.data[:_HEAD_BYTES])
    decoded = decode(blob, declared[1].decode("ascii") if declared else None)
    page = _DECLARATION.sub("", decoded.text)
    with parsing(blob, "a web page"):
        found = _extract(page, blob.url)
    body = _paragraphs(found.text or "") if found is not None else ""
    body = body or plain_text(page)  # a page too short or too plain for the search
    if not body.strip():
        reason = "expected an article, but the page holds no text (it may need JavaScript); save the article as text"
        raise SourceError(blob.name, reason)
    content = article(found.title if found is not None else None, body)
    with parsing(blob, "a web page"):
        silent = ignores(page, content.text, obeyed=blob.url is None)
    problems = (*decoded.problems, *silent.notes(blob))
    if found is None:
        return Drafts((Draft(content, url=blob.url, ignores=silent.parts),), problems)
    draft = Draft(
        content,
        title=one_line(found.title),
        published=found.date,
        origin="metadata",
        publisher=one_line(found.sitename),
        author=one_line(found.author),
        url=found.url or blob.url,
        ignores=silent.parts,
    )
    return Drafts((draft,), problems)


def _extract(page: str, url: str | None) -> Any:
    """trafilatura's ``Document``, or None where it finds no article."""
    import trafilatura  # noqa: PLC0415 - 0.2 s that only web pages need

    for library in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(library).addHandler(_NOWHERE)  # its remarks are not for standard error
    return trafilatura.bare_extraction(
        page, url=url, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES
    )


def _paragraphs(text: str) -> str:
    """One blank line between paragraphs, which come one a line; items of a list stay together."""
    parts: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            joint = "\n" if parts and line.startswith("- ") and parts[-1].startswith("- ") else "\n\n"
            parts += [joint, line.strip()] if parts else [line.strip()]
    return "".join(parts)
