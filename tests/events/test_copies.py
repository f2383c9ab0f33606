from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.events.copies import article_of, copies
from checker.events.sketch import counts_and_hashes, estimated_containment, sketch_of, words_of
from tests.events.conftest import told

CASES = yaml.safe_load(Path(__file__).with_name("copies.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_copies_have_one_origin_for_the_sentences_that_they_share(case) -> None:
    articles = {name: article_of(*told(name, a)) for name, a in case["articles"].items()}
    for seed in range(3):
        given_order = random.Random(seed).sample(list(articles.values()), len(articles))
        found = copies(given_order)
        assert found.articles == {name: a["origin"] for name, a in case["articles"].items()}
        for name, a in case["articles"].items():
            own = [c.text for c in articles[name].claims if found.claims[c.id] == name]
            if a["origin"] == name:
                assert len(own) == len(articles[name].claims)
            else:
                assert own == a.get("own", [])


def test_scripts_without_spaces_are_cut_into_signs() -> None:
    assert words_of("東京火災") == ("東", "京", "火", "災")
    assert words_of("Über 3,500 Häuser") == ("uber", "3,500", "hauser")


words = st.lists(st.sampled_from([f"w{i}" for i in range(400)]), min_size=30, max_size=300, unique=True)


@given(words, st.integers(1, 10))
def test_a_sketch_knows_about_how_much_of_a_text_stands_in_another(tokens: list[str], cut: int) -> None:
    whole, part = frozenset(tokens), frozenset(tokens[: max(10, len(tokens) * cut // 10)])
    other = frozenset(f"x{t}" for t in tokens)
    counts, hashes = counts_and_hashes([sketch_of(s) for s in (whole, part, other, frozenset())])
    estimate = estimated_containment(counts, hashes, 1)
    assert estimate[0] > 0.5
    assert estimate[2] < 0.2
    assert estimate[3] == 0.0


def test_a_sketch_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="129 numbers"):
        counts_and_hashes([np.zeros(12, "<u4").tobytes()])


def test_a_sketch_is_the_same_on_every_machine() -> None:
    assert np.frombuffer(sketch_of(frozenset({"a b c d"})), "<u4")[:4].tolist() == [
        1,
        4186847161,
        3504499181,
        4142599718,
    ]
