"""The tools that assistants may call: the methods of `service`, short enough for a model to read, with their sources.

A model must not fill in what its user has not said. So no tool has answers of its own, none is remembered between
calls, and every result repeats the answers it rests on.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from iotcheck.errors import DataError, Location, Problem, ProblemsError
from iotcheck.reader import read_json
from iotcheck.render.program import source_json
from iotcheck.render.refused import problems_data
from iotcheck.service import Service
from iotcheck.texts import say
from iotcheck.texts import values as words

# Of an assessment: what is told of a program that one may apply for, or that is still open.
_TOLD = ("id", "title", "verdict", "applicable", "stale", "ceiling", "missing", "confirm", "window", "apply_at", "url")
_LISTED = ("id", "title", "topic", "agency_titles", "support_title", "status", "stale", "maximum", "window", "outside")

Call = Callable[[Service, dict[str, Any]], dict[str, Any]]


def tools(language: str) -> list[dict[str, Any]]:
    """Return the tools as the Model Context Protocol describes them: name, description, JSON Schema of the input."""
    return [
        {
            "name": name,
            "description": say(language, f"assistants.{name}"),
            "inputSchema": {
                "type": "object",
                "properties": {key: _PARAMETERS[key](language) for key in (*needed, *optional, "as_of")},
                "required": list(needed),
                "additionalProperties": False,
            },
        }
        for name, (needed, optional, _) in _TOOLS.items()
    ]


def instructions(language: str) -> str:
    """Return how an assistant should use the tools."""
    return say(language, "assistants.instructions")


def call(service: Service, name: str, arguments: Mapping[str, Any] | None) -> tuple[dict[str, Any], bool]:
    """Return what a tool answers, and whether it could: else the document says what is wrong."""
    try:
        if name not in _TOOLS:
            raise DataError([Problem(Location("tool"), "unknown-word", {"name": name, "known": tuple(_TOOLS)})])
        needed, _, function = _TOOLS[name]
        given = dict(arguments or {})
        if missing := [key for key in needed if key not in given]:
            raise DataError(Problem(Location(name), "missing-key", {"key": key}) for key in missing)
        return _signed(service, function(service, given)), True
    except ProblemsError as error:
        return {"kind": "problems", "problems": list(problems_data(error, service.language))}, False


def _ask(service: Service, method: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Call a method of the service: it refuses what it does not take, and every answer that is not one."""
    found: dict[str, Any] = service.call(method, read_json(json.dumps(given), "arguments"))
    return found


def _programs(service: Service, given: dict[str, Any]) -> dict[str, Any]:
    found = _ask(service, "programs", given)
    listed = [{**_part(one, _LISTED), "sources": _documents(service, found, [one["id"]])} for one in found["programs"]]
    return {**found, "programs": listed}


def _next_question(service: Service, given: dict[str, Any]) -> dict[str, Any]:
    found = _ask(service, "next", given)
    asking = found["question"]["programs"] if found["question"] else []
    return {**found, "sources": _documents(service, found, asking)}


def _assess(service: Service, given: dict[str, Any]) -> dict[str, Any]:
    found = _ask(service, "assess", given)
    told = [one for one in found["programs"] if one["applicable"] or one["verdict"] == "undetermined"]
    programs = [{**_part(one, _TOLD), "sources": [each["document"] for each in one["sources"]]} for one in told]
    out = [one["id"] for one in found["programs"] if one["verdict"] == "ineligible"]
    kept = {key: value for key, value in found.items() if key not in ("agencies", "documents")}
    return {**kept, "programs": programs, "ineligible": out}


def _what_if(service: Service, given: dict[str, Any]) -> dict[str, Any]:
    found = _ask(service, "what_if", given)
    suggestions = [{key: value for key, value in one.items() if key != "other"} for one in found["suggestions"]]
    names = [given["program"]] if given.get("program") else [name for one in suggestions for name in one["gained"]]
    return {**found, "suggestions": suggestions, "sources": _documents(service, found, names)}


def _documents(service: Service, found: Mapping[str, Any], programs: Iterable[str]) -> list[str]:
    """Return the ids of the documents that state the terms of some programs on the day of a result."""
    day, rules = date.fromisoformat(found["as_of"]), service.policies.rules
    editions = [edition for name in programs if (edition := rules.programs[name].edition_on(day)) is not None]
    return list(dict.fromkeys(one.document for edition in editions for one in edition.sources))


def _part(program: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: program[key] for key in keys if program.get(key) not in (None, [], False)}


def _signed(service: Service, found: dict[str, Any]) -> dict[str, Any]:
    """Return a result with the day it speaks of, that it decides nothing, and the documents it rests on."""
    language = found["language"]
    rules, day = service.policies.rules, date.fromisoformat(found["as_of"])
    cited = dict.fromkeys(name for name in _cited(found) if name in rules.sources)
    notice = say(language, "assistants.notice", day=words.day(language, day))
    return {"notice": notice, **found, "sources": {name: source_json(rules.sources[name], language) for name in cited}}


def _cited(found: Any) -> Iterator[str]:
    """Yield the ids of documents that a result names."""
    if isinstance(found, Mapping):
        for key, value in found.items():
            if key == "document":
                yield value
            elif key == "sources" and value and isinstance(value[0], str):
                yield from value
            else:
                yield from _cited(value)
    elif isinstance(found, list):
        for each in found:
            yield from _cited(each)


# Tool → what it needs, what it may be given besides, what it does.
_TOOLS: dict[str, tuple[tuple[str, ...], tuple[str, ...], Call]] = {
    "programs": ((), (), _programs),
    "next_question": (("answers",), (), _next_question),
    "assess": (("answers",), (), _assess),
    "explain": (("answers", "program"), (), lambda service, given: _ask(service, "explain", given)),
    "what_if": (("answers",), ("program",), _what_if),
}
_PARAMETERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "answers": lambda language: {"type": "object", "description": say(language, "assistants.answers")},
    "program": lambda language: {"type": "string", "description": say(language, "assistants.program")},
    "as_of": lambda language: {"type": "string", "format": "date", "description": say(language, "assistants.as_of")},
}
