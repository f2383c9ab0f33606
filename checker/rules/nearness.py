"""How much of what stands near two words of two claims is the same: evidence that both answer one question."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from checker.facts.fillers import Filler
from checker.facts.lexemes import lexemes
from checker.facts.lexicon import synonym_set
from checker.facts.vocabulary import kept
from checker.rules.kind import Pair
from checker.values.claim import Claim
from checker.values.text import Document

OLD = timedelta(days=200)  # before an article: what happened then is its background
MUTUAL = -0.03  # margin from which each claim is about the other's nearest
KEPT = 512  # articles whose words are counted once, some 40 kB each: more than most events have


def nearest(x: Filler, y: Filler) -> float:
    """The nearness of the word that stands nearest to both, in [0, 1]."""
    left, right = dict(x.near), dict(y.near)
    return max((min(near, right[word]) for word, near in left.items() if word in right), default=0.0)


def rarest_near(pair: Pair, x: Filler, y: Filler) -> float:
    """As ``nearest``, a word counting less the more often either article uses it, in [0, 1]."""
    left, right = dict(x.near), dict(y.near)
    here, there = vocabulary(pair.a_document.text), vocabulary(pair.b_document.text)
    return max(
        (
            min(near, right[word]) / math.sqrt(max(1, here.get(word, 0), there.get(word, 0)))
            for word, near in left.items()
            if word in right
        ),
        default=0.0,
    )


def shared(x: Filler, y: Filler) -> float:
    """How much of what stands near the one stands near the other too, by nearness, in [0, 1]."""
    left, right = dict(x.near), dict(y.near)
    both = sum(min(near, right[word]) for word, near in left.items() if word in right)
    less = min(sum(left.values()), sum(right.values()))
    return both / less if less > 0 else 0.0


def standing(pair: Pair) -> dict[str, float]:
    """How the two claims stand to each other, beyond what grows evenly with their cosine."""
    return {
        "mutual": float(pair.features["margin"] > MUTUAL),
        "one_of_old": float(one_of_old(pair)),
    }


def one_of_old(pair: Pair) -> bool:
    """Whether just one of two claims dates what it tells long before its article: "in 2011 a train"."""
    return _of_old(pair.a, pair.a_document) is not _of_old(pair.b, pair.b_document)


def _of_old(claim: Claim, document: Document) -> bool:
    if document.published is None:
        return False
    first = datetime.combine(document.published.day - OLD, time())
    ends = [p.end.replace(tzinfo=None) for p in claim.facts.periods if p.end is not None]
    return any(end < first for end in ends) and not any(end >= first for end in ends)


@kept(KEPT)
def vocabulary(text: str) -> Mapping[str, int]:
    """How often an article uses each word, synonyms under one name."""
    return Counter(synonym_set(t.lemma) or t.lemma for t in lexemes(text) if t.is_word)
