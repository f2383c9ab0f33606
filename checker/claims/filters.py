"""Which sentences make no claim, and why."""

from __future__ import annotations

import functools
import re

from checker.claims.words import lists
from checker.facts.finite import has_finite
from checker.facts.quotations import quotations

PROBE = 300  # code points at each end of a sentence that are searched; longer prose is no boilerplate line

_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*")
_LETTER = re.compile(r"[^\W\d_]")
_QUESTION = re.compile(r"\?[\"'”’»)\]!?]*\Z")
_AT_START = ("metadata", "byline", "caption", "boilerplate")
_ANYWHERE = ("byline", "caption", "boilerplate")


def reason_to_drop(text: str, min_words: int = 3, *, heading: bool = False) -> str | None:
    """Why a sentence makes no claim, or None where it makes one.

    The reasons: no_letters, metadata, byline, caption, boilerplate, question, too_short, and heading for a
    line of ``heading`` sort (of a section, or a short line without a full stop) that has no verb.
    """
    if not _LETTER.search(text):
        return "no_letters"
    if reason := _by_words(text):
        return reason
    if is_question(text):
        return "question"
    words = _WORD.findall(text)
    if len(words) < min_words:
        return "too_short"
    if heading and not has_finite(words):
        return "heading"
    return None


def is_question(text: str) -> bool:
    """Whether the sentence asks. A question that is only quoted inside a statement does not."""
    text = text.rstrip()
    if not _QUESTION.search(text):
        return False
    quoted = quotations(text)
    if not quoted or quoted[-1].span.start == 0:
        return True
    mark = text.rindex("?")
    last = quoted[-1].span
    return not (last.start < mark < last.end and has_finite(_WORD.findall(text[: last.start])))


def is_line_apart(line: str) -> bool:
    """Whether a line is metadata or a byline, which is never wrapped into a paragraph."""
    head = line.lstrip()[:PROBE]
    return bool(_at_start("metadata").match(head) or _at_start("byline").match(head))


def _by_words(text: str) -> str | None:
    if "\n" in text:  # a wrapped line
        text = " ".join(text.split())
    head = text.lstrip(" \t*_>|[(-–—")[:PROBE]
    for name in _AT_START:
        if _at_start(name).match(head):
            return name
    probe = text if len(text) <= 2 * PROBE else text[:PROBE] + text[-PROBE:]
    for name in _ANYWHERE:
        if _anywhere(name).search(probe):
            return name
    return None


@functools.cache
def _at_start(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in lists("filters")[name]), re.IGNORECASE)


@functools.cache
def _anywhere(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in lists("filters")[f"{name}_anywhere"]), re.IGNORECASE)
