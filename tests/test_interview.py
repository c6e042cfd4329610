"""Which question comes next: laws over random policy files, and small files where the answer is plain."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.engine import CeilingKind, Evaluation, assess
from iotcheck.interview import Agenda, idle, needed, next_question, ruled_out, stake
from iotcheck.loader import load_file
from iotcheck.logic import Truth
from iotcheck.model import PolicySet
from iotcheck.values import Value
from tests.small import document, fact, loaded, policies, yaml_text
from tests.strategies import Answers, answers_for, completions, policy_sets, policy_sets_with_answers

SHIPPED = Path(__file__).parents[1] / "data" / "policies.yaml"


@pytest.fixture(scope="module")
def shipped() -> PolicySet:
    return load_file(str(SHIPPED))


def interview(policies: PolicySet, applicant: Mapping[str, Value | None]) -> Iterator[tuple[str, Answers]]:
    """Yield each question with the answers given before it, until nothing is left to ask; None is said to the rest."""
    answers: Answers = {}
    while (question := next_question(assess(policies, answers))) is not None:
        yield question, dict(answers)
        answers[question] = applicant.get(question)


def test_questions_that_no_program_of_the_day_would_ask_are_not_ruled_out() -> None:
    """Those that do not arise belong to programs of the day: what a later one will ask arises from nothing yet."""
    facts = {"here": fact("boolean"), "rooms": {**fact("count"), "asked_if": {"here": True}}}
    edition = {"status": "in_force", "confidence": "official", "ceiling": "none", "source": {"document": "letter"}}
    small = {"all": [{"here": True}, {"rooms": {"at_most": 3}}]}
    programs = {
        "now": {"title": "Now", "support": "grant", "editions": [{**edition, "when": {"here": True}}]},
        "later": {"title": "Later", "support": "grant", "editions": [{**edition, "from": "2030-01-01", "when": small}]},
    }
    rules = policies(facts, programs=programs)
    assert ruled_out(assess(rules, {"here": False}, date(2029, 12, 31))) == ()
    assert ruled_out(assess(rules, {"here": False}, date(2030, 1, 1))) == ("rooms",)


def answers_in_the_end(policies: PolicySet, applicant: Mapping[str, Value | None]) -> Answers:
    answers: Answers = {}
    for question, before in interview(policies, applicant):
        answers = {**before, question: applicant.get(question)}
    return answers


def to_be_asked(policies: PolicySet, applicant: Mapping[str, Value | None]) -> Answers:
    """Return an applicant's answers without those to facts that are not to be asked, because of the others."""
    kept: Answers = {}
    waiting = dict(applicant)
    while waiting:
        for name in list(waiting):
            guard = policies.facts[name].asked_if
            if guard is None or not guard_facts(policies, name) & waiting.keys():
                value = waiting.pop(name)
                shut = guard is not None and (
                    Evaluation(policies, kept, policies.as_of).condition(guard).high is Truth.FALSE
                )
                kept |= {} if shut else {name: value}
    return kept


def guard_facts(policies: PolicySet, name: str) -> set[str]:
    """Return the facts that an `asked_if` speaks of."""
    guard = policies.facts[name].asked_if
    words = repr(guard)
    return {other for other in policies.facts if f"fact={other!r}" in words or "Met(" in words} - {name}


@given(policy_sets(), st.data())
def test_the_interview_ends_and_asks_only_what_matters(policies: PolicySet, data: st.DataObject) -> None:
    """Each question is new and `missing` for a verdict, a ceiling or a rule in play, or for the `asked_if` of one."""
    applicant = data.draw(answers_for(policies))
    for question, before in interview(policies, applicant):
        report = assess(policies, before)
        agenda = Agenda(report)
        wanted = {name for program in agenda.programs for name in (*program.missing, *program.ceiling.missing)}
        wanted |= {name for state in agenda.rules for name in state.missing}
        guards = {other for name in Agenda(report).needed for other in guard_facts(policies, name)}
        assert question not in before
        assert question in wanted | guards


@given(policy_sets(), st.data())
def test_the_bound_is_true_and_never_grows(policies: PolicySet, data: st.DataObject) -> None:
    """Each answer takes at least its own fact off what may still be asked, and adds nothing."""
    applicant = data.draw(answers_for(policies))
    left: set[str] | None = None
    for question, before in interview(policies, applicant):
        now = set(Agenda(assess(policies, before)).needed)
        assert question in now
        assert left is None or now <= left
        left = now - {question}


@given(policy_sets_with_answers())
def test_the_result_is_that_of_all_answers(drawn: tuple[PolicySet, Answers]) -> None:
    """For programs open to applicants nothing that was not asked would have changed verdict, ceiling or the sums."""
    policies, known = drawn
    for applicant in completions(policies, known, most=5):
        full = to_be_asked(policies, applicant)
        asked = assess(policies, answers_in_the_end(policies, full))
        whole = assess(policies, full)
        assert asked.totals == whole.totals
        for short, long in zip(asked.programs, whole.programs, strict=True):
            if short.open_to_applicants:
                assert short.verdict is long.verdict
                if short.applicable and short.ceiling.kind is CeilingKind.AMOUNT:
                    assert (short.ceiling.low, short.ceiling.high) == (long.ceiling.low, long.ceiling.high)


