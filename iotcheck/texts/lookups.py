"""Lookups of tables by two keys, or by amounts within limits, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from iotcheck.engine import AmountTrace
from iotcheck.model import Amount, Condition, PolicySet, Table, TableLookup
from iotcheck.model.lookups import OTHERWISE, AmountKey, Cell, ChoiceKey, Key, LengthInTable, Lookup, TableCondition
from iotcheck.texts import say
from iotcheck.texts import values as words
from iotcheck.texts.bands import Formulas, limit_in_words

SENTENCES: dict[str, tuple[str, str]] = {
    "up_to": ("不超过{limit}的", "up to {limit}:"),
    "named": ("{text}（{rows}）", "{text} ({rows})"),
    "below": ("低于{limit}的", "below {limit}:"),
}


class Rules(Protocol):
    """Says the conditions of a policy set in one language."""

    policies: PolicySet
    language: str

    @property
    def formulas(self) -> Formulas:
        """What says amounts."""

    def literal(self, condition: Condition) -> str:
        """Return what a condition says."""


def rule(formulas: Formulas, language: str, lookup: Lookup, money: bool) -> str:
    """Return a table as its lookup reads it: `by size: Small (by district: harbour 3; others 2); others 1`."""
    found = formulas.policies.tables[lookup.table]
    return _named(language, found, _level(formulas, language, lookup.keys, found.cells, (), money))


def table(formulas: Formulas, language: str, lookup: TableLookup | LengthInTable, money: bool) -> str:
    """Return a table that a choice picks a row of: `by district: Hills 25; others 12`."""
    fact, rows = formulas.policies.facts[lookup.fact], formulas.policies.tables[lookup.table]
    said = [
        say(
            language,
            "formulas.row",
            choice=fact.choices[choice].in_language(language),
            amount=formulas.item(amount, money),
        )
        for choice, amount in rows.rows.items()
    ]
    if rows.otherwise is not None:
        said.append(say(language, "formulas.other-rows", amount=formulas.item(rows.otherwise, money)))
    label = fact.label.in_language(language)
    by = say(language, "formulas.by", label=label, rows=say(language, "formulas.next").join(said))
    return _named(language, rows, by)


def condition(rules: Rules, found: TableCondition) -> str:
    """Say what a table says of a choice, by the table's text; without one, that it holds is said by its choices."""
    language, facts = rules.language, rules.policies.facts
    rows = rules.policies.tables[found.table]
    label = facts[found.fact].label.in_language(language)
    if isinstance(found, LengthInTable):
        day = facts[found.date].label.in_language(language)
        return say(
            language, f"dates.{found.operator}-by", label=day, rows=table(rules.formulas, language, found, False)
        )
    if found.equals is None and found.same is None:
        if rows.text is None:
            return rules.literal(found.meaning)
        return say(language, "rules.is", label=label, value=rows.text.in_language(language))
    text = rows.text.in_language(language) if rows.text else rows.id
    if found.same is not None:
        other = facts[found.same].label.in_language(language)
        return say(language, "rules.table-same", table=text, label=label, other=other)
    assert found.equals is not None
    choice = facts[rows.choices_of or ""].choices[found.equals].in_language(language)
    return say(language, "rules.table-is", table=text, label=label, value=choice)


def _named(language: str, table: Table, rows: str) -> str:
    """Say rows behind the table's text, if it has one."""
    if table.text is None:
        return rows
    return say(language, "lookups.named", text=table.text.in_language(language), rows=rows)


def label(formulas: Formulas, language: str, key: Key) -> str:
    """Return what a table is looked up by: the label of a fact, or a formula."""
    if isinstance(key, ChoiceKey):
        return formulas.policies.facts[key.fact].label.in_language(language)
    return formulas.operand(key.amount, _counts_money(formulas, key))


def row(formulas: Formulas, language: str, key: Key, name: str) -> str:
    """Return the name of a row in words: that of a choice, or a limit; empty for `otherwise`."""
    if name == OTHERWISE:
        return ""
    if isinstance(key, ChoiceKey):
        return formulas.policies.facts[key.fact].choices[name].in_language(language)
    limit = key.limits[name]
    figure = limit_in_words(formulas, language, key.amount, limit.amount, _counts_money(formulas, key))
    said = say(language, f"lookups.{'up_to' if limit.included else 'below'}", limit=words.spaced(language, figure))
    return said.strip()


def cell_of(formulas: Formulas, trace: AmountTrace) -> AmountTrace | None:
    """Return the trace of the amount that a lookup leads to; None where that is not settled."""
    assert isinstance(trace.amount, Lookup)
    cells = {id(amount) for amount in formulas.policies.tables[trace.amount.table].cells.values()}
    while len(trace.operands) == 1:
        trace = trace.operands[0]
        if id(trace.amount) in cells:
            return trace
    return None


def _level(
    formulas: Formulas, language: str, keys: tuple[Key, ...], cells: Mapping[Cell, Amount], above: Cell, money: bool
) -> str:
    key = keys[len(above)]
    rows = [
        say(
            language,
            "formulas.row" if (said := row(formulas, language, key, name)) else "formulas.other-rows",
            choice=said,
            amount=amount,
        )
        for name, amount in _rows(formulas, language, keys, cells, above, money)
    ]
    return say(
        language, "formulas.by", label=label(formulas, language, key), rows=say(language, "formulas.next").join(rows)
    )


def _rows(
    formulas: Formulas, language: str, keys: tuple[Key, ...], cells: Mapping[Cell, Amount], above: Cell, money: bool
) -> Iterator[tuple[str, str]]:
    depth = len(above)
    for name in dict.fromkeys(cell[depth] for cell in cells if cell[:depth] == above):
        here = (*above, name)
        if here in cells:
            yield name, formulas.item(cells[here], money)
        else:
            yield name, say(language, "formulas.group", amount=_level(formulas, language, keys, cells, here, money))


def _counts_money(formulas: Formulas, key: AmountKey) -> bool:
    return any(map(formulas.is_money, (key.amount, *[limit.amount for limit in key.limits.values()])))
