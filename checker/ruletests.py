"""The tests that stand in rules: two texts each, and the verdict that the rule must give when it is asked alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from checker.pairs import PairVerdict, TextPair, prepare, verdict_on
from checker.pipeline import Parts, asking
from checker.rules.rule import Rule, RuleSet, RuleTest
from checker.rules.where import of_texts
from checker.values.finding import Severity


class Status(StrEnum):
    """How a test ended."""

    PASSED = "passed"
    FAILED = "failed"
    XFAILED = "failed as expected"
    XPASSED = "passed unexpectedly"  # a failure too: the reason for ``xfail`` has gone

    @property
    def good(self) -> bool:
        """Whether a run may pass with it."""
        return self in (Status.PASSED, Status.XFAILED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One test of a rule, and what the rule said."""

    rule: Rule
    number: int  # of the test in its rule, from 1
    test: RuleTest
    said: PairVerdict

    @property
    def status(self) -> Status:
        """How the test ended: it passes where the gravest verdict of the rule is the expected one."""
        right = self.said.verdict is self.test.verdict
        if self.test.xfail is None:
            return Status.PASSED if right else Status.FAILED
        return Status.XPASSED if right else Status.XFAILED


def run_tests(rules: Sequence[Rule], parts: Parts) -> Iterator[Outcome]:
    """Run the tests of each rule, in order; the texts of all are encoded in one go.

    A rule is asked alone, whatever others there are, and also where it is switched off: what it says of two texts is
    a matter of the rule, which others are asked first is one of the set.
    """
    tests = [(rule, n, test) for rule in rules for n, test in enumerate(rule.tests, start=1)]
    texts = prepare([_pair(test) for _, _, test in tests], parts)
    ask, least = asking(parts.entailment), parts.config.report.min_confidence
    for (rule, number, test), prepared in zip(tests, texts, strict=True):
        yield Outcome(rule, number, test, verdict_on(prepared, alone(rule), ask, least))


def alone(rule: Rule) -> RuleSet:
    """The rule as a set of its own, switched on, without filters on articles: a test has texts alone."""
    on = replace(rule, severity=Severity.ERROR) if rule.severity is Severity.OFF else rule
    on = replace(on, where=of_texts(rule.where))
    return RuleSet(rule.id, (on,))


def _pair(test: RuleTest) -> TextPair:
    return TextPair(None, test.a, test.b, _day(test.a_published), _day(test.b_published))


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
