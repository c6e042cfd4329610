"""What a program that calls the library may give as answers, and what it hears where it gives something else."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from iotcheck.batch import Kernel
from iotcheck.engine import Answers, assess, assess_admitted
from iotcheck.errors import DataError
from iotcheck.model import PolicySet
from iotcheck.texts import problem_line
from tests.small import fact, policies
from tests.strategies import policy_sets_with_answers

FILE = policies(
    {
        "registered": fact("boolean"),
        "size": fact("choice", "small large"),
        "fields": fact("choices", "sensors chips radio", max=2),
        "staff": fact("count", min=1, max=100),
        "growth": fact("number", min=-100),
        "revenue": fact("money"),
        "founded": fact("date", min="1949-10-01"),
        "listed": fact("date", max="today"),
    },
    {"all": [{"registered": True}, {"size": "small"}, {"fields": "chips"}, {"staff": {"at_least": 5}}]},
)

WRONG = [
    ("registered", "yes", "not-yes-or-no"),
    ("registered", 1, "not-yes-or-no"),
    ("registered", 0, "not-yes-or-no"),
    ("registered", (), "not-yes-or-no"),
    ("size", "tiny", "unknown-choice"),
    ("size", "The small", "unknown-choice"),
    ("size", ("small",), "unknown-choice"),
    ("size", True, "unknown-choice"),
    ("fields", "chips", "expected-list"),
    ("fields", {"chips": True}, "expected-list"),
    ("fields", ["chips", "lasers"], "unknown-choice"),
    ("fields", [None], "unknown-choice"),
    ("fields", ["sensors", "chips", "radio"], "too-many"),
    ("staff", "20", "not-a-number"),
    ("staff", True, "not-a-number"),
    ("staff", 20.0, "not-a-number"),
    ("staff", Fraction(41, 2), "not-whole"),
    ("staff", 0, "too-low"),
    ("staff", 101, "too-high"),
    ("growth", 0.5, "not-a-number"),
    ("growth", float("nan"), "not-a-number"),
    ("growth", Decimal("0.5"), "not-a-number"),
    ("growth", Fraction(1, 3), "too-many-digits"),
    ("growth", Fraction(-201, 2), "too-low"),
    ("revenue", "300万元", "not-a-number"),
    ("revenue", [1], "not-a-number"),
    ("revenue", 10**15, "too-many-digits"),
    pytest.param("revenue", 10**5000, "too-many-digits", id="huge"),
    ("founded", "2019-01-01", "not-a-date"),
    ("founded", datetime(2019, 1, 1, tzinfo=UTC), "not-a-date"),
    ("founded", 20190101, "not-a-date"),
    ("founded", date(1949, 9, 30), "too-low"),
    ("listed", date(2020, 6, 16), "too-high"),
    ("regsitered", True, "unknown-fact"),
]


@pytest.mark.parametrize(("name", "value", "code"), WRONG)
def test_what_is_no_value_of_its_fact_is_refused_at_its_place(name: str, value: Any, code: str) -> None:
    """Nothing is judged by an answer that no other door would take, and a table says in which row it stands."""
    with pytest.raises(DataError) as refused:
        assess(FILE, {"size": "small", name: value})
    assert [(str(problem.location), problem.code) for problem in refused.value.problems] == [
        (f'answers["{name}"]', code)
    ]
    for language in ("en", "zh"):
        assert problem_line(language, refused.value.problems[0]).startswith(f'answers["{name}"]: ')
    with pytest.raises(DataError) as refused:
        Kernel(FILE).chunk([{}, {name: value}])
    assert [(str(problem.location), problem.code) for problem in refused.value.problems] == [
        (f'rows[1]["{name}"]', code)
    ]


def test_every_wrong_answer_is_named_at_once() -> None:
    """A program is corrected in one go, as a file is."""
    with pytest.raises(DataError) as refused:
        assess(FILE, {"registered": "yes", "staff": "9", "sise": "small"})
    assert [problem.code for problem in refused.value.problems] == ["not-yes-or-no", "not-a-number", "unknown-fact"]
    assert [problem.params.get("suggestion") for problem in refused.value.problems] == [None, None, "size"]


@pytest.mark.parametrize(
    ("name", "given_value", "value"),
    [
        ("registered", False, False),
        ("size", "large", "large"),
        ("fields", ["radio", "sensors"], ("sensors", "radio")),
        ("fields", {"chips"}, ("chips",)),
        ("fields", ("chips", "chips", "chips"), ("chips",)),
        ("fields", [], ()),
        ("staff", Fraction(40, 2), 20),
        ("growth", Fraction(-1, 2), Fraction(-1, 2)),
        ("revenue", 10**15 - 1, 10**15 - 1),
        ("founded", date(2020, 2, 29), date(2020, 2, 29)),
        ("staff", None, None),
    ],
)
def test_values_have_one_form(name: str, given_value: object, value: object) -> None:
    """Lists of choices come in the file's order, whole fractions as whole numbers."""
    answers = assess(FILE, {name: given_value}).answers
    assert answers == {name: value}
    assert type(answers[name]) is type(value)


@given(policy_sets_with_answers())
def test_what_the_library_admits_is_judged_as_it_stands(example: tuple[PolicySet, Answers]) -> None:
    """Looking at the answers first changes nothing of what they mean."""
    file, answers = example
    assert file.admit(answers, file.as_of) == answers
    assert assess(file, answers) == assess_admitted(file, answers)
