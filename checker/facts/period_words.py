"""The words of time expressions, and a sentence cut into tokens of known kinds.

Each token has a kind of one letter. The kinds of a sentence, written one after the other, are its *shape*: a string as
long as the sentence has tokens, on which the grammar of ``period_forms`` is plain regular expressions. Whatever is no
word of time is ``_`` there, so most of a shape is skipped at once.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

DATA = Path(__file__).parent / "data"

# One letter per kind; the names are those of data/periods.yaml and of the grammar.
KINDS: dict[str, str] = {
    "MONTH": "m",
    "WEEKDAY": "W",
    "FEAST": "j",
    "NEW": "p",
    "EVE": "!",
    "NUMWORD": "w",
    "ORDWORD": "O",
    "UNIT": "u",
    "UNITS": "U",
    "QUARTER": "q",
    "HALF": "h",
    "SEASON": "S",
    "DAYPART": "N",
    "POINT": "H",
    "NOW": "T",
    "SHIFT": "R",
    "PORTION": "E",
    "BOUND": "G",
    "SMALL": "l",
    "AGO": "g",
    "AFTERWARDS": "b",
    "WEEKEND": "k",
    "FISCAL": "F",
    "DECADE": "e",
    "THE": "t",
    "A": "a",
    "OF": "f",
    "IN": "i",
    "AT": "A",
    "ON": "B",
    "TO": "J",
    "BETWEEN": "v",
    "FROM": "r",
    "AND": "&",
    "OR": "|",
    "FOR": "4",
    "ENDED": "L",
    "STARTING": "P",
    "COUPLE": "C",
    "HENCE": "V",
    "SEASONWORD": "s",
    # Told from how they are written.
    "LOW": "1",  # a whole number from 1 to 12: an hour, a month or a day
    "HIGH": "2",  # from 13 to 31: a day, or an hour up to 24
    "FOUR": "y",  # four digits from 1000 to 2199: a year or a 24-hour clock
    "MILITARY": "z",  # four digits that can only be a clock: 0030
    "PAIR": "0",  # 00 and 32 to 99: the end of "1998-99", minutes
    "NUMBER": "n",
    "ORDINAL": "o",
    "ISO": "I",
    "SLASHED": "/",
    "YEARPAIR": "X",  # 2012-13
    "TIME": "Z",
    "SMALLMONTH": "M",  # a month written small, which may be another word
    "CLOCK": "c",  # 9:30, 21.15
    "DECADES": "D",  # 1980s, '80s
    "MERIDIEM": "x",  # a.m., pm
    "OCLOCK": "K",
    "Q": "Q",  # Q3, H1
    "FY": "Y",  # FY23
    "DASH": "-",
    "COMMA": ",",
    "DOT": ".",
    "OPEN": "(",
    "POSS": "'",
    "OTHER": "_",
}

# "plain" is what most tokens are, a word of letters from a to z that is none of the others; the white space behind a
# token is taken with it, so that no search starts there.
_TOKEN = re.compile(
    r"(?:(?P<plain>(?![AaPp]m\b|oclock)[A-Za-z][a-z]++(?!\w))"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d))"
    r"|(?P<yearpair>(?:1[5-9]|20)\d\d[-–/]\d\d(?![\d/–-]))"
    r"|(?P<slashed>\d{1,4}[/.]\d{1,2}[/.]\d{1,4}(?![\d/]|\.\d))"
    r"|(?P<clock>\d{1,2}[:.][0-5]\d(?::[0-5]\d)?(?![\d%]|[.,:]\d))"
    r"|(?P<decades>\d{4}['’]?s\b|['’‘]\d0s\b)"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<meridiem>[AaPp](?:\.\s?[Mm]\.?|[Mm]\b))"
    r"|(?P<q>[QqHh][1-4]\b)"
    r"|(?P<fy>FY['’]?\d{2,4}\b)"
    r"|(?P<oclock>o['’]?clock\b)"
    r"|(?P<poss>['’][sS]\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>\S))\s*"
)
_MARKS = {"-": "-", "–": "-", "—": "_", ",": ",", ".": ".", "(": "(", "'": "'", "’": "'"}
_STUCK_BEFORE = frozenset("$£€¥₹#.,/+@&=:_")  # "£2019", "No.12": a number that is no date
_OTHER: tuple[str, int | str] = ("_", 0)
_LONGEST_NUMBER = 4  # digits; a longer number is no part of a date


class Token(NamedTuple):
    """One word, number or mark of a sentence. ``value`` is what the lexicon or the digits say, 0 where nothing."""

    kind: str  # one letter of KINDS
    value: int | str
    start: int  # code points
    end: int
    low: str  # lower case
    capital: bool = False  # a word of the text that opens with a capital letter; only kept for words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """data/periods.yaml and data/periods_tense.yaml, in the form in which they are asked."""

    words: Mapping[str, tuple[str, int | str]]  # lower case -> kind letter, value
    capital_only: frozenset[str]
    sets: Mapping[str, frozenset[str]]  # the plain word lists, by name
    before: Mapping[str, tuple[tuple[str, ...], ...]]  # relation -> phrases, longest first
    now: Mapping[str, tuple[int, str | None]]  # "tonight" -> days from today, part of the day
    blocks_month: Mapping[str, frozenset[str]]
    day_parts: Mapping[str, tuple[int, int]]  # hours
    seasons: Mapping[str, tuple[int, int]]  # first month, number of months
    portions: Mapping[str, tuple[float, float]]


@functools.cache
def load(name: str) -> dict[str, object]:
    """A YAML file of the data folder, once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (DATA / name).open(encoding="utf-8") as file:
        loaded: dict[str, object] = yaml.load(file, Loader=loader)  # noqa: S506 - both loaders are the safe ones
    return loaded


