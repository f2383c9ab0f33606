"""A claim with the figures of its whole sentence: clauses are cut apart, but a list of parts runs through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.rules.remembered import remembered
from checker.values.claim import Claim
from checker.values.quantity import Quantity
from checker.values.text import Document, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """One claim of a pair, its document, and the figures in its sentence and around it."""

    claim: Claim
    document: Document
    quantities: tuple[Quantity, ...]  # of the sentence, in the order of the text
    around: tuple[Quantity, ...]  # of the sentence and of the claims next to it

    def own(self, q: Quantity) -> bool:
        """Whether a figure stands in the claim itself."""
        return self.claim.span.contains(q.span)

    def between(self, first: Quantity, second: Quantity) -> str:
        """The text from the end of one figure to the start of a later one; empty where they touch or overlap."""
        return self.document.text[first.span.end : max(first.span.end, second.span.start)]

    def before(self, q: Quantity, reach: int) -> str:
        """At most ``reach`` code points before a figure, within its sentence."""
        return self.document.text[max(self.claim.sentence.start, q.span.start - reach) : q.span.start]

    def after(self, q: Quantity, reach: int) -> str:
        """At most ``reach`` code points after a figure, within its sentence."""
        return self.document.text[q.span.end : min(self.claim.sentence.end, q.span.end + reach)]

    def phrase(self, q: Quantity) -> str:
        """A figure with the noun that it counts, where that follows: "three adults"."""
        noun = q.counted_span
        follows = noun is not None and 0 < noun.start - q.span.end <= 1 and len(noun) <= MAX_NOUN
        end = noun.end if noun is not None and follows else q.span.end
        return " ".join(Span(q.span.start, end).of(self.document.text).split())


MAX_NOUN = 30  # code points of a noun phrase that is shown with its number


@remembered
def passage(claim: Claim, document: Document, nearby: Sequence[Claim]) -> Passage:
    """The passage of a claim; ``nearby`` are other claims of its document, near it in the text."""
    sentence = [c for c in (claim, *nearby) if c.sentence == claim.sentence]
    return Passage(claim, document, _of(sentence), _of([claim, *nearby]))


def _of(claims: Sequence[Claim]) -> tuple[Quantity, ...]:
    found = {(q.span.start, q.span.end): q for c in claims for q in c.facts.quantities if q.comparable}
    return tuple(q for _, q in sorted(found.items()))
