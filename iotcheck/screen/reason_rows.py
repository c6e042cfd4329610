"""The layout `reasons`: a row for each applicant and program ruled out or undetermined, for programs or in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import compress

from iotcheck.answers import plain_value
from iotcheck.batch import ProgramRows
from iotcheck.engine import Verdict
from iotcheck.screen.layouts import SEPARATOR, Cell, Column, Lists, in_row_order
from iotcheck.screen.obstacles import Obstacle, Obstacles
from iotcheck.screen.reasons import Reason, Reasons
from iotcheck.texts import say

Describe = Callable[[int, Reason | None], tuple[Cell, ...]]  # the cells of a row and its reason
_SHARE_DIGITS = 4


def reason_rows(
    reasons: Reasons,
    programs: Iterable[ProgramRows],
    carried: Sequence[Sequence[Cell]],
    describe_by: Callable[[ProgramRows], Describe],
    count: int,
    near: Fraction | None = None,
) -> tuple[list[Column], Obstacles]:
    """Return the rows as columns, and the conditions that alone rule applicants out as far as they are in them.

    `describe_by` makes of a program what makes the `count` cells of one of its rows. With `near` there is a row for
    each applicant and program that one figure keeps apart, by no more than such a share of what is required.
    """
    found: list[tuple[int, int, tuple[Cell, ...]]] = []
    obstacles: Obstacles = {}
    for number, program in enumerate(programs):
        describe = describe_by(program)
        for row, reason in ruled_out(reasons, program, obstacles, near):
            found.append((row, number, describe(row, reason)))
        if near is None and program.undetermined:
            marks = program.undetermined.to_bytes(program.rows, "little")
            found += [(row, number, describe(row, None)) for row in compress(range(program.rows), marks)]
    return in_row_order(found, carried, count), obstacles


def ruled_out(
    reasons: Reasons, program: ProgramRows, obstacles: Obstacles, near: Fraction | None = None
) -> Iterator[tuple[int, Reason]]:
    """Yield the rows that a program rules out with their reasons, and count the conditions that alone do so."""
    for row, reason in reasons.of(program, near):
        if len(reason.blockers) == 1 and not reason.alternatives:
            (blocker,) = reason.blockers
            key = program.program.id, blocker.pointer
            if key not in obstacles:
                obstacles[key] = Obstacle(blocker.required, blocker.said.fact)
            obstacles[key].add(reason.miss.gap if reason.miss else None)
        yield row, reason


class ReasonCells:
    """The cells of one program for a row and its reason, for programs to read; conditions are in words all the same."""

    def __init__(self, program: ProgramRows, language: str) -> None:
        self._program = program
        self._head = (
            program.program.id,
            program.program.title.in_language(language),
            program.edition.status.value if program.edition else None,
        )
        self._missing = Lists(program.missing, str)
        self._separator = say(language, "screen.separator")

    def __call__(self, row: int, reason: Reason | None) -> tuple[Cell, ...]:
        """Return the cells; None for a reason stands for *undetermined*."""
        if reason is None:
            return (*self._head, Verdict.UNDETERMINED.value, "", 0, "", "", *(None,) * 4, self._missing.at(row))
        miss, share = reason.miss, reason.share
        return (
            *self._head,
            Verdict.INELIGIBLE.value,
            SEPARATOR.join([blocker.pointer for blocker in reason.blockers]),
            reason.alternatives,
            self._separator.join([blocker.required for blocker in reason.blockers]),
            self._separator.join([blocker.said.answer for blocker in reason.blockers]),
            *((plain_value(miss.value), plain_value(miss.bound), plain_value(miss.gap)) if miss else (None,) * 3),
            None if share is None else round(float(share), _SHARE_DIGITS),
            "",
        )
