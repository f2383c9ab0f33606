"""The word lists of ``data/arithmetic.yaml``, read once, and the looks around a figure for one of them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib.resources import files

import yaml

from checker.facts.wordlists import mapping, phrases, words

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")  # linear: no two parts of it match one character


@dataclass(frozen=True, slots=True)
class Question:
    """Two opposite answers by which shares of one whole are told apart."""

    whole: bool  # there is no third answer
    near: frozenset[str]  # words of which a claim must hold one, to be about the question at all
    one: frozenset[str]
    other: frozenset[str]


@functools.cache
def _table() -> dict[str, object]:
    text = files("checker.rules").joinpath("data/arithmetic.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(mapping(yaml.load(text, Loader=loader), "arithmetic.yaml"))  # noqa: S506 -- both loaders are safe


@functools.cache
def listed(key: str) -> frozenset[str]:
    """The single words under ``key``."""
    return frozenset(w.strip(",") for w in words(_table()[key]))


@functools.cache
def _phrases(key: str) -> re.Pattern[str]:
    found = sorted(phrases(_table()[key]), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(p.replace("-", " ")) for p in found) + r")\b", re.IGNORECASE)


def holds_phrase(key: str, text: str) -> bool:
    """Whether ``text`` holds one of the phrases under ``key``."""
    return _phrases(key).search(text) is not None


@functools.cache
def fates(noun: str) -> frozenset[str]:
    """The statuses that a noun counts together: "casualty" -> dead, injured; empty for other nouns."""
    return frozenset(words(mapping(_table()["fates"], "arithmetic.yaml fates").get(noun, "")))


@functools.cache
def questions() -> tuple[Question, ...]:
    """The questions by whose answers shares are told apart."""
    found = []
    for name, raw in mapping(_table()["sides"], "arithmetic.yaml sides").items():
        entry = mapping(raw, f"arithmetic.yaml sides {name}")
        near, one, other = (_spaced(entry[key]) for key in ("near", "one", "other"))
        found.append(Question(bool(entry["whole"]), near, one, other))
    return tuple(found)


def _spaced(value: object) -> frozenset[str]:
    return frozenset(w.replace("-", " ") for w in words(value))


def tokens(text: str) -> tuple[str, ...]:
    """The words of a short text, in lower case."""
    return tuple(m.group().casefold() for m in WORD.finditer(text))
