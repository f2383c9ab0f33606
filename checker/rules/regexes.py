"""Regular expressions that users write: compiled once, tried on nasty texts, never left to run for ever.

The one file that imports ``regex``, which has what ``re`` has not: a time limit on each search. It counts the time of
the processor, so that a busy machine cuts off no sound pattern.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.errors import KindError
from checker.rules.placeholders import BadPattern, Expanded, Read, expand
from checker.values.text import Span

if TYPE_CHECKING:
    import regex

LONGEST = 2_000  # code points of a pattern
MOST_REPEATS = 10_000  # of one piece, repetitions of repetitions multiplied: each is written out when compiled
SEARCH_SECONDS = 0.2  # of processor time for one search in one sentence
PROBE_SECONDS = 0.05  # of processor time for one search in a probe: sound patterns need a hundredth
MOST_CATCHES = 100  # in one sentence; a pattern that catches more says nothing in particular
FIRST = 5  # literals of a pattern that probes are built from
KEPT = 4096  # searches that are remembered: a sentence stands in many pairs

_UNITS = ("a", "A", "1", " ", "a ", "Aa ", "1,", "1 ", "-", ".", ", ", "_")  # what probes repeat
_SIZES = (40, 500)  # code points: the first shows what doubles with each, the second what grows with a high power


@dataclass(frozen=True, slots=True)
class Finder:
    """A pattern that is ready to search. Equal where text and case are."""

    pattern: str  # as written
    ignore_case: bool
    expanded: Expanded = field(compare=False, repr=False)
    compiled: regex.Pattern[str] = field(compare=False, repr=False)

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of its groups, in order."""
        return tuple(self.compiled.groupindex)

    def reads(self, group: str) -> Read | None:
        """What a group that holds a single placeholder is read as; None for any other group."""
        return self.expanded.reads.get(group)


@dataclass(frozen=True, slots=True)
class Catch:
    """What one pattern caught at one place."""

    number: int  # of the pattern among those that were searched for, from 1
    groups: tuple[tuple[str, Span], ...]  # those that caught something, with the place in the text

    def span(self, group: str) -> Span | None:
        """Where that group is; None where it caught nothing."""
        return dict(self.groups).get(group)


@functools.lru_cache(maxsize=KEPT)
def compiled(pattern: str, *, ignore_case: bool) -> Finder:
    """Make a pattern ready; raise BadPattern where it is none, is too long, or explodes on texts made to try it."""
    import regex  # noqa: PLC0415 - 30 ms that only those pay who use patterns

    if len(pattern) > LONGEST:
        raise BadPattern(f"the pattern has {len(pattern)} characters; {LONGEST} at most")
    expanded = expand(pattern)
    if _repeats(pattern) > MOST_REPEATS:
        raise BadPattern(f"the pattern repeats repetitions more than {MOST_REPEATS} times; lower the counts in braces")
    try:
        made = regex.compile(expanded.source, regex.IGNORECASE if ignore_case else 0, cache_pattern=False)
    except regex.error as error:
        at = None if error.pos is None else min(expanded.written(error.pos), len(pattern))
        raise BadPattern(f"the pattern is no regular expression: {error.msg}", at) from error
    except (RecursionError, MemoryError, OverflowError) as error:
        raise BadPattern("the pattern is nested too deep; make it flatter") from error
    finder = Finder(pattern, ignore_case, expanded, made)
    if _may_explode(pattern):
        _try_out(finder)
    return finder


@functools.lru_cache(maxsize=KEPT)
def search(finders: tuple[Finder, ...], text: str) -> tuple[Catch, ...]:
    """All that the patterns catch in a text, each from left to right; raise KindError where one takes too long."""
    found: list[Catch] = []
    for number, finder in enumerate(finders, start=1):
        try:
            for match in finder.compiled.finditer(text, timeout=SEARCH_SECONDS):
                spans = [(name, Span(*match.span(name))) for name in finder.groups if match.span(name)[0] >= 0]
                if any(len(span) for _, span in spans):
                    found.append(Catch(number, tuple(spans)))
                if len(found) > MOST_CATCHES:
                    raise KindError(f"its patterns catch more than {MOST_CATCHES} times in one sentence; narrow them")
        except TimeoutError as error:
            raise KindError(f"pattern {number} took more than {SEARCH_SECONDS:g} seconds on one sentence") from error
    return tuple(found)


