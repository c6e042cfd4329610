"""`iotcheck calendar`: the days to apply, for calendar programs; with answers, those of the programs that remain."""

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
from iotcheck.cli.options import FORMATS, choose_format
from iotcheck.cli.output import Output
from iotcheck.engine import Verdict, assess_admitted
from iotcheck.errors import ExitCode
from iotcheck.render.calendar import calendar


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "calendar"))
    @with_table_options(language)
    def calendar_command(
        answers: Annotated[str | None, option(language, "--answers", metavar="FILE|-")] = None,
        assignments: Annotated[list[str] | None, option(language, "--set", metavar="FACT=VALUE")] = None,
        table: Annotated[str | None, option(language, "--table", metavar="FILE", meaning="row--table")] = None,
        row: Annotated[str | None, option(language, "--row", metavar="ID")] = None,
        reading: TableOptions = NO_OPTIONS,
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
        as_of: Annotated[str | None, option(language, "--as-of", metavar="DATE|today")] = None,
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
        only: Annotated[str | None, option(language, "--only", metavar="ID,…")] = None,
    ) -> int:
        named = parse_as_of(as_of)
        chosen = choose_format(FORMATS["calendar"], output=output)
        policy_set = restrict(load_policies(policies), only, language)
        day = choose_day(policy_set, named, language)
        known = table_answers(policy_set, table, row, reading, day, language)
        known |= read_known(policy_set, answers, language)
        known |= parse_assignments(policy_set, assignments or [])
        check_days(policy_set, known, day, language)
        result = Output(language, chosen, output, force=force)
        result.check(answers, table, policies)
        report = assess_admitted(policy_set, known, day)
        programs = [one.program for one in report.programs if one.verdict is not Verdict.INELIGIBLE]
        result.write(calendar(policy_set, programs, language, report.as_of))
        return ExitCode.OK
