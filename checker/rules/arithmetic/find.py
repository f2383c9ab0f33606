"""All arithmetic that the figures of one passage allow, against the figures of the other."""

from __future__ import annotations

from collections.abc import Iterator

from checker.rules.arithmetic.changes import find_changes
from checker.rules.arithmetic.parts import find_sums, find_wholes
from checker.rules.arithmetic.passage import Passage
from checker.rules.arithmetic.reckoned import Reckoned
from checker.rules.arithmetic.rest import find_losses, find_margins, find_remainders, find_rests
from checker.rules.arithmetic.shares import find_shares
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


MOST_FIGURES = 60  # a sentence of more is a table without lines, in which no words say what belongs together


def find(ours: Passage, theirs: Passage, widths: Widths) -> Iterator[Reckoned]:
    """What follows from the figures of ``ours``, each beside a figure that the claim of ``theirs`` states."""
    if max(len(ours.quantities), len(theirs.quantities)) > MOST_FIGURES:
        return
    for finder in FINDERS:
        yield from finder(ours, theirs, widths)
