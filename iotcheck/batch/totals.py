"""Sums and counts over the programs of a chunk, each row for itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from iotcheck.batch.chunk import without
from iotcheck.batch.combining import Case, cases_of
from iotcheck.batch.dictionary import Remembered, Sums
from iotcheck.batch.results import ProgramRows, UpperEnd
from iotcheck.engine import BestSet, CeilingKind, Subtotal, Totals, sum_ends, totals_of
from iotcheck.model import MAIN_GROUP, SumGroup
from iotcheck.values import Number

COUNTS = ("applicable", "conditional", "undetermined", "unstated")  # of programs, by row: see `engine.Totals`
MOST_IN_A_BYTE = 255
_TOGETHER = 8  # constant ceilings that are summed up by one table, a bit each


class RowTotals:
    """Sums up programs' results, each row for itself; `add` takes them one by one.

    Without `subtotals` there are counts and sums alone, and no program's results are kept.
    """

    def __init__(self, rows: int, sums: type[Sums] = Sums, *, subtotals: bool = True) -> None:
        self.rows = rows
        self._sums = sums
        self._counts = {name: Counter(rows) for name in COUNTS}
        self._subtotals = subtotals
        self._groups: dict[SumGroup, _GroupSums] = {MAIN_GROUP: _GroupSums(rows, sums)}
        self._joined: list[ProgramRows] = []  # programs that rules on combining name

    def add(self, program: ProgramRows) -> None:
        """Count a program in; one that is not open to applicants adds nothing."""
        if not program.open_to_applicants or program.verdict_column is None:
            return
        self._counts["applicable"].add(program.applicable)
        self._counts["conditional"].add(program.conditional)
        self._counts["undetermined"].add(program.undetermined)
        if program.unstated:
            self._counts["unstated"].add(program.unstated)
        if program.rules is not None and program.program.id in program.rules.named:
            self._joined.append(program)
            return
        group = program.sum_group
        if group not in self._groups:
            self._groups[group] = _GroupSums(self.rows, self._sums)
        self._groups[group].add(program, keep=self._subtotals)

    def count(self, name: str) -> Sequence[int]:
        """Return one of COUNTS for each row."""
        return self._counts[name].counts()

    def low(self, group: SumGroup = MAIN_GROUP) -> Sequence[Number]:
        """Return the lower end of each row's sum over a group."""
        low = self._groups[group].low() if group in self._groups else [0] * self.rows
        return self._plus(low, group, "low")  # type: ignore[return-value]

    def upper(self, end: UpperEnd, group: SumGroup = MAIN_GROUP) -> Sequence[Number | None]:
        """Return an upper end of each row's sum over a group; None where there is none."""
        upper = self._groups[group].upper(end) if group in self._groups else [0] * self.rows
        return self._plus(upper, group, end)

    def best_sets(self) -> list[BestSet | None]:
        """Return the best set of each row by the rules on combining programs; None where it names none of them."""
        cases, numbers = self._cases
        return [cases[number].best_set for number in numbers] if self._joined else [None] * self.rows

    @cached_property
    def _cases(self) -> tuple[list[Case], list[int]]:
        """What the programs that rules name come to, and for each row the number of its own."""
        rules = self._joined[0].rules if self._joined else None
        return cases_of(rules, self._joined, self.rows) if rules else ([], [])

    def _plus(
        self, sums: Sequence[Number | None], group: SumGroup, end: Literal["low", "high", "top"]
    ) -> Sequence[Number | None]:
        """Return sums with what the programs that rules name add to them."""
        cases, numbers = self._cases
        if not cases:
            return sums
        by_case = [{one.group: getattr(one, end) for one in case.totals.groups}.get(group, 0) for case in cases]
        added = map(by_case.__getitem__, numbers)
        return [None if one is None or more is None else one + more for one, more in zip(sums, added, strict=True)]

    def totals(self) -> list[Totals]:
        """Return what `engine.total` says of each row."""
        columns = [self._groups[group].subtotals(group) for group in self._groups]
        counts = zip(*map(self.count, COUNTS), strict=True)
        cases, numbers = self._cases
        joined = [case.totals.groups for case in cases]
        added = [joined[number] for number in numbers] if joined else [()] * self.rows
        return [
            totals_of(
                _merged([*[one for one in groups if one is not None], *more]), **dict(zip(COUNTS, row, strict=True))
            )
            for row, groups, more in zip(counts, zip(*columns, strict=True), added, strict=True)
        ]


