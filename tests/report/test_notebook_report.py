"""What a notebook shows of a report: read by a strict parser, since a notebook puts it among other cells."""

import re
from dataclasses import fields, replace
from html.parser import HTMLParser

import pytest

from checker import Report
from checker.report.escape import page as shown
from checker.report.notebook import MOST_FACTS
from checker.values import report as values
from tests.report.samples import HOSTILE, RUN, ferry, finding, hostile, known, side, silent

TAGS = {"div", "p", "strong", "details", "summary", "bdi", "ol", "ul", "li", "q", "br", "small", "mark", "span", "code"}
ATTRIBUTES = {("div", "class"), ("details", "open"), ("q", "dir"), ("span", "dir"), ("small", "dir")}
EMPTY = {"br"}


class Reader(HTMLParser):
    """Tags, attributes and text of a fragment; tags must be closed in the order in which they were opened."""

    def __init__(self, fragment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.open: list[str] = []
        self.text = ""
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = handle_comment
    unknown_decl = handle_comment


def html(report: values.Report) -> str:
    return Report(**{field.name: getattr(report, field.name) for field in fields(report)})._repr_html_()


def read(report: values.Report) -> Reader:
    found = Reader(html(report))
    assert not found.open
    return found


def test_quotes_reasons_and_gaps_are_shown() -> None:
    text = re.sub(r"\s+", " ", read(ferry()).text)
    assert "3 sources, 5 facts compared: 1 in conflict, 4 not shown" in text
    assert "At least 120 passengers were on board, the operator said." in text
    assert "morning.txt, line 2, 2024-03-04, the operator" in text
    assert "conflict of 1 and 2: At least 120 and 95 cannot both be right." in text
    assert "very likely, confidence 0.90; rule counts (quantity), error" in text
    assert "Not checked evening.txt: words: its language is French; numbers and dates were compared" in text
    assert "<mark>At least 120</mark>" in html(ferry())


def test_a_stage_that_failed_is_told_where_nothing_was_found() -> None:
    text = read(silent()).text
    assert "not everything was checked" in text
    assert "entailment: the model could not be loaded" in text


def test_what_is_accepted_is_said_and_closed() -> None:
    page = html(known())
    assert "accepted on 2024-03-05: the operator has corrected its list" in page
    assert "counts again: it was accepted on 2024-03-05, until 2024-03-06: the count goes on" in page
    assert page.count("<details open>") == 1
    assert page.count("<details>") == 1


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_is_text(case: str) -> None:
    found = read(hostile(HOSTILE[case]))
    assert found.tags <= TAGS
    assert found.attributes <= ATTRIBUTES
    assert "".join(shown(HOSTILE[case]).split()) in "".join(found.text.split())
    assert shown(found.text).split() == found.text.split()


def test_how_many_are_left_out_is_said() -> None:
    findings = tuple(
        finding(side("a.txt", f"{n} of them.", f"{n}"), side("b.txt", f"{n}1 of them.", f"{n}1"))
        for n in range(1, MOST_FACTS + 8)
    )
    page = html(values.Report(RUN, (), (), findings))
    assert page.count("<details") == MOST_FACTS
    assert "7 more facts are not shown here" in page
    assert "not shown here" not in html(replace(values.Report(RUN, (), (), findings[:MOST_FACTS])))
