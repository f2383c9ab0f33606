"""Run the ```python blocks of a page, in order, as one session: what stands below each ``>>>`` must come."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PARSER = doctest.DocTestParser()


def examples(page: Path) -> list[doctest.Example]:
    """The examples of all blocks, each with its line in the page; ValueError for a block that holds none."""
    text = page.read_text(encoding="utf-8")
    found = []
    for block in _BLOCK.finditer(text):
        first = text.count("\n", 0, block.start(1))
        inside = _PARSER.get_examples(block[1], str(page))
        if not inside:
            raise ValueError(f"{page}:{first}: a python block without >>> is run by nobody")
        for example in inside:
            example.lineno += first
        found += inside
    return found


def run_page(page: Path) -> tuple[int, str]:
    """How many examples were run, and what is said of those that failed."""
    said: list[str] = []
    test = doctest.DocTest(examples(page), {"__name__": "__main__"}, page.name, str(page), 0, None)
    counts = doctest.DocTestRunner(verbose=False).run(test, out=said.append, clear_globs=True)
    return counts.attempted, "".join(said)
