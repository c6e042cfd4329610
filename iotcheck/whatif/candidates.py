"""The values of a fact that are worth trying: one on each side of everything a condition can tell apart.

Thresholds are computed, not guessed: where two compared amounts cross while the other answers stay as they are. Values
tried are ones a person can answer: whole units of money, days, decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import chain, combinations, pairwise
from typing import NamedTuple

from iotcheck.engine import Answers
from iotcheck.engine.partition import Partition, beside, cuts_of, named_options, pairs_compared
from iotcheck.model import (
    Calculation,
    Compares,
    ComparesDate,
    Condition,
    Constant,
    Everyone,
    Fact,
    FactAmount,
    FactType,
    PolicySet,
    Selection,
    Selects,
)
from iotcheck.model.walk import facts_below, walk
from iotcheck.values import MAX_DIGITS, BadValueError, Number, Value, exact
from iotcheck.whatif.breakpoints import Crossings

MOST_SELECTIONS = 300
_FAR = 10**MAX_DIGITS - 1
_MOST_PLACES = 6


class Effort(NamedTuple):
    """How large a change is: how many things change, then how far numbers and days move."""

    things: int
    far: Fraction

    def plus(self, other: Effort) -> Effort:
        """Return the effort of both."""
        return Effort(self.things + other.things, self.far + other.far)


class Candidates:
    """Finds the values worth trying for one condition on one day.

    `capped` names the facts of which a value that does may not be among those tried: with too many selections, or with
    thresholds on curves.
    """

    def __init__(self, policies: PolicySet, condition: Condition | Everyone, as_of: date) -> None:
        self.policies = policies
        self.as_of = as_of
        self.capped: set[str] = set()
        self._nodes = tuple(walk(policies, condition))
        self._known: dict[tuple[object, ...], list[tuple[Value, Effort]]] = {}
        self._partners: dict[str, tuple[str, ...]] = {}

    def of(self, name: str, answers: Answers) -> list[tuple[Value, Effort]]:
        """Return values that the fact admits with their efforts, the least first; that in `answers` is left out.

        `answers` are the applicant's, with what has already been changed.
        """
        key = (name, *map(answers.get, self._compared_with(name)))
        if key not in self._known:
            self._known[key] = self._sorted(name, answers)
        return self._known[key]

    def _compared_with(self, name: str) -> tuple[str, ...]:
        """Return the facts whose answers may move the thresholds of a fact, itself included."""
        if name not in self._partners:
            amounts = [node for node in self._nodes if isinstance(node, Compares | Calculation)]
            below = [facts_below(self.policies, node) for node in amounts]
            self._partners[name] = tuple({name}.union(*[facts for facts in below if name in facts]))
        return self._partners[name]

    def _sorted(self, name: str, answers: Answers) -> list[tuple[Value, Effort]]:
        fact = self.policies.facts[name]
        before = answers.get(name)
        values = {value for value in self._values(fact, answers) if value != before and _admitted(fact, value)}
        efforts = [(value, self.effort(name, before, value)) for value in values]
        return sorted(efforts, key=lambda option: (option[1], _place(fact, option[0])))

    def effort(self, name: str, before: Value | None, after: Value) -> Effort:
        """Return how large the change of one fact is."""
        fact = self.policies.facts[name]
        if isinstance(after, tuple):
            return Effort(len(set(before if isinstance(before, tuple) else ()) ^ set(after)), Fraction(0))
        if isinstance(after, date):
            start = before if isinstance(before, date) else self.as_of
            return Effort(1, Fraction(abs((after - start).days)))
        if fact.type.numeric:
            known, number = _number(before), _number(after) or 0
            origin = Fraction(known if known is not None else _number(fact.minimum) or 0)
            return Effort(1, abs(number - origin) / (1 + abs(origin)))
        return Effort(1, Fraction(0))

    def _values(self, fact: Fact, answers: Answers) -> Iterable[Value]:
        match fact.type:
            case FactType.BOOLEAN:
                return (False, True)
            case FactType.CHOICE:
                return tuple(fact.choices)
            case FactType.CHOICES:
                return self._selections(fact, answers.get(fact.id))
            case FactType.DATE:
                return self._days(fact, answers)
            case _:
                return self._numbers(fact, answers)

    def _selections(self, fact: Fact, before: Value | None) -> Iterator[Value]:
        """Yield selections by how many choices they add or drop; whole lists that a condition names come in one go."""
        chosen = frozenset(before if isinstance(before, tuple) else ())
        rules = [node for node in self._nodes if isinstance(node, Selects) and node.fact == fact.id]
        bounded = fact.minimum is not None or fact.maximum is not None
        matter = list(fact.choices) if bounded else named_options(fact, rules)
        for rule in rules:
            listed = frozenset(map(str, rule.values))
            whole = chosen | listed if rule.selection is Selection.INCLUDES_ALL else chosen - listed
            yield _selection(fact, whole)
        yield _selection(fact, chosen)
        tried = 0
        for size in range(1, len(matter) + 1):
            toggles = list(combinations(matter, size))
            tried += len(toggles)
            if tried > MOST_SELECTIONS:
                self.capped.add(fact.id)
                return
            for some in toggles:
                yield _selection(fact, chosen.symmetric_difference(some))

    def _days(self, fact: Fact, answers: Answers) -> Iterator[Value]:
        """Yield the days beside every cut and every day compared, and the first and the last that the fact admits."""
        rules = [node for node in self._nodes if isinstance(node, Selects | ComparesDate) and node.fact == fact.id]
        partition = Partition(fact, [cut for rule in rules for cut in cuts_of(rule, self.as_of)])
        for cut in partition.cuts:
            yield from (date.fromordinal(int(day)) for day in beside(cut.value) if day <= date.max.toordinal())
        for pair in chain.from_iterable(map(pairs_compared, self._nodes)):
            names = [side.fact for side in pair if isinstance(side, FactAmount)]
            for day in [answers.get(name) for name in names if name != fact.id] if fact.id in names else ():
                if isinstance(day, date):
                    near = [day.toordinal() + offset for offset in (-1, 0, 1)]
                    yield from (date.fromordinal(one) for one in near if 0 < one <= date.max.toordinal())
        yield from (bound for bound in (fact.minimum, fact.maximum) if isinstance(bound, date))

    def _numbers(self, fact: Fact, answers: Answers) -> set[Value]:
        """Return the numbers beside every threshold, and the ends of what the fact admits.

        Inner amounts come first: between their thresholds the outer ones are straight lines (unless facts are
        multiplied), which are crossed where the secant says.
        """
        step = self._step(fact, answers.get(fact.id))
        low, high = _number(fact.minimum), _number(fact.maximum)
        ends: list[Number] = [
            -_FAR if low is None else low,
            _FAR if high is None else high,
            0,
            _number(answers.get(fact.id)) or 0,
        ]
        points = {end for end in ends if (low is None or end >= low) and (high is None or end <= high)}
        crossed = Crossings(self.policies, self.as_of, fact.id, answers)
        thresholds: set[Number] = set()
        for node in self._nodes:
            if isinstance(node, Selects) and node.fact == fact.id:
                roots = [value for value in map(_number, node.values) if value is not None]
            else:
                roots = [root for pair in pairs_compared(node) for root in crossed.roots(pair, points, step)]
            points |= {near for root in roots for near in beside(root, step)}
            points |= {root for root in roots if root % step and roots.count(root) > 1}
            if crossed.missed or any(root % step and root in thresholds for root in roots):
                self.capped.add(fact.id)
            thresholds.update(roots)
        return {*points, *_between_units(thresholds, step)}

    def _step(self, fact: Fact, before: Value | None) -> Fraction:
        """Return the least difference worth telling: as fine as the condition's own figures, a whole unit of money."""
        if fact.type is FactType.COUNT:
            return Fraction(1)
        figures = [node.value for node in self._nodes if isinstance(node, Constant)]
        figures += [value for one in (before, fact.minimum, fact.maximum) if (value := _number(one)) is not None]
        for node in self._nodes:
            if isinstance(node, Selects) and node.fact == fact.id:
                figures += [value for one in node.values if (value := _number(one)) is not None]
        places = max((_places(figure) for figure in figures), default=0)
        return Fraction(1, 10 ** max(places, 2 if fact.type is FactType.NUMBER else 0))


