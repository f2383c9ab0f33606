"""What several tests ask of a page."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHOWN = ".finding:not([hidden])"


def words(text: str) -> str:
    """A text with single spaces and no joined letters, to look for in a page that breaks its lines elsewhere."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()


def at_rest(page: Any) -> None:
    """Wait until the page has its style and stands still, or a second: what is off the screen may never end to fade."""
    page.wait_for_load_state("load")  # text can be there before the style that a server still sends
    page.evaluate(
        """() => Promise.race([
          Promise.all(document.getAnimations().map((a) => a.finished.catch(() => null))),
          new Promise((done) => setTimeout(done, 1000)),
        ]).then(() => null)"""
    )


def violations(page: Any) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and good practice: rule, place, and what it says."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - see chromium.started

    at_rest(page)
    # What the browser has not laid out yet, being far off the screen, has boxes that seem to lie over each other.
    page.evaluate(
        """() => document.querySelectorAll('.fact-card, .story')
             .forEach((e) => { e.style.contentVisibility = 'visible'; })"""
    )
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
    return [
        f"{one['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def by_id(name: str) -> str:
    """A selector for an id, which may begin with a digit."""
    return f'[id="{name.lstrip("#")}"]'


def in_view(page: Any, selector: str) -> bool:
    """Whether the reader sees the element: on the screen, and with nothing lying over its middle."""
    seen: bool = page.locator(selector).first.evaluate(
        """(element) => {
          const box = element.getClientRects()[0];
          if (!box || box.bottom <= 0 || box.top >= innerHeight) return false;
          const middle = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
          const y = Math.min(innerHeight - 1, Math.max(0, middle));
          const top = document.elementFromPoint(Math.min(innerWidth - 1, box.left + Math.min(box.width / 2, 20)), y);
          return Boolean(top) && (element.contains(top) || top.contains(element));
        }"""
    )
    return seen


def too_wide(page: Any) -> list[str]:
    """What makes the page wider than the screen, unless it scrolls in a box of its own."""
    found: list[str] = page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          return [`page ${document.documentElement.scrollWidth} of ${wide}`, ...[...document.body.querySelectorAll('*')]
            .filter((e) => e.getBoundingClientRect().right > wide + 1)
            .map((e) => `${e.tagName}.${e.getAttribute('class') || ''}#${e.id}`)].slice(0, 20);
        }"""
    )
    return found


def text_of(page: Any, selector: str = "body") -> str:
    """The words of what is not hidden, also of what is so far off the screen that it is not laid out yet."""
    found: str = page.locator(selector).first.evaluate(
        """(root) => {
          const gone = (e) => e.closest('[hidden], script, style, .sr') || getComputedStyle(e).visibility === 'hidden';
          const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
          const parts = [];
          while (walk.nextNode()) if (!gone(walk.currentNode.parentElement)) parts.push(walk.currentNode.data);
          return parts.join('');
        }"""
    )
    return words(found)


def fingerprints(page: Any, selector: str = SHOWN) -> list[str]:
    """The findings that are shown, in their order."""
    found: list[str] = page.locator(selector).evaluate_all("all => all.map((e) => e.id.split('-')[0])")
    return found
