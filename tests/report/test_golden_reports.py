import pytest

from checker.report import FORMATS, RenderOptions, render
from tests.report.golden import GOLDEN, assert_golden
from tests.report.page import without_assets
from tests.report.samples import ferry, known, silent

CASES = {"report-ferry": ferry, "report-known": known, "report-silent": silent}
ENDINGS = {name: name for name in FORMATS} | {"text": "txt", "markdown": "md", "junit": "xml"}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("fmt", FORMATS.names())
def test_report_is_as_in_its_golden_file(case: str, fmt: str) -> None:
    text = render(CASES[case](), fmt, RenderOptions(width=80))
    assert_golden(GOLDEN / case / f"report.{ENDINGS[fmt]}", without_assets(text) if fmt == "html" else text)


def test_terminal_report_is_as_in_its_golden_file() -> None:
    options = RenderOptions(width=60, color=True, verbose=True)
    assert_golden(GOLDEN / "report-ferry" / "terminal.txt", render(ferry(), "text", options))


def test_ascii_report_is_as_in_its_golden_file() -> None:
    assert_golden(GOLDEN / "report-ferry" / "ascii.txt", render(ferry(), "text", RenderOptions(width=80, ascii=True)))
