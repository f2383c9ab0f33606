"""What is known of single words: their lemma, the group of words they mean the same as, what they are a kind of.

The lemmatiser is a table of irregular forms, then a vocabulary, then the rules of English spelling for words that
neither knows. It has no part of speech: "rose" is always ``rise``. What counts is that two texts agree.
"""

from __future__ import annotations

import functools
import re

from checker.facts.vocabulary import in_use, kept
from checker.facts.wordlists import mapping, section, word_table, words

_VOWELS = frozenset("aeiouy")
_AGENT_IZE = re.compile(r"[a-z]{3,40}(?:iz|yz)e")
_REAL_IZE = frozenset({"seize", "prize", "capsize", "resize", "downsize", "oversize"})
# A stem so ended was written with an e: "announc(ed)", "declar(ed)", "settl(ed)"; the lookbehinds except vowel pairs.
_LOST_E = re.compile(
    r"(?:[cvuz]|(?<![nsg])g|[dr]g|(?<!s)s|[bcdfgkptz]l|(?<![eo])at|yp"
    r"|(?:(?<![aeiou])|(?<=[qg]u))(?:[aeiou]d|[aio]k|[aio]p|[aiou]m|[iu]n|[aiou]r|[iou]b|ut|[iu]l))$"
)


@functools.lru_cache(maxsize=131072)
def lemma(word: str) -> str:
    """The base form of a word, in lower case: "rose" -> "rise", "children" -> "child", "organized" -> "organise"."""
    lower = word.lower()
    kept = lower in _known() or lower in _stems("names")
    base = _irregular().get(lower) or (lower if kept else _by_rule(lower))
    if base.endswith("ze") and _AGENT_IZE.fullmatch(base) and base not in _REAL_IZE:
        return base[:-2] + "se"
    return base


def is_common(word: str) -> bool:
    """Whether a word, in any form, is an everyday one: at the beginning of a sentence its capital tells nothing."""
    lower = word.lower()
    forms = (lower, lemma(lower))
    own = own_synonyms() if in_use().synonyms else {}
    if any(form in _known() or form in stopwords() or form in _synonyms() or form in own for form in forms):
        return True
    return _derived(forms[1])


