"""`--table FILE --row ID`: the answers of one applicant of a table, for commands that explain one applicant."""

import sys
from collections.abc import Sequence
from typing import NamedTuple

from iotcheck.answers import Answers
from iotcheck.cli.entry import tell
from iotcheck.errors import Location, Problem, UsageError
from iotcheck.model import PolicySet
from iotcheck.screen.columns import Options
from iotcheck.screen.replacements import parse_replacement
from iotcheck.texts import problem_line


class TableOptions(NamedTuple):
    """What the options say of an applicant in a table."""

    table: str | None
    row: str | None
    id_column: str | None = None
    mapping: Sequence[str] | None = None
    encoding: str | None = None
    units: Sequence[str] | None = None
    sheet: str | None = None
    values: Sequence[str] | None = None
    values_file: str | None = None

    @property
    def reading(self) -> Options:
        """How the table is to be read; raise what `--map`, `--unit`, `--value` and reading `--values` raise."""
        values = [*map(parse_replacement, self.values or ())]
        if self.values_file is not None:
            from iotcheck.screen.value_file import read_values

            values += read_values(self.values_file)
        return Options(parse_mapping(self.mapping), parse_units(self.units), self.id_column, values)


def parse_mapping(texts: Sequence[str] | None) -> dict[str, str]:
    """Return what `--map COLUMN=FACT` says, fact by column."""
    return _assigned(texts, "--map", "not-a-mapping")


def parse_units(texts: Sequence[str] | None) -> dict[str, str]:
    """Return what `--unit COLUMN=UNIT` says, unit by column."""
    return _assigned(texts, "--unit", "not-a-unit-of-column")


def _assigned(texts: Sequence[str] | None, option: str, code: str) -> dict[str, str]:
    assigned = {}
    for text in texts or ():
        column, equals, value = text.rpartition("=")
        if not equals:
            raise UsageError([Problem(Location(option), code, {"text": text})])
        assigned[column.strip()] = value.strip()
    return assigned


def table_answers(policies: PolicySet, options: TableOptions, language: str) -> Answers:
    """Return the answers of a row, none without a table; notices are told. Raise UsageError for half of the options."""
    table, row = options.table, options.row
    if (table is None) != (row is None):
        given, absent = ("--table", "--row") if row is None else ("--row", "--table")
        raise UsageError([Problem(Location(given), "missing-argument", {"name": absent})])
    if table is None or row is None:
        return {}
    from iotcheck.screen.row import Place, read_row

    place = Place(table, row, options.reading, options.encoding, options.sheet)
    found = read_row(policies, place, sys.stdin.buffer if sys.stdin else None, language)
    for notice in found.notices:
        tell(problem_line(language, notice))
    return found.answers
