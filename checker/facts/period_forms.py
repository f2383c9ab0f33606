"""The grammar of time expressions: which sequences of token kinds are one, and who reads them.

A pattern is written in the names of ``period_words.KINDS`` and of the classes below, and runs on the shape of a
sentence. The forms of one place are tried in the order of the table, so the longer stand first. A reader may refuse
(None) what has the form and not the sense; then the next form is tried.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from checker.facts import period_calendar as calendar
from checker.facts import period_clocks as clocks
from checker.facts import period_relative as relative
from checker.facts import period_stretches as stretches
from checker.facts.period_reading import Reading
from checker.facts.period_words import KINDS, Token

Reader = Callable[[tuple[Token, ...], int, int], Reading | None]

CLASSES: dict[str, str] = {
    "DAY": "LOW HIGH ORDINAL",
    "MON": "MONTH SMALLMONTH",
    "ORD": "ORDINAL ORDWORD",
    "HOUR": "LOW HIGH",
    "NUM": "LOW HIGH PAIR NUMBER",
    "ANYUNIT": "UNIT UNITS",
    "JOIN": "DASH TO AND OR",
    "AHEAD": "IN OF ON",
}
# Parts that several forms share.
_YEAR = "DOT? (COMMA? FOUR|OF? SHIFT UNIT|COMMA? OF FOUR)"
_EDGE = "(THE? PORTION DASH? AHEAD? THE?|THE? (BOUND|STARTING) OF THE?)"  # "early", "mid-", "the end of", "late in"
_COUNT = "(A? NUMWORD (DASH NUMWORD)?|NUM|A? COUPLE OF?|A)"
_HOUR = "(HOUR|CLOCK|NUMWORD)"
_OF_YEAR = "(OF? FISCAL? UNIT? (FOUR|FY)|OF? SHIFT FISCAL? UNIT|OF THE FISCAL? UNIT)"
_DATE = f"(DAY OF? MON ({_YEAR})?|MON DOT? THE? DAY ({_YEAR})?)"
_NTH = "(ORDINAL|(NUMWORD DASH?)? ORDWORD)"  # "6th", "sixth", "twenty-first"

FORMS: tuple[tuple[str, Reader], ...] = (
    # dates
    ("ISO", calendar.iso),
    ("SLASHED", calendar.slashed),
    (f"(DAY COMMA)? DAY JOIN THE? DAY OF? MON ({_YEAR})?", calendar.days_of_month),
    (f"MON DOT? DAY JOIN THE? DAY ({_YEAR})?", calendar.days_of_month),
    (f"THE? {_NTH} JOIN THE? {_NTH} OF? MON ({_YEAR})?", calendar.days_of_month),
    (f"MON THE? {_NTH} JOIN THE? {_NTH} ({_YEAR})?", calendar.days_of_month),
    (f"THE? UNIT (OF|ENDED|STARTING) ON? {_DATE}", relative.week_of),
    (f"THE? {_COUNT}? (ANYUNIT|QUARTER) (TO|ENDED) {_EDGE}? ({_DATE}|MON ({_YEAR})?)", relative.run_up),
    (f"THE? (ORD|SHIFT) {_COUNT}? (ANYUNIT|WEEKEND) OF? ({_EDGE}? MON ({_YEAR})?|FOUR|SHIFT UNIT|THE UNIT)",
     relative.nth),
    (f"THE? {_NTH} OF MON ({_YEAR})?", calendar.day_month),
    (f"{_EDGE}? (LOW|HIGH|ORDINAL) (OF|DASH)? MON ((DASH FOUR)|({_YEAR}))?", calendar.day_month),
    (f"{_EDGE}? MON DOT? (COMMA? THE? {_NTH}|DASH? (LOW|HIGH)) (DASH FOUR|{_YEAR})?", calendar.day_month),
    (f"THE? {_NTH} OF? SHIFT UNIT", calendar.day_shifted),
    (f"THE? (ORD|SHIFT) WEEKDAY (OF|IN) (MON ({_YEAR})?|SHIFT UNIT)", relative.nth_weekday),
    (f"THE? UNIT OF MON ({_YEAR})?", calendar.month_named),
    (f"{_EDGE}? MON (DASH FOUR|{_YEAR})", calendar.month_year),
    (f"{_EDGE}? SHIFT MON", calendar.month_shifted),
    (f"{_EDGE}? MON", calendar.month),
    ("WEEKDAY (THE? ORDINAL|LOW|HIGH)", calendar.weekday_ordinal),
    ("WEEKDAY DOT? COMMA? OF? SHIFT UNIT", calendar.weekday_week),
    ("SHIFT UNIT (POSS|ON)? WEEKDAY", calendar.weekday_week),
    (f"{_EDGE}? SHIFT WEEKDAY", calendar.weekday_shifted),
    (f"{_EDGE}? WEEKDAY", calendar.weekday),
    ("(FEAST|NEW UNIT) POSS? (UNIT|EVE)? (COMMA? FOUR)?", calendar.feast),
    # years and more
    (f"{_EDGE}? YEARPAIR", calendar.year_pair),
    ("FOUR (DASH|TO|AND) FOUR", calendar.years),
    ("FISCAL UNIT? DASH? (FOUR|YEARPAIR)", stretches.fiscal_year),
    ("FOUR FISCAL UNIT", stretches.fiscal_year),
    (f"{_EDGE}? FY", stretches.fiscal_year),
    (f"{_EDGE}? THE? DECADES", stretches.decade),
    ("(THE PORTION DASH?|THE) DECADE", stretches.decade),
    (f"{_EDGE}? THE? (PORTION DASH?)? ORD DASH? UNIT", stretches.century),
    # quarters, halves, seasons
    (f"{_EDGE}? FISCAL? Q (OF? FISCAL? UNIT? (FOUR|FY)|OF? SHIFT UNIT|OF THE UNIT)?", stretches.quarter),
    ("FOUR DASH? Q", stretches.quarter),
    (f"{_EDGE}? THE? FISCAL? (ORD|SHIFT) DASH? FISCAL? QUARTER {_OF_YEAR}", stretches.quarter),
    (f"{_EDGE}? THE? FISCAL? ORD DASH? FISCAL? QUARTER", stretches.quarter),
    ("THE? (ORD|SHIFT) DASH? HALF OF (FISCAL? FOUR|SHIFT UNIT|THE UNIT)", stretches.half),
    (f"{_EDGE}? THE? SEASON OF? (FOUR|YEARPAIR|SHIFT UNIT)", stretches.season),
    (f"{_EDGE}? THE? SHIFT SEASON", stretches.season_shifted),
    (f"{_EDGE}? THE? SEASON", stretches.season),
    # around the day of publication
    (f"{_COUNT} ANYUNIT AGO", relative.ago),
    (f"{_COUNT} ANYUNIT FROM HENCE", relative.ago),
    (f"IN {_COUNT} ANYUNIT POSS? TIME", relative.ago),
    (f"{_COUNT} ANYUNIT (PORTION|AFTERWARDS)", relative.floating),
    (f"THE? (SHIFT {_COUNT} ANYUNIT|{_COUNT} SHIFT UNITS)", relative.window),
    ("(PORTION DASH?)? SHIFT DAYPART", relative.part_shifted),
    ("THE? SHIFT WEEKEND", relative.weekend),
    ("THE WEEKEND", relative.weekend),
    (f"{_EDGE}? THE? SHIFT FISCAL? (UNIT|QUARTER)", relative.shifted),
    ("THE? (BOUND|STARTING) OF THE? (UNIT|QUARTER)", relative.shifted),
    ("UNIT DASH? BOUND", relative.year_end),
    ("THE UNIT AFTERWARDS", relative.floating),
    ("NOW DAYPART?", relative.now),
    # times of day
    ("(HOUR|CLOCK|NUMWORD|POINT) DASH (HOUR|CLOCK) MERIDIEM", clocks.hours),
    (f"{_HOUR} (TO|AND) {_HOUR} MERIDIEM", clocks.hours),
    (f"{_HOUR} (TO|AND|DASH) {_HOUR} IN THE DAYPART", clocks.hours_of_part),
    (f"{_HOUR} (TO|AND|DASH) CLOCK", clocks.hours_between),
    (f"CLOCK (TO|AND|DASH) {_HOUR}", clocks.hours_between),
    ("(HOUR|NUMWORD) (TO|AND) (HOUR|NUMWORD)", clocks.hours_bare),
    ("(HOUR|CLOCK|NUMWORD) MERIDIEM", clocks.clock),
    ("(NUMBER|FOUR) MERIDIEM", clocks.glued),
    ("HOUR POINT", clocks.point),
    ("(A? QUARTER|HALF|HOUR|NUMWORD (DASH NUMWORD)?) (SHIFT|TO) (HOUR|NUMWORD|POINT)", clocks.past_hour),
    ("(HOUR|PAIR|NUMWORD (DASH NUMWORD)?) UNITS (SHIFT|TO) (HOUR|NUMWORD|POINT)", clocks.past_hour),
    ("(HOUR|NUMWORD) OCLOCK", clocks.clock),
    ("(HOUR|NUMWORD) IN THE DAYPART", clocks.hour_of_part),
    ("CLOCK", clocks.clock),
    ("(FOUR|MILITARY)", clocks.military),
    (f"{_EDGE}? FOUR", calendar.year),
    ("THE? (PORTION|SMALL) UNITS", clocks.small_hours),
    ("THE? (PORTION DASH?)? DAYPART", clocks.part_of_day),
    ("POINT", clocks.point),
    ("(HOUR|NUMWORD)", clocks.bare_hour),
    ("THE ORDINAL", calendar.day_alone),
)  # fmt: skip

LONGEST = max(len(re.findall(r"[A-Z]+", pattern)) for pattern, _ in FORMS)  # tokens: no form repeats a part of itself
KEPT = 4096  # pieces of shapes whose forms are remembered: most texts use the same few


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of kind names as a regular expression over shapes."""

    def letter(match: re.Match[str]) -> str:
        name = match.group()
        letters = [KINDS[kind] for kind in CLASSES.get(name, name).split()]
        return "[" + "".join(re.escape(one) for one in letters) + "]"

    return re.compile(re.sub(r"[A-Z]+", letter, pattern.replace("(", "(?:")).replace(" ", ""))


