"""Conditions that say nothing: never true, never false, implied by others, about facts that nobody is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from iotcheck.authoring.lint.context import LintContext, eligible, example_text, stated_below, written
from iotcheck.authoring.proof import Goal
from iotcheck.authoring.proof.amounts import chosen, rows_of
from iotcheck.engine.leaves import declared_interval
from iotcheck.errors import Location
from iotcheck.model import (
    All,
    Any,
    Cases,
    Compares,
    ComparesDate,
    Condition,
    ConditionCases,
    Confirm,
    Constant,
    DerivedCondition,
    Edition,
    Fact,
    FactAmount,
    FactType,
    Group,
    Met,
    NoAmount,
    Not,
    PolicySet,
    Program,
    Selects,
    TableLookup,
)
from iotcheck.model.walk import AnyNode, below, facts_below, walk
from iotcheck.values import Value


def check_truths(context: LintContext) -> None:
    """Note conditions that are the same for all answers, the smallest that explain it, and idle parts of others."""
    visited: dict[int, bool] = {}
    for root in context.roots:
        _visit(context, root.edition, root.node, visited)
    for _, edition in context.editions:
        if edition.when is not None and context.impossible((), edition.when.location, edition, eligible(edition)):
            context.problem(edition.when.location, "never-applicable")


def _visit(context: LintContext, edition: Edition | None, node: AnyNode, visited: dict[int, bool]) -> bool:
    """Judge a node after those below it; return whether anything was wrong, for what follows from it is not said."""
    if id(node) not in visited:
        if isinstance(node, Met):
            named = context.policies.conditions[node.name].condition
            visited[id(node)] = _visit(context, None, named, visited)
        else:
            below = [_visit(context, edition, child, visited) for child in stated_below(context.policies, node)]
            visited[id(node)] = any(below) or (isinstance(node, _JUDGED) and _judge(context, edition, node))
    return visited[id(node)]


def _judge(context: LintContext, edition: Edition | None, condition: Condition) -> bool:
    """Note what is wrong with a condition; return whether anything is."""
    before = len(context.problems)
    location = condition.location
    if isinstance(condition, Selects) and len(set(condition.values)) < len(condition.values):
        twice = next(value for value in condition.values if condition.values.count(value) > 1)
        context.problem(location, "duplicate-value", value=written(twice))
    outside = list(_outside(context, condition))
    for fact, value in outside:
        low, high = (written(end) if end is not None else "…" for end in _ends(fact))
        context.problem(location, "threshold-out-of-range", fact=fact.id, value=written(value), low=low, high=high)
    if outside:
        pass  # what follows from it need not be said
    elif context.impossible([Goal(condition)], location, edition):
        whole = edition is not None and condition is edition.when
        context.problem(location, "never-applicable" if whole else "never-true")
    elif context.impossible([Goal(condition, holds=False)], location, edition):
        context.problem(location, "never-false")
    elif isinstance(condition, All | Any):
        _idle_children(context, edition, condition)
    return len(context.problems) > before


def _idle_children(context: LintContext, edition: Edition | None, group: All | Any) -> None:
    """Note the children without which a group would mean the same, the last ones first.

    Asked is only about neighbours that look at the same facts, directly or by way of others: since the group and the
    child can both hold and both fail, the rest neither implies the child nor follows from it.
    """
    every = isinstance(group, All)
    kept = list(group.children)
    related = _related(context.policies, group.children)
    for child in reversed(group.children):
        others = [other for other in kept if other is not child and related[id(other)] == related[id(child)]]
        if others and _is_idle(context, edition, group, child, others):
            kept = [other for other in kept if other is not child]
            for other in list(others):
                fewer = [one for one in others if one is not other]
                others = fewer if fewer and _is_idle(context, edition, group, child, fewer) else others
            places = ", ".join(_place(other.location, child.location) for other in others)
            group_name = "all" if every else "any"
            context.problem(child.location, "redundant-condition", group=group_name, places=places)


def _place(location: Location, seen_from: Location) -> str:
    """Name a place as it is seen from another: its file only if that is not the same."""
    place = f"{location.line}:{location.column}"
    return place if location.file == seen_from.file else str(location)


def _is_idle(
    context: LintContext, edition: Edition | None, group: All | Any, child: Condition, others: list[Condition]
) -> bool:
    """Return whether a child of a group makes no difference beside some others of its children."""
    every = isinstance(group, All)
    goals = [Goal(child, not every), *(Goal(other, every) for other in others)]
    return context.impossible(goals, group.location, edition)


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


def _outside(context: LintContext, condition: Condition) -> Iterator[tuple[Fact, object]]:
    """Yield the values that a leaf compares a fact with although the fact can never lie so low or so high."""
    facts = context.policies.facts
    match condition:
        case Compares(left=left, bounds=bounds):
            for one, other in [(left, bound) for bound in bounds] + [(bound, left) for bound in bounds]:
                if isinstance(one, FactAmount) and isinstance(other, Constant):
                    yield from _beyond(facts[one.fact], other.value)
        case Selects(fact=name, values=values) if facts[name].type not in _CHOSEN:
            for value in values:
                yield from _beyond(facts[name], value)
        case ComparesDate(fact=name) if not condition.moves:
            for bound in condition.turns(context.policies.as_of):
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
_JUDGED = (Group, Not, Selects, Compares, ComparesDate, DerivedCondition)


# What facts are asked if, and rules that use a fact although it need not have been asked.
#
# Truth does not look at `asked_if`. A rule that uses a fact outside of it can wait for an answer that nobody asks
# for.

Goals = tuple[Goal, ...]
Use = tuple[str, AnyNode, Goals]  # a fact, the node that names it, and what must hold for it to matter


def check_guards(context: LintContext) -> None:
    """Note rules of open programs that forget what a fact is asked if."""
    if all(fact.asked_if is None for fact in context.policies.facts.values()):
        return
    for program, edition in context.editions:
        if not edition.status.open_to_applicants or edition.when is None:
            continue
        uses = [(fact, node, goals) for node, goals in reached(context, edition) for fact in _facts_of(node)]
        _check_uses(context, program, edition, uses)


def _check_uses(context: LintContext, program: Program, edition: Edition, uses: list[Use]) -> None:
    noted: set[str] = set()
    for fact, node, goals in uses:
        guard = context.policies.facts[fact].asked_if
        if guard is None or fact in noted:
            continue
        unguarded = [Goal(guard, holds=False)]
        if (answers := context.example(unguarded, node.location, edition, given=goals)) is not None:
            noted.add(fact)
            decisive = facts_below(context.policies, guard)
            answers = {name: value for name, value in answers.items() if name in decisive}
            context.problem(
                node.location, "forgotten-guard", fact=fact, program=program.id, example=example_text(answers)
            )


def reached(context: LintContext, edition: Edition) -> Iterator[tuple[AnyNode, Goals]]:
    """Yield all that an edition's condition and ceiling consist of, with goals without which it makes no difference."""
    if edition.when is not None:
        yield from _reached(context, edition.when, ())
    if not isinstance(edition.ceiling, NoAmount):
        yield from _reached(context, edition.ceiling, eligible(edition))


