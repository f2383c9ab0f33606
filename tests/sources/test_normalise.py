"""Normalisation: what changes, and that every character leads back to where it came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.sources.normalise import normalise
from checker.values.text import OffsetMap, Span

# Weighted towards what the normaliser touches.
CHARACTERS = (
    "aE1 .\n\r\t\x00\x0c\x85\xa0\xad\u200b\u200d\u202e\u2060\u2011\u2028\u3000\ufb01\ufb03\ufeff\u212b中“—\U000e0041"
)
SEQUENCES = ("e\u0301", "o\u0323\u0302", "\u1100\u1161\u11a8", "\u0915\u093c", "\r\n")
ODD = st.sampled_from((*CHARACTERS, *SEQUENCES))
TEXTS = st.lists(ODD | st.characters(), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("816\u202f000 and 5\u00a0km", "816 000 and 5 km"),
        ("5\u200d0,\u200c000 sol\u200ddiers", "50,000 soldiers"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        (
            "\U0001f469\u200d\U0001f467 \u2764\ufe0f\u200d\U0001f525",
            "\U0001f469\u200d\U0001f467 \u2764\ufe0f\u200d\U0001f525",
        ),
        ("sol\u00addiers\u200b here", "soldiers here"),
        ("\u202etxt.exe\u202c", "txt.exe"),
        ("\ufb01ve o\ufb03cers", "five officers"),
        ("cafe\u0301", "café"),
        ("10\u201112", "10-12"),
        ("end.\x0cNext", "end.\nNext"),
        ("a\x00b\x1b[31mc\x9b", "abc"),
        ("tab\tstays", "tab\tstays"),
        ("“quoted” – it’s 5—6", "“quoted” – it’s 5—6"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("", ""),
    ],
)
def test_what_changes(raw: str, expected: str) -> None:
    assert normalise(raw).text == expected


def test_ordinary_text_passes_with_the_identity_as_its_map() -> None:
    text = "The “minister” said: 5,000 – no, 6,000 – café guests.\n"
    assert normalise(text).text == text
    assert normalise(text).offsets == OffsetMap()


def test_spans_lead_back_to_what_they_were_made_from() -> None:
    raw = "\ufeffThe \ufb01ve\u00a0sol\u00addiers\r\nwent to the cafe\u0301 today"
    done = normalise(raw)
    for word, original in (("five", "\ufb01ve"), ("soldiers", "sol\u00addiers"), ("today", "today"), ("went", "went")):
        start = done.text.index(word)
        assert done.offsets.original_span(Span(start, start + len(word))).of(raw) == original


@given(TEXTS)
def test_result_is_clean_and_stable(raw: str) -> None:
    text = normalise(raw).text
    assert unicodedata.is_normalized("NFC", text)
    assert all(char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"} for char in text)
    assert not set(text) & set("\r\u00a0\u200b\u00ad\u202e\ufeff\ufb01")
    assert normalise(text).text == text
    assert normalise(text).offsets == OffsetMap()


@given(TEXTS)
def test_each_character_leads_to_one_of_its_class_further_on(raw: str) -> None:
    done = normalise(raw)
    places = [done.offsets.original(at) for at in range(len(done.text))]
    assert places == sorted(places)
    for char, place in zip(done.text, places, strict=True):
        assert same_class(char, raw[place]), (char, raw[place])


def same_class(new: str, old: str) -> bool:
    if new in "\n " or new == "\ufffd":
        return old == new or old.isspace() or unicodedata.category(old) == "Cs"
    kinds = unicodedata.category(new)[0], unicodedata.category(old)[0]
    # A letter may be composed with, or decomposed into, marks.
    return kinds[0] == kinds[1] or set(kinds) <= {"L", "M"}


@given(TEXTS)
def test_a_span_of_plain_letters_round_trips(raw: str) -> None:
    done = normalise(f"{raw}\nneedle 42\n{raw}")
    start = done.text.index("needle 42")
    assert done.offsets.original_span(Span(start, start + 9)).of(f"{raw}\nneedle 42\n{raw}") == "needle 42"


@given(TEXTS, st.data())
def test_the_way_back_and_forth_covers_what_it_began_with(raw: str, data: st.DataObject) -> None:
    done = normalise(raw)
    start = data.draw(st.integers(0, len(done.text)))
    span = Span(start, data.draw(st.integers(start, len(done.text))))
    again = done.offsets.normalised_span(done.offsets.original_span(span))
    assert again.contains(span) or not len(span)
    assert done.offsets.original_span(again) == done.offsets.original_span(span) or not len(span)


def test_a_span_of_the_original_leads_to_what_was_made_of_it() -> None:
    raw = "\ufeffThe \ufb01ve\u00a0sol\u00addiers\r\nwent to the cafe\u0301 today"
    done = normalise(raw)
    for original, word in (("\ufb01ve", "five"), ("sol\u00addiers", "soldiers"), ("cafe\u0301", "café")):
        start = raw.index(original)
        assert done.offsets.normalised_span(Span(start, start + len(original))).of(done.text) == word
