"""Regular expressions that users write: compiled once, tried on nasty texts, never left to run for ever.

The one file that imports ``regex``, which has what ``re`` has not: a time limit on each search. It counts the time of
the processor, so that a busy machine cuts off no sound pattern.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.errors import KindError
from checker.rules.pattern_text import may_explode, most_repeats, needed, probes, small_letters
from checker.rules.placeholders import BadPattern, Expanded, Read, expand
from checker.values.text import Span

if TYPE_CHECKING:
    import regex

LONGEST = 2_000  # code points of a pattern
MOST_REPEATS = 10_000  # of one piece, repetitions of repetitions multiplied: each is written out when compiled
SEARCH_SECONDS = 0.2  # of processor time for one search in one sentence
PROBE_SECONDS = 0.05  # of processor time for one search in a probe: sound patterns need a hundredth
MOST_CATCHES = 100  # in one sentence; a pattern that catches more says nothing in particular
KEPT = 4096  # searches that are remembered: a sentence stands in many pairs


@dataclass(frozen=True, slots=True)
class Finder:
    """A pattern that can be searched for. Equal where text and case are."""

    pattern: str  # as written
    ignore_case: bool
    groups: tuple[str, ...] = field(compare=False, repr=False)  # their names, in order
    reads: Mapping[str, Read] = field(compare=False, repr=False)  # of groups that hold a single placeholder
    needs: str = field(compare=False, repr=False)  # stands, case aside, in each text that holds a match; may be empty

    @property
    def compiled(self) -> regex.Pattern[str]:
        """The expression with all that its placeholders stand for, compiled when it is first needed."""
        return _compiled(self.pattern, ignore_case=self.ignore_case)


@dataclass(frozen=True, slots=True)
class Catch:
    """What one pattern caught at one place."""

    number: int  # of the pattern among those that were searched for, from 1
    groups: tuple[tuple[str, Span], ...]  # those that caught something, with the place in the text

    def span(self, group: str) -> Span | None:
        """Where that group is; None where it caught nothing."""
        return dict(self.groups).get(group)


@functools.lru_cache(maxsize=KEPT)
def finder(pattern: str, *, ignore_case: bool) -> Finder:
    """Make a pattern ready; raise BadPattern where it is none, is too long, or explodes on texts made to try it."""
    if len(pattern) > LONGEST:
        raise BadPattern(f"the pattern has {len(pattern)} characters; {LONGEST} at most")
    outline = expand(pattern, outline=True)
    if most_repeats(pattern) > MOST_REPEATS:
        raise BadPattern(f"the pattern repeats repetitions more than {MOST_REPEATS} times; lower the counts in braces")
    groups = tuple(_compile(pattern, outline, ignore_case=ignore_case).groupindex)
    made = Finder(pattern, ignore_case, groups, outline.reads, needed(pattern))
    if may_explode(pattern):
        _try_out(made)
    return made


@functools.lru_cache(maxsize=KEPT)
def _compiled(pattern: str, *, ignore_case: bool) -> regex.Pattern[str]:
    return _compile(pattern, expand(pattern), ignore_case=ignore_case)


def _compile(pattern: str, expanded: Expanded, *, ignore_case: bool) -> regex.Pattern[str]:
    import regex  # noqa: PLC0415 - 30 ms that only those pay who use patterns

    try:
        return regex.compile(expanded.source, regex.IGNORECASE if ignore_case else 0, cache_pattern=False)
    except regex.error as error:
        at = None if error.pos is None else min(expanded.written(error.pos), len(pattern))
        raise BadPattern(f"the pattern is no regular expression: {error.msg}", at) from error
    except (RecursionError, MemoryError, OverflowError) as error:
        raise BadPattern("the pattern is nested too deep; make it flatter") from error


@functools.lru_cache(maxsize=KEPT)
def search(finders: tuple[Finder, ...], text: str) -> tuple[Catch, ...]:
    """All that the patterns catch in a text, each from left to right; raise KindError where one takes too long."""
    found: list[Catch] = []
    small = small_letters(text)
    for number, one in enumerate(finders, start=1):
        if one.needs not in small:
            continue
        try:
            for match in one.compiled.finditer(text, timeout=SEARCH_SECONDS):
                spans = [(name, Span(*match.span(name))) for name in one.groups if match.span(name)[0] >= 0]
                if any(len(span) for _, span in spans):
                    found.append(Catch(number, tuple(spans)))
                if len(found) > MOST_CATCHES:
                    raise KindError(f"its patterns catch more than {MOST_CATCHES} times in one sentence; narrow them")
        except BadPattern as error:
            raise KindError(f"pattern {number} cannot be searched for: {error}") from error
        except TimeoutError as error:
            raise KindError(f"pattern {number} took more than {SEARCH_SECONDS:g} seconds on one sentence") from error
    return tuple(found)


def _try_out(made: Finder) -> None:
    """Search in texts on which bad patterns take ages; raise BadPattern at the first that is too much."""
    for probe in probes(made.pattern):
        began = time.process_time()
        try:
            for _ in made.compiled.finditer(probe, timeout=PROBE_SECONDS):
                pass
        except TimeoutError:
            shown = probe if len(probe) <= 24 else f"{probe[:24]}…"
            took = time.process_time() - began
            raise BadPattern(
                f"the pattern explodes: {took:.2f} seconds were not enough for a text of {len(probe)} characters that "
                f"begins {shown!r}; let no two repetitions take the same characters, or bound them: {{1,5}}"
            ) from None
