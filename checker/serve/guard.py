"""What stands before every address: who may ask, from where, and how much they may send; and what every answer says.

A page of another site can make a browser send requests here. It is stopped four times: it does not know the token, its
requests carry no cookie (SameSite=Strict), its name is no allowed Host (DNS rebinding), and what changes something
must come from a page of this server (Origin, Sec-Fetch-Site). No answer allows another origin to read it.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checker.errors import CheckerError, RequestError
from checker.serve.body import Budget, Limited
from checker.serve.options import ServeOptions
from checker.serve.sessions import Session, Sessions

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": PAGE_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # not no-referrer, under which browsers send "Origin: null" with our own forms
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_READING = frozenset({"GET", "HEAD"})
OPEN = "/static/"  # what is under it holds no one's data, and is shown without a token
NO_ENTRY = "open the address that checker serve printed: the token in it lets you in"
WRONG_ENTRY = (
    "the token in this address is not the one of this server; open the address that it printed when it started"
)

Answer = Callable[[Request, int, CheckerError], Response]


class Guard:
    """The outermost application: it refuses, or passes on with the session in ``request.state``."""

    def __init__(
        self,
        app: ASGIApp,
        sessions: Sessions,
        options: ServeOptions,
        hosts: frozenset[str],
        cookie: str,
        answer: Answer,
    ) -> None:
        """``hosts`` are the values of Host that are taken; ``cookie`` is the name of ours; ``answer`` words errors."""
        self._app = app
        self._sessions = sessions
        self._options = options
        self._hosts = hosts
        self._cookie = cookie
        self._answer = answer
        self._budget = Budget(options.max_uploading)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        began = False

        async def sent(message: Message) -> None:
            nonlocal began
            began = True
            await send(_completed(message))

        body = Limited(receive, self._options.max_upload, self._budget)
        try:
            await self._admitted(scope, body, sent)
        except ClientDisconnect:  # nobody is there to be told
            return
        except Exception as error:  # noqa: BLE001  # the one place where every error of a request becomes an answer
            if not began:
                await body.drain()
                request = Request(scope)
                await self._answer(request, *_told(request, error))(scope, receive, sent)
        finally:
            body.release()

    async def _admitted(self, scope: Scope, body: Limited, send: Send) -> None:
        headers = Headers(scope=scope)
        self._refuse_host(headers)
        body.refuse_declared(headers)
        if scope["path"].startswith(OPEN):
            await self._app(scope, body, send)
            return
        entered = self._entrance(scope)
        if entered is not None:
            await entered(scope, body, send)
            return
        session, by_cookie = self._who(headers)
        if scope["method"] not in _READING:
            self._refuse_foreign(headers, by_cookie=by_cookie)
        if session is None:
            raise RequestError(403 if by_cookie else 401, NO_ENTRY)
        scope.setdefault("state", {})["session"] = session
        await self._app(scope, body, send)

    def _refuse_host(self, headers: Headers) -> None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            there = ", ".join(sorted(self._hosts))
            raise RequestError(403, f"this server is not asked by that name; expected one of {there}")

    def _refuse_foreign(self, headers: Headers, *, by_cookie: bool) -> None:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        own = origin is not None and origin.lower().removeprefix("http://") in self._hosts
        foreign = site not in (None, "same-origin") or (origin is not None and not own)
        if foreign or (by_cookie and origin is None and site is None):
            raise RequestError(403, "this request does not come from a page of this server, so nothing was changed")

    def _entrance(self, scope: Scope) -> Response | None:
        """The way in by the printed address: a cookie, and the same page without the token in its address."""
        request = Request(scope)
        token = request.query_params.get("token")
        if scope["path"] != "/" or scope["method"] not in _READING or token is None:
            return None
        if not self._sessions.lets_in(token):
            raise RequestError(403, WRONG_ENTRY)
        response = Response(status_code=303, headers={"location": "/"})
        key = _cookie(request.headers, self._cookie)
        if key is None or self._sessions.of(key) is None:
            response.set_cookie(self._cookie, self._sessions.new(), httponly=True, samesite="strict", path="/")
        return response

    def _who(self, headers: Headers) -> tuple[Session | None, bool]:
        """The session, and whether a cookie says so."""
        kind, _, credentials = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self._sessions.of_bearer(credentials.strip()), False
        key = _cookie(headers, self._cookie)
        return (self._sessions.of(key) if key else None), True


def _cookie(headers: Headers, name: str) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:  # then it is none of ours
        return None
    return found.value if found else None


def _completed(message: Message) -> Message:
    """The message with the headers that every answer has; what the answer itself says outranks them."""
    if message["type"] == "http.response.start":
        headers = MutableHeaders(raw=message["headers"])
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        message["headers"] = headers.raw
    return message


def _told(request: Request, error: Exception) -> tuple[int, CheckerError]:
    """The status, and what a user reads. What was unexpected is told on standard error, without any word of a text."""
    if isinstance(error, RequestError):
        return error.status, error
    if isinstance(error, CheckerError):
        return 422, error
    kind = type(error).__name__
    if os.environ.get("CHECKER_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    sys.stderr.write(f"checker: error: unexpected {kind} in answer to {request.method}; CHECKER_DEBUG=1 shows where\n")
    return 500, CheckerError(f"unexpected {kind}: this is a mistake of checker; please report it")
