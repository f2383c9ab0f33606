"""Words around a figure that say what it covers (data/quantity.yaml): phrases looked for near a quantity."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from importlib.resources import files

import yaml

from checker.rules.remembered import remembered
from checker.values.claim import Claim
from checker.values.quantity import Dimension, Quantity

SAID = 65_536  # texts and lists of which it is kept whether they meet: each figure is held against many others
REACH = 90  # code points on each side of a figure; beyond it a long sentence speaks of other things


@functools.lru_cache(maxsize=SAID)
def says(text: str, cue: str) -> bool:
    """Whether ``text`` holds a phrase of that list, as whole words; "bases.votes" is one list of a table."""
    return _pattern(cue).search(text) is not None


@functools.lru_cache(maxsize=SAID)
def starts_with(text: str, cue: str) -> bool:
    """Whether ``text`` begins with a phrase of that list, white space aside."""
    return _pattern(cue).match(text.lstrip()) is not None


@functools.cache
def listed(cue: str) -> frozenset[str]:
    """The phrases of that list."""
    name, _, row = cue.partition(".")
    return table(name)[row] if row else frozenset(_phrases(_raw()[name]))


@functools.cache
def table(cue: str) -> Mapping[str, frozenset[str]]:
    """A list of lists: each name with its phrases."""
    raw = _raw()[cue]
    if not isinstance(raw, Mapping):
        raise TypeError(f"data/quantity.yaml: {cue} is a list, not a table")
    return {str(name): frozenset(_phrases(value)) for name, value in raw.items()}


@remembered
def before(claim: Claim, q: Quantity) -> str:
    """The text before a figure, back to the figure before it."""
    start = q.span.start - claim.span.start
    ends = [x.span.end for x in _figures(claim) if x.span.end <= q.span.start]
    low = max(ends, default=claim.span.start) - claim.span.start
    return claim.text[max(low, start - REACH) : start]


@remembered
def after(claim: Claim, q: Quantity) -> str:
    """The text after a figure, up to the next figure that does not stand in brackets behind it."""
    end = q.span.end - claim.span.start
    starts = [x.span.start - claim.span.start for x in _figures(claim) if x.span.start >= q.span.end]
    high = next((at for at in sorted(starts) if not _in_brackets(claim.text[end:at])), len(claim.text))
    return claim.text[end : min(high, end + REACH)]


@remembered
def around(claim: Claim, q: Quantity) -> str:
    """The text that belongs to a figure: from the figure before it to the next one, the figure itself left out."""
    return f"{before(claim, q)} # {after(claim, q)}"


@remembered
def tied(claim: Claim, q: Quantity) -> str:
    """As ``around``, but the words behind an earlier figure are taken to belong to that one."""
    first = not any(x.span.end <= q.span.start for x in _figures(claim))
    return around(claim, q) if first else after(claim, q)


@remembered
def _figures(claim: Claim) -> tuple[Quantity, ...]:
    """The quantities that words can belong to: not years, nor the "first" of "first estimate"."""
    return tuple(q for q in claim.facts.quantities if q.comparable and q.dimension is not Dimension.ORDINAL)


def _in_brackets(text: str) -> bool:
    return text.count("(") > text.count(")")


@functools.cache
def _pattern(cue: str) -> re.Pattern[str]:
    longest_first = sorted(listed(cue), key=lambda phrase: (-len(phrase), phrase))
    spaced = (r"\s{1,3}".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)


def _phrases(value: object) -> tuple[str, ...]:
    return tuple(part for part in (" ".join(p.split()) for p in str(value).split(",")) if part)


@functools.cache
def _raw() -> Mapping[str, object]:
    text = files("checker.rules").joinpath("data/quantity.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw: Mapping[str, object] = yaml.load(text, Loader=loader)  # noqa: S506 -- both loaders are the safe ones
    return raw
