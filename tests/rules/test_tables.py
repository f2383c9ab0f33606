"""The tables of rules files: what they make, how files go over one another, and every mistake in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from checker.errors import ConfigError
from checker.facts.vocabulary import NO_WORDS, OwnUnit
from checker.rules.kinds import KINDS
from checker.rules.kinds.quantity import QuantityOptions
from checker.rules.load import check_rules, load_rules
from checker.rules.rates import Rates
from checker.rules.rule import RuleSet
from checker.rules.schema import rules_schema
from checker.rules.shipped import shipped
from checker.rules.tables import NO_TABLES, SourceSetting
from checker.values.claim import EntityKind
from checker.values.quantity import Dimension

CASES = yaml.safe_load(Path(__file__).with_name("tables.yaml").read_text(encoding="utf-8"))
SCHEMA = Draft202012Validator(rules_schema(KINDS))
FIGURES = (
    "rules:\n  - {id: sums, kind: quantity}\n  - {id: dear, kind: quantity, rates: {date: 2030-01-01, of: {EUR: 2}}}\n"
)


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(f"version: 1\n{text}\n", encoding="utf-8")
    return str(path)


def load(*names: str) -> RuleSet:
    return load_rules(names, KINDS, shipped("rules"))


def mistakes(path: str) -> list[str]:
    found = check_rules(Path(path), KINDS, shipped("rules"))
    folder = f"{Path(path).parent}/"
    return [str(m).replace(folder, "").removeprefix("own.yaml:") for m in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_mistakes_with_their_place(tmp_path: Path, case: dict[str, Any]) -> None:
    assert mistakes(write(tmp_path, "own.yaml", case["text"])) == case["mistakes"]


def test_every_mistake_of_one_unit_is_told(tmp_path: Path) -> None:
    first, second = mistakes(write(tmp_path, "own.yaml", "units: {verst: {dimension: lenght, factor: 0}}"))
    assert first.startswith("2:28: expected one of ")
    assert first.endswith("got the text 'lenght'; did you mean 'length'?")
    assert second == "2:44: expected a number above 0, got the number 0"


@pytest.mark.parametrize("case", [c for c in CASES if not c["mistakes"]], ids=lambda case: case["text"][:60])
def test_the_schema_takes_what_the_decoder_takes(case: dict[str, Any]) -> None:
    value = yaml.load(f"version: 1\n{case['text']}", yaml.BaseLoader)
    assert [e.message for e in SCHEMA.iter_errors(_typed(value))] == []


@pytest.mark.parametrize(
    "text",
    [
        "aliases: [a]",
        "units: {x: {factor: 1}}",
        "units: {x: {dimension: lenght}}",
        "units: {x: {dimension: length, factor: 0}}",
        "rates: {of: {EUR: 1}}",
        "sources: {x: {tier: 9}}",
        "sources: {x: {teir: 1}}",
    ],
)
def test_the_schema_refuses_what_the_decoder_refuses(tmp_path: Path, text: str) -> None:
    assert mistakes(write(tmp_path, "own.yaml", text))
    assert list(SCHEMA.iter_errors(_typed(yaml.load(f"version: 1\n{text}", yaml.BaseLoader))))


def _typed(value: Any) -> Any:
    """Texts of numbers as numbers, as YAML 1.2 takes them; dates stay texts."""
    if isinstance(value, dict):
        return {k: _typed(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_typed(v) for v in value]
    try:
        number = float(value)
    except ValueError:
        return value
    return int(number) if number == int(number) else number


def test_a_file_without_tables_has_none() -> None:
    assert load("default").tables is NO_TABLES or load("default").tables == NO_TABLES
    assert load("default").tables.vocabulary == NO_WORDS


def test_a_file_may_hold_tables_alone(tmp_path: Path) -> None:
    own = write(tmp_path, "own.yaml", "units: {verst: {dimension: length, factor: 1066.8, symbols: [vst]}}")
    rules = load(own)
    assert rules.rules == ()
    assert rules.tables.vocabulary.units == (OwnUnit("verst", Dimension.LENGTH, 1066.8, 0.0, (), ("vst",)),)
    assert len(load("default", own).rules) == len(load("default").rules)


def test_names_are_sorted_and_known_ones_keep_their_form(tmp_path: Path) -> None:
    own = write(
        tmp_path, "own.yaml", "aliases: {Ministry of Defense: [MoD], DPRK: [the hermit state], the Velden: [V]}"
    )
    found = load(own).tables.vocabulary.names
    assert [(n.canonical, n.kind) for n in found] == [
        ("ministry of defence", EntityKind.ORGANISATION),
        ("north korea", EntityKind.PLACE),
        ("velden", EntityKind.OTHER),
    ]
    assert found[0].names == ("Ministry of Defense", "MoD")


def test_a_unit_without_names_has_that_of_its_id_and_a_currency_its_code(tmp_path: Path) -> None:
    own = write(tmp_path, "own.yaml", "units: {kelder: {dimension: other}, GLD: {dimension: money, names: [guld]}}")
    kelder, guld = load(own).tables.vocabulary.units
    assert (kelder.names, kelder.symbols) == (("kelder",), ())
    assert (guld.names, guld.symbols) == (("guld",), ("GLD",))


PACK = """
aliases: {harbour watch: [the watch, HW], coast guard: [CG]}
synonyms: {soldier: [sarband]}
units: {kelder: {dimension: other, symbols: [kd]}}
rates: {date: 2030-01-01, of: {EUR: 1.2, GBP: 1.5}}
sources: {"wire-*.txt": {tier: 1, publisher: Northern Wire}, b.txt: {tier: 2}}
"""
OWN = """
extends: [./pack.yaml]
aliases: {Harbour Watch: [the watch], port office: [HW]}
rates: {date: 2031-01-01, of: {EUR: 1.1}}
sources: {"wire-*.txt": {tier: 2}}
"""


def test_later_files_win_name_by_name(tmp_path: Path) -> None:
    write(tmp_path, "pack.yaml", PACK)
    tables = load(write(tmp_path, "own.yaml", OWN + FIGURES)).tables
    assert {n.canonical: n.names[1:] for n in tables.vocabulary.names} == {
        "harbour watch": ("the watch",),
        "coast guard": ("CG",),
        "port office": ("HW",),
    }
    assert tables.vocabulary.synonyms == (("soldier", ("sarband",)),)
    assert [u.id for u in tables.vocabulary.units] == ["kelder"]
    assert tables.rates == Rates(date(2031, 1, 1), "USD", {"EUR": 1.1})
    assert tables.sources == (
        SourceSetting("b.txt", tier=2),
        SourceSetting("wire-*.txt", tier=2, publisher="Northern Wire"),
    )
    assert hash(tables) == hash(load(str(tmp_path / "own.yaml")).tables)


def test_a_clash_between_files_names_both_places(tmp_path: Path) -> None:
    write(tmp_path, "pack.yaml", PACK)
    own = write(tmp_path, "own.yaml", "extends: [./pack.yaml]\naliases: {port office: [HW]}")
    assert mistakes(own) == ["3:25: 'hw' stands for 'harbour watch' already (pack.yaml:3); it can stand for one only"]
    with pytest.raises(ConfigError, match="stands for 'harbour watch' already"):
        load(own)


def test_rates_go_to_every_rule_over_figures_that_has_none(tmp_path: Path) -> None:
    rules = load(write(tmp_path, "own.yaml", "rates: {date: 2031-05-01, of: {EUR: 1.1}, drift: 1.2}\n" + FIGURES))
    sums, dear = (r.options for r in rules.rules)
    assert isinstance(sums, QuantityOptions)
    assert isinstance(dear, QuantityOptions)
    assert sums.rates == Rates(date(2031, 5, 1), "USD", {"EUR": 1.1}, 1.2)
    assert dear.rates.of == {"EUR": 2.0}


def test_rates_are_old_after_a_year() -> None:
    rates = Rates(date(2030, 1, 1), "USD", {"EUR": 1.1})
    assert rates.aged([]) == rates.aged([date(2031, 1, 1), date(2029, 1, 1)]) == ""
    assert "more than a year older" in rates.aged([date(2030, 2, 1), date(2031, 2, 1)])
    assert Rates(None, "USD", {"EUR": 1.1}).aged([date(2099, 1, 1)]) == ""
