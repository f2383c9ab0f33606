"""Rules on the page: checked while they are typed, and what they change."""

from __future__ import annotations

import pytest

from checker.serve.changes import changes
from tests.serve.conftest import User

OFF = "version: 1\nrules:\n  - id: figures\n    severity: off\n"


def test_each_mistake_has_its_line_and_column(user: User) -> None:
    text = "version: 1\nrules:\n  - id: figures\n    severity: grave\n    tolerence: {ratio: 2}\n"
    found = user.post("/api/v1/rules/check", json={"text": text}).json()["mistakes"]
    assert [(m["line"], m["column"], m["warning"]) for m in found] == [(4, 15, False), (5, 5, False)]
    assert "did you mean 'tolerance'" in found[1]["message"]


def test_each_mistake_has_its_line_with_a_caret_below_the_place(user: User) -> None:
    text = "version: 1\r\nrules:\r\n  - id: figures\r\n    kind: <b>quantty</b>\r\n"
    (mistake,) = user.post("/api/v1/rules/check", json={"text": text}).json()["mistakes"]
    line, caret = mistake["shown"]
    assert line == "     4 |     kind: <b>quantty</b>"
    assert caret.index("^") == line.index("<b>")
    page = user.post("/compare", data={"text-1": "One.", "text-2": "Two.", "rules": text, "pack": "default"})
    assert page.status_code == 422
    assert f"{line.replace('<', '&lt;').replace('>', '&gt;')}\n{caret}" in page.text


@pytest.mark.parametrize("text", ["", "  \n", OFF])
def test_right_rules_have_no_mistakes(user: User, text: str) -> None:
    assert user.post("/api/v1/rules/check", json={"text": text}).json() == {"mistakes": []}


@pytest.mark.parametrize("path", ["../secret.yaml", "/etc/passwd.yaml", "./x.yml", "a/b"])
def test_rules_from_a_browser_reach_no_file(user: User, path: str) -> None:
    text = f"version: 1\nextends: [{path}]\n"
    (mistake,) = user.post("/api/v1/rules/check", json={"text": text}).json()["mistakes"]
    assert "can extend packs only" in mistake["message"]
    assert (mistake["line"], mistake["column"]) == (2, 11)


def test_packs_can_be_extended_and_chosen(user: User) -> None:
    packs = user.get("/api/v1/rules").json()["packs"]
    assert {"default", "strict", "lenient"} <= set(packs)
    assert user.post("/api/v1/rules/check", json={"text": "version: 1\nextends: [strict]\n"}).json()["mistakes"] == []
    name = user.compare(rules={"packs": ["strict"]})
    assert "strict" in user.report(name)["run"]["rules"]  # type: ignore[index]


def test_the_starter_has_no_mistakes(user: User) -> None:
    starter = user.get("/api/v1/rules").json()["starter"]
    assert not [
        m for m in user.post("/api/v1/rules/check", json={"text": starter}).json()["mistakes"] if not m["warning"]
    ]


def test_wrong_rules_start_no_comparison(user: User) -> None:
    response = user.post("/api/v1/comparisons", json={"articles": [{"text": "a"}], "rules": {"text": "rules: 5"}})
    assert response.status_code == 422
    assert [m["line"] for m in response.json()["error"]["mistakes"]]
    assert user.get("/api/v1/comparisons").json() == {"comparisons": []}


def test_other_rules_are_compared_again_and_their_effect_is_told(user: User) -> None:
    name = user.compare()
    assert user.get(f"/api/v1/comparisons/{name}/changes").json() == {"changes": None}
    response = user.post(f"/c/{name}/again", data={"pack": "default", "rules": OFF})
    later = user.end(response.headers["location"].removeprefix("/c/"))
    found = user.get(f"/api/v1/comparisons/{later}/changes").json()["changes"]
    assert [(c["what"].split()[0], c["a"]["value"], c["after"]) for c in found] == [("gone:", "at least 64", None)]
    page = user.get(f"/c/{later}").text
    assert "gone: conflict by figures" in page
    assert "<h3>1 gone</h3>" in page
    gone = found[0]["before"]["fingerprint"]
    assert f'href="/c/{name}/explain/{gone}"' in page, "what is gone is explained where it still was"
    assert "severity: off" in page
    assert "edited-" in user.report(later)["run"]["rules"]  # type: ignore[index]
    back = user.post(f"/api/v1/comparisons/{later}/again", json={}).json()["id"]
    assert user.get(f"/api/v1/comparisons/{user.end(back)}/changes").json()["changes"][0]["what"].startswith("new:")


def test_the_same_rules_change_nothing(user: User) -> None:
    name = user.compare()
    later = user.end(user.post(f"/api/v1/comparisons/{name}/again", json={}).json()["id"])
    assert user.get(f"/api/v1/comparisons/{later}/changes").json() == {"changes": []}
    user.delete(f"/api/v1/comparisons/{name}")
    assert user.get(f"/api/v1/comparisons/{later}/changes").json() == {"changes": None}
    assert user.get(f"/c/{later}").status_code == 200


def test_nothing_beside_nothing_is_no_change() -> None:
    assert changes([], []) == ()
