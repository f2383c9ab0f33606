"""A rank: where something stands in an order, such as "the second-biggest failure in the country's history"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checker.values.text import Span


class Reach(StrEnum):
    """Over what stretch of time the order runs."""

    EVER = "ever"  # "in history", "of all time", "on record", "never before"
    SINCE = "since"  # "since 2008": back to a time at which there was another such thing
    STRETCH = "stretch"  # "in two decades", "for seven years"
    WINDOW = "window"  # "this year", "of the season", "in January": within bounds, whatever was before them
    ROW = "row"  # "in a row", "for the fourth time running": as far back as nothing came between
    UNSAID = "unsaid"  # "her eighth title"


BACK_TO = frozenset({Reach.SINCE, Reach.STRETCH})  # these hint that there was another such thing just before them


@dataclass(frozen=True, slots=True)
class Rank:
    """One rank. An order by time has no criterion: "the third strike", "the first woman to lead it"."""

    text: str  # the phrase with what is ranked, without its reach: "second-biggest bank failure"
    span: Span  # of ``text``
    position: int  # from 1, the top
    criterion: str | None = None  # what is ordered by, as one word: "large", "deadly"; None for the order of time
    ranked: str | None = None  # head noun of what is ranked, as a lemma: "failure"; None where none stands there
    qualifiers: tuple[str, ...] = ()  # lower-case words that narrow the noun: "bank"
    reach: Reach = Reach.UNSAID
    reach_text: str = ""  # as written: "since 2008"
    since: date | None = None  # first day of the reach, where it is known
    until: date | None = None  # the day after its last, of a window that was over when the source wrote
    days: int | None = None  # how far the reach goes back, where that is known: "in two decades"
    place: str | None = None  # among the things of what place or body, in one form: "russia", "country", "club"
    tied: bool = False  # "joint-sixth"
    behind: bool = False  # "not the first": this place or one further back, no place by itself
    among: bool = False  # "one of the largest", "at least the third": a bound, not a place

    def __post_init__(self) -> None:
        if self.position < 1:
            raise ValueError(f"a rank counts from 1, not from {self.position}")
        if self.days is not None and self.days < 1:
            raise ValueError(f"a reach goes back at least a day, not {self.days}")

    @property
    def serial(self) -> bool:
        """Whether the order is that of time: first, second, third."""
        return self.criterion is None
