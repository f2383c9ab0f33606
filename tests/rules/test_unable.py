"""What a rule cannot check is told, and a rule that keeps failing is given up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checker.config import load_config
from checker.errors import KindError
from checker.pairs import TextPair, judge_pairs
from checker.pipeline import compare
from checker.registry import Registry
from checker.rules import run
from checker.rules.kind import Judgement, Kind, Pair
from checker.rules.kinds import KINDS
from checker.rules.rule import Rule, RuleSet
from checker.rules.unable import PATIENCE, Unable
from checker.values.claim import Claim, ClaimKind, Facts
from checker.values.finding import Severity
from checker.values.text import Document, Span
from tests.rules.small_kinds import WordOptions

# Georgian letters are in no probe, so the pattern is taken, and in the text it explodes.
SLOW = "version: 1\nrules:\n  - id: slow\n    kind: pattern\n    find: ['code (?P<code>(?:[ა-ჰ]|[ა-ჰ]{2})+)!']\n"
SENTENCE = "The guard said on Monday that the door has the code " + "ა" * 60 + " and no other.\n"


def claim(source: str) -> Claim:
    text = "The door is red."
    return Claim(f"{source}#1", source, Span(0, 16), text, Span(0, 16), 1, ClaimKind.BODY, Facts(), text)


PAIR = Pair(claim("a"), claim("b"), Document("a", "The door is red."), Document("b", "The door is red."), 0.9)
RULE = Rule("hues", "hue", Severity.ERROR, WordOptions())


def failing(_pair: Pair, _options: object) -> Iterator[Judgement]:
    raise KindError("no light")


KINDS_OF_TEST = Registry("rule kind", [("hue", Kind("hue", "Hues.", WordOptions, failing))])


def test_a_failure_is_noted_with_the_rule_and_both_places() -> None:
    unable = Unable()
    assert list(run.judge_pair(PAIR, RuleSet("own", (RULE,)), KINDS_OF_TEST, unable=unable)) == []
    (gap,) = unable.not_checked()
    assert (gap.what, gap.why, gap.degraded) == ("a:1 against b:1, by the rule hues", "no light", True)


def test_a_rule_that_keeps_failing_is_given_up_and_others_are_not() -> None:
    unable = Unable()
    other = replace(RULE, id="shades")
    for _ in range(PATIENCE + 2):
        list(run.judge_pair(PAIR, RuleSet("own", (RULE,)), KINDS_OF_TEST, unable=unable))
    list(run.judge_pair(PAIR, RuleSet("own", (other,)), KINDS_OF_TEST, unable=unable))
    told = [gap.what for gap in unable.not_checked()]
    assert len(told) == PATIENCE + 2
    assert told[PATIENCE] == "everything else that the rule hues looks at"
    assert unable.given_up == {"hues"}


def test_without_a_place_to_note_it_a_failure_is_raised() -> None:
    with pytest.raises(KindError, match="no light"):
        list(run.judge_pair(PAIR, RuleSet("own", (RULE,)), KINDS_OF_TEST))


def test_a_pattern_that_takes_too_long_marks_the_report_as_degraded(tmp_path: Path) -> None:
    (tmp_path / "slow.yaml").write_text(SLOW, encoding="utf-8")
    names = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    for name in names:
        Path(name).write_text(SENTENCE + "The fire burned for 3 days.\n", encoding="utf-8")
    config = load_config(None, {"rules": ["default", str(tmp_path / "slow.yaml")], "entailment.name": "none"})
    report = compare(names, config)
    assert report.degraded
    why = {gap.why for gap in report.not_checked if gap.degraded}
    assert "pattern 1 took more than 0.2 seconds on one sentence" in why
    assert report.verdicts  # the other rules were asked all the same


def test_a_pair_of_texts_says_what_was_not_checked(tmp_path: Path) -> None:
    (tmp_path / "slow.yaml").write_text(SLOW, encoding="utf-8")
    config = load_config(None, {"rules": [str(tmp_path / "slow.yaml")], "entailment.name": "none"})
    (said,) = judge_pairs([TextPair(1, SENTENCE, SENTENCE)], config)
    assert said.verdict is None
    assert said.not_checked[0].degraded
    assert ("not checked", True) in {(s.stage, "took more than" in s.text) for s in said.path}


def test_a_model_is_asked_only_of_kinds_whose_word_it_is_weighed_with(tmp_path: Path) -> None:
    def never(queries: object) -> list[tuple[float, float, float]]:
        assert queries == ()
        return []

    proposal = run.Proposal
    assert KINDS["pattern"].decides
    said = Judgement(
        verdict=run.Verdict.CONFLICT,
        confidence=0.8,
        a=run.Reading("red", None),
        b=run.Reading("blue", None),
        label="hue",
        explanation="Two hues.",
    )
    one = proposal(run.Match(0, 1, 0.9), PAIR, replace(RULE, kind="pattern"), said)
    assert run.looked_at_again([one], never) == [one]
