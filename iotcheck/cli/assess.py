"""`iotcheck assess`: the main job. Answers from a file, from options, from the terminal; one report out."""

import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from iotcheck.answers import Answers, AnswersFile, read_answers
from iotcheck.cli.days import choose_day, other_day, parse_as_of, today
from iotcheck.cli.help import command_help, option
from iotcheck.cli.inputs import (
    NO_OPTIONS,
    TableOptions,
    check_days,
    load_policies,
    parse_assignments,
    read_input,
    restrict,
    table_answers,
    with_table_options,
)
from iotcheck.cli.interview import Interview, Views, show_report
from iotcheck.cli.options import FORMATS, choose_format, refuse
from iotcheck.cli.output import Output
from iotcheck.cli.resume import Resume, options_again
from iotcheck.cli.runtime import tell
from iotcheck.engine import Report, assess_admitted
from iotcheck.errors import ExitCode, Location, Problem, UsageError
from iotcheck.model import PolicySet
from iotcheck.texts import problem_line, say


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "assess"))
    @with_table_options(language)
    def assess_command(
        answers: Annotated[str | None, option(language, "--answers", metavar="FILE|-")] = None,
        assignments: Annotated[list[str] | None, option(language, "--set", metavar="FACT=VALUE")] = None,
        table: Annotated[str | None, option(language, "--table", metavar="FILE", meaning="row--table")] = None,
        row: Annotated[str | None, option(language, "--row", metavar="ID")] = None,
        reading: TableOptions = NO_OPTIONS,
        as_json: Annotated[bool, option(language, "--json")] = False,
        output_format: Annotated[str | None, option(language, "--format", metavar="|".join(FORMATS["assess"]))] = None,
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
        as_of: Annotated[str | None, option(language, "--as-of", metavar="DATE|today")] = None,
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
        only: Annotated[str | None, option(language, "--only", metavar="ID,…")] = None,
        show_all: Annotated[bool, option(language, "--all")] = False,
        notes: Annotated[bool, option(language, "--notes")] = False,
        explain: Annotated[bool, option(language, "--explain")] = False,
        name: Annotated[str | None, option(language, "--name", metavar="TEXT")] = None,
        save: Annotated[str | None, option(language, "--save", metavar="FILE")] = None,
        ask: Annotated[list[str] | None, option(language, "--ask", metavar="FACT")] = None,
        plain: Annotated[bool, option(language, "--plain")] = False,
        no_input: Annotated[bool, option(language, "--no-input")] = False,
        interactive: Annotated[bool, option(language, "--interactive")] = False,
        exit_code: Annotated[bool, option(language, "--exit-code")] = False,
    ) -> int:
        named = parse_as_of(as_of)
        chosen = choose_format(FORMATS["assess"], output_format, as_json=as_json, output=output)
        result = Output(language, chosen, output, force=force, plain=plain)
        scripted = result.format == "json" and (answers is not None or table is not None or bool(assignments))
        asking = _asks(scripted or "-" in (answers, table), no_input=no_input, interactive=interactive, ask=bool(ask))
        policy_set = restrict(load_policies(policies), only, language)
        # Whoever answers here is asked for the day as well, unless the answers came with one.
        asks_day = asking and named is None and answers is None and table is None
        other = other_day(policy_set) if asks_day else None
        day = policy_set.as_of if other else choose_day(policy_set, named, language)
        known = table_answers(policy_set, table, row, reading, day, language)
        given, earlier = _answers(policy_set, known, answers, assignments or (), language, lenient=asking)
        resume = Resume(policy_set, language, save, options_again(language, policies=policies, only=only, as_of=as_of))
        if other is None:
            check_days(policy_set, given, day, language)
        result.check(answers, table, policies)
        resume.check({"--output": output, "--table": table, "--policies": policies}, replaces=force or save == answers)
        talk = Interview(resume, given, day, plain=plain)
        if asking and not talk.hold(other, _facts(policy_set, ask or ())):
            return ExitCode.INTERRUPTED
        talk.resume.write(given)
        report = assess_admitted(policy_set, given, talk.day).replace(today=today())
        # What is asked for by its id is shown, whatever its verdict.
        views = Views(name or row or "", notes, explain, show_all or only is not None, asking and result.is_talk)
        show_report(report, result, views)
        if earlier is not None and earlier.earlier is not None:
            _compare(earlier.earlier, earlier.answers, report, language, only=only)
        if views.menu:
            report = talk.go_on(report, result, views)
        _tell_last(talk.resume, given, asked=asking, expected=no_input or bool(answers) or result.format == "json")
        return _exit_code(report) if exit_code else ExitCode.OK


def _facts(policies: PolicySet, names: Sequence[str]) -> tuple[str, ...]:
    """Return the facts that `--ask` names, by ids or labels."""
    found = []
    for name in names:
        fact = policies.find_fact(name)
        if fact is None:
            refuse("unknown-fact", name, policies.fact_names(), place="--ask")
        found.append(fact)
    return tuple(found)


def _asks(scripted: bool, *, no_input: bool, interactive: bool, ask: bool) -> bool:
    """Whether to ask: on a terminal, unless told not to, or the command is a script's (answers and JSON, or a pipe).

    Questions to `ask` again are asked as if told to.
    """
    wanted = "--interactive" if interactive else "--ask" if ask else ""
    terminal = sys.stdin is not None and sys.stdin.isatty()
    if wanted and not terminal:
        raise UsageError([Problem(Location(wanted), "no-terminal")])
    return bool(wanted) or (terminal and not no_input and not scripted)


def _answers(
    policies: PolicySet,
    known: Answers,
    path: str | None,
    assignments: Sequence[str],
    language: str,
    *,
    lenient: bool,
) -> tuple[Answers, AnswersFile | None]:
    """Return answers, and the file as it was read: `--set` goes before the file, and that before what is `known`."""
    given: Answers = {**known}
    found: AnswersFile | None = None
    if path is not None:
        found = read_answers(read_input(path), path, policies, lenient=lenient)
        for problem in found.problems:
            tell(problem_line(language, problem))
        given.update(found.answers)
    given.update(parse_assignments(policies, assignments))
    return given, found


def _tell_last(resume: Resume, given: Answers, *, asked: bool, expected: bool) -> None:
    """Say how to get the result again; or that nothing was asked, where nobody can have `expected` a bare result."""
    if asked:
        tell("\n" + say(resume.language, "commands.same-result", command=resume.command(given, "--no-input")))
    elif not given and not expected:
        tell("\n" + say(resume.language, "commands.nothing-asked"))


def _compare(earlier: Mapping[str, Any], answers: Answers, report: Report, language: str, *, only: str | None) -> None:
    """Say what differs from the earlier result that the answers came from."""
    from iotcheck.previous_result import differences
    from iotcheck.texts.previous_result import lines

    found = differences(earlier, answers, report)
    if found is not None:
        found = found.replace(gone=()) if only else found
        tell("\n" + "\n".join(lines(found, report, language)))


def _exit_code(report: Report) -> ExitCode:
    if report.totals.applicable:
        return ExitCode.OK
    return ExitCode.NOTHING_APPLICABLE_YET if report.totals.undetermined else ExitCode.NOTHING_APPLICABLE
