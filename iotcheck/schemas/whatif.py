"""The schema of what `iotcheck whatif --json` writes: documents of kind "whatif", and with --set "comparison"."""

from iotcheck.engine import CeilingKind, Verdict
from iotcheck.model import Status
from iotcheck.schemas.pieces import (
    BOOLEAN,
    COUNT,
    DAY,
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


def whatif_schema() -> Schema:
    """Return the schema of both kinds."""
    return {
        "$schema": DIALECT,
        "title": "iotcheck whatif",
        "description": "What would have to change, or what some changed answers come to.",
        "oneOf": [definition("whatif"), definition("comparison")],
        "$defs": {
            "whatif": _whatif(),
            "comparison": _comparison(),
            "suggestion": _suggestion(),
            "change": _change(),
            "standing": _standing(),
            "totals": _totals(),
        },
    }


def _whatif() -> Schema:
    return object_of(
        **head_of("whatif"),
        answers=answers_of("By fact: a value, or null for don't know; a fact that is absent was not asked."),
        **_ways(),
    )


def _ways() -> dict[str, Schema]:
    return {
        "program": about(or_null(ID), "The program that was asked for; null over all of them."),
        "verdict": about(or_null({"enum": list(Verdict)}), "The program's verdict on the answers as they are."),
        "fixed": about(list_of(ID), "Facts that would have to change and cannot, where nothing else does."),
        "suggestions": about(
            list_of(definition("suggestion")), "The smallest first; over all programs, what opens most."
        ),
        "complete": about(BOOLEAN, "False where a bound stopped the search: there may be other ways."),
    }


def _comparison() -> Schema:
    return object_of(
        **head_of("comparison"),
        answers=answers_of("The answers as they are."),
        set=answers_of("The changed answers."),
        **_effects(),
        then=about(
            or_null(object_of(**_ways())), "What would have to change yet for the program asked for, if one is."
        ),
    )


def _suggestion() -> Schema:
    suggestion = object_of(
        changes=about(list_of(definition("change")), "All of them together; empty where waiting is enough."),
        wait_until=about(or_null(DAY), "The day to wait for, or null."),
        result=about(definition("standing"), "The program then, assessed."),
        **_effects(),
    )
    return about(suggestion, "A smallest change: no part of its facts would do.")


def _change() -> Schema:
    return object_of(
        fact=ID,
        asked=about(BOOLEAN, "Whether the fact is among the answers, don't know included."),
        before=about(VALUE, "The value now; null where it is not known."),
        after=about(VALUE, "The least value that does."),
        others=about(list_of(VALUE), "Further values of a choice that do as well."),
        min=about(VALUE, "Of numbers and days: every value from here on does; null where all below do."),
        max=about(VALUE, "Of numbers and days: every value up to here does; null where all above do."),
        margin=about({"type": ["number", "null"]}, "How far a number has to move; of a day, how many days."),
    )


def _effects() -> dict[str, Schema]:
    other = object_of(id=ID, before=definition("standing"), after=definition("standing"))
    return {
        "gained": about(list_of(ID), "Programs that become applicable."),
        "lost": about(list_of(ID), "Programs that stop being applicable."),
        "other": about(list_of(other), "Programs whose verdict, status or ceiling changes otherwise."),
        "totals": object_of(currency=TEXT, before=definition("totals"), after=definition("totals")),
    }


def _standing() -> Schema:
    return object_of(
        verdict=or_null({"enum": list(Verdict)}),
        status=or_null({"enum": list(Status)}),
        stale=BOOLEAN,
        applicable=BOOLEAN,
        ceiling=object_of(kind={"enum": list(CeilingKind)}, min=MONEY, max=MONEY),
    )


def _totals() -> Schema:
    return object_of(min={"type": "number"}, max=MONEY, applicable=COUNT, conditional=COUNT)
