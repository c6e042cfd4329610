"""Conditions and amounts: the closed unions of nodes that rules are built from. They nest in one another."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from iotcheck.errors import Location
from iotcheck.model import dates
from iotcheck.model.dates import DateBound, DateOperator, Limit, RelativeYear
from iotcheck.model.facts import Text
from iotcheck.model.operators import Operation, Operator, Rounding, Selection
from iotcheck.record import Record
from iotcheck.values import Number, Value

if TYPE_CHECKING:
    from iotcheck.model.sources import Citation


class Node(Record):
    """What every condition may carry: the author's own words, where they come from, and its place in the file."""

    text: Text | None = None
    sources: tuple[Citation, ...] = ()
    location: Location


class Group(Node):
    """Enough of the children hold: all of them, any of them, or some number between."""

    children: tuple[Condition, ...]

    @property
    def needed(self) -> int:
        """How many children must hold: all of them, unless a kind of group says otherwise."""
        return len(self.children)


class All(Group):
    """Every child holds."""


class Any(Group):
    """At least one child holds."""

    @property
    def needed(self) -> int:
        """One of them."""
        return 1


class Not(Node):
    """The child does not hold; no confirm stands below."""

    child: Condition


class AtLeast(Group):
    """At least `count` of the children hold."""

    count: int

    @property
    def needed(self) -> int:
        """So many of them."""
        return self.count


class ConditionBranch(Record):
    """One case: the condition that must hold where `when` does and none before it did."""

    when: Condition
    then: Condition


class ConditionCases(Group):
    """The condition of the first case whose own condition holds, or else `otherwise`.

    Its two children hold together just where that one does, see `model.cases`.
    """

    branches: tuple[ConditionBranch, ...]
    otherwise: Condition


class Met(Node):
    """The named condition holds."""

    name: str


class Confirm(Node):
    """Something that no answer can settle, to be confirmed with the agency: `question` says what."""

    question: Text


class OnDay(Node):
    """The day of assessment lies in a period, both ends included, None where open: no applicant can change it.

    No author writes it; it is part of what other forms mean, such as the amount of another program by its editions.
    """

    start: date | None = None
    until: date | None = None

    def holds(self, as_of: date) -> bool:
        """Whether a day lies in the period."""
        return (self.start is None or self.start <= as_of) and (self.until is None or as_of <= self.until)


class Selects(Node):
    """The fact's value is one (or for choices: includes any, none, all) of `values`."""

    fact: str
    selection: Selection
    values: tuple[Value, ...]
    named: tuple[tuple[str, tuple[str, ...]], ...] = ()  # where groups of choices are: what is written → its choices

    @property
    def listed(self) -> dict[Value, tuple[Value, ...]]:
        """What is written, with the values that it stands for: a group for its choices, a value for itself."""
        return dict(self.named) if self.named else {value: (value,) for value in self.values}


class Compares(Node):
    """The amount on the left compares with the operator's bounds."""

    left: Amount
    operator: Operator
    bounds: tuple[Amount, ...]


class ComparesDate(Node):
    """The day that a date fact states lies in the range that the comparison stands for on the as-of day."""

    fact: str
    operator: DateOperator
    bound: DateBound

    @property
    def moves(self) -> bool:
        """Whether the range depends on the as-of day."""
        return self.operator.counts or isinstance(self.bound, RelativeYear)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """What is asked for at each day that the rule names."""
        return dates.LIMITS[self.operator]

    def turns(self, as_of: date) -> tuple[date, ...]:
        """Return the days that the comparison turns on, the lower first; see `model.dates`."""
        return dates.turns(self.operator, self.bound, as_of)

    def days(self, as_of: date) -> tuple[date, date] | None:
        """Return the first and the last day for which the comparison holds; None if there is none."""
        return dates.days(self.operator, self.bound, as_of)

    def changes(self, day: date) -> tuple[date, ...]:
        """Return the as-of days from which on the comparison of a known day may have another truth, in order."""
        return dates.changes(self.operator, self.bound, day)


class DerivedCondition(Node):
    """A condition kept as its author wrote it, for people to read, and evaluated by its meaning in other conditions.

    To whoever reads a result it is one thing that holds or does not, whatever its meaning consists of.
    """

    meaning: Condition


Leaf = Selects | Compares | ComparesDate
Condition = All | Any | Not | AtLeast | ConditionCases | Met | Confirm | OnDay | DerivedCondition | Leaf


# Amounts: the closed union of nodes that ceilings and numeric bounds are built from. They nest in one another.


class Term(Record):
    """What every amount has: its place in the policy file."""

    location: Location


class Constant(Term):
    """An exact number, or units of the file's currency; `money` where it was written as money (`100万元`)."""

    value: Number
    money: bool = False


class FactAmount(Term):
    """The value of a money, number or count fact."""

    fact: str


class Calculation(Term):
    """An operation on one or more operands (two for all but sum, least and greatest); `how` says how to round."""

    operation: Operation
    operands: tuple[Amount, ...]
    how: Rounding = Rounding.DOWN


class NamedAmount(Term):
    """An amount of the file's `amounts`."""

    name: str


class Branch(Record):
    """One case: the amount that holds when the condition does and none before it did."""

    when: Condition
    then: Amount


class Cases(Term):
    """The first branch whose condition holds, or else `otherwise`."""

    branches: tuple[Branch, ...]
    otherwise: Amount


class TableLookup(Term):
    """The row of a named table that a choice fact picks."""

    table: str
    fact: str


class DerivedAmount(Term):
    """An amount kept as its author wrote it, for people to read, and evaluated by its meaning in other amounts."""

    meaning: Amount


class GrantOf(DerivedAmount):
    """The ceiling of another program where its condition is met, else 0."""

    program: str


class Unstated(Term):
    """The outcome of a case or row of a ceiling for which the source names no amount."""


class NotEligible(DerivedAmount):
    """The outcome of a case or row of a ceiling: who comes to it is not eligible. As an amount it is 0."""


Amount = Constant | FactAmount | Calculation | NamedAmount | Cases | TableLookup | DerivedAmount | Unstated


class NoAmount(StrEnum):
    """A whole ceiling without a figure: the source names none, or the measure pays no money. Neither is zero."""

    UNSTATED = "unstated"
    NONE = "none"
