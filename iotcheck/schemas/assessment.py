"""The schema of the JSON that `iotcheck assess --json` writes.

It names every key of version 1 and admits more: additions keep the major number. Tests hold the output to it, and to
having no key that is not named here.
"""

from iotcheck.engine import CeilingKind, Verdict
from iotcheck.loader.shape import OPERATORS
from iotcheck.model import Confidence, DateOperator, Operation, Operator, Selection, Status
from iotcheck.schemas.pieces import (
    BOOLEAN,
    COUNT,
    DAY,
    ENDS,
    ID,
    MONEY,
    TEXT,
    VALUE,
    about,
    answers_of,
    head_of,
    list_of,
    object_of,
    or_null,
)
from iotcheck.schemas.scalars import DIALECT, Schema, definition


def assessment_schema() -> Schema:
    """Return the schema of an assessment."""
    return {
        "$schema": DIALECT,
        "title": "iotcheck assessment",
        "description": "One applicant, all programs of a policy file, in the file's order.",
        **object_of(
            **head_of("assessment"),
            answers=answers_of("By fact: a value, or null for don't know; a fact that is absent was not asked."),
            programs={"type": "array", "items": definition("program")},
            totals=definition("totals"),
            next_question=about(or_null(ID), "The fact that an interview would ask next, or null."),
        ),
        "$defs": {
            "program": _program(),
            "ceiling": _ceiling(),
            "totals": _totals(),
            "source": object_of(document=ID, section=or_null(TEXT), quote=or_null(TEXT)),
            "note": object_of(
                text=TEXT,
                date=or_null(DAY),
                confidence=or_null({"enum": list(Confidence)}),
                sources=list_of(definition("source")),
            ),
            "explanation": _explanation(),
            "computation": _computation(),
            "value": VALUE,
        },
    }


def _program() -> Schema:
    return object_of(
        id=ID,
        title=TEXT,
        agencies=list_of(ID),
        status=about(or_null({"enum": list(Status)}), "The edition's status; null where none is in force that day."),
        stale=about(BOOLEAN, "Whether the day lies after all that is known of the terms."),
        applicable=about(BOOLEAN, "Eligible or conditional, open to applicants, and not stale."),
        verdict=about(or_null({"enum": list(Verdict)}), "Null for background, and where no edition is in force."),
        ceiling=definition("ceiling"),
        missing=about(list_of(ID), "The facts that can still change the verdict."),
        confirm=about(list_of(TEXT), "What to confirm with the agency."),
        blockers=about(
            list_of(list_of({"type": "string", "pattern": "^(/children/[0-9]+)*$"})),
            "Smallest sets of conditions that rule the applicant out, as JSON Pointers into the explanation.",
        ),
        explanation=about(
            {"anyOf": [definition("explanation"), {"type": "null"}]}, "The evaluated condition, where it was asked for."
        ),
        sources=list_of(definition("source")),
        notes=list_of(definition("note")),
        see=about(list_of(ID), "Programs to look at as well."),
    )


def _ceiling() -> Schema:
    return object_of(
        kind={"enum": list(CeilingKind)},
        min=about(
            MONEY,
            "Rounded down to units of the currency, or to the file's `smallest_unit`; null without a figure or an end.",
        ),
        max=about(MONEY, "As `min`; null where the amount is open."),
        currency=TEXT,
        missing=about(list_of(ID), "The facts that the figure still depends on."),
        computation=about(
            or_null(definition("computation")), "The evaluated amount, where it was asked for; null without a figure."
        ),
    )


def _totals() -> Schema:
    return object_of(
        currency=TEXT,
        min=about({"type": "number"}, "The sum of the stated ceilings of the applicable programs."),
        max=about(MONEY, "As `min`; null where a ceiling is open."),
        applicable=COUNT,
        conditional=about(COUNT, "Those of the applicable ones that are conditional."),
        undetermined=about(COUNT, "The undetermined programs that are open to applicants."),
        unstated=about(COUNT, "The applicable ones whose source names no amount."),
    )


def _explanation() -> Schema:
    node = object_of(
        operator={"enum": [*OPERATORS, "everyone", "fact"]},
        truth={"enum": ["true", "false", "unknown", "confirm"]},
        line=COUNT,
        column=COUNT,
    )
    comparisons = [*Selection, *Operator, *DateOperator]
    node["properties"] |= {
        "text": about(or_null(TEXT), "The author's own words for this condition."),
        "sources": list_of(definition("source")),
        "children": about(
            list_of(definition("explanation")),
            "The conditions below; of `met`, the named condition. In a long explanation it is there once only.",
        ),
        "name": about(ID, "Of `met`: the named condition."),
        "named": about(TEXT, "Of `met`: its text."),
        "count": about(COUNT, "Of `at_least`: how many must hold."),
        "question": about(TEXT, "Of `confirm`: what to ask."),
        "fact": ID,
        "comparison": {"enum": list(dict.fromkeys(str(one) for one in comparisons))},
        "value": {"anyOf": [definition("value"), ENDS]},
        "threshold": {
            "anyOf": [definition("value"), {"type": "array", "items": {"anyOf": [ENDS, definition("value")]}}]
        },
        "asked": about(BOOLEAN, "Whether the fact is among the answers, don't know included."),
        "missing": about(list_of(ID), "Of a comparison of amounts: its open facts."),
        "operands": about(
            list_of(definition("computation")), "Of a comparison of amounts: the left side, then the bounds."
        ),
    }
    return about(node, "One evaluated condition with those below it.")


def _computation() -> Schema:
    node = object_of(
        operator={"enum": ["constant", "fact", *Operation, "amount_of", "cases", "table"]},
        value=ENDS,
        missing=about(list_of(ID), "The facts that it still depends on."),
        line=COUNT,
        column=COUNT,
    )
    node["properties"] |= {
        "fact": about(ID, "Of a fact's value, and of a table: the fact."),
        "asked": about(BOOLEAN, "Whether the fact is among the answers, don't know included."),
        "name": about(ID, "Of `amount_of`: the named amount; of `table`: the table."),
        "choice": about(or_null(ID), "Of a table: the choice that picks the row, or null."),
        "conditions": about(list_of(definition("explanation")), "Of cases: the conditions looked at."),
        "operands": about(
            list_of(definition("computation")), "What it was made from; of cases and tables, what is possible."
        ),
    }
    return about(node, "One evaluated amount with those below it.")
