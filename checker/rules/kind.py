"""What a kind of rule is: the seam between the engine and ``kinds/``, one kind per file."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar, cast

from checker.rules.align import Aligned
from checker.rules.weigh import probability
from checker.rules.whole import Worth
from checker.values.claim import Claim, EntityKind
from checker.values.finding import Step, Verdict
from checker.values.interval import Interval
from checker.values.quantity import Dimension
from checker.values.text import Document, Span

T = TypeVar("T")
SpannedT = TypeVar("SpannedT", bound="Spanned")
PROPOSED = 0.1  # probability from which a conflict is proposed: worth a second look, if no finding yet


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that are looked at together, with what the engine knows about both."""

    a: Claim
    b: Claim
    a_document: Document
    b_document: Document
    cosine: float  # of the gists, higher is closer
    features: Mapping[str, float] = field(default_factory=dict)  # of the two claims, by name
    same_cluster: bool = False
    aligned: Sequence[Aligned] = ()  # quantities of the two claims that may be about one thing, best first
    times: Mapping[tuple[int, int], Mapping[str, float]] = field(default_factory=dict)  # features of (period, period)
    a_nearby: tuple[Claim, ...] = ()  # other claims of the same document, next to ``a`` in the text
    b_nearby: tuple[Claim, ...] = ()
    worked_out: dict[Hashable, object] = field(default_factory=dict, compare=False, repr=False)  # see ``once``


def once(pair: Pair, what: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` returns, worked out once for a pair, however many rules ask; ``what`` names it.

    It may depend on the two claims and on what ``what`` holds, and on nothing else: not on ``aligned``, which filters
    of rules narrow, nor on options that are not in the name. A pair made of another by ``replace`` shares it.
    """
    if what not in pair.worked_out:
        pair.worked_out[what] = make()
    return cast("T", pair.worked_out[what])


@dataclass(frozen=True, slots=True)
class Reading:
    """The value that one claim of a pair gives to the slot that is judged."""

    value: str  # as written
    span: Span | None  # of the value, in the document's text
    interval: Interval | None = None  # base unit
    as_of: str | None = None  # ISO date
    unit: str | None = None  # as written, of a quantity
    when: tuple[datetime, datetime] | None = None  # of a time: its first instant, and the first one after it
    clocks: tuple[int, ...] = ()  # of a time of day: minutes after midnight; two where it may be of either half of it


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a kind says of a pair: the verdict, both values, why, and the way there."""

    verdict: Verdict
    confidence: float  # in [0, 1]
    a: Reading
    b: Reading
    label: str  # the slot: what both values are values of
    explanation: str  # one plain sentence
    path: tuple[Step, ...] = field(default=())
    floor: float = 0.0  # a confidence below it is no finding, unless a second look raises it


LIKENESS = ("cosine", "margin", "words", "rare_word", "names", "headline", "unstated", "attributed", "times_clash")


def of_claims(pair: Pair, *without: str) -> dict[str, float]:
    """What is known of how alike the two claims are: the features that kinds weigh beside their own."""
    return {name: pair.features[name] for name in LIKENESS if name in pair.features and name not in without}


class Spanned(Protocol):
    """What stands at a place of a claim."""

    @property
    def span(self) -> Span:
        """The place."""
        ...


Weighed = tuple[dict[str, float], SpannedT, SpannedT]  # the evidence, and what stands in either claim


def likeliest(
    pair: Pair, decision: str, weigh: Callable[[Pair], Iterable[Weighed[SpannedT]]], floor: float
) -> tuple[float, SpannedT, SpannedT] | None:
    """The two that most likely clash, of equals the first in the text; None where even they are not worth proposing.

    ``weigh`` gives what may clash with the evidence, and depends on the two claims alone.
    """

    def best_of_all() -> tuple[float, SpannedT, SpannedT] | None:
        found = [(probability(decision, features), a, b) for features, a, b in weigh(pair)]
        return max(found, key=lambda x: (x[0], -x[1].span.start, -x[2].span.start), default=None)

    best = once(pair, decision, best_of_all)
    return best if best is not None and best[0] >= min(PROPOSED, floor) else None


def conflict(
    chance: float, a: Reading, b: Reading, *, label: str, read: str, why: str, floor: float = 0.0
) -> Judgement:
    """That both values cannot hold, with its probability; ``read`` says what was read of the two claims."""
    return Judgement(
        verdict=Verdict.CONFLICT,
        confidence=round(chance, 4),
        a=a,
        b=b,
        label=label,
        explanation=why,
        path=(Step("read", read), Step("compared", why)),
        floor=floor,
    )


class Values(StrEnum):
    """What sort of values a kind compares; filters may ask about figures and names."""

    FIGURES = "figures"  # quantities of the claims
    TIMES = "times"
    RANKS = "ranks"
    AMOUNTS = "amounts"  # all, most, half of a whole
    NAMES = "names"  # entities of the claims
    SPEAKERS = "speakers"
    WORDS = "words"
    STATEMENTS = "statements"  # claims as wholes


class Part(StrEnum):
    """What of a pair is worked out only where a kind that is asked looks at it."""

    ALIGNED = "aligned"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class InText:
    """A claim where it stands."""

    claim: Claim
    document: Document
    nearby: tuple[Claim, ...]  # other claims of the document, next to it in the text


@dataclass(frozen=True, slots=True)
class Sides:
    """What a kind needs of two claims, told of each by itself: it has nothing to say of a pair that lacks it.

    A pair has it where one claim ``gives`` what the other ``takes``. The names may be of any sort; the fewer claims
    have one in common, the more pairs are never looked at.
    """

    gives: Callable[[InText], Iterable[Hashable]]
    takes: Callable[[InText], Iterable[Hashable]] | None = None  # None: what it gives
    meets: Callable[[Any, Any], bool] | None = None  # whether two names are one; None: where they are equal


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rule. ``check`` gets a pair and an instance of ``options``, and yields what it has to say."""

    name: str
    summary: str  # one line: what it flags
    options: type  # a frozen dataclass; every field has a default and, as metadata["doc"], its meaning
    check: Callable[[Pair, object], Iterator[Judgement]]
    not_flagged: str = ""  # one line: what it leaves alone
    needs_model: bool = False  # whether its proposals are for an entailment model to decide: without one it is silent
    decides: bool = False  # its rules are the user's own word: what they say of two values, no general kind overrules
    why_silent: Callable[[Pair, object], Iterator[Step]] | None = None  # why it says nothing of a pair, to explain it
    compares: Values | None = None  # what sort of values; None: of figures, where it gives any, filters are asked
    aligned: bool = False  # whether it looks at ``Pair.aligned`` alone: filters on figures then narrow those beforehand
    never: frozenset[Dimension] = frozenset()  # dimensions of figures that it never compares
    finds: Callable[[Pair], bool] | None = None  # whether a pair has what it judges, whatever the options; None: ask
    names: frozenset[EntityKind] = frozenset(EntityKind)  # sorts of names that it compares, where it compares names
    sides: Sides | None = None  # what it needs of two claims; None: it is asked about every pair
    worth: Worth | None = None  # the pairs, of all of a run, that can be likely enough for it; None: all that have that
    parts: frozenset[Part] = frozenset(Part)  # what it looks at of a pair beside its claims and features
