"""Rules on combining programs: which of them a case shows at work, and a case for those that none does."""

from __future__ import annotations

from collections.abc import Iterator

from iotcheck.authoring.combining import Way, ways_to_limit
from iotcheck.authoring.coverage.goals import Goal, Place
from iotcheck.authoring.coverage.observe import Checked, rules_at_work
from iotcheck.authoring.coverage.search import Answer, Reach
from iotcheck.authoring.proof import Goal as ToHold
from iotcheck.authoring.proof import Outcome, possible
from iotcheck.model import Amount, Calculation, Compares, Constant, Operation, Operator, PolicySet
from iotcheck.model.combining import CombineRule, JointCap


def find_combination(policies: PolicySet, goal: Goal, place: Place) -> Answer:
    """Return a case in which a rule limits a program, or that none is possible, or was found."""
    rule = place.node
    assert isinstance(rule, CombineRule)
    ways = list(ways_to_limit(policies, rule))
    for way in ways:
        for goals in _chances(rule, way):
            found = possible(policies, goals, way.day)
            case = Checked("", found.answers, way.day, best_set=True)
            if found.outcome is Outcome.YES and goal in rules_at_work(policies, case):
                return Answer(Reach.REACHABLE, case)
    return Answer(Reach.NOT_DECIDED if ways else Reach.UNREACHABLE)


def _chances(rule: CombineRule, way: Way) -> Iterator[tuple[ToHold, ...]]:
    """Yield what to look for, first for amounts above 0, and above a joint limit."""
    paid = [edition.ceiling for edition in way.editions.values() if isinstance(edition.ceiling, Amount)]
    zero = Constant(value=0, location=rule.location)
    wanted = [_exceeds(amount, zero, rule) for amount in paid]
    if isinstance(rule, JointCap) and paid:
        total = Calculation(operation=Operation.SUM, operands=tuple(paid), location=rule.location)
        wanted.append(_exceeds(total, rule.amount, rule))
        everyone = [ToHold(edition.when) for edition in way.editions.values() if edition.when is not None]
        yield (*way.goals, *everyone, *wanted)
    yield (*way.goals, *wanted)
    yield way.goals


def _exceeds(amount: Amount, other: Amount, rule: CombineRule) -> ToHold:
    return ToHold(Compares(left=amount, operator=Operator.MORE_THAN, bounds=(other,), location=rule.location))
