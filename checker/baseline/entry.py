"""What stands in a baseline file: one entry for each accepted finding."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from checker.values.finding import Finding, Side
from checker.values.report import Acceptance, AcceptedSide

VERSION = 1
FILE_NAME = "checker-baseline.yaml"  # looked for in the working directory
FINGERPRINT_DIGITS = 16

_SURROGATE = re.compile("[\ud800-\udfff]")
_FINGERPRINT = re.compile(rf"[0-9a-f]{{{FINGERPRINT_DIGITS}}}")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as far as a baseline remembers it; of one that was named by its fingerprint alone, just that."""

    fingerprint: str
    rule: str | None = None
    a: AcceptedSide | None = None
    b: AcceptedSide | None = None

    def __post_init__(self) -> None:
        _check(self.fingerprint)

    def accepted(self, reason: str, on: date, until: date | None = None) -> Entry:
        """The entry that accepts it from the day ``on``, until the day ``until`` or for good."""
        return Entry(self.fingerprint, storable(reason), on, until, self.rule, self.a, self.b)


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted finding as it stands in the file; ``a`` and ``b`` are there for people, and for what is stale."""

    fingerprint: str
    reason: str
    accepted: date
    until: date | None = None
    rule: str | None = None
    a: AcceptedSide | None = None
    b: AcceptedSide | None = None

    def __post_init__(self) -> None:
        _check(self.fingerprint)
        if not self.reason.strip():
            raise ValueError(f"the finding {self.fingerprint} is accepted without a reason; write why")

    def as_acceptance(self) -> Acceptance:
        """The entry as a report shows it."""
        return Acceptance(self.fingerprint, self.reason, self.accepted, self.until, self.rule, self.a, self.b)


@dataclass(frozen=True, slots=True)
class BaselineFile:
    """The whole file; an empty one accepts nothing."""

    version: Literal[1] = field(default=1, metadata={"doc": "Version of the form of this file."})
    accepted: tuple[Entry, ...] = field(default=(), metadata={"doc": "Accepted findings."})

    def with_entries(self, entries: Iterable[Entry]) -> BaselineFile:
        """The same file with these entries, each in the place of one for the same finding."""
        known = {one.fingerprint: one for one in (*self.accepted, *entries)}
        return BaselineFile(accepted=tuple(known.values()))

    def without(self, fingerprints: Collection[str]) -> BaselineFile:
        """The same file without the entries of these fingerprints."""
        return BaselineFile(accepted=tuple(one for one in self.accepted if one.fingerprint not in fingerprints))

    def get(self, fingerprint: str) -> Entry | None:
        """The entry of that fingerprint, or None."""
        return next((one for one in self.accepted if one.fingerprint == fingerprint), None)


def found(finding: Finding) -> Found:
    """What is remembered of a finding."""
    return Found(finding.fingerprint, finding.rule, _side(finding.a), _side(finding.b))


def storable(text: str) -> str:
    """``text`` without halves of surrogate pairs, which the name of a file can hold and no UTF-8 file can."""
    return _SURROGATE.sub("\ufffd", text)


def _side(side: Side) -> AcceptedSide:
    return AcceptedSide(storable(side.source), storable(side.value), storable(side.text))


def _check(fingerprint: str) -> None:
    if not _FINGERPRINT.fullmatch(fingerprint):
        raise ValueError(f"a fingerprint is {FINGERPRINT_DIGITS} digits from 0-9 and a-f, not {fingerprint[:40]!r}")
