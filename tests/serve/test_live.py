"""The command itself, over a real connection."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from checker.cli.main import main
from checker.config import load_config
from checker.errors import UsageError
from checker.serve import run
from checker.serve.options import ServeOptions
from checker.serve.worker import NICENESS
from tests.serve.conftest import MORNING, NOON, write

COMMAND = (sys.executable, "-m", "checker", "serve", "--no-open", "--port", "0", "--workers", "1")


@dataclass(frozen=True)
class Running:
    process: subprocess.Popen[str]
    base: str
    token: str

    @property
    def place(self) -> tuple[str, int]:
        return "127.0.0.1", int(self.base.rpartition(":")[2])


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    process = subprocess.Popen(
        [*COMMAND, "--max-upload", "100000"],
        cwd=tmp_path_factory.mktemp("serve"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        start_new_session=True,
    )
    assert process.stdout
    found = re.search(r"(http://\S+)/\?token=(\S+)", process.stdout.readline())
    assert found
    yield Running(process, found[1], found[2])
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.fixture
def client(running: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.base, headers={"origin": running.base}, timeout=60, trust_env=False) as client:
        assert client.get("/", params={"token": running.token}, follow_redirects=True).status_code == 200
        yield client


def compare(client: httpx.Client) -> str:
    taken = client.post(
        "/compare", files=[("file-1", ("a.txt", MORNING.encode())), ("file-1", ("b.txt", NOON.encode()))]
    )
    assert taken.status_code == 303, taken.text
    name = taken.headers["location"].removeprefix("/c/")
    while (state := client.get(f"/api/v1/comparisons/{name}?wait=20").json()["state"]) in ("waiting", "running"):
        pass
    assert state == "done"
    return str(name)


def test_articles_are_compared_and_accepted(client: httpx.Client) -> None:
    name = compare(client)
    (finding,) = client.get(f"/api/v1/comparisons/{name}/report").json()["findings"]
    assert (finding["a"]["value"], finding["b"]["value"]) == ("at least 64", "46")
    given = {"fingerprint": finding["fingerprint"], "reason": "asked both desks"}
    assert client.post(f"/c/{name}/accept", data=given).status_code == 303
    assert "asked both desks" in client.get(f"/c/{name}").text


def test_a_client_that_vanishes_in_the_middle_disturbs_nobody(running: Running, client: httpx.Client) -> None:
    head = f"POST /compare HTTP/1.1\r\nHost: {running.base[7:]}\r\nOrigin: {running.base}\r\nContent-Length: 5000\r\n"
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    for _ in range(3):
        with socket.create_connection(running.place) as line:
            line.sendall(
                f"{head}Cookie: {cookies}\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n".encode()
            )
    with socket.create_connection(running.place) as line:
        line.sendall(b"nonsense\r\n\r\n")
    compare(client)


def test_one_who_vanishes_while_waiting_or_reading_disturbs_nobody(running: Running, client: httpx.Client) -> None:
    name = compare(client)
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    again = client.post(f"/api/v1/comparisons/{name}/again", json={}).json()["id"]
    for path in (f"/api/v1/comparisons/{again}?wait=30", f"/c/{name}/report/html", f"/c/{name}", f"/c/{again}"):
        with socket.create_connection(running.place) as line:
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: {running.base[7:]}\r\nCookie: {cookies}\r\n\r\n".encode())
            if "report" in path:
                line.recv(10)  # so that it is in the middle of the answer
    compare(client)


def test_workers_leave_the_processor_to_the_server(running: Running, client: httpx.Client) -> None:
    compare(client)
    process = running.process.pid
    children = Path(f"/proc/{process}/task").glob("*/children")
    started = [int(child) for found in children for child in found.read_text().split()]
    own = os.getpriority(os.PRIO_PROCESS, process)
    assert max(os.getpriority(os.PRIO_PROCESS, child) for child in started) >= min(own + NICENESS, 19)


def test_an_upload_over_the_limit_is_told_while_it_is_sent(client: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file-1"; filename="a.txt"\r\n\r\n'
        yield from (b"x" * 10_000 for _ in range(30))

    streamed = client.post("/compare", content=endless(), headers={"content-type": "multipart/form-data; boundary=x"})
    assert (streamed.status_code, "more than 100000 bytes" in streamed.text) == (413, True)
    assert client.post("/compare", content=b"x" * 300_000, headers={"content-type": "text/plain"}).status_code == 413
    compare(client)


def test_a_port_in_use_is_told_in_one_line(running: Running, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--no-open", "--port", str(running.place[1])]) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "is in use" in said.err
    assert "--port" in said.err


def test_an_interrupt_ends_it_with_status_130_and_nothing_of_an_article_was_logged(
    running: Running, client: httpx.Client
) -> None:
    name = compare(client)
    os.killpg(running.process.pid, signal.SIGINT)  # as a terminal does: to the workers too
    out, err = running.process.communicate(timeout=30)
    assert running.process.returncode == 130
    assert err.strip() == "checker: interrupted"
    assert name not in out
    with pytest.raises(httpx.ConnectError):
        client.get("/")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (ServeOptions(host="no-such-host.invalid"), "no such address on this machine"),
        (ServeOptions(host="192.0.2.1"), "no such address on this machine"),
    ],
)
def test_an_address_that_cannot_be_had_is_told(options: ServeOptions, message: str) -> None:
    doors = run.Doors(say=lambda _: None, write=write, browse=None)
    with pytest.raises(UsageError, match=message):
        run.serve(load_config(None, {"report.baseline": "none"}), options, doors)


@pytest.mark.parametrize("values", [{"port": -1}, {"port": 70000}, {"workers": 0}, {"max_upload": 0}])
def test_options_that_cannot_be_meant_are_told(values: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        ServeOptions(**values)  # type: ignore[arg-type]


def opened(browse: object) -> list[str]:
    """What is said where that opens, or does not open, a browser."""
    said: list[str] = []
    done = threading.Event()

    def say(line: str) -> None:
        said.append(line)
        if "browser" in line:
            done.set()

    run._announce(ServeOptions(), 8765, "t", run.Doors(say, write, browse))  # type: ignore[arg-type]
    done.wait(0.5 if browse is None else 5)
    return said


def test_a_browser_that_is_not_there_is_told() -> None:
    def fails(_: str) -> bool:
        raise OSError("no such program")

    for browse in (fails, lambda _: False):
        said = opened(browse)
        assert said[0] == "checker is at http://127.0.0.1:8765/?token=t"
        assert said[-1] == "no browser could be opened; open the address above yourself"
    assert not [line for line in opened(None) if "browser" in line]


@pytest.mark.parametrize(
    ("host", "url", "local"),
    [
        ("127.0.0.1", "http://127.0.0.1:1/?token=t", True),
        ("::1", "http://[::1]:1/?token=t", True),
        ("localhost", "http://localhost:1/?token=t", True),
        ("0.0.0.0", "http://127.0.0.1:1/?token=t", False),
        ("192.168.1.5", "http://192.168.1.5:1/?token=t", False),
    ],
)
def test_the_address_that_is_printed(host: str, url: str, local: bool) -> None:
    options = ServeOptions(host=host)
    assert run.address(options, 1, "t") == url
    assert options.is_local == local
    assert url.split("/")[2] in options.hosts(1)


def test_without_its_libraries_the_command_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert main(["serve", "--no-open"]) == 2
    assert "pip install 'checker[serve]'" in capsys.readouterr().err
