"""What can be told of a regular expression from its text alone, before it runs.

What it must contain, so that most sentences need no search; whether it may explode, and texts that show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

FIRST = 5  # literals of a pattern that probes are built from
FEW = 3  # repetitions that do not add up
MANY_OPTIONAL = 8  # parts that may be left out; each doubles the ways to read a text

_UNITS = ("a", "A", "1", " ", "a ", "Aa ", "1,", "1 ", "-", ".", ", ", "_")  # what probes repeat
_SIZES = (40, 500)  # code points: the first shows what doubles with each, the second what grows with a high power
_SIGNS = "\\()[]{}|*+?.^$"
_REPEATED = "*+?{"
_VERBOSE = re.compile(r"\(\?[a-zA-Z0-9]*x")  # spaces are then no part of the pattern
_CALLS = ("(?R", "(?&", "(?P>", "(?0", "(?1", "<=", "{,")  # recursion, fuzzy matching, open counts


def needed(pattern: str) -> str:
    """The longest text that stands in every match, in small letters; empty where none is sure to.

    Only what stands outside all groups counts, and nothing where the whole pattern is a choice.
    """
    if _VERBOSE.search(pattern):
        return ""
    best, run, depth, at = "", "", 0, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "|" and depth == 0:
            return ""
        plain = char not in _SIGNS and depth == 0
        if plain:
            run += char
        else:
            best = max(best, run[:-1] if char in _REPEATED else run, key=len)
            run = ""
        depth += (char == "(") - (char == ")")
        at = at + 1 if plain or char in "()" else max(_skip(pattern, at), at + 1)
    return small_letters(max(best, run, key=len))


def small_letters(text: str) -> str:
    """A text such that two which match each other without regard to case share their letters, Turkish ones included."""
    return text.casefold().replace("ı", "i").replace("\u0307", "")


def may_explode(pattern: str) -> bool:
    """Whether parts of it may be repeated in more than one way; of most patterns the text shows that they are not."""
    if any(call in pattern for call in _CALLS) or pattern.count("?") > MANY_OPTIONAL:
        return True
    without_escapes = re.sub(r"\\.", "x", pattern)
    open_ended = len(re.findall(r"[*+]", without_escapes)) + sum(high is None for _, high in _counts(pattern))
    grouped = ")*" in without_escapes or ")+" in without_escapes
    counted = any(high is not None and high > FEW for _, high in _counts(pattern))
    return grouped or open_ended > 1 or counted


def most_repeats(pattern: str) -> int:
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


def probes(pattern: str) -> Iterator[str]:
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
        if skipped == at and char not in _SIGNS:
            run += char
            at += 1
            continue
        if run and char in _REPEATED:
            repeated.append(run[-1])
            run = run[:-1]
        found.append(run)
        run, at = "", max(skipped, at + 1)
    return [one for one in dict.fromkeys([*found, run]) if one.strip()][:FIRST], repeated[:FIRST]


def _skip(pattern: str, at: int) -> int:
    """Past an escape, a class, a count or the head of a group that begins at ``at``; ``at`` where none does."""
    if pattern[at] == "\\":
        braced = pattern[at + 1 : at + 3] in ("p{", "P{", "N{", "x{")
        end = pattern.find("}", at) if braced else -1
        return end + 1 if end >= 0 else at + 2
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
