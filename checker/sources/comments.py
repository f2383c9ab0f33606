"""Comments by which an editor switches findings off: ``<!-- checker: ignore -->`` and its relatives.

A comment says what is ignored and, after it, the names of rules or kinds where not all of them are; behind ``--`` it
may say why. Where it stands in a text is for the readers of Markdown and HTML; which comments belong together, and what
is wrong with one, is settled here, so that both formats mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from checker.registry import nearest
from checker.sources.draft import Blob
from checker.values.report import NotChecked
from checker.values.text import Ignore, Span

_COMMENT = re.compile(r"[-\s]*checker\b\s*(?P<colon>:?)\s*(?P<word>[\w-]*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_OPENED = re.compile(r"<!-{2,}\s*checker\s*:", re.IGNORECASE)
_NAMED = re.compile(r"<!-{2,}\s{0,100}checker\b", re.IGNORECASE)
_WHY = re.compile(r"(?:^|\s)--")  # what follows is a remark
_BETWEEN = re.compile(r"[\s,:]+")
_SHOWN = 40  # characters of a comment that are quoted in a message


class Action(StrEnum):
    """What a comment asks for."""

    BLOCK = "ignore"  # the block that follows, or that it stands in
    START = "ignore-start"
    END = "ignore-end"
    FILE = "ignore-file"


@dataclass(frozen=True, slots=True)
class Asked:
    """One comment: what it asks, of which rules or kinds, and the line on which it stands."""

    action: Action
    names: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """A comment that is meant for checker and does nothing, and why."""

    line: int
    why: str

    def note(self, blob: Blob) -> NotChecked:
        """How the report says it."""
        return NotChecked(blob.name, f"the checker comment on line {self.line}", f"it does nothing: {self.why}")


@dataclass(frozen=True, slots=True)
class Silent:
    """What the comments of a text silence, and which of them do nothing."""

    parts: tuple[Ignore, ...] = ()
    wrong: tuple[Wrong, ...] = ()

    def notes(self, blob: Blob) -> tuple[NotChecked, ...]:
        """How the report tells of comments that do nothing, in the order of the text."""
        return tuple(one.note(blob) for one in sorted(self.wrong, key=lambda one: one.line))


def read_comment(inside: str, line: int) -> Asked | Wrong | None:
    """What a comment asks, ``inside`` being what stands between its marks; None where it is not for checker."""
    match = _COMMENT.match(inside)
    if match is None:
        return None
    word, actions = match["word"].lower(), [action.value for action in Action]
    if not match["colon"]:
        return Wrong(line, f"a colon is missing; write 'checker: {word}'") if word in actions else None
    if word not in actions:
        said = repr(match["word"][:_SHOWN]) if word else "nothing"
        near = nearest(word, actions)
        hint = f"did you mean {near!r}? " if near else ""
        return Wrong(line, f"it says {said}; {hint}there are: {', '.join(actions)}")
    names = tuple(name for name in _BETWEEN.split(_WHY.split(match["rest"], maxsplit=1)[0]) if name)
    if names and word == Action.END:
        return Wrong(line, "'ignore-end' takes no names; it ends the last 'ignore-start'")
    return Asked(Action(word), tuple(dict.fromkeys(names)), line)


def unclosed(text: str) -> tuple[int, Wrong] | None:
    """Where a comment for checker begins that never ends, and what is to be said of it; None where there is none."""
    at = text.rfind("<!--")
    if at < 0 or text.find("-->", at) >= 0 or not _OPENED.match(text, at):
        return None
    return at, Wrong(text.count("\n", 0, at) + 1, "it is never closed by '-->'")


def found_in(text: str) -> bool:
    """Whether a text may hold a comment for checker."""
    return _NAMED.search(text) is not None


def settle(asked: Iterable[tuple[Asked, Span]], block_of: Callable[[Span], Span | None], whole: Span) -> Silent:
    """The parts of a text that comments silence. Each comes with its place; ``block_of`` finds the block it means."""
    ignores: list[Ignore] = []
    wrong: list[Wrong] = []
    opened: list[tuple[Asked, Span]] = []
    for one, place in asked:
        match one.action:
            case Action.FILE:
                ignores.append(Ignore(whole, one.names, one.line))
            case Action.START:
                opened.append((one, place))
            case Action.END if not opened:
                wrong.append(Wrong(one.line, "there is no 'ignore-start' before it"))
            case Action.END:
                first, begin = opened.pop()
                ignores.append(Ignore(Span(begin.end, max(begin.end, place.start)), first.names, first.line))
            case Action.BLOCK:
                block = block_of(place)
                if block is None:
                    wrong.append(Wrong(one.line, "no block follows it"))
                else:
                    ignores.append(Ignore(block, one.names, one.line))
    wrong += [Wrong(one.line, "there is no 'ignore-end' after it") for one, _ in opened]
    return Silent(tuple(ignores), tuple(wrong))


def from_the_web(lines: Iterable[int]) -> tuple[Wrong, ...]:
    """What is said of comments in a page that was fetched: whoever wrote it must not silence what is said of it."""
    why = "a page from the web cannot switch off what is found in it; save it as a file, or use 'checker accept'"
    return tuple(Wrong(line, why) for line in lines)
