"""Changes of what is evaluated by its meaning, and of when one can apply: for `rule_changes`.

A form of which something is changed is made anew, as the loader makes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from iotcheck.loader.guards import if_asked
from iotcheck.model import (
    All,
    Amount,
    Applying,
    Bands,
    Condition,
    DateOperator,
    FactType,
    Not,
    PolicySet,
    Selection,
    Selects,
)
from iotcheck.model import Any as AnyOf
from iotcheck.model.bands import bands_of
from iotcheck.model.cases import DatedCondition, dated_condition
from iotcheck.model.guards import IfAsked
from iotcheck.model.lookups import (
    OTHERWISE,
    AmountKey,
    ChoiceKey,
    Dated,
    DaysCompared,
    Key,
    Lookup,
    SameAs,
    TableCondition,
    dated,
    days_compared,
    lookup_of,
)

Change = tuple[str, str, object]

_OTHER_DAYS = {
    DateOperator.ON_OR_AFTER: (DateOperator.AFTER, DateOperator.ON_OR_BEFORE),
    DateOperator.AFTER: (DateOperator.ON_OR_AFTER, DateOperator.BEFORE),
    DateOperator.ON_OR_BEFORE: (DateOperator.BEFORE, DateOperator.ON_OR_AFTER),
    DateOperator.BEFORE: (DateOperator.ON_OR_BEFORE, DateOperator.AFTER),
}


def of_applying(applying: Applying) -> Iterator[Change]:
    """Yield changes of when one can apply: each day of a window a day earlier or later, each window left out."""
    for window in applying.windows:
        others = tuple(one for one in applying.windows if one is not window)
        if others:
            yield "window", f"window of line {window.location.line} left out", applying.replace(windows=others)
        for name in ("start", "until"):
            day = getattr(window, name)
            for step in (-1, 1) if day is not None else ():
                moved = window.replace(**{name: day + timedelta(step)})
                windows = tuple(moved if one is window else one for one in applying.windows)
                yield "window", f"window {name} {day} {step:+d}", applying.replace(windows=windows)
    if applying.anytime:
        yield "window", "anytime left out", applying.replace(anytime=False)


def of_form(policies: PolicySet, form: Amount | Condition) -> Iterator[Change]:
    """Yield changes of a form that is evaluated by its meaning, those of its parts aside."""
    match form:
        case Bands():
            yield from _of_bands(form)
        case Lookup():
            yield from _of_lookup(policies, form)
        case Dated(values=values):
            for place, value in enumerate(values[1:], 1):
                for step in (-1, 1):
                    moved = value.replace(start=value.start + timedelta(step))
                    others = (*values[:place], moved, *values[place + 1 :])
                    yield "date", f"from {value.start} {step:+d}", dated(others, form.location)
        case DatedCondition(rules=rules):
            for place, rule in enumerate(rules[1:], 1):
                for step in (-1, 1):
                    later = (*rules[:place], rule.replace(start=rule.start + timedelta(step)), *rules[place + 1 :])
                    yield "date", f"from {rule.start} {step:+d}", dated_condition(later, location=form.location)
        case DaysCompared():
            for turned in _OTHER_DAYS[form.operator]:
                changed = days_compared(form.fact, turned, form.other, {"location": form.location})
                yield "operator", f"{form.operator} → {turned}", changed
        case SameAs(meaning=meaning):
            yield "operator", "same_as → differs", form.replace(meaning=Not(child=meaning, location=form.location))
        case TableCondition():
            yield from _of_rows(policies, form)
        case IfAsked(leaf=Selects() as leaf):
            fact = policies.facts[form.fact]
            if fact.type is FactType.BOOLEAN:
                other = fact.replace(otherwise=not fact.otherwise)
                yield "default", f"otherwise {fact.otherwise} → {other.otherwise}", if_asked(other, form.guard, leaf)
        case _:
            return


def _of_bands(form: Bands) -> Iterator[Change]:
    bands = form.bands
    if all(band.rate is not None for band in bands) and len(bands) > 1:
        yield "operator", "marginal ↔ whole", bands_of(form.amount, bands, not form.marginal, form.location)
    for place, band in enumerate(bands[:-1]):
        without = (*bands[:place], *bands[place + 1 :])
        yield "operator", f"band {place + 1} left out", bands_of(form.amount, without, form.marginal, form.location)
        if not form.marginal:
            turned = (*bands[:place], band.replace(included=not band.included), *bands[place + 1 :])
            yield "operator", f"limit {place + 1} turned", bands_of(form.amount, turned, form.marginal, form.location)


def _of_lookup(policies: PolicySet, form: Lookup) -> Iterator[Change]:
    table = policies.tables[form.table]

    def other_key(place: int, key: Key) -> Lookup:
        keys = (*form.keys[:place], key, *form.keys[place + 1 :])
        return lookup_of(form.table, keys, table.cells, form.location)

    for place, key in enumerate(form.keys):
        if isinstance(key, ChoiceKey):
            for fact in policies.facts.values():
                if fact.id != key.fact and fact.type is FactType.CHOICE and tuple(fact.choices) == key.choices:
                    yield "reference", f"{key.fact} → {fact.id}", other_key(place, key.replace(fact=fact.id))
        elif isinstance(key, AmountKey):
            for name, limit in key.limits.items():
                turned = {**key.limits, name: limit.replace(included=not limit.included)}
                yield "operator", f"limit {name} turned", other_key(place, key.replace(limits=turned))
    for cell in table.cells:
        rest = {name: amount for name, amount in table.cells.items() if name != cell}
        if cell[-1] != OTHERWISE and (*cell[:-1], OTHERWISE) in rest:
            yield "row", f"{', '.join(cell)} left out", lookup_of(form.table, form.keys, rest, form.location)


def _of_rows(policies: PolicySet, form: TableCondition) -> Iterator[Change]:
    """Yield changes of what a table says: a choice of its key more or fewer, or a choice that its rows hold fewer."""
    match form.meaning:
        case Selects(fact=fact, values=values, selection=Selection.ANY_OF):
            for choice in policies.facts[fact].choices:
                rest = tuple(value for value in values if value != choice)
                chosen = rest if len(rest) < len(values) else (*values, choice)
                if chosen:
                    yield (
                        "row",
                        f"{form.table} {choice} turned",
                        form.replace(meaning=form.meaning.replace(values=chosen)),
                    )
        case AnyOf(children=pairs) if len(pairs) > 1:
            for pair in pairs:
                assert isinstance(pair, All)
                wanted = ", ".join(str(one.values) for one in pair.children if isinstance(one, Selects))
                left = form.meaning.replace(children=tuple(one for one in pairs if one is not pair))
                yield "row", f"{form.table} {wanted} left out", form.replace(meaning=left)
        case _:
            return
