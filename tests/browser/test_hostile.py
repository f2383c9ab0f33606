"""Articles full of HTML, scripts, SVG, escapes and formulas: all of it is text, nothing of it happens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.report.escape import page as cleaned
from tests.browser.chromium import Outside, Visit
from tests.browser.conftest import Open
from tests.browser.hostile.corpus import LINES, WORD, article, texts, write
from tests.browser.looks import text_of, too_wide, violations, words
from tests.browser.made import Made, compare
from tests.browser.server import Server

CANARY = """
  window.sung = [];
  window.canary = (name) => { window.sung.push(String(name)); };
"""
LEAK = "leak.example"
# What a page of ours never holds, and an article could bring in.
NEVER = (
    "iframe, object, embed, base, img, video, audio, link:not([rel=icon]):not([rel=stylesheet]), foreignObject, math"
)
SETTINGS: list[dict[str, Any]] = [{}, {"bypass_csp": True}, {"java_script_enabled": False}]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The report of the hostile articles."""
    folder = tmp_path_factory.mktemp("hostile")
    return compare(write(folder), folder, folder, ())


def opened(visit: Open, **options: Any) -> Visit:
    """A visitor whose pages know the canary."""
    one = visit(**options)
    one.context.add_init_script(CANARY)
    return one


def assert_unharmed(page: Any, outside: Outside) -> None:
    """Nothing of an article has become more than text, and nothing has run. The visit itself watches for requests."""
    for name in ("mouseover", "focus", "toggle"):
        page.evaluate(
            "(name) => document.querySelectorAll('body *').forEach((e) => e.dispatchEvent(new Event(name)))", name
        )
    page.wait_for_timeout(100)
    assert page.evaluate("() => window.sung || []") == []
    assert page.locator(NEVER).count() == 0
    handlers = page.evaluate(
        """() => [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes]
             .filter((a) => /^on/i.test(a.name) || a.name === 'style' && e.closest('bdi, blockquote, .body')
               || ['href', 'src', 'action', 'formaction'].includes(a.name.toLowerCase())
                  && !/^(#|\\/(?!\\/)|$)/.test(a.value))
             .map((a) => `${e.tagName} ${a.name}=${a.value.slice(0, 80)}`))"""
    )
    assert handlers == []
    assert page.evaluate("() => Boolean(document.getElementById('hurt'))") is False
    assert not [asked for asked in outside.asked if LEAK in asked]


@pytest.mark.parametrize("options", SETTINGS, ids=["as it is", "without its policy", "without a script"])
def test_nothing_of_an_article_runs_or_asks(
    visit: Open, hostile: Made, outside: Outside, options: dict[str, Any]
) -> None:
    one = opened(visit, **options)
    page = one.open(hostile.page)
    assert len(hostile.findings) > 10
    assert page.locator(".finding").count() == len(hostile.findings)
    assert_unharmed(page, outside)
    assert one.requests == [hostile.page.as_uri()]
    assert page.locator("script").count() == page.locator("style").count() == 1


def seen(text: str) -> str:
    """What a reader sees of a text: all but format characters, save the joiner that an emoji is made with."""
    return "".join(c for c in cleaned(text) if c == "\u200d" or unicodedata.category(c) != "Cf")


def test_each_text_stands_on_the_page_as_it_was_written(visit: Open, hostile: Made) -> None:
    page = visit().open(hostile.page)
    shown = text_of(page, "#articles")
    missing = [name for name, text in texts().items() if words(seen(text)) not in shown]
    assert missing == []
    assert WORD in shown
    assert f"Line {LINES - 1}." in shown
    assert "1337" not in shown.replace(",", "")
    assert "{{ 7 * 191 }}" in shown


def test_the_page_stays_in_hand(visit: Open, hostile: Made) -> None:
    page = visit(viewport={"width": 360, "height": 740}, is_mobile=True).open(hostile.page)
    assert too_wide(page) == [], "a word of 10,000 letters breaks, and does not push the page apart"
    assert violations(page) == []


