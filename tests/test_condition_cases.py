"""Cases of conditions: exact with open facts, worded as they were written, judged by lint."""

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any

import pytest

from iotcheck.authoring.lint import lint
from iotcheck.engine import Evaluation, Verdict, assess, blockers
from iotcheck.errors import DataError
from iotcheck.logic import Truth
from iotcheck.model import PolicySet
from iotcheck.texts import refusals
from iotcheck.texts.rules import Rules
from tests.small import document, fact, loaded, policies, yaml_text
from tests.test_batch import differences

FACTS = {name: fact("boolean") for name in "abc"}
CASES: list[Any] = [{"when": {"a": True}, "then": {"b": True}}, {"otherwise": {"c": True}}]
THREE: list[Any] = [
    {"when": {"staff": {"at_least": 100}}, "then": {"a": True}},
    {"when": {"staff": {"at_least": 10}}, "then": {"b": True}},
    {"otherwise": {"c": True}},
]


def with_staff(cases: list[Any] = THREE) -> PolicySet:
    """Return a file with three cases by the number of people."""
    return policies({**FACTS, "staff": fact("count")}, {"all": [{"cases": cases}]})


@pytest.mark.parametrize("values", list(product((True, False, None), repeat=3)))
def test_cases_are_decided_where_every_answer_agrees(values: tuple[bool | None, ...]) -> None:
    """For each way to know or not to know: what *a decides whether b or c* says of all completions."""
    answers = dict(zip("abc", values, strict=True))
    small = policies(FACTS, {"cases": CASES})
    everything = product(*((True, False) if value is None else (value,) for value in values))
    outcomes = {b if a else c for a, b, c in everything}
    expected = Truth.UNKNOWN if len(outcomes) > 1 else Truth.TRUE if outcomes == {True} else Truth.FALSE
    when = small.programs["program"].editions[0].when
    assert when is not None
    assert Evaluation(small, answers, small.as_of).condition(when).truth is expected


@pytest.mark.parametrize(("staff", "decisive"), [(100, "a"), (99, "b"), (10, "b"), (9, "c")])
def test_the_first_case_that_applies_decides(staff: int, decisive: str) -> None:
    """Later ones are not looked at."""
    answers = {**dict.fromkeys("abc", False), decisive: True, "staff": staff}
    report = assess(with_staff(), answers)
    assert report.programs[0].verdict is Verdict.ELIGIBLE


def test_what_stands_in_the_way_is_a_case_or_its_condition() -> None:
    """With 5 people and c not so: c itself, or enough people and what is then asked for."""
    report = assess(with_staff(), {"staff": 5, "a": True, "b": False, "c": False})
    assert report.programs[0].trace is not None
    assert sorted(map(len, blockers(report.programs[0].trace))) == [1, 1, 2]


def test_cases_are_said_as_they_are_written() -> None:
    """In one line, and as a tree."""
    when = with_staff().programs["program"].editions[0].when
    rules = Rules(with_staff(), "en")
    assert when is not None
    assert rules.phrase(when) == (
        "if staff: at least 100, then a: yes; if staff: at least 10, then b: yes; otherwise c: yes"
    )
    chinese = Rules(with_staff(), "zh").phrase(when)
    assert chinese == "staff不低于 100的，须a：是；staff不低于 10的，须b：是；其他情形，须c：是"
    assert [(line.depth, line.text) for line in rules.lines(when)] == [
        (0, "all of these"),
        (1, "depending on the case"),
        (2, "if staff: at least 100:"),
        (3, "a: yes"),
        (2, "if staff: at least 10:"),
        (3, "b: yes"),
        (2, "otherwise:"),
        (3, "c: yes"),
    ]


def test_otherwise_alone_is_what_it_says() -> None:
    """Cases of which none but the last is left."""
    small = policies(FACTS, {"cases": CASES[1:]})
    assert assess(small, {"c": True}).programs[0].verdict is Verdict.ELIGIBLE


def codes(small: PolicySet) -> list[str]:
    """Return the codes of what lint finds, but that conditions have no source."""
    others = ("condition-without-source", "citation-without-place", "unused-fact", "eligible-for-nothing")
    return [one.code for one in lint(small) if one.code not in others]


def test_lint_names_a_case_that_no_answer_reaches() -> None:
    """A later case within an earlier one; a guard that `when` repeats is no forgotten one."""
    never = [THREE[1], THREE[0], THREE[2]]
    assert "unreachable-case" in codes(with_staff(never))
    assert "unreachable-case" not in codes(with_staff())
    guarded = {"a": fact("boolean"), "b": fact("boolean", asked_if={"a": True}), "c": fact("boolean")}
    assert "forgotten-guard" not in codes(policies(guarded, {"cases": CASES}))


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ([], ["empty-list"]),
        (CASES[:1], ["otherwise-missing"]),
        (["a"], ["expected-mapping"]),
        (["a", CASES[1]], ["expected-mapping"]),
        ([CASES[1], CASES[1]], ["otherwise-not-last"]),
        ([{"when": {"a": True}}, CASES[1]], ["missing-key"]),
        ([{"when": {"x": True}, "then": {"b": True}}, CASES[1]], ["unknown-fact"]),
        ([{"when": {"a": True}, "then": {"x": True}}, CASES[1]], ["unknown-fact"]),
        ([CASES[0], {"otherwise": {"x": True}}], ["unknown-fact"]),
        ([CASES[0], {"otherwise": {"c": True}, "then": {"c": True}}], ["unknown-key"]),
    ],
)
def test_what_is_wrong_with_cases_is_said_in_its_place(cases: list[Any], expected: list[str]) -> None:
    """Each with the code that the same mistake has among amounts."""
    with pytest.raises(DataError) as caught:
        policies(FACTS, {"cases": cases})
    assert [problem.code for problem in caught.value.problems] == expected


