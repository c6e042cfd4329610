"""Amounts in pieces: where this and that holds, an amount is a sum of facts with factors and a constant.

`least`, `greatest`, `difference`, `cases` and tables have several pieces; together they cover everything. A product of
two facts is no such sum: a stand-in takes its place, of which only the range is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import NamedTuple, assert_never

from iotcheck.authoring.proof.linear import ZERO, GivenUpError, Linear, Relation, constant, variable
from iotcheck.engine import Interval
from iotcheck.engine import interval as intervals
from iotcheck.engine.partition import Range
from iotcheck.model import (
    Amount,
    Calculation,
    Cases,
    Condition,
    Constant,
    FactAmount,
    NamedAmount,
    Operation,
    PolicySet,
    Selection,
    Selects,
    TableLookup,
)
from iotcheck.values import exact

MOST_PIECES = 200


class Piece(NamedTuple):
    """What an amount is where some conditions hold or do not, and some relations hold."""

    value: Linear
    goals: tuple[tuple[Condition, bool], ...] = ()
    relations: tuple[Relation, ...] = ()


class Product(NamedTuple):
    """A product of facts, times a number: of which only a range can be said."""

    left: Linear
    right: Linear
    factor: Fraction

    @property
    def facts(self) -> set[str]:
        """The facts (and other products) in it."""
        return {*self.left.terms, *self.right.terms}

    def relations(self, name: str, ranges: Mapping[str, Range]) -> Iterator[Relation]:
        """Yield what is true of its stand-in where facts are in these ranges."""
        sides = (_interval(side, ranges) for side in (self.left, self.right))
        low, high = intervals.scale(intervals.multiply(*sides), self.factor)
        if low is not None:
            yield Relation(variable(name).plus(constant(low), -1))
        if high is not None:
            yield Relation(constant(high).plus(variable(name), -1))


class Amounts:
    """Takes amounts apart, each once."""

    def __init__(self, policies: PolicySet) -> None:
        self.policies = policies
        self.products: dict[str, Product] = {}  # by the name of their stand-in
        self._pieces: dict[int, tuple[Amount, list[Piece]]] = {}  # with the amount, which keeps its identity taken

    def pieces(self, amount: Amount) -> list[Piece]:
        """Return the pieces of an amount; raise GivenUpError where they are too many."""
        if id(amount) not in self._pieces:
            found: list[Piece] = []
            for piece in self._take_apart(amount):
                found.append(piece)
                if len(found) > MOST_PIECES:
                    raise GivenUpError
            self._pieces[id(amount)] = (amount, found)
        return self._pieces[id(amount)][1]

    def combined(self, amounts: Iterable[Amount]) -> Iterator[tuple[Piece, ...]]:
        """Yield every combination of the pieces of some amounts."""
        return product(*[self.pieces(amount) for amount in amounts])

    def _take_apart(self, amount: Amount) -> Iterator[Piece]:
        match amount:
            case Constant(value=value):
                yield Piece(constant(value))
            case FactAmount(fact=fact):
                yield Piece(variable(fact))
            case NamedAmount(name=name):
                yield from self.pieces(self.policies.amounts[name])
            case Calculation(operation=operation, operands=operands):
                for pieces in self.combined(operands):
                    yield from self._calculate(operation, pieces)
            case Cases(branches=branches, otherwise=otherwise):
                before: tuple[tuple[Condition, bool], ...] = ()
                for branch in branches:
                    yield from self._where((*before, (branch.when, True)), branch.then)
                    before = (*before, (branch.when, False))
                yield from self._where(before, otherwise)
            case TableLookup():
                yield from self._lookup(amount)
            case never:
                assert_never(never)

    def _where(self, goals: tuple[tuple[Condition, bool], ...], amount: Amount) -> Iterator[Piece]:
        for piece in self.pieces(amount):
            yield piece._replace(goals=(*goals, *piece.goals))

    def _lookup(self, lookup: TableLookup) -> Iterator[Piece]:
        for choices, row in rows_of(self.policies, lookup):
            yield from self._where(((chosen(lookup, choices), True),), row)

    def _calculate(self, operation: Operation, pieces: tuple[Piece, ...]) -> Iterator[Piece]:
        goals = tuple(goal for piece in pieces for goal in piece.goals)
        relations = tuple(relation for piece in pieces for relation in piece.relations)
        values = [piece.value for piece in pieces]
        for value, further in self._values(operation, values):
            yield Piece(value, goals, (*relations, *further))

    def _values(self, operation: Operation, values: list[Linear]) -> Iterator[tuple[Linear, tuple[Relation, ...]]]:
        """Yield what a calculation comes to, and where which relations hold."""
        match operation:
            case Operation.SUM:
                total = ZERO
                for value in values:
                    total = total.plus(value)
                yield total, ()
            case Operation.QUOTIENT:
                yield values[0].times(exact(1 / Fraction(values[1].constant))), ()
            case Operation.PRODUCT | Operation.PERCENT:
                factor = Fraction(1, 100) if operation is Operation.PERCENT else Fraction(1)
                yield self._product(values[0], values[1], factor), ()
            case Operation.DIFFERENCE:
                rest = values[0].plus(values[1], -1)
                yield rest, (Relation(rest),)
                yield ZERO, (Relation(rest.times(-1), strict=True),)
            case Operation.LEAST | Operation.GREATEST:
                sign = 1 if operation is Operation.LEAST else -1
                for value in values:
                    others = (other for other in values if other is not value)
                    yield value, tuple(Relation(other.plus(value, -1).times(sign)) for other in others)
            case never:
                assert_never(never)

    def _product(self, left: Linear, right: Linear, factor: Fraction) -> Linear:
        if not left.terms:
            return right.times(exact(left.constant * factor))
        if not right.terms:
            return left.times(exact(right.constant * factor))
        name = f"product {len(self.products)}"
        self.products[name] = Product(left, right, factor)
        return variable(name)


def rows_of(policies: PolicySet, lookup: TableLookup) -> Iterator[tuple[list[str], Amount]]:
    """Yield the rows of a table that a fact can pick, each with the choices that pick it."""
    table = policies.tables[lookup.table]
    choices = policies.facts[lookup.fact].choices
    for choice in choices:
        if choice in table.rows:
            yield [choice], table.rows[choice]
    others = [choice for choice in choices if choice not in table.rows]
    if others and table.otherwise is not None:
        yield others, table.otherwise


def chosen(lookup: TableLookup, choices: list[str]) -> Selects:
    """Return the condition that the fact of a lookup is one of some choices."""
    return Selects(fact=lookup.fact, selection=Selection.ANY_OF, values=tuple(choices), location=lookup.location)


def _interval(value: Linear, ranges: Mapping[str, Range]) -> Interval:
    """Return what a sum can be, its facts being in these ranges."""
    parts = [intervals.point(value.constant)]
    for name, factor in value.terms.items():
        parts.append(intervals.scale(Interval(*ranges.get(name, Range()).numbers), Fraction(factor)))
    return intervals.add(parts)
