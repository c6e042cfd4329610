"""Who gains and who loses: the same applicants before and after, program by program.

An applicant gains with a program that becomes applicable, or whose ceiling rises while it is; it loses where the
opposite happens. Another verdict of a program that is applicable neither before nor after is a change without a side; a
program that is out of the question before and after is no change at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from iotcheck.authoring.diff.changes import Change
from iotcheck.engine import Ceiling, CeilingKind, ProgramReport, Report, Totals, Verdict, total
from iotcheck.model import PolicySet
from iotcheck.record import Record


class Side(StrEnum):
    """Which way something changes."""

    GAINS = "gains"
    LOSES = "loses"
    BOTH = "both"
    OTHER = "other"


Results = Mapping[str, ProgramReport]  # by program


class Effect(NamedTuple):
    """One program for one applicant, before and after; None where the file has or had no such program."""

    program: str
    before: ProgramReport | None
    after: ProgramReport | None

    @property
    def matters(self) -> bool:
        """Whether anything differs for an applicant to whom the program is not closed both times."""
        return _outcome(self.before) != _outcome(self.after)

    @property
    def side(self) -> Side:
        """Which way it changes."""
        before = self.before is not None and self.before.applicable
        after = self.after is not None and self.after.applicable
        if before is not after:
            return Side.GAINS if after else Side.LOSES
        if before and self.before is not None and self.after is not None:
            up, down = _ends_moved(self.before.ceiling, self.after.ceiling)
            if up or down:
                return Side.BOTH if up and down else Side.GAINS if up else Side.LOSES
        return Side.OTHER


class Effects(NamedTuple):
    """What changes for one applicant, and the totals of all its programs `before` and `after`."""

    applicant: str
    effects: tuple[Effect, ...]
    before: Totals
    after: Totals

    @property
    def side(self) -> Side:
        """Which way it changes on the whole."""
        sides = {effect.side for effect in self.effects}
        if Side.BOTH in sides or {Side.GAINS, Side.LOSES} <= sides:
            return Side.BOTH
        return next((side for side in (Side.GAINS, Side.LOSES) if side in sides), Side.OTHER)


class Comparison(Record):
    """Two files compared: the changes, and for whom they change what. `applicants` is None without any."""

    old: PolicySet
    new: PolicySet
    changes: tuple[Change, ...]
    effects: tuple[Effects, ...] = ()
    applicants: int | None = None
    unread: int = 0
    what: str = "cases"  # or "answers" or "table"
    file: str = ""


def results_by_program(report: Report) -> dict[str, ProgramReport]:
    """Return the results of a report by program."""
    return {result.program.id: result for result in report.programs}


def compared(applicants: Iterable[tuple[str, Results, Results]]) -> Iterator[Effects]:
    """Yield what changes for each applicant for whom anything does: its name, its results before and after."""
    for name, old, new in applicants:
        found = tuple(_effects(old, new))
        if found:
            yield Effects(name, found, total(old.values()), total(new.values()))


def _effects(old: Results, new: Results) -> Iterator[Effect]:
    for program in [*new, *(one for one in old if one not in new)]:
        effect = Effect(program, old.get(program), new.get(program))
        if effect.matters:
            yield effect


def _outcome(result: ProgramReport | None) -> tuple[object, ...] | None:
    """Return what an applicant has of a result; None if the program is out of the question."""
    if result is None or result.verdict in (None, Verdict.INELIGIBLE):
        return None
    return result.verdict, result.status, result.applicable, result.stale, ceiling_ends(result.ceiling)


def ceiling_ends(ceiling: Ceiling) -> tuple[object, ...]:
    """Return what of a ceiling matters to an applicant."""
    return ceiling.kind, ceiling.low, ceiling.high, ceiling.top


def _ends_moved(before: Ceiling, after: Ceiling) -> tuple[bool, bool]:
    """Return whether an end of the ceiling rises, and whether one falls; no upper end is above every figure."""
    pairs = [(before.low or 0, after.low or 0)]
    if before.high is None or after.high is None:
        open_ends = (before.kind is CeilingKind.AMOUNT, after.kind is CeilingKind.AMOUNT)
        rises = before.high is not None and after.high is None and open_ends[1]
        falls = after.high is not None and before.high is None and open_ends[0]
        return any(new > old for old, new in pairs) or rises, any(new < old for old, new in pairs) or falls
    pairs.append((before.high, after.high))
    return any(new > old for old, new in pairs), any(new < old for old, new in pairs)