def _merged(subtotals: Sequence[Subtotal]) -> list[Subtotal]:
    """Return one sum for each group."""
    found: dict[SumGroup, Subtotal] = {}
    for one in subtotals:
        if (other := found.get(one.group)) is None:
            found[one.group] = one
            continue
        ends = [sum_ends([getattr(sub, end) for sub in (other, one)]) for end in ("low", "high", "top")]
        counts = [left + right for left, right in zip(other[4:], one[4:], strict=True)]
        found[one.group] = Subtotal(one.group, *ends, *counts)  # type: ignore[arg-type]
    return list(found.values())


class _GroupSums:
    """The sums of one group's ceilings, each row for itself."""

    def __init__(self, rows: int, sums: type[Sums]) -> None:
        self.rows = rows
        self._low = sums(rows)
        self._width = sums(rows)  # how much the upper end lies above the lower
        self._without: dict[UpperEnd, int] = {"high": 0, "top": 0}
        self._constant: list[tuple[int, Number]] = []  # lower ends that are the same for everyone, and where they count
        self._constant_widths: list[tuple[int, Number]] = []
        self._programs: list[ProgramRows] = []

    def add(self, program: ProgramRows, *, keep: bool) -> None:
        """Add a program's ceilings to the rows in which it is applicable; `keep` it for the subtotals."""
        if keep:
            self._programs.append(program)
        if program.ceilings is None:
            return
        columns = program.ceiling_columns
        if program.ceilings.numbers is None:
            self._constant.append((program.applicable, columns.low[0]))
            if columns.has_width:
                self._constant_widths.append((program.applicable, columns.width[0]))
            if _TOGETHER in (len(self._constant), len(self._constant_widths)):
                self._add_constants()
        elif program.applicable:
            self._low.add(program.low)
            if columns.has_width:
                self._width.add(program.width)
        for end in self._without:
            self._without[end] |= program.without(end)

    def low(self) -> Sequence[Number]:
        """Return the lower end of each row's sum."""
        self._add_constants()
        return self._low.values()

    def upper(self, end: UpperEnd) -> Sequence[Number | None]:
        """Return an upper end of each row's sum; None where there is none."""
        self._add_constants()
        marks = self._without[end].to_bytes(self.rows, "little")
        return self._low.plus(self._width, {row for row, mark in enumerate(marks) if mark} if any(marks) else set())

    def subtotals(self, group: SumGroup) -> list[Subtotal | None]:
        """Return the sum of each row; None where no program of the group is applicable."""
        members, stated, unstated, waiting, ranges = (Counter(self.rows) for _ in range(5))
        for program in self._programs:
            members.add(program.applicable)
            if program.ceiling_kind is CeilingKind.AMOUNT:
                stated.add(without(program.applicable, program.unstated))
                waiting.add(program.marked("waiting"))
                ranges.add(program.marked("ranged"))
            unstated.add(program.unstated)
        columns = (
            self.low(),
            self.upper("high"),
            self.upper("top"),
            stated.counts(),
            unstated.counts(),
            waiting.counts(),
            ranges.counts(),
        )
        return [
            Subtotal(group, *row) if any_member else None
            for any_member, *row in zip(members.counts(), *columns, strict=True)
        ]

    def _add_constants(self) -> None:
        """Add up to eight constant ceilings at once: a byte says which apply, a table what they come to."""
        self._add_together(self._low, self._constant)
        self._add_together(self._width, self._constant_widths)
        self._constant, self._constant_widths = [], []

    def _add_together(self, to: Sums, constants: list[tuple[int, Number]]) -> None:
        sums: list[Number] = [0]
        pattern = 0
        for bit, (applicable, amount) in enumerate(constants):
            pattern |= applicable >> 7 - bit
            sums += [amount + before for before in sums]
        if pattern:
            to.add(to.amounts(Remembered(sums), pattern.to_bytes(self.rows, "little")))


class Counter:
    """Counts marks at bit 7, a byte for each row as long as it can hold them."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._full: list[bytes] = []
        self._sum = 0
        self._added = 0

    def add(self, marks: int) -> None:
        """Count the marked rows one up."""
        if self._added == MOST_IN_A_BYTE:
            self._full.append(self._sum.to_bytes(self._rows, "little"))
            self._sum = self._added = 0
        self._sum += marks >> 7
        self._added += 1

    def counts(self) -> Sequence[int]:
        """Return the count of each row."""
        last = self._sum.to_bytes(self._rows, "little")
        return [sum(column) for column in zip(*self._full, last, strict=True)] if self._full else last
