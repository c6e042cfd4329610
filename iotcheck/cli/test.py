"""`iotcheck test`: do the cases of a policy file come out as written, and what do they not show of it."""

from typing import Annotated

import typer

from iotcheck.authoring.case_files import read_cases
from iotcheck.authoring.cases import Case, differences
from iotcheck.authoring.coverage import Tested, measure
from iotcheck.authoring.coverage import suggest as suggestions
from iotcheck.cli.help import argument, command_help, option, whole_number
from iotcheck.cli.inputs import cases_beside, load_policies
from iotcheck.cli.options import FORMATS, choose_format
from iotcheck.cli.output import Output
from iotcheck.errors import DataError, ExitCode, Location, Problem, UsageError
from iotcheck.files import read_bytes
from iotcheck.model import PolicySet
from iotcheck.reader import Mapping, decode, read
from iotcheck.render.testing import test_document, test_json


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "test"))
    def test_command(
        files: Annotated[list[str] | None, argument(language, "CASES")] = None,
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
        coverage: Annotated[bool, option(language, "--coverage")] = False,
        suggest: Annotated[int, whole_number(language, "--suggest", metavar="N", most=100)] = 1,
        fail_under: Annotated[int | None, whole_number(language, "--fail-under", metavar="PERCENT", most=100)] = None,
        as_json: Annotated[bool, option(language, "--json")] = False,
        output_format: Annotated[str | None, option(language, "--format", metavar="|".join(FORMATS["test"]))] = None,
        plain: Annotated[bool, option(language, "--plain")] = False,
    ) -> int:
        chosen = choose_format(FORMATS["test"], output_format, as_json=as_json)
        of, cases = _sorted(policies, files or [])
        tested = _test(load_policies(of), cases, measured=coverage or fail_under is not None, suggest=suggest)
        result = Output(language, chosen, plain=plain)
        if chosen == "junit":
            from iotcheck.render.junit import junit_text

            result.write(junit_text(tested, language))
        else:
            result.show(lambda: test_document(tested, language), lambda: test_json(tested, language))
        covered = 100 if tested.coverage is None else tested.coverage.tally().percent
        return ExitCode.DATA if tested.differences or covered < (fail_under or 0) else ExitCode.OK


def _sorted(policies: str | None, files: list[str]) -> tuple[str | None, list[str]]:
    """Tell a policy file among the files from cases, so that it can be named as for every other command."""
    cases: list[str] = []
    for name in files:
        if not _holds_programs(name):
            cases.append(name)
        elif policies is None:
            policies = name
        else:
            raise UsageError([Problem(Location(name), "options-contradict", {"other": policies})])
    return policies, cases


def _holds_programs(name: str) -> bool:
    if name.casefold().endswith(".csv"):
        return False
    try:
        root, _ = read(decode(read_bytes(name), name), name)
    except DataError:
        return False
    return isinstance(root, Mapping) and "programs" in root.entries


def _test(policies: PolicySet, files: list[str], *, measured: bool, suggest: int) -> Tested:
    names = files or cases_beside(policies.location.file)
    if not names and not measured:
        raise DataError([Problem(Location(policies.location.file), "no-cases", {"file": policies.location.file})])
    cases: list[Case] = []
    problems: list[Problem] = []
    for name in names:
        try:
            cases.extend(read_cases(read_bytes(name), name, policies))
        except DataError as error:
            problems.extend(error.problems)
    if problems:
        raise DataError(problems)
    tested = Tested(
        policies=policies,
        files=tuple(names),
        cases=tuple(cases),
        differences=tuple(differences(policies, cases)),
    )
    if not measured:
        return tested
    coverage = measure(policies, cases)
    found = suggestions(coverage, [case.id for case in cases], suggest)
    return tested.replace(coverage=coverage, suggestions=tuple(found))
