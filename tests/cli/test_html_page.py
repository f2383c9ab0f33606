"""The page of whole runs over small articles: everything that the JSON report has is on it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.cli.main import main
from tests.cli.conftest import Run
from tests.report.golden import GOLDEN
from tests.report.page import PageReader

CASES = {"hill-fire": ("gazette.txt", "herald.txt", "courier.txt"), "hostile": ("one.txt", "two.txt")}


@pytest.mark.parametrize("case", CASES)
def test_the_page_of_a_run_has_what_its_json_has(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GOLDEN / case)
    report = json.loads((GOLDEN / case / "report.json").read_text(encoding="utf-8"))
    target = tmp_path / "report.html"
    assert main(["compare", *CASES[case], "--format", "html", "--output", str(target)]) == 1
    page = PageReader(target.read_text(encoding="utf-8"))
    assert (page.open, page.wrong) == ([], [])
    assert len(page.ids) == len(set(page.ids))
    assert [f["id"] for f in page.of("finding")] == [f["fingerprint"] for f in report["findings"]]
    assert {link for link in page.links if link[1:] not in page.ids} == set()
    for finding in report["findings"]:
        assert " ".join(finding["explanation"].split()) in page.text
        assert all(finding[side]["value"] in page.text for side in "ab")
    assert len(page.of("story")) == len(CASES[case])
    assert all(s["href"].startswith("#q") for s in page.of("context"))


def test_two_times_of_day_without_a_day_are_drawn_on_one_day(run: Callable[..., Run], folder: Path) -> None:
    for name, clock in (("a.txt", "9:40 a.m."), ("b.txt", "11:15"), ("c.txt", "14:00 GMT")):
        (folder / name).write_text(f"The alarm at the paper mill was raised at {clock}\n", encoding="utf-8")
    text = run("compare", "a.txt", "b.txt", "--format", "html").out
    assert 'aria-label="S1: 9:40 a.m., read as 09:40"' in text
    assert 'aria-label="S2: 11:15, read as 11:15 or 23:15"' in text
    assert "read as 14:00" not in run("compare", "a.txt", "c.txt", "--format", "html", "-v").out
