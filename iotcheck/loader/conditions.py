"""Conditions, read from nodes. Each returns None after noting why, so that one pass finds every problem."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from iotcheck.loader import amounts
from iotcheck.loader.context import Context
from iotcheck.loader.records import citations
from iotcheck.loader.shape import COMPARISONS, NUMERIC_COMPARISONS, OPERATORS
from iotcheck.model import (
    All,
    Any,
    AtLeast,
    Citation,
    Compares,
    ComparesDate,
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
    Text,
)
from iotcheck.reader import Mapping, Node, Scalar, Sequence
from iotcheck.record import Record
from iotcheck.values import BadValueError, Value, parse_count, parse_iso_date


class _Said(Record):
    """What stands beside a condition's operator."""

    text: Text | None
    sources: tuple[Citation, ...]


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
    text = mapping.get("text")
    source = mapping.get("source")
    said = _Said(
        text=context.text(text) if text else None,
        sources=citations(context, source) if source else (),
    )
    keys = [key for key in mapping.entries if key not in ("text", "source")]
    if len(keys) != 1:
        context.problem(mapping, "not-one-operator", keys=tuple(keys))
        return None
    key, value = mapping.entries[keys[0]]
    if key.text in _OPERATORS:
        return _OPERATORS[key.text](context, value, said)
    if key.text not in context.fact_types:
        context.unknown(key, "unknown-fact", key.text, [*context.fact_types, *OPERATORS])
        return None
    if key.text not in context.facts:  # the fact itself is broken, and that has been said
        return None
    return _fact_condition(context, key, value, said)


def _several(context: Context, node: Node) -> tuple[Condition, ...] | None:
    children = [read_condition(context, item) for item in context.items(node)]
    whole = tuple(child for child in children if child is not None)
    return whole if whole and len(whole) == len(children) else None


def _all(context: Context, node: Node, said: _Said) -> Condition | None:
    children = _several(context, node)
    return All(children=children, text=said.text, sources=said.sources, location=node.location) if children else None


def _any(context: Context, node: Node, said: _Said) -> Condition | None:
    children = _several(context, node)
    return Any(children=children, text=said.text, sources=said.sources, location=node.location) if children else None


def _not(context: Context, node: Node, said: _Said) -> Condition | None:
    child = read_condition(context, node)
    return Not(child=child, text=said.text, sources=said.sources, location=node.location) if child else None


def _at_least(context: Context, node: Node, said: _Said) -> Condition | None:
    mapping = context.mapping(node)
    if mapping is None or not amounts.exact_keys(context, mapping, ("count", "of")):
        return None
    count_node = mapping.entries["count"][1]
    count = context.parsed(count_node, parse_count)
    children = _several(context, mapping.entries["of"][1])
    if count is None or children is None:
        return None
    if not 1 <= count <= len(children):
        context.problem(count_node, "count-out-of-range", count=count, most=len(children))
        return None
    return AtLeast(count=count, children=children, text=said.text, sources=said.sources, location=node.location)


def _met(context: Context, node: Node, said: _Said) -> Condition | None:
    name = context.reference(node, "conditions")
    return Met(name=name, text=said.text, sources=said.sources, location=node.location) if name else None


def _confirm(context: Context, node: Node, said: _Said) -> Condition | None:
    question = context.text(node)
    if question is None:
        return None
    return Confirm(question=question, text=said.text, sources=said.sources, location=node.location)


def _compare(context: Context, node: Node, said: _Said) -> Condition | None:
    mapping = context.mapping(node)
    if mapping is None:
        return None
    left = mapping.get("amount")
    if left is None:
        context.problem(mapping, "missing-key", key="amount")
        return None
    comparisons = [key for key in mapping.entries if key != "amount"]
    amount = amounts.read_amount(context, left)
    return _comparison(context, mapping, comparisons, amount, said)


def _fact_condition(context: Context, key: Scalar, node: Node, said: _Said) -> Condition | None:
    fact = context.facts[key.text]
    if not isinstance(node, Mapping):
        values = _values(context, fact, node)
        return _selects(fact, Selection.ANY_OF, values, said, key) if values else None
    names = list(node.entries)
    if len(names) == 1 and names[0] not in COMPARISONS[fact.type]:
        context.unknown(node.entries[names[0]][0], "not-for-this-type", names[0], COMPARISONS[fact.type])
        return None
    if fact.type.numeric:
        return _comparison(context, node, names, FactAmount(fact=fact.id, location=key.location), said)
    if len(names) != 1:
        context.problem(node, "not-one-operator", keys=tuple(names))
        return None
    value = node.entries[names[0]][1]
    if names[0] in ("none_of", "includes_all"):
        if not isinstance(value, Sequence):
            context.problem(value, "expected-list")
            return None
        values = _values(context, fact, value)
        return _selects(fact, Selection(names[0]), values, said, key) if values else None
    operator = DateOperator(names[0])
    bound: date | int | None
    if operator is DateOperator.YEARS_BEFORE:
        bound = context.parsed(value, parse_count)
    else:
        bound = context.parsed(value, parse_iso_date)
    if bound is None:
        return None
    if isinstance(bound, int) and bound < 0:
        context.problem(value, "too-low", value=bound, limit=0)
        return None
    return ComparesDate(
        fact=fact.id, operator=operator, bound=bound, text=said.text, sources=said.sources, location=key.location
    )


def _selects(fact: Fact, selection: Selection, values: tuple[Value, ...], said: _Said, key: Scalar) -> Selects:
    return Selects(
        fact=fact.id, selection=selection, values=values, text=said.text, sources=said.sources, location=key.location
    )


def _comparison(
    context: Context, mapping: Mapping, names: list[str], left: amounts.MaybeAmount, said: _Said
) -> Condition | None:
    if len(names) != 1:
        context.problem(mapping, "not-one-operator", keys=tuple(names))
        return None
    key, value = mapping.entries[names[0]]
    if key.text not in NUMERIC_COMPARISONS:
        context.unknown(key, "not-for-this-type", key.text, NUMERIC_COMPARISONS)
        return None
    operator = Operator(key.text)
    nodes = context.items(value) if operator is Operator.BETWEEN else [value]
    if operator is Operator.BETWEEN and len(nodes) != 2:
        context.problem(value, "wrong-length", length=2)
        return None
    bounds = [amounts.read_amount(context, node) for node in nodes]
    whole = tuple(bound for bound in bounds if bound is not None)
    if left is None or len(whole) != len(bounds):
        return None
    return Compares(
        left=left, operator=operator, bounds=whole, text=said.text, sources=said.sources, location=mapping.location
    )


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
            if plain not in fact.choices:
                context.unknown(node, "unknown-choice", plain, fact.choices)
                return None
            return plain
        case FactType.DATE:
            return context.parsed(node, parse_iso_date)
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
    "met": _met,
    "confirm": _confirm,
    "compare": _compare,
}
