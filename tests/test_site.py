"""The site of the guide: each page is in the list, each link leads somewhere, nothing is fetched from elsewhere."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
SETTINGS = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
LINK = re.compile(r"\]\((?!https?:)([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
FETCHED = re.compile(r'<(?:script|img|iframe|source)\b[^>]*\bsrc="(?:https?:)?//|<link\b[^>]*\bhref="(?:https?:)?//')


def listed(part: object) -> Iterator[str]:
    """The pages that a part of the list names."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for item in part:
            yield from listed(item)
    elif isinstance(part, dict):
        for item in part.values():
            yield from listed(item)


def anchors(path: Path) -> set[str]:
    """What a link into the page may name: its headings as the site writes them."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", head).strip().lower()) for head in heads}


def test_each_page_is_in_the_list_once() -> None:
    named = list(listed(SETTINGS["nav"]))
    there = {str(p.relative_to(DOCS)) for p in PAGES}
    assert sorted(named) == sorted(there), "a page of docs/ belongs into 'nav' of mkdocs.yml, once"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(DOCS)))
def test_links_lead_to_pages_and_headings(page: Path) -> None:
    text = CODE.sub("", FENCE.sub("", page.read_text(encoding="utf-8")))
    for link in LINK.findall(text):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        picture = target.suffix == ".png" and target.is_file() and DOCS in target.parents
        assert target in PAGES or picture, (
            f"{link}: the site has no such page; files outside docs/ are named, not linked"
        )
        assert not anchor or anchor in anchors(target), f"{link}: that page has no such heading"


def test_nothing_is_asked_of_another_host() -> None:
    assert SETTINGS["theme"]["font"] is False
    assert "repo_url" not in SETTINGS


@pytest.mark.skipif(importlib.util.find_spec("mkdocs") is None, reason="the extra 'docs' is not installed")
def test_the_site_is_built_without_a_warning_and_fetches_nothing(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    built = sorted(tmp_path.rglob("*.html"))
    assert len(built) > len(PAGES)  # each page, and the one for what is not found
    assert not [str(p) for p in built if FETCHED.search(p.read_text(encoding="utf-8"))]
