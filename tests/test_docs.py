"""What exists is documented."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checker.config import load_config
from checker.pipeline import load
from checker.rules.kinds import KINDS
from checker.rules.load import load_rules
from checker.rules.rule import Rule
from checker.rules.schema import describe
from checker.rules.shipped import shipped
from checker.ruletests import run_tests
from tests.kind_pages import OWN_FILE, YAML_BLOCK

DOCS = Path(__file__).parent.parent / "docs"
OF_PACKAGES = ("acronym",)  # kinds that a package shown in the pages brings; they are tested with that package
WITH_RULES = [p for p in sorted(DOCS.rglob("*.md")) if f"```yaml\n{OWN_FILE}" in p.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", KINDS.names())
def test_each_kind_has_a_page_with_all_its_options(name: str) -> None:
    page = (DOCS / "kinds" / f"{name}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {name}\n")
    for option in describe(KINDS[name]):
        assert f"`{option.name}" in page, f"docs/kinds/{name}.md does not explain {option.name}"


def test_no_page_describes_a_kind_that_is_not_there() -> None:
    assert {p.stem for p in (DOCS / "kinds").glob("*.md")} == set(KINDS.names())


@pytest.mark.parametrize("page", WITH_RULES, ids=lambda p: p.stem)
def test_the_rules_that_a_page_shows_are_right(page: Path, tmp_path: Path) -> None:
    blocks = [
        b for b in YAML_BLOCK.findall(page.read_text(encoding="utf-8")) if b.startswith(OWN_FILE) and "\nrules:" in b
    ]
    shown = [b for b in blocks if not any(f"kind: {kind}\n" in b for kind in OF_PACKAGES)]
    rules = [rule for number, block in enumerate(shown) for rule in with_own_tests(block, tmp_path / f"{number}.yaml")]
    if rules:
        wrong = [(o.test.a, o.test.b) for o in run_tests(rules, load(load_config(None, {}))) if not o.status.good]
        assert not wrong


def with_own_tests(block: str, path: Path) -> list[Rule]:
    """The rules of a file, written to ``path``, that bring tests of their own; those taken over are run elsewhere."""
    path.write_text(block, encoding="utf-8")
    rules = load_rules([str(path)], KINDS, shipped("rules")).rules
    own = [(rule, tuple(t for t in rule.tests if t.origin and t.origin.path == str(path))) for rule in rules]
    return [replace(rule, tests=tests) for rule, tests in own if tests]
