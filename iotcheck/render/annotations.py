"""Problems for tools that show them beside the lines of a change: GitHub's annotations, and SARIF 2.1.0."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from iotcheck import __version__
from iotcheck.authoring import CheckedFile
from iotcheck.errors import Problem
from iotcheck.texts import problem_advice, problem_text

_GITHUB = {"error": "error", "warning": "warning", "notice": "notice"}
_SARIF = {"error": "error", "warning": "warning", "notice": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def github_lines(files: Iterable[CheckedFile], language: str) -> str:
    """Return workflow commands that annotate lines, one for each problem, in the order found."""
    return "".join(f"{line}\n" for checked in files for line in _commands(checked, language))


def _commands(checked: CheckedFile, language: str) -> Iterator[str]:
    for problem in checked.problems:
        place = problem.location
        properties = {"file": place.file if place else checked.file, "title": f"iotcheck {problem.code}"}
        if place and place.line:
            properties |= {"line": str(place.line), "col": str(place.column or 1)}
        written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        yield f"::{_GITHUB[problem.severity]} {written}::{_message(problem_text(language, problem))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def sarif_json(files: Sequence[CheckedFile], language: str) -> dict[str, Any]:
    """Return a SARIF log of one run: a rule for each code found, a result for each problem."""
    problems = [(checked.file, problem) for checked in files for problem in checked.problems]
    codes = {problem.code: problem for _, problem in problems}
    places = {code: place for place, code in enumerate(codes)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "iotcheck",
                        "version": __version__,
                        "rules": [_rule(problem, language) for problem in codes.values()],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(file, problem, places[problem.code], language) for file, problem in problems],
            }
        ],
    }


def _rule(problem: Problem, language: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": problem.code}
    if advice := problem_advice(language, problem):
        why, fix = advice
        rule |= {"shortDescription": {"text": why}, "help": {"text": fix}}
    return rule


def _result(file: str, problem: Problem, rule: int, language: str) -> dict[str, Any]:
    place = problem.location
    where: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.file if place else file)}}
    if place and place.line:
        where["region"] = {"startLine": place.line, "startColumn": place.column or 1}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _SARIF[problem.severity],
        "message": {"text": problem_text(language, problem)},
        "locations": [{"physicalLocation": where}],
    }


def _uri(path: str) -> str:
    """Return a path as the relative reference of a URI that SARIF asks for."""
    from urllib.parse import quote

    return quote(path.replace("\\", "/"))
