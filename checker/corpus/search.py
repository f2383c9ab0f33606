"""The claims of a corpus that are nearest to a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.claims.extract import extract
from checker.corpus.codec import unpack
from checker.corpus.index import Held
from checker.corpus.near import NearRows
from checker.corpus.sql import some_at_once
from checker.corpus.store import Snapshot
from checker.encoders.protocol import Encoder, checked
from checker.errors import UsageError
from checker.values.claim import Claim, Extraction
from checker.values.text import Document

DECIMALS = 4  # of a cosine: beyond them it depends on the processor
SPARE = 4  # texts that are looked up for each claim that is asked for: slots have texts, too


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim near the text."""

    cosine: float  # of the two gists, higher is closer
    source: str  # Document.id
    published: str | None  # ISO date
    event: str  # "E17"
    claim: Claim

    @property
    def values(self) -> tuple[str, ...]:
        """The figures and times in it, as written."""
        facts = self.claim.facts
        return (*(q.text for q in facts.quantities if q.comparable), *(p.text for p in facts.periods))


def search(snapshot: Snapshot, encoder: Encoder, text: str, count: int, index: Held | None = None) -> list[Hit]:
    """The ``count`` nearest claims, near to far. Without an ``index`` every vector is looked at, so none is missed.

    What is compared is the text without its figures, as of the claims: "40 people died" finds "31 people died".
    """
    if not text.strip():
        raise UsageError("there is nothing to search for; give some words of a claim")
    claims = extract(Document("search", text)).claims
    near = NearRows(snapshot, checked(encoder, [claim.gist for claim in claims] or [text]), index)
    wanted = count * SPARE
    while True:
        cosines = near.take(wanted)
        hits = _hits(snapshot, cosines)
        if len(hits) >= count or len(cosines) == snapshot.texts.count:
            return hits[:count]
        wanted *= SPARE


def _hits(snapshot: Snapshot, cosines: Mapping[int, float]) -> list[Hit]:
    """The claims whose gists have the vectors of these rows, near to far, of equal ones by source and place."""
    found: list[tuple[int, int, int]] = []  # row, document, number of the claim
    for some, marks in some_at_once(list(cosines)):
        query = f"SELECT row, document, number FROM texts JOIN claims ON text = id WHERE row IN ({marks})"  # noqa: S608
        found += snapshot.connection.execute(query, some).fetchall()
    read: dict[int, tuple[str, str | None, int, Extraction]] = {}
    for document in {document for _, document, _ in found}:
        query = "SELECT name, day, event, extraction FROM documents JOIN contents ON document = id WHERE id = ?"
        name, day, event, stored = snapshot.connection.execute(query, (document,)).fetchone()
        read[document] = (name, day, event, unpack(stored, Extraction))
    hits = []
    for row, document, number in found:
        name, day, event, extraction = read[document]
        cosine = round(cosines[row], DECIMALS)
        hits.append((number, Hit(cosine, name, day, f"E{event}", extraction.claims[number])))
    return [hit for _, hit in sorted(hits, key=lambda one: (-one[1].cosine, one[1].source, one[0]))]
