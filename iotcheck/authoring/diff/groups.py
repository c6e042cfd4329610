"""Who gains and loses by groups of applicants, such as districts, each applicant with a weight of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from iotcheck.authoring.diff.effects import Effects, Side
from iotcheck.engine import Totals
from iotcheck.model import SumGroup
from iotcheck.record import Record
from iotcheck.values import Number, exact

Weights = Mapping[str, Number]  # of all applicants compared, by group


class Moved(Record):
    """What the maximums of some applicants rise by together, and what those of others fall by; neither is negative."""

    gained: Number = 0
    lost: Number = 0


class GroupEffects(Record):
    """A group of applicants: their weight, that of those who gain, lose, do both or neither, and the money.

    `money` is by sums that may be added. An applicant's sum is its upper end, or where the rules set none the lower.
    """

    name: str
    applicants: Number
    sides: Mapping[Side, Number]
    money: Mapping[SumGroup, Moved]

    @property
    def same(self) -> Number:
        """The weight of those for whom nothing changes."""
        return exact(Fraction(self.applicants) - sum(map(Fraction, self.sides.values())))


def by_group(effects: Iterable[Effects], weights: Weights, sums: Iterable[SumGroup] = ()) -> tuple[GroupEffects, ...]:
    """Return the groups in the order of their weights, the greatest first; money in the order of `sums`."""
    found: dict[str, list[Effects]] = {}
    for one in effects:
        found.setdefault(one.group, []).append(one)
    order = tuple(sums)
    groups = [_group(name, weight, found.get(name, ()), order) for name, weight in weights.items()]
    return tuple(sorted(groups, key=lambda group: (-group.applicants, group.name)))


def _group(name: str, weight: Number, effects: Iterable[Effects], order: tuple[SumGroup, ...]) -> GroupEffects:
    sides = dict.fromkeys(Side, Fraction(0))
    money: dict[SumGroup, list[Fraction]] = {}
    for one in effects:
        sides[one.side] += one.weight
        before, after = _sums(one.before), _sums(one.after)
        for group in {**before, **after}:
            change = Fraction(after.get(group, 0)) - Fraction(before.get(group, 0))
            if change:
                money.setdefault(group, [Fraction(0), Fraction(0)])[change < 0] += abs(change) * one.weight
    return GroupEffects(
        name=name,
        applicants=weight,
        sides={side: exact(total) for side, total in sides.items()},
        money={
            group: Moved(gained=exact(money[group][0]), lost=exact(money[group][1]))
            for group in sorted(money, key=lambda group: order.index(group) if group in order else len(order))
        },
    )


def _sums(totals: Totals) -> dict[SumGroup, Number]:
    return {one.group: one.low if one.top is None else one.top for one in totals.groups}
