"""The engine: conditions and amounts over answers become traces, verdicts, exact intervals and a report. Pure."""

from iotcheck.engine.blockers import blockers
from iotcheck.engine.combining import Adds, BestSet, Part, RuleState, state_of
from iotcheck.engine.documents import DocumentNeed, document_needs, needed_documents
from iotcheck.engine.evaluation import Answers, Evaluation
from iotcheck.engine.interval import Interval
from iotcheck.engine.report import Report, assess, assess_admitted, ceiling_of
from iotcheck.engine.results import Ceiling, CeilingKind, ProgramReport, Verdict
from iotcheck.engine.summing import best_set_of, total
from iotcheck.engine.totals import Subtotal, Totals, sum_ends, totals_of
from iotcheck.engine.trace import (
    AmountTrace,
    Trace,
    case_traces,
    children_needed,
    deciding_parts,
    first_case,
    leaf_traces,
    undecided_facts,
)

__all__ = [
    "Adds", "AmountTrace", "Answers", "BestSet", "Ceiling", "CeilingKind", "DocumentNeed",
    "Evaluation", "Interval", "Part", "ProgramReport", "Report", "RuleState",
    "Subtotal", "Totals", "Trace", "Verdict", "assess", "assess_admitted", "best_set_of", "blockers", "case_traces",
    "ceiling_of",
    "children_needed", "deciding_parts", "document_needs", "first_case", "leaf_traces", "needed_documents",
    "state_of", "sum_ends", "total", "totals_of", "undecided_facts",
]  # fmt: skip
