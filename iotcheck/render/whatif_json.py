"""What would have to change, as JSON: documents of kind "whatif" and "comparison"."""

from typing import Any, assert_never

from iotcheck.answers import in_file_order, plain_value
from iotcheck.engine import Answers, ProgramReport, Report, Totals
from iotcheck.render.json import head
from iotcheck.whatif import Change, Comparison, Effects, Found, Suggestion, Unlocking, WhatIf


def what_if_document(report: Report, language: str, found: Found) -> dict[str, Any]:
    """Return the changes for one program, or over all of them, or a comparison."""
    kind = "comparison" if isinstance(found, Comparison) else "whatif"
    begin = {**head(kind, report.policies, report.as_of, language), "answers": _answers(report, report.answers)}
    match found:
        case Comparison(changed=changed, effects=effects, then=then):
            after = report.replace(answers={**report.answers, **changed})
            ways = None if then is None else _ways(after, then)
            return {**begin, "set": _answers(report, changed), **_effects(report, effects), "then": ways}
        case WhatIf() | Unlocking():
            return {**begin, **_ways(report, found)}
        case never:
            assert_never(never)


def _ways(report: Report, found: WhatIf | Unlocking) -> dict[str, Any]:
    """Return what would have to change; `program` and `verdict` are null over all programs."""
    asked: dict[str, Any] = {"program": None, "verdict": None, "fixed": []}
    if isinstance(found, WhatIf):
        asked = {"program": found.program.program.id, "verdict": found.program.verdict, "fixed": list(found.fixed)}
    suggestions = [_suggestion(report, one) for one in found.suggestions]
    return {**asked, "suggestions": suggestions, "complete": found.complete}


def _answers(report: Report, answers: Answers) -> dict[str, Any]:
    return {name: plain_value(value) for name, value in in_file_order(report.policies, answers).items()}


def _suggestion(report: Report, one: Suggestion) -> dict[str, Any]:
    return {
        "changes": [_change(report, change) for change in one.changes],
        "wait_until": one.wait_until.isoformat() if one.wait_until else None,
        "result": _standing(one.after),
        **_effects(report, one.effects),
    }


def _change(report: Report, one: Change) -> dict[str, Any]:
    return {
        "fact": one.fact,
        "asked": one.fact in report.answers,
        "before": plain_value(one.before),
        "after": plain_value(one.after),
        "others": [plain_value(value) for value in one.others],
        "min": plain_value(one.low),
        "max": plain_value(one.high),
        "margin": plain_value(one.margin),
    }


def _effects(report: Report, effects: Effects) -> dict[str, Any]:
    return {
        "gained": [pair.after.program.id for pair in effects.gained],
        "lost": [pair.after.program.id for pair in effects.lost],
        "other": [
            {"id": pair.after.program.id, "before": _standing(pair.before), "after": _standing(pair.after)}
            for pair in effects.other
        ],
        "totals": {
            "currency": report.policies.currency,
            "before": _sum(effects.before),
            "after": _sum(effects.after),
        },
    }


def _sum(totals: Totals) -> dict[str, Any]:
    return {
        "min": plain_value(totals.low),
        "max": plain_value(totals.high),
        "applicable": totals.applicable,
        "conditional": totals.conditional,
    }


def _standing(result: ProgramReport) -> dict[str, Any]:
    return {
        "verdict": result.verdict,
        "status": result.edition.status if result.edition else None,
        "stale": result.stale,
        "applicable": result.applicable,
        "ceiling": {
            "kind": result.ceiling.kind,
            "min": plain_value(result.ceiling.low),
            "max": plain_value(result.ceiling.high),
        },
    }
