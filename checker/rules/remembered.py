"""What is worked out of one claim, or of two of its parts, remembered for the other pairs that the claim is in.

Claims and their parts are looked up by identity: they are frozen, and to hash one takes longer than most of what is
remembered. What is remembered holds on to them, so that no other object can take their identity; who judges one run
after the other forgets it in between.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar, cast

from checker.facts.vocabulary import in_use

FunctionT = TypeVar("FunctionT", bound=Callable[..., object])
REMEMBERED = 65_536  # results of one function; beyond that all are forgotten

_Known = dict[tuple[int, ...], tuple[tuple[object, ...], object]]
_ALL: list[_Known] = []  # of every such function


def remembered(function: FunctionT) -> FunctionT:
    """A function of frozen values that answers the same values, taken by place, without working it out again.

    As long as the same vocabulary is in use: what words mean may be the user's.
    """
    known: _Known = {}
    _ALL.append(known)

    @functools.wraps(function)
    def look_up(*args: object) -> object:
        of = (*args, in_use())
        key = tuple(map(id, of))
        found = known.get(key)
        if found is None:
            if len(known) >= REMEMBERED:
                known.clear()
            found = known[key] = (of, function(*args))
        return found[1]

    return cast("FunctionT", look_up)


def forget() -> None:
    """Let go of all claims that something is remembered of: those of a run that has ended come up in no other.

    Another thread that judges meanwhile works some things out once more.
    """
    for known in _ALL:
        known.clear()
