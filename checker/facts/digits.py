"""Numbers that begin with digits: "1,234.5", "816 000", "2½", "3/4", "2.3m", "$5 billion", "1.2 lakh"."""

from __future__ import annotations

from decimal import Decimal

from checker.facts.numeral_words import SHARE_STEP, Form, Numeral, cardinal, number_words, precision
from checker.facts.spelled import part_after_and
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
        raised = _raised(tokens, at, value)
        if raised is not None:
            return raised
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
        part_of = _fraction_in_digits(tokens, last, last + 1, parse_digits(tokens.words[last])[0])
        if part_of is not None and part_of.form is Form.FRACTION and tokens.word(last + 1) in slash:
            return cardinal(at, part_of.last, value + Decimal(str(part_of.low)), 0, written=False)
    return None


def _scaled(
    tokens: Tokens, first: int, last: int, value: Decimal, decimals: int, *, grouped: bool, money: bool
) -> Numeral:
    """Digits with what multiplies them: "2.3m", "$5 billion", "3 lakh crore", "5 and a half million"."""
    digits, step = precision(value, decimals)
    value, after_half = _and_a_half(tokens, last, value)
    halved = after_half > last
    if halved:
        digits, step, last = digits + 1, 0.1, after_half
    scale, last = _scale(tokens, last, money=money)
    if scale > 1 and not halved:
        value, last = _and_a_half(tokens, last, value)
    rest, last = _remainder(tokens, last, scale)
    if rest:
        return cardinal(first, last, value * scale + rest, 0, written=False)
    total = float(value * scale)
    grouped = grouped or scale != 1
    return Numeral(first, last, total, total, digits, step * float(scale), grouped=grouped, scale=float(scale))


def _scale(tokens: Tokens, last: int, *, money: bool) -> tuple[Decimal, int]:
    """What multiplies the digits before token ``last``, and the token after it."""
    table = number_words()
    glued = table.glued_money if money else table.glued
    scale = Decimal(1)
    word = tokens.word(last)
    if word in _TIMES or (word == "e" and tokens.glued(last)):
        return _power_of_ten(tokens, last)
    if tokens.glued(last) and word in glued and (not tokens.glued(last + 1) or tokens.kind(last + 1) == "."):
        scale, last = Decimal(glued[word]), last + 1
    hop = 1 if tokens.word(last) == "-" and tokens.word(last + 1) in table.scales else 0
    while tokens.word(last + hop) in table.scales and scale < LARGEST_SCALE:
        scale *= table.scales[tokens.word(last + hop)]
        last, hop = last + hop + 1, 0
    return scale, last


_TIMES = ("×", "x", "*")
_LARGEST_POWER = 64
_LONGEST_BASE = 4  # characters: to that power, still a float


def _raised(tokens: Tokens, at: int, base: Decimal) -> Numeral | None:
    """ "10^6", "2.5^-1": the number at ``at`` raised to the whole number behind the sign; None where none stands."""
    if tokens.word(at + 1) != "^" or not tokens.glued(at + 1) or not base or len(tokens.words[at]) > _LONGEST_BASE:
        return None
    power, last = _exponent(tokens, at + 2)
    if power is None:
        return None
    value = float(base) ** power
    return Numeral(
        at, last, value, value, precision(base, max(0, -int(base.as_tuple().exponent)))[0], value, grouped=True
    )


def _exponent(tokens: Tokens, at: int) -> tuple[int | None, int]:
    """The whole number with its sign that touches what stands before ``at``, and the token after it."""
    sign = tokens.word(at) if tokens.word(at) in ("-", "+") else ""
    at += len(sign)
    power = tokens.word(at)
    if not tokens.glued(at) or not power.isdecimal() or len(power) > 3 or int(power) > _LARGEST_POWER:
        return None, at
    return (-int(power) if sign == "-" else int(power)), at + 1


def _power_of_ten(tokens: Tokens, at: int) -> tuple[Decimal, int]:
    """ "1.3e6", "2.998×10^8", "2.998×10−8": the power of ten, and the token after it."""
    here = at + 1
    if tokens.word(at) != "e":
        if tokens.word(here) != "10" or not (tokens.glued(here + 1) and tokens.word(here + 1) in ("^", "-")):
            return Decimal(1), at
        here += 1 + (tokens.word(here + 1) == "^")
    power, last = _exponent(tokens, here)
    return (Decimal(1), at) if power is None else (Decimal(10) ** power, last)


def _remainder(tokens: Tokens, last: int, scale: Decimal) -> tuple[Decimal, int]:
    """What follows a scale word and adds to it: "4 thousand 3 hundred and 21", "3 lakh 50 thousand"."""
    table = number_words()
    joined = tokens.word(last) == "and"
    after = last + joined
    more = tokens.word(after)
    if scale < 100 or not tokens.is_word(last - 1):
        return Decimal(0), last
    if scale == 100 and joined:
        small = int(more) if more.isdigit() and len(more) < 3 else table.small.get(more, 0)
        return (
            (Decimal(small), after + 1) if small and tokens.word(after + 1) not in table.scales else (Decimal(0), last)
        )
    if tokens.kind(after) != "9" or not more.isdigit() or joined:
        return Decimal(0), last
    lower = table.scales.get(tokens.word(after + 1))
    if lower is not None and 100 <= lower < scale and len(more) <= 3:
        rest, end = _remainder(tokens, after + 2, Decimal(lower))
        return Decimal(more) * lower + rest, end
    return Decimal(0), last


def _and_a_half(tokens: Tokens, last: int, value: Decimal) -> tuple[Decimal, int]:
    """ "and a half", "and three quarters" after a number."""
    part, after = part_after_and(tokens, last)
    return (value, last) if part is None else (value + part, after)
