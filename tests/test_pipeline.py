"""The whole flow on real articles: the corpora of this repository."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checker.config import Config, load_config
from checker.errors import UsageError
from checker.pipeline import compare, read_claims
from checker.sources.read import read_all
from checker.values.finding import Verdict
from checker.values.progress import Stage, share
from checker.values.report import Report

CORPORA = Path(__file__).parent.parent / "corpora"
TROOPS = [str(CORPORA / "north-korean-troops" / f"{name}.txt") for name in ("briefing", "courier", "ledger")]


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(None, {})


@pytest.fixture(scope="module")
def report(config: Config) -> Report:
    return compare(TROOPS, config)


def sides(report: Report, verdict: Verdict) -> Iterator[tuple[str, str]]:
    for f in report.findings:
        if f.verdict is verdict:
            yield f.a.text, f.b.text


def test_the_collision_of_the_troop_numbers_is_found_with_both_quotes(report: Report) -> None:
    quotes = [" | ".join(pair) for pair in sides(report, Verdict.CONFLICT)]
    assert any("Over 10,000 North Korean soldiers" in q and "50,000 North Korean soldiers" in q for q in quotes)


def test_the_joint_force_is_no_collision(report: Report) -> None:
    for a, b in sides(report, Verdict.CONFLICT):
        assert not ("massed about 50,000 men" in a + b and "11,000 North Korean soldiers" in a + b)


def test_progress_goes_through_the_stages_and_changes_nothing(report: Report, tmp_path: Path) -> None:
    heard: list[tuple[Stage, int, int]] = []
    cold = load_config(None, {"cache_dir": str(tmp_path)})  # so that the models have work to do
    other = compare(TROOPS, cold, progress=lambda *said: heard.append(said))
    assert (other.findings, other.facts) == (report.findings, report.facts)
    assert list(dict.fromkeys(stage for stage, _, _ in heard)) == list(Stage)
    for stage in tuple(Stage)[1:]:
        assert [said for said in heard if said[0] is stage][-1][1:] == (max(t for s, _, t in heard if s is stage),) * 2
    shares = [share(*said) for said in heard]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


def test_the_files_of_a_folder_are_counted(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"Article {name} says that the bridge is closed for repairs until May.")
    heard: list[tuple[Stage, int, int]] = []
    read_all([str(tmp_path)], progress=lambda *said: heard.append(said))
    assert heard == [(Stage.READING, n, 3) for n in range(3)]


def test_offsets_lead_to_the_quotes(report: Report) -> None:
    for finding in report.findings:
        for side in (finding.a, finding.b):
            text = Path(side.source).read_text(encoding="utf-8")
            assert text[side.start : side.end] == side.text
            assert side.line == text.count("\n", 0, side.start) + 1


def test_the_same_article_under_two_names_has_no_finding(tmp_path: Path, config: Config) -> None:
    for corpus in ("north-korean-troops", "beirut-port", "fed-rate-cut"):
        for path in sorted((CORPORA / corpus).glob("*.txt")):
            copy = tmp_path / f"copy-{path.name}"
            shutil.copyfile(path, copy)
            found = compare([str(path), str(copy)], config)
            assert [(f.a.text, f.b.text) for f in found.findings if f.verdict is Verdict.CONFLICT] == []


def test_two_runs_and_either_order_say_the_same(report: Report, config: Config) -> None:
    again, back = compare(TROOPS, config), compare(TROOPS[::-1], config)
    assert [f.fingerprint for f in again.findings] == [f.fingerprint for f in report.findings]
    assert [f.confidence for f in again.findings] == [f.confidence for f in report.findings]
    assert {(f.fingerprint, f.verdict) for f in back.findings} == {(f.fingerprint, f.verdict) for f in report.findings}


def test_every_finding_stands_in_a_row_of_the_matrix(report: Report) -> None:
    rows = {row.id: row for row in report.facts}
    for f in report.findings:
        row = rows[report.fact_of[f.key]]
        assert {v.source for v in row.values} >= {f.a.source, f.b.source}


def test_growing_tolls_are_no_conflict(config: Config) -> None:
    names = [str(CORPORA / "beirut-port" / f"{n}.txt") for n in ("first-night", "two-days-on")]
    for a, b in sides(compare(names, config), Verdict.CONFLICT):
        assert not ("at least 78 people" in a + b and "137 dead" in a + b)


def test_one_source_is_too_few_unless_it_is_compared_with_itself(config: Config) -> None:
    with pytest.raises(UsageError, match="needs two sources"):
        compare(TROOPS[:1], config)
    assert compare(TROOPS[:1], replace(config, within=True)).sources[0].claims > 5


def test_a_source_without_a_date_is_named_as_not_fully_checked(tmp_path: Path, config: Config) -> None:
    (tmp_path / "a.txt").write_text("The mill burned down on Tuesday, the fire service said.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("The mill burned down on Friday, the fire service said.\n", encoding="utf-8")
    found = compare([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], config)
    assert {n.source for n in found.not_checked if "publication date" in n.why} == {
        str(tmp_path / "a.txt"),
        str(tmp_path / "b.txt"),
    }
    assert not found.degraded


def test_claims_are_read_with_their_facts(config: Config) -> None:
    ((document, extraction),) = read_claims(TROOPS[0], config)
    assert document.published is not None
    for claim in extraction.claims:
        assert document.text[claim.span.start : claim.span.end] == claim.text
        for q in claim.facts.quantities:
            assert document.text[q.span.start : q.span.end] == q.text
