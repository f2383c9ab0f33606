"""The pages that show how a verdict came about: of a finding, of two values of a comparison, of two sentences."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from checker.report.html.diagram import question
from checker.serve.api import job_of, service_of, session_of
from checker.serve.explained import Way, chosen
from checker.serve.forms import read_fields, read_pair
from checker.serve.jobs import Job
from checker.serve.service import Service
from checker.serve.task import Task
from checker.serve.templating import starter, written
from checker.values.finding import Finding


async def ask(request: Request) -> Response:
    """The form for two sentences."""
    terms = service_of(request).terms
    text = written("sentences.html.j2", terms, chosen=terms.default_packs, rules_text="", starter=starter())
    return HTMLResponse(text)


async def take(request: Request) -> Response:
    """Take two sentences in."""
    service = service_of(request)
    return _to(service.submit(session_of(request), await read_pair(request, service.terms)))


async def finding(request: Request) -> Response:
    """The steps to one finding of a comparison."""
    service, job = service_of(request), job_of(request)
    return await shown(service, job, await service.ways(job, request.path_params["fingerprint"]))


async def values(request: Request) -> Response:
    """The steps to the finding about two values; where there is none, their claims are held against each other."""
    service, job = service_of(request), job_of(request)
    given = await read_fields(request, service.terms)
    outcome = await service.outcome(job)
    found = chosen(outcome, [given.get("a", ""), given.get("b", "")])
    if isinstance(found, Finding):
        return RedirectResponse(f"/c/{job.id}/explain/{found.fingerprint}", 303)
    return _to(service.submit(session_of(request), Task(found, job.task.choice, sentences=True), job.id))


async def shown(service: Service, job: Job, ways: tuple[Way, ...]) -> Response:
    """The page with these ways; in a thread, as it may hold several pictures."""
    text = await run_in_threadpool(written, "explained.html.j2", service.terms, job=job, ways=ways, question=question)
    return HTMLResponse(text)


def _to(job: Job) -> Response:
    return RedirectResponse(f"/c/{job.id}", 303)


ROUTES = (
    Route("/explain", ask),
    Route("/explain", take, methods=["POST"]),
    Route("/c/{id}/explain", values, methods=["POST"]),
    Route("/c/{id}/explain/{fingerprint}", finding),
)
