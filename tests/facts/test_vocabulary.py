"""The user's own words: read where they are in use, and nowhere else."""

from __future__ import annotations

import functools
import gc
import importlib
import pkgutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
import yaml

import checker
from checker.config import Config, EntailmentOptions
from checker.facts.entities import find_entities, same_entity
from checker.facts.gazetteer import resolve
from checker.facts.lexicon import is_a, is_common, synonym_set
from checker.facts.own_names import own_name
from checker.facts.quantities import find_quantities
from checker.facts.read import read_facts
from checker.facts.vocabulary import NO_WORDS, OwnUnit, Vocabulary, in_use, kept, using
from checker.pairs import TextPair, judge_pairs
from checker.values.quantity import Dimension

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "vocabulary.yaml").read_text(encoding="utf-8"))


def unit(fields: dict[str, Any]) -> OwnUnit:
    listed = {key: tuple(fields.get(key, ())) for key in ("names", "symbols")}
    dimension = Dimension(fields["dimension"])
    return OwnUnit(fields["id"], dimension, fields.get("factor", 1.0), fields.get("offset", 0.0), **listed)


def vocabulary() -> Vocabulary:
    words = CASES["words"]
    return Vocabulary(
        names=tuple(own_name(name, others) for name, others in words["aliases"].items()),
        synonyms=tuple((word, tuple(others)) for word, others in words["synonyms"].items()),
        units=tuple(unit(fields) for fields in words["units"]),
    )


OWN = vocabulary()
BOTH = [pytest.param(OWN, id="own"), pytest.param(NO_WORDS, id="none")]


def names(text: str) -> list[str]:
    found = find_entities(text)
    assert all(entity.span.of(text) == entity.text for entity in found)
    return [f"{entity.kind.value} {entity.canonical}" for entity in found]


@pytest.mark.parametrize("words", BOTH)
@pytest.mark.parametrize("case", CASES["names"], ids=lambda case: case["text"])
def test_names(case: dict[str, Any], words: Vocabulary) -> None:
    with using(words):
        assert names(case["text"]) == case["names" if words else "without"]


@pytest.mark.parametrize("words", BOTH)
@pytest.mark.parametrize("case", CASES["quantities"], ids=lambda case: case["text"])
def test_quantities(case: dict[str, Any], words: Vocabulary) -> None:
    with using(words):
        found = [[q.unit, round(q.interval.low, 4), q.counted] for q in find_quantities(case["text"])]
    assert found == case["read" if words else "without"]


@pytest.mark.parametrize("words", BOTH)
@pytest.mark.parametrize("case", CASES["synonyms"], ids=lambda case: case["word"])
def test_synonyms(case: dict[str, Any], words: Vocabulary) -> None:
    with using(words):
        assert synonym_set(case["word"]) == case["stands" if words else "without"]


def test_what_a_synonym_is_a_kind_of_and_that_it_is_an_everyday_word() -> None:
    assert not is_a("glorpus", "vehicle")
    with using(OWN):
        assert is_a("glorpuses", "boat")
        assert is_a("glorpuses", "vehicle") == is_a("boat", "vehicle")
        assert is_common("glorpuses")
        assert names("Glorpuses sank.") == []


def test_names_of_one_thing_are_one_entity() -> None:
    with using(OWN):
        (a,), (b,) = find_entities("Officials of the ministry wept."), find_entities("He left the Defence Department.")
        assert same_entity(a, b)
        (c,) = find_entities("The Foreign Ministry wept.")
        assert not same_entity(a, c)
        assert resolve("the Ministry") == resolve("MoD") == "ministry of defence"
    assert resolve("the Ministry") == "the ministry"


def test_a_block_ends_where_it_ends_even_by_an_error() -> None:
    assert in_use() is NO_WORDS
    with using(OWN):
        with using(Vocabulary()):
            assert in_use() is NO_WORDS
        assert in_use() == OWN
    with pytest.raises(KeyError), using(OWN):
        raise KeyError
    assert in_use() is NO_WORDS


