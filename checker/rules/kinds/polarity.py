"""One source affirms what the other negates.

Flags: "the alarm went off" against "the alarm never went off"; "the bill was not approved" against "approved".
Leaves alone: a denial that is only reported, what is planned or forecast against what happened, negations of
different things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.facts.clauses import Roles, roles_at
from checker.facts.predicates import Predicate, find_predicates
from checker.rules.arguments import Argument, agreement, argument, likeness, overlap, surroundings
from checker.rules.counted_likeness import groups_of_noun, is_held
from checker.rules.kind import PROPOSED, InText, Judgement, Kind, Pair, Reading, Sides, Values, conflict, once
from checker.rules.options import option
from checker.rules.remembered import remembered
from checker.rules.slots import gist_label
from checker.rules.weigh import probability
from checker.values.claim import Claim
from checker.values.text import Span

GROUP = "group:"
NOBODY = re.compile(r"\b(?:no|not (?:an?|one|a single)|none of|neither of)\b")  # before a subject


@dataclass(frozen=True, slots=True)
class PolarityOptions:
    """Options of the kind ``polarity``."""

    conflict: float = option(
        0.4, "Probability from which an affirmed and a negated word clash.", at_least=0.0, at_most=1.0
    )


@dataclass(frozen=True, slots=True)
class Opposed:
    """A predicate that one claim negates and the other affirms."""

    negated: Predicate
    affirmed: Predicate
    by_a: bool  # it is the first claim that negates


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement: of the predicates that one claim negates and the other affirms the likeliest."""
    if not isinstance(options, PolarityOptions):
        raise TypeError(f"the kind polarity needs PolarityOptions, not {type(options).__name__}")
    found = _clashes(pair)
    if not found:
        return
    chance, best = max(found, key=lambda x: (x[0], -x[1].negated.span.start, -x[1].affirmed.span.start))
    if chance < min(PROPOSED, options.conflict):
        return
    a, b = (best.negated, best.affirmed) if best.by_a else (best.affirmed, best.negated)
    one, other = _shown(pair.a, a), _shown(pair.b, b)
    why = f"One source says “{one}”, the other “{other}”: one affirms what the other negates."
    yield conflict(
        chance,
        Reading(one, a.span.shift(pair.a.span.start)),
        Reading(other, b.span.shift(pair.b.span.start)),
        label=gist_label(pair.a),
        read=f"{one} / {other}",
        why=why,
        floor=options.conflict,
    )


