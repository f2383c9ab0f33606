"""Which articles are copies of one wire story, and whose words each sentence is.

Papers print a story of an agency whole, cut short, under another headline, or with a sentence changed. All of them are
one origin, for what they share. A sentence that one of them has changed is its own word: there a checker has to look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from checker.events.groups import components
from checker.events.options import EventOptions
from checker.events.sketch import (
    Shingles,
    counts_and_hashes,
    estimated_containment,
    shingles_of,
    sketch_of,
    words_of,
)
from checker.values.claim import Claim
from checker.values.event import Edge
from checker.values.text import Document

DOUBT = 0.3  # by how much a sketch may err: pairs that it puts that far below are looked at all the same
FEWEST = 12  # shingles: of a shorter article every one must stand in the other, since a quotation has as many


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its claims and its sketch (``events.sketch``)."""

    document: Document
    claims: tuple[Claim, ...]
    sketch: bytes


@dataclass(frozen=True, slots=True)
class Origins:
    """Where the words of some articles come from."""

    articles: Mapping[str, str]  # id of each document -> the one that it is a copy of, itself where it is none
    claims: Mapping[str, str]  # id of each claim -> the document whose sentence it is


def article_of(document: Document, claims: Sequence[Claim]) -> Article:
    """An article with its sketch made from its text."""
    return Article(document, tuple(claims), sketch_of(shingles_of(document, claims)))


def copies(articles: Sequence[Article], options: EventOptions = EventOptions()) -> Origins:  # noqa: B008 - frozen
    """Which of some articles, best those of one event, are copies of which, and whose sentence each claim is.

    Two articles are copies where enough of the shorter one's wording stands in the other; sketches say which pairs to
    look at, the texts decide. Of the copies of one story the earliest by publication is the origin, then the first by
    id; undated ones come last. The origin of a claim is the first of them, in that order, that has its sentence word
    for word: for a changed sentence that is the article itself.
    """
    ranked = sorted(articles, key=_order)
    groups = components(len(ranked), _pairs(ranked, options))
    origin: dict[str, str] = {}
    owners: dict[str, str] = {}
    for members in groups:
        first = ranked[members[0]].document.id
        said: dict[tuple[str, ...], str] = {}  # words of a sentence -> the first article that has it
        for article in (ranked[i] for i in members):
            origin[article.document.id] = first
            text = article.document.text
            for claim in article.claims:
                words = words_of(claim.sentence.of(text))
                owners[claim.id] = said.setdefault(words, article.document.id)
    return Origins({a.document.id: origin[a.document.id] for a in articles}, owners)


def _order(article: Article) -> tuple[bool, date, str]:
    published = article.document.published
    return published is None, published.day if published else date.min, article.document.id


def _pairs(articles: Sequence[Article], options: EventOptions) -> list[Edge]:
    """The pairs of copies, by number."""
    counts, hashes = counts_and_hashes(a.sketch for a in articles)
    shingles: dict[int, Shingles] = {}
    found = []
    for i in range(len(articles)):
        likely = estimated_containment(counts, hashes, i) >= options.copied - DOUBT
        for j in np.flatnonzero(likely[:i]).tolist():
            for one in (i, j):
                if one not in shingles:
                    shingles[one] = shingles_of(articles[one].document, articles[one].claims)
            if _copied(shingles[i], shingles[j], options):
                found.append(Edge(j, i, 1.0))
    return found


def _copied(a: Shingles, b: Shingles, options: EventOptions) -> bool:
    smaller = min(len(a), len(b))
    if smaller == 0:
        return False
    share = len(a & b) / smaller
    return share == 1.0 if smaller < FEWEST else share >= options.copied
