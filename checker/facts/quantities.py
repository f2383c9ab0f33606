"""Every numeric expression of a text as a ``Quantity``: what it states, of what, per what, and how surely.

The text is cut into tokens once. Numbers are read where a digit or a number word stands (``atoms``), joined into
ranges, shares and scores (``measures``), and then each is placed: approximation, counted noun, status, role, rate.
All rules look a bounded number of tokens around, so the time is linear in the length of the text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.facts.approximations import (
    Approximation,
    approximation_after,
    approximations_before,
    not_with_durations,
    strongest,
)
from checker.facts.atoms import Atom, read_article_unit, read_atom, triggers
from checker.facts.bounds import bounded_twice
from checker.facts.changes import read_role
from checker.facts.context import word_set
from checker.facts.counted import Counted, phrase_of, read_counted
from checker.facts.measures import Measure, join
from checker.facts.noise import addresses, is_noise
from checker.facts.numeral_words import Form
from checker.facts.special import multiples, read_multiple, read_none, refined
from checker.facts.statuses import certainties as status_words
from checker.facts.statuses import qualifiers_of_status
from checker.facts.tokens import Tokens, tokenize
from checker.facts.units import COUNT, Unit, unit_after
from checker.facts.wordlists import phrases, section
from checker.values.interval import Interval
from checker.values.period import Period
from checker.values.quantity import Dimension, Quantity, Role
from checker.values.text import Span

_ELLIPSIS = frozenset(("and", "including", "compared", "from", "against", "versus", "while", "them", "whom", "which"))
_SENTENCE_END = frozenset(". ; ! ?".split())
LONGEST_LIST = 40  # numbers in a row that prose may hold, "1, 2, 3 and 4 ..."
_TABLE = re.compile(r"[9½](?:\.*[9½]){%d,}" % LONGEST_LIST)
_ECHO = 10  # tokens between two numbers of which the second leaves out its noun
_LISTING = frozenset(("and", ",", "plus", "including"))
_NONE_WORDS = frozenset(("no", "none", "nobody", "not"))


def find_quantities(text: str, periods: Sequence[Period] = ()) -> tuple[Quantity, ...]:
    """All quantities of ``text``, in its order, none overlapping another; spans are spans of ``text``.

    ``periods`` are the time expressions already found in it: a number inside one is part of a date or a time and
    no quantity. Years, identifiers and the like come back with ``comparable`` False. Of a table, more
    than ``LONGEST_LIST`` numbers with no word between them, nothing is read.
    """
    tokens = tokenize(text)
    starts = _starts()
    if "9" not in tokens.kinds and "½" not in tokens.kinds and starts.isdisjoint(tokens.words):
        return ()
    times = ((p.span.start, p.span.end) for p in periods)
    blocked = sorted((*addresses(text), *times, *_tables(tokens)))
    measures = _measures(tokens, blocked, starts)
    found: list[Quantity] = []
    before: _Placed | None = None
    for measure in measures:
        if before is not None and measure.first < before.past and (before.quantity.per or "")[:1].isdigit():
            continue  # the number in "per 100,000 people" belongs to the rate
        placed = _place(tokens, measure, before)
        if placed is None:
            continue
        both = bounded_twice(text, before.quantity, placed.quantity) if before is not None and found else None
        if before is not None and found:
            found[-1] = _lent_back(tokens, before, placed)
        if both is not None:
            found[-1] = both
            placed = replace(placed, quantity=both)
        else:
            found.append(placed.quantity)
        before = placed
    return tuple(found)


def _tables(tokens: Tokens) -> list[tuple[int, int]]:
    """Where more than ``LONGEST_LIST`` numbers stand with no word between: a table or code, no prose; as (start, end)."""
    return [(tokens.starts[m.start()], tokens.ends[m.end() - 1]) for m in _TABLE.finditer(tokens.kinds)]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A finished quantity with the token after all that belongs to it, for the next one of a list."""

    quantity: Quantity
    past: int
    statuses: tuple[str, ...]


def _measures(tokens: Tokens, blocked: list[tuple[int, int]], starts: frozenset[str]) -> list[Measure]:
    """All numbers of the text outside ``blocked``, joined."""
    atoms: list[Atom] = []
    nones: list[Measure] = []
    at, block = 0, 0
    while at < len(tokens):
        if tokens.kinds[at] not in "9½" and tokens.words[at] not in starts:
            at += 1
            continue
        while block < len(blocked) and blocked[block][1] <= tokens.starts[at]:
            block += 1
        if block < len(blocked) and blocked[block][0] < tokens.ends[at]:
            at += 1
            continue
        read = _read_at(tokens, at)
        if isinstance(read, Atom):
            atoms.append(read)
        elif read is not None:
            nones.append(read)
        at = max(at + 1, read.last) if read else at + 1
    measures = [refined(tokens, m) for m in join(tokens, atoms)]
    return sorted((*measures, *nones), key=lambda m: m.first) if nones else measures


