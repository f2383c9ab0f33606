"""How far negations reach: for each token of a text, whether an odd number of them covers it.

After Chapman et al. (2001), NegEx: cue words, and words that end their reach. Added are verbs that deny what they
govern ("failed to agree"), look-alikes ("no fewer than") and parity: two negations of one thing cancel.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from checker.facts.finite import is_auxiliary, is_surely_finite
from checker.facts.lexemes import Phrases, Token, lexemes
from checker.facts.lexicon import is_verb, reporting_verbs
from checker.facts.negation_charges import find_denials
from checker.facts.negation_reach import settings_of
from checker.facts.wordlists import phrases, section, word_table

Sort = Literal["clause", "phrase", "verbs", "neutral"]
SORTS: tuple[Sort, ...] = ("clause", "phrase", "verbs", "neutral")
_STOPS = frozenset(";:()[]–—!?")
_LIST = 4  # so many tokens after a comma an "or" still continues the list: "did not sign, ratify or publish"
_SUBJECTS = frozenset({"no", "nobody", "none", "nothing", "neither", "no-one"})  # "no civilians were hurt in the raid"
LAPSE = 6  # tokens from "since" to "last": "since the team were last beaten"
PHRASE = 10  # tokens of what stands before a verb that denies it
_BESIDE_BE = frozenset({"been", "being", "not", "never", "also"})
_NOT_FLIPPING = "until"  # "did not reopen until May": it did reopen


class Cue(NamedTuple):
    """A negation: the tokens ``[first, end)`` that express it and ``[end, reach)`` that it covers.

    Of what is negated by a verb behind it, "a leak was ruled out", ``first`` is that verb, ``end`` where it begins.
    """

    first: int
    end: int
    reach: int
    sort: Sort


@functools.lru_cache(maxsize=256)
def negations(text: str) -> tuple[Cue, ...]:
    """The negations of a text, in order."""
    return tuple(sorted(_cues(lexemes(text))))


@functools.lru_cache(maxsize=256)
def negated(text: str) -> tuple[bool, ...]:
    """For each token of ``lexemes(text)`` whether an odd number of negations covers it."""
    cues, count = negations(text), len(lexemes(text))
    if not cues:
        return (False,) * count
    flips = [0] * (count + 1)
    for cue in cues:
        flips[cue.end] += 1
        flips[cue.reach] -= 1
    depth = 0
    result = []
    for flip in flips[:-1]:
        depth += flip
        result.append(depth % 2 == 1)
    return tuple(result)


def opposite_of(word: str) -> str | None:
    """What a word with a negation inside it denies: "impossible" -> "possible", "non-violent" -> "violent"."""
    if word.startswith("non-") and len(word) > len("non-"):
        return word[len("non-") :]
    if word.endswith("-free") and len(word) > len("-free"):
        return word[: -len("-free")]
    listed = _opposites().get(word)
    if listed is None and word.startswith("un") and word.endswith("ed") and word not in negation_words("not_opposite"):
        rest = word[len("un") :]
        return rest if is_verb(rest) else None
    return listed


def _cues(tokens: Sequence[Token]) -> Iterator[Cue]:
    """The cues with their reach. In "neither A nor B" the second stands in the reach of the first and adds nothing."""
    found = sorted((*_phrases().find(tokens), *find_denials(tokens)))
    yield from find_undone(tokens)
    yield from find_lapsed(tokens)
    if not found:  # most sentences negate nothing
        return
    clause_ends, phrase_ends = _ends(tokens)
    settings = settings_of(tokens)
    open_until = 0
    for first, end, sort in found:
        if sort == "neutral" or (
            tokens[first].lower == "no" and (_is_number(tokens, end) or _is_answer(tokens, first))
        ):
            continue
        reach = phrase_ends[end] if sort == "phrase" and not _is_doing(tokens, end) else clause_ends[end]
        if sort == "clause":
            if tokens[first].lower == "nor" and first < open_until:
                continue
            open_until = reach
            if reach < len(tokens) and tokens[reach].lower == _NOT_FLIPPING:
                reach = end
            elif tokens[first].lower not in negation_words("pairs"):
                reach = min(reach, settings.begins(end, reach, of_subject=tokens[first].lower in _SUBJECTS))
        yield Cue(first, end, reach, sort)


def find_undone(tokens: Sequence[Token]) -> Iterator[Cue]:
    """The negations of what stands before a passive of denying: "a leak was ruled out", "the strike was averted"."""
    for at, token in enumerate(tokens):
        if token.lemma not in negation_words("undoing") or not token.lower.endswith(("ed", "ruled")):
            continue
        if token.lemma == "rule" and (at + 1 >= len(tokens) or tokens[at + 1].lower != "out"):
            continue
        verb = _auxiliaries_before(tokens, at)
        if verb is None or any(t.lower in ("not", "never") for t in tokens[verb:at]):
            continue
        first = verb
        while first > 0 and verb - first < PHRASE and not _stops(tokens, first - 1):
            first -= 1
        if first < verb:
            yield Cue(at, first, verb, "verbs")


def find_lapsed(tokens: Sequence[Token]) -> Iterator[Cue]:
    """The negations of what has not been so for a while: "it is nine years since they were last beaten"."""
    for at, token in enumerate(tokens):
        if token.lower != "last" or at + 1 >= len(tokens) or not tokens[at + 1].lower.endswith(("ed", "en", "n", "t")):
            continue
        since = any(t.lower == "since" for t in tokens[max(0, at - LAPSE) : at])
        if since and (is_auxiliary(tokens[at - 1].lower) or tokens[at - 1].lower in negation_words("subjects")):
            yield Cue(at, at + 1, at + 2, "verbs")


def _auxiliaries_before(tokens: Sequence[Token], at: int) -> int | None:
    """Where "has been" before the participle at ``at`` begins; None without a form of be."""
    first = at
    while first > 0 and (is_auxiliary(tokens[first - 1].lower) or tokens[first - 1].lower in _BESIDE_BE):
        first -= 1
    return first if any(t.lower in negation_words("be") for t in tokens[first:at]) else None


def _ends(tokens: Sequence[Token]) -> tuple[list[int], list[int]]:
    """For each place in the row where a cover that begins there ends: of a clause, and of a phrase."""
    count = len(tokens)
    clause, phrase = [count] * (count + 1), [count] * (count + 1)
    for at in reversed(range(count)):
        stops = _stops(tokens, at)
        clause[at] = at if stops else clause[at + 1]
        preposition = tokens[at].lower in negation_words("prepositions")
        phrase[at] = at if stops or preposition else phrase[at + 1]
    return clause, phrase


def _stops(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause ends before the token ``at``."""
    token = tokens[at]
    if token.text == ",":
        return not _goes_on(tokens, at)
    if token.lower == "and":
        return _starts(tokens, at + 1)
    if token.lower == "as":  # "could hardly hide his joy as he posted it"
        return at + 1 < len(tokens) and tokens[at + 1].lower in negation_words("subjects")
    named = len(token.text) > 2 and token.text.isupper()  # "the WHO" is not "who"
    return token.text in _STOPS or (token.lower in negation_words("ends") and not named)


