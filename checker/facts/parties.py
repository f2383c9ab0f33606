"""Who stands beside a word of outcome: its subject before it, its object after it, the other party of "lost to"."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from checker.facts.lexemes import Token
from checker.facts.lexicon import lemma, stopwords
from checker.facts.wordlists import phrases, section, word_table

_BREAKS = frozenset(",;:()—–")
_REACH = 8  # tokens on each side in which the subject and the object are looked for
_REACH_TO = 12  # ... and the other party: "lost the race for mayor of the town to"
_PASSIVE = frozenset({"was", "were", "is", "are", "be", "been", "being"})


def parties(tokens: Sequence[Token], first: int, end: int) -> tuple[str | None, str | None]:
    """The lemmas of the subject and the object of the words ``[first, end)``, each None where none is near.

    "Remain" and "stay" are looked through. In "found the cook guilty" the cook is the object; in "lost to the
    Reds", "bought the mill from Ros" those after the preposition are.
    """
    judged = _judging(tokens, first)
    if judged is not None:
        return _nearest(tokens, judged - 1, -1), _nearest(tokens, judged + 1, 1)
    other = _other_party(tokens, first, end)
    return _nearest(tokens, first - 1, -1), other or _nearest(tokens, end, 1)


def _judging(tokens: Sequence[Token], first: int) -> int | None:
    """The verb of "found the cook guilty" before the word at ``first``, a content word between; not of a passive."""
    between = False
    for at in range(first - 1, max(-1, first - _REACH), -1):
        token = tokens[at]
        if token.text in _BREAKS:
            return None
        if token.lemma in _words("judging"):
            passive = at > 0 and tokens[at - 1].lower in _PASSIVE
            return at if between and not passive else None
        between = between or _is_content(token)
        if between and token.lower in _PASSIVE:
            return None
    return None


def _other_party(tokens: Sequence[Token], first: int, end: int) -> str | None:
    """The name after the preposition that a verb such as "lost" or "bought" takes for its other party."""
    preposition = _other_parties().get(tokens[first].lemma)
    if preposition is None:
        return None
    for at in range(end, min(len(tokens) - 1, end + _REACH_TO)):
        if tokens[at].text in _BREAKS:
            return None
        if tokens[at].lower == preposition:
            name = at + 1 + (tokens[at + 1].lower in ("the", "a", "an"))
            return _nearest(tokens, name, 1) if name < len(tokens) and tokens[name].capital else None
    return None


def _nearest(tokens: Sequence[Token], at: int, step: int) -> str | None:
    """The nearest content word on one side; of a name of several words the last one."""
    for _ in range(_REACH):
        if not 0 <= at < len(tokens) or tokens[at].text in _BREAKS:
            return None
        if _is_content(tokens[at]):
            while step > 0 and _one_name(tokens, at):
                at += 1
            return tokens[at].lemma
        at += step
    return None


def _one_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether the next word is of the same name: "Dana Velk"."""
    if at + 1 >= len(tokens) or not tokens[at].capital or not tokens[at + 1].capital:
        return False
    return tokens[at].end + 1 == tokens[at + 1].start and _is_content(tokens[at + 1])


def _is_content(token: Token) -> bool:
    stops = stopwords() | _words("linking")
    return token.is_word and token.lower not in stops and token.lemma not in stops


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lemma(word) for word in phrases(section("antonyms", name)))


@functools.cache
def _other_parties() -> dict[str, str]:
    """Verbs to the preposition that names who is on the other side."""
    return word_table(section("antonyms", "other_party"), "antonyms.yaml other_party")
