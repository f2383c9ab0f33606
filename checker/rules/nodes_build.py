"""From YAML events to nodes: anchors, aliases, merge keys, duplicate names, and the limits.

A stack stands in for recursion. Each finished node carries its size (nodes below it, aliases written out) and its
height, so that a few lines of aliases to aliases are refused before anything walks them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from checker.errors import Mistake
from checker.rules.nodes import Entry, Items, Node, Place, Scalar, Table, quoted, resolve

MAX_DEPTH = 40  # levels of nesting; our own files need seven
MAX_NODES = 100_000  # after aliases are written out

_MERGE = "<<"


class Stop(Exception):  # noqa: N818 - it ends the reading of one file and never leaves yamlfile.py
    """A mistake after which nothing more can be read from the file."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.message)
        self.mistake = mistake


@dataclass(frozen=True, slots=True)
class _Measured:
    node: Node
    size: int
    height: int
    merges: bool = False  # a plain "<<" that stands as a name


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    place: Place
    anchor: str | None
    children: list[_Measured] = field(default_factory=list)


class Builder:
    """Takes the events of one file in order; ``root`` and ``mistakes`` are the result."""

    def __init__(self, path: str, max_nodes: int = MAX_NODES) -> None:
        """Start an empty tree for the file that mistakes call ``path``."""
        self._max_nodes = max_nodes
        self.root: Node | None = None
        self.mistakes: list[Mistake] = []
        self._path = path
        self._open: list[_Open] = []
        self._anchors: dict[str, _Measured | None] = {}  # None while the anchored node is still open
        self._total = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event; raise Stop where the file cannot be read on."""
        mark = event.start_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise self._stop(place, "a second document starts here; keep one document in a file")
        if isinstance(event, yaml.AliasEvent):
            self._add(self._alias(str(event.anchor), place), place, None)
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event, place)
            value = event.value if event.style else resolve(event.value)
            merges = event.value == _MERGE and not event.style
            self._add(_Measured(Scalar(place, event.value, value), 1, 1, merges), place, event.anchor)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_tag(event, place)
            self._start(place, event.anchor)
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self._open.pop()
            node = self._table(done) if isinstance(event, yaml.MappingEndEvent) else self._items(done)
            size = 1 + sum(c.size for c in done.children)
            height = 1 + max((c.height for c in done.children), default=0)
            self._add(_Measured(node, size, height), done.place, done.anchor, counted=True)

    def _start(self, place: Place, anchor: str | None) -> None:
        self._count(1, len(self._open) + 1, place)
        if anchor:
            self._anchors[anchor] = None
        self._open.append(_Open(place, anchor))

    def _add(self, measured: _Measured, place: Place, anchor: str | None, *, counted: bool = False) -> None:
        if not counted:
            self._count(measured.size, len(self._open) + measured.height, place)
        if anchor:
            self._anchors[anchor] = measured
        if self._open:
            self._open[-1].children.append(measured)
        else:
            self.root = measured.node

    def _count(self, size: int, depth: int, place: Place) -> None:
        self._total += size
        if depth > MAX_DEPTH:
            raise self._stop(place, f"this is nested more than {MAX_DEPTH} levels deep; make it flatter")
        if self._total > self._max_nodes:
            raise self._stop(place, f"the file has more than {self._max_nodes} values once its aliases are written out")

    def _alias(self, anchor: str, place: Place) -> _Measured:
        if anchor not in self._anchors:
            raise self._stop(place, f"the alias {quoted('*' + anchor)} stands for nothing that was written before")
        measured = self._anchors[anchor]
        if measured is None:
            raise self._stop(place, f"the alias {quoted('*' + anchor)} stands inside what it stands for")
        return measured

    def _items(self, done: _Open) -> Items:
        return Items(done.place, tuple(c.node for c in done.children))

    def _table(self, done: _Open) -> Table:
        """Own names first, then those of merge keys that are not among them."""
        own: dict[str, Entry] = {}
        merged: list[Entry] = []
        for key, value in zip(done.children[::2], done.children[1::2], strict=True):
            if not isinstance(key.node, Scalar):
                self._mistake(key.node.place, "a name must be a single text, not a list or mapping")
            elif key.merges:
                merged += self._merged(value.node)
            elif key.node.text in own:
                first = own[key.node.text].place.line
                self._mistake(key.node.place, f"{quoted(key.node.text)} stands twice; the first is on line {first}")
            else:
                own[key.node.text] = Entry(key.node.text, key.node.place, value.node)
        for entry in merged:
            own.setdefault(entry.name, entry)
        return Table(done.place, tuple(own.values()))

    def _merged(self, node: Node) -> Iterator[Entry]:
        for part in node.items if isinstance(node, Items) else (node,):
            if isinstance(part, Table):
                yield from part.entries
            else:
                self._mistake(part.place, "'<<' takes a mapping, or a list of mappings")

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place) -> None:
        if event.tag:
            self._mistake(place, f"the tag {quoted(event.tag)} is not allowed here; remove it")

    def _mistake(self, place: Place, message: str) -> None:
        self.mistakes.append(Mistake(self._path, place.line, place.column, message))

    def _stop(self, place: Place, message: str) -> Stop:
        return Stop(Mistake(self._path, place.line, place.column, message))
