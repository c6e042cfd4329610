"""Traces: the evaluated trees. Every view of a result (explanation, missing facts, blockers, coverage) reads them.

They are named tuples, the quickest records to make: an assessment makes hundreds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from iotcheck.engine.interval import Interval
from iotcheck.logic import Truth
from iotcheck.model import (
    Amount,
    Calculation,
    Cases,
    Condition,
    ConditionCases,
    DerivedAmount,
    Everyone,
    FactAmount,
    Group,
    NamedAmount,
    Operation,
    TableLookup,
    Unstated,
)


class Trace(NamedTuple):
    """One evaluated condition.

    `high` is its truth with every confirm below it true, `low` with every confirm false; they differ only above a
    confirm. `children` are the conditions below (one for `met`: the named condition), `operands` the evaluated
    amounts of a comparison, the left side first; `open_facts` the facts of this very leaf that are not known.
    """

    condition: Condition | Everyone
    high: Truth
    low: Truth
    children: tuple[Trace, ...] = ()
    operands: tuple[AmountTrace, ...] = ()
    open_facts: tuple[str, ...] = ()

    @property
    def truth(self) -> Truth:
        """The truth where confirms make no difference to it, else UNKNOWN."""
        return self.high if self.high is self.low else Truth.UNKNOWN

    @property
    def word(self) -> str:
        """`true`, `false` or `unknown`; `confirm` where only things to confirm stand between it and true."""
        if self.high is self.low:
            return self.high.name.lower()
        return "confirm" if self.high is Truth.TRUE and self.low is Truth.FALSE else "unknown"


class AmountTrace(NamedTuple):
    """One evaluated amount.

    `operands` are the amounts it was computed from (of `cases` and tables: those that are still possible),
    `conditions` the conditions looked at, `missing` the open facts that its value still depends on, in no particular
    order.
    """

    amount: Amount
    interval: Interval
    operands: tuple[AmountTrace, ...] = ()
    conditions: tuple[Trace, ...] = ()
    missing: frozenset[str] = frozenset()


def undecided_facts(trace: Trace) -> set[str]:
    """Return the open facts that can still change the truth, with every confirm true or with every confirm false.

    They are the facts of the undecided leaves below nodes that are themselves all undecided, for high and low apart.
    """
    facts: set[str] = set()
    _collect(trace, trace.high is Truth.UNKNOWN, trace.low is Truth.UNKNOWN, facts, set())
    return facts


def leaf_traces(trace: Trace) -> Iterator[Trace]:
    """Yield the evaluated leaf conditions, those of named conditions too, each once."""
    yield from _leaves(trace, set())


def case_traces(trace: Trace) -> list[tuple[Trace | None, Trace]]:
    """Return the cases of conditions: when each applies and what it asks for, last what holds otherwise (None).

    Nothing of any other condition.
    """
    found: list[tuple[Trace | None, Trace]] = []
    for _ in trace.condition.branches if isinstance(trace.condition, ConditionCases) else ():
        when, then, trace = first_case(trace)
        found.append((when, then))
    return [*found, (None, trace)] if found else []


def deciding_parts(trace: Trace) -> tuple[Trace, ...]:
    """Return the parts of a condition that its truth can depend on: of cases none that cannot apply.

    Their groups would name more: `(small and a) or b`, of the cases *where small, then a; else b*, looks at b as long
    as a is open, though b makes no difference where it is known to be small.
    """
    if not isinstance(trace.condition, ConditionCases):
        return trace.children
    when, then, rest = first_case(trace)
    applies = (then,) if when.high is not Truth.FALSE else ()
    return (when, *applies, rest) if when.high is not Truth.TRUE else (when, *applies)


def first_case(cases: Trace) -> tuple[Trace, Trace, Trace]:
    """Return when the first case applies, what it asks for, and what is left: `model.cases` says where they stand."""
    (then, _not), (here, rest) = (child.children for child in cases.children)
    return here.children[0], then, rest


def children_needed(trace: Trace, wanted: Truth) -> int:
    """Return how many children must have a truth, TRUE or FALSE, for their node to have it.

    As many must be rid of the other one for the node to be rid of it. The child of a *not* is meant with its own truth
    turned round.
    """
    total = len(trace.children)
    needed = trace.condition.needed if isinstance(trace.condition, Group) else total
    return needed if wanted is Truth.TRUE else total - needed + 1


def is_unstated(trace: AmountTrace) -> bool:
    """Whether all that an amount can still come to by its cases and rows is unstated."""
    if isinstance(trace.amount, Unstated):
        return True
    chooses = isinstance(trace.amount, Cases | TableLookup | NamedAmount | DerivedAmount)
    return chooses and all(map(is_unstated, trace.operands))


def rests_on_input(trace: AmountTrace) -> bool:
    """Whether no rule sets an amount's upper end, but only the greatest value that a question accepts.

    A cap on a grant is set by the rules; that nobody may type more than 99 standards says nothing about money.
    """
    return _rests_on_input(trace, {})


# NOTE: traces of names are shared by all that use them. Thirty names, each of which uses the one before twice, have
# sixty traces and a billion ways down to the last: what is below is looked at once.


def _rests_on_input(trace: AmountTrace, known: dict[int, bool]) -> bool:
    if trace.interval.decided:
        return False
    if id(trace) not in known:
        match trace.amount:
            case FactAmount():
                found = True
            case Calculation(operation=operation) if operation not in (Operation.LEAST, Operation.GREATEST):
                found = any(_rests_on_input(operand, known) for operand in trace.operands)
            case _:  # one of its operands is the end: it is ruled where any of those that reach it is
                ends = [operand for operand in trace.operands if operand.interval.high == trace.interval.high]
                found = bool(ends) and all(_rests_on_input(operand, known) for operand in ends)
        known[id(trace)] = found
    return known[id(trace)]


def _leaves(trace: Trace, seen: set[int]) -> Iterator[Trace]:
    if id(trace) in seen:
        return
    seen.add(id(trace))
    if not trace.children:
        yield trace
    for child in trace.children:
        yield from _leaves(child, seen)


def _collect(trace: Trace, in_high: bool, in_low: bool, facts: set[str], seen: set[tuple[int, bool, bool]]) -> None:
    here = (id(trace), in_high, in_low)
    if not (in_high or in_low) or here in seen:
        return
    seen.add(here)
    facts.update(trace.open_facts)
    for child in deciding_parts(trace):
        high, low = in_high and child.high is Truth.UNKNOWN, in_low and child.low is Truth.UNKNOWN
        _collect(child, high, low, facts, seen)
