"""Filters of rules: which pairs each lets through, and which can let none through."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.config import load_config
from checker.pipeline import Parts, judged, load
from checker.rules.encode import write_inline
from checker.rules.kinds import KINDS
from checker.rules.load import check_rules, load_rules
from checker.rules.rule import RuleSet
from checker.rules.where import Filters, Where, can_match, of_texts, stated
from checker.values.claim import ClaimKind
from checker.values.quantity import Role
from checker.values.text import Document

CASES = yaml.safe_load(Path(__file__).with_name("where.yaml").read_text(encoding="utf-8"))
PAIRS = [(case, pair, wanted) for case in CASES for wanted in ("heard", "passed_over") for pair in case.get(wanted, ())]


@pytest.fixture(scope="module")
def parts() -> Parts:
    return load(load_config(None, {"entailment.name": "none"}))


def rules(folder: Path, *entries: dict[str, Any]) -> RuleSet:
    path = folder / "own.yaml"
    path.write_text(yaml.safe_dump({"version": 1, "rules": list(entries)}), encoding="utf-8")
    return load_rules([str(path)], KINDS, folder)


def document(name: str, side: str | dict[str, Any]) -> Document:
    given = {"text": side} if isinstance(side, str) else side
    return Document(**{"id": f"{name}.txt", "sha256": name, **given})


def heard(parts: Parts, rules: RuleSet, pair: list[Any]) -> list[str]:
    """The ids of the rules that have something to say of two sources, whatever it is."""
    documents = [document("a", pair[0]), document("b", pair[1])]
    return [p.finding.rule for p in judged(documents, replace(parts, rules=rules)).placed]


@pytest.mark.parametrize(("case", "pair", "wanted"), PAIRS, ids=[f"{c['name']}: {w}" for c, _, w in PAIRS])
def test_a_filter_lets_through_what_it_says(
    case: dict[str, Any], pair: list[Any], wanted: str, parts: Parts, tmp_path: Path
) -> None:
    kind = case.get("kind", "quantity")
    assert heard(parts, rules(tmp_path, {"id": "all", "kind": kind}), pair), "there is nothing to filter"
    said = heard(parts, rules(tmp_path, {"id": "own", "kind": kind, "where": case["where"]}), pair)
    assert bool(said) is (wanted == "heard")


def test_each_filter_has_a_pair_that_it_lets_through_and_one_that_it_does_not() -> None:
    names = set(Filters.__dataclass_fields__)
    for wanted in ("heard", "passed_over"):
        assert names <= {name for case, _, w in PAIRS if w == wanted for name in case["where"]}


def test_figures_that_a_rule_passes_over_settle_nothing_for_another(parts: Parts, tmp_path: Path) -> None:
    """Of "12" and "30" against "14" and "90", each rule compares the two that it is for."""
    pair = [
        "The blast at the depot killed 12 people and injured 30 people.",
        "The blast at the depot killed 14 people and injured 90 people.",
    ]
    dead = {"id": "dead", "kind": "quantity", "where": {"counted": ["dead"]}}
    injured = {"id": "injured", "kind": "quantity", "where": {"counted": ["injured"]}}
    for entries in ((dead, injured), (injured, dead)):
        assert sorted(heard(parts, rules(tmp_path, *entries), pair)) == ["dead", "injured"]


def test_the_first_rule_that_fits_speaks_for_a_pair_of_values(parts: Parts, tmp_path: Path) -> None:
    own = {"id": "own", "kind": "quantity", "where": {"counted": ["homes"]}}
    general = {"id": "general", "kind": "quantity"}
    homes = ["The fire destroyed 64 homes.", "The fire destroyed 46 homes."]
    barns = ["The fire destroyed 64 barns.", "The fire destroyed 46 barns."]
    both = rules(tmp_path, own, general)
    assert heard(parts, both, homes) == ["own"]
    assert heard(parts, both, barns) == ["general"]


def test_a_later_rule_changes_filters_one_by_one(tmp_path: Path) -> None:
    base = tmp_path / "base.yaml"
    base.write_text(
        "version: 1\nrules:\n  - {id: own, kind: quantity, where: {counted: ship, unit: count, not: {role: former}}}",
        encoding="utf-8",
    )
    later = tmp_path / "later.yaml"
    later.write_text(
        "version: 1\nextends: ./base.yaml\nrules:\n  - {id: own, where: {unit: [], not: {sources: x}}}",
        encoding="utf-8",
    )
    (rule,) = load_rules([str(later)], KINDS, tmp_path).rules
    assert rule.where == Where(counted=("ship",), not_=Filters(role=rule.where.not_.role, sources=("x",)))
    assert rule.where.given == ("counted",)
    assert rule.where.not_.given == ("role", "sources")


MISTAKES = [
    ("{unit: miels}", 14, "unknown unit 'miels'; did you mean 'miles'?"),
    ("{unit: [km, qqq]}", 19, "unknown unit 'qqq'; name it as an article would: percent, miles, USD"),
    ("{not: {unit: dolars}}", 20, "unknown unit 'dolars'; did you mean 'dollars'?"),
    ("{role: lvel}", 14, "expected one of level, change, former, got the text 'lvel'; did you mean 'level'?"),
    ("{tiers: first}", 15, "expected a whole number of at least 1, got the text 'first'"),
    ("{conted: x}", 8, "unknown option 'conted'; did you mean 'counted'?"),
    ("{not: {not: {}}}", 14, "unknown option 'not'"),
    ("{attributed: maybe}", 20, "expected true or false, got the text 'maybe'"),
]


@pytest.mark.parametrize(("where", "column", "message"), MISTAKES, ids=[m[0] for m in MISTAKES])
def test_mistakes_in_filters_have_their_place(where: str, column: int, message: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(f"version: 1\nrules:\n- id: x\n  kind: quantity\n  where:\n    {where}\n", encoding="utf-8")
    (mistake,) = check_rules(path, KINDS, tmp_path)
    assert (mistake.line, mistake.column) == (6, column - 2)
    assert mistake.message.startswith(message)


NEVER = [
    ("polarity", {"unit": ("percent",)}, "'unit' asks about figures, and the kind 'polarity' compares words"),
    ("entity", {"counted": ("ship",), "unit": ("1",)}, "'counted' and 'unit' ask about figures"),
    ("quantity", {"dimension": ("score",)}, "the kind 'quantity' compares no figures of the dimension 'score'"),
    ("entity", {"entity_kinds": ("group",)}, "the kind 'entity' compares no names of the sort 'group'"),
    ("quantity", {"counted": ("ship",), "not_": Filters(counted=("ship", "boat"))}, "'not' leaves out all"),
    ("quantity", {"attributed": True, "not_": Filters(attributed=True)}, "'not' leaves out all"),
]


@pytest.mark.parametrize(("kind", "filters", "why"), NEVER, ids=[f"{k}: {f}" for k, f, _ in NEVER])
def test_filters_that_can_never_match_are_told(kind: str, filters: dict[str, Any], why: str) -> None:
    told = can_match(Where(**filters), KINDS[kind])
    assert told is not None
    assert told.startswith(why)


CAN = [
    ("quantity", {"unit": ("percent",), "dimension": ("score", "percent")}),
    ("sum", {"counted": ("dead",)}),
    ("entity", {"entity_kinds": ("group", "place")}),
    ("polarity", {"not_": Filters(counted=("ship",))}),
    ("quantity", {"counted": ("ship", "boat"), "not_": Filters(counted=("ship",))}),
    ("quantity", {"counted": ("ship",), "not_": Filters(counted=("ship",), sources=("x",))}),
    ("quantity", {}),
]


@pytest.mark.parametrize(("kind", "filters"), CAN, ids=[f"{k}: {f}" for k, f in CAN])
def test_filters_that_can_match_are_let_be(kind: str, filters: dict[str, Any]) -> None:
    assert can_match(Where(**filters), KINDS[kind]) is None


def test_tests_of_a_rule_are_not_asked_about_articles() -> None:
    where = Where(counted=("ship",), sources=("x",), tiers=(1,), not_=Filters(role=(Role.FORMER,)))
    assert of_texts(where) == Where(counted=("ship",), not_=where.not_)
    assert of_texts(Where(not_=Filters(role=(Role.FORMER,), claims=(ClaimKind.HEADLINE,)))) == Where()


def test_the_filters_that_are_given_are_shown_and_no_others() -> None:
    where = Where(counted=("ship",), attributed=False, not_=Filters(tiers=(3,)))
    assert write_inline(stated(where)) == "{counted: [ship], attributed: false, not: {tiers: [3]}}"
    assert write_inline(stated(Where())) == "{}"
