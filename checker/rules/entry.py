"""What stands in a rules file, as options classes: the file itself, a rule without its kind's options, a test."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from string import Formatter
from typing import Literal

from checker.registry import nearest
from checker.rules.hints import options_of
from checker.rules.message import FIELDS
from checker.rules.nodes import quoted
from checker.rules.options import option
from checker.rules.rule import Rule
from checker.rules.table_entries import NOTHING, RatesEntry, SourceEntry, UnitEntry
from checker.rules.where import EVERYWHERE, Where
from checker.values.finding import Severity, Verdict

SILENT = "silent"  # the key of tests in which the rule must say nothing
VERDICT_KEYS = (*(v.value for v in Verdict), SILENT)
ID_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}"

_ID = re.compile(ID_PATTERN)


@dataclass(frozen=True, slots=True)
class FileEntry:
    """The head of a rules file; its ``rules`` are read one by one."""

    version: Literal[1] = field(metadata={"doc": "Version of the format of this file."})
    extends: tuple[str, ...] = option((), "Packs by name, or files by path, whose rules these add to or change.")
    aliases: Mapping[str, tuple[str, ...]] = option(NOTHING, "Names, each with other names for the same thing.")
    synonyms: Mapping[str, tuple[str, ...]] = option(NOTHING, "Words for what is counted, each with others for it.")
    units: Mapping[str, UnitEntry] = option(NOTHING, "Units and currencies of one's own, by id.")
    rates: RatesEntry | None = option(None, "Rates of exchange, for every rule over figures that sets none of its own.")
    sources: Mapping[str, SourceEntry] = option(NOTHING, "What is known of sources, by a pattern of their path or URL.")


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """What every rule has, whatever its kind."""

    id: str = field(metadata={"doc": "Name of the rule: letters, digits, '-', '_' and '.'."})
    kind: str | None = option(None, "What the rule looks at; may be left out where a rule of the same id is changed.")
    severity: Severity = field(default=Severity.ERROR, metadata={"doc": "How grave a conflict is."})
    where: Where = option(EVERYWHERE, "Which pairs of values the rule looks at; empty: all.")
    message: str | None = option(None, "Explanation of a finding, with fields in braces such as {a.value}.")
    description: str = option("", "What the rule is for.")
    rationale: str = option("", "Why the rule is as it is.")


@dataclass(frozen=True, slots=True)
class TestEntry:
    """One test of a rule, written as a mapping."""

    __test__ = False  # pytest: this is no test class

    a: str = field(metadata={"doc": "The first text."})
    b: str = field(metadata={"doc": "The second text."})
    a_published: date | None = field(default=None, metadata={"doc": "When the first text was published."})
    b_published: date | None = field(default=None, metadata={"doc": "When the second text was published."})
    xfail: str | None = option(None, "Why the test is known to fail.")


RULE_KEYS = frozenset({*(o.name for o in options_of(RuleEntry)), "tests"})


def entry_of(rule: Rule) -> RuleEntry:
    """The part of a loaded rule that every rule has, as what a later rule of its id starts from."""
    return RuleEntry(**{f.name: getattr(rule, f.name) for f in dataclasses.fields(RuleEntry)})


def id_mistake(name: str) -> str | None:
    """What is wrong with the id of a rule; None where nothing is."""
    if _ID.fullmatch(name):
        return None
    return f"the id {quoted(name)} must be of letters a to z, digits, '-', '_' and '.', 80 at most"


def message_mistakes(message: str) -> tuple[str, ...]:
    """What is wrong with a message template: unmatched braces, unknown fields, formats; empty where nothing is."""
    try:
        parts = list(Formatter().parse(message))
    except ValueError as error:
        return (f"the braces of the message do not match ({error}); write {{{{ for a brace itself",)
    mistakes = []
    for _, name, form, conversion in parts:
        if name is not None and name not in FIELDS:
            near = nearest(name, list(FIELDS))
            hint = f"did you mean {{{near}}}?" if near else f"there are: {', '.join(FIELDS)}"
            mistakes.append(f"unknown field {{{name[:40]}}} in the message; {hint}")
        elif form or conversion:
            mistakes.append(f"the field {{{name}}} of the message takes no '!' or ':' behind it; remove it")
    return tuple(mistakes)
