import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, FormatChecker

from checker.report import RenderOptions, render
from checker.report.artifacts import Artifact, artifact
from checker.values.finding import Severity, Verdict
from checker.values.report import Acceptance, Report
from checker.values.text import Document, OffsetMap, Span
from tests.report.samples import HOSTILE, RUN, ferry, finding, hostile, side, silent, source

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
VALIDATOR = Draft4Validator(SCHEMA, format_checker=FormatChecker())


def run_of(report: Report, **options: object) -> dict:  # type: ignore[type-arg]
    log = json.loads(render(report, "sarif", RenderOptions(**options)))  # type: ignore[arg-type]
    VALIDATOR.validate(log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run  # type: ignore[no-any-return]


def one(verdict: Verdict = Verdict.CONFLICT, severity: Severity = Severity.ERROR) -> Report:
    a, b = side("a.txt", "12 of them left.", "12"), side("b.txt", "14 of them left.", "14", line=2)
    return Report(RUN, (source("a.txt"), source("b.txt")), (), (finding(a, b, verdict, severity=severity),))


@pytest.mark.parametrize("report", [ferry(), silent(), Report(RUN, (), (), ())])
def test_reports_follow_the_schema_of_the_standard(report: Report) -> None:
    run_of(report)


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_follows_the_schema_and_prints_harmlessly(case: str) -> None:
    run = run_of(hostile(HOSTILE[case]))
    written = render(hostile(HOSTILE[case]), "sarif", RenderOptions())
    assert not {"\x1b", "\u202e", "\x07"} & set(written)
    written.encode("utf-8")
    uri = run["artifacts"][0]["location"]["uri"]
    assert uri.isascii()
    assert not set(uri) & set(' "<>\\^`{|}\n')


@pytest.mark.parametrize(
    ("path", "bad"),
    [(("results", 0, "level"), "fatal"), (("results", 0, "ruleIndex"), -2), (("columnKind",), "bytes")],
)
def test_the_schema_refuses_what_is_wrong(path: tuple[str | int, ...], bad: object) -> None:
    log = json.loads(render(ferry(), "sarif", RenderOptions()))
    place = log["runs"][0]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = bad
    assert not VALIDATOR.is_valid(log)


@pytest.mark.parametrize(
    ("verdict", "severity", "level"),
    [
        (Verdict.CONFLICT, Severity.ERROR, "error"),
        (Verdict.CONFLICT, Severity.WARNING, "warning"),
        (Verdict.CONFLICT, Severity.INFO, "note"),
        (Verdict.UPDATE, Severity.ERROR, "note"),
        (Verdict.SCOPE, Severity.ERROR, "note"),
    ],
)
def test_levels(verdict: Verdict, severity: Severity, level: str) -> None:
    assert run_of(one(verdict, severity))["results"][0]["level"] == level


def test_a_result_leads_to_its_rule_and_to_both_claims() -> None:
    run = run_of(ferry())
    result = run["results"][0]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (rule["id"], rule["shortDescription"]["text"]) == ("counts", "Two counts of one thing.")
    assert rule["helpUri"] in rule["help"]["markdown"]
    here, there = result["locations"][0], result["relatedLocations"][0]
    at = [place["physicalLocation"]["artifactLocation"] for place in (here, there)]
    assert [a["uri"] for a in at] == ["morning.txt", "noon.txt"]
    assert [run["artifacts"][a["index"]]["properties"]["source"] for a in at] == ["morning.txt", "noon.txt"]
    assert there["physicalLocation"]["region"] == {
        "startLine": 3,
        "charOffset": 40,
        "charLength": 45,
        "snippet": {"text": "Officials put the number of passengers at 95."},
    }
    assert result["message"]["text"].endswith(f"[noon.txt:3]({there['id']}).")
    assert result["rank"] == 90
    assert result["properties"]["a"]["interval"]["low"] == 120
    assert list(result["fingerprints"].values()) == [ferry().findings[0].fingerprint]


def test_a_rule_that_the_report_does_not_list_is_described_all_the_same() -> None:
    run = run_of(one())
    assert run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]["id"] == "counts"


def test_text_of_sources_makes_no_links_and_fills_no_places() -> None:
    report = one()
    text = "see [this](https://example.org) {0}"
    report = replace(report, findings=(replace(report.findings[0], explanation=text),))
    message = run_of(report)["results"][0]["message"]["text"]
    assert r"see \[this\](https://example.org) {{0}}" in message


