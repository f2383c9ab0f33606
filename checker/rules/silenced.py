"""Findings that a comment in a source has switched off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.registry import Registry, nearest
from checker.rules.kind import Kind
from checker.rules.rule import RuleSet
from checker.rules.run import Placed
from checker.values.claim import Claim
from checker.values.report import NotChecked
from checker.values.text import Document, Ignore


def part(
    placed: Sequence[Placed], claims: Sequence[Claim], documents: Sequence[Document]
) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
    """The findings that are heard, and those of which a claim stands where a comment silences the rule."""
    ignores = {document.id: document.ignores for document in documents if document.ignores}
    if not ignores:
        return tuple(placed), ()
    heard: list[Placed] = []
    silenced: list[Placed] = []
    for one in placed:
        pair = (claims[one.match.a], claims[one.match.b])
        off = any(_covers(ignore, claim, one) for claim in pair for ignore in ignores.get(claim.source, ()))
        (silenced if off else heard).append(one)
    return tuple(heard), tuple(silenced)


def unknown_names(documents: Sequence[Document], rules: RuleSet, kinds: Registry[Kind]) -> Iterator[NotChecked]:
    """What is to be said of comments that name a rule which this run does not know: they do nothing."""
    ids = {rule.id for rule in rules.rules}
    for document in documents:
        asked = dict.fromkeys((ignore.line, name) for ignore in document.ignores for name in ignore.names)
        for line, name in asked:
            if name in ids or name in kinds:
                continue
            near = nearest(name, [*(rule.id for rule in rules.rules), *kinds.names()])
            hint = f"; did you mean {near!r}?" if near else ""
            why = f"no rule or kind of this run is named {name!r}{hint}"
            yield NotChecked(document.id, f"the checker comment on line {line}", why)


def _covers(ignore: Ignore, claim: Claim, placed: Placed) -> bool:
    mine = {placed.finding.rule, placed.finding.kind}
    return ignore.span.overlaps(claim.span) and (not ignore.names or bool(mine & set(ignore.names)))
