"""What the JSON of results says of sums and of how often an amount is paid."""

from typing import Annotated, TypedDict

from iotcheck.model import Every
from iotcheck.schemas.values import Count, Money


class Period(TypedDict):
    """How often an amount is paid."""

    every: Every
    at_most: Annotated[Count | None, "So many times at most; null where the source sets no limit."]


class Periodical(TypedDict, total=False):
    """How often an amount is paid, where the policy file says so."""

    period: Period


class Subtotal(TypedDict):
    """The sum of amounts of one kind, paid equally often."""

    apart: Annotated[str | None, "The form of support that is summed by itself; null for all others together."]
    period: Annotated[Every, "How often the amounts are paid."]
    min: float
    max: Annotated[Money, "As `min`; null where a ceiling is open."]
    stated: Annotated[Count, "The applicable programs that it adds."]
    unstated: Annotated[Count, "Those of the group whose source names no amount."]
    ranges: Annotated[Count, "Those of which the source says only from where to where."]


class Groups(TypedDict, total=False):
    """Amounts that must not be added, where there are such."""

    groups: Annotated[
        list[Subtotal],
        "The sums of what must not be added: support that is summed apart, amounts of different periods. Absent where "
        "all are of one kind; `min` and `max` are those of what is paid once and not apart.",
    ]
