"""What a quantity is a quantity of: the counted noun, what narrows it, and whether it is part of a named whole."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checker.facts.atoms import read_atom
from checker.facts.context import word_set
from checker.facts.counted_status import ADDITIONAL, added, is_nobody, status_noun
from checker.facts.measures import Measure
from checker.facts.nouns import NounPhrase, ends_phrase, noun_phrase, per_adverbs, phrase_after_of, singular
from checker.facts.peoples import people_at
from checker.facts.rates import read_rate
from checker.facts.statuses import certainties, certainty_after, lives_lost, status_after, status_before, status_table
from checker.facts.subjects import capacity_before, collective_before, measured_before, number_of, toll_before
from checker.facts.tokens import Tokens
from checker.values.quantity import Dimension

_PEOPLE = "person"
_SAID_OF_FIGURES = (Dimension.MONEY, Dimension.PERCENT, Dimension.POINTS, Dimension.MULTIPLE, Dimension.OTHER)
_NEAR = 4  # tokens from "rainfall" or "speed" to its figure
_MASSED = (Dimension.MASS, Dimension.VOLUME, Dimension.AREA, Dimension.ENERGY, Dimension.POWER, Dimension.DATA)


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun (a lemma) with its tokens ``[first, last)``, its qualifiers, and where reading may go on."""

    noun: str | None = None
    first: int = 0
    last: int = 0
    qualifiers: tuple[str, ...] = ()
    part: bool = False
    past: int = 0
    per: str | None = None
    statuses: tuple[str, ...] = ()  # of ``qualifiers``, those that a verb before the number gave


def phrase_of(tokens: Tokens, measure: Measure, at: int) -> NounPhrase | None:
    """The noun phrase that belongs to the measure, from token ``at`` on (behind the number, its unit and "or so")."""
    if measure.noun >= 0:
        return NounPhrase(measure.noun, measure.noun + 1, singular(tokens.word(measure.noun)), past=at)
    if measure.unit is None:
        return _of_count(tokens, measure, at)
    if measure.unit.dimension is Dimension.PERCENT:
        return _of_share(tokens, measure, at)
    return _of_unit(tokens, measure, at)


def _of_count(tokens: Tokens, measure: Measure, at: int) -> NounPhrase | None:
    word = tokens.word(at)
    if word == "-" and tokens.glued(at) and tokens.glued(at + 1) and tokens.is_word(at + 1):
        head = tokens.word(at + 1)  # "a 10-member team"
        return None if ends_phrase(head) else NounPhrase(at + 1, at + 2, head, past=at + 2)
    if word in ADDITIONAL or word == "fewer":
        at, word = at + 1, tokens.word(at + 1)
    if word == "of":
        return phrase_after_of(tokens, at + 1) or _of_the_befallen(tokens, at + 1)
    if is_nobody(tokens, measure):
        return None
    label = tokens.raw(at)
    if measure.low % 1 and len(label) > 1 and label.isupper() and not tokens.is_word(at + 1):
        return NounPhrase(at, at + 1, word, past=at + 1)  # "(0.5 WAR)": a unit that no table knows
    nested = read_atom(tokens, at) if tokens.kind(at) == "9" else None
    if nested is not None and nested.unit is not None:
        at = nested.last  # "eight million 250ml bottles"
    if measure.high == 0:
        return noun_phrase(tokens, at, plural=True) or noun_phrase(tokens, at, plural=False)
    single = measure.low == measure.high == 1 or tokens.word(at - 1) == "strong"
    return noun_phrase(tokens, at, plural=not single)


def _of_the_befallen(tokens: Tokens, at: int) -> NounPhrase | None:
    """ "12 of the dead", "three of those killed": a part of those whom something befell."""
    word = tokens.word(at + 1)
    if tokens.word(at) not in ("the", "those") or word not in status_table().nouns | status_table().passive:
        return None
    return NounPhrase(at + 1, at + 2, "dead" if status_table().passive.get(word) == "dead" else word, (), True, at + 2)


def _of_share(tokens: Tokens, measure: Measure, at: int) -> NounPhrase | None:
    word = tokens.word(at)
    if word == "of":
        found = phrase_after_of(tokens, at + 1)
        return replace(found, part=False) if found and found.head else found
    if measure.second is not None:
        return noun_phrase(tokens, at, plural=True) or noun_phrase(tokens, at, plural=False)
    if measure.unit is not None and measure.unit.id == "share" and word in ("the", "its", "their", "all", "his", "her"):
        return phrase_after_of(tokens, at)
    return _attributive(tokens, measure, at)


