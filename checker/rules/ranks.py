"""Can two ranks both hold? Logic alone: whether they are ranks of one thing is weighed elsewhere.

A rank within a narrower stretch, place or class is never below that in the wider one: the third this year cannot be
the first ever, but the largest since 2008 may be the second-largest of all. What a writer means is heeded too: who
calls something the largest since 2008 says that there was as large a one in 2008.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from checker.facts.gazetteer import contains_place, known
from checker.facts.lexicon import synonym_set
from checker.facts.rank_words import criteria_agree, narrower, opposites, place_levels, window_sizes
from checker.values.finding import Verdict
from checker.values.rank import BACK_TO, Rank, Reach

ERA = 8  # size of a year among the windows; those of no known size, wars and crises, count as that
SLACK = 0.12  # of the longer reach: "in two decades" and "since 2004" are one
DAYS_OF_WINDOW = 3  # by which the ends of one window may differ
COMMON = frozenset({"new", "country", "such", "overall", "total", "latest", "own"})  # these narrow nothing


class Relation(StrEnum):
    """How what one rank runs over lies to what the other does."""

    SAME = "same"
    NARROWER = "narrower"  # the first lies within the second
    WIDER = "wider"
    CROSSING = "crossing"  # neither contains the other
    UNSAID = "unsaid"  # one does not say

    @property
    def turned(self) -> Relation:
        """The same with the two exchanged."""
        return {Relation.NARROWER: Relation.WIDER, Relation.WIDER: Relation.NARROWER}.get(self, self)


@dataclass(frozen=True, slots=True)
class Answer:
    """What logic says of two ranks of one thing, why, and by which relation."""

    verdict: Verdict
    why: str  # one plain sentence
    relation: Relation
    implied: bool = False  # by what "since 2008" hints at, not by logic


def comparable(a: Rank, b: Rank) -> bool:
    """Whether both order by one thing, and neither is a bound such as "one of the largest"."""
    if a.among or b.among or a.serial is not b.serial or (a.behind and b.behind):
        return False
    if opposed(a, b):
        return True
    return a.criterion is None or b.criterion is None or criteria_agree(a.criterion, b.criterion) > 0


def opposed(a: Rank, b: Rank) -> bool:
    """Whether one is the first from the one end, the other from the other: the highest, the lowest."""
    first = a.position == b.position == 1
    return first and a.criterion is not None and frozenset((a.criterion, b.criterion)) in opposites()


def answer(a: Rank, b: Rank) -> Answer:
    """Whether both ranks can be those of one thing; they must be ``comparable``."""
    time, place, sort = run_relation(a, b), place_relation(a.place, b.place), class_relation(a, b)
    relation = combined((time, place, sort))
    plain = _plain_answer(a, b, relation)
    if plain is not None:
        return plain
    if relation is Relation.CROSSING:
        return Answer(Verdict.SCOPE, "The two ranks are counted over different things.", relation)
    if a.position == b.position:
        return _equal(a, b, time, combined((place, sort)), relation)
    if relation in (Relation.SAME, Relation.UNSAID):
        return Answer(Verdict.CONFLICT, f"One makes it {_place(a)}, the other {_place(b)}.", relation)
    inner, outer = (a, b) if relation is Relation.NARROWER else (b, a)
    if inner.position > outer.position:
        why = f"What is only {_place(inner)} {_scope(inner)} cannot be {_place(outer)} {_scope(outer)}."
        return Answer(Verdict.CONFLICT, why, relation)
    why = f"What is {_place(outer)} {_scope(outer)} can be {_place(inner)} {_scope(inner)}."
    return Answer(Verdict.SCOPE if a.serial else Verdict.COMPATIBLE, why, relation)


def _equal(a: Rank, b: Rank, time: Relation, rest: Relation, relation: Relation) -> Answer:
    """Two first places: both hold, unless one says that there was another such thing at a time the other spans."""
    loose = _loosely_within(a, b)
    if loose is not None and combined((place_relation(a.place, b.place), rest)) is not Relation.CROSSING:
        return Answer(Verdict.CONFLICT, _hinted(*loose), relation, implied=True)
    if a.position == 1 and time in (Relation.NARROWER, Relation.WIDER):
        inner, outer = (a, b) if time is Relation.NARROWER else (b, a)
        inside = (
            rest if time is Relation.WIDER else rest.turned
        )  # how the outer one lies to the inner in place and class
        if inside is not Relation.NARROWER and _hints(inner, outer):
            return Answer(Verdict.CONFLICT, _hinted(inner, outer), relation, implied=True)
    return Answer(Verdict.COMPATIBLE, "Both can be so: the ranks agree.", relation)


def _plain_answer(a: Rank, b: Rank, relation: Relation) -> Answer | None:
    """The answer where it does not matter over what the ranks run; None where it does."""
    if opposed(a, b):
        return Answer(Verdict.CONFLICT, f"{_place(a)} and {_place(b)} are opposite ends.", relation)
    if _room(a, b) or _room(b, a):
        return Answer(Verdict.COMPATIBLE, "Both can be so: one only says that there were others.", relation)
    if _broken_row(a, b) or _broken_row(b, a):
        return Answer(Verdict.CONFLICT, f"{_place(a)} and {_place(b)}: a row has no gap.", relation)
    return None


def _room(bound: Rank, exact: Rank) -> bool:
    """Whether "not the first" leaves room for the place that the other one gives."""
    return bound.behind and exact.position >= bound.position


def _broken_row(row: Rank, first: Rank) -> bool:
    """Whether one is the second or later in a row, and the other the first for long: "the fourth running"."""
    return row.reach is Reach.ROW and row.position > 1 and first.position == 1 and first.reach in BACK_TO


def _loosely_within(a: Rank, b: Rank) -> tuple[Rank, Rank] | None:
    """The one that says less and the one that says more: "in two years", "of the war", whenever that began.

    So is "this year" less than "in a decade": who could say the more would hardly say the less.
    """
    for inner, outer in ((a, b), (b, a)):
        if _goes_back(inner) and outer.reach is Reach.WINDOW and _is_era(outer) and outer.since is None:
            return inner, outer
        if inner.reach is Reach.WINDOW and not _is_era(inner) and outer.reach is Reach.EVER and inner.criterion:
            return inner, outer
    return None


def _goes_back(rank: Rank) -> bool:
    """Whether it says how far back there was another: "in years" does not."""
    return rank.reach is Reach.SINCE or (rank.reach is Reach.STRETCH and rank.days is not None)


def _is_era(rank: Rank) -> bool:
    """Whether the window of a rank is one of years: a war, a career."""
    return window_sizes().get((rank.reach_text.lower().split() or [""])[-1], ERA) >= ERA


def precedes(first: Rank, other: Rank) -> bool:
    """Whether one says that there was none before, the other, which orders by size, that there was one."""
    if not first.serial or other.serial or first.position != 1 or first.reach is not Reach.EVER or first.behind:
        return False
    return other.position > 1 or other.reach in BACK_TO


def _hints(inner: Rank, outer: Rank) -> bool:
    """Whether a reach back to a time says that there was one then: "in a decade" does so only against all time."""
    if not _goes_back(inner):
        return False
    if outer.reach in (Reach.EVER, Reach.WINDOW):
        return True
    return outer.reach in BACK_TO and (inner.serial or Reach.STRETCH not in (inner.reach, outer.reach))


def _hinted(inner: Rank, outer: Rank) -> str:
    if outer.reach not in BACK_TO:
        return f"“{inner.reach_text}” says that there was one like it before, “{outer.reach_text}” that there was none."
    return f"By “{inner.reach_text}” there was one like it then, by “{outer.reach_text}” only further back."


def combined(relations: Iterable[Relation]) -> Relation:
    """One relation of several that hold at once."""
    said = {r for r in relations if r is not Relation.SAME}
    ordered = said - {Relation.UNSAID}
    if not ordered:
        return Relation.UNSAID if said else Relation.SAME
    return ordered.pop() if len(ordered) == 1 else Relation.CROSSING


def run_relation(a: Rank, b: Rank) -> Relation:
    """How the stretches of time lie to each other. An order of time that says none runs over all time."""
    one, other = a.reach, b.reach
    if Reach.ROW in (one, other):
        return Relation.SAME if one is other else Relation.CROSSING
    if Reach.UNSAID in (one, other):
        return Relation.SAME if one is other else Relation.UNSAID
    if Reach.EVER in (one, other):
        return Relation.SAME if one is other else Relation.NARROWER if other is Reach.EVER else Relation.WIDER
    found = _by_calendar(a, b)
    if found is not None:
        return found
    windows = one is other is Reach.WINDOW
    return _by_name(a.reach_text, b.reach_text) if windows else Relation.UNSAID


def _by_calendar(a: Rank, b: Rank) -> Relation | None:
    """By the days on which the stretches begin and end; None where these are not known."""
    if a.since and b.since:
        begins = (b.since - a.since).days  # above 0 where a goes back further
    elif a.days and b.days:
        begins = a.days - b.days
    else:
        return None
    longer = max(a.days or 0, b.days or 0)
    slack = SLACK * longer if {a.reach, b.reach} & BACK_TO else 0
    if a.reach is Reach.SINCE and b.reach is Reach.SINCE:
        slack = 0  # each names its year
    first = 0 if abs(begins) <= max(slack, DAYS_OF_WINDOW) else begins
    last = _ends(a, b)
    if first == 0 and last == 0:
        return Relation.SAME
    if first >= 0 and last >= 0:
        return Relation.WIDER
    return Relation.NARROWER if first <= 0 and last <= 0 else Relation.CROSSING


def _ends(a: Rank, b: Rank) -> int:
    """Above 0 where ``a`` runs on longer than ``b``, below where shorter; a stretch without an end runs on till now."""
    if a.until is None or b.until is None:
        return (a.until is None) - (b.until is None)
    days = (a.until - b.until).days
    return 0 if abs(days) <= DAYS_OF_WINDOW else days


def _by_name(a: str, b: str) -> Relation:
    """By the nouns of two windows: "of the season" and "this season" are one, a week lies in a year."""
    left, right = a.lower().split(), b.lower().split()
    if not left or not right:
        return Relation.UNSAID
    if left[-1] == right[-1]:
        return Relation.SAME
    sizes = window_sizes()
    small, big = sizes.get(left[-1], 0), sizes.get(right[-1], 0)
    if small and big and small != big:
        return Relation.NARROWER if small < big else Relation.WIDER
    return Relation.UNSAID


def place_relation(a: str | None, b: str | None) -> Relation:
    """How the places or bodies lie to each other."""
    if a == b:
        return Relation.SAME
    if a is None or b is None:
        return Relation.UNSAID
    left, right = _level(a), _level(b)
    if left is not None and right is not None:
        return Relation.UNSAID if left == right else Relation.NARROWER if left > right else Relation.WIDER
    if left is not None or right is not None:
        return _name_in_level(a, right) if right is not None else _name_in_level(b, left).turned
    return _names_relation(a, b)


def _names_relation(a: str, b: str) -> Relation:
    if contains_place(b, a):
        return Relation.NARROWER
    return Relation.WIDER if contains_place(a, b) else Relation.CROSSING


def _level(place: str) -> int | None:
    found = place_levels().get(place)
    return found[1] if found else None


def _name_in_level(name: str, level: int | None) -> Relation:
    """How a named place lies to "the world" or "the country": every place lies in the world."""
    if level == 0:
        return Relation.NARROWER
    return Relation.UNSAID if level != 2 or not known(name) else Relation.SAME


def class_relation(a: Rank, b: Rank) -> Relation:
    """How the sorts of things that are ranked lie to each other: women are persons, bank failures are failures."""
    if a.ranked is None or b.ranked is None:
        return Relation.SAME
    if narrower(a.ranked, b.ranked):
        return Relation.NARROWER
    if narrower(b.ranked, a.ranked):
        return Relation.WIDER
    left, right = narrowing(a) - COMMON, narrowing(b) - COMMON
    if not a.serial or a.ranked != b.ranked or left == right:
        return Relation.SAME
    if right <= left:
        return Relation.NARROWER
    return Relation.WIDER if left <= right else Relation.SAME


def narrowing(rank: Rank) -> frozenset[str]:
    """The words that narrow what is ranked, those for one level of places under one name: nationwide, national."""
    levels = place_levels()
    return frozenset(levels[w][0] if w in levels else synonym_set(w) or w for w in rank.qualifiers)


def _place(rank: Rank) -> str:
    return f"“{rank.text}”"


def _scope(rank: Rank) -> str:
    """The stretch of a rank as a reader is told of it."""
    return f"“{rank.reach_text}”" if rank.reach_text and rank.reach_text not in rank.text else "in its own scope"
