"""The whole application: every address there is, behind the guard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Router
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from checker.config import Config
from checker.errors import RequestError
from checker.serve import api, pages
from checker.serve.accepted import Accepted, Write
from checker.serve.guard import Guard
from checker.serve.jobs import Jobs
from checker.serve.options import ServeOptions
from checker.serve.service import Service, terms
from checker.serve.sessions import Sessions

_STATIC = Path(__file__).parent / "static"


def make_service(config: Config, options: ServeOptions, token: str, write: Write) -> Service:
    """The state of a new server; its pool is still to be set. ``write`` puts a text into the file of a path."""
    return Service(
        config=config,
        options=options,
        sessions=Sessions(token, options.max_sessions),
        accepted=Accepted(config.report.baseline, write),
        jobs=Jobs(options),
        terms=terms(config, options),
    )


def make_app(service: Service, port: int) -> ASGIApp:
    """The application that listens on that port."""

    @asynccontextmanager
    async def life(_: object) -> AsyncGenerator[None, None]:
        service.loop = asyncio.get_running_loop()
        yield
        service.loop = None

    routes = [*api.ROUTES, *pages.ROUTES, Mount("/static", StaticFiles(directory=_STATIC))]
    router = Router(routes, lifespan=life, redirect_slashes=False)

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["service"] = service
        scope["app"] = router  # without it the router words what there is not itself
        await router(scope, receive, send)

    # Not the class Starlette: it would answer an unexpected error itself, before the guard can.
    words = ExceptionMiddleware(inner, handlers={HTTPException: _refused})
    return Guard(words, service.sessions, service.options, service.options.hosts(port), f"checker-{port}", pages.answer)


async def _refused(request: Request, error: Exception) -> Response:
    """What the framework refuses, such as an address that there is not, in our words."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = {404: "there is nothing at this address", 405: f"{request.method} does nothing at this address"}
    return pages.answer(request, status, RequestError(status, words.get(status, "this request cannot be answered")))
