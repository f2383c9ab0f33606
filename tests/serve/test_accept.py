"""Accepting findings: with the session, or in the baseline file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.baseline.read import read_baseline
from checker.cli.main import main
from checker.errors import ConfigError
from checker.pipeline import Parts
from tests.serve.conftest import MORNING, NOON, Server, User

REASON = "the <b>fire</b> service says 64"


@pytest.fixture
def kept(parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that keeps what is accepted in a file."""
    monkeypatch.chdir(tmp_path)
    server = Server(parts, baseline="known.yaml")
    yield server
    server.close()


def first(user: User, name: str) -> str:
    findings = user.report(name)["findings"]
    assert isinstance(findings, list)
    assert findings
    return str(findings[0]["fingerprint"])


def accepted(user: User, name: str) -> list[object]:
    findings = user.report(name)["findings"]
    assert isinstance(findings, list)
    return [f["accepted"]["reason"] for f in findings if f["accepted"]]


def test_what_is_accepted_stays_accepted_after_a_reload_and_in_the_next_comparison(user: User) -> None:
    name = user.compare()
    fingerprint = first(user, name)
    response = user.post(f"/c/{name}/accept", data={"fingerprint": fingerprint, "reason": REASON, "until": ""})
    assert (response.status_code, response.headers["location"]) == (303, f"/c/{name}#f-{fingerprint}")
    for _ in range(2):
        page = user.get(f"/c/{name}").text
        assert "the &lt;b&gt;fire&lt;/b&gt; service says 64" in page
        assert 'name="undo"' in page
        assert accepted(user, name) == [REASON]
    assert accepted(user, user.compare()) == [REASON]
    assert fingerprint in user.get("/api/v1/baseline").text


def test_an_acceptance_is_taken_back(user: User) -> None:
    name = user.compare()
    fingerprint = first(user, name)
    given = {"fingerprint": fingerprint, "reason": REASON, "until": "2999-01-01"}
    assert user.post(f"/api/v1/comparisons/{name}/accept", json=given).status_code == 204
    assert user.delete(f"/api/v1/accepted/{fingerprint}").status_code == 204
    assert accepted(user, name) == []
    assert user.delete(f"/api/v1/accepted/{fingerprint}").status_code == 404
    user.post(f"/c/{name}/accept", data=given)
    assert user.post(f"/c/{name}/accept", data={"fingerprint": fingerprint, "undo": "1"}).status_code == 303
    assert accepted(user, name) == []


def test_without_a_file_each_user_has_accepted_their_own(server: Server, user: User, tmp_path: Path) -> None:
    name = user.compare()
    user.post(f"/c/{name}/accept", data={"fingerprint": first(user, name), "reason": REASON})
    other = server.user()
    assert accepted(other, other.compare()) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "status", "message"),
    [
        ({"reason": " "}, 422, "a reason must be given"),
        ({"reason": "x" * 2001}, 422, "expected at most 2000"),
        ({"fingerprint": "0" * 16}, 404, "no finding with the fingerprint"),
        ({"fingerprint": "<script>"}, 404, "no finding with the fingerprint"),
        ({"until": "soon"}, 422, "'soon' is no day"),
        ({"until": "2001-01-01"}, 422, "is past"),
    ],
)
def test_what_cannot_be_accepted_is_told(user: User, given: dict[str, str], status: int, message: str) -> None:
    name = user.compare()
    whole = {"fingerprint": first(user, name), "reason": REASON} | given
    response = user.post(f"/api/v1/comparisons/{name}/accept", json=whole)
    assert response.status_code == status
    assert message in response.json()["error"]["message"]
    assert accepted(user, name) == []


def test_the_file_has_what_the_command_line_reads(kept: Server, tmp_path: Path) -> None:
    user = kept.first
    name = user.compare()
    assert not (tmp_path / "known.yaml").exists()
    user.post(f"/c/{name}/accept", data={"fingerprint": first(user, name), "reason": REASON})
    (entry,) = read_baseline(tmp_path / "known.yaml").accepted
    assert (entry.fingerprint, entry.reason) == (first(user, name), REASON)
    (tmp_path / "1.txt").write_text(MORNING, encoding="utf-8")
    (tmp_path / "2.txt").write_text(NOON, encoding="utf-8")
    assert main(["compare", "--baseline", "known.yaml", "1.txt", "2.txt"]) == 0
    other = kept.user()
    assert accepted(other, other.compare()) == [REASON]


def test_what_others_write_into_the_file_is_kept(kept: Server, tmp_path: Path) -> None:
    user = kept.first
    name = user.compare()
    fingerprint = first(user, name)
    assert main(["accept", "0123456789abcdef", "--reason", "another", "--baseline", "known.yaml"]) == 0
    user.post(f"/c/{name}/accept", data={"fingerprint": fingerprint, "reason": REASON})
    assert {e.fingerprint for e in read_baseline(tmp_path / "known.yaml").accepted} == {"0123456789abcdef", fingerprint}
    assert fingerprint not in (tmp_path / "known.yaml.bak").read_text(encoding="utf-8")


def test_a_file_that_was_broken_meanwhile_is_told_and_not_written(kept: Server, tmp_path: Path) -> None:
    user = kept.first
    name = user.compare()
    fingerprint = first(user, name)
    (tmp_path / "known.yaml").write_text("version: 1\naccepted: 5\n", encoding="utf-8")
    for response in (
        user.get(f"/c/{name}"),
        user.post(f"/c/{name}/accept", data={"fingerprint": fingerprint, "reason": REASON}),
    ):
        assert response.status_code == 422
        assert "known.yaml:2:11" in response.text
    assert (tmp_path / "known.yaml").read_text(encoding="utf-8") == "version: 1\naccepted: 5\n"
    with pytest.raises(ConfigError):
        kept.service.accepted.check()
