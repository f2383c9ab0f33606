"""Numbers that name and do not measure: years, dates, clock times, phones, flights, models, addresses, articles."""

from __future__ import annotations

import re

from checker.facts.context import word_set
from checker.facts.measures import Measure
from checker.facts.nouns import NounPhrase, singular
from checker.facts.numeral_words import Form
from checker.facts.tokens import Tokens

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"']{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}|[@#]\w{1,64}"
)
_YEARS = (1000, 2199)  # what may be a year after "in"
_MODERN = (1500, 2099)  # what is mostly a year, wherever it stands
_LATEST_HOUR = 2400  # "0800 GMT", "2330 hours"


def addresses(text: str) -> tuple[tuple[int, int], ...]:
    """Where web and mail addresses, handles and hashtags stand, as (start, end) of ``text``."""
    if "@" not in text and "//" not in text and "#" not in text and "www." not in text:
        return ()
    return tuple(match.span() for match in _ADDRESS.finditer(text))


def is_noise(tokens: Tokens, measure: Measure, phrase: NounPhrase | None, *, approximated: bool) -> bool:
    """Whether the number is an identifier or a date. A unit, a fraction or an approximation rules that out."""
    if measure.form is Form.ORDINAL:
        return _ordinal_names(tokens, measure)
    if measure.score:
        return tokens.word(measure.first - 1) == "-" or _letters_touch(tokens, measure)
    if measure.unit is not None or measure.form is not Form.CARDINAL:
        lettered = measure.unit is not None and (_model_with_unit(tokens, measure) or _lettered(tokens, measure))
        return lettered or _second_of_clock(tokens, measure)
    timed = _clock(tokens, measure) or _date(tokens, measure)
    labelled = _letters_touch(tokens, measure) or _numbered(tokens, measure, phrase) or _also_numbered(tokens, measure)
    if timed or labelled or _street(tokens, measure) or _in_a_name(tokens, measure):
        return True
    if approximated or not (measure.whole_number or measure.ranged):
        return False
    return _year(tokens, measure, phrase) or (not measure.ranged and _names_a_thing(tokens, measure, phrase))


def _ordinal_names(tokens: Tokens, measure: Measure) -> bool:
    """ "the 3rd Brigade", "6th of August", "the 22nd amendment"."""
    months, first, last = word_set("months"), measure.first, measure.last
    after = tokens.word(last)
    dated = (
        (after in months and tokens.capital(last))
        or (tokens.word(first - 1) in months and tokens.capital(first - 1))
        or (after == "of" and tokens.word(last + 1) in months)
    )
    return dated or after in word_set("named_after") or (tokens.capital(last) and tokens.kind(first) == "9")


def _second_of_clock(tokens: Tokens, measure: Measure) -> bool:
    """The "42" of "07:42L"."""
    first = measure.first
    return tokens.glued(first) and tokens.word(first - 1) == ":" and tokens.kind(first - 2) == "9"


def _model_with_unit(tokens: Tokens, measure: Measure) -> bool:
    """ "SCP-173C": what looks like a unit is a letter of a name."""
    first = measure.first
    model = tokens.raw(first - 2)
    joined = tokens.word(first - 1) == "-" and tokens.glued(first) and tokens.glued(first - 1)
    return joined and len(model) > 1 and model.isupper()


def _lettered(tokens: Tokens, measure: Measure) -> bool:
    """ "Group 2A", "Room 4C": one letter on the number of a thing is no unit."""
    letter = tokens.raw(measure.last - 1)
    named = tokens.capital(measure.first - 1) and tokens.word(measure.first - 1) in word_set("identified")
    return named and len(letter) == 1 and letter.isupper() and tokens.glued(measure.last - 1)


def _in_a_name(tokens: Tokens, measure: Measure) -> bool:
    """ "the Nine Eels", "the Group of Seven leaders": a number word with a capital among others that have one."""
    first, last = measure.first, measure.last
    if not measure.written or not tokens.capital(first):
        return False
    before = tokens.word(first - 1)
    if before in word_set("before_names_with_numbers") and tokens.capital(last):
        return True
    return before == "of" and tokens.capital(first - 2) and not tokens.capital(last)


def _also_numbered(tokens: Tokens, measure: Measure) -> bool:
    """The 8 of "Gates 7 and 8"."""
    first = measure.first
    joined = tokens.word(first - 1) in ("and", "or") and tokens.kind(first - 2) == "9" and measure.whole_number
    label = singular(tokens.word(first - 3))
    return joined and tokens.capital(first - 3) and label != tokens.word(first - 3) and label in word_set("identified")


def _clock(tokens: Tokens, measure: Measure) -> bool:
    """ "10:30", "5 p.m.", "0800 GMT", "two in the morning", and what else stands between colons and slashes."""
    first, last = measure.first, measure.last
    before, after = tokens.word(first - 1), tokens.word(last)
    if tokens.follows(last, ("in", "the")) and tokens.word(last + 2) in word_set("parts_of_day"):
        return measure.high <= 12
    timed = after in word_set("clock_after") and measure.high <= _LATEST_HOUR
    if timed and (after != "am" or tokens.glued(last) or not tokens.word(last + 1)):
        return True
    opened = before in (":", "/") and tokens.glued(first)
    closed = after in (":", "/") and tokens.kind(last + 1) == "9" and (after == "/" or tokens.glued(last))
    return opened or closed


