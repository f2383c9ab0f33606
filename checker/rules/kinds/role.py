"""One deed with its two sides exchanged: who did it to whom.

Flags: "Arden sued Dorn" against "Dorn sued Arden"; "the van hit the bus" against "the van was hit by the bus".
Leaves alone: passives and verbs of the other side that say the same ("Dorn was sued by Arden", "Dorn lost to Arden"),
deeds that hold in both directions (met, clashed with), two deeds in turn (the first shelled the second, which shelled
back).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.facts.frames import Frame, find_frames, reversal
from checker.facts.noun_phrases import Noun
from checker.rules.kind import (
    PROPOSED,
    InText,
    Judgement,
    Kind,
    Pair,
    Reading,
    Sides,
    Values,
    conflict,
    of_claims,
    once,
)
from checker.rules.options import option
from checker.rules.slots import gist_label
from checker.rules.weigh import probability


@dataclass(frozen=True, slots=True)
class RoleOptions:
    """Options of the kind ``role``."""

    conflict: float = option(0.4, "Probability from which exchanged sides clash.", at_least=0.0, at_most=1.0)


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement: the deed whose sides are exchanged."""
    if not isinstance(options, RoleOptions):
        raise TypeError(f"the kind role needs RoleOptions, not {type(options).__name__}")
    for chance, a, b in _clashes(pair):
        if chance < min(PROPOSED, options.conflict):
            continue
        one, other = a.span.of(pair.a.text), b.span.of(pair.b.text)
        why = f"The sides are exchanged: {_told(a)} in one source, {_told(b)} in the other."
        yield conflict(
            chance,
            Reading(one, a.span.shift(pair.a.span.start)),
            Reading(other, b.span.shift(pair.b.span.start)),
            label=gist_label(pair.a),
            read=f"{_told(a)}; {_told(b)}",
            why=why,
            floor=options.conflict,
        )
        return


def _clashes(pair: Pair) -> tuple[tuple[float, Frame, Frame], ...]:
    """Each deed whose sides are exchanged, with its probability of a clash."""
    return once(pair, "role", lambda: tuple((probability("role", f), x, y) for f, x, y in _weighed(pair)))


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of a deed whose sides are exchanged, and what is shown of it."""
    for features, a, b in _weighed(pair):
        yield features, f"{_told(a)} | {_told(b)}"


def _weighed(pair: Pair) -> Iterator[tuple[dict[str, float], Frame, Frame]]:
    left = find_frames(pair.a.text)
    if not left:
        return
    right = find_frames(pair.b.text)
    for a in left:
        if any(_agrees(a, b) for b in right):
            continue
        for b in right:
            likeness = reversal(a, b)
            if likeness is not None:
                yield features_of(pair, a, b, likeness), a, b


def _deeds(side: InText) -> Iterator[str]:
    """The deeds that a claim tells."""
    return (frame.deed for frame in find_frames(side.claim.text))


def _agrees(a: Frame, b: Frame) -> bool:
    """Whether both tell one deed of the same sides in the same order."""
    return a.deed == b.deed and a.doer.head == b.doer.head and a.undergoer.head == b.undergoer.head


def features_of(pair: Pair, a: Frame, b: Frame, likeness: float) -> dict[str, float]:
    """The evidence for "both tell one deed, and one of them has its sides exchanged"."""
    sorts = (a.doer.sort, a.undergoer.sort, b.doer.sort, b.undergoer.sort)
    return of_claims(pair, "names") | {
        "likeness": likeness,
        "names": sorts.count("name") / len(sorts),
        "turned": float(a.turned is not b.turned),
        "way": float(a.deed == "way"),
    }


def _told(frame: Frame) -> str:
    return f"{_named(frame.doer)} {'to' if frame.deed == 'way' else frame.deed} {_named(frame.undergoer)}"


def _named(noun: Noun) -> str:
    return noun.head.title() if noun.sort == "name" else noun.head


KIND = Kind(
    name="role",
    summary="One deed with its two sides exchanged: who did it to whom.",
    options=RoleOptions,
    check=check,
    not_flagged="Passives and verbs told of the other side that say the same, deeds that hold in both directions.",
    compares=Values.WORDS,
    finds=lambda pair: bool(_clashes(pair)),
    sides=Sides(_deeds),
    parts=frozenset(),
)
