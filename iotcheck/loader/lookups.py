"""Lookups of tables in amounts and in conditions, read from nodes."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from typing import Any

from iotcheck.loader.context import Context
from iotcheck.loader.records import check_keys, read_value
from iotcheck.loader.tables import choice_key, holds_truths, is_nested, is_record, not_a_choice, read_table, values_of
from iotcheck.model import Amount, Condition, FactType, Table, TableLookup
from iotcheck.model.lookups import (
    OTHERWISE,
    AmountKey,
    Cell,
    ChoiceKey,
    Key,
    equals_in,
    holds_in,
    lookup_of,
    same_in,
)
from iotcheck.reader import Mapping, Node, Sequence


def read_table_condition(context: Context, node: Mapping, said: dict[str, Any]) -> Condition | None:
    """Read a condition that looks a table up: what its row says of a choice, or which choice it is."""
    if not check_keys(context, node, ("text", "source", "table", "by", "equals"), ("table", "by")):
        return None
    table_node, by = node.entries["table"][1], node.entries["by"][1]
    name, fact = context.reference(table_node, "tables"), context.plain(by)
    entry = entry_of(context, name) if name is not None else None
    table = read_table(context, entry) if entry is not None else None
    if name is None or fact is None or table is None:
        return None
    if not table.values:
        context.problem(table_node, "table-of-amounts", table=name)
        return None
    key = choice_key(context, by)
    if key is None:
        not_a_choice(context, by, fact)
        return None
    if not _fits(context, table_node, name, [key], {(row,): None for row in table.values}, ()):
        return None
    rows = {choice: table.values.get(choice, table.values.get(OTHERWISE)) for choice in key.choices}
    equals = node.get("equals")
    if equals is not None and table.choices_of is not None:
        return _equals(context, name, key, rows, equals, table.choices_of, said)
    if equals is not None or table.choices_of is not None:
        context.problem(equals or table_node, "equals-for-choices", table=name)
        return None
    return holds_in(name, key, [choice for choice, holds in rows.items() if holds is True], said)


def _equals(
    context: Context, table: str, key: ChoiceKey, rows: dict[str, Any], node: Node, fact: str, said: dict[str, Any]
) -> Condition | None:
    """Read what a table's choice is compared with: a choice, or a fact with the same choices."""
    plain = context.plain(node)
    if plain is None:
        return None
    choices = context.facts[fact].choices
    if plain in choices:
        return equals_in(table, key, rows, plain, said)
    other = context.facts.get(plain)
    if other is not None and other.type is FactType.CHOICE and other.choices.keys() == choices.keys():
        return same_in(table, key, rows, plain, said)
    context.unknown(node, "unknown-choice", plain, choices)
    return None


def read_lookup(context: Context, node: Mapping) -> Amount | None:
    """Read the lookup of a table by one or two keys."""
    table_node, by = node.entries["table"][1], node.entries["by"][1]
    name = context.reference(table_node, "tables")
    nodes = context.items(by) if isinstance(by, Sequence) else [by]
    if name is None or not nodes:
        return None
    entry = entry_of(context, name)
    if isinstance(entry, Mapping) and holds_truths(entry):
        context.problem(table_node, "table-of-conditions", table=name)
        return None
    if isinstance(entry, Mapping) and (is_record(entry) or any(map(is_nested, values_of(entry)))):
        table = _table(context, name, entry, table_node)
        if table is not None and table.values:
            context.problem(table_node, "table-of-conditions", table=name)
        elif table is not None and table.cells:
            return _by_keys(context, table_node, by, nodes, table, node)
        if table is None or table.values:
            return None
    if len(nodes) > 1:
        context.problem(by, "other-keys", table=name, keys=1)
        return None
    return _by_choice(context, table_node, name, nodes[0], node)


def _by_keys(
    context: Context, table_node: Node, by: Node, nodes: list[Node], table: Table, whole: Mapping
) -> Amount | None:
    name = table.id
    expected = max(map(len, table.cells), default=1)
    if len(nodes) != expected:
        context.problem(by, "other-keys", table=name, keys=expected)
        return None
    limits = list(table.limits)
    keys: list[Key] = []
    for node in nodes:
        choices = choice_key(context, node)
        if choices is not None:
            keys.append(choices)
            continue
        amount = read_value(context, node, "amount")
        if amount is None:
            return None
        if not limits:
            context.problem(node, "key-without-limits", table=name)
            return None
        keys.append(AmountKey(amount=amount, limits=limits.pop(0)))
        if not keys[-1].names:  # broken ones, and that has been said
            return None
    if limits:
        context.problem(by, "limits-without-key", table=name)
        return None
    fits = [_fits(context, table_node, name, keys, table.cells, above) for above in _levels(table.cells)]
    return lookup_of(name, keys, table.cells, whole.location) if all(fits) else None


def _levels(cells: MappingOf[Cell, object]) -> list[Cell]:
    """Return the rows that have rows of their own, the whole table first."""
    return [(), *dict.fromkeys(cell[:1] for cell in cells if len(cell) > 1)]


def _fits(
    context: Context, node: Node, table: str, keys: list[Key], cells: MappingOf[Cell, object], above: Cell
) -> bool:
    """Return whether a level of a table has rows for all that its key can be, and no others; differences are noted."""
    key = keys[len(above)]
    names = {cell[len(above)] for cell in cells if len(cell) > len(above) and cell[: len(above)] == above}
    foreign = [name for name in names if name not in key.names and name != OTHERWISE]
    for name in foreign:
        by = key.fact if isinstance(key, ChoiceKey) else "limits"
        context.unknown(node, "row-without-choice", name, key.names, fact=by)
    lacking = [name for name in key.names if name not in names] if isinstance(key, ChoiceKey) else [OTHERWISE]
    if lacking and OTHERWISE not in names and not foreign:
        context.problem(node, "choice-without-row", table=table, choices=[", ".join((*above, one)) for one in lacking])
        return False
    return not foreign


def entry_of(context: Context, name: str) -> Node | None:
    """Return what a file has for the name of a table."""
    tables = context.root.get("tables") if context.root else None
    return tables.get(name) if isinstance(tables, Mapping) else None


def _table(context: Context, name: str, entry: Node, used_at: Node) -> Table | None:
    """Return a table of the file; its rows may look up other tables, but no table itself by way of others."""
    if name in context.reading:
        context.problem(used_at, "circle", names=" → ".join([*context.reading[context.reading.index(name) :], name]))
        return None
    context.reading.append(name)
    table = read_table(context, entry)
    context.reading.pop()
    return None if table is None else table.replace(id=name)


def _by_choice(context: Context, table_node: Node, table: str, node: Node, whole: Mapping) -> Amount | None:
    name = context.plain(node)
    if name is None:
        return None
    if choice_key(context, node) is None:
        not_a_choice(context, node, name)
        return None
    if table not in context.tables:  # broken, and that has been said
        return None
    rows, choices = context.tables[table], context.facts[name].choices
    foreign = [row for row in rows if row not in choices and row != OTHERWISE]
    for row in foreign:
        context.unknown(rows[row], "row-without-choice", row, choices, fact=name)
    lacking = tuple(choice for choice in choices if choice not in rows and OTHERWISE not in rows)
    if lacking and not foreign:  # a misspelt row is wrong once
        context.problem(table_node, "choice-without-row", table=table, choices=lacking)
    return None if lacking or foreign else TableLookup(table=table, fact=name, location=whole.location)
