"""The page of each corpus in a browser: read, sorted, filtered, followed, printed, and read without a script."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.browser.conftest import Open
from tests.browser.looks import SHOWN, at_rest, by_id, fingerprints, in_view, text_of, too_wide, violations, words
from tests.browser.made import Made, corpora

DARK = {"color_scheme": "dark"}
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
NO_SCRIPT = {"java_script_enabled": False}
LOOKS: dict[str, dict[str, Any]] = {"light": {}, "dark": DARK, "phone": PHONE, "dark phone": PHONE | DARK}
# Each corpus in one look, and each look for one corpus: the parts of a page are the same for all.
AXE = [*((name, "light") for name in corpora()[1:]), *((corpora()[0], look) for look in LOOKS)]


def kept(made: Made, name: str, value: str) -> set[str]:
    """The fingerprints of the findings with that value of a field."""
    return {f["fingerprint"] for f in made.findings if f[name] == value}


def quotes(made: Made) -> set[str]:
    """Every sentence that the page must quote."""
    return {words(f[side]["text"]) for f in made.findings for side in "ab"}


def test_the_corpora_have_findings(corpus: Made) -> None:
    assert len(corpus.findings) > 3


def test_it_opens_from_disk_and_asks_for_nothing_else(visit: Open, corpus: Made) -> None:
    one = visit()
    page = one.open(corpus.page)
    assert one.requests == [corpus.page.as_uri()]
    assert page.title()
    assert sorted(fingerprints(page)) == sorted(f["fingerprint"] for f in corpus.findings)
    text = text_of(page)
    for finding in corpus.findings:
        assert words(finding["explanation"]) in text
    for quote in quotes(corpus):
        assert quote in text, "a quote is cut or missing"


def marked(side: dict[str, Any]) -> str:
    """The words that stand for the value in its sentence: the value itself may be put in other words."""
    if side["value"] in side["text"]:
        return str(side["value"])
    start, end = (side[name] - side["start"] for name in ("span_start", "span_end"))
    return str(side["text"][start:end])


def test_each_quote_marks_its_value(visit: Open, corpus: Made) -> None:
    page = visit().open(corpus.page)
    for finding in corpus.findings:
        shown = page.locator(by_id(finding["fingerprint"]))
        for side in "ab":
            statement = page.locator(by_id(shown.get_attribute(f"data-{side}")))
            assert words(finding[side]["text"]) in words(statement.locator("blockquote").text_content())
            marks = statement.locator("mark").all_text_contents()
            assert marks == ([marked(finding[side])] if marked(finding[side]) else [])
            assert f"line {finding[side]['line']}" in statement.text_content()


@pytest.mark.parametrize("head", ["Fact", "Verdict", "Confidence"])
def test_a_press_on_a_heading_sorts_and_another_turns_round(visit: Open, corpus: Made, head: str) -> None:
    page = visit().open(corpus.page)
    name = {"Fact": "label", "Verdict": "gravity", "Confidence": "confidence"}[head]
    rows = page.locator(".matrix tbody tr")

    def order() -> list[Any]:
        values = rows.evaluate_all("(all, name) => all.map((r) => r.dataset[name])", name)
        return [v.lower() if name == "label" else float(v) for v in values]

    before = order()
    button = page.get_by_role("columnheader", name=head).get_by_role("button")
    states = []
    for _ in range(2):
        button.click()
        states.append(page.get_by_role("columnheader", name=head).get_attribute("aria-sort"))
        assert order() == sorted(before, reverse=states[-1] == "descending")
    assert sorted(states) == ["ascending", "descending"]


@pytest.mark.parametrize(("field", "control"), [("verdict", "Verdict"), ("kind", "Kind"), ("rule", "Rule")])
def test_a_filter_shows_what_fits_and_counts_it(visit: Open, corpus: Made, field: str, control: str) -> None:
    page = visit().open(corpus.page)
    for value in sorted({f[field] for f in corpus.findings}):
        page.get_by_label(control, exact=True).select_option(value)
        wanted = kept(corpus, field, value)
        page.wait_for_function("n => document.querySelectorAll('.finding:not([hidden])').length === n", arg=len(wanted))
        assert set(fingerprints(page)) == wanted
        assert page.locator("#count").inner_text() == f"{len(wanted)} of {len(corpus.findings)} findings"
        facts = {f["fact"] for f in corpus.findings if f[field] == value}
        assert page.locator(".matrix tbody tr:not([hidden])").count() == len(facts)
        assert page.locator(".fact-card:not([hidden])").count() == len(facts)
    page.get_by_role("button", name="Clear").click()
    assert len(fingerprints(page)) == len(corpus.findings)


def test_filters_for_source_confidence_and_words_go_together(visit: Open, corpus: Made) -> None:
    page = visit().open(corpus.page)
    name = corpus.data["sources"][0]["path"]
    option = page.locator("#f-source option", has_text=name).first.get_attribute("value")
    page.get_by_label("Source", exact=True).select_option(option)
    page.get_by_label("Confidence", exact=True).select_option("0.7")
    wanted = {
        f["fingerprint"]
        for f in corpus.findings
        if name in (f["a"]["source"], f["b"]["source"]) and round(f["confidence"], 4) >= 0.7
    }
    page.wait_for_function("n => document.querySelectorAll('.finding:not([hidden])').length === n", arg=len(wanted))
    assert set(fingerprints(page)) == wanted
    page.get_by_label("Search").fill("no such word in any article")
    page.get_by_text("No finding fits the filter.").wait_for()
    assert page.locator("#count").inner_text() == f"0 of {len(corpus.findings)} findings"
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Search").fill(corpus.findings[0]["a"]["value"].upper())
    page.wait_for_function("() => /^[1-9]\\d* of/.test(document.getElementById('count').textContent)")
    assert corpus.findings[0]["fingerprint"] in fingerprints(page)


def test_what_is_filtered_stands_in_the_address(visit: Open, corpus: Made) -> None:
    one = visit()
    page = one.open(corpus.page)
    page.get_by_label("Verdict", exact=True).select_option("conflict")
    page.wait_for_function("() => location.hash.includes('verdict=conflict')")
    second = visit()
    shown = second.open(page.url)
    assert set(fingerprints(shown)) == kept(corpus, "verdict", "conflict")
    assert shown.get_by_label("Verdict", exact=True).input_value() == "conflict"


def test_a_value_in_the_matrix_leads_to_its_quote_and_that_to_its_article(visit: Open, corpus: Made) -> None:
    page = visit().open(corpus.page)
    links = page.locator(".matrix a.value")
    for number in range(links.count()):
        link = links.nth(number)
        target, value = link.get_attribute("href"), link.text_content()
        link.click()
        page.wait_for_url(f"**{target}")
        assert in_view(page, by_id(target))
        assert page.locator(by_id(target)).get_attribute("data-value") == value
    place = page.locator(".statement .where a").first
    target = place.get_attribute("href")
    said = page.locator(".statement").first.get_attribute("data-value")
    place.click()
    assert in_view(page, by_id(target))
    assert words(said) in words(page.locator(by_id(target)).locator("xpath=..").inner_text())


def test_both_sides_stand_beside_each_other_in_context(visit: Open, corpus: Made) -> None:
    page = visit().open(corpus.page)
    finding = corpus.findings[0]
    shown = page.locator(by_id(finding["fingerprint"]))
    shown.get_by_role("link", name="See both in context").click()
    stories = page.locator(".story:visible")
    assert stories.count() == 2
    left, right = (stories.nth(i).bounding_box() for i in (0, 1))
    assert left["x"] + left["width"] <= right["x"]
    for number, side in enumerate("ab"):
        linked = stories.nth(number).locator(".hl.linked")
        assert finding[side]["value"] in " ".join(linked.all_inner_texts())
        assert in_view(page, f".story:visible >> nth={number} >> .hl.linked")
    page.get_by_role("link", name="Back to the finding").click()
    assert in_view(page, by_id(finding["fingerprint"]))


def test_a_permalink_opens_its_finding(visit: Open, corpus: Made) -> None:
    page = visit().open(corpus.page)
    links = page.locator("a.permalink").evaluate_all("all => all.map((a) => a.getAttribute('href').slice(1))")
    assert len(set(links)) == len(corpus.findings)
    for link in links[:: max(1, len(links) // 4)]:
        shown = visit().open(corpus.page, link)
        assert in_view(shown, by_id(link))
        assert shown.evaluate("() => document.activeElement.id") == link


def test_a_permalink_into_what_is_filtered_away_shows_it(visit: Open, corpus: Made) -> None:
    page = visit().open(corpus.page)
    page.get_by_label("Search").fill("no such word in any article")
    page.get_by_text("No finding fits the filter.").wait_for()
    hidden = page.locator(".finding").last.get_attribute("id")
    page.evaluate("id => { location.hash = '#' + id; }", hidden)
    page.wait_for_function("() => document.getElementById('f-q').value === ''")
    assert in_view(page, by_id(hidden))


def background(page: Any) -> list[int]:
    at_rest(page)
    color = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    return [int(float(part)) for part in color.strip("rgba()").split(",")[:3]]


def test_the_theme_follows_the_system_can_be_chosen_and_is_kept(visit: Open, corpus: Made) -> None:
    assert min(background(visit().open(corpus.page))) > 200
    assert max(background(visit(**DARK).open(corpus.page))) < 60
    page = visit().open(corpus.page)
    page.get_by_label("Theme").select_option("dark")
    assert max(background(page)) < 60
    page.reload()
    assert page.get_by_label("Theme").input_value() == "dark"
    assert max(background(page)) < 60
    page.get_by_label("Theme").select_option("light")
    assert min(background(page)) > 200


def pdf_text(page: Any) -> str:
    reader = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))
    assert len(reader.pages) > 0
    return words(" ".join(p.extract_text() for p in reader.pages))


def test_it_prints_to_pdf_with_every_finding(visit: Open, corpus: Made) -> None:
    printed = pdf_text(visit().open(corpus.page)).replace(" ", "")
    for finding in corpus.findings:
        assert words(finding["explanation"]).replace(" ", "") in printed
    for quote in quotes(corpus):
        assert quote.replace(" ", "") in printed


def test_print_shows_what_the_filter_shows_and_no_controls(visit: Open, corpus: Made) -> None:
    page = visit(**DARK).open(corpus.page)
    page.emulate_media(media="print")
    assert not page.locator("#controls").is_visible()
    assert not page.locator("#settings").is_visible()
    assert min(background(page)) > 200, "paper is white, whatever the theme"


def test_without_a_script_it_is_a_readable_document(visit: Open, corpus: Made) -> None:
    page = visit(**NO_SCRIPT).open(corpus.page)
    text = words(page.inner_text("body"))
    for finding in corpus.findings:
        assert words(finding["explanation"]) in text
    for quote in quotes(corpus):
        assert quote in text
    for source in corpus.data["sources"]:
        assert source["path"] in text
    assert not page.locator("#controls").is_visible(), "controls that do nothing are not shown"
    assert not page.locator("#settings").is_visible()
    link = page.locator(".matrix a.value").first
    target = link.get_attribute("href")
    link.click()
    assert page.url.endswith(target)
    assert in_view(page, by_id(target))


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_width_makes_the_page_scroll_sideways(visit: Open, corpus: Made, width: int) -> None:
    for options in ({}, NO_SCRIPT):
        page = visit(**(PHONE | {"viewport": {"width": width, "height": 740}}), **options).open(corpus.page)
        assert too_wide(page) == []
        if not options:
            page.locator("a.context").first.click()
            assert too_wide(page) == []


@pytest.mark.parametrize(("name", "look"), AXE)
def test_axe_finds_nothing(visit: Open, made: Callable[[str], Made], name: str, look: str) -> None:
    page = visit(**LOOKS[look]).open(made(name).page)
    assert violations(page) == []
    page.locator("details").evaluate_all("all => all.forEach((d) => { d.open = true; })")
    page.locator("a.context").first.click()
    assert violations(page) == []
    page.get_by_role("button", name="Keys").click()
    page.locator("dialog[open]").wait_for()
    assert violations(page) == []


def test_axe_finds_nothing_where_nothing_is_left_by_the_filter(visit: Open, corpus: Made) -> None:
    page = visit().open(corpus.page)
    page.get_by_label("Search").fill("no such word in any article")
    page.get_by_text("No finding fits the filter.").wait_for()
    assert violations(page) == []


def test_axe_finds_nothing_on_the_page_without_its_script(visit: Open, corpus: Made, tmp_path: Path) -> None:
    text, count = re.subn(r"<script>.*</script>", "", corpus.page.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert count == 1
    (tmp_path / "plain.html").write_text(text, encoding="utf-8")  # axe is a script too: with none allowed it cannot run
    assert violations(visit().open(tmp_path / "plain.html")) == []


def test_what_is_saved_as_csv_is_what_is_shown(visit: Open, corpus: Made, tmp_path: Path) -> None:
    page = visit(accept_downloads=True).open(corpus.page)
    page.get_by_label("Verdict", exact=True).select_option("conflict")
    page.wait_for_function("() => document.getElementById('count').textContent.includes(' of ')")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    download.value.save_as(tmp_path / "findings.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "findings.csv").read_bytes().decode("utf-8-sig"))))
    by_print = {f["fingerprint"]: f for f in corpus.findings}
    assert [row["fingerprint"] for row in rows] == fingerprints(page)
    for row in rows:
        finding = by_print[row["fingerprint"]]
        assert row["verdict"] == "conflict"
        assert row["explanation"].lstrip("'") == words(finding["explanation"])
        assert {row["a_value"].lstrip("'"), row["b_value"].lstrip("'")} == {finding[s]["value"] for s in "ab"}


def test_each_control_is_reached_by_tab_and_shows_that_it_is(visit: Open, corpus: Made) -> None:
    page = visit().open(corpus.page)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    assert in_view(page, ".skip")
    wanted = page.locator(
        "a[href]:visible, button:visible:enabled, select:visible:enabled, input:visible, summary:visible"
    ).count()
    reached, unseen = 0, []
    for _ in range(wanted + 40):
        known = page.evaluate(
            """() => {
              const e = document.activeElement;
              if (e === document.body) return null;
              const style = getComputedStyle(e);
              const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
              const ring = outlined || style.boxShadow !== 'none';
              return [e.matches('a[href], button, select, input, summary'), ring, e.outerHTML.slice(0, 80)];
            }"""
        )
        if known is None:
            break
        reached += known[0]
        unseen += [] if known[1] else [known[2]]
        page.keyboard.press("Tab")
    assert unseen == []
    assert reached >= wanted


def test_the_keys_do_what_their_list_says(visit: Open, corpus: Made) -> None:
    page = visit().open(corpus.page)
    ids = page.locator(SHOWN).evaluate_all("all => all.map((e) => e.id)")
    active = "() => document.activeElement.id"
    page.keyboard.press("j")
    assert page.evaluate(active) == ids[0]
    page.keyboard.press("j")
    assert page.evaluate(active) == ids[1]
    page.keyboard.press("k")
    assert page.evaluate(active) == ids[0]
    assert in_view(page, by_id(ids[0]))
    page.keyboard.press("c")
    assert page.locator(".hl.linked").count() >= 2
    page.keyboard.press("/")
    assert page.evaluate(active) == "f-q"
    page.keyboard.type("jk?")
    assert page.locator("dialog[open]").count() == 0, "keys are letters where one writes"
    assert page.get_by_label("Search").input_value() == "jk?"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_a_matrix_is_sorted_and_filtered_by_keys_alone(visit: Open, corpus: Made) -> None:
    page = visit().open(corpus.page)
    head = page.get_by_role("columnheader", name="Confidence")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") in ("ascending", "descending")
    page.get_by_label("Search").focus()
    page.keyboard.type(corpus.findings[0]["a"]["value"])
    page.wait_for_function("() => document.getElementById('count').textContent.includes(' of ')")
    page.locator(".matrix tbody tr:not([hidden]) a.value").first.focus()
    target = page.evaluate("() => document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    assert in_view(page, by_id(target))
