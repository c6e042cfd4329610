"""The schema of the JSON that `iotcheck assess --json` writes.

It names every key of version 1 and admits more: additions keep the major number. Tests hold the output to it, and to
having no key that is not named here.
"""

from typing import Any

from iotcheck.engine import CeilingKind, Verdict
from iotcheck.loader.shape import LANGUAGES, OPERATORS
from iotcheck.model import Confidence, DateOperator, Operation, Operator, Selection, Status
from iotcheck.schemas.scalars import DIALECT, Schema, definition

_TEXT: Schema = {"type": "string"}
_ID: Schema = {"type": "string"}
_BOOLEAN: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_DAY: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_MONEY: Schema = {"type": ["integer", "null"]}
_ENDS: Schema = {
    "type": "array",
    "description": "The least and the greatest it can be; null where there is no end.",
    "items": {"type": ["number", "null"]},
    "minItems": 2,
    "maxItems": 2,
}


def assessment_schema() -> Schema:
    """Return the schema of an assessment."""
    return {
        "$schema": DIALECT,
        "title": "iotcheck assessment",
        "description": "One applicant, all programs of a policy file, in the file's order.",
        **_object(
            schema_version={"type": "string", "pattern": "^1\\.[0-9]+$"},
            kind={"const": "assessment"},
            generator={"type": "string", "pattern": "^iotcheck "},
            policies=_object(id=_ID, sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"}),
            as_of=_about(_DAY, "The day the result speaks of."),
            language={"enum": list(LANGUAGES)},
            answers=definition("answers"),
            programs={"type": "array", "items": definition("program")},
            totals=definition("totals"),
            next_question=_about(_or_null(_ID), "The fact that an interview would ask next, or null."),
        ),
        "$defs": {
            "answers": _answers(),
            "program": _program(),
            "ceiling": _ceiling(),
            "totals": _totals(),
            "source": _object(document=_ID, section=_or_null(_TEXT), quote=_or_null(_TEXT)),
            "note": _object(
                text=_TEXT,
                date=_or_null(_DAY),
                confidence=_or_null({"enum": list(Confidence)}),
                sources=_list(definition("source")),
            ),
            "explanation": _explanation(),
            "computation": _computation(),
            "value": {"type": ["boolean", "string", "number", "array", "null"], "items": _ID},
        },
    }


def _answers() -> Schema:
    return {
        "type": "object",
        "description": "By fact: a value, or null for don't know; a fact that is absent was not asked.",
        "additionalProperties": definition("value"),
    }


def _program() -> Schema:
    return _object(
        id=_ID,
        title=_TEXT,
        agencies=_list(_ID),
        status=_about(_or_null({"enum": list(Status)}), "The edition's status; null where none is in force that day."),
        stale=_about(_BOOLEAN, "Whether the day lies after all that is known of the terms."),
        applicable=_about(_BOOLEAN, "Eligible or conditional, open to applicants, and not stale."),
        verdict=_about(_or_null({"enum": list(Verdict)}), "Null for background, and where no edition is in force."),
        ceiling=definition("ceiling"),
        missing=_about(_list(_ID), "The facts that can still change the verdict."),
        confirm=_about(_list(_TEXT), "What to confirm with the agency."),
        blockers=_about(
            _list(_list({"type": "string", "pattern": "^(/children/[0-9]+)*$"})),
            "Smallest sets of conditions that rule the applicant out, as JSON Pointers into the explanation.",
        ),
        explanation=_about(
            {"anyOf": [definition("explanation"), {"type": "null"}]}, "The evaluated condition, where it was asked for."
        ),
        sources=_list(definition("source")),
        notes=_list(definition("note")),
        see=_about(_list(_ID), "Programs to look at as well."),
    )


def _ceiling() -> Schema:
    return _object(
        kind={"enum": list(CeilingKind)},
        min=_about(_MONEY, "In whole units of the currency, rounded down; null without a figure, or without an end."),
        max=_about(_MONEY, "As `min`; null where the amount is open."),
        currency=_TEXT,
        missing=_about(_list(_ID), "The facts that the figure still depends on."),
        computation=_about(
            _or_null(definition("computation")), "The evaluated amount, where it was asked for; null without a figure."
        ),
    )


def _totals() -> Schema:
    return _object(
        currency=_TEXT,
        min=_about({"type": "integer"}, "The sum of the stated ceilings of the applicable programs."),
        max=_about(_MONEY, "As `min`; null where a ceiling is open."),
        applicable=_COUNT,
        conditional=_about(_COUNT, "Those of the applicable ones that are conditional."),
        undetermined=_about(_COUNT, "The undetermined programs that are open to applicants."),
        unstated=_about(_COUNT, "The applicable ones whose source names no amount."),
    )


def _explanation() -> Schema:
    node = _object(
        operator={"enum": [*OPERATORS, "everyone", "fact"]},
        truth={"enum": ["true", "false", "unknown", "confirm"]},
        line=_COUNT,
        column=_COUNT,
    )
    comparisons = [*Selection, *Operator, *DateOperator]
    node["properties"] |= {
        "text": _about(_or_null(_TEXT), "The author's own words for this condition."),
        "sources": _list(definition("source")),
        "children": _about(_list(definition("explanation")), "The conditions below; of `met`, the named condition."),
        "name": _about(_ID, "Of `met`: the named condition."),
        "named": _about(_TEXT, "Of `met`: its text."),
        "count": _about(_COUNT, "Of `at_least`: how many must hold."),
        "question": _about(_TEXT, "Of `confirm`: what to ask."),
        "fact": _ID,
        "comparison": {"enum": list(dict.fromkeys(str(one) for one in comparisons))},
        "value": {"anyOf": [definition("value"), _ENDS]},
        "threshold": {
            "anyOf": [definition("value"), {"type": "array", "items": {"anyOf": [_ENDS, definition("value")]}}]
        },
        "asked": _about(_BOOLEAN, "Whether the fact is among the answers, don't know included."),
        "missing": _about(_list(_ID), "Of a comparison of amounts: its open facts."),
        "operands": _about(
            _list(definition("computation")), "Of a comparison of amounts: the left side, then the bounds."
        ),
    }
    return _about(node, "One evaluated condition with those below it.")


def _computation() -> Schema:
    node = _object(
        operator={"enum": ["constant", "fact", *Operation, "amount_of", "cases", "table"]},
        value=_ENDS,
        missing=_about(_list(_ID), "The facts that it still depends on."),
        line=_COUNT,
        column=_COUNT,
    )
    node["properties"] |= {
        "fact": _about(_ID, "Of a fact's value, and of a table: the fact."),
        "asked": _about(_BOOLEAN, "Whether the fact is among the answers, don't know included."),
        "name": _about(_ID, "Of `amount_of`: the named amount; of `table`: the table."),
        "choice": _about(_or_null(_ID), "Of a table: the choice that picks the row, or null."),
        "conditions": _about(_list(definition("explanation")), "Of cases: the conditions looked at."),
        "operands": _about(
            _list(definition("computation")), "What it was made from; of cases and tables, what is possible."
        ),
    }
    return _about(node, "One evaluated amount with those below it.")


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _about(schema: Schema, description: str) -> dict[str, Any]:
    return {"description": description, **schema}
