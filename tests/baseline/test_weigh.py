"""Entries held against findings: accepted, run out, stale."""

from __future__ import annotations

from datetime import date

import pytest

from checker.baseline.entry import BaselineFile, Found, found
from checker.baseline.weigh import Weighed, weigh
from checker.values.finding import Finding
from tests.report.samples import finding, side

DAY = date(2031, 5, 6)


def one(a: str = "north/a.txt", b: str = "b.txt", value: str = "6") -> Finding:
    return finding(side(a, f"Some {value} boats sank.", value), side(b, "Nine boats sank.", "Nine"))


def weighed(known: Finding, findings: list[Finding], **more: object) -> Weighed:
    options = {"sources": ["north/a.txt", "b.txt"], "rules": {"counts"}, "within": False, "on": DAY, "until": None}
    options |= more
    entry = found(known).accepted("known", date(2031, 1, 1), options.pop("until"))  # type: ignore[arg-type]
    return weigh(BaselineFile(accepted=(entry,)), findings, **options)  # type: ignore[arg-type]


def test_a_finding_with_an_entry_is_accepted() -> None:
    said = weighed(one(), [one(), one(value="7")])
    assert list(said.accepted) == [one().key]
    assert said.accepted[one().key].reason == "known"
    assert (said.expired, said.stale) == ({}, ())


@pytest.mark.parametrize(("until", "counts"), [(date(2031, 5, 5), True), (DAY, False), (date(2031, 5, 7), False)])
def test_the_last_day_is_the_last_on_which_it_is_accepted(until: date, counts: bool) -> None:
    said = weighed(one(), [one()], until=until)
    assert bool(said.expired) is counts
    assert bool(said.accepted) is not counts


@pytest.mark.parametrize(
    ("sources", "is_stale"),
    [
        (["north/a.txt", "b.txt"], True),
        (["./north/a.txt", "b.txt"], True),
        (["south/a.txt", "elsewhere/b.txt", "c.txt"], True),
        (["north/a.txt", "c.txt"], False),
        (["c.txt"], False),
    ],
)
def test_an_entry_is_stale_where_both_its_sources_were_compared(sources: list[str], is_stale: bool) -> None:
    said = weighed(one(), [one(value="7")], sources=sources)
    assert bool(said.stale) is is_stale
    assert (said.accepted, said.expired) == ({}, {})


def test_a_page_is_the_same_only_by_its_whole_address() -> None:
    known = one("https://example.org/north/story", "b.txt")
    assert weighed(known, [], sources=["https://example.org/north/story", "b.txt"]).stale
    assert not weighed(known, [], sources=["https://example.org/south/story", "b.txt"]).stale


def test_a_rule_that_was_not_asked_leaves_no_entry_stale() -> None:
    assert not weighed(one(), [], rules={"times"}).stale


def test_two_claims_of_one_source_are_missed_only_where_it_was_compared_with_itself() -> None:
    known = one("a.txt", "a.txt")
    assert not weighed(known, [], sources=["a.txt", "b.txt"]).stale
    assert weighed(known, [], sources=["a.txt"], within=True).stale


def test_an_entry_of_which_only_the_fingerprint_is_known_is_stale_where_nothing_has_it() -> None:
    bare = BaselineFile(accepted=(Found("00000000000000aa").accepted("known", DAY),))
    said = weigh(bare, [one()], sources=["x.txt"], rules=set(), within=False, on=DAY)
    assert [item.fingerprint for item in said.stale] == ["00000000000000aa"]


def test_the_name_of_a_file_that_is_no_text_is_found_again() -> None:
    assert weighed(one("caf\udce9.txt"), [], sources=["caf\udce9.txt", "b.txt"]).stale
