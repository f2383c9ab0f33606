"""Numbers that begin with digits: "1,234.5", "816 000", "2½", "3/4", "2.3m", "$5 billion", "1.2 lakh"."""

from __future__ import annotations

from decimal import Decimal

from checker.facts.numeral_words import SHARE_STEP, Form, Numeral, cardinal, number_words, precision
from checker.facts.tokens import LONGEST, Tokens

LARGEST_SCALE = Decimal(10) ** 15


def parse_digits(digits: str) -> tuple[Decimal, int]:
    """The value of well-formed ``digits``, and how many of them are decimals: "1,234.50" -> (1234.50, 2)."""
    plain = digits.replace("'", ",").replace("’", ",")
    comma, point = plain.rfind(","), plain.rfind(".")
    if plain.count(",") == 1 and len(plain) - comma - 1 != 3 and comma > point:
        plain = plain.replace(".", "").replace(",", ".")  # a decimal comma: 1,5 or 1.234,5
    elif comma > point >= 0 or plain.count(".") > 1:
        plain = plain.replace(".", "").replace(",", ".")
    plain = plain.replace(",", "")
    return Decimal(plain), len(plain.partition(".")[2])


def read_digits(tokens: Tokens, at: int, *, money: bool) -> Numeral | None:
    """A number that starts with digits or a vulgar fraction, with the scale words after it."""
    table = number_words()
    raw = tokens.words[at]
    if len(raw) > LONGEST:
        return None
    if tokens.kinds[at] == "½":
        value, decimals, last, grouped = table.characters[raw], 0, at + 1, True
        scale = table.scales.get(tokens.word(last))
        if scale is None:
            return Numeral(at, last, float(value), float(value), 1, SHARE_STEP, Form.FRACTION)
    else:
        value, decimals = parse_digits(raw)
        last, grouped = at + 1, not raw.isdigit()
        if raw.isdigit():
            value, last = _spaced_groups(tokens, at, value)
            grouped = last > at + 1
        suffix = tokens.word(last)
        if tokens.glued(last) and suffix in table.suffixes and raw.isdigit():
            return Numeral(at, last + 1, float(value), float(value), len(raw), 1.0, Form.ORDINAL)
        mixed = _fraction_in_digits(tokens, at, last, value)
        if mixed is not None and mixed.form is Form.FRACTION:
            return mixed
        if mixed is not None:
            value, last, grouped = Decimal(str(mixed.low)), mixed.last, True
            decimals = max(decimals, 1) if value % 1 else decimals
    return _scaled(tokens, at, last, value, decimals, grouped=grouped, money=money)


def _spaced_groups(tokens: Tokens, at: int, value: Decimal) -> tuple[Decimal, int]:
    """Groups of three with one space between them: "816 000", "1 234 567"."""
    last = at + 1
    if len(tokens.words[at]) > 3 or value == 0 or tokens.glued(at):
        return value, last
    while tokens.kind(last) == "9" and tokens.starts[last] == tokens.ends[last - 1] + 1:
        group = tokens.words[last]
        whole = group.partition(".")[0]
        if len(whole) != 3 or not whole.isdigit() or last - at > 5:
            break
        value = value * 1000 + Decimal(group)
        last += 1
        if "." in group:
            break
    if last < len(tokens) and tokens.kind(last) == "9" and tokens.starts[last] == tokens.ends[last - 1] + 1:
        return parse_digits(tokens.words[at])[0], at + 1  # "423 000 00": not groups of three
    return value, last


def _fraction_in_digits(tokens: Tokens, at: int, last: int, value: Decimal) -> Numeral | None:
    """ "3/4" is a fraction; "2 1/2", "2½" and "2 and a half" are mixed numbers."""
    table = number_words()
    slash = ("/", "⁄")
    if tokens.word(last) in slash and tokens.glued(last) and tokens.kind(last + 1) == "9" and tokens.glued(last + 1):
        below = tokens.words[last + 1]
        simple = below.isdigit() and 1 < int(below[:4]) <= 128 and 0 < value < int(below[:4]) and len(below) < 4
        if simple and tokens.word(last + 2) not in slash:
            part = float(value) / int(below)
            return Numeral(at, last + 2, part, part, 1, SHARE_STEP, Form.FRACTION)
        return None
    if tokens.kind(last) == "½":
        return cardinal(at, last + 1, value + table.characters[tokens.words[last]], 0, written=False)
    if tokens.kind(last) == "9" and not tokens.glued(last) and value == int(value):
        part_of = _fraction_in_digits(tokens, last, last + 1, Decimal(tokens.words[last].replace(",", "")[:6]))
        if part_of is not None and part_of.form is Form.FRACTION and tokens.word(last + 1) in slash:
            return cardinal(at, part_of.last, value + Decimal(str(part_of.low)), 0, written=False)
    return None


def _scaled(
    tokens: Tokens, first: int, last: int, value: Decimal, decimals: int, *, grouped: bool, money: bool
) -> Numeral:
    """Digits with what multiplies them: "2.3m", "$5 billion", "3 lakh crore", "5 and a half million"."""
    table = number_words()
    glued = table.glued_money if money else table.glued
    digits, step = precision(value, decimals)
    value, after_half = _and_a_half(tokens, last, value)
    if after_half > last:
        digits, step, last = digits + 1, 0.1, after_half
    scale = Decimal(1)
    if (tokens.glued(last) and tokens.word(last) in glued and not tokens.glued(last + 1)) or (
        tokens.glued(last) and tokens.word(last) in glued and tokens.word(last + 1) in "-+),.;:/"
    ):
        scale, last = Decimal(glued[tokens.word(last)]), last + 1
    hop = 1 if tokens.word(last) == "-" and tokens.word(last + 1) in table.scales else 0
    while tokens.word(last + hop) in table.scales and scale < LARGEST_SCALE:
        scale *= table.scales[tokens.word(last + hop)]
        last, hop = last + hop + 1, 0
    if scale > 1 and after_half == first + 1:
        value, last = _and_a_half(tokens, last, value)
    rest, last = _remainder(tokens, last, scale)
    if rest:
        return cardinal(first, last, value * scale + rest, 0, written=False)
    total = float(value * scale)
    return Numeral(
        first, last, total, total, digits, step * float(scale), grouped=grouped or scale > 1, scale=float(scale)
    )


def _remainder(tokens: Tokens, last: int, scale: Decimal) -> tuple[Decimal, int]:
    """What follows a scale word and adds to it: "4 thousand 3 hundred and 21", "3 lakh 50 thousand"."""
    table = number_words()
    after = last + (tokens.word(last) == "and")
    if scale < 100 or tokens.kind(after) != "9" or not tokens.words[after].isdigit():
        return Decimal(0), last
    lower = table.scales.get(tokens.word(after + 1))
    if lower is not None and 100 <= lower < scale and len(tokens.words[after]) <= 3 and after == last:
        more, end = _remainder(tokens, after + 2, Decimal(lower))
        return Decimal(tokens.words[after]) * lower + more, end
    return Decimal(0), last


def _and_a_half(tokens: Tokens, last: int, value: Decimal) -> tuple[Decimal, int]:
    """ "and a half", "and a quarter", "and three quarters" after a number."""
    for phrase, part in (
        (("and", "a", "half"), "0.5"),
        (("and", "one", "half"), "0.5"),
        (("and", "a", "quarter"), "0.25"),
        (("and", "three", "quarters"), "0.75"),
    ):
        if tokens.follows(last, phrase) and tokens.word(last + 3) != "of":
            return value + Decimal(part), last + 3
    return value, last
