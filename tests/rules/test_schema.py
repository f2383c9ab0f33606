from __future__ import annotations

from dataclasses import make_dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from checker.config import config_schema, default_config_text
from checker.registry import Registry
from checker.rules.kind import Kind
from checker.rules.load import check_rules
from checker.rules.schema import OptionDoc, describe, rules_schema
from checker.rules.yamlfile import parse_yaml
from tests.rules.small_kinds import GAUGE, KINDS, WORD, silent
from tests.rules.test_yamlfile import plain

EXAMPLE = """
version: 1
extends: default
rules:
  - id: seats
    kind: gauge
    severity: info
    where: {counted: seat, unit: 1, dimension: [count]}
    tolerance: 1.2
    shades: strict
    window: [0, 1]
    reach: {over: {up_to: 2, down_to: null}}
    since: 2033-01-02
    update: {after: 1.5 days}
    tests:
      conflict: [[one, 2]]
      silent: [{a: one, b: two, a_published: 2033-01-02}]
  - {id: colours, kind: word, words: [red]}
  - {id: earlier, any_option: of the earlier rule}
"""


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = rules_schema(KINDS)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def data(text: str) -> Any:
    root = parse_yaml(text, "f").root
    assert root is not None
    return plain(root)


def test_a_file_with_every_sort_of_option_fits(validator: Draft202012Validator) -> None:
    assert [e.message for e in validator.iter_errors(data(EXAMPLE))] == []


@pytest.mark.parametrize(
    "line",
    [
        "  - {id: x, kind: guage}",
        "  - {id: x, kind: gauge, tolerence: 2}",
        "  - {id: x, kind: word, tolerance: 2}",
        "  - {id: x, kind: gauge, tolerance: 0.5}",
        "  - {id: x, kind: gauge, slack: 1.5}",
        "  - {id: x, kind: gauge, scope: nowhere}",
        "  - {id: x, kind: gauge, mode: loud}",
        "  - {id: x, kind: gauge, window: [0, 1, 2]}",
        "  - {id: x, kind: gauge, reach: {over: {upto: 2}}}",
        "  - {id: x, kind: gauge, weights: {a: 11}}",
        "  - {id: x, kind: gauge, update: {after: soon}}",
        "  - {id: x, kind: gauge, quiet: perhaps}",
        "  - {id: x, kind: gauge, severity: grave}",
        "  - {id: x, kind: gauge, where: {dimension: lenght}}",
        "  - {id: x, kind: gauge, where: {measure: [turnout, prise]}}",
        "  - {id: x, kind: gauge, where: {count: seat}}",
        "  - {id: x, kind: gauge, tests: {conflicts: []}}",
        "  - {id: x, kind: gauge, tests: {conflict: [[one]]}}",
        "  - {id: 'a b', kind: gauge}",
        "  - {kind: gauge}",
    ],
)
def test_the_schema_refuses_what_the_decoder_refuses(
    line: str, validator: Draft202012Validator, tmp_path: Path
) -> None:
    text = f"version: 1\nrules:\n{line}\n"
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    assert len(check_rules(path, KINDS, tmp_path)) == 1
    assert not validator.is_valid(data(text))


def test_the_example_has_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "default.yaml").write_text("version: 1\nrules: [{id: earlier, kind: word}]", encoding="utf-8")
    path = tmp_path / "own.yaml"
    path.write_text(EXAMPLE.replace("any_option: of the earlier rule", "words: a"), encoding="utf-8")
    assert check_rules(path, KINDS, tmp_path) == ()


def test_options_carry_their_meaning_and_default() -> None:
    schema: Any = rules_schema(KINDS)
    conditions = schema["$defs"]["rule"]["allOf"]
    gauge = next(c["then"] for c in conditions if c["if"]["properties"]["kind"]["const"] == "gauge")
    assert gauge["description"] == GAUGE.summary
    assert gauge["properties"]["tolerance"] == {
        "type": "number",
        "minimum": 1.0,
        "default": 1.1,
        "description": "Factor within which two values are one.",
    }
    assert gauge["properties"]["reach"]["default"] == {"over": {"up_to": 1.5, "down_to": None}}


def test_the_schema_of_the_configuration_takes_the_default_file() -> None:
    schema = config_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert [e.message for e in validator.iter_errors(data(default_config_text()))] == []
    assert not validator.is_valid({"report": {"verdict": []}})


def test_the_options_of_a_kind_are_described() -> None:
    assert describe(WORD) == (OptionDoc("words", "a list of texts", "[]", "Words it looks for."),)
    told = {d.name: d for d in describe(GAUGE)}
    assert told["update.after"].default == "1 day"
    assert told["update.after"].type == "a duration such as '36 hours'"
    assert told["shades"].choices == ("strict", "loose", "off")
    assert told["since"] == OptionDoc("since", "a date such as 2024-08-31, or null", "null", "First day it looks at.")
    assert told["reach"].default == "{over: {up_to: 1.5, down_to: null}}"
    assert told["mode"].default == "loose"
    assert told["window"].type == "a list of 2, each a number"


def test_a_kind_must_not_take_a_name_that_every_rule_has() -> None:
    options = make_dataclass("Options", [("severity", str, "x")], frozen=True)
    with pytest.raises(TypeError, match="severity"):
        rules_schema(Registry("rule kind", [("bad", Kind("bad", "", options, silent))]))
