"""`iotcheck next`: the next question as JSON. `iotcheck serve`: requests on stdin, responses on stdout."""

import sys
from typing import Annotated

import typer

from iotcheck.api import PolicySet, Report
from iotcheck.cli.days import choose_day, parse_as_of
from iotcheck.cli.help import command_help, option
from iotcheck.cli.inputs import check_days, load_policies, parse_assignments, read_known
from iotcheck.cli.runtime import write_stdout
from iotcheck.engine import assess_admitted
from iotcheck.errors import ExitCode, Location, Problem, ReadWriteError
from iotcheck.files import MOST_BYTES
from iotcheck.render.json import dumps
from iotcheck.service import Service, respond


def register(app: typer.Typer, language: str) -> None:
    """Add the commands."""

    @app.command(**command_help(language, "next"))
    def next_command(
        answers: Annotated[str | None, option(language, "--answers", metavar="FILE|-")] = None,
        assignments: Annotated[list[str] | None, option(language, "--set", metavar="FACT=VALUE")] = None,
        as_json: Annotated[bool, option(language, "--json", meaning="next--json")] = False,
        as_of: Annotated[str | None, option(language, "--as-of", metavar="DATE|today")] = None,
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
    ) -> int:
        rules = load_policies(policies)
        day = choose_day(rules, parse_as_of(as_of), language)
        given = {**read_known(rules, answers, language), **parse_assignments(rules, assignments or ())}
        check_days(rules, given, day, language)
        report = Report(result=assess_admitted(rules, given, day))
        write_stdout(dumps(report.next_to_dict(language)))
        return ExitCode.OK

    @app.command(**command_help(language, "serve"))
    def serve(
        as_of: Annotated[str | None, option(language, "--as-of", metavar="DATE|today")] = None,
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
    ) -> int:
        rules = load_policies(policies)
        day = choose_day(rules, parse_as_of(as_of), language)
        service = Service(policies=PolicySet(rules=rules), as_of=day, language=language)
        if sys.stdin is None:
            raise ReadWriteError([Problem(Location("-"), "cannot-read", {"reason": "closed"})])
        while line := sys.stdin.buffer.readline(MOST_BYTES):
            response = respond(service, line)
            if response is not None:
                write_stdout(response + "\n")
        return ExitCode.OK
