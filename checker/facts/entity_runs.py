"""Runs of capitalised words: where names can stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.facts.entity_sorts import looks_like_acronym, word_set
from checker.facts.gazetteer import match_name
from checker.facts.lexemes import Token, lexemes
from checker.facts.lexicon import calendar, is_common, stopwords

_TITLE_CASE = 0.85  # this share of the longer words has a capital: a headline in Title Case or ALL CAPS
_LONG = 4  # letters: "of", "for" and "the" stay small in Title Case
_FEWEST = 4  # longer words a text needs before the share of capitals says anything
LONGEST_RUN = 32  # tokens: no name is as long; a longer run of capitals is read in pieces, none is left out
LONGEST_TOWN = 4  # words
LONGEST_DATELINE = 14  # tokens between the town and the dash: country, day, agency
_AFTER_TOWN = frozenset(",(-–—")
_JOINTS = frozenset({"of", "for", "on", "and", "the", "&"})
_ARTICLE_PREFIXES = ("al-", "el-", "d'", "d’", "bin-")


class Run(NamedTuple):
    """The tokens ``[start, end)``."""

    start: int
    end: int


def is_title_case(text: str) -> bool:
    """Whether capitals tell little here: a headline In Title Case or IN CAPITALS."""
    if text.rstrip().endswith(".") and not text.isupper():  # headlines have no full stop
        return False
    longer = [token for token in lexemes(text) if token.is_word and len(token.text) >= _LONG]
    if len(longer) < _FEWEST:
        return False
    everyday = [token for token in longer if is_common(token.lower)]
    capitals = sum(token.capital for token in everyday)
    return len(everyday) > 1 and capitals >= _TITLE_CASE * len(everyday)


def dateline_end(tokens: Sequence[Token]) -> int:
    """Where the town that opens a report ends, "PORT MARTIN, May 3 -"; 0 where none does."""
    end = 0
    while end < len(tokens) and tokens[end].is_word and tokens[end].text.isupper() and len(tokens[end].text) > 1:
        end += 1
    if not 0 < end <= LONGEST_TOWN or end == len(tokens) or tokens[end].text not in _AFTER_TOWN:
        return 0
    ahead = tokens[end : end + LONGEST_DATELINE]
    dashes = [at for at, token in enumerate(ahead) if token.text in ("-", "–", "—")]
    return end if dashes else 0


def capital_run(tokens: Sequence[Token], start: int, *, headline: bool) -> Run | None:
    """The run of capitalised words that begins at ``start``, joined by "of", particles and the dots of titles."""
    if not _may_be_name(tokens, start, headline=headline):
        return None
    end = start + 1
    while end < min(len(tokens), start + LONGEST_RUN):
        onward = _step(tokens, start, end, headline=headline)
        if onward is None:
            break
        end = onward
    return Run(start, end)


def _step(tokens: Sequence[Token], start: int, end: int, *, headline: bool) -> int | None:
    """One token or joint further; None where the run ends."""
    if _may_be_name(tokens, end, headline=headline):
        return end + 1
    for width in (1, 2):  # joints: "of", "of the", "van der", "."
        after = end + width
        if after >= len(tokens) or not _may_be_name(tokens, after, headline=headline):
            continue
        if _joins(tokens, start, end, after):
            return after + 1
    return None


def _joins(tokens: Sequence[Token], start: int, end: int, after: int) -> bool:
    """Whether the tokens ``[end, after)`` join the capitals before and behind them into one name."""
    between = [token.lower for token in tokens[end:after]]
    before = tokens[end - 1]
    if all(word in word_set("particles") for word in between):
        return True
    if between == ["."]:
        return len(before.text) == 1 or before.lower in word_set("titles")
    if not all(word in _JOINTS for word in between):
        return False
    return between == ["&"] or _joins_organisation(tokens, start, end, after)


def _joins_organisation(tokens: Sequence[Token], start: int, end: int, after: int) -> bool:
    """Whether "of", "for", "on" or "and" goes on with an organisation's name, or stands inside a known name."""
    cues, joint = word_set("organisations"), tokens[end].lower
    headed = any(token.lower in cues for token in tokens[start:end])
    if joint == "on":  # "Agency for Research on Cancer", "Committee on Trade"
        return headed and (
            tokens[end - 1].lower in cues or any(token.lower in ("of", "for") for token in tokens[start:end])
        )
    if joint in ("of", "for"):
        return headed or _known_across(tokens, start, end)
    if after > end + 1:
        return False
    tail = tokens[after + 1].lower if after + 1 < len(tokens) else ""
    if tail in cues and start == end - 1:  # "Food and Drug Administration", not "Zorb Rovers and Karvo City"
        return True
    return _known_across(tokens, start, end) or (headed and _heads(tokens, start, end))


def _heads(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a body's first word and "of" stand before: "Ministry of Health" goes on with "and Sport"."""
    return any(token.lower in ("of", "for") for token in tokens[start:end])


def _known_across(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a known name spans the joint at ``end``: "Bosnia and Herzegovina"."""
    names = (match_name(tokens, at) for at in range(max(start, end - 3), end))
    return any(name is not None and name[0] > end for name in names)


def _may_be_name(tokens: Sequence[Token], at: int, *, headline: bool) -> bool:
    token = tokens[at]
    lower = token.lower
    if not token.is_word or not _has_capital(token) or lower in word_set("never") or _is_letter(tokens, at):
        return False
    if lower in calendar():
        return _is_given_month(tokens, at)
    name = match_name(tokens, at)
    if name is not None:
        return not headline or not is_common(lower) or name[0] > at + 1 or looks_like_acronym(token.text)
    if lower in stopwords() or (token.text.isupper() and _in_shouting(tokens, at)):
        return False
    return not headline or not is_common(lower) or lower in word_set("given") or _shouted(tokens, token)


def _is_letter(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single letter stands there that is no initial of a name: the C of "C$5m"."""
    return len(tokens[at].text) == 1 and (at + 1 == len(tokens) or tokens[at + 1].text != ".")


def _in_shouting(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word in capitals is one, or stands beside one, that is an everyday word: "DIET POP CAUSES"."""
    around = (token for token in tokens[max(at - 1, 0) : at + 2] if token.text.isupper() and len(token.text) > 1)
    return any(is_common(token.lower) and match_name((token,), 0) is None for token in around)


def _shouted(tokens: Sequence[Token], token: Token) -> bool:
    """Whether an acronym stands out of a headline that is not all in capitals."""
    return looks_like_acronym(token.text) and not all(other.text.isupper() for other in tokens if other.is_word)


def _has_capital(token: Token) -> bool:
    if token.capital:
        return True
    return token.lower.startswith(_ARTICLE_PREFIXES) and any(char.isupper() for char in token.text[2:5])


def _is_given_month(tokens: Sequence[Token], at: int) -> bool:
    """Whether "May" or "April" is part of a person's name: after a given name or a title."""
    if not at or tokens[at].lower not in ("may", "april", "june", "august", "march"):
        return False
    before = tokens[at - 1]
    return before.capital and before.lower in word_set("given") | word_set("titles") and before.lower != "march"
