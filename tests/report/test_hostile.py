"""Hostile text in every format there is: it stays text, whatever reads the report.

Each format has a check here, and a format without one fails: whoever adds a renderer says what its readers obey.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from markdown_it import MarkdownIt

from checker import Article, Comparer, load
from checker.report import FORMATS, RenderOptions, render
from checker.report.rows import FINDINGS
from checker.values.report import Report
from tests.report.golden import GOLDEN
from tests.report.samples import HOSTILE, hostile

COLORS = re.compile(r"\x1b\[[0-9;]*m")  # what the terminal report itself writes
OVERRIDES = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}  # marks that turn the direction of what follows
ALLOWED = {"csv": "\n\r", "junit": "\n\t"}  # the controls of a format, where they are others than a plain line end
OPTIONS = ({}, {"ascii": True}, {"color": True, "verbose": True}, {"width": 40, "context": 5})
COMPUTED = re.compile(r"\s*[=+\-@＝＋－＠](?![\d.,]*\s?%?$)")


def of_text(text: str) -> None:
    """A terminal obeys nothing in it, seen or unseen: controls, marks of direction, joiners, tags."""
    unseen = {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert unseen <= {"\n"}


def of_json(text: str) -> None:
    json.loads(text)


def of_json_lines(text: str) -> None:
    lines = text.splitlines()
    assert text == "".join(f"{line}\n" for line in lines)
    assert len({tuple(json.loads(line)) for line in lines}) <= 1


def of_sarif(text: str) -> None:
    """Its messages hold no link of their own, and no place that arguments fill."""
    for message in _messages(json.loads(text)):
        bare = re.sub(r"\\[\\\[\]]|\{\{|\}\}", "", message)
        assert not re.search(r"\[[^\]]*\]\([^)]*\)|[{}]", re.sub(r"\[[^\]\\]*\]\(\d+\)", "", bare))


def _messages(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "message" and isinstance(part, dict) and isinstance(part.get("text"), str):
                yield part["text"]
            yield from _messages(part)
    elif isinstance(value, list):
        for part in value:
            yield from _messages(part)


def of_xml(text: str) -> None:
    root = Xml.fromstring(text.encode())
    known = {"testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"}
    assert {element.tag for element in root.iter()} <= known


def of_markdown(text: str) -> None:
    """No link, picture, code block or HTML but the folds that the report makes itself."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    types = {token.type for token in (*tokens, *inline)}
    assert not types & {"link_open", "image", "html_inline", "fence", "s_open"}
    for token in tokens:
        if token.type == "html_block":
            assert not re.sub(r"</?details>|<summary>[^<>]*</summary>", "", token.content).strip()
    assert not re.search(r"://|\bwww\.|\w@\w", text)


def of_csv(text: str) -> None:
    """Rows of one length, each on one line; no cell is computed, whichever list separator a spreadsheet has."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(FINDINGS)}
    assert len(rows) == text.count("\r\n") == text.count("\n")
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            assert not [cell for cell in row if COMPUTED.match(cell)]


class _Page(HTMLParser):
    """What a page does beside showing text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.counts: dict[str, int] = {}
        self.does: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.counts[tag] = self.counts.get(tag, 0) + 1
        for name, value in attrs:
            fetches = name in {"src", "srcset", "action", "data", "formaction", "background", "poster"}
            leads = name in {"href", "xlink:href"} and not (value or "").startswith("#")
            if name.startswith("on") or fetches or leads:
                self.does.append(f"{tag} {name}={value}")


def of_html(text: str) -> None:
    """As many scripts and styles as where nothing is hostile, and nothing that is fetched or run."""
    page = _Page(text)
    calm = _Page(render(hostile("calm"), "html", RenderOptions()))
    watched = ("script", "style", "iframe", "object", "embed", "link", "base", "meta", "img", "form")
    assert {tag: page.counts.get(tag) for tag in watched} == {tag: calm.counts.get(tag) for tag in watched}
    assert [said for said in page.does if said not in calm.does] == []


CHECKS: dict[str, Callable[[str], None]] = {
    "text": of_text,
    "json": of_json,
    "markdown": of_markdown,
    "html": of_html,
    "csv": of_csv,
    "jsonl": of_json_lines,
    "sarif": of_sarif,
    "junit": of_xml,
}


def check(fmt: str, text: str) -> None:
    """What holds for every format, then what holds for this one."""
    text.encode("utf-8")
    assert text.endswith("\n") or (fmt == "jsonl" and not text)
    obeyed = {c for c in text if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"}}
    assert obeyed <= set(ALLOWED.get(fmt, "\n"))
    assert not {ord(c) for c in text} & OVERRIDES
    CHECKS[fmt](text)


def test_every_format_has_a_check() -> None:
    assert set(FORMATS) <= set(CHECKS)


@pytest.mark.parametrize(
    "options", [{}, {"ascii": True}, {"color": True, "verbose": True}, {"width": 40, "context": 5}]
)
@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("fmt", FORMATS.names())
def test_a_report_in_which_everything_is_hostile(fmt: str, case: str, options: dict[str, int | bool]) -> None:
    text = render(hostile(HOSTILE[case]), fmt, RenderOptions(**options))  # type: ignore[arg-type]
    check(fmt, COLORS.sub("", text) if options.get("color") and fmt == "text" else text)
    assert text.isascii() or not options.get("ascii")


@pytest.fixture(scope="module")
def comparer() -> Comparer:
    return load()


@pytest.fixture(scope="module")
def compared(comparer: Comparer) -> dict[str, Report]:
    """Two hostile articles that disagree, compared, for each hostile text."""
    return {case: comparer.compare(_articles(text)) for case, text in HOSTILE.items()}


def _articles(text: str) -> list[Article]:
    read = text.encode("utf-8", "replace").decode()
    known = {"title": read, "publisher": read, "author": read, "url": read, "published": "2031-03-04"}
    return [
        Article(
            f"{read} The fire destroyed {count} homes in the valley. {read}\n\n{read}", id=f"{count} {text}", **known
        )
        for count in (64, 46)
    ]


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("fmt", FORMATS.names())
def test_a_comparison_of_hostile_articles(fmt: str, case: str, compared: dict[str, Report]) -> None:
    report = compared[case]
    assert {("64", "46")} <= {(f.a.value, f.b.value) for f in report.findings}
    check(fmt, render(report, fmt, RenderOptions()))


# Not SARIF: the test that wrote it has taken its rules apart.
GOLDENS = [path for path in sorted(GOLDEN.glob("hostile/report.*")) if path.suffix != ".sarif"]


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.name)
def test_the_golden_reports_of_the_hostile_articles(path: Path) -> None:
    names = {"txt": "text", "md": "markdown", "xml": "junit"}
    fmt = names.get(path.suffix[1:], path.suffix[1:])
    check(fmt, path.read_bytes().decode())


def test_a_check_that_lets_everything_through_would_be_noticed() -> None:
    calm = replace(hostile("calm"), sources=())
    with pytest.raises(AssertionError):
        check("text", render(calm, "text", RenderOptions()) + "\u200b\n")
    with pytest.raises(AssertionError):
        check("csv", render(calm, "csv", RenderOptions()).replace("calm", "=calm"))
    with pytest.raises(AssertionError):
        check("markdown", render(calm, "markdown", RenderOptions()).replace("calm", "<b>calm</b>"))
    with pytest.raises(AssertionError):
        check("sarif", render(calm, "sarif", RenderOptions()).replace("calm", "[calm](https://example.org)"))
    with pytest.raises(AssertionError):
        check("json", render(calm, "json", RenderOptions()).replace("calm", "\u202ecalm"))
