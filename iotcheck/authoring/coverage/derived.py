"""What an evaluated form shows by what its author wrote: a band, a row of a table; and which parts decide a truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from iotcheck.engine import AmountTrace, Trace, case_traces, first_case
from iotcheck.logic import Truth, threshold
from iotcheck.model import Bands, ConditionCases, Group, Table


def band_reached(bands: Bands, trace: AmountTrace) -> str:
    """Return the band, counted from 1; of slices, the last that comes to something; nothing while it is open."""
    (meaning,) = trace.operands
    if bands.marginal:
        slices = [slice_.operands[1].interval for slice_ in meaning.operands]
        reached = max([place for place, one in enumerate(slices, 1) if (one.low or 0) > 0], default=1)
        return str(reached) if all(one.decided for one in slices) else ""
    truths = [condition.high for condition in meaning.conditions]
    reached = len(truths) if Truth.TRUE in truths else len(truths) + 1
    return "" if Truth.UNKNOWN in truths else str(reached)


def cell_reached(table: Table, trace: AmountTrace) -> str:
    """Return the names of the rows that a lookup leads to, from the outside in; nothing while they are open."""
    names = {id(amount): cell for cell, amount in table.cells.items()}
    while len(trace.operands) == 1:
        (trace,) = trace.operands
        if id(trace.amount) in names:
            return ", ".join(names[id(trace.amount)])
    return ""


def parts_that_decide(trace: Trace) -> Iterator[tuple[Trace, bool, bool]]:
    """Yield the parts of a condition, each with whether it decides: with every confirm true, with all false."""
    if isinstance(trace.condition, ConditionCases):
        yield from _deciding_cases(trace)
        return
    all_high = Counter(child.high for child in trace.children)
    all_low = Counter(child.low for child in trace.children)
    for child in trace.children:
        yield child, _decides(trace, child.high, all_high), _decides(trace, child.low, all_low)


def _deciding_cases(trace: Trace) -> Iterator[tuple[Trace, bool, bool]]:
    """Yield the same of cases.

    When a case applies decides where what it asks for is not as true as what the later ones do. What it asks for
    decides where it may apply and no earlier one surely does.
    """
    reached, level = (True, True), trace
    for when, then in case_traces(trace):
        if when is None:
            yield then, *reached
            return
        rest = first_case(level)[2]
        differs = then.high is not rest.high, then.low is not rest.low
        applies = when.high is not Truth.FALSE, when.low is not Truth.FALSE
        yield when, reached[0] and differs[0], reached[1] and differs[1]
        yield then, reached[0] and applies[0], reached[1] and applies[1]
        reached = reached[0] and when.high is not Truth.TRUE, reached[1] and when.low is not Truth.TRUE
        level = rest


def _decides(parent: Trace, truth: Truth, truths: Counter[Truth]) -> bool:
    """Return whether a child's truth, the other children's being as they are, decides its parent's.

    `truths` counts those of all children, its own included. An open child decides if its parent is open too: it is then
    among what the verdict waits for.
    """
    if not isinstance(parent.condition, Group):
        return True
    needed = parent.condition.needed
    certain = truths[Truth.TRUE] - (truth is Truth.TRUE)
    possible = truths[Truth.TRUE] + truths[Truth.UNKNOWN] - (truth is not Truth.FALSE)
    with_it, without = threshold(needed, certain + 1, possible + 1), threshold(needed, certain, possible)
    return with_it is not without or (truth is with_it is Truth.UNKNOWN)
