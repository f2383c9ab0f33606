"""No text makes the readers slow: four times the text takes about four times as long, whatever it is made of.

Hostile sentences have no full stop, so that nothing cuts them short. What is compared is processor time within one
process, so that a slow or busy machine changes both sides; where a first measurement fails, the best of three counts.
"""

from __future__ import annotations

import gc
import random
import re
import time
from collections.abc import Callable
from datetime import date

import pytest

from checker.claims.extract import extract
from checker.facts.read import read_facts
from checker.values.text import Document

WHOLE = 100_000  # code points
ARTICLE = 32_000  # of a text with many claims, each of which is read
LIMIT = 10.0  # a quadratic reader takes 16 times as long for four times the text, a linear one 4
BRIEF = 0.05  # seconds; what is done within them is not slow
PUBLISHED = date(2024, 8, 12)

# What each part is repeated to a sentence of.
REPEATED = {
    "digits": "7",
    "groups": "1,",
    "points and commas": "12.345,6",
    "spaced digits": "123 ",
    "wide spaces": "  \t",
    "single quotes": "'a' ",
    "double quotes": '"',
    "curly quotes": "“a ",
    "hyphens": "-",
    "hyphened words": "two-to-",
    "letters": "a",
    "capitals": "Ab ",
    "initials": "A.",
    "currency": "$",
    "amounts": "£5bn $",
    "number words": "one hundred and ",
    "fractions": "a third of 1/2 and a half ",
    "ranges": "between 5 and 10 to ",
    "approximations": "more than at least about ",
    "negations": "no one not never ",
    "speech": "said that he told ",
    "times": "on Monday in May 2020 at 5 p.m. ",
    "ranks": "the first record since 1st May most ",
    "records": "record ",
    "brackets": "((",
    "parts": "of them the of ",
    "superscripts": "10^",
    "addresses": "a@b.",
}
ALPHABETS = {
    "digits and marks": "0123456789,. '\"-",
    "quotes": "“”\"'‘’ ab,",
    "all": "0123456789,. '\"“”‘’-–—$€£¥%abcdeABCDE()/:;^½\t",
}
WORDS = "the of 1,200 people killed in May $5bn said that no one, about half; “we” 2-1 first a.m. Mr New York to and -"


def repeated(part: str, length: int) -> str:
    """``part`` again and again, cut to ``length``."""
    return (part * (length // len(part) + 1))[:length]


def scrambled(pieces: str | list[str], length: int) -> str:
    """Pieces in a random order that is the same in every run, cut to ``length``."""
    choose = random.Random(3)
    return "".join(choose.choice(pieces) for _ in range(length))[:length]


def seconds(work: Callable[[str], object], text: str) -> float:
    """Processor time of one run."""
    gc.collect()
    start = time.process_time()
    work(text)
    return time.process_time() - start


def growth(work: Callable[[str], object], text: str) -> float:
    """How many times as long the whole text takes as its first quarter; 0 where it is read in no time."""
    quarter = text[: len(text) // 4]
    part, whole = seconds(work, quarter), seconds(work, text)
    if whole >= BRIEF and whole >= LIMIT * part:
        part = min(part, *(seconds(work, quarter) for _ in range(2)))
        whole = min(whole, *(seconds(work, text) for _ in range(2)))
    return 0.0 if whole < BRIEF else whole / part


def read(text: str) -> object:
    """All that ``facts/`` reads of one sentence."""
    return read_facts(text, published=PUBLISHED)


def claims(text: str) -> object:
    """All that ``claims/`` makes of one article."""
    return extract(Document("fuzz", text))


@pytest.mark.parametrize("part", REPEATED.values(), ids=REPEATED.keys())
def test_a_repeated_part_is_read_in_linear_time(part: str) -> None:
    assert growth(read, repeated(part, WHOLE)) < LIMIT


@pytest.mark.parametrize("letters", ALPHABETS.values(), ids=ALPHABETS.keys())
def test_scrambled_signs_are_read_in_linear_time(letters: str) -> None:
    assert growth(read, scrambled(letters, ARTICLE)) < LIMIT


@pytest.mark.parametrize("work", [read, claims])
def test_scrambled_words_are_read_in_linear_time(work: Callable[[str], object]) -> None:
    pieces = [f"{word} " for word in WORDS.split()]
    assert growth(work, scrambled(pieces, ARTICLE)) < LIMIT


@pytest.mark.parametrize("part", ["a? ", "“a.” ", "Mr. A. ", "a, and b; ", "\n", "- a\n"])
def test_articles_are_cut_in_linear_time(part: str) -> None:
    assert growth(claims, repeated(part, ARTICLE)) < LIMIT


def test_a_quadratic_reader_is_caught() -> None:
    def quadratic(text: str) -> list[str]:
        return re.findall("a*b", text)  # from each letter to the end, and never a match

    assert growth(quadratic, "a" * 24_000) > LIMIT
