"""The options that say how a table is read, the same for every command that takes one; `--row`: one applicant of it."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, NamedTuple

from iotcheck.answers import Answers
from iotcheck.cli.entry import tell
from iotcheck.cli.options import refuse
from iotcheck.cli.usage import option
from iotcheck.errors import Location, Problem, UsageError
from iotcheck.model import PolicySet
from iotcheck.screen.columns import Reading
from iotcheck.screen.replacements import parse_replacement
from iotcheck.texts import problem_line

_BAD_CELLS = ("reject", "open")
_OPTIONS = (
    ("id_column", "--id", "COLUMN"),
    ("mapping", "--map", "COLUMN=FACT"),
    ("units", "--unit", "COLUMN=UNIT"),
    ("values", "--value", "COLUMN: FROM=TO"),
    ("values_file", "--values", "FILE"),
    ("bad_cells", "--bad-cells", "|".join(_BAD_CELLS)),
    ("sheet", "--sheet", "NAME|N"),
    ("encoding", "--encoding", "NAME"),
)
_REPEATED = ("mapping", "units", "values")


class TableOptions(NamedTuple):
    """How a table is to be read, as the options say it."""

    id_column: str | None = None
    mapping: Sequence[str] | None = None
    units: Sequence[str] | None = None
    values: Sequence[str] | None = None
    values_file: str | None = None
    bad_cells: str | None = None
    sheet: str | None = None
    encoding: str | None = None

    @property
    def reading(self) -> Reading:
        """How the table is to be read; raise UsageError for what cannot be, and what the options raise that give it."""
        values = [*map(parse_replacement, self.values or ())]
        if self.values_file is not None:
            from iotcheck.screen.value_file import read_values

            values += read_values(self.values_file)
        if self.bad_cells not in (None, *_BAD_CELLS):
            refuse("unknown-word", str(self.bad_cells), _BAD_CELLS, place="--bad-cells")
        return Reading(
            _assigned(self.mapping, "--map"),
            _assigned(self.units, "--unit"),
            self.id_column,
            values,
            self.encoding,
            self.sheet,
            open_cells=self.bad_cells == "open",
        )


NO_OPTIONS = TableOptions()


def with_table_options(
    language: str, *, id_help: str = "row--id"
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return a decorator that gives a command the options of a table, in place of its parameter `reading`."""

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        parameters = []
        for parameter in signature(command).parameters.values():
            if parameter.name == "reading":
                parameters += [_parameter(*named, language, id_help) for named in _OPTIONS]
            else:
                parameters.append(parameter)

        @wraps(command)
        def taking_options(**given: Any) -> int:
            reading = TableOptions(**{name: given.pop(name) for name in TableOptions._fields})
            return command(reading=reading, **given)

        # Typer reads the parameters from here.
        taking_options.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
        taking_options.__annotations__ = {one.name: one.annotation for one in parameters}
        return taking_options

    return decorate


def _parameter(name: str, option_name: str, metavar: str, language: str, id_help: str) -> Parameter:
    kind = list[str] | None if name in _REPEATED else str | None
    declared = option(language, option_name, metavar=metavar, meaning=id_help if name == "id_column" else "")
    return Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=Annotated[kind, declared])


def _assigned(texts: Sequence[str] | None, option_name: str) -> dict[str, str]:
    """Return what texts such as `COLUMN=UNIT` say of columns; raise UsageError for one without `=`."""
    assigned = {}
    for text in texts or ():
        column, equals, value = text.rpartition("=")
        if not equals:
            code = "not-a-mapping" if option_name == "--map" else "not-a-unit-of-column"
            raise UsageError([Problem(Location(option_name), code, {"text": text})])
        assigned[column.strip()] = value.strip()
    return assigned


def table_answers(
    policies: PolicySet, table: str | None, row: str | None, reading: TableOptions, as_of: date | None, language: str
) -> Answers:
    """Return the answers of a row, none without a table; notices are told. Raise UsageError for half of the options."""
    if (table is None) != (row is None):
        given, absent = ("--table", "--row") if row is None else ("--row", "--table")
        raise UsageError([Problem(Location(given), "missing-argument", {"name": absent})])
    if table is None or row is None:
        return {}
    from iotcheck.screen.row import Place, read_row

    place = Place(table, row, reading.reading)
    found = read_row(policies, place, sys.stdin.buffer if sys.stdin else None, language, as_of)
    for notice in found.notices:
        tell(problem_line(language, notice))
    return found.answers
