import base64
import hashlib
import re
from dataclasses import replace

import pytest

from checker.report import RenderOptions, escape, render
from checker.report.html import content_security_policy
from checker.report.layout import besides
from checker.values.report import Report
from checker.values.text import Document
from tests.report.golden import GOLDEN, assert_golden
from tests.report.html_samples import ferry_with_texts, timed
from tests.report.page import PageReader, without_assets
from tests.report.samples import HOSTILE, ferry, hostile, known, silent, source

CASES = {"ferry": ferry, "texts": ferry_with_texts, "known": known, "silent": silent, "timed": timed}
ACTIVE = {"script", "iframe", "object", "embed", "link", "base", "img", "form", "style", "foreignobject", "animate"}


def page_of(report: Report, **options: object) -> PageReader:
    return PageReader(render(report, "html", RenderOptions(**options)))  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES)
def test_every_element_is_closed_and_every_link_leads_somewhere(case: str) -> None:
    page = page_of(CASES[case]())
    assert (page.open, page.wrong) == ([], [])
    assert len(page.ids) == len(set(page.ids))
    assert {link for link in page.links if link[1:] not in page.ids} == set()
    for _, attrs in page.elements:
        for name in ("aria-labelledby", "for", "data-a", "data-b"):
            assert name not in attrs or attrs[name] in page.ids


def test_the_page_with_texts_is_as_in_its_golden_file() -> None:
    text = without_assets(render(ferry_with_texts(), "html", RenderOptions()))
    assert_golden(GOLDEN / "report-ferry" / "texts.html", text)


def test_it_loads_nothing_from_anywhere() -> None:
    page = page_of(ferry_with_texts())
    assert all(link.startswith("#") for link in page.links)
    assert not [attrs for _, attrs in page.elements if "src" in attrs or "srcset" in attrs or "style" in attrs]
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]


def test_the_policy_names_the_style_and_the_script_of_the_page_and_nothing_else() -> None:
    text = render(ferry(), "html", RenderOptions())
    policy = content_security_policy()
    for tag in ("style", "script"):
        inline = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(inline) == 1
        digest = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert PageReader(text).of("meta")[1]["content"] == policy


def hostile_with_text(text: str) -> Report:
    """The hostile sample with the article that its quotes come from."""
    report = hostile(text)
    return replace(report, documents=(Document(report.sources[0].id, report.findings[0].a.text),))


def shape(page: PageReader) -> list[tuple[str, list[str]]]:
    """All elements but those of which an article of several lines has several: paragraphs, and a mark in each."""
    return [(tag, sorted(a)) for tag, a in page.elements if tag != "p" and not a.get("class", "").startswith("hl ")]


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_adds_no_element_and_no_attribute(case: str) -> None:
    ours, plain = page_of(hostile_with_text(HOSTILE[case])), page_of(hostile_with_text("word"))
    assert shape(ours) == shape(plain)
    assert [tag for tag, _ in ours.elements if tag in ACTIVE] == [tag for tag, _ in plain.elements if tag in ACTIVE]


@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_that_a_page_obeys_is_left(case: str) -> None:
    text = render(hostile_with_text(HOSTILE[case]), "html", RenderOptions())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e0fff]", text)
    text.encode("utf-8")


def test_hostile_html_is_shown_as_text() -> None:
    assert "<script>alert(1)</script> <img src=x onerror=y>" in page_of(hostile(HOSTILE["html"])).text


def test_joiners_of_scripts_and_emoji_stay() -> None:
    assert "می\u200cخواهم" in page_of(hostile("می\u200cخواهم")).text


def test_what_is_quoted_is_marked_in_its_article_and_leads_to_its_finding() -> None:
    report = ferry_with_texts()
    page = page_of(report)
    marks = page.of("hl")
    assert [m["href"] for m in marks] == [f"#{report.findings[i].fingerprint}" for i in (0, 0, 1)]
    assert marks[0]["data-f"].split() == [f.fingerprint for f in report.findings] + ["row-F1"]
    quotes = {s["id"] for s in page.of("statement")}
    assert {v["href"][1:] for v in page.of("value") if v.get("href")} <= quotes | set(page.ids)


def test_each_finding_has_its_permalink_its_steps_and_its_commands() -> None:
    report = ferry_with_texts()
    page = page_of(report)
    assert [f["id"] for f in page.of("finding")] == [f.fingerprint for f in report.findings]
    assert f"checker explain --fingerprint {report.findings[0].fingerprint} morning.txt noon.txt" in page.text
    assert "asked a model" in page.text
    assert "contradiction 0.90" in page.text


def test_equal_findings_get_ids_of_their_own() -> None:
    report = ferry()
    twice = replace(report, findings=(report.findings[0], report.findings[0]))
    assert len({f["id"] for f in page_of(twice).of("finding")}) == 2


def test_what_was_not_checked_is_said_at_the_top_and_in_its_section() -> None:
    page = page_of(silent())
    assert "Not everything was checked" in page.text
    assert "entailment: the model could not be loaded" in page.text
    assert "Every stage ran on every source" in page_of(replace(silent(), not_checked=())).text


def test_accepted_and_stale_findings_say_so() -> None:
    page = page_of(known())
    assert "accepted on 2024-03-05: the operator has corrected its list" in page.text
    assert "Accepted once, and found no longer" in page.text
    assert {f["data-state"] for f in page.of("finding")} == {"open", "accepted"}