def test_sorting_filtering_and_pairing_hurt_nobody(visit: Open, hostile: Made, outside: Outside) -> None:
    page = opened(visit, bypass_csp=True).open(hostile.page)
    for head in ("Fact", "Verdict", "Confidence"):
        page.get_by_role("columnheader", name=head).get_by_role("button").click()
    for text in list(texts().values())[:8]:
        page.get_by_label("Search").fill(re.sub(r"[\x00-\x1f]", "", text))
    page.get_by_role("button", name="Clear").click()
    page.locator("a.context").first.click()
    page.locator("details").evaluate_all("all => all.forEach((d) => { d.open = true; })")
    assert_unharmed(page, outside)


def test_addresses_of_the_page_hurt_nobody(visit: Open, hostile: Made, outside: Outside) -> None:
    for part in (
        "<img src=x onerror=canary('hash')>",
        "q=<script>canary('hash')</script>&at=x",
        "%",
        "verdict=%zz",
        "__proto__",
    ):
        page = opened(visit).open(hostile.page, part)
        assert_unharmed(page, outside)


def test_the_saved_table_holds_no_formula(visit: Open, hostile: Made) -> None:
    page = visit(accept_downloads=True).open(hostile.page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    saved = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    assert not re.findall(r'(?:^|",)"[=+\-@\t\r]', saved, re.MULTILINE)
    assert "\x1b" not in saved
    assert "\x00" not in saved


@pytest.fixture(scope="module")
def pasted(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A server with the hostile articles in it, and the address of their comparison."""
    folder = tmp_path_factory.mktemp("pasted")
    names = write(folder)
    (folder / "checker.yaml").unlink()
    with Server(folder) as server, Visit(browser, server=server.address) as one:
        one.context.add_init_script(CANARY)
        page = one.open(server.entrance)
        for number, name in enumerate(names[:2], 1):
            page.locator(f"[name=name-{number}]").fill(re.sub(r"[\x00-\x1f]", "", name))
            text = article(64 * number).replace("\0", "")
            page.locator(f"[name=text-{number}]").evaluate("(field, text) => { field.value = text; }", text)
        page.locator("[name=file-3]").set_input_files(folder / names[2])
        page.get_by_role("button", name="Compare").click()
        page.get_by_role("heading", name=re.compile("Findings|failed")).wait_for(timeout=90_000)
        assert page.get_by_role("heading", name="failed").count() == 0, page.locator("main").inner_text()
        yield server, one, page, page.url


def test_pasted_and_uploaded_they_are_text_too(pasted: Any, outside: Outside) -> None:
    server, one, page, address = pasted
    page.goto(address)
    assert page.locator("article.finding").count() > 5
    assert_unharmed(page, outside)
    assert violations(page) == []
    page.goto(f"{server.address}/")
    assert_unharmed(page, outside)
    assert one.problems == []


def test_the_full_report_of_a_server_is_as_harmless(pasted: Any, outside: Outside) -> None:
    _, one, page, address = pasted
    page.goto(address)
    page.get_by_role("link", name="Open the full report").click()
    page.locator("#matrix").wait_for()
    assert page.locator(".finding").count() > 5
    assert_unharmed(page, outside)
    assert page.evaluate("() => { try { return document.cookie; } catch (e) { return e.name; } }") in (
        "",
        "SecurityError",
    )
    assert one.problems == []


def test_hostile_rules_and_reasons_are_text(pasted: Any, outside: Outside, made: Callable[[str], Made]) -> None:
    _, one, page, address = pasted
    page.goto(address)
    hurt = texts()["breaks-out-of-attribute"]
    form = page.locator("article.finding form").first
    form.locator("summary").click()
    form.locator("[name=reason]").fill(hurt)
    form.get_by_role("button", name="Accept this finding").click()
    page.locator(".acceptance").wait_for()
    assert hurt in page.locator(".acceptance").inner_text()
    assert_unharmed(page, outside)
    quoted = hurt.replace("'", "''")
    page.locator("#rules").fill(f"version: 1\nrules:\n  - id: '{quoted}'\n    kind: <script>canary('kind')</script>\n")
    page.locator("#rules-mistakes p").first.wait_for()
    assert "canary" in page.locator("#rules-mistakes").inner_text()
    assert_unharmed(page, outside)
    assert one.problems == []
