"""How a verdict came about: of a finding, of two values, of two sentences; on the page and for programs."""

from __future__ import annotations

import re

import pytest

from checker.config import load_config
from checker.pairs import explain
from tests.serve.conftest import MORNING, NOON, Server, User

A = "Over 10,000 soldiers from the north are in the border province."
B = "Some 50,000 soldiers from the north are in the border province."
HOSTILE = "Over 10,000 <script>alert(1)</script> soldiers \u202eare {{ 7*7 }} in the province."


def sentences(user: User, a: str = A, b: str = B, **more: str) -> str:
    response = user.post("/api/v1/sentences", json={"a": a, "b": b, **more})
    assert response.status_code == 202, response.text
    assert response.json()["kind"] == "sentences"
    return user.end(response.json()["id"])


def verdicts(user: User, name: str, fingerprint: str = "") -> list[dict[str, object]]:
    response = user.get(f"/api/v1/comparisons/{name}/explanation", params={"fingerprint": fingerprint})
    assert response.status_code == 200, response.text
    found: list[dict[str, object]] = response.json()["verdicts"]
    return found


def test_the_steps_to_a_finding_are_those_of_the_report(user: User) -> None:
    name = user.compare()
    (finding,) = user.report(name)["findings"]  # type: ignore[misc]
    (told,) = verdicts(user, name, finding["fingerprint"])
    assert (told["verdict"], told["rule"], told["confidence"]) == ("conflict", "figures", finding["confidence"])
    stages = [step["stage"] for step in told["steps"]]  # type: ignore[attr-defined]
    assert {"matched", "read", "compared", "judged"} <= set(stages)
    page = user.get(f"/c/{name}/explain/{finding['fingerprint']}").text
    picture = page[page.index("<svg") : page.index("</svg>")]
    steps = page[page.index('<ol class="steps">') :]
    for stage in stages:
        assert f"{stage.capitalize()}" in picture
        assert f"<b>{stage.capitalize()}</b>" in steps
    assert "at least 64" in picture
    assert f"/c/{name}/explain/{finding['fingerprint']}" in user.get(f"/c/{name}").text


def test_two_sentences_are_explained_as_on_the_command_line(user: User) -> None:
    wanted = explain(A, B, load_config(None, {"report.baseline": "none"}))
    told = verdicts(user, sentences(user))
    assert [(t["verdict"], t["fingerprint"]) for t in told] == [
        (f.verdict.value, f.fingerprint) for f in wanted.findings
    ]
    assert [s["text"] for s in told[0]["steps"]] == [s.text for s in wanted.path]  # type: ignore[attr-defined]
    asked = next(s for s in told[0]["steps"] if s["stage"] == "asked")  # type: ignore[attr-defined]
    assert sum(share["value"] for share in asked["shares"]) == pytest.approx(1, abs=0.01)


def test_where_nothing_is_said_the_page_says_which_step_stopped_it(user: User) -> None:
    name = sentences(user, "The mayor opened the new bridge.", "Rain is expected in the hills.")
    (told,) = verdicts(user, name)
    assert (told["verdict"], told["fingerprint"]) == (None, None)
    assert told["steps"]
    page = user.get(f"/c/{name}").text
    assert "No rule has anything to say of these two" in page
    assert "<svg" in page


def test_the_form_takes_two_sentences_with_days_and_rules(user: User) -> None:
    assert 'name="a_published"' in user.get("/explain").text
    off = "version: 1\nrules:\n  - id: figures\n    severity: off\n"
    given = {"a": A, "b": B, "a_published": "2031-01-31", "pack": "default", "rules": off}
    name = user.end(user.post("/explain", data=given).headers["location"].removeprefix("/c/"))
    assert "figures" not in [told["rule"] for told in verdicts(user, name)]
    assert "2031-01-31" in user.get(f"/c/{name}").text
    assert "Two sentences" in user.get("/").text
    again = user.post(f"/api/v1/comparisons/{name}/again", json={}).json()
    assert again["kind"] == "sentences"
    assert "figures" in [told["rule"] for told in verdicts(user, user.end(again["id"]))]


