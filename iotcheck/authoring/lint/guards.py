"""What facts are asked if, and rules that use a fact although it need not have been asked.

Truth does not look at `asked_if`. A rule that uses a fact outside of it can wait for an answer that nobody asks for.
"""

from __future__ import annotations

from collections.abc import Iterator

from iotcheck.authoring.lint.questions import Questions, eligible, example_text
from iotcheck.authoring.proof import Goal
from iotcheck.authoring.proof.amounts import chosen, rows_of
from iotcheck.model import (
    All,
    Any,
    Cases,
    ComparesDate,
    Condition,
    Edition,
    FactAmount,
    NoAmount,
    Program,
    Selects,
    TableLookup,
)
from iotcheck.model.walk import AnyNode, below, facts_below

Goals = tuple[Goal, ...]
Use = tuple[str, AnyNode, Goals]  # a fact, the node that names it, and what must hold for it to matter


def check_guards(questions: Questions) -> None:
    """Note rules of open programs that forget what a fact is asked if."""
    if all(fact.asked_if is None for fact in questions.policies.facts.values()):
        return
    for program, edition in questions.editions:
        if not edition.status.open_to_applicants or edition.when is None:
            continue
        uses = list(_uses(questions, edition.when, ()))
        if not isinstance(edition.ceiling, NoAmount):
            uses += _uses(questions, edition.ceiling, eligible(edition))
        _check_uses(questions, program, edition, uses)


def _check_uses(questions: Questions, program: Program, edition: Edition, uses: list[Use]) -> None:
    noted: set[str] = set()
    for fact, node, goals in uses:
        guard = questions.policies.facts[fact].asked_if
        if guard is None or fact in noted:
            continue
        unguarded = [Goal(guard, holds=False)]
        if (answers := questions.example(unguarded, node.location, edition, given=goals)) is not None:
            noted.add(fact)
            decisive = facts_below(questions.policies, guard)
            answers = {name: value for name, value in answers.items() if name in decisive}
            questions.problem(
                node.location, "forgotten-guard", fact=fact, program=program.id, example=example_text(answers)
            )


def _uses(questions: Questions, node: AnyNode, goals: Goals) -> Iterator[Use]:
    """Yield the facts below a node, each with goals without which it makes no difference there."""
    for fact in _facts_of(node):
        yield fact, node, goals
    match node:
        case All(children=children):
            for child in children:
                yield from _uses(questions, child, (*goals, *_others(children, child, holds=True)))
        case Any(children=children):
            for child in children:
                yield from _uses(questions, child, (*goals, *_others(children, child, holds=False)))
        case Cases(branches=branches, otherwise=otherwise):
            for branch in branches:
                yield from _uses(questions, branch.when, goals)
                yield from _uses(questions, branch.then, (*goals, Goal(branch.when)))
                goals = (*goals, Goal(branch.when, holds=False))
            yield from _uses(questions, otherwise, goals)
        case TableLookup():
            for choices, row in rows_of(questions.policies, node):
                yield from _uses(questions, row, (*goals, Goal(chosen(node, choices))))
        case _:
            for below_it in below(questions.policies, node):
                yield from _uses(questions, below_it, goals)


def _others(children: tuple[Condition, ...], child: Condition, holds: bool) -> Goals:
    return tuple(Goal(other, holds) for other in children if other is not child)


def _facts_of(node: AnyNode) -> tuple[str, ...]:
    """Return the facts that a node itself names, those of the nodes below it left out."""
    return (node.fact,) if isinstance(node, Selects | ComparesDate | FactAmount | TableLookup) else ()
