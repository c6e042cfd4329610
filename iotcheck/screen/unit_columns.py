"""Columns that state units row by row, such as 单位 or 币种: which numbers each is about, numbers joined with them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.screen.columns import Columns
from iotcheck.screen.headers import is_beside, is_currency
from iotcheck.screen.scales import UnclearUnitError, parse_scale
from iotcheck.screen.tables import Batch, CellFault
from iotcheck.values import DONT_KNOW_WORDS

_COUNTED = re.compile(r" \(\d+\)$")  # the second 单位 is called 单位 (2)


def find_unit_columns(policies: PolicySet, columns: Columns, batch: Batch, place: Location) -> dict[str, int]:
    """Return the column of units of each fact that has one, as far as a batch shows what its cells say.

    A column of currencies is about all money of its row. One of units is about the amounts to its left, up to the one
    before it; where the first stands left of all amounts, each is about those to its right. Raise DataError where it
    is not clear whether an amount belongs to one.
    """
    numbers = {name: at for name, at in columns.facts.items() if policies.facts[name].type.numeric}
    money = {name: at for name, at in numbers.items() if policies.facts[name].type is FactType.MONEY}
    named = {at: _COUNTED.sub("", columns.names[at]) for at in columns.carried}
    stating = [at for at, name in sorted(named.items()) if is_beside(name) or is_currency(name)]
    any_money = next((policies.facts[name] for name in money), None)
    of_money = [at for at in stating if any_money and _states_units(batch.columns[at], any_money, policies.currency)]
    found = {}
    for name, at in numbers.items():  # 职工人数 | 单位: 人
        fact = policies.facts[name]
        if name not in money and at + 1 in stating and _states_units(batch.columns[at + 1], fact, policies.currency):
            found[name] = at + 1
    if not of_money:
        return found
    if len(of_money) == 1 and is_currency(named[of_money[0]]):
        return found | dict.fromkeys(money, of_money[0])
    left = of_money[0] < min(money.values())
    for name, at in money.items():
        near = [one for one in of_money if (one < at if left else one > at)]
        if near:
            found[name] = max(near) if left else min(near)
        elif name not in columns.scales:
            params = {"name": columns.names[at], "other": columns.names[of_money[-1]]}
            raise DataError([Problem(Location(place.file, max(1, place.line), at + 1), "unit-column-unclear", params)])
    return found


def with_units(batch: Batch, columns: Columns) -> Batch:
    """Return a batch whose bare numbers have the units of their rows; those of rows without one are faults.

    Where all units are those of single things, such as 元, a row without one says the same.
    """
    joined, faults = list(batch.columns), list(batch.faults)
    for name, beside in columns.beside.items():
        place = columns.facts[name]
        units = ["" if unit.strip().casefold() in DONT_KNOW_WORDS else unit.strip() for unit in batch.columns[beside]]
        needed = not is_currency(_COUNTED.sub("", columns.names[beside])) and bool(_SIZED.search("".join({*units})))
        cells = batch.columns[place]
        joined[place] = tuple(
            f"{cell}{unit}" if unit and cell.strip()[-1:].isdigit() else cell
            for cell, unit in zip(cells, units, strict=True)
        )
        if needed:
            bare = (row for row, unit in enumerate(units) if not unit and cells[row].strip()[-1:].isdigit())
            faults += [CellFault(row, place, "no-unit-in-row") for row in bare]
    return batch._replace(columns=joined, faults=tuple(faults))


_SIZED = re.compile(r"[十百千万亿]|thousand|million|billion|\bk\b|\bmn?\b|\bbn\b", re.IGNORECASE)


def _states_units(cells: Sequence[str], fact: Fact, currency: str) -> bool:
    """Whether the cells of a column are units of a fact, those of other currencies included: 企业名称 is none."""
    texts = {cell.strip() for cell in set(cells)} - {""}
    units = {text for text in texts if text.casefold() not in DONT_KNOW_WORDS}
    return bool(units) and all(_is_unit(text, fact, currency) for text in units)


def _is_unit(text: str, fact: Fact, currency: str) -> bool:
    try:
        return parse_scale(text, fact, currency) is not None
    except UnclearUnitError:
        return fact.type is FactType.MONEY  # one of another currency
