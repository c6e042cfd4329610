"""The search for answers that reach goals: alternatives are tried, the fewest first, until nothing contradicts.

A goal is taken apart into alternative ways (`goals`), and a way into restrictions on facts and further goals. The state
holds what the restrictions so far leave of each fact, and is never changed, so going back from a failed attempt costs
nothing. It is the procedure of M. Davis, G. Logemann and D. Loveland (1962), with restrictions on values in place of
single literals: ways that contradict the state are struck out; what has only one way left is taken at once, since there
is nothing to choose, and may strike out others; only where all have several is one guessed, at the goal with the
fewest.

    all: [{any: [a, b]}, {not: a}, {any: [c, d]}]

*not a* has one way and is taken. That leaves b as the only way for the first. The third still has two: c is tried, and
nothing contradicts. Had c been tried first, a failure of the first part would have been met twice, with c and with d.

*No* is a proof: every way was tried and each contradicts. *Yes* is only said of answers that the engine confirms, since
linear inequalities do not say all (products of facts are approximated). Past a number of tries it is *not decided*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from itertools import chain, islice, product
from typing import NamedTuple

from iotcheck.authoring.proof.amounts import Product
from iotcheck.authoring.proof.goals import Among, Confirmed, Goal, Includes, Taker, Way
from iotcheck.authoring.proof.linear import GivenUpError, Linear, Relation, System, constant, variable
from iotcheck.engine import Evaluation
from iotcheck.engine.leaves import declared_days, declared_interval
from iotcheck.engine.partition import Range
from iotcheck.logic import Truth
from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.model.walk import facts_below
from iotcheck.values import Number, Value

MOST_TRIED = 20_000  # ways, for one question
_MOST_VARIANTS = 300
_MOST_FIXED = 20  # values of second factors that are tried
_MOST_UNCONFIRMED = 8  # candidates that the engine did not confirm, before a question is given up


class Outcome(Enum):
    """What came of a question."""

    YES = "yes"
    NO = "no"
    NOT_DECIDED = "not decided"


class Finding(NamedTuple):
    """The outcome, for YES answers that reach all goals (facts that do not matter are left out), and the ways tried."""

    outcome: Outcome
    answers: Mapping[str, Value]
    tried: int = 0


def possible(policies: PolicySet, goals: Iterable[Goal], day: date) -> Finding:
    """Return whether some complete answers reach all goals on a day, things to confirm turning out either way."""
    wanted = tuple(goals)
    search = _Search(policies, day)
    concerned = frozenset().union(*(facts_below(policies, goal.condition) for goal in wanted))
    facts = {name: fact for name, fact in policies.facts.items() if name in concerned}
    unconfirmed = 0
    try:
        for state in search.states(_State.beginning(facts), [[Way(wanted)]]):
            ranged = state.with_products(search.taker.amounts.products)
            complete = ranged.answers() if ranged else None
            if complete is None:
                continue
            answers = {name: value for name, value in complete.items() if state.speaks_of(name)}
            # The engine may need a fact that cancels out (staff > staff - 1), or other values for a product of facts.
            products = search.taker.amounts.products
            varied = chain(state.variants(complete, products), state.with_second_factors(products))
            for some in chain((answers, complete), varied):
                if _confirmed(policies, wanted, day, some):
                    return Finding(Outcome.YES, some, search.tried)
            unconfirmed += 1
            if unconfirmed == _MOST_UNCONFIRMED:
                break
    except GivenUpError:
        return Finding(Outcome.NOT_DECIDED, {}, search.tried)
    return Finding(Outcome.NOT_DECIDED if unconfirmed else Outcome.NO, {}, search.tried)


class _State(NamedTuple):
    """What is settled so far. Never changed: a step makes another one."""

    among: Mapping[str, frozenset[Value]]
    included: Mapping[str, frozenset[Value]]
    excluded: Mapping[str, frozenset[Value]]
    confirmed: Mapping[int, bool]
    system: System
    facts: Mapping[str, Fact]
    numbers: frozenset[str]  # the numeric facts and days that something was said of

    @classmethod
    def beginning(cls, facts: Mapping[str, Fact]) -> _State:
        """Return the state in which everything that the facts admit is possible."""
        ranges = {name: _declared(fact) for name, fact in facts.items() if _numeric(fact)}
        whole = frozenset(name for name, fact in facts.items() if fact.type in (FactType.COUNT, FactType.DATE))
        among = {name: frozenset(_domain(fact)) for name, fact in facts.items()}
        return cls(among, {}, {}, {}, System(ranges, whole), facts, frozenset())

    def with_fix(self, fix: Among | Includes | Confirmed | Relation) -> _State | None:
        """Return the state with one more restriction, or None where that is a contradiction."""
        match fix:
            case Among(fact=fact, values=values):
                left = self.among[fact] & values
                return self._replace(among={**self.among, fact: left}) if left else None
            case Includes(fact=fact, choice=choice, included=included):
                return self._with_choice(fact, choice, included)
            case Confirmed(confirm=confirm, holds=holds):
                if self.confirmed.get(confirm, holds) is not holds:
                    return None
                return self._replace(confirmed={**self.confirmed, confirm: holds})
            case Relation():
                system = self.system.with_relation(fix)
                return self._replace(system=system, numbers=self.numbers | fix.sum.terms.keys()) if system else None

    def with_way(self, way: Way) -> _State | None:
        """Return the state with a way's restrictions."""
        state: _State | None = self
        for fix in way.fixes:
            state = state.with_fix(fix) if state else None
        return state

    def speaks_of(self, name: str) -> bool:
        """Whether something was said of a fact."""
        restricted = len(self.among[name]) < len(_domain(self.facts[name]))
        return restricted or any(name in said for said in (self.included, self.excluded, self.numbers))

    def answers(self) -> dict[str, Value] | None:
        """Return complete answers that satisfy everything said, or None if none do."""
        numbers = self.system.solution()
        return None if numbers is None else {name: self._value(fact, numbers) for name, fact in self.facts.items()}

    def with_products(self, products: Mapping[str, Product]) -> _State | None:
        """Return the state with what its ranges say of products, or None where that is a contradiction."""
        state: _State | None = self
        for name, one in products.items():
            for relation in one.relations(name, self.system.ranges):
                state = state.with_fix(relation) if state else None
        return state

    def variants(self, answers: Mapping[str, Value], products: Mapping[str, Product]) -> Iterator[dict[str, Value]]:
        """Yield the answers with other values for the facts in products, some hundreds at most."""
        varied = sorted({name for one in products.values() for name in one.facts if name in answers})
        spans = [_several(self.system.ranges[name]) for name in varied]
        for values in islice(product(*spans), _MOST_VARIANTS if varied else 0):
            yield {**answers, **dict(zip(varied, values, strict=True))}

    def with_second_factors(self, products: Mapping[str, Product]) -> Iterator[dict[str, Value]]:
        """Yield answers in which the second factors (and divisors) of products are fixed: the products are then linear.

        So `revenue / staff` between 30 and 40 is found with a staff of 1.
        """
        fixed = sorted({name for one in products.values() for name in one.right.terms if name in self.system.ranges})
        spans = [_several(self.system.ranges[name]) for name in fixed]
        for values in islice(product(*spans), _MOST_FIXED if fixed else 0):
            factors = dict(zip(fixed, values, strict=True))
            state: _State | None = self
            for name, value in factors.items():
                state = state.with_equal(variable(name), constant(value)) if state else None
            for name, one in products.items():
                if one.right.terms.keys() <= factors.keys():
                    linear = one.left.times(one.share(one.right.at(factors)))
                    state = state.with_equal(variable(name), linear, one.slack) if state else None
            found = state.answers() if state else None
            if found is not None:
                yield found

    def with_equal(self, left: Linear, right: Linear, slack: Number = 0) -> _State | None:
        """Return the state in which two sums are equal, or lie no further apart than `slack`."""
        state = self.with_fix(Relation(left.plus(right, -1).plus(constant(slack))))
        return state.with_fix(Relation(right.plus(left, -1).plus(constant(slack)))) if state else None

    def _value(self, fact: Fact, numbers: Mapping[str, Number]) -> Value:
        match fact.type:
            case FactType.BOOLEAN | FactType.CHOICE:
                return next(value for value in _domain(fact) if value in self.among[fact.id])
            case FactType.CHOICES:
                return self._selection(fact)
            case FactType.DATE:
                return date.fromordinal(int(numbers[fact.id]))
            case _:
                return numbers[fact.id]

    def _with_choice(self, name: str, choice: Value, included: bool) -> _State | None:
        fact = self.facts[name]
        chosen, refused = self.included.get(name, frozenset()), self.excluded.get(name, frozenset())
        chosen, refused = (chosen | {choice}, refused) if included else (chosen, refused | {choice})
        least, most = _how_many(fact)
        if chosen & refused or len(chosen) > most or len(fact.choices) - len(refused) < least:
            return None
        return self._replace(included={**self.included, name: chosen}, excluded={**self.excluded, name: refused})

    def _selection(self, fact: Fact) -> tuple[str, ...]:
        chosen, refused = (said.get(fact.id, frozenset()) for said in (self.included, self.excluded))
        spare = [choice for choice in fact.choices if choice not in chosen and choice not in refused]
        filling = set(spare[: max(0, _how_many(fact)[0] - len(chosen))])
        return tuple(choice for choice in fact.choices if choice in chosen or choice in filling)


