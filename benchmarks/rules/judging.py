"""What rules say of texts, asked thousands of times: texts are read once, the model is asked once of each question."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from checker.pairs import Prepared, TextPair, prepare, verdict_on
from checker.pipeline import Parts
from checker.rules.queries import Query
from checker.rules.rule import Rule, RuleTest
from checker.rules.second_look import Ask, Probabilities
from checker.ruletests import alone
from checker.values.finding import Verdict

Said = Verdict | None  # None: nothing


class Asked:
    """An entailment model that is asked of each two texts once."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._known: dict[Query, Probabilities] = {}

    def __call__(self, queries: Sequence[Query]) -> Sequence[Probabilities]:
        new = list(dict.fromkeys(q for q in queries if q not in self._known))
        if new:
            self._known |= zip(new, self._ask(new), strict=True)
        return [self._known[q] for q in queries]


@dataclass
class Judge:
    """Says what a rule makes of the texts of a test, as ``checker rules test`` would.

    ``parts`` hold the rules of the pack whose tests are run, with whatever its file says beside them.
    """

    parts: Parts
    ask: Ask | None
    _texts: dict[tuple[object, ...], Prepared] = field(default_factory=dict)

    def read(self, tests: Sequence[RuleTest]) -> None:
        """Read and encode the texts of these tests in one go."""
        new = list(dict.fromkeys(key for t in tests if (key := _key(t)) not in self._texts))
        pairs = [TextPair(None, a, b, _day(on_a), _day(on_b)) for a, b, on_a, on_b in new]
        self._texts |= zip(new, prepare(pairs, self.parts), strict=True)

    def said(self, rule: Rule, tests: Sequence[RuleTest]) -> tuple[Said, ...]:
        """The gravest verdict of the rule, asked alone, on the texts of each test."""
        least = self.parts.config.report.min_confidence
        return tuple(verdict_on(self._texts[_key(t)], alone(rule), self.ask, least).verdict for t in tests)


def wanted(tests: Sequence[RuleTest]) -> tuple[Said, ...]:
    """The verdicts that the tests ask for."""
    return tuple(t.verdict for t in tests)


def good(said: Sequence[Said], verdicts: Sequence[Said], tests: Sequence[RuleTest]) -> tuple[bool, ...]:
    """Of each test whether it ends well: the verdict is the wanted one or, of a known failure, another."""
    return tuple((s is v) is (t.xfail is None) for s, v, t in zip(said, verdicts, tests, strict=True))


def notices(before: Sequence[Said], after: Sequence[Said], verdicts: Sequence[Said], tests: Sequence[RuleTest]) -> bool:
    """Whether a test that ended well ends badly once the rule is changed."""
    pairs = zip(good(before, verdicts, tests), good(after, verdicts, tests), strict=True)
    return any(was and not now for was, now in pairs)


def dealt_out(verdicts: Sequence[Said], times: int, seed: str) -> list[tuple[Said, ...]]:
    """The verdicts among the tests by chance, so many times; the same ones on every run."""
    chance = random.Random(seed)
    return [tuple(chance.sample(verdicts, len(verdicts))) for _ in range(times)]


def _key(test: RuleTest) -> tuple[str, str, str | None, str | None]:
    return test.a, test.b, test.a_published, test.b_published


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
