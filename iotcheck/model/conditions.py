"""Conditions: the closed union of nodes that a program's condition is built from."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from iotcheck.errors import Location
from iotcheck.model.facts import Text
from iotcheck.record import Record
from iotcheck.values import Value

if TYPE_CHECKING:
    from iotcheck.model.amounts import Amount
    from iotcheck.model.policies import Citation


class Node(Record):
    """What every condition may carry: the author's own words, where they come from, and its place in the file."""

    text: Text | None = None
    sources: tuple[Citation, ...] = ()
    location: Location


class All(Node):
    """Every child holds."""

    children: tuple[Condition, ...]


class Any(Node):
    """At least one child holds."""

    children: tuple[Condition, ...]


class Not(Node):
    """The child does not hold; no confirm stands below."""

    child: Condition


class AtLeast(Node):
    """At least `count` of the children hold."""

    count: int
    children: tuple[Condition, ...]


class Met(Node):
    """The named condition holds."""

    name: str


class Confirm(Node):
    """Something that no answer can settle, to be confirmed with the agency: `question` says what."""

    question: Text


class Selection(StrEnum):
    """How a selection of values is compared with a fact's value or values."""

    ANY_OF = "any_of"  # FACT: value, FACT: [a, b]
    NONE_OF = "none_of"
    INCLUDES_ALL = "includes_all"


class Selects(Node):
    """The fact's value is one (or for choices: includes any, none, all) of `values`."""

    fact: str
    selection: Selection
    values: tuple[Value, ...]


class Operator(StrEnum):
    """Comparisons of numbers; `between` includes both ends."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    BETWEEN = "between"


class Compares(Node):
    """The amount on the left compares with one bound, or with two for `between`."""

    left: Amount
    operator: Operator
    bounds: tuple[Amount, ...]


class DateOperator(StrEnum):
    """Comparisons of dates."""

    ON_OR_AFTER = "on_or_after"
    BEFORE = "before"
    YEARS_BEFORE = "years_before"


class ComparesDate(Node):
    """The date fact lies on or after, or before a day, or at least so many whole years before the as-of day."""

    fact: str
    operator: DateOperator
    bound: date | int


Leaf = Selects | Compares | ComparesDate
Condition = All | Any | Not | AtLeast | Met | Confirm | Leaf
