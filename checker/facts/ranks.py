"""Ranks: superlatives and ordinals with what is ranked, over what stretch of time, and among whose things.

    text ──cores──▶ "second-biggest" ──noun──▶ "second-biggest bank failure" ──rank_reach──▶ "since 2008", "country"

What other words say ("never before", "only one has been larger") is read by ``rank_phrases``. Not read: what is
negated ("not the first"), ordinals in names, dates, fractions, and "first" as an adverb.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checker.facts.context import word_set
from checker.facts.rank_nouns import RankedNoun, ranked_noun, word_at
from checker.facts.rank_past import find_past
from checker.facts.rank_phrases import find_phrases
from checker.facts.rank_reach import read_place, read_run, tail_of
from checker.facts.rank_words import graded, ordinals, position, superlatives
from checker.values.period import Period
from checker.values.rank import Rank, Reach
from checker.values.text import Span

_BEFORE = 48  # code points before a rank that decide what it is
_AMONG = re.compile(
    r"\b(?:one|some|two|three|several|many|most) of (?:[\w.’'-]+ ){0,4}$|\b(?:among|amongst) (?:[\w.’'-]+ ){0,4}$"
    r"|\bat least (?:the |his |her |its |their )?$",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"(?:\bnot|n['’]t|\bnever|\bfar from|\bno longer|\bhardly|\bneither) (?:\w+ )?$", re.IGNORECASE)
_DETERMINED = re.compile(
    r"(?:^|\b(?:the|a|an|its|her|his|their|our|my|your|this|that|only|another|as|for|is|was|were|are|be|becomes?|became"
    r"|lie|lies|lying|ranks?|ranked|finished|to|in|with|by|after|on|at|and)|['’]s?|[:;,“\"(–—-]) ?$",
    re.IGNORECASE,
)
_POSSESSED = re.compile(r"(?:\b(?:the|its|her|his|their|our|my|this|that|only)|['’]s?) (?:own )?$", re.IGNORECASE)
_FRACTION = re.compile(r"\b(?:a|an|one|two|three|about|almost|nearly|over|by|than|under|only) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Core:
    """The words of a rank itself: where they stand, the place they name, and what is ordered by."""

    start: int
    end: int
    position: int
    criterion: str | None
    tied: bool
    ever: bool  # "first-ever"


@functools.cache
def _cores() -> re.Pattern[str]:
    """Of lower-case text: an ordinal, a superlative, or both."""
    ordinal = "|".join(sorted(ordinals(), key=len, reverse=True))
    best = "|".join(sorted(superlatives(), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w’'-])(?=\w)(?:(?P<tied>joint|equal|tied|tied for|shared)[ -])?"
        rf"(?:(?P<ordinal>{ordinal}|\d{{1,4}}(?:st|nd|rd|th))(?P<ever>-ever)?)?"
        rf"(?:(?<=\w)[ -])?(?:(?P<best>{best})|(?P<most>most|least)(?:[ -](?P<graded>[a-z-]{{4,20}}))?)?(?![\w-])"
    )


@functools.cache
def _hint() -> re.Pattern[str]:
    """What stands in every lower-case text that holds an ordinal or superlative: cheap to look for."""
    units = {word.rpartition("-")[2] for word in ordinals()}
    regular = "|".join(sorted(word for word in units if not word.endswith("th")))
    return re.compile(rf"(?:est|worst|most|least|(?<=\d)(?:st|nd|rd)|th|{regular})\b")


def find_ranks(text: str, periods: Sequence[Period] = (), published: date | None = None) -> tuple[Rank, ...]:
    """The ranks that ``text`` states, in its order, none overlapping another; spans are spans of ``text``.

    ``periods`` are its time expressions, so that a date is no ordinal and "since 2008" is known; ``published`` is
    what "in two decades" goes back from.
    """
    low = _lower(text)
    found: list[Rank] = []
    if _hint().search(low) is not None:
        cores = _read_cores(low, periods)
        ends = [*(core.start for core in cores[1:]), len(text)]
        ranks = (_rank(text, core, end, periods, published) for core, end in zip(cores, ends, strict=False))
        found = [rank for rank in ranks if rank is not None]
    told = [*find_phrases(text, low, periods, published), *find_past(text, low, periods, published)]
    return _apart([*found, *told])


def _lower(text: str) -> str:
    """The text in lower case, letter for letter, so that places in it are places in the text."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _apart(ranks: list[Rank]) -> tuple[Rank, ...]:
    """The ranks in the order of the text, of two that overlap the first, of two that begin together the longer."""
    kept: list[Rank] = []
    for rank in sorted(ranks, key=lambda r: (r.span.start, -r.span.end)):
        if not kept or kept[-1].span.end <= rank.span.start:
            kept.append(rank)
    return tuple(kept)


