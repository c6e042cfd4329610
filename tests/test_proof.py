"""Proofs about rules: what is called possible is, what is called impossible no completion shows, and little is left."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from iotcheck.authoring.proof import Finding, Goal, Outcome, possible
from iotcheck.engine import Evaluation
from iotcheck.loader import load_file
from iotcheck.logic import Truth
from iotcheck.model import Condition, Everyone, PolicySet
from tests.samples import ROOT, STARTER
from tests.small import Document, fact, policies
from tests.strategies import completions, policy_sets

SHIPPED = ROOT / "data" / "policies.yaml"
SECOND = ROOT / "tests" / "data" / "second" / "policies.yaml"


def roots(policy_set: PolicySet) -> Iterator[Condition | Everyone]:
    """Yield the named conditions, what facts are asked if, and what editions require."""
    yield from (named.condition for named in policy_set.conditions.values())
    yield from (one.asked_if for one in policy_set.facts.values() if one.asked_if is not None)
    for program in policy_set.programs.values():
        yield from (edition.when for edition in program.editions if edition.when is not None)


@settings(max_examples=150)
@given(policy_sets(confirm=False))
def test_what_is_impossible_no_completion_shows_and_what_is_possible_the_engine_confirms(policy_set: PolicySet) -> None:
    """For every condition of a random file, and for pairs of them, held against many complete answers."""
    conditions = list(roots(policy_set))
    for first, second in zip(conditions, [*conditions[1:], *conditions[:1]], strict=True):
        agree(policy_set, [Goal(first)], [Goal(first, False)], [Goal(first), Goal(second, False)])


@settings(max_examples=50)
@given(policy_sets())
def test_things_to_confirm_turn_out_either_way(policy_set: PolicySet) -> None:
    """A condition that holds if all is confirmed is possible, and so is one that fails if nothing is."""
    for condition in roots(policy_set):
        agree(policy_set, [Goal(condition)], [Goal(condition, False)])


def agree(policy_set: PolicySet, *questions: list[Goal]) -> None:
    """Hold findings against completions, and against the engine."""
    found = [Evaluation(policy_set, answers, policy_set.as_of) for answers in completions(policy_set, {}, most=40)]
    for goals in questions:
        finding = possible(policy_set, goals, policy_set.as_of)
        reached = any(all(reaches(one, goal) for goal in goals) for one in found)
        assert not (finding.outcome is Outcome.NO and reached)
        if finding.outcome is Outcome.YES:
            evaluation = Evaluation(policy_set, finding.answers, policy_set.as_of)
            assert all(reaches(evaluation, goal) for goal in goals)


def reaches(evaluation: Evaluation, goal: Goal) -> bool:
    """Whether answers reach a goal, things to confirm being as it likes."""
    trace = evaluation.condition(goal.condition)
    return trace.high is Truth.TRUE if goal.holds else trace.low is Truth.FALSE


@pytest.mark.parametrize("path", [SHIPPED, SECOND, STARTER], ids=lambda path: path.parent.name)
def test_everything_about_real_files_is_decided(path: object) -> None:
    """Whether a program's condition can hold, or fail, is never left open in the files at hand."""
    policy_set = load_file(str(path))
    findings = [
        possible(policy_set, [Goal(condition, holds)], policy_set.as_of).outcome
        for condition in roots(policy_set)
        for holds in (True, False)
    ]
    assert set(findings) <= {Outcome.YES, Outcome.NO}


MONEY = {
    "revenue": fact("money"),
    "spend": fact("money"),
    "staff": fact("count", min=1, max=20),
    "change": fact("number"),
}


def banded(amount: str, marginal: bool) -> Document:
    """Return an amount of which 20 % are paid up to 100, and 5 % above."""
    return {"bands": amount, "steps": [{"up_to": 100, "rate": 20}, {"rate": 5}], "marginal": marginal}


def crossing(amount: str) -> Document:
    """Return bands whose first limit is no fixed number."""
    steps = [{"up_to": {"sum": ["staff", 1]}, "then": 5}, {"up_to": 15, "rate": 20}, {"rate": 100}]
    return {"bands": amount, "steps": steps, "marginal": False}


