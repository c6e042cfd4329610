"""What can go wrong, as data: places, problems, the few exceptions, the exit codes.

No sentence is made here: a problem carries its code and parameters, and `texts` says it in the reader's language.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple

MOST_PROBLEMS = 500  # of one file: who has mended so many can ask for the rest


class ExitCode(IntEnum):
    """How the program ends. The numbers are part of the contract with scripts."""

    OK = 0
    BUG = 1
    USAGE = 2
    DATA = 3
    IO = 4
    NOTHING_APPLICABLE = 10
    NOTHING_APPLICABLE_YET = 11
    HANGUP = 129
    INTERRUPTED = 130
    BROKEN_PIPE = 141
    TERMINATED = 143


class Location(NamedTuple):
    """A place in a text: file as the user named it, line and column counted from 1 (0: the whole file, or line)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class Problem(NamedTuple):
    """One fault in the user's data: where, which (a stable code), and what fills its sentence.

    `severity` is "error" or "warning" (or "notice": worth saying, nothing wrong).
    """

    location: Location | None
    code: str
    params: Mapping[str, object] = MappingProxyType({})
    severity: str = "error"

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Go to other processes, which a MappingProxyType cannot."""
        return Problem, (self.location, self.code, dict(self.params), self.severity)


def in_order(problems: Iterable[Problem], files: Sequence[str]) -> list[Problem]:
    """Return problems as they follow in the texts: by file, as `files` has them, then by line and column."""
    order = {file: place for place, file in enumerate(files)}
    return sorted(problems, key=lambda problem: _place(problem.location or Location(""), order))


def _place(location: Location, order: Mapping[str, int]) -> tuple[int, int, int]:
    return order.get(location.file, 0), location.line, location.column


class IotcheckError(Exception):
    """Anything that the command line turns into a message and an exit code."""

    exit_code = ExitCode.BUG


class ProblemsError(IotcheckError):
    """Problems that stop the work, all of them at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return ", ".join(f"{problem.location}: {problem.code}" for problem in self.problems)


class DataError(ProblemsError):
    """The policy file, the answers or a table are wrong."""

    exit_code = ExitCode.DATA


class FoundProblems(list[Problem]):
    """The problems of one file as they are found; MOST_PROBLEMS of them end the work with a DataError."""

    def append(self, problem: Problem) -> None:
        super().append(problem)
        if len(self) >= MOST_PROBLEMS:
            raise DataError(self)


class UsageError(ProblemsError):
    """The command was called wrongly."""

    exit_code = ExitCode.USAGE


class ReadWriteError(ProblemsError):
    """A file cannot be read or written."""

    exit_code = ExitCode.IO
