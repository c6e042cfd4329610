"""Conditions that say nothing: never true, never false, implied by their neighbours, thresholds outside of a range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from iotcheck.authoring.lint.questions import Questions, eligible, stated_below, written
from iotcheck.authoring.proof import Goal
from iotcheck.engine.leaves import declared_interval
from iotcheck.model import (
    All,
    Any,
    Compares,
    ComparesDate,
    Condition,
    Confirm,
    Constant,
    Edition,
    Fact,
    FactAmount,
    FactType,
    Group,
    Met,
    Not,
    PolicySet,
    Selects,
)
from iotcheck.model.walk import AnyNode, facts_below, walk
from iotcheck.values import Value


def check_truths(questions: Questions) -> None:
    """Note conditions that are the same for all answers, the smallest that explain it, and idle parts of others."""
    visited: dict[int, bool] = {}
    for root in questions.roots:
        _visit(questions, root.edition, root.node, visited)
    for _, edition in questions.editions:
        if edition.when is not None and questions.impossible((), edition.when.location, edition, eligible(edition)):
            questions.problem(edition.when.location, "never-applicable")


def _visit(questions: Questions, edition: Edition | None, node: AnyNode, visited: dict[int, bool]) -> bool:
    """Judge a node after those below it; return whether anything was wrong, for what follows from it is not said."""
    if id(node) not in visited:
        if isinstance(node, Met):
            named = questions.policies.conditions[node.name].condition
            visited[id(node)] = _visit(questions, None, named, visited)
        else:
            below = [_visit(questions, edition, child, visited) for child in stated_below(questions.policies, node)]
            visited[id(node)] = any(below) or (isinstance(node, _JUDGED) and _judge(questions, edition, node))
    return visited[id(node)]


def _judge(questions: Questions, edition: Edition | None, condition: Condition) -> bool:
    """Note what is wrong with a condition; return whether anything is."""
    before = len(questions.problems)
    location = condition.location
    if isinstance(condition, Selects) and len(set(condition.values)) < len(condition.values):
        twice = next(value for value in condition.values if condition.values.count(value) > 1)
        questions.problem(location, "duplicate-value", value=written(twice))
    outside = list(_outside(questions, condition))
    for fact, value in outside:
        low, high = (written(end) if end is not None else "…" for end in _ends(fact))
        questions.problem(location, "threshold-out-of-range", fact=fact.id, value=written(value), low=low, high=high)
    if outside:
        pass  # what follows from it need not be said
    elif questions.impossible([Goal(condition)], location, edition):
        whole = edition is not None and condition is edition.when
        questions.problem(location, "never-applicable" if whole else "never-true")
    elif questions.impossible([Goal(condition, holds=False)], location, edition):
        questions.problem(location, "never-false")
    elif isinstance(condition, All | Any):
        _idle_children(questions, edition, condition)
    return len(questions.problems) > before


def _idle_children(questions: Questions, edition: Edition | None, group: All | Any) -> None:
    """Note the children without which a group would mean the same, the last ones first.

    Asked is only about neighbours that look at the same facts, directly or by way of others: since the group and the
    child can both hold and both fail, the rest neither implies the child nor follows from it.
    """
    every = isinstance(group, All)
    kept = list(group.children)
    related = _related(questions.policies, group.children)
    for child in reversed(group.children):
        others = [other for other in kept if other is not child and related[id(other)] == related[id(child)]]
        if others and _is_idle(questions, edition, group, child, others):
            kept = [other for other in kept if other is not child]
            for other in list(others):
                fewer = [one for one in others if one is not other]
                others = fewer if fewer and _is_idle(questions, edition, group, child, fewer) else others
            places = ", ".join(f"{other.location.line}:{other.location.column}" for other in others)
            group_name = "all" if every else "any"
            questions.problem(child.location, "redundant-condition", group=group_name, places=places)


def _is_idle(
    questions: Questions, edition: Edition | None, group: All | Any, child: Condition, others: list[Condition]
) -> bool:
    """Return whether a child of a group makes no difference beside some others of its children."""
    every = isinstance(group, All)
    goals = [Goal(child, not every), *(Goal(other, every) for other in others)]
    return questions.impossible(goals, group.location, edition)


def _related(policies: PolicySet, conditions: Iterable[Condition]) -> dict[int, int]:
    """Return for each condition, by identity, what is equal for those that share facts or confirms with one another."""
    first: dict[object, int] = {}
    group_of: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    for condition in conditions:
        one = id(condition)
        group_of[one], members[one] = one, [one]
        confirms = {id(part) for part in walk(policies, condition) if isinstance(part, Confirm)}
        for subject in facts_below(policies, condition) | confirms:
            other = group_of[first.setdefault(subject, one)]
            mine = group_of[one]
            if other != mine:
                small, large = sorted((mine, other), key=lambda group: len(members[group]))
                for member in members[small]:
                    group_of[member] = large
                members[large] += members.pop(small)
    return group_of


def _outside(questions: Questions, condition: Condition) -> Iterator[tuple[Fact, object]]:
    """Yield the values that a leaf compares a fact with although the fact can never lie so low or so high."""
    facts = questions.policies.facts
    match condition:
        case Compares(left=left, bounds=bounds):
            for one, other in [(left, bound) for bound in bounds] + [(bound, left) for bound in bounds]:
                if isinstance(one, FactAmount) and isinstance(other, Constant):
                    yield from _beyond(facts[one.fact], other.value)
        case Selects(fact=name, values=values) if facts[name].type not in _CHOSEN:
            for value in values:
                yield from _beyond(facts[name], value)
        case ComparesDate(fact=name, bound=date() as bound):
            yield from _beyond(facts[name], bound)
        case _:
            return


def _beyond(fact: Fact, value: object) -> Iterator[tuple[Fact, object]]:
    low, high = _ends(fact)
    if (low is not None and value < low) or (high is not None and value > high):  # type: ignore[operator]
        yield fact, value


def _ends(fact: Fact) -> tuple[Value | None, Value | None]:
    if fact.type is FactType.DATE:
        first, last = (end if isinstance(end, date) else None for end in (fact.minimum, fact.maximum))
        return first, last
    return declared_interval(fact)


_CHOSEN = (FactType.BOOLEAN, FactType.CHOICE, FactType.CHOICES)
_JUDGED = (Group, Not, Selects, Compares, ComparesDate)
