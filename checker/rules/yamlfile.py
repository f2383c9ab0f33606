"""A YAML file as nodes that know their place.

Only what a configuration needs is read: mappings, lists and scalars, anchors and merge keys. Tags are refused, so
no file can name a class. Scalars are typed as YAML 1.2 says ("off", "no" and "2024-08-31" are texts), whatever
version the library follows. A file from a stranger is safe to read: its size, its depth and the number of nodes
after aliases are written out are limited, and the nodes are built from events without recursion.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from checker.errors import Mistake
from checker.rules.nodes import Node, Place, Table
from checker.rules.nodes_build import MAX_NODES, Builder, Stop

MAX_BYTES = 1_000_000  # of one file; the largest rule pack we know has a hundredth of it

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What YAML calls unprintable, plus lone surrogates: neither can stand in a YAML text.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_HINTS = (
    ("mapping values are not allowed", "put a text that holds ': ' in quotes, and check the indentation"),
    ("cannot start any token", "indent with spaces, not tabs, and put a text that starts with @, ` or % in quotes"),
    ("could not find expected ':'", "every line of a mapping reads 'name: value'"),
    ("did not find expected key", "check the indentation, and that each quote is closed"),
    ("did not find expected '-' indicator", "check the indentation of the list"),
    ("did not find expected ',' or", "a bracket is not closed"),
    ("found unexpected end of stream", "a quote is not closed"),
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file holds: ``root`` is None where its syntax is broken. An empty file is an empty mapping."""

    root: Node | None
    mistakes: tuple[Mistake, ...] = ()


def read_yaml(
    path: Path, shown: str | None = None, *, max_bytes: int = MAX_BYTES, max_nodes: int = MAX_NODES
) -> Parsed:
    """Parse the file at ``path``; ``shown`` is its name in mistakes. Never raises for what the file holds.

    A file of more bytes, or of more values once aliases are written out, is a mistake.
    """
    name = shown or str(path)
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        return _refused(name, Place(1, 1), f"cannot be read: {error.strerror or type(error).__name__}; check the path")
    try:
        return parse_yaml(data.decode("utf-8-sig"), name, max_bytes=max_bytes, max_nodes=max_nodes)
    except UnicodeDecodeError as error:
        if len(data) > max_bytes:
            return _too_large(name, max_bytes)
        before = data[: error.start].decode("utf-8-sig")
        return _refused(name, _place_at(before, len(before)), "this is not UTF-8; save the file as UTF-8")


def parse_yaml(text: str, path: str, *, max_bytes: int = MAX_BYTES, max_nodes: int = MAX_NODES) -> Parsed:
    """Parse ``text``, which mistakes call ``path``. Never raises for what the text holds."""
    bad = _UNPRINTABLE.search(text)
    if len(text) > max_bytes or len(text.encode("utf-8", "surrogatepass")) > max_bytes:
        return _too_large(path, max_bytes)
    if bad:
        problem = f"the character U+{ord(bad.group()):04X} cannot stand in YAML; remove it"
        return _refused(path, _place_at(text, bad.start()), problem)
    builder = Builder(path, max_nodes)
    try:
        _build(text, builder)
    except Stop as stop:
        return Parsed(None, _sorted([*builder.mistakes, stop.mistake]))
    except yaml.YAMLError as error:
        return Parsed(None, _sorted([*builder.mistakes, _syntax_mistake(error, text, path)]))
    root = builder.root if builder.root is not None else Table(Place(1, 1), ())
    return Parsed(root, _sorted(builder.mistakes))


def _build(text: str, builder: Builder) -> None:
    loader = _LOADER(text)
    try:
        while (event := loader.get_event()) is not None:
            builder.take(event)
    finally:
        loader.dispose()


def _syntax_mistake(error: yaml.YAMLError, text: str, path: str) -> Mistake:
    """Where the parser stopped and what it says, with advice for what goes wrong most often."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    place = min(place, _place_at(text, len(text)))  # at the end of a file libyaml counts one line too many
    parts = [str(getattr(error, name, None) or "") for name in ("problem", "context")]
    said = " ".join(p for p in parts if p) or "the text cannot be parsed"
    advice = next((f"; {hint}" for sign, hint in _HINTS if sign in said), "")
    return Mistake(path, place.line, place.column, f"this is not YAML: {said}{advice}")


def _refused(path: str, place: Place, message: str) -> Parsed:
    return Parsed(None, (Mistake(path, place.line, place.column, message),))


def _too_large(path: str, max_bytes: int) -> Parsed:
    advice = "; split it with 'extends'" if max_bytes == MAX_BYTES else ""
    return _refused(path, Place(1, 1), f"the file is larger than {max_bytes} bytes{advice}")


def _place_at(text: str, offset: int) -> Place:
    line = text.count("\n", 0, offset) + 1
    return Place(line, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def _sorted(mistakes: list[Mistake]) -> tuple[Mistake, ...]:
    return tuple(sorted(mistakes, key=lambda m: (m.line, m.column, m.message)))
