"""The applicants of a table under two policy files: what changes for each row, by the batch evaluator."""

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, NamedTuple

from iotcheck.authoring.diff import Effects, changed_programs, row_effects, row_totals
from iotcheck.batch import Chunk, Kernel
from iotcheck.errors import Problem
from iotcheck.model import PolicySet
from iotcheck.screen.body import Body
from iotcheck.screen.cells import TableCoder
from iotcheck.screen.columns import Columns, Reading
from iotcheck.screen.headers import count_facts
from iotcheck.screen.readers import open_table
from iotcheck.screen.tables import Batch
from iotcheck.texts import say


class TableEffects(NamedTuple):
    """What changes for the rows for which anything does, and how many rows were compared and how many were not."""

    effects: tuple[Effects, ...]
    compared: int
    unread: int
    notices: tuple[Problem, ...]


def compare_table(
    sides: tuple[PolicySet, PolicySet],
    days: tuple[date, date],
    path: str,
    reading: Reading,
    stdin: BinaryIO | None,
    language: str,
) -> TableEffects:
    """Compare where every row of a table stands before and after; raise what opening a table raises.

    A row with a cell that either policy file refuses is not compared.
    """
    effects: list[Effects] = []
    compared = unread = 0
    counts = count_facts(sides, reading.mapping, reading.id_column)
    with open_table(path, stdin, reading, counts) as table:
        bodies = [Body(table, side, _for_side(reading, side, other)) for side, other in (sides, sides[::-1])]
        batches = bodies[1].batches(range(len(table.names)))
        columns = [body.matched(side, bodies[1].units_below) for body, side in zip(bodies, sides, strict=True)]
        comparison = _Rows(sides, days, columns, language, open_cells=reading.open_cells)
        for batch in batches:
            readable = comparison.readable(batch)
            compared += readable.rows
            unread += batch.rows - readable.rows + len(batch.bad)
            effects += comparison.effects(readable)
        notices = (*table.notices, *columns[1].notices, *bodies[1].notices())
    return TableEffects(tuple(effects), compared, unread, notices)


def _for_side(reading: Reading, side: PolicySet, other: PolicySet) -> Reading:
    """Return the reading without mappings to facts that only the other policy file has."""
    mapping = {
        name: fact for name, fact in reading.mapping.items() if side.find_fact(fact) or not other.find_fact(fact)
    }
    return reading._replace(mapping=mapping)


class _Rows:
    """Compares rows: first over the programs that differ, then sums all of them up for the rows that it concerns."""

    def __init__(
        self,
        sides: tuple[PolicySet, PolicySet],
        days: tuple[date, date],
        columns: list[Columns],
        language: str,
        *,
        open_cells: bool,
    ) -> None:
        changed = changed_programs(sides, days)
        self._differing = [
            _Evaluator(
                policies.replace(
                    programs={name: one for name, one in policies.programs.items() if name in changed}, combine=()
                ),
                day,
                places,
                open_cells=open_cells,
            )
            for policies, day, places in zip(sides, days, columns, strict=True)
        ]
        self._all = [
            _Evaluator(policies, day, places, open_cells=open_cells)
            for policies, day, places in zip(sides, days, columns, strict=True)
        ]
        self._id = next((place for place in columns[1].carried if place in columns[0].carried), None)
        self._language = language

    def readable(self, batch: Batch) -> Batch:
        """Return the rows that both sides can read."""
        bad = {cell.row for side in self._all for cell in side.coder.code(batch).bad if cell.costs_row}
        return batch.select([row not in bad for row in range(batch.rows)])

    def effects(self, batch: Batch) -> Iterator[Effects]:
        """Yield what changes for the rows for which anything does."""
        cells, lines = batch.columns, batch.lines
        before, after = (side.kernel.evaluate(side.chunk(batch), marks=False) for side in self._differing)
        found = row_effects(before, after, batch.rows)
        if not found:
            return
        concerned = batch.select([row in found for row in range(batch.rows)])
        old, new = (
            row_totals(side.kernel.evaluate(side.chunk(concerned), marks=False), len(found)) for side in self._all
        )
        for (row, effects), before_totals, after_totals in zip(sorted(found.items()), old, new, strict=True):
            named = cells[self._id][row] if self._id is not None else ""
            name = named or say(self._language, "diff.row-name", line=lines[row])
            yield Effects(name, tuple(effects), before_totals, after_totals)


class _Evaluator:
    """A policy file's kernel, and what codes a table's cells for it."""

    def __init__(self, policies: PolicySet, day: date, places: Columns, *, open_cells: bool) -> None:
        self.kernel = Kernel(policies, day)
        self.coder = TableCoder(self.kernel, places, open_cells=open_cells)

    def chunk(self, batch: Batch) -> Chunk:
        """Return the chunk of rows that can be read."""
        return self.coder.code(batch).chunk
