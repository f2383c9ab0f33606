"""How many changes of single options the tests beside the rules notice, over all shipped packs.

    python -m benchmarks.rules [PACK ...] [--factor 2] [--show]

Each option that a rule sets is changed, one at a time; of a rule that sets none, as in the default pack, each option of
its kind at its default. A mutant is caught where a test of the rule that ended well ends badly. Mutants of which it is
certain that no text tells them apart from their rule are left out, by the criteria in ``equivalent.py``, and counted.
The tests of the shipped packs were written with a factor of 2 at hand; another one shows how they do elsewhere.

Two references in the same run: the share caught when the verdicts of a rule's tests are dealt out among them by chance
(the mean of several deals), and the share caught by the tests of the next rule of the pack that is of another kind.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.rules.judging import Asked, Judge, dealt_out, notices, wanted
from benchmarks.rules.mutants import Mutant, Pack, mutants, pack
from checker.config import Config
from checker.pipeline import asking, load
from checker.rules.rule import Rule
from checker.rules.shipped import shipped

TARGET = 0.8
DEALS = 20  # times that the verdicts are dealt out


@dataclass(frozen=True)
class Score:
    """What became of the mutants of one rule; ``by_chance`` is a mean."""

    pack: str
    rule: Rule
    mutants: int
    uncaught: tuple[Mutant, ...]
    excluded: tuple[Mutant, ...]
    by_chance: float
    by_others: int

    @property
    def caught(self) -> int:
        """Mutants that a test of the rule notices."""
        return self.mutants - len(self.uncaught)


def scored(one: Pack, judge: Judge, factor: float) -> Iterator[Score]:
    """The score of each rule of a pack, in its order; numbers move by ``factor``."""
    rules = [rule for rule, _, _ in one.rules]
    judge.read([test for rule in rules for test in rule.tests])
    for rule, base, table in one.rules:
        found = list(mutants(rule, base, table, factor))
        yield _score(one.name, rule, found, rules, judge)


def _score(name: str, rule: Rule, every: Sequence[Mutant], rules: Sequence[Rule], judge: Judge) -> Score:
    found, excluded = [m for m in every if not m.excluded], [m for m in every if m.excluded]
    tests, verdicts = rule.tests, wanted(rule.tests)
    strange = _other(rule, rules).tests
    before, before_strange = judge.said(rule, tests), judge.said(rule, strange)
    deals = dealt_out(verdicts, DEALS, f"{name} {rule.id}")
    uncaught, chance, others = [], 0.0, 0
    for mutant in found:
        after = judge.said(mutant.rule, tests)
        if not notices(before, after, verdicts, tests):
            uncaught.append(mutant)
        chance += sum(notices(before, after, deal, tests) for deal in deals) / DEALS
        others += notices(before_strange, judge.said(mutant.rule, strange), wanted(strange), strange)
    return Score(name, rule, len(found), tuple(uncaught), tuple(excluded), chance, others)


def _other(rule: Rule, rules: Sequence[Rule]) -> Rule:
    """The next rule of the pack, of another kind where there is one."""
    at = rules.index(rule)
    following = [*rules[at + 1 :], *rules[:at]]
    return next((r for r in following if r.kind != rule.kind), following[0] if following else rule)


def report(scores: Sequence[Score], *, show: bool, seconds: float) -> None:
    """A line for each rule, one for each pack, and the whole beside its references."""
    print(f"{'pack':14}{'rule':34}{'tests':>6}{'mutants':>9}{'caught':>8}{'share':>8}")
    for score in scores:
        _line(score.pack, score.rule.id, [score])
        if show:
            for mutant in score.uncaught:
                print(f"{'':16}uncaught  {mutant.option}: {mutant.change}")
    print()
    for name in dict.fromkeys(s.pack for s in scores):
        _line(name, "", [s for s in scores if s.pack == name])
    _line("all", "", scores)
    whole = max(1, sum(s.mutants for s in scores))
    print(f"\n{'caught':58}{sum(s.caught for s in scores) / whole:8.1%}  (target {TARGET:.0%})")
    print(f"{'reference: verdicts of the tests dealt out by chance':58}{sum(s.by_chance for s in scores) / whole:8.1%}")
    print(f"{'reference: tests of another rule of the pack':58}{sum(s.by_others for s in scores) / whole:8.1%}")
    for why, count in Counter(m.excluded for s in scores for m in s.excluded).most_common():
        print(f"left out, {count}: {why}")
    print(f"{seconds:.0f} seconds")


def _line(name: str, rule: str, scores: Sequence[Score]) -> None:
    tests, found = sum(len(s.rule.tests) for s in scores), sum(s.mutants for s in scores)
    caught = sum(s.caught for s in scores)
    share = f"{caught / found:8.1%}" if found else f"{'-':>8}"
    print(f"{name:14}{rule:34}{tests:6}{found:9}{caught:8}{share}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packs", nargs="*", help="packs by name, or files by path; all shipped ones by default")
    parser.add_argument("--show", action="store_true", help="list the mutants that no test catches")
    parser.add_argument("--factor", type=float, default=2.0, help="how far numbers move; above 1")
    options = parser.parse_args()
    if not options.factor > 1:
        parser.error(f"--factor must be above 1, not {options.factor:g}")
    begin = time.perf_counter()
    names = options.packs or sorted(p.stem for p in shipped("rules").glob("*.yaml"))
    parts = load(Config())
    ask = asking(parts.entailment)
    model = Asked(ask) if ask is not None else None
    packs = [pack(name) for name in names]
    scores = [s for one in packs for s in scored(one, Judge(replace(parts, rules=one.whole), model), options.factor)]
    report(scores, show=options.show, seconds=time.perf_counter() - begin)
    reached = sum(s.caught for s in scores) >= TARGET * sum(s.mutants for s in scores)
    if not reached:
        sys.stderr.write(f"expected at least {TARGET:.0%} of the mutants to be caught; --show lists the others\n")
    return 0 if reached else 1


if __name__ == "__main__":
    raise SystemExit(main())
