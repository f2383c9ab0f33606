"""Who may ask: the token, the names of the server, and pages of other sites."""

from __future__ import annotations

import pytest

from tests.serve.conftest import ORIGIN, PORT, TOKEN, Server, User

ARTICLES = {"articles": [{"text": "One."}, {"text": "Two."}]}


def test_the_printed_address_lets_in_and_leaves_a_strict_cookie(server: Server) -> None:
    visitor = server.user(entered=False)
    assert visitor.get("/").status_code == 403
    entered = visitor.get("/", params={"token": TOKEN})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert visitor.get("/").status_code == 200


def test_entering_again_keeps_the_session(user: User) -> None:
    name = user.compare()
    assert "set-cookie" not in user.get("/", params={"token": TOKEN}).headers
    assert user.get(f"/c/{name}").status_code == 200


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "x", "ü\ud800"])
def test_a_wrong_token_is_told_and_sets_nothing(server: Server, token: str) -> None:
    response = server.user(entered=False).get(f"/?token={token.encode('utf-8', 'replace').decode()}")
    assert response.status_code == 403
    assert "is not the one of this server" in response.text
    assert "set-cookie" not in response.headers
    assert server.first.get("/").status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1.evil.example:{PORT}"]
)
def test_a_foreign_name_is_refused_even_with_the_cookie(user: User, host: str) -> None:
    response = user.get("/", headers={"host": host})
    assert response.status_code == 403
    assert "not asked by that name" in response.text


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
def test_the_names_of_this_machine_are_known(server: Server, host: str) -> None:
    assert server.user(entered=False).get("/static/serve.css", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"http://127.0.0.1:{PORT + 1}"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": ORIGIN, "sec-fetch-site": "same-site"},
        {"origin": ORIGIN, "sec-fetch-site": "cross-site"},
        {"origin": ORIGIN, "sec-fetch-site": "none"},
    ],
)
def test_what_changes_something_must_come_from_a_page_of_this_server(user: User, headers: dict[str, str]) -> None:
    refused = user.post("/api/v1/comparisons", json=ARTICLES, headers=headers)
    assert refused.status_code == 403
    assert "does not come from a page of this server" in refused.text
    assert user.get("/api/v1/comparisons").json() == {"comparisons": []}


def test_a_cookie_alone_changes_nothing(user: User) -> None:
    del user.headers["origin"]
    assert user.post("/api/v1/comparisons", json=ARTICLES).status_code == 403
    assert user.post("/api/v1/comparisons", json=ARTICLES, headers={"sec-fetch-site": "same-origin"}).status_code == 202


def test_programs_send_the_token_or_a_key_of_their_own(server: Server) -> None:
    program = server.user(entered=False)
    refused = program.get("/api/v1/comparisons", headers={"authorization": "Bearer nonsense"})
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    by_token = {"authorization": f"Bearer {TOKEN}"}
    assert program.post("/api/v1/comparisons", json=ARTICLES, headers=by_token).status_code == 202
    made = program.post("/api/v1/sessions", headers=by_token)
    assert made.status_code == 201
    by_key = {"authorization": f"Bearer {made.json()['key']}"}
    assert program.get("/api/v1/comparisons", headers=by_key).json() == {"comparisons": []}
    assert len(program.get("/api/v1/comparisons", headers=by_token).json()["comparisons"]) == 1
    assert (
        program.post(
            "/api/v1/comparisons", json=ARTICLES, headers=by_key | {"origin": "http://evil.example"}
        ).status_code
        == 403
    )


def test_one_user_sees_nothing_of_another(server: Server, user: User) -> None:
    name = user.compare()
    other = server.user()
    finding = user.report(name)["findings"][0]["fingerprint"]  # type: ignore[index]
    asked = [
        other.get(f"/c/{name}"),
        other.get(f"/c/{name}/report/json"),
        other.get(f"/api/v1/comparisons/{name}"),
        other.get(f"/api/v1/comparisons/{name}/report"),
        other.get(f"/api/v1/comparisons/{name}/changes"),
        other.post(f"/api/v1/comparisons/{name}/accept", json={"fingerprint": finding, "reason": "mine"}),
        other.post(f"/api/v1/comparisons/{name}/again", json={}),
        other.delete(f"/api/v1/comparisons/{name}"),
        other.post(f"/c/{name}/drop"),
    ]
    assert [response.status_code for response in asked] == [404] * len(asked)
    assert other.get("/api/v1/comparisons").json() == {"comparisons": []}
    assert user.get(f"/c/{name}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/static/serve.js", "/nothing", "/api/v1/nothing", "/?token=wrong", "/api/v1/docs"]
)
def test_every_answer_has_the_strict_headers(user: User, path: str) -> None:
    headers = user.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert not [name for name in headers if name.startswith("access-control")]


def test_pages_hold_no_script_or_style_of_their_own(user: User) -> None:
    name = user.compare()
    for path in ("/", f"/c/{name}", "/api/v1/docs", "/nothing"):
        page = user.get(path).text
        assert "<style" not in page
        assert " style=" not in page
        assert " on" + "click" not in page
        assert page.count("<script") == page.count('<script src="/static/serve.js" defer>') == 1


def test_what_there_is_not_is_told_in_the_language_of_the_asker(user: User) -> None:
    assert user.get("/nothing").headers["content-type"].startswith("text/html")
    assert user.get("/api/v1/nothing").json()["error"]["status"] == 404
    assert user.put("/api/v1/comparisons").json()["error"]["message"] == "PUT does nothing at this address"
    assert user.get("/static/../app.py").status_code == 404
    assert user.get("/static/%2e%2e/app.py").status_code == 404
