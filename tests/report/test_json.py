import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from checker.report import RenderOptions, render
from checker.report.json import interval_object, number, report_schema
from checker.values.interval import Interval
from checker.values.report import Report
from tests.report.samples import HOSTILE, RUN, ferry, hostile, known, silent

SCHEMA = json.loads(report_schema())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
SIDE = ["source", "start", "end", "line", "text", "value", "span_start", "span_end", "attribution", "as_of"]


def loaded(report: Report) -> dict:  # type: ignore[type-arg]
    return json.loads(render(report, "json", RenderOptions()))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize(
    "report", [ferry(), known(), silent(), Report(RUN, (), (), ()), *(hostile(text) for text in HOSTILE.values())]
)
def test_reports_follow_the_schema(report: Report) -> None:
    VALIDATOR.validate(loaded(report))


@pytest.mark.parametrize(
    ("path", "bad"),
    [
        (("schema_version",), 2),
        (("tool", "name"), "other"),
        (("findings", 0, "verdict"), "wrong"),
        (("findings", 0, "confidence"), 1.5),
        (("findings", 0, "fingerprint"), "X"),
        (("findings", 0, "a", "start"), -1),
        (("findings", 0, "a", "line"), 0),
        (("sources", 0, "published"), "yesterday"),
        (("facts", 0, "values", 0, "interval"), "10"),
        (("summary", "hidden"), None),
    ],
)
def test_the_schema_refuses_what_is_wrong(path: tuple[str | int, ...], bad: object) -> None:
    value = loaded(ferry())
    place = value
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = bad
    assert not VALIDATOR.is_valid(value)


OBJECTS = (
    *((), ("tool",), ("run",), ("sources", 0), ("facts", 0), ("findings", 0), ("summary",)),
    *(("findings", 0, "accepted"), ("findings", 1, "expired"), ("stale", 1), ("stale", 1, "a")),
)


@pytest.mark.parametrize("path", OBJECTS)
def test_the_schema_asks_for_every_key_and_no_other(path: tuple[str | int, ...]) -> None:
    value = loaded(known())
    place = value
    for key in path:
        place = place[key]
    for key in list(place):
        kept = place.pop(key)
        assert not VALIDATOR.is_valid(value), key
        place[key] = kept
    place["more"] = 1
    assert not VALIDATOR.is_valid(value)


def test_keys_stand_in_the_order_of_the_contract() -> None:
    value = loaded(ferry())
    assert list(value) == [
        "schema_version", "tool", "run", "sources", "facts", "findings", "stale", "not_checked", "summary",
    ]  # fmt: skip
    assert list(value["tool"]) == ["name", "version"]
    assert list(value["sources"][0]) == [
        "id", "path", "title", "published", "language", "origin", "claims", "sha256", "publisher", "tier",
    ]  # fmt: skip
    assert list(value["facts"][0]) == ["id", "label", "kind", "verdict", "values"]
    assert list(value["facts"][0]["values"][0]) == ["source", "value", "interval", "claim"]
    assert list(value["findings"][0]) == [
        "id", "fingerprint", "rule", "kind", "verdict", "severity", "confidence", "explanation", "fact",
        "accepted", "expired", "a", "b",
    ]  # fmt: skip
    assert list(value["findings"][0]["a"]) == list(value["findings"][0]["b"]) == SIDE
    assert list(value["not_checked"][0]) == ["source", "what", "why"]


def test_values_are_those_of_the_report() -> None:
    report = ferry()
    value = loaded(report)
    first = value["findings"][0]
    assert (first["id"], first["fact"], first["fingerprint"]) == ("C1", "F1", report.findings[0].fingerprint)
    assert (first["a"]["source"], first["a"]["line"], first["a"]["attribution"]) == ("morning.txt", 2, "the operator")
    assert (first["b"]["start"], first["b"]["span_start"], first["b"]["span_end"]) == (40, 82, 84)
    assert value["facts"][0]["values"][0]["interval"] == {
        "low": 120,
        "high": None,
        "low_open": False,
        "high_open": True,
    }
    assert value["summary"]["verdicts"]["compatible"] == 3
    assert {"source": "morning.txt", "reason": "byline", "sentences": 2} in value["summary"]["dropped"]


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_comes_back_unchanged_and_prints_harmlessly(case: str) -> None:
    written = render(hostile(HOSTILE[case]), "json", RenderOptions())
    assert json.loads(written)["findings"][0]["explanation"] == HOSTILE[case]
    assert "\x1b" not in written
    assert "\u202e" not in written
    written.encode("utf-8")
    assert render(hostile(HOSTILE[case]), "json", RenderOptions(ascii=True)).isascii()


@given(st.floats(allow_nan=False))
def test_numbers_keep_their_value(value: float) -> None:
    written = number(value)
    assert written is None if math.isinf(value) else written == value
    json.dumps(written, allow_nan=False)


def test_no_interval_is_null() -> None:
    assert interval_object(None) is None
    assert interval_object(Interval.below(20, floor=0)) == {"low": 0, "high": 20, "low_open": False, "high_open": True}
