"""How a source stands to what it says: stated, possible, planned, forecast, conditional, denied or asked."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from checker.facts.finite import is_finite
from checker.facts.lexemes import Phrases, Token, lexemes
from checker.facts.lexicon import is_verb, lemma
from checker.facts.negation import negated
from checker.facts.wordlists import phrases, section
from checker.values.claim import Modality

_SORTS = tuple(mode.value for mode in Modality if mode is not Modality.STATED)
_NEUTRAL = "neutral"
_IF = frozenset({"if", "unless"})
_AMBIGUOUS = frozenset({"may", "will", "might"})  # a month, a man, a noun when written with a capital
_BE = frozenset({"is", "are", "was", "were"})


def find_modality(text: str) -> Modality:
    """The modality of the main clause: of its first cue; STATED where it has none.

    "May" after a capital is a month, "will" after "the" a testament; a cue behind "which" or "because" speaks of
    something else. "Said it would" is a plan reported, "would" alone a condition. Linear in the length of the text.
    """
    tokens = lexemes(text)
    if text.rstrip(" \n\t\"'”’)").endswith("?"):
        return Modality.ASKED
    start, end = _main_clause(tokens)
    if _has_condition(tokens):
        return Modality.CONDITIONAL
    for first, after, sort in _cues().find(tokens[start:end]):
        found = _judge(tokens, start + first, start + after, sort, text)
        if found is not None:
            return found
    return Modality.PLANNED if _headline_plan(tokens[start:end]) else Modality.STATED


def _judge(tokens: Sequence[Token], first: int, after: int, sort: str, text: str) -> Modality | None:
    """What a cue says where it stands, or None where it says nothing."""
    cue = tokens[first]
    if sort == _NEUTRAL or (cue.lower in _AMBIGUOUS and not _is_modal(tokens, first)):
        return None
    modality = Modality(sort)
    if modality is Modality.DENIED and (negated(text)[first] or _denied_to_somebody(tokens, first)):
        return None
    if cue.lower == "would" and any(token.lemma in _words("promises") for token in tokens[:first]):
        return Modality.PLANNED
    if modality in (Modality.ASKED, Modality.FORECAST, Modality.PLANNED) and _is_noun(tokens, first, after):
        return None
    return modality


def _is_modal(tokens: Sequence[Token], at: int) -> bool:
    """Whether "may", "will" or "might" is the verb: written small, and not after "the" or "a"."""
    return not tokens[at].capital and (at == 0 or tokens[at - 1].lower not in ("the", "a", "his", "her", "of", "their"))


def _is_noun(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether a one-word cue is a noun here: "the forecast", "a demand", "energy demand"."""
    if after - first > 1 or not first:
        return False
    cue = tokens[first]
    if cue.lower != cue.lemma and not cue.lower.endswith("s"):
        return False
    return tokens[first - 1].lower in ("the", "a", "an", "its", "his", "her", "their", "this", "of", "in", "for", "and")


def _denied_to_somebody(tokens: Sequence[Token], at: int) -> bool:
    """Whether something was withheld: "she was denied a passport", not "she denied taking it"."""
    return at > 0 and tokens[at - 1].lower in _BE | {"been", "being"} and not _follows(tokens, at, "that")


def _follows(tokens: Sequence[Token], at: int, word: str) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].lower == word


def _has_condition(tokens: Sequence[Token]) -> bool:
    """Whether an "if" or "unless" clause stands anywhere, not "even if", "as if", "asked if", "if not"."""
    for at, token in enumerate(tokens):
        if token.lower in _IF:
            before = tokens[at - 1].lemma if at else ""
            follows = tokens[at + 1].lower if at + 1 < len(tokens) else ""
            if before not in _words("not_before_if") and follows not in ("not", "any"):
                return True
    return False


def _main_clause(tokens: Sequence[Token]) -> tuple[int, int]:
    """[first, after last) token of the main clause: without a subordinate clause before or after it."""
    subordinate = _words("subordinate")
    start = 0
    if tokens and tokens[0].lower in subordinate:
        start = next((at + 1 for at, token in enumerate(tokens) if token.text == ","), 0)
    for at in range(start + 1, len(tokens)):
        if tokens[at].lower in subordinate and any(is_finite(token.text) for token in tokens[start:at]):
            return start, at
    return start, len(tokens)


def _headline_plan(tokens: Sequence[Token]) -> bool:
    """Whether "to" and a verb are all the predicate, as in "Rail firm to close 40 stations" or "is to close"."""
    for at, token in enumerate(tokens[:-1]):
        if token.lower == "to" and at and _is_base(tokens[at + 1]):
            return tokens[at - 1].lower in _BE or not any(is_finite(word.text) or word.lemma == "be" for word in tokens)
        if token.is_word and is_finite(token.text) and token.lower not in _BE:
            return False
    return False


def _is_base(token: Token) -> bool:
    return token.lower == "be" or (is_verb(token.lower) and lemma(token.lower) == token.lower)


@functools.cache
def _cues() -> Phrases[str]:
    return Phrases((phrase, sort) for sort in (_NEUTRAL, *_SORTS) for phrase in phrases(section("modality", sort)))


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(phrases(section("modality", name)))
