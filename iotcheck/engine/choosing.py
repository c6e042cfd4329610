"""The programs that come to the most together: exact, by branch and bound over what to have and what to leave.

Programs that no rule joins, by way of others or not, are chosen apart from one another; a rule that cannot bind joins
none. In what is left, programs are taken or left one by one, the larger amounts first (A. Land and A. Doig, 1960). What
can still be reached is bounded by taking each rule for a joint limit: *one of 50, 40 and 30* comes to no more than 50,
*two of them* to no more than 90. Where rules of that kind are apart, the first way down reaches its bound, and nothing
else is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from iotcheck.engine.bounds import Bounds, Rules, State, payable
from iotcheck.engine.packing import Limit, Nest, fill, nested
from iotcheck.values import Number

MOST_STEPS = 2_000  # of the search through programs that rules join: half a second or so
CROSSING = 50  # steps that limits which cross count for


class Choice(NamedTuple):
    """The programs to have and what each then pays; `most` is what no choice exceeds: their sum, where it is settled.

    `exact` says that no other set comes to more, and that of those that come to as much it is the first: by whether it
    has the first program of the file, then the second, and so on.
    """

    paid: dict[int, Number]
    most: Number
    exact: bool


def choose(amounts: Mapping[int, Number], rules: Rules, unwanted: frozenset[int] = frozenset()) -> list[Choice]:
    """Return the best choice among programs, by places and amounts: one for each part that no rule joins with others.

    Of equal choices the one without the `unwanted` programs counts as first.
    """
    parts = [
        {place: amounts[place] for place in sorted(part)} for part in parts_of(amounts, rules.binding(amounts).joined())
    ]
    return [_Search(part, rules.binding(part), unwanted).run() for part in parts]


def parts_of(places: Iterable[int], joined: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Return the programs in parts that nothing joins with one another, by their first programs."""
    part_of = {place: {place} for place in places}
    for members in joined:
        whole = set().union(*[part_of[place] for place in members])
        part_of.update(dict.fromkeys(whole, whole))
    return [frozenset(part) for place, part in sorted(part_of.items()) if min(part) == place]


