"""checker serve as its user meets it: paste, drop, watch, read, accept, come back; and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import Visit
from tests.browser.conftest import Open
from tests.browser.looks import too_wide, violations, words
from tests.browser.made import CORPORA
from tests.browser.server import Server

ONE = "Published: 2031-03-04\n\nThe fire in the Arvo valley destroyed at least 64 homes, the fire service said.\n"
TWO = "Published: 2031-03-04\n\n46 homes were destroyed by the fire in the Arvo valley.\n"
THIRD = "Published: 2031-03-04\n\nThe fire in the Arvo valley destroyed 12 homes.\n"
PATIENCE = 60_000  # milliseconds: a comparison waits for the models the first time
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "device_scale_factor": 2}


def entered(visit: Open, server: Server, **options: Any) -> tuple[Visit, Any]:
    """A visitor who has opened the address that the server printed."""
    one = visit(server=server.address, **options)
    return one, one.open(server.entrance)


def paste(page: Any, *articles: str) -> None:
    """Paste articles into the form."""
    for number, text in enumerate(articles, 1):
        page.locator(f"[name=name-{number}]").fill(f"paper-{number}")
        page.locator(f"[name=text-{number}]").fill(text)


def compared(page: Any) -> str:
    """Press the button, wait for what was found, and give its address."""
    page.get_by_role("button", name="Compare", exact=True).click()
    page.get_by_role("heading", name="Findings", exact=True).wait_for(timeout=PATIENCE)
    return str(page.url)


def test_paste_progress_report_accept_reload_still_accepted(visit: Open, server: Server) -> None:
    _, page = entered(visit, server)
    assert "token" not in page.url, "the token does not stay in the address"
    paste(page, ONE, TWO)
    page.get_by_role("button", name="Compare", exact=True).click()
    page.get_by_role("progressbar").wait_for()
    page.get_by_role("heading", name="Findings", exact=True).wait_for(timeout=PATIENCE)
    finding = page.locator("article.finding").first
    text = words(finding.inner_text())
    assert "at least 64" in text
    assert "46" in text
    assert page.locator(".fact mark").all_inner_texts() == ["at least 64", "46"]
    finding.get_by_text("Accept", exact=True).click()
    finding.get_by_label("Reason").fill("the fire service counts sheds too")
    finding.get_by_role("button", name="Accept this finding").click()
    page.get_by_text("the fire service counts sheds too").wait_for()
    page.reload()
    assert "the fire service counts sheds too" in page.locator("article.finding").first.inner_text()
    page.locator("article.finding").first.get_by_role("button", name="Not accepted any more").click()
    page.locator("article.finding").first.get_by_text("Accept", exact=True).wait_for()
    page.reload()
    assert page.get_by_text("the fire service counts sheds too").count() == 0


def test_what_is_accepted_outlives_the_server_where_it_has_a_file(visit: Open, tmp_path: Path) -> None:
    with Server(tmp_path, "--baseline", "known.yaml") as server:
        for turn in range(2):
            _, page = entered(visit, server)
            paste(page, ONE, TWO)
            compared(page)
            if turn == 0:
                finding = page.locator("article.finding").first
                finding.get_by_text("Accept", exact=True).click()
                finding.get_by_label("Reason").fill("sheds")
                finding.get_by_role("button", name="Accept this finding").click()
                page.locator(".acceptance").wait_for()
                assert "sheds" in (tmp_path / "known.yaml").read_text(encoding="utf-8")
                page.close()  # or else it may still ask for its icon
                server.stop()
                server.start()
            else:
                assert "sheds" in page.locator(".acceptance").inner_text()


def test_files_are_dropped_or_chosen(visit: Open, server: Server) -> None:
    _, page = entered(visit, server)
    folder = CORPORA / "north-korean-troops"
    transfer = page.evaluate_handle(
        """(files) => { const t = new DataTransfer();
             for (const [name, text] of files) t.items.add(new File([text], name, { type: "text/plain" }));
             return t; }""",
        [[name, (folder / name).read_text(encoding="utf-8")] for name in ("briefing.txt", "courier.txt")],
    )
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})
    page.locator("#pick").set_input_files(folder / "ledger.txt")
    compared(page)
    text = words(page.inner_text("body"))
    for name in ("briefing.txt", "courier.txt", "ledger.txt"):
        assert name in text
    assert page.locator("article.finding").count() >= 3


def test_the_full_report_and_every_format_are_there(visit: Open, server: Server) -> None:
    _, page = entered(visit, server, accept_downloads=True)
    paste(page, ONE, TWO)
    address = compared(page)
    links = page.get_by_role("navigation", name="The whole report").get_by_role("link")
    saved = {}
    for link in [link for link in links.all() if (link.get_attribute("href") or "").endswith("download")]:
        with page.expect_download() as download:
            link.click()
        assert download.value.failure() is None
        saved[link.get_attribute("href")] = Path(download.value.path()).read_text(encoding="utf-8")
    assert len(saved) >= 6
    assert all("at least 64" in text.replace("\\u", "u") for text in saved.values())
    as_json = next(text for href, text in saved.items() if "/json?" in href)
    assert json.loads(as_json)["findings"]
    page.get_by_role("link", name="Open the full report").click()
    page.locator("#matrix").wait_for()
    assert page.locator(".finding").count() == 1
    page.get_by_role("columnheader", name="Fact").get_by_role("button").click()
    assert violations(page) == []
    page.goto(address)


def test_rules_are_checked_while_one_writes_and_their_effect_is_shown(visit: Open, server: Server) -> None:
    _, page = entered(visit, server)
    paste(page, ONE, TWO)
    compared(page)
    rules = page.locator("#rules")
    rules.fill("version: 1\nrules:\n  - id: figures\n    kind: quantty\n")
    page.locator("#rules-mistakes", has_text=re.compile("line 4.*quantity")).wait_for()
    assert rules.get_attribute("aria-invalid") == "true"
    rules.fill("version: 1\nrules:\n  - id: figures\n    kind: quantity\n    severity: off\n")
    page.get_by_text("No mistakes.").wait_for()
    page.get_by_role("button", name="Compare again").click()
    page.get_by_role("heading", name="What the other rules change").wait_for(timeout=PATIENCE)
    section = page.get_by_role("region", name="What the other rules change")
    assert "at least 64" in section.inner_text()


def test_a_wrong_token_is_told_and_lets_nobody_in(visit: Open, server: Server) -> None:
    one = visit(server=server.address)
    one.expect("status of 40[13]")
    for address in (
        f"{server.address}/?token=wrong",
        f"{server.address}/",
        f"{server.address}/c/1",
        f"{server.address}/api/v1/docs",
    ):
        response = one.page.goto(address)
        assert response.status in (401, 403)
        assert "address that" in one.page.inner_text("main")
        assert one.page.locator("form").count() == 0
        assert violations(one.page) == []
    assert one.open(server.entrance).get_by_role("button", name="Compare", exact=True).count() == 1


def test_two_users_do_not_see_each_other(visit: Open, server: Server) -> None:
    _, first = entered(visit, server)
    paste(first, ONE, TWO)
    address = compared(first)
    other, second = entered(visit, server)
    other.expect("status of 404")
    assert "paper-1" not in second.inner_text("main")
    assert second.goto(address).status == 404
    assert "64" not in second.inner_text("main")
    first.goto(f"{server.address}/")
    assert "paper-1" in first.inner_text("main")


def test_an_upload_over_the_limit_is_told_and_the_server_lives_on(visit: Open, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_text("word " * 20_000, encoding="utf-8")
    with Server(tmp_path, "--max-upload", "50000") as server:
        one, page = entered(visit, server)
        page.locator("[name=file-1]").set_input_files(large)
        page.get_by_role("alert").get_by_text("0.1 MB").wait_for()
        page.get_by_role("button", name="Compare", exact=True).click()
        assert page.url == f"{server.address}/"
        blind = visit(server=server.address, java_script_enabled=False)
        blind.expect("status of 413")
        page = blind.open(server.entrance)
        page.locator("[name=file-1]").set_input_files(large)
        page.get_by_role("button", name="Compare", exact=True).click()
        page.get_by_text("--max-upload").wait_for()
        page.goto(f"{server.address}/")
        paste(page, ONE, TWO)
        page.get_by_role("button", name="Compare", exact=True).click()
        page.get_by_role("heading", name="Findings", exact=True).wait_for(timeout=PATIENCE)
        assert one.problems == []


def test_it_works_without_a_script(visit: Open, server: Server) -> None:
    _, page = entered(visit, server, java_script_enabled=False)
    paste(page, ONE, TWO)
    compared(page)
    assert page.locator(".fact mark").all_inner_texts() == ["at least 64", "46"]
    page.locator("article.finding summary").first.click()
    page.get_by_label("Reason").fill("sheds")
    page.get_by_role("button", name="Accept this finding").click()
    assert "sheds" in page.locator(".acceptance").inner_text()


def test_one_article_alone_is_told_before_it_is_sent(visit: Open, server: Server) -> None:
    _, page = entered(visit, server)
    paste(page, ONE)
    page.get_by_role("button", name="Compare", exact=True).click()
    page.get_by_role("alert").get_by_text("two articles").wait_for()
    page.get_by_role("button", name="Another article").click()
    assert page.locator("fieldset.row").count() == 4
    page.locator("[name=text-4]").fill(THIRD)
    compared(page)


def test_a_user_who_leaves_in_the_middle_harms_nobody(browser: Any, visit: Open, server: Server) -> None:
    gone = Visit(browser, server=server.address)
    page = gone.open(server.entrance)
    paste(page, ONE, TWO)
    page.get_by_role("button", name="Compare", exact=True).click(no_wait_after=True)
    gone.context.close()
    _, page = entered(visit, server)
    paste(page, TWO, THIRD)
    compared(page)
    assert "46" in page.locator("article.finding").first.inner_text()


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, PHONE], ids=["light", "dark", "phone"])
def test_axe_finds_nothing_and_nothing_is_too_wide(visit: Open, server: Server, look: dict[str, Any]) -> None:
    _, page = entered(visit, server, **look)
    page.locator("details").evaluate_all("all => all.forEach((d) => { d.open = true; })")
    assert (violations(page), too_wide(page)) == ([], [])
    paste(page, ONE, TWO)
    compared(page)
    page.locator("details").evaluate_all("all => all.forEach((d) => { d.open = true; })")
    assert (violations(page), too_wide(page)) == ([], [])
    page.goto(f"{server.address}/api/v1/docs")
    assert (violations(page), too_wide(page)) == ([], [])


def test_it_is_used_by_keys_alone(visit: Open, server: Server) -> None:
    _, page = entered(visit, server)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.locator("[name=name-1]").focus()
    for word in ("first", None, ONE):
        if word is not None:
            page.keyboard.insert_text(word)
        for _ in range(4 if word is None else 1):  # a date is several fields
            page.keyboard.press("Tab")
    page.locator("[name=text-1]").fill(ONE)
    page.locator("[name=text-2]").fill(TWO)
    page.get_by_role("button", name="Compare", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Findings", exact=True).wait_for(timeout=PATIENCE)
