"""What a rules file says beside its rules: the user's own words, rates of exchange, and what is known of sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from checker.facts.vocabulary import NO_WORDS, Vocabulary
from checker.rules.rates import Rates


@dataclass(frozen=True, slots=True)
class SourceSetting:
    """What is known of the sources that a pattern fits; None: not said."""

    pattern: str  # of the path as named, or of the URL
    tier: int | None = None  # 1, trusted the most, to 5
    publisher: str | None = None
    published: date | None = None
    copy_of: str | None = None  # a pattern of the source that they are copies of


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of the files that make up a set of rules, later ones over earlier ones, name by name."""

    vocabulary: Vocabulary = NO_WORDS
    sources: tuple[SourceSetting, ...] = ()  # in the order of the files
    rates: Rates | None = field(default=None, hash=False)  # already given to the rules that have none of their own


NO_TABLES = Tables()
