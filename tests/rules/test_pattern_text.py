"""What is told of a pattern from its text alone is so of all that it matches."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.rules.pattern_text import may_explode, most_repeats, needed, small_letters
from checker.rules.placeholders import expand, placeholders
from checker.rules.regexes import finder, search

NEEDED = {
    r"bail (?:was |is )?(?:set|fixed) at {amount:money}": "bail ",
    r"{amount:money} bail(?: for {who:name})?": " bail",
    r"Bail|bond": "",
    r"(?:bail|bond) of": " of",
    r"colou?r of": "colo",
    r"tax(?#a comment)es": "tax",
    r"(?x) b a i l": "",
    r"(?i)BAIL": "bail",
    r"[bail] set": " set",
    r"\bfare\b of": "fare",
    r"a{0,3}bc": "bc",
    r"(?:foo){e<=1} bar": " bar",
    r"\p{Lu}ank of": "ank of",
    r"STRASSE": "strasse",
}
ONE = ("ab", "c d", "é", "ß", "x?", "y*", "z+", "k{2}", "m{0,2}", "[pq]")
GROUPS = ("[^a]", r"\d", r"\.", "(?:rs)", "(?:t|u)", "(?:v)?", "(?P<g>w)", "(e|f){1,2}", "I")
PIECES = st.sampled_from(ONE + GROUPS)


@pytest.mark.parametrize("pattern", NEEDED)
def test_what_every_match_holds(pattern: str) -> None:
    assert needed(pattern) == NEEDED[pattern]


@given(st.lists(PIECES, min_size=1, max_size=6, unique=True).map("".join), st.data())
@settings(max_examples=150)
def test_every_match_holds_what_is_needed(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    assert needed(pattern) in small_letters(text)


@pytest.mark.parametrize("text", ["BAİL of $2", "baıl of $2", "BAIL OF $2"])
def test_letters_that_match_in_another_case_are_not_missed(text: str) -> None:
    made = finder("bail of (?P<x>.+)", ignore_case=True)
    assert bool(search((made,), text)) is bool(made.compiled.search(text))


@pytest.mark.parametrize(
    ("pattern", "may"),
    [
        ("bail at {amount:money}", False),
        (r"(?P<n>\d+) seats", False),
        (r"(?P<a>\w+) and (?P<b>\w+)", True),
        (r"(?:a|b)+", True),
        (r"(?:\d{1,9}){1,9}", True),
        ("(?R)", True),
        (r"a\+b\*", False),
    ],
)
def test_which_patterns_are_tried_out(pattern: str, may: bool) -> None:
    assert may_explode(pattern) is may


@pytest.mark.parametrize(
    ("pattern", "most"), [("abc", 1), ("(a{3}){4}", 12), ("(?:(?:a{2}){3}b){5}", 30), (r"\{9}[{8}]", 1), ("a{2,}", 1)]
)
def test_repetitions_of_repetitions_are_multiplied(pattern: str, most: int) -> None:
    assert most_repeats(pattern) == most


FRAMES = (
    "{%s}",
    "(?P<a>{%s})",
    "{a:%s}",
    "x{%s}+",
    "(?:{%s}|y)?",
    "(?<={%s})z",
    "(?x) {%s} # {%s}",
    "[{%s}]",
    "(?i:{%s})",
)


@pytest.mark.parametrize("name", [p.name for p in placeholders()])
@pytest.mark.parametrize("frame", FRAMES)
def test_a_pattern_whose_outline_is_sound_is_sound(frame: str, name: str) -> None:
    made = finder(frame.replace("%s", name), ignore_case=True)
    assert tuple(made.compiled.groupindex) == made.groups


def test_a_placeholder_in_a_class_is_none() -> None:
    assert expand("[{money}]").source == "[{money}]"
