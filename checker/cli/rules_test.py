"""``checker rules test``: run the tests that stand in rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from checker.cli.explaining import place, steps, wanted_and_got
from checker.cli.options import format_option, model_options, output_option, quiet_option, settings
from checker.cli.output import check_output, render_options, write, write_lines
from checker.cli.rules_junit import outcomes_junit
from checker.cli.waiting import waiting
from checker.errors import EXIT_FINDINGS, EXIT_OK, UsageError

if TYPE_CHECKING:
    from checker.rules.rule import Rule, RuleSet
    from checker.ruletests import Outcome


def test_formats() -> list[str]:
    """The formats in which outcomes are shown."""
    return ["text", "junit"]


@click.command("test", short_help="Run the tests that stand in rules.")
@click.argument("names", nargs=-1, metavar="[FILE|FOLDER|PACK] ...")
@format_option(test_formats)
@output_option
@model_options
@quiet_option
def command(names: tuple[str, ...], fmt: str | None, output: str | None, quiet: bool, **given: object) -> int:
    """Run the tests that stand in rules, each rule asked alone; exit status 1 where one fails.

    Without a name, the rules of a run are tested. Of a file, the rules that it adds or changes are.
    """
    from checker.pipeline import load
    from checker.ruletests import run_tests

    check_output(output)
    config = settings(given)
    sets = [_set(name) for name in _files(names or config.rules)]
    rules = [rule for one in sets for rule in one.rules]
    count = sum(len(rule.tests) for rule in rules)
    if not count:
        raise UsageError(f"no rule in {', '.join(names or config.rules)} has a test; write some under 'tests'")
    began = perf_counter()
    with waiting(f"running {count} tests", quiet=quiet):
        parts = load(config)
        if not names:  # the rules of a run are read with the tables of all its files
            sets = [replace(one, tables=parts.rules.tables) for one in sets]
        outcomes = [o for one in sets for o in run_tests(one.rules, replace(parts, rules=one))]
    if fmt == "junit":
        ascii_only = render_options(output).ascii
        write(outcomes_junit(outcomes, perf_counter() - began, ascii_only=ascii_only), output)
    else:
        write_lines([*_failures(outcomes), *_summary(outcomes, rules)], output)
    return EXIT_OK if all(o.status.good for o in outcomes) else EXIT_FINDINGS


def _files(names: Sequence[str]) -> Iterator[str]:
    """Packs and files by name; a folder stands for the files of rules in it, in the order of their names."""
    from checker.rules.load import SUFFIXES

    for name in names:
        if not Path(name).is_dir():
            yield name
            continue
        inside = sorted(p for p in Path(name).iterdir() if p.suffix in SUFFIXES)
        if not inside:
            raise UsageError(f"the folder {name} holds no file of rules; they end in {' or '.join(SUFFIXES)}")
        yield from map(str, inside)


def _set(name: str) -> RuleSet:
    """What a pack or file adds or changes, with its tables; what it only takes over has its tests elsewhere."""
    from checker.rules.kinds import ALL_KINDS
    from checker.rules.load import load_rules, located
    from checker.rules.shipped import shipped

    path = str(located(name, shipped("rules")))
    loaded = load_rules([name], ALL_KINDS, shipped("rules"))
    return replace(loaded, rules=tuple(r for r in loaded.rules if any(p.path == path for p in r.places)))


def _failures(outcomes: Sequence[Outcome]) -> Iterator[str]:
    from checker.report.escape import terminal

    for outcome in outcomes:
        if outcome.status.good:
            continue
        head = f"{place(outcome.test.origin)}: rule {outcome.rule.id}, test {outcome.number}"
        yield terminal(f"{head}: {wanted_and_got(outcome)}")
        for side, text in (("A", outcome.test.a), ("B", outcome.test.b)):
            yield f"  {side:<9} {terminal(text)}"
        yield from steps(outcome.said.path)
        yield ""


def _summary(outcomes: Sequence[Outcome], rules: Sequence[Rule]) -> Iterator[str]:
    from checker.report.escape import terminal

    counts = Counter(outcome.status.value for outcome in outcomes)
    ended = ", ".join(f"{n} {status}" for status, n in sorted(counts.items()))
    rules_asked = len({o.rule.id for o in outcomes})
    yield f"{_many(len(outcomes), 'test')} of {_many(rules_asked, 'rule')}: {ended}"
    untested = [rule.id for rule in rules if not rule.tests]
    if untested:
        yield terminal(f"without a test: {', '.join(untested)}")


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
