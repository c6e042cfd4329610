"""Amounts: the closed union of nodes that ceilings and numeric bounds are built from. They nest in one another."""

from __future__ import annotations

from enum import StrEnum

from iotcheck.errors import Location
from iotcheck.model.conditions import Condition
from iotcheck.record import Record
from iotcheck.values import Number


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


class Operation(StrEnum):
    """What is done with the operands of a calculation, by its key in policy files."""

    PRODUCT = "amount"  # {amount: X, per: Y} is X times Y
    QUOTIENT = "quotient"
    PERCENT = "percent"  # {percent: X, of: Y} is X hundredths of Y
    SUM = "sum"
    LEAST = "least"
    GREATEST = "greatest"
    DIFFERENCE = "difference"  # never below 0


class Calculation(Term):
    """An operation on one or more operands (two for product, quotient, percent and difference)."""

    operation: Operation
    operands: tuple[Amount, ...]


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


Amount = Constant | FactAmount | Calculation | NamedAmount | Cases | TableLookup


class NoAmount(StrEnum):
    """A whole ceiling without a figure: the source names none, or the measure pays no money. Neither is zero."""

    UNSTATED = "unstated"
    NONE = "none"
