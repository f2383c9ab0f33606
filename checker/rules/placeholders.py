"""Placeholders in patterns: ``{money}`` for a tested expression, ``{amount:money}`` for a group that it fills.

What they stand for is data (``data/placeholders.yaml``). Braces that are no placeholder, as in ``\\d{2,4}`` or
``\\p{Lu}``, are left as they are. A pattern knows where each part of it was written, so that what is wrong with the
expression can be shown in the text of the rule.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, get_args

import yaml

from checker.registry import nearest

Read = Literal["text", "name", "quantity", "period"]
READINGS: tuple[Read, ...] = get_args(Read)

# A placeholder; before it what may hold braces that are none: an escape, a class of characters.
_PLACEHOLDER = re.compile(
    r"\\[pPNx]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(?:([A-Za-z_]\w*):)?([A-Za-z_]\w*)\}", re.DOTALL
)
_STAND_IN = "x"  # for any expression, where only the rest of a pattern is looked at
_WHOLE_GROUP = re.compile(r"\(\?P?<([A-Za-z_]\w*)>\{([A-Za-z_]\w*)\}\)")


class BadPattern(ValueError):  # noqa: N818 - it is what the pattern is
    """A pattern cannot be used: ``at`` is where in its text, in code points from 0, or None for the whole of it."""

    def __init__(self, message: str, at: int | None = None) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What a name in braces stands for."""

    name: str
    pattern: str  # without placeholders
    reads: Read
    doc: str  # one line; empty for one that only stands in others


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a written-out pattern, and where it was written."""

    start: int  # in the pattern as written out
    written: int  # in the text of the rule
    stands_for: bool  # whether a placeholder stands there


@dataclass(frozen=True, slots=True)
class Expanded:
    """A pattern with its placeholders written out."""

    source: str
    reads: Mapping[str, Read]  # what groups that hold a single placeholder are read as
    parts: tuple[Part, ...]  # ascending; the first begins at 0

    def written(self, at: int) -> int:
        """Where the code point at ``at`` of ``source`` was written; of a placeholder, where it begins."""
        part = next(p for p in reversed(self.parts) if p.start <= at)
        return part.written if part.stands_for else part.written + at - part.start


def expand(pattern: str, *, outline: bool = False) -> Expanded:
    """Write out the placeholders of a pattern; raise BadPattern for one there is not.

    With ``outline`` a single letter stands for each: what is wrong with a pattern is wrong with its outline too, which
    is compiled in a tenth of the time.
    """
    pieces: list[str] = []
    parts = [Part(0, 0, stands_for=False)]
    reads: dict[str, Read] = dict(_whole_groups(pattern))
    done = length = 0
    for match in _PLACEHOLDER.finditer(pattern):
        group, name = match[1], match[2]
        if name is None:
            continue
        found = _known(name, match.start(2))
        if group is not None:
            reads[group] = found.reads
        inside = _STAND_IN if outline else found.pattern
        # In a pattern that is written with (?x), the spaces of an expression still are spaces.
        text = f"(?P<{group}>(?-x:{inside}))" if group else f"(?-x:{inside})"
        pieces += [pattern[done : match.start()], text]
        start = length + match.start() - done
        length, done = start + len(text), match.end()
        parts += [Part(start, match.start(), stands_for=True), Part(length, done, stands_for=False)]
    return Expanded("".join([*pieces, pattern[done:]]), reads, tuple(parts))


def placeholders() -> tuple[Placeholder, ...]:
    """All there are for users, in the order of the file."""
    return tuple(p for p in _table().values() if p.doc)


def _whole_groups(pattern: str) -> Iterator[tuple[str, Read]]:
    """The groups written as ``(?P<amount>{money})``, with what they are read as."""
    for match in _WHOLE_GROUP.finditer(pattern):
        if match[2] in _table():
            yield match[1], _table()[match[2]].reads


def _known(name: str, at: int) -> Placeholder:
    found = _table().get(name)
    if found is not None:
        return found
    names = [p.name for p in placeholders()]
    near = nearest(name, names)
    hint = f"did you mean {{{near}}}?" if near else f"there are: {', '.join(f'{{{n}}}' for n in names)}"
    raise BadPattern(f"unknown placeholder {{{name[:40]}}}; {hint}", at)


@functools.cache
def _table() -> Mapping[str, Placeholder]:
    text = files("checker.rules").joinpath("data/placeholders.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(text, Loader=loader)  # noqa: S506 -- both loaders are the safe ones
    table: dict[str, Placeholder] = {}
    for name, entry in raw.items():
        pattern = _PLACEHOLDER.sub(lambda m: f"(?:{table[m[2]].pattern})" if m[2] in table else m[0], entry["pattern"])
        table[name] = Placeholder(name, pattern, entry.get("reads", "text"), entry.get("doc", ""))
    return table
