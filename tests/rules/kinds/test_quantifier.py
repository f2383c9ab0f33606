"""Amounts of one whole and labels of one scale that cannot both hold are a conflict, in either order."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.config import Config, load_config
from checker.pairs import TextPair, judge_pairs

CASES = yaml.safe_load(Path(__file__).with_name("quantifier.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(None, {})


def ask(config: Config, a: str, b: str) -> str | None:
    (answer,) = judge_pairs([TextPair("x", a, b)], config)
    return next((f.verdict.value for f in answer.findings if f.kind == "quantifier"), None)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['says']}: {c['a'][:40]}")
def test_says(case: dict[str, str], config: Config) -> None:
    assert ask(config, case["a"], case["b"]) == case["says"]
    assert ask(config, case["b"], case["a"]) == case["says"]
