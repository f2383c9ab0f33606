"""What exists is documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.rules.kinds import KINDS
from checker.rules.schema import describe

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("name", KINDS.names())
def test_each_kind_has_a_page_with_all_its_options(name: str) -> None:
    page = (DOCS / "kinds" / f"{name}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {name}\n")
    for option in describe(KINDS[name]):
        assert f"`{option.name}" in page, f"docs/kinds/{name}.md does not explain {option.name}"


def test_no_page_describes_a_kind_that_is_not_there() -> None:
    assert {p.stem for p in (DOCS / "kinds").glob("*.md")} == set(KINDS.names())
