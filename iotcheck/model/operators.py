"""The words of conditions and amounts: how values and numbers are compared, what is calculated, how it is rounded."""

from __future__ import annotations

from enum import StrEnum

from iotcheck.model.dates import Limit


class Selection(StrEnum):
    """How a selection of values is compared with a fact's value or values."""

    ANY_OF = "any_of"  # FACT: value, FACT: [a, b]
    NONE_OF = "none_of"
    INCLUDES_ALL = "includes_all"


class Operator(StrEnum):
    """Comparisons of numbers; `between` includes both ends. All that a comparison means is in its limits."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    BETWEEN = "between"

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The limits that must all be kept, one for each bound; where there are two, the lower comes first."""
        return _LIMITS[self]


_LIMITS = {
    Operator.AT_LEAST: (Limit(upper=False),),
    Operator.AT_MOST: (Limit(upper=True),),
    Operator.MORE_THAN: (Limit(upper=False, strict=True),),
    Operator.LESS_THAN: (Limit(upper=True, strict=True),),
    Operator.BETWEEN: (Limit(upper=False), Limit(upper=True)),
}


class Operation(StrEnum):
    """What is done with the operands of a calculation, by its key in policy files."""

    PRODUCT = "amount"  # {amount: X, per: Y} is X times Y
    QUOTIENT = "quotient"
    PERCENT = "percent"  # {percent: X, of: Y} is X hundredths of Y
    SUM = "sum"
    LEAST = "least"
    GREATEST = "greatest"
    DIFFERENCE = "difference"  # never below 0
    ROUND = "round"  # {round: X, to: Y, how: down} is a multiple of Y near X
    RANGE = "range"  # {range: [X, Y]}: the source says from where to where, and no more; a whole ceiling only


class Rounding(StrEnum):
    """Which multiple an amount is rounded to: the next one below or above it, or the nearest."""

    DOWN = "down"
    UP = "up"
    HALF_UP = "half_up"  # halfway between two multiples: the higher
    HALF_EVEN = "half_even"  # halfway: the even one