class _Search:
    """The search among programs that rules join."""

    def __init__(self, amounts: dict[int, Number], rules: Rules, unwanted: frozenset[int]) -> None:
        self.amounts = amounts
        self.rules = rules
        self.unwanted = unwanted.intersection(amounts)
        self._counts: dict[int, list[tuple[frozenset[int], int]]] = {place: [] for place in amounts}
        self._first: dict[int, list[int]] = {place: [] for place in amounts}
        self._then: dict[int, list[int]] = {place: [] for place in amounts}
        for rule in rules.counts:
            for place in rule[0]:
                self._counts[place].append(rule)
        for first, then in rules.needs:
            self._first[then].append(first)
            self._then[first].append(then)
        joined = {place for place in amounts if self._counts[place] or self._first[place] or self._then[place]}
        self.order = sorted(joined | self.unwanted, key=lambda place: (-amounts[place], place))
        self._bounds = Bounds(amounts, rules)
        self._steps = MOST_STEPS

    def run(self) -> Choice:
        """Return the best choice; where the steps do not suffice, the best so far and a bound of all others."""
        best, most = self._search(State({}, {}), self.order, None)
        assert best is not None
        value = self._value(best)
        settled = value == most
        if settled:
            best, settled = self._first_of_equal(best, most)
        return Choice(self._paid(best), most, settled)

    def _first_of_equal(self, best: State, most: Number) -> tuple[State, bool]:
        """Return the first of all choices that come to as much: program by program, whether one of them has it."""
        start = State({}, {})
        for place in sorted(self.order):
            wanted = place not in self.unwanted
            if best.taken[place] is not wanted and (state := self._with(start, place, wanted)) is not None:
                order = sorted(self.order, key=lambda one: not best.taken[one])
                other, _ = self._search(state, order, most)
                best = other or best
                if self._steps <= 0:
                    return best, False
            fixed = self._with(start, place, best.taken[place])
            assert fixed is not None
            start = fixed
        for place in sorted(self.rules.less):
            if best.emptied[place]:
                other, _ = self._search(State(start.taken, {**start.emptied, place: False}), self.order, most)
                best = other or best
                if self._steps <= 0:
                    return best, False
            start.emptied[place] = best.emptied[place]
        return best, True

    def _search(self, start: State, order: list[int], wanted: Number | None) -> tuple[State | None, Number]:
        """Return the best whole state from a start, and what no other exceeds; with `wanted`, one that comes to it.

        The first whole state that is looked at takes programs in the given order.
        """
        best: State | None = None
        found: Number = -1
        waiting = [(self._bounds.of(start), start)]
        while waiting:
            bound, state = waiting.pop()
            if bound <= found or (wanted is not None and bound < wanted):
                continue
            ways = self._ways(state)
            if best is None or not ways:
                whole = self._completed(state, order)
                if (value := self._value(whole)) > found:
                    best, found = whole, value
                if found == wanted or bound <= found:
                    continue
            if self._steps <= 0:
                return best if wanted is None else None, max([found, bound, *[one for one, _ in waiting]])
            self._steps -= 1
            waiting.extend([(self._bounds.of(one), one) for one in reversed(ways) if one is not None])
        return best if wanted is None or found == wanted else None, found

    def _ways(self, state: State) -> list[State | None]:
        """Return the two ways on from a state; none where all is decided."""
        for place in self.order:
            if place not in state.taken:
                return [self._with(state, place, way) for way in (True, False)]
        for place in self.rules.less:
            if place not in state.emptied:
                return [State(state.taken, {**state.emptied, place: way}) for way in (False, True)]
        return []

    def _with(self, state: State, place: int, way: bool) -> State | None:
        """Return a state in which a program is taken or left, with what follows by the rules; None against them."""
        taken = dict(state.taken)
        waiting = [(place, way)]
        while waiting:
            one, is_taken = waiting.pop()
            if one in taken:
                if taken[one] is not is_taken:
                    return None
                continue
            taken[one] = is_taken
            if not is_taken:
                waiting.extend([(then, False) for then in self._then[one]])
                continue
            waiting.extend([(first, True) for first in self._first[one]])
            for members, count in self._counts[one]:
                had = sum([taken.get(member, False) for member in members])
                assert had <= count  # the others are left out as soon as so many are taken, before any comes next
                if had == count:
                    waiting.extend([(member, False) for member in members if member not in taken])
        return State(taken, state.emptied)

    def _completed(self, state: State, order: list[int]) -> State:
        """Return a whole state after one: programs are taken in an order as far as the rules let them."""
        taken = dict(state.taken)
        had = {members: sum([taken.get(one, False) for one in members]) for members, _ in self.rules.counts}

        def take(place: int) -> bool:
            if place not in taken:
                for first in self._first[place]:
                    take(first)
                able = all(taken[first] for first in self._first[place])
                taken[place] = able and all(had[members] < count for members, count in self._counts[place])
                if taken[place]:
                    for members, _ in self._counts[place]:
                        had[members] += 1
            return taken[place]

        for place in order:
            take(place)
        emptied = dict(state.emptied)
        for place, by in self.rules.less.items():
            others = sum([self.amounts[one] for one in by if taken.get(one, True)])
            emptied.setdefault(place, taken.get(place, True) and others > self.amounts[place])
        return State(taken, emptied)

    def _limits_of(self, state: State, available: Mapping[int, Number]) -> list[Limit]:
        """Return the joint limits of what is had where all is decided."""
        less = [
            Limit((by | {place}).intersection(available), self.amounts[place])
            for place, by in self.rules.less.items()
            if place in available
        ]
        return [*[Limit(limit.members.intersection(available), limit.most) for limit in self.rules.caps], *less]

    def _value(self, state: State) -> Number:
        """Return what a whole state comes to."""
        available = payable(self.amounts, state)
        limits = self._limits_of(state, available)
        if len(inner := nested(limits)) == len(limits):
            return Nest(available, [one.members for one in inner]).most(available, [one.most for one in inner])
        self._steps -= CROSSING
        return sum(fill(available, limits).values())

    def _paid(self, state: State) -> dict[int, Number]:
        """Return what each program that is had pays; what is taken off others is filled before them."""
        available = payable(self.amounts, state)
        ordered = {place: available[place] for place in self._by_what_is_taken_off(available)}
        filled = fill(ordered, self._limits_of(state, available))
        return {place: filled.get(place, 0) for place in self.amounts if state.taken.get(place, True)}

    def _by_what_is_taken_off(self, available: Mapping[int, Number]) -> list[int]:
        found: dict[int, None] = {}

        def visit(place: int) -> None:
            for other in sorted(self.rules.less.get(place, ())):
                visit(other)
            found.setdefault(place)

        for place in sorted(available):
            visit(place)
        return [place for place in found if place in available]
