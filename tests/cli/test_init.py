from collections.abc import Callable
from pathlib import Path

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
    assert run("init", "--force").status == 0
    assert load_config(folder / "checker.yaml") == Config()


def test_another_name_can_be_given(run: Runner, folder: Path) -> None:
    assert run("init", "other.yaml").out == "wrote other.yaml\n"
    assert (folder / "other.yaml").exists()
    assert not (folder / "checker.yaml").exists()
