"""The document and the server say the same."""

from __future__ import annotations

import jsonschema
import pytest
from starlette.routing import Route

from checker.serve import api
from checker.serve.openapi import OPERATIONS, document
from tests.serve.conftest import MORNING, NOON, User


def test_each_address_of_the_api_is_described() -> None:
    there = {(m, r.path) for r in api.ROUTES if isinstance(r, Route) for m in r.methods or () if m != "HEAD"}
    assert {(o.method, api.PREFIX + o.path) for o in OPERATIONS} == there


def test_each_parameter_of_a_path_is_described() -> None:
    for one in OPERATIONS:
        named = {p.name for p in one.parameters if p.place == "path"}
        assert named == {part[1:-1] for part in one.path.split("/") if part.startswith("{")}, one.path


def test_every_reference_leads_somewhere() -> None:
    whole = document()
    schemas = whole["components"]["schemas"]  # type: ignore[index]
    referred = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                referred.add(value["$ref"].rpartition("/")[2])
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(whole)
    assert referred == set(schemas)


def check(value: object, name: str) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": document()["components"]}
    jsonschema.Draft202012Validator(schema).validate(value)


def test_answers_are_as_described(user: User) -> None:
    articles = [{"name": "a", "text": MORNING, "published": "2024-03-04"}, {"text": NOON}]
    given = {"articles": articles, "rules": {"packs": ["default"], "text": ""}, "within": False}
    check(given, "NewComparison")
    taken = user.post("/api/v1/comparisons", json=given)
    check(taken.json(), "Comparison")
    assert taken.headers["location"] == f"/api/v1/comparisons/{taken.json()['id']}"
    name = user.end(taken.json()["id"])
    later = user.end(
        user.post(f"/api/v1/comparisons/{name}/again", json={"rules": {"packs": ["lenient"]}}).json()["id"]
    )
    failed = user.compare("One sentence stands here.")
    check(user.get(f"/api/v1/comparisons/{failed}").json(), "Comparison")
    check(user.get("/api/v1/comparisons").json(), "Comparisons")
    check(user.get(f"/api/v1/comparisons/{later}/changes").json(), "Changes")
    check(user.get("/api/v1/rules").json(), "Rules")
    check(user.get("/api/v1/formats").json(), "Formats")
    check(user.post("/api/v1/rules/check", json={"text": "rules: 5"}).json(), "Mistakes")
    check(user.post("/api/v1/sessions").json(), "Key")
    check(user.get("/api/v1/nothing").json(), "Error")


def test_the_document_is_served_with_a_page_for_people(user: User) -> None:
    assert user.get("/api/v1/openapi.json").json() == document()
    page = user.get("/api/v1/docs").text
    assert all(one.summary in page and one.path in page for one in OPERATIONS)


@pytest.mark.parametrize("wait", ["x", "nan?", ""])
def test_a_wait_that_is_no_number_is_told(user: User, wait: str) -> None:
    name = user.compare()
    assert user.get(f"/api/v1/comparisons/{name}", params={"wait": wait}).status_code == 422
