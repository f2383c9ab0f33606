"""Whether a word such as "claim", "reports" or "estimates" is a noun where it stands."""

from __future__ import annotations

from checker.facts.finite import has_finite, is_finite
from checker.facts.reporting import Words, group
from checker.facts.speakers import is_boundary

BEFORE_ASIDE = frozenset({",", "”", '"', "’", "'", "—", "–", "as"})
_REACH = 12  # words looked back to the beginning of a phrase


def is_noun(words: Words, i: int) -> bool:
    """Whether a form that is a noun as well stands as one: "official estimates", "claims of", "reports put"."""
    after, before = words.at(i + 1), words.at(i - 1)
    if before in ("has", "have", "had"):
        return False
    if not words.at(i).endswith(("s", "ed")) and not _is_plural(words, i):
        return True  # "their claim"
    if before in group("adjectives_before") or before.endswith(("'s", "’s", "al")) or is_boundary(words, i - 1):
        return True
    if after in (",", ".", ""):
        return not _is_aside(words, i)
    return after in group("not_after_noun") or (is_finite(after) and not words.is_capital(i + 1))


def _is_plural(words: Words, i: int) -> bool:
    """Whether the subject of a verb without -s at ``i`` is a plural: "analysts say", "analysts at the bank say"."""
    near = (words.at(i - 1), words.at(_run_start(words, i)))
    return any(word.endswith("s") or word in group("plurals") for word in near)


def _is_aside(words: Words, i: int) -> bool:
    """Whether the words back from ``i`` to the nearest sign are a mere noun phrase: ", the ministry estimates,"."""
    first = _run_start(words, i)
    return words.at(first - 1) in BEFORE_ASIDE and not has_finite(words.lower[first:i])


def _run_start(words: Words, i: int) -> int:
    """Where the words before ``i`` begin that no sign parts from it."""
    first = i
    while first > 0 and i - first < _REACH and not is_boundary(words, first - 1):
        first -= 1
    return first
