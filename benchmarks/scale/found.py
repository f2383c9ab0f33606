"""What a corpus shows of what was planted, against what is found in the articles of the true events."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.scale.made import first_events, name_of
from benchmarks.scale.planted import Side, touches
from benchmarks.scale.story import GeneratedEvent, Relation
from checker.corpus.events import Event, documents_of, events_in, extractions_of, vectors_of
from checker.corpus.judge import Judge
from checker.corpus.store import Corpus, Snapshot
from checker.pipeline import Parts, held
from checker.rules.known_sources import described
from checker.rules.run import Placed
from checker.values.finding import Verdict


def planted_found(corpus: Corpus, parts: Parts, folder: Path, sample: int) -> dict[str, float]:
    """Counts of planted contradictions of ``sample`` events that have one, spread evenly; and how well events are told.

    ``told`` is what is found where the true event is given, by looking at every pair of claims; ``shown`` what the
    corpus says; ``both`` what both find. The vectors are those of the corpus.
    """
    made = json.loads((folder / "made.json").read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    judge = Judge(corpus, parts)
    with corpus.look() as snapshot:
        chosen = 0
        for event in _spread(made["claims"], made["per_day"], sample):
            true = _true_event(snapshot, event)
            told = _flags(_judged(snapshot, true, parts), parts)
            numbers = {
                number
                for (number,) in snapshot.connection.execute(
                    f"SELECT event FROM documents WHERE id IN ({', '.join(str(m.id) for m in true.members)})"
                )
            }
            found = events_in(snapshot.connection, sorted(numbers))
            several = [one for one in found if len(one.members) > 1]
            shown = [flag for one in several for flag in _flags(judge.of(snapshot, one).judgement.placed, parts)]
            for relation in (r for r in event.relations if r.kind == "conflict"):
                by_told, by_corpus = (_is_among(relation, flags) for flags in (told, shown))
                counts += Counter(planted=1, told=by_told, shown=by_corpus, both=by_told and by_corpus)
            chosen += 1
        scores = _bcubed(snapshot, made["claims"], made["per_day"])
    return {"sample": chosen, **{key: counts[key] for key in ("planted", "told", "shown", "both")}, **scores}


def _spread(claims: int, per_day: float, sample: int) -> Iterator[GeneratedEvent]:
    """Events with a planted contradiction, about ``sample`` of them, spread evenly."""
    have = sum(_has_conflict(event) for event in first_events(claims, per_day))
    step = max(1, have // sample)
    for number, event in enumerate(e for e in first_events(claims, per_day) if _has_conflict(e)):
        if number % step == step // 2:
            yield event


def _has_conflict(event: GeneratedEvent) -> bool:
    return any(relation.kind == "conflict" for relation in event.relations)


def _true_event(snapshot: Snapshot, event: GeneratedEvent) -> Event:
    """The articles of a generated event, as if the corpus had put just these together."""
    wanted = {name_of(article.id) for article in event.articles}
    marks = ", ".join("?" * len(wanted))
    query = f"SELECT DISTINCT event FROM documents WHERE name IN ({marks})"
    numbers = [number for (number,) in snapshot.connection.execute(query, sorted(wanted))]
    members = [m for one in events_in(snapshot.connection, numbers) for m in one.members if m.name in wanted]
    members.sort(key=lambda m: (m.day is None, m.day or "", m.name))
    return Event(min(m.id for m in members), tuple(members))


def _judged(snapshot: Snapshot, event: Event, parts: Parts) -> tuple[Placed, ...]:
    documents = described(documents_of(snapshot.connection, event), parts.rules.tables.sources).documents
    extractions = extractions_of(snapshot.connection, event)
    return held(documents, extractions, *vectors_of(snapshot, event, extractions), parts).placed


def _flags(placed: Sequence[Placed], parts: Parts) -> list[tuple[Side, Side]]:
    """The contradictions that a report shows."""
    least = parts.config.report.min_confidence
    findings = [p.finding for p in placed if p.finding.verdict is Verdict.CONFLICT and p.finding.confidence >= least]
    return [((f.a.source, f.a.start, f.a.end), (f.b.source, f.b.start, f.b.end)) for f in findings]


def _is_among(relation: Relation, flags: Sequence[tuple[Side, Side]]) -> bool:
    named = Relation(
        relation.kind,
        relation.slot,
        relation.sort,
        name_of(relation.a),
        name_of(relation.b),
        relation.a_spans,
        relation.b_spans,
    )
    return any(touches(named, a, b) for a, b in flags)


def _bcubed(snapshot: Snapshot, claims: int, per_day: float) -> dict[str, float]:
    """How well the events of all generated articles are told: B-cubed precision, recall and F1."""
    found = dict(snapshot.connection.execute("SELECT name, event FROM documents"))
    true, told, both = Counter[int](), Counter[int](), Counter[tuple[int, int]]()
    for number, event in enumerate(first_events(claims, per_day)):
        for article in event.articles:
            of = found[name_of(article.id)]
            true[number] += 1
            told[of] += 1
            both[number, of] += 1
    articles = true.total()
    precision = sum(n * n / told[of] for (_, of), n in both.items()) / articles
    recall = sum(n * n / true[number] for (number, _), n in both.items()) / articles
    return {
        "bcubed_precision": precision,
        "bcubed_recall": recall,
        "bcubed": 2 * precision * recall / (precision + recall),
    }
