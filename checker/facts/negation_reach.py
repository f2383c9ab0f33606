"""Where the setting of a negated statement begins, which the negation does not reach: "was not hurt in the raid".

A raid that nobody was hurt in took place. The setting is the phrase of a preposition behind the predicate that speaks
of something known: "the raid", "Monday", "Paris". "Was not in danger", "was not kept in custody" have none.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from checker.facts.finite import is_auxiliary, is_finite
from checker.facts.lexemes import Token
from checker.facts.lexicon import is_verb, stopwords
from checker.facts.wordlists import phrases, section


@dataclass(frozen=True, slots=True)
class Settings:
    """For each token, the first token from there on that is of a sort; the number of tokens where none is."""

    contents: tuple[int, ...]
    finites: tuple[int, ...]
    settings: tuple[int, ...]
    goings_on: tuple[int, ...]

    def begins(self, end: int, reach: int, *, of_subject: bool) -> int:
        """The token at which the setting begins for a negation that covers ``[end, reach)``; ``reach`` without one.

        ``of_subject``: the negation stands at a noun, "no civilians in the town were hurt", so that what follows may
        still be its subject.
        """
        predicate = end
        if of_subject and self.finites[end] < reach:
            predicate = self.finites[end]
        predicate = self.contents[predicate]
        if predicate >= reach:
            return reach
        at = self.settings[predicate + 1]
        return reach if at >= reach or self.goings_on[at] < reach else at


def settings_of(tokens: Sequence[Token]) -> Settings:
    """The places of a text at which settings may begin, in one walk."""
    return Settings(
        _next(tokens, _is_content),
        _next(tokens, lambda row, at: is_finite(row[at].text) or is_auxiliary(row[at].text)),
        _next(tokens, _opens_setting),
        _next(tokens, _goes_on),
    )


def _next(tokens: Sequence[Token], holds: Callable[[Sequence[Token], int], bool]) -> tuple[int, ...]:
    """For each place the first token from there on for which ``holds``; one place more than there are tokens."""
    count = len(tokens)
    result = [count] * (count + 2)
    for at in reversed(range(count)):
        result[at] = at if holds(tokens, at) else result[at + 1]
    return tuple(result)


def _is_content(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    return token.is_word and token.lower not in stopwords() and not token.lower.endswith("ly")


def _opens_setting(tokens: Sequence[Token], at: int) -> bool:
    """Whether a preposition with something known behind it stands at ``at``: "in the raid", "on Monday"."""
    if tokens[at].lower not in _words("settings") or at + 1 >= len(tokens):
        return False
    if at and tokens[at - 1].lemma in _words("governing"):
        return False
    known = tokens[at + 1]
    return known.capital or known.text[0].isdigit() or known.lower in _words("known")


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether what is negated goes on at ``at``, behind a setting: "did not agree on Monday to close", "... or pay"."""
    if tokens[at].lower in ("or", "nor"):
        return True
    return tokens[at].lower == "to" and at + 1 < len(tokens) and is_verb(tokens[at + 1].lower)


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(phrases(section("negation", name)))
