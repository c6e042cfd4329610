"""The values of each fact that some conditions and amounts can tell apart: few enough to try them all.

What a goal asks for is a truth, a branch, a row, or to lie at a threshold or one step beside it. Of a fact that is
compared with fixed numbers alone, each threshold t and its neighbours t - step and t + step stand for all values: any
other value is judged like the nearest of these on its side (`engine/partition.py`), and lies at no threshold. With
`staff at_least 10` and `at_most 50` they are 9, 10, 11, 49, 50 and 51, and the ends of what is admitted: 30 shows what
11 shows. Of selections only the options that a condition names matter, filled up with others as the fact demands. So
where every condition looks at one fact, finding nothing among these proves that there is nothing: the list is `exact`.

Where one condition looks at several facts (`rd at least 5 % of revenue`), the threshold of one moves with the other,
and no list holds for all. Then the others stand at round figures, and each gets the values about which the condition
turns there: for a revenue of 1,000 an rd of 49, 50 and 51. What is found so is real; finding nothing proves nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations, islice, pairwise, product
from typing import NamedTuple

from iotcheck.authoring.coverage.boundaries import gap_between, step_of
from iotcheck.engine import Answers, Evaluation
from iotcheck.engine.leaves import day_of, declared_days, declared_interval
from iotcheck.engine.partition import named_options, pairs_compared
from iotcheck.model import Amount, Calculation, ComparesDate, Fact, FactAmount, FactType, Operation, PolicySet, Selects
from iotcheck.model.lookups import DaysCompared
from iotcheck.model.walk import AnyNode, facts_below, walk
from iotcheck.values import Number, Value

MOST_LISTED = 12  # of a choices fact, options whose every selection is listed
_ROUND = (0, 1, 20, 100, 1_000, 100_000, 1_000_000, 100_000_000)
_BASES = 60  # combinations of round figures for which a turning point is sought

Candidate = Value | None  # None: the fact is open


class Candidates(NamedTuple):
    """The values to try of one fact, open first; `exact` if no other value could make a difference."""

    values: tuple[Candidate, ...]
    exact: bool


def candidates(policies: PolicySet, root: AnyNode, as_of: date) -> dict[str, Candidates]:
    """Return the values to try of each fact below a condition or an amount."""
    parts = list(walk(policies, root))
    below = facts_below(policies, root)
    found: dict[str, Candidates] = {}
    for name, fact in ((name, fact) for name, fact in policies.facts.items() if name in below):
        match fact.type:
            case FactType.BOOLEAN:
                found[name] = Candidates((None, True, False), exact=True)
            case FactType.CHOICE:
                found[name] = Candidates((None, *fact.choices), exact=True)
            case FactType.CHOICES:
                found[name] = _selections(fact, parts)
            case FactType.DATE:
                found[name] = _days(fact, parts, as_of)
            case _:
                found[name] = _numbers(policies, fact, parts, as_of)
    return _with_turning_points(policies, found, parts, as_of)


def effort(policies: PolicySet, root: AnyNode) -> int:
    """Return about how many steps listing the candidates below a root takes: pairs of amounts, times facts."""
    pairs = 0
    for part in walk(policies, root):
        match part:
            case Calculation(operation=Operation.LEAST | Operation.GREATEST, operands=operands):
                pairs += math.comb(len(operands), 2)
            case _:
                pairs += 1
    return pairs * len(facts_below(policies, root))


def _selections(fact: Fact, parts: list[AnyNode]) -> Candidates:
    """List the selections that differ in an option that some condition names."""
    options = named_options(fact, parts)
    fillers = [choice for choice in fact.choices if choice not in options]
    least = fact.minimum if isinstance(fact.minimum, int) else 0
    most = fact.maximum if isinstance(fact.maximum, int) else len(fact.choices)
    exact = len(options) <= MOST_LISTED
    sizes = range(len(options) + 1) if exact else (0, 1, 2, len(options) - 1, len(options))
    found: list[Candidate] = [None]
    for chosen in (combination for size in sizes for combination in combinations(options, size)):
        whole = (*chosen, *fillers[: max(0, least - len(chosen))])
        if least <= len(whole) <= most:
            found.append(tuple(choice for choice in fact.choices if choice in whole))
    return Candidates(tuple(found), exact)


def _days(fact: Fact, parts: list[AnyNode], as_of: date) -> Candidates:
    """List the days about those that the rules name for a fact, and for the facts that it is compared with."""
    pairs = [{part.fact, part.other} for part in parts if isinstance(part, DaysCompared)]
    names = {fact.id}.union(*[pair for pair in pairs if fact.id in pair])
    first, last = declared_days(fact)
    days = {first, last}
    for part in parts:
        turns: Iterable[date] = ()
        if isinstance(part, ComparesDate) and part.fact in names:
            turns = part.turns(as_of) or part.days(as_of) or ()
        elif isinstance(part, Selects) and part.fact in names:
            turns = [day_of(value) for value in part.values]
        for turn in turns:
            days |= {turn + timedelta(offset) for offset in (-1, 0, 1) if date.min < turn < date.max}
    inside = sorted((day for day in days if first <= day <= last), reverse=True)
    about = [part for part in parts if isinstance(part, Selects | ComparesDate) and part.fact == fact.id]
    moving = [part for part in about if isinstance(part, ComparesDate) and part.moves]
    bounded = fact.minimum is not None or fact.maximum is not None
    # On another day, what moves with it lies elsewhere between what stays.
    exact = len(names) == 1 and (not moving or (not bounded and len(moving) == len(about)))
    return Candidates((None, *inside), exact)


def _numbers(policies: PolicySet, fact: Fact, parts: list[AnyNode], as_of: date) -> Candidates:
    """List a numeric fact's ends, and the values about each constant that it alone is compared with."""
    low, high = declared_interval(fact)
    found: set[Number] = {end for end in (low, high) if end is not None}
    exact = True
    for part in parts:
        if isinstance(part, Selects) and part.fact == fact.id:
            found |= {value + offset for value in part.values for offset in (-1, 0, 1)}  # type: ignore[operator]
        for left, right in pairs_compared(part):
            facts = facts_below(policies, left) | facts_below(policies, right)
            turn = _constant(policies, right, as_of) if left == _just(fact) else _constant(policies, left, as_of)
            if fact.id in facts and (left == _just(fact) or right == _just(fact)) and turn is not None:
                step = step_of(policies, part, fact.id)
                found |= {turn - step, turn, turn + step}
            elif fact.id in facts:
                exact = False
    if not found or not exact:
        found |= set(_ROUND)
    return Candidates((None, *_admitted(fact, found)), exact)


