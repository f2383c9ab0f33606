"""``checker rules``: which rules there are, what they mean, and whether a file of them is right."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import rules_test
from checker.cli.group import SuggestingGroup
from checker.cli.options import choice_options, model_options, settings
from checker.cli.output import complain, render_options, write, write_lines
from checker.errors import EXIT_BAD_INPUT, EXIT_DEGRADED, EXIT_OK, UsageError

if TYPE_CHECKING:
    from checker.rules.kind import Kind
    from checker.rules.rule import Rule, RuleSet


@click.group("rules", cls=SuggestingGroup)
def command() -> None:
    """List, explain, check and test rules."""


command.add_command(rules_test.command)


@command.command("list")
@choice_options
@model_options
def list_rules(**given: object) -> int:
    """List the rules that a run would use, then the kinds of rules and the packs there are."""
    from checker.rules.choose import choose
    from checker.rules.kinds import ALL_KINDS
    from checker.rules.packs import all_packs
    from checker.rules.shipped import shipped

    config = settings(given)
    rules = choose(_rules(given), config.select, config.ignore, ALL_KINDS).rules
    rows = [(r.id, r.kind, r.severity.value, r.description) for r in rules]
    lines = [*_table(("rule", "kind", "severity", "what it says"), rows), ""]
    lines += [*_table(("kind", "what it flags"), [(k.name, k.summary) for k in ALL_KINDS.usable()]), ""]
    packs = [(p.name, f"of the package {p.package}" if p.package else "shipped") for p in all_packs(shipped("rules"))]
    write_lines([*lines, *_table(("pack", "where it is from"), packs)])
    return _told(ALL_KINDS.problems())


@command.command("show")
@click.argument("name", metavar="KIND|RULE")
@model_options
def show(name: str, **given: object) -> int:
    """Show a kind of rules with its options, or a rule with what it sets."""
    from checker.registry import unknown
    from checker.rules.kinds import ALL_KINDS

    rules = {rule.id: rule for rule in _rules(given).rules}
    if name not in ALL_KINDS and name not in rules:
        raise UsageError(unknown("kind or rule", name, [*ALL_KINDS.names(), *rules]))
    parts = [list(_of_kind(ALL_KINDS[name]))] if name in ALL_KINDS else []
    parts += [list(_of_rule(rules[name]))] if name in rules else []
    write_lines([line for part in parts for line in (*part, "")][:-1])
    return EXIT_OK


@command.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE ...")
def check(files: tuple[str, ...]) -> int:
    """Name every mistake in files of rules, each with its place and line; exit status 2 where there is one."""
    from checker.cli.mistakes import shown
    from checker.report.escape import terminal
    from checker.rules.kinds import ALL_KINDS
    from checker.rules.load import check_rules
    from checker.rules.shipped import shipped

    found = [mistake for file in files for mistake in check_rules(Path(file), ALL_KINDS, shipped("rules"))]
    wrong = any(not mistake.warning for mistake in found)
    fine = [] if wrong else [f"no mistakes in {terminal(', '.join(files))}"]
    write_lines([*shown(found), *fine])
    return EXIT_BAD_INPUT if wrong else EXIT_OK


@command.command("schema")
def schema() -> int:
    """Write the JSON Schema of files of rules, with which editors complete and check them."""
    from checker.registry import Registry
    from checker.rules.kinds import ALL_KINDS
    from checker.rules.schema import rules_schema

    schema = rules_schema(Registry("rule kind", [(kind.name, kind) for kind in ALL_KINDS.usable()]))
    write(json.dumps(schema, indent=2, ensure_ascii=render_options(None).ascii) + "\n", None)
    return _told(ALL_KINDS.problems())


def _told(problems: Sequence[str]) -> int:
    """Say on standard error which kinds of installed packages are left out; the exit status that follows."""
    for problem in problems:
        complain(problem)
    return EXIT_DEGRADED if problems else EXIT_OK


def _rules(given: dict[str, object]) -> RuleSet:
    from checker.rules.kinds import ALL_KINDS
    from checker.rules.load import load_rules
    from checker.rules.shipped import shipped

    return load_rules(settings(given).rules, ALL_KINDS, shipped("rules"))


def _of_kind(kind: Kind) -> Iterator[str]:
    from checker.rules.schema import describe

    yield f"kind {kind.name}: {kind.summary}"
    if kind.not_flagged:
        yield f"not flagged: {kind.not_flagged}"
    for option in describe(kind):
        yield f"  {option.name}: {option.default or '(must be given)'}"
        yield f"      {option.doc} Takes {option.type}."


def _of_rule(rule: Rule) -> Iterator[str]:
    from checker.report.escape import terminal
    from checker.rules.encode import write_inline
    from checker.rules.where import stated

    yield terminal(f"rule {rule.id}: {rule.description}").rstrip(": ")
    if rule.rationale:
        yield terminal(f"why: {rule.rationale}")
    if rule.origin:
        yield terminal(f"from {rule.origin.path}:{rule.origin.line}")
    yield f"  kind: {rule.kind}"
    yield f"  severity: {rule.severity.value}"
    yield f"  where: {terminal(write_inline(stated(rule.where)))}"
    yield f"  options: {terminal(write_inline(rule.options))}"
    if rule.message:
        yield f"  message: {terminal(rule.message)}"
    yield f"  tests: {len(rule.tests)}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Columns as wide as their widest cell; the last is as long as it is."""
    from checker.report.escape import terminal

    rows = [tuple(terminal(cell) for cell in row) for row in rows]
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head) - 1)]
    cells = [[*(cell.ljust(w) for cell, w in zip(row, widths, strict=False)), row[-1]] for row in (head, *rows)]
    return ["  ".join(row).rstrip() for row in cells]
