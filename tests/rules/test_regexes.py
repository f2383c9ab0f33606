"""Patterns that users write: sound ones search, bad ones are refused, none runs for ever."""

from __future__ import annotations

import time

import pytest

from checker.errors import KindError
from checker.rules import regexes
from checker.rules.placeholders import BadPattern
from checker.rules.regexes import finder, search

EXPLODING = (
    r"(a+)+$",
    r"(a|aa)+$",
    r"(a|a)*b",
    r"(x+x+)+y",
    r"(?P<a>\d+,?)+x",
    r"((\w+)\s*)+bail",
    r"(?:\w+\s*)+:",
    r"(.+)+x",
    r"(.*),(.*),(.*)x",
    r"(?R)",
    r"fine of (?P<sum>(?:\d|\d\d)+) dollars",
)
SOUND = (
    r"bail (?:was |is )?(?:set|fixed) at {amount:money}",
    r"{who:name}[^.]* bail [^.]* {amount:money}",
    r"(?P<who>.*) sued (?P<whom>.*)",
    r"(?P<what>[^,]+), (?P<which>[^,]+), who",
    r"\b(?P<n>\d+)-year sentence\b",
    r"(?:\w+ ){1,5}(?P<verdict>guilty|not guilty)",
    r"(?P<x>a)|(?P<x>b)",
)
REFUSED = {
    "(?P<who": ("missing >", 7),
    "set at {amount:money} [z-a]": ("bad character range", 26),
    "a**": ("multiple repeat", 2),
    "at {amount:mony}": ("unknown placeholder {mony}; did you mean {money}?", 11),
    "x" * 2001: ("2001 characters; 2000 at most", None),
    "(" * 900 + ")" * 900: ("nested too deep", None),
    "(?:a{1000}){1000}": ("more than 10000 times", None),
    "((a{1,1000}){1,1000}){1,1000}": ("more than 10000 times", None),
    "a{99999999999999999}": ("more than 10000 times", None),
    "(?P=who)": ("unknown group", None),
    "\\": ("bad escape", 1),
}


@pytest.mark.parametrize("pattern", EXPLODING)
def test_a_pattern_that_explodes_is_refused_in_good_time(pattern: str) -> None:
    began = time.process_time()
    with pytest.raises(BadPattern, match="explodes"):
        finder.__wrapped__(pattern, ignore_case=True)
    assert time.process_time() - began < 3


@pytest.mark.parametrize("pattern", SOUND)
def test_a_sound_pattern_is_taken(pattern: str) -> None:
    assert finder(pattern, ignore_case=True).groups


@pytest.mark.parametrize("pattern", REFUSED, ids=lambda p: p[:30])
def test_what_is_no_pattern_is_refused_with_its_place(pattern: str) -> None:
    message, at = REFUSED[pattern]
    with pytest.raises(BadPattern) as caught:
        finder(pattern, ignore_case=False)
    assert message in str(caught.value)
    assert at is None or caught.value.at == at


def test_catches_come_pattern_by_pattern_from_left_to_right() -> None:
    finders = tuple(finder(p, ignore_case=False) for p in ("(?P<n>[0-9]+)", "(?P<w>[a-z]+)(?P<s>!)?"))
    found = search(finders, "12 ab 3!")
    assert [(c.number, dict(c.groups)) for c in found] == [
        (1, {"n": found[0].span("n")}),
        (1, {"n": found[1].span("n")}),
        (2, {"w": found[2].span("w")}),
    ]
    assert [c.span("n").of("12 ab 3!") for c in found[:2]] == ["12", "3"]  # type: ignore[union-attr]
    assert found[2].span("s") is None


def test_a_match_that_holds_nothing_is_no_catch() -> None:
    assert search((finder("(?P<n>[0-9]*)", ignore_case=False),), "no digits") == ()


def test_the_case_counts_where_the_rule_says_so() -> None:
    text = "BAIL was set"
    assert search((finder("(?P<w>bail)", ignore_case=True),), text)
    assert not search((finder("(?P<w>bail)", ignore_case=False),), text)


def test_a_search_that_takes_too_long_is_stopped() -> None:
    # Georgian letters are in no probe, so the pattern is taken, and in the text it explodes.
    made = finder("(?P<x>(?:[ა-ჰ]|[ა-ჰ]{2})+)!", ignore_case=True)
    began = time.process_time()
    with pytest.raises(KindError, match=f"pattern 1 took more than {regexes.SEARCH_SECONDS:g} seconds"):
        search((made,), "ა" * 80 + " !")
    assert time.process_time() - began < 10 * regexes.SEARCH_SECONDS


def test_a_pattern_that_catches_everything_is_stopped_too() -> None:
    with pytest.raises(KindError, match="catch more than 100 times"):
        search((finder("(?P<x>[a-z])", ignore_case=True),), "a " * 200)


def test_a_huge_group_is_caught_in_one_piece() -> None:
    (catch,) = search((finder("from (?P<x>[^.]+)", ignore_case=True),), "from " + "word " * 20_000)
    assert len(catch.span("x") or ()) == 100_000
