"""The entry point: finds the command, and turns whatever goes wrong into one message and an exit status."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Sequence

import click

from checker.cli.group import LazyGroup
from checker.cli.output import abandon_stdout, complain, complain_of
from checker.errors import EXIT_BAD_INPUT, EXIT_INTERRUPTED, EXIT_OK, CheckerError, ConfigError

# Name of the command -> module that defines it, as ``command``; the order is that of ``checker --help``.
COMMANDS = {
    "compare": "checker.cli.compare",
    "explain": "checker.cli.explain",
    "accept": "checker.cli.accept",
    "claims": "checker.cli.claims",
    "pairs": "checker.cli.pairs",
    "corpus": "checker.cli.corpus",
    "serve": "checker.cli.serve",
    "rules": "checker.cli.rules",
    "init": "checker.cli.init",
}

# Objects made between two looks for cycles: Python's 700 suit programs that run long and hold little. Here most of what
# is made stays, and to look through it again and again takes up to a tenth of a short run.
_OBJECTS = 50_000


class _Commands(LazyGroup):
    modules = COMMANDS


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from checker.report import tool

        click.echo(f"{tool.NAME} {tool.version()}")
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show version."
)
def cli() -> None:
    """Read several articles on one event and say where they contradict each other.

    Start with:  checker compare FILE FILE ...

    Exit status: 0 nothing found that fails the run; 1 such findings; 2 wrong usage, configuration or input;
    3 something could not be checked; 130 interrupted.
    """


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; no exception and no traceback leaves it.

    With the environment variable CHECKER_DEBUG set, the traceback of an error is shown before its message.
    """
    gc.set_threshold(_OBJECTS, 20, 50)
    try:
        with warnings.catch_warnings():
            # Those of libraries that read files are for their authors. What -W or a test asks for goes before this.
            warnings.filterwarnings("ignore", append=True)
            status = cli.main(None if args is None else list(args), prog_name="checker", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return EXIT_BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        return _interrupted()
    except Exception as error:  # noqa: BLE001  # the one place where every error becomes a message
        return _failed(error)
    return status if isinstance(status, int) else EXIT_OK


def _interrupted() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one would end in a traceback, and the end is near
    abandon_stdout()
    complain("interrupted")
    return EXIT_INTERRUPTED


def _failed(error: Exception) -> int:
    if os.environ.get("CHECKER_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    if isinstance(error, OSError):
        abandon_stdout()  # what it still holds would be written, and fail, once more when Python ends
        if error.errno == errno.EPIPE:
            return EXIT_OK
    if isinstance(error, ConfigError):
        complain_of(error)
    else:
        complain(f"error: {_message(error)}")
    return error.exit_status if isinstance(error, CheckerError) else EXIT_BAD_INPUT


def _message(error: Exception) -> str:
    """What a user reads: what came, and what to do."""
    if isinstance(error, CheckerError):
        return str(error)
    if isinstance(error, click.UsageError):
        return f"{error.format_message()}\ntry '{error.ctx.command_path if error.ctx else 'checker'} --help'"
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, MemoryError):
        return "not enough memory; compare fewer or shorter articles, or lower --max-bytes"
    if isinstance(error, OSError):
        full = "; free some space or write elsewhere" if error.errno == errno.ENOSPC else ""
        return f"{error.strerror or type(error).__name__}{f' {error.filename!r}' if error.filename else ''}{full}"
    kind = type(error).__name__
    return f"unexpected {kind}: {error}\nplease report this; CHECKER_DEBUG=1 in the environment shows where it happened"
