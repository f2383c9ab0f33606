"""``checker serve``: the same comparison in a browser, and for programs over HTTP."""

from __future__ import annotations

import os
from dataclasses import replace

import click

from checker.cli.options import baseline_option, choice_options, model_options, settings, shown_options
from checker.cli.output import write, write_lines
from checker.errors import EXIT_OK, UsageError

_NEEDED = ("starlette", "uvicorn", "python_multipart")


@click.command("serve", short_help="Compare in a browser, on this machine.")
@click.option("--port", type=int, metavar="N", default=8765, help="Port to listen on; 0: any that is free.")
@click.option(
    "--host", metavar="HOST", default="127.0.0.1", help="Address to listen on; others than this machine's need care."
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="A further name that browsers may ask for it by.")
@click.option("--no-open", is_flag=True, help="Print the address, and open no browser.")
@click.option("--allow-urls", is_flag=True, help="Let users name addresses, and fetch them from the network.")
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Comparisons at once; default: 2, or 1 on one core."
)
@click.option(
    "--max-upload", type=click.IntRange(min=1), metavar="N", default=50_000_000, help="Largest request, in bytes."
)
@click.option("--max-bytes", type=click.IntRange(min=1), metavar="N", help="Largest article that is taken, in bytes.")
@click.option("--allow-private", is_flag=True, default=None, help="With --allow-urls: private and local addresses too.")
@baseline_option
@shown_options
@choice_options
@model_options
def command(
    port: int,
    host: str,
    names: tuple[str, ...],
    no_open: bool,
    allow_urls: bool,
    workers: int | None,
    max_upload: int,
    **given: object,
) -> int:
    """Compare articles on a page in the browser: paste, drop or upload them, read the report, accept findings.

    The page is for this machine only, and only for who has the address that is printed. No article leaves it.
    """
    _refuse_without_extra()
    from checker.serve.options import ServeOptions
    from checker.serve.run import Doors, serve

    options = ServeOptions(
        host=host,
        port=port,
        names=names,
        allow_urls=allow_urls,
        workers=workers or min(2, os.cpu_count() or 1),
        max_upload=max_upload,
    )
    doors = Doors(say=_say, write=write)
    serve(settings(given), options, replace(doors, browse=None) if no_open else doors)
    return EXIT_OK


def _say(line: str) -> None:
    from checker.report.escape import terminal

    write_lines([terminal(line)])


def _refuse_without_extra() -> None:
    """Raise UsageError where the libraries of the extra are not installed."""
    from importlib.util import find_spec

    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        advice = "install them with: pip install 'checker[serve]'"
        raise UsageError(f"checker serve needs libraries that are not installed ({', '.join(missing)}); {advice}")
