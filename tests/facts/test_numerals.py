"""Numbers by themselves, in every notation; and numbers written in a style read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.numerals import Form, parse_number

KNOWN = {
    "1,234": (1234, 4, 1),
    "10,000": (10_000, 1, 10_000),
    "1.234,5": (1234.5, 5, 0.1),
    "816 000": (816_000, 3, 1000),
    "1,23,000": (123_000, 3, 1000),
    "12,34,567.89": (1_234_567.89, 9, 0.01),
    "1'234'567": (1_234_567, 7, 1),
    "1,5": (1.5, 2, 0.1),
    "4.800": (4.8, 4, 0.001),
    ".08": (0.08, 1, 0.01),
    "2.3m": (2_300_000, 2, 100_000),
    "5bn": (5e9, 1, 1e9),
    "5k": (5000, 1, 1000),
    "1.2 lakh": (120_000, 2, 10_000),
    "three lakh crore": (3e12, 1, 1e12),
    "two and a half million": (2_500_000, 2, 100_000),
    "2 and a half million": (2_500_000, 2, 100_000),
    "3 million and a half": (3_500_000, 1, 1e6),
    "twelve hundred": (1200, 2, 100),
    "a hundred and five": (105, 3, 1),
    "two hundred and two thousand": (202_000, 3, 1000),
    "half a million": (500_000, 1, 100_000),
    "three quarters of a million": (750_000, 2, 10_000),
    "half a dozen": (6, 1, 1),
    "two dozen": (24, 2, 1),
    "five point five": (5.5, 2, 0.1),
    "2 1/2": (2.5, 2, 0.1),
    "2½": (2.5, 2, 0.1),
    "4 thousand 3 hundred and 21": (4321, 4, 1),
    "1.3e6": (1_300_000, 2, 100_000),
    "zero": (0, 1, 1),
    "10^6": (1_000_000, 1, 1_000_000),
    "2.5^-1": (0.4, 2, 0.4),
    "two hundred and fifty-four hundredths": (200.54, 5, 0.01),
    "one hundred thirty-fifths": (100 / 35, 1, 0.1),
    "six thousand two hundred three fifths": (6203 / 5, 1, 0.1),
    "3 doz": (36, 1, 12),
}


@pytest.mark.parametrize(("text", "known"), KNOWN.items(), ids=KNOWN.keys())
def test_value_digits_and_step(text, known):
    numeral = parse_number(text)
    assert numeral is not None
    assert (numeral.low, numeral.digits, numeral.step) == pytest.approx(known)


@pytest.mark.parametrize("text", ["22,24,26", "192.168.1.2", "1,2,3", "", "soldiers", "12 people", "9" * 30])
def test_no_number(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("21st", 21, Form.ORDINAL),
        ("twenty-first", 21, Form.ORDINAL),
        ("one hundred and fifth", 105, Form.ORDINAL),
        ("two-thirds", 2 / 3, Form.FRACTION),
        ("three twenty-firsts", 1 / 7, Form.FRACTION),
        ("¾", 0.75, Form.FRACTION),
        ("3/4", 0.75, Form.FRACTION),
    ],
)
def test_forms(text, value, form):
    numeral = parse_number(text)
    assert numeral is not None
    assert (numeral.low, numeral.form) == (pytest.approx(value), form)


ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
ONES += ["seventeen", "eighteen", "nineteen"]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(value: int) -> str:
    """The British spelling of a whole number below a billion."""
    for scale, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= scale:
            rest = value % scale
            link = " and " if rest and rest < 100 else " " if rest else ""
            return f"{in_words(value // scale)} {name}{link}{in_words(rest) if rest else ''}"
    if value < 20:
        return ONES[value]
    return TENS[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")


@given(st.integers(0, 999_999_999))
def test_words_are_read_back(value):
    numeral = parse_number(in_words(value))
    assert numeral is not None
    assert numeral.low == value


def indian(value: int) -> str:
    head, tail = divmod(value, 1000)
    groups = []
    while head:
        head, group = divmod(head, 100)
        groups.insert(0, f"{group:02}" if head else str(group))
    return ",".join([*groups, f"{tail:03}"])


STYLES = {
    "plain": str,
    "comma": lambda v: f"{v:,}",
    "space": lambda v: f"{v:,}".replace(",", " "),
    "narrow space": lambda v: f"{v:,}".replace(",", "\u202f"),
    "point": lambda v: f"{v:,}".replace(",", ".") if v >= 1_000_000 else str(v),
    "indian": lambda v: indian(v) if v >= 1000 else str(v),
    "apostrophe": lambda v: f"{v:,}".replace(",", "’"),
}


@pytest.mark.parametrize("style", STYLES)
@given(value=st.integers(0, 10**12))
def test_digits_are_read_back_in_every_style(style, value):
    numeral = parse_number(STYLES[style](value))
    assert numeral is not None
    assert numeral.low == value


@given(st.integers(1, 9999), st.sampled_from([("m", 1e6), ("bn", 1e9), (" million", 1e6), (" crore", 1e7), ("k", 1e3)]))
def test_decimals_with_a_scale_are_read_back(hundredths, scale):
    numeral = parse_number(f"{hundredths / 100:.2f}{scale[0]}")
    assert numeral is not None
    assert numeral.low == pytest.approx(hundredths / 100 * scale[1])
    assert numeral.step == pytest.approx(0.01 * scale[1])
