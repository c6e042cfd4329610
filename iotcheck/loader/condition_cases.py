"""Cases of conditions, read from nodes."""

from __future__ import annotations

from typing import Any

from iotcheck.loader.context import Context
from iotcheck.loader.records import exact_keys, read_value
from iotcheck.model import All, Condition, ConditionBranch
from iotcheck.model.cases import cases_of
from iotcheck.reader import Node


def read_condition_cases(context: Context, node: Node, said: dict[str, Any]) -> Condition | None:
    """Read a list of cases, the last of which is `otherwise`."""
    nodes = context.items(node)
    if not nodes:
        return None
    branches = [_branch(context, one) for one in nodes[:-1]]
    last = context.mapping(nodes[-1])
    if last is None:
        return None
    if "otherwise" not in last.entries:
        _branch(context, last)
        context.problem(last, "otherwise-missing")
        return None
    if not exact_keys(context, last, ("otherwise",)):
        return None
    otherwise: Condition | None = read_value(context, last.entries["otherwise"][1], "condition")
    whole = tuple(branch for branch in branches if branch is not None)
    if otherwise is None or len(whole) != len(branches):
        return None
    return cases_of(whole, otherwise, **said) if whole else All(children=(otherwise,), **said)


def _branch(context: Context, node: Node) -> ConditionBranch | None:
    mapping = context.mapping(node)
    if mapping is None:
        return None
    if "otherwise" in mapping.entries:
        context.problem(mapping, "otherwise-not-last")
        return None
    if not exact_keys(context, mapping, ("when", "then")):
        return None
    # Not imported: conditions use cases, so that cases find conditions by their kind.
    when, then = [read_value(context, mapping.entries[key][1], "condition") for key in ("when", "then")]
    return ConditionBranch(when=when, then=then) if when is not None and then is not None else None
