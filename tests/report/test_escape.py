import json
import re
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from checker.report.escape import ascii_only, json_text, markdown, terminal, visible
from tests.report.samples import HOSTILE

TEXTS = st.text(st.characters() | st.sampled_from("\x1b\x9b\x9d[];\\`*_<>&|#-+=~$!()@/.:0123w\u202e\u2028\n\ud800"))


def every_hostile(test):  # type: ignore[no-untyped-def]
    for text in HOSTILE.values():
        test = example(text)(test)
    return test


@every_hostile
@given(TEXTS)
def test_nothing_is_left_that_a_terminal_obeys(text: str) -> None:
    seen = terminal(text)
    assert not [
        c for c in seen if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and ord(c) not in _HARMLESS_FORMAT
    ]
    assert "\n" not in seen
    seen.encode("utf-8")


# Format characters of scripts that need them (Arabic number signs, Syriac, Kaithi, shorthand, music, hieroglyphs).
_HARMLESS_FORMAT = {
    *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD,
    *range(0x13430, 0x13440), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("over 10,000", "over 10,000"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
        ("a\x9b1mb", "ab"),
        ("a\r\n\tb", "a b"),
        ("ab\u202edc", "abdc"),
        ("1\u200b2", "12"),
        ("\udcff", "\ufffd"),
        ("naïve — 5 €", "naïve — 5 €"),
        ("Ünïcode 数字 ١٢", "Ünïcode 数字 ١٢"),
    ],
)
def test_visible(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_an_unfinished_sequence_hides_no_words() -> None:
    assert visible("\x1b]0;40 people died").endswith("40 people died")


@every_hostile
@given(TEXTS)
def test_markdown_shows_the_text_and_nothing_but_text(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"x {markdown(text)}")
    inline = [child for token in tokens for child in token.children or ()]
    assert {t.type for t in tokens} == {"paragraph_open", "inline", "paragraph_close"}
    assert {child.type for child in inline} <= {"text", "text_special"}
    shown = "".join(child.content for child in inline)
    assert shown.split() == ["x", *visible(text).split()]


@every_hostile
@given(TEXTS)
def test_markdown_starts_no_block(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"> {markdown(text)}")
    assert {t.type for t in tokens} <= {
        "blockquote_open", "paragraph_open", "inline", "paragraph_close", "blockquote_close",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["see https://example.org now", "www.example.org", "me@example.org"])
def test_markdown_leaves_no_address_that_becomes_a_link(text: str) -> None:
    assert not re.search(r"://|www\.|\w@\w", markdown(text))


@pytest.mark.parametrize("text", ["over 10,000", "3.5 percent", "a (b) c", "$5", "50-60"])
def test_markdown_leaves_plain_text_readable(text: str) -> None:
    assert markdown(text).replace("\\$", "$") == text


@every_hostile
@given(TEXTS)
def test_json_text_reads_back_the_same(text: str) -> None:
    safe = json_text(json.dumps(text, ensure_ascii=False))
    assert json.loads(safe) == text
    safe.encode("utf-8")
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", safe)


@given(TEXTS.map(visible))
def test_ascii_only_is_ascii(text: str) -> None:
    assert ascii_only(text).isascii()


@pytest.mark.parametrize(
    ("text", "plain"),
    [("“at least” – 5…", '"at least" - 5...'), ("Kür", "K\\xfcr"), ("€5", "\\u20ac5"), ("\x1b[1mx", "\x1b[1mx")],
)
def test_ascii_only(text: str, plain: str) -> None:
    assert ascii_only(text) == plain


@pytest.mark.parametrize(
    "unit", ["\x1b", "\x1b[", "\x1b]", "\x9d", "\x1b[0;", "\x1b]a", "9", "`", "www.", "://", "&#", "\u202e", "[](", " "]
)
@pytest.mark.parametrize("function", [visible, markdown, json_text, ascii_only])
def test_time_is_linear(unit: str, function) -> None:  # type: ignore[no-untyped-def]
    began = time.process_time()
    function(unit * (200_000 // len(unit)))
    assert time.process_time() - began < 60
