"""Two names in one place of a statement.

Flags: "the talks were held in Geneva" against "the talks were held in Vienna"; "Ruiz scored" against "Amadi scored".
Leaves alone: a place and one that lies in it, two forms of one name, names that both sources mention elsewhere for
other reasons, lists that need not be complete.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

from checker.facts.fillers import Filler, Relation, read_filler
from checker.facts.gazetteer import contains_place
from checker.facts.happenings import agreement, meanings
from checker.facts.same_entity import same_entity
from checker.facts.vocabulary import kept
from checker.rules.align import comparable
from checker.rules.compare import Widths, holds_together
from checker.rules.kind import InText, Judgement, Kind, Pair, Reading, Sides, Values, conflict, likeliest, of_claims
from checker.rules.mentions import mentions, only_opens, surroundings
from checker.rules.nearness import nearest, rarest_near, shared, standing
from checker.rules.options import option
from checker.rules.remembered import remembered
from checker.rules.slots import gap_label
from checker.values.claim import Claim, Entity, EntityKind
from checker.values.text import Document, Span

NAMED = frozenset({EntityKind.PERSON, EntityKind.PLACE, EntityKind.ORGANISATION, EntityKind.OTHER})
UNREAD = frozenset({Relation.NONE, Relation.OTHER})  # relations that say nothing without a word that both names follow
HALF = 0.5  # cosine from which two claims are about one thing more often than not
CLOSE = 0.15  # nearness of a shared word from which two names in one relation may belong to one deed
WHERE = frozenset({Relation.PLACE, Relation.SOURCE, Relation.GOAL})
WAY = {Relation.SOURCE, Relation.GOAL}
KIN_CLOSE = 0.3  # ... where the one stands where the other comes from
FAR_CLOSE = 0.4  # ... where they stand in two relations, or none was read; then the claims must be near too:
LIKE, NEXT = 0.4, -0.3  # cosine and margin
SPARSE = 0.35  # nearness of a word from which it is near a name
NOWHERE = Span(0, 0)
MOST = 2  # pairs of names of one pair of claims that are weighed


@dataclass(frozen=True, slots=True)
class EntityOptions:
    """Options of the kind ``entity``."""

    conflict: float = option(0.2, "Probability from which two names in one place clash.", at_least=0.0, at_most=1.0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A name of a claim with how it stands there."""

    entity: Entity
    filler: Filler

    @property
    def span(self) -> Span:
        """That of the name, in the document."""
        return self.entity.span


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement: the two names that most likely stand in one place."""
    if not isinstance(options, EntityOptions):
        raise TypeError(f"the kind entity needs EntityOptions, not {type(options).__name__}")
    best = likeliest(pair, "entity", _weighed, options.conflict)
    if best is None:
        return
    chance, one, other = best
    a, b = one.entity, other.entity
    why = f"Where one source names {a.text}, the other names {b.text}."
    yield conflict(
        chance,
        Reading(a.text, a.span),
        Reading(b.text, b.span),
        label=gap_label(pair.a, a.span),
        read=f"{_shown(one)}; {_shown(other)}",
        why=why,
        floor=options.conflict,
    )


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of each two names that may stand in one place, and what is shown of them."""
    for features, a, b in _weighed(pair):
        yield features, f"{a.entity.text} | {b.entity.text}"


def _weighed(pair: Pair) -> list[tuple[dict[str, float], Placed, Placed]]:
    left, right = _names(pair.a, pair.a_document, pair.b), _names(pair.b, pair.b_document, pair.a)
    found = [(a, b) for a in left for b in right if _comparable(pair, a, b)]
    found = [(a, b) for a, b in found if not (_is_speaker(pair.a, a) and _is_speaker(pair.b, b))]
    if not found or _figures(pair.a, pair.b) < 0:  # two names with two figures: "60 homes in Arden", "40 homes in Dorn"
        return []
    weighed = [(conflict_features(pair, a, b, len(found)), a, b) for a, b in found]
    return sorted(weighed, key=lambda w: (-_rank(w[0]), w[1].entity.span.start, w[2].entity.span.start))[:MOST]


def _rank(f: Mapping[str, float]) -> float:
    """Which of several pairs of names is looked at: the one whose places in their statements are most alike."""
    return f["one_relation"] + f["deed"] + f["tie"] + f["post"] + f["near"] + f["near_rare"] + f["own"]


