"""The baseline file: what is written comes back, and what is wrong in it is told with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.baseline.entry import BaselineFile, Entry, Found, storable
from checker.baseline.from_report import read_report
from checker.baseline.read import load_baseline, read_baseline
from checker.baseline.write import baseline_text
from checker.errors import ConfigError, UsageError
from checker.values.report import AcceptedSide
from tests.report.samples import HOSTILE

CASES = yaml.safe_load(Path(__file__).with_name("mistakes.yaml").read_text(encoding="utf-8"))
DAY = date(2031, 5, 6)


def entry(digits: str = "0123456789abcdef", text: str = "Six boats sank.", **more: object) -> Entry:
    known = {"rule": "figures", "until": None} | more
    sides = AcceptedSide("b.txt", "6", text), AcceptedSide("a.txt", "7", text)
    return Entry(digits, str(known.pop("reason", "known")), DAY, a=sides[0], b=sides[1], **known)  # type: ignore[arg-type]


def again(baseline: BaselineFile, folder: Path) -> BaselineFile:
    path = folder / "again.yaml"
    path.write_text(baseline_text(baseline), encoding="utf-8")
    return read_baseline(path)


def test_an_entry_is_written_for_people() -> None:
    long = "The council of the upper valley said on Monday that six boats had sunk in the storm of the night before."
    text = baseline_text(BaselineFile(accepted=(entry(text=long, until=date(2031, 6, 1)),)))
    assert text.startswith("# Findings that were looked at and accepted")
    assert text.endswith(
        """
  - fingerprint: "0123456789abcdef"
    rule: "figures"
    reason: "known"
    accepted: 2031-05-06
    until: 2031-06-01
    a:
      source: "b.txt"
      value: "6"
      text:
        "The council of the upper valley said on Monday that six boats had sunk in the storm of the
        night before."
    b:
      source: "a.txt"
      value: "7"
      text:
        "The council of the upper valley said on Monday that six boats had sunk in the storm of the
        night before."
"""
    )


def test_the_order_of_the_file_does_not_depend_on_that_of_the_entries() -> None:
    entries = (entry("00000000000000aa", rule="times"), entry("00000000000000bb"), entry("00000000000000cc", rule=None))
    texts = {
        baseline_text(BaselineFile(accepted=order)) for order in (entries, entries[::-1], (*entries[1:], entries[0]))
    }
    assert len(texts) == 1
    found = [line.split('"')[1] for line in texts.pop().splitlines() if "fingerprint:" in line]
    assert found == ["00000000000000cc", "00000000000000bb", "00000000000000aa"]


def test_an_empty_file_accepts_nothing(tmp_path: Path) -> None:
    assert again(BaselineFile(), tmp_path) == BaselineFile()
    (tmp_path / "empty.yaml").write_text("")
    assert read_baseline(tmp_path / "empty.yaml") == BaselineFile()


@pytest.mark.parametrize("text", [*HOSTILE.values(), "null", "1e3", "- {a: b}", " a  b ", '"', "\\", "x: y # z", "—"])
def test_hostile_texts_come_back_as_they_were(text: str, tmp_path: Path) -> None:
    text = storable(text)
    known = BaselineFile(accepted=(entry(text=text, rule=text, reason=f"{text}."),))
    assert again(known, tmp_path) == known
    written = baseline_text(known)
    assert "\x1b" not in written
    assert "\u202e" not in written


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=300))
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    known = BaselineFile(accepted=(entry(text=text, rule=text, reason=f"{text}."),))
    assert again(known, tmp_path_factory.getbasetemp()) == known


def test_a_large_file_is_read(tmp_path: Path) -> None:
    known = BaselineFile(accepted=tuple(entry(f"{n:016x}", text="One long sentence. " * 30) for n in range(2000)))
    assert len(baseline_text(known)) > 2_000_000
    assert again(known, tmp_path).accepted == known.accepted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_wrong_is_told_with_its_place(
    case: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("f.yaml").write_text(str(case["text"]), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_baseline(Path("f.yaml"))
    assert [str(mistake) for mistake in caught.value.mistakes] == case["says"]


def test_the_file_of_the_working_directory_is_taken_where_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_baseline(None) == BaselineFile()
    known = BaselineFile(accepted=(entry(),))
    Path("checker-baseline.yaml").write_text(baseline_text(known), encoding="utf-8")
    assert load_baseline(None) == known
    assert load_baseline("none") == BaselineFile()
    with pytest.raises(UsageError, match=r"no baseline file 'other\.yaml'"):
        load_baseline("other.yaml")


def test_entries_are_replaced_and_taken_out() -> None:
    known = BaselineFile(accepted=(entry("00000000000000aa"), entry("00000000000000bb")))
    new = Found("00000000000000bb").accepted("looked at again", DAY)
    assert known.with_entries([new]).accepted == (entry("00000000000000aa"), new)
    assert known.without({"00000000000000aa"}).accepted == (entry("00000000000000bb"),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no json", "this is no JSON"),
        ("[" * 100_000, "this is no JSON"),
        ("[]", "expected a JSON report of schema_version 1"),
        ('{"schema_version": 2, "findings": []}', "expected a JSON report of schema_version 1"),
        ('{"schema_version": 1}', "expected a JSON report of schema_version 1"),
        ('{"schema_version": 1, "findings": [1]}', "finding 1: expected an object, got int"),
        ('{"schema_version": 1, "findings": [{"fingerprint": "x"}]}', "finding 1: a fingerprint is 16 digits"),
        ('{"schema_version": 1, "findings": [{"fingerprint": 5}]}', "finding 1: expected a text, got a list"),
    ],
)
def test_a_file_that_is_no_report_is_refused(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"report\.json") as caught:
        read_report(path)
    assert says in str(caught.value)
    assert "checker compare --format json" in str(caught.value)
