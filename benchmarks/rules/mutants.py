"""Every single-option change of a rule: of what its file sets or, where that sets nothing, of the kind's defaults.

A number is doubled and halved, one with two bounds is moved half the way to each; both stay within their bounds. A
duration is doubled and halved, a flag turned, a choice becomes the next one. Of a list each item is left out, of a
mapping each entry; what may be null becomes null, and a limit that is null is set. What a file writes is also left out,
so that what stood there before holds again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.rules.equivalent import excluded
from checker.rules.duration import read_duration, write_duration
from checker.rules.encode import encode
from checker.rules.entry import RULE_KEYS, RuleEntry
from checker.rules.hints import options_of
from checker.rules.kinds import KINDS
from checker.rules.load import load_rules, located
from checker.rules.nodes import Entry, Items, Node, Place, Scalar, Table, node_of
from checker.rules.read_rule import RuleReader
from checker.rules.rule import Rule, RuleSet
from checker.rules.shapes import (
    ChoiceShape,
    DurationShape,
    FlagShape,
    GroupShape,
    ListShape,
    MapShape,
    MaybeShape,
    NumberShape,
    Shape,
)
from checker.rules.shipped import shipped
from checker.rules.yamlfile import read_yaml

_NOWHERE = Place(1, 1)
FREE = 1.0  # what a limit that is null is set to, or half or twice of it where it is itself a bound
A_DAY = "1 day"  # what a duration of nothing is doubled to


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


@dataclass(frozen=True)
class Change:
    """What happens to one leaf: another node in its place, or none."""

    path: tuple[str, ...]
    to: Node | None
    told: str


def pack(name: str) -> Pack:
    """A shipped pack by name, or a file by path, with the rules that are written in it."""
    path = located(name, shipped("rules"))
    root = read_yaml(path).root
    whole = load_rules([name], KINDS, shipped("rules"))
    if not isinstance(root, Table):
        return Pack(path.stem, whole, ())
    after = {rule.id: rule for rule in whole.rules}
    before = _extended(root, path)
    entry = root.get("rules")
    tables = [n for n in entry.value.items if isinstance(n, Table)] if entry and isinstance(entry.value, Items) else []
    return Pack(path.stem, whole, tuple((after[i], before.get(i), t) for t in tables if (i := _id(t)) in after))


def mutants(rule: Rule, base: Rule | None, table: Table) -> Iterator[Mutant]:
    """Every single-option change of a rule that its file could hold; none twice, and none that changes nothing."""
    kind = KINDS[rule.kind]
    written = _option_entries(table)
    if base is None and not written.entries:
        changes = _inside(_as_node(encode(kind.options())), GroupShape(kind.options), (), written=False)
        changes = (c for c in changes if c.to is not None)
    else:
        changes = _inside(written, GroupShape(kind.options), (), written=True)
    where = table.get("where")
    shape = next(o.shape for o in options_of(RuleEntry) if o.name == "where")
    seen = {_settings(rule)}
    for change in (*changes, *(_inside(where.value, shape, ("where",), written=True) if where else ())):
        mutated = _read(_changed(table, change.path, change.to), base, rule)
        if mutated is not None and _settings(mutated) not in seen:
            seen.add(_settings(mutated))
            yield Mutant(".".join(change.path), change.told, mutated, excluded(rule, mutated, change.path))


def _settings(rule: Rule) -> str:
    """All that a rule sets, as one text: options that decode to one value are one."""
    return repr((encode(rule.options), encode(rule.where)))


def _read(table: Table, base: Rule | None, rule: Rule) -> Rule | None:
    """The rule with the tests that it has; None where the decoder refuses it."""
    reader = RuleReader("a mutant", KINDS)
    read = reader.read(table, base)
    return None if read is None or reader.mistakes else replace(read, tests=rule.tests)


def _inside(node: Node, shape: Shape, path: tuple[str, ...], *, written: bool) -> Iterator[Change]:
    """The changes of all leaves of a group or mapping."""
    if isinstance(shape, MaybeShape) and isinstance(node, Table):
        shape = shape.inner
    if isinstance(shape, GroupShape) and isinstance(node, Table):
        shapes = {o.name: o.shape for o in options_of(shape.cls)}
        for entry in node.entries:
            if entry.name in shapes:
                yield from _inside(entry.value, shapes[entry.name], (*path, entry.name), written=written)
    elif isinstance(shape, MapShape) and isinstance(node, Table):
        for entry in node.entries:
            here = (*path, entry.name)
            yield from _inside(entry.value, shape.value, here, written=written)
            if written:
                yield Change(here, None, "left out")
    else:
        yield from _leaf(node, shape, path)
        if written:
            yield Change(path, None, "left out")


def _leaf(node: Node, shape: Shape, path: tuple[str, ...]) -> Iterator[Change]:
    """The changes of one option."""
    if isinstance(shape, MaybeShape):
        if isinstance(node, Scalar) and node.value is None:
            yield from _limit(shape.inner, path)
            return
        yield Change(path, node_of(None, node.place), "null")
        shape = shape.inner
    if isinstance(shape, ListShape):
        items = node.items if isinstance(node, Items) else (node,)
        for n, item in enumerate(items):
            left = items[:n] + items[n + 1 :]
            yield Change(path, Items(node.place, left), f"without {item.text if isinstance(item, Scalar) else n}")
        return
    if isinstance(node, Scalar):
        for value in _other_values(node, shape):
            yield Change(path, node_of(value, node.place), f"{node.text} -> {value}")


def _other_values(node: Scalar, shape: Shape) -> Iterator[object]:
    match shape:
        case NumberShape() if isinstance(node.value, int | float):
            for moved in _moved(float(node.value), shape):
                yield round(moved) if shape.whole else moved
        case DurationShape():
            length = read_duration(node.text)
            if length is not None:
                yield write_duration(length * 2) if length else A_DAY
                yield write_duration(length / 2)
        case FlagShape():
            yield not node.value
        case ChoiceShape():
            at = shape.names.index(node.text)
            yield shape.names[(at + 1) % len(shape.names)]


def _moved(value: float, shape: NumberShape) -> Iterator[float]:
    """The number moved substantially up and down, as far as its bounds let it."""
    low, high = shape.at_least, shape.at_most
    if low is not None and high is not None:
        yield from ((value + high) / 2, (value + low) / 2)
        return
    for moved in (value * 2 if value else FREE, value / 2):
        within = moved if low is None else max(low, moved)
        yield within if high is None else min(high, within)


def _limit(shape: Shape, path: tuple[str, ...]) -> Iterator[Change]:
    """A limit where there was none."""
    if isinstance(shape, NumberShape):
        value = FREE / 2 if shape.at_most == FREE else FREE * 2 if shape.at_least == FREE else FREE
        here = Scalar(_NOWHERE, str(value), value)
        yield Change(path, here, f"null -> {value}")


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
    node = node_of(value, _NOWHERE)
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
    return {rule.id: rule for rule in load_rules(known, KINDS, shipped("rules")).rules}
