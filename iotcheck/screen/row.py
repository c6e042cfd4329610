"""One applicant of a table: the row with an id becomes answers, for the commands that explain one applicant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from iotcheck.answers import Answers, parse_text
from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import PolicySet
from iotcheck.screen.columns import Columns, match_columns
from iotcheck.screen.headers import count_facts, in_unit
from iotcheck.screen.readers import open_table
from iotcheck.screen.rejects import described
from iotcheck.screen.tables import Table
from iotcheck.texts import say
from iotcheck.values import BadValueError

_OFFERED = 10_000  # ids that a wrong one is compared with


class Place(NamedTuple):
    """Where an applicant stands: a table, and the text that its `id` column has in the row.

    Without an `id` column it is the first column that holds no fact; where all hold facts, the number of the line.
    """

    table: str
    row: str
    id: str | None = None
    mapping: Mapping[str, str] = MappingProxyType({})
    encoding: str | None = None


class Row(NamedTuple):
    """What a row says: answers, and notices on the table."""

    answers: Answers
    notices: tuple[Problem, ...]


def read_row(policies: PolicySet, place: Place, stdin: BinaryIO | None, language: str) -> Row:
    """Return the answers of one row.

    Raise DataError where no row or more than one has that id, and where a cell of it cannot be read; besides what
    opening a table raises.
    """
    counts = count_facts([policies], place.mapping, place.id)
    with open_table(place.table, stdin, place.encoding, counts) as table:
        columns = match_columns(policies, table.names, table.place, mapping=place.mapping, id_column=place.id)
        notices = (*table.notices, *columns.notices)
        ids: set[str] = set()
        found: list[tuple[int, Sequence[str]]] = []
        for line, name, cells in _rows(table, columns):
            if name.strip() == place.row.strip():
                found.append((line, cells))
            elif len(ids) < _OFFERED:
                ids.add(name)
    if not found:
        close = get_close_matches(place.row, ids, n=1)
        params = {"name": place.row, "suggestion": close[0] if close else ""}
        raise DataError([Problem(Location(place.table), "no-such-row", params)])
    if len(found) > 1:
        (first, _), (second, _), *_ = found
        raise DataError([Problem(Location(place.table, second), "row-twice", {"name": place.row, "first": first})])
    ((line, cells),) = found
    return Row(_answers(policies, columns, cells, Location(place.table, line), language), notices)


def _rows(table: Table, columns: Columns) -> Iterator[tuple[int, str, Sequence[str]]]:
    """Yield line, id and cells of each row that can be read."""
    for batch in table.batches(columns.carried):
        named: Sequence[object] = batch.columns[columns.carried[0]] if columns.carried else batch.lines
        for line, name, cells in zip(batch.lines, named, zip(*batch.columns, strict=True), strict=True):
            yield line, str(name), cells


def _answers(policies: PolicySet, columns: Columns, cells: Sequence[str], location: Location, language: str) -> Answers:
    answers: Answers = {}
    problems = []
    for name, fact in policies.facts.items():
        cell = cells[columns.facts[name]] if name in columns.facts else ""
        if cell.strip():
            try:
                answers[name] = parse_text(fact, in_unit(cell, columns.units.get(name, "")), policies.currency)
            except BadValueError as error:
                said = described(fact, error.code, error.params, language)
                reason = say(language, "result.label", label=columns.names[columns.facts[name]], value=said)
                problems.append(Problem(location, "row-rejected", {"reason": reason}))
    if problems:
        raise DataError(problems)
    return answers
