"""Families and tables of filters change nothing: each rule says what it says when it is asked alone, by the filters
as they are described."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from checker.claims.extract import extract
from checker.config import Config, load_config
from checker.facts.gazetteer import resolve
from checker.facts.lexicon import lemma
from checker.facts.same_entity import same_entity
from checker.pipeline import Parts, encoded, load
from checker.rules.evidence import gather
from checker.rules.kind import Judgement, Pair, Values
from checker.rules.kinds import KINDS
from checker.rules.load import load_rules
from checker.rules.plan import Judging, plan_of
from checker.rules.rule import Rule, RuleSet
from checker.rules.run import judge, pairs_of, proposals
from checker.rules.shipped import shipped
from checker.rules.wanted import counted_names, counted_of, qualifier_names, qualifiers_of, unit_id
from checker.rules.where import OF_FIGURES, Filters, Where
from checker.sources.read import read_all
from checker.values.claim import Claim, ClaimKind, Entity, EntityKind
from checker.values.finding import Verdict
from checker.values.match import Match
from checker.values.quantity import Dimension, Quantity, Role
from checker.values.text import Document

CORPORA = Path(__file__).parents[2] / "corpora"
NAMES = tuple(folder.name for folder in sorted(CORPORA.iterdir()) if folder.is_dir())
FLOORS = (0.0, 0.05, 0.2, 0.5, 0.9)


# --- what filters mean, written as plainly as they are described -----------------------------------------------------


def fits(filters: Filters, document: Document, claim: Claim, value: Quantity | Entity | None, names: bool) -> bool:
    """Whether one side of a pair passes every filter; ``names``: the rule compares names."""
    path = document.id.replace("\\", "/")
    checks: dict[str, Callable[[tuple[Any, ...]], bool]] = {
        "sources": lambda ps: any(fnmatch(t, p) for p in ps for t in (path, path.split("/")[-1])),
        "publishers": lambda ps: any(fnmatch((document.publisher or "").lower(), p.lower()) for p in ps),
        "tiers": lambda ts: document.tier in ts,
        "languages": lambda ls: document.language in ls,
        "claims": lambda ks: claim.kind in ks,
        "attributed": lambda wanted: (claim.facts.attribution is not None) is wanted,
        "entities": lambda ns: any(called(n, e) for n in ns for e in claim.facts.entities),
        "entity_kinds": lambda ks: (
            isinstance(value, Entity) and value.kind in ks if names else any(e.kind in ks for e in claim.facts.entities)
        ),
        "counted": lambda ws: isinstance(value, Quantity) and any(counts(w, value) for w in ws),
        "qualifiers": lambda ws: (
            isinstance(value, Quantity) and any(qualifier_names(w) & qualifiers_of(value) for w in ws)
        ),
        "unit": lambda us: isinstance(value, Quantity) and value.unit in {unit_id(u) for u in us},
        "dimension": lambda ds: isinstance(value, Quantity) and value.dimension in ds,
        "measure": lambda ms: isinstance(value, Quantity) and value.measure in ms,
        "role": lambda rs: isinstance(value, Quantity) and value.role in rs,
    }
    return all(checks[name](getattr(filters, name)) for name in filters.given)


def called(name: str, entity: Entity) -> bool:
    wanted = resolve(name)
    short = entity.kind in (EntityKind.PERSON, EntityKind.OTHER) and wanted.split()[-1] == entity.canonical.split()[-1]
    return wanted == entity.canonical or (short and same_entity(entity, replace(entity, text=wanted, canonical=wanted)))


def counts(words: str, q: Quantity) -> bool:
    *before, head = words.split()
    narrowing = {lemma(w) for qualifier in q.qualifiers for w in qualifier.split()}
    return bool(counted_names(head) & counted_of(q)) and all(lemma(w) in narrowing for w in before)


def looks(where: Where, document: Document, claim: Claim, value: Quantity | Entity | None, names: bool) -> bool:
    barred = bool(where.not_.given) and fits(where.not_, document, claim, value, names)
    return fits(where, document, claim, value, names) and not barred


def alone(rule: Rule, pair: Pair) -> Iterator[Judgement]:
    """What one rule says of a pair, asked by itself."""
    kind = KINDS[rule.kind]
    names = kind.compares is Values.NAMES
    if kind.compares is not Values.FIGURES and set(rule.where.given) & set(OF_FIGURES):
        return
    pair = replace(pair, worked_out={})
    sides = ((pair.a_document, pair.a), (pair.b_document, pair.b))
    if kind.aligned:
        kept = [
            x
            for x in pair.aligned
            if all(looks(rule.where, *s, v, names) for s, v in zip(sides, (x.a, x.b), strict=True))
        ]
        yield from kind.check(replace(pair, aligned=tuple(kept)), rule.options)
        return
    for judgement in kind.check(pair, rule.options):
        if all(
            any(looks(rule.where, d, c, v, names) for v in values(kind.compares, c, r))
            for (d, c), r in zip(sides, (judgement.a, judgement.b), strict=True)
        ):
            yield judgement


def values(compares: Values | None, claim: Claim, reading: Any) -> list[Quantity | Entity | None]:
    found: list[Quantity | Entity | None] = []
    if reading.span and compares is Values.FIGURES:
        found += [q for q in claim.facts.quantities if q.span.overlaps(reading.span)]
    if reading.span and compares is Values.NAMES:
        found += [e for e in claim.facts.entities if e.span == reading.span]
    return found or [None]


# --- rules made by chance, of words that the articles have -----------------------------------------------------------


class Run:
    """Some articles with all that rules are asked about."""

    def __init__(self, name: str, parts: Parts) -> None:
        paths = sorted(map(str, (CORPORA / name).glob("*.txt")))
        documents = read_all(paths, parts.config.sources, None).documents
        marks = [{"publisher": "Morning Post", "tier": 1}, {"publisher": "Evening Star", "tier": 2}, {}]
        self.documents = [replace(d, **marks[i % 3]) for i, d in enumerate(documents)]
        self.claims = tuple(c for d in self.documents for c in extract(d, parts.config.claims).claims)
        ((rows, self.slots),) = encoded([self.claims], parts.encoder)
        cosines = rows @ rows.T  # (n, n)
        self.matches = [
            Match(i, j, round(float(min(1.0, cosines[i, j])), 6))
            for i, a in enumerate(self.claims)
            for j, b in enumerate(self.claims)
            if a.source < b.source and cosines[i, j] > 0.3
        ]
        self.evidence = gather(self.claims, self.documents, self.matches)


def some(rng: random.Random, words: set[Any], most: int = 2) -> tuple[Any, ...]:
    return tuple(rng.sample(sorted(words), min(len(words), rng.randint(1, most))))


def filters(rng: random.Random, run: Run, most: int) -> dict[str, Any]:
    quantities = [q for c in run.claims for q in c.facts.quantities]
    entities = [e for c in run.claims for e in c.facts.entities]
    ways: dict[str, Callable[[], Any]] = {
        "counted": lambda: some(rng, {q.counted for q in quantities if q.counted} | {"dead", "police officers"}, 4),
        "qualifiers": lambda: some(rng, {w for q in quantities for w in q.qualifiers} | {"confirmed"}, 3),
        "unit": lambda: some(rng, {q.unit for q in quantities if unit_id(q.unit)} | {"miles"}),
        "dimension": lambda: some(rng, set(Dimension), 6),
        "measure": lambda: some(rng, {q.measure for q in quantities if q.measure} | {"price"}, 3),
        "role": lambda: some(rng, set(Role)),
        "entities": lambda: some(rng, {e.text for e in entities}, 5),
        "entity_kinds": lambda: some(rng, set(EntityKind), 3),
        "sources": lambda: some(rng, {"*e*.txt", "*/corpora/*", "survey.txt", "*-*.txt", "[a-e]*"}),
        "publishers": lambda: some(rng, {"morning *", "EVENING STAR"}),
        "tiers": lambda: some(rng, {1, 2, 3}),
        "languages": lambda: some(rng, {"en", "fr"}),
        "claims": lambda: some(rng, set(ClaimKind)),
        "attributed": lambda: rng.random() < 0.5,
    }
    return {name: ways[name]() for name in rng.sample(sorted(ways), rng.randint(0, most))}


def rules_by_chance(seed: int, run: Run, count: int) -> RuleSet:
    rng = random.Random(seed)
    rules = []
    shipped_rules = load_rules(["default"], KINDS, shipped("rules")).rules
    for n in range(count):
        base = rng.choice([r for r in shipped_rules if r.kind == "quantity" or rng.random() < 0.3] or shipped_rules)
        where = Where(**filters(rng, run, 2), not_=Filters(**filters(rng, run, 2) if rng.random() < 0.4 else {}))
        options: Any = base.options
        if rng.random() < 0.5:
            options = replace(options, conflict=rng.choice(FLOORS))
        if base.kind == "quantity" and rng.random() < 0.5:
            tolerance = replace(options.tolerance, ratio=rng.choice((1.0, 1.2, 4.0)))
            options = replace(options, tolerance=tolerance, same_thing=rng.choice((0.05, 0.5)))
        rules.append(replace(base, id=f"rule-{n}", options=options, where=where))
    return RuleSet("by chance", tuple(rules))


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(None, {"entailment.name": "none"})


@pytest.fixture(scope="module", params=NAMES)
def run(request: pytest.FixtureRequest, config: Config) -> Run:
    return Run(request.param, load(config))


@pytest.mark.parametrize("asking", [False, True], ids=["rules alone", "with a model"])
@pytest.mark.parametrize("seed", range(2))
def test_rules_asked_together_say_what_each_says_alone(run: Run, seed: int, asking: bool) -> None:
    rules = rules_by_chance(seed, run, 60)
    judging = Judging(plan_of(rules, KINDS), asking=asking)
    said, heard = 0, set()
    for pair in pairs_of(run.evidence, run.matches, run.slots):
        expected = [
            (rule.id, judgement)
            for rule in rules.active
            if asking or not KINDS[rule.kind].needs_model
            for judgement in alone(rule, pair)
            if asking or judgement.confidence >= judgement.floor or judgement.verdict is Verdict.COMPATIBLE
        ]
        assert [(rule.id, judgement) for rule, judgement in judging.pair(pair)] == expected
        said += len(expected)
        heard |= {rule for rule, _ in expected}
    assert said > 20, "the rules of this seed say too little to show anything"
    assert 5 < len(heard) < 60, "filters should let some rules speak, and not all"


def test_a_plan_is_made_once_for_a_set_of_rules() -> None:
    rules = load_rules(["default"], KINDS, shipped("rules"))
    assert plan_of(rules, KINDS) is plan_of(rules, KINDS)
    fewer = replace(rules, rules=rules.rules[:2])
    assert len(plan_of(fewer, KINDS).rules) == 2


def test_rules_of_one_kind_with_equal_options_are_one_family(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    entries = [
        "{id: a}",
        "{id: b, tolerance: {ratio: 1.0}}",
        "{id: c, tolerance: {ratio: 2}}",
        "{id: d, where: {unit: km}}",
    ]
    lines = [f"  - {entry.replace('id', 'kind: quantity, id')}" for entry in entries]
    path.write_text("version: 1\nrules:\n" + "\n".join(lines), encoding="utf-8")
    ((_, _, families),) = plan_of(load_rules([str(path)], KINDS, tmp_path), KINDS).families
    assert sum(f.members for f in families) == 0b1111
    assert 0b0100 in [f.members for f in families]


def test_a_family_is_asked_once_for_a_pair(run: Run, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred rules that differ in their filters alone cost one look at each pair."""
    (figures,) = (r for r in load_rules(["default"], KINDS, shipped("rules")).rules if r.kind == "polarity")
    rules = RuleSet("many", tuple(replace(figures, id=f"rule-{n}", where=Where(languages=("en",))) for n in range(200)))
    asked = []
    kind = KINDS["polarity"]
    counting = replace(
        kind, check=lambda pair, options: asked.append(pair) or kind.check(pair, options), finds=None, sides=None
    )
    kinds = type(KINDS)("rule kind", [("polarity", counting)])
    list(proposals(run.evidence, run.matches, (), run.slots, rules, kinds, asking=False))
    assert len(asked) == len(run.matches)


def test_findings_are_those_of_the_rules_one_by_one(run: Run) -> None:
    """The whole way to findings: many rules of which the first speaks, and the same rules without those behind it."""
    rules = load_rules(["default"], KINDS, shipped("rules"))
    doubled = RuleSet("doubled", (*rules.rules, *(replace(r, id=f"{r.id}-again") for r in rules.rules)))
    arguments = (run.evidence, run.matches, (), run.slots)
    assert judge(*arguments, rules, KINDS) == judge(*arguments, doubled, KINDS)
