"""Tables, read from nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from iotcheck.loader.context import Context
from iotcheck.loader.format_amounts import AMOUNT_FORMS
from iotcheck.loader.records import check_keys, read_record, read_value
from iotcheck.model import Amount, FactType, Table
from iotcheck.model.lookups import (
    OTHERWISE,
    Cell,
    ChoiceKey,
    Limit,
)
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
    said: dict[str, Any] = {"id": "", "rows": {}, "otherwise": None, "location": node.location}
    rows: Node = mapping
    if is_record(mapping):
        found = read_record(context, node, "table")
        if found is None:
            return None
        rows = found.pop("rows")
        said |= {"text": found.get("text"), "sources": found.get("source", ()), "choices_of": found.get("choices")}
        said["limits"] = found.get("limits", ())
    assert isinstance(rows, Mapping)
    choices = said.get("choices_of")
    if choices is not None or holds_truths(rows):
        return Table(**said, values=dict(_truths(context, rows, choices)))
    cells = dict(_cells(context, rows, ()))
    if not said.get("limits") and all(len(cell) == 1 for cell in cells):
        amounts = {cell[0]: amount for cell, amount in cells.items()}
        otherwise = amounts.pop(OTHERWISE, None)
        return Table(**{**said, "rows": amounts, "otherwise": otherwise})
    return Table(**said, cells=cells)


def holds_truths(rows: Mapping) -> bool:
    """Whether rows say what holds, and are no amounts."""
    return any(isinstance(row, Scalar) and row.text in ("true", "false") for row in values_of(rows))


def _truths(context: Context, rows: Mapping, choices: str | None) -> Iterator[tuple[str, bool | str]]:
    """Yield the rows of a table that conditions look up: true or false, or a choice of the fact `choices`."""
    fact = context.facts[choices] if choices is not None else None
    for key, (key_node, value) in rows.entries.items():
        if key != OTHERWISE:
            context.new_id(key_node)
        said = context.boolean(value) if fact is None else context.plain(value)
        if fact is not None and isinstance(said, str) and said not in fact.choices:
            context.unknown(value, "unknown-choice", said, fact.choices)
        elif said is not None:
            yield key, said


def read_choice_fact(context: Context, node: Node) -> str | None:
    """Read the id of a choice fact."""
    plain = context.plain(node)
    if plain is not None and choice_key(context, node) is None:
        not_a_choice(context, node, plain)
        return None
    return plain


def read_limits(context: Context, node: Node) -> tuple[dict[str, Limit], ...]:
    """Read the limits of a table, or a list with those of each amount among its keys."""
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


def is_record(mapping: Mapping) -> bool:
    """Whether a table is a record, with its rows under `rows`, and not a mapping of rows."""
    return "rows" in mapping.entries and is_nested(mapping.entries["rows"][1])


def is_nested(node: Node) -> bool:
    """Whether a row has rows of its own, and is no amount."""
    return isinstance(node, Mapping) and bool(node.entries) and not any(key in AMOUNT_FORMS for key in node.entries)


def values_of(mapping: Mapping) -> list[Node]:
    """Return what stands under the keys of a mapping."""
    return [value for _, value in mapping.entries.values()]


def _cells(context: Context, rows: Mapping, above: Cell) -> Iterator[tuple[Cell, Amount]]:
    for key, (key_node, value) in rows.entries.items():
        if key != OTHERWISE:
            context.new_id(key_node)
        if isinstance(value, Mapping) and is_nested(value) and not above:
            yield from _cells(context, value, (key,))
        elif (amount := read_value(context, value, "outcome")) is not None:
            yield (*above, key), amount


def choice_key(context: Context, node: Node) -> ChoiceKey | None:
    """Return the choice fact that a node names; None where it names none."""
    fact = context.facts.get(node.text.strip()) if isinstance(node, Scalar) else None
    if fact is None or fact.type is not FactType.CHOICE:
        return None
    return ChoiceKey(fact=fact.id, choices=tuple(fact.choices))


def not_a_choice(context: Context, node: Node, name: str) -> None:
    """Note why a name is not that of a choice fact."""
    if name not in context.fact_types:
        context.unknown(node, "unknown-fact", name, context.fact_types)
    elif name in context.facts:
        context.problem(node, "not-a-choice-fact", name=name, type=context.facts[name].type.value)
