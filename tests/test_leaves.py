"""Leaves over open facts: decided when every declared value agrees, and only then."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.engine import Verdict, assess
from iotcheck.model import Fact, FactType
from iotcheck.values import Value
from tests.small import Document, fact, policies
from tests.strategies import DAYS, days, domain

NUMBERS = ("-1", "0", "0.5", "1", "2", "2.25", "3", "1000")
LIMITS = (-1, 0, 1, 2, 3, 5)


@st.composite
def leaves(draw: st.DrawFn) -> tuple[Document, Any]:
    """Draw a fact of any type, bounded or not, and what one leaf says of it, in constants."""
    kind = draw(st.sampled_from(FactType))
    choices, limits = "", Document()
    forms: tuple[Any, ...]
    match kind:
        case FactType.BOOLEAN:
            forms = (True, False, [True, False])
        case FactType.CHOICE | FactType.CHOICES:
            choices = draw(st.sampled_from(("a", "a b", "a b c")))
            wanted = draw(st.lists(st.sampled_from(choices.split()), min_size=1))
            forms = (wanted, {"none_of": wanted})
            if kind is FactType.CHOICES:
                forms = (*forms, {"includes_all": wanted})
                low, high = sorted((draw(st.integers(0, len(choices.split()))), draw(st.integers(0, 3))))
                limits = {"min": low, "max": high}
        case FactType.DATE:
            first, last, other = sorted(draw(st.sampled_from(DAYS)).isoformat() for _ in range(3))
            limits = {"min": first, "max": last}
            day, years = draw(st.sampled_from(DAYS)).isoformat(), draw(st.integers(0, 4))
            forms = ([day, other], {"on_or_after": day}, {"before": day}, {"years_before": years})
        case _:
            low, high = sorted((draw(st.sampled_from(LIMITS)), draw(st.sampled_from(LIMITS))))
            limits = {"min": max(0, low) if kind is FactType.COUNT else low, "max": max(0, high)}
            one, other = draw(st.sampled_from(NUMBERS)), draw(st.sampled_from(NUMBERS))
            single = [{operator: one} for operator in ("at_least", "at_most", "more_than", "less_than")]
            forms = (["1"], ["0", "2", "3"], {"between": [one, other]}, *single)
    kept = {key: limit for key, limit in limits.items() if draw(st.booleans())}
    return fact(kind.value, choices, **kept), draw(st.sampled_from(forms))


@given(leaves(), days())
def test_a_leaf_over_an_open_fact_is_decided_when_all_values_agree(leaf: tuple[Document, Any], day: date) -> None:
    """Undetermined if two values disagree; if none do, what all of them say."""
    stated, says = leaf
    file = policies({"x": stated}, when={"x": says})
    verdicts = {assess(file, {"x": value}, day).program("program").verdict for value in telling(file.facts["x"], day)}
    found = assess(file, {}, day).program("program")
    assert {found.verdict} == (verdicts if len(verdicts) == 1 else {Verdict.UNDETERMINED})
    assert found.missing == (("x",) if len(verdicts) > 1 else ())


def telling(asked: Fact, day: date) -> Iterable[Value]:
    """Return values of a fact among which any two that some leaf could tell apart are found."""
    if asked.type is FactType.DATE:
        years = [other.replace(year=other.year - gap, day=1) for other in (day,) for gap in range(5) if day.year > gap]
        near = [one for one in (*DAYS, *years) if date(5, 1, 1) < one < date(9000, 1, 1)]
        beside = {one + timedelta(step) for one in near for step in range(-40, 40)}
        return [one for one in {*beside, *domain(asked)} if within(asked, one)]
    if not asked.type.numeric:
        return domain(asked)
    points = sorted({*map(Fraction, NUMBERS), *map(Fraction, LIMITS), Fraction(-(10**9)), Fraction(10**9)})
    between = [(one + other) / 2 for one, other in pairwise(points)]
    numbers = [point for point in (*points, *between) if within(asked, point)]
    return [int(number) for number in numbers if number.denominator == 1] if asked.type is FactType.COUNT else numbers


def within(asked: Fact, value: Any) -> bool:
    """Whether a fact's bounds admit a value."""
    above = asked.minimum is None or value >= asked.minimum
    return above and (asked.maximum is None or value <= asked.maximum)


