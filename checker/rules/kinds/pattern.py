"""What a pattern of the user's catches in two claims about one thing must agree.

Flags: "bail was set at $2m" against "$3m bail", where a rule says ``find: ['bail was set at {amount:money}',
'{amount:money} bail']``. What is caught is read as a text, a name, a figure or a time, and compared as such.
Leaves alone: catches whose ``same`` groups differ; values that can be one; sentences less alike than ``likeness``;
what is only asked, denied or supposed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from checker.rules.catches import Caught, caught, plain, reading, sentence_of
from checker.rules.compare import STRETCHES, Rounding, Stretch, Widths
from checker.rules.kind import Judgement, Kind, Pair, once
from checker.rules.kinds.quantity import Tolerance
from checker.rules.options import OptionError, option
from checker.rules.pattern_mistakes import finders_of, mistakes_of
from checker.rules.placeholders import Read
from checker.rules.regexes import Finder
from checker.rules.standing import Measures, Sort, Standing, means, standing
from checker.rules.time import later
from checker.values.claim import Modality
from checker.values.finding import Step, Verdict

SUPPOSED = (Modality.ASKED, Modality.DENIED, Modality.CONDITIONAL)
VERDICTS = {Sort.ONE: Verdict.COMPATIBLE, Sort.TWO: Verdict.CONFLICT, Sort.UNMEASURED: Verdict.INCOMPARABLE}
ORDER = (Sort.ONE, Sort.TWO, Sort.UNMEASURED, Sort.UNREAD)  # which of two catches are held against each other first


@dataclass(frozen=True, slots=True)
class PatternUpdate:
    """When a later value replaces an earlier one."""

    after: timedelta | None = option(
        None, "Another value given at least this much later is an update; null: it is a conflict."
    )


@dataclass(frozen=True, slots=True)
class Ready:
    """What is made of the options once, for all pairs."""

    finders: tuple[Finder, ...]
    needs: tuple[str, ...]  # a sentence with none of them holds no match
    compared: tuple[str, ...]  # the groups that must agree
    reads: Mapping[str, Read]
    measures: Measures


@dataclass(frozen=True, slots=True)
class PatternOptions:
    """Options of the kind ``pattern``."""

    find: tuple[str, ...] = field(
        metadata={"doc": "What to catch: regular expressions with named groups, {amount:money}, or (?P<amount>...)."}
    )
    agree: tuple[str, ...] = option((), "Groups that must agree; empty: all that are not in 'same'.")
    same: tuple[str, ...] = option((), "Groups that must say the same for two catches to be about one thing.")
    read: Mapping[str, Read] = option(
        MappingProxyType({}), "What a group is read as; without it, what its placeholder is for, else text."
    )
    ignore_case: bool = option(True, "Whether patterns take capitals and small letters for the same.")
    likeness: float = option(
        0.3, "Cosine of two claims from which their catches are about one thing.", at_least=-1.0, at_most=1.0
    )
    confidence: float = option(0.8, "Probability that a clash is one: how sure the rule is.", at_least=0.0, at_most=1.0)
    unless: tuple[Modality, ...] = field(
        default=SUPPOSED, metadata={"doc": "Claims that are only this are left alone: asked, denied, planned ..."}
    )
    tolerance: Tolerance = option(Tolerance(), "How far two figures may lie apart and still agree.")
    approximation: Mapping[str, Stretch] = option(STRETCHES, "How far each approximation word reaches, by its id.")
    clock_slack: int = option(20, "Minutes by which two times of day may differ.", at_least=0)
    aliases: Mapping[str, tuple[str, ...]] = option(
        MappingProxyType({}), "Texts and names of one meaning: {life: [life imprisonment, a life term]}."
    )
    update: PatternUpdate = option(PatternUpdate(), "When a later value is an update.")
    ready: Ready = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        finders, mistakes = finders_of(self.find, ignore_case=self.ignore_case)
        mistakes += mistakes_of(self.find, finders, self.agree, self.same, self.read, self.aliases)
        if mistakes:
            raise OptionError(mistakes)
        groups = dict.fromkeys(g for f in finders for g in f.groups)
        compared = self.agree or tuple(g for g in groups if g not in self.same)
        by_placeholder = {g: how for f in finders for g, how in f.reads.items()}
        widths = Widths({**STRETCHES, **self.approximation}, Rounding(), self.tolerance.ratio)
        meaning = {plain(text): plain(name) for name, texts in self.aliases.items() for text in (name, *texts)}
        needs = tuple(dict.fromkeys(f.needs for f in finders))
        measures = Measures(widths, self.clock_slack, meaning)
        object.__setattr__(self, "ready", Ready(finders, needs, compared, {**by_placeholder, **self.read}, measures))


@dataclass(frozen=True, slots=True)
class _Two:
    """Two catches held against each other in one group."""

    a: Caught
    b: Caught
    shared: int  # ``same`` groups that both caught, and that agree
    standing: Standing


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """Judge each group that must agree; a value that has found its match is not held against another."""
    if not isinstance(options, PatternOptions):
        raise TypeError(f"the kind pattern needs PatternOptions, not {type(options).__name__}")
    if pair.cosine < options.likeness:
        return
    left, right = _catches(pair, options)
    for group in options.ready.compared if left and right else ():
        for two in _matched(left, right, group, options):
            if two.standing.sort is not Sort.UNREAD:
                yield _judgement(pair, group, two, options)


def _catches(pair: Pair, options: PatternOptions) -> tuple[tuple[Caught, ...], tuple[Caught, ...]]:
    """What the patterns catch in either claim; nothing is searched where one of them cannot hold a match."""
    if not all(_may_hold(small, options.ready.needs) for small in _sentences(pair)):
        return (), ()
    if pair.a.facts.modality in options.unless or pair.b.facts.modality in options.unless:
        return (), ()
    left = _caught(pair, options, first=True)
    return left, _caught(pair, options, first=False) if left else ()


def _sentences(pair: Pair) -> tuple[str, str]:
    """The sentences of both claims in small letters."""
    return once(
        pair,
        "sentences in small letters",
        lambda: (sentence_of(pair.a, pair.a_document).small, sentence_of(pair.b, pair.b_document).small),
    )


def _may_hold(sentence: str, needs: Sequence[str]) -> bool:
    """Whether a match may stand in a sentence. A loop, since it runs for each rule and pair of a run."""
    for text in needs:  # noqa: SIM110
        if text in sentence:
            return True
    return False


def _caught(pair: Pair, options: PatternOptions, *, first: bool) -> tuple[Caught, ...]:
    claim, document, nearby = (
        (pair.a, pair.a_document, pair.a_nearby) if first else (pair.b, pair.b_document, pair.b_nearby)
    )
    return caught(claim, document, nearby, options.ready.finders, options.ready.compared, options.ready.reads)


def _matched(left: Sequence[Caught], right: Sequence[Caught], group: str, options: PatternOptions) -> Iterator[_Two]:
    """Each catch with its match: those that agree first, then those that share the most."""
    measures = options.ready.measures
    found = []
    for a in left:
        for b in right:
            shared = _shared(a, b, options.same, measures)
            if shared is not None and group in a.values and group in b.values:
                found.append(_Two(a, b, shared, standing(a.values[group], b.values[group], measures)))
    taken: set[tuple[str, int]] = set()
    for two in sorted(found, key=lambda t: _rank(t, group)):
        keys = {("a", two.a.values[group].span.start), ("b", two.b.values[group].span.start)}
        if not keys & taken:
            taken |= keys
            yield two


def _rank(two: _Two, group: str) -> tuple[int, int, int, int]:
    starts = two.a.values[group].span.start, two.b.values[group].span.start
    return ORDER.index(two.standing.sort), -two.shared, min(starts), max(starts)


def _shared(a: Caught, b: Caught, same: Sequence[str], measures: Measures) -> int | None:
    """How many ``same`` groups both caught; None where one differs, so that the catches are about two things."""
    both = [g for g in same if g in a.values and g in b.values]
    agree = all(standing(a.values[g], b.values[g], measures).sort in (Sort.ONE, Sort.UNREAD) for g in both)
    return len(both) if agree else None


def _judgement(pair: Pair, group: str, two: _Two, options: PatternOptions) -> Judgement:
    a, b = two.a.values[group], two.b.values[group]
    verdict, why = VERDICTS[two.standing.sort], two.standing.why
    after = options.update.after
    if verdict is Verdict.CONFLICT and after is not None and later(pair, after):
        verdict, why = Verdict.UPDATE, f"{why} One source is later, and the rule takes the later value for an update."
    return Judgement(
        verdict=verdict,
        confidence=options.confidence,
        a=reading(a, pair.a, pair.a_document),
        b=reading(b, pair.b, pair.b_document),
        label=_label(group, two, options),
        explanation=why,
        path=(
            Step("read", f"{_told('A', two.a, group)}; {_told('B', two.b, group)}"),
            Step("read", f"“{a.text}” is {means(a)}, “{b.text}” is {means(b)}"),
            Step("aligned", f"{_agreed(two, options)}likeness {pair.cosine:.2f}, {options.likeness:.2f} is enough"),
            Step("compared", why),
        ),
    )


def _label(group: str, two: _Two, options: PatternOptions) -> str:
    """The group, and of whom or what it is the value: "amount: Dorn"."""
    of = [two.a.values[g].text for g in options.same if g in two.a.values and g in two.b.values]
    return ": ".join([group.replace("_", " "), ", ".join(of)] if of else [group.replace("_", " ")])


def _told(side: str, of: Caught, group: str) -> str:
    rest = "".join(f", {name} “{value.text}”" for name, value in of.values.items() if name != group)
    return f"pattern {of.number} caught {group} “{of.values[group].text}”{rest} in {side}"


def _agreed(two: _Two, options: PatternOptions) -> str:
    both = [g for g in options.same if g in two.a.values and g in two.b.values]
    return "".join(f"{g} “{two.a.values[g].text}” and “{two.b.values[g].text}” are one; " for g in both)


def why_silent(pair: Pair, options: object) -> Iterator[Step]:
    """What stopped the rule from judging two claims."""
    if not isinstance(options, PatternOptions):
        raise TypeError(f"the kind pattern needs PatternOptions, not {type(options).__name__}")
    for side, claim in (("A", pair.a), ("B", pair.b)):
        if claim.facts.modality in options.unless:
            yield Step("read", f"what {side} says is only {claim.facts.modality}; 'unless' leaves it alone")
            return
    left, right = _caught(pair, options, first=True), _caught(pair, options, first=False)
    for side, found in (("A", left), ("B", right)):
        for of in found:
            values = ", ".join(f"{name} “{value.text}”" for name, value in of.values.items())
            yield Step("read", f"pattern {of.number} caught {values} in {side}")
        if not found:
            groups = " or ".join(options.ready.compared)
            yield Step("read", f"no pattern, of {len(options.find)}, caught {groups} in {side}")
    if not left or not right:
        return
    if pair.cosine < options.likeness:
        yield Step("aligned", f"the likeness of both is {pair.cosine:.2f}; 'likeness' asks for {options.likeness:.2f}")
    yield from _differences(left, right, options)


def _differences(left: Sequence[Caught], right: Sequence[Caught], options: PatternOptions) -> Iterator[Step]:
    """Which groups tell that catches are about two things, or could not be read."""
    measures = options.ready.measures
    for a in left:
        for b in right:
            for group in (*options.same, *options.ready.compared):
                if group not in a.values or group not in b.values:
                    continue
                found = standing(a.values[group], b.values[group], measures)
                if found.sort is Sort.UNREAD or (group in options.same and found.sort is not Sort.ONE):
                    yield Step("compared", f"{group}: {found.why}")


KIND = Kind(
    name="pattern",
    summary="What patterns of your own catch in two claims must agree.",
    options=PatternOptions,
    check=check,
    not_flagged="Catches about two things, values that can be one, what is only asked, denied or supposed.",
    decides=True,
    why_silent=why_silent,
    parts=frozenset(),
)
