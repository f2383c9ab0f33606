"""Two bare numbers that are a part and its whole, "nine out of ten", or the two sides of a score, "2-1"."""

from __future__ import annotations

from checker.facts.atoms import Atom
from checker.facts.context import near, word_set
from checker.facts.measures import Measure
from checker.facts.nouns import ends_phrase, is_participle
from checker.facts.numeral_words import SHARE_STEP, Form
from checker.facts.tokens import Tokens
from checker.facts.units import SHARE

FIRST_YEAR, LAST_YEAR = 1500, 2199
_ROUND_WHOLES = (2, 3, 4, 5, 6, 8, 10, 20, 100, 1000)  # "one in five" is said for anything near 20 percent
_LARGEST_PART = 20  # "3 in 10"; "300 in 500" is none
_LARGEST_SIDE = 1000  # of a score or a vote


def is_bare(atom: Atom) -> bool:
    """Whether the atom is digits alone: no unit, no separators, no words."""
    return atom.unit is None and not atom.numeral.grouped and not atom.numeral.written


def is_yearlike(atom: Atom) -> bool:
    """Whether the atom may be a year."""
    return is_bare(atom) and FIRST_YEAR <= atom.low <= LAST_YEAR and atom.numeral.digits <= 4


def read_part(tokens: Tokens, a: Atom, b: Atom, gap: tuple[str, ...]) -> Measure | None:
    """ "one in three", "nine out of ten", "5 of 12", "one borrower in three": a part of a whole, bare numbers both."""
    if a.unit or b.unit or a.numeral.grouped or a.negative or not 0 < a.low < b.low or a.low != a.high:
        return None
    noun = -1
    if a.numeral.written and tokens.is_word(a.last) and not ends_phrase(gap[0]) and gap[1:2] in (("in",), ("out",)):
        if _counts_on(tokens, b.last):
            return None  # "two goals in three games"
        noun, gap = a.last, gap[1:]
    kind = tuple(w for w in gap if w not in ("every", "-", "just", "only"))
    if kind not in (("in",), ("out", "of"), ("of",)) or is_yearlike(b):
        return None
    mixed = a.numeral.written != b.numeral.written and b.low not in _ROUND_WHOLES and a.low > 1
    if kind == ("in",) and (a.low > _LARGEST_PART or mixed):
        return None
    exact = kind == ("of",) or b.low not in _ROUND_WHOLES
    step = min(1 / b.low, SHARE_STEP) if exact else SHARE_STEP
    whole, part = (b.low, b.high), a.low / b.low
    digits, written = 2 if exact else 1, a.numeral.written
    return Measure(
        a.first, b.last, part, part, SHARE, digits, step, Form.FRACTION, second=whole, noun=noun, written=written
    )


def _counts_on(tokens: Tokens, at: int) -> bool:
    """Whether a noun that the second number counts stands at ``at``."""
    word = tokens.word(at)
    return tokens.is_word(at) and not ends_phrase(word) and not is_participle(word)


def read_score(tokens: Tokens, a: Atom, b: Atom) -> Measure | None:
    """ "2-1", "52-48": two small bare numbers with a hyphen that fall, or stand beside a word of games and votes."""
    bare = is_bare(a) and is_bare(b) and not is_yearlike(a) and not a.negative
    whole = a.low % 1 == 0 and b.low % 1 == 0 and max(a.low, b.low) < _LARGEST_SIDE
    alone = tokens.word(b.last) != "-" and tokens.word(a.first - 1) != "-"
    if not (bare and whole and alone and tokens.glued(b.first) and tokens.glued(a.last)):
        return None
    if a.low <= b.low and not near(tokens, a.first, b.last, "scores_near"):
        return None
    return _score(a, b)


def read_votes(tokens: Tokens, a: Atom, b: Atom, gap: tuple[str, ...]) -> Measure | None:
    """ "61 votes to 39", "voted 61 to 39", "by a vote of 61 to 39"."""
    if gap not in (("to",), ("votes", "to"), ("votes", "against")):
        return None
    whole = a.low % 1 == 0 and b.low % 1 == 0 and max(a.low, b.low) < _LARGEST_SIDE
    if not whole or a.unit is not None or b.unit is not None or a.negative:
        return None
    said = len(gap) == 2 or not word_set("votes_before").isdisjoint(tokens.words[max(0, a.first - 2) : a.first])
    return _score(a, b) if said else None


def _score(a: Atom, b: Atom) -> Measure:
    other = (b.low, b.high)
    return Measure(a.first, b.last, a.low, a.high, None, a.numeral.digits, 1.0, Form.CARDINAL, second=other, score=True)
