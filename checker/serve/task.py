"""What a worker is asked, and what it answers. All of it travels between processes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from checker.errors import Mistake
from checker.rules.load import RulesText


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a user gave it: bytes, or an address to fetch it from."""

    name: str  # what the report calls it; the address itself where there is one
    data: bytes = b""
    url: str | None = None
    published: date | None = None  # as the user says
    typed: bool = False  # it was pasted: plain text in UTF-8, whatever it is called and looks like


@dataclass(frozen=True, slots=True)
class Choice:
    """By which rules to compare."""

    packs: tuple[str, ...]  # later ones win
    text: str = ""  # rules in YAML, over those of the packs
    within: bool = False  # also compare the sentences of one article with each other

    @property
    def rules_text(self) -> RulesText | None:
        """The text under a name that differs where the text does; None where there is none."""
        if not self.text.strip():
            return None
        digest = hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()[:8]
        return RulesText(f"edited-{digest}", self.text)


@dataclass(frozen=True, slots=True)
class Task:
    """One comparison to make."""

    articles: tuple[Article, ...]
    choice: Choice
    sentences: bool = False  # they are two short texts, pasted, to be held against each other as they are

    @property
    def size(self) -> int:
        """Bytes that it takes to keep it, about."""
        return sum(len(one.data) + len(one.name) for one in self.articles) + len(self.choice.text)


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has its models."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What the worker does now."""

    name: str
    done: float | None = None  # in [0, 1], of the whole comparison; None: not known
    left: float | None = None  # seconds that are left, as far as it can be guessed


@dataclass(frozen=True, slots=True)
class Done:
    """The comparison is made: what came of it, pickled, which is kept as it is and read when it is looked at.

    An Outcome of articles, a PairVerdict of two sentences.
    """

    outcome: bytes
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """The comparison, or the worker itself, cannot be: why, for a user to read."""

    message: str
    mistakes: tuple[Mistake, ...] = ()  # where rules are wrong


Message = Ready | Stage | Done | Failed
