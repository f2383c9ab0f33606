"""PDF: the text layer, page by page, its lines joined to paragraphs again."""

from __future__ import annotations

import io
import logging
import re
from datetime import date
from typing import TYPE_CHECKING

from checker.errors import SourceError
from checker.sources.days import parse_day
from checker.sources.draft import Blob, Draft, Drafts, article, one_line
from checker.sources.guard import parsing
from checker.sources.headline import headline
from checker.sources.readers.reflow import reflow

if TYPE_CHECKING:
    from pypdf import PdfReader

_NOWHERE = logging.NullHandler()  # one for all: a logger takes the same handler once
_MADE = re.compile(r"(?:D:)?(\d{8})")  # ISO 32000-1, section 7.9.4; pypdf fails on what it cannot read there
# What programs write there when nobody gave a title.
_NO_TITLE = re.compile(r"untitled|anonymous|microsoft word.*|.*\.(?:docx?|pdf|indd|qxd|tex|odt|rtf)", re.IGNORECASE)


def read(blob: Blob) -> Drafts:
    """One article per file; SourceError for encrypted, broken and scanned files."""
    from pypdf.errors import DependencyError, LimitReachedError  # noqa: PLC0415 - only PDF files pay for it

    logging.getLogger("pypdf").addHandler(_NOWHERE)  # its remarks are not for standard error
    locked = "it is encrypted; expected a PDF that opens without a password; save an unprotected copy"
    with parsing(blob, "a PDF"):
        try:
            document = _open(blob, locked)
            pages = _pages(blob, document)
            title, author, created = _metadata(document)
        except DependencyError as error:  # the decryption needs a package that is not here
            raise SourceError(blob.name, locked) from error
        except LimitReachedError as error:
            raise SourceError(blob.name, f"the PDF unpacks to more than is safe ({error}); save it as text") from error
    if not any(page.strip() for page in pages):
        reason = f"its {len(pages)} pages hold no text layer, so it looks scanned; run OCR on it, or save it as text"
        raise SourceError(blob.name, reason)
    body = reflow(pages)
    content = article(title, body)
    return Drafts((Draft(content, title=title or headline(content.text), author=author, created=created),))


def _open(blob: Blob, locked: str) -> PdfReader:
    from pypdf import PasswordType, PdfReader  # noqa: PLC0415

    document = PdfReader(io.BytesIO(blob.data))
    if document.is_encrypted and document.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise SourceError(blob.name, locked)
    return document


def _pages(blob: Blob, document: PdfReader) -> list[str]:
    pages: list[str] = []
    size = 0
    for page in document.pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > blob.limit:
            raise SourceError(blob.name, f"its text is longer than {blob.limit} characters; raise --max-bytes")
    return pages


def _metadata(document: PdfReader) -> tuple[str | None, str | None, date | None]:
    """Title, author and the day the file was made, each None where it says nothing."""
    about = document.metadata
    if about is None:
        return None, None, None
    title = one_line(about.title)
    author = one_line(about.author)
    made = _MADE.match(str(about.get("/CreationDate", "")))
    named = None if title is None or _NO_TITLE.fullmatch(title) else title
    writer = None if author is None or _NO_TITLE.fullmatch(author) else author
    return named, writer, parse_day(made[1]).day if made else None
