"""From near articles to events: average linkage inside of small parts of the graph of near articles.

Two reports of one event may share little with each other, and much with a third; a round-up shares something with many
events. Average linkage joins the first two by what they have in common with the rest, and does not join many events by
way of the round-up.

A few wrong edges are enough to connect all articles of a large corpus, and then every new one would touch everything.
So the graph falls into parts along the edges that are borne out: both ends have their nearest articles in common. Which
edges are, the nearest articles of both ends alone decide, so that a new article changes the parts around it only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from checker.clusters.linkage import average_linkage
from checker.events.options import EventOptions
from checker.values.event import Edge
from checker.values.match import Match

Near = Callable[[int], Mapping[int, float]]  # an article -> the articles near it, without itself, and how close


def events_of(
    ids: Sequence[str],
    near: Sequence[Edge],
    options: EventOptions = EventOptions(),  # noqa: B008 - frozen
) -> tuple[tuple[int, ...], ...]:
    """The events as groups of rows of ``ids``, each ascending, by their first row; an article alone is one, too.

    ``near`` are all edges of the rows at or above the gate. ``ids`` are the names of the articles, all different: ties
    are broken by them, so that neither the order of the articles nor that of the edges, nor what stands in other parts
    of the graph, changes an event.
    """
    closeness: list[dict[int, float]] = [{} for _ in ids]
    for edge in near:
        closeness[edge.a][edge.b] = closeness[edge.b][edge.a] = edge.closeness
    found: list[tuple[int, ...]] = []
    seen: set[int] = set()
    for row in range(len(ids)):
        if row not in seen:
            part = part_of(row, closeness.__getitem__, options)
            seen |= part
            found += grouped({member: ids[member] for member in part}, closeness.__getitem__, options)
    return tuple(sorted(found))


def grouped(ids: Mapping[int, str], near: Near, options: EventOptions) -> list[tuple[int, ...]]:
    """The events of one part of the graph, ``part_of`` some article: its articles with their names."""
    ranked = sorted(ids, key=ids.__getitem__)
    rank = {article: i for i, article in enumerate(ranked)}
    matches = [
        Match(rank[a], rank[b], closeness)
        for a in ranked
        for b, closeness in near(a).items()
        if b in rank and rank[a] < rank[b] and closeness >= options.gate
    ]
    clusters = average_linkage(len(ranked), matches, options.threshold)
    return [tuple(sorted(ranked[i] for i in cluster.members)) for cluster in clusters]


def part_of(article: int, near: Near, options: EventOptions) -> set[int]:
    """All articles that are reached from one along edges that are borne out."""
    circles = _Circles(near, options)
    reached, waiting = {article}, [article]
    while waiting:
        one = waiting.pop()
        for other in circles.of(one) - reached:
            if circles.bear_out(one, other):
                reached.add(other)
                waiting.append(other)
    return reached


def touched_by(articles: Collection[int], near: Near, options: EventOptions) -> set[int]:
    """Articles of every part of the graph that is another one with ``articles`` than it is without them.

    Those close to one of them have other nearest articles with it, so that an edge to a third may be borne out or no
    longer: where that changes, both ends are touched. To be asked while the articles are there; they are touched, too.
    """
    moving = frozenset(articles)
    there, gone = _Circles(near, options), _Circles(near, options, moving)
    touched = set(moving)
    for one in set[int]().union(*(there.of(article) for article in moving)) - moving:
        for other in there.of(one) - {one}:
            if other in moving:
                changed = there.bear_out(one, other)
            else:
                changed = there.bear_out(one, other) is not gone.bear_out(one, other)
            if changed:
                touched |= {one, other}
    return touched


class _Circles:
    """The nearest articles of each, and which edges they bear out; ``without``: articles that are not looked at."""

    def __init__(self, near: Near, options: EventOptions, without: frozenset[int] = frozenset()) -> None:
        self._near, self._options, self._without = near, options, without
        self._circles: dict[int, frozenset[int]] = {}

    def of(self, one: int) -> frozenset[int]:
        """The article itself, and those that are close to it."""
        if one not in self._circles:
            strong = (other for other, closeness in self._near(one).items() if closeness >= self._options.strong)
            self._circles[one] = frozenset((one, *strong)) - self._without
        return self._circles[one]

    def bear_out(self, one: int, other: int) -> bool:
        """Whether two articles have enough of their nearest articles in common."""
        a, b = self.of(one), self.of(other)
        both = len(a & b)
        return both >= self._options.common * (len(a) + len(b) - both)


def components(count: int, near: Iterable[Edge]) -> tuple[tuple[int, ...], ...]:
    """The connected parts of the graph of ``count`` rows, each ascending, by their first row."""
    members: dict[int, list[int]] = {}
    for row, root in enumerate(_roots(count, near)):
        members.setdefault(root, []).append(row)
    return tuple(tuple(rows) for rows in members.values())


def _roots(count: int, near: Iterable[Edge]) -> list[int]:
    """For each row the first of its component."""
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
