"""What looks like a time and is none: "Theresa May", "2019 people", "spring water", "the Sunday Times"."""

from __future__ import annotations

from datetime import date, datetime

from checker.facts.period_reading import Zone
from checker.facts.period_words import Token, lexicon

Tokens = tuple[Token, ...]
ENDS = ".,;:)('’–\"”!?]—"


def _low(tokens: Tokens, at: int) -> str:
    """The lower-case form of a token; empty outside the sentence."""
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _in(tokens: Tokens, at: int, name: str) -> bool:
    """Whether the token is in a word list of the lexicon."""
    return _low(tokens, at) in lexicon().sets[name]


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def zone_of(moment: datetime) -> Zone | None:
    """The zone that an ISO timestamp carries."""
    offset = moment.utcoffset()
    return Zone(offset=int(offset.total_seconds()) // 60) if offset is not None else None


def counts_next(tokens: Tokens, last: int) -> bool:
    """Whether the number just read counts what follows: "12 people", "2019 people", "5 %"."""
    after = _low(tokens, last + 1)
    return after in lexicon().sets["count_nouns"] or after == "%"


def is_part_of_word(tokens: Tokens, last: int) -> bool:
    """Whether a hyphen ties the phrase to a further word that changes it: "third quarter-final"."""
    return _low(tokens, last + 1) == "-" and _in(tokens, last + 2, "not_quarter")


def is_share(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a quarter is a share or a part of a match: "the first quarter of the vote", "third quarter mile"."""
    return _low(tokens, last + 1) == "of" or _in(tokens, last + 1, "not_quarter")


def stands_alone(tokens: Tokens, first: int, last: int) -> bool:
    """Whether "the 6th" has no noun of its own and stands where a date would."""
    before = _in(tokens, first - 1, "before_day_alone")
    after = _low(tokens, last + 1)
    return before and (not after or after in ENDS or tokens[last + 1].kind in "BiA&Jr")


def ends_feast(tokens: Tokens, last: int) -> bool:
    """Whether no noun follows that a feast only qualifies: "Christmas trees"."""
    after = _low(tokens, last + 1)
    return not after or after in ENDS or _kind(tokens, last + 1) not in "_'" or _in(tokens, last + 1, "after_feast")


def is_weekday(tokens: Tokens, at: int) -> bool:
    """Whether a weekday is one, not a newspaper, a feast or a name; abbreviations need a date or "on" beside them."""
    words = lexicon().sets
    low = tokens[at].low
    if _in(tokens, at - 1, "names_before_weekday"):
        return False
    if _in(tokens, at + 1, "names_after_weekday") and low in ("sunday", "monday", "friday", "wednesday", "saturday"):
        return False
    if low not in words["short_weekdays"]:
        return True
    around = at + 1 < len(tokens) and (
        tokens[at + 1].kind in "12omJ" or (tokens[at + 1].kind in ",." and _kind(tokens, at + 2) in "12om")
    )
    before = _low(tokens, at - 1) == "on" or _kind(tokens, at - 1) in "xcr"
    return around or (before and low not in ("sun", "sat", "wed"))


def _kind(tokens: Tokens, at: int) -> str:
    """The kind of a token; "_" outside the sentence."""
    return tokens[at].kind if 0 <= at < len(tokens) else "_"


def is_month(tokens: Tokens, at: int) -> bool:
    """Whether a month's name alone is a month: "in May" and "the May election", not "Theresa May" or "may"."""
    words = lexicon()
    low, before = tokens[at].low, _low(tokens, at - 1)
    doubtful = low in words.sets["doubtful_months"] or low in words.sets["short_months"]
    if doubtful:
        if before in words.sets["before_month"]:
            blocked = words.blocks_month.get(before)
            led = before == "by" and _low(tokens, at - 2).endswith("ed")
            return not led and (blocked is None or _low(tokens, at - 2) not in blocked)
        if _kind(tokens, at - 1) in "&J-|," and _kind(tokens, at - 2) == "m":
            return True
        if _kind(tokens, at + 1) in "J-" and _kind(tokens, at + 2) == "m":
            return True
        return low in words.sets["doubtful_months"] and _is_noun_of_month(tokens, at)
    return before in words.sets["before_month"] or not _names_person(tokens, at)


def _is_noun_of_month(tokens: Tokens, at: int) -> bool:
    """Read "its March meeting", "the May election"; not "the March on", "the March organisers"."""
    if not _in(tokens, at - 1, "before_month_noun") or at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    return after.low.isalpha() and len(after.low) > 2 and not _in(tokens, at + 1, "not_after_march")


def _names_person(tokens: Tokens, at: int) -> bool:
    """Whether "April", "June" or "August" is the first name of somebody: a capitalised word follows, none ties it."""
    given = _in(tokens, at, "given_names") and at + 1 < len(tokens)
    return given and tokens[at + 1].capital and tokens[at + 1].kind == "_"


def is_year(tokens: Tokens, at: int, *, sure: bool) -> bool:
    """Whether four digits are a year here: "in 1974", "(2019)", "the 2010 season"; not "2019 people"."""
    words = lexicon().sets
    value = int(tokens[at].value)
    before, after = _low(tokens, at - 1), _low(tokens, at + 1)
    if _kind(tokens, at + 1) in "xK" or after == "%":
        return False
    likely = 1500 <= value < 2200
    if sure or (before in words["year_before_sure"] and likely):
        return likely and not (counts_next(tokens, at) and (value < 1900 or value % 100 == 0))
    if not 1700 <= value < 2150 or counts_next(tokens, at):
        return False
    if before in words["year_before"] or (after in words["year_after_verb"] and 1900 <= value < 2100):
        return not (before in ("to", "of", "by", "for", "over", "and", "or") and value % 100 == 0 and value != 2000)
    if after in words["year_events"]:
        return True
    return before in words["year_determiners"] and 1900 <= value < 2100 and after[:1].isalpha() and after != "s"


def is_clock(tokens: Tokens, at: int) -> bool:
    """Whether "21:15" or "9:30" alone is a time of day: "at 9:30", not "won in 2:34" and not "at 9.30 a share"."""
    counted = counts_next(tokens, at) or _kind(tokens, at + 1) == "a" or _low(tokens, at + 1) in ("per", "each")
    return _in(tokens, at - 1, "before_clock") and ":" in tokens[at].low and not counted


def is_hour(tokens: Tokens, at: int) -> bool:
    """Whether a bare number can be an hour: "just after nine on Friday evening", not "on Friday by two bodies"."""
    after = _low(tokens, at + 1)
    free = not after or after in ENDS or _kind(tokens, at + 1) in "BiARWJNEtT-&"
    return free and _in(tokens, at - 1, "before_hour")


def is_surely_hour(tokens: Tokens, at: int) -> bool:
    """Whether a bare number is an hour by itself: "shortly before ten,"; not "shortly before ten of them"."""
    ends = at + 1 == len(tokens) or tokens[at + 1].low in ENDS
    return ends and _low(tokens, at - 1) in ("before", "after") and _low(tokens, at - 2) in ("shortly", "just")


def is_verb_last(tokens: Tokens, first: int) -> bool:
    """Whether "last" before a number and a unit is the verb: "will last 10 days", "to last two weeks"."""
    return tokens[first].low == "last" and _in(tokens, first - 1, "before_verb_last")


def is_change(tokens: Tokens, first: int) -> bool:
    """Whether "from A to B" tells a change, not a range: "moved from Tuesday to Friday"."""
    near = tokens[max(0, first - 4) : first]
    return any(t.low in lexicon().sets["changes"] for t in near)


def is_season(tokens: Tokens, first: int, at: int, edged: bool) -> bool:
    """Whether a season's name alone is one: "in the spring", "until the summer"; not "spring water", "the fall in"."""
    low, before = tokens[at].low, _low(tokens, first - 1)
    after = _low(tokens, at + 1)
    alone = not after or after in ENDS or _kind(tokens, at + 1) != "_" or after in ("when", "while", "as", "after")
    if low == "fall":
        return before == "in" and tokens[at - 1].kind == "t" and alone and after not in ("of", "in", "from", "to")
    if low == "spring" and not (edged or tokens[at - 1].kind == "t"):
        return False
    return edged or (before in lexicon().sets["before_season"] and tokens[at - 1].kind == "t" and alone)
