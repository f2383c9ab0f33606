"""Ranks that are told by what was before: "last seen in 2012", "no fire of this size", "two earlier truces".

Who says that a thing was last so in 2012 says since when it is the first; who tells of an earlier one says that this
is not the first: its rank is bounded, ``Rank.behind``. What there was before is looked for in one clause only.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checker.facts.context import word_set
from checker.facts.nouns import is_participle, singular
from checker.facts.rank_reach import LONG_AGO, Run, read_run, said_date, tail_of
from checker.facts.rank_words import any_criterion, comparatives, plain_adjectives, small_numbers
from checker.values.period import Period
from checker.values.rank import BACK_TO, Rank, Reach
from checker.values.text import Span

NEAR = 70  # code points from "last" to the time that it names
_UP_TO = re.compile(r"[^.;:!?]*")


@dataclass(frozen=True, slots=True)
class _Form:
    """A way of telling what was before: the word without which it is not said, its pattern, and what it means."""

    hint: str
    pattern: re.Pattern[str]  # of lower-case text; may name a "noun", an "adj" or "more", and a "count"
    behind: bool = False  # there were others before or above it, or as many as "count" says
    serial: bool = False  # in time
    any_size: bool = False  # by whatever measure the other text has


@functools.cache
def _forms() -> tuple[_Form, ...]:
    plain = "|".join(sorted(plain_adjectives(), key=len, reverse=True))
    worse = "|".join(sorted(comparatives(), key=len, reverse=True))
    nouns = "|".join(sorted(word_set("levels", "ranks"), key=len, reverse=True))
    year, few = r"(?:19|20)\d\d", r"(?: [\w’'-]{1,20}){0,6}?"
    patterns = (
        ("no ", rf"\bno (?P<noun>[\w-]{{2,30}}){few} (?:has|have|had|was|is){few} (?:as|so) (?P<adj>{plain})\b", ""),
        ("no ", r"\bno (?P<noun>[\w-]{2,30}) (?:of|on) (?:this|that|such a) (?:size|scale|magnitude)\b", "any"),
        ("nothing", rf"\bnothing (?:this|so|as|that|quite as) (?P<adj>{plain}) (?:has|had|was)\b", ""),
        ("never", rf"\bnever\b{few}{few} (?:so|as|this) (?P<adj>{plain})\b", ""),
        ("seen", rf"\b(?P<noun>{nouns})s? (?:not|un|never|last) ?seen\b", "any"),
        ("never", r"\bnever\b[^.;:!?]{3,60}?\b(?:before|until (?:now|then|this|today|yesterday|last))\b", "serial"),
        ("ever ", r"\bno [^.;:!?]{2,60}? (?:has|have|had) (?:ever|previously)\b", "serial"),
        ("no ", r"\bno (?:previous|earlier|prior|past) (?P<noun>[\w-]{3,30})\b", "serial"),
        ("only ", rf"\bonly (?P<count>once|twice)\b[^.;:!?]{{2,60}}?\b(?P<more>{worse})\b", "behind"),
        (" in ", rf"\b(?P<more>{worse})(?: (?!than)(?P<noun>[a-z][\w-]{{2,20}})){{0,3}} in {year}\b", "behind"),
        (" of ", rf"\bof {year} (?:was|were|had been|remains)\b[^.;:!?]{{0,30}}?\b(?P<more>{worse})\b", "behind"),
        ("earlier", r"\b(?:an|two|three|several|the|its|their) earlier (?P<noun>[\w-]{3,30})\b", "serial behind"),
        ("previous", r"\b(?:a|two|three|several|the|its|their) previous (?P<noun>[\w-]{3,30})\b", "serial behind"),
        (" before", r"\b(?:once|twice|(?:two|three|four|several|many) times) before\b", "serial behind"),
        ("first time", r"\bnot (?:for )?the first time\b", "serial behind"),
    )
    return tuple(
        _Form(hint, re.compile(pattern), "behind" in what, "serial" in what, "any" in what)
        for hint, pattern, what in patterns
    )


def find_past(text: str, low: str, periods: Sequence[Period], published: date | None) -> Iterator[Rank]:
    """The ranks that are told by what was before; ``low`` is ``text`` in lower case, letter for letter."""
    for form in _forms():
        if form.hint in low:
            for match in form.pattern.finditer(low):
                yield _told(text, form, match, periods, published)
    if "last" in low:
        yield from _lasts(text, low, periods, published)
    if any(word in low for word in word_set("again", "ranks")):
        yield from _agains(text, low, periods, published)


def _told(text: str, form: _Form, match: re.Match[str], periods: Sequence[Period], published: date | None) -> Rank:
    said = match.groupdict()
    run = _run(text, match, periods, published)
    if form.behind or run.reach not in BACK_TO:
        run = Run(Reach.EVER, text[match.start() : match.end()])
    count = small_numbers().get(said.get("count") or "", {"twice": 2}.get(said.get("count") or "", 1))
    return Rank(
        text=text[match.start() : match.end()],
        span=Span(match.start(), match.end()),
        position=1 + count if form.behind else 1,
        criterion=None if form.serial else _criterion(said),
        ranked=singular(said["noun"]) if said.get("noun") and not form.any_size else None,
        reach=run.reach,
        reach_text=run.text,
        since=run.since,
        until=run.until,
        days=run.days,
        behind=form.behind and not said.get("count"),
    )


def _criterion(said: dict[str, str | None]) -> str:
    if said.get("adj"):
        return plain_adjectives()[said["adj"] or ""]
    return comparatives()[said["more"] or ""] if said.get("more") else any_criterion()


def _run(text: str, match: re.Match[str], periods: Sequence[Period], published: date | None) -> Run:
    """The stretch that the clause names, wherever in it; of "last seen in 2012" that since then."""
    start = match.start()
    if match[0].endswith("last seen"):
        since, end = _long_ago(periods, match.end(), match.end() + NEAR, published)
        if since is not None:
            return Run(Reach.SINCE, text[start:end], since, None, (published - since).days if published else None)
    return read_run(tail_of(text, start, len(text)), start, periods, published)


_LAST = re.compile(r"\blast (?P<word>[a-z][\w-]{2,20})\b")


def _lasts(text: str, low: str, periods: Sequence[Period], published: date | None) -> Iterator[Rank]:
    """ "The last inquiry, 37 years ago", "was last closed in 2016": this is the first since then."""
    for match in _LAST.finditer(low):
        word = match["word"]
        if word in word_set("after_last", "ranks"):
            continue
        clause = _UP_TO.match(text, match.end(), match.end() + NEAR)
        since, end = _long_ago(periods, match.end(), clause.end() if clause else match.end(), published)
        if since is None:
            continue
        before = low[max(0, match.start() - len(" they ")) : match.start()]
        verb = is_participle(word) or before.endswith((" it ", " was ", " were ", " they ", " he ", " she "))
        yield Rank(
            text=text[match.start() : match.end()],
            span=Span(match.start(), match.end()),
            position=1,
            ranked=None if verb else singular(word),
            reach=Reach.SINCE,
            reach_text=text[match.start() : end],
            since=since,
            days=(published - since).days if published else None,
        )


def _agains(text: str, low: str, periods: Sequence[Period], published: date | None) -> Iterator[Rank]:
    """ "The hotel was also robbed in 2017", "two years ago the same firm recalled a kettle": there was one before."""
    for word in sorted(word_set("again", "ranks")):
        at = low.find(f" {word} ")
        since, _ = _long_ago(periods, 0, len(text), published) if at >= 0 else (None, 0)
        if since is not None:
            span = Span(at + 1, at + 1 + len(word))
            yield Rank(span.of(text), span, 2, reach=Reach.EVER, reach_text=span.of(text), behind=True)
            return


def _long_ago(periods: Sequence[Period], start: int, end: int, published: date | None) -> tuple[date | None, int]:
    """The first time between the two offsets that was long over when the text was published, and where it ends."""
    for period in periods:
        if start <= period.span.start and period.span.end <= end and period.relation in ("in", "since"):
            day = said_date(period)
            if day is not None and published is not None and (published - day).days > LONG_AGO:
                return day, period.span.end
    return None, start
