"""Amounts by bands, and rounded ones, in words: the rule (`by slices of 营业收入: 20% up to …`), and one applicant's computation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from iotcheck.engine import AmountTrace
from iotcheck.model import Amount, Band, Bands, Calculation, Constant, FactAmount, PolicySet
from iotcheck.texts import say
from iotcheck.texts import values as words

SENTENCES: dict[str, tuple[str, str]] = {
    "slices": ("按{amount}分段累计：{steps}", "in slices of {amount}: {steps}"),
    "slice-up_to": ("不超过{limit}的部分 {rate}%", "{rate}% up to {limit}"),
    "slice-below": ("低于{limit}的部分 {rate}%", "{rate}% below {limit}"),
    "slice-last": ("其余部分 {rate}%", "{rate}% of the rest"),
    "slice-only": ("全部 {rate}%", "{rate}%"),
    "whole": ("按{amount}分档：{steps}", "by {amount}: {steps}"),
    "band-up_to": ("不超过{limit}的，为{paid}", "up to {limit}: {paid}"),
    "band-below": ("低于{limit}的，为{paid}", "below {limit}: {paid}"),
    "band-last": ("其余，为{paid}", "otherwise: {paid}"),
    "down": ("{amount}，向下取整到{unit}的倍数", "{amount}, rounded down to a multiple of {unit}"),
    "up": ("{amount}，向上取整到{unit}的倍数", "{amount}, rounded up to a multiple of {unit}"),
    "half_up": ("{amount}，四舍五入到{unit}的倍数", "{amount}, rounded to the nearest multiple of {unit}"),
    "half_even": (
        "{amount}，四舍六入五成双到{unit}的倍数",
        "{amount}, rounded to the nearest multiple of {unit} (half to even)",
    ),
    "down-whole": ("{amount}，向下取整", "{amount}, rounded down"),
    "up-whole": ("{amount}，向上取整", "{amount}, rounded up"),
    "half_up-whole": ("{amount}，四舍五入取整", "{amount}, rounded to the nearest whole number"),
    "half_even-whole": ("{amount}，四舍六入五成双取整", "{amount}, rounded to the nearest whole number (half to even)"),
    "rate": ("全额的 {rate}%", "{rate}% of the whole amount"),
}


class Formulas(Protocol):
    """What says the amounts that bands are made of: `texts.formulas`."""

    policies: PolicySet

    def is_money(self, amount: Amount) -> bool: ...
    def operand(self, operand: Amount, money: bool) -> str: ...
    def item(self, operand: Amount, money: bool) -> str: ...
    def computation(self, trace: AmountTrace, *, money: bool) -> str: ...
    def interval(self, trace: AmountTrace, *, money: bool) -> str: ...


def rule(formulas: Formulas, language: str, amount: Bands, money: bool) -> str:
    """Return bands as the rule says them: `by slices of revenue: 20% up to 10,000,000 yuan; 5% above that`."""
    limits = [band.limit for band in amount.bands if band.limit is not None]
    rated = all(band.rate is not None for band in amount.bands)
    counted = (money and rated) or any(map(formulas.is_money, (amount.amount, *limits)))
    steps = [_step(formulas, language, amount, band, counted, money) for band in amount.bands]
    of = words.spaced(language, formulas.operand(amount.amount, counted))
    key = "slices" if amount.marginal else "whole"
    return say(language, f"bands.{key}", amount=of, steps=say(language, "formulas.next").join(steps))


def computation(formulas: Formulas, language: str, trace: AmountTrace, money: bool) -> str:
    """Return a decided amount by bands as it is computed: `20% of 10,000,000 yuan + 5% of 3,000,000 yuan`."""
    assert isinstance(trace.amount, Bands)
    (meaning,) = trace.operands
    parts = list(meaning.operands)
    if trace.amount.marginal:  # slices that come to nothing say nothing
        parts = [part for part in parts if part.operands[1].interval != (0, 0)] or parts[:1]
    elif all(band.rate is None for band in trace.amount.bands):
        return formulas.computation(parts[0], money=money)
    said = [_share(formulas, language, part, money) for part in parts]
    return say(language, "formulas.sum").join(said)


def rounded(language: str, amount: Calculation, of: str, unit: str, *, whole: bool) -> str:
    """Return a rounding of what is said of its amount; `whole`: to multiples of 1 it is to whole numbers."""
    rounds_to = amount.operands[1]
    to_whole = whole and isinstance(rounds_to, Constant) and rounds_to.value == 1
    return say(language, f"bands.{amount.how}{'-whole' if to_whole else ''}", amount=of, unit=unit).strip()


def trace_of(trace: AmountTrace, amount: Amount) -> AmountTrace | None:
    """Return the trace of an amount that another one's meaning consists of; None where it was not looked at."""
    return next((one for one in _amounts(trace) if one.amount is amount), None)


def _amounts(trace: AmountTrace) -> Iterator[AmountTrace]:
    yield trace
    compared = [operand for condition in trace.conditions for operand in condition.operands]
    for operand in (*compared, *trace.operands):
        yield from _amounts(operand)


def _step(formulas: Formulas, language: str, amount: Bands, band: Band, counted: bool, money: bool) -> str:
    side = "last" if band.limit is None else "up_to" if band.included else "below"
    if amount.marginal and len(amount.bands) == 1:
        side = "only"
    limit = (
        ""
        if band.limit is None
        else words.spaced(language, limit_in_words(formulas, language, amount.amount, band.limit, counted))
    )
    rate = "" if band.rate is None else formulas.operand(band.rate, False)
    if amount.marginal:
        return say(language, f"bands.slice-{side}", limit=limit, rate=rate)
    paid = say(language, "bands.rate", rate=rate) if band.then is None else formulas.item(band.then, money)
    paid = words.spaced(language, paid).rstrip()
    return say(language, f"bands.band-{side}", limit=limit, paid=paid).strip()


def limit_in_words(formulas: Formulas, language: str, amount: Amount, limit: Amount, counted: bool) -> str:
    """Say a limit of an amount; a number that a counted fact is held against gets the fact's unit."""
    if isinstance(amount, FactAmount) and isinstance(limit, Constant) and not counted:
        return words.quantity(limit.value, formulas.policies.facts[amount.fact].unit_of(limit.value, language))
    return formulas.item(limit, counted)


def _share(formulas: Formulas, language: str, part: AmountTrace, money: bool) -> str:
    """Say a slice or a whole at its rate; of a whole that has a fixed amount that amount."""
    if len(part.operands) != 2:
        return formulas.computation(part, money=money)
    rate, of = part.operands
    figure = words.spaced(language, formulas.interval(of, money=money)).lstrip()
    return say(language, "formulas.percent", percent=formulas.interval(rate, money=False), amount=figure)
