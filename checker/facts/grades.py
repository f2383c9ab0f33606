"""Labels of a scale: "Group 2B", "a level-four warning", "a possible carcinogen", "limited evidence".

A label is one value of a slot, as a figure is: what is in group 2B is not in group 2A. Scales and their words stand in
``data/quantifiers.yaml``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.facts.lexemes import Token, lexemes
from checker.facts.wordlists import section, word_table, words
from checker.values.text import Span

KEPT = 8192  # texts whose labels are kept: each is compared with many others
STEM = 7  # letters in which "carcinogen" and "carcinogenic" agree
_DIGITS = re.compile(r"\d{1,2}(?:\.\d)?[a-e]?")
_LETTER = re.compile(r"[A-E]")
_CREDIT = re.compile(r"(?:AAA|AA|A|BBB|BB|B|CCC|CC|C|Aaa|Aa\d|A\d|Baa\d|Ba\d|Caa\d)[+-]?")
_WRITTEN = re.compile(r" {1,2}[\"'“‘]?([A-Za-z\d]{1,6}(?:\.\d)?[+-]?)(?![\w.]\w)")
_DENYING = frozenset({"no", "not", "without", "never"})
GAP = 3  # code points between the two words: a space and quotation marks
_CERTAINTY, _STRENGTH = "certainty", "strength"


@dataclass(frozen=True, slots=True)
class Grade:
    """One label as a text gives it."""

    text: str
    span: Span
    scale: str  # "label", "level", "rating", "certainty", "strength"
    shape: str  # how it is written: "9" a number, "9a" a number with a letter, "a" a letter, "word"
    value: str  # in one form: "2b", "4", "possible"
    of: str | None = None  # what is graded, of certainties: the stem of "carcinogen"

    def opposes(self, other: Grade) -> bool:
        """Whether the two are different labels of one scale, as far as their forms tell."""
        return (
            (self.scale, self.shape) == (other.scale, other.shape) and self.value != other.value and self.of == other.of
        )


@functools.lru_cache(maxsize=KEPT)
def find_grades(text: str) -> tuple[Grade, ...]:
    """The labels in ``text``, by place. Linear in the length of the text."""
    tokens = lexemes(text)
    found = [*_labels(text, tokens), *_degrees(text, tokens)]
    return tuple(sorted(found, key=lambda grade: (grade.span, grade.scale)))


def _labels(text: str, tokens: Sequence[Token]) -> Iterator[Grade]:
    for at, token in enumerate(tokens):
        noun, hyphen, joined = token.lower.partition("-")
        scale = _scales().get(noun)
        if scale is None:
            continue
        if hyphen:  # "level-four"
            yield from _grade(text, scale, joined, (token.start, token.end))
            continue
        written = _WRITTEN.match(text, token.end)
        behind = list(_grade(text, scale, written[1], (token.start, written.end()))) if written else []
        yield from behind
        before = tokens[at - 1] if at else None
        if not behind and before is not None and scale == "rating":
            yield from _grade(text, scale, before.text, (before.start, token.end))


def _grade(text: str, scale: str, label: str, place: tuple[int, int]) -> Iterator[Grade]:
    """The grade that a word is on a scale; none where it is no label."""
    lower = label.lower()
    value = _numbers().get(lower, lower)
    span = Span(*place)
    if _DIGITS.fullmatch(value):
        lettered = value[-1].isalpha()  # "category 2B" and "Group 2B" are of one scale
        yield Grade(span.of(text), span, "label" if lettered else scale, "9a" if lettered else "9", value)
    elif _LETTER.fullmatch(label) and scale != "rating":
        yield Grade(span.of(text), span, scale, "a", lower)
    elif scale == "rating" and _CREDIT.fullmatch(label):
        yield Grade(span.of(text), span, scale, "credit", label)


def _degrees(text: str, tokens: Sequence[Token]) -> Iterator[Grade]:
    """Degrees of certainty and of proof, with what they are degrees of; "no convincing proof" is neither."""
    row = [token for token in tokens if token.is_word]
    for before, first, second in zip([None, *row], row, row[1:], strict=False):
        span = Span(first.start, second.end)
        if len(span) > len(first.text) + len(second.text) + GAP or (before is not None and before.lower in _DENYING):
            continue
        if second.lemma in _proofs() and first.lower in _table(_STRENGTH):
            yield Grade(span.of(text), span, _STRENGTH, "word", _table(_STRENGTH)[first.lower], "proof")
        elif first.lower in _table(_CERTAINTY) and len(second.lemma) >= STEM:
            yield Grade(span.of(text), span, _CERTAINTY, "word", _table(_CERTAINTY)[first.lower], second.lemma[:STEM])


@functools.cache
def _scales() -> Mapping[str, str]:
    return word_table(section("quantifiers", "scales"), "quantifiers.yaml scales")


@functools.cache
def _table(name: str) -> Mapping[str, str]:
    return word_table(section("quantifiers", name), f"quantifiers.yaml {name}")


@functools.cache
def _proofs() -> frozenset[str]:
    return frozenset(words(section("quantifiers", "proofs")))


@functools.cache
def _numbers() -> Mapping[str, str]:
    """Number words and Roman numerals to digits."""
    spelled = {word: str(n) for n, word in enumerate(words(section("quantifiers", "labels_of_number")), 1)}
    return spelled | {word: str(n) for n, word in enumerate(words(section("quantifiers", "roman")), 1)}
