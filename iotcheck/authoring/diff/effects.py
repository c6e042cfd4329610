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
from iotcheck.engine import CeilingKind, Report, Verdict
from iotcheck.model import PolicySet, Status
from iotcheck.record import Record
from iotcheck.values import Number


class Side(StrEnum):
    """Which way something changes."""

    GAINS = "gains"
    LOSES = "loses"
    BOTH = "both"
    OTHER = "other"


class Standing(NamedTuple):
    """Where an applicant stands with a program; the ceiling in units of the currency, None without end or figure.

    `ruled` is whether the rules set the upper end (see `Ceiling.top`).
    """

    verdict: Verdict | None
    status: Status | None
    applicable: bool
    stale: bool
    kind: CeilingKind
    low: Number | None
    high: Number | None
    ruled: bool = True

    @property
    def top(self) -> Number | None:
        """The upper end as far as the rules set one."""
        return self.high if self.ruled else None


class Sum(NamedTuple):
    """The stated ceilings of applicable programs in all: lower end, upper end (None: open), whether rules set it."""

    low: Number
    high: Number | None
    ruled: bool = True

    @property
    def top(self) -> Number | None:
        """The upper end as far as the rules set one."""
        return self.high if self.ruled else None


Standings = Mapping[str, Standing]  # by program


class Effect(NamedTuple):
    """One program for one applicant, before and after; None where the file has or had no such program."""

    program: str
    before: Standing | None
    after: Standing | None

    @property
    def matters(self) -> bool:
        """Whether anything differs for an applicant to whom the program is not closed both times."""
        return _unless_closed(self.before) != _unless_closed(self.after)

    @property
    def side(self) -> Side:
        """Which way it changes."""
        before = self.before is not None and self.before.applicable
        after = self.after is not None and self.after.applicable
        if before is not after:
            return Side.GAINS if after else Side.LOSES
        if before and self.before is not None and self.after is not None:
            up, down = _ends_moved(self.before, self.after)
            if up or down:
                return Side.BOTH if up and down else Side.GAINS if up else Side.LOSES
        return Side.OTHER


class Effects(NamedTuple):
    """What changes for one applicant, and the sums of its ceilings `before` and `after`."""

    applicant: str
    effects: tuple[Effect, ...]
    before: Sum
    after: Sum

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


def standings(report: Report) -> dict[str, Standing]:
    """Return where the applicant of a report stands with every program."""
    return {
        one.program.id: Standing(
            one.verdict,
            one.edition.status if one.edition else None,
            one.applicable,
            one.stale,
            one.ceiling.kind,
            one.ceiling.low,
            one.ceiling.high,
            one.ceiling.kind is not CeilingKind.AMOUNT or one.ceiling.top is not None,
        )
        for one in report.programs
    }


def compared(applicants: Iterable[tuple[str, Standings, Standings]]) -> Iterator[Effects]:
    """Yield what changes for each applicant for whom anything does: its name, where it stood, where it stands."""
    for name, old, new in applicants:
        found = tuple(_effects(old, new))
        if found:
            yield Effects(name, found, _sum(old), _sum(new))


def _effects(old: Standings, new: Standings) -> Iterator[Effect]:
    for program in [*new, *(one for one in old if one not in new)]:
        effect = Effect(program, old.get(program), new.get(program))
        if effect.matters:
            yield effect


def _unless_closed(standing: Standing | None) -> Standing | None:
    return None if standing is None or standing.verdict in (None, Verdict.INELIGIBLE) else standing


def _ends_moved(before: Standing, after: Standing) -> tuple[bool, bool]:
    """Return whether an end of the ceiling rises, and whether one falls; no upper end is above every figure."""
    pairs = [(before.low or 0, after.low or 0)]
    if before.high is None or after.high is None:
        open_ends = (before.kind is CeilingKind.AMOUNT, after.kind is CeilingKind.AMOUNT)
        rises = before.high is not None and after.high is None and open_ends[1]
        falls = after.high is not None and before.high is None and open_ends[0]
        return any(new > old for old, new in pairs) or rises, any(new < old for old, new in pairs) or falls
    pairs.append((before.high, after.high))
    return any(new > old for old, new in pairs), any(new < old for old, new in pairs)


def _sum(standings_: Standings) -> Sum:
    low: Number = 0
    high: Number = 0
    endless, ruled = False, True
    for one in standings_.values():
        if one.applicable and one.kind is CeilingKind.AMOUNT:
            low += one.low or 0
            high += one.high or 0
            endless = endless or one.high is None
            ruled = ruled and one.ruled
    return Sum(low, None if endless else high, ruled)
