"""What can be set about the server. What is compared and how is the ``Config`` of every other command."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from checker.errors import UsageError

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """Where the server listens, and how much it takes and keeps. A value that cannot be meant raises UsageError."""

    host: str = "127.0.0.1"  # address or name to listen on
    port: int = 8765  # 0: any that is free
    names: tuple[str, ...] = ()  # further names by which browsers may ask for it, beside the host and this machine's
    allow_urls: bool = False  # whether articles are fetched from the network where a user names an address
    workers: int = 2  # processes that compare; each holds the models once
    max_upload: int = 50_000_000  # bytes of one request, all articles together
    max_uploading: int = 200_000_000  # bytes of all requests that are being received
    max_articles: int = 100  # of one comparison
    max_waiting: int = 200  # comparisons that wait for a worker, of all users
    max_kept: int = 300  # comparisons kept, of all users; the oldest finished one goes first
    max_kept_bytes: int = 500_000_000  # of their articles and results together
    max_age: float = 12 * 3600.0  # seconds that a comparison is kept after it ended
    max_sessions: int = 1000  # the one unused for longest goes first
    time_limit: float = 600.0  # seconds for one comparison

    def __post_init__(self) -> None:
        if not 0 <= self.port < 65536:
            raise UsageError(f"--port must be from 0 to 65535, not {self.port}")
        if self.workers < 1:
            raise UsageError(f"--workers must be at least 1, not {self.workers}")
        if self.max_upload < 1:
            raise UsageError(f"--max-upload must be at least 1, not {self.max_upload}")

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def hosts(self, port: int) -> frozenset[str]:
        """What the Host header of a request may say, in lower case; ``port`` is the one that is listened on."""
        own = f"[{self.host}]" if ":" in self.host else self.host
        named = {name.lower() for name in (*LOOPBACK_NAMES, own, *self.names)}
        return frozenset(f"{name}:{port}" for name in named) | (named if port == 80 else frozenset())
