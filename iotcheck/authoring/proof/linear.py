"""Systems of linear inequalities over facts, solved exactly: ranges for single facts, elimination for several.

The elimination is that of J. Fourier (1827) and T. Motzkin (1936). Facts that are whole numbers (counts, days) are
treated as real while eliminating: what is impossible for reals is impossible for them too, and what is possible is only
claimed with whole values at hand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from iotcheck.values import Number, exact

MOST_RELATIONS = 600  # while eliminating; beyond it the system is given up


class GivenUpError(Exception):
    """The question is too large, or beyond what is linear: no answer, which is no shame."""


class Linear(NamedTuple):
    """A sum of facts with factors, and a constant: `terms` has no factor that is 0."""

    terms: Mapping[str, Number]
    constant: Number

    def plus(self, other: Linear, factor: Number = 1) -> Linear:
        """Return the sum with `other` times a factor."""
        terms = dict(self.terms)
        for name, value in other.terms.items():
            terms[name] = terms.get(name, 0) + factor * value
        return Linear({name: value for name, value in terms.items() if value}, self.constant + factor * other.constant)

    def times(self, factor: Number) -> Linear:
        """Return the product with a number."""
        return ZERO.plus(self, factor)

    def at(self, values: Mapping[str, Number]) -> Number:
        """Return its value where all facts are known."""
        return sum((factor * values[name] for name, factor in self.terms.items()), self.constant)


ZERO = Linear({}, 0)


def constant(number: Number) -> Linear:
    """Return a number as a sum."""
    return Linear({}, number)


def variable(name: str) -> Linear:
    """Return a fact as a sum."""
    return Linear({name: 1}, 0)


class Relation(NamedTuple):
    """A sum that is 0 or more; where `strict`, more than 0."""

    sum: Linear
    strict: bool = False


class Range(NamedTuple):
    """What a fact's value may be: ends are None where open to infinity, and not included where `_out` says so."""

    low: Number | None = None
    high: Number | None = None
    low_out: bool = False
    high_out: bool = False

    @property
    def empty(self) -> bool:
        """Whether no number is left."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_out or self.high_out))

    def above(self, low: Number, *, out: bool) -> Range:
        """Return the part that is `low` or more, or more than it."""
        if self.low is None or low > self.low or (low == self.low and out):
            return self._replace(low=low, low_out=out)
        return self

    def below(self, high: Number, *, out: bool) -> Range:
        """Return the part that is `high` or less, or less than it."""
        if self.high is None or high < self.high or (high == self.high and out):
            return self._replace(high=high, high_out=out)
        return self

    def to_whole(self) -> Range:
        """Return the range with its ends at whole numbers inside it."""
        low = None if self.low is None else math.floor(self.low) + 1 if self.low_out else math.ceil(self.low)
        high = None if self.high is None else math.ceil(self.high) - 1 if self.high_out else math.floor(self.high)
        return Range(low, high)

    def some(self) -> Number:
        """Return a number of the range, a simple one if there is one."""
        if self.low is None and self.high is None:
            return 0
        if self.low is None or self.high is None:
            end, out, step = (self.low, self.low_out, 1) if self.high is None else (self.high, self.high_out, -1)
            assert end is not None
            return end if not out else (math.floor(end) + 1 if step > 0 else math.ceil(end) - 1)
        if not self.low_out:
            return self.low
        if not self.high_out:
            return self.high
        next_whole = math.floor(self.low) + 1
        return next_whole if next_whole < self.high else exact(Fraction(self.low + self.high) / 2)

    def several(self) -> list[Number]:
        """Return some telling numbers of the range: its ends and their neighbours, and round ones."""
        near = [end + step for end in (self.low, self.high) if end is not None for step in (0, 1, -1)]
        numbers = dict.fromkeys([*near, 0, 1, -1, 10**6])
        return [one for one in numbers if not self.above(one, out=False).below(one, out=False).empty]


class System(NamedTuple):
    """Ranges of facts and relations between them, none of which is known to be impossible. Values: never changed."""

    ranges: Mapping[str, Range]
    whole: frozenset[str]  # the facts that are whole numbers
    relations: tuple[Relation, ...] = ()

    def with_relation(self, relation: Relation) -> System | None:
        """Return the system with one more relation, or None where that is impossible on the face of it."""
        terms = relation.sum.terms
        if not terms:
            return self if _holds(relation) else None
        if len(terms) > 1:
            return self._replace(relations=(*self.relations, relation))
        ((name, factor),) = terms.items()
        limit = exact(Fraction(-relation.sum.constant) / Fraction(factor))
        old = self.ranges.get(name, Range())
        new = old.above(limit, out=relation.strict) if factor > 0 else old.below(limit, out=relation.strict)
        if name in self.whole:
            new = new.to_whole()
        return None if new.empty else self._replace(ranges={**self.ranges, name: new})

    def solution(self) -> dict[str, Number] | None:
        """Return values of all facts in it that satisfy it, or None where there are none.

        Raise GivenUpError where there are too many relations, or where only values that are not whole were found.
        """
        related = sorted({name for relation in self.relations for name in relation.sum.terms})
        relations = [*self.relations, *(one for name in related for one in _ends(name, self.ranges.get(name, Range())))]
        stages: list[tuple[str, list[Relation]]] = []
        while related:
            name = min(related, key=lambda one: _cost(one, relations))
            related.remove(name)
            stages.append((name, [relation for relation in relations if name in relation.sum.terms]))
            relations = list(_eliminated(name, relations))
            if not all(_holds(relation) for relation in relations if not relation.sum.terms):
                return None
            if len(relations) > MOST_RELATIONS:
                raise GivenUpError
        values: dict[str, Number] = {}
        for name, stage in reversed(stages):
            values[name] = self._value(name, _range(name, stage, values))
        return {**{name: one.some() for name, one in self.ranges.items() if name not in values}, **values}

    def _value(self, name: str, found: Range) -> Number:
        whole = found.to_whole() if name in self.whole else found
        if whole.empty:
            raise GivenUpError
        return whole.some()


def _holds(relation: Relation) -> bool:
    return relation.sum.constant > 0 or (relation.sum.constant == 0 and not relation.strict)


def _ends(name: str, one: Range) -> Iterable[Relation]:
    if one.low is not None:
        yield Relation(Linear({name: 1}, -one.low), one.low_out)
    if one.high is not None:
        yield Relation(Linear({name: -1}, one.high), one.high_out)


def _cost(name: str, relations: Iterable[Relation]) -> int:
    """Return how many relations an elimination would make."""
    above = below = 0
    for relation in relations:
        factor = relation.sum.terms.get(name, 0)
        above += factor > 0
        below += factor < 0
    return above * below


def _eliminated(name: str, relations: Iterable[Relation]) -> list[Relation]:
    """Return the relations without a fact: those that do not mention it, and each of its lower with each upper end."""
    above: list[Relation] = []
    below: list[Relation] = []
    kept: list[Relation] = []
    for relation in relations:
        factor = relation.sum.terms.get(name, 0)
        (above if factor > 0 else below if factor < 0 else kept).append(relation)
    for low in above:
        for high in below:
            scaled = high.sum.times(low.sum.terms[name]).plus(low.sum, -high.sum.terms[name])
            kept.append(Relation(scaled, low.strict or high.strict))
    return list({(frozenset(one.sum.terms.items()), one.sum.constant, one.strict): one for one in kept}.values())


def _range(name: str, relations: Iterable[Relation], values: Mapping[str, Number]) -> Range:
    """Return what relations leave to a fact where the others in them are known."""
    found = Range()
    for relation in relations:
        factor = relation.sum.terms[name]
        rest = Linear({other: one for other, one in relation.sum.terms.items() if other != name}, relation.sum.constant)
        limit = exact(Fraction(-rest.at(values)) / Fraction(factor))
        found = found.above(limit, out=relation.strict) if factor > 0 else found.below(limit, out=relation.strict)
    return found
