"""A second look at what the rules propose: an entailment model reads the texts, and both opinions are weighed.

The model is asked of each proposed conflict, and of nothing else: it costs a hundred times what a rule costs. It reads
the two claims as they are, and again with the value that differs made equal (``rules.queries``). What it says becomes
named features beside the rules' own odds; their weights, one table per kind in ``data/weights.yaml``, are fitted on
labelled events by ``training/fit_second_look.py``. A kind without a table keeps what its rule said.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from checker.rules.kind import Judgement, Pair
from checker.rules.queries import Query, levelled, whole
from checker.rules.weigh import SECOND_LOOK, certain, probability, weighs, weights
from checker.values.claim import Claim
from checker.values.finding import Step, Verdict
from checker.values.text import Span

Probabilities = tuple[float, float, float]  # contradiction, entailment, neutral
Ask = Callable[[Sequence[Query]], Sequence[Probabilities]]
DECIMALS = 4  # of a confidence
LOGIT_CAP = 5.0  # odds of 150 to 1: a surer model is not to be believed more
FLOOR = 1e-4
SLACK = 1e-9  # of a logit: more than another order of additions changes


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model says of two claims: as they are and, where both give a value, with the values levelled."""

    whole: Probabilities
    levelled: Probabilities | None


def asked(pair: Pair, judgement: Judgement) -> tuple[Query, ...]:
    """What the model is asked of a proposed conflict: the claims and, where there are two values, the levelled ones."""
    a, b = judgement.a.span, judgement.b.span
    if a is None or b is None or not pair.a.span.contains(a) or not pair.b.span.contains(b):
        return (whole(pair.a, pair.b),)
    if _folded(pair.a, a) == _folded(pair.b, b):
        return (whole(pair.a, pair.b),)
    return whole(pair.a, pair.b), levelled(pair.a, a, pair.b, b)


def opinions(queries: Sequence[tuple[Query, ...]], ask: Ask) -> Iterator[Opinion]:
    """The model's opinion of each, all asked in one go, none of them twice."""
    each = tuple(dict.fromkeys(q for of in queries for q in of))
    said = dict(zip(each, ask(each), strict=True))
    for of in queries:
        yield Opinion(said[of[0]], said[of[1]] if len(of) > 1 else None)


def weighed_again(kind: str, judgement: Judgement, opinion: Opinion) -> Judgement:
    """The judgement with the probability that the rules and the model give together."""
    if judgement.verdict is not Verdict.CONFLICT or not weighs(SECOND_LOOK, kind):
        return judgement
    chance = round(probability(kind, features(judgement.confidence, opinion), SECOND_LOOK), DECIMALS)
    step = Step(
        "asked",
        f"{_said(opinion)}; by the rules alone {judgement.confidence:.2f}, with it {chance:.2f}",
        _shares(opinion),
    )
    return replace(judgement, confidence=chance, path=(*judgement.path, step))


def may_stand(kind: str, judgement: Judgement) -> bool:
    """Whether any answer of the model could leave a proposed conflict at or above its floor."""
    used = weights(kind, SECOND_LOOK)
    most = used.logit({"rules": _odds_of(judgement.confidence)}) + SLACK
    most += LOGIT_CAP * sum(abs(weight) for name, weight in used.of.items() if name != "rules")
    return round(certain(most), DECIMALS) >= judgement.floor


def features(chance: float, opinion: Opinion) -> dict[str, float]:
    """The odds by the rules and by the model, as logarithms, capped."""
    clash, agree, neither = opinion.whole
    found = {
        "rules": _odds_of(chance),
        "clash": _odds(clash, agree + neither),
        "clash_not_agree": _odds(clash, agree),
        "one_thing": _odds(clash + agree, neither),
    }
    if opinion.levelled is not None:
        clash, agree, neither = opinion.levelled
        found |= {
            "levelled_agree": _odds(agree, clash + neither),
            "levelled_one_thing": _odds(clash + agree, neither),
        }
    return found


def _odds_of(chance: float) -> float:
    return _odds(chance, 1.0 - chance)


def _odds(of: float, against: float) -> float:
    return max(-LOGIT_CAP, min(LOGIT_CAP, math.log(max(of, FLOOR) / max(against, FLOOR))))


def _said(opinion: Opinion) -> str:
    clash, agree, neither = opinion.whole
    said = f"the entailment model: contradiction {clash:.2f}, agreement {agree:.2f}, neither {neither:.2f}"
    if opinion.levelled is None:
        return said
    return f"{said}; with one value in the place of the other, agreement {opinion.levelled[1]:.2f}"


def _shares(opinion: Opinion) -> tuple[tuple[str, float], ...]:
    return tuple(zip(("contradiction", "agreement", "neither"), opinion.whole, strict=True))


def _folded(claim: Claim, value: Span) -> str:
    return claim.text[value.start - claim.span.start : value.end - claim.span.start].casefold()