def _mapping(data: Mapping[str, object], name: str) -> dict[str, object]:
    """The part of that name, which the data file must hold as a mapping."""
    part = data[name]
    if not isinstance(part, dict):
        raise TypeError(f"{name} in the word data of periods must be a mapping, not {type(part).__name__}")
    return part


def _pair(value: object) -> tuple[float, float]:
    """Two numbers of a YAML list."""
    if not isinstance(value, list) or len(value) != 2:
        raise TypeError(f"expected two numbers in the word data of periods, not {value!r}")
    return float(value[0]), float(value[1])


@functools.cache
def lexicon() -> Lexicon:
    """The words, loaded once."""
    data = {**load("periods.yaml"), **load("periods_tense.yaml")}
    words: dict[str, tuple[str, int | str]] = {}
    now: dict[str, tuple[int, str | None]] = {}
    for kind, entries in _mapping(data, "words").items():
        for word, value in entries.items() if isinstance(entries, dict) else ():
            if kind == "NOW":
                now[word] = (int(value[0]), value[1])
            words.setdefault(word, (KINDS[kind], word if kind == "NOW" else value))
    relations = {
        name: tuple(sorted((tuple(str(p).split()) for p in phrases), key=lambda p: (-len(p), p)))
        for name, phrases in _mapping(data, "relations").items()
        if isinstance(phrases, list)
    }
    hours = {name: _pair(value) for name, value in _mapping(data, "day_parts").items()}
    seasons = {name: _pair(value) for name, value in _mapping(data, "seasons").items()}
    return Lexicon(
        words=words,
        capital_only=frozenset(map(str, _list(data["capital_only"]))),
        sets={name: frozenset(map(str, value)) for name, value in data.items() if isinstance(value, list)},
        before=relations,
        now=now,
        blocks_month={k: frozenset(map(str, _list(v))) for k, v in _mapping(data, "blocks_month").items()},
        day_parts={name: (int(a), int(b)) for name, (a, b) in hours.items()},
        seasons={name: (int(a), int(b)) for name, (a, b) in seasons.items()},
        portions={name: _pair(value) for name, value in _mapping(data, "portions").items()},
    )


