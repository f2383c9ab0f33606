"""URLs, against a real server on this machine."""

from __future__ import annotations

import contextlib
import ipaddress
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from checker.errors import FetchError
from checker.sources.addresses import is_public, resolve
from checker.sources.options import SourceOptions
from checker.sources.read import read_all

LOCAL = SourceOptions(allow_private=True, timeout=5.0)
ARTICLE = b"Bridge closes\nPublished: 2024-11-12\n\nAt least 12 people were hurt.\n"
PAGES = {
    "/a.txt": ("text/plain; charset=utf-8", ARTICLE),
    "/latin": ("text/html; charset=iso-8859-2", "<p>Łódź was quiet.</p>".encode("iso-8859-2")),
    "/post": ("text/markdown", b"# Bridge *closes*\n\nText.\n"),
    "/data": ("application/json", b'[{"text": "One."}, {"text": "Two."}]'),
    "/page.md": ("application/octet-stream", b"# Bridge closes\n\nText.\n"),
    "/bare": ("", b"<html><body><p>Twelve people were hurt.</p></body></html>"),
    "/photo": ("image/png", b"\x89PNG"),
    "/huge": ("text/plain", b"word " * 100_000),
    "/empty": ("text/plain", b""),
}
REDIRECTS = {
    "/once": "/a.txt",
    "/loop": "/loop",
    "/ftp": "ftp://example.org/a.txt",
    "/broken": "http://[",
    **{f"/hop{n}": f"/hop{n + 1}" for n in range(1, 6)},
    "/hop6": "/a.txt",
}


class Handler(BaseHTTPRequestHandler):
    """Serves PAGES and REDIRECTS; drips below /slow; answers 404, 403 and 500 elsewhere."""

    def do_GET(self) -> None:
        if self.path in PAGES:
            self.answer(200, {"Content-Type": PAGES[self.path][0]}, PAGES[self.path][1])
        elif self.path in REDIRECTS:
            self.answer(302, {"Location": REDIRECTS[self.path]}, b"")
        elif self.path == "/host":
            self.answer(200, {"Content-Type": "text/plain"}, f"Asked for {self.headers['Host']}".encode())
        elif self.path == "/slow":
            self.drip()
        else:
            self.answer({"/private": 403, "/failing": 500}.get(self.path, 404), {}, b"")

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):  # the reader may have had enough
            self.wfile.write(body)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):  # the reader gives up
            for _ in range(40):
                self.wfile.write(b"word ")
                self.wfile.flush()
                time.sleep(0.05)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


def test_an_article_is_fetched(server: str) -> None:
    document = read_all([f"{server}/a.txt"], LOCAL).documents[0]
    assert (document.id, document.url) == (f"{server}/a.txt", f"{server}/a.txt")
    assert document.text == ARTICLE.decode()
    assert document.published is not None
    assert document.published.day.isoformat() == "2024-11-12"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/latin", "Łódź was quiet."),
        ("/post", "# Bridge *closes*\n\nText.\n"),
        ("/data", "One."),
        ("/page.md", "# Bridge closes\n\nText.\n"),
        ("/bare", "Twelve people were hurt."),
    ],
)
def test_content_type_then_suffix_then_content_pick_the_reader(server: str, path: str, text: str) -> None:
    assert read_all([server + path], LOCAL).documents[0].text == text


def test_redirects_are_followed_up_to_five(server: str) -> None:
    document = read_all([f"{server}/once"], LOCAL).documents[0]
    assert (document.id, document.url) == (f"{server}/once", f"{server}/a.txt")
    assert read_all([f"{server}/hop2"], LOCAL).documents
    for path in ("/hop1", "/loop"):
        with pytest.raises(FetchError, match="more than 5 redirects"):
            read_all([server + path], LOCAL)


def test_the_host_is_named_to_the_server(server: str) -> None:
    port = server.rpartition(":")[2]
    document = read_all([f"http://localhost:{port}/host"], LOCAL).documents[0]
    assert document.text == f"Asked for localhost:{port}"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/nothing", "HTTP status 404: no such page"),
        ("/private", "HTTP status 403: the server refuses it"),
        ("/failing", "HTTP status 500"),
        ("/photo", "the server sends image/png"),
        ("/huge", "more than 10000 bytes; raise --max-bytes"),
        ("/ftp", "the scheme 'ftp' is not supported"),
        ("/broken", "is not known"),
    ],
)
def test_what_cannot_be_had_says_why(server: str, path: str, says: str) -> None:
    with pytest.raises(FetchError) as error:
        read_all([server + path], SourceOptions(allow_private=True, max_bytes=10_000))
    assert str(error.value).startswith(f"{server}{path}: ")
    assert says in error.value.reason


def test_the_time_limit_is_one_for_all(server: str) -> None:
    before = time.monotonic()
    with pytest.raises(FetchError, match=r"no full answer within 0\.3 seconds"):
        read_all([f"{server}/slow"], SourceOptions(allow_private=True, timeout=0.3))
    assert time.monotonic() - before < 15  # the server would take far longer


def test_a_port_where_nobody_listens() -> None:
    with pytest.raises(FetchError, match=r"could not connect to 127\.0\.0\.1:9 .*refused"):
        read_all(["http://127.0.0.1:9/a"], LOCAL)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://example.org/a.txt", "scheme 'ftp' is not supported"),
        ("file:///etc/passwd", "scheme 'file' is not supported"),
        ("http:///a.txt", "names no host"),
        ("http://user:secret@example.org/", "user name or password"),
        ("http://[::1/", "not a valid URL"),
        ("http://xn--/", "not a valid URL"),
        ("http://example.org:70000/", "has the port 70000"),
        ("http://no-such-host.invalid/", "is not known"),
    ],
)
def test_bad_addresses(url: str, says: str) -> None:
    with pytest.raises(FetchError) as error:
        read_all([url])
    assert says in error.value.reason


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "169.254.169.254", "10.0.0.1", "2130706433"]
)
def test_private_addresses_are_refused(server: str, host: str) -> None:
    port = server.rpartition(":")[2]
    with pytest.raises(FetchError, match="which is not public"):
        read_all([f"http://{host}:{port}/a.txt"])


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.8.8.8", False),
        ("192.168.1.1", False),
        ("172.16.0.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("0.0.0.0", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


def test_resolving_checks_every_address() -> None:
    assert resolve("http://127.0.0.1", "127.0.0.1", 80, allow_private=True) == ("127.0.0.1",)
    with pytest.raises(FetchError):
        resolve("http://localhost", "localhost", 80, allow_private=False)
