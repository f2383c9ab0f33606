"""Two common nouns that answer one question.

Flags: "a nurse found the picture in the dining room" against "a cleaner found it in the attic".
Leaves alone: two words for one thing, a thing and a kind of it, nouns that either source also gives the other of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.facts.answers import Answer, answered, find_answers, strict_sorts
from checker.facts.fillers import Filler, Relation, read_filler
from checker.facts.happenings import agreement
from checker.rules.kind import InText, Judgement, Kind, Pair, Reading, Sides, Values, conflict, likeliest, of_claims
from checker.rules.nearness import nearest, rarest_near, shared, standing
from checker.rules.options import option
from checker.rules.slots import gap_label
from checker.values.claim import Claim

CANDIDATES = 2  # pairs of nouns of one pair of claims that are weighed
MANY = 6  # answers of one sort in two articles: more tell no more
NEAR, NEAR_STRICT = 0.35, 0.25  # nearness of a shared word from which two nouns may belong to one deed


@dataclass(frozen=True, slots=True)
class FillerOptions:
    """Options of the kind ``filler``."""

    conflict: float = option(0.3, "Probability from which two nouns clash.", at_least=0.0, at_most=1.0)


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement: the two nouns that most likely exclude each other."""
    if not isinstance(options, FillerOptions):
        raise TypeError(f"the kind filler needs FillerOptions, not {type(options).__name__}")
    best = likeliest(pair, "filler", _weighed, options.conflict)
    if best is None:
        return
    chance, a, b = best
    one, other = a.span.of(pair.a.text), b.span.of(pair.b.text)
    why = f"Where one source has “{one}”, the other has “{other}”."
    yield conflict(
        chance,
        Reading(one, a.span.shift(pair.a.span.start)),
        Reading(other, b.span.shift(pair.b.span.start)),
        label=gap_label(pair.a, a.span.shift(pair.a.span.start)),
        read=f"both answer one question: {a.sort}",
        why=why,
        floor=options.conflict,
    )


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of each two nouns that may answer one question, and what is shown of them."""
    for features, a, b in _weighed(pair):
        yield features, f"{a.sort}: {a.text} | {b.text}"


def _answers(side: InText) -> Iterator[tuple[str, int]]:
    """The questions that nouns of a claim answer, each with the answer."""
    return ((answer.sort, answer.number) for answer in find_answers(side.claim.text))


def _two_answers(one: tuple[str, int], other: tuple[str, int]) -> bool:
    """Whether they are answers of one question, and two."""
    return one[0] == other[0] and one[1] != other[1]


def _weighed(pair: Pair) -> list[tuple[dict[str, float], Answer, Answer]]:
    left, right = find_answers(pair.a.text), find_answers(pair.b.text)
    if not left or not right:
        return []
    here, there = answered(pair.a.text), answered(pair.b.text)
    found = [
        (a, b)
        for a in left
        for b in right
        if a.sort == b.sort
        and not (_speaks(pair.a, a) or _speaks(pair.b, b))
        and (a.sort, a.number) not in there
        and (b.sort, b.number) not in here
    ]
    weighed = [(features_of(pair, a, b, len(found)), a, b) for a, b in found]
    weighed = [w for w in weighed if w[0]["near"] >= (NEAR_STRICT if w[0]["strict"] else NEAR) or w[0]["one_place"]]
    return sorted(weighed, key=lambda w: (-_rank(w[0]), w[1].span.start, w[2].span.start))[:CANDIDATES]


def _rank(f: dict[str, float]) -> float:
    return f["near_shared"] + f["near"] + f["near_rare"] + f["one_place"] + f["own"]


def features_of(pair: Pair, a: Answer, b: Answer, ways: int) -> dict[str, float]:
    """The evidence for "both answer one question of one thing"."""
    x, y = read_filler(pair.a.text, a.span), read_filler(pair.b.text, b.span)
    theirs, ours = answered(pair.b_document.text), answered(pair.a_document.text)
    known = ((a.sort, a.number) in theirs) + ((b.sort, b.number) in ours)
    return of_claims(pair) | {
        "only": float(ways == 1),
        "one_place": float(_one_place(x, y)),
        "near": nearest(x, y),
        **standing(pair),
        "near_rare": rarest_near(pair, x, y),
        "near_shared": shared(x, y),
        "one_number": float(a.plural is b.plural),
        "same_relation": float(x.relation is y.relation and x.relation is not Relation.NONE),
        "own": 1 - known / 2,
        "apart": float(x.apart or y.apart),
        "strict": float(a.sort in strict_sorts()),
        "strict_own": float(a.sort in strict_sorts() and not known),
        "rivals": _rivals(pair, a.sort),
    }


def _rivals(pair: Pair, sort: str) -> float:
    """How many answers of the sort the two articles give together beyond two, in [0, 1]."""
    both = answered(pair.a_document.text) | answered(pair.b_document.text)
    return min(sum(s == sort for s, _ in both) - 2, MANY) / MANY


def _one_place(x: Filler, y: Filler) -> bool:
    """Whether both stand behind one word and preposition, or in one relation to one verb."""
    tied = x.tie is not None and x.tie == y.tie
    return tied or (x.relation is y.relation and agreement(x.heads, y.heads) > 0)


def _speaks(claim: Claim, answer: Answer) -> bool:
    """Whether the noun is that of one who only speaks."""
    saying = claim.facts.attribution
    return saying is not None and saying.span.overlaps(answer.span.shift(claim.span.start))


KIND = Kind(
    name="filler",
    summary="Two common nouns that answer one question.",
    options=FillerOptions,
    check=check,
    not_flagged="Two words for one thing, nouns that either article also gives the other of, two things of two deeds.",
    compares=Values.WORDS,
    finds=lambda pair: likeliest(pair, "filler", _weighed, 0.0) is not None,
    sides=Sides(_answers, meets=_two_answers),
    parts=frozenset(),
)
