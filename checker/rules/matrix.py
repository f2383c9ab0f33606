"""The fact matrix: findings that share a value are about one fact; each is a row, with the value of each source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.rules.run import GRAVITY, Placed
from checker.values.finding import Finding, FindingKey, Side, Verdict
from checker.values.report import FactRow, FactValue

Node = tuple[str, int, str]  # claim id, start of the value in the text as read (-1 where it has none), rule kind


Rank = tuple[
    int, float, int
]  # gravity of its gravest verdict, its surest confidence negated, place of its first finding


@dataclass(frozen=True, slots=True)
class Group:
    """Findings about one fact, the gravest and surest first, and where their row stands among the others."""

    rank: Rank
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Counted:
    """Rows of which nothing is shown, of a run too large to hold them: only their ranks and verdicts are known."""

    ranks: list[Rank] = field(default_factory=list)
    verdicts: Counter[Verdict] = field(default_factory=Counter)  # of their findings

    def add(self, group: Group) -> None:
        """Take one instead of holding it."""
        self.ranks.append(group.rank)
        self.verdicts.update(f.verdict for f in group.findings)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows, and the findings in the order of the rows; ``total`` and ``verdicts`` also count what is not held."""

    rows: tuple[FactRow, ...]
    findings: tuple[Finding, ...]
    fact_of: dict[FindingKey, str]  # Finding.key -> row id
    total: int  # rows
    verdicts: dict[Verdict, int]  # findings of each; 0 for those without one


def arrange(placed: Sequence[Placed]) -> Matrix:
    """Group findings into rows: gravest verdict first, then the surest, then the order of the text."""
    return matrix_of(groups_of(placed))


def groups_of(placed: Sequence[Placed], first: int = 0) -> list[Group]:
    """The findings about one fact each; ``first`` findings of the run stand before these.

    Findings of different articles never meet, so those of a run can be grouped event by event.
    """
    findings = [p.finding for p in placed]
    parent: dict[Node, Node] = {}
    for f in findings:
        a, b = _root(parent, _node(f, f.a)), _root(parent, _node(f, f.b))
        if a != b:
            parent[max(a, b)] = min(a, b)
    groups: dict[Node, list[int]] = defaultdict(list)
    for i, f in enumerate(findings):
        groups[_root(parent, _node(f, f.a))].append(i)
    return [_group(_sorted([findings[i] for i in rows]), first + rows[0]) for rows in groups.values()]


def matrix_of(groups: Sequence[Group], beside: Counted | None = None) -> Matrix:
    """The rows of groups in their order. Those that are ``beside`` take their numbers, and are only counted."""
    aside = beside if beside is not None else Counted()
    ordered = sorted(groups, key=lambda group: group.rank)
    number = {rank: n for n, rank in enumerate(sorted([*(g.rank for g in ordered), *aside.ranks]), start=1)}
    rows = tuple(row_of(f"F{number[group.rank]}", group.findings) for group in ordered)
    shown = [(row.id, f) for row, group in zip(rows, ordered, strict=True) for f in group.findings]
    verdicts = counts([f for _, f in shown])
    return Matrix(
        rows=rows,
        findings=tuple(f for _, f in shown),
        fact_of={f.key: row for row, f in shown},
        total=len(rows) + len(aside.ranks),
        verdicts={v: n + aside.verdicts[v] for v, n in verdicts.items()},
    )


def _node(finding: Finding, side: Side) -> Node:
    return side.claim, side.value_span.start if side.value_span else -1, finding.kind


def _root(parent: dict[Node, Node], node: Node) -> Node:
    parent.setdefault(node, node)
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def _group(findings: list[Finding], first: int) -> Group:
    """Of sorted findings."""
    return Group((GRAVITY.index(findings[0].verdict), -findings[0].confidence, first), tuple(findings))


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
