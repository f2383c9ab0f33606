from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.config import (
    Config,
    ReportOptions,
    config_digest,
    default_config_text,
    describe_config,
    find_config,
    load_config,
)
from checker.errors import ConfigError, UsageError
from checker.rules.shipped import shipped
from checker.values.finding import Finding, Severity, Side, Verdict

SIDE = Side("a.txt", "a.txt#1", 0, 4, 1, "text", "1", None)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str, name: str = "own.yaml") -> Path:
    Path(name).write_text(text, encoding="utf-8")
    return Path(name)


def mistakes(path: Path | None, overrides: dict[str, object] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_config(path, overrides)
    return [str(m) for m in caught.value.mistakes]


def finding(verdict: Verdict, severity: Severity, confidence: float) -> Finding:
    return Finding("r", "k", verdict, severity, confidence, "why", "label", SIDE, SIDE)


def test_without_a_file_the_defaults_hold() -> None:
    assert load_config() == Config()


def test_the_file_of_the_working_directory_is_found() -> None:
    write("within: true\n", "checker.yml")
    assert find_config(Path()) == Path("checker.yml")
    assert load_config().within is True
    write("within: false\nclaims: {min_words: 5}\n", "checker.yaml")
    assert load_config().claims.min_words == 5
    assert load_config().within is False
    assert load_config(write("")) == Config()


def test_the_default_file_loads_back_to_the_defaults() -> None:
    assert load_config(write(default_config_text())) == Config()


def test_the_default_file_has_every_option_below_its_meaning() -> None:
    lines = default_config_text().splitlines()
    for option in describe_config():
        assert option.doc, f"{option.name} has no meaning; declare it with a doc"
        key = option.name.rpartition(".")[2]
        place = next(n for n, line in enumerate(lines) if line.strip().startswith(f"{key}:"))
        assert lines[place - 1].strip().startswith("#")
    assert max(map(len, lines)) <= 120


def test_the_shipped_files_are_the_defaults_and_a_stricter_run() -> None:
    assert shipped("default.yaml").read_text(encoding="utf-8") == default_config_text()
    assert load_config(Path("default")) == Config()
    strict = load_config(Path("strict"))
    assert strict.report.min_confidence < Config().report.min_confidence
    assert strict.clusters.neighbours > Config().clusters.neighbours
    assert set(strict.report.verdicts) == set(Verdict)
    write("within: false", "strict")
    assert load_config(Path("strict")).within is False


def test_paths_in_a_file_count_from_the_file() -> None:
    Path("deep").mkdir()
    path = write("rules: [default, own.yaml, ../up.yaml]\ncache_dir: cache\n", "deep/c.yaml")
    assert load_config(path).rules == ("default", str(Path("deep/own.yaml")), str(Path("deep/../up.yaml")))
    assert load_config(path).cache_dir == Path("deep/cache")
    assert load_config(path, {"rules": ["own.yaml"]}).rules == ("own.yaml",)


def test_every_mistake_of_a_file_is_reported_at_its_place() -> None:
    text = """\
claims:
  min_word: 3
  cut_clauses: maybe
sources:
  timeout: 0
  published: {a.txt: yesterday}
clusters: {gate: 0.9, threshold: 0.5}
encoder: fast
raport: {}
rules: {a: b}
report:
  verdicts: [conflicts]
  min_confidence: 1.5
  fail_on: errors
  format: pdf
within: 1
within: 2
"""
    assert mistakes(write(text)) == [
        "own.yaml:2:3: unknown option 'min_word'; did you mean 'min_words'?",
        "own.yaml:3:16: expected true or false, got the text 'maybe'",
        "own.yaml:6:22: expected a date such as 2024-08-31, got the text 'yesterday'",
        "own.yaml:7:11: gate (0.9) must not lie above threshold (0.5), both in [-1, 1]",
        "own.yaml:8:10: expected a mapping, got the text 'fast'",
        "own.yaml:9:1: unknown option 'raport'; did you mean 'report'?",
        "own.yaml:10:8: expected a list, got a mapping",
        (
            "own.yaml:12:14: expected one of conflict, update, scope, compatible, incomparable, got the text "
            "'conflicts'; did you mean 'conflict'?"
        ),
        "own.yaml:13:19: expected a number from 0 to 1, got the number 1.5",
        "own.yaml:14:12: expected one of error, warning, info, never, got the text 'errors'; did you mean 'error'?",
        "own.yaml:15:11: expected one of text, json, markdown, html, csv, jsonl, sarif, junit, got the text 'pdf'",
        "own.yaml:16:9: expected true or false, got the number 1",
        "own.yaml:17:1: 'within' stands twice; the first is on line 16",
    ]


def test_a_value_that_a_stage_refuses_is_a_mistake_at_its_group() -> None:
    (mistake,) = mistakes(write("within: true\nsources:\n  timeout: 0\n"))
    assert mistake.startswith("own.yaml:3:")
    assert "timeout" in mistake or "of at least" in mistake


def test_a_missing_file_is_a_mistake() -> None:
    assert mistakes(Path("none.yaml")) == ["none.yaml:1:1: cannot be read: No such file or directory; check the path"]


def test_overrides_stand_above_the_file() -> None:
    path = write("report: {min_confidence: 0.7, fail_on: info}\nsources: {published: {a: 2033-01-01}}\n")
    given: dict[str, object] = {
        "report.min_confidence": 0.9,
        "report.verdicts": [Verdict.SCOPE, "update"],
        "report.format": None,
        "rules": "strict",
        "cache_dir": Path("c"),
        "sources.published": {"b.txt": date(2033, 2, 3)},
    }
    config = load_config(path, given)
    assert config.report == ReportOptions("text", (Verdict.SCOPE, Verdict.UPDATE), 0.9, "info")
    assert config.rules == ("strict",)
    assert config.cache_dir == Path("c")
    assert config.sources.published == {"a": date(2033, 1, 1), "b.txt": date(2033, 2, 3)}


def test_overrides_that_are_valid_only_together_are_valid() -> None:
    config = load_config(None, {"clusters.gate": 0.7, "clusters.threshold": 0.8})
    assert (config.clusters.gate, config.clusters.threshold) == (0.7, 0.8)


def test_mistakes_of_overrides_say_which_one() -> None:
    path = write("within: perhaps\n")
    assert mistakes(path, {"report.min_confidence": 2, "claims.min_word": 1, "encoder": "x"}) == [
        "own.yaml:1:9: expected true or false, got the text 'perhaps'",
        "<command line>:1:1: report.min_confidence: expected a number from 0 to 1, got the number 2",
        "<command line>:1:2: claims.min_word: unknown option 'min_word'; did you mean 'min_words'?",
        "<command line>:1:3: encoder: expected a mapping, got the text 'x'",
    ]
    with pytest.raises(UsageError, match="'report' is given as a whole and in parts"):
        load_config(None, {"report": {}, "report.format": "json"})


def test_the_digest_goes_by_the_settings_alone() -> None:
    assert config_digest(Config()) == config_digest(load_config(write(default_config_text())))
    assert len(config_digest(Config())) == 16
    assert config_digest(Config(within=True)) != config_digest(Config())
    assert config_digest(Config(cache_dir=Path("x"))) == config_digest(Config())


@pytest.mark.parametrize(
    ("options", "verdict", "severity", "confidence", "shown", "fails"),
    [
        ({}, Verdict.CONFLICT, Severity.WARNING, 0.5, True, True),
        ({}, Verdict.CONFLICT, Severity.INFO, 0.9, True, False),
        ({}, Verdict.CONFLICT, Severity.ERROR, 0.2, False, False),
        ({}, Verdict.UPDATE, Severity.ERROR, 0.9, True, False),
        ({}, Verdict.COMPATIBLE, Severity.ERROR, 0.9, False, False),
        ({"fail_on": "error"}, Verdict.CONFLICT, Severity.WARNING, 0.9, True, False),
        ({"fail_on": "info"}, Verdict.CONFLICT, Severity.INFO, 0.9, True, True),
        ({"fail_on": "never"}, Verdict.CONFLICT, Severity.ERROR, 1.0, True, False),
        ({"fail_verdicts": (Verdict.SCOPE,)}, Verdict.SCOPE, Severity.ERROR, 0.9, True, True),
        ({"verdicts": ()}, Verdict.CONFLICT, Severity.ERROR, 0.9, False, False),
    ],
)
def test_what_is_shown_and_what_fails(
    options: dict[str, Any], verdict: Verdict, severity: Severity, confidence: float, shown: bool, fails: bool
) -> None:
    report = ReportOptions(**options)
    one = finding(verdict, severity, confidence)
    assert (report.shows(one), report.fails(one)) == (shown, fails)


LINES = """\
report:
  verdicts: [conflict]
  format: json
rules: x
clusters: {gate: .9}
sources: &a {}
claims: *a
  <<: *a
within: on
cache_dir: ''
[
-
encoder: {name: }
  published: {a: 2033-01-01}
""".splitlines()


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=12), max_size=12).map("\n".join))
def test_no_file_makes_it_raise_anything_else(text: str) -> None:
    path = Path("fuzz.yaml")
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(ConfigError):
        assert isinstance(load_config(path), Config)


def test_every_option_is_documented_as_it_is() -> None:
    page = (Path(__file__).parents[1] / "docs" / "configuration.md").read_text(encoding="utf-8")
    for option in describe_config():
        row = f"| `{option.name}` | {option.type} | `{option.default}` | {option.doc} |"
        assert row in page, f"docs/configuration.md lacks: {row}"
