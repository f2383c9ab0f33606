from __future__ import annotations

import re
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import ConfigError
from checker.rules.load import check_rules, load_rules
from checker.rules.rule import Origin, RuleSet, RuleTest, Where
from checker.rules.shipped import shipped
from checker.values.finding import Severity, Verdict
from tests.rules.small_kinds import KINDS, GaugeOptions, Later, WordOptions

FILES = Path(__file__).with_name("files")

DEFAULT = """
version: 1
rules:
  - id: seats
    kind: gauge
    severity: warning
    where: {counted: [seat], unit: "1"}
    tolerance: 1.2
    update: {after: 2 weeks, count: 3}
    message: "{a.source} has {a.value}, {b.source} has {b.value}"
    description: Seats of a hall.
    tests:
      conflict:
        - ["The hall has 300 seats.", "The hall has 900 seats."]
      silent:
        - {a: "It has 300 seats.", b: "It has 301.", a_published: 2033-01-02, xfail: not yet}
  - id: colours
    kind: word
    words: [red, green]
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    folder = tmp_path / "packs"
    folder.mkdir()
    write(folder / "default.yaml", DEFAULT)
    return folder


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def load(tmp_path: Path, packs: Path, text: str) -> RuleSet:
    return load_rules([str(write(tmp_path / "own.yaml", text))], KINDS, packs)


def mistakes(tmp_path: Path, packs: Path, text: str) -> list[str]:
    path = write(tmp_path / "own.yaml", text)
    return [str(m).removeprefix(f"{tmp_path}/") for m in check_rules(path, KINDS, packs)]


def test_a_pack_is_read_by_name(packs: Path) -> None:
    rules = load_rules(["default"], KINDS, packs)
    seats, colours = rules.rules
    assert rules.name == "default"
    assert (seats.id, seats.kind, seats.severity) == ("seats", "gauge", Severity.WARNING)
    assert seats.where == Where(counted=("seat",), unit=("1",))
    assert seats.options == GaugeOptions(tolerance=1.2, update=Later(timedelta(weeks=2), 3))
    assert seats.message == "{a.source} has {a.value}, {b.source} has {b.value}"
    assert seats.origin == Origin(str(packs / "default.yaml"), 4)
    assert seats.tests == (
        RuleTest(Verdict.CONFLICT, "The hall has 300 seats.", "The hall has 900 seats."),
        RuleTest(None, "It has 300 seats.", "It has 301.", "2033-01-02", None, "not yet"),
    )
    assert colours.severity is Severity.ERROR
    assert colours.options == WordOptions(("red", "green"))


def test_a_later_rule_of_the_same_id_changes_the_given_keys_only(tmp_path: Path, packs: Path) -> None:
    base = load_rules(["default"], KINDS, packs).rules[0]
    rules = load(tmp_path, packs, "version: 1\nextends: default\nrules: [{id: seats, severity: off}]\n")
    changed = rules.rules[0]
    assert changed.severity is Severity.OFF
    assert (changed.options, changed.where, changed.message) == (base.options, base.where, base.message)
    assert (changed.tests, changed.description, changed.origin) == (base.tests, base.description, base.origin)
    assert [r.id for r in rules.active] == ["colours"]


def test_groups_are_changed_key_by_key_and_lists_as_a_whole(tmp_path: Path, packs: Path) -> None:
    text = """
version: 1
extends: [default]
rules:
  - {id: seats, update: {count: 5}, where: {unit: []}, tests: {}}
  - {id: colours, words: [blue]}
