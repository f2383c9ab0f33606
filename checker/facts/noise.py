"""Numbers that name and do not measure: years, dates, clock times, phones, flights, models, addresses, articles."""

from __future__ import annotations

import re

from checker.facts.context import word_set
from checker.facts.measures import Measure
from checker.facts.nouns import NounPhrase
from checker.facts.numeral_words import Form
from checker.facts.tokens import Tokens
from checker.values.quantity import Dimension

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"']{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}|[@#]\w{1,64}"
)
_MODERN = (1500, 2099)


def addresses(text: str) -> tuple[tuple[int, int], ...]:
    """Where web and mail addresses, handles and hashtags stand, as (start, end) of ``text``."""
    if "@" not in text and "//" not in text and "#" not in text and "www." not in text:
        return ()
    return tuple(match.span() for match in _ADDRESS.finditer(text))


def is_noise(tokens: Tokens, measure: Measure, phrase: NounPhrase | None, *, approximated: bool) -> bool:
    """Whether the number is an identifier or a date. A unit, a fraction or an approximation rules that out."""
    if measure.form is Form.ORDINAL:
        return _ordinal_names(tokens, measure)
    clock = tokens.glued(measure.first) and tokens.word(measure.first - 1) == ":" and tokens.kind(measure.first - 2) == "9"
    if clock or measure.score:
        return clock or tokens.word(measure.first - 1) == "-" or _letters_touch(tokens, measure)
    if measure.unit is not None and tokens.word(measure.first - 1) == "-" and tokens.glued(measure.first):
        model = tokens.raw(measure.first - 2)
        return len(model) > 1 and model.isupper() and tokens.glued(measure.first - 1)  # "SCP-173C"
    if measure.unit is not None or measure.form is not Form.CARDINAL:
        return False
    if _clock_or_date(tokens, measure) or _letters_touch(tokens, measure):
        return True
    if _identified(tokens, measure, phrase):
        return True
    if measure.whole_number and not approximated:
        return _year(tokens, measure, phrase) or _names_a_thing(tokens, measure, phrase)
    return (
        measure.ranged
        and _MODERN[0] <= measure.low <= _MODERN[1]
        and measure.high <= _MODERN[1]
        and not approximated
        and phrase is None
        and not measure.written
    )


def _ordinal_names(tokens: Tokens, measure: Measure) -> bool:
    """ "the 3rd Brigade", "6th of August", "the 22nd amendment"."""
    months, after = word_set("months"), tokens.word(measure.last)
    if after in word_set("named_after") or (after in months and tokens.capital(measure.last)):
        return True
    if tokens.word(measure.first - 1) in months and tokens.capital(measure.first - 1):
        return True
    if after == "of" and tokens.word(measure.last + 1) in months:
        return True
    return tokens.capital(measure.last) and tokens.kind(measure.first) == "9"


def _clock_or_date(tokens: Tokens, measure: Measure) -> bool:
    """ "10:30", "5 p.m.", "two in the morning", "6 August", "Aug. 6", "5/17/2018", "the class of '68"."""
    first, last = measure.first, measure.last
    before, after = tokens.word(first - 1), tokens.word(last)
    if tokens.follows(last, ("in", "the")) and tokens.word(last + 2) in ("morning", "evening", "afternoon"):
        return measure.high <= 12
    if (
        after in word_set("clock_after")
        and measure.high <= 2400
        and (after != "am" or tokens.glued(last) or not tokens.word(last + 1))
    ):
        return True
    if (after == "'" and tokens.word(last + 1) == "clock") or after == "o'clock":
        return True
    if (before == ":" and tokens.glued(first)) or (
        after == ":" and tokens.glued(last) and tokens.kind(last + 1) == "9"
    ):
        return True
    if (before == "/" and tokens.glued(first)) or (after == "/" and tokens.kind(last + 1) == "9"):
        return True
    dated = measure.high <= 31 or not measure.written
    if (
        after in word_set("months")
        and dated
        and measure.high <= 31
        and not (after in ("may", "march") and not tokens.capital(last))
    ):
        return True
    month = tokens.word(first - 1) if before != "." else tokens.word(first - 2)
    dated = tokens.kind(first - 2) == "9" and measure.high <= 31  # "on 14 March 12 ships sailed"
    if month in word_set("months") and not dated and not measure.written and (tokens.capital(first - 1) or before == "."):
        return measure.high <= 31 or measure.low >= _MODERN[0]
    if before == "," and tokens.kind(first - 2) == "9" and tokens.word(first - 3) in word_set("months"):
        return True
    return before == "'" and tokens.glued(first) and measure.high < 100


