"""The steps to a verdict, progress and rules of checker serve, as they are seen, read aloud and used."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.browser.looks import too_wide, violations
from tests.browser.made import CORPORA
from tests.browser.server import Server
from tests.browser.test_serve import ONE, PATIENCE, PHONE, TWO, compared, entered, paste

LOOKS = pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, PHONE], ids=["light", "dark", "phone"])


@LOOKS
def test_a_finding_is_explained_by_a_diagram_and_a_list(visit: Open, server: Server, look: dict[str, Any]) -> None:
    _, page = entered(visit, server, **look)
    paste(page, ONE, TWO)
    address = compared(page)
    page.get_by_role("link", name="Explain").first.click()
    picture = page.get_by_role("img", name="Diagram of the steps")
    steps = page.locator("ol.steps > li")
    assert steps.count() >= 4
    for stage in steps.locator("b").all_inner_texts():
        assert stage in (picture.text_content() or "")
    assert (violations(page), too_wide(page)) == ([], [])
    page.get_by_role("link", name="Back to the comparison").click()
    assert page.url == address


@LOOKS
def test_two_sentences_are_explained(visit: Open, server: Server, look: dict[str, Any]) -> None:
    _, page = entered(visit, server, **look)
    page.get_by_role("link", name="Two sentences").click()
    assert (violations(page), too_wide(page)) == ([], [])
    page.locator("[name=a]").fill("Over 10,000 soldiers are in the border province.")
    page.locator("[name=b]").fill("50,000 soldiers are in the border province.")
    page.get_by_role("button", name="Explain", exact=True).click()
    page.get_by_role("heading", name="The steps").first.wait_for(timeout=PATIENCE)
    assert (violations(page), too_wide(page)) == ([], [])


def test_two_values_are_chosen_and_explained(visit: Open, server: Server) -> None:
    _, page = entered(visit, server)
    folder = CORPORA / "north-korean-troops"
    page.locator("#pick").set_input_files(sorted(folder.glob("*.txt")))
    row = page.locator("fieldset.row").first
    assert row.locator("textarea").bounding_box()["height"] < 60, "beside a file an empty text takes no room"
    address = compared(page)
    page.locator("select[name=a]").select_option(index=0)
    page.locator("select[name=b]").select_option(index=page.locator("select[name=b] option").count() - 1)
    page.get_by_role("button", name="Explain these two").click()
    page.get_by_role("heading", name="The steps").first.wait_for(timeout=PATIENCE)
    assert violations(page) == []
    page.get_by_role("link", name="Back to the comparison").click()
    assert page.url == address


def test_progress_is_shown_with_its_share_and_said_seldom(visit: Open, server: Server) -> None:
    _, page = entered(visit, server)
    page.locator("#pick").set_input_files(sorted(CORPORA.glob("*/*.txt")))
    page.get_by_role("button", name="Compare", exact=True).click()
    page.locator("#far", has_text="% done").wait_for(timeout=PATIENCE)
    assert violations(page) == []
    assert 0 < float(page.locator("#bar").get_attribute("value") or 0) <= 1
    assert page.locator("#stage").inner_text().split()[0] in ("Finding", "Looking", "Comparing", "Taking", "Reading")
    page.get_by_role("heading", name="Findings", exact=True).wait_for(timeout=PATIENCE)


def test_a_mistake_in_rules_has_a_caret_and_leads_to_its_place(visit: Open, server: Server) -> None:
    _, page = entered(visit, server)
    page.locator("#rules-part > summary").click()
    rules = page.locator("#rules")
    rules.fill("version: 1\nrules:\n  - id: figures\n    kind: quantty\n")
    shown = page.locator("#rules-mistakes pre")
    line, caret = shown.inner_text().split("\n")
    assert caret.index("^") == line.index("quantty")
    assert violations(page) == []
    page.get_by_role("button", name="line 4, column 11").click()
    behind = "() => document.activeElement.value.slice(document.activeElement.selectionStart)"
    assert page.evaluate(behind) == "quantty\n"
    rules.fill("version: 1\nrules:\n  - id: figures\n    severity: off\n")
    page.get_by_text("No mistakes.").wait_for()
