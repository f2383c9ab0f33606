"""A claim: one assertion of one source, and what was read from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.values.period import Period
from checker.values.quantity import Quantity
from checker.values.rank import Rank
from checker.values.text import Span


class Polarity(StrEnum):
    """Whether the main predicate is affirmed or negated."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """How the source stands to what it says: only ``stated`` claims are its own word on what is so."""

    STATED = "stated"
    POSSIBLE = "possible"  # may, might, could, reportedly
    PLANNED = "planned"  # will, plans to, is set to
    FORECAST = "forecast"  # is expected to, is forecast at
    CONDITIONAL = "conditional"  # if, unless, would
    DENIED = "denied"  # "denied that ...": the content is somebody's denial
    ASKED = "asked"  # a question, a call, a demand


class EntityKind(StrEnum):
    """What sort of thing a name names, as far as its form and a small gazetteer tell."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    GROUP = "group"  # nationalities, faiths, parties: "North Koreans"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in a text. ``canonical`` is the form that aliases share: "dprk" and "pyongyang" -> "north korea"."""

    text: str
    span: Span
    kind: EntityKind
    canonical: str  # lower case, titles stripped, aliases resolved


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it, where it is not the source itself."""

    speaker: str  # as written: "a U.S. defense official"
    verb: str  # lemma: say, claim, deny, estimate
    span: Span  # of the attributing phrase, "a U.S. defense official said on Monday"
    quoted: bool = False  # the content stands in quotation marks
    denies: bool = False  # the verb denies its content


@dataclass(frozen=True, slots=True)
class Term:
    """A content word: a verb, noun, adjective or adverb that carries meaning."""

    lemma: str  # lower case: "reject" for "rejected"
    span: Span
    negated: bool = False  # in the scope of a negation: "did not reject", "no one was hurt", "failed to agree"


@dataclass(frozen=True, slots=True)
class Facts:
    """What one claim states, as far as it was read. All spans are spans of the document's text."""

    quantities: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()
    entities: tuple[Entity, ...] = ()
    terms: tuple[Term, ...] = ()
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.STATED
    attribution: Attribution | None = None
    ranks: tuple[Rank, ...] = ()


class ClaimKind(StrEnum):
    """Where in the article the claim stands."""

    HEADLINE = "headline"
    BODY = "body"
    ITEM = "item"  # of a bullet list


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion; ``document.text[span.start:span.end] == text`` always holds."""

    id: str  # "<source>#<number>", numbered from 1 in the order of the text
    source: str  # Document.id
    span: Span
    text: str
    sentence: Span  # the sentence the claim was cut from; equal to ``span`` where the sentence is one claim
    line: int  # of ``span.start``, from 1
    kind: ClaimKind
    facts: Facts
    gist: str  # the text with its values masked and its attribution stripped: what is embedded


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that makes no claim, and why: question, byline, caption, boilerplate, too_short, no_letters."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document: its claims, and the sentences left out with the reason."""

    source: str
    claims: tuple[Claim, ...]
    dropped: tuple[Dropped, ...] = ()
