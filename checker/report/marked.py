"""A line of a text file with a caret below the place that a mistake is about."""

from __future__ import annotations

from rich.cells import cell_len

from checker.report.escape import ELLIPSIS, in_place

WIDTH = 96  # columns of a line that is shown; of a longer one the part around the place
BEFORE = 60  # of these, columns before the place
GUTTER = 6  # columns of the number of a line


def marked(line: str, number: int, column: int) -> tuple[str, str]:
    """The line with its number, and a caret below the character in that column; both count from 1.

    Nothing in it is obeyed by a terminal; each character stays in its place.
    """
    at = min(column - 1, len(line))
    start = at - BEFORE if at > BEFORE and len(line) > WIDTH else 0
    cut = line[start : start + WIDTH]
    before = (ELLIPSIS if start else "") + in_place(cut[: at - start])
    after = in_place(cut[at - start :]) + (ELLIPSIS if start + WIDTH < len(line) else "")
    return f"{number:>{GUTTER}} | {before}{after}", f"{'':>{GUTTER}} | {' ' * cell_len(before)}^"
