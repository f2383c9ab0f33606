"""A text as a row of words and marks with their lemmas, and phrases found in such a row."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from checker.facts.lexicon import lemma

T = TypeVar("T")

# In order: a plain word, as most are; initials ("U.S."), a clitic, a word or number with its inner apostrophes, hyphens
# and "&", any other mark.
_TOKEN = re.compile(
    r"[A-Za-z][a-z]++(?![\w.'’&‑-])"
    r"|(?:[^\W\d_]\.){2,8}"
    r"|['’](?i:s|ll|d|re|ve|m)(?![^\W_])"
    r"|[^\W_]+(?:(?!['’](?i:s|ll|d|re|ve|m)(?![^\W_]))['’&‑-][^\W_]+)*"
    r"|\S"
)
_LETTERS = str.maketrans({"’": "'", "‑": "-", "ı": "i", "ł": "l", "ø": "o", "đ": "d"})  # NFKD keeps these
RECENT = 64  # texts whose tokens are kept: each reader of ``facts`` asks for the same sentence in turn


class Token(NamedTuple):
    """One word or mark. ``lower`` is folded: straight apostrophes, no accents, no dots."""

    text: str
    lower: str
    lemma: str
    start: int
    end: int
    is_word: bool  # begins with a letter; a number or a mark otherwise

    @property
    def capital(self) -> bool:
        """Whether it is written with a first capital."""
        return self.text[0].isupper()


@functools.lru_cache(maxsize=RECENT)
def lexemes(text: str) -> tuple[Token, ...]:
    """The tokens of ``text``, in order; white space is left out. Linear in the length of the text."""
    tokens = []
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start()
        lower, base, is_word = _folded(word)
        tokens.append(Token(word, lower, base, start, start + len(word), is_word))
    return tuple(tokens)


@functools.lru_cache(maxsize=65536)
def _folded(text: str) -> tuple[str, str, bool]:
    """A token folded, its lemma, and whether it is a word; a number or mark stays as it is."""
    if not (text[0].isalpha() or (text[0] in "'’" and len(text) > 1)):
        return text, text, False
    lower = fold(text)
    return lower, lower if "." in text else lemma(lower), True


def fold(text: str) -> str:
    """Lower case, without accents, dots and curly marks: "Türkiye" -> "turkiye", "U.S." -> "us"."""
    lower = text.lower()
    if not lower.isascii():
        parts = unicodedata.normalize("NFKD", lower.translate(_LETTERS))
        lower = "".join(char for char in parts if not unicodedata.combining(char))
    return lower.replace(".", "")


class Phrases(Generic[T]):
    """Phrases of one or more words, each with a payload, found in a row of tokens by its words or their lemmas."""

    def __init__(self, pairs: Iterable[tuple[str, T]], *, exact: bool = False) -> None:
        """Take (phrase, payload) pairs; words of a phrase are split at spaces; one phrase may come with several.

        ``exact`` asks for the very words, not their lemmas: names.
        """
        self._exact = exact
        table: dict[str, dict[tuple[str, ...], list[T]]] = {}
        for phrase, payload in pairs:
            head, *rest = phrase.split()
            table.setdefault(head, {}).setdefault(tuple(rest), []).append(payload)
        self._longest_first = {
            head: sorted(tails.items(), key=lambda item: -len(item[0])) for head, tails in table.items()
        }

    def find(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, T]]:
        """(first, after last, payload) of each phrase; the longest at a place, and no two that overlap."""
        at, count, heads = 0, len(tokens), self._longest_first
        while at < count:
            token = tokens[at]
            if token.lower not in heads and token.lemma not in heads:  # most words begin no phrase
                at += 1
                continue
            found = self.match(tokens, at)
            if found is None:
                at += 1
                continue
            end, payloads = found
            for payload in payloads:
                yield at, end, payload
            at = end

    def match(self, tokens: Sequence[Token], at: int) -> tuple[int, list[T]] | None:
        """Where the longest phrase that begins at ``at`` ends, and what it carries; None where none begins."""
        token = tokens[at]
        if self._exact or token.lower == token.lemma:
            return self._longest(tokens, at, token.lower)
        by_form, by_lemma = self._longest(tokens, at, token.lower), self._longest(tokens, at, token.lemma)
        if by_form is None or by_lemma is None:
            return by_form or by_lemma
        if by_form[0] == by_lemma[0]:
            return by_form[0], by_form[1] + by_lemma[1]
        return max(by_form, by_lemma, key=lambda found: found[0])

    def _longest(self, tokens: Sequence[Token], at: int, head: str) -> tuple[int, list[T]] | None:
        for rest, payloads in self._longest_first.get(head, ()):
            if not rest or _reads(tokens, at + 1, rest, exact=self._exact):
                return at + 1 + len(rest), payloads
        return None


def _reads(tokens: Sequence[Token], at: int, words: tuple[str, ...], *, exact: bool) -> bool:
    if at + len(words) > len(tokens):
        return False
    for here, word in enumerate(words, at):
        token = tokens[here]
        if word != token.lower and (exact or word != token.lemma):
            return False
    return True
