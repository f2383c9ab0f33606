"""Generated articles as files, as many as make so many claims, and what was planted in them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.scale.generate import events
from benchmarks.scale.story import GeneratedEvent

SEED = 1
IN_A_FILE = 64  # articles
HOST = "https://news.example/"


def name_of(article: str) -> str:
    """The name of a generated article in the corpus."""
    return HOST + article


def first_events(claims: int, per_day: float) -> Iterator[GeneratedEvent]:
    """Events until their articles have so many sentences; each makes one claim, but for one in a hundred."""
    count = 0
    for event in events(SEED, claims, per_day):
        yield event
        count += sum(len(article.sentences) for article in event.articles)
        if count >= claims:
            return


def write_articles(folder: Path, claims: int, per_day: float) -> int:
    """Files of JSON lines in a new folder; how many articles there are."""
    folder.mkdir(parents=True)
    articles = (article for event in first_events(claims, per_day) for article in event.articles)
    count = 0
    for number in itertools.count():
        some = list(itertools.islice(articles, IN_A_FILE))
        if not some:
            return count
        lines = [json.dumps({"url": name_of(a.id), "text": a.text}, ensure_ascii=False) + "\n" for a in some]
        (folder / f"{number:05}.jsonl").write_text("".join(lines), encoding="utf-8")
        count += len(some)
    return count
