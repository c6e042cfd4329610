"""The layout `matches`: a row for each applicant and program worth looking at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import compress

from iotcheck.answers import plain_value
from iotcheck.batch import ProgramRows
from iotcheck.model import PolicySet
from iotcheck.screen.layouts import (
    MATCHES,
    SEPARATOR,
    VERDICT_WORDS,
    Cell,
    Column,
    Lists,
    has_periods,
    has_windows,
    in_row_order,
)

Describe = Callable[[int], tuple[Cell, ...]]  # the cells of a row


def more_cells(policies: PolicySet, program: ProgramRows, day: date) -> tuple[Cell, ...]:
    """Return the cells of `matches` that every row of a program has, where the file has such columns."""
    window = program.edition.window_on(day) if program.edition else None
    days = (window.state.value, window.days_left) if window else (None, None)
    every = (program.sum_group.every.value,) if has_periods(policies) else ()
    return (*every, *(days if has_windows(policies) else ()))


def matches(
    programs: Iterable[ProgramRows],
    carried: Sequence[Sequence[Cell]],
    describe_by: Callable[[ProgramRows], Describe],
    count: int = len(MATCHES),
) -> list[Column]:
    """Return a row for each applicant and program that is applicable, or undetermined and open to applicants.

    `describe_by` makes of a program what makes the `count` cells of one of its rows.
    """
    found: list[tuple[int, int, tuple[Cell, ...]]] = []
    for number, program in enumerate(programs):
        if program.open_to_applicants and program.verdict_column:
            marks = (program.applicable | program.undetermined).to_bytes(program.rows, "little")
            describe = describe_by(program)
            found += [(row, number, describe(row)) for row in compress(range(program.rows), marks)]
    return in_row_order(found, carried, count)


class Match:
    """The cells of one program for a row; what repeats is made once."""

    def __init__(self, program: ProgramRows, language: str, more: tuple[Cell, ...] = ()) -> None:
        self._program = program
        self._head = (program.program.id, program.program.title.in_language(language))
        self._missing = Lists(program.missing, str)
        self._confirm = Lists(program.confirm, lambda text: text.in_language(language))
        self._tail = more

    def __call__(self, row: int) -> tuple[Cell, ...]:
        program = self._program
        ceiling = program.ceiling(row)
        return (
            *self._head,
            VERDICT_WORDS[program.verdicts[row]],
            ceiling.kind.value,
            plain_value(ceiling.low),
            plain_value(ceiling.high),
            self._missing.at(row),
            SEPARATOR.join(ceiling.missing),
            self._confirm.at(row),
            *self._tail,
        )
