"""Conditions, read from nodes. Each returns None after noting why, so that one pass finds every problem."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from iotcheck.loader.amounts import read_amount
from iotcheck.loader.comparisons import COMPARISONS, NUMERIC_COMPARISONS
from iotcheck.loader.condition_cases import read_condition_cases, read_dated_condition
from iotcheck.loader.context import Context
from iotcheck.loader.fact_pairs import read_days, read_same_as
from iotcheck.loader.format import OPERATORS, YOUNGER
from iotcheck.loader.guards import leaf_if_asked
from iotcheck.loader.lookups import read_table_condition
from iotcheck.loader.records import citations, exact_keys
from iotcheck.model import (
    All,
    Amount,
    AtLeast,
    Compares,
    Condition,
    Confirm,
    DateOperator,
    Everyone,
    Fact,
    FactAmount,
    FactType,
    Met,
    Not,
    Operator,
    Selection,
    Selects,
)
from iotcheck.model import Any as AnyOf
from iotcheck.reader import Mapping, Node, Scalar, Sequence
from iotcheck.values import BadValueError, Value, parse_count, parse_date

_Said = dict[str, Any]  # the fields that every condition has: text, sources, location


def read_when(context: Context, node: Node) -> Condition | Everyone | None:
    """Read an edition's `when`: a condition, or `everyone`."""
    if isinstance(node, Scalar) and node.text == "everyone":
        return Everyone(location=node.location)
    return read_condition(context, node)


def read_condition(context: Context, node: Node) -> Condition | None:
    """Read a condition: a mapping with exactly one key beside `text` and `source`."""
    mapping = context.mapping(node)
    if mapping is None:
        return None
    keys = [key for key in mapping.entries if key not in ("text", "source")]
    by_table = "table" in keys and "table" not in context.fact_types
    text, source = mapping.get("text"), mapping.get("source")
    beside = {"text": context.text(text) if text else None, "sources": citations(context, source) if source else ()}
    if by_table:
        return read_table_condition(context, mapping, {**beside, "location": mapping.entries["table"][0].location})
    if len(keys) != 1:
        if keys:
            context.problem(mapping, "not-one-operator", keys=tuple(keys))
        elif not mapping.damaged:
            context.problem(mapping, "no-operator")
        return None
    key, value = mapping.entries[keys[0]]
    said = {**beside, "location": key.location}
    if key.text in _OPERATORS and not (key.text in YOUNGER and key.text in context.fact_types):
        return _OPERATORS[key.text](context, value, said)
    if key.text not in context.fact_types:
        context.unknown(key, "unknown-fact", key.text, [*context.fact_types, *OPERATORS])
        return None
    if key.text not in context.facts:  # the fact itself is broken, and that has been said
        return None
    fact = context.facts[key.text]
    leaf = _fact_condition(context, fact, value, said)
    return leaf_if_asked(context, fact, leaf) if leaf is not None else None


def _several(context: Context, node: Node) -> tuple[Condition, ...] | None:
    children = [read_condition(context, item) for item in context.items(node)]
    whole = tuple(child for child in children if child is not None)
    return whole if whole and len(whole) == len(children) else None


def _all(context: Context, node: Node, said: _Said) -> Condition | None:
    children = _several(context, node)
    return All(children=children, **said) if children else None


def _any(context: Context, node: Node, said: _Said) -> Condition | None:
    children = _several(context, node)
    return AnyOf(children=children, **said) if children else None


def _not(context: Context, node: Node, said: _Said) -> Condition | None:
    child = read_condition(context, node)
    return Not(child=child, **said) if child else None


def _at_least(context: Context, node: Node, said: _Said) -> Condition | None:
    mapping = context.mapping(node)
    if mapping is None or not exact_keys(context, mapping, OPERATORS["at_least"].keys):
        return None
    count_node = mapping.entries["count"][1]
    count = context.parsed(count_node, parse_count)
    children = _several(context, mapping.entries["of"][1])
    if count is None or children is None:
        return None
    if not 1 <= count <= len(children):
        context.problem(count_node, "count-out-of-range", count=count, most=len(children))
        return None
    return AtLeast(count=count, children=children, **said)


def _met(context: Context, node: Node, said: _Said) -> Condition | None:
    name = context.reference(node, "conditions")
    return Met(name=name, **said) if name else None


def _confirm(context: Context, node: Node, said: _Said) -> Condition | None:
    question = context.text(node)
    return Confirm(question=question, **said) if question else None


def _compare(context: Context, node: Node, said: _Said) -> Condition | None:
    mapping = context.mapping(node)
    if mapping is None:
        return None
    left = mapping.get("amount")
    if left is None and not mapping.damaged:
        context.problem(mapping, "missing-key", key="amount")
    amount = read_amount(context, left) if left else None
    return _comparison(context, mapping, amount, said, beside=("amount",))