@functools.cache
def grammar() -> tuple[re.Pattern[str], dict[str, tuple[tuple[re.Pattern[str], Reader], ...]]]:
    """What finds the next place where some form could begin, and per first letter the forms that can begin with it."""
    forms = [(compiled(pattern), reader) for pattern, reader in FORMS]
    letters = sorted(set(KINDS.values()) - {"_"})
    begins = [_firsts(pattern.pattern)[0] for pattern, _ in forms]
    by_letter = {
        letter: tuple(form for form, firsts in zip(forms, begins, strict=True) if letter in firsts)
        for letter in letters
    }
    firsts = "".join(re.escape(letter) for letter in letters if by_letter[letter])
    return re.compile(f"[{firsts}]"), by_letter


def _firsts(pattern: str, at: int = 0) -> tuple[set[str], bool, int]:
    """The letters with which a match can begin, whether it can be empty, and where the branch list ends."""
    letters: set[str] = set()
    empty, branch_empty = False, True
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            empty, branch_empty, at = empty or branch_empty, True, at + 1
            continue
        if pattern[at] == "[":
            end = pattern.index("]", at)
            item, item_empty, at = set(pattern[at + 1 : end].replace("\\", "")), False, end + 1
        else:
            item, item_empty, at = _firsts(pattern, at + len("(?:"))
            at += 1
        if pattern[at : at + 1] == "?":
            item_empty, at = True, at + 1
        if branch_empty:
            letters |= item
        branch_empty = branch_empty and item_empty
    return letters, empty or branch_empty, at


@functools.lru_cache(maxsize=KEPT)
def _fitting(piece: str) -> tuple[tuple[int, Reader], ...]:
    """The forms that match at the beginning of ``piece``, a part of a shape: how many tokens each takes, its reader."""
    _, by_letter = grammar()
    matches = ((pattern.match(piece), reader) for pattern, reader in by_letter[piece[0]])
    return tuple((match.end(), reader) for match, reader in matches if match)


def readings(tokens: tuple[Token, ...], shape: str) -> Iterator[Reading]:
    """All readings of a sentence, from the left, none overlapping another."""
    start, _ = grammar()
    at = 0
    while found := start.search(shape, at):
        at = found.start()
        piece = shape[at : at + LONGEST].partition(KINDS["OTHER"])[0]  # no form reaches over a word that is not of time
        for length, reader in _fitting(piece):
            if reading := reader(tokens, at, at + length - 1):
                yield reading
                at += length - 1
                break
        at += 1
