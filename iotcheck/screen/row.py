"""One applicant of a table: the row with an id becomes answers, for the commands that explain one applicant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from iotcheck.answers import Answers, in_file_order
from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import PolicySet
from iotcheck.screen.body import Body
from iotcheck.screen.cells import CellCoder
from iotcheck.screen.columns import Columns, Options
from iotcheck.screen.headers import count_facts
from iotcheck.screen.readers import open_table
from iotcheck.screen.rejects import described
from iotcheck.screen.tables import Batch
from iotcheck.spelling import likely_slip
from iotcheck.texts import say
from iotcheck.values import BadValueError

_OFFERED = 10_000  # ids that a wrong one is compared with


class Place(NamedTuple):
    """Where an applicant stands: a table, and the text that its `id` column has in the row.

    Without an `id` column it is the first column that holds no fact; where all hold facts, the number of the line.
    """

    table: str
    row: str
    options: Options = Options()
    encoding: str | None = None
    sheet: str | None = None


class Row(NamedTuple):
    """What a row says: answers, and notices on the table."""

    answers: Answers
    notices: tuple[Problem, ...]


def read_row(policies: PolicySet, place: Place, stdin: BinaryIO | None, language: str) -> Row:
    """Return the answers of one row.

    Raise DataError where no row or more than one has that id, and where a cell of it cannot be read; besides what
    opening a table raises.
    """
    counts = count_facts([policies], place.options.mapping, place.options.id_column)
    with open_table(place.table, stdin, place.encoding, counts, place.sheet) as table:
        body = Body(table, policies, place.options)
        batches = body.batches()
        columns = body.columns
        notices = (*table.notices, *columns.notices)
        ids: set[str] = set()
        found: list[tuple[int, Sequence[str], Mapping[int, str]]] = []
        for line, name, cells, faults in _rows(batches, columns):
            if name.strip() == place.row.strip():
                found.append((line, cells, faults))
            elif len(ids) < _OFFERED:
                ids.add(name)
    if not found:
        params = {"name": place.row, "suggestion": likely_slip(place.row, ids)}
        raise DataError([Problem(Location(place.table), "no-such-row", params)])
    if len(found) > 1:
        (first, *_), (second, *_), *_ = found
        raise DataError([Problem(Location(place.table, second), "row-twice", {"name": place.row, "first": first})])
    ((line, cells, faults),) = found
    return Row(_answers(policies, columns, cells, faults, Location(place.table, line), language), notices)


def _rows(batches: Iterable[Batch], columns: Columns) -> Iterator[tuple[int, str, Sequence[str], Mapping[int, str]]]:
    """Yield line, id and cells of each row that can be read, and the codes of cells with a fault by their places."""
    for batch in batches:
        faults: dict[int, dict[int, str]] = {}
        for row, place, code in batch.faults:
            faults.setdefault(row, {})[place] = code
        named: Sequence[object] = batch.columns[columns.carried[0]] if columns.carried else batch.lines
        rows = zip(batch.lines, named, zip(*batch.columns, strict=True), strict=True)
        for row, (line, name, cells) in enumerate(rows):
            yield line, str(name), cells, faults.get(row, {})


def _answers(
    policies: PolicySet,
    columns: Columns,
    cells: Sequence[str],
    faults: Mapping[int, str],
    location: Location,
    language: str,
) -> Answers:
    answers: Answers = {}
    problems = []
    for name, place in columns.facts.items():
        coder, cell = CellCoder(policies, columns, name), cells[place]
        replaced = coder.meant(cell) != cell
        if coder.meant(cell).strip() or (place in faults and not replaced):
            try:
                if place in faults and not replaced:
                    raise BadValueError(faults[place], text=cell)
                answers[name] = coder.parse(cell)
            except BadValueError as error:
                message = described(coder.fact, error.code, error.params, language)
                reason = say(language, "result.label", label=columns.names[place], value=message)
                problems.append(Problem(location, "row-rejected", {"reason": reason}))
    if problems:
        raise DataError(problems)
    return in_file_order(policies, answers)
