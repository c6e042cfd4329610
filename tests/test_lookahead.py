"""The look-ahead: it says of hypothetical applicants what the engine says of them, and orders questions well."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.engine import CeilingKind, assess, undecided_facts
from iotcheck.interview import Agenda, next_question
from iotcheck.interview.lookahead import LookAhead
from iotcheck.interview.reasons import Reasons
from iotcheck.interview.samples import sample_truths
from iotcheck.interview.tables import Tables
from iotcheck.model import FactType, PolicySet
from iotcheck.values import Value
from tests.small import fact, policies
from tests.strategies import Answers, answers_for, domain, policy_sets


@given(policy_sets(), st.data())
def test_what_is_left_after_an_answer_is_what_the_engine_says(policies: PolicySet, data: st.DataObject) -> None:
    """For facts of which every value is a sample, one row of the table needs what a report of that answer misses."""
    answers = data.draw(answers_for(policies))
    agenda = Agenda(assess(policies, answers))
    # Of ceilings it sees only whether the program stays in play, and comparisons of amounts it takes for even.
    if any(one.ceiling.kind is CeilingKind.AMOUNT for one in agenda.programs) or "Compares(" in repr(agenda.programs):
        return
    tables = Tables(policies.facts, agenda.programs, agenda.needed, agenda.waiting, policies.as_of)
    for name in agenda.needed:
        one = policies.facts[name]
        values: list[Value] = list(one.choices) if one.type is FactType.CHOICE else [True, False]
        if one.type in (FactType.BOOLEAN, FactType.CHOICE) and tables.size[name] == len(values):
            for sample, value in enumerate(values):
                after = set(Agenda(assess(policies, {**answers, name: value})).needed)
                assert set(left_after(tables, name, sample)) == after


def left_after(tables: Tables, fact: str, sample: int) -> list[str]:
    """Return the facts that may still be asked if this one has the sample value of that number."""
    row = tables.place[fact] + sample
    return [one for one, rows in tables.alone().needed.items() if rows >> row & 1]


@given(policy_sets(), st.data())
def test_no_answer_spares_a_question_that_it_cannot(policies: PolicySet, data: st.DataObject) -> None:
    """The bound that needs no table is one: what is no longer needed after two answers is among what they may spare."""
    answers = data.draw(answers_for(policies))
    agenda = Agenda(assess(policies, answers))
    missing = [{*one.missing, *one.ceiling.missing} for one in agenda.programs]
    reasons = Reasons(agenda.needed, missing, {name: undecided_facts(guard) for name, guard in agenda.waiting.items()})
    said: Answers = {}
    for name in data.draw(st.permutations(agenda.needed))[:2]:
        said[name] = data.draw(st.sampled_from((*domain(policies.facts[name]), None)))
        after = Agenda(assess(policies, {**answers, **said})).needed
        assert set(agenda.needed) - {*after, *said} <= reasons.spared(said)


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
        (fact("count"), {"f": [3, 5]}, 2, 0b11),
        (fact("count"), {"f": {"at_least": {"amount": 2, "per": "f"}}}, 2, 0b01),
        (fact("number", min=0, max=8), {"f": {"at_least": 4}}, 8, 0b11110000),
        (fact("date"), {"f": {"on_or_after": "2020-01-01"}}, 2, 0b10),
        (fact("date"), {"f": {"before": "2020-01-01"}}, 2, 0b01),
        (fact("date"), {"f": {"years_before": 3}}, 2, 0b01),
        (fact("date"), {"f": "2020-01-01"}, 1, 0b1),
    ],
)
def test_samples_stand_on_both_sides_of_every_threshold(
    kind: dict[str, object], condition: dict[str, object], size: int, holds: int
) -> None:
    """One sample for each choice, each subset, each stretch between thresholds; the leaf holds for the right ones."""
    small = policies({"f": kind}, condition)
    trace = assess(small, {}).programs[0].trace
    assert trace is not None
    assert sample_truths(small.facts["f"], [trace], date(2020, 6, 15)) == (size, [holds])


def test_many_choices_are_sampled_where_they_matter() -> None:
    """Of a hundred choices two dozen are samples, first those that a rule names; of many subsets sixteen are."""
    many = " ".join(f"c{number}" for number in range(100))
    single = policies({"f": fact("choice", many)}, {"f": ["c7", "c70"]})
    several = policies({"f": fact("choices", many)}, {"all": [{"f": f"c{number}"} for number in range(9)]})
    trace, subsets = (assess(one, {}).programs[0].trace for one in (single, several))
    assert trace is not None
    assert subsets is not None
    assert sample_truths(single.facts["f"], [trace], date(2020, 6, 15)) == (24, [0b11])
    size, holds = sample_truths(several.facts["f"], subsets.children, date(2020, 6, 15))
    assert (size, {one.bit_count() for one in holds}) == (16, {8})
    assert len(set(holds)) == 9
    assert 0 not in [sum(one >> row & 1 for one in holds) for row in range(size)]


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
    agenda = Agenda(assess(small, {}))
    known = (small.facts, agenda.programs, agenda.needed, agenda.waiting, small.as_of)
    assert [left_after(Tables(*known), "a", sample) for sample in range(2)] == [["b", "c", "d"], ["b", "c", "d"]]
    assert LookAhead(*known).questions_left(agenda.ready) == dict.fromkeys("abcd", 2.5)


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
    agenda = Agenda(assess(policies(facts, rule, {"amount": "1元", "per": "n"}), {"n": None, "x": None}))
    tables = Tables(agenda.report.policies.facts, agenda.programs, agenda.needed, {}, agenda.report.as_of)
    assert agenda.needed == ("a", "b", "spend")
    assert left_after(tables, "a", 0) == ["b", "spend"]
    assert left_after(tables, "a", 1) == []
