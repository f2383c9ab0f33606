"""From a document to its claims: blocks, sentences, filters, clauses, facts, gist."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from checker.claims import clauses, sentences
from checker.claims.blocks import Block, BlockKind, blocks
from checker.claims.datelines import after_dateline
from checker.claims.filters import reason_to_drop
from checker.claims.gist import gist
from checker.claims.options import ClaimOptions
from checker.claims.speakers import Said, carried
from checker.facts.attribution import find_attribution
from checker.facts.carried import carried as with_noun
from checker.facts.quotations import Quotation, quotations
from checker.values.claim import Attribution, Claim, ClaimKind, Dropped, Extraction, Facts
from checker.values.text import Document, Span

_CONTRAST = re.compile(r"\b(?:but|while|whereas|yet|however)\b", re.IGNORECASE)
_KINDS = {BlockKind.HEADLINE: ClaimKind.HEADLINE, BlockKind.ITEM: ClaimKind.ITEM}


class FactReader(Protocol):
    """Reads one sentence or clause; spans of the result are spans of the document. See ``facts.read.read_facts``."""

    def __call__(self, text: str, *, offset: int = 0, published: date | None = None) -> Facts:
        """What ``text``, which begins at ``offset`` of its document, states."""
        ...


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that makes claims: its span, where in the article it stands, and the claims it is cut into."""

    span: Span
    kind: ClaimKind
    paragraph: int
    claims: tuple[Span, ...]


def extract(document: Document, options: ClaimOptions = ClaimOptions(), reader: FactReader | None = None) -> Extraction:  # noqa: B008 - frozen
    """The claims of a document in the order of the text, and the sentences left out, each with a reason.

    ``reader`` reads the facts of each claim; the built-in one by default. Never fails on a text of any sort: one
    without prose gives no claims.
    """
    if reader is None:
        from checker.facts.read import read_facts  # noqa: PLC0415 - its word lists are loaded only when read

        reader = read_facts
    kept, dropped = _sentences(document, options)
    claims = _claims(document, kept, reader)
    if options.max_claims is not None and len(claims) > options.max_claims:
        dropped += [Dropped(claim.span, "over_limit") for claim in claims[options.max_claims :]]
        claims = claims[: options.max_claims]
    return Extraction(document.id, tuple(claims), tuple(sorted(dropped, key=lambda drop: drop.span)))


def _sentences(document: Document, options: ClaimOptions) -> tuple[list[Sentence], list[Dropped]]:
    """The sentences that make claims, and those that make none."""
    kept: list[Sentence] = []
    dropped: list[Dropped] = []
    first_body = True
    for number, block in enumerate(blocks(document)):
        spans = sentences.split(document.text, block.span.start, block.span.end)
        for i, whole in enumerate(spans):
            span = whole if i or block.kind is not BlockKind.PARAGRAPH else _undated(document, whole, first=first_body)
            reason = _reason(document, block, span, options, alone=len(spans) == 1)
            if reason:
                dropped.append(Dropped(span, reason))
                continue
            cuts = clauses.cut(document.text, span, options.min_words) if options.cut_clauses else (span,)
            kept.append(Sentence(span, _KINDS.get(block.kind, ClaimKind.BODY), number, cuts))
            first_body = first_body and block.kind is not BlockKind.PARAGRAPH
    return kept, dropped


def _undated(document: Document, span: Span, *, first: bool) -> Span:
    return after_dateline(document.text, span, first=first)


def _reason(document: Document, block: Block, span: Span, options: ClaimOptions, *, alone: bool) -> str | None:
    """Why the sentence is left out, or None."""
    if block.kind is BlockKind.HEADLINE and not options.headlines:
        return "headline"
    text = span.of(document.text)
    bare_line = alone and block.kind is BlockKind.PARAGRAPH and text[-1:].isalnum() and block.span != _whole(document)
    return reason_to_drop(text, options.min_words, heading=block.kind is BlockKind.HEADING or bare_line)


def _whole(document: Document) -> Span:
    """The span of a text that is one single block."""
    text = document.text
    return Span(len(text) - len(text.lstrip()), max(len(text.rstrip()), len(text) - len(text.lstrip())))


def _claims(document: Document, kept: list[Sentence], reader: FactReader) -> list[Claim]:
    """The claims of the sentences, numbered, with their facts."""
    attributions = _attributions(document, kept)
    published = document.published.day if document.published else None
    line_ends = [match.start() for match in re.finditer("\n", document.text)]
    found: list[Claim] = []
    context = 0  # where the sentence before begins
    for sentence, attribution in zip(kept, attributions, strict=True):
        before = sentence.span.start
        for span in sentence.claims:
            text, lead = span.of(document.text), document.text[before : span.start]
            before = span.end
            facts = reader(text, offset=span.start, published=published)
            facts = with_noun(facts, text, span.start, document.text[context : span.start])
            speaker = _attribution_of(span, sentence, facts.attribution, attribution, lead)
            facts = replace(facts, attribution=speaker)
            found.append(
                Claim(
                    id=f"{document.id}#{len(found) + 1}",
                    source=document.id,
                    span=span,
                    text=text,
                    sentence=sentence.span,
                    line=bisect_left(line_ends, span.start) + 1,
                    kind=sentence.kind,
                    facts=facts,
                    gist=gist(text, facts, span.start),
                )
            )
        context = sentence.span.start
    return found


def _attributions(document: Document, kept: list[Sentence]) -> tuple[Attribution | None, ...]:
    """Who says each sentence: by its own words, or by those of the sentence before."""
    said: list[Said] = []
    quoted: list[Quotation] = []
    for sentence in kept:
        own = find_attribution(sentence.span.of(document.text))
        moved = replace(own, span=own.span.shift(sentence.span.start)) if own else None
        said.append(Said(sentence.span, moved, sentence.paragraph))
    for block in blocks(document):
        quoted += quotations(document.text, block.span.start, block.span.end)
    return carried(said, quoted)


def _attribution_of(
    claim: Span, sentence: Sentence, own: Attribution | None, whole: Attribution | None, lead: str
) -> Attribution | None:
    """Who says a claim: its own attribution, else that of its sentence where it spans all of the sentence's claims.

    One at the end of the sentence does. One at its beginning does unless the claim is set against it: ``lead``,
    the text between the claim and the one before, then holds "but" or "while".
    """
    if own is not None or whole is None:
        return whole if own is not None and whole is not None and whole.span == own.span else own
    if len(sentence.claims) == 1 or not sentence.span.contains(whole.span):
        return whole
    if whole.denies:  # "X denied A, but B": the denial is of A
        return None
    first, last = sentence.claims[0], sentence.claims[-1]
    leads = first.contains(whole.span) and whole.span.start - first.start < first.end - whole.span.end
    ends = last.contains(whole.span) and last.end - whole.span.end < whole.span.start - last.start
    return whole if ends or (leads and not _CONTRAST.search(lead)) else None
