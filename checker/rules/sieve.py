"""Which rules look at a claim, and at a value in it: the filters of all rules at once, made ready once.

Rules are bits of a whole number, in the order of the rules: for each name that some filter asks for, the number of all
rules that ask for it. What one side of a pair has is looked up in these tables, and a rule that cannot match costs
nothing. ``where`` says what the filters mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from checker.facts.gazetteer import resolve
from checker.facts.lexicon import lemma
from checker.facts.same_entity import same_entity
from checker.rules.wanted import Names, counted_names, counted_of, qualifier_names, qualifiers_of, unit_id
from checker.rules.where import OF_FIGURES, Filters
from checker.values.claim import Claim, Entity, EntityKind
from checker.values.quantity import Quantity
from checker.values.text import Document

MAY_BE_SHORT = (EntityKind.PERSON, EntityKind.OTHER)  # "Ruiz" for "Ana Ruiz"

Rules = int  # a set of rules: bit n is the rule at position n
Asked = tuple[int, Filters, frozenset[str]]  # position of a rule, its filters, those of them that ask about values


@dataclass(frozen=True, slots=True)
class Table:
    """One filter of all rules: who does not ask, and who asks for what."""

    open: Rules
    asking: Mapping[str, Rules]

    def having(self, names: Iterable[str]) -> Rules:
        """The rules that a side with these names passes."""
        found = self.open
        for name in names:
            found |= self.asking.get(name, 0)
        return found

    def globbed(self, *texts: str) -> Rules:
        """The rules one of whose patterns fits one of the texts."""
        fits = (rules for pattern, rules in self.asking.items() if any(fnmatchcase(t, pattern) for t in texts))
        found = self.open
        for rules in fits:
            found |= rules
        return found


@dataclass(frozen=True, slots=True)
class Phrase:
    """A counted noun with words before it: "police officers"."""

    head: Names
    words: tuple[str, ...]  # lemmas, each of which must narrow the noun
    rules: Rules


class Group:
    """The filters of all rules, or those under ``not`` of all rules."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        """Make the tables; a rule that is not among ``asked`` passes nothing."""
        every = _bits(n for n, _, _ in asked)
        self.every: Rules = every
        self._may_be_name = _bits(n for n, _, of_values in asked if of_values.isdisjoint(OF_FIGURES))
        self.valueless: Rules = _bits(n for n, _, of_values in asked if not of_values)
        self._counted, self._phrases = _table(asked, "counted", _counted), tuple(_phrases(asked))
        self._qualifiers = _table(asked, "qualifiers", qualifier_names)
        self._units = _table(asked, "unit", _unit)
        self._dimensions = _table(asked, "dimension", _itself)
        self._measures = _table(asked, "measure", _itself)
        self._roles = _table(asked, "role", _itself)
        self._entities = _table(asked, "entities", lambda name: (resolve(name),))
        self._by_last_word = _last_words(self._entities)
        self._names = _table([a for a in asked if "entity_kinds" in a[2]], "entity_kinds", _itself, every)
        self._mentioned = _table([a for a in asked if "entity_kinds" not in a[2]], "entity_kinds", _itself, every)
        self._sources = _table(asked, "sources", lambda pattern: (_slashed(pattern),))
        self._publishers = _table(asked, "publishers", lambda pattern: (pattern.casefold(),))
        self._tiers = _table(asked, "tiers", _itself)
        self._languages = _table(asked, "languages", lambda name: (name.lower(),))
        self._claims = _table(asked, "claims", _itself)
        self._attributed = _table(asked, "attributed", _itself)

    def document(self, document: Document) -> Rules:
        """The rules whose filters on sources a document passes."""
        path = _slashed(document.id)
        publisher = (document.publisher.casefold(),) if document.publisher else ()
        return (
            self.every
            & self._sources.globbed(path, path.rpartition("/")[2])
            & self._publishers.globbed(*publisher)
            & self._tiers.having(() if document.tier is None else (str(document.tier),))
            & self._languages.having((document.language.lower(),))
        )

    def claim(self, claim: Claim) -> Rules:
        """The rules whose filters on claims a claim passes."""
        entities = claim.facts.entities
        return (
            self._entities.having({name for e in entities for name in self._called(e)})
            & self._mentioned.having({e.kind.value for e in entities})
            & self._claims.having((claim.kind.value,))
            & self._attributed.having((str(claim.facts.attribution is not None),))
        )

    def _called(self, entity: Entity) -> Iterable[str]:
        """What filters may call a name: its canonical form and, of a person, a fuller or a shorter one."""
        yield entity.canonical
        if entity.kind in MAY_BE_SHORT:
            for name in self._by_last_word.get(entity.canonical.rpartition(" ")[2], ()):
                if same_entity(entity, replace(entity, text=name, canonical=name)):
                    yield name

    def quantity(self, q: Quantity) -> Rules:
        """The rules whose filters on values a figure passes."""
        counted = counted_of(q)
        found = self._counted.having(counted)
        for phrase in self._phrases:
            if phrase.head & counted and all(any(w in q_word.split() for q_word in _lemmas(q)) for w in phrase.words):
                found |= phrase.rules
        return (
            found
            & self._qualifiers.having(qualifiers_of(q))
            & self._units.having((q.unit,))
            & self._dimensions.having((q.dimension.value,))
            & self._measures.having((q.measure,) if q.measure else ())
            & self._roles.having((q.role.value,))
        )

    def name(self, entity: Entity) -> Rules:
        """The rules whose filters on values a name passes."""
        return self._may_be_name & self._names.having((entity.kind.value,))


def _table(
    asked: Sequence[Asked], name: str, names_of: Callable[[str], Iterable[str]], every: Rules | None = None
) -> Table:
    """The table of the filter ``name``; ``names_of`` turns what a rule asks for into names to look up."""
    asking: dict[str, Rules] = {}
    silent = _bits(n for n, _, _ in asked) if every is None else every
    for n, filters, _ in asked:
        wanted = getattr(filters, name)
        values = wanted if isinstance(wanted, tuple) else () if wanted is None else (wanted,)
        if values:
            silent &= ~(1 << n)
        for value in values:
            for key in names_of(str(value)):
                asking[key] = asking.get(key, 0) | 1 << n
    return Table(silent, asking)


def _last_words(names: Table) -> Mapping[str, tuple[str, ...]]:
    """The names that filters ask for, by their last word."""
    found: dict[str, tuple[str, ...]] = {}
    for name in names.asking:
        last = name.rpartition(" ")[2]
        found[last] = (*found.get(last, ()), name)
    return found


def _phrases(asked: Sequence[Asked]) -> Iterable[Phrase]:
    for n, filters, _ in asked:
        for phrase in filters.counted:
            *before, head = phrase.split() or [""]
            if before:
                yield Phrase(counted_names(head), tuple(lemma(w) for w in before), 1 << n)


def _counted(phrase: str) -> Iterable[str]:
    """The names of a single noun; phrases have a table of their own."""
    return () if len(phrase.split()) > 1 else counted_names(phrase)


def _lemmas(q: Quantity) -> tuple[str, ...]:
    return tuple(" ".join(lemma(w) for w in words.split()) for words in q.qualifiers)


def _unit(name: str) -> tuple[str, ...]:
    """The id of a unit; a name that no unit has, which loading refuses, asks for itself."""
    return (unit_id(name) or name,)


def _itself(value: str) -> tuple[str, ...]:
    return (value,)


def _slashed(path: str) -> str:
    return path.replace("\\", "/")


def _bits(positions: Iterable[int]) -> Rules:
    found = 0
    for n in positions:
        found |= 1 << n
    return found


@dataclass(frozen=True, slots=True)
class Fits:
    """The rules that look at one side of a pair: at what gives no value that filters ask about, and at each value."""

    plain: Rules
    figures: tuple[Rules, ...]  # of the quantities of the claim, in order
    names: tuple[Rules, ...]  # of its entities, in order

    def all(self) -> Rules:
        """The rules that look at the side at all, whatever its value."""
        found = self.plain
        for rules in (*self.figures, *self.names):
            found |= rules
        return found


class Sieve:
    """The filters of the rules of a run."""

    def __init__(self, wanted: Sequence[Asked], barred: Sequence[Asked]) -> None:
        """``wanted`` are the filters of every rule, ``barred`` those under ``not`` of the rules that have them."""
        self._wanted, self._barred = Group(wanted), Group(barred)

    def document(self, document: Document) -> tuple[Rules, Rules]:
        """The rules whose filters on sources a document passes, and those whose ``not`` it may fall under."""
        return self._wanted.document(document), self._barred.document(document)

    def side(self, of_document: tuple[Rules, Rules], claim: Claim) -> Fits:
        """The rules that look at a claim of a document."""
        wanted = of_document[0] & self._wanted.claim(claim)
        barred = of_document[1] & self._barred.claim(claim)

        def fits(passed: Rules, fallen: Rules) -> Rules:
            return wanted & passed & ~(barred & fallen)

        figures, names = claim.facts.quantities, claim.facts.entities
        return Fits(
            fits(self._wanted.valueless, self._barred.valueless),
            tuple(fits(self._wanted.quantity(q), self._barred.quantity(q)) for q in figures),
            tuple(fits(self._wanted.name(e), self._barred.name(e)) for e in names),
        )
