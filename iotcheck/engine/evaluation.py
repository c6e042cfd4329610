"""The tree walker: conditions and amounts over answers, evaluated into traces.

Evaluation looks at every child, so that an explanation can show every known reason; it always ends, since the loader
refuses circles. Conditions use amounts and amounts use conditions: one module.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import assert_never

from iotcheck import logic
from iotcheck.engine import interval as intervals
from iotcheck.engine.interval import Interval, rounding
from iotcheck.engine.leaves import compare, compare_date, day_of, declared_interval, open_date, open_selects, selects
from iotcheck.engine.trace import AmountTrace, Trace, undecided_facts
from iotcheck.logic import Truth, truth_of
from iotcheck.model import (
    Amount,
    Calculation,
    Cases,
    Compares,
    ComparesDate,
    Condition,
    Confirm,
    Constant,
    DerivedAmount,
    DerivedCondition,
    Everyone,
    FactAmount,
    FactType,
    Group,
    Met,
    NamedAmount,
    Not,
    OnDay,
    Operation,
    PolicySet,
    Rounding,
    Selects,
    TableLookup,
    Unstated,
)
from iotcheck.values import Value

Answers = Mapping[str, Value | None]


class Evaluation:
    """Evaluates the conditions and amounts of one policy set for one applicant on one day.

    `answers` maps fact ids to values, None for *don't know*; absent facts were not asked. Named conditions and
    amounts are evaluated once.
    """

    def __init__(self, policies: PolicySet, answers: Answers, as_of: date) -> None:
        self.policies = policies
        self.answers = answers
        self.as_of = as_of
        self._named: dict[str, Trace] = {}
        self._amounts: dict[str, AmountTrace] = {}

    def condition(self, condition: Condition | Everyone) -> Trace:
        """Return the trace of a condition."""
        match condition:
            case Selects():
                return self._leaf(condition, self._selects(condition), condition.fact)
            case Group():
                children = tuple([self.condition(child) for child in condition.children])
                high = logic.at_least(condition.needed, [child.high for child in children])
                low = logic.at_least(condition.needed, [child.low for child in children])
            case Met():
                children = (self.named(condition.name),)
                high, low = children[0].high, children[0].low
            case Not():
                children = (self.condition(condition.child),)
                high, low = logic.not_(children[0].high), logic.not_(children[0].low)
            case Compares():
                return self._compares(condition)
            case ComparesDate():
                return self._leaf(condition, self._compares_date(condition), condition.fact)
            case DerivedCondition():
                meaning = self.condition(condition.meaning)
                open_facts = tuple(sorted(undecided_facts(meaning)))
                return Trace(condition, meaning.high, meaning.low, (), (), open_facts)
            case Confirm():
                return Trace(condition=condition, high=Truth.TRUE, low=Truth.FALSE)
            case Everyone():
                return Trace(condition=condition, high=Truth.TRUE, low=Truth.TRUE)
            case OnDay():
                truth = truth_of(condition.holds(self.as_of))
                return Trace(condition=condition, high=truth, low=truth)
            case never:
                assert_never(never)
        return Trace(condition, high, low, children)

    def named(self, name: str) -> Trace:
        """Return the trace of a named condition."""
        if name not in self._named:
            self._named[name] = self.condition(self.policies.conditions[name].condition)
        return self._named[name]

    def amount(self, amount: Amount) -> AmountTrace:
        """Return the trace of an amount."""
        match amount:
            case Constant():
                return AmountTrace(amount, Interval(amount.value, amount.value))
            case FactAmount():
                known = self.answers.get(amount.fact)
                if known is not None:
                    number = _number(known)
                    return AmountTrace(amount, Interval(number, number))
                declared = declared_interval(self.policies.facts[amount.fact])
                return _amount(amount, declared, facts={amount.fact})
            case Calculation():
                operands = tuple([self.amount(operand) for operand in amount.operands])
                result = calculate(amount.operation, [operand.interval for operand in operands], amount.how)
                return _amount(amount, result, operands, _relevant(amount.operation, result, operands))
            case NamedAmount():
                if amount.name not in self._amounts:
                    self._amounts[amount.name] = self.amount(self.policies.amounts[amount.name])
                named = self._amounts[amount.name]
                return _amount(amount, named.interval, (named,), (named,))
            case Cases():
                return self._cases(amount)
            case TableLookup():
                return self._lookup(amount)
            case Unstated():
                return AmountTrace(amount, Interval(None, None))
            case DerivedAmount():
                meaning = self.amount(amount.meaning)
                return _amount(amount, meaning.interval, (meaning,), (meaning,))
            case never:
                assert_never(never)

    def _leaf(self, condition: Condition, truth: Truth, fact: str) -> Trace:
        open_facts = (fact,) if self.answers.get(fact) is None else ()
        return Trace(condition, truth, truth, (), (), open_facts)

    def _selects(self, condition: Selects) -> Truth:
        value = self.answers.get(condition.fact)
        if value is None:
            return open_selects(condition, self.policies.facts[condition.fact])
        return selects(condition, value)

    def _compares(self, condition: Compares) -> Trace:
        left, *bounds = operands = tuple([self.amount(part) for part in (condition.left, *condition.bounds)])
        whole = len(bounds) > 1 and self._counts(condition.left)
        truth = compare(condition.operator, left.interval, [bound.interval for bound in bounds], whole)
        missing = left.missing.union(*[bound.missing for bound in bounds])
        return Trace(condition, truth, truth, (), operands, tuple(sorted(missing)) if missing else ())

    def _counts(self, amount: Amount) -> bool:
        return isinstance(amount, FactAmount) and self.policies.facts[amount.fact].type is FactType.COUNT

    def _compares_date(self, condition: ComparesDate) -> Truth:
        value = self.answers.get(condition.fact)
        if value is None:
            return open_date(condition, self.policies.facts[condition.fact], self.as_of)
        return truth_of(compare_date(condition, day_of(value), self.as_of))

    def _cases(self, amount: Cases) -> AmountTrace:
        conditions: list[Trace] = []
        possible: list[AmountTrace] = []
        for branch in amount.branches:
            trace = self.condition(branch.when)
            conditions.append(trace)
            if trace.truth is not Truth.FALSE:
                possible.append(self.amount(branch.then))
            if trace.truth is Truth.TRUE:  # what is to be confirmed may be refused: then what follows holds
                break
        else:
            possible.append(self.amount(amount.otherwise))
        facts: set[str] = set().union(*[undecided_facts(trace) for trace in conditions])
        result = intervals.hull([trace.interval for trace in possible])
        return _amount(amount, result, tuple(possible), tuple(possible), facts, tuple(conditions))

    def _lookup(self, amount: TableLookup) -> AmountTrace:
        table = self.policies.tables[amount.table]
        value = self.answers.get(amount.fact)
        choices = self.policies.facts[amount.fact].choices if value is None else (value,)
        rows = {id(row): row for choice in choices if (row := table.rows.get(str(choice), table.otherwise)) is not None}
        possible = tuple([self.amount(row) for row in rows.values()])
        result = intervals.hull([trace.interval for trace in possible])
        return _amount(amount, result, possible, possible, {amount.fact} if value is None else set())


def calculate(operation: Operation, operands: list[Interval], how: Rounding = Rounding.DOWN) -> Interval:
    """Return the result of an operation on intervals; `how` says how to round."""
    match operation:
        case Operation.PRODUCT:
            return intervals.multiply(operands[0], operands[1])
        case Operation.QUOTIENT:
            return intervals.divide(operands[0], operands[1])
        case Operation.PERCENT:
            return intervals.scale(intervals.multiply(operands[0], operands[1]), Fraction(1, 100))
        case Operation.SUM:
            return intervals.add(operands)
        case Operation.LEAST:
            return intervals.least(operands)
        case Operation.GREATEST:
            return intervals.greatest(operands)
        case Operation.DIFFERENCE:
            return intervals.subtract(operands[0], operands[1])
        case Operation.ROUND:
            return intervals.round_ends(operands[0], rounding(how, Fraction(operands[1].low or 1)))
        case Operation.RANGE:
            return Interval(operands[0].low, operands[1].high)
        case never:
            assert_never(never)


def _relevant(operation: Operation, result: Interval, operands: tuple[AmountTrace, ...]) -> tuple[AmountTrace, ...]:
    """Return the operands that can still change the result: of a minimum, those that may lie below its upper end."""
    if operation is Operation.LEAST and result.high is not None:
        high = result.high
        return tuple([operand for operand in operands if operand.interval.low is None or operand.interval.low < high])
    if operation is Operation.GREATEST and result.low is not None:
        low = result.low
        return tuple([operand for operand in operands if operand.interval.high is None or operand.interval.high > low])
    return operands


def _amount(
    amount: Amount,
    result: Interval,
    operands: tuple[AmountTrace, ...] = (),
    relevant: tuple[AmountTrace, ...] = (),
    facts: set[str] | frozenset[str] = frozenset(),
    conditions: tuple[Trace, ...] = (),
) -> AmountTrace:
    """Build a trace; a decided amount depends on no open fact."""
    missing: frozenset[str] = frozenset()
    if not result.decided:
        missing = frozenset(facts).union(*[operand.missing for operand in relevant])
    return AmountTrace(amount, result, operands, conditions, missing)


def _number(value: Value) -> int | Fraction:
    if isinstance(value, int | Fraction):
        return value
    if isinstance(value, date):  # days are compared by their ordinals
        return value.toordinal()
    raise TypeError(f"{value!r} is not a number: answers must come through Fact.parse")
