"""Layouts: what a table of results has in its rows, made column by column from the batch evaluator's results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import compress
from typing import Any, Generic, Protocol, TypeVar, overload, runtime_checkable

from iotcheck.answers import plain_value
from iotcheck.batch import COUNTS, VERDICTS, Chunk, Kernel, Marks, Outcomes, ProgramRows, RowTotals, UpperEnd
from iotcheck.model import Every, PolicySet

# Columns that are carried along keep the types of their values: numbers, days, yes and no stay what they are.
#
# Read, such a column is one of texts like every other; CSV is written from these. A workbook, JSON lines, Parquet and
# Arrow are written from its values.

Value = str | bool | int | float | date | datetime | None


class Percent(float):
    """A number that a workbook shows as a percentage: 0.3 as 30%."""


@runtime_checkable
class Typed(Protocol):
    """A column of texts that knows their values."""

    def values(self) -> Sequence[Value]:
        """Return the values, cell by cell, None for an empty cell."""
        ...

    def take(self, rows: Sequence[int]) -> Sequence[str]:
        """Return the column with some rows, in an order."""
        ...


class TypedTexts(Sequence[str]):
    """Texts and the values that they show; `kinds` are the types of all values of the table's column, where known."""

    def __init__(self, texts: Sequence[str], values: Sequence[Value], kinds: frozenset[type] | None = None) -> None:
        self._texts = texts
        self._values = values
        self.kinds = kinds if kinds is not None else frozenset(map(type, values)) - {type(None)}

    def values(self) -> Sequence[Value]:
        """Return the values, cell by cell, None for an empty cell."""
        return self._values

    def take(self, rows: Sequence[int]) -> TypedTexts:
        """Return the column with some rows, in an order."""
        return TypedTexts([self._texts[row] for row in rows], [self._values[row] for row in rows], self.kinds)

    def filter(self, good: Sequence[bool]) -> TypedTexts:
        """Return the column with some rows only."""
        return TypedTexts(tuple(compress(self._texts, good)), tuple(compress(self._values, good)), self.kinds)

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[str]: ...
    def __getitem__(self, row: int | slice) -> str | Sequence[str]:
        return self._texts[row]


def exact_number(text: str) -> int | float | None:
    """Return the number that a text in plain digits shows, None where a double would lose some of them."""
    if text.removeprefix("-").isdigit():
        return int(text)
    number = float(text)
    return number if Decimal(repr(number)) == Decimal(text) else None


def json_value(value: Any) -> Any:
    """Return what JSON has in place of a value that is none of its own, such as a day."""
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


# Layouts: what a table of results has in its rows, made column by column from the kernel's results.
#
# `matches` has a row for each applicant and program worth looking at, `wide` one for each applicant. The third
# layout,
# `summary`, is a Tally.

T = TypeVar("T")
Cell = Value
Column = Sequence[Cell] | Outcomes[str | None]  # cell by cell, or distinct cells and a number for each row

LINE = "line"  # what tells applicants apart where no column is carried along
SEPARATOR = ";"
_CEILING = ("ceiling", "ceiling_min", "ceiling_max")
MATCHES = ("program", "title", "verdict", *_CEILING, "missing", "ceiling_missing", "confirm")
_WINDOW = ("window_state", "days_left")
_TOTALS = ("total_min", "total_max")
SUMMARY = ("program", "title", "status", "stale", "applicable", "conditional", "undetermined", "ineligible", "met",
           "ceiling_min", "ceiling_max", "ceiling", "ceiling_open")  # fmt: skip
OBSTACLE = ("alone_condition", "alone_count", "alone_gap")  # added to a summary where they are counted
_MONEY = frozenset({"ceiling_min", "ceiling_max", *_TOTALS})
_NUMBERS = frozenset({LINE, *COUNTS, "days_left", "ineligible", "met", "ceiling_open", "alternatives",
                      "alone_count"})  # fmt: skip
_REASONS = ("program", "title", "status", "verdict", "blockers", "alternatives", "condition", "answer", "answer_number",
            "required_number", "gap", "gap_share", "missing")  # fmt: skip
_FIGURES = frozenset({"answer_number", "required_number", "gap", "gap_share", "alone_gap"})
FLAGS = frozenset({"stale"})  # columns of true and false
VERDICT_WORDS = {code: verdict.value for code, verdict in VERDICTS.items()}
_VERDICT_NUMBERS = bytes([code >> 6 for code in range(256)])  # a verdict's byte → its place in VERDICT_WORDS


class Layout(StrEnum):
    """The layouts by their names on the command line."""

    MATCHES = "matches"
    WIDE = "wide"
    REASONS = "reasons"
    PORTFOLIO = "portfolio"
    SUMMARY = "summary"


