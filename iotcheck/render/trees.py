"""Evaluated conditions and amounts as plain data for JSON: what is asked, what it comes to, where it is written."""

from collections.abc import Iterable
from typing import Any, assert_never

from iotcheck.answers import plain_value
from iotcheck.engine import AmountTrace, Interval, Report, Trace
from iotcheck.model import (
    All,
    Amount,
    AtLeast,
    Calculation,
    Cases,
    Citation,
    Compares,
    ComparesDate,
    Condition,
    Confirm,
    Constant,
    Everyone,
    FactAmount,
    Met,
    NamedAmount,
    Not,
    PolicySet,
    Selects,
    TableLookup,
)
from iotcheck.model import Any as AnyOf

_Node = dict[str, Any]
_MOST_NODES = 300  # below names, of an explanation in which every name is written out wherever it is used


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


def explanation(report: Report, trace: Trace, language: str, written: Written | None = None) -> _Node:
    """Return an evaluated condition: its operator, truth and author's text, the applicant's value and the threshold.

    `written` is what the same explanation holds already.
    """
    written = written or Written()
    condition = trace.condition
    node: _Node = {"operator": operator_of(condition), "truth": trace.word}
    node.update(_details(report, trace, language, written))
    if not isinstance(condition, Everyone):
        node["text"] = condition.text.in_language(language) if condition.text else None
        node["sources"] = sources(condition.sources)
    node["line"], node["column"] = condition.location.line, condition.location.column
    if trace.children and not (isinstance(condition, Met) and written.has(trace.children[0])):
        node["children"] = [explanation(report, child, language, written) for child in trace.children]
    return node


def computation(report: Report, trace: AmountTrace, language: str, written: Written | None = None) -> _Node:
    """Return an evaluated amount: its form, what it can come to, and the amounts and conditions it was made from."""
    written = written or Written()
    amount = trace.amount
    node: _Node = {"operator": form_of(amount), "value": _interval(trace.interval), "missing": _missing(report, trace)}
    match amount:
        case FactAmount(fact=fact):
            node.update(fact=fact, asked=fact in report.answers)
        case TableLookup(fact=fact, table=table):
            chosen = plain_value(report.answers.get(fact))
            node.update(fact=fact, asked=fact in report.answers, name=table, choice=chosen)
        case NamedAmount(name=name):
            node.update(name=name)
        case _:
            pass
    node["line"], node["column"] = amount.location.line, amount.location.column
    if trace.conditions:
        node["conditions"] = [explanation(report, one, language, written) for one in trace.conditions]
    if trace.operands and not (isinstance(amount, NamedAmount) and written.has(trace.operands[0])):
        node["operands"] = [computation(report, one, language, written) for one in trace.operands]
    return node


def sources(citations: Iterable[Citation]) -> list[_Node]:
    """Return citations as plain data."""
    return [{"document": one.document, "section": one.section, "quote": one.quote} for one in citations]


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


def form_of(amount: Amount) -> str:
    """Return the name of an amount's form as the policy file writes it; "constant" and "fact" for the simple ones."""
    match amount:
        case Constant():
            return "constant"
        case FactAmount():
            return "fact"
        case Calculation(operation=operation):
            return operation
        case NamedAmount():
            return "amount_of"
        case Cases():
            return "cases"
        case TableLookup():
            return "table"
        case never:
            assert_never(never)


def _details(report: Report, trace: Trace, language: str, written: Written) -> _Node:
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
            left, *bounds = trace.operands
            return {
                "comparison": operator,
                "value": _interval(left.interval),
                "threshold": [_interval(bound.interval) for bound in bounds],
                "missing": [fact for fact in report.policies.facts if fact in trace.open_facts],
                "operands": [computation(report, one, language, written) for one in trace.operands],
            }
        case _:
            return {}


def _missing(report: Report, trace: AmountTrace) -> list[str]:
    return [fact for fact in report.policies.facts if fact in trace.missing]


def _named(policies: PolicySet, name: str, language: str) -> str:
    return policies.conditions[name].text.in_language(language)


def _value(report: Report, fact: str) -> _Node:
    return {"value": plain_value(report.answers.get(fact)), "asked": fact in report.answers}


def _interval(interval: Interval) -> list[Any]:
    return [plain_value(interval.low), plain_value(interval.high)]
