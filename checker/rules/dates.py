"""The evidence for "these two times date one event", beside that of their claims: one row of features per two times.

The figures have the same in ``align``. What a time dates is read by ``facts.happenings``; how like the words around
two times are is the cosine of their slots; and where the other source gives this very time in a place at least as
near, the second time is of another event: its echo.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType

import numpy as np

from checker.facts.happenings import Happening, agreement
from checker.rules.align import SILENT, Echoes
from checker.rules.calendar import dated, meet
from checker.rules.crossing import Places, by_sorts, crossed, numbered
from checker.rules.echoes import louder
from checker.rules.evidence import Evidence
from checker.rules.slots import SlotKey, SlotVectors
from checker.values.match import Match, Matches
from checker.values.period import Period

ECHO_REACH = 0.5  # cosine; a difference beyond it says no more
CLOCK_SLACK = 20  # minutes by which two clocks of one event differ
TYPICAL = 3.0  # rarity of a word that the run knows nothing of
MEETING = tuple(f.name for f in fields(Period) if f.name not in ("text", "span"))  # what tells whether two times meet
NO_TIMES: Mapping[tuple[int, int], Mapping[str, float]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class HeardTimes:
    """What other documents have for each time, by (claim, period, document): cosines of the nearest slots."""

    nearest: Echoes  # of a slot of any time
    same: Echoes  # of one whose time meets this one


def hear_times(evidence: Evidence, matches: Sequence[Match], slots: SlotVectors) -> HeardTimes:
    """For each time, how near each other document comes to its slot, with whatever time and with the same one."""
    nearest: Echoes = {}
    same: Echoes = {}
    if not any(claim.facts.periods for claim in evidence.claims):
        return HeardTimes(nearest, same)
    table = Matches.of(matches)
    documents = np.array(evidence.document_of, np.int64)
    times = [claim.facts.periods for claim in evidence.claims]
    places = Places.of([len(of) for of in times])
    periods = [p for of in times for p in of]
    item = np.array([k for of in times for k in range(len(of))], np.int64)
    keys = zip(places.claim.tolist(), item.tolist(), strict=True)
    slot = np.array([slots.row[SlotKey(claim, k, "period")] for claim, k in keys], np.int64)
    sort, sorts = numbered([tuple(getattr(p, name) for name in MEETING) for p in periods])
    example = dict(zip(sort.tolist(), periods, strict=True))
    for pairs in crossed(places, table):
        cosines = slots.cosines(slot[pairs.left], slot[pairs.right])
        met = by_sorts(
            sort[pairs.left], sort[pairs.right], sorts, lambda i, j: meet(example[i], example[j], CLOCK_SLACK)
        ).astype(np.bool_)
        for of, document in ((pairs.left, table.b), (pairs.right, table.a)):
            there = documents[document[pairs.match]]
            louder(nearest, places, item, (of, there), cosines)
            louder(same, places, item, (of[met], there[met]), cosines[met])
    return HeardTimes(nearest, same)


class Times(Mapping[tuple[int, int], Mapping[str, float]]):
    """The features of each two times of two claims, by their places in ``facts.periods``; made when asked for."""

    def __init__(self, evidence: Evidence, match: Match, slots: SlotVectors, heard: HeardTimes) -> None:
        """``heard`` is what the other documents of the run have for each time."""
        self._evidence, self._match, self._slots, self._heard = evidence, match, slots, heard
        self._found: dict[tuple[int, int], Mapping[str, float]] = {}

    def __len__(self) -> int:
        left, right = self._periods()
        return len(left) * len(right)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        left, right = self._periods()
        return ((i, j) for i in range(len(left)) for j in range(len(right)))

    def __getitem__(self, at: tuple[int, int]) -> Mapping[str, float]:
        if at not in self._found:
            left, right = self._periods()
            if not (0 <= at[0] < len(left) and 0 <= at[1] < len(right)):
                raise KeyError(at)
            self._found[at] = self._features(*at)
        return self._found[at]

    def _periods(self) -> tuple[Sequence[Period], Sequence[Period]]:
        claims, match = self._evidence.claims, self._match
        return claims[match.a].facts.periods, claims[match.b].facts.periods

    def _features(self, i: int, j: int) -> Mapping[str, float]:
        evidence, match, heard = self._evidence, self._match, self._heard
        a, b = evidence.claims[match.a], evidence.claims[match.b]
        x, y = dated(a, a.facts.periods[i]), dated(b, b.facts.periods[j])
        cosine = self._slots.cosine(SlotKey(match.a, i, "period"), SlotKey(match.b, j, "period"))
        here, there = (match.a, i, evidence.document_of[match.b]), (match.b, j, evidence.document_of[match.a])
        echo = max(heard.same.get(here, SILENT), heard.same.get(there, SILENT)) - cosine
        near = max(heard.nearest.get(here, SILENT), cosine), max(heard.nearest.get(there, SILENT), cosine)
        rarity = {**evidence.of_claim[match.a].words, **evidence.of_claim[match.b].words}
        return {
            "when_cosine": cosine,  # [-1, 1]
            "when_margin": 2 * cosine - near[0] - near[1],  # [-4, 0]
            "when_echo": max(-ECHO_REACH, min(ECHO_REACH, echo)),
            **happening_features(x, y, rarity),
        }


def happening_features(x: Happening, y: Happening, rarity: Mapping[str, float]) -> Mapping[str, float]:
    """Whether two times date one happening, as far as their sentences tell; ``rarity`` is of words in the run."""
    return {
        "when_heads": agreement(x.heads, y.heads),  # -1, 0, 1
        "when_nouns": agreement(x.nouns, y.nouns),
        "when_crossed": max(agreement(x.heads, y.nouns), agreement(x.nouns, y.heads), 0.0),
        "when_telling": float(x.telling) + float(y.telling),
        "when_one_telling": float(x.telling is not y.telling),
        "when_rare_word": _rarest_near(dict(x.near), dict(y.near), rarity),
    }


def _rarest_near(left: Mapping[str, float], right: Mapping[str, float], rarity: Mapping[str, float]) -> float:
    """The rarity of the rarest word that stands near both times, less where it is further from one of them."""
    shared = (min(near, right[word]) * rarity.get(word, TYPICAL) for word, near in left.items() if word in right)
    return max(shared, default=0.0)
