"""Packs of installed packages: found by name, without running a line of the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.rules.load import check_rules, load_rules
from checker.rules.packs import all_packs, find_pack
from tests.rules.small_kinds import KINDS

RULES = "version: 1\nrules:\n  - {id: seats, kind: gauge, slack: 2}\n"


def install(site: Path, package: str, pack: str, rules: str | None = RULES, *, dist: str | None = None) -> None:
    """What pip leaves behind: a package with data, and the metadata of its distribution."""
    folder = site / package.replace(".", "/")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").write_text("raise RuntimeError('no code of a pack is run')\n")
    if rules is not None:
        (folder / f"{pack}.yaml").write_text(rules)
    info = site / f"{dist or package}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {dist or package}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[checker.rules]\n{pack} = {package}\n")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "default.yaml").write_text("version: 1\nrules:\n  - {id: words, kind: word}\n")
    return folder


def said(tmp_path: Path, packs: Path, name: str) -> list[str]:
    own = tmp_path / "own.yaml"
    own.write_text(f"version: 1\nextends: [{name}]\n")
    return [m.message for m in check_rules(own, KINDS, packs)]


def test_a_pack_of_an_installed_package_is_extended_by_its_name(site: Path, packs: Path) -> None:
    install(site, "harbour_rules", "harbour")
    assert [r.id for r in load_rules(["default", "harbour"], KINDS, packs).rules] == ["seats", "words"]
    found = find_pack("harbour", packs)
    assert found
    assert found.package == "harbour_rules"


def test_a_package_inside_another_is_found_too(site: Path, packs: Path) -> None:
    (site / "desk").mkdir()
    install(site, "desk.rules", "night", dist="desk")
    assert [r.id for r in load_rules(["night"], KINDS, packs).rules] == ["seats"]


def test_what_is_shipped_cannot_be_replaced(site: Path, packs: Path) -> None:
    install(site, "sly", "default")
    assert [r.id for r in load_rules(["default"], KINDS, packs).rules] == ["words"]
    assert [p.name for p in all_packs(packs)] == ["default"]


def test_all_packs_are_listed_and_offered(site: Path, tmp_path: Path, packs: Path) -> None:
    install(site, "harbour_rules", "harbour")
    assert [(p.name, p.package) for p in all_packs(packs)] == [("default", None), ("harbour", "harbour_rules")]
    assert said(tmp_path, packs, "harbor") == ["unknown rule pack 'harbor'; did you mean 'harbour'?"]


def test_a_pack_that_two_packages_bring_is_refused(site: Path, tmp_path: Path, packs: Path) -> None:
    install(site, "north", "harbour")
    install(site, "south", "harbour")
    assert said(tmp_path, packs, "harbour") == [
        "the packages north and south both bring a rule pack 'harbour'; name one by its path"
    ]
    assert [p.name for p in all_packs(packs)] == ["default"]


def test_a_package_without_its_file_is_told(site: Path, tmp_path: Path, packs: Path) -> None:
    install(site, "hollow", "harbour", None)
    assert said(tmp_path, packs, "harbour") == [
        "the package hollow brings a rule pack 'harbour', and no file harbour.yaml"
    ]


def test_an_entry_point_that_leads_nowhere_is_told(site: Path, tmp_path: Path, packs: Path) -> None:
    install(site, "gone", "harbour")
    for path in (site / "gone").iterdir():
        path.unlink()
    (site / "gone").rmdir()
    assert said(tmp_path, packs, "harbour") == ["the package gone says that gone holds 'harbour': it is not there"]
