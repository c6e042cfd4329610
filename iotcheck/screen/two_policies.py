"""The applicants of a table under two policy files: what changes for each row, by the batch evaluator."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import BinaryIO, NamedTuple

from iotcheck.authoring.diff import Effects, changed_programs, row_effects, row_totals
from iotcheck.batch import Chunk, Kernel
from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import PolicySet
from iotcheck.screen.body import Body
from iotcheck.screen.cells import TableCoder
from iotcheck.screen.columns import Columns, Reading
from iotcheck.screen.headers import count_facts
from iotcheck.screen.readers import open_table
from iotcheck.screen.tables import Batch
from iotcheck.spelling import likely_slip
from iotcheck.texts import say
from iotcheck.values import BadValueError, Number, exact, parse_number


class TableEffects(NamedTuple):
    """What changes for the rows for which anything does, and how many rows were compared and how many were not."""

    effects: tuple[Effects, ...]
    compared: int
    unread: int
    notices: tuple[Problem, ...]
    weights: Mapping[str, Number]


class Grouping(NamedTuple):
    """The columns of a table, by their headers, that tell groups of applicants and say how much each one counts."""

    by: str = ""
    weight: str = ""


_UNGROUPED = Grouping()


def compare_table(
    sides: tuple[PolicySet, PolicySet],
    days: tuple[date, date],
    path: str,
    reading: Reading,
    stdin: BinaryIO | None,
    language: str,
    grouping: Grouping = _UNGROUPED,
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
        groups = _Groups(table.place, table.names, grouping)
        for batch in batches:
            readable = comparison.readable(batch)
            compared += readable.rows
            unread += batch.rows - readable.rows + len(batch.bad)
            weights = groups.take(readable)
            effects += [
                one._replace(group=group, weight=weight)
                for row, one in comparison.effects(readable)
                for group, weight in [weights[row]]
            ]
        notices = (*table.notices, *columns[1].notices, *bodies[1].notices())
    return TableEffects(tuple(effects), compared, unread, notices, groups.weights)


class _Groups:
    """The group and weight of each row, and the weights of all by group; raise DataError for what is no weight."""

    def __init__(self, place: Location, names: Sequence[str], grouping: Grouping) -> None:
        wanted = [name for name in grouping if name]
        absent = [
            Problem(place, "no-such-column", {"name": name, "suggestion": likely_slip(name, names)})
            for name in wanted
            if name not in names
        ]
        if absent:
            raise DataError(absent)
        self._file = place.file
        self._by = names.index(grouping.by) if grouping.by else None
        self._weight = names.index(grouping.weight) if grouping.weight else None
        self.weights: dict[str, Number] = {}

    def take(self, batch: Batch) -> list[tuple[str, Number]]:
        """Return the group and weight of each row of a batch."""
        groups = [""] * batch.rows if self._by is None else [text.strip() for text in batch.columns[self._by]]
        weights: Sequence[Number] = [1] * batch.rows
        if self._weight is not None:
            weights = list(map(self._parsed, batch.columns[self._weight], batch.lines))
        for group, weight in zip(groups, weights, strict=True):
            self.weights[group] = exact(Fraction(self.weights.get(group, 0)) + weight)
        return list(zip(groups, weights, strict=True))

    def _parsed(self, text: str, line: int) -> Number:
        try:
            weight = parse_number(text)
        except BadValueError as error:
            raise DataError([Problem(Location(self._file, line), error.code, error.params)]) from None
        if weight < 0:
            raise DataError([Problem(Location(self._file, line), "too-low", {"value": weight, "limit": 0})])
        return weight


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

    def effects(self, batch: Batch) -> Iterator[tuple[int, Effects]]:
        """Yield what changes for the rows for which anything does, each with its row."""
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
            yield row, Effects(name, tuple(effects), before_totals, after_totals)


class _Evaluator:
    """A policy file's kernel, and what codes a table's cells for it."""

    def __init__(self, policies: PolicySet, day: date, places: Columns, *, open_cells: bool) -> None:
        self.kernel = Kernel(policies, day)
        self.coder = TableCoder(self.kernel, places, open_cells=open_cells)

    def chunk(self, batch: Batch) -> Chunk:
        """Return the chunk of rows that can be read."""
        return self.coder.code(batch).chunk