def _names(claim: Claim, document: Document, other: Claim) -> tuple[Placed, ...]:
    """The names of a claim that the other one does not mention, without that of one who only speaks."""
    return tuple(
        name for name in _telling(claim, document) if not any(_one_name(name.entity, o) for o in other.facts.entities)
    )


@remembered
def _telling(claim: Claim, document: Document) -> tuple[Placed, ...]:
    """The names of a claim, without that of one who only speaks."""
    names = (
        placed(claim, e)
        for e in claim.facts.entities
        if e.kind in NAMED and not (e.kind is EntityKind.OTHER and only_opens(e, document.text))
    )
    return tuple(name for name in names if not _speaks(claim, name))


def _speaks(claim: Claim, name: Placed) -> bool:
    """Whether the name is the speaker's and nothing else is told of it: neither a post nor a deed."""
    saying = claim.facts.attribution
    if saying is None or not saying.span.overlaps(name.entity.span):
        return False
    filler = name.filler
    return filler.post is None and (filler.telling or filler.relation is not Relation.DOER)


def _is_speaker(claim: Claim, name: Placed) -> bool:
    saying = claim.facts.attribution
    return saying is not None and saying.span.overlaps(name.entity.span)


def placed(claim: Claim, entity: Entity) -> Placed:
    """A name of a claim with how it stands in the claim's text."""
    base = claim.span.start
    return Placed(entity, read_filler(claim.text, Span(entity.span.start - base, entity.span.end - base)))


def _comparable(pair: Pair, a: Placed, b: Placed) -> bool:
    """Whether two names are of one sort and stand in one relation."""
    x, y = a.filler, b.filler
    if not _one_sort(a.entity.kind, b.entity.kind) or _one_name(a.entity, b.entity) or x.apart or y.apart:
        return False
    posts = _posts(x, y)
    if posts or _tied(x, y):
        return posts >= 0
    if _on_two_sides(a, b):
        return False
    near = nearest(x, y)
    if x.relation is y.relation and x.relation not in UNREAD:
        return _deed(x, y) > 0 or near >= CLOSE
    if _kin(x.relation, y.relation):
        return near >= KIN_CLOSE
    return near >= FAR_CLOSE and pair.cosine >= LIKE and pair.features["margin"] >= NEXT


def _on_two_sides(a: Placed, b: Placed) -> bool:
    """Whether one is who does it and the other where, or one where it leads and the other where it begins."""
    one, other = a.filler.relation, b.filler.relation
    return {one, other} == WAY or (a.entity.kind is not b.entity.kind and (one in WHERE) is not (other in WHERE))


def _ties(side: InText) -> Iterator[tuple[str, Hashable]]:
    """What ties the names of a claim to what it tells: one of these two names must have in common to be compared.

    They are the conditions of ``_comparable``, one by one: a post, the word and preposition before the name, and, as
    their relations ask, a meaning of the deed or a word that stands near enough.
    """
    for entity in side.claim.facts.entities:
        if entity.kind not in NAMED:
            continue
        x = placed(side.claim, entity).filler
        if x.post is not None:
            yield "post", x.post.head
        if x.tie is not None:
            yield "tie", x.tie
        if x.relation not in UNREAD:
            yield from ((x.relation, meaning) for meaning in meanings(x.heads | x.partners))
            yield from ((x.relation, word) for word, near in x.near if near >= CLOSE)
        if x.relation in WHERE:
            yield from (("kin", word) for word, near in x.near if near >= KIN_CLOSE)
        yield from (("far", word) for word, near in x.near if near >= FAR_CLOSE)


def _kin(one: Relation, other: Relation) -> bool:
    """Whether a name may stand in either relation to one deed: "run from Arden", "seated in Arden"."""
    return one in WHERE and other in WHERE


def _posts(x: Filler, y: Filler) -> float:
    return x.post.agrees(y.post) if x.post and y.post else 0.0


def _tied(x: Filler, y: Filler) -> bool:
    return x.tie is not None and x.tie == y.tie


def _deed(x: Filler, y: Filler) -> float:
    """How far both names go with one deed, in [-1, 1]: its verb, and who or what else takes part in it."""
    heads, partners = agreement(x.heads, y.heads), agreement(x.partners, y.partners)
    if not heads and not partners:
        return 0.5 * max(agreement(x.heads, y.partners), agreement(x.partners, y.heads), 0.0)
    return (heads + partners) / 2


