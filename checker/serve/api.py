"""The JSON API under /api/v1. openapi.py describes each address; a test holds the two together."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from checker.baseline.write import baseline_text
from checker.errors import RegistryError, RequestError
from checker.report import FORMATS
from checker.report.json import dump
from checker.serve.explained import way_object
from checker.serve.formats import REPORT_POLICY, form_of
from checker.serve.forms import read_choice, read_fields, read_pair, read_rules, read_task
from checker.serve.jobs import Job
from checker.serve.service import Service
from checker.serve.sessions import Session
from checker.serve.templating import PREFIX, starter
from checker.serve.views import change_object, job_object, mistake_object

LONGEST_WAIT = 30.0  # seconds that a request may wait for a change


class Json(JSONResponse):
    """JSON that always encodes as UTF-8, whatever half characters a text holds."""

    def render(self, content: object) -> bytes:
        """The value as bytes."""
        return dump(content).encode("utf-8")


def service_of(request: Request) -> Service:
    """The server's state."""
    service: Service = request.state.service
    return service


def session_of(request: Request) -> Session:
    """Who asks; the guard has let them in."""
    session: Session = request.state.session
    return session


def job_of(request: Request) -> Job:
    """The comparison that the address names; RequestError with status 404 where the session has none."""
    return service_of(request).jobs.get(session_of(request).id, request.path_params["id"])


def report_response(text: str, fmt: str, *, download: bool) -> Response:
    """A rendered report, to be looked at or saved. As a page it has an origin of its own and reaches nothing here."""
    form = form_of(fmt)
    headers = {"content-security-policy": REPORT_POLICY}
    if download:
        headers["content-disposition"] = f'attachment; filename="checker-report.{form.suffix}"'
    return Response(text.encode("utf-8", "replace"), media_type=form.media_type, headers=headers)


def _told(request: Request, job: Job, status: int = 200) -> Json:
    headers = {"location": f"{PREFIX}/comparisons/{job.id}"} if status == 202 else {}
    return Json(job_object(job, service_of(request).jobs.ahead(job)), status, headers)


async def new_session(request: Request) -> Response:
    """A key of its own for a program."""
    return Json({"key": service_of(request).sessions.new()}, 201)


async def compare(request: Request) -> Response:
    """Take a comparison in."""
    service = service_of(request)
    task = await read_task(request, service.terms)
    return _told(request, service.submit(session_of(request), task), 202)


async def compare_sentences(request: Request) -> Response:
    """Take two sentences in."""
    service = service_of(request)
    return _told(request, service.submit(session_of(request), await read_pair(request, service.terms)), 202)


async def explanation(request: Request) -> Response:
    """The steps to the verdict on a finding, or on two sentences."""
    found = await service_of(request).ways(job_of(request), request.query_params.get("fingerprint", ""))
    return Json({"verdicts": [way_object(one) for one in found]})


async def listed(request: Request) -> Response:
    """The comparisons of the session."""
    jobs = service_of(request).jobs
    return Json({"comparisons": [job_object(job, jobs.ahead(job)) for job in jobs.of(session_of(request).id)]})


async def status(request: Request) -> Response:
    """How far a comparison is; with ``wait``, when something changes or that many seconds have passed."""
    job = job_of(request)
    try:
        seconds = float(request.query_params.get("wait", "0"))
    except ValueError as error:
        raise RequestError(422, "wait: expected a number of seconds") from error
    if seconds > 0:
        await service_of(request).jobs.change(job, min(seconds, LONGEST_WAIT))
    return _told(request, job_of(request))


async def drop(request: Request) -> Response:
    """Call a comparison off and forget it."""
    service_of(request).jobs.drop(job_of(request))
    return Response(status_code=204)


async def report(request: Request) -> Response:
    """The report in the format asked for."""
    fmt = request.query_params.get("format", "json")
    try:
        text = await service_of(request).rendered(session_of(request), job_of(request), fmt)
    except RegistryError as error:
        raise RequestError(422, str(error)) from error
    return report_response(text, fmt, download="download" in request.query_params)


async def changed(request: Request) -> Response:
    """What other rules have changed."""
    found = await service_of(request).changes(session_of(request), job_of(request))
    return Json({"changes": None if found is None else [change_object(one) for one in found]})


async def again(request: Request) -> Response:
    """Compare the same articles by other rules."""
    service, job = service_of(request), job_of(request)
    choice = await read_choice(request, service.terms)
    return _told(request, service.again(session_of(request), job, choice), 202)


async def accept(request: Request) -> Response:
    """Accept a finding."""
    service, job = service_of(request), job_of(request)
    given = await read_fields(request, service.terms)
    fingerprint, reason = given.get("fingerprint", ""), given.get("reason", "")
    await service.accept(session_of(request), job, fingerprint, reason, given.get("until"))
    return Response(status_code=204)


async def undo(request: Request) -> Response:
    """Take an acceptance back."""
    await service_of(request).undo(session_of(request), request.path_params["fingerprint"])
    return Response(status_code=204)


async def baseline(request: Request) -> Response:
    """What is accepted, as the file that ``checker compare --baseline`` reads."""
    text = baseline_text(service_of(request).accepted.of(session_of(request)))
    headers = {"content-disposition": 'attachment; filename="checker-baseline.yaml"'}
    return Response(text.encode("utf-8"), media_type="application/yaml", headers=headers)


async def rules(request: Request) -> Response:
    """The packs there are, and rules to start from."""
    terms = service_of(request).terms
    return Json({"packs": list(terms.packs), "default": list(terms.default_packs), "starter": starter()})


async def check_rules(request: Request) -> Response:
    """What is wrong with rules in YAML."""
    service = service_of(request)
    choice = await read_rules(request, service.terms)
    return Json({"mistakes": [mistake_object(one) for one in service.mistakes(choice)]})


async def formats(_: Request) -> Response:
    """The formats of a report."""
    return Json({"formats": FORMATS.names()})


async def openapi(_: Request) -> Response:
    """The OpenAPI document."""
    from checker.serve.openapi import document  # noqa: PLC0415  # built when asked for

    return Json(document())


ROUTES = (
    Route(f"{PREFIX}/openapi.json", openapi),
    Route(f"{PREFIX}/formats", formats),
    Route(f"{PREFIX}/sessions", new_session, methods=["POST"]),
    Route(f"{PREFIX}/sentences", compare_sentences, methods=["POST"]),
    Route(f"{PREFIX}/comparisons", listed, methods=["GET"]),
    Route(f"{PREFIX}/comparisons", compare, methods=["POST"]),
    Route(f"{PREFIX}/comparisons/{{id}}", status, methods=["GET"]),
    Route(f"{PREFIX}/comparisons/{{id}}", drop, methods=["DELETE"]),
    Route(f"{PREFIX}/comparisons/{{id}}/report", report),
    Route(f"{PREFIX}/comparisons/{{id}}/explanation", explanation),
    Route(f"{PREFIX}/comparisons/{{id}}/changes", changed),
    Route(f"{PREFIX}/comparisons/{{id}}/again", again, methods=["POST"]),
    Route(f"{PREFIX}/comparisons/{{id}}/accept", accept, methods=["POST"]),
    Route(f"{PREFIX}/accepted/{{fingerprint}}", undo, methods=["DELETE"]),
    Route(f"{PREFIX}/baseline", baseline),
    Route(f"{PREFIX}/rules", rules),
    Route(f"{PREFIX}/rules/check", check_rules, methods=["POST"]),
)
