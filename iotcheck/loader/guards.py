"""What facts are asked if, and what they count as where they are not: read from nodes, when a rule first needs it.

A fact with `otherwise` means its value where its guard holds, and else that value: a condition over it is the guard and
the leaf, or where the other value satisfies the leaf too, not the guard or the leaf; an amount is a case of two. So
everything that reads rules knows it without a word of its own.
"""

from __future__ import annotations

from fractions import Fraction

from iotcheck.engine.leaves import selects
from iotcheck.loader.context import Context
from iotcheck.loader.records import read_value
from iotcheck.logic import Truth
from iotcheck.model import (
    All,
    Amount,
    Any,
    Branch,
    Cases,
    Compares,
    Condition,
    Constant,
    Fact,
    FactAmount,
    FactType,
    Not,
    Selects,
)
from iotcheck.model.guards import IfAsked
from iotcheck.reader import Mapping, Node, Sequence
from iotcheck.values import BadValueError, Value


def read_guards(context: Context) -> dict[str, Fact]:
    """Return the facts with what each is asked if, for which all facts and named conditions must be known."""
    complete: dict[str, Fact] = {}
    for name, fact in context.facts.items():
        condition = guard_of(context, name)
        complete[name] = fact.replace(asked_if=condition) if condition else fact
    return complete


def guard_of(context: Context, name: str) -> Condition | None:
    """Return what a fact is asked if, read once; None without a guard, and while it is being read."""
    if name not in context.guards:
        context.guards[name] = None
        facts = context.root.get("facts") if context.root is not None else None
        record = facts.get(name) if isinstance(facts, Mapping) else None
        guard = record.get("asked_if") if isinstance(record, Mapping) else None
        context.guards[name] = read_value(context, guard, "condition") if guard else None
    return context.guards[name]


def read_default(context: Context, node: Mapping, fact: Fact) -> Value | None:
    """Read what a fact counts as where it is not asked."""
    value = node.get("otherwise")
    if value is None:
        return None
    if "asked_if" not in node.entries:
        context.problem(node, "missing-key", key="asked_if")
    if fact.type in (FactType.DATE, FactType.CHOICE):
        context.problem(node.entries["otherwise"][0], "key-for-other-types", key="otherwise", type=fact.type.value)
        return None
    if fact.type is FactType.BOOLEAN:
        return context.boolean(value)
    if fact.type is FactType.CHOICES:
        return _choices(context, value, fact)
    plain = context.plain(value)
    try:
        return None if plain is None else fact.replace(minimum=None, maximum=None).parse(plain, context.currency)
    except BadValueError as error:
        context.problem(value, error.code, **error.params)
        return None


def _choices(context: Context, node: Node, fact: Fact) -> Value | None:
    """Read a selection, which may be empty: `[]`."""
    items = node.items if isinstance(node, Sequence) else [node]
    names = [context.plain(item) for item in items]
    for item, name in zip(items, names, strict=True):
        if name is not None and name not in fact.choices:
            context.unknown(item, "unknown-choice", name, fact.choices)
    return tuple([name for name in names if name in fact.choices]) if set(names) <= fact.choices.keys() else None


def leaf_if_asked(context: Context, fact: Fact, leaf: Condition) -> Condition:
    """Return what a leaf over a fact means where the fact need not be asked."""
    guard = guard_of(context, fact.id) if fact.otherwise is not None else None
    if guard is None or not isinstance(leaf, Selects | Compares):
        return leaf
    return if_asked(fact, guard, leaf)


def if_asked(fact: Fact, guard: Condition, leaf: Selects | Compares) -> IfAsked:
    """Return what a leaf over a fact means that counts as its `otherwise` where the guard does not hold."""
    assert fact.otherwise is not None
    meaning: Condition
    if isinstance(leaf, Compares):
        meaning = leaf.replace(left=_value_if_asked(fact, guard, FactAmount(fact=fact.id, location=leaf.location)))
    elif selects(leaf, fact.otherwise) is Truth.TRUE:
        meaning = Any(children=(Not(child=guard, location=leaf.location), leaf), location=leaf.location)
    else:
        meaning = All(children=(guard, leaf), location=leaf.location)
    return IfAsked(
        fact=fact.id,
        guard=guard,
        leaf=leaf,
        meaning=meaning,
        text=leaf.text,
        sources=leaf.sources,
        location=leaf.location,
    )


def amount_if_asked(context: Context, amount: FactAmount) -> Amount:
    """Return what the value of a fact means where the fact need not be asked."""
    fact = context.facts[amount.fact]
    guard = guard_of(context, fact.id) if fact.otherwise is not None else None
    return amount if guard is None else _value_if_asked(fact, guard, amount)


def _value_if_asked(fact: Fact, guard: Condition, amount: FactAmount) -> Amount:
    assert isinstance(fact.otherwise, int | Fraction)
    default = Constant(value=fact.otherwise, money=fact.type is FactType.MONEY, location=amount.location)
    return Cases(branches=(Branch(when=guard, then=amount),), otherwise=default, location=amount.location)
