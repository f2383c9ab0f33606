"""Words, units, rates and sources of a rules file, from the command line to the report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from checker.config import load_config
from checker.pairs import TextPair, judge_pairs
from checker.rules.hints import options_of
from checker.rules.read_tables import TABLE_KEYS
from checker.rules.table_entries import UNIT_DIMENSIONS, RatesEntry, SourceEntry, UnitEntry
from checker.values.finding import Verdict
from tests.cli.conftest import Run

Runner = Callable[..., Run]
ON = "Published: 2031-05-02\n\n"


def rules(folder: Path, text: str) -> None:
    (folder / "mine.yaml").write_text(f"version: 1\nextends: [default]\n{text}", encoding="utf-8")


def articles(folder: Path, **texts: str) -> list[str]:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(ON + text + "\n", encoding="utf-8")
    return [f"{name}.txt" for name in texts]


def report(run: Runner, *args: str) -> Any:
    return json.loads(run("compare", "--format", "json", *args).out)


def told(found: Any) -> list[tuple[str, str, str]]:
    return [(f["verdict"], f["a"]["value"], f["b"]["value"]) for f in found["findings"]]


def entities(run: Runner, *args: str) -> list[str]:
    claims = json.loads(run("claims", "--format", "json", *args).out)["claims"]
    return [e["canonical"] for claim in claims for e in claim["facts"]["entities"]]


def test_an_alias_is_one_name_in_whatever_case(run: Runner, folder: Path) -> None:
    rules(folder, "aliases: {ministry of defence: [the ministry, MoD]}\n")
    (name,) = articles(folder, one="Engineers of the ministry opened the dam at Velden, and the MoD denied it.")
    assert entities(run, "--rules", "mine.yaml", name) == ["ministry of defence", "velden", "ministry of defence"]
    assert entities(run, name) == ["velden", "ministry of defence"]


def test_places_under_two_names_are_no_contradiction_where_the_rules_say_so(run: Runner, folder: Path) -> None:
    names = articles(
        folder, one="The tanker ran aground off Karsk on Friday.", two="The tanker ran aground off Oldport on Friday."
    )
    assert ("conflict", "Karsk", "Oldport") in told(report(run, *names))
    rules(folder, "aliases: {Karsk: [Oldport]}\n")
    assert told(report(run, "--rules", "mine.yaml", *names)) == []


def test_words_of_one_meaning_count_one_thing(run: Runner, folder: Path) -> None:
    names = articles(
        folder,
        one="The new statute of Velden protects 30 gendarmes.",
        two="The new statute of Velden protects 70 soldiers.",
    )
    assert told(report(run, *names)) == []
    rules(folder, "synonyms: {soldier: [gendarme]}\n")
    assert told(report(run, "--rules", "mine.yaml", *names)) == [("conflict", "30", "70")]


def test_a_unit_is_read_and_converted(run: Runner, folder: Path) -> None:
    rules(folder, "units: {verst: {dimension: length, factor: 1066.8, symbols: [vst]}}\n")
    one, two, three = articles(
        folder,
        one="The new road to Velden is 12 versts long.".replace("versts", "vst"),
        two="The new road to Velden is 40 km long.",
        three="The new road to Velden is 12.8 km long.",
    )
    shown = run("claims", "--rules", "mine.yaml", one).out
    assert "12 vst = [12, 12] verst (length)" in shown
    assert told(report(run, "--rules", "mine.yaml", one, two)) == [("conflict", "12 vst", "40 km")]
    assert told(report(run, "--rules", "mine.yaml", "--verdicts", "conflict,compatible", one, three)) == [
        ("compatible", "12 vst", "12.8 km")
    ]
    said = run("explain", "--rules", "mine.yaml", "The road is 12 vst long.", "The road is 40 km long.").out
    assert "“12 vst” is [12801.6, 12801.6]" in said


def test_a_unit_of_a_dimension_of_its_own_is_compared_with_itself_only(run: Runner, folder: Path) -> None:
    rules(folder, "units: {kelder: {dimension: other}, ombra: {dimension: other}}\n")
    one, two, three = articles(
        folder,
        one="The blast at Velden had a force of 7 kelders.",
        two="The blast at Velden had a force of 19 kelders.",
        three="The blast at Velden had a force of 19 ombras.",
    )
    assert told(report(run, "--rules", "mine.yaml", one, two)) == [("conflict", "7 kelders", "19 kelders")]
    assert told(report(run, "--rules", "mine.yaml", one, three)) == []


RATES = """
units: {arden crown: {dimension: money, names: [arden crown]}}
rates: {date: %s, of: {arden crown: 0.5}}
"""


@pytest.mark.parametrize(("day", "old"), [("2031-04-01", False), ("2029-05-01", True)])
def test_rates_reach_the_shipped_rules_and_their_age_is_told(run: Runner, folder: Path, day: str, old: bool) -> None:
    one, two, three = articles(
        folder,
        one="The dam at Velden cost 6 million Arden crowns.",
        two="The dam at Velden cost $9 million.",
        three="The dam at Velden cost $3 million.",
    )
    rules(folder, RATES % day)
    (found,) = report(run, "--rules", "mine.yaml", one, two)["findings"]
    assert found["verdict"] == "conflict"
    assert f"at 0.5 USD for 1 arden crown ({day})" in found["explanation"]
    assert ("rates more than a year older than an article" in found["explanation"]) is old
    assert told(report(run, "--rules", "mine.yaml", one, three)) == []


def test_pairs_are_read_with_the_words_too(run: Runner, folder: Path) -> None:
    rules(folder, "units: {verst: {dimension: length, factor: 1066.8}}\n")
    line = json.dumps({"id": 1, "a": "The road is 12 versts long.", "b": "The road is 40 km long."})
    (folder / "pairs.jsonl").write_text(line + "\n", encoding="utf-8")
    answers = [json.loads(run("pairs", *more, "pairs.jsonl").out)["verdict"] for more in ((), ("--rules", "mine.yaml"))]
    assert answers[1] == "conflict" != answers[0]


def test_tests_of_rules_are_read_with_the_words_of_their_file(run: Runner, folder: Path) -> None:
    rules(
        folder,
        "units: {verst: {dimension: length, factor: 1066.8}}\nrules:\n  - id: ways\n    kind: quantity\n    tests:\n"
        '      conflict:\n        - ["The road is 12 versts long.", "The road is 40 km long."]\n',
    )
    assert run("rules", "test", "mine.yaml") == Run(0, "1 test of 1 rule: 1 passed\n", "")


WIRE = "The fire at Velden destroyed 64 homes. Two schools were closed."
SOURCES = """
sources:
  "wire-*.txt": {tier: 1, publisher: Northern Wire}
  metro.txt: {copy_of: wire-1.txt, tier: 3}
  blog.txt: {tier: 4, published: 2031-05-03}
