"""A group of findings said in few words: its name, findings that say the same as one, its values on one line."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from checker.report.escape import ELLIPSIS
from checker.report.layout import Group, Line, Statement, acceptance, of_verdict
from checker.values.finding import Finding, Side, Verdict
from checker.values.report import Report, SourceInfo

_WORD = re.compile(r"\w")
_LOOSE = re.compile(r"\s+([,.;:!?)\]])|([(\[])\s+")  # left behind where a value was taken out
_NAMED = re.compile(r"[a-z ]{3,14}:(?: |$)")  # what sort of thing a label is about: "when: ", "who said: "
_TELLING = 3  # words that tell one fact from another; a label of fewer is shown with words around its value
_AROUND = 3  # words shown on each side of a value to say what it is the value of
_TITLE_WORDS = 9
_GAP = "___"  # as labels have it


@dataclass(frozen=True, slots=True)
class Ruling:
    """Findings of one group by one rule with one verdict and explanation; ``known`` says that they are accepted."""

    lines: tuple[Line, ...]
    known: str | None

    @property
    def first(self) -> Finding:
        """The surest of them."""
        return max(self.lines, key=lambda line: line.finding.confidence).finding

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them."""
        return tuple(line.finding for line in self.lines)

    @property
    def pairs(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """Which statements it is about, by their numbers: each with those that it is held against."""
        shared = set.intersection(*({line.a, line.b} for line in self.lines))
        with_: dict[int, list[int]] = {}
        for line in self.lines:
            one, other = (line.b, line.a) if line.b in shared and line.a not in shared else (line.a, line.b)
            with_.setdefault(one, []).append(other)
        return tuple((one, tuple(others)) for one, others in with_.items())


@dataclass(frozen=True, slots=True)
class Given:
    """A value and the statements that give it."""

    value: str
    statements: tuple[Statement, ...]


def rulings(group: Group, report: Report, *, apart: bool = False) -> tuple[Ruling, ...]:
    """What is said of a group, findings that say the same as one; ``apart``: each finding by itself."""
    found: dict[tuple[object, ...], list[Line]] = {}
    known: dict[tuple[object, ...], str | None] = {}
    for line in group.lines:
        f = line.finding
        said = acceptance(f, report)
        key = (f.verdict, f.rule, f.severity, f.explanation, said, f.fingerprint if apart else "")
        found.setdefault(key, []).append(line)
        known[key] = said
    return tuple(Ruling(tuple(lines), known[key]) for key, lines in found.items())


def core(group: Group, wanted: Collection[Line]) -> tuple[Group, str]:
    """The group with nothing but these findings of it and their claims, and in words what else it holds."""
    kept = [line for line in group.lines if line in wanted]
    old = dict.fromkeys(n for line in kept for n in (line.a, line.b))  # a finding names its claims in this order
    new = {number: at for at, number in enumerate(old, start=1)}
    statements = {s.number: s.side for s in group.statements}
    lines = tuple(Line(line.finding, new[line.a], new[line.b]) for line in kept)
    apart = [line.finding.verdict for line in group.lines if line not in wanted]
    words = ", ".join(of_verdict(v, apart.count(v)) for v in Verdict if v in apart)
    told = tuple(Statement(new[number], statements[number]) for number in new)
    return replace(group, statements=told, lines=lines), words


def tidy(label: str) -> str:
    """A label without what the value has left behind where it was taken out: a space before a comma, a loose end."""
    return _LOOSE.sub(r"\1\2", label).strip().strip(".,;").strip()


def title(group: Group) -> str:
    """What the fact is, as a heading."""
    label = tidy(group.label)
    sort = _NAMED.match(label)
    rest = label[sort.end() :] if sort else label.rstrip(":")
    if _WORD.search(rest):
        return label
    words = group.statements[0].side.text.split()  # the label holds nothing but what sort of thing it is about
    said = " ".join(words[:_TITLE_WORDS]) + (f" {ELLIPSIS}" if len(words) > _TITLE_WORDS else "")
    return f"{label.rstrip(': ')}: {said}" if label else said


def short_title(group: Group) -> str:
    """A heading that tells the fact from others also where no quote stands below it."""
    name = title(group)
    around = _around(group.statements[0].side) if len(name.split()) < _TELLING and "(" not in name else ""
    return f"{name} ({around})" if around else name


def given(group: Group, sources: Mapping[str, SourceInfo]) -> tuple[Given, ...]:
    """The values of a group, each once; the states of what changes in the order of their days."""
    statements = list(group.statements)
    if group.verdict is Verdict.UPDATE:
        statements.sort(key=lambda s: day(s.side, sources))
    values: dict[str, list[Statement]] = {}
    for one in statements:
        values.setdefault(one.side.value or one.side.text, []).append(one)
    return tuple(Given(value, tuple(same)) for value, same in values.items())


def day(side: Side, sources: Mapping[str, SourceInfo]) -> str:
    """The day for which a value is given, or else that of its publication; empty where neither is known."""
    source = sources.get(side.source)
    return side.as_of or (source.published.isoformat() if source and source.published else "")


def common_folder(names: Collection[str]) -> str:
    """The folder in which all sources lie, with the slash at its end; empty where there is none."""
    folders = [name.split("/")[:-1] for name in names]
    if len(folders) < 2 or any("://" in name for name in names):
        return ""
    shared = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(f"{parts[0]}/")
    return "".join(shared)


def _around(side: Side) -> str:
    """The words on both sides of the value, and a gap in its place; empty where the value stands nowhere."""
    at = side.text.find(side.value) if side.value else -1
    if at < 0:
        return ""
    before = side.text[:at].split()[-_AROUND:]
    after = side.text[at + len(side.value) :].split()[:_AROUND]
    return _LOOSE.sub(r"\1\2", " ".join((*before, _GAP, *after))).strip(".,; ")