def _of_unit(tokens: Tokens, measure: Measure, at: int) -> NounPhrase | None:
    unit, word = measure.unit, tokens.word(at)
    if unit is None:
        return None
    if unit.dimension is Dimension.MONEY and word in ("of", "in", "worth"):
        here = at + 1 + (word == "worth" and tokens.word(at + 1) == "of")
        if (tokens.capital(here) and word == "in") or tokens.word(here) in ("the", "a", "an", "this", "that"):
            return None
        return noun_phrase(tokens, here, plural=True) or noun_phrase(tokens, here, plural=False)
    if word == "of" and (unit.dimension in _MASSED or unit.dimension is Dimension.LENGTH):
        return phrase_after_of(tokens, at + 1)
    return _attributive(tokens, measure, at)


def _attributive(tokens: Tokens, measure: Measure, at: int) -> NounPhrase | None:
    """ "a $1.8bn loss", "a 40-minute flight", "$200 smartphones": the measure stands before its noun."""
    opened = tokens.word(measure.first - 1) in ("a", "an", "the", "its", "their", "his", "her", "record", "this")
    money = measure.unit is not None and measure.unit.dimension is Dimension.MONEY
    if not (opened or measure.adjective or money):
        return None
    one = tokens.word(measure.first - 1) in ("a", "an")
    found = noun_phrase(tokens, at, plural=not one) or noun_phrase(tokens, at, plural=one)
    if found is None or (money and not opened and not found.head):
        return None
    changes = word_set("up_nouns", "changes") | word_set("down_nouns", "changes")
    if found.head in changes and found.head != "loss":
        if tokens.word(found.past) in ("in", "of", "for"):
            return phrase_after_of(tokens, found.past + 1)
        return replace(found, head=found.modifiers[-1], modifiers=found.modifiers[:-1]) if found.modifiers else None
    return found


def read_counted(
    tokens: Tokens, measure: Measure, phrase: NounPhrase | None, start: int, at: int, inherited: tuple[str, ...]
) -> Counted:
    """All that is said of what the measure counts.

    ``start`` is the first token of the whole phrase, approximation included, ``at`` the one after number and unit;
    ``inherited`` are the statuses of the number before in a list: "killed 12 soldiers and three children".
    """
    counts = measure.unit is None
    rate = read_rate(tokens, phrase.past if phrase and phrase.head else at)
    if not counts and rate is None:
        rate = read_rate(tokens, at)
    per, past = rate or (None, phrase.past if phrase else at)
    modifiers = phrase.modifiers if phrase else ()
    daily = [w for w in modifiers if w in per_adverbs()]
    if daily and per is None:
        per, modifiers = per_adverbs()[daily[0]], tuple(w for w in modifiers if w not in per_adverbs())
    part = _is_part(tokens, start, past, phrase)
    if not counts:
        return _measured(tokens, measure, phrase, modifiers, start, per, past, part)
    noun = phrase.head or None if phrase else None
    extra = added(tokens, measure, start, at, past)
    if noun is None and measure.high == 0 and tokens.words[measure.last - 1] in ("nobody", "one"):
        noun = _PEOPLE
    nominal, past = status_noun(tokens, noun, modifiers, at, past)
    active = status_before(tokens, start) or (inherited if not nominal else ())
    statuses = nominal or active or status_after(tokens, past)
    if noun == "life" and lives_lost(tokens, start, past):
        noun, statuses = _PEOPLE, ("dead",)
    if nominal or (noun is None and not word_set("of_things", "statuses_context").issuperset(statuses)):
        noun = _PEOPLE
    if noun is None:
        return _from_subject(tokens, start, at, per, past, part, extra)
    first, last = (phrase.first, phrase.past) if phrase and phrase.head else (at, at)
    before = ("confirmed",) if tokens.word(start - 1) in ("confirmed", "confirms", "verified") else ()
    sure = certainty_after(tokens, past) if nominal else ()
    extra = (*_people_after(tokens, past), *extra) if part else extra
    qualifiers = certainties((*modifiers, *extra, *before, *sure, *statuses))
    return Counted(noun, first, last, qualifiers, part, past, per, active)


