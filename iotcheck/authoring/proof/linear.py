"""Systems of linear inequalities over facts, solved exactly: ranges for single facts, elimination for several.

The elimination is that of J. Fourier (1827) and T. Motzkin (1936). A fact stands between the lower and the upper ends
that the relations give it; there is a value for it just where each lower end is below each upper end, and these
comparisons no longer mention the fact. From

    rd - revenue / 20 >= 0,   revenue >= 100,   3 - rd >= 0

rd lies between revenue / 20 and 3, so eliminating it leaves 3 - revenue / 20 >= 0; revenue then lies between 100 and
60, which leaves -40 >= 0: there is no solution. Where nothing contradicts, values are chosen backwards: the fact
eliminated last has a range of numbers, and with its value known the one before it has, too.

A fact with p lower and q upper ends makes p * q relations of p + q; so the one that makes the fewest goes first, equal
relations are one, and past some hundreds the question is given up. Facts that are whole numbers (counts, days) are
treated as real while eliminating: what is impossible for reals is impossible for them too, and what is possible is only
claimed with whole values at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from iotcheck.engine.partition import Cut, Range
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
        new = _limited(old, limit, factor, relation)
        if name in self.whole:
            new = new.to_whole()
        return None if new.empty else self._replace(ranges={**self.ranges, name: new})

    def solution(self) -> dict[str, Number] | None:
        """Return values of all facts in it that satisfy it, or None where there are none.

        Raise GivenUpError where there are too many relations, or where only values that are not whole were found.
        """
        related = sorted({name for relation in self.relations for name in relation.sum.terms})
        relations = [*self.relations, *(end for name in related for end in _ends(name, self.ranges.get(name, Range())))]
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
    low, high = one.numbers
    if low is not None:
        yield Relation(Linear({name: 1}, -low), one.after)
    if high is not None:
        yield Relation(Linear({name: -1}, high), one.before)


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
        found = _limited(found, limit, factor, relation)
    return found


def _limited(old: Range, limit: Number, factor: Number, relation: Relation) -> Range:
    """Return what a relation leaves of a range, whose factor in it says on which side of the limit."""
    if factor > 0:
        return old.above(Cut(limit, after=relation.strict))
    return old.below(Cut(limit, after=not relation.strict))
