"""What only a real process shows: exit status, pipes, signals, a full disk, a terminal, the time to start."""

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Shell = Callable[..., subprocess.CompletedProcess[str]]
TWO = ("compare", "morning.txt", "noon.txt")
CHECKER = [sys.executable, "-m", "checker"]


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("--version",), 0),
        (("--help",), 0),
        (TWO, 1),
        (("compare", "morning.txt", "evening.txt"), 0),
        (("compare", "morning.txt", "missing.txt"), 2),
        (("nonsense",), 2),
    ],
)
def test_exit_status(shell: Shell, args: tuple[str, ...], status: int) -> None:
    done = shell(*args)
    assert done.returncode == status
    assert "Traceback" not in done.stderr


def test_piped_output_is_plain(shell: Shell) -> None:
    done = shell(*TWO)
    assert "\x1b" not in done.stdout
    assert "*at least 64*" in done.stdout
    assert done.stderr == ""


def test_columns_set_the_width_of_piped_text(shell: Shell) -> None:
    narrow = shell(*TWO, env={"COLUMNS": "50"}).stdout
    assert max(len(line) for line in narrow.splitlines() if "    checker " not in line) <= 50


def on_terminal(folder: Path, env: dict[str, str]) -> bytes:
    """What a terminal gets from a comparison."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([*CHECKER, *TWO], cwd=folder, stdout=theirs, stderr=theirs, env=os.environ | env)
    os.close(theirs)
    got = b""
    try:
        while piece := os.read(ours, 65536):
            got += piece
    except OSError:  # how Linux says that the other end of a terminal is closed
        pass
    assert process.wait(60) == 1
    os.close(ours)
    return got


def test_a_terminal_gets_color(folder: Path) -> None:
    assert b"\x1b[1;31mCONFLICT" in on_terminal(folder, {"TERM": "xterm-256color", "NO_COLOR": ""})


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_color_can_be_refused(folder: Path, env: dict[str, str]) -> None:
    got = on_terminal(folder, {"TERM": "xterm", "NO_COLOR": ""} | env)
    assert b"CONFLICT" in got
    assert not re.search(rb"\x1b\[[0-9;]*m", got)


@pytest.mark.parametrize(
    ("env", "colored"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_a_pipe_gets_color_where_it_is_asked_for(
    shell: Shell, folder: Path, env: dict[str, str], colored: bool
) -> None:
    done = shell("compare", "morning.txt", "noon.txt", env={"TERM": "xterm"} | env)
    assert ("\x1b[1;31mCONFLICT" in done.stdout) is colored
    assert "CONFLICT" in done.stdout


def test_ascii_output_where_nothing_else_can_be_shown(shell: Shell, folder: Path) -> None:
    (folder / "é.txt").write_text((folder / "noon.txt").read_text())
    done = shell("compare", "morning.txt", "é.txt", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 1
    assert done.stdout.isascii()
    assert '"The fire destroyed *at least 64* homes' in done.stdout
    assert "\\xe9.txt:3" in done.stdout


def test_a_name_that_is_no_utf8_can_be_shown_and_written(folder: Path) -> None:
    name = b"caf\xe9.txt"
    (folder / os.fsdecode(name)).write_text((folder / "noon.txt").read_text())
    done = subprocess.run(
        [*CHECKER, "compare", "morning.txt", name, "-f", "json"], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["sources"][1]["path"] == "caf\udce9.txt"


@pytest.mark.parametrize("args", [TWO, ("--help",), ("pairs", "in.jsonl"), ("rules", "schema")])
def test_a_full_disk_is_one_message(shell: Shell, folder: Path, args: tuple[str, ...]) -> None:
    (folder / "in.jsonl").write_text('{"a": "40 men came.", "b": "50 men came."}\n')
    with Path("/dev/full").open("w") as full:
        done = shell(*args, stdout=full)
    assert done.returncode == 2
    assert re.fullmatch(r"checker: error: .*[Nn]o space left.*\n", done.stderr), done.stderr


@pytest.mark.parametrize("args", [(*TWO, "-f", "json"), ("pairs", "in.jsonl")])
def test_a_reader_that_leaves_is_no_error(folder: Path, args: tuple[str, ...]) -> None:
    (folder / "in.jsonl").write_text('{"a": "40 men came.", "b": "50 men came."}\n' * 300)
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run([*CHECKER, *args], cwd=folder, stdout=theirs, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(theirs)
    assert done.stderr == b""
    assert done.returncode in {0, 1}


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What is started here may be interrupted, even where the tests run in the background of a shell."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("args", [("compare", "-", "noon.txt"), ("pairs",)])
def test_an_interrupt_is_status_130(folder: Path, args: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [*CHECKER, *args], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stderr is not None
    process.stdin.write(b"x" * 1_000_000)  # more than a pipe holds: once it is written, the program is reading
    process.stdin.flush()
    time.sleep(0.5)  # until it waits for more: a signal between two reads is seen only after the second
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    said = process.stderr.read().decode()
    assert said.strip() == "checker: interrupted"
    process.stdout.close()  # type: ignore[union-attr]
    process.stderr.close()
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()


def test_debugging_shows_where_an_error_came_from(shell: Shell) -> None:
    quiet, loud = shell("init", "no/x.yaml"), shell("init", "no/x.yaml", env={"CHECKER_DEBUG": "1"})
    assert "Traceback" not in quiet.stderr
    assert "Traceback" in loud.stderr
    assert loud.stderr.endswith(quiet.stderr)


@pytest.mark.parametrize("args", [["--version"], ["--help"], ["compare", "--help"], ["pairs", "--help"]])
def test_help_loads_nothing_that_is_slow(args: list[str]) -> None:
    slow = "{'numpy', 'onnxruntime', 'torch', 'faiss', 'trafilatura', 'httpx', 'pypdf', 'sentence_transformers'}"
    code = f"import sys; from checker.cli.main import main; main({args}); sys.exit(bool({slow} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_words_can_be_completed(shell: Shell) -> None:
    env = {"_CHECKER_COMPLETE": "bash_complete", "COMP_WORDS": "checker compare --format js", "COMP_CWORD": "3"}
    assert shell(env=env).stdout == "plain,json\nplain,jsonl\n"


def test_an_error_nobody_foresaw_is_one_message(shell: Shell, folder: Path) -> None:
    (folder / "sitecustomize.py").write_text(
        "import checker.cli.init as i\ndef broken(*_, **__):\n    raise ZeroDivisionError('oh\\x1b[31m')\n"
        "i.command.callback = broken\n"
    )
    done = shell("init", env={"PYTHONPATH": str(folder)})
    assert done.returncode == 2
    assert done.stderr.startswith(
        "checker: error: unexpected ZeroDivisionError: oh\nplease report this; CHECKER_DEBUG=1"
    )
