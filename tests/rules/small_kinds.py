"""Two small kinds of rule for the tests of files: they have options of every type, and never say anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from checker.registry import Registry
from checker.rules.kind import Judgement, Kind, Pair
from checker.rules.options import option


class Mode(StrEnum):
    STRICT = "strict"
    LOOSE = "loose"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Reach:
    up_to: float | None = option(None, "Factor up to which the word holds.", at_least=1.0)
    down_to: float | None = option(None, "Factor down to which the word holds.", at_most=1.0)


@dataclass(frozen=True, slots=True)
class Later:
    after: timedelta = field(default=timedelta(days=1), metadata={"doc": "Time after which a value is a new one."})
    count: int = option(2, "How many sources must agree.", at_least=1, at_most=9)


@dataclass(frozen=True, slots=True)
class GaugeOptions:
    tolerance: float = option(1.1, "Factor within which two values are one.", at_least=1.0)
    slack: int = option(0, "Units by which two values may differ.", at_least=0)
    words: tuple[str, ...] = option(("about",), "Words that make a value vague.")
    shades: tuple[Mode, ...] = option((), "Modes that are left alone.")
    scope: str = option("all", "Where it looks.", choices=("all", "body", "headline"))
    mode: Mode = field(default=Mode.LOOSE, metadata={"doc": "How strictly it looks."})
    side: Literal["a", "b", "both"] = option("both", "Which side it reads.")
    window: tuple[float, float] = option((0.0, 1.0), "From and to.")
    reach: Mapping[str, Reach] = option(MappingProxyType({"over": Reach(1.5)}), "How far words reach.")
    weights: Mapping[str, float] = option(MappingProxyType({}), "Weight of each word.", at_most=10)
    since: date | None = field(default=None, metadata={"doc": "First day it looks at."})
    table: Path | None = field(default=None, metadata={"doc": "File with more words."})
    update: Later = field(default=Later(), metadata={"doc": "When a value is an update."})
    quiet: bool = option(False, "Say nothing of near values.")

    def __post_init__(self) -> None:
        if self.window[0] > self.window[1]:
            raise ValueError(f"the window runs backwards, from {self.window[0]} to {self.window[1]}")


@dataclass(frozen=True, slots=True)
class WordOptions:
    words: tuple[str, ...] = option((), "Words it looks for.")


def silent(_pair: Pair, _options: object) -> Iterator[Judgement]:
    return iter(())


GAUGE = Kind("gauge", "Two values that differ.", GaugeOptions, silent)
WORD = Kind("word", "Two words that differ.", WordOptions, silent)
KINDS: Registry[Kind] = Registry("rule kind", [("gauge", GAUGE), ("word", WORD)])
