"""One acronym that two sources write out in two ways.

Flags: "the Northern Harbour Agency (NHA)" against "the National Heritage Authority (NHA)".
Leaves alone: two spellings of one name; acronyms that only one source writes out; those named in ``ignore``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from checker.rules.kind import Judgement, Kind, Pair, Reading
from checker.rules.options import option
from checker.values.claim import Claim
from checker.values.finding import Step, Verdict
from checker.values.text import Span

# Every repetition has a bound, so that no article makes the search slow.
_WORDS = r"(?:[A-Z][\w’'-]{1,40}|of|the|for|and|de|la)"
_NAME = rf"[A-Z][\w’'-]{{1,40}}(?: {_WORDS}){{1,8}}"
_BEHIND = re.compile(rf"(?P<name>{_NAME}) \((?P<short>[A-Z]{{2,8}})\)")
_BEFORE = re.compile(rf"\b(?P<short>[A-Z]{{2,8}}) \((?P<name>{_NAME})\)")
_SMALL = frozenset({"of", "the", "for", "and", "de", "la"})


@dataclass(frozen=True, slots=True)
class AcronymOptions:
    """Options of the kind ``acronym``. Their meaning is told once, here: help, schema and messages come from it."""

    ignore: tuple[str, ...] = option((), "Acronyms that are left alone.")
    alike: float = option(88.0, "How alike two names of one body are, out of 100.", at_least=0.0, at_most=100.0)
    confidence: float = option(0.85, "Probability that two expansions are a conflict.", at_least=0.0, at_most=1.0)


@dataclass(frozen=True, slots=True)
class Expansion:
    """An acronym as one claim writes it out."""

    short: str
    name: str
    span: Span  # of the name, in the document's text


def expansions(claim: Claim) -> Iterator[Expansion]:
    """The acronyms that a claim writes out: those whose letters are the initials of the name."""
    for pattern in (_BEHIND, _BEFORE):
        for match in pattern.finditer(claim.text):
            words = match["name"].split()
            for first in range(len(words) - 1):  # "Monday's Northern Harbour Agency (NHA)" begins one word too early
                if _initials(words[first:]) == match["short"]:
                    name = " ".join(words[first:])
                    end = claim.span.start + match.end("name")
                    yield Expansion(match["short"], name, Span(end - len(name), end))
                    break


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """Hold each acronym that both claims write out against its twin."""
    if not isinstance(options, AcronymOptions):
        raise TypeError(f"the kind acronym needs AcronymOptions, not {type(options).__name__}")
    others = {e.short: e for e in expansions(pair.b)}
    for one in expansions(pair.a):
        other = others.get(one.short)
        if other is not None and one.short not in options.ignore:
            yield _judgement(one, other, options)


def _judgement(one: Expansion, other: Expansion, options: AcronymOptions) -> Judgement:
    alike = fuzz.ratio(one.name.casefold(), other.name.casefold())
    if alike >= options.alike:
        verdict, why = Verdict.COMPATIBLE, f"Both sources mean one body by {one.short}."
    else:
        verdict, why = Verdict.CONFLICT, f"{one.short} is “{one.name}” in one source, “{other.name}” in the other."
    return Judgement(
        verdict=verdict,
        confidence=options.confidence,
        a=Reading(one.name, one.span),
        b=Reading(other.name, other.span),
        label=f"what {one.short} stands for",
        explanation=why,
        path=(Step("compared", f"the names are alike by {alike:.0f}, {options.alike:.0f} is one name"),),
    )


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words if word not in _SMALL)


KIND = Kind(
    name="acronym",
    summary="One acronym that two sources write out in two ways.",
    options=AcronymOptions,
    check=check,
    not_flagged="Two spellings of one name, acronyms that only one source writes out.",
    decides=True,  # what it says of two names, no general kind overrules
)
