"""The page of a report made by hand, in a browser: what it saves, on a narrow screen, on paper."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.report import RenderOptions, render
from checker.report.escape import spreadsheet, visible
from checker.values.finding import Verdict
from checker.values.report import FactRow, Report
from tests.browser.conftest import Open
from tests.browser.looks import SHOWN, in_view
from tests.report.samples import FORMULAS, RUN, ferry, finding, side, source

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
CELLS = yaml.safe_load((Path(__file__).parents[1] / "report" / "cells.yaml").read_text(encoding="utf-8"))
TEXTS = [*(case["text"] for case in CELLS), *FORMULAS.values()]
COLUMNS = "(list) => getComputedStyle(list).gridTemplateColumns.split(' ').length"


def of_values(values: list[str]) -> Report:
    """A report of one finding per value, each told by its rule."""
    names = ("a.txt", "b.txt")
    found = tuple(
        finding(
            side(names[0], f"They gave {value} for it.", value), side(names[1], "They gave 14.", "14"), rule=f"r{n}"
        )
        for n, value in enumerate(values)
    )
    return Report(RUN, tuple(map(source, names)), (), found)


def told_by(sources: int) -> Report:
    """One fact that so many sources give: the first against each other."""
    sides = [
        side(f"{n}.txt", f"Some {40 + n} people left the hall by the back door.", f"{40 + n}") for n in range(sources)
    ]
    found = tuple(finding(sides[0], other) for other in sides[1:])
    row = FactRow("F1", "people", "quantity", Verdict.CONFLICT, ())
    return Report(RUN, tuple(source(s.source) for s in sides), (row,), found, fact_of={f.key: "F1" for f in found})


def written(report: Report, folder: Path) -> Path:
    path = folder / "report.html"
    path.write_text(render(report, "html", RenderOptions()), encoding="utf-8")
    return path


def saved(page: Any, folder: Path) -> list[dict[str, str]]:
    """The rows that the page saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    download.value.save_as(folder / "findings.csv")
    return list(csv.DictReader(io.StringIO((folder / "findings.csv").read_bytes().decode("utf-8-sig"), newline="")))


def test_cells_that_the_page_saves_are_those_of_every_table(visit: Open, tmp_path: Path) -> None:
    page = visit(accept_downloads=True).open(written(of_values(TEXTS), tmp_path))
    cells = {row["rule"]: row["a_value"] for row in saved(page, tmp_path)}
    assert cells == {f"r{n}": spreadsheet(visible(text).strip()) for n, text in enumerate(TEXTS)}


def test_on_a_narrow_screen_the_filters_are_folded_and_the_first_fact_is_on_the_first_screen(
    visit: Open, tmp_path: Path
) -> None:
    page = visit(**PHONE).open(written(ferry(), tmp_path))
    search = page.get_by_label("Search")
    assert not search.is_visible()
    assert in_view(page, ".matrix tbody tr")
    assert page.locator("#count").inner_text() == "2 findings"
    page.locator("summary", has_text="Filter").click()
    page.get_by_label("Verdict", exact=True).select_option("update")
    page.wait_for_function("() => document.getElementById('count').textContent === '1 of 2 findings'")
    assert page.locator(SHOWN).count() == 1


def test_on_a_wide_screen_the_filters_stand_open_without_a_fold(visit: Open, tmp_path: Path) -> None:
    page = visit().open(written(ferry(), tmp_path))
    assert page.get_by_label("Search").is_visible()
    assert not page.locator("#filters > summary").is_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => !document.getElementById('filters').open")
    page.keyboard.press("/")
    assert page.evaluate("() => document.activeElement.id") == "f-q"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_function("() => document.getElementById('filters').open")


@pytest.mark.parametrize(("sources", "columns"), [(2, 2), (3, 3), (4, 2), (6, 3)])
def test_quotes_stand_in_even_columns_on_paper(visit: Open, tmp_path: Path, sources: int, columns: int) -> None:
    page = visit(viewport={"width": 688, "height": 1000}).open(written(told_by(sources), tmp_path))
    page.emulate_media(media="print")
    assert page.locator(".statements").evaluate(COLUMNS) == columns


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_whole_of_a_confidence_is_seen_beside_its_part(visit: Open, tmp_path: Path, scheme: str) -> None:
    half = replace(ferry().findings[0], confidence=0.5)
    page = visit(color_scheme=scheme).open(written(replace(ferry(), findings=(half,)), tmp_path))
    meter = page.locator(".finding .meter").first
    edge, ground, width, part = meter.evaluate(
        """(m) => {
          const style = getComputedStyle(m);
          return [style.borderTopColor, style.backgroundColor, m.clientWidth, m.firstElementChild.getBBox().width];
        }"""
    )
    assert contrast(edge, ground) >= 3
    assert part == pytest.approx(width / 2, abs=1)


def contrast(one: str, other: str) -> float:
    """The ratio of two colours as WCAG has it."""
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
