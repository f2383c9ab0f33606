"""A corpus as a file of articles, and back: whatever is derived from them is made anew where they come in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from checker.corpus import parquet
from checker.corpus.add import Added, Adder
from checker.corpus.ahead import Ahead, in_thread
from checker.corpus.articles import BATCH, Batch
from checker.corpus.codec import unpack
from checker.corpus.imported import wrong_with
from checker.corpus.store import Corpus, Snapshot
from checker.errors import SourceError, UsageError
from checker.pipeline import Parts
from checker.values.claim import Extraction
from checker.values.progress import Progress
from checker.values.text import Document

VERSION = 1  # of the lines; raised when one of them is changed so that it cannot be read any more
Form = Literal["jsonl", "parquet"]
BYTES_FOR_EACH = 10  # of a row for each byte of text that is read: escapes, and the way back to what was read
_SUFFIXES: dict[str, Form] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article of an export."""

    version: int
    article: Document


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim of an export, for other programs; an import takes articles only."""

    claim: str
    source: str
    published: str | None  # ISO date
    event: str
    line: int
    start: int  # code points of the text as it was read
    end: int
    text: str
    polarity: str
    modality: str
    speaker: str | None
    values: tuple[str, ...]  # figures and times as written
    names: tuple[str, ...]  # canonical


def form_of(name: str, given: Form | None = None) -> Form:
    """The format that is asked for, or that the end of the name says; UsageError where neither does."""
    form = given or _SUFFIXES.get(Path(name).suffix.lower())
    if form is None:
        raise UsageError(f"{name}: its end names no format; expected .jsonl or .parquet, or --format")
    return form


def article_rows(snapshot: Snapshot) -> Iterator[ArticleRow]:
    """Every article, by name, so that two corpora of the same articles give the same rows."""
    for (body,) in snapshot.connection.execute(
        "SELECT body FROM documents JOIN contents ON document = id ORDER BY name"
    ):
        yield ArticleRow(VERSION, unpack(body, Document))


def claim_rows(snapshot: Snapshot) -> Iterator[ClaimRow]:
    """Every claim, by article and place."""
    query = "SELECT event, body, extraction FROM documents JOIN contents ON document = id ORDER BY name"
    for event, body, extraction in snapshot.connection.execute(query):
        document = unpack(body, Document)
        day = document.published.day.isoformat() if document.published else None
        for claim in unpack(extraction, Extraction).claims:
            span, facts = document.offsets.original_span(claim.span), claim.facts
            figures = (q.text for q in facts.quantities if q.comparable)
            yield ClaimRow(
                claim=claim.id,
                source=claim.source,
                published=day,
                event=f"E{event}",
                line=claim.line,
                start=span.start,
                end=span.end,
                text=claim.text,
                polarity=facts.polarity.value,
                modality=facts.modality.value,
                speaker=facts.attribution.speaker if facts.attribution else None,
                values=(*figures, *(p.text for p in facts.periods)),
                names=tuple(dict.fromkeys(e.canonical for e in facts.entities)),
            )


def json_lines(rows: Iterable[ArticleRow | ClaimRow]) -> Iterator[str]:
    """A line for each row."""
    from checker.report.escape import json_text  # noqa: PLC0415

    encoder = msgspec.json.Encoder()
    for row in rows:
        yield json_text(encoder.encode(row).decode()) + "\n"


def import_all(
    corpus: Corpus,
    parts: Parts,
    name: str,
    form: Form,
    progress: Progress | None = None,
    wait: float = 0.0,
    ahead: Ahead = in_thread,
) -> Added:
    """Bring in the articles of an export, as ``add`` does; SourceError, with its place, where a row is none."""
    result = Added()
    with corpus.write(wait) as writer, ahead(writer, parts) as (reader, able):
        batches = _batches(name, form, parts.config.sources.max_bytes)
        Adder(writer, able, progress, reader).add_all(batches, result)
    return result


def _batches(name: str, form: Form, most: int) -> Iterator[Batch]:
    """The articles of an export, BATCH at a time; how many there are is known in the end only."""
    rows = (_read_lines if form == "jsonl" else parquet.read_articles)(name, BYTES_FOR_EACH * most)
    batch, done = Batch(), 0
    for where, row in rows:
        batch.documents.append(_article(name, where, row, most))
        done += 1
        if len(batch.documents) >= BATCH:
            batch.done = done
            yield batch
            batch = Batch()
    batch.done = batch.total = done
    yield batch


def _read_lines(name: str, most: int) -> Iterator[tuple[str, bytes]]:
    """(place, one line) of a file, without its blank ones; SourceError for one of more than ``most`` bytes."""
    try:
        with Path(name).open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(most + 1), b""), start=1):
                if len(line) > most:
                    raise SourceError(name, f"line {number} {parquet.TOO_LONG.format(most)}")
                if line.strip():
                    yield f"line {number}", line
    except OSError as error:
        raise SourceError(name, f"cannot be read: {error.strerror or error}") from error


def _article(name: str, where: str, row: bytes, most: int) -> Document:
    try:
        found = msgspec.json.decode(row, type=ArticleRow)
    except (msgspec.MsgspecError, ValueError, UnicodeError) as error:
        expected = "expected an article as 'checker corpus export' writes it"
        raise SourceError(name, f"{where}: {expected}, but {_reason(row, error)}") from error
    if found.version != VERSION:
        newer = f"{where} has the version {found.version}, and this checker reads {VERSION}"
        raise SourceError(name, f"{newer}; export it with a checker that writes that")
    wrong = wrong_with(found.article, most)
    if wrong is not None:
        raise SourceError(name, f"{where}: {wrong}")
    return found.article


def _reason(row: bytes, error: Exception) -> str:
    try:
        json.loads(row)
    except (ValueError, UnicodeError):
        return "it is no JSON"
    return f"{error}"
