"""Bands: an amount in slices that each have a rate of their own, or as a whole at the rate of its band.

Both are made of simpler amounts, so that whatever evaluates amounts evaluates them. For a revenue x with 20 % up to 100
and 5 % above, by slices that is

    20 % of least(x, 100)  +  5 % of difference(x, 100)

Each slice grows with x, and so does the sum where no rate is below 0: an open x between two numbers gives exactly the
sums at these two. As a whole it is the first of these cases that holds:

    x at most 100:  20 % of least(x, 100)       else:  5 % of greatest(x, 100)

In the case that is taken the least and the greatest change nothing; but while x is open they keep each case to what x
can be there. With x between 50 and 200 the first is between 10 and 20 and the second between 5 and 10, and not
between 10 and 40 and between 2.5 and 10.
"""

from __future__ import annotations

from collections.abc import Sequence

from iotcheck.errors import Location
from iotcheck.model.operators import Operation, Operator
from iotcheck.model.rules import (
    Amount,
    Branch,
    Calculation,
    Cases,
    Compares,
    DerivedAmount,
)
from iotcheck.record import Record


class Band(Record):
    """What lies above the limit of the band before and up to `limit`, which is None for the last band.

    `included`: the limit itself is in the band. Just one of `rate`, in per cent, and `then`, an amount, is there.
    """

    limit: Amount | None = None
    included: bool = True
    rate: Amount | None = None
    then: Amount | None = None
    location: Location

    @property
    def written(self) -> tuple[Amount, ...]:
        """The amounts that the band is written with."""
        return tuple([one for one in (self.limit, self.rate, self.then) if one is not None])


class Bands(DerivedAmount):
    """An amount by bands: `marginal`, each slice at its own rate; otherwise all of it as the band says it lies in."""

    amount: Amount
    bands: tuple[Band, ...]
    marginal: bool


def bands_of(amount: Amount, bands: Sequence[Band], marginal: bool, location: Location) -> Bands:
    """Return an amount by bands, of which the last alone has no limit, with its meaning."""
    meaning = _by_slices(amount, bands, location) if marginal else _as_a_whole(amount, bands, location)
    return Bands(amount=amount, bands=tuple(bands), marginal=marginal, meaning=meaning, location=location)


def _by_slices(amount: Amount, bands: Sequence[Band], location: Location) -> Amount:
    slices: list[Amount] = []
    limits: list[Amount] = []
    for band in bands:
        part = amount if band.limit is None else _calculation(Operation.LEAST, band, amount, band.limit)
        if limits:
            # Limits that are not fixed numbers may cross: what a slice covers, no later one covers again.
            before = limits[0] if len(limits) == 1 else _calculation(Operation.GREATEST, band, *limits)
            part = _calculation(Operation.DIFFERENCE, band, part, before)
        assert band.rate is not None
        slices.append(_calculation(Operation.PERCENT, band, band.rate, part))
        limits += [band.limit] if band.limit is not None else []
    return Calculation(operation=Operation.SUM, operands=tuple(slices), location=location)


def _as_a_whole(amount: Amount, bands: Sequence[Band], location: Location) -> Amount:
    branches: list[Branch] = []
    before: Amount | None = None
    for band in bands[:-1]:
        assert band.limit is not None
        operator = Operator.AT_MOST if band.included else Operator.LESS_THAN
        within = Compares(left=amount, operator=operator, bounds=(band.limit,), location=band.location)
        branches.append(Branch(when=within, then=_paid(amount, before, band)))
        before = band.limit
    return Cases(branches=tuple(branches), otherwise=_paid(amount, before, bands[-1]), location=location)


def _paid(amount: Amount, before: Amount | None, band: Band) -> Amount:
    """Return what a band pays of an amount that lies in it, above the limit before."""
    if band.then is not None:
        return band.then
    assert band.rate is not None
    inside = amount if before is None else _calculation(Operation.GREATEST, band, amount, before)
    inside = inside if band.limit is None else _calculation(Operation.LEAST, band, inside, band.limit)
    return _calculation(Operation.PERCENT, band, band.rate, inside)


def _calculation(operation: Operation, band: Band, *operands: Amount) -> Amount:
    return Calculation(operation=operation, operands=operands, location=band.location)
