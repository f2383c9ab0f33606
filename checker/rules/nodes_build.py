"""From YAML events to nodes: anchors, aliases, merge keys, duplicate names, and the limits.

A stack stands in for recursion. Each finished node carries its size (nodes below it, aliases written out) and its
height, so that a few lines of aliases to aliases are refused before anything walks them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

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


class _Measured(NamedTuple):
    """A node with an anchor: what an alias to it adds to a file."""

    node: Node
    size: int
    height: int


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    place: Place
    anchor: str | None
    children: list[Node] = field(default_factory=list)
    merges: list[int] = field(default_factory=list)  # positions of children that are a plain "<<"
    size: int = 1  # with all below it, aliases written out
    height: int = 1  # of what is a list or mapping itself; a scalar in it makes it no higher than 2

    def measured(self, node: Node) -> _Measured:
        """The node that the list or mapping has become."""
        return _Measured(node, self.size, max(self.height, 2) if self.children else 1)


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
        if isinstance(event, yaml.ScalarEvent):  # most events are
            self._scalar(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end(of_mapping=isinstance(event, yaml.MappingEndEvent))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start(event)
        elif isinstance(event, yaml.AliasEvent):
            place = _place(event)
            self._add(self._alias(str(event.anchor), place), place)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise self._stop(_place(event), "a second document starts here; keep one document in a file")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        place, text = _place(event), event.value
        scalar = Scalar(place, text, text if event.style else resolve(text))
        self._count(1, len(self._open) + 1, place)
        if event.tag:
            self._refuse_tag(event.tag, place)
        if event.anchor:
            self._anchors[event.anchor] = _Measured(scalar, 1, 1)
        if not self._open:
            self.root = scalar
            return
        parent = self._open[-1]
        if text == _MERGE and not event.style:
            parent.merges.append(len(parent.children))
        parent.children.append(scalar)
        parent.size += 1

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        place = _place(event)
        if event.tag:
            self._refuse_tag(event.tag, place)
        self._count(1, len(self._open) + 1, place)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append(_Open(place, event.anchor))

    def _end(self, *, of_mapping: bool) -> None:
        done = self._open.pop()
        measured = done.measured(self._table(done) if of_mapping else Items(done.place, tuple(done.children)))
        if done.anchor:
            self._anchors[done.anchor] = measured
        self._join(measured)

    def _add(self, measured: _Measured, place: Place) -> None:
        """Add a node whose size has not been counted yet."""
        self._count(measured.size, len(self._open) + measured.height, place)
        self._join(measured)

    def _join(self, measured: _Measured) -> None:
        if not self._open:
            self.root = measured.node
            return
        parent = self._open[-1]
        parent.children.append(measured.node)
        parent.size += measured.size
        parent.height = max(parent.height, measured.height + 1)

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

    def _table(self, done: _Open) -> Table:
        """Own names first, then those of merge keys that are not among them."""
        own: dict[str, Entry] = {}
        merged: list[Entry] = []
        children = done.children
        for at in range(0, len(children), 2):
            key, value = children[at], children[at + 1]
            if not isinstance(key, Scalar):
                self._mistake(key.place, "a name must be a single text, not a list or mapping")
            elif at in done.merges:
                merged += self._merged(value)
            elif key.text in own:
                first = own[key.text].place.line
                self._mistake(key.place, f"{quoted(key.text)} stands twice; the first is on line {first}")
            else:
                own[key.text] = Entry(key.text, key.place, value)
        for entry in merged:
            own.setdefault(entry.name, entry)
        return Table(done.place, tuple(own.values()))

    def _merged(self, node: Node) -> Iterator[Entry]:
        for part in node.items if isinstance(node, Items) else (node,):
            if isinstance(part, Table):
                yield from part.entries
            else:
                self._mistake(part.place, "'<<' takes a mapping, or a list of mappings")

    def _refuse_tag(self, tag: str, place: Place) -> None:
        self._mistake(place, f"the tag {quoted(tag)} is not allowed here; remove it")

    def _mistake(self, place: Place, message: str) -> None:
        self.mistakes.append(Mistake(self._path, place.line, place.column, message))

    def _stop(self, place: Place, message: str) -> Stop:
        return Stop(Mistake(self._path, place.line, place.column, message))


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
