"""What is wrong with the entries of tables that the decoder has taken: beside what the readers know already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from checker.errors import Mistake
from checker.facts.numeral_words import number_words
from checker.facts.own_names import has_word
from checker.facts.units import Unit, bearer_of_name, bearer_of_symbol, unit_table
from checker.facts.vocabulary import NO_WORDS, using
from checker.registry import nearest
from checker.rules.name_tables import Written, places
from checker.rules.nodes import Entry, Scalar, Table, quoted
from checker.rules.table_entries import SourceEntry, UnitEntry
from checker.values.quantity import Dimension

LONGEST_NAME = 100  # characters of a name, word or symbol
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TAKEN_IDS = ("count", "number", "ordinal", "score", "share")  # of figures that have no unit beside them
_UNMEASURED = (Dimension.MONEY, Dimension.OTHER)  # one unit of these is worth nothing in another


def alias_mistake(name: str) -> str | None:
    """What is wrong with a name; None where nothing is."""
    if len(name) > LONGEST_NAME:
        return f"a name has at most {LONGEST_NAME} characters, and {quoted(name)} has {len(name)}"
    return None if has_word(name) else f"a name holds a word, and {quoted(name)} holds none"


def synonym_mistake(word: str) -> str | None:
    """What is wrong with a word for what is counted; None where nothing is."""
    if len(word) > LONGEST_NAME:
        return f"a word has at most {LONGEST_NAME} characters, and {quoted(word)} has {len(word)}"
    if _WORD.fullmatch(word):
        return None
    return f"expected a single word of letters, got {quoted(word)}; names of several words go under 'aliases'"


def unit_mistakes(units: Mapping[str, Written[UnitEntry]]) -> Iterator[Mistake]:
    """Units that say of a known one what it is not, and names and symbols that stand for another unit already."""
    with using(NO_WORDS):  # what is shipped, whatever the caller reads with
        taken: dict[tuple[str, str], str] = {}
        for name, written in units.items():
            known = unit_table().by_id.get(name)
            yield from _factor_mistakes(name, written, known)
            for sort, listed in (("name", written.value.names), ("symbol", written.value.symbols)):
                entry = written.entry.value.get(f"{sort}s") if isinstance(written.entry.value, Table) else None
                where = places(entry, len(listed)) if entry else ()
                for text, place in zip(listed, where, strict=True):
                    bearer = _bearer(sort, text) or taken.get((sort, _form(sort, text)))
                    why = _text_mistake(sort, text)
                    if bearer is not None and bearer != name:
                        why = f"the {sort} {quoted(text)} is that of {quoted(bearer)} already; choose another"
                    if why:
                        yield written.mistake(place, why)
                    taken.setdefault((sort, _form(sort, text)), name)


def _factor_mistakes(name: str, written: Written[UnitEntry], known: Unit | None) -> Iterator[Mistake]:
    unit = written.value
    place = written.place_of("factor")
    if not name[:1].isalpha() or name in _TAKEN_IDS or len(name) > LONGEST_NAME:
        why = f"the id of a unit begins with a letter and is none of {', '.join(_TAKEN_IDS)}; {quoted(name)} is not so"
        yield written.mistake(written.entry.place, why)
    if known is not None:
        if (known.dimension, known.factor, known.offset) != (unit.dimension, unit.factor, unit.offset):
            what = f"dimension {known.dimension.value}, factor {known.factor:.12g}"
            why = f"the unit {quoted(name)} is known with {what}; repeat these to add names, or choose another id"
            yield written.mistake(written.entry.place, why)
    elif unit.dimension is Dimension.MONEY and (unit.factor != 1 or unit.offset):
        yield written.mistake(place, "a currency has no factor and no offset; what it is worth goes under 'rates'")
    elif unit.dimension not in _UNMEASURED and not _says(written, "factor"):
        yield written.mistake(place, f"the unit {quoted(name)} needs a factor: how many {_base(unit.dimension)} one is")


def _says(written: Written[UnitEntry], option: str) -> bool:
    return isinstance(written.entry.value, Table) and written.entry.value.get(option) is not None


def _base(dimension: Dimension) -> str:
    """The base unit of a dimension, for a message: "of the unit 'metre'"."""
    of_it = (u.id for u in unit_table().by_id.values() if u.dimension is dimension and u.factor == 1 and not u.offset)
    return f"of the unit {next(of_it, dimension.value)!r}"


def _form(sort: str, text: str) -> str:
    return text.lower() if sort == "name" else text


def _bearer(sort: str, text: str) -> str | None:
    """The id of the known unit that a name or symbol stands for."""
    if not text.strip():
        return None
    unit = bearer_of_name(text) if sort == "name" else bearer_of_symbol(text)
    return unit.id if unit else None


def _text_mistake(sort: str, text: str) -> str | None:
    table = number_words()
    if not text.strip() or len(text) > LONGEST_NAME:
        return f"a {sort} has 1 to {LONGEST_NAME} characters, not {len(text.strip())}"
    if any(c.isdigit() for c in text[:1]):
        return f"a {sort} does not begin with a digit, as {quoted(text)} does: it stands behind a number"
    if text.lower() in table.scales or text.lower() in table.glued or text.lower() in table.small:
        return f"the {sort} {quoted(text)} is part of a number, as in '5 {text.lower()}'; choose another"
    return None


def currency_mistakes(entry: Entry, path: str, units: Mapping[str, Written[UnitEntry]]) -> Iterator[Mistake]:
    """What is wrong with the currencies of rates, whatever else is wrong with them; ``entry`` holds the rates."""
    if not isinstance(entry.value, Table):
        return
    with using(NO_WORDS):
        known = [u.id for u in unit_table().by_id.values() if u.dimension is Dimension.MONEY]
    known += [name for name, unit in units.items() if unit.value.dimension is Dimension.MONEY]
    of, base = entry.value.get("of"), entry.value.get("base")
    listed = of.value.entries if of is not None and isinstance(of.value, Table) else ()
    named = [(one.name, one.place) for one in listed]
    if base is not None and isinstance(base.value, Scalar):
        named.append((base.value.text, base.value.place))
    for code, place in named:
        if code not in known:
            near = nearest(code, known)
            hint = f"; did you mean {near!r}?" if near else "; use codes such as EUR, or name it under 'units'"
            yield Mistake(path, place.line, place.column, f"unknown currency {quoted(code)}{hint}")
    if not listed:
        why = "the rates name no currency; write them as 'of: {EUR: 1.08}'"
        yield Mistake(path, entry.place.line, entry.place.column, why)


def source_mistakes(sources: Mapping[str, Written[SourceEntry]]) -> Iterator[Mistake]:
    """Patterns of nothing, and sources that are copies of themselves."""
    for pattern, written in sources.items():
        if not pattern.strip():
            yield written.mistake(written.entry.place, "a pattern of sources must not be empty; '*' fits all")
        copied = written.value.copy_of
        if copied is not None and copied.strip() in ("", pattern):
            yield written.mistake(
                written.place_of("copy_of"), f"{quoted(pattern)} cannot be a copy of {quoted(copied)}"
            )
