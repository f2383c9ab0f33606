"""Who speaks where a sentence does not say so itself: inside a quotation, and after "he said"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.facts.quotations import Quotation
from checker.values.claim import Attribution
from checker.values.text import Span

PRONOUNS = frozenset({"he", "she", "they", "it"})
OUTSIDE = 3  # code points of a sentence outside quotation marks, beyond which it is no mere quotation


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with the attribution it has by itself, and the number of its paragraph."""

    span: Span
    attribution: Attribution | None
    paragraph: int


def carried(said: Sequence[Said], quoted: Sequence[Quotation]) -> tuple[Attribution | None, ...]:
    """The attribution of each sentence, its own or the one it inherits. ``quoted`` are the text's quotations.

    A sentence that is nothing but a quotation, or part of one, has the speaker of the sentence before it in the
    same paragraph, or of the sentence that ends its quotation. "He said" right after a named speaker means them.
    """
    result: list[Attribution | None] = [_named(said, i) for i in range(len(said))]
    inside = _inside(said, quoted)
    for i in range(1, len(said)):
        place = inside[i]
        if result[i] is None and place is not None and _follows(said[i - 1], said[i], quoted, place):
            result[i] = _continued(result[i - 1])
    for i in range(len(said) - 2, -1, -1):  # “We won. They lost,” he said: the first sentence learns it from the second
        place = inside[i]
        if result[i] is None and place is not None and said[i + 1].span.start < quoted[place].span.end:
            result[i] = _continued(result[i + 1])
    return tuple(result)


def _follows(before: Said, sentence: Said, quoted: Sequence[Quotation], place: int) -> bool:
    """Whether a quoted sentence goes on with the one before: in its paragraph, or in a quotation left open there."""
    if before.paragraph == sentence.paragraph:
        return True
    left_open = place > 0 and not quoted[place - 1].closed and quoted[place - 1].span.end >= before.span.end
    return left_open and before.paragraph == sentence.paragraph - 1


def _inside(said: Sequence[Said], quoted: Sequence[Quotation]) -> list[int | None]:
    """For each sentence the place of the quotation that it wholly lies in, None where it has words of its own."""
    found: list[int | None] = []
    at = 0
    for sentence in said:
        while at < len(quoted) and quoted[at].span.end <= sentence.span.start:
            at += 1
        if at == len(quoted):
            found.append(None)
            continue
        span = quoted[at].span
        wholly = span.start <= sentence.span.start and sentence.span.end - span.end <= OUTSIDE
        found.append(at if wholly else None)
    return found


def _named(said: Sequence[Said], i: int) -> Attribution | None:
    """The sentence's own attribution, "he" replaced by the speaker of the sentence right before."""
    own = said[i].attribution
    if own is None or i == 0 or own.speaker.lower() not in PRONOUNS:
        return own
    before = said[i - 1].attribution
    if before is None or before.speaker.lower() in PRONOUNS or said[i - 1].paragraph < said[i].paragraph - 1:
        return own
    return replace(own, speaker=before.speaker) if _agrees(own.speaker.lower(), before.speaker) else own


def _agrees(pronoun: str, speaker: str) -> bool:
    """Whether the pronoun can mean the speaker: "he" and "she" a name, "it" no name with a title or first name."""
    article = speaker.split(None, 1)[0].lower() in ("the", "a", "an")
    if pronoun in ("he", "she"):
        return not article and speaker[-1:].isalpha() and speaker.rsplit(maxsplit=1)[-1][0].isupper()
    return pronoun == "they" or article or " " not in speaker


def _continued(attribution: Attribution | None) -> Attribution | None:
    """The same speaker for a sentence that is quoted; a denial is not carried on."""
    if attribution is None:
        return None
    return replace(attribution, quoted=True, denies=False)
