"""One applicant of a table: the row with an id becomes answers, for the commands that explain one applicant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import BinaryIO, NamedTuple

from iotcheck.answers import Answers, in_file_order
from iotcheck.batch import Kernel
from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import PolicySet
from iotcheck.screen.body import Body
from iotcheck.screen.cells import BadCell, CellCoder, TableCoder
from iotcheck.screen.column_notices import column_notices
from iotcheck.screen.columns import Columns, Reading
from iotcheck.screen.headers import count_facts
from iotcheck.screen.readers import open_table
from iotcheck.screen.rejects import CellRejects, bad_rows
from iotcheck.screen.tables import Batch
from iotcheck.spelling import likely_slip
from iotcheck.texts import say

_OFFERED = 10_000  # ids that a wrong one is compared with
_LINES = 6  # that a problem names


class Place(NamedTuple):
    """Where an applicant stands: a table, and a text that identifies its row.

    With an `id_column` the text is that of its cell there. Else it is the text in the first column that holds no fact,
    or where no row has it there, in any other such column; where all columns hold facts, the number of the line.
    """

    table: str
    row: str
    reading: Reading = Reading()


class Row(NamedTuple):
    """What a row says: answers, and notices on the table."""

    answers: Answers
    notices: tuple[Problem, ...]


def read_row(
    policies: PolicySet, place: Place, stdin: BinaryIO | None, language: str, as_of: date | None = None
) -> Row:
    """Return the answers of one row, as they count on a day.

    Raise DataError where no row or more than one is meant, and where a cell of it cannot be read, unless `open_cells`;
    besides what opening a table raises.
    """
    day = as_of or policies.as_of
    counts = count_facts([policies], place.reading.mapping, place.reading.id_column)
    with open_table(place.table, stdin, place.reading, counts) as table:
        first = tuple(table.notices)
        body = Body(table, policies, place.reading)
        batches = body.batches()
        columns = body.columns
        batch = _find(batches, columns, place, language)
        told = column_notices(policies, day, columns, Location(table.place.file), language)
        unused = [notice for notice in told if notice.code == "columns-not-used"]  # the result names missing answers
        notices = [*first, *columns.notices, *unused, *body.notices()]
    coder = TableCoder(Kernel(policies, day), columns, open_cells=place.reading.open_cells)
    bad = coder.code(batch).bad
    faults = list(_problems(bad, policies, columns, Location(place.table, batch.lines[0]), language))
    if errors := [problem for problem in faults if problem.severity == "error"]:
        raise DataError(errors)
    return Row(_answers(policies, columns, batch, {cell.column for cell in bad}), (*notices, *faults))


def _find(batches: Iterable[Batch], columns: Columns, place: Place, language: str) -> Batch:
    """Return a batch of the one row that is meant; raise DataError where there is none, or more than one."""
    wanted = place.row.strip()
    searched = columns.carried if columns.id is None else columns.carried[:1]
    found: list[tuple[int, Batch]] = []  # rows, each with the place of the column that names it among those searched
    ids: set[str] = set()
    broken: list[Problem] = []
    for batch in batches:
        named: list[Sequence[object]] = [batch.columns[column] for column in searched] or [batch.lines]
        rows = dict(_rows_with(wanted, named))
        found += [(at, batch.select([number == row for number in range(batch.rows)])) for row, at in rows.items()]
        if len(ids) < _OFFERED:
            ids.update(str(cell) for cell in named[0])
        for reject, bad in zip(bad_rows(batch.bad, language), batch.bad, strict=True):
            if wanted in bad.text:
                broken.append(Problem(Location(place.table, bad.line), "row-rejected", {"reason": reject.reason}))
    best = min((at for at, _ in found), default=0)
    fitting = [batch for at, batch in found if at == best or best > 0]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        params: dict[str, object] = {"name": place.row, "lines": [batch.lines[0] for batch in fitting[:_LINES]]}
        more = len(fitting) - _LINES
        params |= {"count": len(fitting), "more": f" +{more}" if more > 0 else ""}
        raise DataError([Problem(Location(place.table), "row-twice", params)])
    if broken:
        raise DataError(broken)
    params = {"name": place.row, "suggestion": likely_slip(place.row, ids)}
    if columns.id is not None:
        params["column"] = columns.names[columns.id]
    code = "no-such-row" if columns.id is None else "no-such-row-in-column"
    raise DataError([Problem(Location(place.table), code, params)])


def _rows_with(wanted: str, named: Sequence[Sequence[object]]) -> Iterator[tuple[int, int]]:
    """Yield the rows with a text in a cell, and the first column that has it, the first columns last."""
    for at, cells in reversed([*enumerate(named)]):
        yield from ((row, at) for row, cell in enumerate(cells) if str(cell).strip() == wanted)


def _problems(
    bad: Sequence[BadCell], policies: PolicySet, columns: Columns, location: Location, language: str
) -> Iterator[Problem]:
    """Yield what is wrong with cells of a row; a notice where the cell counts as *don't know*."""
    fact_at = {place: fact for fact, place in columns.facts.items()}
    rejects = CellRejects(columns.names, fact_at, policies, language)
    for cell in bad:
        (reject,) = rejects.of([cell], [location.line], (), ())
        reason = say(language, "result.label", label=reject.column, value=reject.reason)
        if cell.costs_row:
            yield Problem(location, "row-rejected", {"reason": reason})
        else:
            yield Problem(location, "cell-not-known", {"reason": reason}, "notice")


def _answers(policies: PolicySet, columns: Columns, batch: Batch, unreadable: set[int]) -> Answers:
    answers: Answers = {}
    for name, place in columns.facts.items():
        coder, cell = CellCoder(policies, columns, name), batch.columns[place][0]
        if place in unreadable:
            answers[name] = None
        elif coder.meant(cell).strip():
            answers[name] = coder.parse(cell)
    return in_file_order(policies, answers)
