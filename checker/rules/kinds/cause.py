"""Two causes of one thing.

Flags: "the fire was started by a rocket" against "investigators blame a welder's torch".
Leaves alone: one cause in other words, a cause that is ruled out, causes of two different things.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.facts.causes import BARE, SURE, Cause, find_causes, one_cause, tells_of_causes
from checker.rules.kind import InText, Judgement, Kind, Pair, Reading, Sides, Values, conflict, likeliest, of_claims
from checker.rules.nearness import standing, vocabulary
from checker.rules.options import option
from checker.rules.slots import cut_label


@dataclass(frozen=True, slots=True)
class CauseOptions:
    """Options of the kind ``cause``."""

    conflict: float = option(0.3, "Probability from which two causes clash.", at_least=0.0, at_most=1.0)


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement: the two causes that most likely exclude each other."""
    if not isinstance(options, CauseOptions):
        raise TypeError(f"the kind cause needs CauseOptions, not {type(options).__name__}")
    best = likeliest(pair, "cause", _weighed, options.conflict)
    if best is None:
        return
    chance, a, b = best
    one, other = a.span.of(pair.a.text), b.span.of(pair.b.text)
    why = f"One source gives “{one}” as the cause, the other “{other}”."
    yield conflict(
        chance,
        Reading(one, a.span.shift(pair.a.span.start)),
        Reading(other, b.span.shift(pair.b.span.start)),
        label="cause: " + cut_label(pair.a.gist),
        read=f"the cause is {_told(a)} in one, {_told(b)} in the other",
        why=why,
        floor=options.conflict,
    )


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of the two causes that most likely are of one thing, and what is shown of them."""
    for features, a, b in _weighed(pair):
        yield features, f"{a.span.of(pair.a.text)} | {b.span.of(pair.b.text)}"


def _causes(side: InText) -> Iterator[str]:
    """Whether a claim gives a cause."""
    return ("cause" for cause in find_causes(side.claim.text) if _worth(cause))


def _sure(side: InText) -> Iterator[str]:
    """Whether a claim gives a cause that its words show surely."""
    return ("cause" for cause in find_causes(side.claim.text) if cause.strength >= SURE)


def _weighed(pair: Pair) -> list[tuple[dict[str, float], Cause, Cause]]:
    left, right = find_causes(pair.a.text), find_causes(pair.b.text)
    found = [(a, b) for a in left for b in right if _enough(pair, a, b) and not one_cause(a, b)]
    if any(one_cause(a, b) for a in left for b in right if a.strength + b.strength > SURE):
        return []
    weighed = [(features_of(pair, a, b), a, b) for a, b in found if _worth(a) and _worth(b)]
    return sorted(weighed, key=lambda x: (-_rank(x), x[1].span.start, x[2].span.start))[:1]


def _enough(pair: Pair, a: Cause, b: Cause) -> bool:
    """Whether the words show causes enough: one surely, the other at least by a word that often is one."""
    least, most = sorted((a.strength, b.strength))
    if most < SURE:
        return False
    return least > BARE or pair.features["margin"] > -0.1


def _worth(cause: Cause) -> bool:
    return bool(cause.sorts) or cause.strength == SURE


def _rank(found: tuple[dict[str, float], Cause, Cause]) -> float:
    f, a, b = found
    return a.strength + b.strength + f["sorted"] + f["effect"] + f["own"] * 0.5


def features_of(pair: Pair, a: Cause, b: Cause) -> dict[str, float]:
    """The evidence for "both are causes of one thing, and not one cause"."""
    least, most = sorted((a.strength, b.strength))
    both = a.effect & b.effect
    fewest = min(len(a.effect), len(b.effect))
    return of_claims(pair, "times_clash") | {
        "sure": float(least == SURE),
        "one_sure": float(most == SURE),
        "bare": float(least == BARE),
        "topics": (float(tells_of_causes(pair.a.text)) + float(tells_of_causes(pair.b.text))) / 2,
        "both_topics": float(tells_of_causes(pair.a.text) and tells_of_causes(pair.b.text)),
        **standing(pair),
        "effect": len(both) / fewest if fewest else 0.5,
        "shared": min(len(both), 4) / 4,
        "illness_apart": float(("illness" in a.sorts) is not ("illness" in b.sorts)),
        "sorted": (float(bool(a.sorts)) + float(bool(b.sorts))) / 2,
        "sorts_apart": float(bool(a.sorts) and bool(b.sorts) and not a.sorts & b.sorts),
        "sorts_meet": float(bool(a.sorts & b.sorts)),
        "sorts_equal": float(bool(a.sorts) and a.sorts == b.sorts),
        "sure_apart": float(least == SURE and bool(a.sorts) and bool(b.sorts) and not a.sorts & b.sorts),
        "ruled_out": (float(a.ruled_out) + float(b.ruled_out)) / 2,
        "own": (_foreign(a, pair.b_document.text) + _foreign(b, pair.a_document.text)) / 2,
    }


def _foreign(cause: Cause, text: str) -> float:
    """The share of the words of a cause that the other article does not use at all."""
    used = vocabulary(text)
    return sum(word not in used for word in cause.words) / len(cause.words)


def _told(cause: Cause) -> str:
    return ", ".join(sorted(cause.sorts)) or "of no known sort"


KIND = Kind(
    name="cause",
    summary="Two causes of one thing.",
    options=CauseOptions,
    check=check,
    not_flagged="One cause in other words, a cause that is ruled out, causes of two things.",
    compares=Values.WORDS,
    finds=lambda pair: likeliest(pair, "cause", _weighed, 0.0) is not None,
    sides=Sides(_sure, _causes),
    parts=frozenset(),
)
