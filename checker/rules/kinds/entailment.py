"""Two statements that contradict each other in other words than figures, dates, names or opposites.

Flags: "the mill kept running through the strike" against "not a wheel turned all week", where the entailment model says
contradiction and the evidence says that both are about one thing.
Leaves alone: what the other kinds have judged; pairs that nothing but the model ties together. Without an entailment
model it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.rules.align import comparable
from checker.rules.compare import Widths, holds_together
from checker.rules.kind import Judgement, Kind, Pair, Part, Reading, Values, conflict, once
from checker.rules.options import option
from checker.rules.slots import gist_label
from checker.rules.weigh import probability
from checker.rules.whole import Bound
from checker.values.claim import Claim

WORTH_ASKING = 0.3  # probability, by the evidence alone, from which two claims are shown to the model


@dataclass(frozen=True, slots=True)
class EntailmentOptions:
    """Options of the kind ``entailment``."""

    conflict: float = option(0.9, "Probability from which two statements clash.", at_least=0.0, at_most=1.0)


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement, on the two claims as wholes."""
    if not isinstance(options, EntailmentOptions):
        raise TypeError(f"the kind entailment needs EntailmentOptions, not {type(options).__name__}")
    for chance in _chances(pair):
        yield conflict(
            chance,
            Reading(gist_label(pair.a), None),
            Reading(gist_label(pair.b), None),
            label=gist_label(pair.a),
            read="two statements that may be about one thing",
            why="Read as sentences about one thing, the two cannot both be so.",
            floor=options.conflict,
        )


def _chances(pair: Pair) -> tuple[float, ...]:
    """The probability that two claims disagree, where that is worth asking a model about."""

    def worth_asking() -> tuple[float, ...]:
        chances = (probability("entailment", features) for features, _ in candidates(pair))
        return tuple(c for c in chances if c >= WORTH_ASKING)

    return once(pair, "entailment", worth_asking)


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """What speaks for a disagreement before anything but likeness is known, of claims whose figures and times agree.

    Where they do not, more exact kinds have looked: a model takes any two figures for a contradiction.
    """
    agreed = [x for x in pair.aligned if comparable(x.a, x.b) and holds_together(x.a, x.b, Widths())]
    if len(agreed) == len(pair.aligned) and not _other_times(pair.a, pair.b) and pair.a.text != pair.b.text:
        yield dict(pair.features) | {"same_figure": float(bool(agreed))}, ""


def _other_times(a: Claim, b: Claim) -> bool:
    left, right = ({p.text.casefold() for p in c.facts.periods} for c in (a, b))
    return bool(left) and bool(right) and left != right


KIND = Kind(
    name="entailment",
    summary="Two statements that contradict each other in other words than figures, dates, names or opposites.",
    options=EntailmentOptions,
    check=check,
    not_flagged="What other kinds have judged; pairs that nothing but the model ties together.",
    needs_model=True,
    compares=Values.STATEMENTS,
    finds=lambda pair: bool(_chances(pair)),
    worth=Bound("entailment", lambda _: WORTH_ASKING),
    parts=frozenset({Part.ALIGNED}),
)
