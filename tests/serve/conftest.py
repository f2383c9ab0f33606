"""A server whose comparisons run in this process: the same function as in a worker, with the real models."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from checker.config import load_config
from checker.pipeline import Parts, load
from checker.serve.app import make_app, make_service
from checker.serve.options import ServeOptions
from checker.serve.pool import Ticket
from checker.serve.service import Service
from checker.serve.worker import answer

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"
TOKEN = "token-of-the-tests"
MORNING = "Published: 2024-03-04\n\nThe fire broke out on Monday. The fire destroyed at least 64 homes in the valley.\n"
NOON = "Published: 2024-03-04\n\nThe fire broke out on Monday. The fire destroyed 46 homes in the valley.\n"


class ThreadPool:
    """Compares one ticket after the other in a thread."""

    def __init__(self, service: Service, parts: Parts) -> None:
        self._service = service
        self._parts = parts
        self._tickets: queue.Queue[Ticket | None] = queue.Queue()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def put(self, ticket: Ticket) -> None:
        self._tickets.put(ticket)

    def close(self) -> None:
        self._tickets.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (ticket := self._tickets.get()) is not None:
            said = answer(ticket.task, self._parts, lambda stage, name=ticket.id: self._service.tell(name, stage))
            self._service.tell(ticket.id, said)


def write(text: str, path: str) -> None:
    Path(path).write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def parts() -> Parts:
    return load(load_config(None, {"report.baseline": "none"}))


class Server:
    """A server and its users."""

    def __init__(self, parts: Parts, **options: object) -> None:
        baseline = options.pop("baseline", "none")
        max_bytes = options.pop("max_bytes", 1_000_000)
        config = load_config(None, {"report.baseline": baseline, "sources.max_bytes": max_bytes})
        self.service = make_service(config, ServeOptions(port=PORT, **options), TOKEN, write)
        self.pool = ThreadPool(self.service, parts)
        self.service.pool = self.pool
        self.app = make_app(self.service, PORT)
        self.first = self.user()
        self.first.__enter__()  # runs the loop that all of them share

    def close(self) -> None:
        self.first.__exit__()
        self.pool.close()

    def user(self, *, entered: bool = True) -> User:
        client = User(self.app, base_url=ORIGIN, follow_redirects=False)
        client.portal = getattr(self, "first", client).portal
        if entered:
            client.headers["origin"] = ORIGIN
            client.key = self.service.sessions.new()
            client.cookies.set(f"checker-{PORT}", client.key, domain="127.0.0.1")
        return client


class User(TestClient):
    """One browser."""

    key = ""

    def compare(self, *texts: str, **more: object) -> str:
        """Give articles, wait for the end, and return the id."""
        articles = [{"name": f"{n}.txt", "text": text} for n, text in enumerate(texts or (MORNING, NOON), start=1)]
        response = self.post("/api/v1/comparisons", json={"articles": articles, **more})
        assert response.status_code == 202, response.text
        return self.end(response.json()["id"])

    def end(self, name: str) -> str:
        while self.get(f"/api/v1/comparisons/{name}?wait=10").json()["state"] in ("waiting", "running"):
            pass
        return name

    def report(self, name: str) -> dict[str, object]:
        response = self.get(f"/api/v1/comparisons/{name}/report?format=json")
        assert response.status_code == 200, response.text
        found: dict[str, object] = json.loads(response.text)
        return found


@pytest.fixture
def server(parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.chdir(tmp_path)
    server = Server(parts)
    yield server
    server.close()


@pytest.fixture
def user(server: Server) -> User:
    return server.first