def _letters_touch(tokens: Tokens, measure: Measure) -> bool:
    """ "MH17", "F-16", "COVID-19", "T-72", "5G", "2020s", "555-0199"."""
    first, last = measure.first, measure.last
    if tokens.kind(first) != "9":
        return False
    if tokens.glued(first) and (tokens.is_word(first - 1) or tokens.word(first - 1) in ("_", "#", "&", ".")):
        return True
    if tokens.is_word(first - 1) and any(c.isupper() for c in tokens.raw(first - 1)[1:]) and tokens.raw(first - 1)[0].islower():
        return True  # "iPhone 11"
    if tokens.glued(first) and tokens.word(first - 1) == "-" and tokens.glued(first - 1):
        return True
    if tokens.glued(last) and tokens.is_word(last):
        return True
    if tokens.word(last) == "-" and tokens.glued(last) and tokens.kind(last + 1) == "9" and not measure.ranged:
        return True
    if tokens.word(last) in (")", ".") and first == 0 and tokens.glued(last) and measure.high < 100:
        return tokens.word(last) == ")" or tokens.is_word(last + 1)
    return tokens.word(first - 1) == "+" and tokens.glued(first)


def _identified(tokens: Tokens, measure: Measure, phrase: NounPhrase | None) -> bool:
    """ "Article 5", "page 4", "No. 10", "12 Downing Street", "Game two"."""
    first = measure.first
    word = tokens.word(first - 1)
    if word in (".", "#"):
        named = (
            tokens.word(first - 2) in ("no", "nos", "nr", "art", "sec", "p", "pp", "vol", "fig", "ch") or word == "#"
        )
        if named and (word == "#" or tokens.glued(first - 1)):
            return True
    if word in word_set("identified") and word not in word_set("clock_words"):
        plain = word not in (
            "no",
            "number",
            "level",
            "case",
            "order",
            "count",
            "act",
            "bill",
            "line",
            "form",
            "rule",
            "box",
            "camp",
            "play",
        )
        counted = (
            phrase is not None
            and phrase.head
            and word not in ("article", "section", "chapter", "gate", "room", "flight")
        )
        if (not counted or tokens.capital(first - 1)) and (plain or tokens.capital(first - 1) or measure.whole_number):
            return True
    here = measure.last
    if measure.written or not tokens.capital(here):
        return False
    return any(tokens.word(i) in word_set("streets") and tokens.capital(i) for i in range(here + 1, here + 4))


def _year(tokens: Tokens, measure: Measure, phrase: NounPhrase | None) -> bool:
    """A bare number of four digits that stands where years stand."""
    if measure.ranged:
        return measure.low >= _MODERN[0] and measure.high <= _MODERN[1] and phrase is None
    if not 1000 <= measure.low <= 2199 or measure.last - measure.first != 1:
        return False
    before = tokens.word(measure.first - 1)
    if tokens.word(measure.last) == "-" and tokens.kind(measure.last + 1) == "9":
        return True
    modern = _MODERN[0] <= measure.low <= _MODERN[1]
    if not modern:
        return before in ("in", "since", "until") and (phrase is None or not phrase.head)
    if phrase is None or not phrase.head:
        return before not in ("of", "by", "to") or measure.low >= 1900
    if (
        before in word_set("year_before")
        or before in ("the", "a", "an", "its", "his", "her", "their")
        or before.endswith("'s")
    ):
        return True
    return bool(phrase.modifiers and tokens.capital(measure.last)) or tokens.word(phrase.past - 1) in word_set(
        "in_a_year"
    )


def _names_a_thing(tokens: Tokens, measure: Measure, phrase: NounPhrase | None) -> bool:
    """ "Boeing 737", "iPhone 11 Pro", "787 Dreamliner": a bare number beside a name, with nothing that it counts."""
    if phrase is not None and phrase.head:
        return False
    first = measure.first
    word = tokens.word(first - 1)
    if (
        tokens.capital(measure.last)
        and tokens.word(measure.last) not in word_set("weekdays")
        and tokens.word(measure.last) not in word_set("months")
    ):
        return True
    named = tokens.is_word(first - 1) and not tokens.raw(first - 1).islower() and word not in word_set("months")
    return (
        named and first > 1 and word not in word_set("stops", "nouns") and tokens.word(first - 2) not in (".", "?", "!")
    )


def comparable_dimension(dimension: Dimension) -> bool:
    """Whether quantities of the dimension measure at all."""
    return dimension is not Dimension.ORDINAL
