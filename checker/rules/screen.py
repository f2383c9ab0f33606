"""Which kinds can have anything to say of which pairs of claims, told before a pair is made.

A kind tells what it needs of two claims (``Kind.sides``), each by itself, and which pairs it can find likely enough
(``Kind.worth``). Both are asked for all pairs at once. Nothing is lost by it: a kind that is left out of a pair would
have said nothing of it, or nothing that is heard.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker.rules.crossing import FEW, Places, by_sorts, crossed, numbered
from checker.rules.evidence import Evidence, nearby
from checker.rules.kind import InText, Part, Sides
from checker.rules.plan import Plan
from checker.rules.sieve import Rules
from checker.rules.whole import Whole
from checker.values.match import Matches

NAMES_IN_BITS = 256  # up to so many names of a kind, its sides are held together as bits of a row
PAIRS_AT_ONCE = 65_536


def screen(plan: Plan, silent: Rules, evidence: Evidence, whole: Whole) -> NDArray[np.int64]:
    """(n,) for each match the kinds that may have something to say of it: bit k is the one at position k of the plan.

    ``silent`` are the rules that are not asked; ``whole`` are the matches.
    """
    matches = whole.matches
    if len(matches) < FEW:  # to ask each kind about each pair takes less time than to find out which to ask
        return np.full(len(matches), (1 << len(plan.families)) - 1)
    asked = [(at, kind, families) for at, (kind, members, families) in enumerate(plan.families) if members & ~silent]
    told = _told([kind.sides for _, kind, _ in asked if kind.sides is not None], evidence, matches)
    found = np.zeros(len(matches), np.int64)
    for at, kind, families in asked:
        may = np.ones(len(matches), np.bool_) if kind.sides is None else meeting(*next(told), matches)
        if kind.worth is not None and may.any():
            may &= kind.worth(whole, [f.options for f in families])
        found |= may.astype(np.int64) << at
    return found


Names = list[tuple[Hashable, ...]]  # of each claim the names that it gives, or those that it takes


def _told(sides: Sequence[Sides], evidence: Evidence, matches: Matches) -> Iterator[tuple[Sides, Names, Names]]:
    """What the claims tell of each of some sides: names given and names taken; nothing of claims in no match.

    Claim by claim, since what is read of a text is kept only until some others have been read.
    """
    given: list[Names] = [[] for _ in sides]
    taken: list[Names] = [[] for _ in sides]
    looked_at = set(np.unique(np.concatenate([matches.a, matches.b])).tolist())
    for at, claim in enumerate(evidence.claims):
        here = InText(claim, evidence.document(at), nearby(evidence, at)) if at in looked_at else None
        for of, gives, takes in zip(sides, given, taken, strict=True):
            gives.append(() if here is None else tuple(dict.fromkeys(of.gives(here))))
            one = of.takes is None
            takes.append(gives[-1] if one or here is None else tuple(dict.fromkeys((of.takes or of.gives)(here))))
    return zip(sides, given, taken, strict=True)


def parts_of(plan: Plan, kinds: int) -> frozenset[Part]:
    """What of a pair some of the kinds look at; ``kinds`` as bits."""
    return frozenset(part for at, (kind, _, _) in enumerate(plan.families) if kinds >> at & 1 for part in kind.parts)


def meeting(sides: Sides, given: Names, taken: Names, matches: Matches) -> NDArray[np.bool_]:
    """(n,) whether one claim of each match gives what the other takes."""
    if sides.meets is not None:
        return _held_together(given, sides.meets, matches)
    every = dict.fromkeys(name for side in (given, taken) for names in side for name in names)
    number = {name: at for at, name in enumerate(every)}
    gives, takes = ([frozenset(number[name] for name in names) for names in side] for side in (given, taken))
    filled = [np.array([bool(names) for names in side], np.bool_) for side in (gives, takes)]
    may = (filled[0][matches.a] & filled[1][matches.b]) | (filled[0][matches.b] & filled[1][matches.a])
    if len(number) <= 1:
        return may
    at = np.flatnonzero(may)
    if len(number) <= NAMES_IN_BITS:
        may[at] = _in_bits(gives, takes, len(number), matches.a[at], matches.b[at])
    else:
        pairs = zip(matches.a[at].tolist(), matches.b[at].tolist(), strict=True)
        may[at] = [not (gives[a].isdisjoint(takes[b]) and gives[b].isdisjoint(takes[a])) for a, b in pairs]
    return may


def _held_together(names: Names, meets: Callable[[Any, Any], bool], matches: Matches) -> NDArray[np.bool_]:
    """(n,) whether some name of the one claim meets one of the other; each two names are held together once."""
    sort, sorts = numbered([name for of in names for name in of])
    example = list(dict.fromkeys(name for of in names for name in of))
    found = np.zeros(len(matches), np.bool_)
    for pairs in crossed(Places.of([len(of) for of in names]), matches):
        met = by_sorts(sort[pairs.left], sort[pairs.right], sorts, lambda i, j: meets(example[i], example[j]))
        found[pairs.match[met > 0]] = True
    return found


def _in_bits(
    gives: Sequence[frozenset[int]],
    takes: Sequence[frozenset[int]],
    count: int,
    a: NDArray[np.int32],
    b: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """(n,) whether the sides of each two claims meet, the names being bits of a row for each claim."""
    given, taken = (_bits(side, count) for side in (gives, takes))
    found = np.empty(len(a), np.bool_)
    for start in range(0, len(a), PAIRS_AT_ONCE):
        some = slice(start, start + PAIRS_AT_ONCE)
        met = (given[a[some]] & taken[b[some]]) | (given[b[some]] & taken[a[some]])  # (n, words of 64 bits)
        found[some] = met.any(axis=1)
    return found


def _bits(side: Sequence[frozenset[int]], count: int) -> NDArray[np.uint64]:
    """(claims, words) the names of each claim as bits."""
    flags = np.zeros((len(side), -(-count // 64) * 64), np.bool_)
    for row, names in enumerate(side):
        flags[row, list(names)] = True
    return np.packbits(flags, axis=1).view(np.uint64)
