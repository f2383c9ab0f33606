"""Two names in one place of a statement.

Flags: "the talks were held in Geneva" against "the talks were held in Vienna"; "Ruiz scored" against "Amadi scored".
Leaves alone: a place and one that lies in it, two forms of one name, names that both sources mention elsewhere for
other reasons, lists that need not be complete.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checker.facts.fillers import Filler, Relation, read_filler
from checker.facts.gazetteer import contains_place
from checker.facts.happenings import agreement
from checker.facts.lexemes import lexemes
from checker.facts.lexicon import synonym_set
from checker.facts.same_entity import same_entity
from checker.rules.align import comparable
from checker.rules.compare import Widths, holds_together
from checker.rules.kind import Judgement, Kind, Pair, Reading, conflict
from checker.rules.options import option
from checker.rules.slots import cut_label
from checker.rules.weigh import probability
from checker.values.claim import Claim, Entity, EntityKind
from checker.values.text import Span

NAMED = frozenset({EntityKind.PERSON, EntityKind.PLACE, EntityKind.ORGANISATION, EntityKind.OTHER})
UNREAD = frozenset({Relation.NONE, Relation.OTHER})  # relations that say nothing without a word that both names follow
COMMON = (
    "cosine",
    "margin",
    "words",
    "rare_word",
    "names",
    "headline",
    "unstated",
    "attributed",
    "times_clash",
    "model_same",
    "model_clash",
    "model_margin",
)
CLOSE = 0.2  # nearness of a shared word from which two names may belong to one deed
SPARSE = 0.35  # nearness of a word from which it is near a name
HEARD = 90  # code points on each side of another mention of a name that are read for what is told there
MENTIONS = 12  # of one name in one article that are looked at


@dataclass(frozen=True, slots=True)
class EntityOptions:
    """Options of the kind ``entity``."""

    conflict: float = option(0.2, "Probability from which two names in one place clash.", at_least=0.0, at_most=1.0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A name of a claim with how it stands there."""

    entity: Entity
    filler: Filler


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement: the two names that most likely stand in one place."""
    if not isinstance(options, EntityOptions):
        raise TypeError(f"the kind entity needs EntityOptions, not {type(options).__name__}")
    found = [(probability("entity", f), a, b) for f, a, b in _weighed(pair)]
    if not found:
        return
    chance, one, other = max(found, key=lambda x: (x[0], -x[1].entity.span.start, -x[2].entity.span.start))
    if chance < options.conflict:
        return
    a, b = one.entity, other.entity
    why = f"Where one source names {a.text}, the other names {b.text}."
    yield conflict(
        chance,
        Reading(a.text, a.span),
        Reading(b.text, b.span),
        label=cut_label(_without(pair.a, a)),
        read=f"{_shown(one)}; {_shown(other)}",
        why=why,
    )


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of each two names that may stand in one place, and what is shown of them."""
    for features, a, b in _weighed(pair):
        yield features, f"{a.entity.text} | {b.entity.text}"


def _weighed(pair: Pair) -> list[tuple[dict[str, float], Placed, Placed]]:
    if _figures(pair.a, pair.b) < 0:  # two names with two figures: "60 homes in Arden", "40 homes in Dorn"
        return []
    left, right = alone(pair.a, pair.b), alone(pair.b, pair.a)
    found = [(a, b) for a in left for b in right if _comparable(a, b)]
    return [(conflict_features(pair, a, b, len(found)), a, b) for a, b in found]


def alone(claim: Claim, other: Claim) -> tuple[Placed, ...]:
    """The names of a claim that the other one does not mention, without that of one who only speaks."""
    names = (
        placed(claim, e)
        for e in claim.facts.entities
        if e.kind in NAMED and not any(_one_name(e, o) for o in other.facts.entities)
    )
    return tuple(name for name in names if not _speaks(claim, name))


def _speaks(claim: Claim, name: Placed) -> bool:
    """Whether the name is the speaker's and nothing else is told of it: neither a post nor a deed."""
    saying = claim.facts.attribution
    if saying is None or not saying.span.overlaps(name.entity.span):
        return False
    filler = name.filler
    return filler.post is None and (filler.telling or filler.relation is not Relation.DOER)


