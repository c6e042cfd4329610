"""The tree walker: conditions and amounts over answers, evaluated into traces.

Evaluation looks at every child, so that an explanation can show every known reason; it always ends, since the loader
refuses circles. Conditions use amounts and amounts use conditions: one room.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import assert_never

from iotcheck import logic
from iotcheck.engine import interval as intervals
from iotcheck.engine.interval import Interval
from iotcheck.engine.trace import AmountTrace, Trace, undecided_facts
from iotcheck.logic import Truth, truth_of
from iotcheck.model import (
    All,
    Amount,
    Any,
    AtLeast,
    Calculation,
    Cases,
    Compares,
    ComparesDate,
    Condition,
    Confirm,
    Constant,
    DateOperator,
    Everyone,
    Fact,
    FactAmount,
    FactType,
    Met,
    NamedAmount,
    Not,
    Operation,
    Operator,
    PolicySet,
    Selection,
    Selects,
    TableLookup,
)
from iotcheck.values import Value, years_before

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
            case All():
                children = tuple([self.condition(child) for child in condition.children])
                high = logic.all_of([child.high for child in children])
                low = logic.all_of([child.low for child in children])
            case Met():
                children = (self.named(condition.name),)
                high, low = children[0].high, children[0].low
            case Any():
                children = tuple([self.condition(child) for child in condition.children])
                high = logic.any_of([child.high for child in children])
                low = logic.any_of([child.low for child in children])
            case Not():
                children = (self.condition(condition.child),)
                high, low = logic.not_(children[0].high), logic.not_(children[0].low)
            case AtLeast():
                children = tuple([self.condition(child) for child in condition.children])
                high = logic.at_least(condition.count, [child.high for child in children])
                low = logic.at_least(condition.count, [child.low for child in children])
            case Compares():
                return self._compares(condition)
            case ComparesDate():
                return self._leaf(condition, self._compares_date(condition), condition.fact)
            case Confirm():
                return Trace(condition=condition, high=Truth.TRUE, low=Truth.FALSE)
            case Everyone():
                return Trace(condition=condition, high=Truth.TRUE, low=Truth.TRUE)
            case never:
                assert_never(never)
        return Trace(condition=condition, high=high, low=low, children=children)

    def named(self, name: str) -> Trace:
        """Return the trace of a named condition."""
        if name not in self._named:
            self._named[name] = self.condition(self.policies.conditions[name].condition)
        return self._named[name]

    def amount(self, amount: Amount) -> AmountTrace:
        """Return the trace of an amount."""
        match amount:
            case Constant():
                return AmountTrace(amount=amount, interval=intervals.point(amount.value))
            case FactAmount():
                known = self.answers.get(amount.fact)
                if known is not None:
                    return AmountTrace(amount=amount, interval=intervals.point(_number(known)))
                declared = declared_interval(self.policies.facts[amount.fact])
                return _amount(amount, declared, facts={amount.fact})
            case Calculation():
                operands = tuple([self.amount(operand) for operand in amount.operands])
                result = calculate(amount.operation, [operand.interval for operand in operands])
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
            case never:
                assert_never(never)

    def _leaf(self, condition: Condition, truth: Truth, fact: str) -> Trace:
        open_facts = (fact,) if self.answers.get(fact) is None else ()
        return Trace(condition=condition, high=truth, low=truth, open_facts=open_facts)

    def _selects(self, condition: Selects) -> Truth:
        value = self.answers.get(condition.fact)
        if value is None:
            return open_selects(condition, self.policies.facts[condition.fact])
        return selects(condition, value)

    def _compares(self, condition: Compares) -> Trace:
        left, *bounds = operands = tuple([self.amount(part) for part in (condition.left, *condition.bounds)])
        truth = compare(condition.operator, left.interval, [bound.interval for bound in bounds])
        missing: frozenset[str] = frozenset().union(*[operand.missing for operand in operands])
        return Trace(condition=condition, high=truth, low=truth, operands=operands, open_facts=tuple(sorted(missing)))

    def _compares_date(self, condition: ComparesDate) -> Truth:
        value = self.answers.get(condition.fact)
        if value is not None:
            first = last = _day(value)
        else:
            fact = self.policies.facts[condition.fact]
            first = _day(fact.minimum) if fact.minimum is not None else date.min
            last = _day(fact.maximum) if fact.maximum is not None else date.max
        on_first, on_last = (compare_date(condition, day, self.as_of) for day in (first, last))
        return truth_of(on_first) if on_first is on_last else Truth.UNKNOWN

    def _cases(self, amount: Cases) -> AmountTrace:
        conditions: list[Trace] = []
        possible: list[AmountTrace] = []
        for branch in amount.branches:
            trace = self.condition(branch.when)
            conditions.append(trace)
            if trace.high is not Truth.FALSE:
                possible.append(self.amount(branch.then))
            if trace.high is Truth.TRUE:
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


def selects(condition: Selects, value: Value) -> Truth:
    """Return whether a known value satisfies a selection."""
    chosen = value if isinstance(value, tuple) else (value,)
    if condition.selection is Selection.INCLUDES_ALL:
        return truth_of(all(wanted in chosen for wanted in condition.values))
    found = any(wanted in chosen for wanted in condition.values)
    return truth_of(found if condition.selection is Selection.ANY_OF else not found)


def open_selects(condition: Selects, fact: Fact) -> Truth:
    """Return the truth of a selection over an open fact: decided when every declared value agrees."""
    if fact.type is FactType.CHOICES:
        return _open_choices(condition, fact)
    if fact.type is FactType.CHOICE:
        matching, of = len(set(condition.values)), len(fact.choices)
    elif fact.type is FactType.BOOLEAN:
        matching, of = len(set(condition.values)), 2
    else:
        matching, of = _matching_in_range(condition, fact)
    any_of = Truth.FALSE if matching == 0 else Truth.TRUE if matching == of else Truth.UNKNOWN
    return logic.not_(any_of) if condition.selection is Selection.NONE_OF else any_of


def compare(operator: Operator, left: Interval, bounds: list[Interval]) -> Truth:
    """Return whether the left side compares with its bound, or lies between its two bounds."""
    match operator:
        case Operator.AT_LEAST:
            return intervals.at_least(left, bounds[0])
        case Operator.AT_MOST:
            return intervals.at_least(bounds[0], left)
        case Operator.MORE_THAN:
            return intervals.more_than(left, bounds[0])
        case Operator.LESS_THAN:
            return intervals.more_than(bounds[0], left)
        case Operator.BETWEEN:
            return logic.all_of([intervals.at_least(left, bounds[0]), intervals.at_least(bounds[1], left)])
        case never:
            assert_never(never)


def compare_date(condition: ComparesDate, day: date, as_of: date) -> bool:
    """Return whether a known day satisfies a comparison of dates."""
    if condition.operator is DateOperator.YEARS_BEFORE:
        limit = years_before(as_of, int(condition.bound))  # type: ignore[arg-type]
        return limit is not None and day <= limit
    bound = _day(condition.bound)
    return day >= bound if condition.operator is DateOperator.ON_OR_AFTER else day < bound


def calculate(operation: Operation, operands: list[Interval]) -> Interval:
    """Return the result of an operation on intervals."""
    match operation:
        case Operation.PRODUCT:
            return intervals.multiply(operands[0], operands[1])
        case Operation.QUOTIENT:
            divisor = operands[1].low
            if not divisor:
                raise ZeroDivisionError("the loader admits only a divisor that is a number other than 0")
            return intervals.scale(operands[0], 1 / Fraction(divisor))
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
        case never:
            assert_never(never)


def declared_interval(fact: Fact) -> Interval:
    """Return what an open numeric fact stands for: money and counts without a minimum start at 0."""
    low = fact.minimum if fact.minimum is not None or fact.type is FactType.NUMBER else 0
    return Interval(_bound(low), _bound(fact.maximum))


def _open_choices(condition: Selects, fact: Fact) -> Truth:
    """Decide over all admitted subsets: of `least` to `most` of the fact's choices."""
    total, wanted = len(fact.choices), len(set(condition.values))
    least = int(_bound(fact.minimum) or 0)
    most = total if fact.maximum is None else min(total, int(_bound(fact.maximum) or 0))
    if condition.selection is Selection.INCLUDES_ALL:
        return Truth.TRUE if least == total else Truth.FALSE if wanted > most else Truth.UNKNOWN
    any_of = Truth.TRUE if total - wanted < least else Truth.FALSE if most == 0 else Truth.UNKNOWN
    return logic.not_(any_of) if condition.selection is Selection.NONE_OF else any_of


