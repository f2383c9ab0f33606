"""Numbers that the words around them make something else: ages, magnitudes, multiples, and words for none."""

from __future__ import annotations

import functools
from dataclasses import replace

from checker.facts.atoms import Atom
from checker.facts.context import near, word_set
from checker.facts.measures import Measure
from checker.facts.nouns import ends_phrase, is_plural, noun_phrase, phrase_after_of, singular
from checker.facts.numeral_words import Form, Numeral
from checker.facts.tokens import Tokens
from checker.facts.units import Unit, unit_after, unit_table
from checker.facts.wordlists import mapping, section
from checker.values.quantity import Dimension

MAGNITUDE = Unit("magnitude", Dimension.MAGNITUDE)
_OLDEST = 120
_YOUNGEST_NAMED = 5  # "Ann Lee, 3, ..." is as often a score or a list
_STRONGEST = 10
_NONE_STARTS = frozenset(("no", "none", "nobody", "not"))


def refined(tokens: Tokens, measure: Measure) -> Measure:
    """The measure with the unit that its surroundings give: an age, a magnitude, a multiple."""
    if measure.form is not Form.CARDINAL or measure.score:
        return measure
    single = _one_or_two(tokens, measure)
    if single is not None:
        return single
    if measure.unit is None:
        return _age(tokens, measure) or _magnitude(tokens, measure) or _times(tokens, measure) or measure
    named = tokens.word(measure.first - 1) == "aged" or tokens.follows(measure.first - 2, ("age", "of"))
    if measure.unit.dimension is Dimension.DURATION and named:
        return replace(measure, unit=unit_table().by_id["year of age"])
    return measure


def _one_or_two(tokens: Tokens, measure: Measure) -> Measure | None:
    """ "a day or two", "another goal or two": one or two of what stands before."""
    at = measure.first
    if measure.high != 2 or not measure.written or measure.ranged or tokens.word(at - 1) != "or":
        return None
    if tokens.word(at - 3) not in ("a", "an", "one", "another") or measure.unit is not None:
        return None
    found = unit_after(tokens, at - 2)
    unit = found[0] if found is not None and found[1] == at - 1 else None
    noun = -1 if unit is not None else at - 2
    return replace(measure, first=at - 3, low=1.0, unit=unit, noun=noun, ranged=True)


def _age(tokens: Tokens, measure: Measure) -> Measure | None:
    """ "aged 34", "at age 12", "the age of 21", ", 34,"."""
    if not 0 < measure.high <= _OLDEST:
        return None
    first, age = measure.first, unit_table().by_id["year of age"]
    before = tokens.word(first - 1)
    for back in range(1, 4):
        if tokens.word(first - back) in word_set("aged"):
            between = tokens.words[first - back + 1 : first]
            if all(w in ("of", "between", "about", "around", "under", "over", "from", "at") for w in between):
                return replace(measure, unit=age)
    after = tokens.word(measure.last)
    bare = measure.whole_number and not measure.ranged and measure.low >= _YOUNGEST_NAMED
    named = bare and before == "," == after and _is_person(tokens, first - 2)
    turned = bare and _turns(tokens, first) and (after in word_set("after_age") or not tokens.is_word(measure.last))
    return replace(measure, unit=age) if named or turned or _older_than(tokens, measure) else None


def _is_person(tokens: Tokens, at: int) -> bool:
    """Whether a name, or a noun such as "the driver", ends at ``at``."""
    if tokens.word(at) in word_set("persons", "nouns"):
        return True
    return tokens.capital(at) and tokens.capital(at - 1) and tokens.word(at) not in word_set("months")


def _turns(tokens: Tokens, at: int) -> bool:
    """ "he is 34", "she will be 35", "who turned 80": nothing else is said so of a person."""
    verbs, persons = word_set("turning"), ("he", "she", "who")
    if tokens.word(at - 1) not in verbs:
        return False
    return any(word in persons for word in tokens.words[max(0, at - 4) : at - 1])


