"""What a number leaves out because its neighbour says it: the noun, what befell those counted, the currency."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checker.facts.context import word_set
from checker.facts.counted import Counted
from checker.facts.finite import is_auxiliary, is_finite
from checker.facts.measures import Measure
from checker.facts.numeral_words import Form
from checker.facts.statuses import certainties, qualifiers_of_status
from checker.facts.tokens import Tokens, tokenize
from checker.facts.units import Unit, unit_table
from checker.values.quantity import Dimension, Quantity

_LINKS = frozenset(("and", "including", "compared", "from", "against", "versus", "while", "them", "whom", "which"))
_SENTENCE_END = frozenset((".", ";", "!", "?"))
_PART_OPENS = frozenset(("them", "whom", "which", "including"))
_LISTING = frozenset(("and", ",", "plus", "including"))
_CONVERTING = frozenset(("(", ", or", "or", "(or", "/", ";", "– or", ", about", "(then"))
_REACH = 10  # tokens between two numbers of which the second leaves out its noun
_REACH_OF_PART = 26  # ... where it says that it is a part of what that number counts
_LEAST_SUM = 1_000_000
_LONGEST_LINK = 20  # characters of ", including"
_LAST_SUMS = 8  # quantities to look back at for a currency


@dataclass(frozen=True, slots=True)
class Placed:
    """A finished quantity with the token after all that belongs to it, for the next one of a list."""

    quantity: Quantity
    past: int
    statuses: tuple[str, ...]


def inherited(tokens: Tokens, start: int, past: int, before: Placed | None) -> tuple[str, ...]:
    """The statuses that a list hands on: "killed 12 soldiers and three children", where no predicate follows."""
    if before is None or not before.statuses or start < before.past or is_auxiliary(tokens.word(past)):
        return ()
    gap = tokens.words[before.past : start]
    return before.statuses if 0 < len(gap) <= 2 and all(w in _LISTING for w in gap) else ()


def echoed(tokens: Tokens, measure: Measure, counted: Counted, start: int, before: Placed | None) -> Counted:
    """The noun of the number before, where this one leaves it out: "killed 12 people in the north and three here"."""
    if before is None or not _lends(before.quantity):
        return counted
    if not _lacks_noun(measure, counted):
        return _of_the_befallen(tokens, counted, start, before)
    gap, last = tokens.words[before.past : start], before.quantity
    opened = tokens.word(start - 1) in _LINKS
    if measure.written and measure.high == 1 and not counted.part and not opened:
        return counted  # "one" may as well be a pronoun
    linked = counted.part or opened or gap == ("to",) or not _LINKS.isdisjoint(gap)
    reach = _REACH_OF_PART if counted.part or not _PART_OPENS.isdisjoint(gap[-4:]) else _REACH
    ends = _SENTENCE_END if word_set("said_of_figures").isdisjoint(gap) else _SENTENCE_END - {";"}
    if len(gap) > reach or not (linked or ends is not _SENTENCE_END) or not ends.isdisjoint(gap):
        return counted
    kinds = tuple(q for q in last.qualifiers if q not in qualifiers_of_status())
    own = tuple(q for q in counted.qualifiers if q not in kinds)
    shared = not own and not _has_predicate(tokens, counted, start)
    statuses = tuple(q for q in last.qualifiers if q in qualifiers_of_status()) if shared else own
    return replace(counted, noun=last.counted, qualifiers=(*kinds, *statuses))


def _of_the_befallen(tokens: Tokens, counted: Counted, start: int, before: Placed) -> Counted:
    """A named part of those whom something befell: "30 people were killed, including 12 officers"."""
    statuses = tuple(q for q in before.quantity.qualifiers if q in qualifiers_of_status())
    gap = tokens.words[before.past : start]
    of_them = bool(counted.first) and tokens.word(counted.first - 1) in ("them", "whom")
    if not statuses or not counted.part or not (of_them or tokens.word(start - 1) == "including"):
        return counted
    apart = len(gap) > _REACH_OF_PART or not _SENTENCE_END.isdisjoint(gap) or _has_predicate(tokens, counted, start)
    if apart or counted.noun not in word_set("persons", "nouns") or not _bare(counted.qualifiers):
        return counted
    return replace(counted, qualifiers=(*counted.qualifiers, *statuses))


def _bare(qualifiers: tuple[str, ...]) -> bool:
    return qualifiers_of_status().isdisjoint(qualifiers)


def _has_predicate(tokens: Tokens, counted: Counted, start: int) -> bool:
    """Whether something else is said of the number: "12 people died and 300 were moved", "... and police took 300"."""
    before = tokens.word(start - 1) if tokens.word(start - 1) not in ("up", "in", "out") else tokens.word(start - 2)
    verb = is_finite(before) and before not in _LINKS and before not in word_set("number_starts", "statuses_context")
    after = tokens.word(counted.past)
    return verb or is_auxiliary(after) or after in ("taken", "held", "left", "given", "sent", "put", "moved")


def converted(tokens: Tokens, before: Placed | None, quantity: Quantity) -> Quantity:
    """The same quantity in another unit says the same of the same thing: "106 hectares (262 acres)", "£5m, or $6m"."""
    if before is None or before.quantity.unit == quantity.unit or quantity.dimension is not before.quantity.dimension:
        return quantity
    gap = tokens.text[before.quantity.span.end : quantity.span.start][:_LONGEST_LINK].strip()
    if quantity.dimension is Dimension.COUNT or gap not in _CONVERTING:
        return quantity
    last = before.quantity
    hedged = quantity.approximation is None and last.interval.low == last.interval.high
    return replace(
        quantity,
        approximation=last.approximation if hedged else quantity.approximation,
        digits=min(quantity.digits, last.digits),  # "90 metres (295 feet)" is no more exact in feet
        step=max(quantity.step, last.step),
        counted=last.counted,
        counted_span=last.counted_span,
        qualifiers=last.qualifiers,
        measure=last.measure,
        part=last.part,
        per=quantity.per or last.per,
        role=last.role,
        direction=last.direction,
    )


def _lends(quantity: Quantity) -> bool:
    return quantity.dimension is Dimension.COUNT and quantity.counted is not None and quantity.comparable


def _lacks_noun(measure: Measure, counted: Counted) -> bool:
    """Whether the measure counts and names nothing; a "person" without a phrase came from a status alone."""
    if measure.unit is not None or measure.score or measure.form is Form.ORDINAL:
        return False
    return counted.noun is None or (counted.noun == "person" and counted.last == counted.first)


def lent_back(tokens: Tokens, before: Placed, placed: Placed) -> Quantity:
    """The quantity before, with the noun of this one where it waits for it: "six confirmed and two suspected cases"."""
    last, now = before.quantity, placed.quantity
    if last.counted is not None or last.dimension is not Dimension.COUNT or not last.comparable or not _lends(now):
        return last
    gap = tokenize(tokens.text[last.span.end : min(now.span.start, last.span.end + 60)]).words
    if not 2 <= len(gap) <= 3 or gap[-1] not in ("and", "or", ","):
        return last
    if any(word in word_set("stops", "nouns") or not word.isalpha() for word in gap[:-1]):
        return last
    known = certainties(gap[:-1])
    kept = tuple(q for q in now.qualifiers if q in qualifiers_of_status())
    return replace(last, counted=now.counted, qualifiers=tuple(dict.fromkeys((*known, *kept))))


def continues_list(tokens: Tokens, before: Placed | None, placed: Placed) -> bool:
    """Whether only "and" or a comma stands between the two: "12 soldiers, five officers and three civilians"."""
    if before is None or placed.quantity.dimension is not Dimension.COUNT:
        return False
    gap = tokenize(tokens.text[tokens.ends[before.past - 1] : placed.quantity.span.start][:_LONGEST_LINK]).words
    return 0 < len(gap) <= 2 and all(word in _LISTING for word in gap)


def share_status(row: list[Quantity], last: Quantity) -> list[Quantity]:
    """The members of a list, with what is said at its end of all: "12 soldiers and three civilians were killed"."""
    statuses = tuple(q for q in last.qualifiers if q in qualifiers_of_status())
    shared = []
    for one in row:
        alike = _is_person(one) == _is_person(last) and _lends(one)
        taken = alike and _bare(one.qualifiers)
        shared.append(replace(one, qualifiers=(*one.qualifiers, *statuses)) if taken else one)
    return shared


def _is_person(quantity: Quantity) -> bool:
    return quantity.counted in word_set("persons", "nouns")


def is_sum(measure: Measure, quantity: Quantity) -> bool:
    """Whether a bare number is so large, and so far from any noun, that it may be money: "promised 100 million"."""
    bare = measure.unit is None and quantity.counted is None and not quantity.part and not quantity.vague
    return bare and quantity.comparable and measure.low >= _LEAST_SUM and not measure.whole_number


def currency_of(found: list[Quantity]) -> Unit | None:
    """The currency of the sums before, all in one; None where there are none, or of several."""
    currencies = {q.unit for q in found[-_LAST_SUMS:] if q.dimension is Dimension.MONEY}
    return unit_table().by_id[currencies.pop()] if len(currencies) == 1 else None
