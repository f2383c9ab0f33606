"""The findings of a JSON report, so that they can be accepted without comparing again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from checker.baseline.entry import Found
from checker.errors import UsageError
from checker.rules.decode import decode
from checker.rules.nodes import Place, node_of
from checker.values.report import SCHEMA_VERSION

_SIDE = ("source", "value", "text")
_REMEDY = "make it with: checker compare --format json --output FILE ..."


def read_report(path: Path) -> tuple[Found, ...]:
    """The findings in the order of the report; UsageError where the file is no report of this form."""
    try:
        value = json.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}; check the path") from error
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, or nested without end
        raise UsageError(f"{path}: expected a JSON report, and this is no JSON; {_REMEDY}") from error
    version = value.get("schema_version") if isinstance(value, Mapping) else None
    findings = value.get("findings") if isinstance(value, Mapping) else None
    if version != SCHEMA_VERSION or not isinstance(findings, list):
        raise UsageError(f"{path}: expected a JSON report of schema_version {SCHEMA_VERSION}; {_REMEDY}")
    return tuple(_found(item, f"{path}: finding {number}") for number, item in enumerate(findings, start=1))


def _found(item: object, where: str) -> Found:
    if not isinstance(item, Mapping):
        raise UsageError(f"{where}: expected an object, got {type(item).__name__}; {_REMEDY}")
    kept = {name: _plain(item[name]) for name in ("fingerprint", "rule") if name in item}
    sides = {
        name: {key: _plain(side[key]) for key in _SIDE if key in side}
        for name in "ab"
        if isinstance(side := item.get(name), Mapping)
    }
    decoded = decode(node_of(kept | sides, Place(1, 1)), Found, where)
    if decoded.value is None:
        raise UsageError(f"{where}: {decoded.mistakes[0].message}; {_REMEDY}")
    return decoded.value


def _plain(value: object) -> object:
    """A single value as it is; of what should have been one, something that the decoder refuses."""
    return value if isinstance(value, str) else []