def test_accepted_findings_are_suppressed_and_say_why() -> None:
    report = ferry()
    first = report.findings[0]
    why = Acceptance(first.fingerprint, "the operator has corrected it", date(2024, 3, 6), date(2024, 4, 1))
    run = run_of(replace(report, accepted={first.key: why}))
    (suppression,) = run["results"][0]["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["justification"] == why.reason
    assert suppression["properties"] == {"on": "2024-03-06", "until": "2024-04-01"}
    assert run["results"][1]["suppressions"] == []
    assert all("suppressions" not in result for result in run_of(report)["results"])


def test_what_is_found_no_longer_is_told() -> None:
    run = run_of(replace(one(), stale=(Acceptance("0123456789abcdef", "was [right]"),), ignored=2))
    (said,) = run["invocations"][0]["toolConfigurationNotifications"]
    assert said["message"]["text"] == r"Accepted once, and found no longer: 0123456789abcdef, was \[right\]"
    assert run["properties"]["ignored"] == 2


def test_what_was_not_checked_is_a_notification() -> None:
    (invocation,) = run_of(silent())["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    (said,) = invocation["toolExecutionNotifications"]
    assert said["level"] == "error"
    assert "the model could not be loaded" in said["message"]["text"]
    (invocation,) = run_of(ferry())["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)
    (said,) = invocation["toolExecutionNotifications"]
    assert said["level"] == "note"
    assert said["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "evening.txt"
    assert invocation["startTimeUtc"] == "2024-03-05T12:00:00.000Z"
    assert invocation["endTimeUtc"] == "2024-03-05T12:00:00.250Z"


@pytest.mark.parametrize(
    ("name", "folder", "expected"),
    [
        ("a b/ö%.txt", "", Artifact("a%20b/%C3%B6%25.txt", relative=True, plain=True)),
        ("./x/../a.md", "", Artifact("a.md", relative=True, plain=True)),
        ("a:b.txt", "", Artifact("a%3Ab.txt", relative=True, plain=True)),
        ("/home/me/news/a.txt", "/home/me", Artifact("news/a.txt", relative=True, plain=True)),
        ("/home/me/news/a.txt", "/home/you", Artifact("file:///home/me/news/a.txt", relative=False, plain=True)),
        ("../a.txt", "/home/me", Artifact("file:///home/a.txt", relative=False, plain=True)),
        ("../a.txt", "", Artifact("../a.txt", relative=True, plain=True)),
        ("a.html", "", Artifact("a.html", relative=True)),
        ("a.xml#2", "", Artifact("a.xml", relative=True, article="a.xml#2")),
        ("a#2", "", Artifact("a%232", relative=True)),
        ("a#2.txt", "", Artifact("a%232.txt", relative=True, plain=True)),
        ("-", "", Artifact("stdin", relative=False)),
        ("https://example.org/ä?b=c%20d#e", "", Artifact("https://example.org/%C3%A4?b=c%20d#e", relative=False)),
        ("a\udcff.txt", "", Artifact("a%FF.txt", relative=True, plain=True)),
        ("a\ud800.txt", "", Artifact("a%3F.txt", relative=True, plain=True)),
    ],
)
def test_addresses_of_sources(name: str, folder: str, expected: Artifact) -> None:
    assert artifact(name, folder) == expected


def test_of_a_page_the_place_is_that_of_its_text_not_of_the_file() -> None:
    a, b = side("a.html", "12 of them left.", "12", start=30, line=4), side("b.xml#2", "14 of them left.", "14")
    result = run_of(Report(RUN, (), (), (finding(a, b),)))["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == 1
    assert region["properties"]["text_as_read"] == {"line": 4, "start": 30, "end": 46, "text": "12 of them left."}
    assert result["relatedLocations"][0]["logicalLocations"] == [{"name": "b.xml#2", "kind": "member"}]


def test_the_extent_of_a_span_counts_columns_of_the_text_as_it_was_read() -> None:
    # Three invisible characters stood before "two" in the text as it was read, two at the start of its line.
    document = Document("a.txt", "one.\nx two\nthree.", offsets=OffsetMap((0, 5, 7), (0, 2, 3)))
    extent = document.extent_of(Span(7, 16))
    assert (extent.line, extent.column, extent.end_line, extent.end_column) == (2, 6, 3, 6)