def _goes_on(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a list of negated things goes on after a comma: an "or" or "nor" follows soon."""
    return any(token.lower in ("or", "nor") for token in tokens[comma + 1 : comma + 1 + _LIST])


def _starts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause of its own begins at ``at``, after "and": "denied it and said that ..." too."""
    if at >= len(tokens):
        return False
    token = tokens[at]
    return token.lower in negation_words("starts") or (token.lemma in reporting_verbs() and token.lower != token.lemma)


def _is_number(tokens: Sequence[Token], at: int) -> bool:
    """Whether "No" means number: "No. 10", "No 1"."""
    if at < len(tokens) and tokens[at].text == ".":
        at += 1
    return at < len(tokens) and tokens[at].text.isdigit()


def _is_answer(tokens: Sequence[Token], at: int) -> bool:
    """Whether "No" is an answer or a side in a vote: "the No campaign", "No took 53 percent", "\"No.\"":"""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not after.is_word:
        return tokens[at].capital
    return tokens[at].capital and (
        (at > 0 and tokens[at - 1].is_word and not after.capital) or is_surely_finite(after.lower)
    )


def _is_doing(tokens: Sequence[Token], at: int) -> bool:
    """Whether what is lacking is an act, with all that belongs to it: "without putting it to a vote"."""
    return at < len(tokens) and tokens[at].lower.endswith("ing") and is_verb(tokens[at].lower)


@functools.cache
def _phrases() -> Phrases[Sort]:
    return Phrases((phrase, sort) for sort in SORTS for phrase in phrases(section("negation", sort)))


@functools.cache
def negation_words(name: str) -> frozenset[str]:
    """One of the plain lists of ``data/negation.yaml``: ends, starts, prepositions, before_nouns, openers."""
    return frozenset(phrases(section("negation", name)))


@functools.cache
def _opposites() -> dict[str, str]:
    return word_table(section("negation", "opposites"), "negation.yaml opposites")
