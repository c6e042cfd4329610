"""Schemas of conditions and amounts, which nest in one another; their names and words come from the table of shapes."""

from typing import Any

from iotcheck.loader.shape import AMOUNT_FORMS, COMPARISON_FORMS, ID, NOT_FACTS, NUMERIC_COMPARISONS, OPERATORS, Form
from iotcheck.model import DateOperator, NoAmount, Operator, Selection
from iotcheck.schemas.scalars import COUNT, DATE, PLAIN, QUANTITY, Schema, definition, list_of, one_or_list, reference

CONDITION, AMOUNT, TEXT = definition("condition"), definition("amount"), definition("text")

_OPERANDS: dict[str, Schema] = {
    "all": list_of(CONDITION),
    "any": list_of(CONDITION),
    "not": CONDITION,
    "at_least": {
        "type": "object",
        "properties": {"count": COUNT, "of": list_of(CONDITION)},
        "required": ["count", "of"],
        "additionalProperties": False,
    },
    "met": reference(),
    "confirm": TEXT,
    "compare": {
        "type": "object",
        "properties": {"amount": AMOUNT, **{name: definition(f"than_{name}") for name in NUMERIC_COMPARISONS}},
        "required": ["amount"],
        "minProperties": 2,
        "maxProperties": 2,
        "additionalProperties": False,
    },
}
_BOUNDS: dict[str, Schema] = {
    **{name: list_of(PLAIN) for name in Selection},
    **{one: AMOUNT if len(one.limits) == 1 else list_of(AMOUNT, len(one.limits)) for one in Operator},
    **{one: COUNT if one.counts_years else DATE for one in DateOperator},
}
_NOT_ZERO: Schema = {**QUANTITY, "not": {"anyOf": [{"const": 0}, {"type": "string", "pattern": "^[^1-9１-９]*$"}]}}
_CASES: Schema = {
    "type": "array",
    "items": {"anyOf": [definition("case"), definition("otherwise")]},
    "contains": {"type": "object", "required": ["otherwise"]},
    "maxContains": 1,
}
_AMOUNT_KEYS: dict[str, Schema] = {  # those that hold something else than operands
    "quotient": {"type": "array", "prefixItems": [AMOUNT, _NOT_ZERO], "minItems": 2, "maxItems": 2},
    "amount_of": reference(),
    "cases": _CASES,
    "table": reference(),
    "by": reference(),
}


def node_definitions() -> dict[str, Schema]:
    """Return the definitions of conditions, amounts and what they are made of, by name."""
    return {
        "condition": _condition(),
        "named_condition": {"allOf": [CONDITION, {"required": ["text"]}]},
        "fact_condition": _fact_condition(),
        **{f"than_{name}": _said(form, _BOUNDS[name]) for name, form in COMPARISON_FORMS.items()},
        "when": {"anyOf": [{"const": "everyone"}, CONDITION]},
        "ceiling": {"anyOf": [{"enum": list(NoAmount)}, AMOUNT]},
        "amount": {"anyOf": [QUANTITY, definition("fact_name"), *[definition(f"by_{name}") for name in AMOUNT_FORMS]]},
        "fact_name": {
            "type": "string",
            "description": "A money, number or count fact.",
            "pattern": f"^{ID.pattern}$",
            "not": {"enum": sorted(NOT_FACTS)},
        },
        **{f"by_{name}": _amount_form(form) for name, form in AMOUNT_FORMS.items()},
        "case": _closed({"when": CONDITION, "then": AMOUNT}),
        "otherwise": _closed({"otherwise": AMOUNT}),
        "table": {"type": "object", "propertyNames": reference(), "additionalProperties": AMOUNT},
    }


def _condition() -> Schema:
    """Return the schema of a mapping with exactly one key beside `text` and `source`."""
    said = {"text": TEXT, "source": one_or_list(definition("citation"))}
    operators = {name: _said(form, _OPERANDS[name]) for name, form in OPERATORS.items()}
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


def _amount_form(form: Form) -> Schema:
    operands = AMOUNT if len(form.keys) > 1 else list_of(AMOUNT, form.length)
    return {**_closed({key: _AMOUNT_KEYS.get(key, operands) for key in form.keys}), "description": _about(form)}


def _closed(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _said(form: Form, schema: Schema) -> Schema:
    """Return a schema with the words of the table of shapes."""
    return {"description": _about(form), **schema}


def _about(form: Form) -> str:
    return f"{form.about} Example: {form.example}"


def _size(keys: int) -> dict[str, Any]:
    return {"minProperties": keys, "maxProperties": keys}
