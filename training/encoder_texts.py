"""What the encoder is trained on: the texts that the program embeds, in groups of one event, with what they are about.

A text is the gist of a claim or the words around one of its values (``checker.rules.slots``). Two texts of one event
that are about one fact, agreeing on it or not, belong together; all others of the event are to be told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from checker.claims.extract import extract
from checker.config import Config
from checker.rules.slots import SlotKey, keys, text_of
from checker.sources.read import read_all
from checker.values.claim import Claim
from checker.values.text import Document, Span
from training.gold import Event, events, half

SLOT_OF_KIND = {  # kind of a labelled fact -> the dimension or sort of its value
    "count": "count",
    "money": "money",
    "percent": "percent",
    "duration": "duration",
    "date": "period",
    "time": "period",
}


@dataclass(frozen=True)
class Text:
    """A text to embed, and the facts of its event that it states; a text of no labelled fact has one of its own."""

    text: str
    facts: frozenset[str]


Group = list[Text]  # texts of one event and one form: gists, or words around values


def of_statements(folder: Path, config: Config) -> Iterator[list[Group]]:
    """For each event in ``training/statements``, its gists and its slots."""
    for path in sorted(folder.glob("*.yaml")):
        for event in yaml.safe_load(path.read_text(encoding="utf-8")):
            gists: Group = []
            slots: Group = []
            for n, slot in enumerate(event["slots"]):
                for sort in ("agree", "conflict", "near"):
                    for statement in slot.get(sort) or []:
                        fact = f"fact {n}" if sort != "near" else None
                        _add(statement, fact, str(slot["kind"]), config, gists, slots)
            yield [gists, slots]


def _add(statement: str, fact: str | None, kind: str, config: Config, gists: Group, slots: Group) -> None:
    text = " ".join(statement.split())
    document = Document(id="statement", text=text, published=None, sha256="")
    claims = extract(document, config.claims).claims
    gists.append(Text(text, frozenset((fact or f"alone {len(gists)}",))))
    own = [key for key in keys(claims) if _sort(claims, key) == SLOT_OF_KIND.get(kind)]
    for key in keys(claims):
        stated = fact if fact and [key] == own else None  # of two values it is not known which is meant
        slots.append(Text(text_of(claims, key), frozenset((stated or f"alone {len(slots)}",))))


def _sort(claims: Sequence[Claim], key: SlotKey) -> str:
    if key.sort == "period":
        return "period"
    return claims[key.claim].facts.quantities[key.item].dimension.value


def of_events(folder: Path, config: Config, only: int | None = None) -> Iterator[list[Group]]:
    """For each labelled event, of one half of the folder or of all, the gists and the slots of all its articles."""
    for event in (e for n, e in enumerate(events(folder)) if only is None or half(n) == only):
        documents = read_all([str(event.folder / f) for f in event.files], config.sources).documents
        claims = tuple(c for d in documents for c in extract(d, config.claims).claims)
        places = list(_places(event))
        gists = [Text(c.gist, _facts(places, c, c.span, n)) for n, c in enumerate(claims)]
        slots = []
        for n, key in enumerate(keys(claims)):
            claim = claims[key.claim]
            values = claim.facts.periods if key.sort == "period" else claim.facts.quantities
            slots.append(Text(text_of(claims, key), _facts(places, claim, values[key.item].span, n)))
        yield [gists, slots]


def _places(event: Event) -> Iterator[tuple[str, int, int, str]]:
    for pair in event.pairs:
        if pair.label in ("conflict", "agree", "compatible"):
            for place in (pair.a, pair.b):
                yield place.file, place.start, place.end, pair.slot


def _facts(places: Sequence[tuple[str, int, int, str]], claim: Claim, span: Span, n: int) -> frozenset[str]:
    file = claim.source.rsplit("/", 1)[-1]
    found = {fact for f, start, end, fact in places if f == file and start < span.end and span.start < end}
    return frozenset(found or {f"alone {n}"})
