"""Who does what to whom, each verb of a sentence as one frame: "Arden sued Dorn", "Dorn was sued by Arden".

Passives are turned, and verbs told of the other side are put under one name: "lost to" is "beat" told of the loser. A
way is a frame too, with its two ends: "from Arden to Dorn". Built on ``clauses``, which reads without a parser.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.facts.clause_subjects import subject_of
from checker.facts.clauses import roles
from checker.facts.happenings import is_verbal
from checker.facts.lexemes import Phrases, Token, lexemes
from checker.facts.lexicon import is_verb, synonym_set
from checker.facts.noun_phrases import Noun, noun_right, relation, words_of
from checker.facts.vocabulary import kept
from checker.facts.wordlists import mapping, phrases, section, words
from checker.values.text import Span

KEPT = 16384  # sentences whose frames are kept: each is compared with many others
PARTY = 9  # tokens behind a verb in which "to", "from" or "by" is looked for
WAY = 6  # tokens between the two ends of a way
BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
ONE = 0.7  # from this likeness two phrases name one thing


@dataclass(frozen=True, slots=True)
class Frame:
    """One deed, as far as the clause tells. The span is that of its verb in the text."""

    deed: str  # the verb's lemma, or the name of its group; "way" of a way
    doer: Noun
    undergoer: Noun
    span: Span
    turned: bool  # passive, or told of the other side


@kept(KEPT)
def find_frames(text: str) -> tuple[Frame, ...]:
    """The frames of a sentence in its order: those of which both sides are named."""
    tokens = lexemes(text)
    found = [*_of_verbs(tokens), *_ways(tokens)]
    return tuple(sorted(found, key=lambda frame: frame.span))


def reversal(a: Frame, b: Frame) -> float | None:
    """How surely both tell one deed with its sides exchanged, in (0, 1]; None where they do not."""
    if a.deed != b.deed or _is_one(a.doer, b.doer) or _is_one(a.undergoer, b.undergoer):
        return None
    crossed = relation(a.doer, b.undergoer), relation(a.undergoer, b.doer)
    if crossed[0] is None or crossed[1] is None:
        return None
    return min(crossed[0], crossed[1]) if min(crossed[0], crossed[1]) >= ONE else None


def _is_one(a: Noun, b: Noun) -> bool:
    likeness = relation(a, b)
    return likeness is not None and likeness > 0


def _of_verbs(tokens: Sequence[Token]) -> Iterator[Frame]:
    deeds = {first: (end, name) for first, end, name in _deeds().find(tokens)}
    past = 0
    for at, token in enumerate(tokens):
        if at < past or not (is_verbal(tokens, at) or (at in deeds and is_verb(token.lower))):
            continue
        end, name = deeds.get(at, (at + 1, synonym_set(token.lemma) or token.lemma))
        if token.lemma in _words("mutual"):
            continue
        past = end
        frame = _frame(tokens, at, end, name)
        if frame is not None:
            yield frame


def _frame(tokens: Sequence[Token], first: int, end: int, name: str) -> Frame | None:
    """The frame of the verb at [first, end); of a verb with "to" or "from" its other party is the other side."""
    said = roles(tokens, first, end)
    agent = _behind(tokens, end, "by") if first and tokens[first - 1].lower in BE else None
    if (said.use not in ("verb", "passive") and agent is None) or said.unreal or _is_noun(tokens, first):
        return None
    span = Span(tokens[first].start, tokens[end - 1].end)
    if agent is not None:
        subject = subject_of(tokens, first)
        return Frame(name, agent, subject, span, turned=True) if subject else None
    subject, thing = said.said_of
    for preposition in ("to", "from", "for"):
        key = f"{tokens[first].lemma} {preposition}"
        if key not in _other_sides():
            continue
        party = _behind(tokens, end, preposition)
        deed, turned = _other_sides()[key]
        if party is not None and subject is not None and said.use == "verb":
            return Frame(deed, *((party, subject) if turned else (subject, party)), span, turned)
    if said.use == "passive":
        return None
    if thing is None:
        subject, thing = subject_of(tokens, first), _noun(tokens, end)
    elif thing.sort == "name":  # without "in the final", which both sides would share
        alone = _noun(tokens, end)
        thing = alone if alone is not None and alone.head == thing.head else thing
    return Frame(name, subject, thing, span, turned=False) if subject and thing else None


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word before shows a noun: "the biggest cut"."""
    before = tokens[at - 1].lower if at else ""
    return before in words_of("determiners") or before.endswith("est")


def _noun(tokens: Sequence[Token], at: int) -> Noun | None:
    """The phrase that begins at ``at``; a name without what only stands behind it: "United 2-0", "Tarn last year"."""
    end = at
    while end < len(tokens) and (tokens[end].capital or (end == at and tokens[end].lower in words_of("determiners"))):
        end += 1
    named = end > at and tokens[end - 1].capital
    return noun_right(tokens[:end] if named else tokens, at)


def _behind(tokens: Sequence[Token], end: int, preposition: str) -> Noun | None:
    for at in range(end, min(len(tokens) - 1, end + PARTY)):
        if tokens[at].text in ",;:." or is_verbal(tokens, at):
            return None
        if tokens[at].lower == preposition:
            return _noun(tokens, at + 1)
    return None


def _ways(tokens: Sequence[Token]) -> Iterator[Frame]:
    """The ways: "from Arden to Dorn", "bound for Dorn from Arden"."""
    for at, token in enumerate(tokens[:-1]):
        if token.lower not in _words("origins") | _words("goals") or not tokens[at + 1].capital:
            continue
        for other in range(at + 2, min(len(tokens) - 1, at + WAY)):
            pair = {token.lower, tokens[other].lower}
            if pair & _words("origins") and pair & _words("goals") and tokens[other + 1].capital:
                one, two = noun_right(tokens, at + 1, chain=1), noun_right(tokens, other + 1, chain=1)
                if one is not None and two is not None:
                    turned = token.lower in _words("goals")
                    span = Span(token.start, tokens[other + 1].end)
                    yield Frame("way", *((two, one) if turned else (one, two)), span, turned)
                break
            if tokens[other].text in ",;:.":
                break


@functools.cache
def _deeds() -> Phrases[str]:
    groups = mapping(section("frames", "deeds"), "frames.yaml deeds")
    return Phrases((phrase, name) for name, listed in groups.items() for phrase in phrases(listed))


@functools.cache
def _other_sides() -> dict[str, tuple[str, bool]]:
    """Verbs with their preposition to the name of the deed, and whether the sides are exchanged."""
    table = {}
    for plain, turned in mapping(section("frames", "converse"), "frames.yaml converse").items():
        table[plain] = (plain, False)
        table[str(turned)] = (plain, True)
    return table


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(words(section("frames", name)))
