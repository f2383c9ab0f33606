"""Every single-option change of a rule: of what its file sets or, where that sets nothing, of the kind's defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.rules.changes import NOWHERE, Moves
from benchmarks.rules.equivalent import excluded
from checker.rules.encode import encode
from checker.rules.entry import RULE_KEYS, RuleEntry
from checker.rules.hints import options_of
from checker.rules.kinds import ALL_KINDS
from checker.rules.load import load_rules, located
from checker.rules.nodes import Entry, Items, Node, Scalar, Table, node_of
from checker.rules.read_rule import RuleReader
from checker.rules.rule import Rule, RuleSet
from checker.rules.shapes import GroupShape
from checker.rules.shipped import shipped
from checker.rules.yamlfile import read_yaml


@dataclass(frozen=True)
class Pack:
    """The rules that one file adds or changes: each as it stands, as it stood before, and as it is written."""

    name: str
    whole: RuleSet  # with the rules that it takes over
    rules: tuple[tuple[Rule, Rule | None, Table], ...]


@dataclass(frozen=True)
class Mutant:
    """A rule of which one option is another; ``excluded``: why nothing can come of it, where that is certain."""

    option: str  # dotted: "approximation.over.up_to"
    change: str
    rule: Rule
    excluded: str | None = None


def pack(name: str) -> Pack:
    """A shipped pack by name, or a file by path, with the rules that are written in it."""
    path = located(name, shipped("rules"))
    root = read_yaml(path).root
    whole = load_rules([name], ALL_KINDS, shipped("rules"))
    if not isinstance(root, Table):
        return Pack(path.stem, whole, ())
    after = {rule.id: rule for rule in whole.rules}
    before = _extended(root, path)
    entry = root.get("rules")
    tables = [n for n in entry.value.items if isinstance(n, Table)] if entry and isinstance(entry.value, Items) else []
    return Pack(path.stem, whole, tuple((after[i], before.get(i), t) for t in tables if (i := _id(t)) in after))


def mutants(rule: Rule, base: Rule | None, table: Table, factor: float = 2.0) -> Iterator[Mutant]:
    """Every single-option change of a rule that its file could hold; none twice, and none that changes nothing.

    ``base`` is the rule as it stood before its file, ``table`` what the file writes; numbers move by ``factor`` (> 1).
    """
    kind, moves = ALL_KINDS[rule.kind], Moves(factor)
    written = _option_entries(table)
    if base is None and not written.entries:
        changes = moves.inside(_as_node(encode(kind.options())), GroupShape(kind.options), (), written=False)
        changes = (c for c in changes if c.to is not None)
    else:
        changes = moves.inside(written, GroupShape(kind.options), (), written=True)
    where = table.get("where")
    shape = next(o.shape for o in options_of(RuleEntry) if o.name == "where")
    seen = {_settings(rule)}
    for change in (*changes, *(moves.inside(where.value, shape, ("where",), written=True) if where else ())):
        mutated = _read(_changed(table, change.path, change.to), base, rule)
        if mutated is not None and _settings(mutated) not in seen:
            seen.add(_settings(mutated))
            yield Mutant(".".join(change.path), change.told, mutated, excluded(rule, mutated, change.path))


def _settings(rule: Rule) -> str:
    """All that a rule sets, as one text: options that decode to one value are one."""
    return repr((encode(rule.options), encode(rule.where)))


def _read(table: Table, base: Rule | None, rule: Rule) -> Rule | None:
    """The rule with the tests that it has; None where the decoder refuses it."""
    reader = RuleReader("a mutant", ALL_KINDS)
    read = reader.read(table, base)
    return None if read is None or reader.mistakes else replace(read, tests=rule.tests)


def _changed(table: Table, path: tuple[str, ...], to: Node | None) -> Table:
    """The table with another node at that path, or without what stands there."""
    name, rest = path[0], path[1:]
    there = table.get(name)
    if rest:
        inner = there.value if there and isinstance(there.value, Table) else Table(table.place, ())
        to = _changed(inner, rest, to)
    kept = tuple(e for e in table.entries if e.name != name)
    return Table(table.place, kept if to is None else (*kept, Entry(name, table.place, to)))


def _option_entries(table: Table) -> Table:
    return table.without(RULE_KEYS)


def _as_node(value: object) -> Table:
    node = node_of(value, NOWHERE)
    if not isinstance(node, Table):
        raise TypeError(f"the options of a kind are a mapping, not {type(value).__name__}")
    return node


def _id(table: Table) -> str:
    entry = table.get("id")
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""


def _extended(root: Table, path: Path) -> Mapping[str, Rule]:
    """The rules of the packs that a file extends, by id."""
    entry = root.get("extends")
    if entry is None:
        return {}
    items = entry.value.items if isinstance(entry.value, Items) else (entry.value,)
    names = [i.text for i in items if isinstance(i, Scalar)]
    known = [n if not n.startswith(".") else str(path.parent / n) for n in names]
    return {rule.id: rule for rule in load_rules(known, ALL_KINDS, shipped("rules")).rules}
