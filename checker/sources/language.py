"""The language of an article: its script first; among Latin scripts the most frequent function words vote."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from checker.sources.words import words

DEFAULT = "en"
UNKNOWN = "und"  # ISO 639-2: undetermined; for a long text in which no listed language is recognised

_SAMPLE = 10_000  # characters that are looked at
_FEWEST_WORDS = 20  # shorter texts count as English
_FEWEST_VOTES = 0.12  # share of a text's words; running text of a listed language has two to four times as much
_KANA_SHARE = 0.05  # of the East Asian characters; Chinese has none, Japanese a third or more

_SCRIPTS = {
    "latin": r"A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ",
    "cyrillic": r"Ѐ-ԯ",
    "arabic": r"\u0600-\u06ff\u0750-\u077f",
    "kana": r"\u3040-\u30ff",
    "han": r"\u3400-\u4dbf\u4e00-\u9fff",
    "hangul": r"\uac00-\ud7a3",
    "greek": r"Ͱ-Ͽ",
    "hebrew": r"\u0590-\u05ff",
    "devanagari": r"\u0900-\u097f",
    "thai": r"\u0e00-\u0e7f",
}
_ONE_LANGUAGE = {
    "arabic": "ar",
    "kana": "ja",
    "han": "zh",
    "hangul": "ko",
    "greek": "el",
    "hebrew": "he",
    "devanagari": "hi",
    "thai": "th",
}
_LETTERS = re.compile("|".join(f"(?P<{name}>[{chars}])" for name, chars in _SCRIPTS.items()))
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _voters() -> dict[str, tuple[str, ...]]:
    """Word -> the languages it speaks for."""
    found: dict[str, list[str]] = {}
    for language, listed in words("languages")["words"].items():
        for word in dict.fromkeys(listed):
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}


def detect(text: str) -> str:
    """The ISO 639-1 code; ``en`` for short texts, ``und`` for long ones in a language that is not listed."""
    sample = text[:_SAMPLE]
    scripts = Counter(match.lastgroup for match in _LETTERS.finditer(sample))
    if not scripts:
        return DEFAULT
    script = max(scripts, key=lambda name: (scripts[name], name or ""))
    if script == "han" and scripts["kana"] >= _KANA_SHARE * (scripts["han"] + scripts["kana"]):
        return "ja"
    if script == "cyrillic":
        return _by_letters(sample)
    return _by_words(sample) if script == "latin" else _ONE_LANGUAGE[str(script)]


def _by_letters(sample: str) -> str:
    """The language whose own letters occur most; Russian, the most common one, where none does."""
    lower = sample.casefold()
    own = words("languages")["letters"]
    counts = {code: sum(lower.count(letter) for letter in letters) for code, letters in own.items()}
    return max(counts, key=lambda code: (counts[code], code == "ru"))


def _by_words(sample: str) -> str:
    tokens = [word.casefold() for word in _WORD.findall(sample)]
    if len(tokens) < _FEWEST_WORDS:
        return DEFAULT
    voters = _voters()
    votes: Counter[str] = Counter()
    for token in tokens:
        votes.update(voters.get(token, ()))
    if not votes:
        return UNKNOWN
    best = max(votes, key=lambda code: (votes[code], code == DEFAULT, code))
    return best if votes[best] >= _FEWEST_VOTES * len(tokens) else UNKNOWN
