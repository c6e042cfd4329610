"""The applicants of a table with the programs that remain for each: whose windows a calendar holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, NamedTuple

from iotcheck.batch import Kernel, ProgramRows
from iotcheck.engine import Verdict
from iotcheck.errors import Problem
from iotcheck.model import PolicySet, Program, WindowState
from iotcheck.screen.body import Body
from iotcheck.screen.cells import TableCoder
from iotcheck.screen.columns import Reading
from iotcheck.screen.headers import count_facts
from iotcheck.screen.readers import open_table
from iotcheck.texts import say


class Remaining(NamedTuple):
    """A program for which an applicant is eligible, or may be; `applicant` is what names its row."""

    applicant: str
    program: Program
    verdict: Verdict


class Applicants(NamedTuple):
    """What remains for each of some applicants, in their order; how many rows could not be read; notices."""

    remaining: tuple[Remaining, ...]
    unread: int
    notices: tuple[Problem, ...]


def remaining_of(
    policies: PolicySet, path: str, reading: Reading, stdin: BinaryIO | None, language: str, day: date
) -> Applicants:
    """Return the programs with a window that is open on a day, or opens later, for each row of a table.

    Raise what opening a table raises.
    """
    found: list[Remaining] = []
    unread = 0
    counts = count_facts([policies], reading.mapping, reading.id_column)
    kernel = Kernel(policies, day)
    with open_table(path, stdin, reading, counts) as table:
        first = tuple(table.notices)
        body = Body(table, policies, reading)
        batches = body.batches()
        coder = TableCoder(kernel, body.columns, open_cells=reading.open_cells)
        name = body.columns.carried[0] if body.columns.carried else None
        for batch in batches:
            coded = coder.code(batch)
            bad = {cell.row for cell in coded.bad if cell.costs_row}
            unread += len(bad) + len(batch.bad)
            readable = batch.select([row not in bad for row in range(batch.rows)]) if bad else batch
            chunk = coder.code(readable).chunk if bad else coded.chunk
            names = [readable.columns[name][row] if name is not None else "" for row in range(readable.rows)]
            programs = [one for one in kernel.evaluate(chunk, verdicts_only=True) if _has_window(one, day)]
            for row, line in enumerate(readable.lines):
                applicant = names[row] or say(language, "diff.row-name", line=line)
                found += _of_row(programs, row, applicant)
        notices = (*first, *body.columns.notices, *body.notices())
    return Applicants(tuple(found), unread, notices)


def _has_window(program: ProgramRows, day: date) -> bool:
    window = program.edition.window_on(day) if program.edition and program.open_to_applicants else None
    return window is not None and window.state in (WindowState.OPEN, WindowState.OPENS)


def _of_row(programs: list[ProgramRows], row: int, applicant: str) -> Iterator[Remaining]:
    for program in programs:
        verdict = program.verdict(row)
        if verdict is not None and verdict is not Verdict.INELIGIBLE:
            yield Remaining(applicant, program.program, verdict)
