"""The kind ``pattern``: what it says of two texts, how it explains it, and what is wrong with its options."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.config import load_config
from checker.pairs import PairVerdict, TextPair, judge_pairs
from checker.rules.kinds.pattern import PatternOptions
from checker.rules.options import OptionError
from checker.values.finding import Verdict

GROUPS = yaml.safe_load((Path(__file__).parent / "pattern.yaml").read_text(encoding="utf-8"))
CASES = [(group["name"], group["rule"], case) for group in GROUPS for case in group["cases"]]
DAY = date(2031, 3, 4)
Ask = Callable[..., PairVerdict]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """What a rule of the kind says of two texts; with ``extends`` beside the rules of those packs."""

    def answer(rule: dict[str, Any], a: str, b: str, *, days: int = 0, extends: tuple[str, ...] = ()) -> PairVerdict:
        path = tmp_path / "own.yaml"
        content = {"version": 1, "extends": list(extends), "rules": [{"id": "own", "kind": "pattern", **rule}]}
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        config = load_config(None, {"rules": [str(path)], "entailment.name": "none"})
        (said,) = judge_pairs([TextPair(1, a, b, DAY, DAY + timedelta(days=days))], config)
        return said

    return answer


@pytest.mark.parametrize(("name", "rule", "case"), CASES, ids=[f"{n}: {c['a'][:30]}" for n, _, c in CASES])
def test_it_says_what_the_rule_means(name: str, rule: dict[str, Any], case: dict[str, Any], ask: Ask) -> None:
    said = ask(rule, case["a"], case["b"], days=case.get("days", 0))
    assert said.verdict == (Verdict(case["says"]) if case["says"] else None), said.path
    if "value" in case:
        assert said.findings[0].a.value == case["value"]
    assert case.get("why", "") in (said.explanation or "")
    for finding in said.findings:
        for side, text in ((finding.a, case["a"]), (finding.b, case["b"])):
            assert side.value_span is not None
            assert side.value_span.of(text) == side.value


@pytest.mark.parametrize(("name", "rule", "case"), CASES, ids=[f"{n}: {c['a'][:30]}" for n, _, c in CASES])
def test_the_order_of_the_texts_changes_nothing(
    name: str, rule: dict[str, Any], case: dict[str, Any], ask: Ask
) -> None:
    forth, back = ask(rule, case["a"], case["b"]), ask(rule, case["b"], case["a"])
    assert (forth.verdict, forth.confidence) == (back.verdict, back.confidence)
    assert sorted(f.fingerprint for f in forth.findings) == sorted(f.fingerprint for f in back.findings)


BAIL = GROUPS[0]["rule"]
ONE, OTHER = "Bail was set at $2 million on Monday.", "Bail was set at $3 million on Monday."


def test_the_confidence_is_the_word_of_the_author(ask: Ask) -> None:
    assert ask(BAIL | {"confidence": 0.65}, ONE, OTHER).confidence == 0.65


def test_it_decides_over_the_general_rules_on_the_same_values(ask: Ask) -> None:
    alone = ask(BAIL | {"find": ["nothing like {amount:money}"], "same": []}, ONE, OTHER, extends=("default",))
    assert (alone.rule, alone.verdict) == ("figures", Verdict.CONFLICT)
    said = ask(BAIL, ONE, OTHER, extends=("default",))
    assert [(f.rule, f.verdict) for f in said.findings] == [("own", Verdict.CONFLICT)]
    said = ask(BAIL | {"tolerance": {"ratio": 2}}, ONE, OTHER, extends=("default",))
    assert [(f.rule, f.verdict) for f in said.findings] == [("own", Verdict.COMPATIBLE)]


def test_other_values_of_the_sentences_are_left_to_the_general_rules(ask: Ask) -> None:
    a = "Bail was set at $2 million after 40 witnesses had testified."
    b = "Bail was set at $3 million after 70 witnesses had testified."
    said = {(f.rule, f.a.value) for f in ask(BAIL, a, b, extends=("default",)).findings}
    assert said == {("own", "$2 million"), ("figures", "40")}


def test_it_explains_what_was_caught_and_how_it_was_read(ask: Ask) -> None:
    path = ask(BAIL, "Bail for Ana Ruiz was set at $2m.", "The judge ordered $3m bail for Ms Ruiz.").path
    told = "\n".join(f"{s.stage} {s.text}" for s in path)
    assert "read pattern 1 caught amount “$2m”, who “Ana Ruiz” in A; pattern 2 caught amount “$3m”" in told
    assert "“$2m” is [2e+06, 2e+06] (base unit of money, USD)" in told
    assert "aligned who “Ana Ruiz” and “Ms Ruiz” are one; likeness" in told


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ("Bail for Ana Ruiz was set at $2m.", "Bail for Tom Amadi was set at $3m.", "own: who: One source says “Ana"),
        (
            "Bail for Ana Ruiz was set at $2m.",
            "Bail was high for Ana Ruiz.",
            "no pattern, of 2, caught amount in B",
        ),
        ("If bail is set at $2m, she goes.", "Bail was set at $3m.", "own: what A says is only conditional"),
    ],
)
def test_it_explains_why_nothing_was_flagged(ask: Ask, a: str, b: str, why: str) -> None:
    assert why in "\n".join(s.text for s in ask(BAIL, a, b).path)


def test_it_explains_that_two_sentences_are_not_alike(ask: Ask) -> None:
    rule = {"find": ["worth {sum:money}"], "likeness": 0.99}
    told = "\n".join(s.text for s in ask(rule, "The necklace was worth $4.", "A bakery is worth $6 to its owner.").path)
    assert "'likeness' asks for 0.99" in told


MISTAKES: list[tuple[dict[str, Any], tuple[object, ...], str]] = [
    ({"find": ()}, ("find",), "at least one pattern"),
    ({"find": ("x",)}, ("find",), "no pattern names a group; write {amount:money}"),
    ({"find": ("{b:name} (?P<a",), "agree": ("c",)}, ("agree", 0), "no pattern has a group 'c'"),
    ({"find": ("(?P<a>x)", "(?P<a>x)")}, ("find", 1), "stands twice"),
    ({"find": ("(?P<a>x)", "(?P<b")}, ("find", 1), "missing > (at character 6 of it, after '(?P<b')"),
    ({"find": ("(?P<a>x)", "(?P<b>(b|b)*)c")}, ("find", 1), "explodes"),
    ({"find": ("{a:mony}",)}, ("find", 0), "unknown placeholder {mony}; did you mean {money}?"),
    ({"find": ("{amount:money}",), "agree": ("amont",)}, ("agree", 0), "no pattern has a group 'amont'; did you mean"),
    ({"find": ("{amount:money}",), "same": ("zzz",)}, ("same", 0), "there are: amount"),
    ({"find": ("{amount:money}",), "read": {"amt": "text"}}, ("read", "amt"), "did you mean 'amount'"),
    ({"find": ("{a:money} {b:name}",), "agree": ("a",), "same": ("b", "a")}, ("same", 1), "is in 'agree' too"),
    ({"find": ("{a:money}",), "same": ("a",)}, ("same",), "every group is in 'same'"),
    ({"find": ("{a:money}", "{b:name}"), "agree": ("a",)}, ("find", 1), "catches nothing that must agree: a"),
    ({"find": ("{a:word}",), "aliases": {"x": ("y",), "z": ("The Y",)}}, ("aliases", "z", 0), "stands for 'x' already"),
    ({"find": tuple(f"{{a:money}} {n}" for n in range(101))}, ("find",), "100 patterns at most"),
]


@pytest.mark.parametrize(("options", "where", "message"), MISTAKES, ids=[m[2][:30] for m in MISTAKES])
def test_what_is_wrong_is_named_with_its_place(
    options: dict[str, Any], where: tuple[object, ...], message: str
) -> None:
    with pytest.raises(OptionError) as caught:
        PatternOptions(**options)
    assert [w for w, m in caught.value.mistakes if message in m] == [where], caught.value.mistakes


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(OptionError) as caught:
        PatternOptions(find=("(?P<a", "{b:mony}", "a**"))
    assert [w for w, _ in caught.value.mistakes] == [("find", 0), ("find", 1), ("find", 2)]
