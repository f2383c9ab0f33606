"""Rule files -> RuleSet: what they extend, what they change, and every mistake in them at once.

A rule whose id was not there before is added; one whose id was there changes the given keys of the earlier rule and
leaves the others. The rules of a file look at a pair before those of the packs it extends, and what is named later
before what is named earlier: the more particular rule speaks first. Each file is read once, however many extend it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checker.errors import ConfigError, Mistake
from checker.facts.vocabulary import using
from checker.registry import Registry, nearest
from checker.rules.decode import decode, did_you_mean
from checker.rules.effect import never_speaks, no_change
from checker.rules.entry import FileEntry
from checker.rules.kind import Kind
from checker.rules.nodes import Items, Node, Place, Scalar, Table, got, quoted
from checker.rules.packs import PackError, all_packs, find_pack
from checker.rules.rates import Rates, options_with_rates
from checker.rules.read_rule import RuleReader, texts_of
from checker.rules.read_tables import TablesReader
from checker.rules.rule import Rule, RuleSet
from checker.rules.tables import NO_TABLES
from checker.rules.yamlfile import parse_yaml, read_yaml

START = Place(1, 1)
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class RulesText:
    """Rules that a stranger has written into no file: they may extend packs, and reach no path."""

    name: str  # what mistakes and reports call it
    text: str


def load_rules(names: Sequence[str], kinds: Registry[Kind], packs: Path, text: RulesText | None = None) -> RuleSet:
    """The rules of the packs and files named, later ones over earlier ones, and those of ``text`` over all.

    A name is that of a pack in the folder ``packs``, or a path where it has a slash or ends in .yaml or .yml.
    Raises ConfigError with all mistakes of all files.
    """
    loading = _Loading(kinds, packs)
    for name in names:
        loading.named(name, Path(), name, START)
    if text is not None:
        loading.text(text.text, text.name, foreign=True)
        names = (*names, text.name)
    loading.finish()
    if loading.mistakes:
        raise ConfigError(loading.sorted_mistakes())
    return loading.result(", ".join(names))


def parse_rules(text: str, kinds: Registry[Kind], packs: Path, name: str) -> RuleSet:
    """The rules of a YAML text, which mistakes call ``name``; what it extends is looked for from the working folder.

    Raises ConfigError as ``load_rules`` does.
    """
    loading = _Loading(kinds, packs)
    loading.text(text, name)
    loading.finish()
    if loading.mistakes:
        raise ConfigError(loading.sorted_mistakes())
    return loading.result(name)


def check_rules(path: Path, kinds: Registry[Kind], packs: Path) -> tuple[Mistake, ...]:
    """All mistakes in a rules file and in what it extends, sorted by file and place; without any, the warnings."""
    loading = _Loading(kinds, packs)
    loading.file(path, str(path), START)
    loading.finish()
    return loading.sorted_mistakes() or loading.result(str(path)).warnings


def check_rules_text(
    text: RulesText, kinds: Registry[Kind], packs: Path, names: Sequence[str] = ()
) -> tuple[Mistake, ...]:
    """As ``check_rules``, for a stranger's rules that stand over those of ``names``."""
    loading = _Loading(kinds, packs)
    for name in names:
        loading.named(name, Path(), name, START)
    loading.text(text.text, text.name, foreign=True)
    loading.finish()
    return loading.sorted_mistakes() or loading.result(text.name).warnings


def located(name: str, packs: Path) -> Path:
    """Where the pack or file of that name is, as rules name it in their places."""
    if is_path(name):
        return Path(name)
    pack = find_pack(name, packs)
    return pack.path if pack else packs / f"{name}.yaml"


def is_path(name: str) -> bool:
    """Whether the name of rules is a path, not that of a pack."""
    return name.endswith(SUFFIXES) or "/" in name or "\\" in name


def with_rates(rules: Iterable[Rule], rates: Rates | None) -> tuple[Rule, ...]:
    """The rules; those that compare sums of money and have no rates of their own get these."""
    if rates is None:
        return tuple(rules)
    return tuple(replace(r, options=options_with_rates(r.options, rates)) for r in rules)


