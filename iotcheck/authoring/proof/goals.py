"""Goals taken apart: a condition that shall hold, or shall not, becomes the ways in which it can.

A way is a set of further goals, all of which must be reached, and of restrictions on single facts or sums of facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, assert_never

from iotcheck.authoring.proof.amounts import Amounts, Piece
from iotcheck.authoring.proof.linear import Linear, Relation, constant, variable
from iotcheck.model import (
    Compares,
    ComparesDate,
    Condition,
    Confirm,
    DerivedCondition,
    Everyone,
    FactType,
    Group,
    Met,
    Not,
    OnDay,
    Operator,
    PolicySet,
    Selection,
    Selects,
)
from iotcheck.values import Value


class Goal(NamedTuple):
    """A condition that shall hold, or shall not."""

    condition: Condition | Everyone
    holds: bool = True


class Several(NamedTuple):
    """At least so many of some goals."""

    needed: int
    goals: tuple[Goal, ...]


class Among(NamedTuple):
    """A boolean or choice fact has one of these values."""

    fact: str
    values: frozenset[Value]


class Includes(NamedTuple):
    """A choices fact includes a choice, or does not."""

    fact: str
    choice: Value
    included: bool


class Confirmed(NamedTuple):
    """A thing to confirm (by identity) turns out so, or otherwise."""

    confirm: int
    holds: bool


class Way(NamedTuple):
    """One way to reach a goal."""

    goals: tuple[Goal | Several, ...] = ()
    fixes: tuple[Among | Includes | Confirmed | Relation, ...] = ()


class Taker:
    """Takes goals apart, for one policy set on one day."""

    def __init__(self, policies: PolicySet, day: date) -> None:
        self.policies = policies
        self.day = day
        self.amounts = Amounts(policies)

    def ways(self, goal: Goal | Several) -> list[Way]:
        """Return all ways to reach a goal; none where it cannot be reached."""
        if isinstance(goal, Several):
            return _some_of(goal)
        condition, holds = goal
        match condition:
            case Group(children=children):
                return _some_of(_count(children, condition.needed, holds))
            case Not(child=child):
                return [Way((Goal(child, not holds),))]
            case Met(name=name):
                return [Way((Goal(self.policies.conditions[name].condition, holds),))]
            case DerivedCondition(meaning=meaning):
                return [Way((Goal(meaning, holds),))]
            case Everyone():
                return [Way()] if holds else []
            case OnDay():
                return [Way()] if condition.holds(self.day) is holds else []
            case Confirm():
                return [Way(fixes=(Confirmed(id(condition), holds),))]
            case Selects():
                return self._selects(condition, holds)
            case ComparesDate():
                return list(self._compares_date(condition, holds))
            case Compares():
                return list(self._compares(condition, holds))
            case never:
                assert_never(never)

    def _selects(self, leaf: Selects, holds: bool) -> list[Way]:
        fact = self.policies.facts[leaf.fact]
        wanted = frozenset(leaf.values)
        match fact.type:
            case FactType.CHOICES:
                every = leaf.selection is Selection.INCLUDES_ALL
                included = holds is not (leaf.selection is Selection.NONE_OF)
                fixes = tuple(Includes(fact.id, choice, included) for choice in dict.fromkeys(leaf.values))
                together = every if included else not every
                return [Way(fixes=fixes)] if together else [Way(fixes=(fix,)) for fix in fixes]
            case FactType.BOOLEAN | FactType.CHOICE:
                domain: frozenset[Value] = frozenset(fact.choices or (True, False))
                inside = holds is (leaf.selection is Selection.ANY_OF)
                return [Way(fixes=(Among(fact.id, wanted & domain if inside else domain - wanted),))]
            case _:
                numbers = [_number(value) for value in leaf.values]
                return list(_equals(variable(fact.id), numbers, holds is (leaf.selection is Selection.ANY_OF)))

    def _compares_date(self, leaf: ComparesDate, holds: bool) -> Iterator[Way]:
        days = leaf.days(self.day)
        if days is None:
            yield from () if holds else (Way(),)
            return
        first, last = (constant(day.toordinal()) for day in days)
        inside = (_at_least(variable(leaf.fact), first), _at_least(last, variable(leaf.fact)))
        if holds:
            yield Way(fixes=inside)
        else:
            yield from (Way(fixes=(_reverse(relation),)) for relation in inside)

    def _compares(self, leaf: Compares, holds: bool) -> Iterator[Way]:
        for left, *bounds in self.amounts.combined((leaf.left, *leaf.bounds)):
            wanted = _comparison(leaf.operator, left, bounds)
            pieces = (left, *bounds)
            goals = tuple(Goal(*goal) for piece in pieces for goal in piece.goals)
            inside = tuple(relation for piece in pieces for relation in piece.relations)
            if holds:
                yield Way(goals, (*inside, *wanted))
            else:
                for relation in wanted:
                    yield Way(goals, (*inside, _reverse(relation)))


def _count(children: tuple[Condition, ...], count: int, holds: bool) -> Several:
    """Return what it takes that at least `count` children hold, or that they do not."""
    goals = tuple(Goal(child, holds) for child in children)
    return Several(count if holds else len(children) - count + 1, goals)


def _some_of(wanted: Several) -> list[Way]:
    count, goals = wanted
    if count > len(goals):
        return []
    if count == len(goals):
        return [Way(goals)]
    if count <= 1:
        return [Way((goal,)) for goal in goals] if count == 1 else [Way()]
    rest = goals[1:]
    return [Way((goals[0], Several(count - 1, rest))), Way((Several(count, rest),))]


def _equals(left: Linear, numbers: list[int], holds: bool) -> Iterator[Way]:
    """Yield the ways to be one of some numbers, or to lie below, between or above them."""
    if holds:
        for number in dict.fromkeys(numbers):
            bound = constant(number)
            yield Way(fixes=(_at_least(left, bound), _at_least(bound, left)))
        return
    ordered = [constant(number) for number in sorted(set(numbers))]
    for low, high in zip([None, *ordered], [*ordered, None], strict=True):
        below = (_more_than(high, left),) if high else ()
        yield Way(fixes=(*((_more_than(left, low),) if low else ()), *below))


def _comparison(operator: Operator, left: Piece, bounds: list[Piece]) -> tuple[Relation, ...]:
    found: list[Relation] = []
    for limit, bound in zip(operator.limits, bounds, strict=True):
        above, below = (bound.value, left.value) if limit.upper else (left.value, bound.value)
        found.append(_more_than(above, below) if limit.strict else _at_least(above, below))
    return tuple(found)


def _at_least(left: Linear, right: Linear) -> Relation:
    return Relation(left.plus(right, -1))


def _more_than(left: Linear, right: Linear) -> Relation:
    return Relation(left.plus(right, -1), strict=True)


def _reverse(relation: Relation) -> Relation:
    return Relation(relation.sum.times(-1), strict=not relation.strict)


def _number(value: object) -> int:
    """Return a value as a number: of days, their ordinal."""
    if isinstance(value, date):
        return value.toordinal()
    assert not isinstance(value, str | tuple)
    return value  # type: ignore[return-value]
