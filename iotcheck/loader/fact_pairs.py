"""Comparisons of dates, and of facts with one another, read from nodes."""

from __future__ import annotations

from datetime import date
from typing import Any

from iotcheck.loader.context import Context
from iotcheck.loader.lookups import entry_of, read_lookup
from iotcheck.loader.records import exact_keys
from iotcheck.loader.tables import choice_key, read_table
from iotcheck.model import ComparesDate, Condition, Constant, DateOperator, Fact, FactType, RelativeYear, TableLookup
from iotcheck.model.dates import LIMITS, DateBound
from iotcheck.model.lookups import days_compared, length_in, same_as
from iotcheck.reader import Mapping, Node, Scalar
from iotcheck.values import BadValueError, parse_count


def read_same_as(context: Context, fact: Fact, node: Node, said: dict[str, Any]) -> Condition | None:
    """Read the comparison with the answer to another fact, which must have the same choices."""
    name = context.plain(node)
    if name is None:
        return None
    if name not in context.fact_types:
        context.unknown(node, "unknown-fact", name, context.fact_types)
        return None
    if name not in context.facts:  # broken, and that has been said
        return None
    other = context.facts[name]
    if name == fact.id or other.type is not FactType.CHOICE or other.choices.keys() != fact.choices.keys():
        context.problem(node, "other-choices", name=name, fact=fact.id)
        return None
    return same_as(fact.id, name, tuple(fact.choices), said)


def read_days(
    context: Context, fact: Fact, operator: DateOperator, node: Node, said: dict[str, Any]
) -> Condition | None:
    """Read the comparison of a date fact: with days of the rule, with the as-of day, or with another date fact."""
    name = node.text.strip() if isinstance(node, Scalar) and operator in LIMITS else ""
    if name in context.fact_types:
        if name not in context.facts:  # broken, and that has been said
            return None
        if name == fact.id or context.facts[name].type is not FactType.DATE:
            context.problem(node, "other-days", name=name, fact=fact.id)
            return None
        return days_compared(fact.id, operator, name, said)
    if operator.counts and isinstance(node, Mapping):
        return _by_table(context, fact, operator, node, said)
    bound = _bound(context, operator, node)
    return None if bound is None else ComparesDate(fact=fact.id, operator=operator, bound=bound, **said)


def _by_table(
    context: Context, fact: Fact, operator: DateOperator, node: Mapping, said: dict[str, Any]
) -> Condition | None:
    """Read a number of years, months or days that a table has for the choice of a fact."""
    lookup = read_lookup(context, node) if exact_keys(context, node, ("table", "by")) else None
    if lookup is None:
        return None
    rows: dict[str, int] = {}
    key = choice_key(context, node.entries["by"][1])
    entry = entry_of(context, lookup.table) if isinstance(lookup, TableLookup) else None
    table = read_table(context, entry) if entry is not None else None
    for choice in key.choices if table is not None and key is not None else ():
        match table.rows.get(choice, table.otherwise) if table is not None else None:
            case Constant(value=int() as number, money=False) if number >= 0:
                rows[choice] = number
    if key is None or not isinstance(lookup, TableLookup) or len(rows) < len(key.choices):
        context.problem(node.entries["table"][1], "rows-not-whole")
        return None
    return length_in(lookup.table, key, rows, fact.id, operator, said)


def _bound(context: Context, operator: DateOperator, node: Node) -> DateBound | None:
    """Read what a date is compared with: a day, two days, a calendar year, or a number of years, months or days."""
    if operator is DateOperator.BETWEEN:
        nodes = context.items(node)
        if nodes and len(nodes) != 2:
            context.problem(node, "wrong-length", length=2)
            return None
        days = [day for day in map(context.date, nodes) if day is not None]
        return (days[0], days[1]) if len(days) == 2 else None
    if operator is DateOperator.IN_YEAR:
        word = context.plain(node)
        return RelativeYear(word) if word in tuple(RelativeYear) else context.parsed(node, _year)
    if not operator.counts:
        return context.date(node)
    bound = context.parsed(node, parse_count)
    if bound is not None and bound < 0:
        context.problem(node, "too-low", value=bound, limit=0)
        return None
    return bound


def _year(text: str) -> int:
    if not (len(text) == 4 and text.isascii() and text.isdigit() and int(text) >= date.min.year):
        raise BadValueError("not-a-year", text=text, known=tuple(RelativeYear))
    return int(text)