def _read_cores(low: str, periods: Sequence[Period]) -> list[_Core]:
    cores = []
    for match in _cores().finditer(low):
        core = _core(match) if match.end() > match.start() else None
        if core is not None and not _in_a_period(core, periods):
            cores.append(core)
    return cores


def _in_a_period(core: _Core, periods: Sequence[Period]) -> bool:
    """Whether one of ``periods``, which are in order and apart, shares text with the core."""
    before = bisect_left(periods, core.end, key=lambda period: period.span.start)
    return before > 0 and core.start < periods[before - 1].span.end


def _core(match: re.Match[str]) -> _Core | None:
    place = position(match["ordinal"]) if match["ordinal"] else None
    criterion, end = _criterion(match)
    if criterion is None and place is None:
        return None
    if criterion is None and match["tied"] and match["tied"] == "shared":
        return None
    return _Core(match.start(), end, place or 1, criterion, match["tied"] is not None, match["ever"] is not None)


def _criterion(match: re.Match[str]) -> tuple[str | None, int]:
    """What is ordered by, and where the words that say so end: "most expensive", "fewest"."""
    if match["best"]:
        return superlatives()[match["best"]], match.end("best")
    ordinal_end = match.end("ever") if match["ever"] else match.end("ordinal")
    if not match["most"]:
        return None, ordinal_end
    adjective = graded(match["graded"]) if match["graded"] else None
    if adjective is None:
        bare = match["graded"] in ("since", "ever") and match["most"] == "most"
        return ("many", match.end("most")) if bare else (None, ordinal_end)
    return adjective if match["most"] == "most" else f"least {adjective}", match.end("graded")


def _rank(text: str, core: _Core, end: int, periods: Sequence[Period], published: date | None) -> Rank | None:
    before = text[max(0, core.start - _BEFORE) : core.start]
    noun = ranked_noun(text, core.end, end)
    negated = _NEGATED.search(_undetermined(before)) is not None
    if (negated and core.position > 1) or not _is_rank(text, core, noun, before):
        return None
    tail = tail_of(text, noun.end, end)
    run = read_run(tail, noun.end, periods, published)
    reach, reach_text = run.reach, run.text
    if reach is Reach.UNSAID and noun.in_a_row:
        reach, reach_text = Reach.ROW, "in a row"
    if reach is Reach.UNSAID and (noun.ever or core.ever):
        reach, reach_text = Reach.EVER, "ever"
    return Rank(
        text=text[core.start : noun.end],
        span=Span(core.start, noun.end),
        position=core.position + negated,
        criterion=core.criterion,
        ranked=noun.head,
        qualifiers=(*(word.lower() for word in noun.modifiers), *noun.complement),
        reach=reach,
        reach_text=reach_text,
        since=run.since,
        until=run.until,
        days=run.days,
        place=read_place(before, noun.modifiers, tail),
        tied=core.tied,
        behind=negated,
        among=noun.plural or _AMONG.search(before) is not None,
    )


def _undetermined(before: str) -> str:
    """The words before a rank without the article that belongs to it."""
    return re.sub(r"\b(?:the|a|an|its|their|his|her) $", "", before)


def _is_rank(text: str, core: _Core, noun: RankedNoun, before: str) -> bool:
    """Whether an ordinal counts things of one sort, or a superlative is one of degree."""
    if core.criterion is not None:
        return core.criterion != "good" or _POSSESSED.search(before) is not None
    word = word_at(text, core.end)
    lower = word.lower()
    if not _DETERMINED.search(before) or lower in word_set("not_after_ordinal", "ranks") or word[:1].isdigit():
        return False
    if text.startswith(" of them", core.end) or (noun.head is None and core.position > 2 and _FRACTION.search(before)):
        return False  # one of the things that were told of; "a third of", "by a tenth since"
    named = word[:1].isupper() and (text[core.start].isupper() or text[core.start].isdigit())
    if named and core.start > 0:
        return False  # "the Fifth Avenue", "10th Mountain Division"
    return core.position > 1 or _first_counts(noun, lower, before)


def _first_counts(noun: RankedNoun, following: str, before: str) -> bool:
    """Whether "first" is a count: not "at first", "was first used", nor the beginning of many."""
    if noun.head is None:
        return following in ("since", "to", "in", "ever", "of", "for") and _POSSESSED.search(before) is not None
    if following.endswith("ed") and not noun.modifiers:
        return False
    return (not noun.plural and _POSSESSED.search(before) is not None) or _opens(before)


def _opens(before: str) -> bool:
    """Whether the rank opens a headline or stands behind a preposition: "as first strike begins", "a first win"."""
    return re.search(r"(?:^|\b(?:as|for|a|with|win|wins|claims|seals)) $|^$", before, re.IGNORECASE) is not None
