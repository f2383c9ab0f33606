"""One sentence in, all that it states out: the readers of ``facts/`` in their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checker.facts.attribution import find_attribution
from checker.facts.entities import find_entities
from checker.facts.modality import find_modality
from checker.facts.periods import find_periods
from checker.facts.polarity import find_polarity
from checker.facts.quantities import find_quantities
from checker.facts.ranks import find_ranks
from checker.facts.terms import find_terms
from checker.values.claim import Facts
from checker.values.text import Span


def read_facts(text: str, *, offset: int = 0, published: date | None = None) -> Facts:
    """Read one sentence or clause.

    ``offset`` is where ``text`` begins in its document: all spans of the result are spans of the document.
    ``published`` anchors "Tuesday" and "last week". Times come first, since a number inside one is no quantity.
    """
    periods = find_periods(text, published)
    facts = Facts(
        quantities=find_quantities(text, periods),
        periods=periods,
        entities=find_entities(text),
        terms=find_terms(text),
        polarity=find_polarity(text),
        modality=find_modality(text),
        attribution=find_attribution(text),
        ranks=find_ranks(text, periods, published),
    )
    return shifted(facts, offset) if offset else facts


def shifted(facts: Facts, by: int) -> Facts:
    """The same facts with every span moved by that many code points."""
    attribution = facts.attribution
    return Facts(
        quantities=tuple(
            replace(q, span=q.span.shift(by), counted_span=_moved(q.counted_span, by)) for q in facts.quantities
        ),
        periods=tuple(replace(p, span=p.span.shift(by)) for p in facts.periods),
        entities=tuple(replace(e, span=e.span.shift(by)) for e in facts.entities),
        terms=tuple(replace(t, span=t.span.shift(by)) for t in facts.terms),
        polarity=facts.polarity,
        modality=facts.modality,
        attribution=replace(attribution, span=attribution.span.shift(by)) if attribution else None,
        ranks=tuple(replace(r, span=r.span.shift(by)) for r in facts.ranks),
    )


def _moved(span: Span | None, by: int) -> Span | None:
    return span.shift(by) if span else None
