"""What stored results depend on. Where a key is another one, the result is made anew, so that it never is out of date.

The code itself counts: a corpus that an older checker has read says what this one would say, once it is read again.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path

from checker.config import Config
from checker.corpus.codec import digest
from checker.events.options import EventOptions
from checker.pipeline import Parts
from checker.rules.encode import encode
from checker.rules.foreign import Maker
from checker.rules.kinds import ALL_KINDS
from checker.rules.rule import RuleSet
from checker.values.text import Document

_READING = ("values", "facts", "claims", "events")  # packages that make claims and the signature of a document
_HOLDING = ("index", "clusters", "encoders", "entailment", "models", "rules")  # that hold claims against each other
_JUDGING = (*_READING, *_HOLDING)
_ORDER = ("pipeline.py", "outcome.py", "corpus/judge.py")  # and these, which put together what they say
_ENDINGS = frozenset({".py", ".yaml"})


def document_key(document: Document) -> bytes:
    """Of all that was read of an article, its name included."""
    return digest(document)


def reading_key(parts: Parts, events: EventOptions | None = None) -> bytes:
    """Of all that makes claims of a document, and says which are near it; by ``events``, else as the run has it."""
    tables, config = parts.rules.tables, parts.config
    settings = [_settings(part) for part in (config.claims, events or config.events)]
    return digest(_code(_READING), *settings, repr(tables.vocabulary), repr(tables.sources))


def judging_key(parts: Parts) -> bytes:
    """Of all that makes findings of claims, with their reading."""
    config = parts.config
    named = parts.entailment.name if parts.entailment else ""
    settings = [_settings(part) for part in (config.clusters, config.index)]
    order = [(Path(__file__).parents[1] / name).read_bytes() for name in _ORDER]
    ruled = repr((parts.rules, config.within, makers(parts.rules)))
    return digest(reading_key(parts), _code(_JUDGING), *order, *settings, named, parts.encoder.name, ruled)


def makers(rules: RuleSet) -> tuple[Maker, ...]:
    """Who brings the kinds of rules that are not built in."""
    return ALL_KINDS.makers(rule.kind for rule in rules.active)


def code_key() -> bytes:
    """Of all code and words of this program that results are made by, here or in another process."""
    root = Path(__file__).parents[1]
    modules = [path.read_bytes() for path in sorted(root.glob("*.py"))]
    return digest(_code((*_JUDGING, "corpus", "engine")), *modules)


def _settings(options: object) -> bytes:
    return digest(encode(options))


@cache
def _code(packages: tuple[str, ...]) -> bytes:
    """Of the code and the words of some packages."""
    root = Path(__file__).parents[1]
    files = [path for name in packages for path in sorted((root / name).rglob("*")) if path.suffix in _ENDINGS]
    return digest(*(part for path in files for part in (path.relative_to(root).as_posix(), path.read_bytes())))


def with_encoder(config: Config, name: str) -> Config:
    """The configuration with the encoder of that name."""
    return dataclasses.replace(config, encoder=dataclasses.replace(config.encoder, name=name))
