"""What was read from one article, as ``checker claims`` shows it: as text for people, as JSON for programs.

Offsets are code points of the text as it was read, as in the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from checker.registry import Registry
from checker.report.escape import ascii_only, terminal
from checker.report.json import JsonObject, dump, number
from checker.report.layout import counted
from checker.report.options import RenderOptions
from checker.values.claim import Attribution, Claim, Entity, Extraction, Facts
from checker.values.period import Period
from checker.values.quantity import Quantity
from checker.values.rank import Rank
from checker.values.report import SCHEMA_VERSION
from checker.values.text import Document, Span

_STARS = ("*", "*")  # as the report of a comparison marks values where there is no colour
_UNDERLINED = ("\x1b[4m", "\x1b[24m")

Read = tuple[Document, Extraction]  # one article, and what was read from it


class ExtractionRenderer(Protocol):
    """A format: takes the articles of one source with what was read from each, gives the whole text."""

    def __call__(self, articles: Sequence[Read], options: RenderOptions) -> str:
        """What was read, as text."""
        ...


def render_extraction_text(articles: Sequence[Read], options: RenderOptions) -> str:
    """Claim by claim: its number, place and words with the values marked, then a line for each thing that was read."""
    marks = _UNDERLINED if options.color else _STARS
    text = "\n".join(line for document, extraction in articles for line in _lines(document, extraction, marks)) + "\n"
    return ascii_only(text) if options.ascii else text


def render_extraction_json(articles: Sequence[Read], options: RenderOptions) -> str:
    """The claims with their facts; keys that do not apply are null, never missing."""
    value: JsonObject = {
        "schema_version": SCHEMA_VERSION,
        "sources": [_source(document) for document, _ in articles],
        "claims": [_claim(document, claim) for document, extraction in articles for claim in extraction.claims],
        "dropped": [
            {"source": document.id, **_range(document, dropped.span), "reason": dropped.reason}
            for document, extraction in articles
            for dropped in extraction.dropped
        ],
    }
    return dump(value, indent=2, ascii_only=options.ascii) + "\n"


EXTRACTION_FORMATS: Registry[ExtractionRenderer] = Registry(
    "format", [("text", render_extraction_text), ("json", render_extraction_json)]
)


def _lines(document: Document, extraction: Extraction, marks: tuple[str, str]) -> list[str]:
    day = f", published {document.published.day.isoformat()}" if document.published else ", no publication date"
    lines = [f"{terminal(document.id)}: {counted(len(extraction.claims), 'claim', 'claims')}{day}"]
    for claim in extraction.claims:
        lines.extend(_claim_lines(document, claim, marks))
    if extraction.dropped:
        lines.extend(("", "Left out"))
        for item in extraction.dropped:
            text = terminal(item.span.of(document.text)).strip()
            lines.append(f"  {_place(document, item.span)} {item.reason.replace('_', ' ')}: {text}")
    return lines


def _claim_lines(document: Document, claim: Claim, marks: tuple[str, str]) -> list[str]:
    facts, rank = claim.facts, claim.id.rpartition("#")[2]
    lines = ["", f"{rank}  line {claim.line}, {_place(document, claim.span)}  {_marked(claim, marks)}"]
    stance = ", ".join((facts.polarity.value, facts.modality.value))
    if facts.attribution:
        said = facts.attribution
        stance += f"; {'denied by' if said.denies else 'says'} {terminal(said.speaker)} ({terminal(said.verb)})"
    lines.append(f"   {claim.kind.value}, {stance}")
    read = [("quantity", q.span, q.text, _meaning(q)) for q in facts.quantities]
    read += [("period", p.span, p.text, _days(p)) for p in facts.periods]
    read += [("rank", r.span, r.text, _order(r)) for r in facts.ranks]
    read += [("entity", e.span, e.text, f"{e.kind.value} {terminal(e.canonical)}") for e in facts.entities]
    lines.extend(f"   {sort:<9} {_place(document, at)} {terminal(text)} = {means}" for sort, at, text, means in read)
    return lines


def _marked(claim: Claim, marks: tuple[str, str]) -> str:
    """The words of a claim with its numbers, times and ranks between ``marks``, each character marked once."""
    facts, begin = claim.facts, claim.span.start
    pieces: list[str] = []
    at = 0
    spans = [q.span for q in facts.quantities] + [p.span for p in facts.periods] + [r.span for r in facts.ranks]
    for span in sorted(spans):
        first, last = span.start - begin, span.end - begin
        if at <= first < last:
            pieces += (terminal(claim.text[at:first]), marks[0], terminal(claim.text[first:last]), marks[1])
            at = last
    return "".join((*pieces, terminal(claim.text[at:]))).strip()


def _meaning(quantity: Quantity) -> str:
    """The values that a quantity stands for, its unit, and what it counts."""
    noun = " ".join((*quantity.qualifiers, quantity.counted or "")).strip()
    unit = "" if quantity.unit == "1" else f" {quantity.unit}"
    per = f" per {quantity.per}" if quantity.per else ""
    of = f" of {terminal(noun)}" if noun else ""
    noise = "" if quantity.comparable else ", not compared"
    return f"{quantity.stated}{unit}{per}{of} ({quantity.dimension.value}{noise})"


def _order(rank: Rank) -> str:
    """The place that a rank names, in what order, and over what."""
    by = f" by {terminal(rank.criterion)}" if rank.criterion else " in time"
    of = f" of {terminal(' '.join((*rank.qualifiers, rank.ranked)))}" if rank.ranked else ""
    where = f" in {terminal(rank.place)}" if rank.place else ""
    how = ", tied" if rank.tied else ", or near it" if rank.among else ""
    return f"number {rank.position}{by}{of}{where} ({rank.reach.value}{how})"


def _days(period: Period) -> str:
    if period.start is None or period.end is None:
        return f"not fixed on the calendar ({period.precision.value})"
    return f"[{period.start.isoformat()}, {period.end.isoformat()}) ({period.precision.value})"


def _place(document: Document, span: Span) -> str:
    original = document.offsets.original_span(span)
    return f"[{original.start}, {original.end})"


def _range(document: Document, span: Span) -> JsonObject:
    original = document.offsets.original_span(span)
    return {"text": span.of(document.text), "start": original.start, "end": original.end}


def _source(document: Document) -> JsonObject:
    return {
        "id": document.id,
        "title": document.title,
        "published": document.published.day.isoformat() if document.published else None,
        "language": document.language,
    }


def _claim(document: Document, claim: Claim) -> JsonObject:
    return {
        "id": claim.id,
        "source": claim.source,
        "kind": claim.kind.value,
        "line": claim.line,
        **_range(document, claim.span),
        "facts": _facts(document, claim.facts),
    }


def _facts(document: Document, facts: Facts) -> JsonObject:
    return {
        "quantities": [_quantity(document, q) for q in facts.quantities],
        "periods": [_period(document, p) for p in facts.periods],
        "ranks": [_rank(document, r) for r in facts.ranks],
        "entities": [_entity(document, e) for e in facts.entities],
        "attribution": _attribution(document, facts.attribution),
        "polarity": facts.polarity.value,
        "modality": facts.modality.value,
    }


def _quantity(document: Document, quantity: Quantity) -> JsonObject:
    return {
        **_range(document, quantity.span),
        "low": number(quantity.stated.low),
        "high": number(quantity.stated.high),
        "low_open": quantity.stated.low_open,
        "high_open": quantity.stated.high_open,
        "unit": quantity.unit,
        "dimension": quantity.dimension.value,
        "counted": quantity.counted,
        "measure": quantity.measure,
        "qualifiers": list(quantity.qualifiers),
        "per": quantity.per,
        "approximation": quantity.approximation,
        "comparable": quantity.comparable,
    }


def _period(document: Document, period: Period) -> JsonObject:
    return {
        **_range(document, period.span),
        "from": period.start.isoformat() if period.start else None,
        "to": period.end.isoformat() if period.end else None,
        "precision": period.precision.value,
    }


def _rank(document: Document, rank: Rank) -> JsonObject:
    return {
        **_range(document, rank.span),
        "position": rank.position,
        "criterion": rank.criterion,
        "ranked": rank.ranked,
        "qualifiers": list(rank.qualifiers),
        "reach": rank.reach.value,
        "reach_text": rank.reach_text or None,
        "since": rank.since.isoformat() if rank.since else None,
        "until": rank.until.isoformat() if rank.until else None,
        "place": rank.place,
        "tied": rank.tied,
        "among": rank.among,
    }


def _entity(document: Document, entity: Entity) -> JsonObject:
    return {**_range(document, entity.span), "kind": entity.kind.value, "canonical": entity.canonical}


def _attribution(document: Document, said: Attribution | None) -> JsonObject | None:
    if said is None:
        return None
    return {
        **_range(document, said.span),
        "speaker": said.speaker,
        "verb": said.verb,
        "quoted": said.quoted,
        "denies": said.denies,
    }
