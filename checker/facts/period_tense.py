"""What the sentence says around a time expression: its relation to it, and whether it looks back or ahead.

The direction is read from the nearest verb to the left, as news puts the time after its verb, and from the nearest to
the right where the phrase opens the sentence. No parser: past forms, auxiliaries and words of planning are enough,
and a wide window of words keeps the cost of a hostile sentence linear.
"""

from __future__ import annotations

from checker.facts.period_reading import Reading
from checker.facts.period_words import Lexicon, Token, lexicon

Tokens = tuple[Token, ...]
PAST, UNKNOWN, FUTURE = -1, 0, 1
_WINDOW = 25  # tokens looked at on either side
_BOUNDS = ("by", "until", "before")
_POINTS = ("before", "after", "by")
_OPENING = 3  # tokens before a phrase that still opens its sentence: "On the night of 3 May,"
_LOOKBACK = 5  # tokens in which a relation can stand


def relation(tokens: Tokens, reading: Reading) -> tuple[str, bool, int]:
    """The word that ties the reading to its sentence, whether it is rough, and 1 or -1 for just after or before."""
    words = lexicon()
    before = [token.low for token in tokens[max(0, reading.first - _LOOKBACK) : reading.first]]
    approximate = False
    while before and (before[-1] in words.sets["approximate"] or before[-1] in ("the", "on", "at", "least")):
        if before[-1] == "at" and before[-2:-1] == ["as"]:
            break
        approximate = approximate or before[-1] in words.sets["approximate"]
        before.pop()
    nearest = before[-1] if before else ""
    for name, phrases in words.before.items():
        for phrase in phrases:
            if phrase[-1] == nearest and tuple(before[len(before) - len(phrase) :]) == phrase:
                return _checked(name, before[: len(before) - len(phrase)], tokens, reading, approximate)
    return "in", approximate, 0


def _checked(
    name: str, before: list[str], tokens: Tokens, reading: Reading, approximate: bool
) -> tuple[str, bool, int]:
    """The relation, unless it belongs to a further noun ("after Monday's vote") or only shades a clock."""
    owned = reading.last + 1 < len(tokens) and tokens[reading.last + 1].kind == "'"
    if name in ("after", "before") and before and before[-1] in lexicon().sets["just"]:
        return "in", True, 1 if name == "after" else -1
    named = reading.first > 0 and tokens[reading.first - 1].low == "the"  # "after the 2008 crash" is after it, in 2008
    if named and name in _POINTS and reading.last + 1 < len(tokens) and tokens[reading.last + 1].low.isalpha():
        return "in", approximate, 0
    if owned and name not in {"since", "as_of"}:
        return "in", approximate, 0
    return name, approximate, 0


def recurs(tokens: Tokens, reading: Reading) -> bool:
    """Whether it names no one time, or one of another context: "every Tuesday", "each August", "on the Tuesday"."""
    sets = lexicon().sets
    before = tokens[reading.first - 1].low if reading.first else ""
    if before == "the" and reading.first > 1 and reading.weekday is not None and reading.month is None:
        alone = reading.shift is None and reading.until is None and reading.number is None
        return alone and tokens[reading.first - 2].low in sets["context_before"]
    return before in sets["recurring_before"]


def direction(tokens: Tokens, reading: Reading, tie: str) -> int:
    """Whether the sentence speaks of the past or of the future where the reading stands."""
    words = lexicon()
    left = _leftward(tokens, reading.first, words)
    mark = left if left is not None else _rightward(tokens, reading, words)
    if mark is None and reading.first > 0 and tokens[reading.first - 1].low == "the":
        return PAST  # "the Jan. 6 riot"
    if mark is None:
        return FUTURE if tie in ("by", "until") or _is_appointed(tokens, reading) else UNKNOWN
    verb, ahead = mark
    if _looks_ahead(verb, ahead, tie, words) or _is_appointed(tokens, reading) or _is_put_off(verb, tokens, reading):
        return FUTURE
    # "asked for a report by Dec. 20": the verb is past and the date may lie ahead; the nearer one is meant.
    return UNKNOWN if tie in _BOUNDS and reading.month is not None and verb not in words.sets["had"] else PAST


