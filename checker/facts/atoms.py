"""One number with its sign, currency and unit: "-5°C", "$1.95 billion", "a 40-minute", "an hour and a half"."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

from checker.facts.context import near, word_set
from checker.facts.nouns import is_plural, singular
from checker.facts.numeral_words import Form, Numeral, number_words
from checker.facts.numerals import read_numeral
from checker.facts.tokens import Tokens
from checker.facts.units import Unit, currency_before, unit_after, unit_table
from checker.values.quantity import Dimension

MILLION = 1e6
SMALLEST_WON = 1000.0
_HOTTEST = 200
_COLDEST = 100  # "20 below zero"
_NEVER_NEGATIVE = (Dimension.LENGTH, Dimension.MASS, Dimension.VOLUME, Dimension.AREA, Dimension.DURATION)


@dataclass(frozen=True, slots=True)
class Atom:
    """One number at the tokens ``[first, last)``, its sign, currency and unit included."""

    first: int
    last: int
    numeral: Numeral
    unit: Unit | None = None  # None: a bare number
    negative: bool = False
    adjective: bool = False  # "a 40-minute flight": the unit is part of an adjective
    money_first: bool = False  # the currency stands before the amount

    @property
    def low(self) -> float:
        """The least value, in ``unit``."""
        return -self.numeral.high if self.negative else self.numeral.low

    @property
    def high(self) -> float:
        """The greatest value, in ``unit``."""
        return -self.numeral.low if self.negative else self.numeral.high


def read_atom(tokens: Tokens, at: int) -> Atom | None:
    """The number whose first token is ``at`` (its currency and sign stand before), or None."""
    money = currency_before(tokens, at) or _currency_and_sign(tokens, at)
    numeral = read_numeral(tokens, at, money=money is not None)
    if numeral is None:
        return None
    first = money[1] if money else at
    if numeral.form is Form.ORDINAL:
        return Atom(at, numeral.last, numeral)
    negative, first = (True, first) if tokens.word(at - 1) == "-" and money else _sign(tokens, first)
    if money is None:
        numeral = _metres(tokens, numeral)
        atom = _below_zero(tokens, _with_unit(tokens, Atom(first, numeral.last, numeral, negative=negative)))
        if negative and tokens.kind(first - 1) == "9" and atom.unit and atom.unit.dimension in _NEVER_NEGATIVE:
            atom = replace(atom, first=first + 1, negative=False)  # "75 -300mm" is a range
    else:
        atom = Atom(first, numeral.last, numeral, money[0], negative, money_first=True)
        atom = _money_said_twice(tokens, atom)
    return atom


def _below_zero(tokens: Tokens, atom: Atom) -> Atom:
    """The temperature of "14 degrees below zero" as one number; of what zero is not said, it is that of Celsius."""
    side, zero = tokens.word(atom.last), tokens.word(atom.last + 1)
    if side not in ("below", "above") or zero not in ("zero", "freezing"):
        return atom
    warmth = atom.unit is not None and (atom.unit.id == "degree" or atom.unit.dimension is Dimension.TEMPERATURE)
    bare = atom.unit is None and side == "below" and zero == "zero" and atom.high <= _COLDEST
    if not (warmth or bare):
        return atom
    known = atom.unit is not None and atom.unit.id != "degree"
    unit = atom.unit if known else unit_table().by_id["celsius"]
    return replace(atom, last=atom.last + 2, unit=unit, negative=side == "below")


def read_article_unit(tokens: Tokens, at: int) -> Atom | None:
    """ "an hour and a half", "a year and a half": a unit with an article at ``at``, made more by what follows."""
    found = unit_after(tokens, at + 1)
    if found is None or not tokens.follows(found[1], ("and", "a", "half")):
        return None
    numeral = Numeral(at, at + 1, 1.5, 1.5, 2, 0.5, written=True)
    return Atom(at, found[1] + 3, numeral, found[0])


def _sign(tokens: Tokens, first: int) -> tuple[bool, int]:
    """Whether a minus stands before token ``first``, and where the number then begins."""
    word = tokens.word(first - 1)
    if word in ("minus", "negative"):
        return True, first - 1
    if word == "-" and tokens.word(first - 2) in ("minus", "negative"):
        return True, first - 2
    touches = first > 1 and tokens.glued(first - 1) and tokens.word(first - 2) not in _BEFORE_SIGN
    if word == "-" and tokens.glued(first) and not touches:
        return True, first - 1
    return False, first


_BEFORE_SIGN = ("<", ">", "=", "≤", "≥", "(", "~", "≈", "$", "€", "£", "/")


def _currency_and_sign(tokens: Tokens, at: int) -> tuple[Unit, int] | None:
    """The currency of "$-5m": before the sign that touches the number at ``at``."""
    if tokens.word(at - 1) != "-" or not tokens.glued(at) or not tokens.glued(at - 1):
        return None
    return currency_before(tokens, at - 1)


def _metres(tokens: Tokens, numeral: Numeral) -> Numeral:
    """Take back the million of "100m" where the words around say that it is metres."""
    m = numeral.last - 1
    if numeral.scale != MILLION or tokens.raw(m) != "m" or not tokens.glued(m):
        return numeral
    hop = m + 1 + (tokens.word(m + 1) == "-")
    lengthy = tokens.word(hop) in word_set("metres_after") or near(
        tokens, numeral.first, m, "metres_before", before=6, after=0
    )
    owned = tokens.word(numeral.first - 1) in word_set("metres_owner")
    if not (lengthy or owned) or _counts(tokens, m + 1):
        return numeral
    value = numeral.low / MILLION
    return replace(numeral, last=m, low=value, high=value, step=numeral.step / MILLION, scale=1.0)


def _counts(tokens: Tokens, at: int) -> bool:
    """Whether people or things that are counted in millions stand at ``at``: "2.3m people fled the flood"."""
    word, noun = tokens.word(at), singular(tokens.word(at))
    return is_plural(word) and (noun in word_set("persons", "nouns") or noun in word_set("countable", "nouns"))


def _with_unit(tokens: Tokens, atom: Atom) -> Atom:
    at, hyphen = atom.last, False
    if tokens.word(at) == "-" and tokens.glued(at) and tokens.is_word(at + 1):
        if tokens.glued(at + 1):
            at, hyphen = at + 1, True
        elif tokens.word(at + 1) in ("or", "to", "and"):
            return replace(atom, last=at)  # "7- or 8-inch"
    fraction = atom.numeral.form is Form.FRACTION
    if fraction and not hyphen:
        at += tokens.word(at) == "of" and tokens.word(at + 1) in ("a", "an", "one")
        at += tokens.word(at) in ("a", "an", "one")
    found = unit_after(tokens, at) or _bracketed(tokens, at) or _feet_and_inches(tokens, atom)
    if found is None and hyphen and tokens.kind(atom.last - 1) != "9":
        return atom
    if found is None or _names_a_model(tokens, atom, found[0], at):
        return atom
    unit, last = _settled(tokens, atom, found, hyphen=hyphen)
    if unit is None or (fraction and at == atom.last and not hyphen and tokens.kind(atom.first) == "a"):
        return atom
    numeral = atom.numeral
    late = number_words().scales.get(tokens.word(last), 0) if unit.dimension is Dimension.MONEY else 0
    if late and numeral.scale == 1:  # "75 USD million"
        value = numeral.low * late
        numeral, last = replace(numeral, low=value, high=value, step=numeral.step * late, scale=float(late)), last + 1
    if tokens.follows(last, ("and", "a", "half")) and numeral.low == int(numeral.low) and not fraction:
        numeral = replace(numeral, low=numeral.low + 0.5, high=numeral.high + 0.5, digits=numeral.digits + 1, step=0.5)
        last += 3
    return replace(atom, last=last, unit=unit, adjective=hyphen, numeral=numeral)


_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}


def _bracketed(tokens: Tokens, at: int) -> tuple[Unit, int] | None:
    """ "20 (kg)", as tables write it."""
    closing = _BRACKETS.get(tokens.word(at))
    found = unit_after(tokens, at + 1) if closing else None
    return (found[0], found[1] + 1) if found is not None and tokens.word(found[1]) == closing else None


def _feet_and_inches(tokens: Tokens, atom: Atom) -> tuple[Unit, int] | None:
    """The inches of "5 ft 2 in", which elsewhere would be a preposition."""
    after_feet = tokens.word(atom.first - 1) in ("ft", "feet", "foot")
    return (unit_table().by_id["inch"], atom.last + 1) if after_feet and tokens.word(atom.last) == "in" else None


def _names_a_model(tokens: Tokens, atom: Atom, unit: Unit, at: int) -> bool:
    """Whether the letter that touches the number is no unit: "a Boeing 777F", "the 13F filing"."""
    if unit.dimension is not Dimension.TEMPERATURE or tokens.word(at) not in ("c", "f", "k"):
        return False
    return atom.high > _HOTTEST or (
        tokens.is_word(atom.first - 1) and tokens.capital(atom.first - 1) and atom.first > 1
    )


def _settled(tokens: Tokens, atom: Atom, found: tuple[Unit, int], *, hyphen: bool) -> tuple[Unit | None, int]:
    """The unit that an ambiguous word means here; None where it is none."""
    unit, last = found
    word = tokens.word(last - 1)
    by_id, value = unit_table().by_id, atom.numeral.high
    if word in unit_table().only_large and unit.dimension is Dimension.MONEY and last - 1 <= atom.last + hyphen:
        return (unit if value >= SMALLEST_WON else None), last
    if word in ("pound", "pounds") and unit.id == "GBP" and tokens.word(last - 2) != "british":
        small = atom.numeral.scale < MILLION
        if small and (hyphen or tokens.word(last) == "of" or near(tokens, atom.first, last, "mass_near")):
            return by_id["pound"], last
    if unit.id == "degree" and near(tokens, atom.first, last, "angle_near"):
        return by_id["degree of arc"], last
    if word in ("second", "minute") and not hyphen and value == 1 and unit.dimension is Dimension.DURATION:
        return (unit if atom.numeral.written else None), last
    return unit, last


def _money_said_twice(tokens: Tokens, atom: Atom) -> Atom:
    """Take in a currency word that only repeats the sign: "$5 million dollars", "$31.20 US"."""
    if tokens.raw(atom.last) in ("US", "U.S.") and atom.unit is not None and atom.unit.id == "USD":
        return replace(atom, last=atom.last + 1)
    found = unit_after(tokens, atom.last)
    if (
        found is not None
        and found[0].dimension is Dimension.MONEY
        and found[0].factor == 1
        and tokens.is_word(atom.last)
    ):
        return replace(atom, last=found[1], unit=found[0] if atom.unit and atom.unit.id == "USD" else atom.unit)
    return atom


@functools.cache
def triggers() -> frozenset[str]:
    """The words at which a number may begin."""
    table = number_words()
    scales = table.scales.keys() - word_set("scales_behind_only", "numerals")
    return frozenset({*table.small, *scales, *table.ordinals, *table.vague, "half", "quarter", "a", "an"})