class _Search:
    def __init__(self, policies: PolicySet, day: date) -> None:
        self.taker = Taker(policies, day)
        self.tried = 0

    def states(self, state: _State, waiting: list[list[Way]]) -> Iterator[_State]:
        """Yield the states in which each of the waiting alternatives is settled: what has no alternative first."""
        pending = waiting
        while True:
            settled = self._settle(state, pending)
            if settled is None:
                return
            state, pending = settled
            if not pending:
                yield state
                return
            viable = [[way for way in ways if self._try(state, way)] for ways in pending]
            fewest = min(range(len(viable)), key=lambda place: len(viable[place]))
            if len(viable[fewest]) > 1:
                ways = viable.pop(fewest)
                for way in ways:
                    yield from self.states(state, [[way], *viable])
                return
            pending = viable

    def _settle(self, state: _State, waiting: list[list[Way]]) -> tuple[_State, list[list[Way]]] | None:
        """Take every way that has no alternative, and what follows from it; return what is left to choose."""
        left: list[list[Way]] = []
        todo = waiting[::-1]
        while todo:
            ways = todo.pop()
            if len(ways) > 1:
                left.append(ways)
                continue
            self._count()
            after = state.with_way(ways[0]) if ways else None
            if after is None:
                return None
            state = after
            todo += [self.taker.ways(goal) for goal in reversed(ways[0].goals)]
        return state, left

    def _try(self, state: _State, way: Way) -> bool:
        self._count()
        return state.with_way(way) is not None

    def _count(self) -> None:
        self.tried += 1
        if self.tried > MOST_TRIED:
            raise GivenUpError


