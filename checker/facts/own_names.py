"""A name that a user gives, with other names for it, as the readers of names know it."""

from __future__ import annotations

from collections.abc import Sequence

from checker.facts.entity_sorts import canonical_name, sort_of
from checker.facts.gazetteer import Name, match_name
from checker.facts.lexemes import Token, lexemes
from checker.facts.vocabulary import NO_WORDS, OwnName, using


def own_name(name: str, others: Sequence[str]) -> OwnName:
    """The name with the sort of thing that it names; raise ValueError where it holds no word.

    A name that is known keeps its canonical form, so that more names for it join those that it has.
    """
    tokens = _without_article(lexemes(name))
    if not any(token.is_word for token in tokens):
        raise ValueError(f"a name holds a word, and {name[:40]!r} holds none")
    with using(NO_WORDS):
        known = _known(tokens)
        kind = known.kind if known else sort_of(tokens, 0, len(tokens), titled=False)
        canonical = known.canonical if known else canonical_name(tokens, kind)
    return OwnName(canonical, kind, (name, *others))


def has_word(name: str) -> bool:
    """Whether a text holds a word, so that it can be a name."""
    return any(token.is_word for token in lexemes(name))


def _without_article(tokens: Sequence[Token]) -> Sequence[Token]:
    return tokens[1:] if len(tokens) > 1 and tokens[0].lower == "the" else tokens


def _known(tokens: Sequence[Token]) -> Name | None:
    found = match_name(tokens, 0)
    return found[1] if found is not None and found[0] == len(tokens) else None
