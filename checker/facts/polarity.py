"""Whether the main predicate of a sentence is affirmed or negated."""

from __future__ import annotations

from collections.abc import Sequence

from checker.facts.finite import is_auxiliary, is_finite
from checker.facts.lexemes import Token, lexemes
from checker.facts.lexicon import is_verb, reporting_verbs
from checker.facts.negation import Cue, negated, negation_words, negations
from checker.values.claim import Polarity

_OBJECTS = frozenset({"no", "none", "nobody", "nothing", "no one", "no-one", "neither"})
_NEAR = 3  # tokens between a verb and its object: "found almost no trace"


def find_polarity(text: str) -> Polarity:
    """The polarity of the main predicate.

    Negative are "did not sign", "failed to sign", "no one signed", "there was no signature" and "signed nothing";
    not "did not deny" after "the ministry", whose denial is what did not happen, nor a negation in a subordinate
    clause. After a verb of saying the predicate of what is said counts.
    """
    tokens = lexemes(text)
    at = _predicate(tokens)
    if at is None:
        return Polarity.NEGATIVE if any(cue.sort == "clause" for cue in negations(text)) else Polarity.POSITIVE
    flags = negated(text)
    verb = _content_verb(tokens, at)
    negative = flags[verb]
    for cue in negations(text):
        if cue.sort == "verbs" and cue.first <= verb < cue.end and cue.reach > cue.end:
            if negative and tokens[cue.end - 1].lower == "that":
                inner = _finite(tokens, cue.end)  # "nobody doubts that it sank": it sank
                return Polarity.NEGATIVE if inner is not None and flags[inner] else Polarity.POSITIVE
            negative = negative != _implies_not(tokens, cue)
        elif verb < cue.first <= verb + _NEAR and _is_object(tokens, cue):
            negative = not negative
            break
    return Polarity.NEGATIVE if negative else Polarity.POSITIVE


def _implies_not(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a verb makes its complement untrue of its own subject: "fail to", "refuse to", not "deny"."""
    return tokens[cue.end - 1].lower in ("to", "from")


def _is_object(tokens: Sequence[Token], cue: Cue) -> bool:
    words = " ".join(token.lower for token in tokens[cue.first : cue.end])
    return cue.sort in ("clause", "verbs") and (words in _OBJECTS or words.startswith("no "))


def _predicate(tokens: Sequence[Token]) -> int | None:
    """The finite verb of the main clause, or of what is said where that verb only introduces it."""
    start = _after_opening(tokens)
    at = _finite(tokens, start)
    if at is not None and tokens[at].lemma in reporting_verbs() and not _negated_speech(tokens, at):
        inner = _finite(tokens, at + 1)
        return inner if inner is not None else at
    return at


def _negated_speech(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].lower in ("not", "never", "nobody", "none")


def _after_opening(tokens: Sequence[Token]) -> int:
    """Past a subordinate clause that stands first: "After the vote failed, the cabinet resigned"."""
    if tokens and tokens[0].lower in negation_words("openers"):
        for at, token in enumerate(tokens):
            if token.text == "," and at + 1 < len(tokens):
                return at + 1
    return 0


def _finite(tokens: Sequence[Token], start: int) -> int | None:
    skipping = False  # inside a relative clause between subject and verb
    for at in range(start, len(tokens)):
        token = tokens[at]
        if token.lower in ("who", "which"):
            skipping = True
        elif skipping and token.text == ",":
            skipping = False
        elif token.is_word and not skipping and _may_be_predicate(tokens, at):
            return at
    return None


def _may_be_predicate(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    before = tokens[at - 1].lower if at else ""
    if not (is_finite(token.text) or _contracted(token)) or before in negation_words("before_nouns"):
        return False
    return _auxiliary(token) or is_verb(token.lower) or not token.capital


def _content_verb(tokens: Sequence[Token], at: int) -> int:
    """The verb that follows the auxiliaries at ``at``: "were not hurt" -> "hurt"; ``at`` where none follows."""
    if not _auxiliary(tokens[at]):
        return at
    for here in range(at + 1, min(at + 6, len(tokens))):
        token = tokens[here]
        if not token.is_word or token.lower in ("no", "none", "nothing", "nobody"):
            break
        if not _auxiliary(token) and is_verb(token.lower):
            return here
    if _contracted(tokens[at]) and at + 1 < len(tokens):
        return at + 1
    return at + 2 if _next_is_not(tokens, at) else at


def _auxiliary(token: Token) -> bool:
    return is_auxiliary(token.text) or _contracted(token)


def _contracted(token: Token) -> bool:
    """Whether "not" is a part of it: "isn't", "cannot"."""
    return token.lower.endswith("n't") or token.lower == "cannot"


def _next_is_not(tokens: Sequence[Token], at: int) -> bool:
    return at + 2 < len(tokens) and tokens[at + 1].lower in ("not", "never")
