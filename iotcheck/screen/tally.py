"""How many applicants a program is for, and what their ceilings come to: counted batch by batch."""

from __future__ import annotations

from collections.abc import Iterator

from iotcheck.batch import ProgramRows
from iotcheck.engine import sum_ends
from iotcheck.record import Record
from iotcheck.values import Number


class ProgramTally(Record):
    """How many applicants a program is for, and what their stated ceilings come to.

    `met` counts eligible and conditional applicants; `applicable` the same, and `conditional` the conditional ones of
    them, where the program is open to applicants. `low` and `high` sum up the ceilings of the applicable ones (`high`
    is None where one has no upper end); `without_top` counts those to which the rules set no upper end (see `Ceiling`).
    Background has no counts but zero.
    """

    applicable: int = 0
    conditional: int = 0
    undetermined: int = 0
    ineligible: int = 0
    met: int = 0
    low: Number = 0
    high: Number | None = 0
    without_top: int = 0

    def __add__(self, other: ProgramTally) -> ProgramTally:
        sums = {name: sum_ends([getattr(self, name), getattr(other, name)]) for name in self.record_fields}
        return ProgramTally(**sums)  # type: ignore[arg-type]


Tally = dict[str, ProgramTally]


def add_tallies(one: Tally, other: Tally) -> Tally:
    """Return the sum of two tallies."""
    return {name: one.get(name, _NOTHING) + other.get(name, _NOTHING) for name in one | other}


def tally_of(program: ProgramRows) -> ProgramTally:
    """Count one program's results for a chunk."""
    if program.verdict_column is None:
        return _NOTHING
    met, undetermined = program.applicable.bit_count(), program.undetermined.bit_count()
    low: Number = 0
    high: Number | None = 0
    without_top = 0
    if met and program.open_to_applicants and program.ceilings is not None:
        columns = program.ceiling_columns
        if program.ceilings.numbers is None:
            low, width = met * columns.low[0], met * columns.width[0]
        else:
            low = program.low.total()
            width = program.width.total() if columns.has_width else 0
        high = None if program.without("high") else low + width
        without_top = program.without("top").bit_count()
    return ProgramTally(
        applicable=met if program.open_to_applicants else 0,
        conditional=program.conditional.bit_count() if program.open_to_applicants else 0,
        undetermined=undetermined,
        ineligible=program.rows - met - undetermined,
        met=met,
        low=low,
        high=high,
        without_top=without_top,
    )


_NOTHING = ProgramTally()


class Tallying:
    """Tallies programs as they pass, and marks the rows that one open to applicants may be for, at bit 7."""

    def __init__(self) -> None:
        self.tally: Tally = {}
        self.rows = 0

    def watch(self, programs: Iterator[ProgramRows]) -> Iterator[ProgramRows]:
        """Pass programs on."""
        for program in programs:
            self.tally[program.program.id] = tally_of(program)
            if program.open_to_applicants:
                self.rows |= program.applicable | program.undetermined
            yield program
