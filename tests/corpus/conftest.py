"""A small corpus of invented articles, and the parts of a run without an entailment model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from checker.config import Config, EntailmentOptions
from checker.corpus import Corpus
from checker.corpus.add import Added, Adder
from checker.corpus.articles import Batch
from checker.pipeline import Parts, load
from checker.values.text import Document, PublicationDate

_EVENTS = yaml.safe_load(Path(__file__).with_name("articles.yaml").read_text(encoding="utf-8"))
FIRE: dict[str, tuple[date, str]] = {name: tuple(article) for name, article in _EVENTS["fire"].items()}
STRIKE: dict[str, tuple[date, str]] = {name: tuple(article) for name, article in _EVENTS["strike"].items()}


def documents(*groups: dict[str, tuple[date, str]]) -> list[Document]:
    """The articles of some events."""
    return [
        Document(id=name, text=text, title=text.split("\n", 1)[0], published=PublicationDate(day, "field"))
        for group in groups
        for name, (day, text) in group.items()
    ]


@pytest.fixture(scope="session")
def parts() -> Parts:
    """The built-in encoder and rules; no entailment model."""
    return load(replace(Config(), entailment=EntailmentOptions("none")), cached=False)


@pytest.fixture
def corpus(tmp_path: Path, parts: Parts) -> Corpus:
    """An empty corpus."""
    return Corpus.create(tmp_path / "corpus", parts.encoder, "default")


def put(corpus: Corpus, parts: Parts, articles: list[Document]) -> Added:
    """Bring articles in, in one batch."""
    result = Added()
    with corpus.write() as writer:
        Adder(writer, parts).add(Batch(articles), result)
    return result
