"""What is taken in, and that it is compared as on the command line."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest

from checker.config import load_config
from checker.pipeline import Parts, compare
from checker.report import FORMATS, RenderOptions, render
from checker.serve.formats import form_of
from tests.serve.conftest import MORNING, NOON, TOKEN, Server, User

CORPUS = Path(__file__).parents[2] / "corpora" / "north-korean-troops"


def word(text: str) -> bytes:
    document, out = docx.Document(), BytesIO()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def files() -> dict[str, bytes]:
    paragraphs = "".join(f"<p>{line}</p>" for line in NOON.split("\n\n"))
    return {
        "a.txt": MORNING.encode(),
        "b.html": f"<html><body><article>{paragraphs}</article></body></html>".encode(),
        "c.md": f"# Fire\n\n{NOON}".encode(),
        "d.docx": word(MORNING),
        "e.json": json.dumps({"title": "Fire", "text": NOON, "published": "2024-03-05"}).encode(),
        "f.txt": "Published: 2024-03-04\n\nThe “fire” destroyed 12 homes.\n".encode("cp1252"),
    }


def same(text: str) -> dict[str, object]:
    """A report without what differs between two runs."""
    report: dict[str, object] = json.loads(text)
    run = report["run"]
    assert isinstance(run, dict)
    del run["started"], run["seconds"]
    return report


@pytest.mark.parametrize("given", ["form", "json"])
def test_the_report_is_that_of_compare(user: User, tmp_path: Path, given: str) -> None:
    for name, data in files().items():
        (tmp_path / name).write_bytes(data)
    if given == "form":
        uploads = [(f"file-{n}", (name, data)) for n, (name, data) in enumerate(files().items(), start=1)]
        response = user.post("/compare", files=uploads, data={"published-6": "2024-03-06"})
        assert response.status_code == 303, response.text
        name = user.end(response.headers["location"].removeprefix("/c/"))
    else:
        articles = [{"name": name, "base64": base64.b64encode(data).decode()} for name, data in files().items()]
        articles[-1]["published"] = "2024-03-06"
        name = user.end(user.post("/api/v1/comparisons", json={"articles": articles}).json()["id"])
    settings = {"report.baseline": "none", "sources.max_bytes": 1_000_000, "sources.published": {"f.txt": "2024-03-06"}}
    report = compare(list(files()), load_config(None, settings))
    got, expected = same(user.get(f"/c/{name}/report/json").text), same(render(report, "json", RenderOptions()))
    assert got["findings"] == expected["findings"]
    assert len(report.findings) >= 2
    del got["run"]["config"], expected["run"]["config"]  # type: ignore[attr-defined]  # max_bytes of the two differ
    assert got == expected


def test_pasted_text_is_compared_and_shown(user: User) -> None:
    form = {"text-1": MORNING, "name-1": "The Gazette", "text-2": NOON, "text-3": " "}
    response = user.post("/compare", data=form, files={"file-3": ("", b"")})
    name = user.end(response.headers["location"].removeprefix("/c/"))
    page = user.get(f"/c/{name}").text
    assert "The Gazette" in page
    assert "article 2" in page
    assert "<mark>at least 64</mark>" in page
    assert "<mark>46</mark>" in page
    assert f"/c/{name}" in user.get("/").text


@pytest.mark.parametrize("name", ["notes.json", "scan.pdf", "draft.docx", "feed.xml", "page.html", "lines.jsonl", "-"])
def test_what_is_pasted_is_text_whatever_it_is_called(user: User, name: str) -> None:
    form = {"text-1": MORNING, "name-1": name, "text-2": NOON, "name-2": "b"}
    response = user.post("/compare", data=form, files={"file-3": ("", b"")})
    pasted = user.end(response.headers["location"].removeprefix("/c/"))
    report = user.report(pasted)
    assert [s["id"] for s in report["sources"]] == [name, "b"]  # type: ignore[attr-defined]
    assert [f["a"]["value"] for f in report["findings"]] == ["at least 64"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("start", ["%PDF-1.7 is written on the first page.", "<html> is how it begins.", "[1]"])
def test_what_is_pasted_is_text_whatever_it_looks_like(user: User, start: str) -> None:
    name = user.compare(f"{start}\n\n{MORNING}", NOON)
    assert [f["a"]["value"] for f in user.report(name)["findings"]] == ["at least 64"]  # type: ignore[attr-defined]


def test_an_upload_is_read_by_its_format(user: User) -> None:
    uploads = [("file-1", ("notes.json", MORNING.encode())), ("file-2", ("b.txt", NOON.encode()))]
    name = user.end(user.post("/compare", files=uploads).headers["location"].removeprefix("/c/"))
    assert "notes.json" in user.get(f"/api/v1/comparisons/{name}").json()["error"]["message"]


def test_findings_stand_by_fact_with_each_quote_once(user: User) -> None:
    third = "Published: 2024-03-04\n\nThe fire destroyed 12 homes in the valley.\n"
    name = user.compare(MORNING, NOON, third)
    findings = user.report(name)["findings"]
    page = user.get(f"/c/{name}").text
    assert len(findings) == 3  # type: ignore[arg-type]
    assert page.count('<section class="fact ') == 1
    assert page.count('<article class="finding ') == page.count(">Accept this finding<") == 3
    assert page.count("<mark>") == 3
    for value in ("at least 64", "46", "12"):
        assert page.count(f"<mark>{value}</mark>") == 1
    for pair in ("[1] with [2]", "[1] with [3]", "[2] with [3]"):
        a, b = pair.split(" with ")
        assert pair in page or f"{b} with {a}" in page


def test_formats_go_by_their_proper_names(user: User) -> None:
    page = user.get(f"/c/{user.compare()}").text
    for title in ("Plain text", "JSON", "Markdown", "CSV", "JSON Lines", "SARIF", "JUnit XML"):
        assert f'?download">{title}</a>' in page


def test_every_format_of_the_report_has_a_name() -> None:
    assert [name for name in FORMATS.names() if form_of(name).title == name] == []


def test_two_articles_of_one_name_stay_apart(user: User) -> None:
    uploads = [("file-1", ("a.txt", MORNING.encode())), ("file-1", ("a.txt", NOON.encode()))]
    response = user.post("/compare", files=uploads)
    name = user.end(response.headers["location"].removeprefix("/c/"))
    assert [s["id"] for s in user.report(name)["sources"]] == ["a.txt", "a (2).txt"]  # type: ignore[attr-defined]


def test_every_format_can_be_saved(user: User) -> None:
    name = user.compare()
    for fmt in user.get("/api/v1/formats").json()["formats"]:
        saved = user.get(f"/c/{name}/report/{fmt}?download")
        assert saved.status_code == 200
        assert saved.headers["content-disposition"].startswith('attachment; filename="checker-report.')
        assert saved.headers["content-security-policy"].startswith("sandbox ")
        assert "46" in saved.text
    assert user.get(f"/c/{name}/report/nonsense").status_code == 404
    assert "did you mean" in user.get(f"/api/v1/comparisons/{name}/report?format=jsom").json()["error"]["message"]


WRONG = [
    ({}, 422, "articles: expected a list"),
    ({"articles": []}, 422, "there is no article"),
    ({"articles": "ab"}, 422, "articles: expected a list"),
    ({"articles": [1, 2]}, 422, "articles[0]: expected an object"),
    ({"articles": [{"text": 1}, {"text": "b"}]}, 422, "articles[0].text: expected a text"),
    ({"articles": [{"text": "a", "url": "http://a"}]}, 422, "one of text, base64 and url"),
    ({"articles": [{"base64": "?"}]}, 422, "this is not base64"),
    ({"articles": [{"text": "a", "published": "yesterday"}]}, 422, "articles[0].published: 'yesterday' is no day"),
    ({"articles": [{"text": "a", "titel": "b"}]}, 422, "unknown key 'titel'"),
    ({"articles": [{"text": "a"}], "within": "yes"}, 422, "within: expected true or false"),
    ({"articles": [{"text": "a"}], "rules": []}, 422, "rules: expected an object"),
    ({"articles": [{"text": "a"}], "rules": {"packs": ["/etc/passwd"]}}, 422, "there are no rules '/etc/passwd'"),
    ({"articles": [{"text": "a"}], "rules": {"text": 5}}, 422, "rules.text: expected a text"),
    ({"articles": [{"url": "https://example.org/a"}, {"text": "b"}]}, 403, "this server fetches no addresses"),
]


@pytest.mark.parametrize(("given", "status", "message"), WRONG)
def test_what_cannot_be_meant_is_told(user: User, given: dict[str, object], status: int, message: str) -> None:
    response = user.post("/api/v1/comparisons", json=given)
    assert response.status_code == status
    assert message in response.json()["error"]["message"]


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"[" * 100_000])
def test_broken_json_is_told(user: User, body: bytes) -> None:
    response = user.post("/api/v1/comparisons", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400


def test_broken_forms_are_told(user: User) -> None:
    broken = user.post("/compare", content=b"nonsense", headers={"content-type": "multipart/form-data; boundary=x"})
    assert (broken.status_code, "form cannot be read" in broken.text) == (400, True)
    without = user.post("/compare", content=b"nonsense", headers={"content-type": "multipart/form-data"})
    assert without.status_code == 400
    assert user.post("/compare", content=b"x", headers={"content-type": "text/plain"}).status_code == 415
    assert user.post("/compare", content=b"x").status_code == 415


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["  ", MORNING], "it is empty"),
        ([MORNING], "a comparison needs two sources"),
    ],
)
def test_what_cannot_be_read_fails_with_the_message_of_compare(user: User, texts: list[str], message: str) -> None:
    name = user.compare(*texts)
    assert message in user.get(f"/api/v1/comparisons/{name}").json()["error"]["message"]
    page = user.get(f"/c/{name}")
    assert page.status_code == 200
    assert message in page.text
    assert user.get(f"/api/v1/comparisons/{name}/report").status_code == 409


def test_the_options_of_the_server_hold(parts: Parts) -> None:
    server = Server(parts, max_upload=3000, max_articles=3, max_bytes=1000)
    user = server.first
    try:
        declared = user.post("/compare", files={"file-1": ("a.txt", b"x" * 5000)})
        assert (declared.status_code, "more than 3000 bytes together" in declared.text) == (413, True)

        def pieces() -> Iterator[bytes]:
            yield from (b"x" * 500 for _ in range(10))

        streamed = user.post("/api/v1/comparisons", content=pieces(), headers={"content-type": "application/json"})
        assert streamed.status_code == 413
        one = user.post("/compare", files={"file-1": ("big.txt", b"x" * 1001)})
        assert (one.status_code, "big.txt has more than 1000 bytes" in one.text) == (413, True)
        many = user.post("/api/v1/comparisons", json={"articles": [{"text": "a"}] * 4})
        assert "4 articles are more than the 3" in many.json()["error"]["message"]
        user.compare()
    finally:
        server.close()


def test_nothing_is_received_beyond_what_all_requests_may_hold(parts: Parts) -> None:
    server = Server(parts, max_uploading=100)
    try:
        busy = server.first.post("/compare", files={"file-1": ("a.txt", b"x" * 500)})
        assert (busy.status_code, busy.headers["retry-after"]) == (503, "60")
    finally:
        server.close()


HOSTILE = (
    'The <script>alert(1)</script> "fire" <img src=x onerror=alert(1)> \x1b[31mdestroyed\x1b[0m 64 homes in '
    "\u202ethe valley\u202c {{ 7*7 }} =HYPERLINK(1)."
)


def test_hostile_texts_and_names_are_shown_as_text(user: User) -> None:
    articles = [
        {"name": '"><script>x</script>\u202e', "text": HOSTILE},
        {"name": "b\ud800", "text": HOSTILE.replace("64", "46")},
    ]
    given = json.dumps({"articles": articles})
    response = user.post("/api/v1/comparisons", content=given, headers={"content-type": "application/json"})
    name = user.end(response.json()["id"])
    assert user.report(name)["findings"]
    for path in ("/", f"/c/{name}"):
        page = user.get(path).text
        assert page.count("<script") == 1
        assert "<img" not in page
        assert not {"\x1b", "\u202e"} & set(page)
    assert "&lt;script&gt;" in user.get(f"/c/{name}").text
    assert "49" not in user.get(f"/c/{name}").text.split("findings")[1]


def test_addresses_are_taken_where_they_are_allowed(parts: Parts) -> None:
    server = Server(parts, allow_urls=True)
    user = server.first
    try:
        assert 'name="url-1"' in user.get("/").text
        private = user.post("/api/v1/comparisons", json={"articles": [{"url": "http://127.0.0.1:9/a"}, {"text": NOON}]})
        name = user.end(private.json()["id"])
        assert "which is not public" in user.get(f"/api/v1/comparisons/{name}").json()["error"]["message"]
        file = user.post("/api/v1/comparisons", json={"articles": [{"url": "file:///etc/passwd"}, {"text": NOON}]})
        assert (file.status_code, "begins with http" in file.text) == (422, True)
    finally:
        server.close()


def test_a_mistake_of_ours_tells_no_article(
    server: Server, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("secret words of an article")

    monkeypatch.setattr(type(server.service), "submit", broken)
    response = server.first.post("/api/v1/comparisons", json={"articles": [{"text": "a"}, {"text": "b"}]})
    assert response.status_code == 500
    said = capfd.readouterr()
    assert "unexpected KeyError" in said.err
    assert "secret" not in said.err + said.out + response.text
    assert TOKEN not in said.err


def test_the_corpus_gives_what_compare_gives(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CORPUS)
    paths = sorted(path.name for path in CORPUS.glob("*.txt"))
    name = user.compare(*(Path(path).read_text(encoding="utf-8") for path in paths))
    report = compare(paths, load_config(None, {"report.baseline": "none"}))
    assert {f["fingerprint"] for f in user.report(name)["findings"]} == {f.fingerprint for f in report.findings}  # type: ignore[attr-defined]
