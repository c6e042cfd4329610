"""Screening for engines that map Arrow record batches to record batches: Spark's `mapInArrow`, Ray, DuckDB, Dask.

An ArrowScreen can be sent to other machines; each compiles the rules once. Threads can share one: they take turns, a
batch each, and a distinct text is parsed once for all of them. Nothing else of the screening needs Arrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from threading import Lock
from typing import Any

import pyarrow as pa

from iotcheck.errors import Location
from iotcheck.model import PolicySet
from iotcheck.screen.arrow_columns import column_type, readable, to_array
from iotcheck.screen.arrow_input import arrow_batch
from iotcheck.screen.columns import Reading, match_columns
from iotcheck.screen.job import Job, Screened, Worker
from iotcheck.screen.layouts import LINE, Layout

_REJECTS = ("column", "text", "code", "reason", "mend", "kind")


class ArrowScreen:
    """Maps batches of applicants to batches of results, in the layouts `matches` or `wide`.

    With `rejects` it maps them to what cannot be read instead, a row for each problem: the carried columns, then what
    is wrong, and whether it costs the row or the cell alone. With `open_cells` such a cell is *don't know*, and costs
    no row. Facts are found by column names as in `iotcheck screen`; without a column to carry along, rows are counted
    within a batch. Raise DataError for columns that do not fit the policy file.
    """

    def __init__(  # noqa: PLR0913 - the options of a command, by name
        self,
        policies: PolicySet,
        schema: pa.Schema,
        *,
        as_of: date | None = None,
        layout: str = "wide",
        language: str = "en",
        mapping: Mapping[str, str] | None = None,
        id_column: str | None = None,
        rejects: bool = False,
        open_cells: bool = False,
    ) -> None:
        columns = match_columns(policies, schema.names, Location("schema"), Reading(mapping or {}, {}, id_column))
        self._rejects = rejects
        self._job = Job(
            policies=policies,
            as_of=as_of or policies.as_of,
            language=language,
            layout=None if rejects else Layout(layout),
            columns=columns,
            rendered=None,
            open_cells=open_cells,
        )
        self._worker: Worker | None = None
        self._turn = Lock()
        carried = [
            pa.field(schema.names[place], readable(pa.nulls(0, schema.types[place])).type) for place in columns.carried
        ]
        if rejects:
            ours = [pa.field(name, pa.string()) for name in _REJECTS]
            self.schema = pa.schema([*(carried or [pa.field(LINE, pa.int64())]), *ours])
        else:
            names = self._job.names
            types = [field.type for field in carried] or [pa.int64()]
            types += [column_type(name, policies.decimal_places) for name in names[len(types) :]]
            self.schema = pa.schema(list(zip(names, types, strict=True)))

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Map batches to batches, none of them empty."""
        for batch in batches:
            with self._turn:
                found = self._rejected(batch) if self._rejects else self._screened(batch)
            if found.num_rows:
                yield found

    def __getstate__(self) -> dict[str, Any]:
        """Leave the compiled rules behind: the other machine compiles them."""
        return {name: value for name, value in self.__dict__.items() if name not in ("_worker", "_turn")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _worker=None, _turn=Lock())

    def _screened(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        results = self._work(batch).results
        if not results or isinstance(results, bytes):
            return pa.RecordBatch.from_pylist([], schema=self.schema)
        arrays = [
            to_array(field.name, column, places=self._job.policies.decimal_places, plain=True).cast(field.type)
            for field, column in zip(self.schema, results, strict=True)
        ]
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)

    def _rejected(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        rejects = self._work(batch).rejects
        rows = pa.array([reject.line - 1 for reject in rejects], pa.int64())
        carried = [readable(batch.columns[place]).take(rows) for place in self._job.columns.carried]
        ours = [pa.array([getattr(reject, name) for reject in rejects], pa.string()) for name in _REJECTS]
        lines = pa.array([reject.line for reject in rejects], pa.int64())
        return pa.RecordBatch.from_arrays([*(carried or [lines]), *ours], schema=self.schema)

    def _work(self, batch: pa.RecordBatch) -> Screened:
        if self._worker is None:
            self._worker = Worker(self._job)
        return self._worker(arrow_batch(batch))
