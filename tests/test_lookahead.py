"""The look-ahead: it says of hypothetical applicants what the engine says of them, and orders questions well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.engine import Verdict, assess, assess_admitted
from iotcheck.interview import Agenda, next_question
from iotcheck.interview.lookahead import LookAhead
from iotcheck.model import FactType, PolicySet
from tests.small import fact, policies
from tests.strategies import Answers, answers_for, policy_sets


@given(policy_sets(), st.data())
def test_what_is_left_after_an_answer_is_what_the_engine_says(policies: PolicySet, data: st.DataObject) -> None:
    """For every sample of every fact, as many facts may still be asked as a report of that answer says."""
    answers = data.draw(answers_for(policies))
    ahead = looking_ahead(policies, answers)
    for name, values in ahead.values.items():
        counts, _ = ahead.remaining([{name: value} for value in values])
        reports = [assess_admitted(policies, {**answers, name: value}) for value in values]
        assert list(counts) == [len(Agenda(report).needed) for report in reports]


@given(policy_sets(), st.data())
def test_samples_of_a_count_are_whole_numbers(policies: PolicySet, data: st.DataObject) -> None:
    ahead = looking_ahead(policies, data.draw(answers_for(policies)))
    counts = [name for name in ahead.values if policies.facts[name].type is FactType.COUNT]
    assert all(type(value) is int for name in counts for value in ahead.values[name])


def test_samples_of_a_count_between_thresholds_are_whole_numbers() -> None:
    conditions = {"any": [{"staff": {"at_least": 10}}, {"all": [{"staff": {"at_least": 3}}, {"here": "true"}]}]}
    ahead = looking_ahead(policies({"staff": fact("count"), "here": fact("boolean")}, conditions), {})
    assert ahead.values["staff"] == [0, 3, 10]


def looking_ahead(policies: PolicySet, answers: Answers) -> LookAhead:
    agenda = Agenda(assess(policies, answers))
    return LookAhead(agenda.report, agenda.programs, agenda.needed, *agenda.waiting.values())


def test_the_gate_of_many_programs_comes_before_their_details() -> None:
    """What every program needs is asked first, although the details could rule out as much of each of them."""
    facts = {name: fact("boolean") for name in ("a", "b", "c", "gate")}
    conditions = [{"all": [{name: "true"}, {"gate": "true"}]} for name in ("a", "b", "c")]
    edition = {"status": "in_force", "confidence": "official", "ceiling": "none", "source": {"document": "letter"}}
    programs = {
        f"program-{number}": {"title": "Program", "support": "grant", "editions": [{**edition, "when": condition}]}
        for number, condition in enumerate(conditions)
    }
    assert next_question(assess(policies(facts, programs=programs), {})) == "gate"


def test_an_answer_that_may_end_it_comes_before_one_that_prunes_more() -> None:
    """One kind of applicant can get nothing: asking for the kind first saves that one the list of activities."""
    facts = {
        "activities": fact("choices", "x y z u v"),
        **{f"detail_{name}": fact("boolean") for name in "xyzuv"},
        "kind": fact("choice", "company person"),
    }
    edition = {"status": "in_force", "confidence": "official", "ceiling": "none", "source": {"document": "letter"}}
    programs = {
        f"program-{name}": {
            "title": "Program",
            "support": "grant",
            "editions": [
                {**edition, "when": {"all": [{"kind": "company"}, {"activities": name}, {f"detail_{name}": "true"}]}}
            ],
        }
        for name in "xyzuv"
    }
    assert next_question(assess(policies(facts, programs=programs), {})) == "kind"


def test_between_equals_the_interview_stays_in_its_topic() -> None:
    """Facts that must all be asked come topic by topic, the one begun first; within a topic in the file's order."""
    facts = {
        "a": fact("boolean", topic="one"),
        "b": fact("boolean", topic="two"),
        "c": fact("boolean", topic="one"),
        "d": fact("boolean", topic="two"),
    }
    edition = {"status": "in_force", "confidence": "official", "ceiling": "none", "source": {"document": "letter"}}
    programs = {
        f"program-{name}": {"title": "Program", "support": "grant", "editions": [{**edition, "when": {name: "true"}}]}
        for name in facts
    }
    asked: Answers = {}
    while (question := next_question(assess(policies(facts, programs=programs), asked))) is not None:
        asked[question] = True
    assert list(asked) == ["a", "c", "b", "d"]


def test_what_pays_more_comes_first_between_equals() -> None:
    """Without topics the larger stake goes first."""
    facts = {"a": fact("boolean"), "b": fact("boolean")}
    edition = {"status": "in_force", "confidence": "official", "source": {"document": "letter"}}
    programs = {
        f"program-{name}": {
            "title": "Program",
            "support": "grant",
            "editions": [{**edition, "when": {name: "true"}, "ceiling": ceiling}],
        }
        for name, ceiling in (("a", "1万元"), ("b", "2万元"))
    }
    assert next_question(assess(policies(facts, programs=programs), {})) == "b"


