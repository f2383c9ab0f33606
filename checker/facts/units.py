"""Units and currencies (data/units.yaml, data/currencies.yaml): found beside a number, turned into base units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.facts.tokens import Tokens, tokenize
from checker.facts.vocabulary import in_use, kept
from checker.facts.wordlists import load, mapping, phrases, words
from checker.values.quantity import Dimension

_NO_UNITS = ("only_glued",)
_NO_CURRENCIES = ("not_codes", "never_spaced", "only_large")
_LONGEST_SYMBOL = 4  # tokens: "US $", "U.S.$"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``value * factor + offset`` is the value in the base unit of its dimension."""

    id: str  # "mile", "percent", "USD"
    dimension: Dimension
    factor: float = 1.0
    offset: float = 0.0

    def __post_init__(self) -> None:
        if self.factor <= 0:
            raise ValueError(f"unit {self.id}: a factor must be above 0, not {self.factor}")


COUNT = Unit("1", Dimension.COUNT)
SHARE = Unit("share", Dimension.PERCENT, 100.0)

_Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitTable:
    """All units and currencies by how they are written; candidates of one first word stand longest first."""

    by_id: dict[str, Unit]
    names: dict[str, tuple[tuple[_Phrase, Unit], ...]]  # lower case
    symbols: dict[str, tuple[tuple[_Phrase, str, Unit], ...]]  # as written, with the symbol whole
    only_glued: frozenset[str]
    money_before: dict[str, Unit]  # as written, without spaces
    money_ends: frozenset[str]  # last characters of these: most words before a number end otherwise
    never_spaced: frozenset[str]
    only_large: frozenset[str]


@kept(1)
def unit_table() -> UnitTable:
    """The tables, built once from the data files and from the units of the vocabulary in use."""
    data, money = mapping(load("units"), "units"), mapping(load("currencies"), "currencies")
    making = _Making()
    for dimension, entries in data.items():
        if dimension in _NO_UNITS:
            continue
        for unit_id, entry in mapping(entries, dimension).items():
            fields = mapping(entry, unit_id)
            offset = float(str(fields.get("offset", 0)))
            unit = Unit(str(unit_id), Dimension(dimension), float(str(fields["factor"])), offset)
            making.add(unit, phrases(fields.get("names", "")), phrases(fields.get("symbols", "")))
    not_codes = frozenset(words(money["not_codes"]))
    for code, entry in money.items():
        if code not in _NO_CURRENCIES:
            making.add_currency(str(code), mapping(entry, code), is_code=code not in not_codes)
    for own in in_use().units:
        making.add(Unit(own.id, own.dimension, own.factor, own.offset), own.names, own.symbols)
    return UnitTable(
        making.by_id,
        {k: tuple(sorted(v.items(), key=lambda item: -len(item[0]))) for k, v in making.names.items()},
        {
            k: tuple(sorted(((p, *e) for p, e in v.items()), key=lambda i: -len(i[0])))
            for k, v in making.symbols.items()
        },
        frozenset(words(data["only_glued"])) | {"p"},
        making.before,
        frozenset(symbol[-1] for symbol in making.before),
        frozenset(words(money["never_spaced"])),
        frozenset(words(money["only_large"])),
    )


class _Making:
    """Tables that are being filled in; what comes first keeps its names and symbols."""

    def __init__(self) -> None:
        self.by_id: dict[str, Unit] = {}
        self.names: dict[str, dict[_Phrase, Unit]] = {}
        self.symbols: dict[str, dict[_Phrase, tuple[str, Unit]]] = {}
        self.before: dict[str, Unit] = {}  # currencies that stand before an amount, by symbol and code

    def add(self, unit: Unit, names: Iterable[str], symbols: Iterable[str]) -> None:
        """Take in a unit with its names, in singular and plural, and its symbols."""
        self.by_id.setdefault(unit.id, unit)
        for name in names:
            for form in _plurals(name):
                phrase = tokenize(form).words
                self.names.setdefault(phrase[0], {}).setdefault(phrase, unit)
        for symbol in symbols:
            phrase = written(symbol)
            self.symbols.setdefault(phrase[0], {}).setdefault(phrase, (symbol, unit))
            if unit.dimension is Dimension.MONEY and unit.factor == 1:
                self.before.setdefault("".join(symbol.split()), unit)

    def add_currency(self, code: str, fields: Mapping[str, object], *, is_code: bool) -> None:
        """Take in a currency, by its code too, with its parts."""
        self.add(Unit(code, Dimension.MONEY), phrases(fields["names"]), words(fields["symbols"]))
        if is_code:
            self.add(Unit(code, Dimension.MONEY), (), (code,))
            self.add(Unit(code, Dimension.MONEY, 1e6), (), (f"M{code}",))  # "30 MEUR"
        for minor, parts in mapping(fields["minor"], code).items():
            self.add(Unit(code, Dimension.MONEY, 1 / float(str(parts))), (minor,), ())


