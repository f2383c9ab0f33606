"""The way to a verdict as a picture: two statements, the steps that both go through, and what follows.

It is drawn in its own units and scales with the page; its words are cut where they do not fit. It needs no style of
the page and no script. The steps stand beside it as a list, whole: ``Diagram.label`` tells a screen reader so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from rich.cells import cell_len, split_text

from checker.report.escape import ELLIPSIS, page
from checker.values.finding import Step

WIDTH = 520  # of the whole picture; all lengths are units of the picture
LINE = 17  # from one line of text to the next
_SIZE = 13  # of letters
_CELL = 7.6  # room that a letter takes at most, about
_PAD = 12  # between the border of a box and its text
_GAP = 20  # from a box to the next one, with an arrow in it
_SIDE_LINES, _STEP_LINES = 5, 4  # lines of text in a box; what is longer is cut
_AIR = 4  # between text and bars
_BAR = 120  # width of a share of 1
_NAME = 190  # room for the name of a share

# What a step answers, for who has never seen one.
QUESTIONS: Mapping[str, str] = {
    "matched": "How near are they in meaning?",
    "read": "What does each one state?",
    "aligned": "Are they about one thing?",
    "compared": "Can both hold?",
    "asked": "What does the second look say?",
    "judged": "What follows?",
    "not checked": "What could not be checked?",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """One of the two statements: where it stands, its words, and its value, "" where no one phrase carries it."""

    where: str
    text: str
    value: str = ""


def question(stage: str) -> str:
    """What a step of that name answers; empty where it is none of ours."""
    return QUESTIONS.get(stage, "")


def diagram(a: Stated, b: Stated, path: Sequence[Step], verdict: str, confidence: float | None) -> Markup:
    """The picture of a path. ``confidence`` in [0, 1] of the verdict is drawn in the last step; None: there is none."""
    half = (WIDTH - _GAP) // 2
    sides = [_Box(x, half, _of_side(side), bold=1) for x, side in ((1, a), (WIDTH - half - 1, b))]
    tall = max(box.height for box in sides)
    parts = [box.drawn(1, tall) for box in sides]
    middle, at = WIDTH / 2, 1 + tall + _GAP
    parts += [_arrow(box.x + half / 2, 1 + tall, box.x + half / 2, at) for box in sides]
    for number, step in enumerate(path):
        shares = step.shares
        if step.stage == "judged" and confidence is not None:
            shares = (*shares, (verdict, confidence))
        box = _Box(1, WIDTH - 2, _of_step(number, step), bold=1, shares=shares)
        parts.append(box.drawn(at, box.height))
        if number < len(path) - 1:
            parts.append(_arrow(middle, at + box.height, middle, at + box.height + _GAP))
        at += box.height + _GAP
    stages = ", ".join(step.stage for step in path)
    label = page(f"Diagram of the steps to the verdict: {stages}. The list of the steps has all of their words.")
    return Markup(
        '<svg class="way t-{}" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" font-size="{}" '
        'fill="currentColor">{}</svg>'
    ).format(verdict.replace(" ", "-"), label, WIDTH, at - _GAP + 1, WIDTH, _SIZE, Markup().join(parts))


def wrapped(text: str, cells: int, most: int) -> list[str]:
    """The text on at most that many lines of at most that many cells; what does not fit is left out with a sign."""
    lines = [""]
    for word in page(text).split():
        rest = word
        while rest:
            joined = f"{lines[-1]} {rest}".strip()
            if cell_len(joined) <= cells:
                lines[-1], rest = joined, ""
            elif lines[-1]:
                lines.append("")
            else:
                lines[-1], rest = split_text(rest, cells)
            if len(lines) > most:
                return [*lines[: most - 1], split_text(lines[most - 1], cells - 1)[0] + ELLIPSIS]
    return lines


def _of_side(side: Stated) -> list[str]:
    cells = int(((WIDTH - _GAP) // 2 - 2 * _PAD) / _CELL)
    value = wrapped(f"“{side.value}”", cells, 2) if side.value else []
    return [*wrapped(side.where, cells, 1), *value, *wrapped(side.text, cells, _SIDE_LINES)]


def _of_step(number: int, step: Step) -> list[str]:
    cells = int((WIDTH - 2 * _PAD) / _CELL)
    head = f"{number + 1}  {step.stage.capitalize()}"
    asked = question(step.stage)
    return [*wrapped(f"{head}: {asked}" if asked else head, cells, 1), *wrapped(step.text, cells, _STEP_LINES)]


@dataclass(frozen=True, slots=True)
class _Box:
    """A frame with lines of text, the first of them bold, and shares as bars below."""

    x: float
    width: float
    lines: list[str]
    bold: int
    shares: tuple[tuple[str, float], ...] = ()

    @property
    def height(self) -> float:
        return 2 * _PAD + LINE * (len(self.lines) + len(self.shares)) + (_AIR if self.shares else 0) - 4

    def drawn(self, y: float, height: float) -> Markup:
        frame = Markup(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="6" fill="none" stroke="currentColor" stroke-opacity=".45"/>'
        ).format(self.x, y, self.width, height)
        rows = [self._row(n, line, y) for n, line in enumerate(self.lines)]
        bars = [self._share(n, *share, y) for n, share in enumerate(self.shares, start=len(self.lines))]
        return frame + Markup().join((*rows, *bars))

    def _baseline(self, row: int, y: float) -> float:
        return y + _PAD + LINE * row + _SIZE - 2

    def _row(self, row: int, line: str, y: float) -> Markup:
        weight = Markup(' font-weight="700"') if row < self.bold else Markup()
        return Markup('<text x="{}" y="{}"{}>{}</text>').format(self.x + _PAD, self._baseline(row, y), weight, line)

    def _share(self, row: int, name: str, value: float, y: float) -> Markup:
        left, base = self.x + _PAD + _NAME, self._baseline(row, y) + _AIR
        full = min(max(value, 0.0), 1.0) * _BAR
        return _texts(
            ((self.x + _PAD, wrapped(name, int(_NAME / _CELL), 1)[0]), (left + _BAR + 10, f"{value:.2f}")), base
        ) + Markup(
            '<rect x="{x}" y="{y}" width="{whole}" height="8" rx="2" fill-opacity=".15"/>'
            '<rect x="{x}" y="{y}" width="{full}" height="8" rx="2"/>'
        ).format(x=left, y=base - 9, whole=_BAR, full=round(full, 1))


def _texts(placed: Iterable[tuple[float, str]], y: float) -> Markup:
    return Markup().join(Markup('<text x="{}" y="{}">{}</text>').format(x, y, text) for x, text in placed)


def _arrow(x: float, y: float, to_x: float, to_y: float) -> Markup:
    """A line down from a box to the border of another, with a head."""
    return Markup(
        '<path d="M{x} {y}L{u} {v}M{l} {w}L{u} {v}L{r} {w}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    ).format(x=x, y=y, u=to_x, v=to_y, l=to_x - 4, r=to_x + 4, w=to_y - 5)
