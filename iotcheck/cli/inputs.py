"""What commands are given: the policy file, answers, the day, a list of ids."""

import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import iotcheck
from iotcheck.answers import Answers, late_days, parse_answer, read_answers
from iotcheck.cli.entry import tell
from iotcheck.cli.options import refuse
from iotcheck.errors import DataError, Location, Problem, ProblemsError, ReadWriteError, UsageError
from iotcheck.files import MOST_BYTES, is_file, read_bytes
from iotcheck.loader import load
from iotcheck.model import PolicySet
from iotcheck.texts import problem_line
from iotcheck.values import BadValueError, Value, parse_date

CASES = ("cases.yaml", "cases.csv")  # where the cases of a policy file are looked for
_SHENZHEN = timezone(timedelta(hours=8))


def load_policies(path: str | None) -> PolicySet:
    """Load a policy file, or the shipped one."""
    file = shipped_policies() if path is None else path
    return load(read_bytes(file), file)


def shipped_policies() -> str:
    """Return the path of the shipped policy file: beside a checkout's package, inside of an installed one."""
    package = Path(iotcheck.__file__).parent
    inside, beside = (str(folder / "data" / "policies.yaml") for folder in (package, package.parent))
    return beside if is_file(beside) and not is_file(inside) else inside


def cases_beside(policy_file: str) -> list[str]:
    """Return the files of cases in a policy file's folder."""
    folder = Path(policy_file).parent
    return [str(folder / name) for name in CASES if is_file(str(folder / name))]


def find_program(policies: PolicySet, name: str, language: str, *, place: str) -> str:
    """Return the id of a program named by it, or by its title in any language, of which its id is told.

    Raise UsageError, at `place`, for another name and for a title of several programs.
    """
    if name in policies.programs:
        return name
    plain = "".join(name.split()).casefold()
    titled = [
        program.id
        for program in policies.programs.values()
        if any("".join(title.split()).casefold() == plain for title in program.title.by_language.values())
    ]
    if len(titled) != 1:
        refuse("unknown-program", name, titled or policies.programs, place=place)
    tell(problem_line(language, Problem(Location(place), "title-for-id", {"name": name, "id": titled[0]}, "notice")))
    return titled[0]


def restrict(policies: PolicySet, only: str | None, language: str) -> PolicySet:
    """Return the policy set with the programs of a comma-separated list of ids or titles alone; all without a list."""
    if only is None:
        return policies
    names = [name.strip() for name in only.replace("，", ",").split(",") if name.strip()]
    wanted = [find_program(policies, name, language, place="--only") for name in names or [""]]
    return policies.replace(programs={name: program for name, program in policies.programs.items() if name in wanted})


def parse_as_of(text: str | None) -> date | None:
    """Return the day that `--as-of` names: a date, or `today` where the shipped policies are, in UTC+8."""
    if text is None:
        return None
    if text.strip() in ("today", "今天"):
        return datetime.now(UTC).astimezone(_SHENZHEN).date()
    try:
        return parse_date(text)
    except BadValueError as error:
        raise UsageError([Problem(Location("--as-of"), error.code, error.params)]) from None


def read_known(policies: PolicySet, path: str | None, language: str) -> Answers:
    """Return the answers of a file, none without one; what is passed over in an earlier result is told."""
    if path is None:
        return {}
    found = read_answers(read_input(path), path, policies)
    for problem in found.problems:
        tell(problem_line(language, problem))
    return found.answers


def parse_assignments(policies: PolicySet, assignments: Iterable[str]) -> Answers:
    """Return the answers of several `fact=value`; raise UsageError or DataError with every problem."""
    problems: list[Problem] = []
    kind: type[ProblemsError] = DataError
    answers: Answers = {}
    for assignment in assignments:
        try:
            name, value = parse_answer(policies, assignment)
            if name in answers:
                raise UsageError([Problem(Location("--set"), "given-twice", {"name": name})])
            answers[name] = value
        except ProblemsError as error:
            problems.extend(error.problems)
            kind = UsageError if isinstance(error, UsageError) else kind
    if problems:
        raise kind(problems)
    return answers


def check_days(policies: PolicySet, answers: Mapping[str, Value | None], as_of: date | None, language: str) -> None:
    """Report days after the day of assessment; raise DataError where the policy file rules them out."""
    problems = late_days(policies, answers, as_of or policies.as_of)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise DataError(errors)
    for problem in problems:
        tell(problem_line(language, problem))


def read_input(path: str) -> bytes:
    """Return the bytes of a file, or of standard input for `-`."""
    if path != "-":
        return read_bytes(path)
    if sys.stdin is None:
        raise ReadWriteError([Problem(Location("-"), "cannot-read", {"reason": "closed"})])
    return sys.stdin.buffer.read(MOST_BYTES)
