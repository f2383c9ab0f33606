"""Opposite outcomes of one thing.

Flags: "the court upheld the ban" against "the court struck the ban down"; "shares rose" against "shares fell";
"is in custody" against "is still at large".
Leaves alone: opposite words about different things, two sides of one thing (beat, lost to), a claim that gives both
answers. A plan against an outcome, and two steps of one story of which each claim tells one, are not told apart yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from checker.facts.clauses import Roles, roles_at
from checker.facts.lexicon import is_a, lemma, synonym_set
from checker.facts.noun_phrases import Noun, relation
from checker.facts.poles import Axis, Pole, axes, effective, find_poles, opposed
from checker.facts.predicates import clause_around
from checker.facts.same_entity import same_entity
from checker.rules.arguments import Argument, argument, entity_of, likeness, overlap, surroundings
from checker.rules.kind import InText, Judgement, Kind, Pair, Reading, Sides, Values, conflict, likeliest
from checker.rules.options import option
from checker.rules.remembered import remembered
from checker.rules.slots import gist_label
from checker.values.claim import Claim, EntityKind
from checker.values.text import Span


@dataclass(frozen=True, slots=True)
class AntonymOptions:
    """Options of the kind ``antonym``."""

    conflict: float = option(0.2, "Probability from which opposite words clash.", at_least=0.0, at_most=1.0)


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement: the two words that most likely are opposite outcomes of one thing."""
    if not isinstance(options, AntonymOptions):
        raise TypeError(f"the kind antonym needs AntonymOptions, not {type(options).__name__}")
    best = likeliest(pair, "antonym", _weighed, options.conflict)
    if best is None:
        return
    chance, a, b = best
    one, other = _shown(pair.a, a), _shown(pair.b, b)
    why = f"One source says “{one}”, the other “{other}”: both cannot be so."
    yield conflict(
        chance,
        Reading(one, a.span.shift(pair.a.span.start)),
        Reading(other, b.span.shift(pair.b.span.start)),
        label=gist_label(pair.a),
        read=f"“{one}” is {effective(a)}, “{other}” is {effective(b)}",
        why=why,
        floor=options.conflict,
    )


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of each two opposed words, and what is shown of them."""
    for features, a, b in _weighed(pair):
        yield features, f"{_shown(pair.a, a)} | {_shown(pair.b, b)}"


def _answers(side: InText) -> Iterator[tuple[str, str, bool]]:
    """The answers of a claim: axis, pole, and whether it is negated."""
    return ((pole.axis, pole.pole, pole.negated) for pole in _poles(side.claim.text))


def _against(side: InText) -> Iterator[tuple[str, str, bool]]:
    """The answers that are opposed to one of the claim's."""
    for pole in _poles(side.claim.text):
        for name in axes()[pole.axis].poles:
            for no in (False, True):
                if opposed(pole, replace(pole, pole=name, negated=no)):
                    yield pole.axis, name, no


def _weighed(pair: Pair) -> Iterator[tuple[dict[str, float], Pole, Pole]]:
    """The features of each two opposed words; of two words on several axes, on the first."""
    left, right = _told(pair.a), _told(pair.b)
    seen: set[tuple[Span, Span]] = set()
    for a in left:
        for b in right:
            if (a.span, b.span) in seen or not opposed(a, b) or _one_word(pair, a, b) or _agree(a, left, b, right):
                continue
            if not _answered(a, right) and not _answered(b, left) and _fits(pair.a, a) and _fits(pair.b, b):
                seen.add((a.span, b.span))
                if not _of_others(pair, a, b):
                    yield conflict_features(pair, a, b), a, b


def _fits(claim: Claim, pole: Pole) -> bool:
    """Whether what the clause speaks of is a thing that the axis is about: of "lost the match" a match, no hat."""
    axis = axes()[pole.axis]
    if not (axis.themes or axis.objects or axis.single):
        return True
    said = roles_at(claim.text, pole.span)
    if axis.single and (said.theme is None or said.theme.plural):
        return False
    return _among(said.theme, axis.themes) and _among(said.said_of[1], axis.objects)


