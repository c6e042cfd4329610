"""What a figure does where a policy file states it: what it measures there, and on which side of it one must be."""

from __future__ import annotations

from typing import NamedTuple

from iotcheck.authoring.figures.reading import Kind
from iotcheck.model import Fact, FactType, Limit


class Role(NamedTuple):
    """What a figure does where it stands.

    `kind` is what it measures, None where nothing says it; `unit` of a period. `limit` is what a comparison or a
    ceiling asks of the figure, `operator` the word of the format for it. `negated` is below a `not`; `both`: the words
    may as well be of the other side, as those of the band above a limit are.
    """

    kind: Kind | None = None
    unit: str = ""
    limit: Limit | None = None
    operator: str = ""
    negated: bool = False
    divisor: bool = False
    both: bool = False


CAPS = ("ceiling", "least", "greatest")  # operators of amounts that are paid
CEILING = Role(Kind.MONEY, limit=Limit(upper=True), operator="ceiling")
# Facts whose unit is a time, by what they are counted in.
_TIMES = {
    name: unit
    for unit, names in (
        ("day", "天 日 day"),
        ("week", "周 week"),
        ("month", "个月 月 month"),
        ("year", "年 岁 周岁 year"),
    )
    for name in names.split()
}


def measure(fact: Fact) -> tuple[Kind | None, str]:
    """Return what the numbers of a fact measure, and for a period in what they are counted."""
    if fact.type is FactType.MONEY:
        return Kind.MONEY, ""
    if fact.in_percent:
        return Kind.PERCENTAGE, ""
    names = [name.rstrip("s") for name in fact.names_of_unit()]
    unit = next((_TIMES[name] for name in names if name in _TIMES), None)
    return (Kind.PERIOD, unit) if unit else (Kind.NUMBER if names else None, "")
