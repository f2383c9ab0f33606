"""Shares of one whole on opposite sides of a question: together they make no more than 100 percent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.rules.arithmetic.passage import Passage
from checker.rules.arithmetic.reckoned import AS_WRITTEN, Reckoned, Sort, is_level, shown, spread, virtual
from checker.rules.arithmetic.words import Question, questions, tokens
from checker.rules.compare import Widths
from checker.rules.remembered import remembered
from checker.values.interval import Interval
from checker.values.quantity import Dimension, Quantity

REACH = 60  # code points from a share to the word that says whose it is
DENYING = frozenset({"not", "never", "neither", "nor", "hardly"})
WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class Share:
    """A share, the question that it answers, and how."""

    share: Quantity
    question: Question
    one: bool
    word: str


def find_shares(ours: Passage, theirs: Passage, widths: Widths) -> Iterator[Reckoned]:
    """What a share of one claim leaves for the other side of its question, against the share that is stated for it."""
    for b in _shares(theirs):
        for a in _shares(ours):
            if a.question != b.question or a.one is b.one or not (ours.own(a.share) and theirs.own(b.share)):
                continue
            rest = spread(a.share, widths).scaled(-1.0).shifted(WHOLE)
            interval = rest if a.question.whole else Interval(min(0.0, rest.high), rest.high)
            written = spread(a.share, AS_WRITTEN).scaled(-1.0).shifted(WHOLE)
            left = shown(written, b.share, at_most=not a.question.whole)
            text = f"“{a.share.text} {a.word}” leaves {left} for “{b.word}”"
            yield Reckoned(Sort.SHARES, (a.share,), virtual(b.share, b.share, interval), b.share, text)


def has_share(of: Passage) -> bool:
    """Whether a passage gives a share whose side is said."""
    return bool(_shares(of))


@remembered
def _shares(of: Passage) -> tuple[Share, ...]:
    """The shares of a passage whose side is said."""
    figures = [q for q in of.quantities if q.dimension is Dimension.PERCENT and is_level(q)]
    if not figures:
        return ()
    words = set(tokens(of.claim.sentence.of(of.document.text)))
    found = []
    for question in questions():
        if not question.near & words:
            continue
        for q in figures:
            said = _side(of, q, question)
            if said is not None:
                found.append(Share(q, question, *said))
    return tuple(found)


def _side(of: Passage, q: Quantity, question: Question) -> tuple[bool, str] | None:
    """Which side of a question a share is of: by the first word after it, up to the next share; else None."""
    after = of.after(q, REACH)
    following = [x.span.start for x in of.quantities if x.span.start >= q.span.end]
    if following:
        after = after[: max(0, following[0] - q.span.end)]
    words = tokens(after)
    if following and words[-1:] in (("for",), ("against",)):
        words = words[:-1]  # "50.8 percent, against 49.2": a comparison
    for at, word in enumerate(words):
        if word in DENYING:
            return None
        for phrase in (word, f"{word} {words[at + 1]}" if at + 1 < len(words) else word):
            if phrase in question.one or phrase in question.other:
                return phrase in question.one, phrase
    return None
