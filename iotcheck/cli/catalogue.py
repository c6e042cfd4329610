"""`iotcheck programs`, `show ID` and `questions`: what a policy file holds, without any applicant."""

from typing import Annotated

import typer

from iotcheck.cli.inputs import find_program, load_policies, parse_as_of
from iotcheck.cli.options import FORMATS, choose_format, refuse
from iotcheck.cli.output import check_output, write_page, write_result
from iotcheck.cli.screen_size import page_look
from iotcheck.cli.usage import argument, command_help, option
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
        if as_json:
            from iotcheck.render.catalogue import programs_document
            from iotcheck.render.json import dumps

            write_result(dumps(programs_document(policy_set, day or policy_set.as_of, language)), None)
            return ExitCode.OK
        from iotcheck.render.listings import render_programs

        width, color = page_look(None)
        text = render_programs(policy_set, language, day or policy_set.as_of, width=width, color=color, plain=plain)
        write_page(text)
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
        if as_json:
            from iotcheck.render.catalogue import program_document
            from iotcheck.render.json import dumps

            write_result(dumps(program_document(policy_set, program, day or policy_set.as_of, language)), None)
            return ExitCode.OK
        from iotcheck.render.program import render_program

        width, color = page_look(None)
        text = render_program(
            policy_set, program, language, day or policy_set.as_of, width=width, color=color, plain=plain
        )
        write_page(text)
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
        check_output(output, (policies,), force=force)
        if chosen in ("csv", "xlsx"):
            _write_table(policy_set, language, chosen, output, force=force)
            return ExitCode.OK
        if chosen == "yaml":
            from iotcheck.render.template import answers_template

            text = answers_template(policy_set, language)
        elif chosen == "json":
            from iotcheck.render.catalogue import questions_document
            from iotcheck.render.json import dumps

            text = dumps(questions_document(policy_set, language))
        else:
            from iotcheck.render.listings import render_questions

            width, color = page_look(output)
            text = render_questions(policy_set, language, width=width, color=color, plain=plain)
        write = write_page if chosen == "text" else write_result
        write(text, output, force=force)
        return ExitCode.OK


def _write_table(policies: PolicySet, language: str, kind: str, output: str | None, *, force: bool) -> None:
    """Write an empty table; a workbook is nothing for a terminal."""
    from iotcheck.screen.blank import blank_csv, blank_workbook
    from iotcheck.screen.readers import missing_library

    if output in (None, "-"):
        if kind == "xlsx":
            raise UsageError([Problem(Location("--template xlsx"), "missing-argument", {"name": "--output"})])
        write_result(blank_csv(policies, language).decode("utf-8-sig"), None)
        return
    try:
        data = blank_csv(policies, language) if kind == "csv" else blank_workbook(policies, language)
    except ModuleNotFoundError as error:
        raise missing_library(str(output), error) from None
    write_bytes(str(output), data, force=force)
