"""Articles -> their claims, the texts that are embedded of them, and the vectors of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from checker.claims.extract import extract
from checker.corpus.codec import digest
from checker.corpus.keys import document_key
from checker.corpus.segments import Rows, append, segments_of
from checker.corpus.sql import some_at_once
from checker.corpus.store import Writer
from checker.encoders.protocol import checked
from checker.facts.vocabulary import using
from checker.pipeline import Parts
from checker.rules.known_sources import described
from checker.rules.slots import keys, text_of
from checker.values.claim import Extraction
from checker.values.text import Document


@dataclass(frozen=True, slots=True)
class Read:
    """One article with all that is kept of it."""

    document: Document
    key: bytes  # see ``document_key``
    extraction: Extraction
    gists: tuple[str, ...]  # one for each claim
    slots: tuple[str, ...]  # one for each key of ``rules.slots.keys``, in their order


def read(document: Document, parts: Parts) -> Read:
    """Read the claims of an article, with the words and dates that the rules of the run give it."""
    tables = parts.rules.tables
    with using(tables.vocabulary):
        known = described([document], tables.sources).documents[0]
        extraction = extract(known, parts.config.claims)
        claims = extraction.claims
        slots = tuple(text_of(claims, key) for key in keys(claims))
    return Read(document, document_key(document), extraction, tuple(c.gist for c in claims), slots)


@dataclass(frozen=True, slots=True)
class Embedded:
    """Texts that a batch needs: the ids of those that the corpus has, and rows for the others."""

    ids: dict[bytes, int]  # digest -> id of the text, of those that are there
    fresh: tuple[bytes, ...]  # digests of the others
    rows: NDArray[np.float32]  # (fresh, dim)
    known: NDArray[np.float32]  # (ids, dim): in the order of ``ids``
    _place: dict[bytes, int] = field(
        init=False, repr=False, compare=False
    )  # digest -> row of both, one after the other

    def __post_init__(self) -> None:
        object.__setattr__(self, "_place", {key: i for i, key in enumerate((*self.ids, *self.fresh))})

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dim): the rows of these texts."""
        at = np.array([self._place[text_key(text)] for text in texts], np.int64)
        taken = np.empty((len(at), self.rows.shape[1]), np.float32)
        fresh = at >= len(self.known)
        taken[fresh], taken[~fresh] = self.rows[at[fresh] - len(self.known)], self.known[at[~fresh]]
        return taken


def text_key(text: str) -> bytes:
    """The digest under which the vector of a text is kept."""
    return digest(text)


def embedded(writer: Writer, reads: Sequence[Read], parts: Parts) -> Embedded:
    """The vectors of all texts of a batch: those that the corpus lacks are encoded, all in one go."""
    texts = {text_key(text): text for one in reads for text in (*one.gists, *one.slots)}
    there = known_texts(writer, list(texts))
    missing = {key: text for key, text in texts.items() if key not in there}
    rows = checked(parts.encoder, list(missing.values()))
    numbers = np.array([row for _, row in there.values()], np.int64)
    dimension = writer.settings.dimension
    known = np.empty((0, dimension), np.float32)
    if len(numbers):
        known = Rows(writer.folder, segments_of(writer.connection, "texts"), dimension).take(numbers)
    return Embedded({key: number for key, (number, _) in there.items()}, tuple(missing), rows, known)


def keep_texts(writer: Writer, texts: Embedded) -> dict[bytes, int]:
    """Write the rows of texts that are new, inside a transaction; the id of each text of the batch by its digest."""
    if not texts.fresh:
        return texts.ids
    first = append(writer.connection, writer.folder, "texts", texts.rows)
    ids = dict(texts.ids)
    for row, key in enumerate(texts.fresh, start=first):
        added = writer.connection.execute("INSERT INTO texts (digest, row) VALUES (?, ?)", (key, row))
        ids[key] = int(added.lastrowid or 0)
    return ids


def known_texts(writer: Writer, wanted: Sequence[bytes]) -> dict[bytes, tuple[int, int]]:
    """(id, row) of the texts that the corpus has, by digest, in the order asked for."""
    found: dict[bytes, tuple[int, int]] = {}
    for some, marks in some_at_once(wanted):
        query = f"SELECT digest, id, row FROM texts WHERE digest IN ({marks})"  # noqa: S608 - only marks are put in
        for key, number, row in writer.connection.execute(query, some):
            found[key] = (number, row)
    return found
