"""Helpers to declare the options of a kind, so that one declaration serves code, schema, help and messages."""

from __future__ import annotations

from dataclasses import field
from typing import TypeVar

T = TypeVar("T")
Where = tuple[str | int, ...]  # names of options and positions in lists, from the options of the rule down


class OptionError(ValueError):
    """What an options class has against its own values, from ``__post_init__``: one message for each place.

    ``("find", 1)`` is the second value of the list ``find``; ``()`` the options as a whole.
    """

    def __init__(self, mistakes: tuple[tuple[Where, str], ...]) -> None:
        super().__init__("; ".join(message for _, message in mistakes))
        self.mistakes = mistakes


def option(
    default: T,
    doc: str,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
    above: float | None = None,
    choices: tuple[str, ...] = (),
) -> T:
    """A field of an options class: its default, its meaning in one line, and what values it may have.

    Mutable defaults are not allowed: use tuples, and frozen dataclasses for groups of options. A mapping option is
    declared as ``Mapping[str, X]`` with ``types.MappingProxyType`` as its default.
    """
    metadata = {"doc": doc, "at_least": at_least, "at_most": at_most, "above": above, "choices": choices}
    if isinstance(default, (str, int, float, bool, tuple, type(None))):
        return field(default=default, metadata=metadata)
    return field(default_factory=lambda: default, metadata=metadata)
