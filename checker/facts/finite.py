"""Finite verbs by their form: a cheap test of whether a run of words is a clause."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import cast

from checker.facts.wordlists import load

SHORTEST_PAST = 5  # "ended" is one, "bed" and "shed" are not


@functools.cache
def words(name: str) -> frozenset[str]:
    """One of the lists of ``data/finite_verbs.yaml``: auxiliaries, past, present, not_verbs."""
    lists = cast("Mapping[str, str]", load("finite_verbs"))
    return frozenset(lists[name].split())


@functools.cache
def _by_form() -> frozenset[str]:
    return words("auxiliaries") | words("past") | words("present")


def is_auxiliary(word: str) -> bool:
    """Whether ``word`` is a form of be, have, do or a modal, in any case of letters."""
    return word.lower() in words("auxiliaries")


def is_finite(word: str) -> bool:
    """Whether ``word`` looks like a finite verb. Past participles in -ed look the same, and count."""
    lower = word.lower()
    if lower in _by_form():
        return True
    regular = lower.endswith("ed") and len(lower) >= SHORTEST_PAST and "-" not in lower
    return regular and lower not in words("not_verbs")


def is_surely_finite(word: str) -> bool:
    """Whether ``word`` is an auxiliary or an irregular past: no participle of a regular verb, no plural noun."""
    lower = word.lower()
    return lower in words("auxiliaries") or lower in words("past")


def has_finite(run: Iterable[str]) -> bool:
    """Whether any of the words looks like a finite verb."""
    return any(is_finite(word) for word in run)
