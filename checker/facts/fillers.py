"""How a name stands in its sentence: who does it, to whom, where, from where, in which post, whose.

No parser. English shows the relation by what stands right before a name (a preposition, a verb, a post) and right
behind it (a verb, an apostrophe). Of each name one relation is read, with the words that say what it is a relation to.
All within windows of fixed size.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from checker.facts.entity_sorts import word_set as entity_words
from checker.facts.finite import is_auxiliary, is_finite
from checker.facts.happenings import happening, is_verbal, near_words, object_head, telling_verbs
from checker.facts.lexemes import Token, lexemes
from checker.facts.lexicon import calendar, is_verb, stopwords
from checker.facts.vocabulary import kept
from checker.facts.wordlists import section, word_table, words
from checker.values.text import Span

BACK = 7  # tokens before a name in which its preposition is looked for
AHEAD = 5  # tokens behind a name in which its verb is looked for
BRACKET = 14  # tokens of an apposition: ", the mayor of the old town on the hill,"
POST = 4  # tokens of the words for a post
KEPT = 8192  # names whose relation is kept: each is asked for with many others
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_WHO = frozenset({"who", "which", "that"})


class Relation(StrEnum):
    """How a name stands to what its sentence tells."""

    DOER = "doer"  # "Ruiz signed it", "it was signed by Ruiz"
    UNDERGOER = "undergoer"  # "they named Ruiz", "Ruiz was named"
    PLACE = "place"  # "in Arden", "near the town of Arden"
    SOURCE = "source"  # "from Arden"
    GOAL = "goal"  # "to Arden"
    OWNER = "owner"  # "Arden's mayor"
    OTHER = "other"  # after another preposition: "with Arden"
    NONE = "none"  # nothing was read


@dataclass(frozen=True, slots=True)
class Post:
    """A post and the words that narrow it: the "minister" of "interior". Words are lemmas."""

    head: str
    narrowing: frozenset[str]

    def agrees(self, other: Post) -> float:
        """1 where both are one post as far as is said, -1 where they are two, 0 where either may be."""
        if self.head != other.head:
            return 0.0
        if not self.narrowing or not other.narrowing:
            return float(self.narrowing == other.narrowing)
        return 1.0 if self.narrowing & other.narrowing else -1.0


@dataclass(frozen=True, slots=True)
class Filler:
    """The place of one name in its sentence. Words are lemmas."""

    relation: Relation
    heads: frozenset[str]  # the verb that the name goes with, empty where it is light; of an owner what is owned
    partners: frozenset[str]  # what else takes part right beside the verb: its object, or its subject
    tie: str | None  # the word and preposition right before the name: "border with", "held in"
    post: Post | None  # the post that the one named holds
    near: tuple[tuple[str, float], ...]  # the content words of the sentence; how near each is, in (0, 1]
    listed: bool  # beside another name in a list
    apart: bool  # set apart from what is told: "unlike Arden", "not Arden"
    passive: bool = False  # "was named", "named by"
    telling: bool = False  # the verb is one of saying


@kept(KEPT)
def read_filler(text: str, name: Span) -> Filler:
    """How the name at ``name`` stands in the sentence ``text``. Linear in the length of the text."""
    tokens = lexemes(text)
    first = bisect_right(tokens, name.start, key=lambda t: t.end)
    last = bisect_left(tokens, name.end, key=lambda t: t.start)
    opening = _opening(tokens, first)
    relation, heads, partners, passive = _relation(text, name, tokens, (opening, first, last))
    return Filler(
        relation=relation,
        heads=heads - _words("light"),
        partners=partners,
        tie=_tie(tokens, opening),
        post=_post_before(tokens, first) or _post_behind(tokens, last),
        near=near_words(tokens, first, last),
        listed=_listed(tokens, first, last),
        apart=any(t.lower in _words("apart") for t in tokens[max(0, opening - 2) : first]),
        passive=passive,
        telling=bool(heads) and heads <= telling_verbs(),
    )


def _opening(tokens: Sequence[Token], first: int) -> int:
    """Where the phrase of the name begins: "the northern city of" before "Arden", a post before a person."""
    at = first
    while at > max(0, first - BACK):
        lower = tokens[at - 1].lower
        joined = lower == "of" and at > 1 and tokens[at - 2].lower in _words("of_places")
        title = lower in entity_words("titles") or lower in _words("posts") or (lower == "." and at > 1)
        named = at < first and tokens[at].lower in _words("of_places") and tokens[at - 1].capital
        if not (joined or title or named or lower in _words("openers") or lower in _words("of_places")):
            break
        at -= 1
    return at


_Read = tuple[Relation, frozenset[str], frozenset[str], bool]


def _relation(text: str, name: Span, tokens: Sequence[Token], place: tuple[int, int, int]) -> _Read:
    """The relation, the verb or noun that it is to, who else takes part, and whether the verb is passive."""
    opening, _, last = place
    before = tokens[opening - 1] if opening else None
    told = happening(text, name)
    own = {t.lemma for t in tokens[opening:last]}
    told = replace(told, nouns=told.nouns - own)
    if last < len(tokens) and tokens[last].lower in ("'s", "'", "’"):
        return Relation.OWNER, _owned(tokens, last + 1), told.heads, False
    preposition = _prepositions().get(before.lower) if before is not None else None
    if preposition is Relation.PLACE and opening > 1 and tokens[opening - 2].lemma in entity_words("invested"):
        preposition = Relation.OTHER  # "shares in Corvo"
    if preposition is not None:
        return preposition, told.heads, told.nouns, preposition is Relation.DOER
    if _modifies(tokens, last):
        return Relation.NONE, frozenset({tokens[last].lemma}), told.nouns, False
    verb = _verb_behind(tokens, last)
    if verb is not None:
        passive = any(t.lower in _BE for t in tokens[max(last, verb - 3) : verb]) and not tokens[verb].lower.endswith(
            "ing"
        )
        what = object_head(tokens, verb, min(len(tokens), verb + BACK))
        relation = Relation.UNDERGOER if passive else Relation.DOER
        return relation, frozenset({tokens[verb].lemma}), frozenset({what} if what else ()), passive
    if opening and is_verbal(tokens, opening - 1):
        taken = tokens[opening - 1].lemma
        stands = Relation.SOURCE if taken in _words("leaving") else Relation.UNDERGOER
        return stands, frozenset({taken}), told.nouns, False
    return Relation.NONE, told.heads, told.nouns, False


def _owned(tokens: Sequence[Token], at: int) -> frozenset[str]:
    """The last word of the noun phrase that begins at ``at``."""
    head = None
    for token in tokens[at : at + POST]:
        if not _carries(token) or (head is not None and is_finite(token.lower)):
            break
        head = token.lemma
    return frozenset({head} if head else ())


def _modifies(tokens: Sequence[Token], last: int) -> bool:
    """Whether the name only narrows the noun behind it: the "World Cup" of "the World Cup winner"."""
    if last >= len(tokens) or not _carries(tokens[last]) or tokens[last].capital:
        return False
    return not is_verbal(tokens, last) and not is_verb(tokens[last].lower) and not tokens[last].lower.endswith("ly")


def _verb_behind(tokens: Sequence[Token], last: int) -> int | None:
    """The verb of which a name that ends before ``last`` is the subject: over ", 34,", ", who", "has now"."""
    at = last
    if at < len(tokens) and tokens[at].text in (",", "("):
        if at + 1 < len(tokens) and tokens[at + 1].lower in _WHO:
            at += 1
        else:
            closing = [i for i in range(at + 1, min(len(tokens), at + BRACKET)) if tokens[i].text in (",", ")")]
            if not closing:
                return None
            at = closing[0] + 1
    for here in range(at, min(len(tokens), at + AHEAD)):
        lower = tokens[here].lower
        if (
            is_auxiliary(lower)
            or lower in _WHO
            or lower.endswith("ly")
            or lower in ("not", "also", "now", "then", "to")
        ):
            continue
        return here if is_verbal(tokens, here) or _is_present(tokens, here, last) else None
    return None


def _is_present(tokens: Sequence[Token], here: int, last: int) -> bool:
    """A form in -s right behind a name: "Ruiz heads"; after an auxiliary or "to" any verb."""
    lower = tokens[here].lower
    if here == last:
        return lower.endswith("s") and is_verb(lower) and tokens[here].lemma != lower
    return is_verb(lower)


def _tie(tokens: Sequence[Token], opening: int) -> str | None:
    """The content word and the preposition before a phrase: "border with" """
    if opening < 2 or tokens[opening - 1].lower not in _prepositions() or not _carries(tokens[opening - 2]):
        return None
    return f"{tokens[opening - 2].lemma} {tokens[opening - 1].lower}"


def _post_before(tokens: Sequence[Token], first: int) -> Post | None:
    """The post that stands right before a name: "chief executive", "the interior minister,"."""
    end = first - 1 if first and tokens[first - 1].text == "," else first
    if not end or tokens[end - 1].lower not in _words("posts"):
        return None
    start = end - 1
    while start > max(0, end - POST) and _carries(tokens[start - 1]) and not is_verbal(tokens, start - 1):
        start -= 1
    return Post(tokens[end - 1].lemma, frozenset(t.lemma for t in tokens[start : end - 1]))


def _post_behind(tokens: Sequence[Token], last: int) -> Post | None:
    """The post that an apposition gives: ", the mayor", ", its former chief executive"."""
    if last >= len(tokens) or tokens[last].text != ",":
        return None
    ahead = []
    for token in tokens[last + 1 : last + 1 + POST + 2]:
        if not token.is_word or (token.lower in _prepositions() or token.lower in _WHO or is_finite(token.lower)):
            break
        ahead.append(token)
    if not ahead or ahead[-1].lower not in _words("posts"):
        return None
    return Post(ahead[-1].lemma, frozenset(t.lemma for t in ahead[:-1] if _carries(t)))


def _listed(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether "and" or "or" and another capital stand beside the name."""
    behind = last + 1 < len(tokens) and tokens[last].lower in ("and", "or", "&") and _leads_name(tokens, last + 1)
    ahead = first > 1 and tokens[first - 1].lower in ("and", "or", "&") and tokens[first - 2].capital
    return behind or ahead


def _leads_name(tokens: Sequence[Token], at: int) -> bool:
    return any(t.capital for t in tokens[at : at + 2])


def _carries(token: Token) -> bool:
    stops = stopwords()
    return token.is_word and not {token.lower, token.lemma} & stops and token.lower not in calendar()


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(words(section("relations", name)))


@functools.cache
def _prepositions() -> dict[str, Relation]:
    table = word_table(section("relations", "prepositions"), "relations.yaml prepositions")
    return {word: Relation(name) for word, name in table.items()}
