"""The whole flow, top to bottom: sources, claims, vectors, neighbours, pairs, clusters, rules, report.

No stage knows another; only this file knows the order. ``judged`` is the way of the data on one screen.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from checker.baseline.read import load_baseline
from checker.baseline.weigh import today
from checker.claims.extract import extract
from checker.clusters.candidates import across, near_pairs, with_one_of
from checker.clusters.linkage import average_linkage
from checker.config import Config, config_digest
from checker.encoders.load import load_encoder
from checker.encoders.protocol import Encoder, checked
from checker.entailment.load import load_entailment
from checker.entailment.protocol import Entailment
from checker.entailment.protocol import checked as asked_of
from checker.errors import UsageError
from checker.facts.vocabulary import using
from checker.index.build import build_index
from checker.models.shares import in_shares
from checker.outcome import Outcome, gaps, source_info
from checker.rules.choose import choose
from checker.rules.evidence import gather
from checker.rules.kinds import ALL_KINDS, kind_page
from checker.rules.known_sources import described, once_per_origin, origins_of
from checker.rules.load import load_rules
from checker.rules.matrix import Matrix, arrange
from checker.rules.queries import Query
from checker.rules.rule import Rule, RuleSet
from checker.rules.run import Placed, judge
from checker.rules.second_look import Ask, Probabilities
from checker.rules.shipped import shipped
from checker.rules.silenced import part, unknown_names
from checker.rules.slots import SlotVectors, keys, text_of
from checker.rules.unable import Unable
from checker.sources.given import Article
from checker.sources.read import Reading, read_all
from checker.values.claim import Claim, Extraction
from checker.values.finding import Finding
from checker.values.progress import Progress, Stage, told
from checker.values.report import NotChecked, Report, RuleInfo, RunInfo, SourceInfo
from checker.values.text import Document

SOURCES_NEEDED = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a run that take time to load; load them once and compare as often as you like."""

    config: Config
    encoder: Encoder
    rules: RuleSet
    entailment: Entailment | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What the stages up to the rules have made of some documents."""

    extractions: tuple[Extraction, ...]
    claims: tuple[Claim, ...]
    placed: tuple[Placed, ...]
    notes: tuple[NotChecked, ...] = ()
    silenced: tuple[Placed, ...] = ()  # findings that a comment in a source has switched off


def load(config: Config, rules: RuleSet | None = None, *, cached: bool = True) -> Parts:
    """Load the models and the rules that ``config`` names; raise ModelError or ConfigError where that fails.

    ``rules`` are taken instead of those that it names. Without ``cached`` the user's cache keeps no vectors: for
    callers that keep them themselves.
    """
    loaded = rules if rules is not None else load_rules(config.rules, ALL_KINDS, shipped("rules"))
    if rules is not None:
        config = replace(config, rules=(rules.name,))
    return Parts(
        config=config,
        encoder=load_encoder(config.encoder.name, config.cache_dir, cached=cached),
        rules=choose(loaded, config.select, config.ignore, ALL_KINDS),
        entailment=load_entailment(config.entailment.name, config.cache_dir),
    )


@dataclass(frozen=True, slots=True)
class Began:
    """When a run began: by the calendar, and by a clock that never jumps."""

    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    ticks: float = field(default_factory=time.perf_counter)  # seconds


def compare(
    names: Sequence[str | Article], config: Config, stdin: BinaryIO | None = None, progress: Progress | None = None
) -> Report:
    """Read the sources and report where they disagree: those of these names, and articles that are at hand.

    ``progress`` hears how far the run is; the report is the same with and without one.

    Raises SourceError where a source cannot be read, UsageError where there are fewer than two, ConfigError and
    ModelError where the run cannot be set up.
    """
    began = Began()
    reading = read_enough(names, config, stdin, progress)
    return report_on(reading, load(config), began, progress)


def read_enough(
    names: Sequence[str | Article], config: Config, stdin: BinaryIO | None = None, progress: Progress | None = None
) -> Reading:
    """Read the sources; raise UsageError where there are too few for a comparison."""
    reading = read_all(names, config.sources, stdin, progress)
    refuse_too_few(reading.documents, within=config.within)
    return reading


def refuse_too_few(documents: Sequence[Document], *, within: bool) -> None:
    """Raise UsageError where there are not the two documents that a comparison needs."""
    if len(documents) < SOURCES_NEEDED and not within:
        raise UsageError(_too_few(documents))


def report_on(reading: Reading, parts: Parts, began: Began, progress: Progress | None = None) -> Report:
    """Compare what was read."""
    options = parts.config.report
    outcome = compared(reading, parts, began, progress)
    return outcome.report(options, load_baseline(options.baseline), today())


def compared(reading: Reading, parts: Parts, began: Began, progress: Progress | None = None) -> Outcome:
    """Where the sources that were read disagree, whatever of it is accepted."""
    known = described(reading.documents, parts.rules.tables.sources)
    reading = Reading(known.documents, (*reading.problems, *known.notes))
    done = judged(reading.documents, parts, progress)
    sources = [source_info(d, e) for d, e in zip(reading.documents, done.extractions, strict=True)]
    not_checked = (*reading.problems, *gaps(reading.documents, done.extractions), *done.notes, *run_notes(parts))
    run = run_info(parts, began)
    silenced = [p.finding for p in done.silenced]
    return outcome_of(reading.documents, sources, arrange(done.placed), silenced, not_checked, run, parts)


def run_info(parts: Parts, began: Began) -> RunInfo:
    """How a run that ends now was made."""
    return RunInfo(
        config_digest=config_digest(parts.config),
        encoder=parts.encoder.name,
        entailment=parts.entailment.name if parts.entailment else "none",
        rules=f"{parts.rules.name} ({len(parts.rules.active)} rules)",
        started=began.at.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - began.ticks, 3),
    )


def run_notes(parts: Parts) -> tuple[NotChecked, ...]:
    """What is to be said of a run that ends now, whatever its articles are.

    That no rule looked at anything, and what the models say of their caches: without one a run is only slower.
    """
    notes = []
    if not parts.rules.active:
        why = f"{parts.rules.name} holds no rule that is switched on; extend a pack in it: extends: [default]"
        notes.append(NotChecked(None, "all claims", why, degraded=True))
    warnings = dict.fromkeys(getattr(m, "warning", None) for m in (parts.encoder, parts.entailment))
    return (*notes, *(NotChecked(None, "nothing was left out; this run was slower", w) for w in warnings if w))


def outcome_of(
    documents: Sequence[Document],
    sources: Sequence[SourceInfo],
    matrix: Matrix,
    silenced: Sequence[Finding],
    not_checked: Sequence[NotChecked],
    run: RunInfo,
    parts: Parts,
) -> Outcome:
    """What the stages have made of the documents, as an outcome; ``sources`` are in the order of the documents."""
    return Outcome(
        run=run,
        sources=tuple(sources),
        documents=tuple(documents),
        matrix=matrix,
        silenced=tuple(silenced),
        not_checked=tuple(not_checked),
        rules=tuple(_rule(rule) for rule in parts.rules.active),
        within=parts.config.within,
    )


def judged(documents: Sequence[Document], parts: Parts, progress: Progress | None = None) -> Judged:
    """The way of the data: claims and vectors, then what ``held`` does with them."""
    with using(parts.rules.tables.vocabulary):
        extractions = tuple(extract(d, parts.config.claims) for d in told(documents, Stage.FINDING, progress))
        claims = tuple(c for e in extractions for c in e.claims)
        ((vectors, slots),) = encoded([claims], parts.encoder, progress)
    return held(documents, extractions, vectors, slots, parts, progress)


def held(
    documents: Sequence[Document],
    extractions: tuple[Extraction, ...],
    vectors: NDArray[np.float32],
    slots: SlotVectors,
    parts: Parts,
    progress: Progress | None = None,
    only_of: frozenset[str] | None = None,
) -> Judged:
    """Hold claims that are read and encoded against each other: neighbours, pairs, clusters, what the rules say.

    ``extractions[i]`` is read from ``documents[i]``; ``vectors`` are the rows of the gists of all their claims in
    that order, (n, dim), and ``slots`` those of their slots. ``only_of``: ids of the documents whose findings are
    wanted, where not those of all. These findings are the same; those of other documents are not all there.
    """
    config = parts.config
    origins = origins_of(documents)
    claims = tuple(c for e in extractions for c in e.claims)
    with using(parts.rules.tables.vocabulary):
        index = build_index(config.index.name, vectors)
        near = near_pairs(index.search(vectors, config.clusters.neighbours), config.clusters)
        clusters = average_linkage(len(claims), near, config.clusters.threshold)
        sources = [c.source for c in claims]
        matches = across(near, sources, [origins[s] for s in sources], within=config.within)
        if only_of is not None:  # and of their copies, of which one may say the same in their place
            matches = with_one_of(matches, [origins[s] for s in sources], {origins[name] for name in only_of})
        evidence = gather(claims, documents, matches)
        unable = Unable()
        ask = asking(parts.entailment, progress)
        placed = judge(evidence, matches, clusters, slots, parts.rules, ALL_KINDS, ask, unable, progress)
        heard, silenced = part(once_per_origin(placed, documents), claims, documents)
        notes = (*unable.not_checked(), *unknown_names(documents, parts.rules, ALL_KINDS))
    return Judged(extractions, claims, heard, notes, silenced)


def asking(model: Entailment | None, progress: Progress | None = None) -> Ask | None:
    """How the rules ask the model; None without one."""
    if model is None:
        return None

    def ask(queries: Sequence[Query]) -> list[Probabilities]:
        rows = in_shares(
            queries, lambda some: asked_of(model, some), lambda q: len(q[0]) + len(q[1]), model, Stage.ASKING, progress
        )  # (queries, 3)
        return [(float(c), float(e), float(n)) for c, e, n in rows.tolist()]

    return ask


def encoded(
    groups: Sequence[Sequence[Claim]], encoder: Encoder, progress: Progress | None = None
) -> list[tuple[NDArray[np.float32], SlotVectors]]:
    """For each group of claims the unit rows of their gists and of their slots; all texts are encoded in one go."""
    slot_keys = [keys(claims) for claims in groups]
    texts: list[str] = []
    for claims, of_group in zip(groups, slot_keys, strict=True):
        texts += [c.gist for c in claims]
        texts += [text_of(claims, k) for k in of_group]
    rows = in_shares(texts, lambda some: checked(encoder, some), len, encoder, Stage.ENCODING, progress)
    # rows: (claims + slots of all groups, dim)
    result, at = [], 0
    for claims, of_group in zip(groups, slot_keys, strict=True):
        middle, end = at + len(claims), at + len(claims) + len(of_group)
        result.append((rows[at:middle], SlotVectors({key: i for i, key in enumerate(of_group)}, rows[middle:end])))
        at = end
    return result


def read_claims(name: str, config: Config, stdin: BinaryIO | None = None) -> tuple[tuple[Document, Extraction], ...]:
    """What is read from one source: each of its documents with its claims and what was left out."""
    reading = read_all([name], config.sources, stdin)
    tables = load_rules(config.rules, ALL_KINDS, shipped("rules")).tables
    with using(tables.vocabulary):
        return tuple((d, extract(d, config.claims)) for d in described(reading.documents, tables.sources).documents)


def _rule(rule: Rule) -> RuleInfo:
    page = kind_page(rule.kind)
    return RuleInfo(rule.id, rule.kind, rule.severity, rule.description.strip(), rule.rationale.strip(), page)


def _too_few(documents: Sequence[Document]) -> str:
    named = f"only {documents[0].id} was given" if documents else "none was given"
    return f"a comparison needs two sources, and {named}; name a second one, or use --within to look inside one"
