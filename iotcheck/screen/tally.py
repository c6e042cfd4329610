"""Tallies: what becomes of a whole table, program by program; batches are counted apart and added up."""

from __future__ import annotations

from iotcheck.lanes import ProgramRows
from iotcheck.record import Record
from iotcheck.values import Number


class ProgramTally(Record):
    """How many applicants a program is for, and what their stated ceilings come to.

    `met` counts eligible and conditional applicants; `applicable` the same, and `conditional` the conditional ones of
    them, where the program is open to applicants. `low` and `high` sum up the ceilings of the applicable ones;
    `endless` counts those without an upper end, `unruled` those without one that the rules set (see `Ceiling.top`), the
    endless ones included. Background has no counts but zero.
    """

    applicable: int = 0
    conditional: int = 0
    undetermined: int = 0
    ineligible: int = 0
    met: int = 0
    low: Number = 0
    high: Number = 0
    endless: int = 0
    unruled: int = 0

    def __add__(self, other: ProgramTally) -> ProgramTally:
        return ProgramTally(**{name: getattr(self, name) + getattr(other, name) for name in self.record_fields})


Tally = dict[str, ProgramTally]


def add_tallies(one: Tally, other: Tally) -> Tally:
    """Return the sum of two tallies."""
    return {name: one.get(name, _NOTHING) + other.get(name, _NOTHING) for name in one | other}


def tally_of(program: ProgramRows) -> ProgramTally:
    """Count one program's results for a chunk."""
    if program.lanes is None:
        return _NOTHING
    met, undetermined = program.applicable.bit_count(), program.undetermined.bit_count()
    low: Number = 0
    high: Number = 0
    endless = unruled = 0
    if met and program.open_to_applicants and program.ceilings is not None:
        if program.ceilings.numbers is None:
            low = high = met * program.figures.low[0]
        else:
            low = program.low.total()
            high = low + (program.wider.total() if program.figures.wider else 0)
            endless = program.endless.bit_count()
            unruled = program.unruled.bit_count()
    return ProgramTally(
        applicable=met if program.open_to_applicants else 0,
        conditional=program.conditional.bit_count() if program.open_to_applicants else 0,
        undetermined=undetermined,
        ineligible=program.rows - met - undetermined,
        met=met,
        low=low,
        high=high,
        endless=endless,
        unruled=unruled,
    )


_NOTHING = ProgramTally()
