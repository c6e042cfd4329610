"""JSON Schemas (draft 2020-12) of what people write and programs read: policy files, answers, results.

They help editors and other programs; the loader and the engine do not use them. A schema sees a document's structure,
not its references: what it accepts the loader may still refuse, what the loader accepts every schema accepts.
"""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from iotcheck.model import PolicySet
from iotcheck.schemas.answers import answers_schema
from iotcheck.schemas.policies import piece_schema, policies_schema
from iotcheck.schemas.results import LISTINGS, assessment_schema, listing_schema, next_schema, whatif_schema

__all__ = [
    "NAMES",
    "answers_schema",
    "assessment_schema",
    "listing_schema",
    "next_schema",
    "piece_schema",
    "policies_schema",
    "schema_text",
    "whatif_schema",
]

NAMES = ("policies", "piece", "answers", "assessment", "whatif", "next", *LISTINGS)


def schema_text(name: str, policies: PolicySet) -> str:
    """Return one of the schemas as JSON text; that of answers is for this policy file. Raise KeyError otherwise."""
    makers: dict[str, Callable[[], dict[str, Any]]] = {
        "policies": policies_schema,
        "piece": piece_schema,
        "answers": lambda: answers_schema(policies),
        "assessment": assessment_schema,
        "whatif": whatif_schema,
        "next": next_schema,
        **{kind: partial(listing_schema, kind) for kind in LISTINGS},
    }
    return json.dumps(makers[name](), ensure_ascii=False, indent=2) + "\n"
