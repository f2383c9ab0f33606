"""Opposite outcomes of one thing.

Flags: "the court upheld the ban" against "the court struck the ban down"; "shares rose" against "shares fell";
"is in custody" against "is still at large".
Leaves alone: opposite words about different things, a plan against an outcome, two steps of one story (closed on
Monday, reopened on Friday).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from checker.facts.lexicon import synonym_set
from checker.facts.poles import Pole, axes, effective, find_poles, opposed
from checker.rules.kind import Judgement, Kind, Pair, Reading
from checker.rules.options import option
from checker.rules.slots import gist_label
from checker.rules.weigh import probability
from checker.values.claim import Claim
from checker.values.finding import Step, Verdict


@dataclass(frozen=True, slots=True)
class AntonymOptions:
    """Options of the kind ``antonym``."""

    conflict: float = option(0.2, "Probability from which opposite words clash.", at_least=0.0, at_most=1.0)


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement: the two words that most likely are opposite outcomes of one thing."""
    if not isinstance(options, AntonymOptions):
        raise TypeError(f"the kind antonym needs AntonymOptions, not {type(options).__name__}")
    found = [(probability("antonym", f), a, b) for f, a, b in _weighed(pair)]
    if not found:
        return
    chance, a, b = max(found, key=lambda x: (x[0], -x[1].span.start, -x[2].span.start))
    if chance < options.conflict:
        return
    one, other = _shown(pair.a, a), _shown(pair.b, b)
    why = f"One source says “{one}”, the other “{other}”: both cannot be so."
    yield Judgement(
        verdict=Verdict.CONFLICT,
        confidence=round(chance, 4),
        a=Reading(one, a.span.shift(pair.a.span.start)),
        b=Reading(other, b.span.shift(pair.b.span.start)),
        label=gist_label(pair.a),
        explanation=why,
        path=(Step("read", f"“{one}” is {effective(a)}, “{other}” is {effective(b)}"), Step("compared", why)),
    )


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of each two opposed words, and what is shown of them."""
    for features, a, b in _weighed(pair):
        yield features, f"{_shown(pair.a, a)} | {_shown(pair.b, b)}"


def _weighed(pair: Pair) -> Iterator[tuple[dict[str, float], Pole, Pole]]:
    left, right = _poles(pair.a.text), _poles(pair.b.text)
    for a in left:
        for b in right:
            if opposed(a, b) and not _answered(a, right) and not _answered(b, left):
                yield conflict_features(pair, a, b), a, b


@lru_cache(maxsize=4096)
def _poles(text: str) -> tuple[Pole, ...]:
    """The poles of a claim, which is looked at once for each of its partners."""
    return find_poles(text)


def _answered(pole: Pole, others: tuple[Pole, ...]) -> bool:
    """Whether the other claim gives the same answer too: "rose on Monday after it had fallen" meets "rose"."""
    return any(o.axis == pole.axis and effective(o) is not None and effective(o) == effective(pole) for o in others)


def conflict_features(pair: Pair, a: Pole, b: Pole) -> dict[str, float]:
    """The evidence for "both answer one question about one thing"."""
    axis = axes()[a.axis]
    return dict(pair.features) | {
        "same_subject": _same(a.subject, b.subject),
        "same_object": _same(a.object, b.object),
        "crossed": max(_same(a.subject, b.object), _same(a.object, b.subject)),
        "complete": float(axis.complete),
        "weak": float(axis.weak),
        "negated": float(a.negated or b.negated),
    }


def _same(a: str | None, b: str | None) -> float:
    if a is None or b is None:
        return 0.0
    return float(a == b or (synonym_set(a) is not None and synonym_set(a) == synonym_set(b)))


def _shown(claim: Claim, pole: Pole) -> str:
    word = pole.span.of(claim.text)
    return f"not {word}" if pole.negated else word


KIND = Kind(
    name="antonym",
    summary="Opposite outcomes of one thing.",
    options=AntonymOptions,
    check=check,
    not_flagged="Opposite words about different things, plans against outcomes, two steps of one story.",
)
