"""The JSON Schemas of what the API takes and gives."""

from __future__ import annotations

from collections.abc import Mapping

Schema = dict[str, object]


def _object(properties: Mapping[str, Schema], required: tuple[str, ...] | None = None) -> Schema:
    """An object with these keys and no others; all are required where nothing else is said."""
    needed = list(properties if required is None else required)
    return {"type": "object", "properties": dict(properties), "required": needed, "additionalProperties": False}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "number"}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}

_CHOICE = _object({"packs": _array(TEXT), "text": TEXT}, ())
_SIDE = _object({"source": TEXT, "line": COUNT, "text": TEXT, "value": TEXT})
_JUDGED = _object({"fingerprint": TEXT, "rule": TEXT, "verdict": TEXT, "confidence": NUMBER})

SCHEMAS: dict[str, Schema] = {
    "Key": _object({"key": TEXT}),
    "NewArticle": _object({"name": TEXT, "text": TEXT, "base64": TEXT, "url": TEXT, "published": _or_null(DAY)}, ()),
    "RulesChoice": _CHOICE,
    "NewComparison": _object(
        {"articles": _array(_ref("NewArticle")), "rules": _ref("RulesChoice"), "within": FLAG}, ("articles",)
    ),
    "NewSentences": _object(
        {"a": TEXT, "b": TEXT, "a_published": DAY, "b_published": DAY, "rules": _ref("RulesChoice")}, ("a", "b")
    ),
    "Again": _object({"rules": _ref("RulesChoice")}, ()),
    "Accept": _object({"fingerprint": TEXT, "reason": TEXT, "until": DAY}, ("fingerprint", "reason")),
    "Mistake": _object(
        {"path": TEXT, "line": COUNT, "column": COUNT, "message": TEXT, "warning": FLAG, "shown": _array(TEXT)}
    ),
    "Mistakes": _object({"mistakes": _array(_ref("Mistake"))}),
    "Failure": _object({"status": COUNT, "message": TEXT, "mistakes": _array(_ref("Mistake"))}),
    "Error": _object({"error": _ref("Failure")}),
    "Article": _object({"name": TEXT, "bytes": COUNT, "url": _or_null(TEXT), "published": _or_null(DAY)}),
    "Comparison": _object(
        {
            "id": TEXT,
            "kind": {"enum": ["articles", "sentences"]},
            "state": {"enum": ["waiting", "running", "done", "failed"]},
            "stage": _or_null(TEXT),
            "done": _or_null(NUMBER),
            "seconds_left": _or_null(NUMBER),
            "ahead": COUNT,
            "created": TEXT,
            "seconds": _or_null(NUMBER),
            "articles": _array(_ref("Article")),
            "rules": _ref("RulesChoice"),
            "within": FLAG,
            "repeats": _or_null(TEXT),
            "error": _or_null(_ref("Failure")),
        }
    ),
    "Comparisons": _object({"comparisons": _array(_ref("Comparison"))}),
    "Change": _object(
        {
            "what": TEXT,
            "explanation": TEXT,
            "before": _or_null(_JUDGED),
            "after": _or_null(_JUDGED),
            "a": _SIDE,
            "b": _SIDE,
        }
    ),
    "Changes": _object({"changes": _or_null(_array(_ref("Change")))}),
    "Share": _object({"name": TEXT, "value": NUMBER}),
    "Step": _object({"stage": TEXT, "question": TEXT, "text": TEXT, "shares": _array(_ref("Share"))}),
    "Explained": _object(
        {
            "fingerprint": _or_null(TEXT),
            "verdict": _or_null(TEXT),
            "confidence": _or_null(NUMBER),
            "rule": _or_null(TEXT),
            "kind": _or_null(TEXT),
            "explanation": _or_null(TEXT),
            "a": _object({"where": TEXT, "text": TEXT, "value": _or_null(TEXT)}),
            "b": _object({"where": TEXT, "text": TEXT, "value": _or_null(TEXT)}),
            "steps": _array(_ref("Step")),
        }
    ),
    "Explanation": _object({"verdicts": _array(_ref("Explained"))}),
    "Rules": _object({"packs": _array(TEXT), "default": _array(TEXT), "starter": TEXT}),
    "Formats": _object({"formats": _array(TEXT)}),
}