def _matching_in_range(condition: Selects, fact: Fact) -> tuple[int, int]:
    """Return how many of the wanted values the fact's range admits, and how many values it has (-1: without number)."""
    if fact.type is FactType.DATE:
        first = _day(fact.minimum).toordinal() if fact.minimum is not None else date.min.toordinal()
        last = _day(fact.maximum).toordinal() if fact.maximum is not None else date.max.toordinal()
        wanted: set[Value] = {_day(value).toordinal() for value in condition.values}
        low, high = _bound(first), _bound(last)
    else:
        low, high = declared_interval(fact)
        wanted = set(condition.values)
    inside = sum((low is None or value >= low) and (high is None or value <= high) for value in wanted)  # type: ignore[operator]
    if low is None or high is None:
        return inside, -1
    whole = fact.type in (FactType.COUNT, FactType.DATE)
    return inside, int(high - low) + 1 if whole else 1 if low == high else -1


def _relevant(operation: Operation, result: Interval, operands: tuple[AmountTrace, ...]) -> tuple[AmountTrace, ...]:
    """Return the operands that can still change the result: of a minimum, those that may lie below its upper end."""
    if operation is Operation.LEAST and result.high is not None:
        high = result.high
        return tuple([one for one in operands if one.interval.low is None or one.interval.low < high])
    if operation is Operation.GREATEST and result.low is not None:
        low = result.low
        return tuple([one for one in operands if one.interval.high is None or one.interval.high > low])
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
    return AmountTrace(amount=amount, interval=result, operands=operands, conditions=conditions, missing=missing)


def _number(value: Value) -> int | Fraction:
    if isinstance(value, int | Fraction):
        return value
    raise TypeError(f"{value!r} is not a number: answers must come through Fact.parse")


def _bound(value: object) -> int | Fraction | None:
    return value if isinstance(value, int | Fraction) else None


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    raise TypeError(f"{value!r} is not a day: answers must come through Fact.parse")
