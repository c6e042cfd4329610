"""What commands are given: the policy file, answers, the day, ids, tables and how to read them."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from iotcheck.answers import Answers, late_days, parse_answer, read_answers
from iotcheck.cli.help import option
from iotcheck.cli.options import refuse
from iotcheck.cli.runtime import tell
from iotcheck.errors import DataError, Location, Problem, ProblemsError, ReadWriteError, UsageError
from iotcheck.files import MOST_BYTES, is_file, read_bytes
from iotcheck.loader import load_file, shipped_policies
from iotcheck.model import FactType, PolicySet
from iotcheck.model.policies import unknown_fact
from iotcheck.texts import problem_line
from iotcheck.values import Value

if TYPE_CHECKING:
    from iotcheck.screen.columns import Reading

CASES = ("cases.yaml", "cases.csv")  # where the cases of a policy file are looked for


def load_policies(path: str | None) -> PolicySet:
    """Load a policy file, or the shipped one."""
    return load_file(shipped_policies() if path is None else path)


def cases_beside(policy_file: str) -> list[str]:
    """Return the files of cases in a policy file's folder."""
    folder = Path(policy_file).parent
    return [str(folder / name) for name in CASES if is_file(str(folder / name))]


def find_program(policies: PolicySet, name: str, language: str, *, place: str) -> str:
    """Return the id of a program named by it, or by its title in any language, of which its id is told.

    Raise UsageError, at `place`, for another name and for a title of several programs.
    """
    if name in policies.programs:
        return name
    plain = "".join(name.split()).casefold()
    titled = [
        program.id
        for program in policies.programs.values()
        if any("".join(title.split()).casefold() == plain for title in program.title.by_language.values())
    ]
    if len(titled) != 1:
        refuse("unknown-program", name, titled or policies.programs, place=place)
    tell(problem_line(language, Problem(Location(place), "title-for-id", {"name": name, "id": titled[0]}, "notice")))
    return titled[0]


def restrict(policies: PolicySet, only: str | None, language: str) -> PolicySet:
    """Return the policy set with the programs of a comma-separated list of ids or titles alone; all without a list."""
    if only is None:
        return policies
    names = [name.strip() for name in only.replace("，", ",").split(",") if name.strip()]
    wanted = [find_program(policies, name, language, place="--only") for name in names or [""]]
    return policies.replace(programs={name: program for name, program in policies.programs.items() if name in wanted})


def read_known(policies: PolicySet, path: str | None, language: str) -> Answers:
    """Return the answers of a file, none without one; what is passed over in an earlier result is told."""
    if path is None:
        return {}
    found = read_answers(read_input(path), path, policies)
    for problem in found.problems:
        tell(problem_line(language, problem))
    return found.answers


def find_line_fact(policies: PolicySet, name: str, *, place: str) -> str:
    """Return the id of a fact, named by it or by its label, whose values can be gone through one by one.

    Raise UsageError, at `place`, for another name and for a fact of several choices.
    """
    fact = policies.find_fact(name)
    if fact is None:
        raise UsageError([unknown_fact(Location(place), name, policies.facts)])
    if policies.facts[fact].type is FactType.CHOICES:
        raise UsageError([Problem(Location(place), "not-varied", {"name": name})])
    return fact


def parse_assignments(policies: PolicySet, assignments: Iterable[str]) -> Answers:
    """Return the answers of several `fact=value`; raise UsageError or DataError with every problem."""
    problems: list[Problem] = []
    kind: type[ProblemsError] = DataError
    answers: Answers = {}
    for assignment in assignments:
        try:
            name, value = parse_answer(policies, assignment)
            if name in answers:
                raise UsageError([Problem(Location("--set"), "given-twice", {"name": name})])
            answers[name] = value
        except ProblemsError as error:
            problems.extend(error.problems)
            kind = UsageError if isinstance(error, UsageError) else kind
    if problems:
        raise kind(problems)
    return answers


def check_days(policies: PolicySet, answers: Mapping[str, Value | None], as_of: date | None, language: str) -> None:
    """Report days after the day of assessment; raise DataError where the policy file rules them out."""
    problems = late_days(policies, answers, as_of or policies.as_of)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise DataError(errors)
    for problem in problems:
        tell(problem_line(language, problem))


def read_input(path: str) -> bytes:
    """Return the bytes of a file, or of standard input for `-`."""
    if path != "-":
        return read_bytes(path)
    if sys.stdin is None:
        raise ReadWriteError([Problem(Location("-"), "cannot-read", {"reason": "closed"})])
    return sys.stdin.buffer.read(MOST_BYTES)


# The options that say how a table is read, the same for every command that takes one; `--row`: one applicant of it.

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
    def reading(self) -> "Reading":
        """How the table is to be read; raise UsageError for what cannot be, and what the options raise that give it."""
        from iotcheck.screen.columns import Reading
        from iotcheck.screen.replacements import parse_replacement

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
