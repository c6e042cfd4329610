"""The JSON of results: documents of plain data, typed as their schemas are, and one writer for all of them.

The types are those of `iotcheck.schemas.documents`, from which the schemas are made; they cost nothing at run time.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, assert_never

from iotcheck import __version__, model
from iotcheck.answers import in_file_order, plain_value
from iotcheck.engine import AmountTrace, Ceiling, Interval, ProgramReport, Report, Trace, blockers
from iotcheck.model.cases import DatedCondition
from iotcheck.model.guards import IfAsked
from iotcheck.model.lookups import DaysCompared, Lookup, SameAs, TableCondition
from iotcheck.render.channels import agencies_json, program_details
from iotcheck.render.citations import notes, sources
from iotcheck.render.combining import best_set_json
from iotcheck.render.evidence import documents_json, needs_json
from iotcheck.render.parts import changed_since
from iotcheck.render.sums import totals_json
from iotcheck.typeset import json_safe

if TYPE_CHECKING:
    from iotcheck.schemas import documents as data

SCHEMA_VERSION = "1.0"
_MOST_NODES = 300  # below names, of an explanation in which every name is written out wherever it is used


def dumps(document: Any) -> str:
    """Return a document as JSON text with a final line end; what would act on a terminal is escaped, Chinese is not."""
    return json_safe(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def assessment(
    report: Report, language: str, *, explain: bool = False, next_question: str | None = None
) -> data.Assessment:
    """Return a report as the JSON document of kind "assessment".

    `explain` adds each program's trace and the computation of its ceiling; `next_question` is the id of the fact that
    the interview would ask, or None.
    """
    policies = report.policies
    details: data.AssessmentDetails = {}
    if agencies := agencies_json(policies, language):
        details["agencies"] = agencies
    later = [name for name, program in policies.programs.items() if changed_since(program, report.as_of)]
    if later:
        details["changed_since"] = later
    editions = [program.edition for program in report.programs if program.edition is not None]
    if documents := documents_json(policies, editions, language):
        details["documents"] = documents
    if report.best_set is not None:
        details["best_set"] = best_set_json(policies, report.best_set, language)
    return {
        **head("assessment", policies, report.as_of, language),
        "answers": {fact: plain_value(value) for fact, value in in_file_order(policies, report.answers).items()},
        "programs": [_program(report, program, language, explain) for program in report.programs],
        "totals": totals_json(policies, report.totals),
        "next_question": next_question,
        **details,
    }


def head(kind: str, policies: model.PolicySet, as_of: date, language: str) -> data.Head:
    """Return what every document begins with."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "generator": f"iotcheck {__version__}",
        "policies": {"id": policies.id, "sha256": policies.sha256},
        "as_of": as_of.isoformat(),
        "language": language,
    }


def _program(report: Report, program: ProgramReport, language: str, explain: bool) -> data.Program:
    edition, trace = program.edition, program.trace
    details = program_details(report.policies, program.program, edition, report.as_of, language)
    if needs := needs_json(report, program):
        details["documents"] = needs
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
        **details,
    }


def _ceiling(report: Report, ceiling: Ceiling, language: str, explain: bool) -> data.Ceiling:
    trace, period = ceiling.trace, ceiling.period
    found: data.Ceiling = {
        "kind": ceiling.kind,
        "min": plain_value(ceiling.low),
        "max": plain_value(ceiling.high),
        "currency": report.policies.currency,
        "missing": list(ceiling.missing),
        "computation": computation(report, trace, language) if explain and trace else None,
    }
    if period is not None:
        found["period"] = {"every": period.every, "at_most": period.at_most}
    return found


def _blockers(trace: Trace) -> list[list[str]]:
    """Return blocker sets as JSON Pointers into the explanation."""
    return [["".join(f"/children/{index}" for index in path) for path in blocker] for blocker in blockers(trace)]


class Written:
    """What has been written out so far below names.

    Thirty names, each of which uses the one before twice, would come to a billion nodes. So in a long explanation a
    name that has been written out before has no children.
    """

    def __init__(self) -> None:
        self._nodes = 0
        self._known: set[int] = set()

    def has(self, trace: Trace | AmountTrace) -> bool:
        """Whether what a name stands for is not to be written out once more; from now on it has been."""
        self._nodes += 1
        known = id(trace) in self._known
        self._known.add(id(trace))
        return known and self._nodes > _MOST_NODES


def explanation(report: Report, trace: Trace, language: str, written: Written | None = None) -> data.Explanation:
    """Return an evaluated condition: its operator, truth and author's text, the applicant's value and the threshold.

    `written` is what the same explanation holds already.
    """
    written = written or Written()
    condition = trace.condition
    said: data.ConditionDetails = {}
    if not isinstance(condition, model.Everyone):
        text = condition.text.in_language(language) if condition.text else None
        said = {"text": text, "sources": sources(condition.sources)}
    operator, details = _operator(report, trace, language, written)
    node: data.Explanation = {
        "operator": operator,
        "truth": trace.word,
        **details,
        **said,
        "line": condition.location.line,
        "column": condition.location.column,
    }
    if piece := report.policies.piece_of(condition.location):
        node["file"] = piece
    if trace.children and not (isinstance(condition, model.Met) and written.has(trace.children[0])):
        node["children"] = [explanation(report, child, language, written) for child in trace.children]
    return node


