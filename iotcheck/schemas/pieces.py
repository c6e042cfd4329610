"""Pieces of the schemas of what the program writes: objects, lists, texts, days, money, and how documents begin."""

from iotcheck.loader.shape import LANGUAGES
from iotcheck.schemas.scalars import Schema

TEXT: Schema = {"type": "string"}
ID: Schema = {"type": "string"}
BOOLEAN: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
DAY: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
MONEY: Schema = {"type": ["number", "null"]}
ENDS: Schema = {
    "type": "array",
    "description": "The least and the greatest it can be; null where there is no end.",
    "items": {"type": ["number", "null"]},
    "minItems": 2,
    "maxItems": 2,
}
VALUE: Schema = {
    "description": "A fact's value: choices as a list of ids, a day as 2019-05-31; null for don't know.",
    "type": ["boolean", "string", "number", "array", "null"],
    "items": ID,
}


def object_of(**properties: Schema) -> Schema:
    """Return the schema of an object with these keys, all of them required."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def list_of(items: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def or_null(schema: Schema) -> Schema:
    """Return the schema of a value that may be null."""
    return {"anyOf": [schema, {"type": "null"}]}


def about(schema: Schema, description: str) -> Schema:
    """Return a schema with a description."""
    return {"description": description, **schema}


def head_of(kind: str) -> dict[str, Schema]:
    """Return the keys that every document begins with."""
    return {
        "schema_version": {"type": "string", "pattern": "^1\\.[0-9]+$"},
        "kind": {"const": kind},
        "generator": {"type": "string", "pattern": "^iotcheck "},
        "policies": object_of(id=ID, sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"}),
        "as_of": about(DAY, "The day the result speaks of."),
        "language": {"enum": list(LANGUAGES)},
    }


def answers_of(description: str) -> Schema:
    """Return the schema of answers by fact."""
    return {"type": "object", "description": description, "additionalProperties": VALUE}
