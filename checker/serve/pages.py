"""The pages: written on the server, usable without JavaScript, with no script or style inside them."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from checker.errors import CheckerError, ConfigError, RegistryError, RequestError
from checker.report import FORMATS
from checker.report.layout import summary
from checker.serve import explain_pages
from checker.serve.api import Json, job_of, report_response, service_of, session_of
from checker.serve.changes import by_sort
from checker.serve.explain_pages import shown
from checker.serve.explained import choices
from checker.serve.fact_views import fact_views
from checker.serve.formats import form_of
from checker.serve.forms import read_choice, read_fields, read_task
from checker.serve.jobs import DONE, Job
from checker.serve.service import Service
from checker.serve.sessions import Session
from checker.serve.templating import PREFIX, error_page, starter, written
from checker.serve.views import caret, error_object
from checker.values.progress import left_in_words

ROWS = 3  # articles that the form has room for without JavaScript
REFRESH = 2  # seconds after which a page without JavaScript looks again

_TITLES = {400: "This request cannot be read", 403: "Not allowed", 401: "Not allowed", 404: "Nothing here"}
_TITLES |= {409: "Not yet", 413: "Too much", 422: "Something is missing", 500: "A mistake of checker", 503: "Busy"}


async def start(request: Request) -> Response:
    """The form, and the comparisons of the session."""
    service, session = service_of(request), session_of(request)
    return _page(
        "start.html.j2",
        service,
        rows=range(1, ROWS + 1),
        jobs=list(service.jobs.of(session.id)),
        chosen=service.terms.default_packs,
        rules_text="",
        starter=starter(),
    )


async def compare(request: Request) -> Response:
    """Take in what the form holds."""
    service = service_of(request)
    job = service.submit(session_of(request), await read_task(request, service.terms))
    return _to(job)


async def comparison(request: Request) -> Response:
    """One comparison: how far it is, or what it found."""
    service, session, job = service_of(request), session_of(request), job_of(request)
    if job.state == DONE:
        return await _done(service, session, job)
    left = job.stage.left if job.stage else None
    return _page(
        "waiting.html.j2",
        service,
        job=job,
        ahead=service.jobs.ahead(job),
        left="" if left is None else left_in_words(left),
        refresh=None if job.over else REFRESH,
    )


async def _done(service: Service, session: Session, job: Job) -> Response:
    if job.task.sentences:
        return await shown(service, job, await service.ways(job, ""))
    report = await service.report(session, job)
    choice, changed = job.task.choice, await service.changes(session, job)
    # In a thread: of a large comparison it takes a while, in which other pages are answered.
    return await run_in_threadpool(
        _page,
        "comparison.html.j2",
        service,
        job=job,
        summary=summary(report),
        report=report,
        facts=fact_views(report),
        choices=choices(await service.outcome(job)),
        formats=[(name, form_of(name).title) for name in FORMATS.names() if name != "html"],
        has_page="html" in FORMATS,
        changes=None if changed is None else by_sort(changed),
        chosen=choice.packs,
        rules_text=choice.text,
        starter=starter(),
        kept_in=service.accepted.path,
    )


async def accept(request: Request) -> Response:
    """Accept a finding, or take that back, and show the comparison again."""
    service, session, job = service_of(request), session_of(request), job_of(request)
    given = await read_fields(request, service.terms)
    fingerprint = given.get("fingerprint", "")
    if given.get("undo"):
        await service.undo(session, fingerprint)
    else:
        await service.accept(session, job, fingerprint, given.get("reason", ""), given.get("until"))
    return RedirectResponse(f"/c/{job.id}#f-{fingerprint}", 303)


async def again(request: Request) -> Response:
    """Compare the same articles by other rules."""
    service, job = service_of(request), job_of(request)
    return _to(service.again(session_of(request), job, await read_choice(request, service.terms)))


async def drop(request: Request) -> Response:
    """Forget a comparison."""
    service_of(request).jobs.drop(job_of(request))
    return RedirectResponse("/", 303)


async def report(request: Request) -> Response:
    """The report in a format, to be looked at; with ``download``, to be saved."""
    fmt = request.path_params["format"]
    try:
        text = await service_of(request).rendered(session_of(request), job_of(request), fmt)
    except RegistryError as error:
        raise RequestError(404, str(error)) from error
    return report_response(text, fmt, download="download" in request.query_params)


async def api_page(request: Request) -> Response:
    """The API, for people."""
    from checker.serve.openapi import document, operations  # noqa: PLC0415  # built when asked for

    return _page("api.html.j2", service_of(request), api=document(), operations=operations())


def answer(request: Request, status: int, error: CheckerError) -> Response:
    """An error as JSON for programs and as a page for people."""
    mistakes = error.mistakes if isinstance(error, ConfigError) else ()
    headers = {"connection": "close"} if status == 413 else {}
    headers |= {"retry-after": "60"} if status == 503 else {}
    headers |= {"www-authenticate": "Bearer"} if status == 401 else {}
    if request.url.path.startswith(PREFIX) and request.url.path != f"{PREFIX}/docs":
        return Json({"error": error_object(status, str(error), tuple(mistakes))}, status, headers)
    title = _TITLES.get(status, "This did not work")
    lines = [(str(one), caret(one)) for one in mistakes] or [(line, ()) for line in str(error).split("\n")]
    text = error_page(title=title, lines=lines, status=status)
    return HTMLResponse(text, status, headers)


def _to(job: Job) -> Response:
    return RedirectResponse(f"/c/{job.id}", 303)


def _page(name: str, service: Service, **values: object) -> Response:
    return HTMLResponse(written(name, service.terms, **values))


ROUTES = (
    Route("/", start),
    Route("/compare", compare, methods=["POST"]),
    *explain_pages.ROUTES,
    Route("/c/{id}", comparison),
    Route("/c/{id}/accept", accept, methods=["POST"]),
    Route("/c/{id}/again", again, methods=["POST"]),
    Route("/c/{id}/drop", drop, methods=["POST"]),
    Route("/c/{id}/report/{format}", report),
    Route(f"{PREFIX}/docs", api_page),
)
