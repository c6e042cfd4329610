"""The best sets of a chunk's rows: each distinct case is solved once, by what the tree walker solves it with.

A case is what the programs that rules name and the rules themselves come to. A hundred thousand rows of two programs,
each eligible or not, with ten ceilings each and one rule that holds or does not, are at most 11 x 11 x 2 cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from iotcheck.batch.results import ProgramRows, RuleRows
from iotcheck.engine import BestSet, Totals, best_set_of, total


class Case(NamedTuple):
    """What the programs that rules name come to together."""

    totals: Totals
    best_set: BestSet


def cases_of(rules: RuleRows, programs: Sequence[ProgramRows], rows: int) -> tuple[list[Case], list[int]]:
    """Return the distinct cases of some rows, and for each row the number of its own."""
    columns: list[Sequence[int]] = [column for program in programs for column in _columns(program)]
    columns += [bytes(rows) if one.numbers is None else one.numbers for one in rules.states]
    keys = list(zip(*columns, strict=True)) if rows else []
    first = {key: row for row, key in reversed(list(enumerate(keys)))}
    number_of = {key: number for number, key in enumerate(first)}
    cases = []
    for row in first.values():
        reports = [program.report(row) for program in programs]
        best_set = best_set_of(rules.policies, tuple([state.at(row) for state in rules.states]), reports)
        cases.append(Case(total(reports, best_set), best_set))
    return cases, [number_of[key] for key in keys]


def _columns(program: ProgramRows) -> list[Sequence[int]]:
    """Return columns that are the same for rows in which a program stands alike, pays the same, waits for the same."""
    marks = (program.applicable | program.undetermined >> 1) if program.open_to_applicants else 0
    standing = marks.to_bytes(program.rows, "little")
    if program.ceilings is None or program.ceilings.numbers is None:
        return [standing, *program.missing.patterns]
    paid = [number if mark else 0 for mark, number in zip(standing, program.ceilings.numbers, strict=True)]
    return [standing, paid, *program.missing.patterns]
