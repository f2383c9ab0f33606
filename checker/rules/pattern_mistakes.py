"""What is wrong with the options of a pattern rule, each mistake with the place of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from checker.registry import nearest
from checker.rules.catches import plain
from checker.rules.nodes import quoted
from checker.rules.options import Where
from checker.rules.placeholders import BadPattern, Read
from checker.rules.regexes import Finder, finder

Mistakes = tuple[tuple[Where, str], ...]
MOST_PATTERNS = 100  # of one rule
_GROUP = re.compile(r"(?:\{|\(\?P?<)([A-Za-z_]\w*)[:>]")
SHOWN = 12  # code points of a pattern that are shown before and behind what is wrong with it


def finders_of(find: Sequence[str], *, ignore_case: bool) -> tuple[tuple[Finder, ...], Mistakes]:
    """The patterns made ready, and what is wrong with those that cannot be."""
    if not find:
        return (), ((("find",), "expected at least one pattern, got none"),)
    if len(find) > MOST_PATTERNS:
        return (), ((("find",), f"a rule has {MOST_PATTERNS} patterns at most, not {len(find)}; make two rules"),)
    finders: list[Finder] = []
    mistakes: list[tuple[Where, str]] = []
    for n, pattern in enumerate(find):
        if pattern in find[:n]:
            mistakes.append((("find", n), "this pattern stands twice"))
            continue
        try:
            finders.append(finder(pattern, ignore_case=ignore_case))
        except BadPattern as error:
            mistakes.append((("find", n), f"{error}{_at(pattern, error.at)}"))
    return tuple(finders), tuple(mistakes)


def _at(pattern: str, at: int | None) -> str:
    """Where in a pattern its mistake is: " (at character 20 of it, after ' set at [')"."""
    if at is None:
        return ""
    before = pattern[max(0, at - SHOWN) : at]
    return f" (at character {at + 1} of it" + (f", after {before!r})" if before else ")")


def mistakes_of(
    find: Sequence[str],
    finders: Sequence[Finder],
    agree: Sequence[str],
    same: Sequence[str],
    read: Mapping[str, Read],
    aliases: Mapping[str, Sequence[str]],
) -> Mistakes:
    """What is wrong with the groups that the options name.

    Where not all patterns could be made ready, a group counts as there if one of them seems to name it.
    """
    if not find:
        return ()
    complete = len(finders) == len(find)
    groups = list(dict.fromkeys([g for f in finders for g in f.groups] if complete else _GROUP.findall(" ".join(find))))
    if not groups and not complete:
        return ()
    if not groups:
        return ((("find",), "no pattern names a group; write {amount:money}, or (?P<amount>...)"),)
    named = [(("agree", n), g) for n, g in enumerate(agree)] + [(("same", n), g) for n, g in enumerate(same)]
    found = [*_unknown([*named, *((("read", g), g) for g in read)], groups), *_twice(agree, same)]
    compared = agree or [g for g in groups if g not in same]
    if not compared:
        found.append((("same",), "every group is in 'same'; leave one out that must agree"))
    elif not found and complete:
        found += [
            (("find", n), f"this pattern catches nothing that must agree: {', '.join(compared)}")
            for n, finder in enumerate(finders)
            if not set(compared) & set(finder.groups)
        ]
    return (*found, *_ambiguous(aliases))


def _unknown(named: Sequence[tuple[Where, str]], groups: list[str]) -> Iterator[tuple[Where, str]]:
    for where, group in named:
        if group not in groups:
            near = nearest(group, groups)
            hint = f"did you mean {near!r}?" if near else f"there are: {', '.join(groups)}"
            yield where, f"no pattern has a group {quoted(group)}; {hint}"


def _twice(agree: Sequence[str], same: Sequence[str]) -> Iterator[tuple[Where, str]]:
    for n, group in enumerate(same):
        if group in agree:
            yield ("same", n), f"the group {quoted(group)} is in 'agree' too; it can only be in one of them"


def _ambiguous(aliases: Mapping[str, Sequence[str]]) -> Iterator[tuple[Where, str]]:
    """Texts that stand for two meanings."""
    meaning: dict[str, str] = {}
    for name, texts in aliases.items():
        for n, text in enumerate((name, *texts)):
            first = meaning.setdefault(plain(text), name)
            if first != name:
                where: Where = ("aliases", name, n - 1) if n else ("aliases", name)
                yield where, f"{quoted(text)} stands for {quoted(first)} already; a text has one meaning"
