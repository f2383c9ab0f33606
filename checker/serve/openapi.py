"""The API as an OpenAPI document. A test holds it to the routes that there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.report import FORMATS, tool
from checker.serve.templating import PREFIX

Schema = Mapping[str, object]

_DESCRIPTION = """\
What the page does, for programs. Send the token that checker serve printed as "Authorization: Bearer TOKEN". Whoever
sends the token itself shares one session; POST /sessions gives a key of its own to send instead, so that programs
do not see each other's comparisons.

A comparison is taken in (202), waits for a worker, and is done or failed. GET it with wait=20 to be answered as soon
as something changes. Errors are {"error": {"status", "message", "mistakes"}}; a mistake in rules has its line and
column."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation."""

    name: str
    place: str  # path or query
    description: str
    type: str = "string"


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that the API does."""

    method: str
    path: str  # from PREFIX on
    summary: str
    answers: tuple[tuple[int, str], ...]
    parameters: tuple[Parameter, ...] = ()
    body: str | None = None  # name of a schema
    form: bool = False  # the body may also be the form of the page, multipart/form-data
    result: str | None = None  # name of a schema, of the first answer; None: no JSON


_ID = Parameter("id", "path", "the comparison")
_NONE = (404, "no such comparison in this session")
_EARLY = (409, "the comparison is not done, or failed")
_WRONG = (422, "the request cannot be meant so; mistakes says where rules are wrong")
_BUSY = (503, "too much is waiting; Retry-After says when to try again")

OPERATIONS = (
    Operation("POST", "/sessions", "Make a key of its own for a program.", ((201, "the key"),), result="Key"),
    Operation(
        "POST",
        "/comparisons",
        "Compare articles.",
        ((202, "taken in"), (413, "too large"), (415, "no such media type"), _WRONG, _BUSY),
        body="NewComparison",
        form=True,
        result="Comparison",
    ),
    Operation(
        "POST",
        "/sentences",
        "Hold two sentences against each other: a comparison of the kind sentences, which has an explanation.",
        ((202, "taken in"), (413, "too large"), (415, "no such media type"), _WRONG, _BUSY),
        body="NewSentences",
        form=True,
        result="Comparison",
    ),
    Operation("GET", "/comparisons", "List the comparisons of this session.", ((200, "all"),), result="Comparisons"),
    Operation(
        "GET",
        "/comparisons/{id}",
        "See how far a comparison is.",
        ((200, "its state"), _NONE),
        (_ID, Parameter("wait", "query", "seconds to wait for a change, at most 30", "number")),
        result="Comparison",
    ),
    Operation("DELETE", "/comparisons/{id}", "Call a comparison off and forget it.", ((204, "done"), _NONE), (_ID,)),
    Operation(
        "GET",
        "/comparisons/{id}/report",
        "Get the report.",
        ((200, "the report in its format"), _NONE, _EARLY, _WRONG),
        (
            _ID,
            Parameter("format", "query", f"one of {', '.join(FORMATS.names())}; json where it is left out"),
            Parameter("download", "query", "given: to be saved as a file"),
        ),
    ),
    Operation(
        "GET",
        "/comparisons/{id}/explanation",
        "See step by step how the verdict on a finding came about, or each one on two sentences.",
        ((200, "the verdicts with their steps"), (404, "no such comparison or finding"), _EARLY),
        (_ID, Parameter("fingerprint", "query", "of the finding; not needed for two sentences")),
        result="Explanation",
    ),
    Operation(
        "GET",
        "/comparisons/{id}/changes",
        "See what other rules have changed beside the comparison that this one repeats.",
        ((200, "the changes; null where it repeats none that is kept"), _NONE, _EARLY),
        (_ID,),
        result="Changes",
    ),
    Operation(
        "POST",
        "/comparisons/{id}/again",
        "Compare the same articles by other rules.",
        ((202, "taken in"), _NONE, _WRONG, _BUSY),
        (_ID,),
        body="Again",
        form=True,
        result="Comparison",
    ),
    Operation(
        "POST",
        "/comparisons/{id}/accept",
        "Accept a finding, with a reason.",
        ((204, "accepted"), (404, "no such comparison or finding"), _EARLY, _WRONG),
        (_ID,),
        body="Accept",
        form=True,
    ),
    Operation(
        "DELETE",
        "/accepted/{fingerprint}",
        "Take an acceptance back.",
        ((204, "done"), (404, "it was not accepted")),
        (Parameter("fingerprint", "path", "of the finding"),),
    ),
    Operation("GET", "/baseline", "Get what is accepted, as a file for checker compare --baseline.", ((200, "YAML"),)),
    Operation("GET", "/rules", "List the packs of rules, with rules to start from.", ((200, "all"),), result="Rules"),
    Operation(
        "POST",
        "/rules/check",
        "Check rules in YAML.",
        ((200, "every mistake and warning, with line and column"), _WRONG),
        body="RulesChoice",
        result="Mistakes",
    ),
    Operation("GET", "/formats", "List the formats of a report.", ((200, "all"),), result="Formats"),
    Operation("GET", "/openapi.json", "Get this document.", ((200, "OpenAPI 3.1"),)),
)


def operations() -> tuple[Operation, ...]:
    """All operations, with their whole paths."""
    return tuple(
        Operation(o.method, PREFIX + o.path, o.summary, o.answers, o.parameters, o.body, o.form, o.result)
        for o in OPERATIONS
    )


def document() -> dict[str, object]:
    """The OpenAPI 3.1 document."""
    from checker.serve.schemas import SCHEMAS  # noqa: PLC0415  # needed here alone

    paths: dict[str, dict[str, object]] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {"title": "checker", "version": tool.version(), "description": _DESCRIPTION},
        "servers": [{"url": PREFIX}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {"schemas": SCHEMAS, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _operation(one: Operation) -> dict[str, object]:
    result: dict[str, object] = {
        "operationId": f"{one.method.lower()}{one.path.replace('/', '_').replace('{', '').replace('}', '')}",
        "summary": one.summary,
        "responses": {str(status): _answer(one, n, status, what) for n, (status, what) in enumerate(one.answers)},
    }
    if one.parameters:
        result["parameters"] = [_parameter(p) for p in one.parameters]
    if one.body:
        content: dict[str, object] = {"application/json": {"schema": _named(one.body)}}
        if one.form:
            content["multipart/form-data"] = {"schema": {"type": "object"}}
        result["requestBody"] = {"required": True, "content": content}
    return result


def _answer(one: Operation, number: int, status: int, what: str) -> dict[str, object]:
    if number == 0 and one.result is None:
        return {"description": what}
    schema = _named(one.result) if number == 0 and one.result else _named("Error")
    return {"description": what, "content": {"application/json": {"schema": schema}}} if status != 204 else {}


def _parameter(one: Parameter) -> dict[str, object]:
    return {
        "name": one.name,
        "in": one.place,
        "required": one.place == "path",
        "description": one.description,
        "schema": {"type": one.type},
    }


def _named(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}