def _fact_condition(context: Context, fact: Fact, node: Node, said: _Said) -> Condition | None:
    if not isinstance(node, Mapping):
        return _selects(context, fact, Selection.ANY_OF, node, said)
    if fact.type.numeric:
        return _comparison(context, node, FactAmount(fact=fact.id, location=said["location"]), said)
    found = _one_comparison(context, node, COMPARISONS[fact.type], fact.type.value)
    if found is None:
        return None
    name, value = found
    if name == "same_as":
        return read_same_as(context, fact, value, said)
    if name in tuple(Selection):
        if not isinstance(value, Sequence):
            context.problem(value, "expected-list")
            return None
        return _selects(context, fact, Selection(name), value, said)
    return read_days(context, fact, DateOperator(name), value, said)


def _comparison(
    context: Context, mapping: Mapping, left: Amount | None, said: _Said, beside: tuple[str, ...] = ()
) -> Condition | None:
    """Read the one comparison of numbers in a mapping; the keys `beside` it are someone else's."""
    found = _one_comparison(context, mapping, NUMERIC_COMPARISONS, "number", beside)
    if found is None:
        return None
    operator, value = Operator(found[0]), found[1]
    length = len(operator.limits)
    nodes = context.items(value) if length > 1 else [value]
    if nodes and len(nodes) != length:
        context.problem(value, "wrong-length", length=length)
        return None
    bounds = [read_amount(context, node) for node in nodes]
    whole = tuple(bound for bound in bounds if bound is not None)
    if left is None or not whole or len(whole) != len(bounds):
        return None
    return Compares(left=left, operator=operator, bounds=whole, **said)


def _one_comparison(
    context: Context, mapping: Mapping, known: tuple[str, ...], kind: str, beside: tuple[str, ...] = ()
) -> tuple[str, Node] | None:
    """Return the name and the operand of the one comparison that a mapping states."""
    names = [name for name in mapping.entries if name not in beside]
    for name in names:
        if name not in known:
            context.unknown(mapping.entries[name][0], "not-for-this-type", name, known, type=kind)
    if len(names) != 1 and all(name in known for name in names) and not mapping.damaged:
        context.problem(mapping, "not-one-comparison", known=known)
    if len(names) != 1 or names[0] not in known:
        return None
    return names[0], mapping.entries[names[0]][1]


def _selects(context: Context, fact: Fact, selection: Selection, node: Node, said: _Said) -> Condition | None:
    """Read a selection of values; a group of choices stands for all that are in it."""
    values = _values(context, fact, node)
    if not values:
        return None
    groups = {group.id: group.choices for group in fact.groups}
    named = tuple((str(value), groups.get(str(value), (str(value),))) for value in dict.fromkeys(values))
    if not any(value in groups for value in values):
        return Selects(fact=fact.id, selection=selection, values=values, **said)
    if selection is Selection.INCLUDES_ALL:
        context.problem(node, "group-in-includes-all")
        return None
    members = tuple(dict.fromkeys(choice for _, choices in named for choice in choices))
    return Selects(fact=fact.id, selection=selection, values=members, named=named, **said)


def _values(context: Context, fact: Fact, node: Node) -> tuple[Value, ...] | None:
    """Read the value or values that a fact is compared with, each typed by the fact."""
    nodes = context.items(node) if isinstance(node, Sequence) else [node]
    values = [_value(context, fact, one) for one in nodes]
    whole = tuple(value for value in values if value is not None)
    return whole if whole and len(whole) == len(values) else None


def _value(context: Context, fact: Fact, node: Node) -> Value | None:
    plain = context.plain(node)
    if plain is None:
        return None
    match fact.type:
        case FactType.BOOLEAN:
            return context.boolean(node)
        case FactType.CHOICE | FactType.CHOICES:
            names = {**fact.choices, **{group.id: group.label for group in fact.groups}}
            if plain not in names:
                labels = {label: name for name, text in names.items() for label in text.by_language.values()}
                context.unknown(node, "unknown-choice", plain, names, labels)
                return None
            return plain
        case FactType.DATE:
            return context.parsed(node, parse_date)
        case _:
            try:  # the value alone: a threshold outside the fact's range is for lint to say
                return fact.replace(minimum=None, maximum=None, unit=None).parse(plain, context.currency)
            except BadValueError as error:
                context.problem(node, error.code, **error.params)
                return None


_OPERATORS: dict[str, Callable[[Context, Node, _Said], Condition | None]] = {
    "all": _all,
    "any": _any,
    "not": _not,
    "at_least": _at_least,
    "cases": read_condition_cases,
    "dated": read_dated_condition,
    "met": _met,
    "confirm": _confirm,
    "compare": _compare,
}
