"""JSON Schemas (draft 2020-12) and help, made from the same options classes that the decoder goes by.

An editor that is given the schema of rules completes keys, shows what they mean, and marks what the decoder would
refuse. It knows the shape of a file only: that a pack exists, or a message has no unknown field, ``checker rules
check`` says.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass

from checker.facts.figures import figure_names
from checker.registry import Registry
from checker.rules.duration import PATTERN
from checker.rules.encode import Plain, encode, takes, write_inline
from checker.rules.entry import ID_PATTERN, RULE_KEYS, SILENT, VERDICT_KEYS, FileEntry, RuleEntry, TestEntry
from checker.rules.hints import options_of
from checker.rules.kind import Kind
from checker.rules.shapes import (
    ChoiceShape,
    DateShape,
    DurationShape,
    FlagShape,
    GroupShape,
    ListShape,
    MapShape,
    MaybeShape,
    NumberShape,
    ScalarShape,
    Shape,
    TextShape,
)

DRAFT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Plain]

_TEXT: Schema = {"type": ["string", "number", "boolean"]}  # a number without quotes is taken as it is written


@dataclass(frozen=True, slots=True)
class OptionDoc:
    """One option as help shows it. An option inside a group has the group's name before it: "update.after"."""

    name: str
    type: str  # what it takes, in words: "a number of at least 1"
    default: str  # as YAML, on one line; "" where the option must be given
    doc: str  # its meaning, one line
    choices: tuple[str, ...] = ()


def describe(kind: Kind) -> tuple[OptionDoc, ...]:
    """The options of a kind of rule, in the order in which they are declared."""
    return describe_options(kind.options)


def describe_options(cls: type, docs: tuple[tuple[str, str], ...] = (), prefix: str = "") -> tuple[OptionDoc, ...]:
    """The options of an options class, those of its groups behind the group's name."""
    found: list[OptionDoc] = []
    for option in options_of(cls, docs):
        name, shape = prefix + option.name, option.shape
        if isinstance(shape, GroupShape):
            found += describe_options(shape.cls, shape.docs, f"{name}.")
        else:
            default = "" if option.required else write_inline(option.default)
            found.append(OptionDoc(name, takes(shape), default, option.doc, _choices(shape)))
    return tuple(found)


def _choices(shape: Shape) -> tuple[str, ...]:
    match shape:
        case ChoiceShape():
            return shape.names
        case ListShape():
            return _choices(shape.item)
        case MaybeShape():
            return _choices(shape.inner)
        case _:
            return ()


def rules_schema(kinds: Registry[Kind]) -> Schema:
    """The JSON Schema of a rules file: each kind has its own options, and no rule has an option unknown to it."""
    common = {**_properties(RuleEntry), "tests": _tests()}
    _name_measures(common["where"])
    common["id"] = {"type": "string", "pattern": f"^{ID_PATTERN}$", "description": _doc(RuleEntry, "id")}
    common["kind"] = {"enum": list(kinds.names()), "description": _doc(RuleEntry, "kind")}
    rule: Schema = {
        "type": "object",
        "properties": common,
        "required": ["id"],
        "allOf": [_of_kind(kinds[name]) for name in kinds],
        # Without a kind the options are those of the earlier rule, which this file does not name.
        "if": {"required": ["kind"]},
        "else": {"additionalProperties": True},
        "unevaluatedProperties": False,
    }
    head = _object(FileEntry, ())
    properties = head["properties"] if isinstance(head["properties"], dict) else {}
    rules: Schema = {"type": "array", "items": {"$ref": "#/$defs/rule"}, "description": "The rules."}
    return {
        "$schema": DRAFT,
        "title": "Rules of checker",
        **head,
        "properties": {**properties, "rules": rules},
        "$defs": {"rule": rule, "test": _test()},
    }


