"""What a whole table comes to, program by program: as rows, and as the JSON that closes every screening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from iotcheck.answers import plain_value
from iotcheck.engine import CeilingKind
from iotcheck.model import MAIN_GROUP, PolicySet
from iotcheck.record import Record
from iotcheck.screen.job import Screened
from iotcheck.screen.layouts import SUMMARY, Column
from iotcheck.screen.obstacles import Obstacles, obstacles_of
from iotcheck.screen.rejects import Group, Kind
from iotcheck.screen.tally import ProgramTally, Tally, add_tallies
from iotcheck.screen.words import Wording

ALONE = "ruled_out_alone"  # in a program's row: the conditions that alone rule applicants out of it
_OBSTACLE = ("condition", "count", "median_gap")


class Portfolio(Record):
    """The counts of a screening: rows `read`, `screened` and `rejected`, records written, and the tally of programs.

    `open_cells` counts the cells that could not be read and were taken as *don't know*.
    `obstacles` are the conditions that alone rule applicants out, None where they were not counted.
    `concerned` counts the screened rows for which a program open to applicants is applicable or undetermined.
    """

    read: int = 0
    screened: int = 0
    concerned: int = 0
    rejected: int = 0
    open_cells: int = 0
    records: int = 0
    tally: Tally
    obstacles: Obstacles | None = None

    @classmethod
    def of(cls, done: Screened) -> Portfolio:
        """Return the counts of one batch."""
        return cls(
            read=done.read,
            screened=done.screened,
            concerned=done.concerned,
            rejected=done.read - done.screened,
            open_cells=sum(reject.kind is Kind.CELL for reject in done.rejects),
            records=done.records,
            tally=done.tally,
        )

    def __add__(self, other: Portfolio) -> Portfolio:
        return Portfolio(
            read=self.read + other.read,
            screened=self.screened + other.screened,
            concerned=self.concerned + other.concerned,
            rejected=self.rejected + other.rejected,
            open_cells=self.open_cells + other.open_cells,
            records=self.records + other.records,
            tally=add_tallies(self.tally, other.tally),
            obstacles=self.obstacles,
        )


def summary_columns(rows: Sequence[Mapping[str, Any]], wording: Wording | None = None) -> list[Column]:
    """Return rows for each program as columns, in the order of SUMMARY, or in words.

    Last come the condition that alone rules most applicants out, their number and median gap, where that was counted.
    """
    columns: list[Column] = wording.summary(rows) if wording else [[row[name] for row in rows] for name in SUMMARY]
    if rows and ALONE in rows[0]:
        first = [next(iter(row[ALONE]), dict.fromkeys(_OBSTACLE)) for row in rows]
        columns += [[entry[name] for entry in first] for name in _OBSTACLE]
    return columns


def summary_rows(portfolio: Portfolio, policies: PolicySet, as_of: date, language: str) -> list[dict[str, Any]]:
    """Return a mapping for each program; `ceiling_max` is None where some applicant's has no upper end.

    `ceiling_open` counts the applicants without an upper end that the rules set: for them `ceiling_max` has what the
    greatest answer accepted would come to, which says nothing about money.
    """
    found = []
    for program in policies.programs.values():
        edition = program.edition_on(as_of)
        tally = portfolio.tally.get(program.id, ProgramTally())
        cells = (
            program.id,
            program.title.in_language(language),
            edition.status.value if edition else None,
            edition is not None and edition.stale(as_of),
            tally.applicable,
            tally.conditional,
            tally.undetermined,
            tally.ineligible,
            tally.met,
            plain_value(tally.low),
            plain_value(tally.high),
            CeilingKind.of(edition).value if edition else None,
            tally.without_top,
        )
        row = dict(zip(SUMMARY, cells, strict=True))
        if portfolio.obstacles is not None:
            row[ALONE] = obstacles_of(portfolio.obstacles, program.id)
        found.append(row)
    return found


def summary(
    portfolio: Portfolio, groups: Sequence[Group], policies: PolicySet, as_of: date, language: str
) -> dict[str, Any]:
    """Return the counts and programs of a screening, and what could not be read, as plain data for JSON."""
    sums = dict.fromkeys(policies.sum_groups(), ProgramTally())
    for program in policies.programs.values():
        if edition := program.edition_on(as_of):
            sums[program.sum_group(edition)] += portfolio.tally.get(program.id, ProgramTally())
    totals = {"currency": policies.currency, **_ends(sums.pop(MAIN_GROUP))}
    if sums:
        totals["groups"] = [
            {"apart": group.apart, "period": group.every.value, **_ends(tally)} for group, tally in sums.items()
        ]
    return {
        "rows": {"read": portfolio.read, "screened": portfolio.screened, "rejected": portfolio.rejected},
        "open_cells": portfolio.open_cells,
        "rejects": group_list(groups),
        "records": portfolio.records,
        "programs": summary_rows(portfolio, policies, as_of, language),
        "totals": totals,
    }


def _ends(tally: ProgramTally) -> dict[str, Any]:
    return {"min": plain_value(tally.low), "max": plain_value(tally.high), "open": tally.without_top}


def group_list(groups: Sequence[Group]) -> list[dict[str, Any]]:
    """Return what could not be read, by column and text, as plain data for JSON."""
    return [
        {
            "column": group.column,
            "text": group.text,
            "code": group.code,
            "count": group.times,
            "kind": group.kind,
            "lines": [*group.lines],
        }
        for group in groups
    ]
