"""The JSON of sums; the types are those of `iotcheck.schemas`, which cost nothing at run time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iotcheck.answers import plain_value
from iotcheck.engine import Totals
from iotcheck.model import PolicySet

if TYPE_CHECKING:
    from iotcheck.schemas import documents as data
    from iotcheck.schemas import sums


def totals_json(policies: PolicySet, totals: Totals) -> data.Totals:
    """Return the sums over the applicable programs."""
    plain: data.Totals = {
        "currency": policies.currency,
        "min": plain_value(totals.low),
        "max": plain_value(totals.high),
        "applicable": totals.applicable,
        "conditional": totals.conditional,
        "undetermined": totals.undetermined,
        "unstated": totals.unstated,
    }
    return {**plain, "groups": subtotals(totals)} if totals.several else plain


def subtotals(totals: Totals) -> list[sums.Subtotal]:
    """Return the sums of the groups of amounts that must not be added."""
    return [
        {
            "apart": subtotal.group.apart,
            "period": subtotal.group.every,
            "min": plain_value(subtotal.low),
            "max": plain_value(subtotal.high),
            "stated": subtotal.stated,
            "unstated": subtotal.unstated,
            "ranges": subtotal.ranges,
        }
        for subtotal in totals.groups
    ]