@pytest.mark.parametrize(
    ("declared", "says", "verdict"),
    [
        (fact("date", max="2020-01-01"), {"before": "2020-01-02"}, "eligible"),
        (fact("date", max="2020-01-01"), {"before": "2020-01-01"}, "undetermined"),
        (fact("date", min="2020-01-01"), {"before": "2020-01-01"}, "ineligible"),
        (fact("date", min="2020-01-01"), {"on_or_after": "2020-01-01"}, "eligible"),
        (fact("date", max="2020-01-01"), {"on_or_after": "2020-01-02"}, "ineligible"),
        (fact("date"), {"before": "0001-01-01"}, "ineligible"),
        (fact("date"), {"years_before": 2020}, "ineligible"),  # no day lies so far back
        (fact("date", min="2020-01-01", max="2020-01-02"), ["2020-01-01", "2020-01-02"], "eligible"),
        (fact("date", min="2020-01-01", max="2020-01-03"), ["2020-01-01", "2020-01-02"], "undetermined"),
        (fact("date", min="2020-01-01", max="2020-01-02"), ["2020-01-03"], "ineligible"),
        (fact("count", min=1, max=2), [1, 2, 3], "eligible"),
        (fact("count", min=1, max=3), [1, 2], "undetermined"),
        (fact("count", min=1), [0], "ineligible"),
        (fact("count"), [0], "undetermined"),
        (fact("count"), [-1], "ineligible"),
        (fact("number"), [-1], "undetermined"),
        (fact("number", min=1, max=2), [1, 2], "undetermined"),  # there is 1.5
        (fact("number", min=2, max=2), [1, 2], "eligible"),
        (fact("money", max=0), [0], "eligible"),
        (fact("money"), {"at_least": 0}, "eligible"),
        (fact("number"), {"at_least": 0}, "undetermined"),
        (fact("number", max=5), {"at_most": 5}, "eligible"),
        (fact("number", max=5), {"less_than": 5}, "undetermined"),
        (fact("number", max=5), {"more_than": 5}, "ineligible"),
        (fact("number", min=5), {"more_than": 5}, "undetermined"),
        (fact("number", min=1, max=2), {"between": [1, 2]}, "eligible"),
        (fact("number", min=1, max=3), {"between": [1, 2]}, "undetermined"),
        (fact("number"), {"between": [2, 1]}, "ineligible"),
        (fact("number"), {"between": ["1.2", "1.8"]}, "undetermined"),
        (fact("count"), {"between": ["1.2", "1.8"]}, "ineligible"),  # no whole number lies there
        (fact("date", max="2020-01-01"), {"on_or_after": "2020-01-01"}, "undetermined"),
        (fact("date", min="2020-01-01"), {"before": "2020-01-02"}, "undetermined"),
    ],
)
def test_a_leaf_over_a_range_holds_for_all_of_it_or_for_none(declared: Document, says: Any, verdict: str) -> None:
    """Both ends of a range belong to it; money and counts begin at 0, other numbers nowhere."""
    assert assess(policies({"x": declared}, {"x": says}), {}).program("program").verdict == verdict


@pytest.mark.parametrize(
    ("declared", "says", "verdict"),
    [
        (fact("boolean"), True, "undetermined"),
        (fact("boolean"), [True, False], "eligible"),
        (fact("choice", "a b"), ["a"], "undetermined"),
        (fact("choice", "a b"), ["a", "b"], "eligible"),
        (fact("choice", "a b"), {"none_of": ["a", "b"]}, "ineligible"),
        (fact("choices", "a b"), ["a"], "undetermined"),
        (fact("choices", "a b c", max=0), ["a"], "ineligible"),
        (fact("choices", "a b c", max=0), {"none_of": ["a"]}, "eligible"),
        (fact("choices", "a b c", min=1), ["a", "b"], "undetermined"),
        (fact("choices", "a b c", min=2), ["a", "b"], "eligible"),
        (fact("choices", "a b c", min=2), {"none_of": ["a", "b"]}, "ineligible"),
        (fact("choices", "a b c", max=1), {"includes_all": ["a", "b"]}, "ineligible"),
        (fact("choices", "a b c", max=2), {"includes_all": ["a", "b"]}, "undetermined"),
        (fact("choices", "a b c", min=2), {"includes_all": ["a"]}, "undetermined"),
        (fact("choices", "a b c", min=3), {"includes_all": ["a"]}, "eligible"),
    ],
)
def test_a_leaf_over_choices_holds_for_every_set_of_them_or_for_none(
    declared: Document, says: Any, verdict: str
) -> None:
    """However many may be chosen."""
    assert assess(policies({"x": declared}, {"x": says}), {}).program("program").verdict == verdict


@pytest.mark.parametrize(
    ("day", "as_of", "years", "verdict"),
    [
        ("2017-06-15", "2020-06-15", 3, "eligible"),
        ("2017-06-16", "2020-06-15", 3, "ineligible"),
        ("2020-02-29", "2021-02-28", 1, "eligible"),  # 29 February counts as 28
        ("2020-03-01", "2021-02-28", 1, "ineligible"),
        ("2023-02-28", "2024-02-29", 1, "eligible"),
        ("2023-03-01", "2024-02-29", 1, "ineligible"),
        ("2020-02-29", "2024-02-29", 4, "eligible"),
        ("2020-06-15", "2020-06-15", 0, "eligible"),
        ("2020-06-16", "2020-06-15", 0, "ineligible"),
        ("0001-01-01", "2020-06-15", 2019, "eligible"),
        ("0001-01-01", "2020-06-15", 2020, "ineligible"),
    ],
)
def test_whole_years_before_the_day(day: str, as_of: str, years: int, verdict: str) -> None:
    """`years_before: 3` holds from the third anniversary on."""
    file = policies({"founded": fact("date")}, when={"founded": {"years_before": years}})
    answers = {"founded": date.fromisoformat(day)}
    assert assess(file, answers, date.fromisoformat(as_of)).program("program").verdict == verdict
