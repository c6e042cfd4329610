"""What cases and rows of a ceiling that come to `not_eligible` mean for who may apply: part of the edition's condition.

Who comes to such a case meets its condition, and none of the cases before it. So an edition asks in addition that one
of these is otherwise: with `{when: staff at_least 500, then: not_eligible}` as the first case, that the staff is not
500 or more; as the second, after `{when: registered, …}`, that the applicant is registered or has less staff. It is a
condition like any other, so that whatever names reasons, blockers or what would have to change finds it there.
"""

from __future__ import annotations

from collections.abc import Iterator

from iotcheck.model import (
    All,
    Amount,
    Any,
    Calculation,
    Cases,
    Condition,
    DerivedAmount,
    Edition,
    Everyone,
    GrantOf,
    NamedAmount,
    NoAmount,
    Not,
    NotEligible,
    PolicySet,
    Selection,
    Selects,
    TableLookup,
)

_Path = tuple[tuple[Condition, bool], ...]  # what holds, and what does not, where an amount comes to something


def with_exclusions(policies: PolicySet) -> PolicySet:
    """Return the policy set in which editions ask for all that their ceilings ask for."""
    programs = {
        name: program.replace(editions=tuple([_edition(policies, edition) for edition in program.editions]))
        for name, program in policies.programs.items()
    }
    return policies.replace(programs=programs)


def _edition(policies: PolicySet, edition: Edition) -> Edition:
    when = edition.when
    if when is None or isinstance(edition.ceiling, NoAmount):
        return edition
    found = list(dict.fromkeys(_paths(policies, edition.ceiling, ())))
    exclusions = tuple(map(_otherwise, found))
    if not exclusions:
        return edition
    if isinstance(when, Everyone):
        return edition.replace(when=All(children=exclusions, location=when.location))
    if isinstance(when, All) and when.text is None and not when.sources:
        return edition.replace(when=when.replace(children=(*when.children, *exclusions)))
    return edition.replace(when=All(children=(when, *exclusions), location=when.location))


def _otherwise(path: _Path) -> Condition:
    """Return the condition that something on a path is otherwise."""
    others = tuple(
        [Not(child=condition, location=condition.location) if holds else condition for condition, holds in path]
    )
    return others[0] if len(others) == 1 else Any(children=others, location=path[-1][0].location)


def _paths(policies: PolicySet, amount: Amount, so_far: _Path) -> Iterator[_Path]:
    """Yield what leads to each `not_eligible` below an amount."""
    match amount:
        case NotEligible():
            if so_far:
                yield so_far
        case Cases(branches=branches, otherwise=otherwise):
            for branch in branches:
                yield from _paths(policies, branch.then, (*so_far, (branch.when, True)))
                so_far = (*so_far, (branch.when, False))
            yield from _paths(policies, otherwise, so_far)
        case TableLookup(table=name, fact=fact):
            table = policies.tables[name]
            for choice in policies.facts[fact].choices:
                row = table.rows.get(choice) or table.otherwise
                assert row is not None  # the loader sees to it
                chosen = Selects(fact=fact, selection=Selection.ANY_OF, values=(choice,), location=row.location)
                yield from _paths(policies, row, (*so_far, (chosen, True)))
        case NamedAmount(name=name):
            yield from _paths(policies, policies.amounts[name], so_far)
        case GrantOf():  # nothing where nobody is eligible for that program, who may be for this one
            return
        case DerivedAmount(meaning=meaning):
            yield from _paths(policies, meaning, so_far)
        case Calculation(operands=operands):
            for operand in operands:
                yield from _paths(policies, operand, so_far)
        case _:
            return