def test_facts_of_rules_on_combining_are_asked_while_they_can_change_the_best_set() -> None:
    """They come after those of the programs, and not at all where one alone of the programs can be had."""
    content = document(
        {
            "staff": fact("count"),
            "spent": {**fact("money"), "asked_if": {"staff": {"at_least": 1}}},
            "shared": fact("boolean"),
        },
        "everyone",
    )
    edition = content["programs"]["program"]["editions"][0]
    content["programs"]["other"] = {
        "title": "Other",
        "support": content["programs"]["program"]["support"],
        "editions": [{**edition, "when": {"staff": {"at_least": 3}}, "ceiling": 10}],
    }
    names = ["program", "other"]
    content["combine"] = [
        {"one_of": names, "when": {"shared": True}, "text": "One", "source": {"document": "letter"}},
        {"cap": {"percent": 50, "of": "spent"}, "of": ["other"], "text": "Half", "source": {"document": "letter"}},
    ]
    policies = loaded(yaml_text(content))
    report = assess(policies, {})
    assert (next_question(report), needed(report)) == ("staff", ("staff", "spent", "shared"))
    report = assess(policies, {"staff": 3, "spent": 40})
    assert (next_question(report), [one.program.id for one in stake(report, "shared").programs]) == ("shared", names)
    assert needed(assess(policies, {"staff": 2})) == ()
    assert ruled_out(assess(policies, {"staff": 0})) == ("spent",)


@given(policy_sets(), st.data())
def test_what_was_asked_is_never_idle(policies: PolicySet, data: st.DataObject) -> None:
    """An answer given when its question came up matters, or did until a later one."""
    answers = answers_in_the_end(policies, data.draw(answers_for(policies)))
    assert idle(policies, answers, policies.as_of) == ()


@given(policy_sets_with_answers())
def test_idle_answers_change_nothing(drawn: tuple[PolicySet, Answers]) -> None:
    """Where no `asked_if` is in play, leaving out all idle answers gives the same result for programs in play."""
    policies, answers = drawn
    if any(fact.asked_if for fact in policies.facts.values()):
        return
    without = {name: answers[name] for name in answers if name not in idle(policies, answers, policies.as_of)}
    for short, long in zip(assess(policies, without).programs, assess(policies, answers).programs, strict=True):
        if short.open_to_applicants:
            assert short.verdict is long.verdict


def test_programs_that_nobody_can_apply_for_raise_no_question() -> None:
    """A plan, a background entry and an ineligible program ask nothing."""
    facts = {"a": fact("boolean"), "b": fact("boolean")}
    edition = {"status": "plan", "confidence": "official", "ceiling": "none", "source": {"document": "letter"}}
    program = {"title": "Plan", "support": "grant", "editions": [{**edition, "when": {"a": "true"}}]}
    report = assess(policies(facts, programs={"plan": program}), {})
    assert (next_question(report), Agenda(report).needed) == (None, ())
    assert next_question(assess(policies(facts, {"all": [{"a": "true"}, {"b": "true"}]}), {"b": False})) is None


def test_a_fact_is_asked_only_if_its_guard_holds() -> None:
    """The guard's facts come first; while it is false the fact is not asked, and an answer to it is idle."""
    facts = {"loan": fact("money", asked_if={"financed": "true"}), "financed": fact("boolean")}
    guarded = policies(facts, {"loan": {"at_least": "1万元"}})
    assert next_question(assess(guarded, {})) == "financed"
    assert next_question(assess(guarded, {"financed": True})) == "loan"
    assert next_question(assess(guarded, {"financed": None})) == "loan"
    assert next_question(assess(guarded, {"financed": False})) is None
    assert idle(guarded, {"loan": 20_000, "financed": False}, guarded.as_of) == ("loan",)


def test_dont_know_is_not_asked_again() -> None:
    """The program stays undetermined, and the interview goes on to what is left."""
    report = assess(
        policies({"a": fact("boolean"), "b": fact("boolean")}, {"any": [{"a": "true"}, {"b": "true"}]}), {"a": None}
    )
    assert next_question(report) == "b"


def test_a_changed_answer_makes_later_ones_idle_in_the_shipped_file(shipped: PolicySet) -> None:
    """A natural person may not apply for standards: what was said of them is kept, without effect."""
    answers: Answers = {
        "legal_form": "natural_person",
        "registered_in_shenzhen": True,
        "activities": ("standards",),
        "standard_work": ("lead_making",),
    }
    assert idle(shipped, answers, shipped.as_of) == ("registered_in_shenzhen", "activities", "standard_work")
    assert idle(shipped, {**answers, "legal_form": "enterprise"}, shipped.as_of) == ()


def test_what_a_guarded_fact_counts_as_is_asked_through_its_guard() -> None:
    """The number that the guard looks at decides, so it is asked, although no rule names it."""
    facts = {
        "people": fact("count"),
        "club": fact("boolean"),
        "open": fact("boolean", asked_if={"all": [{"people": 0}, {"club": True}]}, otherwise="true"),
    }
    of = policies(facts, when={"open": True})
    assert next_question(assess(of, {"club": True})) == "people"
