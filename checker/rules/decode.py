"""One decoder from YAML nodes to frozen dataclasses, for rules and configuration alike.

It refuses names it does not know, checks types, bounds and choices, and collects every mistake with its place. What
a file does not say is taken from ``base`` where one is given, else from the defaults of the class: groups and
mappings are filled in name by name, anything else is replaced as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar, cast

from checker.errors import CheckerError, Mistake
from checker.registry import nearest
from checker.rules.hints import defaults_of, options_by_name, required_of
from checker.rules.nodes import Items, Node, Place, Scalar, Table, got, quoted
from checker.rules.options import OptionError, Where
from checker.rules.shapes import (
    ChoiceShape,
    GroupShape,
    ListShape,
    MapShape,
    MaybeShape,
    ScalarShape,
    Shape,
)

T = TypeVar("T")

MOST_NAMES = 12  # that a message lists where it offers one of them anyway

_FAILED: Final = object()  # stands for a value that was read with a mistake; it never gets into a result


@dataclass(frozen=True, slots=True)
class Decoded(Generic[T]):
    """The value, or None and the mistakes that kept it from being made, in the order of the file."""

    value: T | None
    mistakes: tuple[Mistake, ...] = ()


def decode(node: Node, cls: type[T], path: str, *, base: T | None = None, also: tuple[str, ...] = ()) -> Decoded[T]:
    """Read ``node`` as an instance of the frozen dataclass ``cls``; ``path`` names the file in mistakes.

    ``base`` gives the values of what the node leaves out. ``also`` are names that may stand beside the options,
    and that a misspelt name is compared with too. Raises TypeError where ``cls`` has a field of a type that no
    YAML value stands for; never for what the node holds.
    """
    reader = _Reader(path, also)
    value = reader.group(node, cls, base)
    mistakes = tuple(sorted(reader.mistakes, key=lambda m: (m.line, m.column, m.message)))
    return Decoded(None, mistakes) if mistakes else Decoded(cast("T", value))


def did_you_mean(name: str, names: list[str]) -> str:
    """The end of a message on a name that does not exist: "; did you mean 'x'?", or all there are."""
    near = nearest(name, names)
    if near is not None:
        return f"; did you mean {near!r}?"
    return f"; there are: {', '.join(names)}" if names else ""


def _place(node: Node, where: Where) -> Place:
    """The place of what is inside a node; as far as the file goes there, since the rest may be taken from elsewhere."""
    for step in where:
        if isinstance(node, Table) and (entry := node.get(str(step))) is not None:
            node = entry.value
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            break
    return node.place


class _Reader:
    """Reads nodes by shape and notes what is wrong."""

    def __init__(self, path: str, also: tuple[str, ...]) -> None:
        self.mistakes: list[Mistake] = []
        self._path = path
        self._also = also

    def group(self, node: Node, cls: type, base: object | None) -> object:
        """An instance of ``cls``. A name with nothing behind it ("report:") says nothing."""
        if isinstance(node, Scalar) and node.value is None:
            node = Table(node.place, ())
        if not isinstance(node, Table):
            return self._wrong(node, GroupShape(cls))
        before = len(self.mistakes)
        options, also = options_by_name(cls), self._also
        self._also = ()
        values: dict[str, object] = {}
        for entry in node.entries:
            option = options.get(entry.name)
            if option is None:
                hint = did_you_mean(entry.name, [*options, *also])
                self._mistake(entry.place, f"unknown option {quoted(entry.name)}{hint}")
            else:
                inherited = option.default if base is None else getattr(base, option.field)
                values[option.field] = self.read(entry.value, option.shape, inherited)
        if base is None:
            for name in required_of(cls):
                if node.get(name) is None:
                    self._mistake(node.place, f"the option {name!r} is missing here")
        if len(self.mistakes) > before:
            return _FAILED
        try:
            return _made(cls, values, base)
        except OptionError as error:
            for where, message in error.mistakes:
                self._mistake(_place(node, where), message)
            return _FAILED
        except (ValueError, CheckerError) as error:  # what an options class says of its own values
            return self._mistake(node.place, str(error))

    def read(self, node: Node, shape: Shape, base: object | None) -> object:
        """The value of ``node``; ``base`` is what stands there if the node says nothing."""
        match shape:
            case MaybeShape():
                nothing = isinstance(node, Scalar) and node.value is None
                return None if nothing else self.read(node, shape.inner, base)
            case GroupShape():
                return self.group(node, shape.cls, base if isinstance(base, shape.cls) else None)
            case MapShape():
                return self._map(node, shape, base)
            case ListShape():
                return self._list(node, shape)
            case _:
                return self._scalar(node, shape)

    def _map(self, node: Node, shape: MapShape, base: object | None) -> object:
        if not isinstance(node, Table):
            return self._wrong(node, shape)
        values: dict[object, object] = dict(base) if isinstance(base, Mapping) else {}
        for entry in node.entries:
            key = self._scalar(Scalar(entry.place, entry.name, entry.name), shape.key)
            values[key] = self.read(entry.value, shape.value, values.get(key))
        return MappingProxyType(values)

    def _list(self, node: Node, shape: ListShape) -> object:
        if shape.takes_one and isinstance(node, Scalar) and node.value is not None:
            return (self.read(node, shape.item, None),)
        if not isinstance(node, Items) or shape.length not in (None, len(node.items)):
            return self._wrong(node, shape)
        return tuple(self.read(item, shape.item, None) for item in node.items)

    def _scalar(self, node: Node, shape: ScalarShape) -> object:
        value = shape.read(node.text, node.value) if isinstance(node, Scalar) and node.value is not None else None
        return self._wrong(node, shape) if value is None else value

    def _wrong(self, node: Node, shape: Shape) -> object:
        hint, expected = "", shape.expected
        if isinstance(shape, ChoiceShape) and isinstance(node, Scalar):
            near = nearest(node.text, list(shape.names))
            hint = f"; did you mean {near!r}?" if near else ""
            expected = f"one of {len(shape.names)} names" if near and len(shape.names) > MOST_NAMES else expected
        count = f" of {len(node.items)}" if isinstance(shape, ListShape) and isinstance(node, Items) else ""
        return self._mistake(node.place, f"expected {expected}, got {got(node)}{count}{hint}")

    def _mistake(self, place: Place, message: str) -> object:
        self.mistakes.append(Mistake(self._path, place.line, place.column, message))
        return _FAILED


def _made(cls: type, values: Mapping[str, Any], base: object | None) -> object:
    """``base`` or the defaults with these values over them; where there are none, the very same instance."""
    if not values:
        return defaults_of(cls) if base is None else base
    return cls(**values) if base is None else replace(cast("Any", base), **values)
