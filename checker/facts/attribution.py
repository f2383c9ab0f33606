"""Who says it: the attribution of a sentence, where the source does not speak for itself.

The forms are those of English news: "X said on Monday that ...", "..., X said", "..., said X, the mayor",
"according to X", "X put the toll at 40", "X denied that", "it was claimed", "reportedly", and headlines such as
"Police: ..." and "... - police". A verb reports only where what follows it, or what it stands behind, can be
something that is said ("the firm added 300 jobs" is no speech). Each verb is looked at within a window of
fixed size, so the time is linear in the text.
"""

from __future__ import annotations

import re

from checker.facts.finite import has_finite, is_auxiliary, is_finite, is_surely_finite
from checker.facts.quotations import Quotation, quotations
from checker.facts.reporting import (
    ReportingVerb,
    Words,
    adverbs,
    cut,
    forms,
    group,
    not_reporting,
    unnamed,
    unnamed_speakers,
    when_or_where,
)
from checker.facts.speakers import Speaker, is_boundary, left_of, of_sentence, right_of
from checker.values.claim import Attribution
from checker.values.text import Span

AHEAD = 12  # words after a verb in which its content must show
QUOTED_WORDS = 3  # a quotation of fewer words is a word used with tongs, not what was said
NEAR = 8  # code points between the attributing phrase and the quotation it belongs to: ", that "

_HEADLINE_WORDS = 6


def find_attribution(text: str) -> Attribution | None:
    """Who says what ``text``, one sentence or clause, states; None where its source does.

    Spans are spans of ``text``. Of several attributions the first outside quotation marks counts. A speaker who
    is not named ("sources", "reportedly") is "unnamed sources"; a pronoun stays as it is.
    """
    words = cut(text)
    quoted = quotations(text)
    inside: Attribution | None = None
    for i in range(len(words)):
        found = _at(words, i, quoted)
        if found is None:
            continue
        if not any(q.span.contains(found.span) for q in quoted):
            return found
        inside = inside or found
    return _headline(words) or inside or _adverb(words)


def _at(words: Words, i: int, quoted: tuple[Quotation, ...]) -> Attribution | None:
    """The attribution whose verb or phrase stands at ``i``."""
    word, after = words.at(i), words.at(i + 1)
    if word == "according" and after == "to":
        return _phrase(words, i, i + 2, quoted) if words.at(i + 2) not in group("not_according") else None
    if word in ("citing", "quoting"):
        return _phrase(words, i, i + 1, quoted)
    if word in ("quoted", "cited") and after == "as":
        speaker = _passive_subject(words, i)
        return _built(words, speaker, "say", (speaker.outer, i + 3), quoted) if speaker else None
    if word in group("impersonal") and (impersonal := _impersonal(words, i)):
        return impersonal
    verb = forms().get(word)
    if verb is None or (i > 0 and words.at(i - 1) == "to"):
        return None
    if verb.may_be_noun and _is_noun(words, i):
        return None
    if any(words.at(j) in not_reporting().get(verb.lemma, ()) for j in range(i + 1, i + 5)):
        return None
    return _by_verb(words, i, verb, quoted)


def _by_verb(words: Words, i: int, verb: ReportingVerb, quoted: tuple[Quotation, ...]) -> Attribution | None:
    """The attribution by a finite verb, or by a participle after a comma."""
    if verb.participle:
        if words.at(i - 1) != "," or not _has_content(words, i + 1, "strict"):
            return None
        speaker = of_sentence(words, i)
        return _built(words, speaker, verb.lemma, (i, i + 1), quoted, denies=verb.denies) if speaker else None
    inverted = _inverted(words, i, verb)
    if inverted is not None:
        return _built(words, inverted, verb.lemma, (i, inverted.end), quoted, denies=verb.denies)
    speaker = left_of(words, i)
    if speaker is None or words.at(speaker.last - 1) in group("no_speakers"):
        return None
    if is_auxiliary(words.at(i + 1)):  # "the man police said was armed": the subject is not to be told from the object
        return None
    end = _end(words, i, verb)
    behind = is_boundary(words, end) and words.at(speaker.outer - 1) in (",", "”", '"', "’", "'", "—", "–")
    if not behind and not _has_content(words, end, verb.frame):
        return None
    return _built(words, speaker, verb.lemma, (speaker.outer, end), quoted, denies=verb.denies)


