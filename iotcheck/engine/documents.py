"""Which documents an applicant needs, for which programs: certainly, or perhaps while a condition is open."""

from __future__ import annotations

from collections.abc import Iterable

from iotcheck.engine.evaluation import Evaluation
from iotcheck.engine.report import Report
from iotcheck.engine.results import ProgramReport
from iotcheck.logic import Truth
from iotcheck.model import Evidence, Program
from iotcheck.record import Record


class DocumentNeed(Record):
    """A document, the programs that need it, and those that may, depending on open facts or on what is to confirm."""

    document: Evidence
    needed_by: tuple[Program, ...]
    perhaps_by: tuple[Program, ...]


def needed_documents(report: Report, result: ProgramReport) -> dict[str, Truth]:
    """Return the documents of a program's edition, each with whether this applicant needs it, in the file's order.

    A document that an edition asks for twice is needed where one of the conditions holds. What is to confirm is open.
    """
    evaluation = Evaluation(report.policies, report.answers, report.as_of)
    found: dict[str, list[Truth]] = {}
    for needed in result.edition.documents if result.edition else ():
        trace = evaluation.condition(needed.when) if needed.when is not None else None
        truth = Truth.TRUE if trace is None else trace.low if trace.high is trace.low else Truth.UNKNOWN
        found.setdefault(needed.document, []).append(truth)
    return {name: max(found[name]) for name in report.policies.documents if name in found}


def document_needs(report: Report, results: Iterable[ProgramReport]) -> tuple[DocumentNeed, ...]:
    """Return each document that one of some programs needs or may need, once, in the file's order."""
    needs = [(result.program, needed_documents(report, result)) for result in results]
    found = []
    for document in report.policies.documents.values():
        by_truth = {
            truth: tuple(program for program, of in needs if of.get(document.id) is truth)
            for truth in (Truth.TRUE, Truth.UNKNOWN)
        }
        if any(by_truth.values()):
            one = DocumentNeed(document=document, needed_by=by_truth[Truth.TRUE], perhaps_by=by_truth[Truth.UNKNOWN])
            found.append(one)
    return tuple(found)
