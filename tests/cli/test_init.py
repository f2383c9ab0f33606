from collections.abc import Callable
from pathlib import Path

import pytest

from checker.config import Config, load_config
from tests.cli.conftest import Run

Runner = Callable[..., Run]


def test_it_writes_a_configuration_that_says_the_defaults(run: Runner, folder: Path) -> None:
    assert run("init") == Run(0, "wrote checker.yaml\n", "")
    assert load_config(folder / "checker.yaml") == Config()


def test_it_replaces_nothing_unless_forced(run: Runner, folder: Path) -> None:
    (folder / "checker.yaml").write_text("mine")
    assert run("init").status == 2
    assert (folder / "checker.yaml").read_text() == "mine"
    assert run("init", "--force").out == "wrote checker.yaml; what was there is now checker.yaml.bak\n"
    assert load_config(folder / "checker.yaml") == Config()
    assert (folder / "checker.yaml.bak").read_text() == "mine"


def test_no_copy_replaces_another(run: Runner, folder: Path) -> None:
    for text in ("first", "second"):
        (folder / "checker.yaml").write_text(text)
        assert run("init", "--force").status == 0
    assert (folder / "checker.yaml.bak").read_text() == "first"
    assert (folder / "checker.yaml.bak1").read_text() == "second"


def test_where_no_copy_can_be_made_nothing_is_replaced(
    run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (folder / "checker.yaml").write_text("mine")
    monkeypatch.setattr("shutil.copy2", full)
    done = run("init", "--force")
    assert done.status == 2
    assert "No space left on device; checker.yaml is as it was" in done.err
    assert (folder / "checker.yaml").read_text() == "mine"


def test_a_file_of_rules_to_start_from_is_right_and_passes_its_tests(run: Runner, folder: Path) -> None:
    assert run("init", "--rules") == Run(0, "wrote rules.yaml\n", "")
    assert run("rules", "check", "rules.yaml") == Run(0, "no mistakes in rules.yaml\n", "")
    assert run("rules", "test", "rules.yaml").status == 0


def test_another_name_can_be_given(run: Runner, folder: Path) -> None:
    assert run("init", "other.yaml").out == "wrote other.yaml\n"
    assert (folder / "other.yaml").exists()
    assert not (folder / "checker.yaml").exists()