def _name_measures(where: Plain) -> None:
    """Name the measures that there are, in filters and in those under "not"; they stand in data, not in a type."""
    properties = where["properties"] if isinstance(where, dict) else None
    if isinstance(properties, dict):
        one: Schema = {"enum": list(figure_names())}
        properties["measure"] = {"anyOf": [one, {"type": "array", "items": one}]}
        if "not" in properties:
            _name_measures(properties["not"])


def options_schema(cls: type, title: str, docs: tuple[tuple[str, str], ...] = ()) -> Schema:
    """The JSON Schema of a file that holds the options of one class, such as a configuration."""
    return {"$schema": DRAFT, "title": title, **_object(cls, docs)}


def _of_kind(kind: Kind) -> Schema:
    condition: Schema = {"properties": {"kind": {"const": kind.name}}, "required": ["kind"]}
    options: Schema = dict(_properties(kind.options))
    shadowed = RULE_KEYS & options.keys()
    if shadowed:
        raise TypeError(f"the kind {kind.name!r} has options that every rule has: {', '.join(sorted(shadowed))}")
    return {"if": condition, "then": {"description": kind.summary, "properties": options}}


def _tests() -> Schema:
    lists: Schema = {key: {"type": "array", "items": {"$ref": "#/$defs/test"}} for key in VERDICT_KEYS}
    about = f"Tests by the verdict that the rule must give; {SILENT}: none at all."
    return {"type": "object", "properties": lists, "additionalProperties": False, "description": about}


def _test() -> Schema:
    pair: Schema = {"type": "array", "items": dict(_TEXT), "minItems": 2, "maxItems": 2}
    return {"anyOf": [pair, _object(TestEntry, ())], "description": "Two texts, or a mapping that says more."}


def _object(cls: type, docs: tuple[tuple[str, str], ...]) -> Schema:
    required: list[Plain] = [o.name for o in options_of(cls, docs) if o.required]
    needs: Schema = {"required": required} if required else {}
    properties: Schema = dict(_properties(cls, docs))
    return {"type": "object", "properties": properties, **needs, "additionalProperties": False}


def _properties(cls: type, docs: tuple[tuple[str, str], ...] = ()) -> dict[str, Plain]:
    properties: dict[str, Plain] = {}
    for option in options_of(cls, docs):
        schema = _schema(option.shape)
        if option.doc:
            schema["description"] = option.doc
        if option.default is not MISSING:
            schema["default"] = encode(option.default)
        properties[option.name] = schema
    return properties


def _doc(cls: type, name: str) -> str:
    return next(o.doc for o in options_of(cls) if o.name == name)


def _schema(shape: Shape) -> Schema:
    match shape:
        case MaybeShape():
            return {"anyOf": [_schema(shape.inner), {"type": "null"}]}
        case GroupShape():
            return {**_object(shape.cls, shape.docs), "type": ["object", "null"]}
        case MapShape():
            keys: Schema = {"propertyNames": _schema(shape.key)} if isinstance(shape.key, ChoiceShape) else {}
            return {"type": "object", **keys, "additionalProperties": _schema(shape.value)}
        case ListShape():
            return _list(shape)
        case _:
            return _scalar(shape)


def _list(shape: ListShape) -> Schema:
    count: Schema = {} if shape.length is None else {"minItems": shape.length, "maxItems": shape.length}
    many: Schema = {"type": "array", "items": _schema(shape.item), **count}
    return {"anyOf": [many, _schema(shape.item)]} if shape.takes_one else many


def _scalar(shape: ScalarShape) -> Schema:
    match shape:
        case NumberShape():
            bounds = {"minimum": shape.at_least, "maximum": shape.at_most, "exclusiveMinimum": shape.above}
            kept: Schema = {k: v for k, v in bounds.items() if v is not None}
            return {"type": "integer" if shape.whole else "number", **kept}
        case ChoiceShape():
            return {"enum": [encode(v) for v in shape.values]}
        case FlagShape():
            return {"type": "boolean"}
        case DateShape():
            return {"type": "string", "format": "date"}
        case DurationShape():
            return {"type": "string", "pattern": f"^(?:{PATTERN})$"}
        case TextShape():
            return dict(_TEXT)
