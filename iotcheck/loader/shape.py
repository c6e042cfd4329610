"""The shape of policy files, as one table: which keys a record has, which are required, what kind of value each takes.

The loader checks files against it, the JSON Schema for editors and the reference page of the format are made from it.

Kinds: `text` (one text for people, in each language), `plain` (one string), `id`, `date`, `boolean`, `url`,
`condition`, `when`, `amount`, `ceiling`, `bound` (a fact's min or max), `word:NAME` (one of an enumeration),
`ref:PLACE` (an id declared under PLACE), `record:NAME`, and `list:KIND`, `one_or_list:KIND`, `map:KIND` of another
kind.
"""

import re
from typing import NamedTuple

from iotcheck.model import Confidence, FactType, Status

LANGUAGES = ("zh", "en")
ID = re.compile(r"[a-z0-9][a-z0-9_]*", re.ASCII)
LONG_ID = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)  # sources and programs
RESERVED_IDS = frozenset({"unknown", "none", "不知道", "无", "?", "-", "？", "－"})  # answers and tables use them
OPERATORS = ("all", "any", "not", "at_least", "met", "confirm", "compare")
NOT_FACTS = frozenset({*OPERATORS, "text", "source", "unstated", "none"})

WORDS: dict[str, tuple[str, ...]] = {
    "fact type": tuple(FactType),
    "status": tuple(Status),
    "confidence": tuple(Confidence),
    "language": LANGUAGES,
    "format": ("1",),
}


class Key(NamedTuple):
    """One key of a record."""

    kind: str
    required: bool = False


def _required(kind: str) -> Key:
    return Key(kind, required=True)


RECORDS: dict[str, dict[str, Key]] = {
    "file": {
        "format": _required("word:format"),
        "id": _required("long_id"),
        "title": _required("text"),
        "as_of": _required("date"),
        "currency": _required("currency"),
        "languages": Key("list:word:language"),
        "sources": _required("map:record:source"),
        "agencies": Key("map:record:agency"),
        "supports": Key("map:text"),
        "facts": _required("map:record:fact"),
        "conditions": Key("map:condition"),
        "amounts": Key("map:amount"),
        "tables": Key("map:table"),
        "programs": _required("map:record:program"),
        "notes": Key("list:record:note"),
    },
    "source": {
        "title": _required("text"),
        "number": Key("plain"),
        "issuer": Key("plain"),
        "date": Key("date"),
        "url": Key("url"),
        "checked": Key("date"),
    },
    "agency": {"name": _required("text"), "url": Key("url")},
    "fact": {
        "type": _required("word:fact type"),
        "ask": _required("text"),
        "label": Key("text"),
        "help": Key("text"),
        "topic": Key("text"),
        "choices": Key("map:text"),
        "min": Key("bound"),
        "max": Key("bound"),
        "unit": Key("text"),
        "changeable": Key("boolean"),
        "asked_if": Key("condition"),
    },
    "program": {
        "title": _required("text"),
        "summary": Key("text"),
        "topic": Key("text"),
        "agency": Key("one_or_list:ref:agencies"),
        "support": _required("ref:supports"),
        "editions": _required("list:record:edition"),
        "url": Key("url"),
        "notes": Key("list:record:note"),
        "next_steps": Key("list:text"),
        "see": Key("list:ref:programs"),
    },
    "edition": {
        "from": Key("date"),
        "until": Key("date"),
        "known_to": Key("date"),
        "status": _required("word:status"),
        "confidence": _required("word:confidence"),
        "when": Key("when"),
        "ceiling": _required("ceiling"),
        "source": _required("one_or_list:record:citation"),
        "reviewed": Key("date"),
    },
    "note": {
        "text": _required("text"),
        "date": Key("date"),
        "confidence": Key("word:confidence"),
        "source": Key("one_or_list:record:citation"),
    },
    "citation": {"document": _required("ref:sources"), "section": Key("plain"), "quote": Key("plain")},
}

# Which comparisons stand in `FACT: {COMPARISON: …}`, by type of fact.
NUMERIC_COMPARISONS = ("at_least", "at_most", "more_than", "less_than", "between")
COMPARISONS: dict[FactType, tuple[str, ...]] = {
    FactType.BOOLEAN: (),
    FactType.CHOICE: ("none_of",),
    FactType.CHOICES: ("none_of", "includes_all"),
    FactType.COUNT: NUMERIC_COMPARISONS,
    FactType.NUMBER: NUMERIC_COMPARISONS,
    FactType.MONEY: NUMERIC_COMPARISONS,
    FactType.DATE: ("on_or_after", "before", "years_before"),
}
AMOUNT_FORMS: dict[str, tuple[str, ...]] = {
    "amount": ("amount", "per"),
    "quotient": ("quotient",),
    "percent": ("percent", "of"),
    "amount_of": ("amount_of",),
    "sum": ("sum",),
    "least": ("least",),
    "greatest": ("greatest",),
    "difference": ("difference",),
    "cases": ("cases",),
    "table": ("table", "by"),
}
