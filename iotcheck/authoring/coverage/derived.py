"""Which band, and which row of a table with several keys, an evaluated amount has come to."""

from __future__ import annotations

from iotcheck.engine import AmountTrace
from iotcheck.logic import Truth
from iotcheck.model import Bands, Table


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
