"""Each kind flags what it says it flags, and leaves the twin alone; the order of the texts changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.config import Config, load_config
from checker.pairs import PairVerdict, TextPair, judge_pairs
from checker.rules.kinds import KINDS
from checker.values.finding import Verdict

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(None, {})


def ask(config: Config, a: str, b: str) -> PairVerdict:
    (answer,) = judge_pairs([TextPair("x", a, b)], config)
    return answer


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['kind']}: {c['conflict'][0][:40]}")
def test_the_flagged_pair_is_flagged_and_its_twin_is_not(case: dict[str, list[str]], config: Config) -> None:
    flagged = ask(config, *case["conflict"])
    assert flagged.verdict is Verdict.CONFLICT
    assert case["kind"] in {f.kind for f in flagged.findings if f.verdict is Verdict.CONFLICT}
    assert ask(config, *case["quiet"]).verdict is not Verdict.CONFLICT


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['kind']}: {c['conflict'][0][:40]}")
def test_the_order_of_the_texts_changes_nothing(case: dict[str, list[str]], config: Config) -> None:
    for a, b in (case["conflict"], case["quiet"]):
        forth, back = ask(config, a, b), ask(config, b, a)
        assert (forth.verdict, forth.rule) == (back.verdict, back.rule)
        assert forth.confidence == pytest.approx(back.confidence, abs=1e-3)


def test_each_kind_has_a_case() -> None:
    needs_a_model = {"entailment"}
    written_by_users = {"pattern"}  # no shipped rule is of it; test_pattern.py has its cases
    assert {c["kind"] for c in CASES} == set(KINDS.names()) - needs_a_model - written_by_users