"""
    seats, colours = load(tmp_path, packs, text).rules
    assert seats.options == GaugeOptions(tolerance=1.2, update=Later(timedelta(weeks=2), 5))
    assert seats.where == Where(counted=("seat",))
    assert seats.tests == ()
    assert colours.options == WordOptions(("blue",))


def test_a_rule_of_another_kind_starts_from_that_kinds_defaults(tmp_path: Path, packs: Path) -> None:
    text = "version: 1\nextends: [default]\nrules: [{id: colours, kind: gauge, slack: 1}]\n"
    assert load(tmp_path, packs, text).rules[1].options == GaugeOptions(slack=1)


def test_new_rules_speak_before_those_they_extend(tmp_path: Path, packs: Path) -> None:
    text = "version: 1\nextends: [default]\nrules: [{id: x, kind: word}, {id: seats}, {id: y, kind: word}]\n"
    assert [r.id for r in load(tmp_path, packs, text).rules] == ["x", "y", "seats", "colours"]


def test_later_names_win_and_each_file_is_read_once(tmp_path: Path, packs: Path) -> None:
    write(packs / "strict.yaml", "version: 1\nextends: default\nrules: [{id: seats, severity: error}]\n")
    own = write(tmp_path / "own.yaml", "version: 1\nextends: [./packs/default.yaml]\nrules: [{id: colours, words: x}]")
    rules = load_rules(["strict", str(own), "default"], KINDS, packs)
    assert rules.name == f"strict, {own}, default"
    assert rules.rules[0].severity is Severity.ERROR
    assert rules.rules[1].options == WordOptions(("x",))


def test_a_file_is_extended_by_its_path_from_the_file_that_names_it(tmp_path: Path, packs: Path) -> None:
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep" / "base.yaml", "version: 1\nrules: [{id: z, kind: word}]\n")
    write(tmp_path / "deep" / "middle.yaml", "version: 1\nextends: base.yaml\n")
    rules = load(tmp_path, packs, "version: 1\nextends: [deep/middle.yaml]\n")
    assert [r.id for r in rules.rules] == ["z"]


def test_a_circle_is_a_mistake(tmp_path: Path, packs: Path) -> None:
    write(tmp_path / "other.yaml", "version: 1\nextends:\n  - own.yaml\n")
    assert mistakes(tmp_path, packs, "version: 1\nextends: [other.yaml]\n") == [
        "other.yaml:3:5: 'extends' runs in a circle: own.yaml -> other.yaml -> own.yaml"
    ]


def test_names_that_lead_nowhere(tmp_path: Path, packs: Path) -> None:
    write(packs / "strict.yaml", "version: 1\n")
    with pytest.raises(ConfigError) as caught:
        load_rules(["strikt", "none.yaml", "zzz"], KINDS, packs)
    assert str(caught.value).splitlines() == [
        "strikt:1:1: unknown rule pack 'strikt'; did you mean 'strict'?",
        "none.yaml:1:1: there is no rules file 'none.yaml'; check the path",
        "zzz:1:1: unknown rule pack 'zzz'; there are: default, strict",
    ]


def test_every_mistake_is_reported_at_its_place(tmp_path: Path, packs: Path) -> None:
    """The whole output is compared: write it anew by hand where a message is changed on purpose, and read it."""
    text = (FILES / "ten-mistakes.yaml").read_text(encoding="utf-8")
    expected = (FILES / "ten-mistakes.txt").read_text(encoding="utf-8").splitlines()
    assert mistakes(tmp_path, packs, text) == expected
    assert len(expected) > 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", ["1:1: expected a mapping with version, extends and rules, got a list"]),
        ("rules: []", ["1:1: the option 'version' is missing here"]),
        ("version: 2", ["1:10: expected 1, got the number 2"]),
        ("version: 1\nrule: []", ["2:1: unknown option 'rule'; did you mean 'rules'?"]),
        ("version: 1\nrules: {a: 1}", ["2:8: expected a list of rules, got a mapping"]),
        ("version: 1\nrules: [x]", ["2:9: expected a rule, which is a mapping, got the text 'x'"]),
        ("version: 1\nrules: [{kind: word}]", ["2:9: the option 'id' is missing here"]),
        (
            "version: 1\nrules: [{id: a b, kind: word}]",
            ["2:14: the id 'a b' must be of letters a to z, digits, '-', '_' and '.', 80 at most"],
        ),
        ("version: 1\nrules: [{id: a, kind: [word]}]", ["2:23: expected a text, got a list"]),
        (
            "version: 1\nextends: default\nrules: [{id: seat}]",
            ["3:9: the rule 'seat' has no kind, and no earlier rule has its id; did you mean to change 'seats'?"],
        ),
        (
            "version: 1\nrules: [{id: a, kind: word, message: '{a.source'}]",
            [
                (
                    "2:38: the braces of the message do not match (expected '}' before end of string); write {{ for a "
                    "brace itself"
                )
            ],
        ),
        (
            "version: 1\nrules: [{id: a, kind: word, message: '{a.value:>9} {b.value!r} {} {c}'}]",
            [
                "2:38: the field {a.value} of the message takes no '!' or ':' behind it; remove it",
                "2:38: the field {b.value} of the message takes no '!' or ':' behind it; remove it",
            ],
        ),
        (
            "version: 1\nrules: [{id: a, kind: word, tests: {conflict: [{a: x}], update: x}}]",
            ["2:48: the option 'b' is missing here", "2:65: expected a list of tests, got the text 'x'"],
        ),
        (
            "version: 1\nrules: [{id: a, kind: word, tests: [x]}]",
            ["2:36: expected a mapping from verdicts to lists of tests, got a list"],
        ),
        ("version: 1\nextends: [x: 1]", ["2:11: expected a text, got a mapping"]),
    ],
)
def test_mistakes_one_by_one(tmp_path: Path, packs: Path, text: str, expected: list[str]) -> None:
    found = mistakes(tmp_path, packs, text)
    assert [m for m in found if "unknown field" not in m] == [f"own.yaml:{m}" for m in expected]


def test_a_broken_rule_may_still_be_changed_by_a_later_one(tmp_path: Path, packs: Path) -> None:
    write(tmp_path / "base.yaml", "version: 1\nrules: [{id: a, kind: word, words: {}}]\n")
    found = mistakes(tmp_path, packs, "version: 1\nextends: base.yaml\nrules: [{id: a, severity: info}]\n")
    assert found == ["base.yaml:2:36: expected a list, got a mapping"]


def test_anchors_and_merge_keys_serve_in_rules(tmp_path: Path, packs: Path) -> None:
    text = """