def _confirmed(policies: PolicySet, goals: Iterable[Goal], day: date, answers: Mapping[str, Value]) -> bool:
    """Whether the engine agrees, as far as confirms let it: what shall hold does with all of them, and so on."""
    evaluation = Evaluation(policies, answers, day)
    for goal in goals:
        trace = evaluation.condition(goal.condition)
        if (trace.high is not Truth.TRUE) if goal.holds else (trace.low is not Truth.FALSE):
            return False
    return True


def _domain(fact: Fact) -> tuple[Value, ...]:
    return tuple(fact.choices) or (True, False)


def _numeric(fact: Fact) -> bool:
    return fact.type.numeric or fact.type is FactType.DATE


def _declared(fact: Fact) -> Range:
    if fact.type is FactType.DATE:
        first, last = declared_days(fact)
        return Range(first.toordinal(), last.toordinal())
    return Range(*declared_interval(fact))


def _several(one: Range) -> list[Number]:
    """Return some telling numbers of a range: its ends and their neighbours, and round ones."""
    near = [end + step for end in one.numbers if end is not None for step in (0, 1, -1)]
    return [number for number in dict.fromkeys([*near, 0, 1, -1, 10**6]) if one.contains(number)]


def _how_many(fact: Fact) -> tuple[int, int]:
    """Return how many choices at least and at most may be chosen."""
    least = fact.minimum if isinstance(fact.minimum, int) else 0
    most = fact.maximum if isinstance(fact.maximum, int) else len(fact.choices)
    return least, most
