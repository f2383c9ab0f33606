"""A headless Chromium for tests, and a watch over what its pages do.

Nothing here is downloaded: the browser is the one of the system, or the program that CHECKER_CHROMIUM names. Debian has
``chromium``, and ``chromium-headless-shell``, the same without its windows, which opens a page in a third of the time.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

FLAGS = [
    "--no-sandbox",  # tests run as root in containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
REQUIRED = "CHECKER_REQUIRE_BROWSER"
WAIT = 60_000.0  # milliseconds until what should appear is missing: a machine may be busy
LOCAL = re.compile(r"(?:file|data|blob|about):")


def program() -> str | None:
    """Where the browser is."""
    named = os.environ.get("CHECKER_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def lacking() -> str | None:
    """Why no browser can be driven here, and what to do about it; nothing where one can."""
    if importlib.util.find_spec("playwright") is None or importlib.util.find_spec("axe_playwright_python") is None:
        return "the extra 'browser' is not installed: pip install 'checker[browser]'"
    if program() is None:
        return "no Chromium was found: apt-get install chromium-headless-shell, or name one in CHECKER_CHROMIUM"
    return None


class Outside:
    """A proxy that stands for all of the network, answers nothing and remembers who was asked for.

    Requests are stopped before they leave the browser; this hears of what leaves it some other way: a connection made
    ahead, a name looked up, a socket.
    """

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.asked: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:  # closed
                return
            with caller:
                caller.settimeout(1)
                try:
                    self.asked.append(caller.recv(1000).split(b"\r\n")[0].decode("latin-1"))
                except OSError:
                    self.asked.append("a connection that said nothing")

    def close(self) -> None:
        """Listen no more."""
        self._listener.close()


@contextmanager
def started(outside: Outside) -> Iterator[Any]:
    """A browser whose way to every other machine ends at ``outside``."""
    # Here, so that without the extra these tests are skipped and not broken.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(), args=[*FLAGS, f"--proxy-server=127.0.0.1:{outside.port}"]
        )
        yield browser
        browser.close()


class Visit:
    """One visitor with an empty profile. What their pages do and should not is gathered in ``problems``."""

    def __init__(self, browser: Any, server: str | None = None, **options: Any) -> None:
        """``server`` is the one address, as http://host:port, that may be asked beside files."""
        self.problems: list[str] = []
        self.expected: list[re.Pattern[str]] = []
        self.requests: list[str] = []
        self._server = server
        settings = {"viewport": {"width": 1280, "height": 900}, "service_workers": "block", **options}
        self.context = browser.new_context(**settings)
        self.context.set_default_timeout(WAIT)
        self.context.route("**/*", self._route)
        self.context.route_web_socket(re.compile(""), lambda ws: self._note(f"a web socket to {ws.url}"))
        self.context.on("console", self._heard)
        self.context.on("weberror", lambda error: self._note(f"an error of the page: {error.error}"))
        self.context.on("dialog", self._asked)
        self.page = self.context.new_page()
        self.context.on("page", lambda page: self._note(f"a window was opened: {page.url}"))

    def __enter__(self) -> Visit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.context.close()
        if kind is None:
            assert not self.problems, "\n".join(self.problems)

    def open(self, where: Path | str, part: str = "") -> Any:
        """Open a file or an address, at one part of it if one is named, and give the page."""
        address = where.as_uri() if isinstance(where, Path) else where
        self.page.goto(f"{address}#{part}" if part else address)
        return self.page

    def expect(self, pattern: str) -> None:
        """What the console says by this pattern is no problem: the test is about it."""
        self.expected.append(re.compile(pattern))

    def _note(self, problem: str) -> None:
        self.problems.append(problem)

    def _route(self, route: Any) -> None:
        url = route.request.url
        self.requests.append(url)
        if LOCAL.match(url) or (self._server and url.startswith(f"{self._server}/")):
            route.continue_()
        else:
            self._note(f"a request to {url}")
            route.abort()

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning") and not any(known.search(message.text) for known in self.expected):
            self._note(f"the console: {message.text}")

    def _asked(self, dialog: Any) -> None:
        self._note(f"a dialog: {dialog.message}")
        dialog.dismiss()
