"""The stages that workers do: the same functions as in one process, from bytes to bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from checker.corpus.codec import pack, unpack
from checker.corpus.judge import Material, judgement_of
from checker.corpus.reading import Read, read
from checker.encoders.protocol import checked
from checker.pipeline import Parts
from checker.values.claim import Extraction
from checker.values.text import Document

FLOAT = "<f4"  # of a vector on its way
UNSETTLED = b""  # in place of a judgement that is not to be kept: the check makes it once more by itself


@dataclass(frozen=True, slots=True)
class ReadBody:
    """What is read of an article, without the article."""

    extraction: Extraction
    gists: tuple[str, ...]
    slots: tuple[str, ...]

    def of(self, document: Document, key: bytes) -> Read:
        """The same with the article, which has not changed on the way."""
        return Read(document, key, self.extraction, self.gists, self.slots)


def read_articles(items: Sequence[bytes], parts: Parts) -> list[bytes]:
    """Articles -> their claims and the texts that are encoded of them."""
    found = (read(unpack(item, Document), parts) for item in items)
    return [pack(ReadBody(one.extraction, one.gists, one.slots)) for one in found]


def encode_texts(items: Sequence[bytes], parts: Parts) -> list[bytes]:
    """Texts -> their vectors, bit by bit those that one process makes: a vector depends on its text alone."""
    rows = checked(parts.encoder, [item.decode() for item in items])
    return [row.astype(FLOAT).tobytes() for row in rows]


def judge_events(items: Sequence[bytes], parts: Parts) -> list[bytes]:
    """Events with claims and vectors -> what the rules say of each; UNSETTLED where the same may not come out again."""
    found = (judgement_of(unpack(item, EventBody).material(), parts) for item in items)
    return [pack(one) if one.lasts else UNSETTLED for one in found]


@dataclass(frozen=True, slots=True)
class EventBody:
    """An event with all that the rules look at, as it travels."""

    documents: tuple[Document, ...]
    extractions: tuple[Extraction, ...]
    gists: bytes  # rows of the claims, FLOAT
    slots: bytes  # rows of the slots, FLOAT
    dimension: int

    @classmethod
    def from_material(cls, material: Material) -> EventBody:
        """The same as bytes."""
        gists, slots = (rows.astype(FLOAT).tobytes() for rows in (material.gists, material.slots))
        return cls(material.documents, material.extractions, gists, slots, material.gists.shape[1])

    def material(self) -> Material:
        """The same as arrays."""
        gists, slots = (
            np.frombuffer(rows, FLOAT).astype(np.float32).reshape(-1, self.dimension)
            for rows in (self.gists, self.slots)
        )
        return Material(self.documents, self.extractions, gists, slots)
