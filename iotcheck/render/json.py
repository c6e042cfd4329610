"""The JSON of an assessment, as the contract has it: plain data, then text by `json.dumps` alone."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from iotcheck import __version__
from iotcheck.answers import in_file_order, plain_value
from iotcheck.engine import Ceiling, ProgramReport, Report, Trace, blockers
from iotcheck.model import Note, PolicySet
from iotcheck.render.trees import computation, explanation, sources
from iotcheck.typeset import json_safe

__all__ = ["SCHEMA_VERSION", "assessment", "dumps", "head", "notes", "sources"]

SCHEMA_VERSION = "1.0"


def dumps(document: Any) -> str:
    """Return a document as JSON text with a final line end; what would act on a terminal is escaped, Chinese is not."""
    return json_safe(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def assessment(
    report: Report, language: str, *, explain: bool = False, next_question: str | None = None
) -> dict[str, Any]:
    """Return a report as the JSON document of kind "assessment".

    `explain` adds each program's trace and the computation of its ceiling; `next_question` is the id of the fact that
    the interview would ask, or None.
    """
    policies = report.policies
    totals = report.totals
    return {
        **head("assessment", policies, report.as_of, language),
        "answers": {fact: plain_value(value) for fact, value in in_file_order(policies, report.answers).items()},
        "programs": [_program(report, program, language, explain) for program in report.programs],
        "totals": {
            "currency": policies.currency,
            "min": plain_value(totals.low),
            "max": plain_value(totals.high),
            "applicable": totals.applicable,
            "conditional": totals.conditional,
            "undetermined": totals.undetermined,
            "unstated": totals.unstated,
        },
        "next_question": next_question,
    }


def head(kind: str, policies: PolicySet, as_of: date, language: str) -> dict[str, Any]:
    """Return what every document begins with."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "generator": f"iotcheck {__version__}",
        "policies": {"id": policies.id, "sha256": policies.sha256},
        "as_of": as_of.isoformat(),
        "language": language,
    }


def notes(found: Iterable[Note], language: str) -> list[dict[str, Any]]:
    """Return notes as plain data."""
    return [
        {
            "text": note.text.in_language(language),
            "date": note.date.isoformat() if note.date else None,
            "confidence": note.confidence,
            "sources": sources(note.sources),
        }
        for note in found
    ]


def _program(report: Report, program: ProgramReport, language: str, explain: bool) -> dict[str, Any]:
    edition, trace = program.edition, program.trace
    return {
        "id": program.program.id,
        "title": program.program.title.in_language(language),
        "agencies": list(program.program.agencies),
        "status": edition.status if edition else None,
        "stale": program.stale,
        "applicable": program.applicable,
        "verdict": program.verdict,
        "ceiling": _ceiling(report, program.ceiling, language, explain),
        "missing": list(program.missing),
        "confirm": [text.in_language(language) for text in program.confirm],
        "blockers": _blockers(trace) if trace else [],
        "explanation": explanation(report, trace, language) if explain and trace else None,
        "sources": sources(edition.sources) if edition else [],
        "notes": notes(program.program.notes, language),
        "see": list(program.program.see),
    }


def _ceiling(report: Report, ceiling: Ceiling, language: str, explain: bool) -> dict[str, Any]:
    trace = ceiling.trace
    return {
        "kind": ceiling.kind,
        "min": plain_value(ceiling.low),
        "max": plain_value(ceiling.high),
        "currency": report.policies.currency,
        "missing": list(ceiling.missing),
        "computation": computation(report, trace, language) if explain and trace else None,
    }


def _blockers(trace: Trace) -> list[list[str]]:
    """Return blocker sets as JSON Pointers into the explanation."""
    return [["".join(f"/children/{index}" for index in path) for path in one] for one in blockers(trace)]