def _looks_ahead(verb: str, ahead: bool, tie: str, words: Lexicon) -> bool:
    """Whether the verb, with an infinitive between it and the phrase or not, speaks of what is to come."""
    if verb in words.sets["future"] or verb in words.sets["calendar"]:
        return True
    if ahead and (tie == "by" or verb in words.sets["commit"]):  # "agreed to meet on Friday"
        return True
    return tie == "until" and verb not in words.sets["had"]


def _is_put_off(verb: str, tokens: Tokens, reading: Reading) -> bool:
    """Whether it is the new date of what was moved: "has slipped to the second week of November"."""
    return verb in lexicon().sets["changes"] and reading.first > 0 and tokens[reading.first - 1].low == "to"


def _is_appointed(tokens: Tokens, reading: Reading) -> bool:
    """Whether it is the day that something is put on: "called for Monday"; not "blamed for Monday's attack"."""
    owned = reading.last + 1 < len(tokens) and tokens[reading.last + 1].kind == "'"
    return reading.first > 0 and reading.weekday is not None and tokens[reading.first - 1].low == "for" and not owned


def _leftward(tokens: Tokens, first: int, words: Lexicon) -> tuple[str, bool] | None:
    """The nearest verb that tells a tense before the phrase, and whether an infinitive stands between."""
    ahead = False
    for at in range(first - 1, max(-1, first - 1 - _WINDOW), -1):
        low = tokens[at].low
        if low in words.sets["clause_stops"]:
            return None
        if low == "to" and at + 1 < first and _is_infinitive(tokens[at + 1], words):
            if tokens[at + 1].low == "be" or (at > 0 and tokens[at - 1].low in words.sets["be_to"]):
                return "will", True  # "to be followed by another in July", "was to begin on Sunday"
            ahead = True
        elif _tells(tokens, at, words):
            return low, ahead and not (at > 0 and tokens[at - 1].low == "had")
        elif ahead and low in words.sets["wants"]:
            return "will", True  # "they want to meet on 3 May"
    return None


def _rightward(tokens: Tokens, reading: Reading, words: Lexicon) -> tuple[str, bool] | None:
    """The nearest verb that tells a tense after the phrase; behind a comma only where the phrase opens the sentence."""
    opens = reading.first <= _OPENING
    for at in range(reading.last + 1, min(len(tokens), reading.last + 1 + _WINDOW)):
        if tokens[at].low in words.sets["clause_stops"] or (tokens[at].low == "," and not opens):
            return None  # "is on 3 May, police said": the saying tells nothing of the day
        if _tells(tokens, at, words):
            return tokens[at].low, False
    return None


def _is_infinitive(token: Token, words: Lexicon) -> bool:
    """Whether "to" before that token opens an infinitive, as far as its form tells."""
    return (
        token.kind == "_"
        and token.low.isalpha()
        and not token.capital
        and token.low not in words.sets["not_infinitive"]
    )


def _tells(tokens: Tokens, at: int, words: Lexicon) -> bool:
    """Whether the word tells a tense: a past form that is no passive of a plan, or a word of what is to come."""
    low = tokens[at].low
    sets = words.sets
    if low in sets["future"] or low in sets["calendar"]:
        if tokens[at].kind == "m" or (low == "could" and at + 1 < len(tokens) and tokens[at + 1].low == "not"):
            return False
        return not (low in sets["calendar"] and at > 0 and tokens[at - 1].low in sets["not_infinitive"])
    past = low in sets["past"] or (low.endswith("ed") and len(low) > 4 and low not in sets["not_past"])
    return past and not (at > 0 and tokens[at - 1].low in sets["be"])
