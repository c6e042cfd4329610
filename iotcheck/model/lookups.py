"""Tables that are looked up by two keys, or by an amount that lies within limits.

Such a lookup means cases within cases: one for each row of the first key, in each of them one for each row of the
second. A row that every value has that is left is their `otherwise`; so while a key is open, what comes out is what the
rows come to that are still possible, and nothing besides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingOf
from datetime import date
from typing import TYPE_CHECKING, Any

from iotcheck.errors import Location
from iotcheck.model.cases import cases_of
from iotcheck.model.dates import DateOperator
from iotcheck.model.operators import Operator, Selection
from iotcheck.model.rules import (
    All,
    Amount,
    Branch,
    Cases,
    Compares,
    ComparesDate,
    Condition,
    ConditionBranch,
    DerivedAmount,
    DerivedCondition,
    FactAmount,
    OnDay,
    Selects,
)
from iotcheck.model.rules import Any as AnyOf
from iotcheck.record import Record

if TYPE_CHECKING:
    from iotcheck.model.sources import Citation

OTHERWISE = "otherwise"  # the row for whatever has none of its own
Cell = tuple[str, ...]  # the names of rows, from the outside in, that lead to an amount of a table


class Limit(Record):
    """Where a row ends by which an amount is looked up: at the limit, or where it is not `included`, just below it."""

    amount: Amount
    included: bool
    location: Location

    @property
    def operator(self) -> Operator:
        """How an amount compares with the limit that lies in its row, or in one before it."""
        return Operator.AT_MOST if self.included else Operator.LESS_THAN


class ChoiceKey(Record):
    """A choice fact by which a table is looked up; its choices are the names of rows, in the fact's order."""

    fact: str
    choices: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The rows that it can lead to, `otherwise` aside."""
        return self.choices


class AmountKey(Record):
    """An amount by which a table is looked up: the first row whose limit it keeps, or else the row `otherwise`."""

    amount: Amount
    limits: dict[str, Limit]

    @property
    def names(self) -> tuple[str, ...]:
        """The rows that it can lead to, `otherwise` aside."""
        return tuple(self.limits)


Key = ChoiceKey | AmountKey


class Lookup(DerivedAmount):
    """The amount of a table that its keys, one or two, lead to."""

    table: str
    keys: tuple[Key, ...]

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts among the keys."""
        return tuple([key.amount for key in self.keys if isinstance(key, AmountKey)])


class DatedValue(Record):
    """What an amount is from a day on, until the next value begins."""

    start: date
    value: Amount
    sources: tuple[Citation, ...] = ()
    location: Location


class Dated(DerivedAmount):
    """An amount whose value depends on the day of assessment; before the first value begins, it is that value."""

    values: tuple[DatedValue, ...]


def dated(values: Sequence[DatedValue], location: Location) -> Dated:
    """Return an amount with values that begin one after the other, with its meaning."""
    branches = [
        Branch(when=OnDay(start=one.start, until=None, location=one.location), then=one.value)
        for one in reversed(values[1:])
    ]
    meaning = Cases(branches=tuple(branches), otherwise=values[0].value, location=location)
    return Dated(values=tuple(values), meaning=meaning, location=location)


class TableCondition(DerivedCondition):
    """What a table says of the choice of a fact: that it holds, or (`equals`) which choice of another fact it is.

    `equals` is a choice, or where `same` is set the answer to that fact.
    """

    table: str
    fact: str
    equals: str | None = None
    same: str | None = None


class LengthInTable(TableCondition):
    """A date lies so many years, months or days before the as-of day as a table says of the choice of a fact."""

    date: str
    operator: DateOperator


def length_in(
    table: str, key: ChoiceKey, rows: MappingOf[str, int], date: str, operator: DateOperator, said: MappingOf[str, Any]
) -> LengthInTable:
    """Return such a condition; `rows` has the number for each choice of the key. It means a case for each number."""
    location = said["location"]
    *others, last = [
        ConditionBranch(
            when=_selects(key, [choice for choice in key.choices if rows[choice] == number], location),
            then=ComparesDate(fact=date, operator=operator, bound=number, location=location),
        )
        for number in dict.fromkeys(rows.values())
    ]
    meaning = cases_of(others, last.then, location=location) if others else last.then
    return LengthInTable(table=table, fact=key.fact, date=date, operator=operator, meaning=meaning, **said)


class SameAs(DerivedCondition):
    """Two choice facts with the same choices have the same answer."""

    fact: str
    other: str


class DaysCompared(DerivedCondition):
    """The day that a date fact states lies before or after the one of another, or on it, as the operator says."""

    fact: str
    operator: DateOperator
    other: str


_OF_DAYS = {  # on the line of days, each its ordinal
    DateOperator.ON_OR_AFTER: Operator.AT_LEAST,
    DateOperator.AFTER: Operator.MORE_THAN,
    DateOperator.ON_OR_BEFORE: Operator.AT_MOST,
    DateOperator.BEFORE: Operator.LESS_THAN,
}