def _date(tokens: Tokens, measure: Measure) -> bool:
    """ "6 August", "Aug. 6", "August 2024", "the class of '68"."""
    months, first, last = word_set("months"), measure.first, measure.last
    after, day = tokens.word(last), measure.high <= 31
    if after in months and day and (tokens.capital(last) or after not in ("may", "march")):
        return True
    at = first - 2 if tokens.word(first - 1) == "." else first - 1
    if tokens.word(at) in months and tokens.capital(at) and not measure.written:
        dated = tokens.kind(at - 1) == "9" and day  # "on 14 March 12 ships sailed"
        return not dated and (day or measure.low >= _MODERN[0])
    yearlike = measure.whole_number and _YEARS[0] <= measure.low <= _YEARS[1]  # but "On May 4, 12 ships sailed"
    behind_day = tokens.word(first - 1) == "," and tokens.kind(first - 2) == "9" and tokens.word(first - 3) in months
    listed = behind_day and yearlike and len(tokens.word(first - 2)) <= 2
    return listed or (tokens.word(first - 1) == "'" and tokens.glued(first) and measure.high < 100)


def _letters_touch(tokens: Tokens, measure: Measure) -> bool:
    """ "MH17", "F-16", "COVID-19", "5G", "2020s", "555-0199", "iPhone 11", and the number of a list item."""
    first, last = measure.first, measure.last
    if tokens.kind(first) != "9":
        return False
    before, after = tokens.word(first - 1), tokens.word(last)
    if tokens.glued(first):
        joined = before == "-" and tokens.glued(first - 1)
        if joined or tokens.is_word(first - 1) or before in ("_", "#", "&", ".", "+"):
            return True
    if tokens.glued(last):
        joined = after == "-" and tokens.kind(last + 1) == "9" and not measure.ranged
        item = first == 0 and measure.high < 100 and (after == ")" or (after == "." and tokens.is_word(last + 1)))
        if joined or item or tokens.is_word(last):
            return True
    brand = tokens.raw(first - 1) if tokens.is_word(first - 1) else ""
    return brand[:1].islower() and any(letter.isupper() for letter in brand)


def _numbered(tokens: Tokens, measure: Measure, phrase: NounPhrase | None) -> bool:
    """ "Article 5", "page 4", "No. 10", "Game two"."""
    first = measure.first
    word, named = tokens.word(first - 1), tokens.capital(first - 1)
    if word == "#" or (word == "." and tokens.word(first - 2) in word_set("abbreviated") and tokens.glued(first - 1)):
        return True
    if word not in word_set("identified") or word in word_set("clock_words"):
        return False
    counts = phrase is not None and bool(phrase.head) and word not in word_set("always_identified")
    return named or (not counts and (measure.whole_number or word not in word_set("mostly_plain")))


def _street(tokens: Tokens, measure: Measure) -> bool:
    """ "12 Downing Street"."""
    here = measure.last
    if measure.written or not tokens.capital(here):
        return False
    return any(tokens.word(i) in word_set("streets") and tokens.capital(i) for i in range(here + 1, here + 4))


def _year(tokens: Tokens, measure: Measure, phrase: NounPhrase | None) -> bool:
    """A bare number of four digits, or a range of two, that stands where years stand."""
    counts, before = phrase is not None and bool(phrase.head), tokens.word(measure.first - 1)
    if measure.ranged:
        return _MODERN[0] <= measure.low and measure.high <= _MODERN[1] and not counts and not measure.written
    if not _YEARS[0] <= measure.low <= _YEARS[1] or measure.last - measure.first != 1:
        return False
    if tokens.word(measure.last) == "-" and tokens.kind(measure.last + 1) == "9":
        return True
    if not _MODERN[0] <= measure.low <= _MODERN[1]:
        return before in ("in", "since", "until") and not counts
    if phrase is None or not counts:
        return before not in ("of", "by", "to") or measure.low >= 1900
    dated = before in word_set("year_before") or before in word_set("owners") or before.endswith("'s")
    named = bool(phrase.modifiers) and tokens.capital(measure.last)
    return dated or named or tokens.word(phrase.past - 1) in word_set("in_a_year")


def _names_a_thing(tokens: Tokens, measure: Measure, phrase: NounPhrase | None) -> bool:
    """ "Boeing 737", "787 Dreamliner": a bare number beside a name, with nothing that it counts."""
    if phrase is not None and phrase.head:
        return False
    first, last = measure.first, measure.last
    days = word_set("weekdays") | word_set("months")
    if tokens.capital(last) and tokens.word(last) not in days:
        return True
    word = tokens.word(first - 1)
    named = tokens.is_word(first - 1) and not tokens.raw(first - 1).islower() and word not in word_set("months")
    inside = first > 1 and tokens.word(first - 2) not in (".", "?", "!")
    return named and inside and word not in word_set("stops", "nouns")
