"""Who says it: the attribution of a sentence, where the source does not speak for itself.

The forms are those of English news: "X said on Monday that ...", "..., X said", "..., said X, the mayor",
"according to X", "X put the toll at 40", "X denied that", "it was claimed", "reportedly", and headlines such as
"Police: ..." and "... - police". A verb reports only where what follows it, or what it stands behind, can be
something that is said ("the firm added 300 jobs" is no speech). Each verb is looked at within a window of
fixed size, so the time is linear in the text.
"""

from __future__ import annotations

from checker.facts.finite import has_finite, is_auxiliary, is_finite, is_surely_finite
from checker.facts.quotations import Quotation, is_inside, is_quoted, quotations
from checker.facts.reporting import (
    ReportingVerb,
    Words,
    cut,
    forms,
    group,
    not_reporting,
    triggers,
    unnamed,
    unnamed_speakers,
    when_or_where,
)
from checker.facts.reporting_forms import adverb, headline, impersonal
from checker.facts.reporting_nouns import BEFORE_ASIDE, is_noun
from checker.facts.speakers import Speaker, is_boundary, left_of, of_sentence, right_of
from checker.values.claim import Attribution
from checker.values.text import Span

AHEAD = 12  # words after a verb in which its content must show


def find_attribution(text: str) -> Attribution | None:
    """Who says what ``text``, one sentence or clause, states; None where its source does.

    Spans are spans of ``text``. Of several attributions the first one of a main clause counts, then one in a side
    clause ("after the firm said"), then one inside quotation marks. A speaker who is not named ("sources",
    "reportedly") is "unnamed sources"; a pronoun stays as it is.
    """
    words = cut(text)
    starts = triggers()
    candidates = [i for i, word in enumerate(words.lower) if word in starts]
    quoted = quotations(text) if candidates else ()
    aside: Attribution | None = None
    inside: Attribution | None = None
    for i in candidates:
        found = _at(words, i, quoted)
        if found is None:
            continue
        before = text[max(0, found.span.start - AHEAD) : found.span.start].split()[-1:]
        if is_inside(found.span, quoted):
            inside = inside or found
        elif before and before[0].lower() in group("side_clauses"):
            aside = aside or found
        else:
            return found
    return headline(words) or aside or inside or adverb(words)


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
    if word in group("impersonal") and (nobody := impersonal(words, i)):
        return nobody
    verb = _verb_at(words, i)
    return _by_verb(words, i, verb, quoted) if verb else None


def _verb_at(words: Words, i: int) -> ReportingVerb | None:
    """The reporting verb at ``i``; None for a noun of that form, an infinitive, and a use that reports nothing."""
    verb = forms().get(words.at(i))
    if verb is None or words.at(i - 1) == "to" or (verb.may_be_noun and is_noun(words, i)):
        return None
    elsewhere = not_reporting().get(verb.lemma, frozenset())
    directly = not_reporting().get(f"{verb.lemma} directly", frozenset())
    if words.at(i + 1) in directly or any(words.at(j) in elsewhere for j in range(i + 1, i + 5)):
        return None
    return verb


def _by_verb(words: Words, i: int, verb: ReportingVerb, quoted: tuple[Quotation, ...]) -> Attribution | None:
    """The attribution by a finite verb, or by a participle after a comma."""
    if verb.participle:
        reports = words.at(i - 1) == "," and _has_content(words, i + 1, "strict")
        speaker = of_sentence(words, i) if reports else None
        return _built(words, speaker, verb.lemma, (i, i + 1), quoted, denies=verb.denies) if speaker else None
    inverted = _inverted(words, i, verb)
    if inverted is not None:
        return _built(words, inverted, verb.lemma, (i, inverted.end), quoted, denies=verb.denies)
    speaker = left_of(words, i)
    if speaker is None or not _can_speak(words, i, verb, speaker):
        return None
    end = _end(words, i, verb)
    before = words.at(speaker.outer - 1)
    behind = is_boundary(words, end) and (before in BEFORE_ASIDE or before in group("claim_nouns"))
    compared = words.at(speaker.outer - 3) == "as" or verb.frame not in (
        "any",
        "at_figure",
    )  # "twice as much as X said"
    behind = behind and not (before == "as" and compared)
    if not behind and not _has_content(words, end, "clause" if verb.frame == "listener" else verb.frame):
        return None
    first = speaker.outer - 1 if before == "as" else speaker.outer
    return _built(words, speaker, verb.lemma, (first, end), quoted, denies=verb.denies)


