"""All arithmetic that the figures of one passage allow, against the figures of the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.rules.arithmetic.changes import find_changes, has_base, has_move
from checker.rules.arithmetic.moves import find_moves
from checker.rules.arithmetic.parts import find_sums, find_wholes, has_list, has_part
from checker.rules.arithmetic.passage import Passage
from checker.rules.arithmetic.reckoned import Reckoned, is_level
from checker.rules.arithmetic.rest import (
    find_losses,
    find_margins,
    find_remainders,
    find_rests,
    has_difference,
    has_loss,
    has_part_of,
)
from checker.rules.arithmetic.shares import find_shares, has_share
from checker.rules.compare import Widths

FINDERS = (
    find_sums,
    find_wholes,
    find_changes,
    find_shares,
    find_rests,
    find_remainders,
    find_losses,
    find_margins,
)


STARTS: tuple[tuple[str, Callable[[Passage], bool]], ...] = (
    ("parts", has_list),
    ("whole", has_part),
    ("move", has_move),
    ("outcome", has_base),
    ("share", has_share),
    ("rest", has_part_of),
    ("loss", has_loss),
    ("margin", has_difference),
)
MOST_FIGURES = 60  # a sentence of more is a table without lines, in which no words say what belongs together


def find(ours: Passage, theirs: Passage, widths: Widths) -> Iterator[Reckoned]:
    """What follows from the figures of ``ours``, each beside a figure that the claim of ``theirs`` states."""
    if max(len(ours.quantities), len(theirs.quantities)) > MOST_FIGURES:
        return
    for finder in FINDERS:
        yield from finder(ours, theirs, widths)


def given(ours: Passage) -> Iterator[str]:
    """The sorts of arithmetic that can start from the figures of a passage."""
    return (name for name, starts in STARTS if starts(ours))


def taken(theirs: Passage) -> Iterator[str]:
    """The sorts of arithmetic whose result a figure of a passage can be held against."""
    if any(theirs.own(q) and is_level(q) for q in theirs.quantities):
        yield from ("parts", "whole", "outcome", "rest", "loss", "margin")
    if find_moves(theirs):
        yield "move"
    if has_share(theirs):
        yield "share"
