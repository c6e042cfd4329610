"""Comparisons of dates: each is a range of days, once the day of assessment is known. Nothing else is asked of them."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, assert_never

# Whole years, months and days, back and forth: a day lies so long before another exactly if that one lies so long after
# it.


def years_before(day: date, years: int) -> date | None:
    """Return the last day that lies `years` whole years or more before `day`, or None before the year 1.

    29 February counts as 28, of either day: on 28 February 2021 what began on 29 February 2020 is one year old.
    """
    year = day.year - years
    if year < 1:
        return None
    if (day.month, day.day) in ((2, 28), (2, 29)):
        return date(year, 3, 1) - timedelta(days=1)
    return day.replace(year=year)


def years_after(day: date, years: int) -> date | None:
    """Return the first day that lies `years` whole years or more after `day`, or None after the year 9999."""
    year = day.year + years
    if year > date.max.year:
        return None
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def months_before(day: date, months: int) -> date | None:
    """Return the last day that lies `months` whole months or more before `day`, or None before the year 1.

    A month is whole on the day of the same number, or on the last day of a month that has none: what began on 31
    January is one month old on 28 February, or on the 29th of a leap year.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < date.min.year:
        return None
    last = _last_day(year, month + 1)
    return last if day == _last_day(day.year, day.month) else last.replace(day=min(day.day, last.day))


def months_after(day: date, months: int) -> date | None:
    """Return the first day that lies `months` whole months or more after `day`, or None after the year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return None
    last = _last_day(year, month + 1)
    return last.replace(day=min(day.day, last.day))


def days_before(day: date, days: int) -> date | None:
    """Return the day that lies so many days before another, or None before the year 1."""
    number = day.toordinal() - days
    return date.fromordinal(number) if number >= date.min.toordinal() else None


def days_after(day: date, days: int) -> date | None:
    """Return the day that lies so many days after another, or None after the year 9999."""
    number = day.toordinal() + days
    return date.fromordinal(number) if number <= date.max.toordinal() else None


class Length(NamedTuple):
    """A length of time: so many whole years, months and days."""

    years: int = 0
    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """Return the day so long after another; the last of all days where that lies after the year 9999."""
        later = months_after(day, 12 * self.years + self.months)
        return (later and days_after(later, self.days)) or date.max


def _last_day(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(1)


class DateOperator(StrEnum):
    """Comparisons of dates."""

    ON_OR_AFTER = "on_or_after"
    AFTER = "after"
    ON_OR_BEFORE = "on_or_before"
    BEFORE = "before"
    BETWEEN = "between"
    IN_YEAR = "in_year"
    YEARS_BEFORE = "years_before"
    MONTHS_BEFORE = "months_before"
    DAYS_BEFORE = "days_before"

    @property
    def counts(self) -> bool:
        """Whether the bound is a number of whole years, months or days before the as-of day."""
        return self in _COUNTED


_COUNTED = {
    DateOperator.YEARS_BEFORE: (years_before, years_after),
    DateOperator.MONTHS_BEFORE: (months_before, months_after),
    DateOperator.DAYS_BEFORE: (days_before, days_after),
}


class Limit(NamedTuple):
    """What one bound of a comparison asks for: not to lie above it, or below it; `strict`: nor on it."""

    upper: bool
    strict: bool = False


LIMITS = {
    DateOperator.ON_OR_AFTER: (Limit(upper=False),),
    DateOperator.AFTER: (Limit(upper=False, strict=True),),
    DateOperator.ON_OR_BEFORE: (Limit(upper=True),),
    DateOperator.BEFORE: (Limit(upper=True, strict=True),),
    DateOperator.BETWEEN: (Limit(upper=False), Limit(upper=True)),
}


class RelativeYear(StrEnum):
    """A calendar year, seen from the as-of day."""

    LAST = "last"
    THIS = "this"


DateBound = date | int | tuple[date, date] | RelativeYear  # of `in_year` an int is the year itself


def turns(operator: DateOperator, bound: DateBound, as_of: date) -> tuple[date, ...]:
    """Return the days that a comparison turns on: those that the rule names, or that lie so long before the as-of day.

    None where that lies before the year 1; nor has a calendar year any, within which no day is nearer to its ends.
    """
    if isinstance(bound, date):
        return (bound,)
    if isinstance(bound, tuple):
        return bound
    if isinstance(bound, RelativeYear) or operator not in _COUNTED:
        return ()
    turn = _COUNTED[operator][0](as_of, bound)
    return () if turn is None else (turn,)


def days(operator: DateOperator, bound: DateBound, as_of: date) -> tuple[date, date] | None:
    """Return the first and the last day for which a comparison holds; None if there is none."""
    if operator is DateOperator.IN_YEAR:
        return _year(bound, as_of)
    found = turns(operator, bound, as_of)
    if not found:
        return None
    first, last = found[0], found[-1]
    match operator:
        case DateOperator.ON_OR_AFTER:
            return first, date.max
        case DateOperator.AFTER:
            return (first + timedelta(1), date.max) if first < date.max else None
        case DateOperator.BEFORE:
            return (date.min, last - timedelta(1)) if last > date.min else None
        case DateOperator.BETWEEN:
            return (first, last) if first <= last else None
        case (
            DateOperator.ON_OR_BEFORE
            | DateOperator.YEARS_BEFORE
            | DateOperator.MONTHS_BEFORE
            | DateOperator.DAYS_BEFORE
        ):
            return date.min, last
        case never:
            assert_never(never)


def changes(operator: DateOperator, bound: DateBound, day: date) -> tuple[date, ...]:
    """Return the as-of days from which on a comparison of `day` may have another truth, in order."""
    if isinstance(bound, RelativeYear):
        first = day.year + (bound is RelativeYear.LAST)
        return tuple(date(year, 1, 1) for year in (first, first + 1) if year <= date.max.year)
    if operator not in _COUNTED:
        return ()
    assert isinstance(bound, int)
    full = _COUNTED[operator][1](day, bound)
    return () if full is None else (full,)


def year_of(bound: DateBound, as_of: date) -> int:
    """Return the calendar year that `in_year` names."""
    if isinstance(bound, RelativeYear):
        return as_of.year - (bound is RelativeYear.LAST)
    assert isinstance(bound, int)
    return bound


def _year(bound: DateBound, as_of: date) -> tuple[date, date] | None:
    year = year_of(bound, as_of)
    return (date(year, 1, 1), date(year, 12, 31)) if year >= date.min.year else None