def _reached(context: LintContext, node: AnyNode, goals: Goals) -> Iterator[tuple[AnyNode, Goals]]:
    yield node, goals
    match node:
        case All(children=children):
            for child in children:
                yield from _reached(context, child, (*goals, *_others(children, child, holds=True)))
        case Any(children=children):
            for child in children:
                yield from _reached(context, child, (*goals, *_others(children, child, holds=False)))
        case Cases(branches=branches, otherwise=otherwise) | ConditionCases(branches=branches, otherwise=otherwise):
            for branch in branches:
                yield from _reached(context, branch.when, goals)
                yield from _reached(context, branch.then, (*goals, Goal(branch.when)))
                goals = (*goals, Goal(branch.when, holds=False))
            yield from _reached(context, otherwise, goals)
        case TableLookup():
            for choices, row in rows_of(context.policies, node):
                yield from _reached(context, row, (*goals, Goal(chosen(node, choices))))
        case _:
            for below_it in below(context.policies, node):
                yield from _reached(context, below_it, goals)


def _others(children: tuple[Condition, ...], child: Condition, holds: bool) -> Goals:
    return tuple(Goal(other, holds) for other in children if other is not child)


def _facts_of(node: AnyNode) -> tuple[str, ...]:
    """Return the facts that a node itself names, those of the nodes below it left out."""
    return (node.fact,) if isinstance(node, Selects | ComparesDate | FactAmount | TableLookup) else ()
