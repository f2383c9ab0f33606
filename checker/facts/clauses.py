"""Who does what to what around a word of outcome: "the bank cut its rate", "its rate was cut", "a cut in its rate".

No parser: English news puts the subject right before the verb and the object right behind it, turns both in the
passive, and gives nouns of outcome their object by "of" or "in", a possessive, or a noun in front ("a rate cut").
All within windows of fixed size; where the words do not tell, the answer is None.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from checker.facts.clause_subjects import MARKS, leads_noun, subject_of
from checker.facts.finite import is_auxiliary, is_finite, is_surely_finite
from checker.facts.lexemes import Token, lexemes
from checker.facts.lexicon import is_verb
from checker.facts.noun_phrases import Noun, is_listed, is_name_at, noun_left, noun_right
from checker.facts.noun_phrases import words_of as _words
from checker.facts.vocabulary import kept
from checker.facts.wordlists import section, word_table, words
from checker.values.text import Span

Use = Literal["verb", "passive", "noun", "attribute", "predicate"]
PARTY = 12  # tokens in which the other party is looked for: "lost the race for mayor of the town to"
BY = 8  # tokens after a passive in which its agent is looked for
KEPT = 8192  # readings that are kept: each is asked for with many others


@dataclass(frozen=True, slots=True)
class Roles:
    """What takes part in an outcome, as far as the clause tells."""

    use: Use
    theme: Noun | None = None  # what rises, is approved, is arrested
    actor: Noun | None = None  # who raises, approves, arrests it; None where nobody does
    party: Noun | None = None  # whom it is lost or sold to, bought from
    unreal: bool = False  # under a modal or in an infinitive: "could rise", "plans to cut"
    earlier: bool = False  # in the past perfect or after "previously": "had risen"
    later: bool = False  # by "now", "finally", "again": "has now reopened"
    main: bool = field(default=True)  # of the main clause

    @property
    def said_of(self) -> tuple[Noun | None, Noun | None]:
        """Subject and object, the passive turned: of a verb without an object the object is None."""
        return (self.theme, None) if self.actor is None else (self.actor, self.theme)


@kept(KEPT)
def roles_at(text: str, span: Span) -> Roles:
    """The roles around the words at ``span`` of a text."""
    tokens = lexemes(text)
    first = bisect_right(tokens, span.start, key=lambda t: t.end)
    return roles(tokens, first, bisect_left(tokens, span.end, key=lambda t: t.start))


def roles(tokens: Sequence[Token], first: int, end: int) -> Roles:
    """The roles around the words ``[first, end)``."""
    use = _use(tokens, first, end)
    theme, actor = _parts(tokens, first, end, use)
    before = {token.lower for token in tokens[max(0, first - 4) : first]}
    verbal = use in ("verb", "passive", "predicate")
    unreal = verbal and not before.isdisjoint(_words("modals") | {"to"})
    earlier = not before.isdisjoint(_words("earlier" if verbal else "after"))
    after = {token.lower for token in tokens[end : end + 2]}
    later = verbal and not (before | after).isdisjoint(_words("later"))
    return Roles(use, theme, actor, _party(tokens, first, end), unreal, earlier, later, _is_main(tokens, first))


def _parts(tokens: Sequence[Token], first: int, end: int, use: Use) -> tuple[Noun | None, Noun | None]:
    """Theme and actor by the use of the words."""
    if use == "attribute":
        return noun_right(tokens, end), None
    if use == "noun":
        return _of_noun(tokens, first, end), _agent(tokens, end)
    subject = subject_of(tokens, _linked(tokens, first) if use == "predicate" else first)
    if use == "passive":
        return subject, _agent(tokens, end)
    thing = None if use == "predicate" else _object(tokens, end)
    return (subject, None) if thing is None else (thing, subject)


def _linked(tokens: Sequence[Token], first: int) -> int:
    """The verb that links a predicate to its subject, "remained intact", "was rated unsafe"; ``first`` without one."""
    at = first - 1
    while at >= 0 and (tokens[at].lower.endswith("ly") or tokens[at].lower in _words("before_verbs")):
        at -= 1
    return at if at >= 0 and tokens[at].lemma in _linking() else first


@functools.cache
def _linking() -> frozenset[str]:
    return frozenset(words(section("antonyms", "linking")) + words(section("antonyms", "judging")))


def _use(tokens: Sequence[Token], first: int, end: int) -> Use:
    """What the words are here, by their form and the word before them."""
    token = tokens[first]
    at = first - 1
    while at >= 0 and (tokens[at].lower.endswith("ly") or tokens[at].lower in _words("before_verbs")):
        at -= 1
    before = tokens[at].lower if at >= 0 else ""
    verb = is_verb(token.lower)
    if before in _words("be"):
        passive = verb and token.lemma != token.lower
        return "predicate" if not passive else "verb" if token.lower.endswith("ing") else "passive"
    if before in _words("have") | _words("modals") | _words("relatives") or before == "to":
        return "verb" if verb else "predicate"
    if leads_noun(tokens, at):
        gerund = verb and token.lower.endswith("ing") and before in _words("prepositions")
        return "verb" if gerund else _led(tokens, first, end)
    return _verb_or_noun(tokens, first, at, end) if verb else _bare(tokens, first, end)


def _led(tokens: Sequence[Token], first: int, end: int) -> Use:
    """Behind "the" or "of": an attribute before its noun, else the noun."""
    leads = _joined(tokens, end) and noun_right(tokens, end) is not None
    return "attribute" if leads and (not _is_noun_form(tokens[first]) or end - first > 1) else "noun"


def _bare(tokens: Sequence[Token], first: int, end: int) -> Use:
    """Of words that are no verb and that no article leads."""
    if end - first == 1 and is_listed(tokens[first].lemma, "nouns"):
        return "noun"
    return "attribute" if _joined(tokens, end) and noun_right(tokens, end) else "predicate"


def _verb_or_noun(tokens: Sequence[Token], first: int, at: int, end: int) -> Use:
    """ "Sales drop" has a verb, "a price drop" a noun: after a singular the bare form would not be a verb's."""
    token = tokens[first]
    if at < 0 or end - first > 1 or token.lower != token.lemma or is_finite(token.lower):
        return "verb"
    singular = tokens[at].is_word and tokens[at].lower == tokens[at].lemma
    return "noun" if singular and not is_name_at(tokens, at) and tokens[at].lower not in _words("pronouns") else "verb"


