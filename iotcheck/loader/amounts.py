"""Amounts and ceilings, read from nodes."""

from __future__ import annotations

import re
from collections.abc import Callable

from iotcheck.loader.bands import read_bands
from iotcheck.loader.context import Context
from iotcheck.loader.format import ID, NOT_ELIGIBLE
from iotcheck.loader.format_amounts import AMOUNT_FORMS
from iotcheck.loader.grants import read_grant
from iotcheck.loader.guards import amount_if_asked
from iotcheck.loader.lookups import read_lookup
from iotcheck.loader.records import dated_records, exact_keys, read_cases
from iotcheck.model import (
    Amount,
    Branch,
    Calculation,
    Cases,
    Condition,
    Constant,
    FactAmount,
    NamedAmount,
    NoAmount,
    NotEligible,
    Operation,
    Rounding,
    Unstated,
)
from iotcheck.model.lookups import DatedValue, dated
from iotcheck.reader import Mapping, Node, Scalar, Sequence
from iotcheck.values import COMMA_CURRENCIES, BadValueError, parse_money, parse_number

# Where decimals have a comma, `20.000` is twenty thousand; who means twenty writes 20. A factor may be 1.125.
_IN_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d\d0", re.ASCII)


def read_ceiling(context: Context, node: Node) -> Amount | NoAmount | None:
    """Read a ceiling: an amount, `unstated` or `none`."""
    if isinstance(node, Scalar) and node.text in tuple(NoAmount):
        return NoAmount(node.text)
    if isinstance(node, Mapping) and Operation.RANGE in node.entries:
        return _range(context, node)
    return read_amount(context, node)


def read_named_amount(context: Context, node: Node) -> Amount | None:
    """Read an amount of the file's `amounts`: an amount, or a list of values, each with the day from which it holds."""
    if not isinstance(node, Sequence):
        return read_amount(context, node)
    values = [
        DatedValue(start=one["from"], value=one["value"], sources=one.get("source", ()), location=place)
        for one, place in dated_records(context, node, "dated_value")
    ]
    return dated(values, node.location) if values else None


def read_outcome(context: Context, node: Node) -> Amount | None:
    """Read what a case or row comes to: an amount, or a list of dated ones, `unstated` or `not_eligible`."""
    if isinstance(node, Sequence):
        return read_named_amount(context, node)
    if isinstance(node, Scalar) and node.text == NoAmount.UNSTATED:
        return Unstated(location=node.location)
    if isinstance(node, Scalar) and node.text == NOT_ELIGIBLE and node.text not in context.fact_types:
        context.excludes = True
        return NotEligible(meaning=Constant(value=0, location=node.location), location=node.location)
    return read_amount(context, node)


def read_amount(context: Context, node: Node) -> Amount | None:
    """Read an amount: a number, money, the name of a numeric fact, or a calculation."""
    if not isinstance(node, Mapping):
        return _simple(context, node)
    form = next((key for key in node.entries if key in AMOUNT_FORMS), None)
    if form is None:
        for key, _ in list(node.entries.values())[:1]:
            context.unknown(key, "unknown-amount-form", key.text, AMOUNT_FORMS)
        if not (node.entries or node.damaged):
            context.problem(node, "empty-mapping")
        return None
    if not exact_keys(context, node, AMOUNT_FORMS[form].keys):
        return None
    if form == Operation.RANGE:
        context.problem(node, "whole-ceiling-only", name=form)
        return None
    if form in tuple(Operation):
        return _calculation(context, node, Operation(form))
    return _OTHER_FORMS[form](context, node)


def _simple(context: Context, node: Node) -> Amount | None:
    plain = context.plain(node)
    if plain is None:
        return None
    if plain in tuple(NoAmount):
        context.problem(node, "whole-ceiling-only", name=plain)
        return None
    if plain in context.fact_types or (ID.fullmatch(plain) and not plain[0].isdigit()):
        return _fact_amount(context, node, plain)
    if context.currency in COMMA_CURRENCIES and _IN_THOUSANDS.fullmatch(plain):
        context.problem(node, "ambiguous-number", text=plain)
        return None
    try:
        return Constant(value=parse_number(plain), location=node.location)
    except BadValueError as error:
        if error.code != "not-a-number":
            context.problem(node, error.code, **error.params)
            return None
    if plain.endswith(("%", "％")):
        context.problem(node, "percent-sign", text=plain, number=plain.rstrip("%％ "))
        return None
    money = context.parsed(node, lambda text: parse_money(text, context.currency))
    return None if money is None else Constant(value=money, money=True, location=node.location)


