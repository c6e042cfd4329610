"""Tables and their lookups, read from nodes."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf

from iotcheck.loader.context import Context
from iotcheck.loader.format import AMOUNT_FORMS
from iotcheck.loader.records import check_keys, read_value
from iotcheck.model import Amount, FactType, Table, TableLookup
from iotcheck.model.lookups import OTHERWISE, AmountKey, Cell, ChoiceKey, Key, Limit, lookup_of
from iotcheck.reader import Mapping, Node, Scalar, Sequence


def read_table(context: Context, node: Node) -> Table | None:
    """Read a table: amounts by row, amounts by two rows, or a record with such `rows` and what they are looked up by.

    A table is read once: lookups and the file share its amounts.
    """
    if id(node) not in context.read_tables:
        context.read_tables[id(node)] = _read_table(context, node)
    return context.read_tables[id(node)]


def _read_table(context: Context, node: Node) -> Table | None:
    mapping = context.mapping(node)
    if mapping is None:
        return None
    record = _is_record(mapping)
    if record and not check_keys(context, mapping, ("limits", "rows"), ("rows",)):
        return None
    rows = mapping.entries["rows"][1] if record else mapping
    limits = _limits(context, mapping.entries["limits"][1]) if record and "limits" in mapping.entries else ()
    assert isinstance(rows, Mapping)
    cells = dict(_cells(context, rows, ()))
    if not limits and all(len(cell) == 1 for cell in cells):
        amounts = {cell[0]: amount for cell, amount in cells.items()}
        otherwise = amounts.pop(OTHERWISE, None)
        return Table(id="", rows=amounts, otherwise=otherwise, location=node.location)
    return Table(id="", rows={}, otherwise=None, cells=cells, limits=limits, location=node.location)


def read_lookup(context: Context, node: Mapping) -> Amount | None:
    """Read the lookup of a table by one or two keys."""
    table_node, by = node.entries["table"][1], node.entries["by"][1]
    name = context.reference(table_node, "tables")
    nodes = context.items(by) if isinstance(by, Sequence) else [by]
    if name is None or not nodes:
        return None
    entry = _entry(context, name)
    if isinstance(entry, Mapping) and (_is_record(entry) or any(map(_is_nested, _values(entry)))):
        table = _table(context, name, entry, table_node)
        return None if table is None else _by_keys(context, table_node, by, nodes, table, node)
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
        choices = _choice_key(context, node)
        if choices is not None:
            keys.append(choices)
            continue
        amount = read_value(context, node, "amount")
        if amount is None:
            return None
        keys.append(AmountKey(amount=amount, limits=limits.pop(0) if limits else {}))
        if not table.limits:
            context.problem(node, "key-without-limits", table=name)
        if not keys[-1].names:  # none, or broken ones, and that has been said
            return None
    if limits:
        context.problem(by, "limits-without-key", table=name)
        return None
    fits = [_fits(context, table_node, name, keys, table.cells, above) for above in _levels(table.cells)]
    return lookup_of(name, keys, table.cells, whole.location) if all(fits) else None


def _choice_key(context: Context, node: Node) -> ChoiceKey | None:
    fact = context.facts.get(node.text.strip()) if isinstance(node, Scalar) else None
    if fact is None or fact.type is not FactType.CHOICE:
        return None
    return ChoiceKey(fact=fact.id, choices=tuple(fact.choices))


def _levels(cells: MappingOf[Cell, Amount]) -> list[Cell]:
    """Return the rows that have rows of their own, the whole table first."""
    return [(), *dict.fromkeys(cell[:1] for cell in cells if len(cell) > 1)]


def _fits(
    context: Context, node: Node, table: str, keys: list[Key], cells: MappingOf[Cell, Amount], above: Cell
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


def _is_record(mapping: Mapping) -> bool:
    return "rows" in mapping.entries and _is_nested(mapping.entries["rows"][1])


def _is_nested(node: Node) -> bool:
    """Whether a row has rows of its own, and is no amount."""
    return isinstance(node, Mapping) and bool(node.entries) and not any(key in AMOUNT_FORMS for key in node.entries)


def _values(mapping: Mapping) -> list[Node]:
    return [value for _, value in mapping.entries.values()]


def _limits(context: Context, node: Node) -> tuple[dict[str, Limit], ...]:
    nodes = context.items(node) if isinstance(node, Sequence) else [node]
    found: list[dict[str, Limit]] = []
    for one in nodes:
        mapping = context.mapping(one)
        limits = {}
        for key, (key_node, value) in mapping.entries.items() if mapping else ():
            context.new_id(key_node)
            if (limit := _limit(context, value)) is not None:
                limits[key] = limit
        found.append(limits)
    return tuple(found)


def _limit(context: Context, node: Node) -> Limit | None:
    mapping = context.mapping(node)
    if mapping is None or not check_keys(context, mapping, ("up_to", "below"), ()):
        return None
    if len(mapping.entries) != 1:
        context.problem(mapping, "not-one-of-keys", keys=("up_to", "below"))
        return None
    ((key, (_, value)),) = mapping.entries.items()
    amount = read_value(context, value, "amount")
    return None if amount is None else Limit(amount=amount, included=key == "up_to", location=node.location)


def _cells(context: Context, rows: Mapping, above: Cell) -> Iterator[tuple[Cell, Amount]]:
    for key, (key_node, value) in rows.entries.items():
        if key != OTHERWISE:
            context.new_id(key_node)
        if isinstance(value, Mapping) and _is_nested(value) and not above:
            yield from _cells(context, value, (key,))
        elif (amount := read_value(context, value, "amount")) is not None:
            yield (*above, key), amount


def _entry(context: Context, name: str) -> Node | None:
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
    if name not in context.fact_types:
        context.unknown(node, "unknown-fact", name, context.fact_types)
        return None
    if name not in context.facts or table not in context.tables:  # broken, and that has been said
        return None
    if context.facts[name].type is not FactType.CHOICE:
        context.problem(node, "not-a-choice-fact", name=name, type=context.facts[name].type.value)
        return None
    rows, choices = context.tables[table], context.facts[name].choices
    foreign = [row for row in rows if row not in choices and row != OTHERWISE]
    for row in foreign:
        context.unknown(rows[row], "row-without-choice", row, choices, fact=name)
    lacking = tuple(choice for choice in choices if choice not in rows and OTHERWISE not in rows)
    if lacking and not foreign:  # a misspelt row is wrong once
        context.problem(table_node, "choice-without-row", table=table, choices=lacking)
    return None if lacking or foreign else TableLookup(table=table, fact=name, location=whole.location)