@pytest.mark.parametrize(
    ("kind", "condition", "size", "holds"),
    [
        (fact("boolean"), {"f": "true"}, 2, 0b01),
        (fact("choice", "a b c"), {"f": {"none_of": ["a"]}}, 3, 0b110),
        (fact("choices", "a b c"), {"f": "a"}, 2, 0b10),
        (fact("choices", "a b"), {"f": {"includes_all": ["a", "b"]}}, 4, 0b1000),
        (fact("choices", "a b"), {"f": {"none_of": ["a", "b"]}}, 4, 0b0001),
        (fact("money"), {"f": {"at_least": "100元"}}, 2, 0b10),
        (fact("money"), {"f": {"more_than": "100元"}}, 2, 0b10),
        (fact("money"), {"f": {"at_most": "100元"}}, 2, 0b01),
        (fact("money"), {"f": {"less_than": "100元"}}, 2, 0b01),
        (fact("money"), {"f": {"between": ["100元", "200元"]}}, 3, 0b010),
        (fact("count"), {"f": [3, 5]}, 5, 0b01010),
        (fact("count"), {"f": {"at_least": {"amount": 2, "per": "f"}}}, 2, 0b00),
        (fact("number", min=0, max=8), {"f": {"at_least": 4}}, 8, 0b11110000),
        (fact("date"), {"f": {"on_or_after": "2020-01-01"}}, 2, 0b10),
        (fact("date"), {"f": {"before": "2020-01-01"}}, 2, 0b01),
        (fact("date"), {"f": {"years_before": 3}}, 2, 0b01),
        (fact("date"), {"f": "2020-01-01"}, 3, 0b010),
    ],
)
def test_samples_stand_on_both_sides_of_every_threshold(
    kind: dict[str, object], condition: dict[str, object], size: int, holds: int
) -> None:
    """One sample for each choice, each subset, each stretch between thresholds; the leaf holds for the right ones."""
    small = policies({"f": kind}, condition)
    values = looking_ahead(small, {}).values["f"]
    eligible = [assess(small, {"f": value}).programs[0].verdict is Verdict.ELIGIBLE for value in values]
    assert (len(values), sum(1 << place for place, one in enumerate(eligible) if one)) == (size, holds)


def test_many_choices_are_sampled_where_they_matter() -> None:
    """Of a hundred choices two dozen are samples, first those that a rule names; of many subsets sixteen are."""
    many = " ".join(f"c{number}" for number in range(100))
    single = policies({"f": fact("choice", many)}, {"f": ["c7", "c70"]})
    several = policies({"f": fact("choices", many)}, {"all": [{"f": f"c{number}"} for number in range(9)]})
    assert len(looking_ahead(single, {}).values["f"]) == 24
    assert looking_ahead(single, {}).values["f"][:2] == ["c7", "c70"]
    subsets = looking_ahead(several, {}).values["f"]
    holds = [[f"c{number}" in subset for subset in subsets] for number in range(9)]  # type: ignore[operator]
    assert (len(subsets), {sum(hold) for hold in holds}) == (16, {8})
    assert len(set(map(tuple, holds))) == 9
    assert all(any(hold[row] for hold in holds) for row in range(16))


def test_a_comparison_of_two_open_facts_is_taken_for_even() -> None:
    """What settles the matter alone, as likely, is asked before the two that settle it together."""
    facts = {"spend": fact("money"), "revenue": fact("money"), "free": fact("boolean")}
    small = policies(facts, {"any": [{"spend": {"at_least": {"percent": 5, "of": "revenue"}}}, {"free": "true"}]})
    assert next_question(assess(small, {})) == "free"
    plain = policies(facts, {"any": [{"spend": {"at_least": "revenue"}}, {"free": "true"}]})
    assert next_question(assess(plain, {})) == "free"


def test_two_of_four_are_decided_by_two_answers() -> None:
    """After one answer the other three are still needed; what comes second may end it."""
    facts = {name: fact("boolean") for name in "abcd"}
    small = policies(facts, {"at_least": {"count": 2, "of": [{name: "true"} for name in "abcd"]}})
    ahead = looking_ahead(small, {})
    assert list(ahead.remaining([{"a": True}, {"a": False}])[0]) == [3, 3]
    assert ahead.questions_left(tuple("abcd")) == dict.fromkeys("abcd", 2.5)


def test_of_very_many_facts_the_most_decisive_one_comes_first() -> None:
    """Looking one answer ahead is enough there."""
    facts = {f"f{number}": fact("boolean") for number in range(40)}
    conditions = [{"all": [{f"f{number}": "true"}, {"f39": "true"}]} for number in range(39)]
    small = policies(facts, {"any": conditions})
    assert next_question(assess(small, {})) == "f39"


def test_what_nobody_knows_is_left_out() -> None:
    """A don't-know in a rule and in a ceiling stays open in every row, and is not counted."""
    facts = {"a": fact("boolean"), "b": fact("boolean"), "n": fact("count"), "spend": fact("money"), "x": fact("money")}
    rule = {"all": [{"a": "true"}, {"b": "true"}, {"spend": {"at_least": "x"}}, {"n": {"at_least": 2}}]}
    small = policies(facts, rule, {"amount": "1元", "per": "n"})
    ahead = looking_ahead(small, {"n": None, "x": None})
    assert list(ahead.values) == ["a", "b", "spend"]
    assert list(ahead.remaining([{"a": True}, {"a": False}])[0]) == [2, 0]