def _fact_amount(context: Context, node: Node, name: str) -> Amount | None:
    if name not in context.fact_types:
        numeric = [fact for fact, fact_type in context.fact_types.items() if fact_type and fact_type.numeric]
        context.unknown(node, "unknown-fact", name, numeric)
        return None
    fact_type = context.fact_types[name]
    if fact_type is not None and not fact_type.numeric:
        context.problem(node, "not-a-numeric-fact", name=name, type=fact_type.value)
    if name not in context.facts:
        return None
    return amount_if_asked(context, FactAmount(fact=name, location=node.location))


def _calculation(context: Context, node: Mapping, operation: Operation) -> Calculation | None:
    nodes = _operands(context, node, operation)
    operands = [read_amount(context, one) for one in nodes]
    whole = tuple(operand for operand in operands if operand is not None)
    if not whole or len(whole) != len(operands):
        return None
    if operation is Operation.QUOTIENT and isinstance(whole[1], Constant) and whole[1].value == 0:
        context.problem(nodes[1], "bad-divisor")
        return None
    if operation is Operation.ROUND:
        return _rounded(context, node, whole)
    return Calculation(operation=operation, operands=whole, location=node.location)


def _range(context: Context, node: Mapping) -> Amount | None:
    """Read the two amounts of money between which a source says that a grant lies, and nothing more."""
    if not exact_keys(context, node, AMOUNT_FORMS[Operation.RANGE].keys):
        return None
    found = _calculation(context, node, Operation.RANGE)
    if found is None:
        return None
    ends = [end.value for end in found.operands if isinstance(end, Constant)]
    if len(ends) != 2 or not 0 <= ends[0] < ends[1]:
        context.problem(node.entries[Operation.RANGE][1], "bad-range")
        return None
    return found


def _rounded(context: Context, node: Mapping, operands: tuple[Amount, ...]) -> Calculation | None:
    """Return a rounding of the first operand to multiples of the second, which must be a number above 0."""
    unit = operands[1]
    above = isinstance(unit, Constant) and unit.value > 0
    if not above:
        context.problem(node.entries["to"][1], "bad-rounding-unit")
    how = context.word(node.entries["how"][1], "rounding")
    if not above or how is None:
        return None
    return Calculation(operation=Operation.ROUND, operands=operands, how=Rounding(how), location=node.location)


def _operands(context: Context, node: Mapping, operation: Operation) -> list[Node]:
    """Return the nodes of the operands; none, with the problem noted, if they are not as many as there must be."""
    form = AMOUNT_FORMS[operation]
    values = [node.entries[key][1] for key in form.keys if key != "how"]
    if len(values) > 1:
        return values
    nodes = context.items(values[0])
    if nodes and form.length not in (None, len(nodes)):
        context.problem(values[0], "wrong-length", length=form.length)
        return []
    return nodes


def _amount_of(context: Context, node: Mapping) -> Amount | None:
    name = context.reference(node.entries["amount_of"][1], "amounts")
    return NamedAmount(name=name, location=node.location) if name else None


def _cases(context: Context, node: Mapping) -> Amount | None:
    cases: tuple[list[tuple[Condition, Amount]], Amount] | None = read_cases(
        context, node.entries["cases"][1], lambda then: read_outcome(context, then)
    )
    if cases is None:
        return None
    branches = tuple([Branch(when=when, then=then) for when, then in cases[0]])
    return Cases(branches=branches, otherwise=cases[1], location=node.location)


_OTHER_FORMS: dict[str, Callable[[Context, Mapping], Amount | None]] = {
    "amount_of": _amount_of,
    "bands": read_bands,
    "cases": _cases,
    "grant_of": read_grant,
    "table": read_lookup,
}
