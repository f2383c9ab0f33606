"""Rules with words of their own in many threads: no comparison reads with the words of another."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from checker import Article, Comparer, Config, Rules, load
from tests.test_api import said

HEAD = "version: 1\nextends: [default]\n"
WORDS = (
    "",
    "synonyms: {lodge: [homestead]}\n",
    "aliases: {harbour watch: [the keelmen]}\n",
    "units: {verst: {dimension: length, factor: 1066.8, names: [verst, versts]}}\n",
    "units: {verst: {dimension: length, factor: 2000, names: [verst, versts]}}\n",
    "synonyms: {lodge: [homestead]}\naliases: {harbour watch: [the keelmen]}\n",
    "aliases: {coast office: [the keelmen]}\n",
    "units: {homestead: {dimension: other, names: [homestead, homesteads]}}\n",
)
PAIRS = (
    ("The fire destroyed 64 lodges in the valley.", "The fire destroyed 46 homesteads in the valley."),
    ("The Harbour Watch closed the port on Monday.", "The keelmen closed the port on Friday."),
    ("The wall is 30 versts long.", "The wall is 32 kilometres long."),
    ("The wall is 30 versts long.", "The wall is 60 kilometres long."),
    ("The Harbour Watch closed the port.", "The Coast Office closed the port."),
)


def task(comparer: Comparer, n: int) -> dict[str, object]:
    texts = zip(*(PAIRS[(n + i) % len(PAIRS)] for i in range(3)), strict=True)
    names = ("one", "two")
    articles = [Article(f"Published: 2031-03-07\n\n{' '.join(t)}\n", id=i) for i, t in zip(names, texts, strict=True)]
    return said(comparer.compare(articles))


def test_each_thread_reads_with_its_own_words(tmp_path: Path) -> None:
    config = Config(cache_dir=tmp_path)
    comparers = [load(config, rules=Rules.parse(HEAD + words + "rules: []\n")) for words in WORDS]
    jobs = [(c, n) for n in range(len(PAIRS)) for c in comparers]
    expected = [task(*job) for job in jobs]
    fresh = [load(Config(cache_dir=tmp_path / "fresh"), rules=c.rules) for c in comparers]
    gate = threading.Barrier(len(fresh))

    def work(at: int) -> list[dict[str, object]]:
        gate.wait()
        return [task(fresh[at], n) for n in range(len(PAIRS))]

    with ThreadPoolExecutor(len(fresh)) as pool:
        found = list(pool.map(work, range(len(fresh))))
    assert [found[at][n] for n in range(len(PAIRS)) for at in range(len(fresh))] == expected
    # The words matter: each set of them gives other findings somewhere.
    assert len({str([found[at][n]["findings"] for n in range(len(PAIRS))]) for at in range(len(fresh))}) >= 5
