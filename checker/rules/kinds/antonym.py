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

from checker.facts.clause_subjects import main_subject
from checker.facts.clauses import Roles, roles_at
from checker.facts.lexicon import is_a, lemma, synonym_set
from checker.facts.noun_phrases import Noun, relation
from checker.facts.poles import Axis, Pole, axes, effective, find_poles, opposed
from checker.facts.same_entity import same_entity
from checker.rules.kind import Judgement, Kind, Pair, Reading, conflict
from checker.rules.options import option
from checker.rules.slots import gist_label
from checker.rules.weigh import probability
from checker.values.claim import Claim, Entity, EntityKind
from checker.values.text import Span

ANAPHORS = frozenset({"it", "they", "he", "she", "its", "their", "his", "her", "them", "him"})


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
    yield conflict(
        chance,
        Reading(one, a.span.shift(pair.a.span.start)),
        Reading(other, b.span.shift(pair.b.span.start)),
        label=gist_label(pair.a),
        read=f"“{one}” is {effective(a)}, “{other}” is {effective(b)}",
        why=why,
    )


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of each two opposed words, and what is shown of them."""
    for features, a, b in _weighed(pair):
        yield features, f"{_shown(pair.a, a)} | {_shown(pair.b, b)}"


def _weighed(pair: Pair) -> Iterator[tuple[dict[str, float], Pole, Pole]]:
    """The features of each two opposed words; of two words on several axes, on the first."""
    left, right = _poles(pair.a.text), _poles(pair.b.text)
    seen: set[tuple[Span, Span]] = set()
    for a in left:
        for b in right:
            if (a.span, b.span) in seen or not opposed(a, b) or _one_word(pair, a, b):
                continue
            if not _answered(a, right) and not _answered(b, left) and _fits(pair.a, a) and _fits(pair.b, b):
                seen.add((a.span, b.span))
                if not _of_others(pair, a, b):
                    yield conflict_features(pair, a, b), a, b


def _fits(claim: Claim, pole: Pole) -> bool:
    """Whether what the clause speaks of is a thing that the axis is about: of "lost the match" a match, no hat."""
    axis = axes()[pole.axis]
    if not axis.themes and not axis.objects:
        return True
    said = roles_at(claim.text, pole.span)
    return _among(said.theme, axis.themes) and _among(said.said_of[1], axis.objects)


def _among(noun: Noun | None, listed: frozenset[str]) -> bool:
    """Whether a noun is one of the list or a kind of one; names, pronouns and what was not read may be."""
    if not listed or noun is None or noun.sort != "noun":
        return True
    return any(is_a(word, kind) for word in noun.words for kind in listed)


def _one_word(pair: Pair, a: Pole, b: Pole) -> bool:
    """Whether it is one word, negated once: that is for the kind ``polarity``."""
    return lemma(a.span.of(pair.a.text)) == lemma(b.span.of(pair.b.text))


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
    left, right = roles_at(pair.a.text, a.span), roles_at(pair.b.text, b.span)
    theme = _likeness(pair, "theme", _themes(axis, left, right))
    return dict(pair.features) | {
        "complete": float(axis.complete),
        "weak": float(axis.weak),
        "negated": float(a.negated or b.negated),
        "steps": float(axis.steps),
        "turned": float(a.pole == b.pole),
        "common": float(axis.common),
        "phrased": (float(" " in _shown(pair.a, a)) + float(" " in _shown(pair.b, b))) / 2,
        **theme,
        **_likeness(pair, "actor", _others(axis, left, right)),
        "common_same": axis.common * theme["theme_same"],
        "common_apart": axis.common * theme["theme_differs"],
        "mentioned": _mentioned(pair, *_themes(axis, left, right)),
        "attribute": float("attribute" in (left.use, right.use)),
        "nominal": float("noun" in (left.use, right.use)),
        "aside": float(not left.main) + float(not right.main),
        "one_unreal": float(left.unreal is not right.unreal),
        "one_earlier": float(left.earlier is not right.earlier),
        "one_later": float(left.later is not right.later),
    }


def _themes(axis: Axis, a: Roles, b: Roles) -> tuple[Noun | None, Noun | None]:
    """Of what each pole is said: of the subject on axes of what somebody does, else of what it befalls."""
    return (a.said_of[0], b.said_of[0]) if axis.agent else (a.theme, b.theme)


def _others(axis: Axis, a: Roles, b: Roles) -> tuple[Noun | None, Noun | None]:
    return (a.said_of[1], b.said_of[1]) if axis.agent else (a.actor, b.actor)


def _resolved(pair: Pair, nouns: tuple[Noun | None, Noun | None]) -> tuple[Noun | None, Noun | None]:
    """The two with "it" and "they" replaced by the subject of the sentence before, where it has a noun."""
    return _taken_up(nouns[0], pair.a, pair.a_nearby), _taken_up(nouns[1], pair.b, pair.b_nearby)


def _taken_up(noun: Noun | None, claim: Claim, nearby: tuple[Claim, ...]) -> Noun | None:
    if noun is None or noun.sort != "pronoun" or noun.head not in ANAPHORS:
        return noun
    before = [c for c in nearby if c.span.start < claim.span.start]
    subjects = (main_subject(c.text) for c in reversed(before))
    return next((s for s in subjects if s is not None and s.sort != "pronoun"), None)


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


def _likeness(pair: Pair, name: str, nouns: tuple[Noun | None, Noun | None]) -> dict[str, float]:
    """How the two are related, as three features; of names the entities tell, where they were found."""
    a, b = _resolved(pair, nouns)
    found = relation(a, b)
    if a is nouns[0] and b is nouns[1] and a is not None and b is not None and a.sort == b.sort == "name":
        one, other = _entity(pair.a, a), _entity(pair.b, b)
        if one is not None and other is not None and same_entity(one, other):
            found = 1.0
    return {
        f"{name}_same": max(0.0, found or 0.0),
        f"{name}_differs": max(0.0, -(found or 0.0)),
        f"{name}_unknown": float(found is None),
    }


def _entity(claim: Claim, noun: Noun) -> Entity | None:
    at = claim.span.start + noun.at
    return next((e for e in claim.facts.entities if e.span.start <= at < e.span.end), None)


def _of_others(pair: Pair, a: Pole, b: Pole) -> bool:
    """Whether the clauses themselves say that the two words do not clash: two sides of one thing, or two things."""
    left, right = roles_at(pair.a.text, a.span), roles_at(pair.b.text, b.span)
    one, other = _themes(axes()[a.axis], left, right)
    return _crossed(left, right) or (one is not None and other is not None and _two(pair, one, other))


def _two(pair: Pair, a: Noun, b: Noun) -> bool:
    """Whether two numbers or names tell two things apart; not those of places, where a capital stands for its state."""
    if relation(a, b) != -1.0:
        return False
    if a.number and b.number:
        return True
    one, other = _entity(pair.a, a), _entity(pair.b, b)
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
    not_flagged="Opposite words about different things, plans against outcomes, two steps of one story.",
)
