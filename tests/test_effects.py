"""What is at stake with a question, and what each answer to it would do, ranges of numbers and days included."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.engine import Verdict, assess
from iotcheck.interview import Agenda, Range, effects, stake
from iotcheck.loader import load_file
from iotcheck.model import FactType, PolicySet
from iotcheck.values import Value
from tests.small import fact, policies
from tests.strategies import answers_for, domain, policy_sets

SHIPPED = Path(__file__).parents[1] / "data" / "policies.yaml"
RANGED = (FactType.COUNT, FactType.NUMBER, FactType.MONEY, FactType.DATE)


@pytest.fixture(scope="module")
def shipped() -> PolicySet:
    return load_file(str(SHIPPED))


def test_the_stake_is_what_the_ceilings_can_still_come_to() -> None:
    """Programs by name, and the sum of their ceilings as an interval."""
    facts = {"a": fact("boolean"), "n": fact("count", min=1, max=3), "m": fact("count")}
    counted = stake(assess(policies(facts, {"a": "true"}, {"amount": "10元", "per": "n"}), {}), "a")
    assert ([program.program.id for program in counted.programs], counted.low, counted.high) == (["program"], 10, 30)
    assert stake(assess(policies(facts, {"a": "true"}, {"amount": "10元", "per": "m"}), {}), "m").high is None
    assert stake(assess(policies(facts, {"a": "true"}), {}), "a")[1:] == (0, 0)


def test_each_answer_is_shown_with_what_it_would_decide(shipped: PolicySet) -> None:
    """Of the programs at stake so many would fit, stay possible, be ruled out; of several choices each one alone."""
    report = assess(shipped, {"legal_form": "enterprise"})
    registered = {effect.answer: effect[1:] for effect in effects(report, "registered_in_shenzhen")}
    at_stake = len(stake(report, "registered_in_shenzhen").programs)
    assert registered == {True: (0, at_stake, 0), False: (0, 0, at_stake)}
    working = assess(
        shipped, {"legal_form": "enterprise", "registered_in_shenzhen": True, "activities": ("standards",)}
    )
    assert {effect.answer: effect[1:] for effect in effects(working, "standard_work")} == {
        ("lead_making",): (0, 5, 0),
        ("participate_making",): (0, 0, 5),
        ("revise",): (0, 0, 5),
        (): (0, 0, 5),
    }
    some = policies({"a": fact("choices", "x y", min=1)}, {"a": "x"})
    assert [effect.answer for effect in effects(assess(some, {}), "a")] == [("x",), ("y",)]
    assert [
        effect.answer for effect in effects(assess(policies({"a": fact("choice", "x y")}, {"a": "x"}), {}), "a")
    ] == [
        "x",
        "y",
    ]


@given(policy_sets(), st.data())
def test_every_value_does_what_is_said_of_its_range(policies: PolicySet, data: st.DataObject) -> None:
    """Ranges follow one another without a gap, and each value decides of the programs at stake what its range says."""
    answers = data.draw(answers_for(policies))
    report = assess(policies, answers)
    for name in Agenda(report).needed:
        asked = policies.facts[name]
        found = effects(report, name) if asked.type in RANGED else []
        programs = [one.program.id for one in stake(report, name).programs]
        for value in domain(asked) if found else ():
            (effect,) = [one for one in found if isinstance(one.answer, Range) and contains(one.answer, value)]
            after = assess(policies, {**answers, name: value})
            said = [after.program(program) for program in programs]
            possible = sum(one.verdict is Verdict.UNDETERMINED for one in said)
            assert (effect.fits, effect.possible) == (sum(one.applicable for one in said), possible)


def contains(one: Range, value: Value) -> bool:
    low, high = one.low, one.high
    above = low is None or (value > low if one.after else value >= low)  # type: ignore[operator]
    below = high is None or (value < high if one.before else value <= high)  # type: ignore[operator]
    return above and below


@pytest.mark.parametrize(
    ("kind", "condition", "expected"),
    [
        (fact("count"), {"f": {"at_least": 10}}, [(0, 9, "out"), (10, None, "fits")]),
        (fact("count", min=1, max=99), {"f": {"between": [2, 3]}}, [(1, 1, "out"), (2, 3, "fits"), (4, 99, "out")]),
        (fact("count"), {"f": {"more_than": 2.5}}, [(0, 2, "out"), (3, None, "fits")]),
        (fact("count"), {"f": [0, 7]}, [(0, 0, "fits"), (1, 6, "out"), (7, 7, "fits"), (8, None, "out")]),
        (
            fact("date"),
            {"f": {"years_before": 3}},
            [(None, date(2017, 6, 15), "fits"), (date(2017, 6, 16), None, "out")],
        ),
        (
            fact("date", min="2019-01-01", max="2019-12-31"),
            {"f": {"on_or_after": "2019-07-01"}},
            [(date(2019, 1, 1), date(2019, 6, 30), "out"), (date(2019, 7, 1), date(2019, 12, 31), "fits")],
        ),
    ],
)
def test_whole_numbers_and_days_have_both_ends(
    kind: dict[str, object], condition: dict[str, object], expected: list[tuple[Value | None, Value | None, str]]
) -> None:
    """A declared end is named, another is none."""
    found = effects(assess(policies({"f": kind}, condition), {}), "f")
    assert [
        (*one.answer[:2], "fits" if one.fits else "out") for one in found if isinstance(one.answer, Range)
    ] == expected


@pytest.mark.parametrize(
    ("comparison", "first", "second"),
    [
        ("at_least", Range(0, 100, before=True), Range(100, None)),
        ("more_than", Range(0, 100), Range(100, None, after=True)),
        ("at_most", Range(0, 100), Range(100, None, after=True)),
        ("less_than", Range(0, 100, before=True), Range(100, None)),
    ],
)
def test_an_amount_of_money_belongs_to_the_range_that_its_comparison_says(
    comparison: str, first: Range, second: Range
) -> None:
    """The threshold itself is in one range and left out of the other."""
    found = effects(assess(policies({"f": fact("money")}, {"f": {comparison: "100元"}}), {}), "f")
    assert [one.answer for one in found] == [first, second]


def test_where_a_threshold_is_not_known_nothing_is_said() -> None:
    """A comparison with an open amount, or with a share of another: there are no ranges; nor where no verdict waits."""
    facts = {"spend": fact("money"), "revenue": fact("money")}
    share = policies(facts, {"spend": {"at_least": {"percent": 5, "of": "revenue"}}})
    assert effects(assess(share, {}), "spend") == []
    assert [effect.answer for effect in effects(assess(share, {"revenue": 1000}), "spend")] == [
        Range(0, 50, before=True),
        Range(50, None),
    ]
    assert effects(assess(share, {"spend": 1000}), "revenue") == []
    pays = policies({"a": fact("boolean"), "n": fact("count")}, {"a": "true"}, {"amount": "1元", "per": "n"})
    assert effects(assess(pays, {"a": True}), "n") == []
