"""An article by its URL: only when one is given, within limits of time, size, redirects and addresses.

The host is resolved once per hop, its addresses are checked, and the connection goes to a checked address itself, so
that a second look-up cannot lead elsewhere (DNS rebinding). Proxies of the environment are not used: they would resolve
the host again.
"""

from __future__ import annotations

import queue
import threading
import time
from typing import TYPE_CHECKING

from checker.errors import FetchError
from checker.sources.addresses import resolve
from checker.sources.draft import Blob
from checker.sources.formats import media_type_refused
from checker.sources.options import SourceOptions

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_HEADERS = {"User-Agent": "checker (reads articles for comparison)", "Accept-Encoding": "identity"}
_STATUS = {
    401: "it asks for a login",
    403: "the server refuses it",
    404: "no such page",
    410: "the page is gone",
    429: "the server asks for fewer requests",
    451: "it is withheld for legal reasons",
}


def fetch(url: str, options: SourceOptions) -> Blob:
    """The page behind ``url``; FetchError says why there is none. Takes at most ``options.timeout`` seconds."""
    answers: queue.SimpleQueue[Blob | BaseException] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(_follow(url, options))
        except BaseException as error:  # noqa: BLE001 - carried over to the waiting thread and raised there
            answers.put(error)

    # A thread of its own: neither the look-up of a name nor a server that drips single bytes knows an overall limit.
    threading.Thread(target=work, name="fetch", daemon=True).start()
    try:
        answer = answers.get(timeout=options.timeout)
    except queue.Empty:
        raise _too_slow(url, options) from None
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _too_slow(url: str, options: SourceOptions) -> FetchError:
    return FetchError(url, f"no full answer within {options.timeout:g} seconds; try again, or save the page as a file")


def _follow(url: str, options: SourceOptions) -> Blob:
    """Go from redirect to redirect by hand, checking each."""
    import httpx  # noqa: PLC0415 - 0.1 s that only URLs need

    deadline = time.monotonic() + options.timeout
    here = _parse(url, url)
    with httpx.Client(follow_redirects=False, trust_env=False, timeout=options.timeout, headers=_HEADERS) as client:
        for _ in range(MOST_REDIRECTS + 1):
            try:
                response = _open(client, url, here, options)
                try:
                    if not response.is_redirect:
                        return _receive(url, here, response, options, deadline)
                    here = _parse(url, response.headers["location"], here)
                finally:
                    response.close()
            except httpx.TimeoutException as error:
                raise _too_slow(url, options) from error
            except (httpx.HTTPError, httpx.StreamError) as error:
                raise FetchError(
                    url, f"the connection failed ({error}); check the address, or save the page"
                ) from error
    raise FetchError(url, f"more than {MOST_REDIRECTS} redirects; name the page that they lead to")


def _parse(named: str, url: str, base: httpx.URL | None = None) -> httpx.URL:
    """The URL, checked; ``named`` is the one that the user gave, ``base`` the page that leads on to ``url``."""
    import httpx  # noqa: PLC0415

    try:
        parsed = httpx.URL(url) if base is None else base.join(url)
        host, port = parsed.host, parsed.port
    except (httpx.InvalidURL, ValueError) as error:  # ValueError: a host that is no IDNA name
        raise FetchError(named, f"{url!r} is not a valid URL ({error}); check it") from error
    if parsed.scheme not in _PORTS:
        raise FetchError(
            named, f"the scheme {parsed.scheme!r} is not supported; expected http:// or https://, or a file"
        )
    if port is not None and not 0 < port < 65536:
        raise FetchError(named, f"{url!r} has the port {port}; expected one from 1 to 65535")
    if not host:
        raise FetchError(named, f"{url!r} names no host; expected https://host/page")
    if parsed.userinfo:
        raise FetchError(named, "it holds a user name or password, which reports would show; save the page as a file")
    return parsed


def _open(client: httpx.Client, named: str, url: httpx.URL, options: SourceOptions) -> httpx.Response:
    """Send the request to the first checked address of the host that answers."""
    import httpx  # noqa: PLC0415

    port = url.port or _PORTS[url.scheme]
    refused: httpx.ConnectError | None = None
    for address in resolve(named, url.host, port, allow_private=options.allow_private):
        # The name goes into the Host header and, by "sni_hostname", into the check of the server's certificate.
        request = client.build_request(
            "GET",
            url.copy_with(host=address),
            headers={"Host": url.netloc.decode("ascii")},
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        try:
            return client.send(request, stream=True)
        except httpx.ConnectError as error:
            refused = error
    raise FetchError(
        named, f"could not connect to {url.host}:{port} ({refused}); check the address, or try again later"
    )


def _receive(named: str, url: httpx.URL, response: httpx.Response, options: SourceOptions, deadline: float) -> Blob:
    if response.status_code != 200:
        why = _STATUS.get(response.status_code, "expected the page itself")
        raise FetchError(
            named, f"HTTP status {response.status_code}: {why}; check the address, or save the page as a file"
        )
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type_refused(media_type):
        raise FetchError(named, f"expected an article, but the server sends {media_type}; name the page of the article")
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > options.max_bytes:
            raise FetchError(named, f"it has more than {options.max_bytes} bytes; raise --max-bytes to read it")
        if time.monotonic() > deadline:  # nobody waits any more
            raise _too_slow(named, options)
    return Blob(
        named,
        bytes(data),
        limit=options.max_bytes,
        charset=response.charset_encoding,
        encoding=options.encoding,
        media_type=media_type,
        url=str(url),
    )