def _read_at(tokens: Tokens, at: int) -> Atom | Measure | None:
    word = tokens.words[at]
    if word in _NONE_WORDS:
        return read_none(tokens, at)
    multiple = multiples().get(word)
    if multiple is not None:
        return read_multiple(at, multiple[0])
    if word in ("a", "an", "one") and tokens.is_word(at + 1):
        found = read_article_unit(tokens, at)
        if found is not None:
            return found
    if word == "one" and _idle_one(tokens, at):
        return None
    return read_atom(tokens, at)


def _idle_one(tokens: Tokens, at: int) -> bool:
    """Whether "one" is a pronoun or part of an idiom."""
    pronoun = tokens.word(at - 1) in word_set("one_not_after", "numerals") and tokens.word(at + 1) != "of"
    if pronoun and unit_after(tokens, at + 1) is None:
        return True
    return any(tokens.follows(at, idiom) for idiom in _one_idioms())


@functools.cache
def _one_idioms() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in phrases(section("numerals", "one_idioms")))


@functools.cache
def _starts() -> frozenset[str]:
    """The words at which something numeric may begin."""
    return triggers() | multiples().keys() | _NONE_WORDS


def _place(tokens: Tokens, measure: Measure, before: _Placed | None) -> _Placed | None:
    """The quantity of a measure: what stands around it read, and put into base units."""
    unit = measure.unit or COUNT
    approximations, start, at = _hedges(tokens, measure, unit, before)
    phrase = phrase_of(tokens, measure, at)
    noisy = is_noise(tokens, measure, phrase, approximated=bool(approximations))
    inherited = _inherited(tokens, start, before)
    counted = Counted(past=at) if noisy else read_counted(tokens, measure, phrase, start, at, inherited)
    counted = _echoed(tokens, measure, counted, start, before) if not noisy else counted
    if _says_nothing(tokens, measure, counted):
        return None
    if not approximations or counted.past > at:
        late = approximation_after(tokens, counted.past)
        approximations = (*approximations, late[0]) if late and not noisy else approximations
    dimension = _dimension(measure, unit)
    role, direction = (Role.LEVEL, 0) if noisy else read_role(tokens, start, measure, dimension)
    if unit.id == "times" and tokens.word(measure.first) in multiples():
        direction = multiples()[tokens.word(measure.first)][1]
        role = Role.CHANGE if direction else Role.LEVEL
    quantity = _quantity(tokens, measure, (start, at), strongest(approximations), counted, role, direction, noisy)
    return _Placed(quantity, counted.past, counted.statuses)


def _hedges(
    tokens: Tokens, measure: Measure, unit: Unit, before: _Placed | None
) -> tuple[tuple[Approximation, ...], int, int]:
    """The approximations of a measure, and the tokens at which the phrase with them begins and ends."""
    found, start = approximations_before(tokens, measure.first)
    if unit.dimension is Dimension.DURATION and tokens.word(start) in not_with_durations() and found:
        found, start = found[1:], measure.first
    if measure.form is Form.ORDINAL or measure.score:
        found, start = (), measure.first
    if before is not None and start < measure.first and tokens.starts[start] < before.quantity.span.end:
        found, start = (), measure.first
    if "between" in tokens.words[max(0, start - 1) : start] and measure.ranged:
        start -= 1
    after = approximation_after(tokens, measure.last) if measure.form is not Form.ORDINAL else None
    if after is None:
        return found, start, measure.last
    return (*found, after[0]), start, after[1]


def _inherited(tokens: Tokens, start: int, before: _Placed | None) -> tuple[str, ...]:
    """The statuses that a list hands on: "killed 12 soldiers and three children"."""
    if before is None or not before.statuses or start < before.past:
        return ()
    gap = tokens.words[before.past : start]
    return before.statuses if 0 < len(gap) <= 2 and all(w in _LISTING for w in gap) else ()


