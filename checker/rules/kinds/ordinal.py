"""Two ranks of one thing that cannot both hold.

Flags: "her eighth title" against "her seventh title"; "the deadliest fire in two decades" against "the deadliest in the
country's history"; "the second-largest failure ever" against "the largest ever"; "signed eight players" against "their
seventh signing".
Leaves alone: ranks over stretches or places of which one contains the other, where both can hold ("the third this
week", "the ninth this year"; "the largest since 2008", "the second-largest ever"), and "one of the largest".
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from checker.facts.context import word_set
from checker.facts.lexicon import lemma, synonym_set
from checker.facts.rank_words import criteria_agree, nouns_agree
from checker.rules.kind import InText, Judgement, Kind, Pair, Reading, Sides, Values, once
from checker.rules.options import option
from checker.rules.ranks import Answer, Relation, answer, comparable, narrowing, opposed, precedes
from checker.rules.slots import cut_label
from checker.rules.time import later
from checker.rules.weigh import probability
from checker.values.claim import Claim
from checker.values.finding import Step, Verdict
from checker.values.quantity import Dimension, Quantity, Role
from checker.values.rank import Rank, Reach

BEHIND = 60  # code points behind a rank whose words say what it is a rank in
LARGEST = 99  # a count beyond it is no list that anybody numbers
ANY_NOUN = frozenset({"time", "occasion"})  # "the third time" names no sort of thing


@dataclass(frozen=True, slots=True)
class OrdinalOptions:
    """Options of the kind ``ordinal``."""

    conflict: float = option(
        0.4, "Probability from which two ranks that cannot both hold are a conflict.", at_least=0.0, at_most=1.0
    )
    same_thing: float = option(
        0.6, "Cosine from which ranks that can both hold are reported as such.", at_least=0.0, at_most=1.0
    )
    update_after: timedelta = option(
        timedelta(days=30), "A higher number given at least this much later is an update: the fourth strike, the fifth."
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two ranks with what logic says of them and the evidence for their being of one thing."""

    a: Rank
    b: Rank
    answer: Answer
    features: dict[str, float]


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement: the likeliest clash, or else the surest two ranks that can both hold."""
    if not isinstance(options, OrdinalOptions):
        raise TypeError(f"the kind ordinal needs OrdinalOptions, not {type(options).__name__}")
    clashes = once(pair, "ordinal", lambda: [(probability("ordinal", w.features), w) for w in _weighed(pair)])
    if clashes:
        chance, w = max(clashes, key=lambda x: (x[0], -x[1].a.span.start, -x[1].b.span.start))
        if chance >= options.conflict:
            yield _update(pair, w, chance, options) or _judgement(pair, w, Verdict.CONFLICT, chance, w.answer.why)
            return
    if pair.cosine >= options.same_thing:
        yield from once(pair, "ordinal harmless", lambda: tuple(_harmless(pair)))


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of each two ranks that cannot both be those of one thing, and what is shown of them."""
    for w in _weighed(pair):
        yield w.features, f"{w.a.text} | {w.b.text}"


def _weighed(pair: Pair) -> list[Weighed]:
    """The pairs of ranks that logic forbids, without those whose other claim gives the same rank too."""
    left, right = pair.a.facts.ranks, pair.b.facts.ranks
    clashing = [
        (a, b, said)
        for a in left
        for b in right
        if comparable(a, b)
        and not _two_sorts(a, b)
        and (said := answer(a, b)).verdict is Verdict.CONFLICT
        and not _given(a, right)
        and not _given(b, left)
    ] or [*_precedents(left, right)]
    counted = not clashing
    if counted:
        clashing = [*_counts(pair.a, pair.b), *((b, a, said) for a, b, said in _counts(pair.b, pair.a))]
    return [
        Weighed(a, b, said, conflict_features(pair, a, b, said, len(clashing)) | {"counted": float(counted)})
        for a, b, said in clashing
    ]


def _precedents(left: tuple[Rank, ...], right: tuple[Rank, ...]) -> Iterator[tuple[Rank, Rank, Answer]]:
    """ "Never before" against "the largest since 1998": by that there was one in 1998."""
    for a in left:
        for b in right:
            if (precedes(a, b) or precedes(b, a)) and nouns_agree(a.ranked, b.ranked) >= 0:
                why = f"By “{a.text}” and “{b.text}” there was none before, and there was one."
                yield a, b, Answer(Verdict.CONFLICT, why, Relation.UNSAID, implied=True)


