"""``checker init``: a configuration file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli.output import check_output, write, write_stdout
from checker.errors import EXIT_OK, OutputError


@click.command("init", short_help="Write a configuration to start from.")
@click.argument("file", default="checker.yaml", metavar="[FILE]")
@click.option("--force", is_flag=True, help="Replace FILE where it exists.")
def command(file: str, force: bool) -> int:
    """Write a configuration with every option at its default, and what each means, to checker.yaml."""
    from checker.config import default_config_text

    check_output(file)
    if Path(file).exists() and not force:
        raise OutputError(f"{file}: exists already; --force replaces it, another name leaves it alone")
    write(default_config_text(), file)
    write_stdout(f"wrote {file}\n")
    return EXIT_OK
