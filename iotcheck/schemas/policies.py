"""The schema of policy files, for editors: made from the table of shapes that the loader checks against.

Conditions and amounts nest in one another; their names and words come from that table too.
"""

from typing import Any

from iotcheck.loader import format_chinese as chinese
from iotcheck.loader.comparisons import COMPARISON_FORMS, NUMERIC_COMPARISONS
from iotcheck.loader.format import ID, LANGUAGES, NOT_FACTS, OPERATORS, PIECE_KEYS, RECORDS
from iotcheck.loader.format_amounts import AMOUNT_FORMS
from iotcheck.loader.shapes import Form
from iotcheck.model import DateOperator, FactType, NoAmount, Operator, Selection
from iotcheck.model.dates import LIMITS
from iotcheck.schemas.amounts import amount_form, amount_parts
from iotcheck.schemas.combine_forms import combine_forms
from iotcheck.schemas.scalars import (
    BOOLEAN,
    COUNT,
    CURRENCY,
    DATE,
    DIALECT,
    FILE_NAME,
    PATH,
    PLAIN,
    QUANTITY,
    SHA256,
    URL,
    YEAR,
    Schema,
    closed,
    declared_id,
    definition,
    list_of,
    one_or_list,
    reference,
    support,
    word,
)

_LONG = ("sources", "programs")  # their ids may have hyphens
_SIMPLE: dict[str, Schema] = {
    "plain": PLAIN,
    "currency": CURRENCY,
    "boolean": BOOLEAN,
    "url": URL,
    "file_name": FILE_NAME,
    "path": PATH,
    "sha256": SHA256,
    "date": DATE,
    "as_of": {"anyOf": [{"const": "today"}, DATE]},
    "bound": PLAIN,
    "times": COUNT,
    "guard": definition("condition"),
    "default": {"anyOf": [PLAIN, {"type": "array", "items": PLAIN}]},
    "table": definition("any_table"),
    "named_amount": {"anyOf": [definition("amount"), list_of(definition("dated_value"))]},
    "choice_fact": reference(),
}
_DAY = _SIMPLE["as_of"]
_CHOSEN = [FactType.CHOICE, FactType.CHOICES]
_CONDITION, _AMOUNT, _TEXT = definition("condition"), definition("amount"), definition("text")

_OPERANDS: dict[str, Schema] = {
    "all": list_of(_CONDITION),
    "any": list_of(_CONDITION),
    "not": _CONDITION,
    "at_least": {
        "type": "object",
        "properties": {"count": COUNT, "of": list_of(_CONDITION)},
        "required": ["count", "of"],
        "additionalProperties": False,
    },
    "cases": list_of({"anyOf": [closed({"when": _CONDITION, "then": _CONDITION}), closed({"otherwise": _CONDITION})]}),
    "dated": list_of(definition("dated_rule")),
    "met": reference(),
    "confirm": _TEXT,
    "compare": {
        "type": "object",
        "properties": {"amount": _AMOUNT, **{name: definition(f"than_{name}") for name in NUMERIC_COMPARISONS}},
        "required": ["amount"],
        "minProperties": 2,
        "maxProperties": 2,
        "additionalProperties": False,
    },
}
_BY_TABLE = closed({"table": reference(), "by": reference()})  # a number for each choice
_BOUNDS: dict[str, Schema] = {
    **{name: list_of(PLAIN) for name in Selection},
    **{one: _AMOUNT if len(one.limits) == 1 else list_of(_AMOUNT, len(one.limits)) for one in Operator},
    **{one: {"anyOf": [COUNT, _BY_TABLE]} if one.counts else DATE for one in DateOperator},
    **{one: {"anyOf": [DATE, reference()]} for one in LIMITS if one is not DateOperator.BETWEEN},
    "between": {"anyOf": [list_of(_AMOUNT, 2), list_of(DATE, 2)]},
    "in_year": YEAR,
    "same_as": reference(),
}
_WINDOWS = list_of(definition("window"))


def policies_schema() -> Schema:
    """Return the schema of policy files."""
    return {"$schema": DIALECT, "title": "iotcheck policy file", **_file(), "$defs": _definitions()}


def piece_schema() -> Schema:
    """Return the schema of the pieces that policy files include: maps and lists alone, none of which must be there."""
    piece = {key: value for key, value in _file().items() if key not in ("required", "if", "then")}
    piece["properties"] = {key: value for key, value in piece["properties"].items() if key in PIECE_KEYS}
    return {"$schema": DIALECT, "title": "iotcheck piece of a policy file", **piece, "$defs": _definitions()}


def _file() -> Schema:
    """Return what a file says at its top; sections may stand in its pieces instead."""
    file = _record("file")
    for name in ("facts", "programs"):
        file["properties"][name]["minProperties"] = 1
    file["properties"]["conditions"]["additionalProperties"] = definition("named_condition")
    in_pieces = [key for key in file["required"] if key in PIECE_KEYS]
    file["required"] = [key for key in file["required"] if key not in in_pieces]
    return {**file, "if": {"not": {"required": ["include"]}}, "then": {"required": in_pieces}}


