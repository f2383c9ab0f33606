"""The fact matrix: findings that share a value are about one fact; each is a row, with the value of each source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from checker.rules.run import GRAVITY, Placed
from checker.values.finding import Finding, Side, Verdict
from checker.values.report import FactRow, FactValue

Node = tuple[str, int, str]  # claim id, start of the value in the text as read (-1 where it has none), rule kind


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows, and the findings in the order of the rows."""

    rows: tuple[FactRow, ...]
    findings: tuple[Finding, ...]
    fact_of: dict[str, str]  # fingerprint -> row id


def arrange(placed: Sequence[Placed]) -> Matrix:
    """Group findings into rows: gravest verdict first, then the surest, then the order of the text."""
    findings = [p.finding for p in placed]
    parent: dict[Node, Node] = {}
    for f in findings:
        a, b = _root(parent, _node(f, f.a)), _root(parent, _node(f, f.b))
        if a != b:
            parent[max(a, b)] = min(a, b)
    groups: dict[Node, list[int]] = defaultdict(list)
    for i, f in enumerate(findings):
        groups[_root(parent, _node(f, f.a))].append(i)
    ordered = sorted(groups.values(), key=lambda rows: _rank([findings[i] for i in rows], rows[0]))
    rows = tuple(row_of(f"F{n}", [findings[i] for i in group]) for n, group in enumerate(ordered, start=1))
    shown = [
        (row.id, f) for row, group in zip(rows, ordered, strict=True) for f in _sorted([findings[i] for i in group])
    ]
    return Matrix(rows, tuple(f for _, f in shown), {f.fingerprint: row for row, f in shown})


def _node(finding: Finding, side: Side) -> Node:
    return side.claim, side.value_span.start if side.value_span else -1, finding.kind


def _root(parent: dict[Node, Node], node: Node) -> Node:
    parent.setdefault(node, node)
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def _rank(group: list[Finding], first: int) -> tuple[int, float, int]:
    gravest = min(GRAVITY.index(f.verdict) for f in group)
    surest = max(f.confidence for f in group if GRAVITY.index(f.verdict) == gravest)
    return gravest, -surest, first


def _sorted(group: Sequence[Finding]) -> list[Finding]:
    return sorted(group, key=lambda f: (GRAVITY.index(f.verdict), -f.confidence))


def row_of(name: str, group: Sequence[Finding], beside: Sequence[Finding] = ()) -> FactRow:
    """One row; its label and verdict are those of its surest gravest finding.

    ``beside`` are findings of the row that bring in values, and have no say in its verdict.
    """
    lead = _sorted(group)[0]
    values: dict[tuple[str, str], FactValue] = {}
    for f in (*group, *beside):
        for side in (f.a, f.b):
            value = FactValue(side.source, side.claim, side.value, side.interval, side)
            values.setdefault((side.source, side.value), value)
    return FactRow(name, lead.label, lead.kind, lead.verdict, tuple(values.values()))


def counts(findings: Sequence[Finding]) -> dict[Verdict, int]:
    """How many findings there are of each verdict; verdicts without one are 0."""
    return {v: sum(f.verdict is v for f in findings) for v in GRAVITY}
