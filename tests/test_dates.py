"""Dates: whole years, months and days before a day; each comparison is one range of days."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from iotcheck.engine import Verdict, assess
from iotcheck.model import ComparesDate
from iotcheck.model.dates import (
    DateOperator,
    RelativeYear,
    changes,
    days_after,
    days_before,
    months_after,
    months_before,
    turns,
    years_after,
    years_before,
)
from iotcheck.render.json import assessment
from iotcheck.texts.rules import Rules
from iotcheck.whatif import what_if
from tests.oracle import date_holds
from tests.small import fact, policies
from tests.strategies import Answers
from tests.test_batch import differences

_DAYS = [date(2019, 12, 25) + timedelta(step) for step in range(1600)]  # over two leap days


def test_years_before_a_day() -> None:
    """29 February counts as 28, of the day itself and of the earlier one; there is nothing before the year 1."""
    assert years_before(date(2020, 6, 15), 3) == date(2017, 6, 15)
    assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)
    assert years_before(date(2024, 2, 29), 4) == date(2020, 2, 29)
    assert years_before(date(2021, 2, 28), 1) == date(2020, 2, 29)
    assert years_before(date(2020, 3, 1), 0) == date(2020, 3, 1)
    assert years_before(date(2020, 1, 1), 2019) == date(1, 1, 1)
    assert years_before(date(2020, 1, 1), 2020) is None


def test_months_before_a_day() -> None:
    """A month is whole on the day of the same number, or on the last day of a month that has none."""
    assert months_before(date(2020, 6, 15), 3) == date(2020, 3, 15)
    assert months_before(date(2021, 2, 28), 1) == date(2021, 1, 31)  # what began on any of 28 to 31 January
    assert months_before(date(2020, 2, 28), 1) == date(2020, 1, 28)
    assert months_before(date(2020, 2, 29), 1) == date(2020, 1, 31)
    assert months_before(date(2021, 3, 30), 1) == date(2021, 2, 28)
    assert months_before(date(2021, 4, 30), 1) == date(2021, 3, 31)
    assert months_before(date(2021, 1, 31), 2) == date(2020, 11, 30)
    assert months_before(date(2024, 2, 29), 48) == date(2020, 2, 29)
    assert months_before(date(2020, 12, 1), 12) == date(2019, 12, 1)
    assert months_before(date(2020, 3, 1), 0) == date(2020, 3, 1)
    assert months_before(date(2, 1, 31), 12) == date(1, 1, 31)
    assert months_before(date(2, 1, 31), 13) is None
    assert months_after(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert months_after(date(9999, 11, 30), 2) is None


def test_days_before_a_day() -> None:
    """Days are counted one by one, from the first of all days to the last."""
    assert days_before(date(2020, 3, 1), 1) == date(2020, 2, 29)
    assert days_before(date(1, 1, 2), 1) == date(1, 1, 1)
    assert days_before(date(1, 1, 2), 2) is None
    assert days_after(date(9999, 12, 30), 1) == date(9999, 12, 31)
    assert days_after(date(9999, 12, 30), 2) is None
    assert years_after(date(9999, 1, 1), 1) is None


@pytest.mark.parametrize(
    ("back", "forth"), [(years_before, years_after), (months_before, months_after), (days_before, days_after)]
)
def test_before_and_after_are_two_sides_of_one_rule(
    back: Callable[[date, int], date | None], forth: Callable[[date, int], date | None]
) -> None:
    """A day lies so long before another exactly if that one lies so long after it."""
    for count in (0, 1, 2, 3):
        for day in _DAYS[::3]:
            turn = back(day, count)
            assert turn is not None
            for near in (turn + timedelta(step) for step in range(-4, 5)):
                full = forth(near, count)
                assert full is not None
                assert (near <= turn) == (full <= day)


BOUNDS = {
    DateOperator.ON_OR_AFTER: ("2021-02-28",),
    DateOperator.AFTER: ("2021-02-28", "9999-12-31"),
    DateOperator.ON_OR_BEFORE: ("2021-02-28",),
    DateOperator.BEFORE: ("2021-02-28", "0001-01-01"),
    DateOperator.BETWEEN: (["2020-02-29", "2020-03-02"], ["2020-03-02", "2020-02-29"]),
    DateOperator.IN_YEAR: ("last", "this", 2020),
    DateOperator.YEARS_BEFORE: (0, 1),
    DateOperator.MONTHS_BEFORE: (0, 1, 12, 13),
    DateOperator.DAYS_BEFORE: (0, 1, 366),
}


@pytest.mark.parametrize("operator", list(DateOperator))
def test_every_comparison_holds_on_the_days_that_its_words_say(operator: DateOperator) -> None:
    """The range of days agrees with a count of each day by itself."""
    for bound in BOUNDS[operator]:
        file = policies({"founded": fact("date")}, when={"founded": {operator.value: bound}})
        for as_of in (date(2021, 2, 27), date(2021, 2, 28), date(2021, 3, 31), date(2024, 2, 29), date(2021, 1, 1)):
            for day in _DAYS[:: 7 if operator is DateOperator.IN_YEAR else 5]:
                expected = "eligible" if date_holds(day, {operator.value: bound}, as_of) else "ineligible"
                assert (assess(file, {"founded": day}, as_of).program("program").verdict, day) == (expected, day)


@pytest.mark.parametrize("operator", list(DateOperator))
def test_the_days_on_which_a_comparison_changes_are_known(operator: DateOperator) -> None:
    """On no other as-of day does a known day become one that it holds of, or cease to be."""
    for bound in BOUNDS[operator]:
        file = policies({"founded": fact("date")}, when={"founded": {operator.value: bound}})
        comparison = file.programs["program"].editions[0].when
        assert isinstance(comparison, ComparesDate)
        for day in (date(2019, 12, 31), date(2020, 1, 1), date(2020, 2, 29), date(2021, 2, 28)):
            held = [date_holds(day, {operator.value: bound}, as_of) for as_of in _DAYS]
            changed = [as_of for as_of, before, now in zip(_DAYS[1:], held, held[1:], strict=False) if before != now]
            assert changed == [as_of for as_of in comparison.changes(day) if _DAYS[0] < as_of <= _DAYS[-1]]


def test_a_day_has_no_year_after_the_last_and_a_year_no_days_to_turn_on() -> None:
    """Where the calendar ends nothing changes any more; a year as a whole holds or does not."""
    last = date(9999, 6, 1)
    assert changes(DateOperator.IN_YEAR, RelativeYear.THIS, last) == (date(9999, 1, 1),)
    assert changes(DateOperator.IN_YEAR, RelativeYear.LAST, last) == ()
    assert changes(DateOperator.YEARS_BEFORE, 1, last) == ()
    assert turns(DateOperator.IN_YEAR, RelativeYear.LAST, last) == turns(DateOperator.IN_YEAR, 2020, last) == ()


def test_a_year_that_lies_before_all_years_holds_of_no_day() -> None:
    """In the year 1 there is no last year, and nothing raises."""
    file = policies({"founded": fact("date")}, when={"founded": {"in_year": "last"}})
    assert assess(file, {}, date(1, 6, 1)).program("program").verdict == "ineligible"


PAIRS = {"on_or_after": (False, True, True), "after": (False, False, True), "on_or_before": (True, True, False)}
PAIRS["before"] = (True, False, False)  # of a day before another, on it, and after it


@pytest.mark.parametrize("operator", list(PAIRS))
def test_two_days_that_are_stated_compare(operator: str) -> None:
    """Known, as their order is; open, as far as the days admitted settle it, and then both are missing."""
    facts = {"a": fact("date"), "b": fact("date"), "late": fact("date", min="2030-01-01")}
    file = policies(facts, when={"a": {operator: "b"}})
    b = date(2020, 3, 1)
    rows: list[Answers] = [{"a": b + timedelta(offset), "b": b} for offset in (-1, 0, 1)]
    verdicts = [assess(file, row).program("program").verdict for row in rows]
    assert verdicts == [Verdict.ELIGIBLE if holds else Verdict.INELIGIBLE for holds in PAIRS[operator]]
    rows += [{}, {"a": b}, {"b": b}]
    assert [assess(file, row).program("program").missing for row in rows] == [(), (), (), ("a", "b"), ("b",), ("a",)]
    assert differences(file, rows, file.as_of) == []
    bounded = policies(facts, when={"a": {operator: "late"}})
    result = assess(bounded, {"a": b}).program("program")
    assert (result.verdict is Verdict.ELIGIBLE, result.missing) == (PAIRS[operator][0], ())


def test_a_table_says_how_long_ago() -> None:
    """Decided while the choice is open where all rows agree; said with the rows; changed to the day of the row."""
    facts = {"a": fact("date"), "state": fact("choice", "x y z")}
    rows = {"x": 6, "otherwise": 12}
    file = policies(facts, {"a": {"months_before": {"table": "t", "by": "state"}}}, tables={"t": rows})
    when = file.programs["program"].editions[0].when
    assert when is not None
    assert Rules(file, "en").phrase(when).endswith("(by state: The x 6; others 12)")
    half = months_before(file.as_of, 6)
    year = months_before(file.as_of, 12)
    assert half is not None
    assert year is not None
    cases: list[tuple[Answers, str, tuple[str, ...]]] = [
        ({}, "undetermined", ("a", "state")),
        ({"a": year}, "eligible", ()),
        ({"a": half}, "undetermined", ("state",)),
        ({"a": half, "state": "x"}, "eligible", ()),
        ({"a": half, "state": "z"}, "ineligible", ()),
        ({"a": half + timedelta(1)}, "ineligible", ()),
        ({"state": "y"}, "undetermined", ("a",)),
    ]
    found = [assess(file, answers).program("program") for answers, _, _ in cases]
    assert [(one.verdict, one.missing) for one in found] == [(verdict, missing) for _, verdict, missing in cases]
    assert differences(file, [answers for answers, _, _ in cases], file.as_of) == []
    ways = what_if(assess(file, {"a": half, "state": "z"}), "program").suggestions
    assert [("state", "x")] in [[(change.fact, change.after) for change in one.changes] for one in ways]
    assert [("a", year)] in [[(change.fact, change.after) for change in one.changes] for one in ways]


def test_two_days_are_said_with_their_names_and_changed_to_neighbours() -> None:
    """In words, in JSON and in what would make an applicant eligible."""
    file = policies({"a": fact("date"), "b": fact("date")}, when={"a": {"before": "b"}})
    when = file.programs["program"].editions[0].when
    assert when is not None
    assert (Rules(file, "en").phrase(when), Rules(file, "zh").phrase(when)) == ("a: before b", "a早于b")
    answers: Answers = {"a": date(2020, 3, 1), "b": date(2020, 3, 1)}
    report = assess(file, answers)
    said: Any = assessment(report, "en", explain=True)
    node = said["programs"][0]["explanation"]
    assert (node["fact"], node["comparison"], node["threshold"]) == ("a", "before", "2020-03-01")
    found = what_if(assess(file, answers), "program").suggestions
    assert [[(change.fact, change.after) for change in one.changes] for one in found] == [
        [("a", date(2020, 2, 29))],
        [("b", date(2020, 3, 2))],
    ]
