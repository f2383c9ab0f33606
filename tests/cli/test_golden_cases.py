"""Whole runs over small articles: what a user sees, in every format. CHECKER_UPDATE_GOLDEN=1 rewrites the files."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.cli.main import main
from checker.report.json import report_schema
from tests.report.golden import GOLDEN, assert_golden

CASES = {"hill-fire": ("gazette.txt", "herald.txt", "courier.txt"), "hostile": ("one.txt", "two.txt")}
ENDINGS = {"text": "report.txt", "json": "report.json", "markdown": "report.md"}


def settled(text: str) -> str:
    """``text`` without what differs from run to run, and confidences as coarse as every machine agrees on."""
    text = re.sub(r'"(started|config|version)": "[^"]*"', r'"\1": "..."', text)
    text = re.sub(r'"seconds": [\d.]+', '"seconds": 0', text)
    return re.sub(r'(confidence"?:? )([\d.]*\d)', lambda m: f"{m[1]}{float(m[2]):.1f}", text)


@pytest.mark.parametrize("fmt", ENDINGS)
@pytest.mark.parametrize("case", CASES)
def test_a_run_is_as_in_its_golden_file(
    case: str, fmt: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(GOLDEN / case)
    monkeypatch.delenv("COLUMNS", raising=False)
    assert main(["compare", *CASES[case], "--format", fmt]) == 1
    said = capsys.readouterr()
    assert said.err == ""
    assert_golden(GOLDEN / case / ENDINGS[fmt], settled(said.out))


@pytest.mark.parametrize("case", CASES)
def test_golden_json_follows_the_schema_and_its_offsets(case: str) -> None:
    value = json.loads((GOLDEN / case / "report.json").read_text(encoding="utf-8"))
    value["run"]["started"] = "2024-01-01T00:00:00Z"
    Draft202012Validator(json.loads(report_schema())).validate(value)
    for side in (finding[which] for finding in value["findings"] for which in "ab"):
        text = Path(GOLDEN / case / side["source"]).read_bytes().decode("utf-8")
        assert text[side["span_start"] : side["span_end"]] == side["value"]
