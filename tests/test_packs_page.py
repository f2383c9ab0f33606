"""Every shipped pack stands on docs/packs.md, with each rule that it adds or changes and its severity, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.rules.kinds import KINDS
from checker.rules.load import load_rules
from checker.rules.rule import Rule
from checker.rules.shipped import shipped

PACKS = sorted(p.stem for p in shipped("rules").glob("*.yaml"))
PAGE = (Path(__file__).parent.parent / "docs" / "packs.md").read_text(encoding="utf-8")
SECTIONS = {section.split("\n", 1)[0].strip(): section for section in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]}
ROW = re.compile(r"^\| `([a-z-]+)` \|.*\| (error|warning|info) \|$", re.MULTILINE)


def written(pack: str) -> list[Rule]:
    """The rules that the file of a pack adds or changes."""
    rules = load_rules([pack], KINDS, shipped("rules")).rules
    return [r for r in rules if any(Path(p.path).stem == pack for p in r.places)]


@pytest.mark.parametrize("pack", PACKS)
def test_each_pack_has_a_section_with_all_its_rules(pack: str) -> None:
    missing = [r.id for r in written(pack) if f"`{r.id}`" not in SECTIONS.get(pack, "")]
    assert missing == [], f"docs/packs.md does not tell of these rules of {pack}"
    assert f"[{pack}](#{pack})" in PAGE


@pytest.mark.parametrize("pack", [p for p in PACKS if ROW.search(SECTIONS.get(p, ""))])
def test_a_table_of_rules_is_that_of_the_pack(pack: str) -> None:
    assert ROW.findall(SECTIONS[pack]) == [(r.id, r.severity.value) for r in in_file_order(pack)]


def in_file_order(pack: str) -> list[Rule]:
    """The rules of a pack as they stand in its file."""
    return sorted(written(pack), key=lambda r: next(p.line for p in r.places if Path(p.path).stem == pack))


def test_the_packs_of_subjects_extend_the_default_one() -> None:
    default = {r.id for r in load_rules(["default"], KINDS, shipped("rules")).rules}
    for pack in ("casualties", "finance", "elections", "sports", "science"):
        assert default < {r.id for r in load_rules([pack], KINDS, shipped("rules")).rules}
