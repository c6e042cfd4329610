"""`iotcheck assess`: the main job. Answers from a file, from options, from the terminal; one report out."""

import shlex
import sys
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer

from iotcheck.answers import Answers, AnswersFile, read_answers, write_answers, written_value
from iotcheck.cli.entry import Terminated, tell
from iotcheck.cli.inputs import load_policies, parse_as_of, parse_assignments, read_input, restrict
from iotcheck.cli.language import choose_language
from iotcheck.cli.output import write_result
from iotcheck.cli.screen_size import PIPE_WIDTH, terminal_width, use_color
from iotcheck.cli.usage import command_help, option, refuse
from iotcheck.engine import Report, assess
from iotcheck.errors import ExitCode, Location, Problem, UsageError
from iotcheck.files import check_writable, write_text
from iotcheck.model import PolicySet
from iotcheck.texts import problem_line, say

FORMATS = ("text", "json")


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "assess"))
    def assess_command(
        answers: Annotated[str | None, option(language, "--answers", metavar="FILE|-")] = None,
        assignments: Annotated[list[str] | None, option(language, "--set", metavar="FACT=VALUE")] = None,
        as_json: Annotated[bool, option(language, "--json")] = False,
        output_format: Annotated[str | None, option(language, "--format", metavar="|".join(FORMATS))] = None,
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
        as_of: Annotated[str | None, option(language, "--as-of", metavar="DATE|today")] = None,
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
        only: Annotated[str | None, option(language, "--only", metavar="ID,…")] = None,
        show_all: Annotated[bool, option(language, "--all")] = False,
        explain: Annotated[bool, option(language, "--explain")] = False,
        name: Annotated[str | None, option(language, "--name", metavar="TEXT")] = None,
        save: Annotated[str | None, option(language, "--save", metavar="FILE")] = None,
        ask: Annotated[list[str] | None, option(language, "--ask", metavar="FACT")] = None,
        plain: Annotated[bool, option(language, "--plain")] = False,
        no_input: Annotated[bool, option(language, "--no-input")] = False,
        interactive: Annotated[bool, option(language, "--interactive")] = False,
        exit_code: Annotated[bool, option(language, "--exit-code")] = False,
    ) -> int:
        day = parse_as_of(as_of)
        chosen = _format(output_format, as_json)
        asking = _asks(answers, assignments, chosen, no_input=no_input, interactive=interactive)
        policy_set = restrict(load_policies(policies), only)
        for fact in ask or ():
            if fact not in policy_set.facts:
                refuse("unknown-fact", fact, policy_set.facts, place="--ask")
        given, earlier = _answers(policy_set, answers, assignments or (), language, lenient=asking)
        if output not in (None, "-"):
            check_writable(str(output), force=force)
        if save is not None:
            check_writable(save, force=force or save == answers)
        lang = None if choose_language(()) == language else language
        resume = ["iotcheck", "assess", *_options(policies=policies, only=only, as_of=as_of, lang=lang)]
        if asking:
            finished = _interview(policy_set, given, day, language, save, resume, plain=plain, ask=tuple(ask or ()))
            if not finished:
                return ExitCode.INTERRUPTED
        if save is not None:
            write_text(save, write_answers(policy_set, given, language), force=True)
        report = assess(policy_set, given, day)
        write_result(_rendered(report, chosen, language, output, plain, show_all, explain, name), output, force=force)
        if earlier is not None and earlier.earlier is not None:
            _compare(earlier.earlier, earlier.answers, report, language, only=only)
        if asking:
            tell("\n" + say(language, "assess.same-result", command=_command(resume, given, save, ["--no-input"])))
        return _exit_code(report) if exit_code else ExitCode.OK


def _format(name: str | None, as_json: bool) -> str:
    if name is not None and name not in FORMATS:
        refuse("unknown-word", name, FORMATS, place="--format")
    if as_json and name not in (None, "json"):
        raise UsageError([Problem(Location("--json"), "options-contradict", {"other": f"--format {name}"})])
    return "json" if as_json else name or "text"


