"""The most that some amounts come to together under joint limits: exact, in whole numbers and fractions.

Amounts 0 ≤ y ≤ c are to have the largest sum, where each limit lets some of them come to no more than so much. Where
limits lie in one another or apart, filling them from the inside out is best: with 60 and 60 under 100, and 30 beside
them under 120, the first two come to 100, all three to 120. Where limits cross it is not (60 shared by a and b, by b
and c, by a and c: 90 in all, 30 each), and the simplex method does it (G. Dantzig, 1947) by R. Bland's rule (1977),
which never goes in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from iotcheck.values import Number


class Limit(NamedTuple):
    """What some amounts, by their places, come to together at most."""

    members: frozenset[int]
    most: Number


def nested(limits: Iterable[Limit]) -> list[Limit]:
    """Return limits that lie in one another or apart, the inner first: as many as fit when the smallest go first."""
    chosen: list[Limit] = []
    for limit in sorted(limits, key=lambda one: len(one.members)):
        if all(one.members <= limit.members or one.members.isdisjoint(limit.members) for one in chosen):
            chosen.append(limit)
    return chosen


class Nest:
    """Sets of amounts that lie in one another or apart, the inner first, each of which may come to so much at most."""

    def __init__(self, places: Iterable[int], sets: Iterable[frozenset[int]]) -> None:
        outermost: dict[int, int] = {}  # of each place the number of the set around it, as far as they are known
        self._parts: list[tuple[list[int], set[int]]] = []  # of each set: places and sets directly in it
        for number, members in enumerate(sets):
            inner = {outermost[place] for place in members if place in outermost}
            self._parts.append(([place for place in members if place not in outermost], inner))
            outermost.update(dict.fromkeys(members, number))
        loose = [place for place in places if place not in outermost]
        self._parts.append((loose, set(outermost.values())))

    def most(self, amounts: Mapping[int, Number], limits: Iterable[Number]) -> Number:
        """Return the largest sum, where each set comes to no more than its limit; what is absent pays nothing."""
        sums: list[Number] = []
        for (places, inner), limit in zip(self._parts, [*limits, None], strict=True):
            whole = sum([amounts.get(place, 0) for place in places]) + sum([sums[number] for number in inner])
            sums.append(whole if limit is None else min(whole, limit))
        return sums[-1]


def fill(amounts: dict[int, Number], limits: Sequence[Limit]) -> dict[int, Number]:
    """Return what each amount comes to where the sum is largest; of equal sums the one that fills earlier ones more.

    Amounts under the same limits count as one until they are filled, in their order.
    """
    here = [Limit(limit.members.intersection(amounts), limit.most) for limit in limits]
    classes: dict[tuple[int, ...], list[int]] = {}
    for place in amounts:
        under = tuple(number for number, limit in enumerate(here) if place in limit.members)
        classes.setdefault(under, []).append(place)
    totals = _fill_classes([sum([amounts[place] for place in one]) for one in classes.values()], list(classes), here)
    filled: dict[int, Number] = {}
    for places, whole in zip(classes.values(), totals, strict=True):
        left = whole
        for place in places:
            filled[place] = min(amounts[place], left)
            left -= filled[place]
    return filled


def _fill_classes(tops: list[Number], under: list[tuple[int, ...]], limits: list[Limit]) -> list[Number]:
    """Return what each class comes to; `under` has the numbers of the limits of each."""
    if len(nested(limits)) == len(limits):  # whoever comes first takes what there is: nothing is lost by that
        left = [limit.most for limit in limits]
        found: list[Number] = []
        for top, numbers in zip(tops, under, strict=True):
            found.append(min([top, *[left[number] for number in numbers]]))
            for number in numbers:
                left[number] -= found[-1]
        return found
    rows = [[int(number in numbers) for numbers in under] for number in range(len(limits))]
    each = [[int(place == other) for other in range(len(tops))] for place in range(len(tops))]
    bounds = [*[limit.most for limit in limits], *tops]
    return _maximise([[1] * len(tops), *each], [*rows, *each], bounds)


def _maximise(goals: list[list[int]], rows: list[list[int]], bounds: list[Number]) -> list[Number]:
    """Return y ≥ 0 with rows · y ≤ bounds (none below 0) that makes the first goal largest, then the second, and so on.

    The goals in their order are one goal over numbers with infinitesimals: the first differing figure decides a sign.
    """
    count, slack = len(rows[0]), len(rows)
    table = [
        [*map(Fraction, row), *[Fraction(place == other) for other in range(slack)], Fraction(bound)]
        for place, (row, bound) in enumerate(zip(rows, bounds, strict=True))
    ]
    costs = [[*[Fraction(-one) for one in goal], *[Fraction(0)] * (slack + 1)] for goal in goals]
    basis = [count + place for place in range(slack)]
    while (entering := _improving(costs, count + slack)) is not None:
        ratios = [
            (row[-1] / row[entering], basis[place], place) for place, row in enumerate(table) if row[entering] > 0
        ]
        leaving = min(ratios)[2]
        _pivot(table, costs, leaving, entering)
        basis[leaving] = entering
    values = dict(zip(basis, [row[-1] for row in table], strict=True))
    return [values.get(place, Fraction(0)) for place in range(count)]


def _improving(costs: list[list[Fraction]], columns: int) -> int | None:
    """Return the first column that makes the goals larger, by the first goal that it changes; None at the largest."""
    for column in range(columns):
        changed = next((goal[column] for goal in costs if goal[column]), 0)
        if changed < 0:
            return column
    return None


def _pivot(table: list[list[Fraction]], costs: list[list[Fraction]], leaving: int, entering: int) -> None:
    pivot = table[leaving]
    by = pivot[entering]
    pivot[:] = [one / by if one else one for one in pivot]
    for row in (*table, *costs):
        if row is not pivot and (factor := row[entering]):
            row[:] = [one - factor * other if other else one for one, other in zip(row, pivot, strict=True)]
