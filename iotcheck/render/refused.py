"""What is wrong, as plain data: for programs that called a command or sent a request that could not be answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from iotcheck import __version__
from iotcheck.errors import MOST_PROBLEMS, Problem, ProblemsError
from iotcheck.model import Text
from iotcheck.texts import problem_text
from iotcheck.typeset import json_safe

if TYPE_CHECKING:
    from iotcheck.schemas import listing_documents as data

SCHEMA_VERSION = "1.0"


def problems_line(error: ProblemsError, language: str) -> str:
    """Return the document of kind "problems" in a line of its own: it may follow rows of JSON lines."""
    document: data.Problems = {
        "schema_version": SCHEMA_VERSION,
        "kind": "problems",
        "generator": f"iotcheck {__version__}",
        "language": language,
        "exit_code": int(error.exit_code),
        "problems": list(problems_data(error, language)),
        "more": len(error.problems) >= MOST_PROBLEMS,
    }
    return json_safe(json.dumps(document, ensure_ascii=False)) + "\n"


def problems_data(error: ProblemsError, language: str) -> Iterator[data.Problem]:
    """Yield the problems of an error: code, sentence, place, the words that are known there, and the likely one."""
    for problem in error.problems:
        place = problem.location
        found: data.Problem = {
            "code": problem.code,
            "severity": problem.severity,
            "message": problem_text(language, problem),
            "file": place.file if place else None,
            "line": place.line or None if place else None,
            "column": place.column or None if place else None,
        }
        known = _known(problem, language)
        if known is not None:
            found["known"] = known
        if suggestion := problem.params.get("suggestion"):
            found["suggestion"] = str(suggestion)
        yield found


def _known(problem: Problem, language: str) -> list[str] | None:
    known = problem.params.get("known")
    if not isinstance(known, tuple | list):
        return None
    return [one.in_language(language) if isinstance(one, Text) else str(one) for one in known]
