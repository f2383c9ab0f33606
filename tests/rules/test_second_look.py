"""A model is asked of what the rules propose, of nothing else, and its opinion moves the probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from checker.claims.extract import extract
from checker.config import load_config
from checker.pipeline import Judged, Parts, judged, load
from checker.rules.kind import Judgement, Reading
from checker.rules.queries import Query, levelled, whole
from checker.rules.run import Proposal, looked_at_again
from checker.rules.second_look import Opinion, features, may_stand, opinions, weighed_again
from checker.rules.weigh import RULES, SECOND_LOOK, Weights, using
from checker.values.claim import Claim
from checker.values.finding import Verdict
from checker.values.text import Document, Span

A = "Some 40 passengers drowned when the barge Lotte capsized off Brunnhaven."
B = "The Brunnhaven barge disaster has killed 52 passengers, the harbour office said."
CLASH, AGREE = (0.9, 0.05, 0.05), (0.05, 0.9, 0.05)


class Says:
    """An entailment model that always says the same, and remembers what it was asked."""

    name = "says"

    def __init__(self, row: tuple[float, float, float]) -> None:
        self.row = row
        self.asked: list[Query] = []

    def predict(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += pairs
        return np.array([self.row] * len(pairs), np.float32).reshape(-1, 3)


@pytest.fixture(scope="module")
def parts() -> Parts:
    return load(load_config(None, {"entailment.name": "none"}))


def document(name: str, text: str) -> Document:
    return Document(id=name, text=text, published=None, sha256=name)


def claim(parts: Parts, text: str) -> Claim:
    (found,) = extract(document("x", text), parts.config.claims).claims
    return found


def run(parts: Parts, model: Says | None, a: str = A, b: str = B) -> Judged:
    return judged([document("a", a), document("b", b)], replace(parts, entailment=model))


def test_levelling_puts_one_value_in_the_place_of_the_other_and_changes_nothing_else(parts: Parts) -> None:
    a, b = claim(parts, A), claim(parts, B)
    x, y = (Span(t.index(v), t.index(v) + 2) for t, v in ((A, "40"), (B, "52")))
    one, other = levelled(a, x, b, y)
    assert {one, other} in ({A.replace("40", "52"), B}, {A, B.replace("52", "40")})
    assert levelled(b, y, a, x) == (one, other)
    assert whole(a, b) == whole(b, a)


def test_a_long_sentence_is_cut_around_its_value_at_a_word(parts: Parts) -> None:
    long = claim(parts, "Reports said " + "that many of the boats lay low in the water and " * 6 + "40 people drowned.")
    short = claim(parts, "It was 52 people who drowned.")
    at = long.text.index("40")
    texts = levelled(long, Span(at, at + 2), short, Span(7, 9))
    assert all(len(t) < 240 for t in texts)
    assert set(" ".join(texts).split()) <= {*long.text.split(), *short.text.split()}


@pytest.mark.parametrize(("row", "higher"), [(CLASH, True), (AGREE, False)])
def test_the_opinion_moves_the_probability(row: tuple[float, float, float], higher: bool) -> None:
    said = Judgement(Verdict.CONFLICT, 0.4, Reading("a", None), Reading("b", None), "x", "why")
    with using({RULES: {}, SECOND_LOOK: {"antonym": Weights(0.0, {"rules": 1.0, "clash": 0.5})}}):
        again = weighed_again("antonym", said, Opinion(row, None))
        untold = weighed_again("a kind of its own", said, Opinion(row, None))
    assert (again.confidence > 0.4) is higher
    assert "by the rules alone 0.40" in again.path[-1].text
    assert untold == said


def test_what_is_no_conflict_is_left_as_it_is() -> None:
    said = Judgement(Verdict.COMPATIBLE, 0.4, Reading("a", None), Reading("b", None), "x", "why")
    assert weighed_again("quantity", said, Opinion(CLASH, None)) is said


def test_features_are_capped_and_only_levelled_texts_give_their_own() -> None:
    sure = features(1.0, Opinion((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)))
    assert max(sure.values()) == 5.0
    assert sure["levelled_agree"] == 5.0
    assert "levelled_agree" not in features(0.5, Opinion(CLASH, None))


def test_each_query_is_asked_once() -> None:
    model = Says(CLASH)
    queries = [(("a", "b"),), (("a", "b"), ("c", "d")), (("c", "d"),)]

    def ask(of: Sequence[Query]) -> list[tuple[float, float, float]]:
        return [(float(c), float(e), float(n)) for c, e, n in model.predict(of)]

    said = list(opinions(queries, ask))
    assert model.asked == [("a", "b"), ("c", "d")]
    assert [s.levelled is not None for s in said] == [False, True, False]


def test_the_model_is_asked_of_what_is_proposed_and_of_nothing_else(parts: Parts) -> None:
    model = Says(CLASH)
    done = run(parts, model)
    assert any(p.finding.kind == "quantity" and p.finding.verdict is Verdict.CONFLICT for p in done.placed)
    assert min((A, B), (B, A)) in model.asked
    assert all({*text.split()} <= {*A.split(), *B.split()} for q in model.asked for text in q)
    elsewhere = Says(CLASH)
    run(parts, elsewhere, A, "The mayor of Oberlangen opened a swimming pool.")
    assert elsewhere.asked == []


def test_without_a_model_the_kind_entailment_is_silent(parts: Parts) -> None:
    assert not [p for p in run(parts, None).placed if p.finding.kind == "entailment"]


def test_what_may_not_stand_is_too_unlikely_whatever_the_model_says() -> None:
    """Held against the surest opinions there are, by the shipped weights."""
    ends = [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (0.5, 0.5, 0.0), (0.99, 0.01, 0.0), (0.98, 0.01, 0.01)]
    given_up = 0
    for kind in ("entailment", "antonym", "quantity", "entity"):
        for chance, floor in [(c / 20, f / 20) for c in range(1, 20) for f in range(20)]:
            said = Judgement(Verdict.CONFLICT, chance, Reading("a", None), Reading("b", None), "x", "why", floor=floor)
            highest = max(
                weighed_again(kind, said, Opinion(row, other)).confidence for row in ends for other in (None, *ends)
            )
            assert may_stand(kind, said) or highest < floor
            given_up += not may_stand(kind, said)
    assert given_up > 50


def test_the_model_is_not_asked_where_its_answer_changes_nothing(parts: Parts) -> None:
    never = [0.05, 0.3, 0.5]
    model = Says(CLASH)
    pair = type("AnyPair", (), {"a": claim(parts, A), "b": claim(parts, B)})()
    rule = next(rule for rule in parts.rules.active if rule.kind == "entailment")
    proposed = [
        Proposal(
            None,
            pair,
            rule,
            Judgement(Verdict.CONFLICT, c, Reading("a", None), Reading("b", None), "x", "why", floor=f),
        )  # type: ignore[arg-type]
        for c, f in [(c, 0.9) for c in never] + [(0.8, 0.9), (0.3, 0.2)]
    ]
    kept = looked_at_again(proposed, lambda queries: [tuple(row) for row in model.predict(queries).tolist()])
    assert [(p.judgement.floor, "asked" in [s.stage for s in p.judgement.path]) for p in kept] == [
        (0.9, True),
        (0.2, True),
    ]
    assert len(model.asked) == 1
