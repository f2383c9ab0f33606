"""Words that a user adds to those that the readers know: names, words of one meaning, units.

The vocabulary in use belongs to the thread or task that reads (``using``), never to the program: two comparisons with
other rules may run side by side. What is worked out from words and kept must not pass from one vocabulary to another,
so a cached function that looks at it, directly or through others, is declared with ``kept``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar, cast

from checker.values.claim import EntityKind
from checker.values.quantity import Dimension

P = ParamSpec("P")
T = TypeVar("T")

VOCABULARIES = 8  # of which things are kept at a time, beside the empty one


@dataclass(frozen=True, slots=True)
class OwnName:
    """A name with other names for the same thing."""

    canonical: str  # as ``Entity.canonical``
    kind: EntityKind
    names: tuple[str, ...]  # as written, the name itself among them


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A unit, or a currency where the dimension is money: ``value * factor + offset`` is in base units."""

    id: str
    dimension: Dimension
    factor: float = 1.0
    offset: float = 0.0
    names: tuple[str, ...] = ()  # in any case; a plural with s is found too
    symbols: tuple[str, ...] = ()  # as written


@dataclass(frozen=True)
class Vocabulary:
    """The words of one user. Two with the same content are equal and share what is kept of them."""

    names: tuple[OwnName, ...] = ()
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()  # a word, and the words that mean the same
    units: tuple[OwnUnit, ...] = ()
    _hash: int = field(init=False, repr=False, compare=False)  # asked for at every word that is read

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.names, self.synonyms, self.units)))

    def __hash__(self) -> int:
        return self._hash

    def __bool__(self) -> bool:
        return bool(self.names or self.synonyms or self.units)


NO_WORDS = Vocabulary()
_IN_USE: ContextVar[Vocabulary] = ContextVar("vocabulary in use", default=NO_WORDS)


def in_use() -> Vocabulary:
    """The vocabulary in use; ``NO_WORDS`` itself where the user has added nothing."""
    return _IN_USE.get()


@contextmanager
def using(vocabulary: Vocabulary) -> Iterator[None]:
    """Within the block, and in this thread or task alone, read with the words of ``vocabulary`` too."""
    token = _IN_USE.set(_one_of_equals(vocabulary) if vocabulary else NO_WORDS)
    try:
        yield
    finally:
        _IN_USE.reset(token)


@functools.lru_cache(VOCABULARIES)
def _one_of_equals(vocabulary: Vocabulary) -> Vocabulary:
    """The same object for equal vocabularies: a look-up compares it by identity, and not word by word."""
    return vocabulary


def kept(maxsize: int | None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Like ``functools.lru_cache``, with a cache for each vocabulary: for what depends on the one in use."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        plain = cast("Callable[P, T]", functools.lru_cache(maxsize)(function))

        @functools.lru_cache(VOCABULARIES)
        def of(_: Vocabulary) -> Callable[P, T]:
            return cast("Callable[P, T]", functools.lru_cache(maxsize)(function))

        @functools.wraps(function)
        def look_up(*args: P.args, **kwargs: P.kwargs) -> T:
            vocabulary = _IN_USE.get()
            if vocabulary is NO_WORDS:  # most often: no second look-up
                return plain(*args, **kwargs)
            return of(vocabulary)(*args, **kwargs)

        return look_up

    return decorate
