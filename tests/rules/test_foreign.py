"""Kinds of other packages: found when they are asked for, watched over, and never in the way of the built-in ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from checker.errors import KindError
from checker.rules.foreign import AllKinds
from checker.rules.kind import Judgement, Kind, Pair, Reading
from checker.rules.kinds import ALL_KINDS, KINDS
from checker.rules.load import check_rules, load_rules
from checker.rules.options import option
from checker.values.finding import Step, Verdict


@dataclass(frozen=True, slots=True)
class HueOptions:
    hues: tuple[str, ...] = option((), "Hues that are told apart.")


@dataclass(frozen=True, slots=True)
class ShadowOptions:
    severity: str = option("", "An option that every rule has.")


@dataclass(frozen=True, slots=True)
class OddOptions:
    hues: set[str] | None = None


JUDGEMENT = Judgement(Verdict.CONFLICT, 0.9, Reading("red", None), Reading("blue", None), "the hue", "Two hues.")


def judging(*said: object) -> Callable[[Pair, object], Iterator[Judgement]]:
    def check(_pair: Pair, _options: object) -> Iterator[Judgement]:
        return iter(said)  # type: ignore[arg-type]

    return check


def raising(_pair: Pair, _options: object) -> Iterator[Judgement]:
    yield JUDGEMENT
    raise RuntimeError("no\nsuch hue")


def raising_at_once(_pair: Pair, _options: object) -> Iterator[Judgement]:
    raise RecursionError


def raising_reason(_pair: Pair, _options: object) -> Iterator[Step]:
    raise LookupError("hue")


GOOD = Kind("hue", "Two hues.", HueOptions, judging(JUDGEMENT), decides=True)
NOT_A_KIND = "hue"
QUANTITY = replace(GOOD, name="quantity")
SHADOWING = replace(GOOD, options=ShadowOptions)
ODD = replace(GOOD, options=OddOptions)
NO_OPTIONS = replace(GOOD, options=dict)
RAISING = replace(GOOD, check=raising, why_silent=raising_reason)
RAISING_AT_ONCE = replace(GOOD, check=raising_at_once)
NONE = replace(GOOD, check=lambda _pair, _options: None)  # type: ignore[arg-type,return-value]
TEXTS = replace(GOOD, check=judging("conflict"))
UNSURE = replace(GOOD, check=judging(replace(JUDGEMENT, confidence=1.5)))
NAN = replace(GOOD, check=judging(replace(JUDGEMENT, confidence=float("nan"))))
WORDLESS = replace(GOOD, check=judging(replace(JUDGEMENT, explanation=None)))  # type: ignore[arg-type]
LOOSE = replace(GOOD, check=judging(replace(JUDGEMENT, verdict="conflict")))  # type: ignore[arg-type]


def kinds(*points: tuple[str, str]) -> AllKinds:
    """The built-in kinds and entry points by name and what of this module they lead to."""
    made = [
        EntryPoint(name, value if ":" in value else f"{__name__}:{value}", "checker.kinds") for name, value in points
    ]
    return AllKinds(KINDS, lambda: made)


def test_a_kind_of_a_package_stands_behind_the_built_in_ones() -> None:
    every = kinds(("hue", "GOOD"))
    assert every.names() == [*KINDS.names(), "hue"]
    assert "hue" in every
    assert every["hue"].summary == "Two hues."
    assert list(every["hue"].check(None, HueOptions())) == [JUDGEMENT]  # type: ignore[arg-type]
    assert every.problems() == []
    assert every["hue"] is every["hue"]


def test_nothing_is_looked_for_where_a_built_in_kind_is_asked_for() -> None:
    def never() -> list[EntryPoint]:
        raise AssertionError("looked for packages")

    every = AllKinds(KINDS, never)
    assert every["quantity"] is KINDS["quantity"]
    assert "pattern" in every
    assert every.makers(KINDS.names()) == ()
    with pytest.raises(AssertionError):
        every["hue"]


@pytest.mark.parametrize("module", ["huekind", "huekinds", "huekinds.deep.hue", "huespace.hue"])
def test_another_code_of_a_kind_is_another(module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("huekind.py", "huekinds/__init__.py", "huekinds/deep/__init__.py", "huekinds/deep/hue.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    words = tmp_path / "huekinds" / "words.yaml"
    words.write_text("[red]", encoding="utf-8")
    (tmp_path / "huespace").mkdir()
    (tmp_path / "huespace" / "hue.py").write_text("", encoding="utf-8")
    point = EntryPoint("hue", f"{module}:KIND", "checker.kinds")
    every = AllKinds(KINDS, lambda: [point])
    (before,) = every.makers(["quantity", "hue", "nobody's"])
    assert (before.kind, before.package) == ("hue", f"{module}:KIND")
    assert every.makers(["hue"]) == (before,)
    changed = words if module.startswith("huekinds") else tmp_path / f"{module.replace('.', '/')}.py"
    changed.write_text("[red, blue]", encoding="utf-8")
    assert every.makers(["hue"])[0].code != before.code


def test_a_kind_whose_code_is_not_there() -> None:
    (maker,) = kinds(("hue", "no.such.module:KIND")).makers(["hue"])
    assert maker.package == "no.such.module:KIND"


def test_what_is_built_in_cannot_be_replaced() -> None:
    every = kinds(("quantity", "QUANTITY"))
    assert every["quantity"] is KINDS["quantity"]
    assert every.problems() == [
        f"the kind 'quantity' of the package {__name__}:QUANTITY: checker has a kind of this name itself"
    ]
    assert every.names() == KINDS.names()


UNUSABLE = {
    "no.such.module:KIND": "it cannot be imported: ModuleNotFoundError",
    f"{__name__}:NOWHERE": "it cannot be imported: AttributeError",
    "NOT_A_KIND": "expected a checker.rules.kind.Kind, got str",
    "QUANTITY": "the kind calls itself 'quantity'; give both the same name",
    "SHADOWING": "every rule has the options severity; rename those of the kind",
    "ODD": "its options cannot be read: OddOptions.hues has the type",
    "NO_OPTIONS": "its options cannot be read: options are declared as a dataclass",
}


@pytest.mark.parametrize("value", UNUSABLE)
def test_a_kind_that_cannot_be_used_says_why_and_whose_it_is(value: str) -> None:
    every = kinds(("hue", value))
    with pytest.raises(KindError) as caught:
        every["hue"]
    assert str(caught.value).startswith("the kind 'hue' of the package ")
    assert UNUSABLE[value] in str(caught.value)
    assert every.problems() == [str(caught.value)]
    assert [k.name for k in every.usable()] == KINDS.names()


def test_two_packages_with_one_kind() -> None:
    with pytest.raises(KindError, match="more than one package brings this kind; uninstall one"):
        kinds(("hue", "GOOD"), ("hue", "RAISING"))["hue"]


FAILING = {
    "RAISING": "it failed: RuntimeError: no such hue",
    "RAISING_AT_ONCE": "it failed: RecursionError",
    "NONE": "it failed: TypeError",
    "TEXTS": "check must yield judgements, not str",
    "UNSURE": "a confidence lies in [0, 1], not 1.5",
    "NAN": "a confidence lies in [0, 1], not nan",
    "WORDLESS": "must be texts",
    "LOOSE": "a verdict must be a Verdict, not 'conflict'",
}


@pytest.mark.parametrize("value", FAILING)
def test_what_a_kind_raises_or_yields_amiss_is_told_with_its_package(value: str) -> None:
    kind = kinds(("hue", value))["hue"]
    with pytest.raises(KindError) as caught:
        list(kind.check(None, HueOptions()))  # type: ignore[arg-type]
    assert FAILING[value] in str(caught.value)
    assert f"of the package {__name__}:{value}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_reason_that_cannot_be_given_is_told_too() -> None:
    why = kinds(("hue", "RAISING"))["hue"].why_silent
    assert why is not None
    with pytest.raises(KindError, match="it failed: LookupError: hue"):
        list(why(None, HueOptions()))  # type: ignore[arg-type]


def test_a_rule_of_a_kind_that_cannot_be_used_is_a_mistake_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("version: 1\nrules:\n  - id: hues\n    kind: hue\n    hues: [red]\n", encoding="utf-8")
    (mistake,) = check_rules(path, kinds(("hue", "NOT_A_KIND")), tmp_path)
    assert (mistake.line, mistake.column) == (4, 11)
    assert "of the package" in mistake.message
    (rule,) = load_rules([str(path)], kinds(("hue", "GOOD")), tmp_path).rules
    assert rule.options == HueOptions(("red",))


def test_the_kinds_of_this_program_are_all_usable() -> None:
    assert [k.name for k in ALL_KINDS.usable()][: len(KINDS)] == KINDS.names()