def placed(claim: Claim, entity: Entity) -> Placed:
    """A name of a claim with how it stands in the claim's text."""
    base = claim.span.start
    return Placed(entity, read_filler(claim.text, Span(entity.span.start - base, entity.span.end - base)))


def _comparable(a: Placed, b: Placed) -> bool:
    """Whether two names are of one sort and stand in one relation."""
    x, y = a.filler, b.filler
    if not _one_sort(a.entity.kind, b.entity.kind) or _one_name(a.entity, b.entity) or x.apart or y.apart:
        return False
    posts = _posts(x, y)
    if posts or _tied(x, y):
        return posts >= 0
    return x.relation is y.relation and x.relation not in UNREAD and (_deed(x, y) > 0 or _near(x, y) >= CLOSE)


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
    x, y = a.canonical, b.canonical
    if same_entity(a, b) or contains_place(x, y) or contains_place(y, x):
        return True
    short, long = sorted((set(x.split()), set(y.split())), key=len)
    return short <= long


def conflict_features(pair: Pair, a: Placed, b: Placed, ways: int) -> dict[str, float]:
    """The evidence for "both names fill one place of one statement"."""
    x, y, kinds = a.filler, b.filler, {a.entity.kind, b.entity.kind}
    same = x.relation is y.relation
    return {name: pair.features[name] for name in COMMON if name in pair.features} | {
        "only": float(ways == 1),
        "deed": _deed(x, y),
        "deed_unread": float(not x.heads and not x.partners) + float(not y.heads and not y.partners),
        "tie": float(_tied(x, y)),
        "post": _posts(x, y),
        "near": _near(x, y),
        "near_shared": _shared(dict(x.near), dict(y.near)),
        "figures": _figures(pair.a, pair.b),
        "listed": float(x.listed) + float(y.listed),
        "echo": float(_heard(pair.b_document.text, a, b)) + float(_heard(pair.a_document.text, b, a)),
        "known": float(_mentions(pair.b_document.text, a.entity)) + float(_mentions(pair.a_document.text, b.entity)),
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


def _near(x: Filler, y: Filler) -> float:
    """The nearness of the word that stands nearest to both names, in [0, 1]."""
    left, right = dict(x.near), dict(y.near)
    return max((min(near, right[word]) for word, near in left.items() if word in right), default=0.0)


def _shared(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """How much of what stands near the one name stands near the other too, by nearness, in [0, 1]."""
    both = sum(min(near, right[word]) for word, near in left.items() if word in right)
    less = min(sum(left.values()), sum(right.values()))
    return both / less if less > 0 else 0.0


def _heard(text: str, name: Placed, other: Placed) -> bool:
    """Whether an article tells of this name too what its claim tells of the other one."""
    told = {w for w, near in (*name.filler.near, *other.filler.near) if near >= SPARSE}
    both = told & {w for w, _ in name.filler.near} & {w for w, _ in other.filler.near}
    return any(both & words for words in _surroundings(text, name.entity.text))


@functools.lru_cache(maxsize=4096)
def _surroundings(text: str, name: str) -> tuple[frozenset[str], ...]:
    """The content words around each mention of a name in an article, its last word being enough."""
    last = re.escape(name.rsplit(maxsplit=1)[-1])
    found = []
    for match in re.finditer(rf"(?<!\w){last}(?!\w)", text):
        window = text[max(0, match.start() - HEARD) : match.end() + HEARD]
        found.append(frozenset(synonym_set(t.lemma) or t.lemma for t in lexemes(window) if t.is_word))
        if len(found) == MENTIONS:
            break
    return tuple(found)


def _mentions(text: str, entity: Entity) -> bool:
    return entity.text.casefold() in text.casefold()


def _shown(name: Placed) -> str:
    filler = name.filler
    told = " of " + "/".join(sorted(filler.heads)) if filler.heads else ""
    return f"{name.entity.text} is a {name.entity.kind.value}, the {filler.relation.value}{told}"


def _without(claim: Claim, entity: Entity) -> str:
    return claim.text[: entity.span.start - claim.span.start] + "..." + claim.text[entity.span.end - claim.span.start :]


KIND = Kind(
    name="entity",
    summary="Two names in one place of a statement.",
    options=EntityOptions,
    check=check,
    not_flagged="A place and one inside it, two forms of one name, lists that need not be complete.",
)
