"""Totals of every row of a chunk, as `engine.total` has them: sums of ceilings and counts of programs."""

from __future__ import annotations

from collections.abc import Sequence

from iotcheck.engine import CeilingKind
from iotcheck.lanes.outcomes import Remembered
from iotcheck.lanes.results import ProgramRows
from iotcheck.lanes.sums import Sums
from iotcheck.values import Number

_MOST_IN_A_BYTE = 255
_TOGETHER = 8  # constant ceilings that are summed up by one table, a bit each


class RowTotals:
    """Sums up programs' results, each row for itself; `add` takes them one by one."""

    def __init__(self, rows: int, sums: type[Sums] = Sums) -> None:
        self.rows = rows
        self._counts = {name: Counter(rows) for name in ("applicable", "conditional", "undetermined", "unstated")}
        self._low = sums(rows)
        self._wider = sums(rows)  # how much the upper end lies above the lower
        self._endless: set[int] = set()
        self._constant: list[tuple[int, Number]] = []

    def add(self, program: ProgramRows) -> None:
        """Count a program in; one that is not open to applicants adds nothing."""
        if not program.open_to_applicants or program.lanes is None:
            return
        self._counts["applicable"].add(program.applicable)
        self._counts["conditional"].add(program.conditional)
        self._counts["undetermined"].add(program.undetermined)
        if program.ceiling_kind is CeilingKind.UNSTATED:
            self._counts["unstated"].add(program.applicable)
        if program.ceilings is None:
            return
        if program.ceilings.numbers is None:
            self._constant.append((program.applicable, program.figures.low[0]))
            if len(self._constant) == _TOGETHER:
                self._add_constants()
        elif program.applicable:
            self._add_varying(program)

    def count(self, name: str) -> Sequence[int]:
        """Return a count of each row: applicable, conditional, undetermined or unstated programs."""
        return self._counts[name].counts()

    def low(self) -> Sequence[Number]:
        """Return the lower end of each row's sum."""
        self._add_constants()
        return self._low.values()

    def high(self) -> Sequence[Number | None]:
        """Return the upper end of each row's sum; None where there is none."""
        self._add_constants()
        return self._low.plus(self._wider, self._endless)

    def _add_constants(self) -> None:
        """Add up to eight constant ceilings at once: a byte says which apply, a table what they come to."""
        sums: list[Number] = [0]
        pattern = 0
        for bit, (applicable, amount) in enumerate(self._constant):
            pattern |= applicable >> 7 - bit
            sums += [amount + before for before in sums]
        self._constant = []
        if pattern:
            self._low.add(self._low.amounts(Remembered(sums), pattern.to_bytes(self.rows, "little")))

    def _add_varying(self, program: ProgramRows) -> None:
        self._low.add(program.low)
        if program.figures.wider:
            self._wider.add(program.wider)
        if program.endless:
            self._endless.update(row for row, mark in enumerate(program.endless.to_bytes(self.rows, "little")) if mark)


class Counter:
    """Counts marks at bit 7, a byte for each row as long as it can hold them."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._full: list[bytes] = []
        self._sum = 0
        self._added = 0

    def add(self, marks: int) -> None:
        """Count the marked rows one up."""
        if self._added == _MOST_IN_A_BYTE:
            self._full.append(self._sum.to_bytes(self._rows, "little"))
            self._sum = self._added = 0
        self._sum += marks >> 7
        self._added += 1

    def counts(self) -> Sequence[int]:
        """Return the count of each row."""
        last = self._sum.to_bytes(self._rows, "little")
        return [sum(column) for column in zip(*self._full, last, strict=True)] if self._full else last
