"""The rules that are shipped: each says what it is for and is tested; all tests pass; all texts are their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from benchmarks.rules.mutants import Pack, pack
from checker.config import Config
from checker.pipeline import Parts, load
from checker.rules.rule import Rule
from checker.rules.shipped import shipped
from checker.ruletests import Outcome, run_tests

NAMES = sorted(path.stem for path in shipped("rules").glob("*.yaml"))
PACKS = {name: pack(name) for name in NAMES}
OWN = [(name, rule) for name in NAMES for rule, _, _ in PACKS[name].rules]
CHANGES = ("strict", "lenient")  # packs that take the default pack as it is, and make its rules stricter or milder
LEAST_TESTS = 400  # of all packs together; raise it where packs are added
MOST_KNOWN_FAILURES = 0.06  # of the tests of one pack


@pytest.fixture(scope="session")
def parts() -> Parts:
    """The models of a run with default settings."""
    return load(Config())


@pytest.fixture(scope="session")
def outcomes(parts: Parts) -> dict[str, list[Outcome]]:
    """What became of the tests of each pack, each run once."""
    return {name: list(_run(one, parts)) for name, one in PACKS.items()}


def _run(one: Pack, parts: Parts) -> Iterator[Outcome]:
    yield from run_tests([rule for rule, _, _ in one.rules], replace(parts, rules=one.whole))


def test_there_are_packs_for_every_strictness() -> None:
    assert {"default", "strict", "lenient"} <= set(NAMES)


@pytest.mark.parametrize(("name", "rule"), OWN, ids=lambda x: x.id if isinstance(x, Rule) else x)
def test_a_rule_says_what_it_is_for_and_has_tests_of_two_verdicts(name: str, rule: Rule) -> None:
    assert rule.description
    assert rule.rationale
    assert len(rule.tests) >= 3
    assert len({test.verdict for test in rule.tests}) >= 2


@pytest.mark.parametrize(
    ("name", "rule"),
    [(name, rule) for name in CHANGES for rule, _, _ in PACKS[name].rules],
    ids=lambda x: x.id if isinstance(x, Rule) else x,
)
def test_a_pack_that_only_changes_rules_has_words_and_tests_of_its_own(name: str, rule: Rule) -> None:
    base = next(base for own, base, _ in PACKS[name].rules if own == rule)
    assert base is not None, "it adds no rule"
    assert rule != base
    assert rule.description != base.description
    assert rule.rationale != base.rationale
    assert not {(t.a, t.b) for t in rule.tests} & {(t.a, t.b) for t in base.tests}


def test_an_id_is_that_of_one_rule_and_of_changes_to_it() -> None:
    made = Counter(rule.id for name in NAMES for rule, base, _ in PACKS[name].rules if base is None)
    assert [name for name, count in made.items() if count > 1] == []


@pytest.mark.parametrize(("name", "rule"), OWN, ids=lambda x: x.id if isinstance(x, Rule) else x)
def test_no_two_tests_of_a_rule_have_the_same_texts_and_days(name: str, rule: Rule) -> None:
    texts = Counter((t.a, t.b, t.a_published, t.b_published) for t in rule.tests)
    assert [one for one, count in texts.items() if count > 1] == []


def test_the_general_packs_share_no_texts() -> None:
    rules = [rule for name in ("default", *CHANGES) for rule, _, _ in PACKS[name].rules]
    texts = Counter((t.a, t.b, t.a_published, t.b_published) for rule in rules for t in rule.tests)
    assert [one for one, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_all_tests_of_a_pack_end_as_they_should(name: str, outcomes: dict[str, list[Outcome]]) -> None:
    bad = [f"{o.rule.id} {o.number}: {o.test.a} | {o.test.b}: {o.status}" for o in outcomes[name] if not o.status.good]
    assert bad == []


@pytest.mark.parametrize("name", NAMES)
def test_known_failures_are_few(name: str, outcomes: dict[str, list[Outcome]]) -> None:
    known = [o for o in outcomes[name] if o.test.xfail is not None]
    assert len(known) <= max(1, MOST_KNOWN_FAILURES * len(outcomes[name]))


def test_the_packs_have_as_many_tests_as_are_told() -> None:
    assert sum(len(rule.tests) for _, rule in OWN) >= LEAST_TESTS