def _two_sorts(a: Rank, b: Rank) -> bool:
    """Whether two orders of time number different things: a second report, a third attack."""
    if not a.serial or {a.ranked, b.ranked} & ANY_NOUN or _in_rows(a, b):
        return False
    return nouns_agree(a.ranked, b.ranked) < 0


def _in_rows(a: Rank, b: Rank) -> bool:
    """Whether one numbers times that follow each other: "for the fourth meeting running"."""
    times = word_set("row_units", "ranks")
    return any(r.reach is Reach.ROW and r.ranked in times for r in (a, b))


def _given(rank: Rank, others: tuple[Rank, ...]) -> bool:
    """Whether the other claim gives this rank too, beside one that differs."""
    return any(
        comparable(rank, o)
        and o.position == rank.position
        and (nouns_agree(rank.ranked, o.ranked) > 0 or not rank.serial or rank.ranked is None)
        and rank.behind is o.behind
        and answer(rank, o).verdict is Verdict.COMPATIBLE
        for o in others
    )


def _counts(claim: Claim, other: Claim) -> Iterator[tuple[Rank, Rank, Answer]]:
    """Plain counts of one claim against ordinals of the other: eight were signed, this was the seventh signing."""
    for q in claim.facts.quantities:
        counted = _as_rank(q)
        for rank in other.facts.ranks if counted is not None else ():
            if counted is None or not _numbers(claim, counted, rank) or counted.position == rank.position:
                continue
            why = f"One counts “{counted.text}”, by the other this is “{rank.text}”."
            yield counted, rank, Answer(Verdict.CONFLICT, why, Relation.UNSAID)


def _as_rank(q: Quantity) -> Rank | None:
    """A plain count of more than one thing as the rank of the last of them."""
    plain = q.dimension is Dimension.COUNT and q.comparable and q.approximation is None and not q.vague
    if not plain or not q.interval.is_point or q.per or q.role is not Role.LEVEL or not q.counted:
        return None
    count = q.interval.low
    if not 2 <= count <= LARGEST or count % 1:
        return None
    return Rank(q.text, q.span, int(count), ranked=q.counted, qualifiers=q.qualifiers)


def _numbers(claim: Claim, counted: Rank, rank: Rank) -> bool:
    """Whether an ordinal numbers what a claim counts: the noun is one, or a verb of the claim names the deed."""
    if rank.position < 2 or rank.reach is not Reach.WINDOW or rank.among or not rank.serial or rank.ranked is None:
        return False
    if nouns_agree(counted.ranked, rank.ranked) == 1.0:
        return True
    deed = lemma(rank.ranked).removesuffix("ing")
    return any(t.lemma == deed or (synonym_set(t.lemma) or t.lemma) == deed for t in claim.facts.terms)


def conflict_features(pair: Pair, a: Rank, b: Rank, said: Answer, ways: int) -> dict[str, float]:
    """The evidence for "both are ranks of one thing", and what the two phrases say."""
    serial = a.serial and b.serial
    nouns = 0.0 if {a.ranked, b.ranked} & ANY_NOUN else nouns_agree(a.ranked, b.ranked)
    units = word_set("time_units", "ranks")
    behind, alone = _behind(pair, a, b), float(serial) * (float(a.ranked is None) + float(b.ranked is None))
    unsaid = float(a.ranked is None or a.ranked in ANY_NOUN) + float(b.ranked is None or b.ranked in ANY_NOUN)
    return dict(pair.features) | {
        "serial": float(serial),
        "nouns": nouns,
        "noun_unsaid": unsaid,
        "number_alone": alone,
        "alone_apart": alone * (1.0 - behind),
        "qualifiers": _qualifiers(a, b),
        "alike": _alike(a, b, nouns),
        "criterion": criteria_agree(a.criterion, b.criterion) if a.criterion and b.criterion else 0.0,
        "behind": behind,
        "scope_same": float(said.relation is Relation.SAME),
        "scope_unsaid": float(said.relation is Relation.UNSAID),
        "implied": float(said.implied),
        "behind_said": float(a.behind or b.behind),
        "only_told": float("also" in (a.text, b.text) or (not serial and a.serial is not b.serial)),
        "opposite": float(opposed(a, b)),
        "within_window": float(said.implied and Reach.WINDOW in (a.reach, b.reach)),
        "ever": float(Reach.EVER in (a.reach, b.reach)),
        "bounded": float(a.reach not in (Reach.EVER, Reach.UNSAID)) + float(b.reach not in (Reach.EVER, Reach.UNSAID)),
        "place_said": float(a.place is not None) + float(b.place is not None),
        "same_place": float(a.place is not None and a.place == b.place),
        "neighbours": float(abs(a.position - b.position) == 1),
        "log_gap": abs(math.log(a.position / b.position)),
        "time_unit": float(a.ranked in units and not narrowing(a)) + float(b.ranked in units and not narrowing(b)),
        "serial_alike": float(serial and nouns > 0 and not said.implied),
        "later_higher": float(_grew(pair, a, b, timedelta(days=1)) and serial),
        "ways": math.log(ways),
    }


