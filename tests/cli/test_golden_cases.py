"""Whole runs over small articles: what a user sees, in every format. CHECKER_UPDATE_GOLDEN=1 rewrites the files."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.cli.main import main
from checker.report.json import report_schema
from checker.sources.normalise import normalise
from tests.report.golden import GOLDEN, assert_golden
from tests.report.test_sarif import VALIDATOR as SARIF

CASES = {"hill-fire": ("gazette.txt", "herald.txt", "courier.txt"), "hostile": ("one.txt", "two.txt")}
ENDINGS = {
    "text": "report.txt",
    "json": "report.json",
    "markdown": "report.md",
    "csv": "report.csv",
    "jsonl": "report.jsonl",
    "sarif": "report.sarif",
    "junit": "report.xml",
}


def settled(text: str) -> str:
    """``text`` without what differs from run to run, and confidences as coarse as every machine agrees on."""
    text = re.sub(
        r'"((?:run_)?(?:started|config|version)|startTimeUtc|endTimeUtc)": "(?!2\.1\.0")[^"]*"', r'"\1": "..."', text
    )
    text = re.sub(r'"seconds": [\d.]+', '"seconds": 0', text)
    text = re.sub(r' (time|timestamp)="[^"]*"', r' \1="..."', text)
    text = re.sub(r'"rank": ([\d.]+)', lambda m: f'"rank": {round(float(m[1]), -1):.0f}', text)
    text = re.sub(r"(?m)^(C\d+,\w+,\w+,)([\d.]+)", lambda m: f"{m[1]}{float(m[2]):.1f}", text)
    return re.sub(r'(confidence"?:? )([\d.]*\d)', lambda m: f"{m[1]}{float(m[2]):.1f}", text)


def of_results(sarif: str) -> str:
    """A SARIF log without the rules that found nothing: they change with the pack, and the case is not about them."""
    log = json.loads(sarif)
    SARIF.validate(log)
    (run,) = log["runs"]
    driver, found = run["tool"]["driver"], [result["ruleIndex"] for result in run["results"]]
    assert [driver["rules"][index]["id"] for index in found] == [result["ruleId"] for result in run["results"]]
    driver["rules"] = [driver["rules"][index]["id"] for index in sorted(set(found))]
    for result in run["results"]:
        result["ruleIndex"] = driver["rules"].index(result["ruleId"])
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


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
    text = of_results(said.out) if fmt == "sarif" else said.out
    assert_golden(GOLDEN / case / ENDINGS[fmt], settled(text))


@pytest.mark.parametrize("case", CASES)
def test_golden_json_follows_the_schema_and_its_offsets(case: str) -> None:
    value = json.loads((GOLDEN / case / "report.json").read_text(encoding="utf-8"))
    value["run"]["started"] = "2024-01-01T00:00:00Z"
    Draft202012Validator(json.loads(report_schema())).validate(value)
    for side in (finding[which] for finding in value["findings"] for which in "ab"):
        text = Path(GOLDEN / case / side["source"]).read_bytes().decode("utf-8")
        assert text[side["span_start"] : side["span_end"]] == side["value"]


@pytest.mark.parametrize("case", CASES)
def test_regions_of_golden_sarif_hold_what_they_quote(case: str) -> None:
    (run,) = json.loads((GOLDEN / case / "report.sarif").read_text(encoding="utf-8"))["runs"]
    places = [place for result in run["results"] for place in (*result["locations"], *result["relatedLocations"])]
    assert places
    for place in (place["physicalLocation"] for place in places):
        text = (GOLDEN / case / place["artifactLocation"]["uri"]).read_bytes().decode("utf-8")
        region, lines = place["region"], text.splitlines(keepends=True)
        by_offset = text[region["charOffset"] :][: region["charLength"]]
        first, last = region["startLine"] - 1, region["endLine"] - 1
        begins = sum(map(len, lines[:first])) + region["startColumn"] - 1
        ends = sum(map(len, lines[:last])) + region["endColumn"] - 1
        assert text[begins:ends] == by_offset
        assert normalise(by_offset).text == region["snippet"]["text"]
