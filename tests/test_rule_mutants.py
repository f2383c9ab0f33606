"""The benchmark of the tests in rules: which changes it makes, which it leaves out, and when a change is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.rules.__main__ import main
from benchmarks.rules.judging import Asked, Judge, dealt_out, good, notices
from benchmarks.rules.mutants import Mutant, mutants, pack
from checker.config import Config
from checker.pipeline import asking, load
from checker.rules.queries import Query
from checker.rules.rule import RuleTest
from checker.rules.second_look import Probabilities
from checker.rules.shipped import shipped
from checker.values.finding import Verdict

CLASH, FITS, SILENT = Verdict.CONFLICT, Verdict.COMPATIBLE, None


def changes(folder: Path, rule: str, factor: float = 2.0) -> list[tuple[str, str]]:
    return [(m.option, m.change) for m in made(folder, rule, factor)]


def made(folder: Path, rule: str, factor: float = 2.0) -> list[Mutant]:
    (folder / "mine.yaml").write_text(f"version: 1\nextends: [default]\nrules:\n  - {rule}\n")
    one = pack(str(folder / "mine.yaml"))
    return [m for found in one.rules for m in mutants(*found, factor)]


def test_numbers_move_up_and_down_within_their_bounds_and_are_left_out(tmp_path: Path) -> None:
    rule = "{id: figures, tolerance: {ratio: 1.2}, conflict: 0.5}"
    assert changes(tmp_path, rule) == [
        ("tolerance.ratio", "1.2 -> 2.4"),
        ("tolerance.ratio", "1.2 -> 1.0"),  # left out, it is 1.0 too: the same mutant is not made twice
        ("conflict", "0.5 -> 0.75"),
        ("conflict", "0.5 -> 0.25"),
        ("conflict", "left out"),
    ]


def test_another_factor_moves_numbers_and_durations_less_far(tmp_path: Path) -> None:
    assert changes(tmp_path, "{id: ranks, update_after: 3 days, conflict: 0.6}", 1.5) == [
        ("update_after", "3 days -> 108 hours"),
        ("update_after", "3 days -> 2 days"),
        ("update_after", "left out"),
        ("conflict", "0.6 -> 0.733333"),
        ("conflict", "0.6 -> 0.4"),
    ]


def test_items_of_lists_and_filters_are_left_out_one_by_one(tmp_path: Path) -> None:
    rule = "{id: mine, kind: sum, sorts: [parts, rest], where: {unit: [percent]}}"
    assert changes(tmp_path, rule) == [
        ("sorts", "without parts"),
        ("sorts", "without rest"),
        ("sorts", "left out"),
        ("where.unit", "without percent"),
    ]


def test_limits_are_lifted_and_set(tmp_path: Path) -> None:
    rule = "{id: mine, kind: quantity, approximation: {at_least: {steps: 4, points: null}}}"
    assert changes(tmp_path, rule) == [
        ("approximation.at_least.steps", "null"),
        ("approximation.at_least.steps", "4 -> 8.0"),
        ("approximation.at_least.steps", "4 -> 2.0"),
        ("approximation.at_least.points", "null -> 1.0"),
    ]


def test_a_rule_of_no_pack_that_sets_nothing_is_changed_at_the_defaults_of_its_kind(tmp_path: Path) -> None:
    assert changes(tmp_path, "{id: mine, kind: period}") == [
        ("conflict", "0.2 -> 0.6"),
        ("conflict", "0.2 -> 0.1"),
        ("clock_slack", "20 -> 40"),
        ("clock_slack", "20 -> 10"),
    ]
    assert changes(tmp_path, "{id: times, severity: error}") == []


def test_what_is_left_out_as_the_same_is_so_for_all_texts_of_all_packs() -> None:
    parts = load(Config())
    ask = asking(parts.entailment)
    assert ask is not None
    judge = Judge(parts, Asked(ask))
    packs = [pack(path.stem) for path in shipped("rules").glob("*.yaml")]
    found = [(rule, m) for one in packs for rule, base, table in one.rules for m in mutants(rule, base, table)]
    same = [(rule, m) for rule, m in found if m.excluded]
    assert same
    assert len(same) < len(found) / 4  # most changes are to be noticed
    for rule in {id(rule): rule for rule, _ in same}.values():
        tests = [t for one in packs for r, _, _ in one.rules if r.kind == rule.kind for t in r.tests]
        judge.read(tests)
        said = judge.said(rule, tests)
        for mutant in (m for of, m in same if of is rule):
            assert judge.said(mutant.rule, tests) == said, (rule.id, mutant.option, mutant.change)


def wanting(*verdicts: Verdict | None, xfail: str | None = None) -> list[RuleTest]:
    return [RuleTest(v, "a", "b", xfail=xfail) for v in verdicts]


@pytest.mark.parametrize(
    ("after", "noticed"),
    [((CLASH, FITS), False), ((CLASH, SILENT), True), ((SILENT, FITS), True), ((FITS, FITS), True)],
)
def test_a_change_is_noticed_where_a_good_test_turns_bad(after: tuple[Verdict | None, ...], noticed: bool) -> None:
    tests = wanting(CLASH, FITS)
    assert notices((CLASH, FITS), after, (CLASH, FITS), tests) is noticed


def test_a_test_that_was_bad_already_notices_nothing() -> None:
    assert not notices((SILENT,), (FITS,), (CLASH,), wanting(CLASH))
    assert not notices((SILENT,), (CLASH,), (CLASH,), wanting(CLASH))


def test_a_known_failure_notices_that_it_passes() -> None:
    known = wanting(CLASH, xfail="not yet")
    assert good((SILENT,), (CLASH,), known) == (True,)
    assert notices((SILENT,), (CLASH,), (CLASH,), known)


def test_verdicts_are_dealt_out_the_same_way_each_time() -> None:
    verdicts = (CLASH, FITS, SILENT, CLASH, FITS)
    deals = dealt_out(verdicts, 4, "a rule")
    assert deals == dealt_out(verdicts, 4, "a rule")
    assert all(sorted(map(str, deal)) == sorted(map(str, verdicts)) for deal in deals)
    assert set(deals) != {verdicts}


def test_the_model_is_asked_once_of_each_question() -> None:
    asked: list[Query] = []

    def ask(queries: object) -> list[Probabilities]:
        asked.extend(queries)  # type: ignore[arg-type]
        return [(1.0, 0.0, 0.0)] * len(list(queries))  # type: ignore[call-overload]

    known = Asked(ask)
    assert known([("a", "b"), ("c", "d"), ("a", "b")]) == [(1.0, 0.0, 0.0)] * 3
    known([("c", "d"), ("e", "f")])
    assert asked == [("a", "b"), ("c", "d"), ("e", "f")]


def test_a_pack_that_notices_too_little_fails_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "version: 1\nrules:\n  - id: mine\n    kind: quantity\n    tolerance: {ratio: 1.1}\n    tests:\n"
        '      silent:\n        - ["The blast killed 14 people.", "The council built 60 flats."]\n'
    )
    (tmp_path / "mine.yaml").write_text(text)
    monkeypatch.setattr("sys.argv", ["rules", str(tmp_path / "mine.yaml"), "--show"])
    assert main() == 1
    out = capsys.readouterr().out
    assert "uncaught  tolerance.ratio: 1.1 -> 2.2" in out
    assert "caught                                                        0.0%" in out
