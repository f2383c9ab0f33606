"""The body of a request as it comes in: never more of it than allowed, of one request and of all together."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive

from checker.errors import RequestError

PATIENCE = 60.0  # seconds between two parts of a body
DRAINED = 4  # a refused body is read and thrown away up to this many times the limit, so that the client hears why
DRAIN_TIME = 10.0  # seconds for that


class Budget:
    """How many bytes are being received, of all requests."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0

    def take(self, count: int) -> None:
        """Note that many bytes more; RequestError with status 503 where they are too many."""
        if self._held + count > self._most:
            raise RequestError(503, "too many articles are being received at once; try again in a minute")
        self._held += count

    def give_back(self, count: int) -> None:
        """Note that many bytes less."""
        self._held -= count


class Limited:
    """The ``receive`` of a request, with a limit: RequestError with status 413 as soon as it is passed."""

    def __init__(self, receive: Receive, limit: int, budget: Budget) -> None:
        self._receive = receive
        self._limit = limit
        self._budget = budget
        self._taken = 0
        self._ended = False

    async def __call__(self) -> Message:
        """The next message."""
        if self._ended:
            return await self._receive()  # waits for the client to go; no time counts for that
        try:
            async with asyncio.timeout(PATIENCE):
                message = await self._receive()
        except TimeoutError as error:
            raise RequestError(408, f"nothing came for {PATIENCE:g} seconds; send it again") from error
        self._count(message)
        return message

    def refuse_declared(self, headers: Headers) -> None:
        """RequestError where the request says beforehand that it is too large."""
        length = headers.get("content-length", "0")
        self._ended = length == "0" and "transfer-encoding" not in headers
        if length.isdecimal() and int(length) > self._limit:
            raise self._too_large()

    async def drain(self) -> None:
        """Read on and throw away, within limits: a client that is still sending would not read the answer."""
        read = 0
        try:
            async with asyncio.timeout(DRAIN_TIME):
                while not self._ended and read < self._limit * DRAINED:
                    message = await self._receive()
                    self._note_end(message)
                    read += len(message.get("body", b""))
        except TimeoutError:  # it had its time
            self._ended = True

    def release(self) -> None:
        """The request is answered: its bytes count no more."""
        self._budget.give_back(self._taken)
        self._taken = 0

    def _count(self, message: Message) -> None:
        self._note_end(message)
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        count = len(message.get("body", b""))
        if self._taken + count > self._limit:
            raise self._too_large()
        self._budget.take(count)
        self._taken += count

    def _note_end(self, message: Message) -> None:
        self._ended = message["type"] == "http.disconnect" or not message.get("more_body", False)

    def _too_large(self) -> RequestError:
        return RequestError(
            413, f"these articles have more than {self._limit} bytes together; send fewer, or start with --max-upload"
        )
