"""The schema of answers to one policy file: its facts with their choices and ranges, null for *don't know*."""

from datetime import date
from typing import Any, assert_never

from iotcheck.model import Fact, FactType, PolicySet, Text
from iotcheck.schemas.scalars import COUNT, DIALECT, NUMBER, QUANTITY, Schema
from iotcheck.values import DONT_KNOW_WORDS, Number

_YES_OR_NO: list[Any] = [True, False, "true", "false", "yes", "no", "是", "否"]
_DAY = "^\\s*[0-9]{4}([-/.]|\\s*年\\s*)?[0-9]{1,2}([-/.]|\\s*月\\s*)?[0-9]{1,2}\\s*[日号]?\\s*$"


def answers_schema(policies: PolicySet) -> Schema:
    """Return the schema of answers files for a policy file: a fact that is left out has not been asked."""
    return {
        "$schema": DIALECT,
        "title": f"Answers for {policies.id}",
        "description": f"{_joined(policies.title)}. A fact that is left out has not been asked; null is don't know.",
        "type": "object",
        "properties": {name: _fact(fact) for name, fact in policies.facts.items()},
        "additionalProperties": False,
    }


def _fact(fact: Fact) -> Schema:
    about = [fact.ask, *([fact.help] if fact.help else [])]
    return {
        "title": _joined(fact.label),
        "description": "\n\n".join(_joined(text, "\n") for text in about),
        "anyOf": [*_values(fact), {"type": "null", "title": "don't know"}, {"enum": sorted(DONT_KNOW_WORDS)}],
    }


def _values(fact: Fact) -> list[Schema]:
    match fact.type:
        case FactType.BOOLEAN:
            return [{"enum": _YES_OR_NO}]
        case FactType.CHOICE:
            return _choices(fact)
        case FactType.CHOICES:
            several = {"type": "array", "items": {"anyOf": _choices(fact)}, "uniqueItems": True}
            least, most = fact.minimum, fact.maximum
            bounds = {"minItems": least, "maxItems": most}
            listed = {**several, **{key: bound for key, bound in bounds.items() if bound is not None}}
            one_will_do = (least is None or least in (0, 1)) and most != 0
            return [listed, *(_choices(fact) if one_will_do else [])]
        case FactType.COUNT:
            return [{**COUNT["anyOf"][0], **_range(fact)}, COUNT["anyOf"][1]]
        case FactType.NUMBER:
            return [{**NUMBER["anyOf"][0], **_range(fact)}, NUMBER["anyOf"][1]]
        case FactType.MONEY:
            return [{**QUANTITY["anyOf"][0], **_range(fact)}, QUANTITY["anyOf"][1]]
        case FactType.DATE:
            bounds = {"first": fact.minimum, "last": fact.maximum}
            about = ", ".join(f"{end} {day}" for end, day in bounds.items() if day is not None)
            return [{"type": "string", "pattern": _DAY, **({"description": about} if about else {})}]
        case never:
            assert_never(never)


def _choices(fact: Fact) -> list[Schema]:
    """Return the choices by id, as completions with their labels, and then the labels, which are understood too."""
    ids = [
        {"const": form, "title": _joined(label)} for choice, label in fact.choices.items() for form in _forms(choice)
    ]
    labels = {text: None for label in fact.choices.values() for text in label.by_language.values()}
    return [*ids, {"enum": [form for label in labels if label not in fact.choices for form in _forms(label)]}]


def _forms(word: str) -> list[Any]:
    """Return a word, and what an editor's parser makes of it where it looks like something else."""
    typed: dict[str, Any] = {"true": True, "false": False}
    return [word, *([int(word)] if word.isdecimal() else []), *([typed[word]] if word in typed else [])]


def _range(fact: Fact) -> dict[str, Any]:
    bounds = {"minimum": fact.minimum, "maximum": fact.maximum}
    return {key: _number(bound) for key, bound in bounds.items() if bound is not None and not isinstance(bound, date)}


def _number(bound: Number) -> int | float:
    return bound if isinstance(bound, int) else float(bound)


def _joined(text: Text, between: str = " / ") -> str:
    return between.join(dict.fromkeys(text.by_language.values()))
