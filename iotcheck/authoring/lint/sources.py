"""Where rules come from: what cites nothing, or nowhere in particular; long quotes; programs without cases."""

from __future__ import annotations

from collections.abc import Collection

from iotcheck.authoring.lint.questions import Questions
from iotcheck.model import Confidence
from iotcheck.model.walk import walk

LONGEST_QUOTE = 120  # Chinese characters; of Latin ones it takes two to make one


def check_sources(questions: Questions) -> None:
    """Note conditions and notes without a source, citations without a place, quotes that are too long."""
    for named in questions.policies.conditions.values():
        nodes = walk(questions.policies, named.condition)
        if not any(getattr(node, "sources", ()) for node in nodes):
            questions.problem(named.location, "condition-without-source", name=named.id)
    for note in questions.notes:
        if note.confidence is Confidence.OFFICIAL and not note.sources:
            questions.problem(note.location, "note-without-source")
    for citation, bears_terms in questions.citations:
        if bears_terms and citation.section is None and citation.quote is None:
            questions.problem(citation.location, "citation-without-place", document=citation.document)
        length = _length(citation.quote or "")
        if length > LONGEST_QUOTE:
            questions.problem(citation.location, "quote-too-long", length=length, limit=LONGEST_QUOTE)


def check_cases(questions: Questions, tested: Collection[str]) -> None:
    """Note programs with a condition of their own that no case looks at."""
    for program, edition in questions.editions:
        if edition.when is not None and program.id not in tested:
            place = questions.place("programs", program.id, program.location)
            questions.problem(place, "program-without-case", name=program.id)


def _length(text: str) -> int:
    narrow = sum(character.isascii() for character in text)
    return len(text) - narrow + narrow // 2
