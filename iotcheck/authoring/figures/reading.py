"""Figures read from a text: numbers, money, percentages, days and periods, with their exact values. Pure.

What only looks like a figure is left alone: ordinals, section numbers, numbers of documents and standards, plans named
after years (“十三五”), telephone numbers, times of the day.
"""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from iotcheck.authoring.figures import numerals, patterns
from iotcheck.values import Number, exact


class Kind(StrEnum):
    """What a figure measures."""

    NUMBER = "number"
    MONEY = "money"
    PERCENTAGE = "percentage"  # its value counts hundredths: 1/5 and 20 % are 20
    RATIO = "ratio"  # 1:2 is 1/2
    PERIOD = "period"  # a time, or an age; `unit` says in what it is counted
    DAY = "day"


class Days(NamedTuple):
    """The days that a text names: one, or all of a month or a year. Without a year they are of the year 4."""

    first: date
    last: date


class Figure(NamedTuple):
    """One figure: its place in a text as `numerals.plain` returns it, what it measures, its exact value.

    `unit` is a currency ("" where the text has none), or of a period `day`, `week`, `month` or `year`.
    """

    start: int
    end: int
    kind: Kind
    value: Number | Days
    unit: str = ""


NO_YEAR = 4  # a leap year long before any other


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text as `numerals.plain` returns it, in their order."""
    found: list[Figure] = []
    place = 0
    while match := patterns.TOKEN.search(text, place):
        place = max(match.end(), place + 1)
        figure = _figure(text, match)
        if figure is not None:
            found.append(figure)
            place = figure.end
    return tuple(_completed(text, found))


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    """Return what a match of the pattern means, with the unit behind it."""
    if match["day"]:
        days = _days(match)
        return Figure(match.start(), match.end(), Kind.DAY, days) if days else None
    if match["shares"]:
        share = _share(match)
        return None if share is None else Figure(match.start(), match.end(), Kind.PERCENTAGE, exact(100 * share))
    if match["one"] and match["other"]:
        if int(match["one"]) == 0 or int(match["other"]) == 0:
            return None
        ratio = exact(Fraction(int(match["one"]), int(match["other"])))
        return Figure(match.start(), match.end(), Kind.RATIO, ratio)
    return _measured(text, match) if match["figure"] else None


def _days(match: re.Match[str]) -> Days | None:
    parts = match.groupdict()

    def part(letter: str) -> str:
        return next((parts[f"{letter}{form}"] for form in range(1, 9) if parts.get(f"{letter}{form}")), "")

    year, month, day, end = part("y"), part("m"), part("d"), part("part")
    days = days_of(_small(year) or NO_YEAR, _month(month), _small(day))
    if days is None or not end:
        return days
    return Days(days.first, days.first) if end == "初" else Days(days.last, days.last)


def _month(text: str) -> int | None:
    """Return the number of a month by its number or its English name, in full or shortened."""
    if text[:1].isascii() and text[:1].isalpha():
        return next(number for number, name in enumerate(patterns.MONTHS, 1) if name[:3] == text[:3])
    return _small(text)


def _small(text: str) -> int | None:
    """Return a number of a day, a month or a year, in either kind of numerals."""
    if not text:
        return None
    number = int(text) if text.isascii() else numerals.chinese(text)
    return int(number) if number is not None else None


def days_of(year: int, month: int | None = None, day: int | None = None) -> Days | None:
    """Return the days of a year, a month or a day; None where there is no such day."""
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day is not None:
        return Days(first, first)
    following = date(year + 1, 1, 1) if month in (None, 12) else date(year, (month or 1) + 1, 1)
    return Days(first, following - timedelta(days=1))


def _share(match: re.Match[str]) -> Fraction | None:
    if match["per"]:
        number = _number(match["share"])
        whole = {"百": 100, "千": 1000, "万": 10_000}[match["per"][0]]
        return None if number is None else Fraction(number) / whole
    if match["whole"]:
        part, of = _number(match["part"]), _number(match["whole"])
        return Fraction(part) / Fraction(of) if part is not None and of else None
    if match["tenths"]:
        return Fraction(numerals.chinese(match["tenths"]) or 0, 10)
    if match["half"]:
        return Fraction(1, 2)
    if match["n_in"]:
        part, of = _number(match["n_of"]), _number(match["n_in"])
        return Fraction(part) / Fraction(of) if part is not None and of and part < of else None
    count = match["count"] or "a"
    number = 1 if count.casefold() == "a" else numerals.words(count)
    if number is None or (match["count"] is None and match["fraction"].casefold() != "half"):
        return None  # third, fifth: ordinals
    return Fraction(number) / patterns.FRACTIONS[match["fraction"].casefold()]


def _number(text: str) -> Number | None:
    """Return what digits, Chinese numerals or English words mean."""
    if text[0].isascii() and text[0].isdigit():
        return numerals.mixed(text)
    return numerals.words(text) if text.isascii() else numerals.chinese(text)


def _measured(text: str, match: re.Match[str]) -> Figure | None:
    """Return a number with what stands behind it: a multiple, a currency, per cent, a time, or a measure word."""
    written = match["mixed"] or match["chinese"] or match["words"]
    number, end = _number(written), match.end()
    if number is None:
        return None
    sign = patterns.SIGNS.get((match["sign"] or "").casefold(), "")
    start = match.start()
    multiple = patterns.MULTIPLE.match(text, end) if not match["chinese"] else None
    if multiple and (
        multiple["letters"].casefold() not in patterns.SHORT or sign or patterns.CURRENCY.match(text, multiple.end())
    ):
        number, end = (
            exact(Fraction(number) * numerals.ENGLISH_MULTIPLES[multiple["letters"].casefold()]),
            multiple.end(),
        )
    if unit := patterns.CURRENCY.match(text, end):
        return Figure(start, unit.end(), Kind.MONEY, number, patterns.CURRENCIES[unit[0].strip().casefold()])
    if sign:
        return Figure(start, end, Kind.MONEY, number, sign)
    if unit := patterns.PERCENT.match(text, end):
        share = exact(Fraction(number) / (1 if unit["percent"] else 10 if unit["mille"] else 100))
        return Figure(start, unit.end(), Kind.PERCENTAGE, share)
    if unit := patterns.PERIOD.match(text, end):
        name = next(name for name in patterns.PERIODS if unit[name])
        if unit["half"] and name == "year":
            return Figure(start, unit.end(), Kind.PERIOD, exact(Fraction(number) * 12 + 6), "month")
        return Figure(start, unit.end() - len(unit["half"] or ""), Kind.PERIOD, number, name)
    return _counted(text, Figure(start, end, Kind.NUMBER, number), written)


_NEEDS_ONE = re.compile(r"(?:至少|最少|不少于|不低于|仅限?|只|满|(?i:at least|at most|only|up to|than)) ?$")
_BEHIND = re.compile(r"[、和或及至到~–—-]|\s*(?:以上|以下|以内|$)")


def _counted(text: str, figure: Figure, written: str) -> Figure | None:
    """Return a number without a unit, unless it is more likely a word: 十大, 统一, one of the following.

    A measure word goes with it, so that what stands behind it is seen.
    """
    measure = patterns.MEASURE.match(text, figure.end)
    if written in ("一", "one", "One") and not _NEEDS_ONE.search(text[max(0, figure.start - 10) : figure.start]):
        return None
    if not written.isascii() and not written[0].isdigit() and not measure:
        large = any(character in "百千万亿" for character in written[1:])
        if not large and not _BEHIND.match(text, figure.end):
            return None
    return figure._replace(end=measure.end(), unit="") if measure else figure


# One by one, in a list or a range: 50、30、20万元, 60–80 %, 1 to 2 million.
CONNECTED = re.compile(rf" ?(?:[、~–—-]|至|到|和|及|或|以及|and|or|to|, and|, or|,) ?(?:(?i:{patterns.BEFORE}) ?)?")
_MULTIPLE = re.compile(rf"(?:{'|'.join(numerals.MULTIPLES)})|(?i:\b(?:{'|'.join(numerals.ENGLISH_MULTIPLES)})\b)")
_LARGE = 1000  # no number of per cent: between 50,000 and 40 % of revenue
_AS_MUCH = 1000  # times the number that has a multiple: 300、50、8万元 go down, and 5000至3万元 is what it says


def _completed(text: str, found: list[Figure]) -> list[Figure]:
    """Return figures with the unit, the multiple or the year that one further on in a list or a range gives."""
    completed: list[Figure] = []
    scale = 1
    for alone in reversed(found):
        figure, written = alone, text[alone.start : alone.end]
        following = completed[-1] if completed else None
        if following is not None and CONNECTED.fullmatch(text, figure.end, following.start):
            figure = _with_unit_of(written, figure, following, scale)
        if figure.kind is not Kind.NUMBER and (multiple := _MULTIPLE.search(written)):
            letters = multiple[0].casefold()
            scale = numerals.MULTIPLES.get(letters) or numerals.ENGLISH_MULTIPLES[letters]
        elif not (completed and figure.unit == completed[-1].unit):
            scale = 1
        completed.append(figure)
    completed.reverse()
    for place, (figure, following) in enumerate(pairwise(completed), 1):
        if CONNECTED.fullmatch(text, figure.end, following.start):  # 2027年3月1日至4月30日
            completed[place] = _in_year_of(completed[place], completed[place - 1])
    return completed


def _with_unit_of(written: str, figure: Figure, following: Figure, scale: int) -> Figure:
    value, other = figure.value, following.value
    if isinstance(value, Days) or isinstance(other, Days):
        return _in_year_of(figure, following)
    ends_bare = written[-1].isdigit() or (written[-1].isalpha() and not patterns.MEASURE.fullmatch(written[-1]))
    other_kind = following.kind is Kind.RATIO or (following.kind is Kind.PERCENTAGE and value >= _LARGE)
    if figure.kind is not Kind.NUMBER or other_kind or not ends_bare:
        return figure
    if not _MULTIPLE.search(written) and value <= Fraction(other) / scale * _AS_MUCH:
        value = exact(Fraction(value) * scale)
    return figure._replace(kind=following.kind, value=value, unit=following.unit)


def _in_year_of(figure: Figure, other: Figure) -> Figure:
    """Return a day without a year with that of the day beside it."""
    days, near = figure.value, other.value
    if not (isinstance(days, Days) and isinstance(near, Days)) or days.first.year != NO_YEAR:
        return figure
    year = near.first.year
    if (days.first.month, days.first.day) == (2, 29) and not isleap(year):
        return figure
    last = (
        days.last.replace(year=year, day=28)
        if days.last.month == 2 and not isleap(year)
        else days.last.replace(year=year)
    )
    return figure._replace(value=Days(days.first.replace(year=year), last))
