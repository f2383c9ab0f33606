"""What exists is documented: a command, an option, a format without a word in docs/ fails here."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from checker.cli.main import COMMANDS, cli
from checker.report import FORMATS

DOCS = Path(__file__).parents[2] / "docs"


def commands() -> Iterator[tuple[str, click.Command]]:
    """Each command with the name of its page; those of a group share the page of the group."""
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((name, command.commands[sub]) for sub in command.commands)


OPTIONS = sorted({(page, o) for page, c in commands() for p in c.params if isinstance(p, click.Option) for o in p.opts})


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_a_page(name: str) -> None:
    assert (DOCS / "commands" / f"{name}.md").read_text(encoding="utf-8").startswith(f"# checker {name}\n")


@pytest.mark.parametrize(("page", "option"), OPTIONS)
def test_each_option_stands_on_the_page_of_its_command(page: str, option: str) -> None:
    assert f"`{option}" in (DOCS / "commands" / f"{page}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "command"), list(commands()))
def test_each_command_and_option_says_what_it_does(page: str, command: click.Command) -> None:
    assert command.get_short_help_str()
    assert all(p.help for p in command.params if isinstance(p, click.Option)), page


def test_the_commands_of_a_group_stand_on_its_page() -> None:
    page = (DOCS / "commands" / "rules.md").read_text(encoding="utf-8")
    group = cli.get_command(click.Context(cli), "rules")
    assert isinstance(group, click.Group)
    assert all(f"checker rules {name}" in page for name in group.commands)


@pytest.mark.parametrize("name", FORMATS.names())
def test_each_format_has_a_page(name: str) -> None:
    assert (DOCS / "formats" / f"{name}.md").exists()


def test_no_page_is_about_a_command_or_format_there_is_not() -> None:
    assert {p.stem for p in (DOCS / "commands").glob("*.md")} == set(COMMANDS)
    assert {p.stem for p in (DOCS / "formats").glob("*.md")} == set(FORMATS.names())


def test_the_commands_of_a_corpus_stand_on_its_page() -> None:
    page = (DOCS / "commands" / "corpus.md").read_text(encoding="utf-8")
    group = cli.get_command(click.Context(cli), "corpus")
    assert isinstance(group, click.Group)
    assert all(f"`checker corpus {name}`" in page for name in group.commands)
