"""The schemas of the JSON of results, made from the types of `documents`."""

from collections.abc import Mapping
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from iotcheck.schemas import applying, combining, documents, listing_documents, next_documents, sums, whatif_documents
from iotcheck.schemas.scalars import DIALECT, VALUE, Schema, definition
from iotcheck.schemas.values import As, Source

_PLAIN: dict[object, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    float: {"type": "number"},
}
_ASSESSMENT = {
    "program": documents.Program,
    "ceiling": documents.Ceiling,
    "window": applying.Window,
    "agency": applying.Agency,
    "outside": applying.Outside,
    "evidence": applying.Evidence,
    "need": applying.Need,
    "totals": documents.Totals,
    "subtotal": sums.Subtotal,
    "best_set": combining.BestSet,
    "in_best_set": combining.InBestSet,
    "left_out": combining.LeftOut,
    "combine_rule": combining.CombineRule,
    "source": Source,
    "note": documents.Note,
    "explanation": documents.Explanation,
    "computation": documents.Computation,
}
_WHATIF = {
    "whatif": whatif_documents.WhatIf,
    "comparison": whatif_documents.Comparison,
    "variation": whatif_documents.Variation,
    "suggestion": whatif_documents.Suggestion,
    "change": whatif_documents.Change,
    "standing": whatif_documents.Standing,
    "totals": whatif_documents.StandingTotals,
    "step": whatif_documents.Step,
    "subtotal": sums.Subtotal,
}
_NEXT = {
    "question": next_documents.Question,
    "effect": next_documents.Effect,
    "totals": documents.Totals,
    "subtotal": sums.Subtotal,
}
# The documents that list what a policy file holds, and that of problems: kind → its type and the objects in it.
_LISTINGS: dict[str, tuple[type, dict[str, type]]] = {
    "programs": (
        listing_documents.Programs,
        {"program": listing_documents.Summary, "window": applying.Window, "outside": applying.Outside},
    ),
    "program": (
        listing_documents.OneProgram,
        {
            "program": listing_documents.FullProgram,
            "edition": listing_documents.Edition,
            "condition_line": listing_documents.ConditionLine,
            "stated_window": listing_documents.StatedWindow,
            "window": applying.Window,
            "outside": applying.Outside,
            "agency": applying.Agency,
            "evidence": applying.Evidence,
            "document": listing_documents.Document,
            "combining": listing_documents.Combining,
            "note": documents.Note,
            "source": Source,
        },
    ),
    "questions": (listing_documents.Questions, {"question": listing_documents.Question}),
    "problems": (listing_documents.Problems, {"problem": listing_documents.Problem}),
}
LISTINGS = tuple(_LISTINGS)
_DESCRIBED = (documents.Explanation, documents.Computation, whatif_documents.Suggestion)


def assessment_schema() -> Schema:
    """Return the schema of what `iotcheck assess --json` writes."""
    return _document_schema("assessment", documents.Assessment, _ASSESSMENT)


def next_schema() -> Schema:
    """Return the schema of what `iotcheck next` writes."""
    return _document_schema("next", next_documents.Next, _NEXT)


def listing_schema(kind: str) -> Schema:
    """Return the schema of one of LISTINGS, by its kind."""
    return _document_schema(kind, *_LISTINGS[kind])


def _document_schema(kind: str, of: type, named: Mapping[str, type]) -> Schema:
    return {
        "$schema": DIALECT,
        "title": f"iotcheck {kind}",
        "description": of.__doc__,
        **_object(of, named, kind=kind),
        "$defs": {**_definitions(named), "value": VALUE},
    }


def whatif_schema() -> Schema:
    """Return the schema of what `iotcheck whatif --json` writes: with `--set` or `--vary` documents of other kinds."""
    return {
        "$schema": DIALECT,
        "title": "iotcheck whatif",
        "description": "What would have to change, what some changed answers come to, or the steps of one fact.",
        "oneOf": [definition("whatif"), definition("comparison"), definition("variation")],
        "$defs": _definitions(_WHATIF),
    }


def _definitions(named: Mapping[str, type]) -> dict[str, Schema]:
    described = {name: {"description": one.__doc__} if one in _DESCRIBED else {} for name, one in named.items()}
    return {name: {**described[name], **_object(one, named, kind=name)} for name, one in named.items()}


def _object(of: type, named: Mapping[str, type], kind: str = "") -> Schema:
    """Return the schema of a TypedDict, required keys first; a document says in `kind` of which kind it is."""
    required: frozenset[str] = of.__required_keys__  # type: ignore[attr-defined]
    hints = get_type_hints(of, include_extras=True)
    keys = sorted(hints, key=lambda key: key not in required)
    properties = {key: _schema(hints[key], named) for key in keys}
    if kind and "schema_version" in properties:
        properties["kind"] = {"const": kind}
    return {"type": "object", "properties": properties, "required": [key for key in keys if key in required]}


def _schema(of: Any, named: Mapping[str, type]) -> Schema:
    """Return the schema of a type: a reference where it is one of those `named`, else written out."""
    origin, arguments = get_origin(of), get_args(of)
    if is_typeddict(of):
        names = [name for name, one in named.items() if one is of]
        return definition(names[0]) if names else _object(of, named)
    if origin is Annotated:
        schemas = [argument.schema for argument in arguments[1:] if isinstance(argument, As)]
        texts = [argument for argument in arguments[1:] if isinstance(argument, str)]
        schema = schemas[-1] if schemas else _schema(arguments[0], named)
        return {"description": texts[-1], **schema} if texts else schema
    if origin is list:
        return {"type": "array", "items": _schema(arguments[0], named)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(arguments[1], named)}
    if origin in (UnionType, Union):
        (one,) = (argument for argument in arguments if argument is not NoneType)
        return {"anyOf": [_schema(one, named), {"type": "null"}]}
    return {"enum": list(of)} if issubclass(of, StrEnum) else _PLAIN[of]
