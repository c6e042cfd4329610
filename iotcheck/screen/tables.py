"""What every kind of table is to the screening: a header, and batches of rows as columns of texts with their lines."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import compress, islice
from typing import NamedTuple, Protocol, runtime_checkable

from iotcheck.batch import Numbers, Remembered, Sums
from iotcheck.errors import DataError, Location, Problem
from iotcheck.screen.columns import Lines
from iotcheck.screen.headers import CountFacts
from iotcheck.screen.layouts import TypedTexts
from iotcheck.texts import LANGUAGES, say

BATCH = 1 << 16  # rows: a kernel's columns then fit the processor's cache
_TITLES = 20  # rows among which a header is looked for


class Kind(StrEnum):
    """The kinds of tables, read (`readers`) and written (`sinks`)."""

    CSV = "csv"
    JSON_LINES = "jsonl"
    XLSX = "xlsx"
    PARQUET = "parquet"
    ARROW = "arrow"


class Seen(Protocol):
    """The distinct texts that a column has had in this and earlier batches."""

    texts: Remembered[str]


@runtime_checkable
class DistinctTexts(Protocol):
    """A column that knows its distinct texts, so that not every cell has to be looked at."""

    def numbered(self, seen: Seen | None) -> tuple[Seen, Numbers]:
        """Return all texts seen, those of this column among them, and for each row the number of its own."""
        ...

    def filter(self, good: Sequence[bool]) -> Sequence[str]:
        """Return the column with some rows only."""
        ...


def kept(columns: Sequence[Sequence[str]], good: Sequence[bool]) -> list[Sequence[str]]:
    """Return columns with the good rows only."""
    return [
        column.filter(good) if isinstance(column, DistinctTexts | TypedTexts) else tuple(compress(column, good))
        for column in columns
    ]


class BadRow(NamedTuple):
    """A row that cannot be read at all: where, its text as far as it is known, and what is wrong."""

    line: int
    text: str
    code: str
    params: dict[str, object]


class CellFault(NamedTuple):
    """A cell whose text is not to be believed, such as a formula without a result: row, column, and a problem's code.

    It matters only where its column is used.
    """

    row: int
    column: int
    code: str


class Batch(NamedTuple):
    """Some rows: `columns` of texts, the line on which each row begins, and the rows and cells that could not be read.

    `sums` is what best adds up ceilings of rows that come in such columns.
    """

    rows: int
    columns: Sequence[Sequence[str]]
    lines: Sequence[int]
    bad: tuple[BadRow, ...] = ()
    sums: type[Sums] = Sums
    faults: tuple[CellFault, ...] = ()

    def select(self, good: Sequence[bool]) -> Batch:
        """Return the batch with some of its rows only."""
        if all(good):
            return self
        new_row = {row: number for number, row in enumerate(compress(range(self.rows), good))}
        faults = tuple(fault._replace(row=new_row[fault.row]) for fault in self.faults if fault.row in new_row)
        lines = tuple(compress(self.lines, good))
        return self._replace(rows=len(lines), columns=kept(self.columns, good), lines=lines, faults=faults)

    def slices(self, rows: int) -> Iterator[Batch]:
        """Yield the batch in pieces of at most so many rows; what could not be read is in the first."""
        if self.rows <= rows:
            yield self
            return
        rest = self
        for start in range(0, self.rows, rows):
            piece = self.select([start <= row < start + rows for row in range(self.rows)])
            yield piece if rest is self else piece._replace(bad=())
            rest = piece


class Table(Protocol):
    """A table that is read once from its beginning to its end.

    `place` is where the header stands, `above` the lines above it; `notices` are worth telling the user. In a table
    that people fill in (`by_hand`) rows may be other things than applicants: totals, remarks, units.
    """

    place: Location
    names: list[str]
    above: Lines
    notices: list[Problem]
    by_hand: bool
    separator: str  # between the cells of a text, else empty

    def batches(self, carried: Container[int]) -> Iterator[Batch]:
        """Yield the rows in order; `carried` are the places of columns that hold no fact."""
        ...

    def progress(self) -> float | None:
        """Return the share that has been read, from 0 to 1; None where that cannot be known."""
        ...


class Header(NamedTuple):
    """The row with the names of the columns, and the rows above it."""

    line: int
    names: list[str]
    above: Lines

    def notices(self, file: str) -> list[Problem]:
        """Return what to report of it."""
        if not self.above:
            return []
        return [Problem(Location(file), "titles-above", {"line": self.line}, "notice")]


def find_header(rows: Iterable[tuple[int, Sequence[str]]], file: str, count_facts: CountFacts) -> Header:
    """Return the header of a table: its first row, or below titles the row that names the most facts.

    That row has more cells than any above it, and the names of facts above it stand in it again, in their columns (as
    where cells are merged over two lines of headers). Raise DataError where there is no row that is not blank, and
    where two lines name different facts.
    """
    named = ((line, [cell.strip() for cell in cells]) for line, cells in rows)
    first_rows = list(islice(((line, row) for line, row in named if any(row)), _TITLES))
    if not first_rows:
        raise DataError([Problem(Location(file), "empty-file")])
    counts = [count_facts(row) for _, row in first_rows]
    best = counts.index(max(counts))
    if best and not _below_titles(first_rows, counts, best):
        best = 0
    line, names = first_rows[best]
    above = first_rows[:best]
    for (other_line, row), count in zip(above, counts, strict=False):
        lost = [cell for place, cell in enumerate(row) if cell and names[place : place + 1] != [cell]]
        if count and count_facts(lost):
            raise DataError([Problem(Location(file, line), "second-header", {"line": line, "first": other_line})])
    return Header(line, names, above)


def _below_titles(rows: Lines, counts: Sequence[int], best: int) -> bool:
    """Whether what stands above a row looks like titles: fewer cells, or a first line of headers with merged cells."""
    filled = [sum(map(bool, row)) for _, row in rows[: best + 1]]
    if counts[0]:
        return filled[best] >= filled[0]
    return filled[best] > max(filled[:best]) and filled[best] > 1


def is_hint_row(cells: Sequence[object]) -> bool:
    """Whether a row is the line that says how to fill in an empty table (`blank.blank_csv`), in any language."""
    return bool(cells) and cells[0] in {say(language, "screen.hint-row") for language in LANGUAGES}


def is_guide(title: str) -> bool:
    """Whether a sheet is the one that explains an empty table (`blank.blank_workbook`), in any language."""
    return title in {say(language, "screen.guide") for language in LANGUAGES}
