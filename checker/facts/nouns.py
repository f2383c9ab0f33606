"""The noun that is counted: the phrase after a number, its head as a lemma, and the words that narrow it."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from checker.facts.context import word_set
from checker.facts.lexicon import plurals
from checker.facts.numeral_words import number_words
from checker.facts.peoples import people_at, people_nouns
from checker.facts.tokens import Tokens
from checker.facts.vocabulary import in_use, kept
from checker.facts.wordlists import mapping, section

_LONGEST = 9  # words of a noun phrase before its head
_DETERMINERS = (
    "the",
    "these",
    "those",
    "all",
    "its",
    "their",
    "his",
    "her",
    "our",
    "my",
    "your",
    "a",
    "an",
    "any",
    "such",
)
_PART_ENDS = ("", ",", ".", ";", ")", "and", "-", "—", "were", "are", "have", "had", "who")
_MOST_SINGULAR = 4  # words of "one North Korean special-forces soldier"


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """The tokens ``[first, last)`` of a noun phrase without its number; ``modifiers`` in lower case."""

    first: int
    last: int
    head: str  # lemma
    modifiers: tuple[str, ...] = ()
    part: bool = False  # "of the": a part of a known whole
    past: int = 0  # the token after all that belongs to it


@kept(1)
def irregular() -> dict[str, str]:
    """Plural to singular, where no rule leads there, and those of the user's words."""
    table = {str(k): str(v) for k, v in mapping(section("nouns", "irregular"), "irregular").items()}
    own = (word for group in in_use().synonyms for word in (group[0], *group[1]))
    return {form: word for word in own if word not in table for form in plurals(word)} | table


@functools.cache
def per_nouns() -> dict[str, str]:
    """What rates are per: the word to its id."""
    return {str(k): str(v) for k, v in mapping(section("nouns", "per"), "per").items()}


@functools.cache
def per_adverbs() -> dict[str, str]:
    """Adverbs and adjectives of rates: "daily" to "day"."""
    return {str(k): str(v) for k, v in mapping(section("nouns", "per_adverbs"), "per_adverbs").items()}


@kept(16384)
def singular(word: str) -> str:
    """The lemma of a noun in lower case: "soldiers" -> "soldier", "people" -> "person"."""
    known = irregular().get(word)
    if known is not None:
        return known
    if not is_plural(word) or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


@kept(16384)
def is_plural(word: str) -> bool:
    """Whether ``word``, in lower case, is a noun in the plural, as far as its form tells."""
    if word in irregular() or word in word_set("collective", "nouns") or word in people_nouns():
        return True
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return False
    return word not in word_set("not_plural", "nouns")


def ends_phrase(word: str) -> bool:
    """Whether a noun phrase cannot hold ``word``."""
    return word in word_set("stops", "nouns") or word in word_set("verbs", "nouns")


def is_participle(word: str) -> bool:
    """Whether ``word`` looks like a verb in the past: "deployed"."""
    return len(word) > 3 and word.endswith("ed") and word not in word_set("not_participles", "nouns")


def noun_phrase(tokens: Tokens, at: int, *, plural: bool) -> NounPhrase | None:
    """The noun phrase from token ``at`` on: of a plural the last plural noun, else the last noun of the run."""
    words, places, ends = _run(tokens, at, lists=plural)
    if not words:
        return None
    head = _plural_head(words) if plural else _singular_head(words)
    if head is None:
        return None
    people = people_at(tokens, at, ends[head]) if words[head][-1] == "s" else None
    if people is not None:
        before = sum(place < people[0] for place in places[:head])
        modifiers = (*_modifiers(tokens, words[:before], places[:before]), people[1])
        return NounPhrase(at, ends[head], "person", modifiers, past=ends[head])
    modifiers = _modifiers(tokens, words[:head], places[:head])
    front, hyphen, last = words[head].rpartition("-")
    return NounPhrase(at, ends[head], front + hyphen + singular(last), modifiers, past=ends[head])


def phrase_after_of(tokens: Tokens, at: int) -> NounPhrase | None:
    """The whole that "of" at ``at`` - 1 leads to: "the 40 passengers", "voters", "them"."""
    here, part = at, False
    if tokens.word(here) in ("them", "whom", "us", "you", "which", "those", "ours", "theirs", "mine", "it"):
        part = True
        if tokens.word(here) != "those":
            return _named_part(tokens, here + 1) or NounPhrase(here, here + 1, "", (), True, here + 1)
    while tokens.word(here) in _DETERMINERS:
        part = part or tokens.word(here) not in ("a", "an", "all", "any", "such")
        here += 1
    here += part and tokens.kind(here + 1) == "9" and tokens.word(here) not in word_set("stops", "nouns")
    while _is_number(tokens, here) or tokens.word(here) in ("most", "more", "least"):
        here, part = here + 1, True
    here += tokens.glued(here) and tokens.word(here) in number_words().glued
    owned = next((i for i in range(here, here + 4) if tokens.word(i).endswith("'s")), 0)
    counted = next((i for i in range(owned + 1, owned + 4) if _is_number(tokens, i)), 0) if owned else 0
    if counted:
        here, part = counted + 1, True  # "seven of the town's 11 boreholes"
    found = noun_phrase(tokens, here, plural=True) or noun_phrase(tokens, here, plural=False)
    if found is None:
        numbered = part and _is_number(tokens, here - 1)  # "three of the four"
        return NounPhrase(here, here, "", (), True, here) if numbered else None
    return NounPhrase(found.first, found.last, found.head, found.modifiers, part, found.past)


