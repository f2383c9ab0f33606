"""Statements made false by one edit: names swapped or replaced, a negation put in or taken out, another weekday.

Of two statements that agree, one is edited: the pair then contradicts, while the pair as it was is its agreeing twin.
What is edited has to be said by both, or nothing would clash.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from checker.facts.same_entity import same_entity
from checker.pipeline import Parts
from checker.values.claim import Entity
from training.cross_encoder import Pair
from training.statement_pairs import AGREE, CONTRADICTION, HELD_OUT, Statement, read_statements

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = re.compile(rf"\b({'|'.join(DAYS)})\b")
AUXILIARY = re.compile(r"\b(was|were|is|are|has|had|have|will|would|can|could)\b(?! (?:not|never|no)\b)(?!n't)")
NEGATED = re.compile(r"\b(was|were|is|are|has|had|have|will|would|can|could|did|does|do) not\b")
NEGATED_SHARE = 0.35  # of pairs: or a model would learn that "not" is a contradiction
EACH = 2  # edits of one sort of a pair of statements


def edits(folder: Path, parts: Parts, rng: random.Random) -> list[Pair]:
    """Contradictions made by an edit, each with its agreeing twin; of held-out events none."""
    found: list[Pair] = []
    for path in sorted(folder.glob("*.yaml")):
        for n, event in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) or []):
            if n % HELD_OUT != HELD_OUT - 1:
                found += _event(read_statements(event, parts), rng)
    return found


def _event(of: list[Statement], rng: random.Random) -> Iterator[Pair]:
    names = [e for s in of for c in s.claims for e in c.facts.entities]
    for s, t in itertools.permutations([s for s in of if s.sort == "agree"], 2):
        if s.slot != t.slot:
            continue
        made = [*_swapped(s, t), *_replaced(s, t, names, rng), *_another_day(s, t, rng)]
        if rng.random() < NEGATED_SHARE:
            made += _negated(s)
        for text in rng.sample(made, min(EACH, len(made))):
            yield Pair(text, t.text, CONTRADICTION, "edited")
        if made:
            yield Pair(s.text, t.text, AGREE, "unedited")


def _entities(of: Statement) -> list[Entity]:
    return [e for c in of.claims for e in c.facts.entities]


def _swapped(s: Statement, t: Statement) -> Iterator[str]:
    """Two names of one kind that both statements give, each in the other's place."""
    told = _entities(t)
    shared = [e for e in _entities(s) if any(same_entity(e, o) for o in told)]
    for a, b in itertools.combinations(shared, 2):
        if a.kind is b.kind and not same_entity(a, b) and a.span.end <= b.span.start:
            text = s.text
            yield (
                text[: a.span.start]
                + text[b.span.start : b.span.end]
                + text[a.span.end : b.span.start]
                + text[a.span.start : a.span.end]
                + text[b.span.end :]
            )


def _replaced(s: Statement, t: Statement, names: list[Entity], rng: random.Random) -> Iterator[str]:
    """A name that both statements give, replaced by one of its kind that neither gives."""
    mine, told = _entities(s), _entities(t)
    for e in mine:
        if not any(same_entity(e, o) for o in told):
            continue
        others = [
            n
            for n in names
            if n.kind is e.kind and n.text != e.text and not any(same_entity(n, o) for o in mine + told)
        ]
        if others:
            yield s.text[: e.span.start] + rng.choice(others).text + s.text[e.span.end :]


def _negated(s: Statement) -> Iterator[str]:
    """The first auxiliary negated, or the first negation taken out."""
    if NEGATED.search(s.text):
        yield NEGATED.sub(r"\1", s.text, count=1)
    elif len(AUXILIARY.findall(s.text)) == 1:  # of several it is not known which carries what the slot is about
        yield AUXILIARY.sub(r"\1 not", s.text, count=1)


def _another_day(s: Statement, t: Statement, rng: random.Random) -> Iterator[str]:
    mine, told = DAY.findall(s.text), DAY.findall(t.text)
    if len(mine) == 1 and told == mine:
        yield DAY.sub(rng.choice([d for d in DAYS if d != mine[0]]), s.text)
