"""Slots: the places of a claim that hold a value, and the words that say what the value is a value of.

"Over 10,000 soldiers are in Kursk" has the slot "how many soldiers are in Kursk". What is embedded is that text, so
that two values of one thing lie near each other whatever the values are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from checker.facts.statuses import qualifiers_of_status
from checker.rules.queries import word_edge
from checker.values.claim import Claim
from checker.values.period import Period
from checker.values.quantity import Dimension, Quantity
from checker.values.text import Span

REACH = 90  # code points of context on each side of a value; beyond it a long sentence speaks of other things
MASK = {Dimension.MONEY: "how much money", Dimension.PERCENT: "what percentage", Dimension.DURATION: "how long"}
OTHER_VALUE = "some"
TIME_REACH, WHEN = 60, "when"  # as REACH and MASK, of a time
LABEL_WORDS = 9
DECIMALS = 6  # of a cosine, so that the last bit of a processor decides nothing
ROWS_AT_ONCE = 4096  # pairs of rows that are gathered together: 12 MB
GAP, GAP_WORDS = "___", 5  # words on each side of a gap
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class SlotKey:
    """The quantity or period at position ``item`` of the claim at position ``claim`` of the run."""

    claim: int
    item: int
    sort: Literal["quantity", "period"] = "quantity"


@dataclass(frozen=True, slots=True, eq=False)
class SlotVectors:
    """One unit row per slot; ``row[key]`` says which."""

    row: dict[SlotKey, int]
    rows: NDArray[np.float32]  # (m, dim)

    def cosine(self, a: SlotKey, b: SlotKey) -> float:
        """Cosine of two slots, higher is closer, rounded to ``DECIMALS``."""
        return round(float(self.rows[self.row[a]] @ self.rows[self.row[b]]), DECIMALS)

    def cosines(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.float64]:
        """(n,) what ``cosine`` says of each two rows, given as two columns of row numbers, to the last bit."""
        found = np.empty(len(a))
        for start in range(0, len(a), ROWS_AT_ONCE):
            some = slice(start, start + ROWS_AT_ONCE)
            # A stack of products of one row with one column: each is the dot product that ``cosine`` takes.
            products = self.rows[a[some], None, :] @ self.rows[b[some], :, None]  # (n, 1, 1)
            found[some] = np.round(products[:, 0, 0].astype(np.float64), DECIMALS)
        return found


def keys(claims: Sequence[Claim]) -> tuple[SlotKey, ...]:
    """The slots of all claims, in order; values that are noise (years, flight numbers) have none."""
    quantities = [
        SlotKey(i, k) for i, claim in enumerate(claims) for k, q in enumerate(claim.facts.quantities) if q.comparable
    ]
    periods = [SlotKey(i, k, "period") for i, claim in enumerate(claims) for k in range(len(claim.facts.periods))]
    return (*quantities, *periods)


def text_of(claims: Sequence[Claim], key: SlotKey) -> str:
    """The words by which a slot is embedded."""
    claim = claims[key.claim]
    if key.sort == "period":
        return time_text(claim, claim.facts.periods[key.item])
    return slot_text(claim, claim.facts.quantities[key.item])


def time_text(claim: Claim, period: Period) -> str:
    """The words around a time, which itself is masked by a question word."""
    base = claim.span.start
    start, end = period.span.start - base, period.span.end - base
    low = word_edge(claim.text, start - TIME_REACH, -1)
    high = word_edge(claim.text, end + TIME_REACH, 1)
    return SPACES.sub(" ", f"{claim.text[low:start]}{WHEN}{claim.text[end:high]}").strip()


def slot_text(claim: Claim, quantity: Quantity) -> str:
    """The words around a value, the value itself masked by a question word and all other values by "some"."""
    base = claim.span.start
    low = max(claim.span.start, quantity.span.start - REACH)
    high = min(claim.span.end, quantity.span.end + REACH)
    pieces: list[str] = []
    at = word_edge(claim.text, low - base, -1) + base
    end = word_edge(claim.text, high - base, 1) + base
    for other in claim.facts.quantities:
        if other.span.end <= at or other.span.start >= end:
            continue
        pieces.append(claim.text[at - base : max(other.span.start, at) - base])
        pieces.append(MASK.get(quantity.dimension, "how many") if other is quantity else OTHER_VALUE)
        at = other.span.end
    pieces.append(claim.text[at - base : max(end, at) - base])
    return SPACES.sub(" ", " ".join(pieces)).strip()


def label(quantity: Quantity, claim: Claim) -> str:
    """A short name for what the value is a value of: what is counted and its status, or the words around the value."""
    span, phrase = quantity.counted_span, ""
    if span and claim.span.contains(span):
        phrase = SPACES.sub(" ", claim.text[span.start - claim.span.start : span.end - claim.span.start])
    statuses = [q for q in quantity.qualifiers if q in qualifiers_of_status() and q not in phrase.lower().split()]
    if phrase:
        return cut_label(phrase) + (f" ({', '.join(statuses)})" if statuses else "")
    return ", ".join(statuses) or gap_label(claim, quantity.span)


def gap_label(claim: Claim, value: Span) -> str:
    """The nearest words on both sides of a value, and a gap in its place."""
    before = claim.text[: value.start - claim.span.start].split()
    after = claim.text[value.end - claim.span.start :].split()
    start = ["…"] if len(before) > GAP_WORDS else []
    end = ["…"] if len(after) > GAP_WORDS else []
    words = [*start, *before[-GAP_WORDS:], GAP, *after[:GAP_WORDS], *end]
    return " ".join(words).replace(f"{GAP} ,", f"{GAP},").replace(f"{GAP} .", f"{GAP}.").rstrip(".,;: ")


def gist_label(claim: Claim) -> str:
    """A short name for what a claim is about, where no one phrase names it."""
    return cut_label(claim.gist)


def cut_label(text: str) -> str:
    """The first words of a text, as one line."""
    words = text.rstrip(".,;: ").split()
    return " ".join(words[:LABEL_WORDS]) + (" …" if len(words) > LABEL_WORDS else "")
