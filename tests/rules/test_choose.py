"""Which rules are asked, and which findings a comment in a source switches off."""

from __future__ import annotations

import pytest

from checker.errors import UsageError
from checker.rules.choose import choose
from checker.rules.kinds import KINDS
from checker.rules.load import load_rules
from checker.rules.rule import RuleSet
from checker.rules.run import Placed
from checker.rules.shipped import shipped
from checker.rules.silenced import part, unknown_names
from checker.values.claim import Claim, ClaimKind, Facts
from checker.values.match import Match
from checker.values.text import Document, Ignore, Span
from tests.report.samples import finding, side


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules(["default"], KINDS, shipped("rules"))


def ids(rules: RuleSet) -> set[str]:
    return {rule.id for rule in rules.active}


def test_nothing_chosen_is_everything(rules: RuleSet) -> None:
    assert choose(rules, (), (), KINDS) is rules


def test_rules_are_chosen_by_id_or_kind(rules: RuleSet) -> None:
    assert ids(choose(rules, ("figures",), (), KINDS)) == {"figures"}
    assert ids(choose(rules, ("quantity", "times"), (), KINDS)) == {
        rule.id for rule in rules.active if rule.kind == "quantity" or rule.id == "times"
    }
    assert ids(choose(rules, (), ("quantity",), KINDS)) == {rule.id for rule in rules.active if rule.kind != "quantity"}
    assert ids(choose(rules, ("figures", "times"), ("period",), KINDS)) == {"figures"}


def test_those_that_are_not_asked_stay_known(rules: RuleSet) -> None:
    chosen = choose(rules, ("figures",), (), KINDS)
    assert [rule.id for rule in chosen.rules] == [rule.id for rule in rules.rules]


@pytest.mark.parametrize(
    ("select", "ignore", "says"),
    [
        (("figurs",), (), "select: unknown rule or kind 'figurs'; did you mean 'figures'?"),
        ((), ("perod",), "ignore: unknown rule or kind 'perod'; did you mean 'period'?"),
        (("figures",), ("quantity",), "select figures and ignore quantity leaves no rule to ask"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    rules: RuleSet, select: tuple[str, ...], ignore: tuple[str, ...], says: str
) -> None:
    with pytest.raises(UsageError) as caught:
        choose(rules, select, ignore, KINDS)
    assert says in str(caught.value)


def document(name: str, *ignores: Ignore) -> Document:
    return Document(name, "Six boats sank. Nine boats sank.", ignores=ignores)


def claim(source: str, start: int, end: int) -> Claim:
    span = Span(start, end)
    text = document(source).text[start:end]
    return Claim(f"{source}#1", source, span, text, span, 1, ClaimKind.BODY, Facts(), text)


@pytest.mark.parametrize(
    ("ignore", "silent"),
    [
        (Ignore(Span(0, 15)), True),
        (Ignore(Span(14, 20)), True),
        (Ignore(Span(15, 32)), False),
        (Ignore(Span(0, 15), ("counts",)), True),
        (Ignore(Span(0, 15), ("other", "quantity")), True),
        (Ignore(Span(0, 15), ("times",)), False),
    ],
)
@pytest.mark.parametrize("name", ["a.md", "b.md"])
def test_a_finding_is_silent_where_one_of_its_claims_is(name: str, ignore: Ignore, silent: bool) -> None:
    documents = [document("a.md", *([ignore] * (name == "a.md"))), document("b.md", *([ignore] * (name == "b.md")))]
    claims = [claim("a.md", 0, 15), claim("b.md", 0, 15)]
    one = Placed(
        Match(0, 1, 0.9), finding(side("a.md", "Six boats sank.", "Six"), side("b.md", "Six boats sank.", "Six"))
    )
    heard, silenced = part([one], claims, documents)
    assert (heard, silenced) == (((), (one,)) if silent else ((one,), ()))


def test_a_name_that_no_rule_has_is_told(rules: RuleSet) -> None:
    documents = [document("a.md", Ignore(Span(0, 4), ("figurs", "quantity", "figures"), 7)), document("b.md")]
    chosen = choose(rules, ("times",), (), KINDS)
    (note,) = unknown_names(documents, chosen, KINDS)
    assert (note.source, note.what) == ("a.md", "the checker comment on line 7")
    assert note.why == "no rule or kind of this run is named 'figurs'; did you mean 'figures'?"
