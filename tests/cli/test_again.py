"""The commands that a report shows, run as they stand."""

import html
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

Runner = Callable[..., Run]
RULES = """version: 1
rules:
  - id: homes
    kind: quantity
    where: {counted: [homes]}
"""
UNDATED = "The fire destroyed {} homes in the valley on Tuesday.\n"
CODE = re.compile(r"<code>(checker .*?)</code>")
CASES: dict[str, list[str]] = {
    "plain": ["morning.txt", "noon.txt"],
    "rules": ["morning.txt", "noon.txt", "--rules", "my rules.yaml"],
    "choice": ["morning.txt", "noon.txt", "--select", "figures,times", "--ignore", "times", "--entailment", "none"],
    "config": ["morning.txt", "noon.txt", "evening.txt", "--config", "dates.yaml"],
    "dates": ["x.txt", "y.txt", "evening.txt", "--published", "x.txt=2024-03-06", "--published", "y.txt=2024-03-06"],
    "within": ["both.txt", "morning.txt", "--within", "--min-confidence", "0"],
    "articles": ["both.jsonl"],
    "no baseline": ["morning.txt", "noon.txt", "--baseline", "none"],
    "hidden": ["morning.txt", "noon.txt", "--verdicts", "conflict,compatible", "--min-confidence", "0"],
    "folder": ["."],
}


def written(folder: Path) -> None:
    """Beside the three articles: rules, a configuration, two without a date, one that contradicts itself, a file."""
    (folder / "my rules.yaml").write_text(RULES, encoding="utf-8")
    (folder / "dates.yaml").write_text("sources:\n  published:\n    evening.txt: 2024-03-09\n", encoding="utf-8")
    (folder / "both.txt").write_text(
        "Published: 2024-03-04\n\n" + UNDATED.format("64") + "\n" + UNDATED.format(46), encoding="utf-8"
    )
    for name, count in (("x.txt", 81), ("y.txt", 18)):
        (folder / name).write_text(UNDATED.format(count), encoding="utf-8")
    lines = (f'{{"title": "{n}", "text": "{UNDATED.format(n).strip()}"}}' for n in (64, 46))
    (folder / "both.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def commands(run: Runner, args: list[str]) -> list[str]:
    """Those on the page and those in the text; what stands in both, once."""
    on_page = [html.unescape(code) for code in CODE.findall(run("compare", *args, "--format", "html").out)]
    in_text = [line.strip() for line in run("compare", *args, "-v").out.splitlines()]
    return list(dict.fromkeys([*map(str.strip, on_page), *(line for line in in_text if line.startswith("checker "))]))


@pytest.mark.parametrize("case", CASES)
def test_what_a_report_says_to_type_works(run: Runner, folder: Path, case: str) -> None:
    written(folder)
    found = commands(run, CASES[case])
    explained = [line for line in found if line.startswith("checker explain ")]
    accepted = [line for line in found if line.startswith("checker accept ")]
    assert explained
    assert accepted
    for line in explained:
        assert run(*shlex.split(line)[1:]).status == 0, line
    for line in accepted:
        done = run(*shlex.split(line)[1:], "looked at")
        assert done.status == 0, (line, done.err)
    assert (folder / "checker-baseline.yaml").exists()


def test_a_date_of_a_source_that_is_not_there_is_still_a_slip(run: Runner) -> None:
    done = run("explain", "--fingerprint", "1234", "morning.txt", "noon.txt", "--published", "evning.txt=2024-03-04")
    assert done.status == 2
    assert "evning.txt" in done.err
