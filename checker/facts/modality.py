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
_WEIGH = "weigh"
_NEAR = 3  # tokens from "weigh" to what is weighed
_IF = frozenset({"if", "unless"})
_AMBIGUOUS = frozenset({"may", "will", "might"})  # a month, a man, a noun when written with a capital
_MODALS = frozenset({"will", "shall", "may", "might", "could", "would", "should"})
_BE = frozenset({"is", "are", "was", "were"})


def find_modality(text: str) -> Modality:
    """The modality of the main clause: of its first cue; STATED where it has none.

    "May" after a capital is a month, "will" after "the" a testament; a cue behind "which" or "because" speaks of
    something else. "Said it would" is a plan reported, "would" alone a condition. Linear in the length of the text.
    """
    tokens = lexemes(text)
    if text.rstrip(" \n\t\"'”’)").endswith("?"):
        return Modality.ASKED
    if _has_condition(tokens):
        return Modality.CONDITIONAL
    cues = tuple(_cues().find(tokens))
    if not cues and all(token.lower != "to" for token in tokens):  # as most sentences: no word that could be one
        return Modality.STATED
    main = _main_clause(tokens)
    for first, after, sort in cues:
        found = _judge(tokens, first, after, sort, text) if main[first] else None
        if found is not None:
            return found
    kept = [token for token, is_main in zip(tokens, main, strict=True) if is_main]
    return Modality.PLANNED if _headline_plan(kept) else Modality.STATED


def _judge(tokens: Sequence[Token], first: int, after: int, sort: str, text: str) -> Modality | None:
    """What a cue says where it stands, or None where it says nothing."""
    cue = tokens[first]
    if sort == _NEUTRAL or (cue.lower in _AMBIGUOUS and not _is_modal(tokens, first)):
        return None
    if cue.lemma == _WEIGH and after - first == 1 and not _weighs_plan(tokens, after):
        return None
    modality = Modality(sort)
    if modality is Modality.DENIED and (negated(text)[first] or _denied_to_somebody(tokens, first)):
        return None
    if cue.lower == "would" and any(token.lemma in _words("promises") for token in tokens[:first]):
        return Modality.PLANNED
    if modality in (Modality.ASKED, Modality.FORECAST, Modality.PLANNED) and _is_noun(tokens, first, after):
        return None
    return modality


def _weighs_plan(tokens: Sequence[Token], after: int) -> bool:
    """Whether what is weighed, from ``after`` on, is a plan: "weighed closing", "are weighing a new tax"."""
    near = tokens[after : after + _NEAR]
    doing = bool(near) and near[0].lower.endswith("ing") and is_verb(near[0].lower)
    return doing or any(token.lemma in _words("weighed") or token.lower in _words("weighed") for token in near)


def _is_modal(tokens: Sequence[Token], at: int) -> bool:
    """Whether "may", "will" or "might" is the verb: written small, and not after "the" or "a"."""
    return not tokens[at].capital and (at == 0 or tokens[at - 1].lower not in _words("before_noun"))


def _is_noun(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether a one-word cue is a noun here: "the forecast", "a demand", "energy demand"."""
    if after - first > 1 or not first:
        return False
    cue, before = tokens[first], tokens[first - 1].lower
    if before in _words("before_noun"):
        return True
    could_be_noun = cue.lower == cue.lemma or cue.lower.endswith("s")
    return could_be_noun and cue.lower not in _MODALS and before in _words("before_plain_noun")


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


def _main_clause(tokens: Sequence[Token]) -> list[bool]:
    """For each token whether it is of the main clause.

    Not so are a subordinate clause that stands first, up to its comma; a relative clause, up to its comma; and all
    that follows "because" or "after" once a verb has come.
    """
    main = [False] * len(tokens)
    inside = bool(tokens) and tokens[0].lower in _words("subordinate")
    finite = False
    for at, token in enumerate(tokens):
        if inside:
            inside = token.text != ","
        elif token.lower in _words("relative") and at:
            inside = True
        elif finite and token.lower in _words("subordinate"):
            break
        else:
            main[at] = True
            finite = finite or is_finite(token.text)
    return main if any(main) else [True] * len(tokens)


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
