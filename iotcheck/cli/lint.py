"""`iotcheck lint` and `fresh`: what is doubtful in a policy file, and what has become old in it."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from iotcheck.authoring import CheckedFile
from iotcheck.cli.days import parse_as_of
from iotcheck.cli.help import argument, command_help, option, whole_number
from iotcheck.cli.inputs import cases_beside, load_policies
from iotcheck.cli.options import FORMATS, choose_format, refuse
from iotcheck.cli.output import Output
from iotcheck.cli.sources import read_texts
from iotcheck.errors import DataError, ExitCode, Problem
from iotcheck.files import read_bytes
from iotcheck.loader import shipped_policies
from iotcheck.model import Confidence, PolicySet

_MOST_DAYS = 36_500


def register(app: typer.Typer, language: str) -> None:
    """Add the commands."""
    _register_lint(app, language)
    _register_fresh(app, language)


def _register_lint(app: typer.Typer, language: str) -> None:
    @app.command(**command_help(language, "lint"))
    def lint(
        files: Annotated[list[str] | None, argument(language, "FILE")] = None,
        cases: Annotated[str | None, option(language, "--cases", metavar="FILE")] = None,
        sources: Annotated[str | None, option(language, "--sources", metavar="FOLDER")] = None,
        ignore: Annotated[list[str] | None, option(language, "--ignore", metavar="CODE")] = None,
        strict: Annotated[bool, option(language, "--strict")] = False,
        as_json: Annotated[bool, option(language, "--json")] = False,
        output_format: Annotated[str | None, option(language, "--format", metavar="|".join(FORMATS["lint"]))] = None,
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
    ) -> int:
        chosen = choose_format(FORMATS["lint"], output_format, as_json=as_json, output=output)
        result = Output(language, chosen, output, force=force, by_line=True)
        ignored = _known_codes(ignore or [])
        checked = [_check(file, cases, sources, ignored) for file in files or [shipped_policies()]]
        _write(checked, "lint", result)
        return _exit_code(checked, {"error", "warning"} if strict else {"error"})


def _register_fresh(app: typer.Typer, language: str) -> None:
    @app.command(**command_help(language, "fresh"))
    def fresh(
        files: Annotated[list[str] | None, argument(language, "FILE")] = None,
        as_of: Annotated[str, option(language, "--as-of", metavar="DATE|today", meaning="fresh--as-of")] = "today",
        ending: Annotated[int, whole_number(language, "--ending", metavar="DAYS", most=_MOST_DAYS)] = 90,
        reviewed: Annotated[int, whole_number(language, "--reviewed", metavar="DAYS", most=_MOST_DAYS)] = 365,
        confidence: Annotated[str, option(language, "--confidence", metavar="LEVEL")] = "corroborated",
        sources: Annotated[str | None, option(language, "--sources", metavar="FOLDER")] = None,
        as_json: Annotated[bool, option(language, "--json")] = False,
        output_format: Annotated[str | None, option(language, "--format", metavar="|".join(FORMATS["lint"]))] = None,
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
    ) -> int:
        from iotcheck.authoring.fresh import Limits, fresh

        if confidence not in tuple(Confidence):
            refuse("unknown-word", confidence, tuple(Confidence), place="--confidence")
        chosen = choose_format(FORMATS["fresh"], output_format, as_json=as_json, output=output)
        result = Output(language, chosen, output, force=force, by_line=True)
        today = parse_as_of(as_of)
        assert today is not None
        limits = Limits(ending, reviewed, Confidence(confidence))
        checked: list[CheckedFile] = []
        for file in files or [shipped_policies()]:
            policies = load_policies(file)
            texts, problems = read_texts(policies, sources)
            problems += fresh(policies, today, limits, texts)
            checked.append(CheckedFile(file, policies, problems))
        _write(checked, "fresh", result)
        return _exit_code(checked, {"error", "warning"})


def _check(file: str, cases: str | None, sources: str | None, ignored: Iterable[str]) -> CheckedFile:
    """Load a policy file, or say why it does not load, and lint it with its cases and the texts of its sources."""
    from iotcheck.authoring.lint import lint
    from iotcheck.loader import load_whole, read_file

    try:
        whole = read_file(file)
        policies = load_whole(whole)
        texts, problems = read_texts(policies, sources)
    except DataError as error:
        return CheckedFile(file, None, error.problems)
    tested = _tested_programs(policies, [cases] if cases else cases_beside(file), problems)
    problems += lint(policies, whole.root, tested, texts)
    return CheckedFile(file, policies, [problem for problem in problems if problem.code not in ignored])


def _tested_programs(policies: PolicySet, files: Iterable[str], problems: list[Problem]) -> set[str] | None:
    """Return the programs that cases look at, None without files of cases; what is wrong with these is noted."""
    from iotcheck.authoring.case_files import read_cases

    tested: set[str] | None = None
    for file in files:
        tested = tested or set()
        try:
            tested |= {program for case in read_cases(read_bytes(file), file, policies) for program in case.programs}
        except DataError as error:
            problems += error.problems
    return tested


def _known_codes(codes: Iterable[str]) -> set[str]:
    """Return the codes that `--ignore` names; errors that stop the loading cannot be ignored."""
    from iotcheck.authoring.lint import SEVERITIES

    wanted = {code.strip() for some in codes for code in some.split(",") if code.strip()}
    for code in sorted(wanted - SEVERITIES.keys()):
        refuse("unknown-word", code, SEVERITIES, place="--ignore")
    return wanted


def _write(checked: Sequence[CheckedFile], kind: str, result: Output) -> None:
    result.check(*[one.file for one in checked])
    if result.format == "github":
        from iotcheck.render.annotations import github_lines

        result.write(github_lines(checked, result.language))
    elif result.format == "sarif":
        from iotcheck.render.annotations import sarif_json
        from iotcheck.render.json import dumps

        result.write(dumps(sarif_json(checked, result.language)))
    else:
        from iotcheck.render.problems import problems_document, problems_json

        language = result.language
        result.show(lambda: problems_document(checked, language), lambda: problems_json(kind, checked, language))


def _exit_code(checked: Iterable[CheckedFile], counted: set[str]) -> ExitCode:
    found = any(problem.severity in counted for one in checked for problem in one.problems)
    return ExitCode.DATA if found else ExitCode.OK
