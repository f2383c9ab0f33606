"""Where else an article mentions a name, what it tells there, and whether it is a name at all."""

from __future__ import annotations

import functools
import re

from checker.facts.lexemes import lexemes
from checker.facts.lexicon import synonym_set
from checker.facts.vocabulary import kept
from checker.values.claim import Entity

HEARD = 90  # code points on each side of a mention of a name that are read for what is told there
MENTIONS = 12  # of one name in one article that are looked at


OPENING = frozenset(("", ".", "!", "?", ":", "\n", "—"))  # what stands before the first word of a sentence
QUOTING = OPENING | {"“", '"'}
ARTICLES = 256  # whose text is kept in small letters


def only_opens(name: Entity, text: str) -> bool:
    """Whether one word has its capital from a beginning: the article writes it nowhere else so, or also without."""
    if " " in name.text or name.span.start == 0 or name.text.isupper():
        return " " not in name.text and name.span.start == 0
    return _before(text, name.span.start, " \"“‘'(") in OPENING and _always_opens(text, name.text)


@functools.lru_cache(maxsize=4096)
def _always_opens(text: str, name: str) -> bool:
    """Whether each mention of a word opens a sentence or a quotation."""
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    return all(_before(text, m.start(), " ") in QUOTING for m in found)


def _before(text: str, at: int, skipped: str) -> str:
    """The last character before a place that is none of those; empty where there is none."""
    while at > 0 and text[at - 1] in skipped:
        at -= 1
    return text[at - 1 : at] if at else ""


@kept(4096)
def surroundings(text: str, name: str) -> tuple[frozenset[str], ...]:
    """The content words around each mention of a name in an article, its last word being enough."""
    last = re.escape(name.rsplit(maxsplit=1)[-1])
    found = []
    for match in re.finditer(rf"(?<!\w){last}(?!\w)", text):
        window = text[max(0, match.start() - HEARD) : match.end() + HEARD]
        found.append(frozenset(synonym_set(t.lemma) or t.lemma for t in lexemes(window) if t.is_word))
        if len(found) == MENTIONS:
            break
    return tuple(found)


def mentions(text: str, entity: Entity) -> bool:
    """Whether an article holds the words of a name."""
    return entity.text.casefold() in _small(text)


@functools.lru_cache(maxsize=ARTICLES)
def _small(text: str) -> str:
    return text.casefold()