def _definitions() -> Schema:
    """Return the definitions of all that files are made of, by name."""
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
        **_node_definitions(),
        **{name: _record(name) for name in RECORDS if name not in ("file", "period")},
        "period": {"description": RECORDS["edition"]["period"].about, "anyOf": [word("period"), _record("period")]},
        "support": support(),
    }
    definitions["fact"]["allOf"] = _by_type()
    definitions["length"] |= _size(1)
    definitions["combination"]["oneOf"] = combine_forms()
    definitions["fact"]["dependentRequired"] = {"otherwise": ["asked_if"]}
    return definitions


def _record(name: str) -> Schema:
    keys = RECORDS[name]
    return {
        "type": "object",
        "properties": {
            key: {**_value(shape.kind, key), "description": f"{shape.about} {chinese.KEYS[name][key]}"}
            for key, shape in keys.items()
        },
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
        _where([one for one in FactType if one not in _CHOSEN], {"properties": {"choices": False, "groups": False}}),
        _where([FactType.BOOLEAN, FactType.CHOICE], {"properties": absent}),
        _where([FactType.CHOICE, FactType.DATE], {"properties": {"otherwise": False}}),
        _where([FactType.CHOICES, FactType.COUNT], both(COUNT)),
        _where([FactType.NUMBER, FactType.MONEY], both(QUANTITY)),
        _where([FactType.DATE], {"properties": {"min": DATE, "max": _DAY}}),
    ]


def _where(types: list[FactType], then: Schema) -> Schema:
    return {"if": {"properties": {"type": {"enum": types}}, "required": ["type"]}, "then": then}


def _node_definitions() -> dict[str, Schema]:
    """Return the definitions of conditions, amounts and what they are made of, by name."""
    return {
        "condition": {"anyOf": [_condition(), definition("table_condition")]},
        "named_condition": {"allOf": [_CONDITION, {"required": ["text"]}]},
        "fact_condition": _fact_condition(),
        **{
            f"than_{name}": {"description": _about(form, chinese.COMPARISONS[name]), **_BOUNDS[name]}
            for name, form in COMPARISON_FORMS.items()
        },
        "when": {"anyOf": [{"const": "everyone"}, _CONDITION]},
        "ceiling": {"anyOf": [{"enum": list(NoAmount)}, _AMOUNT]},
        "amount": {"anyOf": [QUANTITY, definition("fact_name"), *[definition(f"by_{name}") for name in AMOUNT_FORMS]]},
        "fact_name": {
            "type": "string",
            "description": "A money, number or count fact.",
            "pattern": f"^{ID.pattern}$",
            "not": {"enum": sorted(NOT_FACTS)},
        },
        **{
            f"by_{name}": {**amount_form(form), "description": _about(form, chinese.AMOUNTS[name])}
            for name, form in AMOUNT_FORMS.items()
        },
        **amount_parts(),
        "place": {"anyOf": [URL, _TEXT]},
        "needed": {"anyOf": [reference(), definition("needed_document")]},
        "choice": {
            "description": "A text, and beside its languages the group that it is in.",
            "anyOf": [
                {
                    "type": "object",
                    "properties": {**dict.fromkeys(LANGUAGES, PLAIN), "in": reference()},
                    "anyOf": [{"required": list(LANGUAGES)}, {"required": ["in"]}],
                    "additionalProperties": False,
                },
                PLAIN,
            ],
        },
        "last_day": {"anyOf": [DATE, definition("reckoned_day")]},
        "apply": {"anyOf": [word("apply"), _WINDOWS, closed({"yearly": _WINDOWS})]},
    }


def _condition() -> Schema:
    """Return the schema of a mapping with exactly one key beside `text` and `source`."""
    said = {"text": _TEXT, "source": one_or_list(definition("citation"))}
    operators = {
        name: {"description": _about(form, chinese.OPERATORS[name]), **_OPERANDS[name]}
        for name, form in OPERATORS.items()
    }
    return {
        "type": "object",
        "properties": {**operators, **said},
        "additionalProperties": definition("fact_condition"),
        "propertyNames": {"pattern": f"^{ID.pattern}$", "not": {"enum": sorted(NOT_FACTS - {*operators, *said})}},
        "if": {"required": ["text", "source"]},
        "then": _size(3),
        "else": {
            "if": {"anyOf": [{"required": ["text"]}, {"required": ["source"]}]},
            "then": _size(2),
            "else": _size(1),
        },
    }


def _fact_condition() -> Schema:
    comparison: Schema = {
        "type": "object",
        "properties": {name: definition(f"than_{name}") for name in COMPARISON_FORMS},
        "additionalProperties": False,
        **_size(1),
    }
    return {
        "description": "A fact: the value it equals, a list with one of its values, or a comparison.",
        "anyOf": [PLAIN, list_of(PLAIN), comparison],
    }


def _about(form: Form, words: str) -> str:
    """Describe a form in both languages: an editor shows it to whoever writes the file."""
    return f"{form.about} {words} Example: {form.example}"


def _size(keys: int) -> dict[str, Any]:
    return {"minProperties": keys, "maxProperties": keys}