def test_copies_stand_behind_what_they_are_copies_of() -> None:
    report = silent()
    sources = (source("a.txt"), source("b.txt"), source("c.txt", origin="a.txt"))
    page = page_of(replace(report, sources=sources))
    assert re.findall(r"S\d [abc]\.txt", page.text) == ["S1 a.txt", "S3 c.txt", "S2 b.txt"]
    assert "copy of S1" in page.text


def test_pictures_say_in_words_what_they_show() -> None:
    labels = [a["aria-label"] for a in page_of(ferry_with_texts()).of("lane")]
    assert labels == [
        "S2: 95, read as exactly 95",
        "S1: At least 120, read as 120 or more",
        "S3: 131, read as exactly 131",
    ]
    assert [a["aria-label"] for a in page_of(timed()).of("lane")] == [
        "S1: Monday, from 2024-03-04 up to 2024-03-05",
        "S2: 13 March, from 2024-03-13 up to 2024-03-14",
    ]


def test_ascii_means_ascii_and_the_same_words() -> None:
    text = render(ferry_with_texts(), "html", RenderOptions(ascii=True))
    assert text.isascii()
    assert PageReader(text).text == page_of(ferry_with_texts()).text


def test_the_assets_are_small_and_their_own() -> None:
    text = render(silent(), "html", RenderOptions())
    assert len(text) < 60_000
    assert "http://" not in text
    assert "https://" not in text


def test_the_figures_count_what_is_shown_and_the_rest_is_said() -> None:
    report = ferry()
    page = page_of(report)
    assert "3 sources 5 facts compared 1 conflict 1 update" in page.text
    assert (
        f"{besides(report)} (--verdicts and --min-confidence show more)."
        == "Not shown: 3 pairs that agree (--verdicts and --min-confidence show more)."
    )
    assert f"{besides(report)} (--verdicts and --min-confidence show more)." in page.text
    left = page_of(replace(report, findings=report.findings[1:]))
    assert "3 sources, no conflict shown" in left.text
    assert "0 conflicts 1 update" in left.text
    assert "1 conflict left out by the settings" in left.text
    assert "Not shown" not in page_of(replace(silent(), hidden=0)).text


def test_what_is_accepted_is_counted_at_the_top() -> None:
    assert "1 of the findings is accepted." in page_of(known()).text


def test_a_label_has_no_hole_where_its_value_was() -> None:
    report = ferry_with_texts()
    loose = "when: the blast came after , when many slept ."
    findings = tuple(replace(f, label=loose) for f in report.findings)
    rows = tuple(replace(r, label=loose) for r in report.facts)
    page = page_of(replace(report, findings=findings, facts=rows))
    assert [r["data-label"] for r in page.of("tr") if "data-label" in r] == [
        "when: the blast came after, when many slept"
    ] * len(rows)
    assert "after ," not in page.text


def test_a_statement_says_when_it_was_published_for_which_day_it_holds_and_who_says_it() -> None:
    text = page_of(ferry_with_texts()).text
    assert "line 2 published 2024-03-04 said by the operator" in text
    assert "as of 2024-03-05" in text


def test_what_is_accepted_is_not_offered_to_be_accepted() -> None:
    report = known()
    texts = page_of(report).text
    first = next(f for f in report.findings if f.key in report.accepted)
    assert f"checker accept {first.fingerprint}" not in texts
    assert texts.count("checker accept ") == len(report.findings) - 1
    assert "checker explain --fingerprint " + first.fingerprint in texts


def test_commands_repeat_what_the_run_was_told() -> None:
    report = ferry_with_texts()
    digits = report.findings[0].fingerprint
    text = page_of(report, again=("--rules", "casualties")).text
    assert f"checker explain --fingerprint {digits} --rules casualties morning.txt noon.txt" in text
    assert f"checker accept {digits} --rules casualties morning.txt noon.txt --reason" in text


def test_what_the_page_saves_takes_the_same_for_a_formula_as_every_table() -> None:
    """The browser's tests run the script; here its expressions are held against those of ``escape``."""
    script = re.search(r"<script>(.*?)</script>", render(silent(), "html", RenderOptions()), re.DOTALL)
    assert script
    found = dict(re.findall(r"const ([A-Z_]+) = /(.*)/[gu]*;", script[1]))
    unescaped = {
        name: re.sub(r"\\u\{?([0-9a-f]{4,5})\}?", lambda m: chr(int(m[1], 16)), body) for name, body in found.items()
    }
    assert unescaped["FORMULA"] == escape._FORMULA.pattern
    assert unescaped["NEXT_CELL"].replace("\\'", "'") == escape._NEXT_CELL.pattern.replace('\\"', '"')
    assert unescaped["NUMBER"] == f"^{escape._NUMBER.pattern}$"
    seen = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x20000), *range(0xE0000, 0xE1000))))
    ours = re.compile(unescaped["INVISIBLE"].replace(r"\0", r"\x00"))
    assert set(ours.findall(seen)) == set(escape._INVISIBLE.findall(seen))
    spaces = set("".join(re.findall(unescaped["BREAK"], seen)))
    assert spaces == set("".join(escape._BREAK.findall(seen)))