def test_vocabularies_of_one_content_are_one() -> None:
    assert vocabulary() == OWN
    assert hash(vocabulary()) == hash(OWN)
    with using(OWN):
        kept_one = in_use()
    with using(vocabulary()):
        assert in_use() is kept_one
    assert Vocabulary(synonyms=(("a", ("b",)),)) != Vocabulary(synonyms=(("a", ("c",)),))
    assert not NO_WORDS
    assert OWN


def test_what_is_kept_is_kept_by_vocabulary() -> None:
    asked: list[tuple[str, bool]] = []

    @kept(10)
    def seen(word: str) -> bool:
        asked.append((word, bool(in_use())))
        return bool(in_use())

    for _ in range(2):
        assert not seen("a")
        with using(OWN):
            assert seen("a")
        with using(vocabulary()):
            assert seen("a")
    assert asked == [("a", False), ("a", True)]


def test_threads_with_other_words_do_not_mix() -> None:
    texts = [case["text"] for part in ("names", "quantities") for case in CASES[part]]
    expected = {}
    for words in (NO_WORDS, OWN):
        with using(words):
            expected[bool(words)] = [read_facts(text) for text in texts]
    assert expected[True] != expected[False]
    ready, wrong = threading.Barrier(4), []

    def reading(words: Vocabulary) -> None:
        with using(words):
            ready.wait()
            for n in range(20):
                order = range(len(texts)) if n % 2 else range(len(texts) - 1, -1, -1)
                wrong.extend(texts[i] for i in order if read_facts(texts[i]) != expected[bool(words)][i])

    threads = [threading.Thread(target=reading, args=(words,)) for words in (NO_WORDS, OWN, NO_WORDS, OWN)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def caches() -> Iterator[Any]:
    """Every cache of a function of the program."""
    for module in pkgutil.walk_packages(checker.__path__, "checker."):
        if "__main__" not in module.name:
            importlib.import_module(module.name)
    for thing in gc.get_objects():
        if isinstance(thing, functools._lru_cache_wrapper) and thing.__wrapped__.__module__.startswith("checker."):
            yield thing


def looks_at_words(code: CodeType) -> bool:
    return code is in_use.__code__ or code.co_name == "look_up"


FILTERED = """
version: 1
extends: [default]
rules:
  - {id: troops, kind: quantity, where: {counted: [soldier, person], entities: [Karsk, Velden]}}
  - {id: sums, kind: quantity, where: {unit: [USD, mile, kilometre, percent], dimension: [money, length, percent]}}
"""


def test_no_plain_cache_holds_what_depends_on_the_words_in_use(tmp_path: Path) -> None:
    """A function that looks at the vocabulary, or calls one that does, is kept by vocabulary: see ``kept``."""
    plain: dict[CodeType, str] = {}
    by_vocabulary: set[CodeType] = set()
    for cache in caches():
        cache.cache_clear()
        plain[cache.__wrapped__.__code__] = f"{cache.__wrapped__.__module__}.{cache.__wrapped__.__qualname__}"
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_name == "look_up":
            by_vocabulary.add(thing.__wrapped__.__code__)  # type: ignore[attr-defined]
    pairs = [
        TextPair(None, str(case["a"]), str(case["b"]))
        for file in sorted((HERE.parent / "hard_cases").glob("[0-9]*.yaml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))[::8]
    ]
    own = tmp_path / "own.yaml"
    own.write_text(FILTERED, encoding="utf-8")
    config = Config(rules=(str(own),), entailment=EntailmentOptions("none"))
    wrong: set[str] = set()

    def watch(frame: FrameType, event: str, _: object) -> None:
        above = frame.f_back
        while event == "call" and looks_at_words(frame.f_code) and above is not None:
            if above.f_code in plain and above.f_code not in by_vocabulary:
                wrong.add(plain[above.f_code])
            above = above.f_back

    sys.setprofile(watch)
    try:
        judged = list(judge_pairs(pairs, config))
    finally:
        sys.setprofile(None)
    assert len(judged) > 50
    assert by_vocabulary
    assert wrong == set()
