"""Rules that change nothing are warned of, and are no mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.rules.kinds import KINDS as ALL_KINDS
from checker.rules.load import check_rules, load_rules
from tests.rules.small_kinds import KINDS

BASE = "version: 1\nrules:\n  - {id: seats, kind: gauge, tolerance: 1.2}\n  - {id: words, kind: word}\n"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "default.yaml").write_text(BASE)
    return tmp_path / "packs"


def warned(packs: Path, rules: str) -> list[str]:
    path = packs.parent / "own.yaml"
    path.write_text(f"version: 1\nextends: [default]\nrules:\n{rules}")
    found = check_rules(path, KINDS, packs)
    assert all(m.warning for m in found)
    load_rules([str(path)], KINDS, packs)
    return [str(m).removeprefix(f"{packs.parent}/") for m in found]


@pytest.mark.parametrize(
    "rules",
    [
        "  - {id: seats, tolerance: 1.3}\n",
        "  - {id: seats, severity: off}\n",
        "  - {id: seats, description: Seats of a hall.}\n",
        "  - {id: chairs, kind: gauge, tolerance: 1.2, where: {counted: [chair]}}\n",
        "  - {id: chairs, kind: gauge, tolerance: 1.4}\n",
    ],
)
def test_what_has_an_effect_is_not_warned_of(packs: Path, rules: str) -> None:
    assert warned(packs, rules) == []


def test_a_change_that_changes_nothing(packs: Path) -> None:
    assert warned(packs, "  - id: seats\n    tolerance: 1.2\n") == [
        "own.yaml:4:5: warning: this changes nothing: the rule 'seats' already says so; remove it, or change an option"
    ]


def test_a_new_rule_that_is_switched_off(packs: Path) -> None:
    assert warned(packs, "  - {id: chairs, kind: gauge, severity: off}\n") == [
        (
            "own.yaml:4:5: warning: the rule 'chairs' has no effect: it is new, and switched off; remove it, or "
            "give it another severity"
        )
    ]


def test_a_rule_that_another_has_already_said(packs: Path) -> None:
    assert warned(packs, "  - {id: one, kind: word, words: [red]}\n  - {id: two, kind: word, words: [red]}\n") == [
        (
            "own.yaml:5:5: warning: the rule 'two' has no effect: the rule 'one', which is asked before it, says "
            "the same of all that it looks at"
        )
    ]


def test_filters_that_can_never_match(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("version: 1\nrules:\n  - {id: yes-and-no, kind: polarity, where: {unit: percent}}\n")
    (warning,) = check_rules(path, ALL_KINDS, tmp_path)
    assert str(warning).removeprefix(f"{tmp_path}/") == (
        "own.yaml:3:5: warning: the rule 'yes-and-no' has no effect: 'unit' asks about figures, and the kind "
        "'polarity' compares words"
    )
