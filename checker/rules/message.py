"""The message of a rule, filled in: "{a.source} has {a.value}, {b.source} has {b.value}"."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from checker.rules.kind import Judgement, Pair
from checker.values.finding import Side
from checker.values.text import Document

SIDE_FIELDS = ("source", "value", "text", "attribution", "published", "line", "tier", "publisher")
FIELDS = (*(f"{side}.{name}" for side in "ab" for name in SIDE_FIELDS), "label", "verdict")


class _Plain(Formatter):
    """Fills ``{a.value}`` from a table: no attribute of any object can be reached from a message."""

    def get_field(self, field_name: str, args: object, kwargs: Mapping[str, str]) -> tuple[str, str]:
        """The text that stands for a field name."""
        return kwargs[field_name], field_name


def fill(message: str, a: Side, b: Side, pair: Pair, judgement: Judgement) -> str:
    """The message with its fields filled; fields were checked when the rule was loaded."""
    table = {"label": judgement.label, "verdict": judgement.verdict.value}
    for name, side, document in (("a", a, pair.a_document), ("b", b, pair.b_document)):
        table |= {f"{name}.{key}": value for key, value in _side(side, document).items()}
    return _Plain().vformat(message, (), table)


def _side(side: Side, document: Document) -> dict[str, str]:
    published = document.published.day.isoformat() if document.published else "an unknown date"
    return {
        "source": side.source,
        "value": side.value,
        "text": side.text,
        "attribution": side.attribution or side.source,
        "published": published,
        "line": str(side.line),
        "tier": "no tier" if document.tier is None else f"tier {document.tier}",
        "publisher": document.publisher or document.id,
    }


def outranked(a: Document, b: Document) -> str:
    """What an explanation adds where the user trusts one source more, that source first; empty where not."""
    if a.tier is None or b.tier is None or a.tier == b.tier:
        return ""
    better, worse = (a, b) if a.tier < b.tier else (b, a)
    return f" {better.id} (tier {better.tier}) is trusted more than {worse.id} (tier {worse.tier})."


def unknown_fields(message: str) -> tuple[str, ...]:
    """The fields of a message that do not exist; raise ValueError where its braces do not match."""
    return tuple(name for _, name, _, _ in Formatter().parse(message) if name is not None and name not in FIELDS)