def _qualifiers(a: Rank, b: Rank) -> float:
    """1 where both are narrowed by one word, -1 where by others, 0 where one is not narrowed."""
    left, right = narrowing(a), narrowing(b)
    if not left or not right:
        return 0.0
    return 1.0 if left & right else -1.0


def _alike(a: Rank, b: Rank, nouns: float) -> float:
    """How far both order one sort of thing by one measure."""
    by = criteria_agree(a.criterion, b.criterion) if a.criterion and b.criterion else 1.0
    return by * (1.0 + nouns) / 2


def _behind(pair: Pair, a: Rank, b: Rank) -> float:
    """The share of the words with and behind the two ranks that both have, of those of the shorter."""
    left, right = _words(pair.a, a), _words(pair.b, b)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _words(claim: Claim, rank: Rank) -> set[str]:
    inside = [t for t in claim.facts.terms if rank.span.start <= t.span.start < rank.span.end + BEHIND]
    return {synonym_set(t.lemma) or t.lemma for t in inside}


def _grew(pair: Pair, a: Rank, b: Rank, after: timedelta) -> bool:
    """Whether the clearly later claim gives the higher number."""
    if a.position == b.position:
        return False
    order = later(pair, after)
    return order > 0 if b.position > a.position else order < 0


def _update(pair: Pair, w: Weighed, chance: float, options: OrdinalOptions) -> Judgement | None:
    if not (w.a.serial and w.b.serial and _grew(pair, w.a, w.b, options.update_after)):
        return None
    return _judgement(pair, w, Verdict.UPDATE, chance, "The later source counts on: one more has happened since.")


def _harmless(pair: Pair) -> Iterator[Judgement]:
    """The first two ranks of one sort of thing that can both hold, and why."""
    for a in pair.a.facts.ranks:
        for b in pair.b.facts.ranks:
            if comparable(a, b) and nouns_agree(a.ranked, b.ranked) > 0:
                said = answer(a, b)
                if said.verdict is not Verdict.CONFLICT:
                    sure = min(1.0, max(0.0, pair.cosine))
                    yield _judgement(pair, Weighed(a, b, said, {}), said.verdict, sure, said.why)
                    return


def _judgement(pair: Pair, w: Weighed, verdict: Verdict, confidence: float, why: str) -> Judgement:
    return Judgement(
        verdict=verdict,
        confidence=round(confidence, 4),
        a=Reading(w.a.text, w.a.span),
        b=Reading(w.b.text, w.b.span),
        label="rank: " + cut_label(_label(pair.a, w.a)),
        explanation=why,
        path=(Step("read", f"“{w.a.text}” is {_shown(w.a)}, “{w.b.text}” is {_shown(w.b)}"), Step("compared", why)),
    )


def _orders(side: InText) -> Iterator[str]:
    """Whether a claim gives a rank, or a count that can stand beside one."""
    counts = any(_as_rank(q) is not None for q in side.claim.facts.quantities)
    return iter(("rank",) if side.claim.facts.ranks or counts else ())


def _label(claim: Claim, rank: Rank) -> str:
    """What is ranked, with the words behind it."""
    start = rank.span.start - claim.span.start
    return claim.text[start : start + len(rank.text) + BEHIND]


def _shown(rank: Rank) -> str:
    """A rank as it was read, for ``checker explain``."""
    order = "in time" if rank.criterion is None else f"by {rank.criterion}"
    where = f", in {rank.place}" if rank.place else ""
    return f"number {rank.position} {order}, {rank.reach_text or 'of no said stretch'}{where}"


KIND = Kind(
    name="ordinal",
    summary="Two ranks of one thing that cannot both hold.",
    options=OrdinalOptions,
    check=check,
    not_flagged="Ranks over stretches, places or classes that let both hold; one of the largest.",
    compares=Values.RANKS,
    finds=lambda pair: bool(pair.a.facts.ranks or pair.b.facts.ranks),
    sides=Sides(lambda side: ("rank" for _ in side.claim.facts.ranks), _orders),
    parts=frozenset(),
)
