"""Answers that make conditions come out as wanted: a search over the few values of each fact that matter.

What is wanted of a condition is a set of pairs of truths (`pairs`). Going down the tree, wishes for groups become
wishes for their children, and those of a leaf narrow the values left of its fact; so nothing is tried that a leaf
already rules out.

Each step is a generator of what is left open, so that asking the last step for another result goes back to the latest
choice. Let `any: [a, {all: [b, c]}]` come out true. Of a the wish *true* leaves {yes}, and the group is decided: any
pair of truths will do for the rest, which costs nothing. If that fails later, a is wished *not true*, then b and c
true. The truths of a child that lead to the same counts are one wish (`pairs.Count`): all that the steps behind it can
see is the count, so what follows is the same for each of them, and would be searched again for nothing.

Nothing is left out but by the values tried. Where every leaf looks at one fact, these stand for all (see `values`), so
that finding nothing proves that there is nothing; elsewhere it only means that none was found. A leaf over several
facts narrows none of them by itself: it waits as a `Wish` until the others have left little to try.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import product
from typing import NamedTuple, TypeVar

from iotcheck import logic
from iotcheck.authoring.coverage.pairs import ANY_PAIR, PAIRS, TRUE, Count, Pair, Wanted
from iotcheck.authoring.coverage.values import Candidate, candidates
from iotcheck.engine import Answers, Evaluation
from iotcheck.logic import Truth
from iotcheck.model import Condition, Confirm, Everyone, Group, Met, Not, PolicySet
from iotcheck.model.walk import AnyNode, facts_below, walk
from iotcheck.values import Value

Counts = tuple[Count, ...]  # by world
Test = Callable[[Answers], bool]
T = TypeVar("T")

BUDGET = 60_000  # steps for one question
TRIAL = 10  # steps that evaluating something counts for


class BudgetError(Exception):
    """The search was given up: nothing is known."""


class Wish:
    """Something that several facts must satisfy together; what was found to satisfy it is kept."""

    def __init__(self, facts: tuple[str, ...], rows: Iterator[tuple[int, ...]]) -> None:
        self.facts = facts
        self._rows = rows
        self._found: list[tuple[int, ...]] = []

    def rows(self) -> Iterator[tuple[int, ...]]:
        """Yield the places of the candidates, one for each fact, that together satisfy the wish."""
        yield from self._found
        for row in self._rows:
            self._found.append(row)
            yield row


class Left(NamedTuple):
    """What is left open by the wishes so far: a bit for each candidate value of a fact, and wishes to be tried out."""

    masks: Mapping[str, int]
    wishes: tuple[Wish, ...] = ()

    def with_wish(self, wish: Wish) -> Left:
        """Return the same with one more wish to be tried out."""
        return self._replace(wishes=(*self.wishes, wish))


class Solver:
    """Searches the answers below one root, a whole condition or amount, on one day. `exact`: nothing is left out."""

    def __init__(self, policies: PolicySet, root: AnyNode, as_of: date) -> None:
        self.policies = policies
        self.as_of = as_of
        self.candidates = candidates(policies, root, as_of)
        self.start = Left({fact: (1 << len(found.values)) - 1 for fact, found in self.candidates.items()})
        self._trial = max(TRIAL, sum(1 for _ in walk(policies, root)) // 3)
        self.exact = all(found.exact for found in self.candidates.values())
        self.spent = 0
        self._facts: dict[int, frozenset[str]] = {}
        self._masks: dict[tuple[int, Wanted], int] = {}
        self._wishes: dict[tuple[int, Wanted], Wish] = {}

    def meet(self, condition: Condition | Everyone, wanted: Wanted, left: Left) -> Iterator[Left]:
        """Yield what is left where a condition comes out as wanted."""
        self._spend()
        if wanted >= ANY_PAIR:
            yield left
            return
        match condition:
            case Met(name=name):
                yield from self.meet(self.policies.conditions[name].condition, wanted, left)
            case Not(child=child):
                turned = frozenset((logic.not_(low), logic.not_(high)) for high, low in wanted)
                yield from self.meet(child, turned, left)
            case Group(children=children):

                def can_come(counts: Counts, remaining: int) -> bool:
                    return any(
                        all(map(Count.can_be, counts, pair, (condition.needed,) * 2, (remaining,) * 2))
                        for pair in wanted
                    )

                needed = Count(condition.needed, condition.needed)
                yield from self._children(children, (0, 1), needed, can_come, left)
            case Everyone():
                if wanted >= TRUE:
                    yield left
            case Confirm():
                if (Truth.TRUE, Truth.FALSE) in wanted:
                    yield left
            case _:
                yield from self._leaf(condition, wanted, left)

    def meet_each(self, wishes: Sequence[tuple[Condition | Everyone, Wanted]], left: Left) -> Iterator[Left]:
        """Yield what is left where several conditions come out as wanted."""
        yield from _each_step(len(wishes), lambda place, before: self.meet(*wishes[place], before), left)

    def spare(self, group: Condition, child: AnyNode, world: int, left: Left) -> Iterator[Left]:
        """Yield what is left where a child decides the truth of its group, in the world 0 (high) or 1 (low)."""
        if not isinstance(group, Group):
            yield left
            return

        def can_decide(counts: Counts, remaining: int) -> bool:
            return counts[0].certain < needed.certain and counts[0].possible + remaining >= needed.possible

        needed = Count(group.needed, group.needed - 1)  # one short of enough: the child makes the difference
        others = tuple(other for other in group.children if other is not child)
        yield from self._children(others, (world,), needed, can_decide, left)

    def keep(self, fact: str, test: Callable[[Candidate], bool], left: Left) -> Iterator[Left]:
        """Yield what is left where a fact's value passes a test."""
        values = self.candidates[fact].values
        yield from self._narrow(fact, sum(1 << place for place, value in enumerate(values) if test(value)), left)

    def meet_test(self, part: AnyNode, test: Test, left: Left) -> Iterator[Left]:
        """Yield what is left where the answers to a part's facts pass a test."""
        facts = self._facts_of(part)
        if len(facts) == 1:
            (fact,) = facts
            self._spend(self._trial * len(self.candidates[fact].values))
            yield from self.keep(fact, lambda value: test({fact: value}), left)
        else:
            yield left.with_wish(self._wish(part, test))

    def settle(self, left: Left) -> Iterator[dict[str, Value]]:
        """Yield answers that fulfil what is left to try; open facts are not answered."""
        if not left.wishes:
            places = {fact: (mask & -mask).bit_length() - 1 for fact, mask in left.masks.items()}
            answers = {fact: self.candidates[fact].values[place] for fact, place in places.items()}
            yield {fact: value for fact, value in answers.items() if value is not None}
            return
        wish, *rest = left.wishes
        for row in wish.rows():
            self._spend()
            chosen = {fact: left.masks[fact] & 1 << place for fact, place in zip(wish.facts, row, strict=True)}
            if all(chosen.values()):
                yield from self.settle(Left({**left.masks, **chosen}, tuple(rest)))

    def _rows(self, facts: tuple[str, ...], test: Test) -> Iterator[tuple[int, ...]]:
        values = [self.candidates[fact].values for fact in facts]
        for row in product(*(range(len(value)) for value in values)):
            self._spend(self._trial)
            if test({fact: one[place] for fact, one, place in zip(facts, values, row, strict=True)}):
                yield row

    def _children(
        self,
        children: tuple[Condition, ...],
        worlds: tuple[int, ...],
        needed: Count,
        possible: Callable[[Counts, int], bool],
        left: Left,
    ) -> Iterator[Left]:
        """Yield what is left where the counts of the children's truths in some worlds end as is `possible`.

        That is asked of the counts after each child, and of how many are still to come. Truths of a child that lead to
        the same counts are tried together: what comes after them is the same. Leaves over one fact come first: they
        narrow its values at once, so that what follows has less to try.
        """
        children = tuple(sorted(children, key=self._is_wide))

        def step(place: int, before: tuple[Counts, Left]) -> Iterator[tuple[Counts, Left]]:
            remaining = len(children) - place - 1
            for after, pairs in _next_counts(before[0], worlds, needed, remaining):
                if possible(after, remaining):
                    for narrowed in self.meet(children[place], pairs, before[1]):
                        yield after, narrowed

        for _, narrowed in _each_step(len(children), step, ((Count(),) * len(worlds), left)):
            yield narrowed

    def _is_wide(self, condition: Condition) -> bool:
        return isinstance(condition, Group | Met | Not) or len(self._facts_of(condition)) > 1

    def _leaf(self, leaf: Condition, wanted: Wanted, left: Left) -> Iterator[Left]:
        facts = self._facts_of(leaf)
        key = (id(leaf), wanted)
        if len(facts) == 1:
            (fact,) = facts
            if key not in self._masks:
                values = self.candidates[fact].values
                self._spend(TRIAL * len(values))
                self._masks[key] = sum(
                    1 << place for place, value in enumerate(values) if self._comes_out(leaf, wanted, {fact: value})
                )
            yield from self._narrow(fact, self._masks[key], left)
        elif not facts:
            if self._comes_out(leaf, wanted, {}):
                yield left
        else:
            if key not in self._wishes:
                self._wishes[key] = self._wish(leaf, lambda answers: self._comes_out(leaf, wanted, answers))
            yield left.with_wish(self._wishes[key])

    def _facts_of(self, part: AnyNode) -> frozenset[str]:
        if id(part) not in self._facts:
            self._facts[id(part)] = facts_below(self.policies, part)
        return self._facts[id(part)]

    def _wish(self, part: AnyNode, test: Test) -> Wish:
        facts = tuple(fact for fact in self.candidates if fact in self._facts_of(part))
        return Wish(facts, self._rows(facts, test))

    def _comes_out(self, leaf: Condition, wanted: Wanted, answers: Answers) -> bool:
        trace = Evaluation(self.policies, answers, self.as_of).condition(leaf)
        return (trace.high, trace.low) in wanted

    def _narrow(self, fact: str, mask: int, left: Left) -> Iterator[Left]:
        remaining = left.masks[fact] & mask
        if remaining:
            yield left._replace(masks={**left.masks, fact: remaining})

    def _spend(self, steps: int = 1) -> None:
        self.spent += steps
        if self.spent > BUDGET:
            raise BudgetError


@lru_cache(maxsize=1 << 14)
def _next_counts(
    counts: Counts, worlds: tuple[int, ...], needed: Count, remaining: int
) -> tuple[tuple[Counts, Wanted], ...]:
    """Return the counts that one more child can lead to, each with the pairs of truths of the child that do."""
    together: dict[Counts, set[Pair]] = {}
    for pair in PAIRS:
        after = tuple([count.plus(pair[world], needed, remaining) for count, world in zip(counts, worlds, strict=True)])
        together.setdefault(after, set()).add(pair)
    return tuple([(after, frozenset(pairs)) for after, pairs in together.items()])


def _each_step(steps: int, step: Callable[[int, T], Iterator[T]], start: T) -> Iterator[T]:
    """Yield what taking several steps, one after another, can lead to: depth first, and as many as you like.

    `step` takes the place of a step and what the ones before it led to. (Generators nested once for each child of a
    condition would overflow the stack at a thousand children.)
    """
    waiting = [iter((start,))]
    while waiting:
        for reached in waiting[-1]:
            if len(waiting) > steps:
                yield reached
            else:
                waiting.append(step(len(waiting) - 1, reached))
                break
        else:
            waiting.pop()
