"""Screening changes nothing: what kinds say of pairs that they are asked about is all that they have to say."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from checker.claims.extract import extract
from checker.claims.options import ClaimOptions
from checker.pipeline import encoded
from checker.registry import Registry
from checker.rules import crossing
from checker.rules.align import SILENT, comparable
from checker.rules.calendar import meet
from checker.rules.columns import FEATURES, Columns
from checker.rules.compare import Widths, holds_together
from checker.rules.crossing import Places, by_sorts, crossed, crossed_names, numbered
from checker.rules.dates import CLOCK_SLACK, hear_times
from checker.rules.echoes import Figures, echoes
from checker.rules.evidence import TYPICAL_RUN, Evidence, gather
from checker.rules.kind import Kind
from checker.rules.kinds import KINDS
from checker.rules.load import load_rules
from checker.rules.plan import Judging, plan_of
from checker.rules.rule import RuleSet
from checker.rules.run import Proposal, Views, proposals
from checker.rules.screen import screen
from checker.rules.shipped import shipped
from checker.rules.slots import SlotKey, SlotVectors
from checker.rules.weigh import using
from checker.values.claim import ClaimKind, Modality
from checker.values.match import Match, Matches
from checker.values.text import Document, PublicationDate

CASES = Path(__file__).parents[1] / "hard_cases"
SAYING = "“It had to end like this and nobody was surprised,” {} told the court."
SPEAKERS = ("Ana Ruiz", "Jon Vera")
DAY = date(2033, 5, 9)
WIDE_OPEN = Registry("rule kind", [(name, replace(KINDS[name], sides=None, worth=None)) for name in KINDS])
FLOORS = (0.0, 0.05, 0.3, 0.9, 1.0)


class WordEncoder:
    """Texts that share words lie near each other: the sum of a vector of each word."""

    name, dimension = "words", 32

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.array([sum(map(self._vector, f"of {text}".lower().split())) for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)

    def _vector(self, word: str) -> NDArray[np.float64]:
        return np.random.default_rng(zlib.crc32(word.encode())).standard_normal(self.dimension)


def sentences() -> list[str]:
    """The two texts of all hard cases, those of one case beside each other."""
    found = []
    for path in sorted(CASES.glob("[0-9]*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            found += [case["a"], case["b"]]
    return [*found, *(SAYING.format(name) for name in SPEAKERS)]


SENTENCES = sentences()


class Run:
    """Articles made by chance of cases, with all that rules are asked about."""

    def __init__(self, seed: int, articles: int = 4, length: int = 12) -> None:
        rng = random.Random(seed)
        cases = [len(SENTENCES) - 2, *(rng.randrange(0, len(SENTENCES) // 2) * 2 for _ in range(length - 1))]
        texts = [
            "\n\n".join(SENTENCES[c + rng.randrange(2)] for c in rng.sample(cases, length)) for _ in range(articles)
        ]
        self.documents = [
            Document(f"{n}.txt", text, published=PublicationDate(DAY + timedelta(days=rng.randrange(3)), "option"))
            for n, text in enumerate(texts)
        ]
        self.claims = tuple(c for d in self.documents for c in extract(d, ClaimOptions()).claims)
        ((rows, self.slots),) = encoded([self.claims], WordEncoder())
        cosines = np.round(np.minimum(1.0, (rows @ rows.T).astype(np.float64)), 6)
        pairs = [(i, j) for i, a in enumerate(self.claims) for j, b in enumerate(self.claims) if a.source < b.source]
        self.matches = Matches.of(Match(i, j, float(cosines[i, j])) for i, j in pairs)
        self.evidence = gather(self.claims, self.documents, self.matches)


@pytest.fixture(scope="module", params=range(6))
def run(request: pytest.FixtureRequest) -> Run:
    return Run(request.param)


def said(run: Run, rules: RuleSet, kinds: Registry[Kind], *, asking: bool) -> list[Proposal]:
    """What the rules propose; pairs are compared without the parts that only some kinds look at."""
    found = proposals(run.evidence, run.matches, (), run.slots, rules, kinds, asking=asking)
    return [replace(p, pair=replace(p.pair, aligned=(), times={}), rule=replace(p.rule)) for p in found]


def with_floors(rules: RuleSet, rng: random.Random) -> RuleSet:
    """The rules, each with a threshold by chance."""
    changed = []
    for rule in rules.rules:
        named = {f.name for f in fields(rule.options)}  # type: ignore[arg-type]
        choice = {
            "conflict": rng.choice(FLOORS),
            "same_thing": rng.choice((0.02, 0.5)),
            "clock_slack": rng.choice((0, 90)),
        }
        options = {name: value for name, value in choice.items() if name in named}
        changed.append(replace(rule, options=replace(rule.options, **options)))  # type: ignore[type-var]
    return RuleSet("with floors", tuple(changed))


@pytest.mark.parametrize("asking", [False, True], ids=["rules alone", "with a model"])
def test_screened_or_not_the_rules_say_the_same(run: Run, asking: bool) -> None:
    rules = load_rules(["default"], KINDS, shipped("rules"))
    expected = said(run, rules, WIDE_OPEN, asking=asking)
    assert said(run, rules, KINDS, asking=asking) == expected
    assert len(expected) > 10, "too little is said to show anything"


def test_and_so_they_do_whatever_their_thresholds() -> None:
    rules = load_rules(["default"], KINDS, shipped("rules"))
    spoken: set[str] = set()
    for seed in range(16):
        run, own = Run(100 + seed, articles=3, length=16), with_floors(rules, random.Random(seed))
        expected = said(run, own, WIDE_OPEN, asking=True)
        assert said(run, own, KINDS, asking=True) == expected
        spoken |= {p.rule.kind for p in expected}
    assert spoken == set(KINDS.names()) - {"pattern"}, "each kind should speak, or it shows nothing of it"


def test_bounds_follow_the_weights_in_use(run: Run) -> None:
    """With other weights, as training uses them, more pairs may be worth asking about."""
    rules = load_rules(["default"], KINDS, shipped("rules"))
    only = RuleSet("entailment", tuple(r for r in rules.rules if r.kind == "entailment"))
    plain = said(run, only, KINDS, asking=True)
    own = {"rules": {"entailment": replace(_weights("entailment"), intercept=4.0)}}
    with using(own):
        more = said(run, only, KINDS, asking=True)
        assert more == said(run, only, WIDE_OPEN, asking=True)
    assert len(more) > len(plain)


def _weights(decision: str):  # type: ignore[no-untyped-def]
    from checker.rules.weigh import weights  # noqa: PLC0415

    return weights(decision)


def test_most_pairs_are_looked_at_by_few_kinds(run: Run) -> None:
    plan = plan_of(load_rules(["default"], KINDS, shipped("rules")), KINDS)
    silent = Judging(plan, asking=False).silent
    kinds = screen(plan, silent, run.evidence, Views(run.evidence, run.matches, run.slots).whole)
    asked = sum(k.bit_count() for k in kinds.tolist())
    assert 0 < asked < len(run.matches) * len(plan.families) / 4


def test_a_run_without_pairs_is_screened_too() -> None:
    rules = load_rules(["default"], KINDS, shipped("rules"))
    empty = gather((), (), ())
    slots = SlotVectors({}, np.zeros((0, 4), np.float32))
    assert list(proposals(empty, (), (), slots, rules, KINDS, asking=True)) == []


# --- columns, beside the plainest way to work them out ---------------------------------------------------------------


def plain_features(evidence: Evidence, m: Match) -> dict[str, float]:
    """The features of one pair, one by one."""
    a, b = evidence.claims[m.a], evidence.claims[m.b]
    left, right = evidence.of_claim[m.a], evidence.of_claim[m.b]
    shared = [w for word, w in left.words.items() if word in right.words]
    smaller = min(sum(left.words.values()), sum(right.words.values()))
    names = left.names | right.names
    modalities = (a.facts.modality, b.facts.modality)
    times = [[p for p in c.facts.periods if p.known] for c in (a, b)]
    best = [
        max(o.cosine for o in evidence_pairs(evidence) if one in (o.a, o.b) and there in document_of(evidence, o))
        for one, there in ((m.a, evidence.document_of[m.b]), (m.b, evidence.document_of[m.a]))
    ]
    return {
        "cosine": m.cosine,
        "margin": 2 * m.cosine - best[0] - best[1],
        "words": sum(shared) / smaller if smaller else 0.0,
        "rare_word": max(shared, default=0.0),
        "names": len(left.names & right.names) / len(names) if names else 0.0,
        "names_clash": float(bool(left.names) and bool(right.names) and not left.names & right.names),
        "headline": float(ClaimKind.HEADLINE in (a.kind, b.kind)),
        "unstated": float(sum(x is not Modality.STATED for x in modalities)),
        **{f"one_{x.value}": float(modalities.count(x) == 1) for x in Modality if x is not Modality.STATED},
        "attributed": float(sum(c.facts.attribution is not None for c in (a, b))),
        "times_clash": float(all(times) and not any(p.intersects(q) for p in times[0] for q in times[1])),
    }


RUNS: dict[int, Matches] = {}


def evidence_pairs(evidence: Evidence) -> Matches:
    return RUNS[id(evidence)]


def document_of(evidence: Evidence, m: Match) -> tuple[int, int]:
    return evidence.document_of[m.a], evidence.document_of[m.b]


def test_columns_hold_the_features_of_each_pair() -> None:
    run = Run(3, articles=3, length=5)
    RUNS[id(run.evidence)] = run.matches
    rows = Columns(run.evidence, run.matches).rows(np.ones(len(run.matches), np.bool_))
    for match, row in zip(run.matches, rows, strict=True):
        assert tuple(row) == FEATURES
        assert row == pytest.approx(plain_features(run.evidence, match), abs=1e-12)


def test_echoes_are_those_of_each_two_figures(run: Run) -> None:
    expected: dict[tuple[int, int, int], float] = {}
    for m in run.matches:
        for i, a in enumerate(run.claims[m.a].facts.quantities):
            for j, b in enumerate(run.claims[m.b].facts.quantities):
                if comparable(a, b) and holds_together(a, b, Widths()):
                    cosine = run.slots.cosine(SlotKey(m.a, i), SlotKey(m.b, j))
                    for key in ((m.a, i, run.evidence.document_of[m.b]), (m.b, j, run.evidence.document_of[m.a])):
                        expected[key] = max(expected.get(key, SILENT), cosine)
    found = echoes(run.evidence, run.matches, run.slots, Figures(run.claims, run.slots, Widths()))
    assert expected
    assert found == expected


def test_so_is_what_is_heard_of_each_two_times(run: Run) -> None:
    nearest: dict[tuple[int, int, int], float] = {}
    same: dict[tuple[int, int, int], float] = {}
    for m in run.matches:
        for i, p in enumerate(run.claims[m.a].facts.periods):
            for j, q in enumerate(run.claims[m.b].facts.periods):
                cosine = run.slots.cosine(SlotKey(m.a, i, "period"), SlotKey(m.b, j, "period"))
                for key in ((m.a, i, run.evidence.document_of[m.b]), (m.b, j, run.evidence.document_of[m.a])):
                    nearest[key] = max(nearest.get(key, SILENT), cosine)
                    if meet(p, q, CLOCK_SLACK):
                        same[key] = max(same.get(key, SILENT), cosine)
    found = hear_times(run.evidence, run.matches, run.slots)
    assert (found.nearest, found.same) == (nearest, same)


def test_cosines_in_columns_are_the_same_to_the_last_bit() -> None:
    rng = np.random.default_rng(1)
    rows = rng.standard_normal((40, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    slots = SlotVectors({SlotKey(i, 0): i for i in range(40)}, rows)
    a, b = rng.integers(0, 40, 9000), rng.integers(0, 40, 9000)
    assert slots.cosines(a, b).tolist() == [
        slots.cosine(SlotKey(i, 0), SlotKey(j, 0)) for i, j in zip(a, b, strict=True)
    ]


@given(st.lists(st.integers(0, 3), min_size=2, max_size=6), st.integers(1, 9))
def test_values_are_crossed_in_parts(counts: list[int], at_once: int) -> None:
    places = Places.of(counts)
    matches = Matches.of(Match(i, j, 0.5) for i in range(len(counts)) for j in range(i + 1, len(counts)))
    expected = [
        (n, places.first[m.a] + x, places.first[m.b] + y)
        for n, m in enumerate(matches)
        for x in range(counts[m.a])
        for y in range(counts[m.b])
    ]
    parts = list(crossed(places, matches, at_once))
    assert [row for p in parts for row in zip(p.match, p.left, p.right, strict=True)] == expected


@pytest.mark.parametrize("few", [0, crossing.FEW])
@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True), min_size=2, max_size=6))
def test_names_are_held_together_as_sets(few: int, names: list[list[str]]) -> None:
    weights = {name: 0.1 + n for n, name in enumerate("abcdef")}
    matches = Matches.of(Match(i, j, 0.5) for i in range(len(names)) for j in range(i + 1, len(names)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crossing, "FEW", few)
        total, highest = crossed_names([{name: weights[name] for name in of} for of in names], matches)
    for m, of_all, of_one in zip(matches, total, highest, strict=True):
        both = [weights[name] for name in names[m.a] if name in names[m.b]]
        assert (of_all, of_one) == (pytest.approx(sum(both)), max(both, default=0.0))


def test_each_two_sorts_are_asked_about_once() -> None:
    sort, sorts = numbered(["x", "y", "x", "z"])
    asked = []
    found = by_sorts(sort[[0, 1, 2, 0]], sort[[1, 3, 1, 1]], sorts, lambda i, j: asked.append((i, j)) or i * 10 + j)  # type: ignore[func-returns-value]
    assert found.tolist() == [1.0, 12.0, 1.0, 1.0]
    assert asked == [(0, 1), (1, 2)]


def test_a_run_of_two_knows_no_rare_words() -> None:
    run = Run(5, articles=2, length=2)
    assert max(run.evidence.of_claim[0].words.values()) <= np.log(1 + TYPICAL_RUN)