def written(symbol: str) -> _Phrase:
    """A symbol as the tokens that it is written in."""
    tokens = tokenize(symbol)
    return tuple(tokens.raw(i) for i in range(len(tokens)))


def bearer_of_name(name: str) -> Unit | None:
    """The unit that the name, or its plural, stands for already; None where it is free."""
    phrase = tokenize(name).words
    return dict(unit_table().names.get(phrase[0], ())).get(phrase) if phrase else None


def bearer_of_symbol(symbol: str) -> Unit | None:
    """The unit that the symbol stands for already; None where it is free."""
    phrase, table = written(symbol), unit_table()
    there = {parts: unit for parts, _, unit in table.symbols.get(phrase[0], ())} if phrase else {}
    return there.get(phrase) or table.money_before.get("".join(symbol.split()))


def _plurals(name: str) -> tuple[str, ...]:
    """The name and its plural: "miles per hour", "square miles", "degrees celsius"."""
    if len(name) < 3 or not name[-1].isalpha():
        return (name,)
    head, *rest = name.split(" ")
    if rest and (rest[0] in ("per", "a", "an", "of", "old") or head in ("degree", "deg", "part", "revs")):
        return name, " ".join((head + "s", *rest))
    return (name,) if name.endswith("s") else (name, name + "s")


def unit_after(tokens: Tokens, at: int) -> tuple[Unit, int] | None:
    """The unit written from token ``at`` on, and the token after it; longest match first. None where none is."""
    table, word = unit_table(), tokens.word(at)
    for phrase, unit in table.names.get(word, ()):
        if tokens.follows(at, phrase) and _touches(tokens, at, at + len(phrase), table):
            return unit, at + len(phrase)
    raw = tokens.raw(at)
    for parts, symbol, unit in table.symbols.get(raw, ()):
        last = at + len(parts)
        if tokens.raw(at, last) == symbol and _touches(tokens, at, last, table) and not _runs_on(tokens, last):
            return unit, last
    return None


def _touches(tokens: Tokens, at: int, last: int, table: UnitTable) -> bool:
    return (tokens.glued(at) and tokens.kind(at - 1) == "9") or tokens.raw(at, last) not in table.only_glued


def _runs_on(tokens: Tokens, last: int) -> bool:
    """Whether the symbol is only the front of a longer word: the "m" of "m&a"."""
    return tokens.glued(last) and (tokens.kind(last) in ("9", "a") or tokens.word(last) == "&")


def currency_before(tokens: Tokens, at: int) -> tuple[Unit, int] | None:
    """The currency that stands right before token ``at``, and its first token: "US$", "EUR", "Rs."."""
    table = unit_table()
    if at < 1 or tokens.text[tokens.ends[at - 1] - 1] not in table.money_ends:
        return None
    for length in range(min(_LONGEST_SYMBOL, at), 0, -1):
        first = at - length
        raw = tokens.raw(first, at)
        key = "".join(raw.split())
        unit = table.money_before.get(key) or (table.money_before.get(key.upper()) if key.endswith("$") else None)
        if (
            unit is None
            or (key != raw and key.upper() in table.never_spaced)
            or (tokens.glued(first) and length == 1 and tokens.is_word(first) and tokens.is_word(first - 1))
        ):
            continue
        return unit, first
    return None