def _named_part(tokens: Tokens, at: int) -> NounPhrase | None:
    """What the part itself is, in "140 of them homes, the rest barns": a plural right behind "them" that ends there."""
    found = noun_phrase(tokens, at, plural=True) if tokens.is_word(at) else None
    if found is None or tokens.word(found.past) not in _PART_ENDS:
        return None
    return NounPhrase(found.first, found.last, found.head, found.modifiers, True, found.past)


def _is_number(tokens: Tokens, at: int) -> bool:
    return tokens.kind(at) == "9" or tokens.word(at) in number_words().small


def _run(tokens: Tokens, at: int, *, lists: bool) -> tuple[list[str], list[int], list[int]]:
    """Words from ``at`` on that one noun phrase can hold, hyphened ones joined; where each begins and ends."""
    words: list[str] = []
    places: list[int] = []
    ends: list[int] = []
    here = at
    while here < len(tokens) and len(words) < _LONGEST:
        word = tokens.words[here]
        if tokens.kinds[here] != "a":
            break
        if lists and word in ("and", "or") and words and _adjoins(tokens, here, words):
            here += 1
            continue
        strikes = not words and word in word_set("verb_nouns", "nouns")
        if ends_phrase(word) and not strikes and not _modifies(tokens, here, words):
            break  # but "nine cuts", "three strikes" are nouns
        first = here
        while (
            tokens.word(here + 1) == "-"
            and tokens.glued(here + 1)
            and tokens.glued(here + 2)
            and tokens.is_word(here + 2)
        ):
            here += 2
        if here > first:
            word = "".join(tokens.words[first : here + 1])
        words.append(word)
        places.append(first)
        here += 1
        ends.append(here)
    return words, places, ends


def _adjoins(tokens: Tokens, at: int, words: list[str]) -> bool:
    """Whether "and" joins two modifiers of one noun: "Russian and North Korean soldiers"."""
    if is_plural(words[-1]) or not tokens.is_word(at + 1) or ends_phrase(tokens.word(at + 1)):
        return False
    if _is_number(tokens, at + 1):
        return False  # "four suspected and two confirmed cases": another count
    return any(is_plural(tokens.word(i)) for i in range(at + 1, at + 4) if tokens.is_word(i))


def _modifies(tokens: Tokens, at: int, words: list[str]) -> bool:
    """Whether a word that mostly ends a phrase stands inside one: "12 wounded soldiers", "20 missing children"."""
    word = tokens.word(at)
    if (words and is_plural(words[-1])) or word not in word_set("verbs", "nouns"):
        return False
    if word in ("living", "working", "remaining") or word in word_set("attributive", "nouns"):
        following = tokens.word(at + 1)
        return tokens.is_word(at + 1) and following not in word_set("stops", "nouns") and not following.endswith("ly")
    return False


def _plural_head(words: list[str]) -> int | None:
    """The place of the plural noun that is counted, of a run of words; None where there is none."""
    head = None
    for place, word in enumerate(words):
        last = word.rpartition("-")[2]
        if is_plural(last):
            head = place
        modifies = _may_modify(word, words[place + 1 : place + _MOST_SINGULAR]) if head == place else True
        if head is not None and (not modifies or is_participle(word)):
            break
    if head is None or (head > 0 and any(is_participle(w) for w in words[1:head]) and _cut(words, head)):
        return None
    return head


def _may_modify(word: str, following: list[str]) -> bool:
    """Whether a plural may stand before another: "sports clubs", "crew members"."""
    if word in word_set("plural_modifiers", "nouns"):
        return True
    collective = word in word_set("collective", "nouns") and word not in irregular()
    return collective and any(is_plural(w) for w in following)


def _cut(words: list[str], head: int) -> bool:
    """Whether a participle before the head is a verb and not an adjective: "12 attended classes"."""
    return any(
        is_participle(w) and singular(words[i - 1]) in word_set("persons", "nouns")
        for i, w in enumerate(words[:head])
        if i
    )


def _singular_head(words: list[str]) -> int | None:
    """The place of the last noun of a run in the singular: "one senior officer", "a $5m fine"."""
    head = 0
    for place, word in enumerate(words[:_MOST_SINGULAR]):
        if place and (is_participle(word) or word.endswith(("ly", "ing"))):
            break
        head = place
        if is_plural(word.rpartition("-")[2]):
            break
    word = words[head]
    return None if word.endswith("ly") or (head == 0 and is_participle(word)) else head


def _modifiers(tokens: Tokens, words: list[str], places: list[int]) -> tuple[str, ...]:
    """The words before the head; neighbours with capitals are one name: "north korean"."""
    joined: list[str] = []
    for i, word in enumerate(words):
        if word.endswith("ly") and word not in per_adverbs():
            continue
        neighbour = i > 0 and places[i] == places[i - 1] + 1
        if neighbour and joined and tokens.capital(places[i]) and tokens.capital(places[i - 1]):
            joined[-1] += " " + word
        else:
            joined.append(word)
    return tuple(dict.fromkeys(joined))
