"""The gist of a claim: its text with the values masked and the attribution stripped.

The gist is what is embedded. Sentence embeddings hardly see numbers, and see who speaks far too well: two claims
that give one thing two values should have one gist.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from checker.claims.words import lists
from checker.values.claim import Attribution, Facts
from checker.values.quantity import Dimension, Quantity
from checker.values.text import Span

_SPACES = re.compile(r"\s+")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]|\((?:[a-z]{1,9} )?some [a-z]{1,12}\)|[“”„«»\"]")
_DOUBLED = re.compile(r"\s*([,;:])(?:\s*[,;:.])+")
_BEFORE_SIGN = re.compile(r"\s+([,;:.!?)])")
_LEADING = re.compile(r"\A(?:[Tt]hat|[Aa]nd|[Bb]ut)\s+(?=[^\W\d_])")
_OWNED = re.compile(r"['’]s?(?!\w)")
_EDGES = " ,;:.–—-\t\n"
_WORDS = re.compile(r"[^\W\d_]{2,}")
FEWEST_WORDS = 2  # a gist of fewer words says nothing; the text itself is taken then


def gist(text: str, facts: Facts, start: int = 0) -> str:
    """The text of a claim that begins at ``start`` of its document, masked and stripped; never empty.

    Spans of ``facts`` are spans of the document; what lies outside of the claim is passed over. Where too little
    is left the attribution is kept, and where that is too little the text comes back as it is.
    """
    masks = list(_value_masks(text, facts, start))
    attribution = _attribution_mask(text, facts.attribution, start)
    for chosen in ([*attribution, *masks], masks):
        masked = _tidied(_applied(text, chosen))
        if len(_WORDS.findall(masked)) >= FEWEST_WORDS:
            return masked
    return text


def _value_masks(text: str, facts: Facts, start: int) -> Iterator[tuple[Span, str]]:
    """What is put in place of each value: (span of the claim's text, words)."""
    whole = Span(start, start + len(text))
    for quantity in facts.quantities:
        word = _word_for(quantity)
        if word is not None and whole.contains(quantity.span):
            yield from _fitted(text, quantity.span.shift(-start), word)
    for period in facts.periods:
        if whole.contains(period.span):
            span = period.span.shift(-start)
            owned = _OWNED.match(text, span.end)
            if owned:  # "after Thursday's vote" becomes "after the vote"
                yield Span(span.start, owned.end()), "the"
            else:
                yield Span(_with_link(text, span.start), span.end), ""


def _fitted(text: str, span: Span, word: str) -> Iterator[tuple[Span, str]]:
    """The mask as it fits among the words around it: "the money", "Rowe" for "Rowe, 54,"; none inside a word."""
    if text[max(0, span.start - 1) : span.start] in ("-", "‑"):
        return
    end = span.end + 1 if text[span.end : span.end + 1] in ("-", "‑") else span.end
    before = _LAST_WORD.search(text, max(0, span.start - 24), span.start)
    if text[max(0, span.start - 2) : span.start] == ", " and text[end : end + 1] == "," and word == _word("age"):
        word = ""
    elif before and before.group(1).lower() in _words("determiners"):
        word = word.removeprefix("some").lstrip()
    yield Span(span.start, end), word + " " * (end > span.end)


def _word_for(quantity: Quantity) -> str | None:
    """The mask of a quantity; None where its words stay."""
    if quantity.dimension.value in _words("keep") or not quantity.comparable:
        return None
    if quantity.dimension is Dimension.COUNT and quantity.interval.high == 0:
        return None  # "no civilians" denies; a mask would turn it round
    return _word(quantity.dimension.value)


def _word(dimension: str) -> str:
    words = lists("gist")
    return words.get(dimension, words["other"])[0]


def _with_link(text: str, at: int) -> int:
    """Where the words begin that tie a time to the sentence: "early on" before "Tuesday"."""
    for _ in range(3):
        match = _LAST_WORD.search(text, max(0, at - 16), at)
        if match is None or match.group(1).lower() not in _words("time_links"):
            return at
        at = match.start()
    return at


_LAST_WORD = re.compile(r"(?<!\w)([^\W\d_]{2,12})\s+\Z")


def _attribution_mask(text: str, attribution: Attribution | None, start: int) -> list[tuple[Span, str]]:
    """The attributing phrase, and the "that" behind it; nothing where it lies outside of the claim."""
    if attribution is None or not Span(start, start + len(text)).contains(attribution.span):
        return []
    span = attribution.span.shift(-start)
    that = _THAT.match(text, span.end)
    return [(Span(span.start, that.end() if that else span.end), "")]


_THAT = re.compile(r",?\s+that\b")


def _applied(text: str, masks: list[tuple[Span, str]]) -> str:
    """The text with each span replaced; of two that overlap the one that begins first, then the longer one, counts."""
    parts: list[str] = []
    at = 0
    for span, word in sorted(masks, key=lambda mask: (mask[0].start, -mask[0].end)):
        if span.start >= at:
            parts += (text[at : span.start], word)
            at = span.end
    return "".join((*parts, text[at:]))


def _tidied(text: str) -> str:
    """Without quotation marks, empty brackets, doubled commas, and spaces where none belong."""
    text = _EMPTY.sub("", _SPACES.sub(" ", text))
    text = _BEFORE_SIGN.sub(r"\1", _DOUBLED.sub(r"\1", text))
    text = _LEADING.sub("", _SPACES.sub(" ", text).strip(_EDGES))
    return text[:1].upper() + text[1:]


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lists("gist")[name])
