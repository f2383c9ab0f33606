"""What the options of a rule set, as a value that can be looked up: equal settings, equal options."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from checker.errors import CheckerError
from checker.rules.hints import defaults_of, options_of, required_of


def settings(options: object) -> Hashable:
    """What an instance of an options class sets that is not as it is by default, whether a file says it or not."""
    return tuple(_given(options))


def _given(options: object) -> Iterator[tuple[str, Hashable]]:
    cls: type = type(options)
    usual = _usual(cls)
    for option in options_of(cls):
        value = getattr(options, option.field)
        default = None if usual is None else getattr(usual, option.field)
        if usual is None or (value is not default and value != default):
            yield option.name, _key(value)


def _usual(cls: type) -> object | None:
    """The options as they are by default; None where something must be given."""
    try:
        return None if required_of(cls) else defaults_of(cls)
    except (ValueError, CheckerError):  # the class says itself that its defaults will not do
        return None


def _key(value: object) -> Hashable:
    """A value of options as one that can be looked up: mappings, alone or inside, have no hash of their own."""
    if isinstance(value, Mapping):
        return frozenset((name, _key(of)) for name, of in value.items())
    if is_dataclass(value):
        return tuple(_key(getattr(value, f.name)) for f in fields(value) if f.init)
    return value
