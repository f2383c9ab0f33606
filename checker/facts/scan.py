"""Where the numbers of a text stand: its tokens walked once, numbers read where one may begin, then joined."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from checker.facts.atoms import Atom, read_article_unit, read_atom, triggers
from checker.facts.cells import settled
from checker.facts.context import word_set
from checker.facts.measures import Measure
from checker.facts.noise import addresses
from checker.facts.pairs import join
from checker.facts.special import multiples, read_multiple, read_none, refined
from checker.facts.tokens import Tokens
from checker.facts.units import unit_after
from checker.facts.wordlists import phrases, section

LONGEST_LIST = 40  # numbers in a row that prose may hold, "1, 2, 3 and 4 ..."
_TABLE = re.compile(rf"[9½](?:\.*[9½]){{{LONGEST_LIST},}}")
_NONE_WORDS = frozenset(("no", "none", "nobody", "not"))


def read_measures(tokens: Tokens, periods: tuple[tuple[int, int], ...]) -> list[Measure]:
    """All that is numeric in the text, in its order; ``periods`` are the (start, end) of its time expressions."""
    if "9" not in tokens.kinds and "½" not in tokens.kinds and starts().isdisjoint(tokens.words):
        return []
    return _measures(tokens, sorted((*addresses(tokens.text), *periods, *_tables(tokens))))


def _tables(tokens: Tokens) -> list[tuple[int, int]]:
    """Where ``LONGEST_LIST`` numbers or more stand with no word between, as (start, end): a table or code, no prose."""
    return [(tokens.starts[m.start()], tokens.ends[m.end() - 1]) for m in _TABLE.finditer(tokens.kinds)]


def _measures(tokens: Tokens, blocked: list[tuple[int, int]]) -> list[Measure]:
    """All numbers of the text outside ``blocked``, joined."""
    atoms: list[Atom] = []
    nones: list[Measure] = []
    at, block = 0, 0
    may_start, words, kinds = starts(), tokens.words, tokens.kinds
    while at < len(words):
        if kinds[at] not in "9½" and words[at] not in may_start:
            at += 1
            continue
        while block < len(blocked) and blocked[block][1] <= tokens.starts[at]:
            block += 1
        if block < len(blocked) and blocked[block][0] < tokens.ends[at]:
            at += 1
            continue
        read = _read_at(tokens, at)
        if isinstance(read, Atom):
            if atoms and read.first < atoms[-1].last:
                atoms[-1] = replace(atoms[-1], last=atoms[-1].numeral.last, unit=None)  # "40 $ 50": one dollar sign
            atoms.append(read)
        elif read is not None:
            nones.append(read)
        at = max(at + 1, read.last) if read else at + 1
    measures = [refined(tokens, m) for m in join(tokens, settled(tokens, atoms))]
    return sorted((*measures, *nones), key=lambda m: m.first) if nones else measures


def _read_at(tokens: Tokens, at: int) -> Atom | Measure | None:
    word = tokens.words[at]
    if word in _NONE_WORDS:
        return read_none(tokens, at)
    multiple = multiples().get(word)
    if multiple is not None:
        return read_multiple(at, multiple[0])
    if word in ("a", "an", "one") and tokens.is_word(at + 1):
        found = read_article_unit(tokens, at)
        if found is not None:
            return found
    if word == "one" and _idle_one(tokens, at):
        return None
    return read_atom(tokens, at)


def _idle_one(tokens: Tokens, at: int) -> bool:
    """Whether "one" is a pronoun or part of an idiom."""
    pronoun = tokens.word(at - 1) in word_set("one_not_after", "numerals") and tokens.word(at + 1) != "of"
    if tokens.word(at + 1) == "of" and tokens.word(at - 1) in ("every", "each"):
        return True  # "every one of the 40 workers": of all
    if pronoun and unit_after(tokens, at + 1) is None:
        return True
    return any(tokens.follows(at - idiom.index("one"), idiom) for idiom in _one_idioms())


@functools.cache
def _one_idioms() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in phrases(section("numerals", "one_idioms")))


@functools.cache
def starts() -> frozenset[str]:
    """The words at which something numeric may begin."""
    return triggers() | multiples().keys() | _NONE_WORDS