def _derived(word: str) -> bool:
    """Whether a word is made from a known one: "shopper", "wildly", "bluntness"."""
    for ending in ("er", "or", "ly", "ness", "ment"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            single = stem[:-1] if stem[-1] == stem[-2] else stem
            return not _known().isdisjoint((stem, stem + "e", single, stem[:-1] + "y"))
    return False


def is_verb(word: str) -> bool:
    """Whether a form can be one of a verb that the vocabulary knows."""
    return lemma(word) in _verbs()


@functools.cache
def stopwords() -> frozenset[str]:
    """Words without meaning of their own: articles, pronouns, numerals."""
    return frozenset(words(section("stopwords", "stopwords")))


@functools.cache
def calendar() -> frozenset[str]:
    """Names of days and months, short and long: what they are only with a capital, save "monday"."""
    return frozenset(words(section("stopwords", "months")) + words(section("stopwords", "days")))


@functools.cache
def reporting_verbs() -> frozenset[str]:
    """Lemmas of verbs that introduce what somebody says: say, tell, claim."""
    return frozenset(words(section("stopwords", "reporting")))


def synonym_set(word: str) -> str | None:
    """The word that stands for a group of words of one meaning: "troops" -> "soldier"; None outside all groups."""
    if in_use().synonyms:
        own = own_synonyms()
        found = own.get(word.lower()) or own.get(lemma(word))
        if found is not None:
            return found
    return _synonyms().get(lemma(word))


@kept(1)
def own_synonyms() -> dict[str, str]:
    """The user's words of one meaning, in every form that a text may have them in, to the word that stands for them."""
    table: dict[str, str] = {}
    for head, others in in_use().synonyms:
        stands = _synonyms().get(lemma(head), lemma(head))
        for word in (head, *others):
            for form in (word, *plurals(word)):
                base = lemma(form)
                for way in (form, base):
                    if way == word or way not in _known():  # "rose" has the lemma "rise", which means something else
                        table.setdefault(way, stands)
    return table


def plurals(noun: str) -> tuple[str, ...]:
    """The plurals that spelling allows a noun in lower case: "quay" -> "quays", "levy" -> "levies"."""
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return (f"{noun[:-1]}ies",)
    if noun.endswith("man"):
        return (f"{noun[:-3]}men",)
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return (f"{noun}es",)
    return (f"{noun}s", f"{noun}es") if noun.endswith("o") else (f"{noun}s",)


def is_a(word: str, kind: str) -> bool:
    """Whether a word is of a kind, by the table's chain: "sergeant" is a "soldier" and so a "person"."""
    seen: set[str] = set()
    here: str | None = synonym_set(word) or lemma(word)
    wanted = synonym_set(kind) or lemma(kind)
    while here is not None and here not in seen:
        if here == wanted:
            return True
        seen.add(here)
        here = _kinds().get(here)
    return False


@functools.cache
def _synonyms() -> dict[str, str]:
    table: dict[str, str] = {}
    for group in mapping(section("synonyms", "groups"), "synonyms.yaml groups").values():
        members = words(group)
        for member in members:
            table.setdefault(lemma(member), members[0])
    return table


@functools.cache
def _kinds() -> dict[str, str]:
    return word_table(section("synonyms", "is_a"), "synonyms.yaml is_a")


@functools.cache
def _irregular() -> dict[str, str]:
    return word_table(section("lemmas", "irregular"), "lemmas.yaml irregular")


@functools.cache
def _verbs() -> frozenset[str]:
    return frozenset(map(_spelling, words(section("vocabulary", "verbs"))))


@functools.cache
def _known() -> frozenset[str]:
    listed = (
        word for part in ("verbs", "nouns", "adjectives", "adverbs") for word in words(section("vocabulary", part))
    )
    return frozenset(listed) | frozenset(words(section("lemmas", "invariant"))) | frozenset(_irregular().values())


@functools.cache
def _stems(part: str) -> frozenset[str]:
    return frozenset(words(section("lemmas", part)))


def _spelling(word: str) -> str:
    return word[:-2] + "se" if _AGENT_IZE.fullmatch(word) and word not in _REAL_IZE else word


def _by_rule(word: str) -> str:
    if len(word) < 4 or not word.isascii() or not word[-1].isalpha():
        return word
    if word.endswith("s"):
        return _without_s(word)
    if word.endswith("eed"):
        return word[:-1] if word[:-1] in _known() else word
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    ending = next((len(end) for end in ("ed", "ing") if word.endswith(end)), 0)
    return _verb_stem(word, word[:-ending]) if ending else word


def _without_s(word: str) -> str:
    known = _known()
    if word.endswith(("ss", "us", "is")):
        return word
    if word[:-1] in known:
        return word[:-1]
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("es") and (word[:-2] in known or word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes"))):
        return word[:-2]
    return word[:-1]


def _verb_stem(word: str, stem: str) -> str:
    """The verb of a form in -ed or -ing, from what stands before the ending."""
    known = _known()
    if len(stem) < 2 or not _VOWELS.intersection(stem):
        return word
    with_e = stem + "e"
    verb_needs_e = with_e in _verbs() and stem not in _verbs()  # "united" is of "unite", not of "unit"
    if verb_needs_e or (with_e in known and (stem not in known or _short(stem))):
        return with_e
    return stem if stem in known else _unknown_stem(stem)


def _unknown_stem(stem: str) -> str:
    """The verb of a stem that the vocabulary has neither with an e nor without."""
    with_e = stem + "e"
    if with_e in _stems("restore_e"):
        return with_e
    if stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        single = stem[:-1]
        doubled = stem[-1] not in "lszf" or single in _known() or single in _stems("doubled_l")
        return single if doubled else stem
    if stem in _stems("keep_stem"):
        return stem
    if _short(stem) and stem[-1] not in "wxy":
        return with_e
    return with_e if _LOST_E.search(stem) else stem


def _short(stem: str) -> bool:
    """One syllable that ends in one vowel and one consonant: English would have doubled it, so an e was lost."""
    vowels = [letter in _VOWELS for letter in stem]
    return len(stem) > 1 and sum(vowels) == 1 and vowels[-2]
