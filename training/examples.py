"""From labelled events to rows of named features, one per pair of values that a rule would weigh.

The features are made by the program itself, so what is fitted is what runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.claims.extract import extract
from checker.clusters.candidates import across, near_pairs
from checker.index.build import build_index
from checker.pipeline import Parts, encoded
from checker.rules.align import Aligned, comparable
from checker.rules.compare import holds_together
from checker.rules.evidence import Evidence, gather
from checker.rules.kind import Pair
from checker.rules.kinds import (
    antonym,
    attribution,
    cause,
    entailment,
    entity,
    filler,
    ordinal,
    period,
    polarity,
    quantifier,
    quantity,
    sums,
)
from checker.rules.run import pairs_of
from checker.rules.slots import SlotVectors
from checker.sources.read import read_all
from checker.values.claim import Claim
from checker.values.match import Match
from checker.values.text import Span
from training.gold import Event, Lookup

NAMED = frozenset({"place", "agent", "attribution", "cause", "other", "role"})  # ... are names
TIMED = frozenset({"date", "time", "duration"})  # kinds of slots whose values are times


@dataclass(frozen=True)
class Example:
    """One weighed pair: the features by name, the truth, and where it stands."""

    event: str
    decision: str
    features: dict[str, float]
    truth: bool
    claims: tuple[tuple[str, int, int], tuple[str, int, int]]
    text: str
    kind: str  # of the gold slot, or ""
    counts: float = 1.0  # how often the row counts when weights are fitted


def examples(event: Event, parts: Parts) -> Iterator[Example]:
    """All rows of one event, for all decisions."""
    lookup = Lookup(event)
    for pair in claim_pairs(event, parts):
        yield from _of_quantities(event, pair, lookup)
        yield from _of_times(event, pair, lookup)
        yield from _of_rest(event, pair, lookup)


@dataclass(frozen=True)
class Prepared:
    """What the rules get of one event."""

    evidence: Evidence
    matches: Sequence[Match]
    slots: SlotVectors


def prepared(event: Event, parts: Parts) -> Prepared:
    """The stages before the rules."""
    names = [str(event.folder / f) for f in event.files]
    documents = read_all(names, parts.config.sources).documents
    claims = tuple(c for d in documents for c in extract(d, parts.config.claims).claims)
    ((vectors, slots),) = encoded([claims], parts.encoder)
    index = build_index(parts.config.index.name, vectors)
    near = near_pairs(index.search(vectors, parts.config.clusters.neighbours), parts.config.clusters)
    matches = across(near, [c.source for c in claims])
    return Prepared(gather(claims, documents, matches), matches, slots)


def claim_pairs(event: Event, parts: Parts) -> Iterator[Pair]:
    """All pairs of claims of one event that the rules look at."""
    of = prepared(event, parts)
    yield from pairs_of(of.evidence, of.matches, of.slots)


def _of_quantities(event: Event, pair: Pair, lookup: Lookup) -> Iterator[Example]:
    options = quantity.QuantityOptions()
    for aligned in pair.aligned:
        labels = labels_of(lookup, pair, aligned.a.span, aligned.b.span)
        if "debatable" in labels:
            continue
        where = (pair, f"{aligned.a.text} | {aligned.b.text}")
        same = bool(labels.keys() & {"conflict", "agree", "compatible"})
        yield _example(event, "same_slot", dict(aligned.features), same, where, labels)
        if comparable(aligned.a, aligned.b) and _is_weighed(pair, aligned, options):
            features = quantity.conflict_features(pair, aligned, options)
            yield _example(event, "quantity", features, "conflict" in labels, where, labels)


def _is_weighed(pair: Pair, aligned: Aligned, options: quantity.QuantityOptions) -> bool:
    """Whether the weights decide of two figures: they do not fit, and no reason settles that both may hold."""
    if aligned.probability < quantity.WORTH_WEIGHING or holds_together(aligned.a, aligned.b, options.widths):
        return False
    if quantity.of_two_things(aligned.a, aligned.b):
        return False
    return not any(r.settles for r in quantity.reasons_apart(pair, aligned, options))


def _of_rest(event: Event, pair: Pair, lookup: Lookup) -> Iterator[Example]:
    labels = labels_of(lookup, pair, pair.a.span, pair.b.span)
    if "debatable" in labels and "conflict" not in labels:
        return
    places = _place(pair.a, pair.a.span), _place(pair.b, pair.b.span)
    clashing = {kind for label, kind, _ in lookup.labels(*places) if label == "conflict"}
    for decision, found in (
        ("ordinal", ordinal.candidates(pair)),
        ("quantifier", quantifier.candidates(pair)),
        ("polarity", polarity.candidates(pair)),
        ("antonym", antonym.candidates(pair)),
        ("entity", entity.candidates(pair)),
        ("filler", filler.candidates(pair)),
        ("cause", cause.candidates(pair)),
        ("attribution", attribution.candidates(pair)),
        ("sum", sums.candidates(pair)),
        ("entailment", entailment.candidates(pair)),
    ):
        if decision in ("entity", "filler", "cause") and clashing and not clashing & NAMED:
            continue
        for features, shown in found:
            yield _example(event, decision, features, "conflict" in labels, (pair, shown), labels)


def _of_times(event: Event, pair: Pair, lookup: Lookup) -> Iterator[Example]:
    claims = labels_of(lookup, pair, pair.a.span, pair.b.span)
    if "debatable" in claims or ("conflict" in claims and claims["conflict"] not in TIMED):
        return  # where they conflict in a figure or a place, their times tell nothing either way
    for features, p, q in period.candidates(pair, period.PeriodOptions()):
        labels = labels_of(lookup, pair, p.span, q.span)
        yield _example(event, "period", features, "conflict" in labels, (pair, f"{p.text} | {q.text}"), labels)


def labels_of(lookup: Lookup, pair: Pair, a: Span, b: Span) -> dict[str, str]:
    """The labels of two places, one in each claim, with the kind of each."""
    found = lookup.labels(_place(pair.a, a), _place(pair.b, b))
    return {label: kind for label, kind, _ in sorted(found)}


def _place(claim: Claim, span: Span) -> tuple[str, int, int]:
    return claim.source.rsplit("/", 1)[-1], span.start, span.end


def _example(
    event: Event,
    decision: str,
    features: dict[str, float],
    truth: bool,
    where: tuple[Pair, str],
    labels: dict[str, str],
) -> Example:
    pair, shown = where
    return Example(
        event=event.name,
        decision=decision,
        features=features,
        truth=truth,
        claims=(_place(pair.a, pair.a.span), _place(pair.b, pair.b.span)),
        text=f"{shown}: {pair.a.text[:110]!r} ~ {pair.b.text[:110]!r}",
        kind=next((labels[k] for k in ("conflict", "agree", "compatible") if k in labels), ""),
    )