def _people_after(tokens: Tokens, past: int) -> tuple[str, ...]:
    """The people that a part belongs to: "30 of the dead were Danes"."""
    if tokens.word(past) not in ("were", "are"):
        return ()
    found = people_at(tokens, past + 1, past + 2) or people_at(tokens, past + 1, past + 3)
    return (found[1],) if found else ()


def _is_part(tokens: Tokens, start: int, past: int, phrase: NounPhrase | None) -> bool:
    """Whether the sentence names the whole: "of them", "including 12 officers", "in one city alone"."""
    if phrase is not None and phrase.part:
        return True
    before = tokens.word(start - 1)
    if before == "including" or (before == "them" and tokens.word(start - 2) in ("among", "of")):
        return True
    if tokens.follows(start - 4, ("among", "them", "a", "record")):
        return True
    if tokens.follows(past, ("of", "them")) or tokens.follows(past, ("of", "whom")):
        return True
    return "alone" in tokens.words[past : past + 5] and tokens.word(past) in (
        "in",
        "on",
        "at",
        "from",
        "alone",
        "last",
        "this",
    )


def _measured(
    tokens: Tokens,
    measure: Measure,
    phrase: NounPhrase | None,
    modifiers: tuple[str, ...],
    start: int,
    per: str | None,
    past: int,
    part: bool,
) -> Counted:
    """The noun of a percentage, a sum of money or another measure."""
    base = _base_of_share(tokens, measure, phrase, start)
    if base is not None:
        noun, at = base
        whole = f"of {phrase.head}" if phrase else ""
        return Counted(noun, at, at + 1, (whole,), part, past, per)
    if phrase is not None and phrase.head:
        qualifiers = certainties((*modifiers, *_share_status(tokens, measure, phrase)))
        return Counted(phrase.head, phrase.first, phrase.past, qualifiers, part, past, per)
    unit = measure.unit
    if unit is None or unit.dimension in (Dimension.DURATION, Dimension.AGE, Dimension.LENGTH):
        return Counted(past=past, per=per, part=part)
    found = measured_before(tokens, start)
    near = unit.dimension in _SAID_OF_FIGURES or (found is not None and start - found[1] <= _NEAR)
    if found is None or not near:
        return Counted(past=past, per=per, part=part)
    noun, at = found
    return Counted(noun, at, at + 1, (), part, past, per)


def _base_of_share(tokens: Tokens, measure: Measure, phrase: NounPhrase | None, start: int) -> tuple[str, int] | None:
    """The figure that is given as a share of the economy or of sales: the deficit of "a deficit of 3.2% of GDP"."""
    if phrase is None or phrase.head not in word_set("bases", "nouns") or measure.unit is None:
        return None
    return measured_before(tokens, start) if measure.unit.dimension is Dimension.PERCENT else None


def _share_status(tokens: Tokens, measure: Measure, phrase: NounPhrase) -> tuple[str, ...]:
    """ "a third of the patients died"."""
    if measure.unit is None or measure.unit.dimension is not Dimension.PERCENT:
        return ()
    return status_after(tokens, phrase.past)


def _from_subject(
    tokens: Tokens, start: int, at: int, per: str | None, past: int, part: bool, extra: tuple[str, ...]
) -> Counted:
    """The noun of a bare number from the subject before it: "the death toll rose to 45"."""
    toll = toll_before(tokens, start)
    if toll:
        return Counted(_PEOPLE, at, at, certainties((*extra, *toll)), part, past, per)
    whole = number_of(tokens, start)
    body = collective_before(tokens, start) if whole is None else None
    if body is not None:
        return Counted(body[0], body[1], body[1] + 1, extra, part, past, per)
    figure = measured_before(tokens, start) if tokens.word(start - 1) in ("of", "at", "to", "from") else None
    if whole is None and figure is not None and figure[0] not in word_set("counters", "statuses_context"):
        noun, place = figure  # "a profit of 124 million", "the index rose to 4,577"
        return Counted(noun, place, place + 1, extra, part, past, per)
    if whole is not None:
        phrase, statuses = whole
        nouns = status_table().nouns
        noun, named = (_PEOPLE, (nouns[phrase.head],)) if phrase.head in nouns else (phrase.head, ())
        return Counted(
            noun, phrase.first, phrase.past, certainties((*phrase.modifiers, *named, *statuses)), part, past, per
        )
    seats = "seat" if capacity_before(tokens, start) else None
    return Counted(seats, past=past, per=per, part=part, qualifiers=extra)
