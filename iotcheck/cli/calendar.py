"""`iotcheck calendar`: the days to apply, for calendar programs; with answers, those of the programs that remain.

Of a whole table of applicants it is a table of the windows that concern each.
"""

import sys
from datetime import date
from typing import Annotated

import typer

from iotcheck.cli.days import choose_day, parse_as_of
from iotcheck.cli.help import command_help, option
from iotcheck.cli.inputs import (
    NO_OPTIONS,
    TableOptions,
    check_days,
    load_policies,
    parse_assignments,
    read_known,
    restrict,
    table_answers,
    with_table_options,
)
from iotcheck.cli.options import choose_format
from iotcheck.cli.output import Output
from iotcheck.cli.runtime import tell
from iotcheck.engine import Verdict, assess_admitted
from iotcheck.errors import ExitCode, Location, Problem, UsageError
from iotcheck.model import PolicySet
from iotcheck.render.calendar import calendar
from iotcheck.texts import problem_line, say

_OF_TABLE = ("csv", "json")  # the usual one first


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "calendar"))
    @with_table_options(language)
    def calendar_command(
        answers: Annotated[str | None, option(language, "--answers", metavar="FILE|-")] = None,
        assignments: Annotated[list[str] | None, option(language, "--set", metavar="FACT=VALUE")] = None,
        table: Annotated[str | None, option(language, "--table", metavar="FILE", meaning="calendar--table")] = None,
        row: Annotated[str | None, option(language, "--row", metavar="ID")] = None,
        reading: TableOptions = NO_OPTIONS,
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
        as_of: Annotated[str | None, option(language, "--as-of", metavar="DATE|today")] = None,
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
        only: Annotated[str | None, option(language, "--only", metavar="ID,…")] = None,
        as_json: Annotated[bool, option(language, "--json")] = False,
    ) -> int:
        named = parse_as_of(as_of)
        whole = table is not None and row is None
        if as_json and not whole:
            raise UsageError([Problem(Location("--json"), "no-effect-without", {"other": "--table"})])
        chosen = choose_format(_OF_TABLE if whole else ("ics",), as_json=as_json, output=output)
        policy_set = restrict(load_policies(policies), only, language)
        day = choose_day(policy_set, named, language)
        result = Output(language, chosen, output, force=force)
        if table is not None and row is None:
            _refuse_answers(answers, assignments)
            result.check(table, policies)
            _write_deadlines(policy_set, table, reading, day, result)
            return ExitCode.OK
        known = table_answers(policy_set, table, row, reading, day, language)
        known |= read_known(policy_set, answers, language)
        known |= parse_assignments(policy_set, assignments or [])
        check_days(policy_set, known, day, language)
        result.check(answers, table, policies)
        report = assess_admitted(policy_set, known, day)
        programs = [one.program for one in report.programs if one.verdict is not Verdict.INELIGIBLE]
        result.write(calendar(policy_set, programs, language, report.as_of))
        return ExitCode.OK


def _refuse_answers(answers: str | None, assignments: list[str] | None) -> None:
    """Raise UsageError for answers beside a table of applicants."""
    given = {"--answers": answers, "--set": assignments}
    if unfit := [name for name, value in given.items() if value]:
        raise UsageError([Problem(Location(name), "options-contradict", {"other": "--table"}) for name in unfit])


def _write_deadlines(policies: PolicySet, table: str, reading: TableOptions, day: date, result: Output) -> None:
    """Write the windows that concern the applicants of a table, and say what could not be read of it."""
    from iotcheck.render.deadlines import deadlines_csv, deadlines_json, in_order
    from iotcheck.render.json import dumps
    from iotcheck.screen.deadlines import remaining_of

    language = result.language
    found = remaining_of(policies, table, reading.reading, sys.stdin.buffer if sys.stdin else None, language, day)
    for notice in found.notices:
        tell(problem_line(language, notice))
    if found.unread:
        tell(say(language, "applying.rows-unread", n=found.unread))
    rows = in_order(found.remaining, day)
    if result.format == "json":
        result.write(dumps(deadlines_json(policies, rows, language, day)))
    else:
        result.write(deadlines_csv(policies, rows, language))
