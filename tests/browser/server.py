"""``checker serve`` as a process of its own, asked over HTTP as a user's browser asks it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

ADDRESS = re.compile(r"http://\S+\?token=\S+")
START = 60  # seconds that a server may take to say where it is


class Server:
    """A server in a folder, until the block ends. It must end as it should, with nothing said about a mistake."""

    def __init__(self, folder: Path, *options: str) -> None:
        self._folder = folder
        self._options = options
        self._said: list[str] = []

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        status, complaints = self.stop()
        if kind is None:
            assert status in (0, 130), complaints
            assert "Traceback" not in complaints
            assert "unexpected" not in complaints

    def start(self) -> None:
        """Start it, and learn its address."""
        command = [sys.executable, "-u", "-m", "checker", "serve", "--port", "0", "--no-open", *self._options]
        environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
        with (self._folder / "serve.err").open("ab") as complaints:
            self._process = subprocess.Popen(
                command, cwd=self._folder, env=environment, stdout=subprocess.PIPE, stderr=complaints, text=True
            )
        timer = threading.Timer(START, self._process.kill)
        timer.start()
        assert self._process.stdout is not None
        self._said = []
        for line in self._process.stdout:
            self._said.append(line)
            found = ADDRESS.search(line)
            if found:
                timer.cancel()
                self.entrance = found[0]
                self.address = "http://" + urlsplit(found[0]).netloc
                return
        timer.cancel()
        raise AssertionError(f"no address was printed: {''.join(self._said)}{self.complaints()}")

    def stop(self) -> tuple[int, str]:
        """End it as Ctrl-C does; its exit status, and what it wrote to standard error."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        return self._process.returncode, self.complaints()

    def complaints(self) -> str:
        """What it has written to standard error."""
        return (self._folder / "serve.err").read_text(encoding="utf-8")
