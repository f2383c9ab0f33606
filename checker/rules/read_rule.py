"""One rule of a file: its common keys, the options of its kind, its message and its tests."""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import KindError, Mistake
from checker.facts.figures import figure_names
from checker.registry import Registry, nearest
from checker.rules.decode import decode, did_you_mean
from checker.rules.entry import (
    RULE_KEYS,
    SILENT,
    VERDICT_KEYS,
    RuleEntry,
    TestEntry,
    entry_of,
    id_mistake,
    message_mistakes,
)
from checker.rules.kind import Kind
from checker.rules.nodes import Entry, Items, Node, Place, Scalar, Table, got, quoted
from checker.rules.rule import Origin, Rule, RuleTest
from checker.rules.wanted import unit_id, unit_like
from checker.values.finding import Verdict

TEXTS_OF_A_TEST = 2

_COMMON = tuple(sorted(RULE_KEYS))


class RuleReader:
    """Reads one rule; ``mistakes`` are those it found. A rule that was read with mistakes must not be used."""

    def __init__(self, path: str, kinds: Registry[Kind]) -> None:
        """Read from the file that mistakes call ``path``."""
        self.mistakes: list[Mistake] = []
        self._path = path
        self._kinds = kinds

    def note(self, place: Place, message: str) -> None:
        """Add a mistake."""
        self.mistakes.append(Mistake(self._path, place.line, place.column, message))

    def read(self, node: Table, base: Rule | None) -> Rule | None:
        """The rule, which changes ``base`` where there is one; None where it cannot be made."""
        kind = self._kind(node, base)
        head = decode(node.only(RULE_KEYS - {"tests"}), RuleEntry, self._path, base=entry_of(base) if base else None)
        self.mistakes += head.mistakes
        self._check_id(node.get("id"))
        self._check_message(node.get("message"))
        self._check_where(node.get("where"))
        tests = node.get("tests")
        read_tests = tuple(self._tests(tests.value)) if tests else base.tests if base else ()
        if kind is None:
            return None
        inherited = base.options if base and base.kind == kind.name else None
        options = decode(
            node.without(RULE_KEYS), kind.options, self._path, base=inherited, also=tuple(sorted(RULE_KEYS))
        )
        self.mistakes += options.mistakes
        if head.value is None or options.value is None:
            return None
        here = Origin(self._path, node.place.line, node.place.column)
        return Rule(
            id=head.value.id,
            kind=kind.name,
            severity=head.value.severity,
            options=options.value,
            where=head.value.where,
            message=head.value.message,
            description=head.value.description,
            rationale=head.value.rationale,
            tests=read_tests,
            origin=base.origin if base else here,
            changes=(*base.changes, here) if base else (),
        )

    def _kind(self, node: Table, base: Rule | None) -> Kind | None:
        """The kind that the rule names, or that of the rule it changes."""
        entry = node.get("kind")
        if entry is None or not isinstance(entry.value, Scalar) or entry.value.value is None:
            return self._kinds[base.kind] if base else None  # a list or mapping is reported by the decoder
        name = entry.value.text
        if name in self._kinds:
            try:
                return self._kinds[name]
            except KindError as error:
                self.note(entry.value.place, str(error))
                return None
        self.note(entry.value.place, f"unknown kind {quoted(name)}{did_you_mean(name, self._kinds.names())}")
        return None

    def _check_id(self, entry: Entry | None) -> None:
        wrong = id_mistake(entry.value.text) if entry and isinstance(entry.value, Scalar) else None
        if entry and wrong:
            self.note(entry.value.place, wrong)

    def _check_message(self, entry: Entry | None) -> None:
        if entry and isinstance(entry.value, Scalar):
            for message in message_mistakes(entry.value.text):
                self.note(entry.value.place, message)

    def _check_where(self, entry: Entry | None) -> None:
        """Units and measures must be known; most other filters are words of the user's choice."""
        if entry is None or not isinstance(entry.value, Table):
            return
        self._check_where(entry.value.get("not"))
        for item in texts_of(entry.value.get("measure")):
            if item.text not in figure_names():
                hint = did_you_mean(item.text, list(figure_names()))
                self.note(item.place, f"unknown measure {quoted(item.text)}{hint}")
        for item in texts_of(entry.value.get("unit")):
            if unit_id(item.text) is None:
                near = unit_like(item.text)
                hint = f"; did you mean {near!r}?" if near else "; name it as an article would: percent, miles, USD"
                self.note(item.place, f"unknown unit {quoted(item.text)}{hint}")

    def _tests(self, node: Node) -> Iterator[RuleTest]:
        if not isinstance(node, Table):
            self.note(node.place, f"expected a mapping from verdicts to lists of tests, got {got(node)}")
            return
        for entry in node.entries:
            if entry.name not in VERDICT_KEYS:
                self.note(entry.place, f"unknown verdict {quoted(entry.name)}{_verdict_hint(entry.name)}")
            elif isinstance(entry.value, Items):
                verdict = None if entry.name == SILENT else Verdict(entry.name)
                for item in entry.value.items:
                    yield from self._test(item, verdict)
            else:
                self.note(entry.value.place, f"expected a list of tests, got {got(entry.value)}")

    def _test(self, node: Node, verdict: Verdict | None) -> Iterator[RuleTest]:
        here = Origin(self._path, node.place.line, node.place.column)
        if isinstance(node, Items) and len(node.items) == TEXTS_OF_A_TEST:
            a, b = node.items
            node = Table(node.place, (Entry("a", a.place, a), Entry("b", b.place, b)))
        if not isinstance(node, Table):
            count = f" of {len(node.items)}" if isinstance(node, Items) else ""
            wanted = "a list of two texts, or a mapping with a and b"
            self.note(node.place, f"a test is {wanted}; got {got(node)}{count}")
            return
        read = decode(node, TestEntry, self._path)
        self.mistakes += read.mistakes
        if read.value is not None:
            test = read.value
            days = [d.isoformat() if d else None for d in (test.a_published, test.b_published)]
            yield RuleTest(verdict, test.a, test.b, days[0], days[1], test.xfail, here)


def texts_of(entry: Entry | None) -> tuple[Scalar, ...]:
    """The texts of a list, or a single one; anything else was reported by the decoder."""
    if entry is None:
        return ()
    items = entry.value.items if isinstance(entry.value, Items) else (entry.value,)
    return tuple(i for i in items if isinstance(i, Scalar) and i.value is not None)


def _verdict_hint(name: str) -> str:
    near = nearest(name, list(VERDICT_KEYS))
    return f"; did you mean {near!r}?" if near else f"; there are: {', '.join(VERDICT_KEYS)}"
