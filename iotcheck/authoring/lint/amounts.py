"""Amounts: kinds that do not go together, cases and rows that nobody reaches, ceilings that are never above zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import assert_never

from iotcheck.authoring.lint.context import LintContext, eligible, example_text, stated
from iotcheck.authoring.proof import Goal
from iotcheck.authoring.proof.amounts import chosen, rows_of
from iotcheck.errors import Location
from iotcheck.model import (
    Amount,
    Calculation,
    Cases,
    Compares,
    ConditionCases,
    Constant,
    DerivedAmount,
    Edition,
    FactAmount,
    FactType,
    GrantOf,
    NamedAmount,
    NoAmount,
    NotEligible,
    Operation,
    Operator,
    TableLookup,
    Unstated,
)
from iotcheck.model.cases import DatedCondition
from iotcheck.model.lookups import AmountKey, Dated, Lookup
from iotcheck.model.walk import walk

# Money and other numbers: what is added, compared or paid should be of one kind.
#
# A plain number may be either, so that only what is certain is said: money is known by a unit (`100万元`) or by its
# fact.

Power = int | None  # of money in an amount: 1 is money, 0 a number, None could be either


def check_units(context: LintContext) -> None:
    """Note sums and comparisons of money with other numbers, and ceilings that are no money."""
    units = _Units(context)
    for root in context.roots:
        for node in stated(context.policies, root.node):
            if isinstance(node, Compares):
                units.alike((node.left, *node.bounds), node.location)
            elif isinstance(node, Amount):
                units.power(node)
    for _, edition in context.editions:
        if not isinstance(edition.ceiling, NoAmount) and units.power(edition.ceiling) not in (1, None):
            context.problem(edition.ceiling.location, "ceiling-not-money")


class _Units:
    def __init__(self, context: LintContext) -> None:
        self.questions = context
        self.known: dict[int, Power] = {}

    def power(self, amount: Amount) -> Power:
        """Return the power of money in an amount, noting what is mixed below it."""
        if id(amount) not in self.known:
            self.known[id(amount)] = self._power(amount)
        return self.known[id(amount)]

    def alike(self, amounts: Iterable[Amount], at: Location) -> Power:
        """Return the power that amounts share, noting where they differ."""
        powers = {power for amount in amounts if (power := self.power(amount)) is not None}
        if len(powers) > 1:
            self.questions.problem(at, "mixed-units")
            return None
        return next(iter(powers), None)

    def _power(self, amount: Amount) -> Power:
        policies = self.questions.policies
        match amount:
            case Constant():
                return 1 if amount.money else None
            case FactAmount(fact=fact):
                return int(policies.facts[fact].type is FactType.MONEY)
            case NamedAmount(name=name):
                return self.power(policies.amounts[name])
            case Cases():
                return self.alike([*(branch.then for branch in amount.branches), amount.otherwise], amount.location)
            case TableLookup(table=name):
                table = policies.tables[name]
                rows = [*table.rows.values(), *([table.otherwise] if table.otherwise is not None else [])]
                return self.alike(rows, table.location)
            case Calculation(operation=operation, operands=operands):
                return self._calculated(operation, operands, amount.location)
            case Unstated() | NotEligible():
                return None
            case Lookup(keys=keys):
                for key in keys:
                    if isinstance(key, AmountKey):
                        self.alike([key.amount, *[limit.amount for limit in key.limits.values()]], amount.location)
                return self.power(amount.meaning)
            case DerivedAmount():
                return self.power(amount.meaning)
            case never:
                assert_never(never)

    def _calculated(self, operation: Operation, operands: tuple[Amount, ...], at: Location) -> Power:
        match operation:
            case Operation.PRODUCT:
                powers = [self.power(operand) for operand in operands]
                return None if None in powers else sum(power for power in powers if power is not None)
            case Operation.PERCENT:
                share, whole = (self.power(operand) for operand in operands)
                return whole if not share else whole if whole is None else whole + share
            case Operation.QUOTIENT:
                whole, divisor = (self.power(operand) for operand in operands)
                return whole if whole is None or divisor is None else whole - divisor
            case (
                Operation.SUM
                | Operation.LEAST
                | Operation.GREATEST
                | Operation.DIFFERENCE
                | Operation.ROUND
                | Operation.RANGE
            ):
                return self.alike(operands, at)
            case never:
                assert_never(never)


# Amounts: cases and rows that nobody reaches, ceilings that are below zero, or never above it.

Goals = tuple[Goal, ...]
_MOST_PATHS = 2_000  # by which one ceiling may come to its cases and rows


def check_reach(context: LintContext) -> None:
    """Note cases and rows that no answers reach, and those that no eligible applicant does."""
    for root in context.roots:
        for node in stated(context.policies, root.node):
            if isinstance(node, Cases | ConditionCases) and not isinstance(node, DatedCondition):
                _cases(context, node, root.edition)
            elif isinstance(node, TableLookup):
                _spare_otherwise(context, node)
    _never_paid(context)


def check_ceilings(context: LintContext) -> None:
    """Note ceilings that can be negative, and those that are never above zero, for applicants who are eligible."""
    for _, edition in context.editions:
        ceiling, given = edition.ceiling, eligible(edition)
        if isinstance(ceiling, NoAmount) or context.impossible((), ceiling.location, edition, given):
            continue
        _cents(context, ceiling)
        below = [Goal(_compared(ceiling, Operator.LESS_THAN))]
        above = [Goal(_compared(ceiling, Operator.MORE_THAN))]
        if (answers := context.example(below, ceiling.location, edition, given)) is not None:
            context.problem(ceiling.location, "negative-ceiling", example=example_text(answers))
        elif context.impossible(above, ceiling.location, edition, given):
            context.problem(ceiling.location, "zero-ceiling")
        else:
            for zero, goals in islice(_zeros(context, ceiling, ()), _MOST_PATHS):
                if not context.impossible(goals, zero.location, edition, given):
                    context.problem(zero.location, "eligible-for-nothing")


def _cents(context: LintContext, ceiling: Amount) -> None:
    """Note amounts of money that are no multiple of what ceilings are rounded down to."""
    policies = context.policies
    for node in stated(policies, ceiling):
        if isinstance(node, Constant) and node.money and policies.round_down(node.value) != node.value:
            context.problem(node.location, "ceiling-loses-cents")


def _zeros(context: LintContext, amount: Amount, goals: Goals) -> Iterator[tuple[Amount, Goals]]:
    """Yield the zeros that a whole ceiling may come to by its cases and rows, with what it takes to get there."""
    match amount:
        case Constant(value=0):
            yield amount, goals
        case Cases(branches=branches, otherwise=otherwise):
            before = goals
            for branch in branches:
                yield from _zeros(context, branch.then, (*before, Goal(branch.when)))
                before = (*before, Goal(branch.when, holds=False))
            yield from _zeros(context, otherwise, before)
        case TableLookup():
            for choices, row in rows_of(context.policies, amount):
                yield from _zeros(context, row, (*goals, Goal(chosen(amount, choices))))
        case NamedAmount(name=name):
            yield from _zeros(context, context.policies.amounts[name], goals)
        case GrantOf():  # what is in it is checked in its own program
            return
        case DerivedAmount():
            yield from _zeros(context, amount.meaning, goals)
        case _:
            return


def _compared(amount: Amount, operator: Operator) -> Compares:
    nothing = Constant(value=0, location=amount.location)
    return Compares(left=amount, operator=operator, bounds=(nothing,), location=amount.location)


def _cases(context: LintContext, cases: Cases | ConditionCases, edition: Edition | None) -> None:
    before: Goals = ()
    for branch in cases.branches:
        if context.impossible((*before, Goal(branch.when)), branch.when.location, edition):
            context.problem(branch.when.location, "unreachable-case")
        before = (*before, Goal(branch.when, holds=False))
    if before and context.impossible(before, cases.otherwise.location, edition):
        context.problem(cases.otherwise.location, "unreachable-otherwise")


def _spare_otherwise(context: LintContext, lookup: TableLookup) -> None:
    table = context.policies.tables[lookup.table]
    choices = context.policies.facts[lookup.fact].choices
    if table.otherwise is not None and not choices.keys() - table.rows.keys():
        context.problem(table.otherwise.location, "unreachable-otherwise")


def _never_paid(context: LintContext) -> None:
    """Note what ceilings lead to, but for no eligible applicant; conditions may use anything for their own ends."""
    reached: dict[Location, bool] = {}
    code: dict[Location, str] = {}
    for root in context.roots:
        for node in stated(context.policies, root.node):
            if isinstance(node, Compares):
                for side in (node.left, *node.bounds):
                    reached |= dict.fromkeys(_places(context, side), True)
    for _, edition in context.editions:
        if not isinstance(edition.ceiling, NoAmount):
            paths = list(islice(_paths(context, edition.ceiling, ()), _MOST_PATHS + 1))
            if len(paths) > _MOST_PATHS:  # names that use one another: what is not looked at is not blamed
                reached |= dict.fromkeys(_places(context, edition.ceiling), True)
            for place, name, goals in paths:
                code[place] = name
                if not reached.get(place):
                    reached[place] = not context.impossible(goals, place, edition, eligible(edition))
    known = {problem.location for problem in context.problems}
    for place, name in code.items():
        if not reached[place] and place not in known:
            context.problem(place, name)


def _places(context: LintContext, amount: Amount) -> Iterator[Location]:
    """Yield where the cases and rows below an amount stand, each once."""
    for node in walk(context.policies, amount):
        if isinstance(node, Cases):
            yield from (branch.when.location for branch in node.branches)
        elif isinstance(node, TableLookup):
            yield from (row.location for _, row in rows_of(context.policies, node))


def _paths(context: LintContext, amount: Amount, goals: Goals) -> Iterator[tuple[Location, str, Goals]]:
    """Yield every case and row that an amount may come to and that could be left out, with what it takes to get there.

    An amount that is reached in several ways is followed on each of them.
    """
    match amount:
        case Cases(branches=branches, otherwise=otherwise):
            before = goals
            for branch in branches:
                here = (*before, Goal(branch.when))
                if not isinstance(branch.then, NotEligible):  # there nobody is eligible: that is what it says
                    yield branch.when.location, "case-never-paid", here
                yield from _paths(context, branch.then, here)
                before = (*before, Goal(branch.when, holds=False))
            yield from _paths(context, otherwise, before)
        case TableLookup(table=name):
            table = context.policies.tables[name]
            for choices, row in rows_of(context.policies, amount):
                here = (*goals, Goal(chosen(amount, choices)))
                if table.otherwise not in (None, row) and not isinstance(row, NotEligible):
                    yield row.location, "row-never-paid", here
                yield from _paths(context, row, here)
        case Calculation(operands=operands):
            for operand in operands:
                yield from _paths(context, operand, goals)
        case NamedAmount(name=name):
            yield from _paths(context, context.policies.amounts[name], goals)
        case GrantOf():
            return
        case Dated(values=values):  # on one day or another
            for one in values:
                yield from _paths(context, one.value, goals)
        case DerivedAmount():
            for place, name, here in _paths(context, amount.meaning, goals):
                yield place, "row-never-paid" if isinstance(amount, Lookup) else name, here
        case _:
            return
