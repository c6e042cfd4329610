"""What programs can still come to by the rules that join them, while some are taken and others are open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from iotcheck.engine.packing import Limit, Nest, nested
from iotcheck.values import Number


class Rules(NamedTuple):
    """What holds for some programs, by their places in the file.

    At most `count` of the members of each of `counts` can be had, and the members of each of `caps` come to no more
    than its amount. `less` says what is taken off a program: it pays nothing, or together with these no more than its
    own amount. `needs` are pairs: the second can only be had with the first.
    """

    counts: tuple[tuple[frozenset[int], int], ...] = ()
    caps: tuple[Limit, ...] = ()
    less: Mapping[int, frozenset[int]] = {}
    needs: tuple[tuple[int, int], ...] = ()

    def binding(self, amounts: Mapping[int, Number]) -> Rules:
        """Return the rules as far as they can bind programs of these amounts, and no others."""
        counts = [(members.intersection(amounts), count) for members, count in self.counts]
        caps = [Limit(members.intersection(amounts), most) for members, most in self.caps]
        less = {place: frozenset([one for one in by if amounts.get(one)]) for place, by in self.less.items()}
        return Rules(
            tuple([(members, count) for members, count in counts if len(members) > count]),
            tuple([limit for limit in caps if sum([amounts[place] for place in limit.members]) > limit.most]),
            {place: by for place, by in less.items() if place in amounts and by},
            tuple([pair for pair in self.needs if amounts.keys() >= set(pair)]),
        )

    def joined(self) -> Iterator[frozenset[int]]:
        """Yield the programs that each rule joins."""
        for members, _ in (*self.counts, *self.caps):
            yield members
        for place, by in self.less.items():
            yield by | {place}
        yield from map(frozenset, self.needs)


class State(NamedTuple):
    """A part of the search: which programs are taken (True) or left, and which pay nothing as others are taken off."""

    taken: dict[int, bool]
    emptied: dict[int, bool]


class Bounds:
    """What programs can still come to, whatever is taken: each rule is a joint limit.

    Of programs of several rules on their number each counts for one of them, that of which most is lost; a limit that
    crosses others is left out.
    """

    def __init__(self, amounts: Mapping[int, Number], rules: Rules) -> None:
        self.amounts = amounts
        limits: list[tuple[frozenset[int], Callable[[State], Number]]] = []
        left = set(amounts)
        while True:
            losses = [
                (self._loss(members & left, count), number) for number, (members, count) in enumerate(rules.counts)
            ]
            loss, number = max(losses, key=lambda one: one[0], default=(0, 0))
            if loss <= 0:
                break
            members, count = rules.counts[number]
            limits.append((members & left, self._of_count(members & left, members, count)))
            left -= members
        limits += [(members, self._of_cap(most)) for members, most in rules.caps]
        limits += [(by | {place}, self._of_less(place, by)) for place, by in rules.less.items()]
        sets = dict.fromkeys([one.members for one in nested([Limit(members, 0) for members, _ in limits])])
        self._nest = Nest(amounts, sets)
        self._limits = [[limit for members, limit in limits if members == one] for one in sets]

    def of(self, state: State) -> Number:
        """Return a sum that no whole state after this one exceeds."""
        available = payable(self.amounts, state)
        return self._nest.most(available, [min([limit(state) for limit in same]) for same in self._limits])

    def _loss(self, members: Iterable[int], count: int) -> Number:
        amounts = sorted([self.amounts[place] for place in members])
        return sum(amounts[: max(0, len(amounts) - count)])

    def _of_count(self, cell: frozenset[int], members: frozenset[int], count: int) -> Callable[[State], Number]:
        """Return what bounds a cell of the programs of which so many can be had: the largest that still can."""
        amounts = sorted([(self.amounts[place], place) for place in cell], reverse=True)

        def limit(state: State) -> Number:
            taken = state.taken
            left = count - sum([taken.get(place, False) for place in members])
            whole: Number = 0
            for amount, place in amounts:
                way = taken.get(place)
                if way or (way is None and left > 0):
                    whole += amount
                    left -= way is None
            return whole

        return limit

    @staticmethod
    def _of_cap(most: Number) -> Callable[[State], Number]:
        return lambda _: most

    def _of_less(self, place: int, by: frozenset[int]) -> Callable[[State], Number]:
        """Return what bounds a program and those taken off it: its own amount, or where it may pay nothing, theirs."""
        own, others = self.amounts[place], sum([self.amounts[one] for one in by])

        def limit(state: State) -> Number:
            reduced = state.emptied.get(place) is False and state.taken.get(place, True)
            return own if reduced else max(own, others)

        return limit


def payable(amounts: Mapping[int, Number], state: State) -> dict[int, Number]:
    """Return the amounts of the programs that may still be had and pay something."""
    taken, emptied = state
    return {
        place: amount for place, amount in amounts.items() if taken.get(place, True) and not emptied.get(place, False)
    }
