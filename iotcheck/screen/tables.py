"""What every kind of table is to the screening: a header, and batches of rows as columns of texts with their lines."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import compress, islice
from typing import NamedTuple, Protocol, runtime_checkable

from iotcheck.errors import DataError, Location, Problem
from iotcheck.lanes import Numbers, Remembered, Sums
from iotcheck.screen.headers import CountFacts
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
        column.filter(good) if isinstance(column, DistinctTexts) else tuple(compress(column, good))
        for column in columns
    ]


class BadRow(NamedTuple):
    """A row that cannot be read at all: where, its text as far as it is known, and what is wrong."""

    line: int
    text: str
    code: str
    params: dict[str, object]


class Batch(NamedTuple):
    """Some rows: `columns` of texts, the line on which each row begins, and the rows that could not be read.

    `sums` is what best adds up ceilings of rows that come in such columns.
    """

    rows: int
    columns: Sequence[Sequence[str]]
    lines: Sequence[int]
    bad: tuple[BadRow, ...] = ()
    sums: type[Sums] = Sums


class Table(Protocol):
    """A table that is read once from its beginning to its end.

    `place` is where the header stands; `notices` are worth telling the user.
    """

    place: Location
    names: list[str]
    notices: list[Problem]

    def batches(self, carried: Container[int]) -> Iterator[Batch]:
        """Yield the rows in order; `carried` are the places of columns that hold no fact."""
        ...

    def progress(self) -> float | None:
        """Return the share that has been read, from 0 to 1; None where that cannot be known."""
        ...


class Header(NamedTuple):
    """The row with the names of the columns, and whether titles stand above it."""

    line: int
    names: list[str]
    titles: bool = False

    def notices(self, file: str) -> list[Problem]:
        """Return what to tell of it."""
        return [Problem(Location(file), "titles-above", {"line": self.line}, "notice")] if self.titles else []


def find_header(rows: Iterable[tuple[int, Sequence[str]]], file: str, count_facts: CountFacts) -> Header:
    """Return the header of a table: its first row, unless what stands above another looks like titles.

    That other names two facts, the first row none, and those above it have at most half as many cells. Raise DataError
    where there is no row that is not blank.
    """
    named = ((line, [cell.strip() for cell in cells]) for line, cells in rows)
    some = islice(((line, row) for line, row in named if any(row)), _TITLES)
    first = next(some, None)
    if first is None:
        raise DataError([Problem(Location(file), "empty-file")])
    if not count_facts(first[1]):
        most = sum(map(bool, first[1]))
        for line, row in some:
            filled = sum(map(bool, row))
            if filled >= 2 * most and count_facts(row) > 1:
                return Header(line, row, titles=True)
            most = max(most, filled)
    return Header(*first)


def is_hint_row(cells: Sequence[object]) -> bool:
    """Whether a row is the line that says how to fill in an empty table (`blank.blank_csv`), in any language."""
    return bool(cells) and cells[0] in {say(language, "screen.hint-row") for language in LANGUAGES}


def is_guide(title: str) -> bool:
    """Whether a sheet is the one that explains an empty table (`blank.blank_workbook`), in any language."""
    return title in {say(language, "screen.guide") for language in LANGUAGES}
