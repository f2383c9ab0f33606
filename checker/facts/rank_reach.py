"""How far an order runs: over what stretch of time, and among the things of what place or body."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from checker.facts.gazetteer import known, resolve
from checker.facts.lexemes import fold
from checker.facts.lexicon import calendar
from checker.facts.nouns import singular
from checker.facts.rank_words import place_levels, small_numbers, unit_days, window_names
from checker.values.period import Period, Precision
from checker.values.rank import Reach

WHOLES = frozenset({"world", "continent", "country"})  # levels of which each text has but one
TAIL = 120  # code points behind a rank in which its reach is said
LONG_AGO = 200  # days; what was so long before a text is of no event that it reports
_FINE = frozenset({Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY, Precision.DAY})
_OVER = 1.15  # "more than two years" are two years and some
_CLAUSE_END = re.compile(
    r"[;:!?—]|(?<![A-Z])\.(?!\w)|, (?:and|but|while|after|when|who|which|said|says|according)\b|\bbut\b"
)
_EVER = re.compile(
    r"\bever\b|\b(?:of|for) all time\b|\bon record\b|\bto date\b|\bso far\b|\byet\b|\bin living memory\b"
    r"|\bin (?:[\w.’'-]+ ){0,5}history\b|\b(?:records?|measurements?|readings?|counting) (?:began|begin|started)\b"
    r"|\b(?:in|of) (?:its|the) \d{1,4} years\b",
    re.IGNORECASE,
)
_SEEN = re.compile(r"\b(?:has|have|had) (?:ever )?(?:seen|known|paid|hosted|experienced|suffered)\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_SINCE_END = re.compile(r"[,;:)]| and | (?:has|have|had) | but |\.(?!\w)|$")


@functools.cache
def _stretch() -> re.Pattern[str]:
    count = "|".join(sorted(small_numbers(), key=len, reverse=True))
    unit = "|".join(unit_days())
    return re.compile(
        r"\b(?:in|for|within) (?P<over>(?:well |just )?(?:over|more than|at least) )?"
        r"(?:(?:nearly|almost|about|around|roughly|some|under|the (?:last|past)) )?"
        rf"(?:(?P<many>(?:many )?(?:{unit})s)\b"
        rf"|(?P<count>\d{{1,4}}|{count})(?: straight| full)?[ -](?P<unit>century|centuries|(?:{unit})s?)\b)"
        r"(?! running| straight| in a row)",
        re.IGNORECASE,
    )


@functools.cache
def _window() -> re.Pattern[str]:
    names = "|".join(sorted(window_names()))
    return re.compile(
        r"\b(?:of|in|during|throughout) (?:the|this|their|his|its|her|a|that) "
        r"(?:(?!(?:this|that|the|in|of|a|an|for|on|by|to) )[\w’'-]+ ){0,2}?"
        rf"(?P<name>{names})\b(?! of\b)|\bthis (?P<this>{names})\b|\b(?P<row>running|in a row|on the (?:bounce|trot)|"
        r"in succession)\b|\bin as many \w+",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Run:
    """The stretch of time that an order runs over; as the fields of ``Rank``."""

    reach: Reach = Reach.UNSAID
    text: str = ""
    since: date | None = None
    until: date | None = None
    days: int | None = None
    at: int = TAIL  # where it begins in the tail


def tail_of(text: str, start: int, end: int) -> str:
    """What follows a rank in its clause, from ``start``, at most up to ``end``."""
    piece = text[start : min(end, start + TAIL)]
    stop = _CLAUSE_END.search(piece)
    return piece[: stop.start()] if stop else piece


def read_run(tail: str, offset: int, periods: Sequence[Period], published: date | None) -> Run:
    """The first stretch of time that ``tail`` names; it begins at ``offset`` in the text of the periods."""
    first = bisect_left(periods, offset, key=lambda period: period.span.start)
    inside = list(takewhile(lambda period: period.span.end <= offset + len(tail), periods[first : first + TAIL]))
    found = [
        run
        for run in (
            _ever(tail),
            _since(tail, offset, inside, published),
            _back(tail, published),
            _within(tail, offset, inside, published),
        )
        if run is not None
    ]
    return min(found, key=lambda run: run.at, default=_seen(tail))


def _seen(tail: str) -> Run:
    """ "The worst fire the town has seen" is the worst ever, unless the sentence says since when."""
    match = _SEEN.search(tail)
    return Run(Reach.EVER, match[0], at=match.start()) if match else Run()


def _ever(tail: str) -> Run | None:
    match = _EVER.search(tail)
    if match is None:
        return None
    since = tail.rfind("since", 0, match.start())
    begins = match.start() if since < 0 or "began" not in match[0] else since  # "since records began"
    return Run(Reach.EVER, tail[begins : match.end()], at=begins)


def _since(tail: str, offset: int, periods: Sequence[Period], published: date | None) -> Run | None:
    match = _SINCE.search(tail)
    if match is None:
        return None
    stop = _SINCE_END.search(tail, match.end())
    end = stop.start() if stop else len(tail)
    period = next((p for p in periods if p.known and match.end() <= p.span.start - offset < end), None)
    since = said_date(period) if period is not None else _new_year(tail[match.end() : end], published)
    if since and published and since > published:
        since -= timedelta(days=365)  # "since January", of a month still to come this year
    return Run(Reach.SINCE, tail[match.start() : end].strip(), since, None, _back_from(published, since), match.start())


def said_date(period: Period) -> date | None:
    """The day that stands for a period whose own day is not said: "since 2018" is since some day of 2018."""
    if period.start is None or period.end is None:
        return None
    return (period.start + (period.end - period.start) / 2).date()


def _new_year(tail: str, published: date | None) -> date | None:
    """ "since New Year": the first of January."""
    return (
        date(published.year, 1, 1)
        if published and tail.strip().lower().startswith(("new year", "the new year"))
        else None
    )


def _back(tail: str, published: date | None) -> Run | None:
    match = _stretch().search(tail)
    if match is None:
        return None
    if match["many"]:
        return Run(Reach.STRETCH, match[0], at=match.start())
    count = small_numbers().get(match["count"].lower()) or int(match["count"])
    days = round(count * unit_days()[_unit(match["unit"].lower())] * (_OVER if match["over"] else 1.0))
    since = _before(published, days)
    return Run(Reach.STRETCH, match[0], since, None, days or None, match.start()) if days else None


def _unit(word: str) -> str:
    return word if word in unit_days() else singular(word)


def _before(published: date | None, days: int) -> date | None:
    if published is None or days >= published.toordinal():
        return None
    return published - timedelta(days=days)


def _back_from(published: date | None, since: date | None) -> int | None:
    return (published - since).days if published and since and since < published else None


def _within(tail: str, offset: int, periods: Sequence[Period], published: date | None) -> Run | None:
    """A window by name or by the calendar, the earlier of the two; of one place the one on the calendar."""
    named = _window().search(tail)
    dated = next((p for p in periods if _is_window(p)), None)
    if dated is not None and dated.start and dated.end and (named is None or dated.span.start - offset < named.end()):
        start, end = dated.start.date(), dated.end.date()
        until = None if published is None or end >= published else end
        text = named[0] if named and named.start() <= dated.span.start - offset else dated.text
        at = min(dated.span.start - offset, named.start() if named else TAIL)
        return Run(Reach.WINDOW, text, start, until, _back_from(published, start), at)
    if named is None:
        return None
    begun = _began(named["name"] or named["this"] or "", published)
    if begun is not None:
        return Run(Reach.WINDOW, named[0], begun, None, _back_from(published, begun), named.start())
    return Run(Reach.ROW if named["row"] else Reach.WINDOW, named[0], at=named.start())


def _began(window: str, published: date | None) -> date | None:
    """The first day of this century or decade."""
    years = {"century": 100, "decade": 10}.get(window.lower())
    return date(published.year // years * years, 1, 1) if years and published else None


def _is_window(period: Period) -> bool:
    """Whether a time can bound an order: "in January" does, "on Monday" and "two years ago" say when one of it was."""
    if not period.known or period.relation != "in" or period.precision in _FINE:
        return False
    return not period.text.lower().endswith(("ago", "earlier", "later"))


_OWNER = re.compile(
    r"((?:[A-Z][\w.-]{1,30} ){0,2}[A-Z][\w.-]{1,30}|[a-z-]{3,30})(?:['’]s|s['’]) (?:only |own |joint[- ])?$"
)
_PLACE = re.compile(
    r"(?:\b(?P<lead>in|on|of|across|within|at|this|the|our|to hit) (?:the |this |our |its |their |any |all of )?)?"
    r"(?P<name>[A-Z][\w.-]{1,30}(?: [A-Z][\w.-]{1,30}){0,2}|[a-z]{3,12})\b"
)
_INSIDE = frozenset({"in", "at", "across", "within"})


def read_place(before: str, modifiers: Sequence[str], tail: str) -> str | None:
    """The place or body among whose things the rank is: "the country's worst", "in Russian history", "club-record"."""
    owner = _OWNER.search(before)
    if owner is not None:
        return _place(owner[1]) or _place(owner[1].split()[-1]) or fold(owner[1])
    for word in modifiers:
        found = _place(word)
        if found is not None and (found in WHOLES or word[0].isupper()):
            return found
    return next(
        (found for match in _PLACE.finditer(tail.partition(",")[0]) if (found := _placed(match)) is not None), None
    )


def _placed(match: re.Match[str]) -> str | None:
    name, lead = match["name"], match["lead"]
    if name[0].islower():
        return _place(name) if lead else None
    if name.lower() in calendar():
        return None
    found = _place(name) or _place(name.split()[0])
    return found or (fold(name) if lead in _INSIDE else None)


def _place(name: str) -> str | None:
    """The one form of a place: a word for a level ("country"), or a name that the gazetteer knows."""
    lower = name.lower().removesuffix("'s").removesuffix("’s")
    level = place_levels().get(lower)
    if level is not None:
        return level[0] if level[0] in WHOLES else lower
    canonical = resolve(name)
    return canonical if known(canonical) and name[0].isupper() else None