def _between_units(thresholds: set[Number], step: Fraction) -> Iterator[Number]:
    """Yield two neighbouring thresholds and a number between them, where no multiple of the step lies there.

    So `0.00055` is found for a figure that times 1000 must lie between 0.5 and 0.6.
    """
    for low, high in pairwise(sorted(thresholds)):
        if (low // step + 1) * step >= high:
            shortest = (exact(Fraction(int(low * 10**places // 1) + 1, 10**places)) for places in range(MAX_DIGITS + 1))
            yield from (low, *[one for one in shortest if one < high][:1], high)


def _places(number: Number) -> int:
    """Return how many decimal places a number has, at most six."""
    return next((places for places in range(_MOST_PLACES) if (number * 10**places) % 1 == 0), _MOST_PLACES)


def _selection(fact: Fact, chosen: frozenset[str]) -> Value:
    return tuple([choice for choice in fact.choices if choice in chosen])


def _admitted(fact: Fact, value: Value) -> bool:
    number = _number(value)
    units = 1 if fact.type is FactType.COUNT else 10**MAX_DIGITS
    if number is not None and (abs(number) > _FAR or number * units % 1):
        return False
    try:
        fact.admit(value)  # also that it has no more digits than an answer may have
    except BadValueError:
        return False
    return True


def _place(fact: Fact, value: Value) -> Fraction:
    """Return a value's place among equally near ones: the file's order, or the smaller first."""
    if isinstance(value, date):
        return Fraction(value.toordinal())
    if isinstance(value, str):
        return Fraction(list(fact.choices).index(value))
    if isinstance(value, tuple):
        order = list(fact.choices)
        return Fraction(sum(1 << (len(order) - order.index(choice)) for choice in value) * -1)
    return Fraction(value)


def _number(value: object) -> Number | None:
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None
