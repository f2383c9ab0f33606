"""Which rule speaks first: a rule that lets two figures pass is heard before a general one that would flag them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checker.config import Config, EntailmentOptions, ReportOptions
from checker.pairs import TextPair, judge_pairs
from checker.values.finding import Verdict

HARDLY_ONE = TextPair(
    None, "The economy grew 0.4 percent in the second quarter.", "The economy grew 1.6 percent from a year earlier."
)
SURELY_ONE = TextPair(None, "The quake injured 310 people in Dorn.", "The quake injured 440 people in Dorn.")
PATIENT = "version: 1\nextends: [default]\nrules: [{id: patient, kind: quantity, tolerance: {ratio: 5}}]\n"


@pytest.fixture
def patient(tmp_path: Path) -> str:
    path = tmp_path / "patient.yaml"
    path.write_text(PATIENT, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("model", ["default", "none"])
@pytest.mark.parametrize(("pair", "said"), [(HARDLY_ONE, None), (SURELY_ONE, Verdict.COMPATIBLE)])
def test_what_a_rule_lets_pass_no_later_rule_flags(
    pair: TextPair, said: Verdict | None, model: str, patient: str
) -> None:
    general = Config(entailment=EntailmentOptions(name=model), report=ReportOptions(min_confidence=0.0))
    assert verdict(pair, general) is Verdict.CONFLICT
    assert verdict(pair, replace(general, rules=(patient,))) is said


def verdict(pair: TextPair, config: Config) -> Verdict | None:
    (judged,) = judge_pairs([pair], config)
    return judged.verdict
