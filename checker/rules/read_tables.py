"""The tables of rules files -> Tables: later files over earlier ones, name by name, and what is wrong with them.

What one file says is checked for its shape by the decoder; here are the mistakes that show only between entries, and
between an entry and what the readers know: a name that stands for two things, a unit whose name is taken.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import Mistake
from checker.facts.lexemes import fold
from checker.facts.own_names import own_name
from checker.facts.vocabulary import NO_WORDS, OwnUnit, Vocabulary
from checker.rules.decode import decode
from checker.rules.entry import FileEntry
from checker.rules.name_tables import NameTable, Written
from checker.rules.nodes import Entry, Table
from checker.rules.rates import Rates
from checker.rules.table_checks import alias_mistake, currency_mistakes, source_mistakes, synonym_mistake, unit_mistakes
from checker.rules.table_entries import SourceEntry, UnitEntry
from checker.rules.tables import SourceSetting, Tables
from checker.values.quantity import Dimension

_NOTHING_ELSE = FileEntry(version=1)
TABLE_KEYS = frozenset({"aliases", "synonyms", "units", "rates", "sources"})


class TablesReader:
    """Takes in one file after another; ``finish`` gives the tables, and ``mistakes`` then holds all there are."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self._aliases = NameTable(fold, alias_mistake)
        self._synonyms = NameTable(str.lower, synonym_mistake)
        self._units: dict[str, Written[UnitEntry]] = {}
        self._sources: dict[str, Written[SourceEntry]] = {}
        self._rates: Rates | None = None
        self._rate_entries: list[tuple[Entry, str]] = []  # of all files, with their paths

    def take(self, root: Table, path: str) -> None:
        """Take in the tables of one file; an entry that the decoder refuses is left out, and reported by it."""
        for part in TABLE_KEYS:
            entry = root.get(part)
            if entry is None or not isinstance(entry.value, Table):
                continue
            if part == "rates":
                self._take_rates(entry, path)
                continue
            for one in entry.value.entries:
                alone = Table(entry.place, (Entry(part, entry.place, Table(entry.value.place, (one,))),))
                read = decode(alone, FileEntry, path, base=_NOTHING_ELSE).value
                if read is not None:
                    self._take_one(part, read, one, path)

    def finish(self) -> Tables:
        """The tables of all files; where ``mistakes`` has some, not to be used."""
        self.mistakes += self._word_mistakes()
        self.mistakes += source_mistakes(self._sources)
        for entry, path in self._rate_entries:
            self.mistakes += currency_mistakes(entry, path, self._units)
        if self.mistakes:
            return Tables()
        sources = tuple(_setting(pattern, written.value) for pattern, written in self._sources.items())
        return Tables(self.words(), sources, self._rates)

    def words(self) -> Vocabulary:
        """The words of the files so far, with which the rules of the last one are read; none where some are wrong."""
        if next(self._word_mistakes(), None) is not None:
            return NO_WORDS
        return Vocabulary(
            names=tuple(own_name(name, others) for name, others in self._aliases.entries()),
            synonyms=tuple((word.lower(), tuple(map(str.lower, others))) for word, others in self._synonyms.entries()),
            units=tuple(_unit(name, written.value) for name, written in self._units.items()),
        )

    def _word_mistakes(self) -> Iterator[Mistake]:
        yield from self._aliases.mistakes()
        yield from self._synonyms.mistakes()
        yield from unit_mistakes(self._units)

    def _take_rates(self, entry: Entry, path: str) -> None:
        self._rate_entries.append((entry, path))
        read = decode(Table(entry.place, (entry,)), FileEntry, path, base=_NOTHING_ELSE).value
        if read is not None and read.rates is not None:
            self._rates = read.rates.rates

    def _take_one(self, part: str, read: FileEntry, entry: Entry, path: str) -> None:
        name = entry.name
        match part:
            case "aliases":
                self._aliases.take(Written(read.aliases[name], path, entry))
            case "synonyms":
                self._synonyms.take(Written(read.synonyms[name], path, entry))
            case "units":
                self._units[name] = Written(read.units[name], path, entry)
            case _:
                earlier = self._sources.pop(name, None)  # what is said last stands last: it outranks other patterns
                value = _over(earlier.value, read.sources[name]) if earlier else read.sources[name]
                self._sources[name] = Written(value, path, entry)


def _setting(pattern: str, entry: SourceEntry) -> SourceSetting:
    return SourceSetting(pattern, entry.tier, entry.publisher, entry.published, entry.copy_of)


def _over(earlier: SourceEntry, later: SourceEntry) -> SourceEntry:
    """What a later file says of a pattern, over what an earlier one said."""
    return SourceEntry(
        tier=earlier.tier if later.tier is None else later.tier,
        publisher=earlier.publisher if later.publisher is None else later.publisher,
        published=later.published or earlier.published,
        copy_of=earlier.copy_of if later.copy_of is None else later.copy_of,
    )


def _unit(name: str, entry: UnitEntry) -> OwnUnit:
    """The unit; one that is given no name and no symbol is found by its id, and a currency by its code in any case."""
    names, symbols = entry.names, entry.symbols
    if entry.dimension is Dimension.MONEY and name not in symbols:
        symbols = (*symbols, name)
    elif not names and not symbols:
        names = (name,)
    return OwnUnit(name, entry.dimension, entry.factor, entry.offset, names, symbols)
