"""The grammars of generated articles: data/*.yaml, read once.

A sort of events has slots, each with a type and sentences that state it in several wordings. What a sentence states is
what stands in braces in it, so that a headline may state two slots.
"""

from __future__ import annotations

import functools
import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

DATA = Path(__file__).with_name("data")
FORMATTER = string.Formatter()


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that articles of a sort state."""

    name: str
    type: str  # of values.py
    low: float
    high: float
    grows: bool  # later articles give more
    choice: str  # of which list a choice is


@dataclass(frozen=True, slots=True)
class Template:
    """A wording with the slots that it states."""

    text: str
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of events."""

    name: str
    spread: int  # days from the first article to the last
    choices: Mapping[str, tuple[str, ...]]
    slots: Mapping[str, Slot]
    headlines: tuple[Template, ...]
    sentences: Mapping[str, tuple[Template, ...]]  # by slot; of a yesno slot by "slot+" and "slot-"
    background: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Names, and what all sorts share."""

    towns: tuple[str, ...]
    regions: tuple[str, ...]
    countries: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]
    companies: tuple[str, ...]
    clubs: tuple[str, ...]
    unions: tuple[str, ...]
    streets: tuple[str, ...]
    outlets: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    fillers: tuple[str, ...]


@functools.cache
def sorts() -> tuple[Sort, ...]:
    """All sorts of events, by name."""
    tables = [yaml.safe_load((DATA / name).read_text(encoding="utf-8")) for name in ("sorts1.yaml", "sorts2.yaml")]
    return tuple(_sort(name, table) for name, table in sorted((tables[0] | tables[1]).items()))


@functools.cache
def world() -> World:
    """The names of world.yaml."""
    data = yaml.safe_load((DATA / "world.yaml").read_text(encoding="utf-8"))
    towns, companies, unions = data["towns"], data["companies"], data["unions"]
    endings, branches = companies["last"].split(", "), unions["last"].split(", ")
    kinds = data["regions"]["kinds"].split(", ")
    lands = [first + last for first in towns["first"].split() for last in data["regions"]["last"].split()]
    families = data["family"].split()
    ways = data["streets"].split()
    return World(
        towns=tuple(sorted({a + b for a in towns["first"].split() for b in towns["last"].split()})),
        companies=tuple(f"{a} {b}" for a in companies["first"].split() for b in endings),
        given=tuple(data["given"].split()),
        family=tuple(families),
        regions=tuple(f"{land} {kinds[i % len(kinds)]}" for i, land in enumerate(lands)),
        unions=tuple(f"{first} {branch}" for first in unions["first"].split() for branch in branches),
        streets=tuple(f"{name} {ways[i % len(ways)]}" for i, name in enumerate(families)),
        before=tuple(data["attributions"]["before"]),
        after=tuple(data["attributions"]["after"]),
        fillers=tuple(data["fillers"]),
        **{key: tuple(data[key].split(", ")) for key in ("countries", "clubs", "outlets")},
    )


def _sort(name: str, table: dict) -> Sort:
    slots = {key: _slot(key, spec) for key, spec in table["slots"].items()}
    sentences: dict[str, tuple[Template, ...]] = {}
    for key, wordings in table["sentences"].items():
        if isinstance(wordings, dict):
            for sign, answer in (("+", True), ("-", False)):
                sentences[key + sign] = tuple(Template(text, (key, *_named(text, slots))) for text in wordings[answer])
        else:
            sentences[key] = tuple(_template(text, slots) for text in wordings)
    return Sort(
        name=name,
        spread=table["spread"],
        choices={key: tuple(options) for key, options in table["choices"].items()},
        slots=slots,
        headlines=tuple(_template(text, slots) for text in table["headlines"]),
        sentences=sentences,
        background=tuple(table["background"]),
        quotes=tuple(table["quotes"]),
    )


def _slot(name: str, spec: str) -> Slot:
    kind, *rest = spec.split()
    grows = rest[-1:] == ["grows"]
    numbers = [float(part) for part in rest if part.replace(".", "").isdigit()]
    low, high = numbers or (0.0, 0.0)
    return Slot(name, kind if kind != "measure" else f"measure {rest[2]}", low, high, grows, rest[0] if rest else "")


def _template(text: str, slots: Mapping[str, Slot]) -> Template:
    return Template(text, _named(text, slots))


def _named(text: str, slots: Mapping[str, Slot]) -> tuple[str, ...]:
    names = {field for _, field, _, _ in FORMATTER.parse(text) if field}
    return tuple(sorted(names & set(slots)))
