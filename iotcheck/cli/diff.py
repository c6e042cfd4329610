"""`iotcheck diff`: what was changed from one policy file to another, and who gains or loses by it."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from iotcheck.answers import Answers, read_answers
from iotcheck.authoring.case_files import read_cases
from iotcheck.authoring.diff import Comparison, changes, changes_between, compared, lost_support, results_by_program
from iotcheck.cli.days import parse_as_of
from iotcheck.cli.help import argument, command_help, option
from iotcheck.cli.inputs import (
    NO_OPTIONS,
    TableOptions,
    cases_beside,
    load_policies,
    read_input,
    with_table_options,
)
from iotcheck.cli.options import FORMATS, choose_format
from iotcheck.cli.output import Output
from iotcheck.cli.runtime import tell
from iotcheck.cli.sources import Texts, read_texts
from iotcheck.engine import ProgramReport, assess_admitted
from iotcheck.errors import ExitCode, Location, Problem, UsageError
from iotcheck.files import read_bytes
from iotcheck.model import PolicySet
from iotcheck.render.diff import diff_document, diff_json
from iotcheck.screen.two_policies import Grouping
from iotcheck.texts import problem_line, say
from iotcheck.values import BadValueError

_Applicant = tuple[str, Answers, Answers, date, date]  # name, answers and day for the old file and for the new one
_Days = tuple[date, date]  # for the old file and for the new one, or of one file the earlier rules and the later
_Compared = tuple[str, dict[str, ProgramReport], dict[str, ProgramReport]]


class Read(NamedTuple):
    """Whom to compare: an applicant's answers, or the rows of a table, in groups."""

    answers: str | None
    table: str | None
    reading: TableOptions
    grouping: Grouping


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "diff"))
    @with_table_options(language)
    def diff_command(
        old: Annotated[str, argument(language, "OLD")],
        new: Annotated[str | None, argument(language, "NEW")] = None,
        answers: Annotated[str | None, option(language, "--answers", metavar="FILE|-")] = None,
        table: Annotated[str | None, option(language, "--table", metavar="FILE|-")] = None,
        reading: TableOptions = NO_OPTIONS,
        by: Annotated[str, option(language, "--by", metavar="COLUMN")] = "",
        weight: Annotated[str, option(language, "--weight", metavar="COLUMN")] = "",
        as_of: Annotated[
            list[str] | None, option(language, "--as-of", metavar="DATE|today", meaning="diff--as-of")
        ] = None,
        output_format: Annotated[str | None, option(language, "--format", metavar="|".join(FORMATS["diff"]))] = None,
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
        as_json: Annotated[bool, option(language, "--json")] = False,
        plain: Annotated[bool, option(language, "--plain")] = False,
    ) -> int:
        if answers is not None and table is not None:
            raise UsageError([Problem(Location("--answers"), "options-contradict", {"other": "--table"})])
        chosen = choose_format(FORMATS["diff"], output_format, as_json=as_json, output=output)
        result = Output(language, chosen, output, force=force, plain=plain)
        result.check(old, new, answers, table)
        named = _days(as_of or (), one_file=new is None)
        before = load_policies(old)
        sides = before, before if new is None else load_policies(new)
        read = Read(answers, table, reading, Grouping(by, weight))
        found = _compare(sides, language, read, named)
        result.show(lambda: diff_document(found, language, titled=chosen == "html"), lambda: diff_json(found, language))
        return ExitCode.OK


def _compare(
    sides: tuple[PolicySet, PolicySet],
    language: str,
    read: Read,
    named: _Days | None,
) -> Comparison:
    old, new = sides
    if old is new and named is not None:
        found = Comparison(old=old, new=new, changes=tuple(changes_between(old, named, language)), days=named)
    else:
        lost = lost_support(old, new, (_texts(old, language), _texts(new, language)))
        found = Comparison(old=old, new=new, changes=tuple(changes(old, new, language)), lost=lost)
    return _with_effects(found, language, read, named)