def _among(noun: Noun | None, listed: frozenset[str]) -> bool:
    """Whether a noun is one of the list or a kind of one; names, pronouns and what was not read may be."""
    if not listed or noun is None or noun.sort != "noun":
        return True
    return any(is_a(word, kind) for word in noun.words for kind in listed)


def _one_word(pair: Pair, a: Pole, b: Pole) -> bool:
    """Whether it is one word, negated once: that is for the kind ``polarity``."""
    return lemma(a.span.of(pair.a.text)) == lemma(b.span.of(pair.b.text))


@lru_cache(maxsize=16384)
def _poles(text: str) -> tuple[Pole, ...]:
    """The poles of a claim, which is looked at once for each of its partners."""
    return find_poles(text)


@remembered
def _told(claim: Claim) -> tuple[Pole, ...]:
    """The poles of a claim, without words of names, "Storm Rose", and verbs of saying in another sense, "it found"."""
    saying = claim.facts.attribution
    names = [e.span for e in claim.facts.entities]
    found = []
    for pole in _poles(claim.text):
        here = pole.span.shift(claim.span.start)
        said = saying is not None and here.overlaps(saying.span) and not axes()[pole.axis].agent
        if not said and not any(here.overlaps(name) for name in names):
            found.append(pole)
    return tuple(found)


def _agree(a: Pole, left: tuple[Pole, ...], b: Pole, right: tuple[Pole, ...]) -> bool:
    """Whether one of the words, in another sense, says what the other claim says: "walk out", "joined the strike"."""
    return _says_too(a, left, b, right) or _says_too(b, right, a, left)


def _says_too(a: Pole, left: tuple[Pole, ...], b: Pole, right: tuple[Pole, ...]) -> bool:
    """Whether a word that does not touch ``b`` says what ``a`` does in another sense; not that of "found dead"."""
    senses = {(p.axis, p.pole) for p in left if p.span == a.span and not p.negated}
    apart = (p for p in right if p.span.end + 1 < b.span.start or b.span.end + 1 < p.span.start)
    return any((p.axis, p.pole) in senses for p in apart if not p.negated)


def _answered(pole: Pole, others: tuple[Pole, ...]) -> bool:
    """Whether the other claim gives the same answer too: "rose on Monday after it had fallen" meets "rose"."""
    return any(o.axis == pole.axis and effective(o) is not None and effective(o) == effective(pole) for o in others)


def conflict_features(pair: Pair, a: Pole, b: Pole) -> dict[str, float]:
    """The evidence for "both answer one question about one thing"."""
    axis = axes()[a.axis]
    left, right = roles_at(pair.a.text, a.span), roles_at(pair.b.text, b.span)
    themes = _themes(axis, left, right)
    theme = likeness(pair, "theme", *themes)
    mentioned = _mentioned(pair, *themes)
    return dict(pair.features) | {
        "complete": float(axis.complete),
        "weak": float(axis.weak),
        "negated": float(a.negated or b.negated),
        "steps": float(axis.steps),
        "turned": float(a.pole == b.pole),
        "common": float(axis.common),
        "phrased": (float(" " in _shown(pair.a, a)) + float(" " in _shown(pair.b, b))) / 2,
        "clear": (1 / _senses(pair.a, a) + 1 / _senses(pair.b, b)) / 2,
        **theme,
        **likeness(pair, "actor", *_others(axis, left, right)),
        **_of_clauses(pair, a, b),
        **surroundings(pair),
        "answered_near": _answered_near(pair, a, b),
        "common_same": axis.common * theme["theme_same"],
        "apart_unsaid": theme["theme_differs"] * (1.0 - mentioned),
        "same_near": theme["theme_same"] * max(0.0, pair.cosine),
        "mentioned": mentioned,
        "attribute": float("attribute" in (left.use, right.use)),
        "nominal": float("noun" in (left.use, right.use)),
        "aside": float(not left.main) + float(not right.main),
        "one_unreal": float(left.unreal is not right.unreal),
        "one_earlier": float(left.earlier is not right.earlier),
        "one_later": float(left.later is not right.later),
    }


