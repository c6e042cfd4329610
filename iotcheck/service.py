"""The methods that programs call, and JSON-RPC 2.0 over them: a request a line, a response a line.

Nothing is remembered between requests: each brings its answers. `iotcheck serve` only reads and writes lines.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from iotcheck.answers import Answers, answers_from
from iotcheck.api import PolicySet, Report
from iotcheck.errors import DataError, Location, Problem, ProblemsError
from iotcheck.reader import Mapping as MappingNode
from iotcheck.reader import Node, Scalar, Sequence, decode, json_value, not_a_mapping, read_json
from iotcheck.record import Record
from iotcheck.render.refused import problems_data
from iotcheck.texts import LANGUAGES
from iotcheck.values import BadValueError, parse_date

PARSE_ERROR, INVALID_REQUEST, UNKNOWN_METHOD, INVALID_PARAMS, INTERNAL_ERROR = -32700, -32600, -32601, -32602, -32603
_MESSAGES = {
    PARSE_ERROR: "Parse error",
    INVALID_REQUEST: "Invalid Request",
    UNKNOWN_METHOD: "Method not found",
    INVALID_PARAMS: "Invalid params",
    INTERNAL_ERROR: "Internal error",
}


class Params(Record):
    """The parameters of a call, read: what the method does not take is refused."""

    answers: Answers
    as_of: date | None = None
    language: str
    program: str | None = None
    explain: bool = False


class Service(Record):
    """The rules that are served, the date that applies where a call names none, and the language of its texts."""

    policies: PolicySet
    as_of: date | None = None
    language: str = "en"

    def call(self, method: str, params: Node | None) -> Any:
        """Return the result of one of METHODS; raise DataError for wrong parameters."""
        allowed, function = METHODS[method]
        return function(self, self._params(params, allowed))

    def report(self, params: Params) -> Report:
        """Assess the answers of a call."""
        return self.policies.assess(params.answers, as_of=params.as_of)

    def _params(self, node: Node | None, allowed: Mapping[str, bool]) -> Params:
        entries = {}
        if isinstance(node, MappingNode):
            entries = {key: value for key, (_, value) in node.entries.items()}
        elif node is not None:
            raise DataError([not_a_mapping(node)])
        place = Location("params")
        known = (*allowed, "as_of", "language")
        problems = [
            Problem(Location(f"params.{key}"), "unknown-key", {"name": key, "known": known})
            for key in entries
            if key not in known
        ]
        problems += [
            Problem(place, "missing-key", {"key": key})
            for key, needed in allowed.items()
            if needed and key not in entries
        ]
        if problems:
            raise DataError(problems)
        answers: Answers = {}
        if "answers" in entries:
            answers, problems = answers_from(entries["answers"], self.policies.rules)
            if problems:
                raise DataError(problems)
        return Params(
            answers=answers,
            as_of=self._day(entries.get("as_of")),
            language=_word(entries.get("language"), "language", LANGUAGES) or self.language,
            program=_word(entries.get("program"), "program", self.policies.programs),
            explain=_word(entries.get("explain"), "explain", ("false", "true")) == "true",
        )

    def _day(self, node: Node | None) -> date | None:
        if node is None or (isinstance(node, Scalar) and node.null):
            return self.as_of
        try:
            return parse_date(node.text if isinstance(node, Scalar) else "")
        except BadValueError as error:
            raise DataError([Problem(Location("params.as_of"), error.code, error.params)]) from None


def _word(node: Node | None, name: str, known: tuple[str, ...]) -> str | None:
    """Return a parameter that is one of some words; None where it is absent or null."""
    if node is None or (isinstance(node, Scalar) and node.null):
        return None
    text = node.text if isinstance(node, Scalar) else ""
    if text not in known:
        code = "unknown-program" if name == "program" else "unknown-word"
        raise DataError([Problem(Location(f"params.{name}"), code, {"name": text, "known": known})])
    return text


def _programs(service: Service, params: Params) -> Any:
    from iotcheck.render.listings import programs_json

    rules = service.policies.rules
    return programs_json(rules, params.language, params.as_of or rules.as_of)


def _questions(service: Service, params: Params) -> Any:
    from iotcheck.render.listings import questions_json

    return questions_json(service.policies.rules, params.language)


def _program(service: Service, params: Params) -> Any:
    from iotcheck.render.program import program_json

    rules = service.policies.rules
    assert params.program is not None  # it is needed
    return program_json(rules, params.program, params.language, params.as_of or rules.as_of)


def _next(service: Service, params: Params) -> Any:
    return service.report(params).next_to_dict(params.language)


def _assess(service: Service, params: Params) -> Any:
    return service.report(params).to_dict(params.language, explain=params.explain)


def _explain(service: Service, params: Params) -> Any:
    assert params.program is not None
    document = service.report(params).to_dict(params.language, explain=True)
    [found] = [program for program in document["programs"] if program["id"] == params.program]
    return {**document, "kind": "explanation", "programs": [found]}


def _what_if(service: Service, params: Params) -> Any:
    return service.report(params).what_if(params.program, params.language)


# Method → its parameters besides `as_of` and `language`, each with whether it is needed; what it does.
METHODS: dict[str, tuple[dict[str, bool], Callable[[Service, Params], Any]]] = {
    "programs": ({}, _programs),
    "program": ({"program": True}, _program),
    "questions": ({}, _questions),
    "next": ({"answers": False}, _next),
    "assess": ({"answers": False, "explain": False}, _assess),
    "explain": ({"answers": False, "program": True}, _explain),
    "what_if": ({"answers": False, "program": False}, _what_if),
}


def respond(service: Service, line: bytes) -> str | None:
    """Return the response to one line of JSON-RPC 2.0; None for a notification and a blank line. Never raise."""
    if not line.strip():
        return None
    try:
        text = decode(line, "request")
        node = read_json(text, "request")
        if node is None:  # YAML, perhaps
            raise DataError([Problem(Location("request", 1), "json-syntax", {"detail": text.strip()[:20]})])
    except DataError as error:
        return _written(_error(None, PARSE_ERROR, service.language, error))
    if isinstance(node, Sequence):
        if not node.items:
            return _written(_error(None, INVALID_REQUEST, service.language))
        found = [response for item in node.items if (response := _response(service, item)) is not None]
        return _written(found) if found else None
    response = _response(service, node)
    return None if response is None else _written(response)


def _response(service: Service, node: Node) -> dict[str, Any] | None:
    """Return the response to one request, None for a notification."""
    request = {key: value for key, (_, value) in node.entries.items()} if isinstance(node, MappingNode) else {}
    version, method, request_id = request.get("jsonrpc"), request.get("method"), request.get("id")
    identity = _identity(request_id)
    named = isinstance(method, Scalar) and method.quoted
    if not (named and isinstance(version, Scalar) and version.text == "2.0" and isinstance(request_id, Scalar | None)):
        return _error(identity, INVALID_REQUEST, service.language)
    assert isinstance(method, Scalar)
    answer: dict[str, Any]
    if method.text not in METHODS:
        answer = _error(identity, UNKNOWN_METHOD, service.language)
    else:
        try:
            result = service.call(method.text, request.get("params"))
            answer = {"jsonrpc": "2.0", "id": identity, "result": result}
        except ProblemsError as error:
            answer = _error(identity, INVALID_PARAMS, service.language, error)
        except Exception as error:  # a bug: the caller hears of it, and the next request is answered
            answer = _error(identity, INTERNAL_ERROR, service.language)
            answer["error"]["data"] = {"kind": "bug", "detail": f"{type(error).__name__}: {error}"}
    return answer if request_id is not None else None


def _identity(node: Node | None) -> Any:
    """Return the id of a request as it was written: a text, a number or null."""
    if not isinstance(node, Scalar) or node.null:
        return None
    value = json_value(node)
    return value if node.quoted or not isinstance(value, str) else json.loads(value)


def _error(identity: Any, code: int, language: str, error: ProblemsError | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"code": code, "message": _MESSAGES[code]}
    if error is not None:
        found["data"] = {"kind": "problems", "problems": list(problems_data(error, language))}
    return {"jsonrpc": "2.0", "id": identity, "error": found}


def _written(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False)
