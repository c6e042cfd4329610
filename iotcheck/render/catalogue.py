"""The JSON of what a policy file holds: programs, one program, questions."""

from datetime import date
from typing import Any

from iotcheck.answers import plain_value
from iotcheck.model import Fact, PolicySet, Program
from iotcheck.render.json import head, notes, sources


def programs_document(policies: PolicySet, as_of: date, language: str) -> dict[str, Any]:
    """Return the document of kind "programs": every program on a day."""
    programs = [_program(program, as_of, language) for program in policies.programs.values()]
    return {**head("programs", policies, as_of, language), "programs": programs}


def program_document(policies: PolicySet, program_id: str, as_of: date, language: str) -> dict[str, Any]:
    """Return the document of kind "program": one program with all its editions."""
    program = policies.programs[program_id]
    editions = [
        {
            "from": edition.start.isoformat() if edition.start else None,
            "until": edition.until.isoformat() if edition.until else None,
            "known_to": edition.known_to.isoformat(),
            "status": edition.status,
            "confidence": edition.confidence,
            "sources": sources(edition.sources),
        }
        for edition in program.editions
    ]
    more = {
        "summary": program.summary.in_language(language) if program.summary else None,
        "editions": editions,
        "notes": notes(program.notes, language),
        "next_steps": [step.in_language(language) for step in program.next_steps],
        "see": list(program.see),
    }
    return {**head("program", policies, as_of, language), "program": {**_program(program, as_of, language), **more}}


def questions_document(policies: PolicySet, language: str) -> dict[str, Any]:
    """Return the document of kind "questions": every fact, with its choices and range."""
    questions = [_question(fact, language) for fact in policies.facts.values()]
    return {**head("questions", policies, policies.as_of, language), "questions": questions}


def _program(program: Program, as_of: date, language: str) -> dict[str, Any]:
    edition = program.edition_on(as_of)
    return {
        "id": program.id,
        "title": program.title.in_language(language),
        "agencies": list(program.agencies),
        "support": program.support,
        "status": edition.status if edition else None,
        "stale": edition.stale(as_of) if edition else False,
    }


def _question(fact: Fact, language: str) -> dict[str, Any]:
    return {
        "id": fact.id,
        "type": fact.type,
        "ask": fact.ask.in_language(language),
        "label": fact.label.in_language(language),
        "help": fact.help.in_language(language) if fact.help else None,
        "choices": {choice: label.in_language(language) for choice, label in fact.choices.items()},
        "min": plain_value(fact.minimum),
        "max": plain_value(fact.maximum),
        "changeable": fact.changeable,
    }