def _with_effects(
    found: Comparison,
    language: str,
    read: Read,
    named: _Days | None,
) -> Comparison:
    """Add for whom anything changes: the rows of a table, one applicant, or those of the cases beside the files."""
    sides = found.old, found.new
    days = named or (found.old.as_of, found.new.as_of)
    answers, table = read.answers, read.table
    if table is not None:
        from iotcheck.screen.two_policies import compare_table

        stdin = sys.stdin.buffer if sys.stdin else None
        rows = compare_table(sides, days, table, read.reading.reading, stdin, language, read.grouping)
        for notice in rows.notices:
            tell(problem_line(language, notice))
        return found.replace(
            what="table",
            file=table,
            effects=rows.effects,
            applicants=rows.compared,
            unread=rows.unread,
            weights=rows.weights if any(read.grouping) else None,
            by=read.grouping.by,
            weight=read.grouping.weight,
        )
    if answers is not None:
        applicant = _assessed(sides, _of_answers(sides, answers, days, language))
        return found.replace(what="answers", file=answers, effects=tuple(compared([applicant])), applicants=1)
    if not (file := _cases(sides)):
        return found
    applicants = [_assessed(sides, one) for one in _of_cases(sides, file, named)]
    return found.replace(file=file, effects=tuple(compared(applicants)), applicants=len(applicants))


def _days(named: Sequence[str], *, one_file: bool) -> _Days | None:
    """Return the days that `--as-of` names: for both files, or one for each; of one file it takes two."""
    days = [day for text in named if (day := parse_as_of(text)) is not None]
    if len(days) > 2:
        raise UsageError([Problem(Location("--as-of"), "option-twice")])
    if one_file and len(days) < 2:
        raise UsageError([Problem(Location("iotcheck diff"), "missing-argument", {"name": "NEW"})])
    return (days[0], days[-1]) if days else None


def _texts(policies: PolicySet, language: str) -> Texts:
    """Return the texts of a file's sources; one that cannot be read is reported, and supports whatever quotes it."""
    texts, problems = read_texts(policies)
    for problem in problems:
        tell(problem_line(language, problem._replace(severity="warning")))
    return texts


def _assessed(sides: tuple[PolicySet, PolicySet], applicant: _Applicant) -> _Compared:
    name, old, new, old_day, new_day = applicant
    before, after = assess_admitted(sides[0], old, old_day), assess_admitted(sides[1], new, new_day)
    return name, results_by_program(before), results_by_program(after)


def _cases(sides: tuple[PolicySet, PolicySet]) -> str:
    """Return the first file of cases that lies beside the new file, or else beside the old one; nothing without any."""
    return next((file for policies in reversed(sides) for file in cases_beside(policies.location.file)), "")


def _of_cases(sides: tuple[PolicySet, PolicySet], file: str, named: _Days | None) -> Iterator[_Applicant]:
    """Yield the applicants of cases; a case of another day than its file's speaks of that day on both sides.

    Where days are `named`, all speak of those.
    """
    beside_new = Path(file).parent == Path(sides[1].location.file).parent
    own, other = (sides[1], sides[0]) if beside_new else sides
    for case in read_cases(read_bytes(file), file, own):
        days = (sides[0].as_of, sides[1].as_of) if case.as_of == own.as_of else (case.as_of, case.as_of)
        known = _accepted(other, case.answers)
        answers = (known, case.answers) if beside_new else (case.answers, known)
        yield case.id, *answers, *(named or days)


def _of_answers(sides: tuple[PolicySet, PolicySet], path: str, days: _Days, language: str) -> _Applicant:
    data = read_input(path)
    both: list[Answers] = []
    for policies in sides:
        found = read_answers(data, path, policies, lenient=True)
        for problem in found.problems:
            tell(problem_line(language, problem))
        both.append(found.answers)
    return say(language, "diff.this-applicant"), both[0], both[1], *days


def _accepted(policies: PolicySet, answers: Answers) -> Answers:
    """Return the answers that another policy file accepts: facts it has, values that are its own."""
    found: Answers = {}
    for name, value in answers.items():
        fact = policies.facts.get(name)
        if fact is None:
            continue
        chosen = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
        if any(one not in fact.choices for one in chosen):
            continue
        try:
            found[name] = None if value is None else fact.check(value)
        except (BadValueError, TypeError):
            continue
    return found
