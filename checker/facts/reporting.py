"""The words of reporting: verbs with their frames, and the small sets that find a speaker."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from checker.facts.wordlists import load, mapping, phrases, words


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """One form of a verb that reports. ``frame`` says what has to follow; see ``data/attribution.yaml``."""

    lemma: str
    frame: str  # any, clause, strict, listener, at_figure, figure, disputed
    denies: bool
    may_be_noun: bool
    participle: bool  # "saying": the subject is that of the sentence


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as words and signs: columns of equal length. ``lower`` is in lower case, the rest as written."""

    text: str
    raw: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.raw)

    def at(self, i: int) -> str:
        """The word at ``i`` in lower case, "" outside."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def is_word(self, i: int) -> bool:
        """Whether a word or number stands at ``i``, and no sign."""
        return 0 <= i < len(self.raw) and (self.raw[i][0].isalnum())

    def is_capital(self, i: int) -> bool:
        """Whether a word with a capital stands at ``i``."""
        return 0 <= i < len(self.raw) and self.raw[i][0].isupper()


# Initials and titles keep their full stop, so that every other one is a boundary. First what most words are.
_WORD = re.compile(
    r"[A-Za-z][a-z]++(?![\w.'’&,/-])"
    r"|(?:[A-Za-z]\.){2,6}|[A-Z]\.(?=\s[A-Z])"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Rev|St|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\."
    r"|[^\W_]+(?:[.'’&,/-][^\W_]+)*|\S"
)


def cut(text: str) -> Words:
    """The words and signs of a sentence, in one pass."""
    spans = [match.span() for match in _WORD.finditer(text)]
    raw = tuple([text[start:end] for start, end in spans])
    lower = tuple([word.lower() for word in raw])
    return Words(text, raw, lower, tuple([start for start, _ in spans]), tuple([end for _, end in spans]))


@functools.cache
def forms() -> Mapping[str, ReportingVerb]:
    """{form in lower case: the verb}."""
    denying, nouns = group("denies"), group("nouns")
    table: dict[str, ReportingVerb] = {}
    for frame, verbs in mapping(_data()["verbs"], "attribution.yaml: verbs").items():
        for lemma, listed in mapping(verbs, f"attribution.yaml: verbs.{frame}").items():
            for form in words(listed):
                verb = ReportingVerb(lemma, frame, lemma in denying, form in nouns, form.endswith("ing"))
                table[form] = verb
    return table


@functools.cache
def triggers() -> frozenset[str]:
    """All words at which an attribution may stand."""
    return frozenset(forms()) | group("impersonal") | {"according", "citing", "quoting", "quoted", "cited"}


@functools.cache
def group(name: str) -> frozenset[str]:
    """One of the word lists of ``data/attribution.yaml``."""
    return frozenset(words(_data()[name]))


@functools.cache
def not_reporting() -> Mapping[str, frozenset[str]]:
    """{lemma: words after which it reports nothing}."""
    return {lemma: frozenset(words(w)) for lemma, w in mapping(_data()["not_reporting"], "not_reporting").items()}


@functools.cache
def adverbs() -> Mapping[str, str]:
    """{"reportedly": "report"}: adverbs that say that somebody says so."""
    table = mapping(_data()["adverbs_of_report"], "adverbs_of_report")
    return {word: str(lemma) for word, lemma in table.items()}


@functools.cache
def unnamed_speakers() -> frozenset[str]:
    """Noun phrases that name nobody."""
    return frozenset(phrases(_data()["unnamed_speakers"]))


@functools.cache
def unnamed() -> str:
    """What stands for a speaker who is not named."""
    return str(_data()["unnamed"])


@functools.cache
def when_or_where() -> re.Pattern[str]:
    """Matches one phrase that says when or on what occasion: " on Monday night", " in a statement"."""
    days, occasions = "|".join(sorted(group("days"))), "|".join(sorted(group("occasions")))
    return re.compile(
        rf"\s+(?:(?:late|early|earlier|later)\s+)?(?:(?:on|in|since|by)\s+)?(?:late\s+|early\s+)?(?:{days})\b(?:\.(?=\s))?"
        r"(?:\s\d{1,2}(?!\d)(?:,\s\d{4})?)?(?:\s(?:morning|afternoon|evening|night))?"
        r"|\s+(?:earlier|later)?\s?(?:today|yesterday|tonight|overnight"
        r"|(?:last|this|earlier this|later that|the same)\s(?:night|week|month|year|morning|afternoon|evening|day))\b"
        rf"|\s+(?:in|at|by|on|during|via|through|after)\s(?:an?\s|the\s|his\s|her\s|its\s|their\s)?"
        rf"(?:(?!(?:by|in|on|at|to|of|for|with|that)\s)[^\W\d_][\w’'-]{{0,20}}\s){{0,2}}(?:{occasions})\b"
    )


@functools.cache
def _data() -> Mapping[str, object]:
    return cast("Mapping[str, object]", load("attribution"))