def _one_sort(a: EntityKind, b: EntityKind) -> bool:
    """Whether two names can be of one sort: equal, or one is open; of those who act, persons and bodies."""
    return a is b or EntityKind.OTHER in (a, b) or EntityKind.PLACE not in (a, b)


def _one_name(a: Entity, b: Entity) -> bool:
    """Whether both may name one thing, or one holds the other: "Hanse" and "Hanse Foundry", a city and its country."""
    return a.canonical == b.canonical or _one_of_two(a.text, a.kind, a.canonical, b.text, b.kind, b.canonical)


@kept(65536)
def _one_of_two(text: str, kind: EntityKind, x: str, other: str, other_kind: EntityKind, y: str) -> bool:
    """The same of two names given by what tells it: their texts, sorts and canonical forms."""
    a, b = Entity(text, NOWHERE, kind, x), Entity(other, NOWHERE, other_kind, y)
    if same_entity(a, b) or contains_place(x, y) or contains_place(y, x):
        return True
    short, long = sorted((set(x.split()), set(y.split())), key=len)
    return short <= long


def conflict_features(pair: Pair, a: Placed, b: Placed, ways: int) -> dict[str, float]:
    """The evidence for "both names fill one place of one statement"."""
    x, y, kinds = a.filler, b.filler, {a.entity.kind, b.entity.kind}
    same = x.relation is y.relation
    known = mentions(pair.b_document.text, a.entity), mentions(pair.a_document.text, b.entity)
    return of_claims(pair) | {
        "only": float(ways == 1),
        "deed": _deed(x, y),
        "deed_unread": float(not x.heads and not x.partners) + float(not y.heads and not y.partners),
        "tie": float(_tied(x, y)),
        "post": _posts(x, y),
        "near": nearest(x, y),
        **standing(pair),
        "close": max(0.0, pair.cosine - HALF) / (1 - HALF),
        "speaks": float(_is_speaker(pair.a, a) or _is_speaker(pair.b, b)),
        "near_rare": rarest_near(pair, x, y),
        "near_shared": shared(x, y),
        "figures": _figures(pair.a, pair.b),
        "listed": float(x.listed) + float(y.listed),
        "echo": float(_heard(pair.b_document.text, a, b)) + float(_heard(pair.a_document.text, b, a)),
        "known": float(sum(known)),
        "own": float(not any(known)),
        "one_relation": float(same),
        "kin": float(not same and _kin(x.relation, y.relation)),
        "one_sort": float(len(kinds) == 1),
        "is_person": float(kinds == {EntityKind.PERSON}),
        "is_place": float(kinds == {EntityKind.PLACE}),
        "is_organisation": float(kinds == {EntityKind.ORGANISATION}),
        **{f"as_{r.value}": float(same and x.relation is r) for r in Relation if r not in UNREAD},
    }


def _figures(a: Claim, b: Claim) -> float:
    """1 where both claims give one figure, -1 where all their figures of one sort differ, 0 where there are none."""
    pairs = [(q, r) for q in a.facts.quantities for r in b.facts.quantities if comparable(q, r)]
    if not pairs:
        return 0.0
    return 1.0 if any(holds_together(q, r, Widths()) for q, r in pairs) else -1.0


def _heard(text: str, name: Placed, other: Placed) -> bool:
    """Whether an article tells of this name too what its claim tells of the other one."""
    told = {w for w, near in (*name.filler.near, *other.filler.near) if near >= SPARSE}
    both = told & {w for w, _ in name.filler.near} & {w for w, _ in other.filler.near}
    return any(both & words for words in surroundings(text, name.entity.text))


def _shown(name: Placed) -> str:
    filler = name.filler
    told = " of " + "/".join(sorted(filler.heads)) if filler.heads else ""
    return f"{name.entity.text} is a {name.entity.kind.value}, the {filler.relation.value}{told}"


KIND = Kind(
    name="entity",
    summary="Two names in one place of a statement.",
    options=EntityOptions,
    check=check,
    not_flagged="A place and one inside it, two forms of one name, lists that need not be complete.",
    compares=Values.NAMES,
    finds=lambda pair: likeliest(pair, "entity", _weighed, 0.0) is not None,
    names=NAMED,
    sides=Sides(_ties),
    parts=frozenset(),
)
