import re
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as Xml

import pytest

from checker.report import RenderOptions, render
from checker.report.junit_xml import Case, Ending, Suite, junit_text
from checker.values.report import Acceptance, Report
from tests.report.samples import HOSTILE, RUN, ferry, finding, hostile, side, silent, source

# What the schemas in use (of Ant, Jenkins and xunit) have in common: element -> attributes it must and may have.
ATTRIBUTES = {
    "testsuites": ({"name", "tests", "failures", "errors", "skipped"}, {"time"}),
    "testsuite": ({"name", "tests", "failures", "errors", "skipped"}, {"timestamp", "time"}),
    "testcase": ({"name", "classname"}, {"file", "line", "time"}),
    "failure": ({"message"}, {"type"}),
    "error": ({"message"}, {"type"}),
    "skipped": ({"message"}, set()),
    "system-out": (set(), set()),
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "error", "skipped", "system-out"},
}
ENDINGS = {"failure", "error", "skipped"}


def checked(text: str) -> Xml.Element:
    """The document, where it is one that servers of all sorts read."""
    assert text.startswith('<?xml version="1.0" encoding="')
    root = Xml.fromstring(text.encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        must, may = ATTRIBUTES[element.tag]
        assert must <= set(element.attrib) <= must | may, element.tag
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
        if element.tag == "testcase":
            tags = [child.tag for child in element]
            assert sum(tag in ENDINGS for tag in tags) <= 1
            assert tags == sorted(tags, key=lambda tag: tag == "system-out")
        if element.tag in ("testsuites", "testsuite"):
            found = Counter(child.tag for child in element.iter())
            said = [int(element.get(name, "-1")) for name in ("tests", "failures", "errors", "skipped")]
            assert said == [found[tag] for tag in ("testcase", "failure", "error", "skipped")]
        if "timestamp" in element.attrib:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", element.get("timestamp", ""))
    return root


def suites(report: Report, **options: object) -> dict[str, list[Xml.Element]]:
    root = checked(render(report, "junit", RenderOptions(**options)))  # type: ignore[arg-type]
    return {suite.get("name", ""): list(suite) for suite in root}


def test_a_suite_for_each_pair_of_sources_and_one_for_the_sources() -> None:
    found = suites(ferry())
    assert list(found) == ["morning.txt and noon.txt", "morning.txt and evening.txt", "sources"]
    (conflict,), (update,) = (cases for name, cases in found.items() if name != "sources")
    failure = conflict.find("failure")
    assert failure is not None
    assert (conflict.get("name"), conflict.get("file"), conflict.get("line")) == ("passengers", "morning.txt", "2")
    assert failure.get("message") == "At least 120 and 95 cannot both be right."
    assert failure.get("type") == "conflict (counts)"
    for element in (failure, conflict.find("system-out")):
        assert "morning.txt:2: “*At least 120* passengers were on board" in (element.text or "")  # type: ignore[union-attr]
        assert "noon.txt:3: “Officials put the number of passengers at *95*.”" in (element.text or "")  # type: ignore[union-attr]
    assert [child.tag for child in update] == ["system-out"]


def test_only_what_fails_the_run_fails() -> None:
    assert not [c for cases in suites(replace(ferry(), failures=frozenset())).values() for c in cases if len(c) > 1]


def test_an_accepted_finding_does_not_fail_and_its_reason_is_shown() -> None:
    a, b = side("a.txt", "12 of them left.", "12"), side("b.txt", "14 of them left.", "14")
    one, two = finding(a, b, explanation="One."), finding(a, b, rule="other", explanation="Two.")
    both = frozenset({one.key, two.key})
    report = Report(RUN, (), (), (one, two), failures=both, fact_of=dict.fromkeys(both, "F1"))
    report = replace(report, accepted={one.key: Acceptance(one.fingerprint, "looked at")})
    ((case,), _) = suites(report).values()
    assert case.find("failure").get("message") == "Two."  # type: ignore[union-attr]
    assert "One." not in (case.findtext("failure") or "")
    assert (case.findtext("system-out") or "").endswith("accepted: looked at")
    report = replace(report, accepted={f.key: Acceptance(f.fingerprint, "looked at") for f in (one, two)})
    ((case,), _) = suites(report).values()
    assert case.find("failure") is None


def test_what_was_not_checked_is_skipped_and_in_error_where_the_run_is_degraded() -> None:
    (skipped,) = [c for c in suites(ferry())["sources"] if c.find("skipped") is not None]
    assert (skipped.get("name"), skipped.get("classname")) == ("not checked: words", "evening.txt")
    (failed,) = [c for c in suites(silent())["sources"] if c.find("error") is not None]
    assert failed.find("error").get("message") == "the model could not be loaded"  # type: ignore[union-attr]


def test_a_report_without_anything_is_a_document_all_the_same() -> None:
    assert suites(Report(RUN, (), (), ())) == {"sources": []}
    assert len(suites(Report(RUN, (source("a.txt"), source("b.txt")), (), ()))["sources"]) == 2


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("plain", [False, True])
def test_hostile_text_makes_a_sound_document_and_prints_harmlessly(case: str, plain: bool) -> None:
    written = render(hostile(HOSTILE[case]), "junit", RenderOptions(ascii=plain))
    checked(written)
    assert not {"\x1b", "\x07", "\u202e", "\x00"} & set(written)
    assert written.isascii() or not plain


def test_what_xml_cannot_hold_is_replaced_and_lines_stay() -> None:
    case = Case("n\x00ame\n2", "g<>", Ending.FAILURE, 'm"&', "t", "one\r\n\x01two\ufffe", "out\x0b]]>")
    root = checked(junit_text("x", [Suite("s", (case,))]))
    found = root.find("testsuite/testcase")
    assert found is not None
    assert (found.get("name"), found.get("classname")) == ("name 2", "g<>")
    assert found.findtext("failure") == "one\ntwo\ufffd"
    assert found.findtext("system-out") == "out]]>"
