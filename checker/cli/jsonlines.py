"""JSON lines of text pairs: each becomes a pair, or what is wrong with it. No line stops those after it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

KEYS = (("premise", "hypothesis"), ("a", "b"))  # the two spellings of a pair


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair as it was read."""

    number: int  # of the line, from 1
    id: object  # as given: any JSON value, None where there is none
    a: str
    b: str
    a_published: date | None = None
    b_published: date | None = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no pair, and why."""

    number: int
    id: object
    reason: str


Line = PairLine | BadLine


def read_lines(stream: BinaryIO, limit: int) -> Iterator[Line]:
    """The lines of ``stream`` one by one; empty lines are passed over, one longer than ``limit`` bytes is bad."""
    number = 0
    while raw := stream.readline(limit + 1):
        number += 1
        if len(raw) > limit and not raw.endswith(b"\n"):
            _skip_line(stream, limit)
            yield BadLine(number, None, f"longer than {limit:,} bytes, the limit that sources.max_bytes sets")
        elif raw.strip():
            yield read_line(number, raw)


def read_line(number: int, raw: bytes) -> Line:
    """One line as a pair, or what is wrong with it."""
    try:
        value = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        return BadLine(number, None, f"not UTF-8 at byte {error.start}")
    except json.JSONDecodeError as error:
        return BadLine(number, None, f"not JSON: {error.msg} at column {error.colno}")
    except (ValueError, RecursionError):  # a number of thousands of digits; lists nested thousands deep
        return BadLine(number, None, "not JSON that can be read: a number too long, or lists nested too deep")
    if not isinstance(value, dict):
        return BadLine(number, None, f"expected an object with {_expected()}, not {type(value).__name__}")
    return _pair(number, value)


def _pair(number: int, value: dict[str, object]) -> Line:
    name = value.get("id")
    for first, second in KEYS:
        if first in value and second in value:
            a, b = value[first], value[second]
            break
    else:
        return BadLine(number, name, f"expected {_expected()}; there is {', '.join(map(repr, value)) or 'nothing'}")
    if not (isinstance(a, str) and isinstance(b, str)):
        return BadLine(number, name, f"{first!r} and {second!r} must be texts")
    days: list[date | None] = []
    for key in ("a_published", "b_published"):
        try:
            days.append(None if value.get(key) is None else date.fromisoformat(str(value[key])))
        except ValueError:
            return BadLine(number, name, f"{key!r} must be a day such as 2024-11-12, not {value[key]!r}")
    return PairLine(number, name, _whole(a), _whole(b), *days)


def _whole(text: str) -> str:
    """``text`` with halves of surrogate pairs, which JSON can spell and UTF-8 cannot, as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _expected() -> str:
    return " or ".join(f'"{first}" and "{second}"' for first, second in KEYS)


def _skip_line(stream: BinaryIO, limit: int) -> None:
    while (more := stream.readline(limit)) and not more.endswith(b"\n"):
        pass
