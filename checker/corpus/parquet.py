"""Articles and claims as Parquet. The one file that imports pyarrow: the extra ``parquet`` brings it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from checker.errors import SourceError, UsageError

if TYPE_CHECKING:
    from checker.corpus.exchange import ArticleRow, ClaimRow

ROWS_AT_ONCE = 5000  # of a row group
READ_AT_ONCE = 64  # rows: each may be as long as an article may be
TOO_LONG = "has more than {} bytes; raise sources.max_bytes of the configuration to read it"
ARTICLE = "article"  # the column that an import reads: an article as JSON, whole; the others are for other programs


def write_articles(path: Path, rows: Iterable[ArticleRow]) -> None:
    """A row for each article: what people ask for in columns of its own, and all of it as JSON."""
    arrow, _ = _arrow()
    text, number = arrow.string(), arrow.int64()
    names = ("source", "title", "published", "language", "publisher", "author", "url", "sha256", "text")
    schema = arrow.schema([("version", number), *((name, text) for name in names), (ARTICLE, arrow.large_string())])
    encoder = msgspec.json.Encoder()

    def columns(row: ArticleRow) -> dict[str, object]:
        document = row.article
        day = document.published.day.isoformat() if document.published else None
        own = {name: getattr(document, name) for name in names if name not in ("source", "published")}
        whole = encoder.encode(row).decode()
        return {"version": row.version, "source": document.id, "published": day, **own, ARTICLE: whole}

    _write(path, schema, (columns(row) for row in rows))


def write_claims(path: Path, rows: Iterable[ClaimRow]) -> None:
    """A row for each claim."""
    arrow, _ = _arrow()
    text, number, texts = arrow.string(), arrow.int64(), arrow.list_(arrow.string())
    sorts = {"line": number, "start": number, "end": number, "values": texts, "names": texts}
    order = ("claim", "source", "published", "event", "line", "start", "end", "text", "polarity", "modality", "speaker")
    schema = arrow.schema([(name, sorts.get(name, text)) for name in (*order, "values", "names")])
    _write(path, schema, (dataclasses.asdict(row) for row in rows))


def read_articles(name: str, most: int) -> Iterator[tuple[str, bytes]]:
    """(place, article as JSON) of each row; SourceError where the file is no such export.

    ``most``: bytes of a row; more is a SourceError, too.
    """
    arrow, parquet = _arrow()
    try:
        with parquet.ParquetFile(name) as file:
            if ARTICLE not in file.schema_arrow.names:
                there = ", ".join(file.schema_arrow.names[:10])
                raise SourceError(
                    name, f"expected a column {ARTICLE!r}, as an export of articles has; there are: {there}"
                )
            number = 0
            for batch in file.iter_batches(batch_size=READ_AT_ONCE, columns=[ARTICLE]):
                for value in batch.column(0):
                    number += 1
                    row = str(value.as_py() or "").encode()
                    if len(row) > most:
                        raise SourceError(name, f"row {number} {TOO_LONG.format(most)}")
                    yield f"row {number}", row
    except OSError as error:
        raise SourceError(name, f"cannot be read: {error.strerror or error}") from error
    except arrow.ArrowException as error:
        raise SourceError(name, f"expected a Parquet file, but {error}") from error


def _write(path: Path, schema: Any, rows: Iterator[dict[str, object]]) -> None:
    arrow, parquet = _arrow()
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while some := list(islice(rows, ROWS_AT_ONCE)):
            writer.write_table(arrow.Table.from_pylist(some, schema))


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow  # noqa: PLC0415
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow; install it with: pip install 'checker[parquet]'") from error
    return pyarrow, pyarrow.parquet
