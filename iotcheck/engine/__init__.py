"""The engine: conditions and amounts over answers become traces, verdicts, exact intervals and a report. Pure."""

from iotcheck.engine.blockers import blockers
from iotcheck.engine.evaluation import Answers, Evaluation
from iotcheck.engine.interval import Interval
from iotcheck.engine.report import (
    Ceiling,
    CeilingKind,
    ProgramReport,
    Report,
    Totals,
    Verdict,
    assess,
    assess_admitted,
    ceiling_of,
    sum_ends,
    total,
)
from iotcheck.engine.trace import AmountTrace, Trace, children_needed, leaf_traces, undecided_facts

__all__ = [
    "AmountTrace", "Answers", "Ceiling", "CeilingKind", "Evaluation", "Interval", "ProgramReport", "Report", "Totals",
    "Trace", "Verdict", "assess", "assess_admitted", "blockers", "ceiling_of", "children_needed", "leaf_traces",
    "sum_ends", "total", "undecided_facts",
]  # fmt: skip
