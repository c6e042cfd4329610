"""Ceilings in words: by how much at most, computed how, and what they still depend on.

"Up to", never "you get"; what a source does not state is unstated, never zero.
"""

from datetime import date
from typing import NamedTuple

from iotcheck.engine import AmountTrace, Ceiling, CeilingKind, ProgramReport
from iotcheck.model import (
    Bands,
    Calculation,
    Cases,
    Constant,
    Edition,
    FactAmount,
    GrantOf,
    NamedAmount,
    NoAmount,
    NotEligible,
    Operation,
    PolicySet,
    Program,
    TableLookup,
)
from iotcheck.model.lookups import Dated, Lookup
from iotcheck.texts import say
from iotcheck.texts import values as words
from iotcheck.texts.rules import Rules
from iotcheck.texts.sums import with_period

SENTENCES: dict[str, tuple[str, str]] = {
    "unstated": ("未写明金额", "amount not stated"),
    "none": ("未提及资金", "no funding mentioned"),
    "up-to": ("最高{amount}", "up to {amount}"),
    "up-to-table": ("最高：{amount}", "up to, {amount}"),
    "up-to-cases": ("最高：{amount}", "up to: {amount}"),
    "computed": ("最高{computation} = {amount}", "up to {computation} = {amount}"),
    "rounded": ("最高{computation} ≈ {amount}（舍去尾数）", "up to {computation} ≈ {amount} (rounded down)"),
    "count-open": ("最高 {rate}/{unit}，{unit}数未知", "up to {rate} per {unit}; {label} not known"),
    "open-ended": ("还算不出，取决于：{facts}", "not known yet, depends on: {facts}"),
    "range": ("最高{amount}，依据文件只给出范围", "up to {amount}: the source gives only a range"),
    "depends": ("最高{amount}，取决于：{facts}", "up to {amount}, depending on: {facts}"),
    # in a column, where the heading says that it is a maximum
    "short-unstated": ("未写明", "not stated"),
    "short-none": ("未提及资金", "none mentioned"),
    "short-open": ("待定", "not known yet"),
    "short-per": ("{rate}/{unit}", "{rate} per {unit}"),
    "whether-granted": ("能否获得“{title}”", "whether “{title}” is granted"),
}


NO_OFFER = "—"


def without_figure(language: str, kind: CeilingKind | NoAmount) -> str:
    """Return why a ceiling has no figure: unstated, or no money at all."""
    return say(language, f"ceilings.{kind}")


def program_ceiling(policies: PolicySet, language: str, result: ProgramReport) -> str:
    """Return the ceiling of one program for one applicant; a dash where there is nothing that could have an amount."""
    nothing = result.status is not None and result.status.offers_nothing and result.ceiling.kind != CeilingKind.AMOUNT
    return NO_OFFER if nothing else ceiling(policies, language, result.ceiling)


def maximum_on(policies: PolicySet, language: str, program: Program, day: date) -> str:
    """Return the ceiling of a program's edition of a day as its rule says it, or of the nearest edition to that day."""
    said = edition_ceiling(policies, language, program.nearest(day))
    ended = program.edition_on(day) is None and program.ended_before(day) is not None and said != NO_OFFER
    return say(language, "result.maximum-then", maximum=said) if ended else said


def edition_ceiling(policies: PolicySet, language: str, edition: Edition | None) -> str:
    """Return the ceiling of an edition as its rule says it, likewise; an empty text without an edition."""
    if edition is None:
        return ""
    nothing = edition.status.offers_nothing and isinstance(edition.ceiling, NoAmount)
    return NO_OFFER if nothing else ceiling_rule(policies, language, edition)


def ceiling(policies: PolicySet, language: str, value: Ceiling) -> str:
    """Return one applicant's ceiling with its computation.

    `最高 100 万元/项 × 2 = 200 万元`; `最高 100 万元/项，项数未知`.
    """
    trace = value.trace
    if value.kind is not CeilingKind.AMOUNT or trace is None:
        return without_figure(language, value.kind)
    if value.low is None or value.low != value.high:
        return _undecided(policies, language, value, trace)
    if _ruled_out(trace):
        return NO_OFFER
    figure = words.money(language, value.low, policies.currency)
    amount = with_period(language, figure, value.period)
    computation = Rules(policies, language).formulas.computation(trace)
    if computation == figure:
        return say(language, "ceilings.up-to", amount=_led(language, amount))
    key = "computed" if trace.interval.low == value.low else "rounded"
    return say(language, f"ceilings.{key}", computation=_led(language, computation), amount=amount)