def _inverted(words: Words, i: int, verb: ReportingVerb) -> Speaker | None:
    """The speaker of "..., said Maria Lopez, the mayor", where the verb stands first."""
    before = words.at(i - 1)
    if before not in (",", "”", '"', "’", "'", "?", "!", "—", "–") or verb.frame not in ("any", "clause", "strict"):
        return None
    starts = words.is_capital(i + 1) or words.at(i + 1) in group("determiners") | group("speaker_nouns")
    speaker = right_of(words, i + 1) if starts or words.at(i + 1) in ("he", "she", "one") else None
    if speaker is None or (speaker.end < len(words) and is_finite(words.at(speaker.end))):
        return None
    return speaker


def _has_content(words: Words, at: int, frame: str) -> bool:
    """Whether what follows at ``at`` can be what somebody says, by the frame of the verb."""
    follow = words.at(at)
    if follow in ("", ".", ";", ")", "”") or follow in ("to", "by"):
        return False
    if frame == "any" or follow in ("that", ":", "“", '"', "‘") or (follow == "," and words.at(at + 1) in ("“", '"')):
        return follow != ","
    if frame == "disputed":
        return any(words.at(j) in group("claim_nouns") for j in range(at, at + 5))
    if frame == "figure":
        return any(words.at(j)[:1].isdigit() or words.at(j) in group("number_words") for j in range(at, at + 6))
    if frame == "at_figure":
        return _puts_at_figure(words, at)
    stop = at
    while stop < at + AHEAD and words.at(stop) not in ("", ".", ";"):
        stop += 1
    return frame == "clause" and (has_finite(words.lower[at:stop]) or follow[:1].isdigit())


def _puts_at_figure(words: Words, at: int) -> bool:
    """Whether "put" is followed by "at" and a figure that is no time of day, or is "as she put it"."""
    if words.at(at) == "it" and is_boundary(words, at + 1):
        return True
    for j in range(at, at + AHEAD):
        if words.at(j) == "at":
            near = words.lower[j + 1 : j + 6]
            clock = any(w.rstrip(".") in ("a.m", "p.m", "am", "pm", "o'clock") for w in near)
            return any(w[:1].isdigit() or w in ("least", "about", "around", "nearly") for w in near) and not clock
        if words.at(j) in ("", ".", ";"):
            break
    return False


def _end(words: Words, i: int, verb: ReportingVerb) -> int:
    """One past the attributing phrase that has its verb at ``i``: with the listener, the time, the occasion."""
    end = _over_listener(words, i + 1) if verb.frame == "listener" else i + 1
    position = words.ends[end - 1]
    for _ in range(3):  # "on Monday", "in a statement", "in Geneva"
        match = when_or_where().match(words.text, position)
        if match is None:
            break
        position = match.end()
    while end < len(words) and words.ends[end] <= position:
        end += 1
    return _to_boundary(words, end)


def _over_listener(words: Words, at: int) -> int:
    """One past the one who is told: "reporters", "the BBC", "a news agency"."""
    end = at
    while end < at + 6 and not is_boundary(words, end) and words.at(end) not in group("clause_words"):
        word = words.at(end)
        if word in ("on", "in", "at", "by", "during", "after") or is_finite(word):
            break
        if end > at and (word in group("determiners") or word in group("pronouns")):
            break
        end += 1
        if words.at(at) in group("pronouns") | {"him", "her", "them", "us", "me"}:
            break
    return end


def _to_boundary(words: Words, at: int) -> int:
    """``at``, or one past a phrase without verb that leads from it to "that" or to a sign: "of the start-ups"."""
    if words.at(at) not in group("prepositions") - {"of"} and words.at(at) not in ("alongside", "of"):
        return at
    end = at
    while end - at <= AHEAD and not is_boundary(words, end):
        word = words.at(end)
        if word in group("clause_words"):
            return end if word == "that" else at
        if (is_surely_finite(word) and not words.is_capital(end)) or word[:1].isdigit():
            return at
        end += 1
    return end if is_boundary(words, end) and words.at(end) not in ("“", "‘") else at


def _phrase(words: Words, i: int, at: int, quoted: tuple[Quotation, ...]) -> Attribution | None:
    """The attribution by "according to" or "citing", the speaker beginning at ``at``."""
    speaker = right_of(words, at)
    if speaker is None:
        return None
    named = any(words.is_capital(j) or words.at(j) in group("speaker_nouns") for j in range(speaker.first, speaker.last))
    if words.at(i) != "according" and not named:  # "citing limited evidence" names nobody
        return None
    return _built(words, speaker, "say", (i, speaker.end), quoted)