version: 1
rules:
  - &seats {id: seats, kind: gauge, tolerance: 1.5}
  - {<<: *seats, id: chairs, slack: 2}
"""
    assert load(tmp_path, packs, text).rules[1].options == GaugeOptions(tolerance=1.5, slack=2)


def test_shipped_files_are_found() -> None:
    assert shipped("default.yaml").is_file()
    assert shipped("rules").is_dir()


def test_the_examples_of_the_guide_and_the_shipped_packs_have_no_mistake(tmp_path: Path) -> None:
    from checker.rules.kinds import KINDS as SHIPPED_KINDS  # noqa: PLC0415 - the other tests need no real kind

    guide = Path(__file__).parents[2] / "docs" / "rules-yaml.md"
    blocks = re.findall(r"^```yaml\n(.*?)^```", guide.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 4
    examples = [write(tmp_path / f"{n}.yaml", block) for n, block in enumerate(blocks)]
    for path in (*examples, *sorted(shipped("rules").glob("*.yaml"))):
        assert [str(m) for m in check_rules(path, SHIPPED_KINDS, shipped("rules"))] == []


LINES = """\
version: 1
rules:
  - id: a
    kind: gauge
    severity: off
    tolerance: x
    where: {unit: }
extends: [default]
extends: own.yaml
    tests: {conflict: [[a, b]]}
    <<: {id: b}
    message: '{a.value'
  -
- *a
    reach: &a {over: }
    reach: *a
    update: {after: 1 day}
    window: [0, .5]
""".splitlines()


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=12), max_size=14).map("\n".join))
def test_no_file_makes_it_raise_anything_else(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    path = folder / "own.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    found = tuple(m for m in check_rules(path, KINDS, folder) if not m.warning)
    with pytest.raises(ConfigError) if found else nullcontext() as caught:
        load_rules([str(path)], KINDS, folder)
    assert not caught or caught.value.mistakes == found