def _admitted(fact: Fact, values: Iterable[Number]) -> list[Number]:
    """Return the values that the fact's type and bounds admit, sorted; for counts the whole numbers beside them."""
    low, high = declared_interval(fact)
    if fact.type is FactType.COUNT:
        values = {whole for value in values for whole in (math.floor(value), math.ceil(value))}
    return sorted(value for value in values if (low is None or value >= low) and (high is None or value <= high))


def _just(fact: Fact) -> FactAmount:
    return FactAmount(fact=fact.id, location=fact.location)


def _constant(policies: PolicySet, amount: Amount, as_of: date) -> Number | None:
    """Return the value of an amount that rests on no fact."""
    if facts_below(policies, amount):
        return None
    return Evaluation(policies, {}, as_of).amount(amount).interval.low


def _with_turning_points(
    policies: PolicySet, found: dict[str, Candidates], parts: list[AnyNode], as_of: date
) -> dict[str, Candidates]:
    """Add the values at which two amounts over several facts cross, the others standing at values listed so far."""
    more: dict[str, set[Number]] = {}
    for part in parts:
        for left, right in pairs_compared(part):
            facts = sorted(facts_below(policies, left) | facts_below(policies, right))
            for name in facts if len(facts) > 1 or not _simple(left, right) else ():
                if policies.facts[name].type.numeric:
                    others = [other for other in facts if other != name]
                    pools = [[value for value in found[other].values if value is not None] for other in others]
                    for values in islice(product(*pools), _BASES):
                        base = dict(zip(others, values, strict=True))
                        turn = _turning_point(policies, part, (left, right), name, base, found[name], as_of)
                        more.setdefault(name, set()).update(turn)
    for name, turns in more.items():
        known = {value for value in found[name].values if isinstance(value, Number)}
        found[name] = Candidates((None, *_admitted(policies.facts[name], known | turns)), exact=False)
    return found


def _simple(left: Amount, right: Amount) -> bool:
    return isinstance(left, FactAmount) or isinstance(right, FactAmount)


def _turning_point(
    policies: PolicySet,
    part: AnyNode,
    pair: tuple[Amount, Amount],
    fact: str,
    base: Answers,
    listed: Candidates,
    as_of: date,
) -> set[Number]:
    """Return the values of a fact about which left and right change order, the other facts standing at `base`."""

    def above(value: Number) -> bool:
        gap = gap_between(policies, *pair, {**base, fact: value}, as_of)
        return gap is not None and gap >= 0

    step = step_of(policies, part, fact)
    samples = sorted({value for value in listed.values if isinstance(value, Number)} | {0})
    for low, high in pairwise(samples):
        if above(low) is above(high):
            continue
        below, steps = 0, int((high - low) / step)
        while steps - below > 1:
            middle = (below + steps) // 2
            below, steps = (middle, steps) if above(low + middle * step) is above(low) else (below, middle)
        turn = low + steps * step
        return {turn - step, turn, turn + step}
    return set()
