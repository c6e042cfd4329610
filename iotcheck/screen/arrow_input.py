"""Tables in Parquet and Arrow files, batch by batch; what they would unpack to is checked first."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc
import pyarrow.parquet

from iotcheck.errors import DataError, Location, Problem
from iotcheck.screen.arrow_columns import ArrowColumn
from iotcheck.screen.arrow_numbers import ArrowSums
from iotcheck.screen.columns import Lines
from iotcheck.screen.tables import BATCH, Batch

# What Arrow and Parquet files say they unpack to, before they do: a file of a few kilobytes may grow to gigabytes.
#
# The library has no limit of its own, and takes the memory before it looks at what is in it.

_LARGEST = 1 << 26  # bytes of a part that may unpack to any multiple of what it takes in the file
_HIGHEST_RATIO = 200  # of larger parts
_FILE_MARK = b"ARROW1\0\0"
_RECORD_BATCH, _DICTIONARY_BATCH = 3, 2  # kinds of messages
_HEADER_KIND, _HEADER = 1, 2  # fields of a message
_BUFFERS, _COMPRESSION = 2, 3  # fields of a record batch
_DATA = 1  # the record batch of a dictionary


def refuse_parquet_bombs(metadata: Any, file_size: int, place: Location) -> None:
    """Raise DataError for row groups that unpack to far more than the file has.

    NOTE: what a damaged file says of its columns ends the process as soon as it is asked for (test_screen_hostile).
    """
    for number in range(metadata.num_row_groups):
        _check(file_size, metadata.row_group(number).total_byte_size, place, number + 1)


def refuse_ipc_bombs(file: Any, place: Location) -> None:
    """Raise DataError for record batches and dictionaries that unpack to far more than they take in the file."""
    file.seek(0)
    if file.read(len(_FILE_MARK)) != _FILE_MARK:
        file.seek(0)
    try:
        for number, message in enumerate(pyarrow.ipc.MessageReader.open_stream(file)):  # the first is the schema
            sizes = list(_unpacked(message))
            packed, size = sum(packed for packed, _ in sizes), sum(size for _, size in sizes)
            _check(packed, size, place, number)
    except (pa.ArrowException, OSError, ValueError, struct.error, IndexError):
        return  # what is broken is refused when it is read


def _check(packed: int, size: int, place: Location, number: int) -> None:
    if size > _LARGEST and size > packed * _HIGHEST_RATIO:
        params: dict[str, object] = {"number": number, "packed": -(-packed >> 10), "size": size >> 20}
        raise DataError([Problem(place, "unpacks-too-large", params)])


def _unpacked(message: Any) -> Iterator[tuple[int, int]]:
    """Yield of each compressed buffer of a message how many bytes it takes, and to how many it unpacks."""
    metadata, body = memoryview(message.metadata), memoryview(message.body)
    table = _Table(metadata, struct.unpack_from("<I", metadata)[0])
    kind = table.number(_HEADER_KIND, "<B")
    if kind not in (_RECORD_BATCH, _DICTIONARY_BATCH):
        return
    header = table.table(_HEADER)
    batch = header.table(_DATA) if header and kind == _DICTIONARY_BATCH else header
    if batch is None or batch.position(_COMPRESSION) is None:
        return
    for offset, length in batch.pairs(_BUFFERS):
        if length >= 8:
            yield length, struct.unpack_from("<q", body, offset)[0]


class _Table:
    """A table of a FlatBuffer, the format of Arrow's metadata: an offset to the places of its fields, 0 for none."""

    def __init__(self, data: memoryview, place: int) -> None:
        self._data = data
        self._place = place

    def position(self, field: int) -> int | None:
        """Return where a field's value is, None where it has none."""
        places = self._place - self._read("<i", self._place)
        entry = 4 + 2 * field
        if entry >= self._read("<H", places):
            return None
        offset = self._read("<H", places + entry)
        return self._place + offset if offset else None

    def number(self, field: int, form: str) -> int:
        """Return a field that is a number, 0 where it has none."""
        position = self.position(field)
        return 0 if position is None else self._read(form, position)

    def table(self, field: int) -> _Table | None:
        """Return a field that is a table itself."""
        position = self.position(field)
        return None if position is None else _Table(self._data, position + self._read("<I", position))

    def pairs(self, field: int) -> Iterator[tuple[int, int]]:
        """Yield a field that is a list of pairs of long numbers."""
        position = self.position(field)
        if position is None:
            return
        start = position + self._read("<I", position)
        for number in range(self._read("<I", start)):
            first, second = struct.unpack_from("<qq", self._data, start + 4 + 16 * number)
            yield first, second

    def _read(self, form: str, place: int) -> int:
        found: int = struct.unpack_from(form, self._data, place)[0]
        return found


# Tables in Parquet and Arrow files, batch by batch. Rows are counted from 1: these files have no lines.

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