def answer(facts: Document, *conditions: Document, **sections: object) -> Finding:
    """Return whether conditions can hold together."""
    policy_set = policies(facts, {"all": list(conditions)}, **sections)
    (program,) = policy_set.programs.values()
    when = program.editions[0].when
    assert when is not None
    return possible(policy_set, [Goal(when)], policy_set.as_of)


@pytest.mark.parametrize(
    ("conditions", "outcome"),
    [
        # several facts at once: shares of one another
        (({"spend": {"at_least": {"percent": 5, "of": "revenue"}}}, {"spend": {"less_than": "1万元"}}), "yes"),
        (
            (
                {"spend": {"at_least": {"percent": 5, "of": "revenue"}}},
                {"spend": {"less_than": "1万元"}},
                {"revenue": {"at_least": "20万元"}},
            ),
            "no",
        ),
        (
            (
                {"spend": {"at_least": {"percent": 5, "of": "revenue"}}},
                {"spend": {"at_most": "1万元"}},
                {"revenue": {"at_least": "20万元"}},
            ),
            "yes",
        ),
        # minima, maxima, differences and cases split
        (({"compare": {"amount": {"least": ["revenue", 100]}, "more_than": 100}},), "no"),
        (({"compare": {"amount": {"greatest": ["revenue", 100]}, "less_than": 100}},), "no"),
        (({"compare": {"amount": {"difference": [100, "revenue"]}, "more_than": 100}},), "no"),
        (
            ({"compare": {"amount": {"difference": ["spend", "revenue"]}, "at_most": 0}}, {"spend": 5}, {"revenue": 4}),
            "no",
        ),
        (
            (
                {"compare": {"amount": {"cases": [{"when": {"staff": 3}, "then": 1}, {"otherwise": 2}]}, "at_most": 1}},
                {"staff": {"more_than": 3}},
            ),
            "no",
        ),
        # whole numbers
        (({"staff": {"more_than": 3}}, {"staff": {"less_than": 4}}), "no"),
        (({"staff": {"between": [19, 40]}}, {"not": {"staff": [19, 20]}}), "no"),
        (({"compare": {"amount": {"amount": 2, "per": "staff"}, "between": ["2.5", "3.5"]}},), "no"),
        # a product of two facts, where ranges settle it, where an example does, and where neither does
        (({"compare": {"amount": {"amount": "revenue", "per": "spend"}, "less_than": 0}},), "no"),
        (
            (
                {"compare": {"amount": {"amount": "revenue", "per": "spend"}, "more_than": 50}},
                {"revenue": {"at_most": 5}},
                {"spend": {"at_most": 5}},
            ),
            "no",
        ),
        (({"compare": {"amount": {"amount": "change", "per": "change"}, "more_than": 50}},), "yes"),
        (({"compare": {"amount": {"amount": "change", "per": "change"}, "less_than": 0}},), "not decided"),
        # roundings lie less than a unit from the amount; quotients by what one divides by
        (({"compare": {"amount": {"round": "staff", "to": 4, "how": "down"}, "more_than": "staff"}},), "no"),
        (({"compare": {"amount": {"round": "staff", "to": 4, "how": "up"}, "less_than": "staff"}},), "no"),
        (({"compare": {"amount": {"round": "staff", "to": 4, "how": "half_up"}, "more_than": 22}},), "no"),
        (({"compare": {"amount": {"round": "staff", "to": 4, "how": "half_even"}, "at_least": 20}},), "yes"),
        (({"compare": {"amount": {"round": "3.5", "to": 1, "how": "half_even"}, "more_than": "3.9"}},), "yes"),
        (({"compare": {"amount": {"quotient": ["revenue", "staff"]}, "between": [10_000, 10_001]}},), "yes"),
        (({"compare": {"amount": {"quotient": ["revenue", "staff"]}, "less_than": 0}},), "no"),
        # bands in slices, and as a whole
        (({"compare": {"amount": banded("revenue", True), "more_than": 25}}, {"revenue": {"at_most": 200}}), "no"),
        (({"compare": {"amount": banded("revenue", True), "at_least": 25}}, {"revenue": {"at_most": 200}}), "yes"),
        (
            (
                {"compare": {"amount": banded("revenue", False), "between": ["20.5", 100]}},
                {"revenue": {"at_most": 400}},
            ),
            "no",
        ),
        (
            ({"compare": {"amount": banded("revenue", False), "at_least": "20.5"}}, {"revenue": {"at_least": 410}}),
            "yes",
        ),
        (({"compare": {"amount": crossing("revenue"), "at_least": 21}}, {"revenue": {"at_most": 20}}), "no"),
        # counting
        (
            (
                {"at_least": {"count": 2, "of": [{"staff": 1}, {"staff": 2}, {"revenue": 5}]}},
                {"not": {"revenue": 5}},
            ),
            "no",
        ),
        (({"not": {"at_least": {"count": 2, "of": [{"staff": 1}, {"spend": 2}, {"revenue": 5}]}}},), "yes"),
    ],
)
def test_numbers_are_decided_exactly(conditions: tuple[Document, ...], outcome: str) -> None:
    """Linear relations between facts, in pieces, over reals and whole numbers."""
    assert answer(MONEY, *conditions).outcome.value == outcome