"""


@pytest.fixture
def copied(folder: Path) -> list[str]:
    (folder / "wire-1.txt").write_text(ON + WIRE + "\n")
    (folder / "metro.txt").write_text(ON + WIRE.replace("Two", "Six") + "\n")
    (folder / "blog.txt").write_text(ON + "The fire at Velden destroyed 46 homes.\n")
    return ["wire-1.txt", "metro.txt", "blog.txt"]


def test_copies_are_one_origin(run: Runner, folder: Path, copied: list[str]) -> None:
    pairs = [{f["a"]["source"], f["b"]["source"]} for f in report(run, *copied)["findings"]]
    assert {"wire-1.txt", "metro.txt"} in pairs
    assert {"metro.txt", "blog.txt"} in pairs
    rules(folder, SOURCES)
    found = report(run, "--rules", "mine.yaml", *copied)
    assert [(f["a"]["source"], f["b"]["source"], f["a"]["value"]) for f in found["findings"]] == [
        ("wire-1.txt", "blog.txt", "64")
    ]
    assert [(s["origin"], s["publisher"], s["tier"], s["published"]) for s in found["sources"]] == [
        ("wire-1.txt", "Northern Wire", 1, "2031-05-02"),
        ("wire-1.txt", None, 3, "2031-05-02"),
        ("blog.txt", None, 4, "2031-05-03"),
    ]
    assert found["findings"][0]["explanation"].endswith("wire-1.txt (tier 1) is trusted more than blog.txt (tier 4).")
    assert found["findings"][0]["fingerprint"] in {f["fingerprint"] for f in report(run, *copied)["findings"]}


def test_what_is_known_of_sources_stands_in_the_report(run: Runner, folder: Path, copied: list[str]) -> None:
    rules(folder, SOURCES)
    for form in ("text", "markdown"):
        shown = " ".join(run("compare", "--rules", "mine.yaml", "--format", form, *copied).out.split())
        assert "Northern Wire, tier 1" in shown
        assert "a copy of wire-1" in shown.replace("\\", "")
        assert "published 2031-05-03 (by the rules)" in shown
    dated = run("compare", "--rules", "mine.yaml", "--published", "blog.txt=2031-05-09", *copied).out
    assert "published 2031-05-09 (as given)" in dated


def test_inside_one_source_is_looked_at_but_not_across_copies(run: Runner, folder: Path, copied: list[str]) -> None:
    rules(folder, SOURCES)
    found = report(run, "--rules", "mine.yaml", "--within", *copied)["findings"]
    assert {("wire-1.txt", "metro.txt")}.isdisjoint((f["a"]["source"], f["b"]["source"]) for f in found)


def test_an_original_that_is_not_there_is_told(run: Runner, folder: Path, copied: list[str]) -> None:
    rules(folder, SOURCES)
    done = run("compare", "--rules", "mine.yaml", "metro.txt", "blog.txt")
    assert "that is none of the sources" in " ".join(done.out.split())
    assert done.status == 1


def test_rules_of_which_none_is_on_are_no_clean_bill(run: Runner, folder: Path, copied: list[str]) -> None:
    (folder / "words.yaml").write_text("version: 1\nsynonyms: {horse: [zelby]}\n")
    done = run("compare", "--rules", "words.yaml", *copied)
    assert done.status == 3
    assert "holds no rule that is switched on" in " ".join(done.out.split())
    assert run("compare", "--rules", "default", "--rules", "words.yaml", *copied).status == 1


def test_a_configuration_may_name_a_file_of_tables(run: Runner, folder: Path, copied: list[str]) -> None:
    (folder / "words.yaml").write_text("version: 1\nsources: {blog.txt: {tier: 5}}\n")
    (folder / "checker.yaml").write_text("rules: [default, ./words.yaml]\n")
    assert "tier 5" in run("compare", *copied).out


def test_mistakes_end_a_run_with_their_place(run: Runner, folder: Path, copied: list[str]) -> None:
    rules(folder, "units: {verst: {dimension: length, factor: -1}}\n")
    done = run("compare", "--rules", "mine.yaml", *copied)
    assert done.status == 2
    assert "mine.yaml:3:44: expected a number above 0, got the number -1" in done.err


def test_hostile_names_reach_no_terminal_unescaped(run: Runner, folder: Path, copied: list[str]) -> None:
    rules(folder, 'sources: {blog.txt: {publisher: "Wire\\e[31m\\u202eX", tier: 2}, wire-1.txt: {tier: 1}}\n')
    shown = run("compare", "--rules", "mine.yaml", *copied).out
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_two_sets_of_rules_side_by_side(folder: Path) -> None:
    rules(folder, "units: {verst: {dimension: length, factor: 1066.8}}\n")
    configs = [load_config(None, {"rules": r, "entailment.name": "none"}) for r in (["default"], ["mine.yaml"])]
    pairs = [TextPair(n, f"The road to Velden is {n} versts long.", f"The road is {n} km long.") for n in range(20, 60)]

    def conflicts(at: int) -> int:
        return sum(v.verdict is Verdict.CONFLICT for v in judge_pairs(pairs, configs[at % 2]))

    alone = [conflicts(0), conflicts(1)]
    assert alone[0] != alone[1]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(conflicts, range(8))) == alone * 4


PAGE = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml[^\n]*\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_the_page_are_without_mistakes(run: Runner, folder: Path, text: str) -> None:
    (folder / "mine.yaml").write_text(text if text.startswith("version") else f"version: 1\n{text}", encoding="utf-8")
    assert run("rules", "check", "mine.yaml") == Run(0, "no mistakes in mine.yaml\n", "")


def test_the_page_explains_every_option() -> None:
    for entry in (UnitEntry, RatesEntry, SourceEntry):
        assert [o.name for o in options_of(entry) if f"`{o.name}`" not in PAGE and f"{o.name}: " not in PAGE] == []
    assert all(f"\n## {key}\n" in PAGE for key in TABLE_KEYS)
    assert all(f"`{dimension}`" in PAGE for dimension in UNIT_DIMENSIONS)
