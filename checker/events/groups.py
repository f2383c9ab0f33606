"""From near articles to events: average linkage inside the connected parts of the graph of near articles.

Two reports of one event may share little with each other, and much with a third; a round-up shares something with
many events. Average linkage joins the first two by what they have in common with the rest, and does not join many
events by way of the round-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.clusters.linkage import average_linkage
from checker.events.options import EventOptions
from checker.values.event import Edge
from checker.values.match import Match


def events_of(
    ids: Sequence[str],
    near: Sequence[Edge],
    options: EventOptions = EventOptions(),  # noqa: B008 - frozen
) -> tuple[tuple[int, ...], ...]:
    """The events as groups of rows of ``ids``, each ascending, by their first row; an article alone is one, too.

    ``ids`` are the names of the articles, all different: ties are broken by them, so that neither the order of the
    articles nor that of the edges, nor what stands in other parts of the graph, changes an event. Edges below the
    gate of the options must not be given.
    """
    found: list[tuple[int, ...]] = []
    edges_of = _by_component(len(ids), near)
    for members in components(len(ids), near):
        ranked = sorted(members, key=ids.__getitem__)
        rank = {row: i for i, row in enumerate(ranked)}
        matches = [_match(rank[e.a], rank[e.b], e.closeness) for e in edges_of.get(members[0], ())]
        clusters = average_linkage(len(ranked), matches, options.threshold)
        found += [tuple(sorted(ranked[i] for i in cluster.members)) for cluster in clusters]
    return tuple(sorted(found))


def components(count: int, near: Iterable[Edge]) -> tuple[tuple[int, ...], ...]:
    """The connected parts of the graph of ``count`` rows, each ascending, by their first row."""
    roots = _roots(count, near)
    members: dict[int, list[int]] = {}
    for row, root in enumerate(roots):
        members.setdefault(root, []).append(row)
    return tuple(tuple(rows) for rows in members.values())


def _by_component(count: int, near: Sequence[Edge]) -> dict[int, list[Edge]]:
    """The edges of each part, by its first row."""
    roots = _roots(count, near)
    found: dict[int, list[Edge]] = {}
    for edge in near:
        found.setdefault(roots[edge.a], []).append(edge)
    return found


def _roots(count: int, near: Iterable[Edge]) -> list[int]:
    """For each row the first of its part."""
    parents = list(range(count))

    def root(row: int) -> int:
        while parents[row] != row:
            parents[row] = parents[parents[row]]
            row = parents[row]
        return row

    for edge in near:
        a, b = root(edge.a), root(edge.b)
        parents[max(a, b)] = min(a, b)
    return [root(row) for row in range(count)]


def _match(a: int, b: int, closeness: float) -> Match:
    return Match(min(a, b), max(a, b), closeness)
