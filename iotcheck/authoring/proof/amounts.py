"""Amounts in pieces: where this and that holds, an amount is a sum of facts with factors and a constant.

`least`, `greatest`, `difference`, `cases` and tables have several pieces; together they cover everything. A product of
two facts is no such sum: a stand-in takes its place, of which only the range is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple, assert_never

from iotcheck.authoring.proof.linear import ZERO, GivenUpError, Linear, Relation, constant, variable
from iotcheck.engine import Interval
from iotcheck.engine import interval as intervals
from iotcheck.engine.partition import Range
from iotcheck.model import (
    Amount,
    Band,
    Bands,
    Calculation,
    Cases,
    Condition,
    Constant,
    DerivedAmount,
    FactAmount,
    NamedAmount,
    Operation,
    PolicySet,
    Rounding,
    Selection,
    Selects,
    TableLookup,
    Unstated,
)
from iotcheck.values import Number, exact

MOST_PIECES = 200


class Piece(NamedTuple):
    """What an amount is where some conditions hold or do not, and some relations hold."""

    value: Linear
    goals: tuple[tuple[Condition, bool], ...] = ()
    relations: tuple[Relation, ...] = ()


class Product(NamedTuple):
    """A product of facts, times a number, or (`divided`) a quotient: of which only a range can be said.

    A rounding is a product with 1 from which it lies less than `slack` away.
    """

    left: Linear
    right: Linear
    factor: Fraction
    divided: bool = False
    slack: Fraction = Fraction(0)

    @property
    def facts(self) -> set[str]:
        """The facts (and other products) in it."""
        return {*self.left.terms, *self.right.terms}

    def share(self, right: Number) -> Number:
        """Return how much of the left side it is where the right one is a number."""
        if not self.divided:
            return exact(right * self.factor)
        return exact(self.factor / Fraction(right)) if right else 0

    def relations(self, name: str, ranges: Mapping[str, Range]) -> Iterator[Relation]:
        """Yield what is true of its stand-in where facts are in these ranges."""
        sides = (_interval(side, ranges) for side in (self.left, self.right))
        combine = intervals.divide if self.divided else intervals.multiply
        low, high = intervals.scale(combine(*sides), self.factor)
        if low is not None:
            yield Relation(variable(name).plus(constant(low - self.slack), -1))
        if high is not None:
            yield Relation(constant(high + self.slack).plus(variable(name), -1))


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
            case Calculation(operands=operands):
                for pieces in self.combined(operands):
                    yield from self._calculate(amount, pieces)
            case Cases(branches=branches, otherwise=otherwise):
                before: tuple[tuple[Condition, bool], ...] = ()
                for branch in branches:
                    yield from self._where((*before, (branch.when, True)), branch.then)
                    before = (*before, (branch.when, False))
                yield from self._where(before, otherwise)
            case TableLookup():
                yield from self._lookup(amount)
            case Unstated():
                return  # nothing can be said of it
            case Bands():
                yield from self._bands(amount)
            case DerivedAmount():
                yield from self.pieces(amount.meaning)
            case never:
                assert_never(never)

    def _where(self, goals: tuple[tuple[Condition, bool], ...], amount: Amount) -> Iterator[Piece]:
        for piece in self.pieces(amount):
            yield piece._replace(goals=(*goals, *piece.goals))

    def _lookup(self, lookup: TableLookup) -> Iterator[Piece]:
        for choices, row in rows_of(self.policies, lookup):
            yield from self._where(((chosen(lookup, choices), True),), row)

    def _bands(self, amount: Bands) -> Iterator[Piece]:
        """Yield a piece for each band and rate; by its meaning each slice of them all has two or more."""
        limits = [band.limit for band in amount.bands if band.limit is not None]
        if not all(isinstance(limit, Constant) for limit in limits):  # they may cross
            yield from self.pieces(amount.meaning)
            return
        ends = [self.pieces(limit)[0].value for limit in limits]
        rates = [band.rate for band in amount.bands if band.rate is not None and amount.marginal]
        for whole, *shares in self.combined([amount.amount, *rates]):
            goals = tuple(goal for piece in (whole, *shares) for goal in piece.goals)
            relations = tuple(relation for piece in (whole, *shares) for relation in piece.relations)
            for place, band in enumerate(amount.bands):
                here = (*relations, *_inside(amount.bands, place, whole.value, ends))
                if amount.marginal:
                    starts = (ZERO, *ends[:place])
                    parts = [
                        top.plus(start, -1) for top, start in zip((*ends[:place], whole.value), starts, strict=True)
                    ]
                    products = [self._share(share.value, part) for share, part in zip(shares, parts, strict=False)]
                    yield Piece(_total(products), goals, here)
                else:
                    for paid in self._paid(band, whole.value):
                        yield Piece(paid.value, (*goals, *paid.goals), (*here, *paid.relations))

    def _paid(self, band: Band, whole: Linear) -> Iterator[Piece]:
        if band.then is not None:
            yield from self.pieces(band.then)
        for rate in self.pieces(band.rate) if band.rate is not None else ():
            yield rate._replace(value=self._share(rate.value, whole))

    def _share(self, rate: Linear, of: Linear) -> Linear:
        return self._product(rate, of, Fraction(1, 100))

    def _calculate(self, amount: Calculation, pieces: tuple[Piece, ...]) -> Iterator[Piece]:
        goals = tuple(goal for piece in pieces for goal in piece.goals)
        relations = tuple(relation for piece in pieces for relation in piece.relations)
        values = [piece.value for piece in pieces]
        for value, further in self._values(amount, values):
            yield Piece(value, goals, (*relations, *further))

    def _values(self, amount: Calculation, values: list[Linear]) -> Iterator[tuple[Linear, tuple[Relation, ...]]]:
        """Yield what a calculation comes to, and where which relations hold."""
        match amount.operation:
            case Operation.SUM:
                yield _total(values), ()
            case Operation.QUOTIENT:
                yield self._quotient(values[0], values[1]), ()
            case Operation.PRODUCT | Operation.PERCENT:
                factor = Fraction(1, 100) if amount.operation is Operation.PERCENT else Fraction(1)
                yield self._product(values[0], values[1], factor), ()
            case Operation.DIFFERENCE:
                rest = values[0].plus(values[1], -1)
                yield rest, (Relation(rest),)
                yield ZERO, (Relation(rest.times(-1), strict=True),)
            case Operation.RANGE:
                yield values[1], ()  # the most that it pays
            case Operation.LEAST | Operation.GREATEST:
                sign = 1 if amount.operation is Operation.LEAST else -1
                for value in values:
                    others = (other for other in values if other is not value)
                    yield value, tuple(Relation(other.plus(value, -1).times(sign)) for other in others)
            case Operation.ROUND:
                yield self._rounded(values[0], Fraction(values[1].constant), amount.how)
            case never:
                assert_never(never)

    def _product(self, left: Linear, right: Linear, factor: Fraction) -> Linear:
        if not left.terms:
            return right.times(exact(left.constant * factor))
        if not right.terms:
            return left.times(exact(right.constant * factor))
        return self._stand_in(Product(left, right, factor))

    def _quotient(self, left: Linear, right: Linear) -> Linear:
        if not right.terms:
            return left.times(exact(1 / Fraction(right.constant))) if right.constant else ZERO
        return self._stand_in(Product(left, right, Fraction(1), divided=True))

    def _rounded(self, value: Linear, unit: Fraction, how: Rounding) -> tuple[Linear, tuple[Relation, ...]]:
        """Return a rounding: of a constant the number, else a stand-in less than a unit from the value."""
        if not value.terms:
            return constant(intervals.rounding(how, unit)(value.constant)), ()
        found = self._stand_in(Product(value, constant(1), Fraction(1), slack=unit))
        to_nearest = how in (Rounding.HALF_UP, Rounding.HALF_EVEN)
        above = unit / 2 if to_nearest else unit if how is Rounding.UP else 0
        below = unit / 2 if to_nearest else unit if how is Rounding.DOWN else 0
        over, under = found.plus(value, -1), value.plus(found, -1)
        return found, (
            Relation(under.plus(constant(above)), strict=how is Rounding.UP),
            Relation(over.plus(constant(below)), strict=how is Rounding.DOWN),
        )

    def _stand_in(self, product: Product) -> Linear:
        name = f"product {len(self.products)}"
        self.products[name] = product
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


def _inside(bands: Sequence[Band], place: int, value: Linear, ends: Sequence[Linear]) -> Iterator[Relation]:
    """Yield what it takes to lie in a band: above the limit before, and not above its own."""
    if place:
        yield Relation(value.plus(ends[place - 1], -1), strict=bands[place - 1].included)
    if place < len(ends):
        yield Relation(ends[place].plus(value, -1), strict=not bands[place].included)


def _total(values: Iterable[Linear]) -> Linear:
    total = ZERO
    for value in values:
        total = total.plus(value)
    return total


def _interval(value: Linear, ranges: Mapping[str, Range]) -> Interval:
    """Return what a sum can be, its facts being in these ranges."""
    parts = [intervals.point(value.constant)]
    for name, factor in value.terms.items():
        parts.append(intervals.scale(Interval(*ranges.get(name, Range()).numbers), Fraction(factor)))
    return intervals.add(parts)