class _Loading:
    """The state of one load: the rules so far, by id and in order, the mistakes, and the files on the way."""

    def __init__(self, kinds: Registry[Kind], packs: Path) -> None:
        self.rules: dict[str, Rule] = {}
        self.mistakes: list[Mistake] = []
        self._warnings: list[Mistake] = []
        self._kinds = kinds
        self._packs = packs
        self._broken: set[str] = set()  # ids of rules with mistakes, which later rules may still change
        self._reader = TablesReader()
        self._tables = NO_TABLES
        self._read: set[Path] = set()
        self._foreign: str | None = None  # the name of the text that must not name files
        self._way: list[Path] = []  # from the file that was asked for down to the one that is read now

    def finish(self) -> None:
        """Once all files are read: what their tables say together."""
        self._tables = self._reader.finish()
        self.mistakes += self._reader.mistakes

    def result(self, name: str) -> RuleSet:
        """The rules of what was read, with a warning for each that has no effect."""
        rules = RuleSet(name, with_rates(self.rules.values(), self._tables.rates), tables=self._tables)
        with using(self._tables.vocabulary):
            return replace(rules, warnings=(*self._warnings, *never_speaks(rules, self._kinds)))

    def sorted_mistakes(self) -> tuple[Mistake, ...]:
        """The mistakes by file, in the order in which the files were read, then by place."""
        order = {path: n for n, path in enumerate(dict.fromkeys(m.path for m in self.mistakes))}
        return tuple(sorted(self.mistakes, key=lambda m: (order[m.path], m.line, m.column, m.message)))

    def named(self, name: str, folder: Path, asker: str, place: Place) -> None:
        """Read a pack by name, or a file by its path from ``folder``; ``asker`` and ``place`` say who named it."""
        if is_path(name) and asker == self._foreign:
            self._mistake(asker, place, f"these rules are in no file and can extend packs only, not {quoted(name)}")
            return
        if is_path(name):
            self.file(folder / name, asker, place)
            return
        try:
            pack = find_pack(name, self._packs)
        except PackError as error:
            self._mistake(asker, place, str(error))
            return
        if pack is None:
            there = [p.name for p in all_packs(self._packs)]
            self._mistake(asker, place, f"unknown rule pack {quoted(name)}{did_you_mean(name, there)}")
        else:
            self.file(pack.path, asker, place)

    def file(self, path: Path, asker: str, place: Place) -> None:
        """Read one file, what it extends first."""
        real = path.resolve()
        if real in self._way:
            names = [p.name for p in self._way[self._way.index(real) :]]
            self._mistake(asker, place, f"'extends' runs in a circle: {' -> '.join([*names, real.name])}")
            return
        if real in self._read:
            return
        if not path.is_file():
            self._mistake(asker, place, f"there is no rules file {quoted(str(path))}; check the path")
            return
        self._read.add(real)
        self._way.append(real)
        parsed = read_yaml(path)
        self.mistakes += parsed.mistakes
        if parsed.root is not None:
            self._contents(parsed.root, path)
        self._way.pop()

    def text(self, text: str, name: str, *, foreign: bool = False) -> None:
        """Read rules that stand in no file; those that are ``foreign`` come from a stranger and must not name files."""
        parsed = parse_yaml(text, name)
        self.mistakes += parsed.mistakes
        self._foreign = str(Path(name)) if foreign else None
        if parsed.root is not None:
            self._contents(parsed.root, Path(name))

    def _contents(self, root: Node, path: Path) -> None:
        if not isinstance(root, Table):
            self._mistake(str(path), root.place, f"expected a mapping with version, extends and rules, got {got(root)}")
            return
        head = root.without(frozenset({"rules"}))
        self.mistakes += decode(head, FileEntry, str(path), also=("rules",)).mistakes
        for item in texts_of(root.get("extends")):
            self.named(item.text, path.parent, str(path), item.place)
        self._reader.take(head, str(path))
        rules = root.get("rules")
        if rules is None:
            return
        if isinstance(rules.value, Items):
            with using(self._reader.words()):  # a filter of a rule may name a unit of the user's own
                self._rules(rules.value, path)
        else:
            self._mistake(str(path), rules.value.place, f"expected a list of rules, got {got(rules.value)}")

    def _rules(self, rules: Items, path: Path) -> None:
        earlier = self.rules
        added: dict[str, Rule] = {}
        lines: dict[str, int] = {}
        for node in rules.items:
            if not isinstance(node, Table):
                self._mistake(str(path), node.place, f"expected a rule, which is a mapping, got {got(node)}")
                continue
            id_entry = node.get("id")
            name = id_entry.value.text if id_entry and isinstance(id_entry.value, Scalar) else ""
            if id_entry and name and name in lines:
                message = f"two rules have the id {quoted(name)}; the first is on line {lines[name]}; rename one"
                self._mistake(str(path), id_entry.value.place, message)
                self.mistakes += self._read_apart(node, str(path))
                continue
            lines[name] = node.place.line
            rule = self._rule(node, name, str(path))
            if rule is not None:
                (earlier if name in earlier else added)[name] = rule
        self.rules = added | earlier

    def _read_apart(self, node: Table, path: str) -> list[Mistake]:
        """What is wrong with a rule that is not going to be used."""
        reader = RuleReader(path, self._kinds)
        reader.read(node, None)
        return reader.mistakes

    def _rule(self, node: Table, name: str, path: str) -> Rule | None:
        base = self.rules.get(name)
        reader = RuleReader(path, self._kinds)
        rule = reader.read(node, base)
        why = no_change(base, rule) if base and rule else None
        if why:
            self._warnings.append(Mistake(path, node.place.line, node.place.column, why, warning=True))
        if rule is None and not reader.mistakes and name not in self._broken:
            near = nearest(name, list(self.rules))
            hint = f"; did you mean to change {near!r}?" if near else ""
            reader.note(node.place, f"the rule {quoted(name)} has no kind, and no earlier rule has its id{hint}")
        self.mistakes += reader.mistakes
        if reader.mistakes:
            self._broken.add(name)
            return None
        return rule

    def _mistake(self, path: str, place: Place, message: str) -> None:
        self.mistakes.append(Mistake(path, place.line, place.column, message))
