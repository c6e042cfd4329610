"""Choices that stand in groups, such as districts in cities and cities in provinces, read from nodes."""

from __future__ import annotations

from iotcheck.loader.context import Context
from iotcheck.model import FactType, Text
from iotcheck.model.facts import ChoiceGroup
from iotcheck.reader import Mapping, Node


def read_choice(context: Context, node: Node) -> Text | None:
    """Read the label of a choice or a group: a text, and beside its languages perhaps the group that it is `in`."""
    if not (isinstance(node, Mapping) and "in" in node.entries):
        return context.text(node)
    label = Mapping(node.file, node.line, node.column, node.flow)
    label.damaged = node.damaged
    label.entries = {key: entry for key, entry in node.entries.items() if key != "in"}
    if list(label.entries) == list(context.languages) and len(context.languages) == 1:
        return context.text(label.entries[context.languages[0]][1])
    return context.text(label)


def read_groups(
    context: Context, fact: Mapping, fact_type: FactType, choices: dict[str, Text], groups: dict[str, Text]
) -> list[ChoiceGroup]:
    """Return the groups of a fact's choices, each with all choices in it, however deep.

    Groups that are unknown, in a circle, without a choice, or named like a choice are noted.
    """
    declared = fact.get("groups")
    if declared is not None and not choices:
        context.problem(fact.entries["groups"][0], "key-for-other-types", key="groups", type=fact_type.value)
        return []
    known = len(context.problems)
    parents = {**_parents(context, fact.get("choices"), groups), **_parents(context, declared, groups)}
    misplaced = len(context.problems) > known
    found: list[ChoiceGroup] = []
    for name, (key, _) in declared.entries.items() if isinstance(declared, Mapping) else ():
        if name in choices:
            context.problem(key, "group-is-choice", name=name)
        elif name in groups:
            members = tuple(choice for choice in choices if name in _above(choice, parents))
            if name in _above(name, parents):
                context.problem(key, "group-circle", name=name)
            elif members:
                found.append(ChoiceGroup(id=name, label=groups[name], choices=members, within=parents.get(name)))
            elif not misplaced:  # else that choice may have been meant for this group
                context.problem(key, "empty-group", name=name)
    return found


def _parents(context: Context, node: Node | None, groups: dict[str, Text]) -> dict[str, str]:
    """Return the group that each choice or group is in."""
    parents: dict[str, str] = {}
    for name, (_, value) in node.entries.items() if isinstance(node, Mapping) else ():
        place = value.get("in") if isinstance(value, Mapping) else None
        plain = context.plain(place) if place is not None else None
        if place is None or plain is None:
            continue
        if plain in groups:
            parents[name] = plain
        else:
            context.unknown(place, "unknown-group", plain, groups)
    return parents


def _above(name: str, parents: dict[str, str]) -> set[str]:
    """Return the groups in which a choice or a group is, through others too."""
    above: set[str] = set()
    while (parent := parents.get(name)) is not None and parent not in above:
        above.add(parent)
        name = parent
    return above
