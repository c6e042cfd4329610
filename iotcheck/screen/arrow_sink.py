"""Results in Parquet and Arrow files; repeated texts as dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet

from iotcheck.errors import DataError, Location, Problem
from iotcheck.screen.arrow_columns import as_texts, column_type, to_array
from iotcheck.screen.layouts import Column
from iotcheck.screen.xlsx_sink import Sheet


class ArrowSink:
    """Writes batches as they come; the first decides the types."""

    def __init__(self, file: BinaryIO, names: list[str], path: str, *, parquet: bool, places: int = 0) -> None:
        self._file = file
        self._path = path
        self._names = names
        self._parquet = parquet
        self._places = places
        self._writer: Any = None
        self._schema: Any = None
        self._as_texts: set[int] = set()  # columns of types that Parquet has not

    def write(self, results: Sequence[Column] | bytes) -> None:
        """Write a batch."""
        if isinstance(results, bytes):
            raise TypeError("Arrow takes columns")
        arrays = [
            to_array(name, column, places=self._places, plain=not self._parquet)
            for name, column in zip(self._names, results, strict=True)
        ]
        if self._schema is None and self._parquet:
            self._as_texts = {place for place, array in enumerate(arrays) if not _has_parquet(array.type)}
        arrays = [as_texts(array) if place in self._as_texts else array for place, array in enumerate(arrays)]
        if self._writer is None:
            self._open(pa.schema([(name, array.type) for name, array in zip(self._names, arrays, strict=True)]))
        columns = zip(self._names, arrays, self._schema.types, strict=True)
        batch = pa.RecordBatch.from_arrays([self._cast(*column) for column in columns], schema=self._schema)
        self._writer.write_batch(batch)

    def close(
        self, summary: dict[str, Any], groups: Sequence[Sequence[str | int]], sheets: Sequence[Sheet] = ()
    ) -> None:
        """End the file; without results it has columns all the same."""
        if self._writer is None:
            self._open(pa.schema([(name, column_type(name, self._places)) for name in self._names]))
        self._writer.close()

    def _cast(self, name: str, array: Any, kind: Any) -> Any:
        try:
            return array.cast(kind)
        except pa.ArrowInvalid:
            self._writer.close()  # while its file is open: left to the end, it would complain
            raise DataError(
                [Problem(Location(self._path), "type-changes", {"name": name, "kind": str(kind)})]
            ) from None

    def release(self) -> None:
        """Let go of the file, whatever became of it: a writer that outlives it would complain."""
        with suppress(Exception):
            self._writer.close()

    def _open(self, schema: Any) -> None:
        self._schema = schema
        if self._parquet:
            repeated = [field.name for field in schema if pa.types.is_dictionary(field.type)]
            # Of columns with few different values, statistics tell a reader nothing, and cost a third of all writing.
            others = [name for name in schema.names if name not in repeated]
            self._writer = pyarrow.parquet.ParquetWriter(
                self._file, schema, use_dictionary=repeated, write_statistics=others
            )
        else:
            self._writer = pyarrow.ipc.new_file(self._file, schema)


def _has_parquet(kind: Any) -> bool:
    """Whether Parquet has a type; a struct without fields, for one, it has not."""
    try:
        pyarrow.parquet.ParquetWriter(pa.BufferOutputStream(), pa.schema([("column", kind)])).close()
    except (pa.ArrowException, OSError):  # the second for decimals of thousands
        return False
    return True
