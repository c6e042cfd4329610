"""The JSON of an assessment, as the contract has it: plain data, then text by `json.dumps` alone."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, assert_never

from iotcheck import __version__
from iotcheck.answers import in_file_order, plain_value
from iotcheck.engine import Interval, ProgramReport, Report, Trace, blockers
from iotcheck.logic import Truth
from iotcheck.model import (
    All,
    AtLeast,
    Citation,
    Compares,
    ComparesDate,
    Condition,
    Confirm,
    Everyone,
    Met,
    Not,
    Note,
    PolicySet,
    Selects,
)
from iotcheck.model import Any as AnyOf

SCHEMA_VERSION = "1.0"


def dumps(document: Any) -> str:
    """Return a document as JSON text, Chinese unescaped, with a final line end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def assessment(
    report: Report, language: str, *, explain: bool = False, next_question: str | None = None
) -> dict[str, Any]:
    """Return a report as the JSON document of kind "assessment".

    `explain` adds each program's trace; `next_question` is the id of the fact that the interview would ask, or None.
    """
    policies = report.policies
    totals = report.totals
    return {
        **head("assessment", policies, report.as_of, language),
        "answers": {fact: plain_value(value) for fact, value in in_file_order(policies, report.answers).items()},
        "programs": [_program(report, program, language, explain) for program in report.programs],
        "totals": {
            "currency": policies.currency,
            "min": totals.low,
            "max": totals.high,
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


def sources(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    """Return citations as plain data."""
    return [{"document": one.document, "section": one.section, "quote": one.quote} for one in citations]


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
    edition, ceiling = program.edition, program.ceiling
    explained = explain and program.trace is not None
    return {
        "id": program.program.id,
        "title": program.program.title.in_language(language),
        "agencies": list(program.program.agencies),
        "status": edition.status if edition else None,
        "stale": program.stale,
        "applicable": program.applicable,
        "verdict": program.verdict,
        "ceiling": {
            "kind": ceiling.kind,
            "min": ceiling.low,
            "max": ceiling.high,
            "currency": report.policies.currency,
            "missing": list(ceiling.missing),
        },
        "missing": list(program.missing),
        "confirm": [text.in_language(language) for text in program.confirm],
        "blockers": _blockers(program.trace) if program.trace else [],
        "explanation": explanation(report, program.trace, language) if explained and program.trace else None,
        "sources": sources(edition.sources) if edition else [],
        "notes": notes(program.program.notes, language),
        "see": list(program.program.see),
    }


def _blockers(trace: Trace) -> list[list[str]]:
    """Return blocker sets as JSON Pointers into the explanation."""
    return [["".join(f"/children/{index}" for index in path) for path in one] for one in blockers(trace)]


def explanation(report: Report, trace: Trace, language: str) -> dict[str, Any]:
    """Return a trace as plain data: what is asked, whether it holds, the applicant's value, where it is written."""
    condition = trace.condition
    node: dict[str, Any] = {"operator": operator_of(condition), "truth": truth_word(trace)}
    node.update(_details(report, trace, language))
    if not isinstance(condition, Everyone):
        node["text"] = condition.text.in_language(language) if condition.text else None
        node["sources"] = sources(condition.sources)
    node["line"], node["column"] = condition.location.line, condition.location.column
    if trace.children:
        node["children"] = [explanation(report, child, language) for child in trace.children]
    return node


def truth_word(trace: Trace) -> str:
    """Return "true", "false", "unknown", or "confirm" where only things to confirm stand between it and true."""
    if trace.high is trace.low:
        return trace.high.name.lower()
    return "confirm" if trace.high is Truth.TRUE and trace.low is Truth.FALSE else "unknown"


def operator_of(condition: Condition | Everyone) -> str:
    """Return the name of a condition's operator as the policy file writes it; "fact" and "compare" for leaves."""
    match condition:
        case All():
            return "all"
        case AnyOf():
            return "any"
        case Not():
            return "not"
        case AtLeast():
            return "at_least"
        case Met():
            return "met"
        case Confirm():
            return "confirm"
        case Everyone():
            return "everyone"
        case Compares():
            return "compare"
        case Selects() | ComparesDate():
            return "fact"
        case never:
            assert_never(never)


def _details(report: Report, trace: Trace, language: str) -> dict[str, Any]:
    match trace.condition:
        case Met(name=name):
            return {"name": name, "named": _named(report.policies, name, language)}
        case AtLeast(count=count):
            return {"count": count}
        case Confirm(question=question):
            return {"question": question.in_language(language)}
        case Selects(fact=fact, selection=selection, values=values):
            threshold = [plain_value(value) for value in values]
            return {"fact": fact, "comparison": selection, "threshold": threshold, **_value(report, fact)}
        case ComparesDate(fact=fact, operator=operator, bound=bound):
            return {"fact": fact, "comparison": operator, "threshold": plain_value(bound), **_value(report, fact)}
        case Compares(operator=operator):
            left, *bounds = [_interval(operand.interval) for operand in trace.operands]
            return {"comparison": operator, "value": left, "threshold": bounds, "missing": list(trace.open_facts)}
        case _:
            return {}


def _named(policies: PolicySet, name: str, language: str) -> str:
    return policies.conditions[name].text.in_language(language)


def _value(report: Report, fact: str) -> dict[str, Any]:
    return {"value": plain_value(report.answers.get(fact)), "asked": fact in report.answers}


def _interval(interval: Interval) -> list[Any]:
    return [plain_value(interval.low), plain_value(interval.high)]
