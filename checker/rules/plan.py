"""Which rules are asked about a pair of claims, made ready once for a set of rules.

Rules of one kind with equal options say the same of the same values: they are one family, which is asked once. Filters
choose the rules that look at a pair before anything is asked, and of the figures of the pair those that each rule looks
at: what one rule passes over does not settle anything for another.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from checker.errors import KindError
from checker.registry import Registry
from checker.rules.kind import Judgement, Kind, Pair, Reading, Values
from checker.rules.rule import Rule, RuleSet
from checker.rules.settings import settings
from checker.rules.sieve import Asked, Fits, Rules, Sieve
from checker.rules.unable import Unable
from checker.rules.where import Filters, asks_of_value, can_match
from checker.values.claim import Claim
from checker.values.finding import Verdict
from checker.values.quantity import Quantity
from checker.values.text import Document

EVERY_KIND = -1  # all bits are set
Said = tuple[int, Judgement]  # the position of a rule among the active ones, and what it says


@dataclass(frozen=True, slots=True)
class Family:
    """The rules of one kind with equal options."""

    kind: Kind
    options: object
    members: Rules


@dataclass(frozen=True, slots=True)
class Plan:
    """The active rules of a set, by family, with their filters."""

    kinds: Registry[Kind]
    rules: tuple[Rule, ...]  # the active ones, in order
    families: tuple[tuple[Kind, Rules, tuple[Family, ...]], ...]  # of each kind, with all their rules
    sieve: Sieve


def plan_of(rules: RuleSet, kinds: Registry[Kind]) -> Plan:
    """The plan of a set of rules, made when it is first asked for and kept with the set."""
    plan = rules.prepared.get("plan")
    if plan is None or cast("Plan", plan).kinds is not kinds:
        plan = rules.prepared["plan"] = _plan(rules, kinds)
    return cast("Plan", plan)


def _plan(rules: RuleSet, kinds: Registry[Kind]) -> Plan:
    active = rules.active
    position: dict[Hashable, int] = {}  # of a family, by what it sets
    members: list[Rules] = []
    firsts: list[Rule] = []
    for n, rule in enumerate(active):
        at = position.setdefault((rule.kind, settings(rule.options)), len(members))
        if at == len(members):
            members.append(0)
            firsts.append(rule)
        if can_match(rule.where, kinds[rule.kind]) is None:
            members[at] |= 1 << n
    families: dict[str, list[Family]] = {}
    for rule, of in zip(firsts, members, strict=True):
        families.setdefault(rule.kind, []).append(Family(kinds[rule.kind], rule.options, of))
    by_kind = tuple((kinds[k], any_of([f.members for f in of]), tuple(of)) for k, of in families.items())
    wanted = [_asked(n, rule.where, kinds[rule.kind]) for n, rule in enumerate(active)]
    barred = [_asked(n, r.where.not_, kinds[r.kind]) for n, r in enumerate(active) if r.where.not_.given]
    return Plan(kinds, active, by_kind, Sieve(wanted, barred))


def _asked(n: int, filters: Filters, kind: Kind) -> Asked:
    return n, filters, frozenset(name for name in filters.given if asks_of_value(name, kind))


class Judging:
    """One run of rules over pairs of claims. What a claim has is looked up once, however many pairs it is in."""

    def __init__(self, plan: Plan, *, asking: bool, unable: Unable | None = None) -> None:
        """``asking``: an entailment model will be asked of what is proposed, so that kinds which need one speak.

        What a rule cannot check is noted in ``unable``, and a rule that keeps failing is not asked again; without
        ``unable``, the KindError is raised.
        """
        self._plan = plan
        self._unable = unable
        self._asking = asking
        self._documents: dict[int, tuple[Document, tuple[Rules, Rules]]] = {}
        self._claims: dict[int, tuple[Claim, Fits, Rules]] = {}  # by identity, which holds as long as the value is kept
        self._chosen: dict[int, Sequence[tuple[Kind, Rules, tuple[Family, ...]]]] = {}
        given_up = unable.given_up if unable else ()
        self._silent: Rules = sum(1 << n for n, rule in enumerate(plan.rules) if given_up and rule.id in given_up)
        for kind, members, _ in plan.families:
            if kind.needs_model and not asking:
                self._silent |= members

    @property
    def silent(self) -> Rules:
        """The rules that are not asked: their kind needs a model, or they have failed too often."""
        return self._silent

    def pair(self, pair: Pair, kinds: int = EVERY_KIND) -> Iterator[tuple[Rule, Judgement]]:
        """What the rules say of one pair, in their order; of what is unlikely, only what is worth asking about.

        ``kinds`` are those that may have something to say of it: bit n is the one at position n of ``Plan.families``.
        """
        a, may_a = self._side(pair.a_document, pair.a)
        b, may_b = self._side(pair.b_document, pair.b)
        looking = may_a & may_b & ~self._silent
        said: list[Said] = []
        for kind, members, families in self._of(kinds):
            rules = looking & members
            if not rules or (kind.finds is not None and not kind.finds(pair)):
                continue
            if kind.aligned:
                fitting = [a.figures[_at(pair.a, x.a)] & b.figures[_at(pair.b, x.b)] for x in pair.aligned]  # rules
                rules &= any_of(fitting)
                said.extend(self._narrowed(pair, families, _parted(rules, fitting)))
            else:
                said.extend(self._whole(pair, families, rules, a, b))
        said.sort(key=lambda s: s[0])
        for n, judgement in said:
            likely = judgement.confidence >= judgement.floor
            if self._asking or likely or judgement.verdict is Verdict.COMPATIBLE:
                yield self._plan.rules[n], judgement

    def _of(self, kinds: int) -> Sequence[tuple[Kind, Rules, tuple[Family, ...]]]:
        """The families of some kinds, given as bits."""
        if kinds not in self._chosen:
            self._chosen[kinds] = [of for at, of in enumerate(self._plan.families) if kinds >> at & 1]
        return self._chosen[kinds]

    def _side(self, document: Document, claim: Claim) -> tuple[Fits, Rules]:
        known = self._claims.get(id(claim))
        if known is None:
            of_document = self._documents.get(id(document))
            if of_document is None:
                of_document = self._documents[id(document)] = (document, self._plan.sieve.document(document))
            fits = self._plan.sieve.side(of_document[1], claim)
            known = self._claims[id(claim)] = (claim, fits, fits.all())
        return known[1], known[2]

    def _whole(self, pair: Pair, families: Sequence[Family], rules: Rules, a: Fits, b: Fits) -> Iterator[Said]:
        """What families say of the whole pair, by those of their rules that look at the values they speak of."""
        for family in families:
            of_family = rules & family.members
            for judgement in self._checked(pair, family, of_family):
                one = of_family & _of_value(family.kind, pair.a, judgement.a, a)
                for n in _positions(one and one & _of_value(family.kind, pair.b, judgement.b, b)):
                    yield n, judgement

    def _checked(self, pair: Pair, family: Family, rules: Rules) -> Iterator[Judgement]:
        """What a family says of a pair for those of its rules."""
        if not rules:
            return
        try:
            yield from family.kind.check(pair, family.options)
        except KindError as error:
            if self._unable is None:
                raise
            for n in _positions(rules):
                self._unable.note(self._plan.rules[n], pair, error)
                if self._plan.rules[n].id in self._unable.given_up:
                    self._silent |= 1 << n

    def _narrowed(self, pair: Pair, families: Sequence[Family], parts: Mapping[int, Rules]) -> Iterator[Said]:
        """What families say of the figures that each of their rules looks at."""
        for figures, rules in parts.items():
            aligned = tuple(x for i, x in enumerate(pair.aligned) if figures >> i & 1)
            narrowed = pair if len(aligned) == len(pair.aligned) else replace(pair, aligned=aligned)
            for family in families:
                of_family = rules & family.members
                for judgement in self._checked(narrowed, family, of_family):
                    for n in _positions(of_family):
                        yield n, judgement


def _parted(rules: Rules, fitting: Sequence[Rules]) -> dict[int, Rules]:
    """Rules by the figures that they look at; ``fitting`` has for each figure the rules that do. Bit n: figure n."""
    parts = {0: rules}
    for n, fit in enumerate(fitting):
        split: dict[int, Rules] = {}
        for figures, of in parts.items():
            if of & fit:
                split[figures | 1 << n] = of & fit
            if of & ~fit:
                split[figures] = of & ~fit
        parts = split
    return {figures: of for figures, of in parts.items() if figures}


def _of_value(kind: Kind, claim: Claim, reading: Reading, fits: Fits) -> Rules:
    """The rules that look at the value that a judgement gives to a claim, whatever of it filters ask about."""
    found, span = [], reading.span
    if span is not None and kind.compares in (None, Values.FIGURES):
        found = [r for q, r in zip(claim.facts.quantities, fits.figures, strict=True) if q.span.overlaps(span)]
    elif span is not None and kind.compares is Values.NAMES:
        found = [r for e, r in zip(claim.facts.entities, fits.names, strict=True) if e.span == span]
    return any_of(found) if found else fits.plain


def _at(claim: Claim, q: Quantity) -> int:
    """The position of a quantity among those of its claim."""
    return next(i for i, other in enumerate(claim.facts.quantities) if other is q)


def any_of(sets: Sequence[Rules]) -> Rules:
    """The rules that are in any of the sets."""
    found = 0
    for rules in sets:
        found |= rules
    return found


def _positions(rules: Rules) -> Iterator[int]:
    """The positions of the rules of a set, in order."""
    while rules:
        lowest = rules & -rules
        yield lowest.bit_length() - 1
        rules ^= lowest
