"""The watch over hostile pages notices what it must. This file comes last: what its pages ask for may still come in."""

from __future__ import annotations

from typing import Any

from tests.browser.chromium import Visit
from tests.browser.hostile.corpus import texts
from tests.browser.test_hostile import LEAK


def test_the_canary_sings_where_a_page_is_careless(browser: Any) -> None:
    """The watch itself: what it must notice, it notices."""
    one = Visit(browser)
    sung: set[str] = set()
    asked: set[str] = set()
    one.context.expose_function("canary", lambda name: sung.add(str(name)))
    for name, text in texts().items():
        one.problems.clear()
        page = one.context.new_page()  # of its own: some of these lead away
        page.set_content(f"<!doctype html><p>{text}</p>", wait_until="commit")
        page.wait_for_timeout(50)
        page.close()
        asked |= {name for problem in one.problems if LEAK in problem}
    one.context.close()
    assert {"script", "image", "svg", "details", "upper", "breaks-out-of-comment", "half-tag"} <= sung
    assert {"script-src", "image-leak", "image-set", "object", "link", "style", "refresh"} <= asked
