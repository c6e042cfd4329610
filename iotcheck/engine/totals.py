"""Sums over programs: by group, so that nothing is added that cannot be had together as one amount."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from iotcheck.model import MAIN_GROUP, SumGroup
from iotcheck.record import Record
from iotcheck.values import Number


class Subtotal(NamedTuple):
    """The sum over the applicable programs of one group; `stated` counts those with a figure, `unstated` those without.

    `waiting` counts those whose figure waits for facts, and `ranges` those of which the source says only a range.
    `high` and `top` are None where those of one of the ceilings are.
    """

    group: SumGroup
    low: Number
    high: Number | None
    top: Number | None
    stated: int
    unstated: int
    waiting: int
    ranges: int


class Totals(Record):
    """Sums over programs: `low`, `high` and `top` add those of the stated ceilings of the applicable programs.

    `high` and `top` are None where those of one of the ceilings are. `applicable` counts the programs, `conditional`
    the conditional ones and `unstated` those whose source names no amount among them; `undetermined` counts the
    undetermined programs open to applicants.

    `low`, `high` and `top` are those of the main group alone, and `groups` has a sum for each group that an applicable
    program belongs to, the main group first: with a grant of 10 and a tax relief of 5 a year, `low` is 10. The counts
    are of all programs.
    """

    low: Number
    high: Number | None
    top: Number | None
    applicable: int
    conditional: int
    undetermined: int
    unstated: int
    groups: tuple[Subtotal, ...]

    @property
    def several(self) -> bool:
        """Whether there are sums beside that of the main group."""
        return any(subtotal.group != MAIN_GROUP for subtotal in self.groups)


def totals_of(groups: Iterable[Subtotal], **counts: int) -> Totals:
    """Return totals from the sums of the groups that applicable programs belong to, in any order."""
    ordered = sorted(groups, key=lambda subtotal: subtotal.group.order)
    main = ordered[0] if ordered and ordered[0].group == MAIN_GROUP else None
    return Totals(
        low=main.low if main else 0,
        high=main.high if main else 0,
        top=main.top if main else 0,
        groups=tuple(ordered),
        **counts,
    )


def sum_ends(ends: Sequence[Number | None]) -> Number | None:
    """Return the sum of upper ends; None, which is no end, where one of them is."""
    return None if None in ends else sum(ends)  # type: ignore[arg-type]
