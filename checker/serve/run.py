"""Start the server, say where it is, open a browser, and end it without leaving anything behind."""

from __future__ import annotations

import errno
import logging
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn

from checker.config import Config
from checker.errors import UsageError
from checker.rules.kinds import ALL_KINDS
from checker.rules.load import load_rules
from checker.rules.shipped import shipped
from checker.serve.accepted import Write
from checker.serve.app import make_app, make_service
from checker.serve.options import ServeOptions
from checker.serve.pool import Pool
from checker.serve.sessions import TOKEN_BYTES

GRACE = 3  # seconds that answers under way have when the server is interrupted
MAX_CONNECTIONS = 500  # more are answered with status 503


@dataclass(frozen=True, slots=True)
class Doors:
    """What the server needs of the world around it."""

    say: Callable[[str], None]  # one line for the user
    write: Write  # a text into the file of a path, whole or not at all
    browse: Callable[[str], bool] | None = webbrowser.open  # opens an address; None: no browser is wanted


def serve(config: Config, options: ServeOptions, doors: Doors) -> None:
    """Serve until interrupted, which raises KeyboardInterrupt.

    Raises UsageError where the port cannot be had, ConfigError and ModelError where the rules or the models cannot
    be used.
    """
    load_rules(config.rules, ALL_KINDS, shipped("rules"))  # mistakes in them are told now, not to the first user
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # it would show what a client has sent
    token = secrets.token_urlsafe(TOKEN_BYTES)
    service = make_service(config, options, token, doors.write)
    service.accepted.check()
    with _listening(options) as listener:
        port = int(listener.getsockname()[1])
        pool = Pool(config, options.workers, options.time_limit, service.tell)
        try:
            pool.start()
            service.pool = pool
            server = uvicorn.Server(
                uvicorn.Config(
                    make_app(service, port),
                    log_config=None,  # an access log would hold the token, and the names of articles
                    access_log=False,
                    log_level="critical",  # that a client sent nonsense, or left, is no news
                    lifespan="on",
                    ws="none",
                    limit_concurrency=MAX_CONNECTIONS,
                    timeout_graceful_shutdown=GRACE,
                    server_header=False,
                    proxy_headers=False,
                )
            )
            _announce(options, port, token, doors)
            server.run(sockets=[listener])
        finally:
            pool.close()


def address(options: ServeOptions, port: int, token: str) -> str:
    """The address that lets a browser in."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(options.host, options.host)  # noqa: S104  # told apart, not bound
    return f"http://{f'[{host}]' if ':' in host and host[0] != '[' else host}:{port}/?token={token}"


def _announce(options: ServeOptions, port: int, token: str, doors: Doors) -> None:
    url = address(options, port, token)
    doors.say(f"checker is at {url}")
    if not options.is_local:
        doors.say(f"warning: {options.host} can be reached from other machines, and what they send is not encrypted")
    doors.say("Ctrl-C ends it")
    if doors.browse is not None:
        threading.Thread(target=_open, args=(url, doors), daemon=True).start()  # some browsers block until closed


def _open(url: str, doors: Doors) -> None:
    try:
        opened = bool(doors.browse and doors.browse(url))
    except (OSError, webbrowser.Error):
        opened = False
    if not opened:
        doors.say("no browser could be opened; open the address above yourself")


def _listening(options: ServeOptions) -> socket.socket:
    """A socket that listens; UsageError where the host or the port cannot be had."""
    try:
        found = socket.getaddrinfo(options.host, options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, place = found[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise UsageError(f"--host {options.host}: no such address on this machine; try 127.0.0.1") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen()
    except OSError as error:
        listener.close()
        raise UsageError(_cannot_listen(options, error)) from error
    return listener


def _cannot_listen(options: ServeOptions, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {options.port} is in use, perhaps by another checker serve; choose one by --port, or 0 for any"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"port {options.port} may not be used by you; choose one above 1023 by --port"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"--host {options.host}: no such address on this machine; try 127.0.0.1"
    return f"cannot listen on {options.host}:{options.port}: {error.strerror or error}"