@pytest.mark.parametrize("name", ["cases", "table"])
def test_a_fact_of_a_name_that_is_an_operator_now_stays_a_fact(name: str) -> None:
    """Files are older than these operators."""
    small = policies({name: fact("boolean")}, {name: True})
    assert assess(small, {name: True}).programs[0].verdict is Verdict.ELIGIBLE


def test_only_cases_that_may_apply_are_asked_about() -> None:
    """A fact is missing if some answers to the others make it count: for one applicant and in a table."""
    cases = [{"when": {"a": True}, "then": {"b": True}}, {"when": {"c": True}, "then": {"d": True}}]
    names = "abcde"
    small = policies({name: fact("boolean") for name in names}, {"cases": [*cases, {"otherwise": {"e": True}}]})

    def holds(known: Mapping[str, bool | None]) -> bool | None:
        return known["b"] if known["a"] else known["d"] if known["c"] else known["e"]

    every: list[dict[str, bool | None]] = [
        dict(zip(names, truths, strict=True)) for truths in product((True, False, None), repeat=len(names))
    ]
    for known in every:
        completions = [one for one in every if None not in one.values() and agree(one, known)]
        assert assess(small, known).programs[0].missing == tuple(
            name
            for name in names
            if known[name] is None and any(holds(one) != holds({**one, name: not one[name]}) for one in completions)
        )
    assert differences(small, [dict(one) for one in every], small.as_of) == []


def agree(complete: Mapping[str, bool | None], known: Mapping[str, bool | None]) -> bool:
    """Return whether complete answers are what is known, as far as it is."""
    return all(value in (None, complete[name]) for name, value in known.items())


def test_only_cases_that_may_apply_are_to_be_confirmed() -> None:
    """A confirm in a case that does not apply is nobody's concern."""
    cases = [{"when": {"a": True}, "then": {"confirm": "One?"}}, {"otherwise": {"confirm": "Two?"}}]
    small = policies(FACTS, {"cases": cases})
    for answers, questions in (({"a": True}, ["One?"]), ({"a": False}, ["Two?"]), ({}, ["One?", "Two?"])):
        result = assess(small, answers).programs[0]
        assert [one.in_language("en") for one in result.confirm] == questions
        assert differences(small, [dict(answers)], small.as_of) == []


RULES: list[Any] = [
    {"from": "2020-01-01", "when": {"a": True}},
    {"from": "2021-01-01", "when": {"b": True}, "source": {"document": "letter"}},
]


@pytest.mark.parametrize(("day", "decisive"), [("2019-06-01", "a"), ("2020-12-31", "a"), ("2021-01-01", "b")])
def test_the_day_picks_the_condition(day: str, decisive: str) -> None:
    """The last that has begun, before all of them the first; the other one is not even missing."""
    small = policies(FACTS, {"dated": RULES})
    (result,) = assess(small, {}, date.fromisoformat(day)).programs
    assert result.missing == (decisive,)


def test_dated_conditions_are_said_with_their_days() -> None:
    """In one line and as a tree; one alone is what it says."""
    when = policies(FACTS, {"dated": RULES}).programs["program"].editions[0].when
    rules = Rules(policies(FACTS), "en")
    assert when is not None
    assert rules.phrase(when) == "from 1 January 2021: b: yes; before that: a: yes"
    assert [line.text for line in rules.lines(when)] == [
        "depending on the day",
        "from 1 January 2021:",
        "b: yes",
        "before that:",
        "a: yes",
    ]
    alone = policies(FACTS, {"dated": RULES[:1]}).programs["program"].editions[0].when
    assert alone is not None
    assert rules.phrase(alone) == "a: yes"


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (RULES[::-1], ["dates-not-ascending"]),
        ([RULES[0], RULES[0]], ["dates-not-ascending"]),
        ([RULES[0], {"from": "2021-01-01"}], ["missing-key"]),
        ([], ["empty-list"]),
    ],
)
def test_what_is_wrong_with_dated_conditions_is_said(rules: list[Any], expected: list[str]) -> None:
    """As of dated amounts."""
    with pytest.raises(DataError) as caught:
        policies(FACTS, {"dated": rules})
    assert [problem.code for problem in caught.value.problems] == expected


def test_lint_wants_a_value_for_each_day_of_an_edition() -> None:
    """The edition has always been there; one that begins with the first value is in order."""
    written = document(FACTS, {"dated": RULES})
    assert codes(loaded(yaml_text(written))) == ["dated-from-later"]
    written["programs"]["program"]["editions"][0]["from"] = "2020-01-01"
    assert codes(loaded(yaml_text(written))) == []
    rows = {"yes": [{"from": "2020-01-01", "value": 1}], "otherwise": 2}
    by_table = {"table": "t", "by": "d"}
    with_row = document({"d": fact("choice", "yes no")}, "everyone", by_table, tables={"t": rows})
    assert codes(loaded(yaml_text(with_row))) == ["dated-from-later"]


def test_the_day_blocks_nobody() -> None:
    """Of two rules the one of the day alone says what stands in the way."""
    small = policies(FACTS, {"dated": RULES})
    for day, phrase in (("2020-12-31", "a: yes"), ("2021-01-01", "b: yes")):
        (result,) = assess(small, {"a": False, "b": False}, date.fromisoformat(day)).programs
        assert result.trace is not None
        (blocker,) = blockers(result.trace)
        assert [refusals.unmet(Rules(small, "en"), result.trace, path) for path in blocker] == [phrase]
