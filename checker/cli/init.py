"""``checker init``: a configuration, or a file of rules, to start from."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

import click

from checker.cli.output import check_output, write, write_stdout
from checker.errors import EXIT_OK, OutputError

CONFIGURATION, RULES = "checker.yaml", "rules.yaml"


@click.command("init", short_help="Write a configuration to start from.")
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--rules", is_flag=True, help="Write a file of rules, with one rule and its tests, instead.")
@click.option("--force", is_flag=True, help="Replace FILE where it exists; what was there is kept beside it.")
def command(file: str | None, rules: bool, force: bool) -> int:
    """Write a configuration with every option at its default, and what each means, to checker.yaml.

    With --rules, write a file of rules to rules.yaml instead.
    """
    from checker.config import default_config_text
    from checker.rules.shipped import shipped

    name = file or (RULES if rules else CONFIGURATION)
    check_output(name)
    if Path(name).exists() and not force:
        raise OutputError(f"{name}: exists already; --force replaces it and keeps a copy, another name leaves it alone")
    text = shipped("starter-rules.yaml").read_text(encoding="utf-8") if rules else default_config_text()
    kept = _keep(Path(name))
    write(text, name)
    write_stdout(f"wrote {name}" + (f"; what was there is now {kept}" if kept else "") + "\n")
    return EXIT_OK


def _keep(path: Path) -> Path | None:
    """A copy of what a file holds, under a name that is free; None where there is nothing to keep."""
    if not path.is_file():
        return None
    names = (path.with_name(f"{path.name}.bak{n or ''}") for n in count())
    kept = next(name for name in names if not name.exists())
    try:
        shutil.copy2(path, kept)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(
            f"{kept}: the copy of what was there cannot be written: {reason}; {path} is as it was"
        ) from error
    return kept
