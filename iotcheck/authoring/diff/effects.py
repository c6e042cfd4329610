"""Who gains and who loses: the same applicants before and after, program by program.

An applicant gains with a program that becomes applicable, or whose ceiling rises while it is; it loses where the
opposite happens. Another verdict of a program that is applicable neither before nor after is a change without a side; a
program that is out of the question before and after is no change at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import compress, repeat
from typing import NamedTuple

from iotcheck.authoring.diff.changes import Change
from iotcheck.authoring.figures.support import Support
from iotcheck.batch import Outcomes, ProgramRows, RowTotals
from iotcheck.engine import BestSet, Ceiling, CeilingKind, ProgramReport, Report, Totals, Verdict, total
from iotcheck.model import NoAmount, PolicySet
from iotcheck.model.walk import AnyNode, facts_below, walk
from iotcheck.record import Record
from iotcheck.values import Number


class Side(StrEnum):
    """Which way something changes."""

    GAINS = "gains"
    LOSES = "loses"
    BOTH = "both"
    OTHER = "other"


Results = Mapping[str, ProgramReport]  # by program


class ReportResults(dict[str, ProgramReport]):
    """The results of a report by program, with the best set of them."""

    best_set: BestSet | None = None


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
    """What changes for one applicant, and the totals of all its programs `before` and `after`.

    `group` and `weight` are those of its row, where a table has columns for them.
    """

    applicant: str
    effects: tuple[Effect, ...]
    before: Totals
    after: Totals
    group: str = ""
    weight: Number = 1

    @property
    def side(self) -> Side:
        """Which way it changes on the whole."""
        sides = {effect.side for effect in self.effects}
        if Side.BOTH in sides or {Side.GAINS, Side.LOSES} <= sides:
            return Side.BOTH
        return next((side for side in (Side.GAINS, Side.LOSES) if side in sides), Side.OTHER)


class Comparison(Record):
    """Two files compared: the changes, and for whom they change what. `applicants` is None without any.

    `weights` are those of all applicants by group, None where none are told apart; `by` names the column of the groups,
    `weight` that of the weights. `lost` are the figures of the new file that lost the words that said them. `days` are
    there where one file is compared on two of them.
    """

    old: PolicySet
    new: PolicySet
    changes: tuple[Change, ...]
    effects: tuple[Effects, ...] = ()
    applicants: int | None = None
    unread: int = 0
    what: str = "cases"  # or "answers" or "table"
    file: str = ""
    lost: tuple[Support, ...] = ()
    weights: Mapping[str, Number] | None = None
    by: str = ""
    weight: str = ""
    days: tuple[date, date] | None = None


def results_by_program(report: Report) -> ReportResults:
    """Return the results of a report by program."""
    results = ReportResults((result.program.id, result) for result in report.programs)
    results.best_set = report.best_set
    return results


def compared(applicants: Iterable[tuple[str, Results, Results]]) -> Iterator[Effects]:
    """Yield what changes for each applicant for whom anything does: its name, its results before and after."""
    for name, old, new in applicants:
        found = tuple(_effects(old, new))
        if found:
            yield Effects(name, found, _total(old), _total(new))


def _total(results: Results) -> Totals:
    return total(results.values(), results.best_set if isinstance(results, ReportResults) else None)


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


# Who of a whole table gains and who loses: column by column, over the programs whose rules differ alone.
#
# It says of every row what `compared` says of its applicant. What is unchanged is looked at for the sums of the rows
# for
# which something else changes, and for no others.

_MARK = 0x80


def changed_programs(sides: tuple[PolicySet, PolicySet], days: tuple[date, date]) -> list[str]:
    """Return the programs that are not surely the same for everybody, each side on its day, in the new file's order."""
    old, new = (
        {name: _terms(policies, name, day) for name in policies.programs}
        for policies, day in zip(sides, days, strict=True)
    )
    return [name for name in [*new, *(name for name in old if name not in new)] if old.get(name) != new.get(name)]


def row_effects(old: Iterable[ProgramRows], new: Iterable[ProgramRows], rows: int) -> dict[int, list[Effect]]:
    """Return what changes for the rows for which anything does, from results of the same rows before and after."""
    before, after = ({one.program.id: one for one in side} for side in (old, new))
    found: dict[int, list[Effect]] = {}
    for name in [*after, *(name for name in before if name not in after)]:
        one, other = before.get(name), after.get(name)
        for row in compress(range(rows), _differing(one, other, rows).to_bytes(rows, "little")):
            results = [side.report(row) if side else None for side in (one, other)]
            found.setdefault(row, []).append(Effect(name, *results))
    return found


def row_totals(programs: Iterable[ProgramRows], rows: int) -> list[Totals]:
    """Return what `engine.total` says of all programs of every row."""
    totals = RowTotals(rows)
    for program in programs:
        totals.add(program)
    return totals.totals()


def _terms(policies: PolicySet, name: str, day: date) -> tuple[object, ...]:
    """Return all that a program's results rest on that day; what tells two terms apart may yet make no difference."""
    edition = policies.programs[name].edition_on(day)
    if edition is None:
        return ()
    roots: list[AnyNode] = [] if edition.when is None else [edition.when]
    if not isinstance(edition.ceiling, NoAmount):
        roots.append(edition.ceiling)
    facts = sorted({fact for root in roots for fact in facts_below(policies, root)})
    looked_at = [policies.facts[fact] for fact in facts]
    return (
        edition.status,
        edition.stale(day),
        edition.ceiling,
        [list(walk(policies, root)) for root in roots],
        [(fact.id, fact.type, list(fact.choices), fact.minimum, fact.maximum) for fact in looked_at],
        policies.currency,
        day,
    )


def _differing(before: ProgramRows | None, after: ProgramRows | None, rows: int) -> int:
    """Return the rows for which a program's outcome differs, marked at bit 7; see `Effect.matters`."""
    old, new = (0 if one is None or one.verdict_column is None else one.verdict_column for one in (before, after))
    all_rows = int.from_bytes(bytes([_MARK]) * rows, "little")
    looked_at = old | new
    looked_at = (looked_at | looked_at << 1) & all_rows
    if before is None or after is None or _attributes(before) != _attributes(after):
        return looked_at
    other_verdict = old ^ new
    return (other_verdict | other_verdict << 1 | _other_ceiling(before.ceilings, after.ceilings, rows)) & looked_at


def _attributes(one: ProgramRows) -> tuple[object, ...]:
    return one.edition and one.edition.status, one.stale, one.ceiling_kind, one.verdict_column is None


def _other_ceiling(before: Outcomes[Ceiling] | None, after: Outcomes[Ceiling] | None, rows: int) -> int:
    """Return the rows whose ceiling has other ends: each pair of outcomes is compared once."""
    if before is None or after is None:
        return 0
    pairs = list(zip(before.numbers or repeat(0, rows), after.numbers or repeat(0, rows), strict=True))
    marks = {
        pair: 0 if ceiling_ends(before.found[pair[0]]) == ceiling_ends(after.found[pair[1]]) else _MARK
        for pair in dict.fromkeys(pairs)
    }
    return int.from_bytes(bytes(map(marks.__getitem__, pairs)), "little") if any(marks.values()) else 0
