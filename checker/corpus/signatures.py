"""Signatures of articles as they lie in the corpus, and the articles that are near a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from checker.corpus.segments import Rows, append, segments_of
from checker.corpus.store import Writer
from checker.events.near import between, edges
from checker.events.options import EventOptions
from checker.events.table import SignatureTable, joined, ordinal, table_of
from checker.values.event import Signature

_NOBODY = -1  # in place of the id of a document that is in no more
_MERGE = 2  # a part is joined with the one before it once it has half as many rows, so that parts stay few


@dataclass(frozen=True, slots=True)
class Part:
    """Some articles: ids of the documents, and their signatures in the same order."""

    ids: NDArray[np.int64]  # (n,)
    table: SignatureTable


class Neighbourhood:
    """The articles that may be near those that come, as far as the window of days reaches; grows with them."""

    def __init__(
        self, writer: Writer, options: EventOptions, days: Sequence[date | None], *, ahead: bool = False
    ) -> None:
        """Load what lies inside the window around ``days``; where one of them is unknown, everything.

        With ``ahead`` twice as far, for those that come next: articles often come in the order of their days.
        """
        self._options = options
        self._parts: list[Part] = []
        self._within = _window(days, options.window * (2 if ahead else 1))
        loaded = _load(writer, self._within)
        if loaded is not None:
            self._parts.append(loaded)

    def reaches(self, days: Sequence[date | None]) -> bool:
        """Whether all that may be near articles of these days is loaded."""
        if self._within is None:
            return True
        wanted = _window(days, self._options.window)
        return wanted is not None and self._within[0] <= wanted[0] and wanted[1] <= self._within[1]

    def forget(self, document: int) -> None:
        """The article is in no more, or comes anew: its row stays, under a number that no article has."""
        self._parts = [Part(np.where(part.ids == document, _NOBODY, part.ids), part.table) for part in self._parts]

    def take(self, documents: Sequence[int], signatures: Sequence[Signature]) -> list[tuple[int, int, float]]:
        """The pairs of a new article and one near it, as (id, id, closeness); then the new ones are among the rest."""
        fresh = Part(np.array(documents, np.int64), table_of(signatures, len(signatures[0].vector)))
        found = [(documents[edge.a], documents[edge.b], edge.closeness) for edge in edges(fresh.table, self._options)]
        for part in self._parts:
            pairs = between(fresh.table, part.table, self._options, part.ids != _NOBODY)
            found += [(documents[a], int(part.ids[b]), closeness) for a, b, closeness in pairs]
        self._parts.append(fresh)
        while len(self._parts) > 1 and len(self._parts[-2].ids) <= _MERGE * len(self._parts[-1].ids):
            last, before = self._parts.pop(), self._parts.pop()
            ids = np.concatenate([before.ids, last.ids])
            self._parts.append(Part(ids, joined([before.table, last.table])))
        return sorted(found)


def keep_signatures(writer: Writer, of: Sequence[tuple[int, Signature]]) -> None:
    """Write the signatures of documents, inside a transaction."""
    if not of:
        return
    dimension = writer.settings.dimension
    matrix = np.array([signature.vector for _, signature in of], np.float32).reshape(len(of), dimension)
    first = append(writer.connection, writer.folder, "articles", matrix)
    for row, (document, signature) in enumerate(of, start=first):
        table = table_of([signature], dimension)
        columns = (
            table.names.astype("<u8").tobytes(),
            table.name_weights.astype("<f4").tobytes(),
            table.named_days.astype("<i4").tobytes(),
        )
        values = (document, row, *columns, signature.sketch)
        writer.connection.execute("INSERT INTO signatures VALUES (?, ?, ?, ?, ?, ?)", values)


def _window(days: Sequence[date | None], reach: int) -> tuple[date, date] | None:
    """The first and the last day inside the window; None where a day is unknown: it has no bounds then."""
    known = [day for day in days if day is not None]
    if len(known) < len(days) or not known:
        return None
    by = timedelta(days=reach)
    low, high = min(known), max(known)
    return (low - by if low > date.min + by else date.min), (high + by if high < date.max - by else date.max)


def _load(writer: Writer, within: tuple[date, date] | None) -> Part | None:
    """The signatures of the articles of some days, and of those without a day; None where there are none."""
    where, days = ("", ()) if within is None else ("WHERE day BETWEEN ? AND ? OR day IS NULL ", within)
    found = writer.connection.execute(
        "SELECT document, row, day, names, weights, days FROM signatures JOIN documents ON id = document "  # noqa: S608
        f"{where}ORDER BY day, document",
        [day.isoformat() for day in days],
    ).fetchall()
    if not found:
        return None
    ids, rows, published, names, weights, named = zip(*found, strict=True)
    vectors = Rows(writer.folder, segments_of(writer.connection, "articles"), writer.settings.dimension)
    table = SignatureTable(
        vectors=vectors.take(np.array(rows, np.int64)),
        days=np.array([ordinal(date.fromisoformat(day) if day else None) for day in published], np.int32),
        name_starts=_starts(len(blob) // 8 for blob in names),
        names=np.frombuffer(b"".join(names), "<u8").astype(np.uint64),
        name_weights=np.frombuffer(b"".join(weights), "<f4").astype(np.float32),
        day_starts=_starts(len(blob) // 4 for blob in named),
        named_days=np.frombuffer(b"".join(named), "<i4").astype(np.int32),
    )
    return Part(np.array(ids, np.int64), table)


def _starts(lengths: Iterator[int]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.fromiter(lengths, np.int64))]).astype(np.int64)
