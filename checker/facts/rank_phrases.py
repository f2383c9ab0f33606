"""Ranks that no superlative and no ordinal says: "never before", "not since 1991", "only one has been larger"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checker.facts.context import word_set
from checker.facts.nouns import singular
from checker.facts.rank_nouns import ranked_noun
from checker.facts.rank_reach import Run, read_place, read_run, tail_of
from checker.facts.rank_words import any_criterion, comparatives, small_numbers
from checker.values.period import Period
from checker.values.rank import BACK_TO, Rank, Reach
from checker.values.text import Span

_BEFORE = 48  # code points before a phrase in which an owner stands


@dataclass(frozen=True, slots=True)
class _Form:
    """A way of saying a rank: the words without which it is not said, its pattern, and what it means."""

    hints: tuple[str, ...]
    pattern: re.Pattern[str]  # of lower-case text
    serial: bool = False  # in time
    beaten: bool = False  # by one other, or as many as it says: the place is behind these


@functools.cache
def _forms() -> tuple[_Form, ...]:
    worse = "|".join(sorted(comparatives(), key=len, reverse=True))
    count = "|".join(small_numbers())
    never = (
        r"\bnever before\b|\bfor the first time ever\b|\bunprecedented\b"
        r"|\bnever in (?:its|their|his|her|our|the|[\w-]+['’]s) (?:[\w’'-]+ ){0,3}history\b"
    )
    not_since = r"\bnot (?P<at>since|for|in)\b(?=[^.;]{3,60}?\b(?:has|have|had)\b)"
    none_more = (
        r"\bno (?P<noun>[\w-]{1,30})(?: [\w-]{1,30}){0,4}? (?:has|have|had|was|is) (?:ever )?(?:been )?"
        rf"(?P<more>{worse})\b"
    )
    never_more = (
        rf"\b(?:(?:has|have|had) (?:there )?never been|never (?:has|have|had)(?: there been)?) (?:a |an |any )?"
        rf"(?P<more>{worse})\b"
    )
    more_than_any = rf"\b(?P<more>{worse}) than (?:at any (?:other )?(?:time|point)|ever|any)\b"
    only_more = (
        rf"\bonly (?P<count>{count}|\d{{4}})?(?: (?P<noun>[a-z][\w-]{{1,30}}))?[^;!?]{{0,40}}?"
        rf" (?:was|were|is|are|has been|have been|had been) (?:ever )?(?P<more>{worse})\b"
    )
    return (
        _Form(("never", "unprecedented", "first time ever"), re.compile(never), serial=True),
        _Form(("not ",), re.compile(not_since)),
        _Form(("no ",), re.compile(none_more)),
        _Form(("never",), re.compile(never_more)),
        _Form((" than ",), re.compile(more_than_any)),
        _Form(("only",), re.compile(only_more), beaten=True),
        _Form((" only",), re.compile(r"\b(?:second|behind) only(?: to)?\b"), beaten=True),
    )


def find_phrases(text: str, low: str, periods: Sequence[Period], published: date | None) -> Iterator[Rank]:
    """The ranks that phrases say; ``low`` is ``text`` in lower case, letter for letter."""
    for form in _forms():
        if any(hint in low for hint in form.hints):
            for match in form.pattern.finditer(low):
                yield _said(text, form, match, periods, published)
    if "record" in low:
        yield from _records(text, low, periods, published)


def _said(text: str, form: _Form, match: re.Match[str], periods: Sequence[Period], published: date | None) -> Rank:
    """The rank of a phrase. Without another word all of them reach over all time."""
    said = match.groupdict()
    more, counted = said.get("more"), said.get("count")
    criterion = comparatives()[more] if more else any_criterion()
    at = match.start("at") if said.get("at") else match.end()
    tail = tail_of(text, at, len(text))
    return _over(
        Rank(
            text=text[match.start() : match.end()],
            span=Span(match.start(), match.end()),
            position=1 + small_numbers().get(counted or "one", 1) if form.beaten else 1,
            criterion=None if form.serial else criterion,
            ranked=_ranked(text, match.end(), said.get("noun"), more),
            place=read_place(text[max(0, match.start() - _BEFORE) : match.start()], (), tail),
        ),
        read_run(tail, at, periods, published),
    )


def _ranked(text: str, end: int, noun: str | None, more: str | None) -> str | None:
    """What is ranked: the noun before the comparison, or the one behind it: "never been a bigger spill"."""
    if noun:
        return singular(noun)
    return ranked_noun(text, end, len(text)).head if more else None


def _over(rank: Rank, run: Run) -> Rank:
    """The rank over the stretch that the text says, or else over all time."""
    bounded = run.reach in BACK_TO or (run.reach is Reach.WINDOW and "record" in rank.text.lower())
    if not bounded:
        run = Run(Reach.EVER, rank.text)
    return Rank(
        rank.text, rank.span, rank.position, rank.criterion, rank.ranked, place=rank.place,
        reach=run.reach, reach_text=run.text, since=run.since, until=run.until, days=run.days,
    )  # fmt: skip


_RECORD = re.compile(r"\brecord\b(?:[ -](?P<noun>[a-z]{3,14})\b)?")
_OWNER = re.compile(r"([\w.]{2,20})[ -]$")
_HELD = re.compile(
    r"(?:\b(?:hits?|sets?|broke|breaks?|beats?|smash(?:es|ed)?|shatter(?:s|ed)?|tops|topped|a(?: new)?) )"
    r"(?:(?:the|its|their|a|new|all-time) ){0,2}(?:[\w.]{2,20}[ -])?$"
)
_NOT = re.compile(
    r"(?:\bnot|n['’]t|\bno longer|\bshort of|\bshy of|\bbelow|\bfar from) (?:a|the|any|its|an) (?:new |all-time )?$"
)
_EXTREMES = {"high": "high", "highs": "high", "low": "low", "lows": "low"}


def _records(text: str, low: str, periods: Sequence[Period], published: date | None) -> Iterator[Rank]:
    """Records that are set or held: not what is on record, nor a track record."""
    for match in _RECORD.finditer(low):
        before = low[max(0, match.start() - _BEFORE) : match.start()]
        found = _OWNER.search(before)
        owner = found[1] if found else ""
        of = match["noun"] if match["noun"] in word_set("record_of", "ranks") else None
        if _NOT.search(before):
            yield Rank("record", Span(match.start(), match.start() + 6), 2, any_criterion(), reach=Reach.EVER,
                       reach_text="record", behind=True)  # fmt: skip
        elif _is_record(before, owner, of) and not low.startswith((" for ", " of "), match.start() + len("record")):
            start = match.start() - len(owner) - 1 if owner and owner not in word_set("no_owner", "ranks") else None
            yield _record(text, match, start, of, periods, published)


def _is_record(before: str, owner: str, of: str | None) -> bool:
    if owner in word_set("no_record", "ranks") and not (owner == "world" and (of or _HELD.search(before))):
        return False
    return of is not None or _HELD.search(before) is not None


def _record(
    text: str,
    match: re.Match[str],
    owner_at: int | None,
    of: str | None,
    periods: Sequence[Period],
    published: date | None,
) -> Rank:
    start = match.start() if owner_at is None else owner_at
    end = match.end() if of else match.start() + len("record")
    tail = tail_of(text, end, len(text))
    owner = (text[start : match.start() - 1],) if owner_at is not None else ()
    return _over(
        Rank(
            text=text[start:end],
            span=Span(start, end),
            position=1,
            criterion=_EXTREMES.get(of or "", any_criterion()),
            ranked=singular(of) if of and of not in _EXTREMES else None,
            place=read_place(text[max(0, start - _BEFORE) : start], owner, tail),
        ),
        read_run(tail, end, periods, published),
    )
