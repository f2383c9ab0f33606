"""Entries -> the text of a baseline file: made to be read, reviewed and merged by people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.baseline.entry import VERSION, BaselineFile, Entry
from checker.values.report import AcceptedSide

_HEAD = """\
# Findings that were looked at and accepted: 'checker compare' shows them with their reason, and they fail no run.
# An entry is found again by its fingerprint, which is made from the rule, both texts and both values; a file may be
# renamed and other parts of it may change. What stands under a and b is for people.
# 'checker accept' writes this file, and 'checker accept --undo FINGERPRINT' takes an entry out. A reason or a date
# may be changed by hand.
"""
_WIDTH = 100  # columns of a text; a longer one goes on lines of its own
# Between words: beside a second space or a quotation mark a line end would not come back as one space.
_CUT = re.compile(r'(?<=[^\s"]) (?=[^\s"])')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def baseline_text(baseline: BaselineFile) -> str:
    """The whole file, which decodes to the same entries; they stand in the order of rule, sources and fingerprint."""
    lines = [_HEAD, f"version: {VERSION}"]
    lines.append("accepted:" if baseline.accepted else "accepted: []")
    for number, entry in enumerate(sorted(baseline.accepted, key=_order)):
        lines += [""] * bool(number)
        lines += _entry(entry)
    return "\n".join(lines) + "\n"


def _order(entry: Entry) -> tuple[str, str, str, str]:
    sources = sorted(side.source for side in (entry.a, entry.b) if side)
    first, last = (sources[0], sources[-1]) if sources else ("", "")
    return entry.rule or "", first, last, entry.fingerprint


def _entry(entry: Entry) -> Iterator[str]:
    yield f'  - fingerprint: "{entry.fingerprint}"'
    if entry.rule is not None:
        yield from _named("rule", entry.rule, 4)
    yield from _named("reason", entry.reason, 4)
    yield f"    accepted: {entry.accepted.isoformat()}"
    yield f"    until: {entry.until.isoformat() if entry.until else 'null'}"
    for name, side in (("a", entry.a), ("b", entry.b)):
        if side is not None:
            yield f"    {name}:"
            yield from _side(side)


def _side(side: AcceptedSide) -> Iterator[str]:
    for name in ("source", "value", "text"):
        yield from _named(name, getattr(side, name), 6)


def _named(name: str, text: str, indent: int) -> Iterator[str]:
    """``name: "text"``; a long text goes below its name, cut between words, where YAML joins lines by one space."""
    pad, written = " " * indent, _quoted(text)
    if indent + len(name) + 2 + len(written) <= _WIDTH:
        yield f"{pad}{name}: {written}"
        return
    yield f"{pad}{name}:"
    line = ""
    for word in _CUT.split(written):
        if line and indent + 2 + len(line) + 1 + len(word) > _WIDTH:
            yield f"{pad}  {line}"
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield f"{pad}  {line}"


def _quoted(text: str) -> str:
    """A YAML text in quotes; what cannot be seen, or would turn the direction of writing, is escaped."""
    return '"' + "".join(_ESCAPES.get(c) or (c if c.isprintable() else _code(c)) for c in text) + '"'


def _code(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
