"""Problems of policy files: lines for people and programs such as editors (`file:line:column: …`), and JSON."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from iotcheck import __version__
from iotcheck.authoring import CheckedFile
from iotcheck.errors import Problem
from iotcheck.render.document import Document, Item
from iotcheck.render.json import SCHEMA_VERSION
from iotcheck.texts import problem_advice, problem_line, problem_text, say
from iotcheck.typeset import one_line

_STYLES = {"error": "red", "warning": "yellow", "notice": ""}


def problems_document(files: Iterable[CheckedFile], language: str) -> Document:
    """Return all problems, one to a line, the advice for each code below its first; then how many there are."""
    page = Document()
    counts: Counter[str] = Counter()
    advised: set[str] = set()
    for checked in files:
        if not checked.problems:
            page.paragraph(say(language, "commands.clean", file=one_line(checked.file)))
        for problem in checked.problems:
            counts[problem.severity] += 1
            page.paragraph(problem_line(language, problem), _STYLES[problem.severity])
            advice = problem_advice(language, problem)
            if advice is not None and problem.code not in advised:
                advised.add(problem.code)
                why, mend = advice
                page.items([Item(say(language, "commands.why-and-mend", why=why, mend=mend), mark=" ", depth=1)])
    if counts.total():
        page.paragraph(say(language, "commands.counts", **_counts(counts)))
    return page


def problems_json(kind: str, files: Sequence[CheckedFile], language: str) -> dict[str, Any]:
    """Return the JSON document of a check of files."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "generator": f"iotcheck {__version__}",
        "language": language,
        "files": [
            {
                "file": checked.file,
                "policies": {"id": checked.policies.id, "sha256": checked.policies.sha256}
                if checked.policies
                else None,
                "problems": [_problem(problem, language) for problem in checked.problems],
            }
            for checked in files
        ],
        **_counts(Counter(problem.severity for checked in files for problem in checked.problems)),
    }


def _problem(problem: Problem, language: str) -> dict[str, Any]:
    """Return a problem as plain data; line and column count from 1, 0 where there is none."""
    place = problem.location
    why, mend = problem_advice(language, problem) or (None, None)
    return {
        "severity": problem.severity,
        "code": problem.code,
        "file": place.file if place else None,
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "message": problem_text(language, problem),
        "reason": why,
        "mend": mend,
    }


def _counts(counts: Counter[str]) -> dict[str, int]:
    return {"errors": counts["error"], "warnings": counts["warning"], "notices": counts["notice"]}