def _asks(
    answers: str | None, assignments: list[str] | None, chosen: str, *, no_input: bool, interactive: bool
) -> bool:
    """Whether to ask: on a terminal, unless told not to, or answers together with JSON leave nothing to ask for."""
    terminal = sys.stdin is not None and sys.stdin.isatty() and answers != "-"
    if interactive and no_input:
        raise UsageError([Problem(Location("--interactive"), "options-contradict", {"other": "--no-input"})])
    if interactive and not terminal:
        raise UsageError([Problem(Location("--interactive"), "no-terminal")])
    scripted = chosen == "json" and (answers is not None or bool(assignments))
    return interactive or (terminal and not no_input and not scripted)


def _answers(
    policies: PolicySet, path: str | None, assignments: list[str] | tuple[str, ...], language: str, *, lenient: bool
) -> tuple[Answers, AnswersFile | None]:
    """Return the answers from a file and from `--set`, which goes first, and the file as it was read."""
    given: Answers = {}
    found: AnswersFile | None = None
    if path is not None:
        found = read_answers(read_input(path), path, policies, lenient=lenient)
        for problem in found.problems:
            tell(problem_line(language, problem))
        given.update(found.answers)
    given.update(parse_assignments(policies, assignments))
    return given, found


def _compare(earlier: Mapping[str, Any], answers: Answers, report: Report, language: str, *, only: str | None) -> None:
    """Say what differs from the earlier result that the answers came from."""
    from iotcheck.render.differences import differences, lines

    found = differences(earlier, answers, report)
    if found is not None:
        found = found.replace(gone=()) if only else found
        tell("\n" + "\n".join(lines(found, report, language)))


def _interview(
    policies: PolicySet,
    given: Answers,
    day: date | None,
    language: str,
    save: str | None,
    resume: list[str],
    *,
    plain: bool,
    ask: tuple[str, ...],
) -> bool:
    """Ask on the terminal, adding to the given answers; return whether the applicant went through to the end.

    However it ends, the answers so far are saved, or printed as the command that resumes.
    """
    from iotcheck.cli.interview import Left, run

    try:
        run(policies, given, day or policies.as_of, language, plain=plain, ask=ask)
    except (Left, KeyboardInterrupt):
        _keep(policies, given, language, save, resume)
        return False
    except Terminated:
        _keep(policies, given, language, save, resume)
        raise
    return True


def _keep(policies: PolicySet, progress: Answers, language: str, save: str | None, resume: list[str]) -> None:
    if save is not None:
        write_text(save, write_answers(policies, progress, language), force=True)
    command = _command(resume, progress, save, [])
    tell("\n" + say(language, "assess.saved" if save is not None else "assess.resume", command=command, file=save))


def _rendered(
    report: Report,
    chosen: str,
    language: str,
    output: str | None,
    plain: bool,
    show_all: bool,
    explain: bool,
    name: str | None,
) -> str:
    if chosen == "json":
        from iotcheck.interview import next_question
        from iotcheck.render.json import assessment, dumps

        return dumps(assessment(report, language, explain=explain, next_question=next_question(report)))
    from iotcheck.render.terminal import render_report

    to_file = output not in (None, "-")
    return render_report(
        report,
        language,
        width=PIPE_WIDTH if to_file else terminal_width(),
        color=not to_file and use_color(),
        plain=plain,
        show_all=show_all,
        explain=explain,
        name=name or "",
    )


def _options(**options: str | None) -> list[str]:
    return [f"--{name.replace('_', '-')}={value}" for name, value in options.items() if value is not None]


def _command(resume: list[str], answers: Answers, save: str | None, more: list[str]) -> str:
    """Return the shell command that goes on from these answers: from the saved file, or spelt out."""
    if save is not None:
        return shlex.join([*resume, "--answers", save, "--save", save, *more])
    return shlex.join([*resume, *(f"--set={name}={written_value(value)}" for name, value in answers.items()), *more])


def _exit_code(report: Report) -> ExitCode:
    if report.totals.applicable:
        return ExitCode.OK
    return ExitCode.NOTHING_APPLICABLE_YET if report.totals.undetermined else ExitCode.NOTHING_APPLICABLE
