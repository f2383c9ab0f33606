"""What a number is once it is read, and the words that numbers are made of (data/numerals.yaml)."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from checker.facts.wordlists import mapping, section, words

SHARE_STEP = 0.1  # "a third", "nine out of ten" are said in tenths, near enough


class Form(StrEnum):
    """How a number is said."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    FRACTION = "fraction"  # "two thirds", "half": a share of a whole
    VAGUE = "vague"  # "dozens"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number that stands at the tokens ``[first, last)``. ``low`` and ``high`` differ only in vague ones."""

    first: int
    last: int
    low: float
    high: float
    digits: int  # significant digits as written, 0 for vague numbers
    step: float  # size of the last significant digit
    form: Form = Form.CARDINAL
    written: bool = False  # in words, not in digits
    grouped: bool = False  # with separators, a decimal part or a scale word: surely no year and no identifier
    scale: float = 1.0  # what the last scale word or suffix multiplied by: 1e6 in "2.3m"


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The tables of data/numerals.yaml."""

    small: dict[str, int]
    scales: dict[str, int]
    glued: dict[str, int]
    glued_money: dict[str, int]
    ordinals: dict[str, int]
    suffixes: frozenset[str]
    denominators: dict[str, int]
    characters: dict[str, Decimal]
    vague: dict[str, tuple[tuple[tuple[str, ...], float, float], ...]]  # by first word, longest first


@functools.cache
def number_words() -> NumberWords:
    """The words of numbers, read once."""

    def table(key: str) -> dict[str, int]:
        return {str(k): int(str(v)) for k, v in mapping(section("numerals", key), key).items()}

    vague: dict[str, list[tuple[tuple[str, ...], float, float]]] = {}
    for phrase, ends in mapping(section("numerals", "vague"), "vague").items():
        parts = tuple(str(phrase).split())
        low, high = (float(x) for x in ends)  # type: ignore[attr-defined]
        vague.setdefault(parts[0], []).append((parts, low, high))
    halves = mapping(section("numerals", "characters"), "characters").items()
    return NumberWords(
        small=table("small"),
        scales=table("scales"),
        glued=table("glued"),
        glued_money=table("glued_money"),
        ordinals=table("ordinals"),
        suffixes=frozenset(words(section("numerals", "ordinal_suffixes"))),
        denominators=table("denominators"),
        characters={str(k): Decimal(v[0]) / Decimal(v[1]) for k, v in halves},  # type: ignore[index]
        vague={k: tuple(sorted(v, key=lambda entry: -len(entry[0]))) for k, v in vague.items()},
    )


def precision(value: Decimal, decimals: int = 0) -> tuple[int, float]:
    """Significant digits and the size of the last one: (10000, 0) -> (1, 10000.0); (2.30, 2) -> (3, 0.01)."""
    if value == 0:
        return 1, float(Decimal(10) ** -decimals)
    if decimals:
        return max(1, len(str(abs(int(value.scaleb(decimals))))) if value else 1), float(Decimal(10) ** -decimals)
    whole = str(abs(int(value)))
    kept = whole.rstrip("0")
    return len(kept), float(10 ** (len(whole) - len(kept)))


def cardinal(first: int, last: int, value: Decimal, decimals: int, *, written: bool, grouped: bool = True) -> Numeral:
    """A cardinal number at the tokens ``[first, last)``, its precision that of ``value`` with so many decimals."""
    digits, step = precision(value, decimals)
    return Numeral(first, last, float(value), float(value), digits, step, Form.CARDINAL, written, grouped)