def computation(report: Report, trace: AmountTrace, language: str, written: Written | None = None) -> data.Computation:
    """Return an evaluated amount: its form, what it can come to, and the amounts and conditions it was made from."""
    written = written or Written()
    amount = trace.amount
    operator, details = _form(report, amount)
    node: data.Computation = {
        "operator": operator,
        "value": _interval(trace.interval),
        "missing": _missing(report, trace),
        **details,
        "line": amount.location.line,
        "column": amount.location.column,
    }
    if piece := report.policies.piece_of(amount.location):
        node["file"] = piece
    if trace.conditions:
        node["conditions"] = [explanation(report, condition, language, written) for condition in trace.conditions]
    if trace.operands and not (isinstance(amount, model.NamedAmount) and written.has(trace.operands[0])):
        node["operands"] = [computation(report, operand, language, written) for operand in trace.operands]
    return node


def _operator(report: Report, trace: Trace, language: str, written: Written) -> tuple[str, data.ConditionDetails]:
    """Return a condition's operator as the policy file writes it ("fact" for leaves), and what it says besides."""
    match trace.condition:
        case model.All():
            return "all", {}
        case model.Any():
            return "any", {}
        case model.Not():
            return "not", {}
        case model.AtLeast(count=count):
            return "at_least", {"count": count}
        case model.ConditionCases():
            return "dated" if isinstance(trace.condition, DatedCondition) else "cases", {}
        case model.Met(name=name):
            return "met", {"name": name, "named": report.policies.conditions[name].text.in_language(language)}
        case model.Confirm(question=question):
            return "confirm", {"question": question.in_language(language)}
        case model.Everyone():
            return "everyone", {}
        case model.OnDay(start=start, until=until):
            return "on_day", {"threshold": [plain_value(start), plain_value(until)]}
        case model.Selects(fact=fact, selection=selection, values=values):
            threshold = [plain_value(value) for value in values]
            return "fact", {"fact": fact, "comparison": selection, "threshold": threshold, **_value(report, fact)}
        case model.ComparesDate(fact=fact, operator=operator, bound=bound):
            ends = [plain_value(end) for end in bound] if isinstance(bound, tuple) else plain_value(bound)
            return "fact", {"fact": fact, "comparison": operator, "threshold": ends, **_value(report, fact)}
        case model.DerivedCondition():
            return _derived(report, trace.condition)
        case model.Compares(operator=operator):
            left, *bounds = trace.operands
            return "compare", {
                "comparison": operator,
                "value": _interval(left.interval),
                "threshold": [_interval(bound.interval) for bound in bounds],
                "missing": [fact for fact in report.policies.facts if fact in trace.open_facts],
                "operands": [computation(report, operand, language, written) for operand in trace.operands],
            }
        case never:
            assert_never(never)


def _derived(report: Report, condition: model.DerivedCondition) -> tuple[str, data.ConditionDetails]:
    """Return the operator of a condition that means others, and what it says besides."""
    match condition:
        case TableCondition(table=table, fact=fact):
            return "table", {"name": table, "fact": fact, **_value(report, fact)}
        case IfAsked(fact=fact, leaf=model.Selects(selection=selection, values=values)):
            threshold = [plain_value(value) for value in values]
            return "fact", {"fact": fact, "comparison": selection, "threshold": threshold, **_value(report, fact)}
        case IfAsked(fact=fact, leaf=model.Compares(operator=operator)):
            return "fact", {"fact": fact, "comparison": operator, **_value(report, fact)}
        case SameAs(fact=fact, other=other):
            threshold = plain_value(report.answers.get(other))
            return "fact", {"fact": fact, "comparison": "same_as", "threshold": threshold, **_value(report, fact)}
        case DaysCompared(fact=fact, operator=operator, other=other):
            threshold = plain_value(report.answers.get(other))
            return "fact", {"fact": fact, "comparison": operator, "threshold": threshold, **_value(report, fact)}
        case _:
            return type(condition).__name__.lower(), {}


def _form(report: Report, amount: model.Amount) -> tuple[str, data.AmountDetails]:
    """Return an amount's form as the policy file writes it ("constant", "fact" for simple ones), and what it reads."""
    match amount:
        case model.Constant():
            return "constant", {}
        case model.FactAmount(fact=fact):
            return "fact", {"fact": fact, "asked": fact in report.answers}
        case model.Calculation(operation=operation, how=how):
            return operation, {"how": how} if operation is model.Operation.ROUND else {}
        case model.NamedAmount(name=name):
            return "amount_of", {"name": name}
        case model.Cases():
            return "cases", {}
        case Lookup(table=table):
            return "table", {"name": table}
        case model.GrantOf(program=program):
            return "grant_of", {"name": program}
        case model.Unstated():
            return "unstated", {}
        case model.NotEligible():
            return "not_eligible", {}
        case model.DerivedAmount():
            return type(amount).__name__.lower(), {}
        case model.TableLookup(fact=fact, table=table):
            chosen = plain_value(report.answers.get(fact))
            return "table", {"fact": fact, "asked": fact in report.answers, "name": table, "choice": chosen}
        case never:
            assert_never(never)


def _missing(report: Report, trace: AmountTrace) -> list[str]:
    return [fact for fact in report.policies.facts if fact in trace.missing]


def _value(report: Report, fact: str) -> data.ConditionDetails:
    return {"value": plain_value(report.answers.get(fact)), "asked": fact in report.answers}


def _interval(interval: Interval) -> list[Any]:
    return [plain_value(interval.low), plain_value(interval.high)]
