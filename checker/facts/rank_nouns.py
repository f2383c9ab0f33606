"""What is ranked: the noun phrase behind a superlative or an ordinal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.facts.context import word_set
from checker.facts.nouns import ends_phrase, is_participle, is_plural, singular
from checker.facts.rank_words import window_names

_LONGEST = 6  # words of what is ranked
_WORD = re.compile(r"[ \u00a0]?(?P<word>[^\W\d_][\w’'&.-]*|\d+[\w-]*)")
_COMPLEMENT = re.compile(r" of ((?:[a-z][\w’'-]+ )?[a-z][\w’'-]+)")
_SKIPPED = frozenset({"such", "ever", "straight", "consecutive", "successive", "single"})
_ROW = frozenset({"straight", "consecutive", "successive"})
_AUXILIARIES = frozenset({"has", "had", "have", "ever", "saw", "did", "is", "was"})


@dataclass(frozen=True, slots=True)
class RankedNoun:
    """What is ranked; ``end`` is where it ends in the text, the end of the rank where nothing is named."""

    end: int
    head: str | None = None  # lemma
    modifiers: tuple[str, ...] = ()  # as written
    plural: bool = False
    ever: bool = False  # "the first ever", "the hottest ever measured"
    in_a_row: bool = False  # "the fifth consecutive cut"
    complement: tuple[str, ...] = ()  # words behind "of" that say which: "day of action"


def word_at(text: str, at: int) -> str:
    """The word that stands at ``at``, a space before it apart; "" where none does."""
    match = _WORD.match(text, at)
    return match["word"] if match else ""


def ranked_noun(text: str, at: int, limit: int) -> RankedNoun:
    """The noun phrase from ``at`` up to ``limit``: to a word that none holds, a mark, or a name that says who."""
    kept: list[str] = []
    end, skipped = at, set[str]()
    while len(kept) < _LONGEST:
        match = _WORD.match(text, end, limit)
        if match is None:
            break
        word = match["word"] if match["word"].isupper() else match["word"].rstrip(".'’-&")
        lower = word.lower()
        if lower in _SKIPPED and not kept:
            skipped.add(lower)
            end = match.end()
            continue
        if _stops(lower, kept, spoken="ever" in skipped) or _names_who(text, match, kept):
            break
        end = match.start("word") + len(word)
        if not (lower.endswith(("'s", "’s")) and not kept):
            kept.append(word)
        if match["word"] != word:
            break
    if not kept:
        return RankedNoun(end, ever="ever" in skipped, in_a_row=bool(skipped & _ROW))
    head = kept[-1].lower().rpartition("-")[2]
    ever, in_a_row = "ever" in skipped, bool(skipped & _ROW)
    return RankedNoun(end, singular(head), tuple(kept[:-1]), is_plural(head), ever, in_a_row, _complement(text, end))


def _complement(text: str, at: int) -> tuple[str, ...]:
    """The words of "of action" at ``at``, as lemmas; none of what runs over a time or names its owner."""
    match = _COMPLEMENT.match(text, at)
    found = match[1].split() if match else []
    if not found or ends_phrase(found[0]):
        return ()
    return tuple(singular(word) for word in found if not ends_phrase(word) and word not in window_names())


def _stops(word: str, kept: list[str], *, spoken: bool) -> bool:
    """Whether the phrase ends before ``word``; ``spoken`` where "ever" stands before it: "the hottest ever seen"."""
    if word[0].isdigit() or (is_participle(word) and (kept or spoken)):
        return True
    if not ends_phrase(word):
        return False
    if word in word_set("nouns_too", "ranks"):
        return bool(kept) and kept[-1].lower() not in word_set("before_nouns_too", "ranks")
    return True


def _names_who(text: str, match: re.Match[str], kept: list[str]) -> bool:
    """Whether a name is the subject of what follows: "the worst fire Spain has seen"."""
    if not kept or not match["word"][0].isupper() or not kept[-1][0].islower():
        return False
    return word_at(text, match.end()).lower() in _AUXILIARIES