def figure(policies: PolicySet, language: str, result: ProgramReport) -> str:
    """Return the ceiling of one program for one applicant as a figure alone, for a column of maximums."""
    value, trace = result.ceiling, result.ceiling.trace
    if value.kind is not CeilingKind.AMOUNT or trace is None:
        offered = result.status is None or not result.status.offers_nothing
        return say(language, f"ceilings.short-{value.kind}") if offered else NO_OFFER
    if value.low == value.high and _ruled_out(trace):
        return NO_OFFER
    if (rate := _open_count(policies, language, value, trace)) is not None:
        return with_period(language, say(language, "ceilings.short-per", rate=rate.money, unit=rate.unit), value.period)
    if value.top is None and not value.low:
        return say(language, "ceilings.short-open")
    span = words.span(language, value.low or value.top, value.top, policies.currency)
    return with_period(language, span, value.period)


def _ruled_out(trace: AmountTrace) -> bool:
    """Whether a ceiling came to a case in which nobody is eligible."""
    while isinstance(trace.amount, Cases | TableLookup | NamedAmount | Lookup) and len(trace.operands) == 1:
        trace = trace.operands[0]
    return isinstance(trace.amount, NotEligible)


def ceiling_rule(policies: PolicySet, language: str, edition: Edition) -> str:
    """Return a ceiling as the rule says it, for no applicant in particular: `最高 100 万元/项 × 国际标准项数`."""
    value = edition.ceiling
    if isinstance(value, NoAmount):
        return say(language, f"ceilings.{value}")
    amount = with_period(language, Rules(policies, language).formulas.amount(value), edition.period)
    while isinstance(value, NamedAmount):
        value = policies.amounts[value.name]
    match value:
        case Cases() | Dated():
            return say(language, "ceilings.up-to-cases", amount=amount)
        case TableLookup() | Bands() | Lookup():
            return say(language, "ceilings.up-to-table", amount=amount)
        case Calculation(operation=Operation.RANGE):
            return say(language, "ceilings.range", amount=_led(language, amount))
        case _:
            return say(language, "ceilings.up-to", amount=_led(language, amount))


def _undecided(policies: PolicySet, language: str, value: Ceiling, trace: AmountTrace) -> str:
    """Return a ceiling that open facts still change: the rate where only their number is open, else the interval."""
    if (rate := _open_count(policies, language, value, trace)) is not None:
        label = inline(language, rate.label)
        text = say(language, "ceilings.count-open", rate=rate.money, unit=rate.unit, label=label)
        return with_period(language, text, value.period)
    open_facts = [policies.facts[name].label.in_language(language) for name in value.missing]
    grants = [policies.programs[name].title.in_language(language) for name in _grants_to_confirm(trace)]
    granted = [say(language, "ceilings.whether-granted", title=title) for title in grants]
    facts = words.listing(language, [*open_facts, *granted])
    if value.top is None and not value.low:
        return say(language, "ceilings.open-ended", facts=facts)
    if value.ranged:
        span = words.span(language, value.low, value.top, policies.currency)
        return say(language, "ceilings.range", amount=_led(language, with_period(language, span, value.period)))
    low = value.low or value.top  # that it may come to nothing says nothing
    amount = with_period(language, words.span(language, low, value.top, policies.currency), value.period)
    return say(language, "ceilings.depends", amount=_led(language, amount), facts=facts)


class _Rate(NamedTuple):
    """An amount for each unit of a number that is not known."""

    money: str
    unit: str
    label: str


def _open_count(policies: PolicySet, language: str, value: Ceiling, trace: AmountTrace) -> _Rate | None:
    """Return the rate of a ceiling of which only the number is open; None for any other."""
    match trace.amount:
        case Calculation(operation=Operation.PRODUCT, operands=(Constant(value=rate), FactAmount(fact=name))):
            fact = policies.facts[name]
            if fact.unit is None or value.low == value.high:
                return None
            unit, label = (text.in_language(language) for text in (fact.unit, fact.label))
            return _Rate(words.money(language, rate, policies.currency), unit, label)
        case _:
            return None


def _grants_to_confirm(trace: AmountTrace) -> list[str]:
    """Return the other programs whose amount is open for no lack of answers: something about them is to be confirmed.

    Traces of names are shared by all that use them: each is looked at once.
    """
    programs: dict[str, None] = {}
    waiting, seen = [trace], {id(trace)}
    while waiting:
        here = waiting.pop()
        if here.interval.decided:
            continue
        if isinstance(here.amount, GrantOf) and not here.missing:
            programs[here.amount.program] = None
        below = [operand for operand in here.operands if id(operand) not in seen]
        seen.update(map(id, below))
        waiting += reversed(below)
    return list(programs)


def _led(language: str, amount: str) -> str:
    """Return an amount as it follows 最高: a figure after a space, words after 为."""
    if language != "zh":
        return amount
    return f" {amount}" if amount[0].isascii() else f"为{amount}"


def inline(language: str, label: str) -> str:
    """Return a label as it stands within an English sentence: its first letter small, unless it is an abbreviation."""
    if language == "zh" or label[1:2].isupper():
        return label
    return label[:1].lower() + label[1:]
