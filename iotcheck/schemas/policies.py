"""The schema of policy files, for editors: made from the table of shapes that the loader checks against."""

from iotcheck.loader.shape import LANGUAGES, RECORDS
from iotcheck.model import FactType
from iotcheck.schemas.nodes import node_definitions
from iotcheck.schemas.scalars import (
    BOOLEAN,
    COUNT,
    CURRENCY,
    DATE,
    DIALECT,
    PLAIN,
    QUANTITY,
    URL,
    Schema,
    declared_id,
    definition,
    list_of,
    one_or_list,
    reference,
    word,
)

_LONG = ("sources", "programs")  # their ids may have hyphens
_SIMPLE: dict[str, Schema] = {
    "plain": PLAIN,
    "currency": CURRENCY,
    "boolean": BOOLEAN,
    "url": URL,
    "date": DATE,
    "bound": PLAIN,
    "guard": definition("condition"),
}
_CHOSEN = [FactType.CHOICE, FactType.CHOICES]


def policies_schema() -> Schema:
    """Return the schema of policy files."""
    definitions = {
        "text": {
            "description": "A text in each language of the file; a plain string where it has one language.",
            "anyOf": [
                {
                    "type": "object",
                    "properties": dict.fromkeys(LANGUAGES, PLAIN),
                    "required": list(LANGUAGES),
                    "additionalProperties": False,
                },
                PLAIN,
            ],
        },
        **node_definitions(),
        **{name: _record(name) for name in RECORDS if name != "file"},
    }
    file = _record("file")
    for name in ("facts", "programs"):
        file["properties"][name]["minProperties"] = 1
    file["properties"]["conditions"]["additionalProperties"] = definition("named_condition")
    definitions["fact"]["allOf"] = _by_type()
    return {"$schema": DIALECT, "title": "iotcheck policy file", **file, "$defs": definitions}


def _record(name: str) -> Schema:
    keys = RECORDS[name]
    return {
        "type": "object",
        "properties": {key: {**_value(shape.kind, key), "description": shape.about} for key, shape in keys.items()},
        "required": [key for key, shape in keys.items() if shape.required],
        "additionalProperties": False,
    }


def _value(kind: str, key: str) -> Schema:
    """Return the schema of a value of a kind (loader/shape.py lists them); `key` is what it stands under."""
    head, _, rest = kind.partition(":")
    match head:
        case "list":
            return list_of(_value(rest, key))
        case "one_or_list":
            return one_or_list(_value(rest, key))
        case "map":
            ids = declared_id(long=key in _LONG)
            return {"type": "object", "propertyNames": ids, "additionalProperties": _value(rest, key)}
        case "record":
            return definition(rest)
        case "word":
            return word(rest)
        case "ref":
            return reference(long=rest in _LONG)
        case "long_id":
            return {**reference(long=True), "not": declared_id(long=True)["not"]}
        case _:
            return _SIMPLE[kind] if kind in _SIMPLE else definition(kind)


def _by_type() -> list[Schema]:
    """Return what a fact's type says of its other keys."""
    absent = {"min": False, "max": False}

    def both(schema: Schema) -> Schema:
        return {"properties": {"min": schema, "max": schema}}

    return [
        _where(_CHOSEN, {"required": ["choices"], "properties": {"choices": {"minProperties": 1}}}),
        _where([one for one in FactType if one not in _CHOSEN], {"properties": {"choices": False}}),
        _where([FactType.BOOLEAN, FactType.CHOICE], {"properties": absent}),
        _where([FactType.CHOICES, FactType.COUNT], both(COUNT)),
        _where([FactType.NUMBER, FactType.MONEY], both(QUANTITY)),
        _where([FactType.DATE], {"properties": {"min": DATE, "max": {"anyOf": [{"const": "today"}, DATE]}}}),
    ]


def _where(types: list[FactType], then: Schema) -> Schema:
    return {"if": {"properties": {"type": {"enum": types}}, "required": ["type"]}, "then": then}
