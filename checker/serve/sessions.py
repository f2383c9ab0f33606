"""Who asks: the token that lets a browser in, and the sessions that keep the users of one server apart."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from checker.baseline.entry import BaselineFile

TOKEN_BYTES = 32


@dataclass(slots=True)
class Session:
    """One user: what is accepted here, where no file keeps it."""

    id: str  # a digest of the key: it opens nothing
    baseline: BaselineFile = field(default_factory=BaselineFile)
    used: float = 0.0  # time.monotonic


class Sessions:
    """All sessions, by a digest of their keys, so that no comparison of keys tells how much of one was right."""

    def __init__(self, token: str, most: int) -> None:
        self._token = token
        self._most = most
        self._all: OrderedDict[str, Session] = OrderedDict()

    def lets_in(self, token: str) -> bool:
        """Whether the token is the one that was printed when the server started."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self._token.encode())

    def new(self) -> str:
        """The key of a new session; the one unused for longest goes where there are too many."""
        key = secrets.token_urlsafe(TOKEN_BYTES)
        self._add(_digest(key))
        return key

    def of(self, key: str) -> Session | None:
        """The session of that key; None where there is none."""
        session = self._all.get(_digest(key))
        if session is not None:
            session.used = time.monotonic()
            self._all.move_to_end(session.id)
        return session

    def of_bearer(self, credentials: str) -> Session | None:
        """The session of a program: that of its key, or with the token itself the one that all such programs share."""
        if self.lets_in(credentials):
            return self.of(credentials) or self._add(_digest(credentials))
        return self.of(credentials)

    def _add(self, name: str) -> Session:
        self._all[name] = session = Session(name, used=time.monotonic())
        while len(self._all) > self._most:
            self._all.popitem(last=False)
        return session


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