def _clashes(pair: Pair) -> tuple[tuple[float, Opposed], ...]:
    """The predicates that one claim negates and the other affirms, each with its probability of a clash."""

    def weighed() -> tuple[tuple[float, Opposed], ...]:
        return tuple((probability("polarity", conflict_features(pair, o)), o) for o in opposed_terms(pair.a, pair.b))

    return once(pair, "polarity", weighed)


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of each predicate that is affirmed and negated, and what is shown of it."""
    for one in opposed_terms(pair.a, pair.b):
        negating, affirming = (pair.a, pair.b) if one.by_a else (pair.b, pair.a)
        yield (
            conflict_features(pair, one),
            f"not {one.negated.span.of(negating.text)} | {one.affirmed.span.of(affirming.text)}",
        )


def opposed_terms(a: Claim, b: Claim) -> tuple[Opposed, ...]:
    """The predicates that one of the claims negates and the other affirms.

    Only what a negation is about can clash: not its arguments ("no temp crossed the picket" denies no picket), nor what
    it narrows ("no other ship sank"), nor what was only not admitted ("has not confirmed that any soldiers are there").
    """
    left, right = _predicates(a), _predicates(b)
    found = []
    for mine, theirs, by_a in ((left, right, True), (right, left, False)):
        affirmed = [p for p in theirs if not p.negated]
        for n in mine:
            if _denies(n):
                found += [Opposed(n, p, by_a) for p in affirmed if n.meanings & p.meanings]
    return tuple(o for o in found if not _carry_apart(o, a, b) and not _of_fewer(o, a, b))


def _denied(side: InText) -> Iterator[str]:
    """The meanings of what a claim negates and can be held to."""
    return (m for n in _predicates(side.claim) if _denies(n) for m in n.meanings)


def _affirmed(side: InText) -> Iterator[str]:
    """The meanings of what a claim affirms."""
    return (m for p in _predicates(side.claim) if not p.negated for m in p.meanings)


def _denies(n: Predicate) -> bool:
    return n.negated and n.head and not n.restricted and not (n.embedded and n.admitted)


def _carry_apart(one: Opposed, a: Claim, b: Claim) -> bool:
    """Whether the predicates only carry what differs: "has ruled out a merger", "has not ruled out a sale"."""
    if not (one.negated.operator and one.affirmed.operator):
        return False
    negating, affirming = (a, b) if one.by_a else (b, a)
    left, right = _carried(negating, one.negated), _carried(affirming, one.affirmed)
    return bool(left.all) and bool(right.all) and agreement(left, right) < 0


def _of_fewer(one: Opposed, a: Claim, b: Claim) -> bool:
    """Whether the negation is of a subject that is narrower than what the other claim speaks of.

    "No nurse was infected" leaves room for "40 people were infected", "no worker was" none for "nine nurses were".
    """
    negating, affirming = (a, b) if one.by_a else (b, a)
    said, other = roles_at(negating.text, one.negated.span), roles_at(affirming.text, one.affirmed.span)
    few = said.said_of[0]
    many = other.said_of[0] if said.use == "verb" else other.theme
    if few is None or many is None or few.sort != "noun" or many.sort != "noun" or few.at < 0:
        return False
    if NOBODY.search(negating.text[one.negated.before.start : few.at].lower()) is None:
        return False
    narrow, wide = groups_of_noun(few.head), groups_of_noun(many.head)
    return bool(narrow) and bool(wide) and not any(is_held(x, by=y) for x in wide for y in narrow)


def _carried(claim: Claim, predicate: Predicate) -> Argument:
    """What stands behind a predicate in its clause or, where that says nothing, in the claim; before a passive."""
    if roles_at(claim.text, predicate.span).use == "passive":
        return argument(claim, predicate.before)
    near = argument(claim, predicate.after)
    end = max(predicate.span.end, claim.span.end - claim.span.start)
    return near if near.all else argument(claim, Span(predicate.span.end, end))


@remembered
def _predicates(claim: Claim) -> list[Predicate]:
    """The predicates that can be denied: not parts of names, which a negation beside them leaves alone."""
    names = [e.span.shift(-claim.span.start) for e in claim.facts.entities]
    return [p for p in find_predicates(claim.text) if not any(p.span.overlaps(n) for n in names)]


def conflict_features(pair: Pair, one: Opposed) -> dict[str, float]:
    """The evidence for "the one says yes and the other no to one thing"."""
    n, p = one.negated, one.affirmed
    negating, affirming = (pair.a, pair.b) if one.by_a else (pair.b, pair.a)
    words = {m for m in n.meanings & p.meanings if not m.startswith(GROUP)}
    arguments = _of_arguments(negating, n, affirming, p)
    left, right = (n, p) if one.by_a else (p, n)
    carried = _carried(negating, n), _carried(affirming, p)
    return (
        dict(pair.features)
        | arguments
        | _of_roles(pair, roles_at(pair.a.text, left.span), roles_at(pair.b.text, right.span))
        | surroundings(pair)
        | {
            "operator": float(n.operator and p.operator),
            "operator_mates": float(n.operator and p.operator) * overlap(*carried),
            "carried": overlap(*carried),
            "grouped": float(not words),
            "answered_near": _answered_near(pair, one),
            "same_word": float(bool(words)),
            "both_verbs": float(n.verb and p.verb),
            "both_nouns": float(not n.verb and not p.verb),
            "grouped_apart": float(not words) * max(arguments["other_name"], arguments["other_subject"]),
            "near": n.near,
            "near_besides": n.near * arguments["besides"],
            "answered": float(_answered(one, negating, affirming)),
            "one_open": float(n.open is not p.open),
            "denial": float(n.denied and not p.admitted and not p.cancelled),
            "denial_of_admitted": float(n.denied and (p.admitted or p.cancelled)),
            "affirmed_head": float(p.head),
            "embedded": float(n.embedded),
            "polarity_differs": float(pair.a.facts.polarity is not pair.b.facts.polarity),
        }
    )


def _of_arguments(negating: Claim, n: Predicate, affirming: Claim, p: Predicate) -> dict[str, float]:
    """How well those agree who stand beside the two predicates, and how much of what is negated the other affirms."""
    n_before, n_after = argument(negating, n.before), argument(negating, n.after)
    p_before, p_after = argument(affirming, p.before), argument(affirming, p.after)
    subject, obj = agreement(n_before, p_before), agreement(n_after, p_after)
    n_all, p_all = n_before | n_after, p_before | p_after
    whole = argument(affirming, affirming.span.shift(-affirming.span.start))
    every = argument(negating, negating.span.shift(-negating.span.start))
    scope = argument(negating, n.scope) if n.scope else n_all
    return {
        "same_subject": max(0.0, subject),
        "other_subject": max(0.0, -subject),
        "same_object": max(0.0, obj),
        "other_object": max(0.0, -obj),
        "mates": overlap(n_all, p_all),
        "same_name": float(bool(n_all.names & p_all.names)),
        "other_name": float(bool(n_all.names) and bool(p_all.names) and not n_all.names & p_all.names),
        "reach_met": len(scope.all & whole.all) / (1 + len(scope.all)),
        "besides": min(1.0, len((every.all & whole.all) - n.meanings) / 3),
    }


def _of_roles(pair: Pair, a: Roles, b: Roles) -> dict[str, float]:
    """Whether it is said of one thing, and done by one: two nouns each, pronouns with what they take up."""
    return likeness(pair, "theme", a.theme, b.theme) | likeness(pair, "actor", a.actor, b.actor)


def _answered_near(pair: Pair, one: Opposed) -> float:
    """The share of the two whose answer the other source gives as well, right beside its own."""
    shared = one.negated.meanings & one.affirmed.meanings
    negating, affirming = (pair.a_nearby, pair.b_nearby) if one.by_a else (pair.b_nearby, pair.a_nearby)
    denies = any(p.negated and p.meanings & shared for c in affirming for p in find_predicates(c.text))
    affirms = any(not p.negated and p.head and p.meanings & shared for c in negating for p in find_predicates(c.text))
    return (denies + affirms) / 2


def _answered(one: Opposed, negating: Claim, affirming: Claim) -> bool:
    """Whether either claim gives the other's answer too: "was not warned by phone but by radio"."""
    shared = one.negated.meanings & one.affirmed.meanings
    return any(p.negated and p.meanings & shared for p in _predicates(affirming)) or any(
        not p.negated and p.meanings & shared for p in _predicates(negating)
    )


def _shown(claim: Claim, predicate: Predicate) -> str:
    word = predicate.span.of(claim.text)
    return f"not {word}" if predicate.negated else word


KIND = Kind(
    name="polarity",
    summary="One source affirms what the other negates.",
    options=PolarityOptions,
    check=check,
    not_flagged="Reported denials, plans and forecasts against outcomes, negations of different things.",
    compares=Values.WORDS,
    finds=lambda pair: bool(_clashes(pair)),
    sides=Sides(_denied, _affirmed),
    parts=frozenset(),
)