@pytest.mark.parametrize(
    ("conditions", "outcome"),
    [
        (({"some": ["a", "b"]}, {"some": {"none_of": ["a"]}}, {"some": {"includes_all": ["c"]}}), "yes"),
        (({"some": {"includes_all": ["a", "b", "c"]}},), "no"),  # at most two
        (({"some": {"none_of": ["a", "b", "c"]}},), "no"),  # at least one
        (({"not": {"some": {"includes_all": ["a", "b"]}}}, {"some": "a"}, {"some": "b"}), "no"),
        (({"not": {"some": {"none_of": ["a"]}}}, {"not": {"some": "a"}}), "no"),
        (({"kind": ["x", "y"]}, {"kind": {"none_of": ["x"]}}, {"not": {"kind": "y"}}), "no"),
        (({"day": {"before": "2020-01-01"}}, {"day": {"on_or_after": "2019-12-31"}}), "yes"),
        (({"day": {"before": "2020-01-01"}}, {"day": {"on_or_after": "2020-01-01"}}), "no"),
        (({"day": {"years_before": 3}}, {"day": {"on_or_after": "2017-06-16"}}), "no"),  # as of 2020-06-15
        (({"day": {"years_before": 3}}, {"day": {"on_or_after": "2017-06-15"}}), "yes"),
        (({"day": {"years_before": 3000}},), "no"),
        (({"not": {"day": {"years_before": 3000}}}, {"day": ["2020-01-01"]}), "yes"),
        (({"any": [{"confirm": "Really?"}, {"kind": "x"}]}, {"kind": "y"}), "yes"),
        (({"met": "base"}, {"not": {"met": "base"}}), "no"),
    ],
)
def test_choices_days_and_names_are_decided(conditions: tuple[Document, ...], outcome: str) -> None:
    """Selections within how many may be chosen, days around the as-of day, named conditions, things to confirm."""
    facts = {"some": fact("choices", "a b c", min=1, max=2), "kind": fact("choice", "x y z"), "day": fact("date")}
    base = {"base": {"text": "The base", "any": [{"kind": "x"}, {"some": "a"}]}}
    assert answer(facts, *conditions, conditions=base).outcome.value == outcome


def test_tables_and_named_amounts_are_looked_through() -> None:
    """A row counts where its choice can be, `otherwise` for the choices left."""
    facts = {"kind": fact("choice", "x y z"), "revenue": fact("money")}
    sections = {
        "tables": {"rates": {"x": 10, "otherwise": 20}},
        "amounts": {"share": {"percent": {"table": "rates", "by": "kind"}, "of": "revenue"}},
    }
    above = {"compare": {"amount": {"amount_of": "share"}, "more_than": 15}}
    at_most_100 = {"revenue": {"at_most": 100}}
    assert answer(facts, above, at_most_100, {"kind": "x"}, **sections).outcome is Outcome.NO
    assert answer(facts, above, at_most_100, {"kind": ["x", "z"]}, **sections).answers["kind"] == "z"
