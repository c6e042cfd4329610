"""`iotcheck programs`, `show ID` and `questions`: what a policy file holds, without any applicant."""

from typing import Annotated

import typer

from iotcheck.cli.days import choose_day, parse_as_of
from iotcheck.cli.help import argument, command_help, option
from iotcheck.cli.inputs import find_program, load_policies
from iotcheck.cli.options import FORMATS, choose_format, refuse
from iotcheck.cli.output import Output
from iotcheck.errors import ExitCode, Location, Problem, UsageError
from iotcheck.files import write_bytes
from iotcheck.model import PolicySet

TEMPLATES = ("yaml", "csv", "xlsx")


def register(app: typer.Typer, language: str) -> None:
    """Add the commands."""
    _programs(app, language)
    _show(app, language)
    _questions(app, language)


def _programs(app: typer.Typer, language: str) -> None:
    @app.command(**command_help(language, "programs"))
    def programs(
        as_json: Annotated[bool, option(language, "--json")] = False,
        as_of: Annotated[str | None, option(language, "--as-of", metavar="DATE|today")] = None,
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
        plain: Annotated[bool, option(language, "--plain")] = False,
    ) -> int:
        day = parse_as_of(as_of)
        policy_set = load_policies(policies)
        from iotcheck.render.listings import programs_document, programs_json

        shown = policy_set, language, choose_day(policy_set, day, language)
        result = Output(language, "json" if as_json else "text", plain=plain)
        result.show(lambda: programs_document(*shown), lambda: programs_json(*shown))
        return ExitCode.OK


def _show(app: typer.Typer, language: str) -> None:
    @app.command(**command_help(language, "show"))
    def show(
        program: Annotated[str, argument(language, "ID")],
        as_json: Annotated[bool, option(language, "--json")] = False,
        as_of: Annotated[str | None, option(language, "--as-of", metavar="DATE|today")] = None,
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
        plain: Annotated[bool, option(language, "--plain")] = False,
    ) -> int:
        day = parse_as_of(as_of)
        policy_set = load_policies(policies)
        program = find_program(policy_set, program, language, place="iotcheck show")
        from iotcheck.render.program import program_document, program_json

        shown = policy_set, program, language, choose_day(policy_set, day, language)
        result = Output(language, "json" if as_json else "text", plain=plain)
        result.show(lambda: program_document(*shown), lambda: program_json(*shown))
        return ExitCode.OK


def _questions(app: typer.Typer, language: str) -> None:
    @app.command(**command_help(language, "questions"))
    def questions(
        as_json: Annotated[bool, option(language, "--json")] = False,
        template: Annotated[str | None, option(language, "--template", metavar="|".join(TEMPLATES))] = None,
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
        plain: Annotated[bool, option(language, "--plain")] = False,
    ) -> int:
        if template is not None and template not in TEMPLATES:
            refuse("unknown-word", template, TEMPLATES, place="--template")
        chosen = choose_format(FORMATS["questions"], template, as_json=as_json, output=output)
        policy_set = load_policies(policies)
        result = Output(language, chosen, output, force=force, plain=plain)
        result.check(policies)
        if chosen in ("csv", "xlsx"):
            _write_table(policy_set, chosen, result)
            return ExitCode.OK
        from iotcheck.render.listings import answers_template, questions_document, questions_json

        if chosen == "yaml":
            result.write(answers_template(policy_set, language))
        else:
            result.show(lambda: questions_document(policy_set, language), lambda: questions_json(policy_set, language))
        return ExitCode.OK


def _write_table(policies: PolicySet, kind: str, result: Output) -> None:
    """Write an empty table; a workbook is nothing for a terminal."""
    from iotcheck.screen.readers import missing_library
    from iotcheck.screen.template import blank_csv, blank_workbook

    if result.file in (None, "-"):
        if kind == "xlsx":
            raise UsageError([Problem(Location("--template xlsx"), "missing-argument", {"name": "--output"})])
        result.write(blank_csv(policies, result.language).decode("utf-8-sig"))
        return
    try:
        data = (blank_csv if kind == "csv" else blank_workbook)(policies, result.language)
    except ModuleNotFoundError as error:
        raise missing_library(str(result.file), error) from None
    write_bytes(str(result.file), data, force=result.force)
