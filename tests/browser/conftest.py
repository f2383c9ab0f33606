"""One browser for all tests of this folder, and the reports and servers that they look at.

The browser ends with the folder, not with the run: while playwright is at work, no other test could use asyncio.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.browser.chromium import REQUIRED, Outside, Visit, lacking, started
from tests.browser.made import Made, corpora, make
from tests.browser.server import Server

Open = Callable[..., Visit]


@pytest.fixture(scope="package")
def outside() -> Iterator[Outside]:
    """All of the network."""
    there = Outside()
    yield there
    there.close()


@pytest.fixture(scope="package")
def browser(outside: Outside) -> Iterator[Any]:
    """The browser. Without one the tests are skipped, but where CI asks for them they fail."""
    reason = lacking()
    if reason and os.environ.get(REQUIRED):
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    with started(outside) as running:
        yield running


@pytest.fixture
def visit(browser: Any) -> Iterator[Open]:
    """Makes visitors. When the test ends, none of their pages may have done what a page should not."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(Visit(browser, **options))


@pytest.fixture(scope="package")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """The reports of a corpus, made once."""
    known: dict[str, Made] = {}

    def get(name: str) -> Made:
        if name not in known:
            known[name] = make(name, tmp_path_factory.mktemp(name))
        return known[name]

    return get


@pytest.fixture(params=corpora())
def corpus(request: pytest.FixtureRequest, made: Callable[[str], Made]) -> Made:
    """The report of each corpus in turn."""
    return made(str(request.param))


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all visitors: they do not see each other."""
    with Server(tmp_path_factory.mktemp("server")) as running:
        yield running
