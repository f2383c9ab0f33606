"""The way back: values of options classes as plain data, as YAML text, and as a commented file."""

from __future__ import annotations

import dataclasses
import sys
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import PurePath

import yaml

from checker.rules.duration import write_duration
from checker.rules.hints import options_of
from checker.rules.nodes import resolve
from checker.rules.shapes import FlagShape, GroupShape, ListShape, MapShape, MaybeShape, Shape, TextShape

Plain = str | int | float | bool | list["Plain"] | dict[str, "Plain"] | None

_WIDTH = 100  # columns of a comment


def encode(value: object) -> Plain:
    """A decoded value as JSON-able data that decodes to the same value again; raises TypeError for other types."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name.rstrip("_"): encode(getattr(value, f.name)) for f in dataclasses.fields(value) if f.init}
    if isinstance(value, Mapping):
        return {str(k): encode(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [encode(v) for v in value]
    if isinstance(value, timedelta):
        return write_duration(value)
    if isinstance(value, str | PurePath | date):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    raise TypeError(f"a value of type {type(value).__name__} cannot stand in a YAML file")


class _OneLine(yaml.SafeDumper):
    """Quotes a text with line ends or invisible characters, which escapes them, and one that reads as another type.

    The library quotes by YAML 1.1 and leaves "1e3" as it is, which YAML 1.2 takes for a number.
    """


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if text.isprintable() and resolve(text) == text else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_OneLine.add_representer(str, _represent_text)


def write_inline(value: object) -> str:
    """A value on one line of YAML: "[a, b]", "{ratio: 1.1}", "null"."""
    text = yaml.dump(
        encode(value),
        Dumper=_OneLine,
        default_flow_style=True,
        sort_keys=False,
        width=sys.maxsize,
        allow_unicode=True,
    )
    return text.removesuffix("\n").removesuffix("\n...")


def takes(shape: Shape) -> str:
    """What an option takes, in a few words for help: "a number from 0 to 1", "a list of texts, or null"."""
    match shape:
        case MaybeShape():
            return f"{takes(shape.inner)}, or null"
        case ListShape():
            each = "a list of texts" if isinstance(shape.item, TextShape) else f"a list, each {takes(shape.item)}"
            return each if shape.length is None else f"a list of {shape.length}, each {takes(shape.item)}"
        case MapShape():
            return f"a mapping from names to: {takes(shape.value)}"
        case GroupShape():
            return "a group of options"
        case _:
            return shape.expected


def commented(value: object, group: GroupShape, indent: int = 0) -> Iterator[str]:
    """The lines of a YAML file with every option of ``value``, each below its meaning as a comment.

    ``group`` is the shape of ``value``. Options of the top level are set apart by empty lines.
    """
    pad = " " * indent
    for number, option in enumerate(options_of(group.cls, group.docs)):
        current = getattr(value, option.field)
        if indent == 0 and number:
            yield ""
        about = option.doc.rstrip(".")
        if not isinstance(option.shape, FlagShape | GroupShape | TextShape):
            about = f"{about} ({takes(option.shape)})"
        yield from textwrap.wrap(about, _WIDTH, initial_indent=f"{pad}# ", subsequent_indent=f"{pad}# ")
        if isinstance(option.shape, GroupShape):
            yield f"{pad}{option.name}:"
            yield from commented(current, option.shape, indent + 2)
        else:
            yield f"{pad}{option.name}: {write_inline(current)}"
