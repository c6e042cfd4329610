"""Schemas of single values, as an editor's YAML parser hands them over.

Policy files type a value by its place, editors by its looks: `1`, `no`, `100万元`, `2019-05-31` may reach a schema as
number, boolean or text. Each schema here takes every form that the loader takes; of texts it checks the outline only.
"""

from typing import Any

from iotcheck.loader.format import ID, LANGUAGES, LONG_ID, RESERVED_IDS, WORDS

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_DIGITS = "[0-9０-９][0-9０-９,，]*([.．][0-9０-９]+)?"
_SIGN = "[-+－＋]?"
_SPACE = "[\\s　]*"
_BEYOND = 10**15  # the loader takes no more than 15 digits

PLAIN: Schema = {"type": ["string", "number", "boolean"], "pattern": "\\S"}
CURRENCY: Schema = {"type": "string", "pattern": "^\\s*[A-Z]{3}\\s*$"}
BOOLEAN: Schema = {"enum": [True, False, "true", "false"]}
URL: Schema = {"type": "string", "pattern": "^\\s*https?://\\S+\\s*$"}
FILE_NAME: Schema = {"type": ["string", "number", "boolean"], "pattern": "^[^/\\\\:.\\x00-\\x1f][^/\\\\:\\x00-\\x1f]*$"}
PATH: Schema = {
    "type": ["string", "number", "boolean"],
    "pattern": "^(?!\\.{1,2}(/|$))[^/\\\\:\\x00-\\x1f]+(/(?!\\.{1,2}(/|$))[^/\\\\:\\x00-\\x1f]+)*$",
}
SHA256: Schema = {"type": ["string", "number"], "pattern": "^\\s*[0-9a-f]{64}\\s*$"}
DATE: Schema = {
    "type": "string",
    "description": "A day, such as 2019-05-31.",
    "pattern": "^\\s*[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\\s*$",
}
YEAR: Schema = {
    "anyOf": [
        {"type": "integer", "minimum": 1000, "maximum": 9999},
        {"type": "string", "pattern": "^\\s*([0-9]{4}|last|this)\\s*$"},
    ]
}
COUNT: Schema = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "exclusiveMaximum": _BEYOND},
        {"type": "string", "pattern": f"^{_SPACE}[+＋]?{_DIGITS}{_SPACE}[个项家人名次件所]?{_SPACE}$"},
    ]
}
# A number, or money: `3`, `0.5`, `3,000,000`, `100万元`, `¥300万`, `3 million`.
QUANTITY: Schema = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": -_BEYOND, "exclusiveMaximum": _BEYOND},
        {"type": "string", "pattern": f"^[^0-9０-９%％]{{0,8}}{_DIGITS}[^0-9０-９%％]*$"},
    ]
}
NUMBER: Schema = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": -_BEYOND, "exclusiveMaximum": _BEYOND},
        {"type": "string", "pattern": f"^{_SPACE}{_SIGN}{_DIGITS}{_SPACE}$"},
    ]
}
VALUE: Schema = {
    "description": "A fact's value: choices as a list of ids, a day as 2019-05-31; null for don't know.",
    "type": ["boolean", "string", "number", "array", "null"],
    "items": {"type": "string"},
}


def word(kind: str) -> Schema:
    """Return the schema of an enumeration's words; a word that looks like a number may be one."""
    words = WORDS[kind]
    numbers = [int(one) if one.isdigit() else float(one) for one in words if one[0].isdigit()]
    return {"enum": [*words, *numbers]}


def reference(long: bool = False) -> Schema:
    """Return the schema of an id that is used where something refers to it."""
    return {"type": ["string", "integer", "boolean"], "pattern": id_pattern(long)}


def declared_id(long: bool = False) -> Schema:
    """Return the schema of an id that a key declares."""
    return {"type": "string", "pattern": id_pattern(long), "not": {"enum": sorted(RESERVED_IDS)}}


def id_pattern(long: bool = False) -> str:
    """Return the pattern of ids as a schema has it."""
    return f"^{(LONG_ID if long else ID).pattern}$"


def list_of(items: Schema, length: int | None = None) -> Schema:
    """Return the schema of a list that is not empty, or has just so many items."""
    if length is None:
        return {"type": "array", "items": items, "minItems": 1}
    return {"type": "array", "items": items, "minItems": length, "maxItems": length}


def closed(properties: dict[str, Schema]) -> Schema:
    """Return the schema of a mapping with just these keys."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def named(entries: Schema) -> Schema:
    """Return the schema of a mapping of ids to entries."""
    return {"type": "object", "propertyNames": reference(), "additionalProperties": entries}


def one_or_list(items: Schema) -> Schema:
    """Return the schema of one thing or a list of them."""
    return {"anyOf": [items, list_of(items)]}


def definition(name: str) -> Schema:
    """Return a reference to one of the schema's own definitions."""
    return {"$ref": f"#/$defs/{name}"}


def support() -> Schema:
    """Return the schema of a form of support: a text, or one that says how its amounts are summed."""
    apart: Schema = {
        "type": "object",
        "properties": {**dict.fromkeys(LANGUAGES, PLAIN), "totals": word("totals")},
        "required": ["totals"],
        "minProperties": 2,
        "additionalProperties": False,
    }
    return {"anyOf": [definition("text"), apart]}
