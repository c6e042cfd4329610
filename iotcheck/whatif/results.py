"""What what-if finds: changes, suggestions for one program or for all, and two situations side by side. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from iotcheck.engine import Answers, Ceiling, ProgramReport, Report, Totals, Verdict, best_set_of, total
from iotcheck.engine.partition import Range
from iotcheck.logic import Truth
from iotcheck.model import Condition, Fact, Program
from iotcheck.record import Record
from iotcheck.values import Number, Value
from iotcheck.whatif.polynomials import Polynomial


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


class Change(Record):
    """One fact's new value.

    `before` is None where the fact is open: then `after` is what it would have to be. `others` are further values of a
    boolean, choice or choices fact that do as well. Of numbers and days, all from `low` to `high` do; an end that is
    None lies where the fact itself ends. `settles` are the leaf conditions that the change decides, with their truth.
    """

    fact: str
    before: Value | None
    after: Value
    others: tuple[Value, ...] = ()
    low: Number | date | None = None
    high: Number | date | None = None
    settles: tuple[tuple[Condition, Truth], ...] = ()

    @property
    def margin(self) -> Number | None:
        """By how much a number has to move, or a day by how many days; None for other facts and open ones."""
        match self.before, self.after:
            case bool(), _:
                return None
            case ((int() | Fraction() as before), (int() | Fraction() as after)):
                return after - before
            case date() as before, date() as after:
                return (after - before).days
            case _:
                return None


class Suggestion(Record):
    """A smallest way to a better verdict, verified by assessing it.

    `wait_until` is the day to wait for, None for the report's own; `after` the program's result then, `effects` what
    the changes do to all programs.
    """

    changes: tuple[Change, ...]
    wait_until: date | None
    after: ProgramReport
    effects: Effects


class WhatIf(Record):
    """What would have to change for one program.

    `complete` is False where a bound stopped the search: then there may be more. `fixed` names the facts which stand
    in the way and cannot change.
    """

    program: ProgramReport
    suggestions: tuple[Suggestion, ...]
    complete: bool
    fixed: tuple[str, ...]


class Unlocking(Record):
    """The changes that make programs applicable; `complete` is False where bounds left some out."""

    suggestions: tuple[Suggestion, ...]
    complete: bool


class Comparison(Record):
    """What some answers, changed in a report, come to; `then` is what would have to change yet for one program."""

    changed: Answers
    effects: Effects
    then: WhatIf | None = None


Formula = tuple[Polynomial | None, Polynomial | None]  # of both ends of an interval; None where it has no end


class Stretch(Record):
    """Neighbouring values of a fact for which a program has one verdict and its ceiling one formula.

    `values` is a range of numbers or days, or one value of a fact whose values have no order. `result` is the program's
    for a value of it; `first` and `last` are the ceilings at its lower and upper end, or what they tend to where the
    end is left out; None where there is no end and the ceiling grows without one. `formula` gives both ends of the
    ceiling, before it is rounded, as polynomials of the fact; None without a figure, and for values without an order.
    """

    values: Range | Value
    result: ProgramReport
    formula: Formula | None = None
    first: Ceiling | None
    last: Ceiling | None


class Steps(Record):
    """How one program's result depends on one fact: its stretches, from the least value on.

    `exact` is False where a place may have been missed, or is known to a millionth only.
    """

    program: Program
    stretches: tuple[Stretch, ...]
    exact: bool

    @property
    def depends(self) -> bool:
        """Whether the result is not the same for all values."""
        formulas = [stretch.formula for stretch in self.stretches if stretch.formula is not None]
        return len(self.stretches) > 1 or any(end is not None and len(end) > 1 for ends in formulas for end in ends)


class Variation(Record):
    """How the results of programs change along one fact.

    `programs` are those whose result changes; the `unchanged` have the same one for every value. `exact` says whether
    the steps of all of them are.
    """

    fact: Fact
    programs: tuple[Steps, ...]
    unchanged: tuple[Program, ...]
    exact: bool


Found = WhatIf | Unlocking | Comparison


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
        before=_totals(before, [pair.before for pair in pairs]),
        after=_totals(after, [pair.after for pair in pairs]),
    )


def _totals(report: Report, results: Sequence[ProgramReport]) -> Totals:
    """Sum up results of a report: of programs that rules on combining join what their best set comes to."""
    return total(results, best_set_of(report.policies, report.rules, results) if report.rules else None)


def _timeless(result: ProgramReport, fresh: bool) -> ProgramReport:
    return result.replace(stale=False) if fresh and result.stale else result


def _differs(pair: ProgramChange) -> bool:
    one, other = pair.before, pair.after
    status = [result.status for result in (one, other)]
    figures = [(result.ceiling.kind, result.ceiling.low, result.ceiling.high) for result in (one, other)]
    # A ceiling counts where it may be paid: that of an ineligible program moves with every answer.
    counts = one.verdict is not Verdict.INELIGIBLE or other.verdict is not Verdict.INELIGIBLE
    return one.verdict is not other.verdict or status[0] is not status[1] or (counts and figures[0] != figures[1])