def _can_speak(words: Words, i: int, verb: ReportingVerb, speaker: Speaker) -> bool:
    """Whether the subject found to the left of the verb at ``i`` can be its speaker."""
    first = words.at(speaker.first)
    if speaker.last - speaker.first == 1 and first in group("no_speakers"):
        return False
    if is_auxiliary(words.at(i + 1)) and first not in group("pronouns"):
        return False  # "the man police said was armed": where the subject begins is not to be told
    counted = first[0].isdigit() or words.at(speaker.last - 1) in group("counted_nouns")
    if counted and verb.lemma in group("not_by_number"):
        return False  # "312 confirmed in a laboratory", "two cases reported"
    if words.at(speaker.outer - 1) in ("what", "than", "whether", "how"):
        return False  # "what students say": nothing is reported
    return verb.frame != "listener" or _over_listener(words, i + 1) > i + 1


def _inverted(words: Words, i: int, verb: ReportingVerb) -> Speaker | None:
    """The speaker of "..., said Maria Lopez, the mayor", where the verb stands first."""
    before = words.at(i - 1)
    if before not in (",", "”", '"', "’", "'", "?", "!", "—", "–") or verb.lemma not in group("inverted"):
        return None
    starts = words.is_capital(i + 1) or words.at(i + 1) in group("determiners") | group("speaker_nouns") | {"he", "she"}
    speaker = right_of(words, i + 1) if starts or _is_title_and_name(words, i + 1) else None
    if speaker is None or (speaker.end < len(words) and is_finite(words.at(speaker.end))):
        return None
    return speaker


def _is_title_and_name(words: Words, at: int) -> bool:
    """Whether a name stands at ``at`` behind at most three words for what its bearer is: "retired baker Rosa Lind"."""
    plain = (
        group("prepositions") | group("clause_words") | group("pronouns") | group("determiners") | {"any", "all", "no"}
    )
    for j in range(at, at + 4):
        if words.is_capital(j):
            return words.raw[j] not in group("days")
        if not words.is_word(j) or words.at(j) in plain or words.at(j) in ("any", "all", "no"):
            return False
    return False


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
    end += words.at(i) == "pointed" and words.at(i + 1) == "out"
    position = words.ends[end - 1]
    for _ in range(3):  # "on Monday", "in a statement", "in Geneva"
        match = when_or_where().match(words.text, position)
        if match is None:
            break
        position = match.end()
    while end < len(words) and words.ends[end] <= position:
        end += 1
    return (
        end
        if verb.frame in ("figure", "at_figure", "disputed")
        else _to_boundary(words, end, figures=verb.frame == "listener")
    )


def _over_listener(words: Words, at: int) -> int:
    """One past the one who is told: "reporters", "the BBC", "a news agency"."""
    end = at
    while end < at + 6 and not is_boundary(words, end) and words.at(end) not in group("clause_words"):
        word = words.at(end)
        if word in group("prepositions") or is_surely_finite(word) or _is_when(words, end):
            break
        if end > at and (word in group("determiners") or word in group("pronouns")):
            break
        end += 1
        if words.at(at) in group("pronouns") | {"him", "her", "them", "us", "me"}:
            break
    return end


def _to_boundary(words: Words, at: int, *, figures: bool) -> int:
    """``at``, or one past a phrase without verb that leads from it to "that" or to a sign: "of the start-ups".

    A phrase with a figure belongs to what is said, but after a listener: "told an audience of 400".
    """
    of_what = words.at(at) == "of" and not figures and words.at(at - 1) not in ("said", "says")  # "warned of floods"
    if words.at(at) not in group("prepositions") - {"to"} or of_what:
        return at
    end = at
    while end - at <= AHEAD and not is_boundary(words, end):
        word = words.at(end)
        if word in group("clause_words"):
            return end if word == "that" else at
        if (is_surely_finite(word) and not words.is_capital(end)) or (word[:1].isdigit() and not figures):
            return at
        end += 1
    return end if is_boundary(words, end) and words.at(end) not in ("“", "‘") else at


def _phrase(words: Words, i: int, at: int, quoted: tuple[Quotation, ...]) -> Attribution | None:
    """The attribution by "according to" or "citing", the speaker beginning at ``at``."""
    speaker = right_of(words, at)
    if speaker is None:
        return None
    named = any(
        words.is_capital(j) or words.at(j) in group("speaker_nouns") for j in range(speaker.first, speaker.last)
    )
    if words.at(i) != "according" and not named:  # "citing limited evidence" names nobody
        return None
    return _built(words, speaker, "say", (i, speaker.end), quoted)


def _passive_subject(words: Words, i: int) -> Speaker | None:
    """The subject of "X was quoted" with the participle at ``i``."""
    for j in (i - 1, i - 2):
        if words.at(j) in group("be_forms"):
            return left_of(words, j)
    return None


def _is_when(words: Words, i: int) -> bool:
    match = when_or_where().match(words.text, words.ends[i - 1])
    return match is not None and words.starts[i] < match.end()


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
    return Attribution(name, lemma, span, is_quoted(words.text, span, quoted), denies)