def _older_than(tokens: Tokens, measure: Measure) -> bool:
    """ "patients over 80", "women under 35": a bound right after people, with no noun behind it."""
    before = tokens.word(measure.first - 1)
    if before not in ("over", "under", "above", "below") or (
        tokens.is_word(measure.last) and not ends_phrase(tokens.word(measure.last))
    ):
        return False
    people = tokens.word(measure.first - 2)
    return people in ("those", "anyone", "everyone", "all") or (
        is_plural(people) and singular(people) in word_set("persons", "nouns")
    )


def _magnitude(tokens: Tokens, measure: Measure) -> Measure | None:
    """ "magnitude 7.8", "a 7.8-magnitude earthquake", "magnitude of 6"."""
    if measure.high >= _STRONGEST:
        return None
    words, first, last = word_set("magnitude"), measure.first, measure.last
    ahead = last + (tokens.word(last) == "-")
    if tokens.word(ahead) in words:
        return replace(measure, unit=MAGNITUDE, last=ahead + 1)
    if not measure.written and _measuring(tokens, first):
        return replace(measure, unit=MAGNITUDE)
    for back in range(1, 4 if not measure.written else 1):
        if tokens.word(first - back) in words:
            between = tokens.words[first - back + 1 : first]
            if all(w in ("of", "-", "a", "about", "scale", "at") for w in between):
                return replace(measure, unit=MAGNITUDE)
    return None


def _measuring(tokens: Tokens, first: int) -> bool:
    """ "the quake, measuring 6.8"."""
    return tokens.word(first - 1) in word_set("measuring") and near(tokens, first, first, "quakes", before=12, after=0)


def _times(tokens: Tokens, measure: Measure) -> Measure | None:
    """ "three times as many", "10 times the rate", "5x"."""
    last = measure.last
    times = unit_table().by_id["times"]
    if tokens.word(last) == "x" and tokens.glued(last):
        return replace(measure, unit=times, last=last + 1)
    if tokens.word(last) != "times" or tokens.word(last + 1) not in word_set("times_followers", "numerals"):
        return None
    return replace(measure, unit=times, last=last + 1)


@functools.cache
def multiples() -> dict[str, tuple[float, int]]:
    """Words that are multiples themselves: "doubled" -> (2.0, +1)."""
    table = mapping(section("numerals", "multiples"), "multiples")
    return {str(k): (float(v[0]), int(v[1])) for k, v in table.items()}  # type: ignore[index]


def read_multiple(at: int, factor: float) -> Atom:
    """The atom of a word such as "tripled"."""
    numeral = Numeral(at, at + 1, factor, factor, 1, 1.0, written=True, grouped=True)
    return Atom(at, at + 1, numeral, unit_table().by_id["times"])


def read_none(tokens: Tokens, at: int) -> Measure | None:
    """A word for none at ``at``: "no civilians", "none of them", "nobody", "not a single soldier"."""
    word = tokens.word(at)
    if word not in _NONE_STARTS:
        return None
    if (
        word == "no"
        and tokens.word(at + 1) in ("one", "-")
        and tokens.word(at + 1 + (tokens.word(at + 1) == "-")) == "one"
    ):
        last = at + 2 + (tokens.word(at + 1) == "-")
    elif word == "not" and tokens.follows(at + 1, ("a", "single")):
        last = at + 3
    elif word == "not" and tokens.word(at + 1) == "one":
        last = at + 2
    elif word == "no":
        last = at + 1 if _countable(tokens, at + 1) else 0
    else:
        last = at + 1 if word != "not" else 0
    if not last:
        return None
    return Measure(at, last, 0.0, 0.0, None, 1, 1.0, Form.CARDINAL, written=True)


def _countable(tokens: Tokens, at: int) -> bool:
    """Whether what "no" stands before can be counted: persons, casualties, vehicles, houses, attacks."""
    if tokens.word(at) == "of":
        return phrase_after_of(tokens, at + 1) is not None
    phrase = noun_phrase(tokens, at, plural=True) or noun_phrase(tokens, at, plural=False)
    if phrase is None:
        return False
    return phrase.head in word_set("persons", "nouns") or phrase.head in word_set("countable", "nouns")
