"""The options of a frozen dataclass, read off its fields and type hints.

This is the one place that looks at types: the decoder, the JSON Schema, the help and the commented default file all
go by the shapes it returns.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, is_dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from checker.rules.shapes import (
    ChoiceShape,
    DateShape,
    DurationShape,
    FlagShape,
    GroupShape,
    ListShape,
    MapShape,
    MaybeShape,
    NumberShape,
    Shape,
    TextShape,
)


@dataclass(frozen=True, slots=True)
class Option:
    """One field of an options class. ``default`` is dataclasses.MISSING where the option must be given.

    A name that Python keeps for itself has a "_" behind it in the class, and none in a file: ``not_`` is "not".
    """

    name: str
    shape: Shape
    default: object
    doc: str
    field: str  # the name in the class

    @property
    def required(self) -> bool:
        """Whether it has no default."""
        return self.default is MISSING


@cache
def options_of(cls: type, docs: tuple[tuple[str, str], ...] = ()) -> tuple[Option, ...]:
    """The options of a frozen dataclass, in order; raises TypeError where a field's type has no shape.

    The meaning of an option is the "doc" of its field's metadata, or the one that ``docs`` gives to its name.
    """
    if not (isinstance(cls, type) and is_dataclass(cls)):
        raise TypeError(f"options are declared as a dataclass, not as {cls!r}")
    hints, meanings = get_type_hints(cls), dict(docs)
    options = []
    for field in dataclasses.fields(cls):
        if field.init:
            shape = _shape(hints[field.name], field.metadata, f"{cls.__name__}.{field.name}")
            doc = str(field.metadata.get("doc") or meanings.get(field.name, ""))
            options.append(Option(field.name.rstrip("_"), shape, _default(field), doc, field.name))
    return tuple(options)


@cache
def options_by_name(cls: type) -> Mapping[str, Option]:
    """The options of a frozen dataclass by their names."""
    return types.MappingProxyType({o.name: o for o in options_of(cls)})


@cache
def required_of(cls: type) -> tuple[str, ...]:
    """The names of the options that have no default."""
    return tuple(o.name for o in options_of(cls) if o.required)


@cache
def defaults_of(cls: type) -> object:
    """The one instance in which every option has its default; frozen, so that all may share it."""
    return cls()


def _default(field: dataclasses.Field[Any]) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _shape(hint: Any, metadata: Mapping[str, Any], owner: str) -> Shape:
    """The shape of a type hint; bounds and choices go to the innermost values."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType) and len(arguments) == 2 and type(None) in arguments:
        return MaybeShape(_shape(next(a for a in arguments if a is not type(None)), metadata, owner))
    if origin is tuple and arguments and arguments[-1] is Ellipsis:
        return ListShape(_shape(arguments[0], metadata, owner))
    if origin is tuple and arguments and len(set(arguments)) == 1:
        return ListShape(_shape(arguments[0], metadata, owner), len(arguments))
    if isinstance(origin, type) and issubclass(origin, Mapping) and len(arguments) == 2:
        key = _simple(arguments[0], {}, owner)
        if isinstance(key, TextShape | ChoiceShape):
            return MapShape(key, _shape(arguments[1], metadata, owner))
    if origin is Literal:
        return ChoiceShape(tuple(str(a) for a in arguments), arguments)
    return _simple(hint, metadata, owner)


def _simple(hint: Any, metadata: Mapping[str, Any], owner: str) -> Shape:
    """The shape of a type that holds no other type."""
    bounds = {"at_least": metadata.get("at_least"), "at_most": metadata.get("at_most")}
    chosen = tuple(metadata.get("choices") or ())
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        names = chosen or tuple(member.value for member in hint)
        return ChoiceShape(names, tuple(hint(n) for n in names))
    if hint is str and chosen:
        return ChoiceShape(chosen, chosen)
    if hint is timedelta:
        return DurationShape(**bounds)
    if hint in (int, float):
        return NumberShape(whole=hint is int, **bounds, above=metadata.get("above"))
    plain: dict[Any, Shape] = {str: TextShape(), Path: TextShape(Path), bool: FlagShape(), date: DateShape()}
    if hint in plain:
        return plain[hint]
    if isinstance(hint, type) and is_dataclass(hint):
        return GroupShape(hint, tuple((metadata.get("docs") or {}).items()))
    raise TypeError(f"{owner} has the type {hint}, which no YAML value is decoded to; see docs/configuration.md")
