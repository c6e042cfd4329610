"""Every node below a condition or an amount: through named conditions, named amounts and tables, each once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from iotcheck.model.bands import Bands
from iotcheck.model.cases import DatedCondition
from iotcheck.model.lookups import Dated, Lookup
from iotcheck.model.policies import Everyone, PolicySet
from iotcheck.model.rules import (
    Amount,
    Calculation,
    Cases,
    Compares,
    ComparesDate,
    Condition,
    ConditionCases,
    Confirm,
    Constant,
    DerivedAmount,
    DerivedCondition,
    FactAmount,
    GrantOf,
    Group,
    Met,
    NamedAmount,
    Not,
    OnDay,
    Selects,
    TableLookup,
    Unstated,
)

AnyNode = Condition | Everyone | Amount


def walk(policies: PolicySet, root: AnyNode) -> Iterator[AnyNode]:
    """Yield a node and everything below it, children before their parents, a shared node at its first place only."""
    yield from _walk(policies, root, set())


def facts_below(policies: PolicySet, root: AnyNode) -> frozenset[str]:
    """Return the facts that a condition or an amount looks at, wherever below it."""
    return frozenset(
        [
            node.fact
            for node in walk(policies, root)
            if isinstance(node, Selects | ComparesDate | FactAmount | TableLookup)
        ]
    )


def below(policies: PolicySet, node: AnyNode) -> tuple[AnyNode, ...]:
    """Return the nodes directly below one, through names; a name that the file declares wrongly leads nowhere."""
    match node:
        case Met():
            return (policies.conditions[node.name].condition,) if node.name in policies.conditions else ()
        case NamedAmount():
            return (policies.amounts[node.name],) if node.name in policies.amounts else ()
        case TableLookup():
            table = policies.tables.get(node.table)
            rows = (*table.rows.values(), table.otherwise) if table else ()
            return tuple(row for row in rows if row is not None)
        case _:
            return parts_of(node)


def parts_of(node: AnyNode) -> tuple[AnyNode, ...]:
    """Return the nodes written directly below one, names not followed."""
    match node:
        case Group():
            return node.children
        case Not():
            return (node.child,)
        case Compares():
            return (node.left, *node.bounds)
        case Calculation():
            return node.operands
        case Cases():
            return (*[part for branch in node.branches for part in (branch.when, branch.then)], node.otherwise)
        case DerivedAmount() | DerivedCondition():
            return (node.meaning,)
        case Met() | NamedAmount() | TableLookup():
            return ()
        case Selects() | ComparesDate() | OnDay() | Confirm() | Everyone() | Constant() | FactAmount() | Unstated():
            return ()
        case never:
            assert_never(never)


def written_parts(node: AnyNode) -> tuple[AnyNode, ...]:
    """Return the nodes directly below one as its author wrote it: for bands their amount, limits, rates and amounts.

    A lookup is written with its keys, and the grant of another program with its name; what they lead to stands
    elsewhere.
    """
    match node:
        case Bands(amount=amount, bands=bands):
            return (amount, *[part for band in bands for part in band.written])
        case Lookup():
            return node.amounts
        case Dated():
            return tuple([one.value for one in node.values])
        case DatedCondition(rules=rules):
            return tuple([one.when for one in rules])
        case ConditionCases(branches=branches):
            return (*[part for branch in branches for part in (branch.when, branch.then)], node.otherwise)
        case DerivedCondition() | GrantOf():
            return ()
        case _:
            return parts_of(node)


def _walk(policies: PolicySet, node: AnyNode, seen: set[int]) -> Iterator[AnyNode]:
    if id(node) in seen:
        return
    seen.add(id(node))
    for child in below(policies, node):
        yield from _walk(policies, child, seen)
    yield node
