"""Ranks that no superlative and no ordinal says: "never before", "not since 1991", "only one has been larger"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from datetime import date

from checker.facts.context import word_set
from checker.facts.nouns import singular
from checker.facts.rank_nouns import ranked_noun
from checker.facts.rank_reach import read_place, read_run, tail_of
from checker.facts.rank_words import any_criterion, comparatives, small_numbers
from checker.values.period import Period
from checker.values.rank import Rank, Reach
from checker.values.text import Span

_BEFORE = 48
# A record is one where it is set or held; on record, off the record, criminal records are none.
_RECORD = re.compile(
    r"(?:\b(?P<verb>hits?|sets?|broke|breaks?|beats?|smash(?:es|ed)?|shatter(?:s|ed)?|tops|topped)\s+)?"
    r"\b(?:(?:a|an|the|for|with|at|by|new|all-time|its|their) )*(?:(?P<owner>[\w.]{2,20})[ -])?record\b"
    r"(?:[ -](?P<noun>[a-z]{3,14}))?",
    re.IGNORECASE,
)


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    worse = "|".join(sorted(comparatives(), key=len, reverse=True))
    count = "|".join(small_numbers())
    forms = {
        "never_first": r"\bnever before\b|\bfor the first time ever\b|\bunprecedented\b"
        r"|\bnever in (?:its|their|his|her|our|the|[\w-]+['’]s) (?:[\w’'-]+ ){0,3}history\b",
        "not_since": r"\bnot (?:since|for|in)\b(?=[^.;]{3,60}?\b(?:has|have|had)\b)",
        "none_more": rf"\bno (?P<noun>[\w-]+)(?: [\w-]+){{0,4}}? (?:has|have|had|was|is) (?:ever )?(?:been )?"
        rf"(?P<more>{worse})\b",
        "never_more": rf"\b(?:has|have|had) (?:there )?never been (?:a |an |any )?(?P<more>{worse})\b"
        rf"|\bnever (?:has|have|had) (?:there been )?(?:a |an )?(?P<more2>{worse})\b",
        "more_than_any": rf"\b(?P<more>{worse}) than (?:at any (?:other )?(?:time|point)|ever|any)\b",
        "only_more": rf"\bonly (?P<count>{count}|\d{{4}})?(?: (?P<noun>[a-z][\w-]+))?[^;!?]{{0,40}}?"
        rf" (?:was|were|is|are|has been|have been|had been) (?:ever )?(?P<more>{worse})\b",
        "second_only": r"\b(?:second|behind) only(?: to)?\b",
    }
    return tuple((name, re.compile(form, re.IGNORECASE)) for name, form in forms.items())


def find_phrases(text: str, taken: Sequence[Span], periods: Sequence[Period], published: date | None) -> Iterator[Rank]:
    """The ranks that phrases say, none overlapping another nor one of ``taken``."""
    spent = list(taken)
    for name, pattern in _patterns():
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end())
            if not any(span.overlaps(other) for other in spent):
                spent.append(span)
                yield _said(text, name, match, periods, published)
    for match in _RECORD.finditer(text):
        span = Span(match.start(), match.end())
        if _is_record(text, match) and not any(span.overlaps(other) for other in spent):
            spent.append(span)
            yield _record(text, match, periods, published)


def _group(match: re.Match[str], name: str) -> str | None:
    found = match.groupdict()
    return found.get(name) or found.get(f"{name}2")


def _said(text: str, name: str, match: re.Match[str], periods: Sequence[Period], published: date | None) -> Rank:
    """The rank of a phrase. Without another word all of them reach over all time."""
    more, noun = _group(match, "more"), _group(match, "noun")
    criterion = comparatives()[more.lower()] if more else None if name == "never_first" else any_criterion()
    counted = _group(match, "count") if name == "only_more" else None
    place = 1 + small_numbers().get((counted or "one").lower(), 1) if name in ("only_more", "second_only") else 1
    at = match.start() + 4 if name == "not_since" else match.end()
    tail = tail_of(text, at, len(text))
    run = read_run(tail, at, periods, published)
    back = run.reach in (Reach.SINCE, Reach.STRETCH)
    return Rank(
        text=match[0],
        span=Span(match.start(), match.end()),
        position=place,
        criterion=criterion,
        ranked=singular(noun.lower())
        if noun
        else ranked_noun(text, match.end()).head
        if name == "never_more"
        else None,
        reach=run.reach if back else Reach.EVER,
        reach_text=run.text if back else match[0],
        since=run.since if back else None,
        days=run.days if back else None,
        place=read_place(text[max(0, match.start() - _BEFORE) : match.start()], (), tail),
    )


def _is_record(text: str, match: re.Match[str]) -> bool:
    owner, noun = (match["owner"] or "").lower(), (match["noun"] or "").lower()
    if noun == "for" or text.startswith(" for ", match.end()):
        return False  # "a record for the time of year": of some, and not of all
    if owner in word_set("no_record", "ranks") and not (
        owner == "world" and (match["verb"] or noun in word_set("record_of", "ranks"))
    ):
        return False
    if noun in word_set("record_of", "ranks"):
        return True
    return match["verb"] is not None or bool(
        re.search(r"\ba (?:new )?$", text[: match.start("owner")] if owner else "")
    )


def _record(text: str, match: re.Match[str], periods: Sequence[Period], published: date | None) -> Rank:
    noun, owner = (match["noun"] or "").lower(), match["owner"]
    used = noun in word_set("record_of", "ranks")
    start = text.lower().index("record", match.start()) if not owner else match.start("owner")
    end = match.end() if used else text.lower().index("record", start) + len("record")
    tail = tail_of(text, end, len(text))
    run = read_run(tail, end, periods, published)
    back = run.reach in (Reach.SINCE, Reach.STRETCH, Reach.WINDOW)
    return Rank(
        text=text[start:end],
        span=Span(start, end),
        position=1,
        criterion={"high": "high", "highs": "high", "low": "low", "lows": "low"}.get(noun, any_criterion()),
        ranked=singular(noun) if used and noun not in ("high", "low", "highs", "lows") else None,
        reach=run.reach if back else Reach.EVER,
        reach_text=run.text if back else "record",
        since=run.since if back else None,
        until=run.until if back else None,
        days=run.days if back else None,
        place=read_place(text[max(0, start - _BEFORE) : start], (owner,) if owner else (), tail),
    )
