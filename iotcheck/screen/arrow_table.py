"""Tables in Parquet and Arrow files, batch by batch. Rows are counted from 1: these files have no lines."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc
import pyarrow.parquet

from iotcheck.errors import DataError, Location, Problem
from iotcheck.screen.arrow_columns import ArrowColumn
from iotcheck.screen.arrow_numbers import ArrowSums
from iotcheck.screen.arrow_sizes import refuse_ipc_bombs, refuse_parquet_bombs
from iotcheck.screen.columns import Lines
from iotcheck.screen.tables import BATCH, Batch

_Batches = Callable[[Container[int]], Iterator[Any]]
_FIRST = 1 << 4  # rows that are read before it is known how large they are
_SAMPLE = 1 << 12  # rows
_BATCH_BYTES = 1 << 28  # that a batch should not go beyond
_FEW = 1 << 8  # different texts in a sample: of a column with many, a dictionary would only grow
_BROKEN = (pa.ArrowException, OSError, ValueError)  # what Arrow raises for damaged files


class ArrowTable:
    """A Parquet file, or an Arrow file or stream, that is open for reading."""

    by_hand = False
    separator = ""
    above: Lines = ()

    def __init__(self, file: BinaryIO, name: str, *, parquet: bool) -> None:
        self.notices: list[Problem] = []
        self.place = Location(name)
        self._read = 0
        self._rows: int | None
        try:
            # NOTE: Arrow reads in threads of its own. With a file of Python's, one that is late at the end of the
            # program waits for an interpreter that is gone, and takes the process down with it.
            source = pa.OSFile(os.fsencode(file.name))
            schema, self._batches, self._rows = _parquet(source, self.place) if parquet else _arrow(source, self.place)
            self.names = list(schema.names)
            _check_types(schema, self.place)
        except _BROKEN as error:
            raise self._unreadable(error) from None

    def progress(self) -> float | None:
        """Return the share of rows that has been read, where the file says how many there are."""
        return self._read / self._rows if self._rows else None

    def batches(self, carried: Container[int]) -> Iterator[Batch]:
        """Yield the rows."""
        try:
            for batch in self._batches(carried):
                first = self._read + 1
                self._read += batch.num_rows
                yield arrow_batch(batch, first)
        except _BROKEN as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: Exception) -> Exception:
        if isinstance(error, OSError) and error.errno:  # not the file, the disk
            return error
        return DataError([Problem(self.place, "bad-table-file", {"detail": str(error).splitlines()[0][:200]})])


def _check_types(schema: Any, place: Location) -> None:
    """Raise DataError for columns whose type Arrow reads and its Python library has no arrays for, such as months."""
    problems = []
    for number, name in enumerate(schema.names):
        kind = schema.field(number).type
        try:
            pa.nulls(0, kind)
        except (KeyError, pa.ArrowException):
            problems.append(Problem(place, "unreadable-type", {"name": name, "type": str(kind)}))
    if problems:
        raise DataError(problems)


def arrow_batch(batch: Any, first: int = 1) -> Batch:
    """Return a record batch as a batch of texts, whose first row has the number `first`."""
    columns: list[Any] = [ArrowColumn(column) for column in batch.columns]
    return Batch(batch.num_rows, columns, range(first, first + batch.num_rows), sums=ArrowSums)


def _parquet(file: Any, place: Location) -> tuple[Any, _Batches, int]:
    # Read ahead, it would keep the whole file in memory by and by.
    found = pyarrow.parquet.ParquetFile(file, pre_buffer=False)
    schema, metadata = found.schema_arrow, found.metadata

    def batches(carried: Container[int]) -> Iterator[Any]:
        refuse_parquet_bombs(metadata, file.size(), place)
        rows = _rows_at_once(found, _SAMPLE)
        # Facts are looked at by their distinct texts: read as the file has them, they take a fifth less time in all.
        sample = next(found.iter_batches(batch_size=rows, use_threads=False), None)
        few = [] if sample is None else [name for place, name in _with_few_texts(sample) if place not in carried]
        table = pyarrow.parquet.ParquetFile(file, metadata=metadata, read_dictionary=few, pre_buffer=False)
        yield from table.iter_batches(batch_size=_rows_at_once(table, BATCH), use_threads=False)

    return schema, batches, metadata.num_rows


def _rows_at_once(file: Any, most: int) -> int:
    """Return how many rows can be read at once, as far as the first ones show: one text may stand in all of them."""
    first = next(file.iter_batches(batch_size=_FIRST, use_threads=False), None)
    if first is None or not first.num_rows:
        return most
    return int(max(1, min(most, _BATCH_BYTES * first.num_rows // (first.nbytes + 1))))


def _with_few_texts(sample: Any) -> Iterator[tuple[int, str]]:
    """Yield place and name of the columns of texts that have few different ones, as far as the first rows show.

    NOTE: the file's own figures of its columns end the process where the file is damaged (test_screen_hostile).
    """
    for place, (name, column) in enumerate(zip(sample.schema.names, sample.columns, strict=True)):
        if pa.types.is_string(column.type) and len(pc.unique(column)) <= _FEW:
            yield place, name


def _arrow(file: Any, place: Location) -> tuple[Any, _Batches, None]:
    refuse_ipc_bombs(file, place)
    file.seek(0)
    try:
        found = pyarrow.ipc.open_file(file)
    except pa.ArrowInvalid:
        file.seek(0)
        stream = pyarrow.ipc.open_stream(file)
        return stream.schema, lambda _: _small(stream), None
    batches = (found.get_batch(number) for number in range(found.num_record_batches))
    return found.schema, lambda _: _small(batches), None


def _small(batches: Iterable[Any]) -> Iterator[Any]:
    """Cut batches that are too long."""
    for batch in batches:
        # NOTE: reading checks nothing, and a damaged file would end the process (test_screen_hostile guards it).
        batch.validate(full=True)
        for start in range(0, batch.num_rows, BATCH):
            yield batch.slice(start, BATCH)