def _of_clauses(pair: Pair, a: Pole, b: Pole) -> dict[str, float]:
    """How much the clauses share in which the two words stand, and how much the claims share besides the words."""
    left, right = _beside(pair.a, a), _beside(pair.b, b)
    shared = left.all & right.all
    return {
        "clause_shared": min(1.0, len(shared) / 3),
        "clause_mates": overlap(left, right),
        "clause_name": float(bool(left.names & right.names)),
        "clause_other_name": float(bool(left.names) and bool(right.names) and not left.names & right.names),
    }


def _answered_near(pair: Pair, a: Pole, b: Pole) -> float:
    """The share of the two whose answer the other source gives as well, right beside its own."""
    one = any(_answered(a, _poles(c.text)) for c in pair.b_nearby)
    other = any(_answered(b, _poles(c.text)) for c in pair.a_nearby)
    return (one + other) / 2


def _beside(claim: Claim, pole: Pole) -> Argument:
    before, behind = clause_around(claim.text, pole.extent or pole.span)
    return argument(claim, before) | argument(claim, behind)


def _senses(claim: Claim, pole: Pole) -> int:
    """On how many axes the word answers: "keep" on many, "acquit" on one."""
    return len({p.axis for p in _poles(claim.text) if p.span == pole.span})


def _themes(axis: Axis, a: Roles, b: Roles) -> tuple[Noun | None, Noun | None]:
    """Of what each pole is said: of the subject on axes of what somebody does, else of what it befalls."""
    return (a.said_of[0], b.said_of[0]) if axis.agent else (a.theme, b.theme)


def _others(axis: Axis, a: Roles, b: Roles) -> tuple[Noun | None, Noun | None]:
    return (a.said_of[1], b.said_of[1]) if axis.agent else (a.actor, b.actor)


def _mentioned(pair: Pair, a: Noun | None, b: Noun | None) -> float:
    """The share of the known themes that the other claim has a word of."""
    found = [
        float(
            any((synonym_set(t.lemma) or t.lemma) == (synonym_set(noun.head) or noun.head) for t in other.facts.terms)
        )
        for noun, other in ((a, pair.b), (b, pair.a))
        if noun is not None and noun.sort != "pronoun"
    ]
    return sum(found) / len(found) if found else 0.0


def _of_others(pair: Pair, a: Pole, b: Pole) -> bool:
    """Whether the clauses themselves say that the two words do not clash: two sides of one thing, or two things."""
    left, right = roles_at(pair.a.text, a.span), roles_at(pair.b.text, b.span)
    axis = axes()[a.axis]
    if axis.carries and relation(left.said_of[1], right.said_of[1]) == -1.0:
        return True
    one, other = _themes(axis, left, right)
    return _crossed(left, right) or (one is not None and other is not None and _two(pair, one, other))


def _two(pair: Pair, a: Noun, b: Noun) -> bool:
    """Whether two numbers or names tell two things apart; not those of places, where a capital stands for its state."""
    if relation(a, b) != -1.0:
        return False
    if a.number and b.number:
        return True
    one, other = entity_of(pair.a, a), entity_of(pair.b, b)
    if one is None or other is None or EntityKind.PLACE in (one.kind, other.kind) or same_entity(one, other):
        return False
    return a.sort == b.sort == "name" and _mentioned(pair, a, b) == 0.0


def _crossed(a: Roles, b: Roles) -> bool:
    """Whether each has the other's subject on its other side: "Rovia beat Lantis", "Lantis lost to Rovia"."""
    return _faces(a, b.said_of[0]) and _faces(b, a.said_of[0])


def _faces(roles: Roles, noun: Noun | None) -> bool:
    return any((relation(other, noun) or 0.0) > 0 for other in (roles.said_of[1], roles.party))


def _shown(claim: Claim, pole: Pole) -> str:
    word = (pole.extent or pole.span).of(claim.text)
    return f"not {word}" if pole.negated else word


KIND = Kind(
    name="antonym",
    summary="Opposite outcomes of one thing.",
    options=AntonymOptions,
    check=check,
    not_flagged="Opposite words about different things, two sides of one thing, a claim that gives both answers.",
    compares=Values.WORDS,
    finds=lambda pair: likeliest(pair, "antonym", _weighed, 0.0) is not None,
    sides=Sides(_answers, _against),
    parts=frozenset(),
)
