"""The schemas of amounts and tables in policy files: what stands under the keys of each form."""

from iotcheck.loader.format import NOT_ELIGIBLE
from iotcheck.loader.shapes import Form
from iotcheck.model import NoAmount
from iotcheck.schemas.scalars import (
    BOOLEAN,
    QUANTITY,
    Schema,
    closed,
    definition,
    list_of,
    named,
    one_or_list,
    reference,
    word,
)

_AMOUNT, _CONDITION = definition("amount"), definition("condition")
_OUTCOME = definition("outcome")
_LIMITS: tuple[str, ...] = ("up_to", "below")
_PAYS = {"rate": _AMOUNT, "then": _OUTCOME}
_ZERO: Schema = {"anyOf": [{"const": 0}, {"type": "string", "pattern": "^[^1-9１-９a-z]*$"}]}
_DIVISOR: Schema = {**_AMOUNT, "not": _ZERO}
_CASES: Schema = {
    "type": "array",
    "items": {"anyOf": [definition("case"), definition("otherwise")]},
    "contains": {"type": "object", "required": ["otherwise"]},
    "maxContains": 1,
}
_KEYS: dict[str, Schema] = {  # those that hold something else than operands
    "quotient": {"type": "array", "prefixItems": [_AMOUNT, _DIVISOR], "minItems": 2, "maxItems": 2},
    "to": {**QUANTITY, "not": _ZERO},
    "how": word("rounding"),
    "steps": list_of(definition("step")),
    "marginal": BOOLEAN,
    "amount_of": reference(),
    "grant_of": reference(long=True),
    "cases": _CASES,
    "table": reference(),
    "by": one_or_list(_AMOUNT),
}


def amount_form(form: Form) -> Schema:
    """Return the schema of one form of amount."""
    operands = _AMOUNT if len(form.keys) > 1 else list_of(_AMOUNT, form.length)
    return closed({key: _KEYS.get(key, operands) for key in form.keys})


def amount_parts() -> dict[str, Schema]:
    """Return the definitions of what amounts and tables are made of, by name."""
    steps = [{limit: _AMOUNT, pay: paid} for limit in _LIMITS for pay, paid in _PAYS.items()]
    return {
        "outcome": {
            "anyOf": [{"enum": [NoAmount.UNSTATED.value, NOT_ELIGIBLE]}, _AMOUNT, list_of(definition("dated_value"))]
        },
        "case": closed({"when": _CONDITION, "then": _OUTCOME}),
        "otherwise": closed({"otherwise": _OUTCOME}),
        "step": {"anyOf": [closed(step) for step in (*steps, *({pay: paid} for pay, paid in _PAYS.items()))]},
        "rows": named({"anyOf": [_OUTCOME, BOOLEAN, named(_OUTCOME)]}),
        "limits": one_or_list(named(definition("limit"))),
        "any_table": {"anyOf": [definition("rows"), definition("table")]},
        "table_condition": {
            "type": "object",
            "properties": {
                "table": reference(),
                "by": reference(),
                "equals": reference(),
                "text": definition("text"),
                "source": one_or_list(definition("citation")),
            },
            "required": ["table", "by"],
            "additionalProperties": False,
        },
        "limit": {"anyOf": [closed({key: _AMOUNT}) for key in _LIMITS]},
    }
