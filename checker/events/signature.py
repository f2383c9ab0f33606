"""From an article, its claims and their vectors to its signature."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from checker.events.names import names_of
from checker.events.sketch import shingles_of, sketch_of
from checker.values.claim import Claim
from checker.values.event import Signature
from checker.values.period import Anchor, Period, Precision
from checker.values.text import Document

DATA = Path(__file__).with_name("data")
AROUND = 60  # days from publication: a day further off is of history or of plans, not of the event

_OF_A_DAY = frozenset({Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY, Precision.DAY})


@functools.cache
def centre_texts() -> tuple[str, ...]:
    """Texts whose vectors' mean is the ``centre`` of an encoder: what the claims of all articles have in common."""
    return tuple(map(str, yaml.safe_load((DATA / "centre.yaml").read_text(encoding="utf-8"))))


def centre_of(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The centre (dim,) of an encoder from the rows (n, dim) of ``centre_texts``."""
    centre: NDArray[np.float32] = rows.mean(axis=0, dtype=np.float64).astype(np.float32)
    return centre


def signature(
    document: Document, claims: Sequence[Claim], rows: NDArray[np.float32], centre: NDArray[np.float32]
) -> Signature:
    """The signature of an article: ``rows`` (n, dim) are the unit vectors of the gists of its n claims.

    ``centre`` is taken off their mean, so that what is left is the subject: without it any two articles lie close.
    An article without claims has a vector that is close to none. Raises ValueError where rows and claims differ.
    """
    if rows.shape != (len(claims), len(centre)):
        raise ValueError(f"expected a row of {len(centre)} for each of {len(claims)} claims, not {rows.shape}")
    return Signature(
        vector=_subject(rows, centre),
        day=document.published.day if document.published else None,
        days=_days(document, claims),
        names=names_of(claims),
        sketch=sketch_of(shingles_of(document, claims)),
    )


def _subject(rows: NDArray[np.float32], centre: NDArray[np.float32]) -> NDArray[np.float32]:
    """(dim,) the mean of the rows without the centre, of length 1; for no rows the opposite of the centre."""
    mean = rows.mean(axis=0, dtype=np.float64) if len(rows) else np.zeros(len(centre))
    off = mean - centre
    length = float(np.sqrt(np.square(off).sum()))
    if length == 0.0:  # the centre itself: as far from any subject as can be
        off = -centre.astype(np.float64)
        length = float(np.sqrt(np.square(off).sum()))
    return (off / length).astype(np.float32)


def _days(document: Document, claims: Sequence[Claim]) -> tuple[date, ...]:
    """The days that the claims name, at most AROUND from the day of publication, where that is known."""
    published = document.published.day if document.published else None
    found = {day for claim in claims for p in claim.facts.periods if (day := _day(p)) is not None}
    if published is not None:
        found = {day for day in found if abs(day - published) <= timedelta(days=AROUND)}
    return tuple(sorted(found))


def _day(period: Period) -> date | None:
    """The one day that a period fixes; None for a longer one, a vague one, or one that is not on the calendar."""
    if period.start is None or period.precision not in _OF_A_DAY or period.approximate or period.anchor is Anchor.NONE:
        return None
    return period.start.date()
