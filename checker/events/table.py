"""Many signatures as columns: what a scan reads, and what can be kept in a file and mapped into memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from checker.values.event import Signature

UNDATED = 0  # in place of the number of a day


@dataclass(frozen=True, slots=True, eq=False)
class SignatureTable:
    """The columns of n signatures. What belongs to row i of a ragged column lies in [starts[i], starts[i + 1])."""

    vectors: NDArray[np.float32]  # (n, dim)
    days: NDArray[np.int32]  # (n,) date.toordinal, UNDATED where unknown
    name_starts: NDArray[np.int64]  # (n + 1,)
    names: NDArray[np.uint64]  # keys of names, ascending within a row
    name_weights: NDArray[np.float32]  # one for each of ``names``
    day_starts: NDArray[np.int64]  # (n + 1,)
    named_days: NDArray[np.int32]  # date.toordinal, ascending within a row

    def __post_init__(self) -> None:
        n = len(self.vectors)
        if len(self.days) != n or len(self.name_starts) != n + 1 or len(self.day_starts) != n + 1:
            raise ValueError(f"the columns of a table of {n} signatures differ in length")
        if len(self.names) != len(self.name_weights) or len(self.names) != self.name_starts[-1]:
            raise ValueError(f"{len(self.names)} names, {len(self.name_weights)} weights: expected as many")
        if len(self.named_days) != self.day_starts[-1]:
            raise ValueError(f"expected {self.day_starts[-1]} named days, not {len(self.named_days)}")

    def __len__(self) -> int:
        return len(self.vectors)

    def part(self, start: int, stop: int) -> SignatureTable:
        """The rows [start, stop) as a table; nothing but the starts is copied."""
        names = slice(int(self.name_starts[start]), int(self.name_starts[stop]))
        days = slice(int(self.day_starts[start]), int(self.day_starts[stop]))
        return SignatureTable(
            vectors=self.vectors[start:stop],
            days=self.days[start:stop],
            name_starts=self.name_starts[start : stop + 1] - names.start,
            names=self.names[names],
            name_weights=self.name_weights[names],
            day_starts=self.day_starts[start : stop + 1] - days.start,
            named_days=self.named_days[days],
        )

    def taken(self, rows: NDArray[np.int64]) -> SignatureTable:
        """Those rows, in that order."""
        names, days = _flat(self.name_starts, rows), _flat(self.day_starts, rows)
        return SignatureTable(
            vectors=self.vectors[rows],
            days=self.days[rows],
            name_starts=_starts(np.diff(self.name_starts)[rows]),
            names=self.names[names],
            name_weights=self.name_weights[names],
            day_starts=_starts(np.diff(self.day_starts)[rows]),
            named_days=self.named_days[days],
        )


def table_of(signatures: Sequence[Signature], dimension: int) -> SignatureTable:
    """The columns of some signatures, whose vectors have that many dimensions."""
    keyed = [sorted((name_key(name), weight) for name, weight in s.names.items()) for s in signatures]
    return SignatureTable(
        vectors=np.array([s.vector for s in signatures], np.float32).reshape(len(signatures), dimension),
        days=np.array([ordinal(s.day) for s in signatures], np.int32),
        name_starts=_starts(len(row) for row in keyed),
        names=np.array([key for row in keyed for key, _ in row], np.uint64),
        name_weights=np.array([weight for row in keyed for _, weight in row], np.float32),
        day_starts=_starts(len(s.days) for s in signatures),
        named_days=np.array([day.toordinal() for s in signatures for day in s.days], np.int32),
    )


def joined(tables: Sequence[SignatureTable]) -> SignatureTable:
    """The rows of several tables, one table after the other; there must be at least one."""
    return SignatureTable(
        vectors=np.concatenate([t.vectors for t in tables]),
        days=np.concatenate([t.days for t in tables]),
        name_starts=_starts(np.concatenate([np.diff(t.name_starts) for t in tables])),
        names=np.concatenate([t.names for t in tables]),
        name_weights=np.concatenate([t.name_weights for t in tables]),
        day_starts=_starts(np.concatenate([np.diff(t.day_starts) for t in tables])),
        named_days=np.concatenate([t.named_days for t in tables]),
    )


def ordinal(day: date | None) -> int:
    """The number of a day; UNDATED for none."""
    return UNDATED if day is None else day.toordinal()


def name_key(name: str) -> int:
    """A number of 64 bits that stands for a name, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def _flat(starts: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of what belongs to some rows, one row after the other."""
    lengths = np.diff(starts)[rows]
    within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    places: NDArray[np.int64] = np.repeat(starts[rows], lengths) + within
    return places


def _starts(lengths: Iterable[int]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.fromiter(lengths, np.int64))]).astype(np.int64)