def _list(value: object) -> list[object]:
    """The value, which must be a list."""
    if not isinstance(value, list):
        raise TypeError(f"expected a list in the word data of periods, not {value!r}")
    return value


def _number(text: str, low: str, start: int, end: int) -> tuple[str, int | str]:
    """Kind and value of a run of digits, told by what it is stuck to and by its size."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    stuck = before in _STUCK_BEFORE or before.isalnum() or after == "%"
    if stuck or not low.isdecimal() or len(low) > _LONGEST_NUMBER:
        return "n", 0
    if after.isalpha() and text[end : end + 2].lower() not in ("am", "pm", "a.", "p."):
        return "n", 0
    return _sized(int(low), len(low))


def _sized(value: int, digits: int) -> tuple[str, int]:
    """Kind of a whole number of up to four digits."""
    if digits == _LONGEST_NUMBER:
        clock = value < 2400 and value % 100 < 60
        return ("y" if 1000 <= value < 2200 else "z" if clock else "n"), value
    if digits == 3:
        return "n", value
    if value == 0 or value > 31:
        return "0", value
    return ("1" if value <= 12 else "2"), value


def _classify(text: str, match: re.Match[str], words: Lexicon) -> tuple[str, int | str, str]:
    """Kind, value and lower-case form of one match of ``_TOKEN``."""
    group = match.lastgroup or "mark"
    written = match[group]
    low = written.lower()
    if group in ("plain", "word"):
        kind, value = words.words.get(low, ("_", 0))
        if low in words.capital_only and not written[0].isupper():
            return _lower_case_name(low, kind, value)
        return kind, value, low
    if group == "mark":
        return _MARKS.get(written, "_"), 0, low
    if group == "number":
        return (*_number(text, low, match.start(), match.end(group)), low)
    return _special(group, low, text, match.start())


def _lower_case_name(low: str, kind: str, value: int | str) -> tuple[str, int | str, str]:
    """A month or weekday written small: kept only as "M", which the grammar takes beside a number alone."""
    return ("M", value, low) if kind == KINDS["MONTH"] else ("_", 0, low)


def _special(group: str, low: str, text: str, start: int) -> tuple[str, int | str, str]:
    """Kind and value of the tokens that are told from how they are written."""
    before = text[start - 1] if start and group != "poss" else " "
    if before in "$£€¥₹" or (before.isalpha() if group == "meridiem" else before.isalnum()):
        return "_", 0, low
    if group == "ordinal":
        day = int(low[:-2])
        return ("o", day, low) if day else ("_", 0, low)
    if group == "decades":
        digits = "".join(c for c in low if c.isdigit())
        return ("D", int(digits) + (1900 if len(digits) == 2 else 0), low)
    if group == "q":
        return "Q", (int(low[1]) if low[0] == "q" else 4 + int(low[1])), low
    if group == "fy":
        digits = low.lstrip("fy'’")
        return "Y", int(digits) + (2000 if len(digits) == 2 else 0), low
    letters = {"iso": "I", "slashed": "/", "yearpair": "X", "clock": "c", "meridiem": "x", "oclock": "K", "poss": "'"}
    return letters[group], low[0] if group == "meridiem" else low, low


def tokenise(text: str) -> tuple[Token, ...]:
    """The words, numbers and marks of a text, in order."""
    words = lexicon()
    known = words.words
    named = words.capital_only
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, written = match.start(), match[match.lastindex or 0]
        if match.lastgroup == "plain":  # the most frequent by far: decided here, without a call
            low = written.lower()
            if low not in named:
                kind, value = known.get(low, _OTHER)
                tokens.append(Token(kind, value, start, start + len(written), low, written != low))
                continue
        kind, value, low = _classify(text, match, words)
        tokens.append(Token(kind, value, start, start + len(written), low, written != low))
    return tuple(tokens)