def days_compared(fact: str, operator: DateOperator, other: str, said: MappingOf[str, Any]) -> DaysCompared:
    """Return the comparison of two date facts."""
    left, right = (FactAmount(fact=name, location=said["location"]) for name in (fact, other))
    meaning = Compares(left=left, operator=_OF_DAYS[operator], bounds=(right,), location=said["location"])
    return DaysCompared(fact=fact, operator=operator, other=other, meaning=meaning, **said)


def same_as(fact: str, other: str, choices: Sequence[str], said: MappingOf[str, Any]) -> SameAs:
    """Return the condition that two facts have the same answer: some choice is that of both."""
    location = said["location"]
    pairs = [
        All(
            children=tuple(
                [
                    Selects(fact=name, selection=Selection.ANY_OF, values=(choice,), location=location)
                    for name in (fact, other)
                ]
            ),
            location=location,
        )
        for choice in choices
    ]
    return SameAs(fact=fact, other=other, meaning=AnyOf(children=tuple(pairs), location=location), **said)


def holds_in(table: str, key: ChoiceKey, holding: Sequence[str], said: MappingOf[str, Any]) -> TableCondition:
    """Return the condition that a table's row is `true`: that the fact has one of the choices `holding`."""
    return TableCondition(table=table, fact=key.fact, meaning=_selects(key, holding, said["location"]), **said)


def equals_in(
    table: str, key: ChoiceKey, rows: MappingOf[str, str], equals: str, said: MappingOf[str, Any]
) -> TableCondition:
    """Return the condition that a table's row is a choice; `rows` has what each choice of the key leads to."""
    holding = [choice for choice in key.choices if rows[choice] == equals]
    meaning = _selects(key, holding, said["location"])
    return TableCondition(table=table, fact=key.fact, equals=equals, meaning=meaning, **said)


def same_in(
    table: str, key: ChoiceKey, rows: MappingOf[str, str], fact: str, said: MappingOf[str, Any]
) -> TableCondition:
    """Return the condition that a table's row is the answer to another choice fact."""
    location = said["location"]
    pairs: list[Condition] = []
    for wanted in dict.fromkeys(rows.values()):
        there = _selects(key, [choice for choice in key.choices if rows[choice] == wanted], location)
        chosen = Selects(fact=fact, selection=Selection.ANY_OF, values=(wanted,), location=location)
        pairs.append(All(children=(there, chosen), location=location))
    meaning = AnyOf(children=tuple(pairs), location=location)
    return TableCondition(table=table, fact=key.fact, same=fact, meaning=meaning, **said)


def _selects(key: ChoiceKey, choices: Sequence[str], location: Location) -> Condition:
    selection = Selection.ANY_OF if choices else Selection.NONE_OF  # none of all: never
    return Selects(fact=key.fact, selection=selection, values=tuple(choices or key.choices), location=location)


def lookup_of(table: str, keys: Sequence[Key], cells: MappingOf[Cell, Amount], location: Location) -> Lookup:
    """Return a lookup in a table whose cells have a row for all that the keys can be, with its meaning."""
    meaning = _meaning(keys, cells, (), location)
    return Lookup(table=table, keys=tuple(keys), meaning=meaning, location=location)


def rows_of(key: Key, names: Sequence[str]) -> Iterator[tuple[str, Condition | None]]:
    """Yield the rows that a key can lead to, in order, each with what holds there; the last is for all that is left.

    `names` are the rows that the table has.
    """
    found: list[tuple[str, Condition | None]] = []
    if isinstance(key, AmountKey):
        for name, limit in key.limits.items():
            if name in names:
                within = Compares(
                    left=key.amount, operator=limit.operator, bounds=(limit.amount,), location=limit.location
                )
                found.append((name, within))
        found.append((OTHERWISE, None))
    else:
        found += [
            (choice, Selects(fact=key.fact, selection=Selection.ANY_OF, values=(choice,), location=_NOWHERE))
            for choice in key.choices
            if choice in names
        ]
        if len(found) < len(key.choices):
            found.append((OTHERWISE, None))
    yield from found[:-1]
    yield found[-1][0], None


_NOWHERE = Location("")


def _meaning(keys: Sequence[Key], cells: MappingOf[Cell, Amount], so_far: Cell, location: Location) -> Amount:
    if so_far in cells:
        return cells[so_far]
    level = len(so_far)
    names = list(dict.fromkeys(cell[level] for cell in cells if cell[:level] == so_far))
    *rows, (last, _) = rows_of(keys[level], names)
    branches: list[Branch] = []
    for name, condition in rows:
        then = _meaning(keys, cells, (*so_far, name), location)
        assert condition is not None
        branches.append(Branch(when=condition.replace(location=then.location), then=then))
    otherwise = _meaning(keys, cells, (*so_far, last), location)
    return Cases(branches=tuple(branches), otherwise=otherwise, location=location) if branches else otherwise