def _echoed(tokens: Tokens, measure: Measure, counted: Counted, start: int, before: _Placed | None) -> Counted:
    """The noun of the number before, where this one leaves it out: "killed 12 people in one town and three in the next"."""
    if before is None or counted.noun not in (None, "person") or measure.unit is not None or measure.score:
        return counted
    last = before.quantity
    if last.dimension is not Dimension.COUNT or last.counted is None or not last.comparable or measure.form is Form.ORDINAL:
        return counted
    if counted.noun == "person" and counted.last > counted.first:
        return counted
    gap = tokens.words[before.past : start]
    if measure.written and measure.high == 1 and tokens.word(start - 1) not in _ELLIPSIS:
        return counted  # "one" may as well be a pronoun
    linked = counted.part or gap == ("to",) or not _ELLIPSIS.isdisjoint((*gap, tokens.word(start - 1)))
    if len(gap) > _ECHO or not linked or not _SENTENCE_END.isdisjoint(gap):
        return counted
    kinds = tuple(q for q in last.qualifiers if q not in qualifiers_of_status())
    own = tuple(q for q in counted.qualifiers if q not in kinds)
    statuses = own or tuple(q for q in last.qualifiers if q in qualifiers_of_status())
    return replace(counted, noun=last.counted, qualifiers=(*kinds, *statuses))


def _lent_back(tokens: Tokens, before: _Placed, placed: _Placed) -> Quantity:
    """The quantity before, with the noun of this one where it waits for it: "six confirmed and two suspected cases"."""
    last, now = before.quantity, placed.quantity
    if last.counted is not None or now.counted is None or last.dimension is not Dimension.COUNT or not last.comparable:
        return last
    gap = tokenize(tokens.text[last.span.end : min(now.span.start, last.span.end + 60)]).words
    if now.dimension is not Dimension.COUNT or not 2 <= len(gap) <= 3 or gap[-1] not in ("and", "or", ","):
        return last
    if any(word in word_set("stops", "nouns") or not word.isalpha() for word in gap[:-1]):
        return last
    known = status_words(gap[:-1])
    kept = tuple(q for q in now.qualifiers if q in qualifiers_of_status())
    return replace(last, counted=now.counted, qualifiers=tuple(dict.fromkeys((*known, *kept))))


def _says_nothing(tokens: Tokens, measure: Measure, counted: Counted) -> bool:
    """Whether a number word alone is no quantity: "one" as a pronoun, "first" of all, "few" as in "few expected"."""
    if measure.unit is not None:
        return False
    if measure.form is Form.ORDINAL:
        return tokens.word(measure.first - 1) == "at" or (
            tokens.word(measure.last) in ("of", ",", "and") and measure.written
        )
    vague_alone = (
        measure.form is Form.VAGUE
        and counted.noun is None
        and tokens.word(measure.first) in ("few", "couple", "handful")
    )
    pronoun = measure.written and measure.low == measure.high == 1 and counted.noun is None and not counted.part
    return vague_alone or pronoun


def _dimension(measure: Measure, unit: Unit) -> Dimension:
    if measure.score:
        return Dimension.SCORE
    return Dimension.ORDINAL if measure.form is Form.ORDINAL else unit.dimension


def _quantity(
    tokens: Tokens,
    measure: Measure,
    ends: tuple[int, int],
    approximation: Approximation | None,
    counted: Counted,
    role: Role,
    direction: int,
    noisy: bool,
) -> Quantity:
    unit, dimension = measure.unit or COUNT, _dimension(measure, measure.unit or COUNT)
    counts = dimension is Dimension.COUNT
    stated = Interval(measure.low, measure.high)
    if approximation is not None and not noisy:
        stated = approximation.interval(measure.low, measure.high, 0.0 if counts else float("-inf"))
    interval = stated if unit.factor == 1 else stated.scaled(unit.factor)
    if unit.offset and role is not Role.CHANGE:
        interval = interval.shifted(unit.offset)
    if dimension is Dimension.MONEY:
        stated = interval  # cents are stated in the currency that ``unit`` names
    span = Span(tokens.starts[ends[0]], tokens.ends[ends[1] - 1])
    noun_span = None
    if counted.noun is not None and counted.last > counted.first:
        noun_span = Span(tokens.starts[counted.first], tokens.ends[counted.last - 1])
    return Quantity(
        text=span.of(tokens.text),
        span=span,
        interval=interval,
        stated=stated,
        dimension=dimension,
        unit=unit.id if not measure.score and measure.form is not Form.ORDINAL else dimension.value,
        digits=measure.digits,
        step=measure.step * unit.factor,
        approximation=approximation.id if approximation else "range" if measure.ranged else None,
        vague=measure.form is Form.VAGUE,
        counted=counted.noun,
        counted_span=noun_span,
        qualifiers=counted.qualifiers,
        per=counted.per,
        part=counted.part,
        role=role,
        direction=direction,
        second=Interval(*measure.second) if measure.second else None,
        comparable=not noisy,
    )
