"""Results as JUnit XML, the form that CI servers read: suites of cases, each passed, failed, in error or skipped.

There is no standard of it. What is written is what Ant began and what Jenkins, GitLab and GitHub's actions have in
common: one message for a case, counts on every level, nothing of a namespace.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from xml.etree import ElementTree as Xml

from checker.report.escape import visible, xml


class Ending(StrEnum):
    """How a case ended, by the name of the element that says so; a passed one has none."""

    PASSED = "passed"
    FAILURE = "failure"  # what was checked is wrong
    ERROR = "error"  # it could not be checked, though it should have been
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that was checked. Any text may stand in it: what XML cannot hold is replaced."""

    name: str
    group: str  # "classname": servers sort cases by it
    ending: Ending = Ending.PASSED
    message: str = ""  # one line: why it did not pass
    sort: str = ""  # "type": of what sort the failure or error is
    details: str = ""  # below the message, in several lines
    output: str = ""  # shown of passed cases too
    file: str | None = None
    line: int | None = None  # from 1


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases that belong together."""

    name: str
    cases: tuple[Case, ...]


def junit_text(
    name: str,
    suites: Sequence[Suite],
    *,
    timestamp: str | None = None,
    seconds: float | None = None,
    ascii_only: bool = False,
) -> str:
    """The document, with a declaration and a line end; ``timestamp`` as ISO 8601 without a zone."""
    root = Xml.Element("testsuites", {"name": _line(name), **_counts([c for s in suites for c in s.cases])})
    if seconds is not None:
        root.set("time", f"{seconds:.3f}")
    for suite in suites:
        element = Xml.SubElement(root, "testsuite", {"name": _line(suite.name), **_counts(suite.cases)})
        if timestamp:
            element.set("timestamp", timestamp)
        for case in suite.cases:
            _add(element, case)
    Xml.indent(root)
    encoding = "us-ascii" if ascii_only else "utf-8"
    body = Xml.tostring(root, encoding=encoding).decode(encoding)
    declared = body if body.startswith("<?xml") else f'<?xml version="1.0" encoding="utf-8"?>\n{body}'
    return declared.rstrip("\n") + "\n"


def _counts(cases: Sequence[Case]) -> dict[str, str]:
    of = [case.ending for case in cases]
    return {
        "tests": str(len(of)),
        "failures": str(of.count(Ending.FAILURE)),
        "errors": str(of.count(Ending.ERROR)),
        "skipped": str(of.count(Ending.SKIPPED)),
    }


def _add(suite: Xml.Element, case: Case) -> None:
    place = {"file": case.file, "line": str(case.line) if case.line else None}
    known = {key: _line(value) for key, value in place.items() if value}
    element = Xml.SubElement(suite, "testcase", {"name": _line(case.name), "classname": _line(case.group), **known})
    if case.ending is not Ending.PASSED:
        sort = {"type": _line(case.sort)} if case.sort else {}
        why = Xml.SubElement(element, case.ending.value, {"message": _line(case.message), **sort})
        why.text = xml(case.details) or None
    if case.output:
        Xml.SubElement(element, "system-out").text = xml(case.output)


def _line(text: str) -> str:
    """``text`` on one line, for an attribute."""
    return xml(visible(text)).strip()