def _may_explode(pattern: str) -> bool:
    """Whether anything in it may be repeated without a bound, often, or by calling itself; most patterns have none."""
    marks = any(mark in pattern for mark in ("*", "+", "(?R", "(?&", "(?P>", "(?0", "(?1", "<=", "{,"))
    return marks or any(high is None or high > 3 for _, high in _counts(pattern)) or pattern.count("?") > 8


def _try_out(finder: Finder) -> None:
    """Search in texts on which bad patterns take ages; raise BadPattern at the first that is too much."""
    for probe in _probes(finder.pattern):
        began = time.process_time()
        try:
            for _ in finder.compiled.finditer(probe, timeout=PROBE_SECONDS):
                pass
        except TimeoutError:
            shown = probe if len(probe) <= 24 else f"{probe[:24]}…"
            took = time.process_time() - began
            raise BadPattern(
                f"the pattern explodes: {took:.2f} seconds were not enough for a text of {len(probe)} characters that "
                f"begins {shown!r}; let no two repetitions take the same characters, or bound them: {{1,5}}"
            ) from None


def _probes(pattern: str) -> Iterator[str]:
    """Long runs of one thing behind what leads there in the pattern, each followed by what it is looking for."""
    literals, repeated = _literals(pattern)
    tail = "\n" + " ".join(literals)
    heads = ["".join(literals[:n]) for n in range(len(literals) + 1)]
    units = dict.fromkeys((*_UNITS, *repeated, *literals, *(f"{one} " for one in literals)))
    for size in _SIZES:
        for unit in units:
            run = unit * (size // len(unit))
            for head in heads:
                yield f"{head}{run}!{tail}"


def _literals(pattern: str) -> tuple[Sequence[str], Sequence[str]]:
    """The first runs of letters, digits and plain signs in a pattern, as far as it is easy to tell, in order.

    Beside them the single characters that are repeated: they need not stand in a text that matches.
    """
    found: list[str] = []
    repeated: list[str] = []
    run, at = "", 0
    while at < len(pattern):
        char = pattern[at]
        skipped = _skip(pattern, at)
        if skipped == at and char not in "\\()[]{}|*+?.^$":
            run += char
            at += 1
            continue
        if run and char in "*+?{":
            repeated.append(run[-1])
            run = run[:-1]
        found.append(run)
        run, at = "", max(skipped, at + 1)
    return [one for one in dict.fromkeys([*found, run]) if one.strip()][:FIRST], repeated[:FIRST]


def _skip(pattern: str, at: int) -> int:
    """Past an escape, a class, a count or the head of a group that begins at ``at``; ``at`` where none does."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "[":
        end = at + (3 if pattern.startswith("[^", at) else 2)
        while end < len(pattern) and pattern[end - 1] != "]":
            end += 2 if pattern[end - 1] == "\\" else 1
        return end
    if pattern[at] == "{":
        end = pattern.find("}", at)
        return end + 1 if end >= 0 else at
    if pattern.startswith(("(?P<", "(?<"), at) and pattern[at + 3 : at + 4] not in ("=", "!"):
        end = pattern.find(">", at)
        return end + 1 if end >= 0 else at
    return at + 3 if pattern.startswith("(?", at) else at


def _counts(pattern: str) -> Iterator[tuple[int, int | None]]:
    """Each ``{3,5}`` of a pattern: where it begins, and its higher number, None where it has none."""
    at = pattern.find("{")
    while at >= 0:
        low, comma, high = pattern[at + 1 : pattern.find("}", at)].partition(",")
        if low.isdecimal() and (high.isdecimal() or not high):
            yield at, int((high or low)[:9]) if high or not comma else None
        at = pattern.find("{", at + 1)


def _repeats(pattern: str) -> int:
    """How often the most repeated piece of a pattern is repeated at most, counts inside counts multiplied."""
    counts = dict(_counts(pattern))
    inside, worst, at = [1], 1, 0  # per open group: the most that anything in it is repeated
    while at < len(pattern):
        char = pattern[at]
        closed = inside.pop() if char == ")" and len(inside) > 1 else 1
        inside += [1] if char == "(" else []
        after = _skip(pattern, at) if char in "\\[" else at + 1
        times = counts.get(after) or 1
        inside[-1] = max(inside[-1], closed * times)
        worst = max(worst, inside[-1])
        at = after
    return worst
