"""Pairs of claims of labelled events: what contradicts, agrees, only looks alike, or has nothing in common."""

from __future__ import annotations

import random
from dataclasses import replace

from checker.claims.extract import extract
from checker.clusters.candidates import across, near_pairs
from checker.index.build import build_index
from checker.pipeline import Parts, encoded
from checker.rules.evidence import gather
from checker.rules.gate import asked, gate
from checker.sources.read import read_all
from training.cross_encoder import Pair
from training.gold import Event, Lookup
from training.statement_pairs import AGREE, CONTRADICTION, NEUTRAL

UNRELATED = 1.5  # unrelated pairs for each labelled one


def news_pairs(event: Event, parts: Parts, rng: random.Random) -> list[Pair]:
    """The pairs of one event that the gate lets through, with their labels; the unrelated ones sampled."""
    documents = read_all([str(event.folder / f) for f in event.files], parts.config.sources).documents
    claims = tuple(c for d in documents for c in extract(d, parts.config.claims).claims)
    ((rows, _),) = encoded([claims], parts.encoder)
    wide = replace(parts.config.clusters, gate=-1.0)
    near = near_pairs(build_index(parts.config.index.name, rows).search(rows, len(claims)), wide)
    matches = across(near, [c.source for c in claims])
    evidence = gather(claims, documents, matches)
    through = set(gate(evidence, matches))
    lookup = Lookup(event)
    labelled: list[Pair] = []
    unrelated: list[Pair] = []
    for m in matches:
        a, b = claims[m.a], claims[m.b]
        places = [(c.source.rsplit("/", 1)[-1], c.span.start, c.span.end) for c in (a, b)]
        labels = {label for label, _, _ in lookup.labels(places[0], places[1])}
        first, second = asked(evidence, m)
        if "conflict" in labels:
            labelled.append(Pair(first, second, CONTRADICTION, "conflict"))
        elif "agree" in labels:
            labelled.append(Pair(first, second, AGREE, "agree"))
        elif "debatable" in labels:
            continue
        elif labels:
            labelled.append(Pair(first, second, NEUTRAL, "near"))
        elif m in through:
            unrelated.append(Pair(first, second, NEUTRAL, "across"))
    return labelled + rng.sample(unrelated, min(len(unrelated), int(UNRELATED * len(labelled))))