def own_names(layout: Layout, policies: PolicySet) -> tuple[str, ...]:
    """Return the names of the columns that a layout adds to those carried along."""
    if layout is Layout.MATCHES:
        periods, windows = has_periods(policies), has_windows(policies)
        return (*MATCHES, *(("period",) if periods else ()), *(_WINDOW if windows else ()))
    if layout is Layout.REASONS:
        return _REASONS
    return (*policies.programs, *COUNTS, *sum_names(policies), "next_question")


def sum_names(policies: PolicySet) -> list[str]:
    """Return the names of the columns of sums: both ends for each group of amounts that may be added."""
    return [f"{total}:{group.name}".rstrip(":") for group in policies.sum_groups() for total in _TOTALS]


def has_periods(policies: PolicySet) -> bool:
    """Whether some amounts are not paid once."""
    return any(group.every is not Every.ONCE for group in policies.sum_groups())


def has_windows(policies: PolicySet) -> bool:
    """Whether a file says of any program when one can apply."""
    return any(edition.applying for program in policies.programs.values() for edition in program.editions)


def is_money(name: str) -> bool:
    """Whether a column of ours holds money; that of a sum may name its group: `total_min:year`."""
    return name.partition(":")[0] in _MONEY


def is_number(name: str) -> bool:
    """Whether a column of ours holds whole numbers, or money."""
    return name in _NUMBERS or is_money(name)


def is_figure(name: str) -> bool:
    """Whether a column of ours holds numbers that need not be whole."""
    return name in _FIGURES


def column_names(ours: Sequence[str], carried: Sequence[str]) -> list[str]:
    """Return the header of the results, each name different: a carried one that is ours gets a mark behind it."""
    names = []
    for name in carried:
        taken = name
        while taken in ours or (taken != name and taken in carried):
            taken += " (input)"
        names.append(taken)
    return [*names, *ours]


def wide(
    kernel: Kernel,
    chunk: Chunk,
    programs: Iterable[ProgramRows],
    carried: Sequence[Column],
    upper_end: UpperEnd = "high",
) -> list[Column]:
    """Return a row for each applicant: a verdict for each program, totals, the next question worth asking."""
    totals, questions = RowTotals(chunk.rows, chunk.sums, subtotals=False), kernel.questions(chunk)
    verdicts: list[Column] = []
    for program in programs:
        totals.add(program)
        questions.add(program)
        verdicts.append(_verdicts(program))
    counts = [totals.count(name) for name in COUNTS]
    sums: list[Column] = []
    for group in kernel.policies.sum_groups():
        sums += [totals.low(group), totals.upper(upper_end, group)]  # type: ignore[list-item]
    if kernel.policies.smallest_units > 1:
        sums = [[plain_value(amount) for amount in column] for column in sums]  # type: ignore[arg-type]
    return [*carried, *verdicts, *counts, *sums, questions.next()]


def in_row_order(
    found: list[tuple[int, int, tuple[Cell, ...]]], carried: Sequence[Sequence[Cell]], count: int
) -> list[Column]:
    """Return records of `count` cells, each with its row and a number, as columns in the order of these."""
    found.sort(key=lambda one: one[:2])
    rows = [row for row, _, _ in found]
    ours: Sequence[Column] = list(zip(*(cells for _, _, cells in found), strict=True)) or [()] * count
    return [*(_taken(column, rows) for column in carried), *ours]


def _taken(column: Sequence[Cell], rows: Sequence[int]) -> Sequence[Cell]:
    return column.take(rows) if isinstance(column, Typed) else [column[row] for row in rows]


def expand(column: Column) -> Sequence[Cell]:
    """Return a column cell by cell; one that is carried along as its values."""
    if isinstance(column, Outcomes):
        return list(cells(column))
    return column.values() if isinstance(column, Typed) else column


def cells(column: Column) -> Iterable[Cell]:
    """Return a column to go through once; one that is carried along as its texts."""
    return map(column.found.__getitem__, column.numbers or ()) if isinstance(column, Outcomes) else column


def _verdicts(program: ProgramRows) -> Column:
    if program.verdict_column is None:
        return Outcomes((None,), bytes(program.rows))
    return Outcomes(tuple(VERDICT_WORDS.values()), program.verdicts.translate(_VERDICT_NUMBERS))


class Lists(Generic[T]):
    """Marks as texts: one for each pattern of names."""

    def __init__(self, marks: Marks[T], text: Callable[[T], str], separator: str = SEPARATOR) -> None:
        self._marks = marks
        self._text = text
        self._separator = separator
        self._known: dict[tuple[int, ...], str] = {}

    def at(self, row: int) -> str:
        """Return the text of one row."""
        pattern = tuple([column[row] for column in self._marks.patterns])
        found = self._known.get(pattern)
        if found is None:
            found = self._known[pattern] = self._separator.join(map(self._text, self._marks.named(pattern)))
        return found