def _passive_subject(words: Words, i: int) -> Speaker | None:
    """The subject of "X was quoted" with the participle at ``i``."""
    for j in (i - 1, i - 2):
        if words.at(j) in group("be_forms"):
            return left_of(words, j)
    return None


def _impersonal(words: Words, i: int) -> Attribution | None:
    """"It was claimed last night", "is said to have fled": somebody says it, nobody says who."""
    j = i - 1
    while j > 0 and words.at(j) in group("between"):
        j -= 1
    if words.at(j) not in group("be_forms"):
        return None
    verb = forms()[words.at(i)].lemma if words.at(i) in forms() else "say"
    end = i + 1
    match = when_or_where().match(words.text, words.ends[i])
    while match and end < len(words) and words.ends[end] <= match.end():
        end += 1
    subject = j - 1 if words.at(j) != "been" else j - 2
    if words.at(subject) == "it" and (is_boundary(words, end) or words.at(end) == "that"):
        return Attribution(unnamed(), verb, Span(words.starts[subject], words.ends[end - 1]))
    if words.at(i) in group("impersonal_to") and words.at(i + 1) == "to" and words.at(i + 2) in ("have", "be"):
        return Attribution(unnamed(), verb, Span(words.starts[j], words.ends[i]))
    return None


def _is_noun(words: Words, i: int) -> bool:
    """Whether a form that is a noun as well stands as one: "official estimates", "claims of", "reports put"."""
    after, before = words.at(i + 1), words.at(i - 1)
    if after in group("not_after_noun") and not (after in (",", ".") and words.at(i - 2) in (",", "”", '"')):
        return True
    if before in group("adjectives_before") or before.endswith(("'s", "’s", "al", "ial")):
        return True
    return i == 0 or is_boundary(words, i - 1)


def _headline(words: Words) -> Attribution | None:
    """"Spy agency: ..." and "... - police", where a noun of those who speak stands before or after the sign."""
    nouns = group("speaker_nouns")
    for i in range(1, min(_HEADLINE_WORDS, len(words) - 1)):
        if words.at(i) == ":":
            named = words.at(i - 1) in nouns and not has_finite(words.lower[: i - 1])
            return Attribution(words.text[: words.ends[i - 1]], "say", Span(0, words.ends[i])) if named else None
    for i in range(max(1, len(words) - _HEADLINE_WORDS), len(words) - 1):
        gap = words.starts[i] > words.ends[i - 1] and words.starts[i + 1] > words.ends[i]
        if words.at(i) in ("-", "–", "—") and gap and words.at(len(words) - 1) in nouns:
            speaker = words.text[words.starts[i + 1] : words.ends[-1]]
            return Attribution(speaker, "say", Span(words.starts[i], words.ends[-1]))
    return None


def _adverb(words: Words) -> Attribution | None:
    """"Reportedly", "allegedly": somebody says so."""
    for i, word in enumerate(words.lower):
        if word in adverbs():
            return Attribution(unnamed(), adverbs()[word], Span(words.starts[i], words.ends[i]))
    return None


def _built(
    words: Words,
    speaker: Speaker,
    lemma: str,
    bounds: tuple[int, int],
    quoted: tuple[Quotation, ...],
    *,
    denies: bool = False,
) -> Attribution:
    """The attribution with its span from words ``bounds``, cut short before a quotation."""
    first, last = bounds
    span = Span(words.starts[first], words.ends[min(last, len(words)) - 1])
    name = speaker.text(words)
    if name.lower() in unnamed_speakers():
        name = unnamed()
    return Attribution(name, lemma, span, _is_quoted(words.text, span, quoted), denies)


_LINK = re.compile(r"[\s,:]*(?:that\s|but\s)?[\s,:]*\Z")


def _is_quoted(text: str, span: Span, quoted: tuple[Quotation, ...]) -> bool:
    """Whether a quotation of several words ends right before the phrase or begins right after it."""
    for quotation in quoted:
        content = quotation.span.of(text)
        if len(content.split()) < QUOTED_WORDS and content[-2:-1] not in (",", ".", "!", "?"):
            continue
        if 0 <= span.start - quotation.span.end <= NEAR and _LINK.match(text[quotation.span.end : span.start]):
            return True
        if 0 <= quotation.span.start - span.end <= NEAR and _LINK.match(text[span.end : quotation.span.start]):
            return True
    return False
