"""The question to ask next as JSON, for whoever holds the interview elsewhere: a form, a chat, an assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iotcheck import interview
from iotcheck.answers import in_file_order, plain_value
from iotcheck.engine import Report
from iotcheck.interview import Effect, Range
from iotcheck.model import Fact
from iotcheck.render.json import head
from iotcheck.render.listings import question_json
from iotcheck.render.sums import totals_json
from iotcheck.values import Value

if TYPE_CHECKING:
    from iotcheck.schemas import next_documents as data


def next_json(report: Report, language: str) -> data.Next:
    """Return the document of kind "next": the same question as the interview on a terminal asks after these answers."""
    policies = report.policies
    fact = interview.next_question(report)
    return {
        **head("next", policies, report.as_of, language),
        "answers": {name: plain_value(value) for name, value in in_file_order(policies, report.answers).items()},
        "question": _question(report, policies.facts[fact], language) if fact is not None else None,
        "remaining": len(interview.needed(report)),
        "totals": totals_json(policies, report.totals),
    }


def _question(report: Report, fact: Fact, language: str) -> data.Question:
    found: Any = {
        "groups": {},
        **question_json(fact, language),
        "unit": fact.unit.in_language(language) if fact.unit else None,
        "programs": [program.program.id for program in interview.stake(report, fact.id).programs],
        "effects": list(map(_effect, interview.effects(report, fact.id))),
    }
    return found  # type: ignore[no-any-return]


def _effect(effect: Effect) -> data.Effect:
    answer: Value | Range | None = effect.answer
    span = answer if isinstance(answer, Range) else None
    return {
        "answer": None if isinstance(answer, Range) else plain_value(answer),
        "min": plain_value(span.low) if span else None,
        "max": plain_value(span.high) if span else None,
        "min_included": span is not None and not span.after,
        "max_included": span is not None and not span.before,
        "eligible": effect.fits,
        "undetermined": effect.possible,
        "ineligible": effect.out,
    }
