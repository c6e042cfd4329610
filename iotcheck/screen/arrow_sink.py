"""Results in Parquet and Arrow files; repeated texts as dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet

from iotcheck.screen.arrow_columns import column_type, to_array
from iotcheck.screen.layouts import Column


class ArrowSink:
    """Writes batches as they come; the first decides the types."""

    def __init__(self, file: BinaryIO, names: list[str], *, parquet: bool) -> None:
        self._file = file
        self._names = names
        self._parquet = parquet
        self._writer: Any = None
        self._schema: Any = None

    def write(self, results: Sequence[Column] | bytes) -> None:
        """Write a batch."""
        if isinstance(results, bytes):
            raise TypeError("Arrow takes columns")
        arrays = [
            to_array(name, column, plain=not self._parquet) for name, column in zip(self._names, results, strict=True)
        ]
        if self._writer is None:
            self._open(pa.schema([(name, array.type) for name, array in zip(self._names, arrays, strict=True)]))
        batch = pa.RecordBatch.from_arrays(
            [array.cast(to) for array, to in zip(arrays, self._schema.types, strict=True)], schema=self._schema
        )
        self._writer.write_batch(batch)

    def close(self, summary: dict[str, Any], groups: Sequence[Sequence[str | int]]) -> None:
        """End the file; without results it has columns all the same."""
        if self._writer is None:
            self._open(pa.schema([(name, column_type(name)) for name in self._names]))
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