def test_two_values_of_a_comparison_lead_to_their_finding(user: User) -> None:
    name = user.compare()
    (finding,) = user.report(name)["findings"]  # type: ignore[misc]
    page = user.get(f"/c/{name}").text
    numbers = {w: n for n, w in re.findall(r'<option value="(\d+)"[^>]*>([^<]*)</option>', page)}
    a, b = (next(n for w, n in numbers.items() if w.endswith(value)) for value in ("at least 64", " 46"))
    response = user.post(f"/c/{name}/explain", data={"a": a, "b": b})
    assert response.headers["location"] == f"/c/{name}/explain/{finding['fingerprint']}"


def test_two_values_of_which_nothing_is_said_are_held_against_each_other(user: User) -> None:
    third = "Published: 2024-03-04\n\nThe fire destroyed 46 homes in the valley. The wind reached 90 km/h.\n"
    name = user.compare(MORNING, NOON, third, f"{third} The storm brought gusts of 140 km/h to the coast.")
    page = user.get(f"/c/{name}").text
    options = re.findall(r'<option value="(\d+)"[^>]*>([^<]*)</option>', page)
    first = next(n for n, w in options if "64" in w)
    wind = next(n for n, w in options if "90 km/h" in w)
    response = user.post(f"/c/{name}/explain", data={"a": first, "b": wind})
    pair = user.end(response.headers["location"].removeprefix("/c/"))
    text = user.get(f"/c/{pair}").text
    assert "The comparison says nothing of these two" in text
    assert f'href="/c/{name}"' in text
    for wrong in ({"a": first, "b": first}, {"a": first}, {"a": "x", "b": wind}, {"a": "9999", "b": wind}):
        refused = user.post(f"/c/{name}/explain", data=wrong)
        assert (refused.status_code, "choose two different values" in refused.text) == (422, True)


@pytest.mark.parametrize(
    ("given", "status", "message"),
    [
        ({"a": A}, 422, "sentence B is missing"),
        ({"a": " ", "b": B}, 422, "sentence A is missing"),
        ({"a": A, "b": "x" * 5001}, 413, "more than 5000 characters"),
        ({"a": A, "b": 5}, 422, "b: expected a text"),
        ({"a": A, "b": B, "c": B}, 422, "unknown key 'c'"),
        ({"a": A, "b": B, "b_published": "soon"}, 422, "'soon' is no day"),
        ({"a": A, "b": B, "rules": {"text": "rules: 5"}}, 422, "rules"),
    ],
)
def test_what_cannot_be_explained_is_told(user: User, given: dict[str, object], status: int, message: str) -> None:
    response = user.post("/api/v1/sentences", json=given)
    assert response.status_code == status
    assert message in response.json()["error"]["message"]


def test_each_sort_of_comparison_says_what_it_has_not(user: User) -> None:
    name, pair = user.compare(), sentences(user)
    unknown = user.get(f"/api/v1/comparisons/{name}/explanation?fingerprint=0000")
    assert (unknown.status_code, "no finding" in unknown.text) == (404, True)
    for path in ("report", "changes"):
        response = user.get(f"/api/v1/comparisons/{pair}/{path}")
        if path == "report":
            assert (response.status_code, "an explanation" in response.text) == (409, True)
        else:
            assert response.json() == {"changes": None}
    other = user.post(f"/c/{pair}/accept", data={"fingerprint": "0", "reason": "x"})
    assert other.status_code == 409


def test_another_user_cannot_see_it(server: Server, user: User) -> None:
    name = user.compare()
    pair = sentences(user)
    other = server.user()
    for path in (f"/c/{name}/explain/0000", f"/c/{pair}", f"/api/v1/comparisons/{pair}/explanation"):
        assert other.get(path).status_code == 404
    assert other.post(f"/c/{name}/explain", data={"a": "0", "b": "1"}).status_code == 404


def test_hostile_sentences_are_shown_as_text(user: User) -> None:
    name = sentences(user, HOSTILE, HOSTILE.replace("Over 10,000", "Some 50,000"))
    page = user.get(f"/c/{name}").text
    assert page.count("<script") == 1
    assert " style=" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page
