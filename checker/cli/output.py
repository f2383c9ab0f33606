"""Where text goes: standard output, a file that appears whole or not at all, messages on standard error."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from checker.errors import ConfigError, OutputError

if TYPE_CHECKING:
    from checker.report.options import RenderOptions

PIPED_WIDTH = 100  # columns of a text report that goes into a file or pipe; COLUMNS sets another
STDOUT = "-"

# Terminals that are known to show links (OSC 8), by what they set in the environment.
_LINKING_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "Hyper", "ghostty", "Tabby"})
_LINKING_TERMS = ("kitty", "foot", "alacritty", "ghostty")
_LINKING_VARIABLES = ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM")
_LINKING_VTE = 5000


def complain(message: str) -> None:
    """One message to the user on standard error; what sources or files put into it cannot steer the terminal."""
    from checker.report.escape import terminal

    click.echo("checker: " + "\n".join(terminal(line) for line in message.split("\n")), err=True)


def complain_of(error: ConfigError) -> None:
    """The mistakes of a file on standard error, each with its line."""
    from checker.cli.mistakes import shown

    click.echo("\n".join(("checker: error: this cannot be used as it is", *shown(error.mistakes))), err=True)


def check_output(path: str | None) -> None:
    """Raise OutputError now, before the work, where ``path`` could not be written afterwards."""
    if path in (None, STDOUT):
        return
    target = Path(str(path))
    try:
        is_folder, has_folder = target.is_dir(), target.parent.is_dir()
    except OSError as error:  # a name too long, a folder that may not be entered
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    if is_folder:
        raise OutputError(f"{path}: is a folder; give the name of a file to write the report to")
    if not has_folder:
        raise OutputError(f"{path}: the folder {str(target.parent)!r} does not exist; create it first")


def write(text: str, path: str | None) -> bool:
    """Write ``text`` to the file of that name, in UTF-8, or to standard output where there is no name or it is "-".

    False where the reader of standard output has gone.
    """
    with writer(path) as put:
        return put(text)


@contextmanager
def writer(path: str | None) -> Iterator[Callable[[str], bool]]:
    """A function that writes piece after piece; it gives False where the reader of standard output has gone.

    A file appears under its name when the block ends without an exception, and is then whole. Line ends are those of
    the text on every system: CSV has its own.
    """
    if path is None or path == STDOUT:
        yield write_stdout
        return
    check_output(path)
    target = Path(path)
    replaced = target.is_file() or not target.exists()  # a device or named pipe cannot be replaced
    try:
        with _replacing(target.resolve()) if replaced else target.open("w", encoding="utf-8", newline="") as file:
            yield lambda text: bool(file.write(text)) or True
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def write_lines(lines: Iterable[str], path: str | None = None) -> None:
    """Write lines as ``write`` does; whoever builds them has passed what comes from outside through ``terminal``."""
    from checker.report.escape import ascii_only

    text = "".join(line.rstrip() + "\n" for line in lines)
    write(ascii_only(text) if render_options(path).ascii else text, path)


def write_stdout(text: str) -> bool:
    """Write and flush ``text``; False where the reader has gone, which is its right and no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_stdout()
        return False
    except OSError as error:
        abandon_stdout()
        raise OutputError(f"standard output cannot be written: {error.strerror or error}") from error
    return True


def abandon_stdout() -> None:
    """Let what is still unwritten go nowhere, so that Python does not fail over it when it ends."""
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError, AttributeError):  # no real file stands behind it, so nothing will be flushed to one
        return
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), number)


def render_options(path: str | None, *, verbose: bool = False, quiet: bool = False) -> RenderOptions:
    """What the place can do where the text will be shown: a terminal of some width and encoding, a pipe, a file."""
    from checker.report.options import RenderOptions

    to_stdout = path is None or path == STDOUT
    on_terminal = to_stdout and sys.stdout.isatty()
    colorless = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    forced = to_stdout and os.environ.get("FORCE_COLOR", "0") not in ("", "0")  # a log that shows colours, a pager
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "").replace("_", "")
    size = shutil.get_terminal_size((PIPED_WIDTH, 24))
    return RenderOptions(
        width=size.columns if to_stdout else PIPED_WIDTH,
        height=size.lines if on_terminal else 0,
        color=(on_terminal or forced) and not colorless,
        links=on_terminal and not colorless and takes_links(os.environ),
        ascii=to_stdout and not encoding.startswith("utf"),
        verbose=verbose,
        quiet=quiet,
        folder=_folder(),
    )


def takes_links(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is one of those that are known to show links; others might show their escapes as rubbish.

    FORCE_HYPERLINK decides where it is set: 0 means no.
    """
    if forced := environment.get("FORCE_HYPERLINK"):
        return forced != "0"
    term = environment.get("TERM", "")
    if term in ("", "dumb") or environment.get("CI"):
        return False
    if any(environment.get(name) for name in _LINKING_VARIABLES):
        return True
    vte = environment.get("VTE_VERSION", "")  # GNOME Terminal and its kin, from 0.50 on
    return (
        environment.get("TERM_PROGRAM") in _LINKING_PROGRAMS
        or any(name in term for name in _LINKING_TERMS)
        or (vte.isdigit() and int(vte) >= _LINKING_VTE)
    )


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A name beside ``target`` to write to; it is moved there when the block ends without an exception."""
    part = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    try:
        yield part
        part.replace(target)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _replacing(target: Path) -> Iterator[TextIO]:
    """A file beside ``target`` that is moved there in the end, with the mode that a plain write would have left."""
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    number, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _folder() -> str:
    try:
        return str(Path.cwd())
    except OSError:  # it was removed while the program ran
        return ""


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
