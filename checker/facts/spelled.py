"""Numbers in words: "twelve hundred", "a hundred and five", "two and a half million", "two-thirds", "twenty-first"."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from decimal import Decimal

from checker.facts.numeral_words import (
    SHARE_STEP,
    Form,
    NumberWords,
    Numeral,
    cardinal,
    number_words,
    precision,
)
from checker.facts.tokens import Tokens
from checker.facts.wordlists import section, words

_LARGEST_ABOVE = 10**9  # the upper part of a fraction that is said in words


@dataclass(slots=True)
class _Sum:
    """The running value of a number in words: whole groups, the group being read, the scale before it."""

    total: Decimal = Decimal(0)
    group: Decimal = Decimal(0)
    scale: int = 0  # of the last scale word, 0 before the first
    scaled_at: int = -1  # token of the last scale word
    before_and: Decimal = Decimal(0)  # the value before the last "and", 0 where there is none
    empty: bool = True

    @property
    def value(self) -> Decimal:
        return self.total + self.group

    def takes(self, value: int) -> bool:
        """Whether a number below 100 may follow: after nothing, after hundreds, or ones after tens."""
        if self.group == 0:
            return self.empty or self.scale >= 1000
        tens = self.group % 100
        return tens == 0 or (0 < value < 10 and tens >= 20 and tens % 10 == 0)

    def scale_by(self, scale: int, at: int) -> bool:
        """Apply a scale word; False where it cannot stand here."""
        if scale in (100, 12):
            if self.group >= 100 or (self.group == 0 and not self.empty):
                return False
            self.group = (self.group or Decimal(1)) * scale
        elif self.group:
            if self.scale and scale >= self.scale:
                return False
            self.total += self.group * scale
            self.group, self.scale = Decimal(0), scale
        elif self.empty:
            self.total, self.scale = Decimal(scale), scale
        elif self.scaled_at == at - 1 and self.scale <= 10**7 and self.total < 10**9:
            self.total *= scale  # "three lakh crore", "a thousand billion"
            self.scale = scale
        else:
            return False
        self.empty, self.scaled_at = False, at
        return True


def read_spelled(tokens: Tokens, first: int, at: int) -> Numeral | None:
    """The number whose first number word is token ``at``; ``first`` is its article, if it has one."""
    table = number_words()
    total, last = _whole(tokens, at, table)
    if last == at:
        return None
    ending = _ordinal_ending(tokens, last, total, table) or _denominator(tokens, first, last, total, table)
    if ending is not None:
        return Numeral(first, *ending)
    value, last = _point(tokens, last, total.value, table)
    digits, step = precision(value, max(0, -int(value.as_tuple().exponent)))
    mixed, last = _mixed(tokens, last, value, total)
    if mixed != value:
        digits, step = digits + 1, float(total.scale or 1) / 10
        value = mixed
    if total.scale == 0 and tokens.word(last) in table.scales and value % 1:
        factor = table.scales[tokens.word(last)]
        value, step, last = value * factor, step * factor, last + 1
    if value == int(value) and value:
        digits, step = precision(value)
    grouped = total.scaled_at >= 0 or mixed != total.value
    scale = float(table.scales.get(tokens.word(last - 1), 1))
    return Numeral(first, last, float(value), float(value), digits, step, Form.CARDINAL, True, grouped, scale)


def _whole(tokens: Tokens, at: int, table: NumberWords) -> tuple[_Sum, int]:
    """The longest whole number in words from ``at``, and the token after it."""
    total, here = _Sum(), at
    while True:
        word = tokens.word(here)
        if word in table.small and total.takes(table.small[word]):
            total.group += table.small[word]
            total.empty = False
        elif word in table.scales:
            if not total.scale_by(table.scales[word], here):
                break
            if table.scales[word] == 12:
                return total, here + 1
        elif not _joins(tokens, here, total, table):
            break
        elif word == "and":
            total.before_and = total.value
        here += 1
    return total, here


def _joins(tokens: Tokens, at: int, total: _Sum, table: NumberWords) -> bool:
    """Whether the hyphen or "and" at ``at`` carries on one number: "sixty-one", "a hundred and five"."""
    word, after = tokens.word(at), tokens.word(at + 1)
    if total.empty:
        return False
    if word == "-":
        ones = after in table.small and 0 < table.small[after] < 10 and 20 <= total.group % 100 <= 90
        return (ones and total.group % 10 == 0) or after in table.scales
    if word != "and" or after not in table.small or not total.takes(table.small[after]):
        return False
    below = tokens.word(at + 2)
    divided = below in table.denominators and (below.endswith("s") or after == "one")
    if divided or (total.group and total.group < 100):
        return False
    # "a hundred and two thousand marched": two numbers only where the second would be the larger one
    behind = table.scales.get(tokens.word(at + 2), 0)
    return behind in (0, 100) or (total.group >= 100 and not total.scale) or behind < total.scale


def _ordinal_ending(
    tokens: Tokens, last: int, total: _Sum, table: NumberWords
) -> tuple[int, float, float, int, float, Form, bool] | None:
    """ "twenty-first", "one hundred and fifth", "two hundredth"."""
    at = last + (tokens.word(last) in ("-", "and"))
    rank = table.ordinals.get(tokens.word(at), 0)
    if not rank or (tokens.word(at) == "second" and tokens.word(last) != "-"):
        return None
    tens = total.group % 100
    if rank >= 100 and 0 < total.value < 1000 and tokens.word(last) != "and":
        value = float(total.value * rank)
    elif (rank < 10 and tens >= 20 and tens % 10 == 0) or (rank < 100 and total.value >= 100 and tens == 0):
        value = float(total.value + rank)
    else:
        return None
    return at + 1, value, value, len(str(int(value))), 1.0, Form.ORDINAL, True


def _denominator(
    tokens: Tokens, first: int, last: int, total: _Sum, table: NumberWords
) -> tuple[int, float, float, int, float, Form, bool] | None:
    """ "two thirds", "one-fifth": what stands at ``last`` divides the number before it."""
    at = last + (tokens.word(last) == "-")
    at, below = _divisor(tokens, at, table)
    value, tens = total.value, total.group % 100
    hundreds = value > tens > 0 and not total.before_and and tens % 10 == 0
    if hundreds and tens >= 20 and 2 < below < 10 and tokens.word(at).endswith("s"):
        value, below = value - tens, below + int(tens)  # "one hundred thirty-fifths"
    word = tokens.word(at)
    whole_scales = total.scale and not total.group and below <= total.scale  # "a thousand fifths": not said
    if not below or whole_scales or not 0 < value < _LARGEST_ABOVE:
        return None
    single = not word.endswith("s")
    if single and (value != 1 or not is_share(tokens, first, at)):
        return None
    divides_scale = tokens.word(at + 1) in table.scales
    if word == "quarters" and not divides_scale and not is_share(tokens, first, at):
        return None  # "three quarters" are nine months where nothing is divided
    if total.before_and and 0 < value - total.before_and < below:  # "two hundred and fifty-four hundredths"
        mixed = total.before_and + (value - total.before_and) / below
        return at + 1, float(mixed), float(mixed), *precision(mixed, 2), Form.CARDINAL, True
    scale, after = _scale_of_share(tokens, at + 1, table)
    part = float(value * scale / below)
    if scale > 1:
        return after, part, part, *precision(Decimal(part)), Form.CARDINAL, True
    return at + 1, part, part, 1, SHARE_STEP, Form.FRACTION, True


def _divisor(tokens: Tokens, at: int, table: NumberWords) -> tuple[int, int]:
    """The divisor said from ``at`` on and the token of its last word: "fifths", "twenty-firsts"; 0 where none is."""
    tens, word = table.small.get(tokens.word(at), 0), tokens.word(at)
    if tens < 20 or tens % 10:
        return at, table.denominators.get(word, 0)
    ones = at + 1 + (tokens.word(at + 1) == "-")
    unit = table.ordinals.get(tokens.word(ones).removesuffix("s"), 0)
    return (ones, tens + unit) if 0 < unit < 10 and tokens.word(ones) != "second" else (at, 0)


def _scale_of_share(tokens: Tokens, at: int, table: NumberWords) -> tuple[int, int]:
    """The scale word that a fraction is a fraction of: "three quarters of a million"."""
    at += 2 if tokens.word(at) == "of" and tokens.word(at + 1) in ("a", "one") else 0
    scale = table.scales.get(tokens.word(at), 1)
    return (scale, at + 1) if scale >= 100 else (1, at)


def read_share(tokens: Tokens, at: int) -> Numeral | None:
    """ "a third", "a quarter": one part, at ``at`` + 1, where the words around it say that it is a share."""
    below = number_words().denominators.get(tokens.word(at + 1), 0)
    if not below or not is_share(tokens, at, at + 1):
        return None
    scale, after = _scale_of_share(tokens, at + 2, number_words())
    if scale > 1:
        return cardinal(at, after, Decimal(scale) / below, 0, written=True)
    return Numeral(at, at + 2, 1 / below, 1 / below, 1, SHARE_STEP, Form.FRACTION, True)


def is_share(tokens: Tokens, first: int, at: int) -> bool:
    """Whether the "third" at ``at``, with its article at ``first``, is a part and not a place in a row."""
    after = tokens.word(at + 1)
    if tokens.word(at) in ("half", "halves") and first == at and tokens.word(at - 1) in _words("half_not_after"):
        return False
    if after in _words("share_before") or tokens.word(first - 1) in _words("share_after"):
        return tokens.word(at) == "half" or after != "-"
    return not tokens.is_word(at + 1) and after not in ("-", "/") and tokens.kind(at + 1) != "9"


@functools.cache
def _words(key: str) -> frozenset[str]:
    return frozenset(words(section("numerals", key)))


def _point(tokens: Tokens, last: int, value: Decimal, table: NumberWords) -> tuple[Decimal, int]:
    """ "five point two": digits after the point one by one, or as one number below 100."""
    if tokens.word(last) != "point" or tokens.word(last + 1) not in table.small:
        return value, last
    said, here, before = "", last + 1, 0
    while tokens.word(here) in table.small and len(said) < 12:
        ones = table.small[tokens.word(here)]
        joined = before >= 20 and before % 10 == 0 and 0 < ones < 10
        said, before = said[:-1] + str(ones) if joined else said + str(ones), ones
        here += 1
        here += tokens.word(here) == "-" and tokens.word(here + 1) in table.small
    return value + Decimal("0." + said), here


def _mixed(tokens: Tokens, last: int, value: Decimal, total: _Sum) -> tuple[Decimal, int]:
    """ "and a half", "and three quarters": of one, or of the scale word just before it ("a million and a half")."""
    part, after = part_after_and(tokens, last)
    if part is None:
        return value, last
    scale = number_words().scales.get(tokens.word(after))
    if scale is not None and total.scale > scale:
        return value + part * scale, after + 1  # "one billion and a half million"
    whole = total.scale if total.scaled_at == last - 1 and total.scale >= 1000 else 1
    return value + part * whole, after


def part_after_and(tokens: Tokens, at: int) -> tuple[Decimal | None, int]:
    """The part that "and" at ``at`` adds to a number, "and a half", and the token after it; None where it adds none."""
    table = number_words()
    if tokens.word(at) != "and":
        return None, at
    if tokens.word(at + 1) in ("a", "an", "one"):
        above, last = Decimal(1), at + 2
    else:
        read, last = _whole(tokens, at + 1, table)
        above = read.value
        last += tokens.word(last) == "-" and last > at + 1
    word = tokens.word(last)
    below = table.denominators.get(word, 0)
    if not 0 < above < below or tokens.word(last + 1) == "of" or (above == 1) == word.endswith("s"):
        return None, at
    return above / below, last + 1


def read_half(tokens: Tokens, at: int) -> Numeral | None:
    """From "half" or "quarter" on: "half a million", "half million", "half of"."""
    table = number_words()
    part = Decimal("0.5") if tokens.word(at) == "half" else Decimal("0.25")
    after = at + 1
    if tokens.word(after) in ("-", "a") and tokens.word(after + 1) in table.scales:
        after += 1
    if tokens.word(after) == "of" and tokens.word(after + 1) in ("a", "one") and tokens.word(after + 2) in table.scales:
        after += 2
    scale = table.scales.get(tokens.word(after))
    if scale is not None:
        return cardinal(at, after + 1, part * scale, 0, written=True)
    if tokens.word(at) != "half" or not is_share(tokens, at, at):
        return None
    return Numeral(at, at + 1, 0.5, 0.5, 1, SHARE_STEP, Form.FRACTION, True)


def read_vague(tokens: Tokens, at: int) -> Numeral | None:
    """ "dozens", "tens of thousands", "a couple", "several hundred"."""
    for phrase, low, high in number_words().vague.get(tokens.word(at), ()):
        if tokens.follows(at, phrase):
            last = at + len(phrase) - (phrase[-1] == "of")
            return Numeral(at, last, low, high, 0, (high - low) or 1.0, Form.VAGUE, True)
    return None
