"""What sort of thing an unknown name names, and the canonical form of it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from checker.facts.gazetteer import match_name
from checker.facts.lexemes import Token, fold
from checker.facts.lexicon import reporting_verbs
from checker.facts.wordlists import section, word_table, words
from checker.values.claim import EntityKind

_ACRONYM = re.compile(r"(?:[A-Z][A-Z&]{1,5}|[A-Z][a-z]?[A-Z]{1,4}|(?:[A-Z]\.){2,6})")
_AGE = re.compile(r"\d{1,3}")
_NEAR = 4  # tokens in which "she" after "said" is the speaker
_MINISTRY = {"ministry", "department"}


@functools.cache
def word_set(name: str) -> frozenset[str]:
    """One of the lists of ``data/entities.yaml``: titles, given, particles, organisations, places, acts ..."""
    return frozenset(words(section("entities", name)))


def looks_like_acronym(text: str) -> bool:
    """Whether a word is written like an acronym: FDA, MoD, U.S."""
    return _ACRONYM.fullmatch(text) is not None


def names_organisation(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the capitals from ``start`` on name an organisation: by their last word, or their first before "of"."""
    cues = word_set("organisations")
    if tokens[end - 1].lower in cues and end - start > 1:
        return True
    return any(
        token.lower in cues and tokens[at + 1].lower in ("of", "for", "on")
        for at, token in enumerate(tokens[start : end - 1], start)
    )


def sort_of(tokens: Sequence[Token], first: int, end: int, *, titled: bool) -> EntityKind:
    """The sort of the unknown name ``tokens[first:end]``, by its own words, then by those around it."""
    inner = [token.lower for token in tokens[first:end] if token.is_word]
    if names_organisation(tokens, first, end) or (len(inner) == 1 and inner[0] in word_set("organisations")):
        return EntityKind.ORGANISATION
    person = titled or (inner[0] in word_set("given") and len(inner) > 1)
    place = len(inner) > 1 and (inner[0] in word_set("places") or inner[-1] in word_set("places"))
    if place and not (person and inner[-1] in word_set("surnames")) and not titled:
        return EntityKind.PLACE
    if person:
        return EntityKind.PERSON
    if len(inner) == 1 and looks_like_acronym(tokens[first].text):
        return EntityKind.ORGANISATION
    return _by_neighbours(tokens, first, end)


def _by_neighbours(tokens: Sequence[Token], first: int, end: int) -> EntityKind:
    """A name with an age or a "she" is a person's, one after "in" or "near" a place's; others stay open."""
    follows = tokens[end] if end < len(tokens) else None
    if _has_age(tokens[end : end + 3]):
        return EntityKind.PERSON
    before = tokens[first - 1].lower if first else ""
    if before == "in" and first > 1 and tokens[first - 2].lemma in word_set("invested"):  # "shares in Corvo"
        return EntityKind.OTHER
    if before in ("in", "near", "outside", "around"):
        return EntityKind.PLACE
    if follows is not None and follows.lemma in reporting_verbs() and _is_he(tokens[end + 1 : end + 1 + _NEAR]):
        return EntityKind.PERSON
    if len(tokens[first].text) == 1 and end > first + 1:  # "J. Marlow"
        return EntityKind.PERSON
    return EntityKind.PERSON if tokens[first].lower in word_set("given") else EntityKind.OTHER


def _is_he(tokens: Sequence[Token]) -> bool:
    """Whether the speaker is a person: "Silva said she ...". Companies say things too."""
    return any(token.lower in ("he", "she", "his", "her") for token in tokens)


def _has_age(tokens: Sequence[Token]) -> bool:
    """Whether ", 34," or ", 34." stands there."""
    texts = [token.text for token in tokens]
    return len(texts) > 1 and texts[0] == "," and bool(_AGE.fullmatch(texts[1])) and texts[2:] in ([], [","], ["."])


def canonical_name(name: Sequence[Token], kind: EntityKind) -> str:
    """The folded name; of an organisation in one spelling and order: "defense ministry" -> "ministry of defence"."""
    folded = [fold(token.text) for token in name if token.is_word or token.text == "&"]
    if kind is not EntityKind.ORGANISATION:
        return " ".join(folded)
    spelled = [_spelling().get(word, word) for word in folded]
    if spelled[-1] not in _MINISTRY or "of" in spelled:
        return " ".join(spelled)
    found = match_name(name, 0)
    country: list[str] = []
    if found is not None and found[0] < len(name) - 1 and found[1].kind in (EntityKind.PLACE, EntityKind.GROUP):
        country, spelled = [found[1].canonical], spelled[found[0] :]
    return " ".join([*country, spelled[-1], *(["of"] if len(spelled) > 1 else []), *spelled[:-1]])


@functools.cache
def _spelling() -> dict[str, str]:
    return word_table(section("entities", "spelling"), "entities.yaml spelling")
