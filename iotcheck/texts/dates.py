"""Comparisons of dates in words."""

from datetime import date
from typing import assert_never

from iotcheck.model import ComparesDate, DateOperator, RelativeYear
from iotcheck.model.dates import year_of
from iotcheck.texts import say
from iotcheck.texts.values import day

SENTENCES: dict[str, tuple[str, str]] = {
    "on_or_after": ("{label}在{day}当天或之后", "{label}: on or after {day}"),
    "after": ("{label}晚于{day}", "{label}: after {day}"),
    "on_or_before": ("{label}在{day}当天或之前", "{label}: on or before {day}"),
    "before": ("{label}早于{day}", "{label}: before {day}"),
    "from-to": ("{label}在{day}至{last}期间（含首尾两日）", "{label}: from {day} to {last} (inclusive)"),
    "in_year": ("{label}在 {year} 年", "{label}: in {year}"),
    "in_year-last": ("{label}在判断日期的上一年", "{label}: in the calendar year before the assessment date"),
    "in_year-this": ("{label}在判断日期的当年", "{label}: in the calendar year of the assessment date"),
    "that-is-year": ("{phrase}（即 {year} 年）", "{phrase} ({year})"),
    "years_before": (
        "{label}距判断日期至少满 {years} 年",
        "{label}: at least {years} full years before the assessment date",
    ),
    "year_before": (
        "{label}距判断日期至少满 {years} 年",
        "{label}: at least one full year before the assessment date",
    ),
    "months_before": (
        "{label}距判断日期至少满 {n} 个月",
        "{label}: at least {n} full {n:month|months} before the assessment date",
    ),
    "days_before": (
        "{label}距判断日期至少 {n} 天",
        "{label}: at least {n} {n:day|days} before the assessment date",
    ),
    "years_before-by": (
        "{label}距判断日期至少满规定的年数（{rows}）",
        "{label}: at least so many full years before the assessment date ({rows})",
    ),
    "months_before-by": (
        "{label}距判断日期至少满规定的月数（{rows}）",
        "{label}: at least so many full months before the assessment date ({rows})",
    ),
    "days_before-by": (
        "{label}距判断日期至少满规定的天数（{rows}）",
        "{label}: at least so many days before the assessment date ({rows})",
    ),
    "no-later-than": ("{phrase}（即不晚于{day}）", "{phrase} (no later than {day})"),
}


def compared(language: str, condition: ComparesDate, label: str, as_of: date | None) -> str:
    """Return what a comparison says of a date fact; with `as_of`, what is seen from the day gets its date or year."""

    def said(key: str, **params: object) -> str:
        return say(language, f"dates.{key}", label=label, **params)

    match condition.bound:
        case date() as bound:
            return said(condition.operator, day=day(language, bound))
        case (first, last):
            return said("from-to", day=day(language, first), last=day(language, last))
        case RelativeYear() as bound:
            phrase = said(f"in_year-{bound}")
            return said("that-is-year", phrase=phrase, year=year_of(bound, as_of)) if as_of else phrase
        case int() as year if not condition.operator.counts:
            return said("in_year", year=year)
        case int() as count:
            one_year = condition.operator is DateOperator.YEARS_BEFORE and count == 1
            phrase = said("year_before" if one_year else condition.operator, years=count, n=count)
            turns = condition.turns(as_of) if as_of else ()
            return said("no-later-than", phrase=phrase, day=day(language, turns[0])) if turns else phrase
        case never:
            assert_never(never)
