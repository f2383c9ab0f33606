"""One sentence into the assertions it makes.

A cut is made at a semicolon, and at a comma with "and", "but", "while", "whereas", where both sides have a
subject and a finite verb of their own. Quotations and parentheses are never cut, relative clauses stay with
what they tell of. Two assertions left in one claim cost less than half an assertion, so a doubtful place stays.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from itertools import pairwise

from checker.claims.words import lists
from checker.facts.finite import is_auxiliary, is_finite, is_surely_finite
from checker.facts.quotations import quotations
from checker.values.text import Span

LONGEST_SUBJECT = 9  # words before the finite verb of the second side

_JOINT = re.compile(r";\s+|(?:,|\s[—–])\s+(?P<word>and|but|while|whereas|yet)\s+")
_WORD = re.compile(r"[^\W_][\w.'’&-]*|[,;:()—–\"“”]")
_PARENTHESIS = re.compile(r"\([^()]{0,2000}\)|\[[^\[\]]{0,2000}\]")


def cut(text: str, sentence: Span, min_words: int = 3) -> tuple[Span, ...]:
    """The claims of one sentence in order; the sentence itself where it makes one.

    The words that join two claims, and the signs between them, belong to neither.
    """
    closed: list[Span] | None = None
    found: list[Span] = []
    begin = sentence.start
    for joint in _JOINT.finditer(text, sentence.start, sentence.end):
        if closed is None:
            closed = _closed_spans(text, sentence)
        if _within(closed, joint.start()):
            continue
        second = _second_start(text, joint, sentence.end)
        if second is None or not _is_clause(text, Span(begin, joint.start()), min_words):
            continue
        if len(_WORD.findall(text, second, min(sentence.end, second + 400))) < min_words:
            continue
        found.append(Span(begin, joint.start()))
        begin = second
    return (*found, Span(begin, sentence.end))


def _closed_spans(text: str, sentence: Span) -> list[Span]:
    """Quotations and parentheses, where no cut is made: in order, those that touch each other as one."""
    found = [quotation.span for quotation in quotations(text, sentence.start, sentence.end)]
    found += [Span(m.start(), m.end()) for m in _PARENTHESIS.finditer(text, sentence.start, sentence.end)]
    merged: list[Span] = []
    for span in sorted(found):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _within(closed: list[Span], at: int) -> bool:
    """Whether ``at`` lies inside one of the spans, which are in order and apart."""
    i = bisect_right(closed, at, key=lambda span: span.start) - 1
    return i >= 0 and at < closed[i].end


def _second_start(text: str, joint: re.Match[str], end: int) -> int | None:
    """Where the claim behind the joint begins; None where no subject with a finite verb of its own follows."""
    start = joint.end()
    if joint["word"] is None:  # after a semicolon a conjunction may follow
        lead = _LEAD.match(text, start, end)
        start = lead.end() if lead else start
    return start if _has_subject_and_verb(text, start, end) else None


_LEAD = re.compile(r"(?:and|but|however,?|meanwhile,?|while|whereas)\s+", re.IGNORECASE)


def _has_subject_and_verb(text: str, start: int, end: int) -> bool:
    """Whether the words from ``start`` on are a noun phrase and then a finite verb."""
    words: list[str] = []
    for match in _WORD.finditer(text, start, end):
        words.append(match.group())
        if len(words) > LONGEST_SUBJECT:
            break
    if not words or words[0].lower() in _group("no_subject") or not words[0][0].isalnum():
        return False
    first = words[0].lower()
    if is_finite(words[0]) and words[0][0].islower():  # "but has lost": the subject is that of the first side
        return False
    pairs = list(pairwise(words))
    if first in _group("prepositions"):  # "across the country it was"
        return any(word.lower() in _group("pronouns") and is_finite(after) for word, after in pairs)
    if first in _group("pronouns") and pairs and is_finite(pairs[0][1]):
        return True
    return _subject_then_verb(words)


def _subject_then_verb(words: list[str]) -> bool:
    """Whether a finite verb follows before any sign or relative clause."""
    opens = words[0].lower() in _group("determiners") or words[0][0].isupper() or words[0][0].isdigit()
    for i, word in enumerate(words[1:], start=1):
        lower = word.lower()
        if not word[0].isalnum() or lower in ("who", "which", "that", "to"):
            return False
        if is_auxiliary(word) or (is_surely_finite(word) and not word[0].isupper()):
            return True
        if opens and is_finite(word) and not word[0].isupper():
            return _is_past_tense(words, i)
    return False


def _is_past_tense(words: list[str], i: int) -> bool:
    """Whether a form in -ed is a past tense: no "by" or "in" follows, as behind a participle, nor does a noun."""
    after = words[i + 1].lower() if i + 1 < len(words) else ""
    return after not in ("by", "in", "on", "at", "", ",", "and", "or") and words[i - 1].lower() not in _group(
        "determiners"
    )


def _is_clause(text: str, first: Span, min_words: int) -> bool:
    """Whether the side before the joint can stand alone: words enough, a finite verb, no open "if" or "when"."""
    words = _WORD.findall(text, max(first.start, first.end - 600), first.end)
    if len(words) < max(min_words, 2):
        return False
    opening = _WORD.match(text, first.start, first.end)
    if opening and opening.group().lower() in _group("subordinators"):
        words = words[words.index(",") + 1 :] if "," in words else []
    return _has_main_verb(words)


def _has_main_verb(words: list[str]) -> bool:
    """Whether a finite verb stands outside of asides: ", which was shut,", ", built in 1950,"."""
    aside, opens = False, False
    for i, word in enumerate(words):
        if word == ",":
            aside, opens = False, True
            continue
        finite = is_finite(word)
        participle = (
            finite and not is_auxiliary(word) and words[i + 1 : i + 2] and words[i + 1] in _group("prepositions")
        )
        aside = aside or bool(opens and (word.lower() in _group("relatives") or participle))
        if finite and not aside and i > 0:
            return True
        opens = False
    return False


@functools.cache
def _group(name: str) -> frozenset[str]:
    return frozenset(lists("clauses")[name])
