"""Numbers in digits and in words, of any size: "1,234", "816 000", "2½", "two and a half million", "1.2 lakh"."""

from __future__ import annotations

from checker.facts.digits import read_digits
from checker.facts.numeral_words import Form, Numeral, number_words
from checker.facts.spelled import read_half, read_share, read_spelled, read_vague
from checker.facts.tokens import Tokens, tokenize


def read_numeral(tokens: Tokens, at: int, *, money: bool = False) -> Numeral | None:
    """The number that starts at token ``at``, or None. After a currency (``money``) "5t" and "5g" have scales too."""
    if tokens.kind(at) in ("9", "½"):
        return read_digits(tokens, at, money=money)
    table, word = number_words(), tokens.word(at)
    vague = read_vague(tokens, at) if word in table.vague else None
    return vague or _in_words(tokens, at, word)


def _in_words(tokens: Tokens, at: int, word: str) -> Numeral | None:
    """The number whose first word, ``word``, stands at ``at``."""
    table, after = number_words(), tokens.word(at + 1)
    if word == "half" or (word == "quarter" and (after in table.scales or after in ("of", "a"))):
        return read_half(tokens, at)
    if word in ("a", "an"):
        return _after_article(tokens, at)
    if word in table.small or word in table.scales:
        return read_spelled(tokens, at, at)
    if word in table.ordinals:
        rank = float(table.ordinals[word])
        return Numeral(at, at + 1, rank, rank, len(str(int(rank))), 1.0, Form.ORDINAL, True)
    return None


def _after_article(tokens: Tokens, at: int) -> Numeral | None:
    """ "a hundred", "a half million", "a third"."""
    table, after = number_words(), tokens.word(at + 1)
    if after in table.scales:
        return read_spelled(tokens, at, at + 1)
    if after in ("half", "quarter") and tokens.word(at + 2) in table.scales:
        half = read_half(tokens, at + 1)
        return (
            None if half is None else Numeral(at, half.last, half.low, half.high, half.digits, half.step, written=True)
        )
    return read_share(tokens, at)


def parse_number(text: str) -> Numeral | None:
    """The one number that ``text`` is, from end to end; None where it is none or holds anything else."""
    tokens = tokenize(text.strip())
    numeral = read_numeral(tokens, 0)
    return numeral if numeral is not None and numeral.last == len(tokens) else None
