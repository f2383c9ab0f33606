"""Two names in one place of a statement.

Flags: "the talks were held in Geneva" against "the talks were held in Vienna"; "Ruiz scored" against "Amadi scored".
Leaves alone: a place and one that lies in it, two forms of one name, names that both sources mention elsewhere for
other reasons, lists that need not be complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.facts.gazetteer import contains_place
from checker.facts.same_entity import same_entity
from checker.rules.kind import Judgement, Kind, Pair, Reading
from checker.rules.options import option
from checker.rules.slots import cut_label
from checker.rules.weigh import probability
from checker.values.claim import Claim, Entity, EntityKind
from checker.values.finding import Step, Verdict

AROUND = 24  # code points on each side of a name in which a shared word ties the two places together
NAMED = frozenset({EntityKind.PERSON, EntityKind.PLACE, EntityKind.ORGANISATION, EntityKind.OTHER})


@dataclass(frozen=True, slots=True)
class EntityOptions:
    """Options of the kind ``entity``."""

    conflict: float = option(0.2, "Probability from which two names in one place clash.", at_least=0.0, at_most=1.0)


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement: the two names that most likely stand in one place."""
    if not isinstance(options, EntityOptions):
        raise TypeError(f"the kind entity needs EntityOptions, not {type(options).__name__}")
    found = [(probability("entity", f), a, b) for f, a, b in _weighed(pair)]
    if not found:
        return
    chance, a, b = max(found, key=lambda x: (x[0], -x[1].span.start, -x[2].span.start))
    if chance < options.conflict:
        return
    why = f"Where one source names {a.text}, the other names {b.text}."
    yield Judgement(
        verdict=Verdict.CONFLICT,
        confidence=round(chance, 4),
        a=Reading(a.text, a.span),
        b=Reading(b.text, b.span),
        label=cut_label(_without(pair.a, a)),
        explanation=why,
        path=(Step("read", f"{a.text} and {b.text} are names of the sort {a.kind.value}"), Step("compared", why)),
    )


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of each two names that may stand in one place, and what is shown of them."""
    for features, a, b in _weighed(pair):
        yield features, f"{a.text} | {b.text}"


def _weighed(pair: Pair) -> Iterator[tuple[dict[str, float], Entity, Entity]]:
    left, right = alone(pair.a, pair.b), alone(pair.b, pair.a)
    for a in left:
        for b in right:
            if a.kind is b.kind and not _related(a, b):
                yield conflict_features(pair, a, b, len(left) * len(right)), a, b


def alone(claim: Claim, other: Claim) -> tuple[Entity, ...]:
    """The names of a claim that the other one does not mention, without that of the speaker."""
    saying = claim.facts.attribution.span if claim.facts.attribution else None
    return tuple(
        e
        for e in claim.facts.entities
        if e.kind in NAMED
        and not (saying and saying.overlaps(e.span))
        and not any(same_entity(e, o) or _related(e, o) for o in other.facts.entities)
    )


def _related(a: Entity, b: Entity) -> bool:
    return contains_place(a.canonical, b.canonical) or contains_place(b.canonical, a.canonical)


def conflict_features(pair: Pair, a: Entity, b: Entity, ways: int) -> dict[str, float]:
    """The evidence for "both names fill one place of one statement"."""
    before, after = _shared_words(pair, a, b)
    return dict(pair.features) | {
        "only": float(ways == 1),
        "before": before,
        "after": after,
        "known": float(_mentions(pair.b_document.text, a)) + float(_mentions(pair.a_document.text, b)),
        "is_person": float(a.kind is EntityKind.PERSON),
        "is_place": float(a.kind is EntityKind.PLACE),
        "is_organisation": float(a.kind is EntityKind.ORGANISATION),
    }


def _shared_words(pair: Pair, a: Entity, b: Entity) -> tuple[float, float]:
    """1 where the words right before (after) both names share one, else 0; prepositions count."""
    before = _words(pair.a, a, before=True) & _words(pair.b, b, before=True)
    after = _words(pair.a, a, before=False) & _words(pair.b, b, before=False)
    return float(bool(before)), float(bool(after))


def _words(claim: Claim, entity: Entity, *, before: bool) -> set[str]:
    start, end = entity.span.start - claim.span.start, entity.span.end - claim.span.start
    piece = claim.text[max(0, start - AROUND) : start] if before else claim.text[end : end + AROUND]
    words = piece.casefold().split()
    return set(words[-2:] if before else words[:2])


def _mentions(text: str, entity: Entity) -> bool:
    return entity.text.casefold() in text.casefold()


def _without(claim: Claim, entity: Entity) -> str:
    return claim.text[: entity.span.start - claim.span.start] + "..." + claim.text[entity.span.end - claim.span.start :]


KIND = Kind(
    name="entity",
    summary="Two names in one place of a statement.",
    options=EntityOptions,
    check=check,
    not_flagged="A place and one inside it, two forms of one name, lists that need not be complete.",
)
