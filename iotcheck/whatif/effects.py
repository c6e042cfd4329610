"""Two situations of one applicant side by side: what the second gains, loses and changes. Pure."""

from __future__ import annotations

from iotcheck.engine import ProgramReport, Report, Totals, Verdict, total
from iotcheck.record import Record
from iotcheck.values import Number


class ProgramChange(Record):
    """One program in both situations."""

    before: ProgramReport
    after: ProgramReport


class Effects(Record):
    """What differs from one report to another, in the file's order.

    `gained` and `lost` are programs that become or stop being applicable, `other` those whose verdict, status or
    ceiling changes otherwise. Where the days differ, staleness is left out of the comparison, also in the totals.
    """

    gained: tuple[ProgramChange, ...]
    lost: tuple[ProgramChange, ...]
    other: tuple[ProgramChange, ...]
    before: Totals
    after: Totals

    @property
    def least(self) -> Number:
        """How much more the stated ceilings come to at least."""
        return self.after.low - self.before.low

    @property
    def most(self) -> Number | None:
        """How much more the stated ceilings may come to; None for no upper end."""
        if self.after.high is None or self.before.high is None:
            return None if self.after.high is None and self.before.high is not None else 0
        return self.after.high - self.before.high

    @property
    def programs(self) -> int:
        """How many more programs are applicable."""
        return self.after.applicable - self.before.applicable


def effects(before: Report, after: Report) -> Effects:
    """Compare two reports on one policy file."""
    fresh = before.as_of != after.as_of
    pairs = [
        ProgramChange(before=_timeless(one, fresh), after=_timeless(other, fresh))
        for one, other in zip(before.programs, after.programs, strict=True)
    ]
    return Effects(
        gained=tuple([pair for pair in pairs if pair.after.applicable and not pair.before.applicable]),
        lost=tuple([pair for pair in pairs if pair.before.applicable and not pair.after.applicable]),
        other=tuple([pair for pair in pairs if pair.before.applicable is pair.after.applicable and _differs(pair)]),
        before=total([pair.before for pair in pairs]),
        after=total([pair.after for pair in pairs]),
    )


def _timeless(result: ProgramReport, fresh: bool) -> ProgramReport:
    return result.replace(stale=False) if fresh and result.stale else result


def _differs(pair: ProgramChange) -> bool:
    one, other = pair.before, pair.after
    status = [result.edition.status if result.edition else None for result in (one, other)]
    figures = [(result.ceiling.kind, result.ceiling.low, result.ceiling.high) for result in (one, other)]
    # A ceiling counts where it may be paid: that of an ineligible program moves with every answer.
    counts = one.verdict is not Verdict.INELIGIBLE or other.verdict is not Verdict.INELIGIBLE
    return one.verdict is not other.verdict or status[0] is not status[1] or (counts and figures[0] != figures[1])
