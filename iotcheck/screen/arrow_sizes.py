"""What Arrow and Parquet files say they unpack to, before they do: a file of a few kilobytes may grow to gigabytes.

The library has no limit of its own, and takes the memory before it looks at what is in it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.ipc

from iotcheck.errors import DataError, Location, Problem

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
