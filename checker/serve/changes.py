"""What other rules change: the findings of two comparisons of the same articles, held against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.values.finding import Finding, Side, Verdict

_Key = tuple[str, tuple[tuple[object, ...], ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """A pair of values of which the two comparisons speak differently; one of the two may be silent."""

    before: Finding | None
    after: Finding | None

    @property
    def what(self) -> str:
        """In a few words: what became of it."""
        if self.before is None:
            return f"new: {_said(self.after)}"
        if self.after is None:
            return f"gone: {_said(self.before)}"
        return f"{_said(self.before)} became {_said(self.after)}"

    @property
    def sort(self) -> str:
        """How it changed: new, gone, or judged differently."""
        return "new" if self.before is None else "gone" if self.after is None else "judged differently"

    @property
    def shown(self) -> Finding:
        """The finding to show: the later one, where there is one."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change needs a finding before or after it")
        return found


def by_sort(found: Sequence[Change]) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    """The changes of each sort that there is: new ones first, then gone ones, then those judged differently."""
    sorts = ((sort, tuple(c for c in found if c.sort == sort)) for sort in ("new", "gone", "judged differently"))
    return tuple((sort, some) for sort, some in sorts if some)


def changes(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[Change, ...]:
    """The pairs of values whose verdict, rule or confidence (to two digits) differs, in the order of the second."""
    first, second = ({_key(f): f for f in findings} for findings in (before, after))
    keys = dict.fromkeys((*second, *first))
    return tuple(Change(first.get(k), second.get(k)) for k in keys if _judged(first.get(k)) != _judged(second.get(k)))


def _key(finding: Finding) -> _Key:
    sides = sorted((_place(finding.a), _place(finding.b)), key=str)
    return finding.kind, tuple(sides)


def _place(side: Side) -> tuple[object, ...]:
    span = side.value_span
    return side.source, side.start, side.end, span.start if span else -1, side.value


def _judged(finding: Finding | None) -> tuple[Verdict, str, float] | None:
    return (finding.verdict, finding.rule, round(finding.confidence, 2)) if finding else None


def _said(finding: Finding | None) -> str:
    return f"{finding.verdict.value} by {finding.rule}, {finding.confidence:.2f}" if finding else "nothing"
