"""The evidence for "these two times date one event", beside that of their claims: one row of features per two times.

The figures have the same in ``align``. What a time dates is read by ``facts.happenings``; how like the words around
two times are is the cosine of their slots; and where the other source gives this very time in a place at least as
near, the second time is of another event: its echo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.facts.happenings import Happening, agreement
from checker.rules.calendar import dated, meet
from checker.rules.evidence import Evidence
from checker.rules.slots import SlotKey, SlotVectors
from checker.values.match import Match

ECHO_REACH = 0.5  # cosine; a difference beyond it says no more
CLOCK_SLACK = 20  # minutes by which two clocks of one event differ
TYPICAL = 3.0  # rarity of a word that the run knows nothing of
TimeFeatures = Mapping[tuple[int, int], Mapping[str, float]]  # (period of a, period of b) -> features


@dataclass(frozen=True, slots=True)
class Heard:
    """What another document has for one time: the nearest slot of any time, and of one that meets it; cosines."""

    nearest: float = -1.0
    same: float = -1.0

    def louder(self, other: Heard) -> Heard:
        """The nearer of both, in either measure."""
        return Heard(max(self.nearest, other.nearest), max(self.same, other.same))


HeardTimes = Mapping[tuple[int, int, int], Heard]  # (claim, period, document) -> what that document has
SILENT = Heard()


def hear_times(evidence: Evidence, matches: Sequence[Match], slots: SlotVectors) -> HeardTimes:
    """For each time, how near each other document comes to its slot, with whatever time and with the same one."""
    found: dict[tuple[int, int, int], Heard] = {}
    for m in matches:
        left, right = evidence.claims[m.a].facts.periods, evidence.claims[m.b].facts.periods
        for i, p in enumerate(left):
            for j, q in enumerate(right):
                cosine = slots.cosine(SlotKey(m.a, i, "period"), SlotKey(m.b, j, "period"))
                heard = Heard(cosine, cosine if meet(p, q, CLOCK_SLACK) else -1.0)
                for key in ((m.a, i, evidence.document_of[m.b]), (m.b, j, evidence.document_of[m.a])):
                    found[key] = found.get(key, SILENT).louder(heard)
    return found


def time_features(evidence: Evidence, match: Match, slots: SlotVectors, heard: HeardTimes) -> TimeFeatures:
    """The features of each two times of the two claims, by their places in ``facts.periods``."""
    a, b = evidence.claims[match.a], evidence.claims[match.b]
    if not a.facts.periods or not b.facts.periods:
        return {}
    rarity = {**evidence.of_claim[match.a].words, **evidence.of_claim[match.b].words}
    left, right = [dated(a, p) for p in a.facts.periods], [dated(b, q) for q in b.facts.periods]
    found = {}
    for i, x in enumerate(left):
        for j, y in enumerate(right):
            cosine = slots.cosine(SlotKey(match.a, i, "period"), SlotKey(match.b, j, "period"))
            here = heard.get((match.a, i, evidence.document_of[match.b]), SILENT)
            there = heard.get((match.b, j, evidence.document_of[match.a]), SILENT)
            echo = max(here.same, there.same) - cosine
            found[i, j] = {
                "when_cosine": cosine,  # [-1, 1]
                "when_margin": 2 * cosine - max(here.nearest, cosine) - max(there.nearest, cosine),  # [-4, 0]
                "when_echo": max(-ECHO_REACH, min(ECHO_REACH, echo)),
                **happening_features(x, y, rarity),
            }
    return found


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
