"""One generated event: its articles sentence by sentence, and what stands in which relation to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from benchmarks.scale.values import Value

MARK = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of an article as it was made: its words, and the values that it states, by slot."""

    text: str
    states: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence where it stands in the text of its article: [start, end) in code points."""

    start: int
    end: int
    states: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Generated:
    """One article. ``text`` is that of a file: headline, date of publication where it has one, paragraphs."""

    id: str  # "<event>/<number>"
    event: str
    outlet: str
    day: date  # of publication, whether the text says so or not
    dated: bool
    text: str
    sentences: tuple[Placed, ...]  # the headline first
    copy_of: str | None = None  # id of the article that it repeats, whole, in part, or with one sentence changed


@dataclass(frozen=True, slots=True)
class Relation:
    """Two articles that give one slot two values, or the same sentences: ``conflict``, ``update`` or ``copy``."""

    kind: str
    slot: str  # "" for a copy
    sort: str  # number, date, time, name, yesno; "" for a copy
    a: str
    b: str
    a_spans: tuple[tuple[int, int], ...] = ()  # of the sentences that state the slot
    b_spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class GeneratedEvent:
    """An event with its articles. A round-up of several events is an event of its own, of one article."""

    name: str
    sort: str
    articles: tuple[Generated, ...]
    relations: tuple[Relation, ...] = ()
    kinds: dict[str, tuple[str, bool]] = field(default_factory=dict)  # slot -> sort of disagreement, whether it grows


def placed(headline: Line, lines: list[Line], day: date | None, paragraph: int) -> tuple[str, tuple[Placed, ...]]:
    """The text of an article, ``paragraph`` sentences to each paragraph, and where each sentence stands."""
    text = headline.text + "\n" + (f"Published: {day.isoformat()}\n" if day else "")
    found = [Placed(0, len(headline.text), headline.states)]
    for number, line in enumerate(lines):
        text += " " if number % paragraph else "\n"
        found.append(Placed(len(text), len(text) + len(line.text), line.states))
        text += line.text
        if number % paragraph == paragraph - 1:
            text += "\n"
    return text.rstrip("\n") + "\n", tuple(found)


def relations(articles: tuple[Generated, ...], kinds: dict[str, tuple[str, bool]]) -> Iterator[Relation]:
    """What stands against what, of every two articles of an event.

    A growing number that is higher in the later article is an update. Of undated articles nothing is said there.
    """
    stated = [_stated(article) for article in articles]
    for j, b in enumerate(articles):
        for i, a in enumerate(articles[:j]):
            if b.copy_of == a.id:
                yield Relation("copy", "", "", a.id, b.id)
            for slot in stated[i].keys() & stated[j].keys():
                (x, x_spans), (y, y_spans) = stated[i][slot], stated[j][slot]
                if x != y and (kind := _kind(a, b, x, y, grows=kinds[slot][1])):
                    yield Relation(kind, slot, kinds[slot][0], a.id, b.id, x_spans, y_spans)


def _stated(article: Generated) -> dict[str, tuple[Value, tuple[tuple[int, int], ...]]]:
    found: dict[str, tuple[Value, tuple[tuple[int, int], ...]]] = {}
    for sentence in article.sentences:
        for slot, value in sentence.states:
            spans = found[slot][1] if slot in found else ()
            found[slot] = (value, (*spans, (sentence.start, sentence.end)))
    return found


def _kind(a: Generated, b: Generated, x: Value, y: Value, *, grows: bool) -> str | None:
    if not grows:
        return "conflict"
    if not (a.dated and b.dated):
        return None
    later_is_more = (y > x) == (b.day > a.day)
    return "update" if a.day != b.day and later_is_more else "conflict"


def manifest(event: GeneratedEvent) -> dict[str, object]:
    """An event as a line of the manifest: articles with the places of what they state, and the relations."""
    return {
        "event": event.name,
        "sort": event.sort,
        "articles": [
            {
                "id": a.id,
                "outlet": a.outlet,
                "published": a.day.isoformat() if a.dated else None,
                "copy_of": a.copy_of,
                "sentences": [
                    {"start": s.start, "end": s.end, "states": {slot: _plain(value) for slot, value in s.states}}
                    for s in a.sentences
                ],
            }
            for a in event.articles
        ],
        "relations": [
            {
                "kind": r.kind,
                "slot": r.slot,
                "sort": r.sort,
                "a": r.a,
                "b": r.b,
                "a_spans": r.a_spans,
                "b_spans": r.b_spans,
            }
            for r in event.relations
        ],
    }


def _plain(value: Value) -> str | float:
    if isinstance(value, bool):
        return MARK[value]
    return value if isinstance(value, (int, float)) else str(value)
