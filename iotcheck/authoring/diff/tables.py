"""Who of a whole table gains and who loses: column by column, over the programs whose rules differ alone.

It says of every row what `compared` says of its applicant. What is unchanged is looked at for the sums of the rows for
which something else changes, and for no others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import compress, repeat

from iotcheck.authoring.diff.effects import Effect, ceiling_ends
from iotcheck.engine import Ceiling, Totals
from iotcheck.lanes import Outcomes, ProgramRows, RowTotals
from iotcheck.model import NoAmount, PolicySet
from iotcheck.model.walk import AnyNode, facts_below, walk

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