def _joined(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word stands at ``at`` that may continue a noun phrase."""
    if not 0 <= at < len(tokens) or not tokens[at].is_word:
        return False
    lower = tokens[at].lower
    return lower not in _words("prepositions") | _words("joins") | _words("determiners") and not is_auxiliary(lower)


def _is_noun_form(token: Token) -> bool:
    """Whether the form may be that of a noun: no past, no -ing."""
    return token.lower == token.lemma or token.lower.endswith("s")


def _of_noun(tokens: Sequence[Token], first: int, end: int) -> Noun | None:
    """What befell whom, of a noun: "the approval of the plan", "its fall", "a rate cut", "made a loss"."""
    if end < len(tokens) and tokens[end].lower in _words("complements"):
        found = noun_right(tokens, end + 1)
        if found is not None:
            return found
    own = noun_left(tokens, first, bare=True)
    if own is not None and (is_listed(own.head, "nouns") or not _describes(tokens[first - 1])):
        return own
    return _holder(tokens, first)


def _describes(token: Token) -> bool:
    """Whether a word before a noun tells how it is, not what it is of: "steep", "surprising"."""
    lower = token.lower
    return is_listed(lower, "adjectives") or lower.endswith(("ing", "ed", "ive", "al", "ly")) or not token.is_word


def _holder(tokens: Sequence[Token], first: int) -> Noun | None:
    """The subject of the verb that holds a noun as its object: "the firm made a loss"."""
    for at in range(first - 1, max(-1, first - 6), -1):
        token = tokens[at]
        if token.text in MARKS or token.lower in _words("prepositions"):
            return None
        if token.lower in _words("light") or token.lemma in _words("light"):
            return subject_of(tokens, at)
    return None


def _agent(tokens: Sequence[Token], end: int) -> Noun | None:
    """The noun behind "by"; no figure and no time: "by 3 percent", "by Friday"."""
    for at in range(end, min(len(tokens) - 1, end + BY)):
        if tokens[at].text in MARKS or tokens[at].text == ",":
            return None
        if tokens[at].lower == "by":
            return noun_right(tokens, at + 1)
    return None


def _object(tokens: Sequence[Token], end: int) -> Noun | None:
    """The noun phrase right behind a verb, over particles and adverbs."""
    at = end
    while at < len(tokens) and (tokens[at].lower in _words("particles") or tokens[at].lower.endswith("ly")):
        at += 1
    return noun_right(tokens, at)


def _party(tokens: Sequence[Token], first: int, end: int) -> Noun | None:
    """The name behind the preposition that a verb such as "lost" or "bought" takes for its other party."""
    preposition = _other_parties().get(tokens[first].lemma)
    if preposition is None:
        return None
    for at in range(end - 1, min(len(tokens) - 1, end + PARTY)):
        if tokens[at].text in MARKS or tokens[at].text == ",":
            return None
        if tokens[at].lower == preposition:
            name = at + 1 + (tokens[at + 1].lower in _words("determiners"))
            return noun_right(tokens, name) if name < len(tokens) and tokens[name].capital else None
    return None


@functools.cache
def _other_parties() -> dict[str, str]:
    """Verbs to the preposition that names who is on the other side."""
    return word_table(section("antonyms", "other_party"), "antonyms.yaml other_party")


def _is_main(tokens: Sequence[Token], at: int) -> bool:
    """Whether no word between the last mark and ``at`` opens a clause of its own, with a verb before it."""
    seen = False
    for token in tokens[:at]:
        if seen and token.lower in _subordinators():
            return False
        seen = seen or (token.is_word and is_surely_finite(token.lower))
    return True


@functools.cache
def _subordinators() -> frozenset[str]:
    return frozenset(
        {"who", "which", "whose", "after", "before", "because", "while", "although", "when", "where", "if"}
    )
