"""Lemmas, synonyms, kinds, opposite outcomes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.lexemes import Phrases, lexemes
from checker.facts.lexicon import is_a, is_common, lemma, synonym_set
from checker.facts.poles import NO_POLES, Pole, antonym_pairs, axes, effective, find_poles, opposed
from checker.facts.wordlists import load, phrases, words
from checker.values.text import Span

CASES = yaml.safe_load(Path(__file__).with_name("lexicon.yaml").read_text(encoding="utf-8"))
POLES = yaml.safe_load(Path(__file__).with_name("poles.yaml").read_text(encoding="utf-8"))
# Forms whose everyday meaning is another word's: "found" is of "find", "lives" of "life".
HOMOGRAPHS = {"founded", "lies", "lives", "halves", "shelves", "tires", "analyses", "diagnoses", "felled", "cheques"}
# Verbs that look like a form of another one, or are irregular throughout.
OTHERS_FORMS = {"be", "better", "fell", "found"}
# Nouns of their own, not verb forms.
NOUNS = {"building", "meeting", "hearing", "housing", "funding", "briefing", "crossing", "engineering", "painting"}
NOUNS |= {"shipping", "missing", "interesting", "bed", "united", "related", "means", "bing", "seed", "proceeds"}


@pytest.mark.parametrize(("form", "base"), (CASES["lemmas"] | CASES["unknown"]).items())
def test_lemma(form: str, base: str) -> None:
    assert lemma(form) == base


def inflected(verb: str) -> list[str]:
    """The regular -s, -ed and -ing forms, for verbs whose spelling is regular."""
    if verb.endswith("e"):
        return [verb + "s", verb + "d", (verb if verb.endswith(("ee", "ye", "oe")) else verb[:-1]) + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    ending = "es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"
    vowels = [letter in "aeiou" for letter in verb]
    doubled = verb + verb[-1] if sum(vowels) == 1 and vowels[-2:] == [True, False] and verb[-1] not in "wxy" else verb
    return [verb + ending, doubled + "ed", doubled + "ing"]


def test_verbs_of_the_vocabulary_come_back_from_their_forms() -> None:
    verbs = [verb for verb in words(load("vocabulary")["verbs"]) if verb not in OTHERS_FORMS]
    forms = [(verb, form) for verb in verbs for form in inflected(verb) if form not in HOMOGRAPHS | NOUNS]
    assert len(forms) > 4000
    assert [(form, lemma(form)) for verb, form in forms if lemma(form) != lemma(verb)] == []


@given(st.text(max_size=40))
def test_lemma_is_idempotent_enough_to_index(word: str) -> None:
    assert lemma(word) == lemma(word.lower())


@pytest.mark.parametrize(("word", "group"), CASES["synonyms"])
def test_synonym_set(word: str, group: str | None) -> None:
    assert synonym_set(word) == group


@pytest.mark.parametrize(("word", "kind", "expected"), CASES["kinds"])
def test_is_a(word: str, kind: str, expected: bool) -> None:
    assert is_a(word, kind) is expected


def test_everyday_words_and_names() -> None:
    assert [word for word in CASES["common"]["everyday"] if not is_common(word)] == []
    assert [word for word in CASES["common"]["names"] if is_common(word)] == []


@pytest.mark.parametrize("case", POLES["found"], ids=lambda case: case["text"])
def test_find_poles(case: dict[str, Any]) -> None:
    text = str(case["text"])
    found = [
        f"{'not ' if pole.negated else ''}{pole.axis} {pole.pole} {pole.span.of(text)}" for pole in find_poles(text)
    ]
    assert [wanted for wanted in case.get("has", []) if wanted not in found] == [], found  # type: ignore[attr-defined]
    assert [axis for axis in case.get("lacks", []) if any(f"{axis} " in one for one in found)] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("a", "b", "axis"), POLES["opposed"])
def test_opposed_texts(a: str, b: str, axis: str) -> None:
    pairs = [(x, y) for x in find_poles(a) for y in find_poles(b) if x.axis == y.axis == axis]
    assert any(opposed(x, y) and opposed(y, x) for x, y in pairs)


@pytest.mark.parametrize(("a", "b", "axis"), POLES["agree"])
def test_texts_that_agree(a: str, b: str, axis: str) -> None:
    pairs = [(x, y) for x in find_poles(a) for y in find_poles(b) if x.axis == y.axis == axis]
    assert pairs
    assert not any(opposed(x, y) for x, y in pairs)


def test_effective_pole() -> None:
    span = Span(0, 1)
    assert effective(Pole("life", "alive", span, negated=True)) == "dead"
    assert effective(Pole("level", "rise", span, negated=True)) is None
    assert effective(Pole("level", "rise", span)) == "rise"


def test_axes_are_well_formed() -> None:
    assert len(axes()) > 180
    assert all(len(axis.poles) >= 2 and all(isinstance(pole, str) for pole in axis.poles) for axis in axes().values())
    assert {"markets", "courts", "war", "disasters", "health", "politics", "sport"} <= {
        a.field for a in axes().values()
    }


def test_every_pole_can_be_found_and_no_phrase_is_at_two_poles() -> None:
    fields = load("antonyms")["fields"]
    for field in fields.values():
        for name, axis in field.items():
            lists = {pole: phrases(listed) for pole, listed in axis.items() if pole not in NO_POLES}
            listed = [phrase for members in lists.values() for phrase in members]
            assert len(listed) == len(set(listed)), name
            for pole, members in lists.items():
                hits = {(p.axis, p.pole) for phrase in members for p in find_poles(phrase)}
                assert (name, pole) in hits, (name, pole)


def test_antonym_pairs_are_symmetric() -> None:
    pairs = antonym_pairs()
    assert ("rise", "fall") in pairs
    assert ("legal", "illegal") in pairs
    assert all((b, a) in pairs for a, b in pairs)
    assert all(a != b for a, b in pairs)


def test_word_files_hold_strings_only() -> None:
    names = ("synonyms", "antonyms", "negation", "modality", "lemmas", "vocabulary", "stopwords", "aliases", "places")
    for name in names:
        assert_strings(load(name), name)


def assert_strings(value: object, where: str) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            assert isinstance(key, str), (where, key)  # YAML reads a bare "on" as True
            assert_strings(inner, f"{where}.{key}")
    else:
        assert isinstance(value, str), (where, value)


def test_phrases_prefer_the_longest_and_read_lemmas() -> None:
    index = Phrases([("rule", 1), ("rule out", 2), ("talk", 3)])
    assert list(index.find(lexemes("They ruled out talks on the rules"))) == [(1, 3, 2), (3, 4, 3), (6, 7, 1)]
    assert list(Phrases([("talk", 3)], exact=True).find(lexemes("talks talk"))) == [(1, 2, 3)]


@given(st.text(max_size=200))
def test_lexemes_are_slices_in_order(text: str) -> None:
    end = 0
    for token in lexemes(text):
        assert text[token.start : token.end] == token.text
        assert not text[end : token.start].strip()
        end = token.end
    assert not text[end:].strip()


def test_time_of_poles_grows_with_the_text_and_no_faster() -> None:
    begun = time.process_time()
    find_poles("nobody was hurt in the raid and not " * 3_000)
    assert time.process_time() - begun < 60
