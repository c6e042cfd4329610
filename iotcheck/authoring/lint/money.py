"""Amounts: cases and rows that nobody reaches, ceilings that are below zero, or never above it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from iotcheck.authoring.lint.questions import Questions, eligible, example_text, stated
from iotcheck.authoring.proof import Goal
from iotcheck.authoring.proof.amounts import chosen, rows_of
from iotcheck.errors import Location
from iotcheck.model import (
    Amount,
    Calculation,
    Cases,
    Compares,
    Constant,
    Edition,
    NamedAmount,
    NoAmount,
    Operator,
    TableLookup,
)
from iotcheck.model.walk import walk

Goals = tuple[Goal, ...]
_MOST_PATHS = 2_000  # by which one ceiling may come to its cases and rows


def check_reach(questions: Questions) -> None:
    """Note cases and rows that no answers reach, and those that no eligible applicant does."""
    for root in questions.roots:
        for node in stated(questions.policies, root.node):
            if isinstance(node, Cases):
                _cases(questions, node, root.edition)
            elif isinstance(node, TableLookup):
                _spare_otherwise(questions, node)
    _never_paid(questions)


def check_ceilings(questions: Questions) -> None:
    """Note ceilings that can be negative, and those that are never above zero, for applicants who are eligible."""
    for _, edition in questions.editions:
        ceiling, given = edition.ceiling, eligible(edition)
        if isinstance(ceiling, NoAmount) or questions.impossible((), ceiling.location, edition, given):
            continue
        _cents(questions, ceiling)
        below = [Goal(_compared(ceiling, Operator.LESS_THAN))]
        above = [Goal(_compared(ceiling, Operator.MORE_THAN))]
        if (answers := questions.example(below, ceiling.location, edition, given)) is not None:
            questions.problem(ceiling.location, "negative-ceiling", example=example_text(answers))
        elif questions.impossible(above, ceiling.location, edition, given):
            questions.problem(ceiling.location, "zero-ceiling")
        else:
            for zero, goals in islice(_zeros(questions, ceiling, ()), _MOST_PATHS):
                if not questions.impossible(goals, zero.location, edition, given):
                    questions.problem(zero.location, "eligible-for-nothing")


def _cents(questions: Questions, ceiling: Amount) -> None:
    """Note amounts of money that are no multiple of what ceilings are rounded down to."""
    policies = questions.policies
    for node in stated(policies, ceiling):
        if isinstance(node, Constant) and node.money and policies.round_down(node.value) != node.value:
            questions.problem(node.location, "ceiling-loses-cents")


def _zeros(questions: Questions, amount: Amount, goals: Goals) -> Iterator[tuple[Amount, Goals]]:
    """Yield the zeros that a whole ceiling may come to by its cases and rows, with what it takes to get there."""
    match amount:
        case Constant(value=0):
            yield amount, goals
        case Cases(branches=branches, otherwise=otherwise):
            before = goals
            for branch in branches:
                yield from _zeros(questions, branch.then, (*before, Goal(branch.when)))
                before = (*before, Goal(branch.when, holds=False))
            yield from _zeros(questions, otherwise, before)
        case TableLookup():
            for choices, row in rows_of(questions.policies, amount):
                yield from _zeros(questions, row, (*goals, Goal(chosen(amount, choices))))
        case NamedAmount(name=name):
            yield from _zeros(questions, questions.policies.amounts[name], goals)
        case _:
            return


def _compared(amount: Amount, operator: Operator) -> Compares:
    nothing = Constant(value=0, location=amount.location)
    return Compares(left=amount, operator=operator, bounds=(nothing,), location=amount.location)


def _cases(questions: Questions, cases: Cases, edition: Edition | None) -> None:
    before: Goals = ()
    for branch in cases.branches:
        if questions.impossible((*before, Goal(branch.when)), branch.when.location, edition):
            questions.problem(branch.when.location, "unreachable-case")
        before = (*before, Goal(branch.when, holds=False))
    if before and questions.impossible(before, cases.otherwise.location, edition):
        questions.problem(cases.otherwise.location, "unreachable-otherwise")


def _spare_otherwise(questions: Questions, lookup: TableLookup) -> None:
    table = questions.policies.tables[lookup.table]
    choices = questions.policies.facts[lookup.fact].choices
    if table.otherwise is not None and not choices.keys() - table.rows.keys():
        questions.problem(table.otherwise.location, "unreachable-otherwise")


def _never_paid(questions: Questions) -> None:
    """Note what ceilings lead to, but for no eligible applicant; conditions may use anything for their own ends."""
    reached: dict[Location, bool] = {}
    code: dict[Location, str] = {}
    for root in questions.roots:
        for node in stated(questions.policies, root.node):
            if isinstance(node, Compares):
                for side in (node.left, *node.bounds):
                    reached |= dict.fromkeys(_places(questions, side), True)
    for _, edition in questions.editions:
        if not isinstance(edition.ceiling, NoAmount):
            paths = list(islice(_paths(questions, edition.ceiling, ()), _MOST_PATHS + 1))
            if len(paths) > _MOST_PATHS:  # names that use one another: what is not looked at is not blamed
                reached |= dict.fromkeys(_places(questions, edition.ceiling), True)
            for place, name, goals in paths:
                code[place] = name
                if not reached.get(place):
                    reached[place] = not questions.impossible(goals, place, edition, eligible(edition))
    known = {problem.location for problem in questions.problems}
    for place, name in code.items():
        if not reached[place] and place not in known:
            questions.problem(place, name)


def _places(questions: Questions, amount: Amount) -> Iterator[Location]:
    """Yield where the cases and rows below an amount stand, each once."""
    for node in walk(questions.policies, amount):
        if isinstance(node, Cases):
            yield from (branch.when.location for branch in node.branches)
        elif isinstance(node, TableLookup):
            yield from (row.location for _, row in rows_of(questions.policies, node))


def _paths(questions: Questions, amount: Amount, goals: Goals) -> Iterator[tuple[Location, str, Goals]]:
    """Yield every case and row that an amount may come to and that could be left out, with what it takes to get there.

    An amount that is reached in several ways is followed on each of them.
    """
    match amount:
        case Cases(branches=branches, otherwise=otherwise):
            before = goals
            for branch in branches:
                here = (*before, Goal(branch.when))
                yield branch.when.location, "case-never-paid", here
                yield from _paths(questions, branch.then, here)
                before = (*before, Goal(branch.when, holds=False))
            yield from _paths(questions, otherwise, before)
        case TableLookup(table=name):
            table = questions.policies.tables[name]
            for choices, row in rows_of(questions.policies, amount):
                here = (*goals, Goal(chosen(amount, choices)))
                if table.otherwise not in (None, row):
                    yield row.location, "row-never-paid", here
                yield from _paths(questions, row, here)
        case Calculation(operands=operands):
            for operand in operands:
                yield from _paths(questions, operand, goals)
        case NamedAmount(name=name):
            yield from _paths(questions, questions.policies.amounts[name], goals)
        case _:
            return
