"""What a rules file knows of the sources of a run: their trust, publisher and date, and which is a copy of which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from checker.rules.run import Placed
from checker.rules.tables import SourceSetting
from checker.values.report import NotChecked
from checker.values.text import Document, PublicationDate

WILDCARDS = frozenset("*?[")
_SHOWN = 3  # sources that a note names


@dataclass(frozen=True, slots=True)
class Known:
    """The documents with what the rules know of them, in the same order, and what has to be told of it."""

    documents: tuple[Document, ...]
    notes: tuple[NotChecked, ...] = ()


def described(documents: Sequence[Document], settings: Sequence[SourceSetting]) -> Known:
    """The documents with all that fits them: what is said of a whole name outranks patterns, the later the earlier.

    A date given on the command line or in the configuration outranks that of the rules, and that of the rules the text.
    """
    if not settings:
        return Known(tuple(documents))
    found: list[Document] = []
    originals: dict[str, str] = {}
    for plain in documents:
        document, copied = plain, None
        fitting = [s for s in settings if fits(s.pattern, plain)]
        for setting in sorted(fitting, key=lambda s: WILDCARDS.isdisjoint(s.pattern)):
            document = _with(document, setting)
            copied = setting.copy_of or copied
        found.append(document)
        if copied is not None and not fits(copied, document):
            originals[document.id] = copied
    parents, notes = _parents(found, originals)
    order = [d.id for d in found]
    roots = {name: _root(name, parents, order) for name in order}
    if len(found) > 1 and len(set(roots.values())) == 1:
        why = f"the rules call all of them copies of {next(iter(roots.values()))!r}"
        notes = (*notes, NotChecked(None, "one source against another", why, degraded=True))
    return Known(tuple(replace(d, origin=roots[d.id] if roots[d.id] != d.id else None) for d in found), notes)


def fits(pattern: str, document: Document) -> bool:
    """Whether a pattern fits the path of a document as it was named, the last part of it, or its URL.

    An article of a file of several fits by the file's name too: "feed.xml" is "feed.xml#2".
    """
    path = document.id.replace("\\", "/").removeprefix("./")
    whole, _, number = path.rpartition("#")
    names = [path, whole] if whole and number.isdigit() else [path]
    if "/" not in pattern:
        names += [name.rpartition("/")[2] for name in names]
    names += [document.url] if document.url else []
    wanted = pattern.removeprefix("./")
    return any(name == wanted or fnmatchcase(name, wanted) for name in names)


def once_per_origin(placed: Sequence[Placed], documents: Sequence[Document]) -> tuple[Placed, ...]:
    """The findings without those of copies that the original, or a copy before, gives word for word."""
    origins = origins_of(documents)
    best: dict[tuple[str, frozenset[str]], tuple[int, int]] = {}  # of equal findings the one with the fewest copies
    keys = []
    for at, one in enumerate(placed):
        sides = (one.finding.a.source, one.finding.b.source)
        key = (one.finding.fingerprint, frozenset(origins[source] for source in sides))
        cost = (sum(origins[source] != source for source in sides), at)
        best[key] = min(best.get(key, cost), cost)
        keys.append((key, cost))
    return tuple(one for one, (key, cost) in zip(placed, keys, strict=True) if not cost[0] or best[key] == cost)


def origins_of(documents: Sequence[Document]) -> dict[str, str]:
    """For each document by id the one that it is a copy of; itself where it is none."""
    return {d.id: d.origin or d.id for d in documents}


def _with(document: Document, setting: SourceSetting) -> Document:
    published = document.published
    if setting.published is not None and (published is None or published.origin != "option"):
        published = PublicationDate(setting.published, "rules")
    return replace(
        document,
        published=published,
        publisher=document.publisher if setting.publisher is None else setting.publisher,
        tier=document.tier if setting.tier is None else setting.tier,
    )


def _parents(
    documents: Sequence[Document], originals: Mapping[str, str]
) -> tuple[dict[str, str], tuple[NotChecked, ...]]:
    """For each copy the document that it is a copy of, and what is to be told where that is none, or several."""
    parents: dict[str, str] = {}
    notes = []
    for copy, pattern in originals.items():
        there = [d.id for d in documents if d.id != copy and fits(pattern, d)]
        what = f"whether it only repeats {pattern!r}, of which the rules call it a copy"
        if not there:
            notes.append(NotChecked(copy, what, "that is none of the sources; this one counts as a source of its own"))
        elif len(there) > 1:
            listed = ", ".join(there[:_SHOWN]) + (" ..." if len(there) > _SHOWN else "")
            notes.append(NotChecked(copy, what, f"{len(there)} sources fit ({listed}); the first is taken"))
        parents.update({copy: there[0]} if there else {})
    return parents, tuple(notes)


def _root(name: str, parents: Mapping[str, str], order: Sequence[str]) -> str:
    """The original at the end of a chain of copies; of sources that are copies of each other the one named first."""
    way: list[str] = []
    while name in parents and name not in way:
        way.append(name)
        name = parents[name]
    return min(way[way.index(name) :], key=order.index) if name in way else name
