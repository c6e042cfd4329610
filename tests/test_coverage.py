"""Coverage: what cases show, what no case can show, and the cheapest case that is missing."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotcheck.authoring.case_files import read_cases
from iotcheck.authoring.cases import Case, differences
from iotcheck.authoring.coverage import Kind, Reach, measure, suggest
from iotcheck.authoring.coverage.boundaries import awaits_confirmation
from iotcheck.authoring.coverage.goals import all_goals
from iotcheck.authoring.coverage.measure import checked
from iotcheck.authoring.coverage.observe import Checked, observe
from iotcheck.authoring.coverage.search import Search
from iotcheck.authoring.coverage.words import Words
from iotcheck.loader import load_file
from iotcheck.model import Confirm, Edition, PolicySet, Table
from iotcheck.model.combining import CombineRule
from iotcheck.model.walk import walk
from tests.small import Document, document, fact, loaded, policies, yaml_text
from tests.strategies import Answers, days, policy_sets_with_answers

ROOT = Path(__file__).parents[1]
FOLDERS = {"shipped": ROOT / "data", "second": ROOT / "tests" / "data" / "second"}


def files(name: str) -> tuple[PolicySet, tuple[Case, ...]]:
    policies = load_file(str(FOLDERS[name] / "policies.yaml"))
    return policies, read_cases((FOLDERS[name] / "cases.yaml").read_bytes(), "cases.yaml", policies)


@pytest.mark.parametrize("name", FOLDERS)
def test_the_cases_show_all_that_can_be_shown(name: str) -> None:
    """Every condition, threshold, edition, row and branch has its cases; of the rest it is proven that none can."""
    coverage = measure(*files(name))
    words = Words(coverage.policies, "en")
    left = [
        words.title(goal, coverage.goals[goal])
        for goal in coverage.unseen
        if goal not in coverage.having(Reach.UNREACHABLE)
    ]
    assert left == []
    assert coverage.tally().percent == 100


def test_of_the_shipped_file_only_what_awaits_confirmation_cannot_be_shown() -> None:
    """What no case can show is that something to be confirmed came out yes, or no; and amounts below nothing."""
    coverage = measure(*files("shipped"))
    impossible = set[tuple[str, Kind, str]]()
    for goal in coverage.having(Reach.UNREACHABLE):
        place = coverage.goals[goal]
        if place.location.file.endswith("policies.yaml"):
            impossible.add((place.id, goal.kind, goal.aspect))
        elif isinstance(place.node, Edition):
            assert awaits_confirmation(coverage.policies, place.node), place
        elif goal.kind is Kind.CONDITION:
            assert not isinstance(place.node, Table | CombineRule)
            assert any(isinstance(node, Confirm) for node in walk(coverage.policies, place.node)), place
        else:
            assert (goal.kind, goal.aspect) in {(Kind.THRESHOLD, "below"), (Kind.OPERAND, "2")}, place
    assert impossible == {
        ("standard-other-work", Kind.VERDICT, "eligible"),
        ("exhibition-support", Kind.VERDICT, "eligible"),
        ("exhibition-support", Kind.THRESHOLD, "below"),
        ("exhibition-support", Kind.CONDITION, "false"),
        ("park-department-support", Kind.CONDITION, "true"),
        ("industrial-internet-2018", Kind.VERDICT, "eligible"),
        ("connected-vehicles-2018", Kind.VERDICT, "eligible"),
        ("innovation-contest", Kind.VERDICT, "eligible"),
    }


def test_what_always_waits_for_a_confirmation_is_never_eligible_whatever_the_figures() -> None:
    """Two facts multiplied are too much for a search; that one thing of `all` is to be confirmed decides it."""
    share = {"compare": {"amount": "spent", "at_least": {"percent": 4, "of": "revenue"}}}
    confirm = {"confirm": "Is it so?"}
    facts = {"spent": fact("money"), "revenue": fact("money", max=10**9), "here": fact("boolean")}

    def never_eligible(when: object) -> bool:
        coverage = measure(policies(facts, when=when), ())
        return any(
            (goal.kind, goal.aspect) == (Kind.VERDICT, "eligible") for goal in coverage.having(Reach.UNREACHABLE)
        )

    assert never_eligible({"all": [share, confirm]})
    assert never_eligible({"at_least": {"count": 2, "of": [share, confirm, confirm]}})
    assert not never_eligible({"any": [share, confirm]})
    assert not never_eligible({"at_least": {"count": 1, "of": [share, confirm]}})


@settings(max_examples=25)
@given(policy_sets_with_answers(), days(), st.data())
def test_what_some_case_shows_is_never_called_impossible(
    drawn: tuple[PolicySet, Answers], day: date, data: st.DataObject
) -> None:
    """A proof that no case can show a goal is never contradicted by a case that does."""
    policies, answers = drawn
    every = frozenset(policies.programs)
    case = Checked("", answers, day, every, every, every, every, every)
    goals, search = all_goals(policies), Search(policies)
    observed = observe(policies, case).keys() & goals.keys()  # parts of a derived amount's meaning are no goals
    shown = sorted(observed, key=lambda goal: (goals[goal].location, goal.kind, goal.aspect))
    for goal in data.draw(st.lists(st.sampled_from(shown), max_size=12, unique=True)) if shown else ():
        assert search.find(goal, goals[goal]).reach is not Reach.UNREACHABLE, (goal, goals[goal])


@pytest.mark.parametrize("name", FOLDERS)
def test_the_cheapest_missing_case_can_be_pasted_and_closes_the_gap(name: str) -> None:
    """Without some cases there are gaps; the suggested cases, pasted as they are, pass, and in the end close all."""
    policies, cases = files(name)
    every = max(3, len(cases) // 40)  # a round compares a limited number of cases, fewer the more programs there are
    kept = [case for place, case in enumerate(cases) if place % every]
    missing = measure(policies, kept).having(Reach.REACHABLE)
    assert missing
    while missing:
        coverage = measure(policies, kept)
        pasted = "format: 1\ncases:\n" + "".join(one.yaml for one in suggest(coverage, [case.id for case in kept], 100))
        added = read_cases(pasted.encode(), "pasted.yaml", policies)
        assert list(differences(policies, added)) == []
        kept += added
        before, missing = missing, measure(policies, kept).having(Reach.REACHABLE)
        assert len(missing) < len(before)


def test_a_suggestion_says_how_much_it_shows() -> None:
    """The first suggestion costs least for what it shows, and shows exactly what it claims."""
    policies, cases = files("shipped")
    coverage = measure(policies, cases[:2])
    (suggestion,) = suggest(coverage, [], 1)
    (added,) = read_cases(f"format: 1\ncases:\n{suggestion.yaml}".encode(), "pasted.yaml", policies)
    assert suggestion.shows.keys() <= observe(policies, checked(added)).keys()
    assert len(suggestion.shows) > 5


def shows(policies: PolicySet, answers: Answers, kind: Kind) -> set[str]:
    program = frozenset({"program"})
    case = Checked("", answers, policies.as_of, verdicts=program, ceilings=program)
    return {goal.aspect for goal in observe(policies, case) if goal.kind is kind}


def test_a_condition_is_shown_only_where_it_decides() -> None:
    """Beside a false condition another shows nothing: turned over, it would change nothing."""
    policies = loaded(
        yaml_text(document({"a": fact("boolean"), "b": fact("boolean")}, {"all": [{"a": "true"}, {"b": "true"}]}))
    )
    assert shows(policies, {"a": True, "b": True}, Kind.CONDITION) == {"true"}
    assert shows(policies, {"a": True, "b": False}, Kind.CONDITION) == {"false"}
    assert shows(policies, {"a": False, "b": False}, Kind.CONDITION) == set()
    assert shows(policies, {"a": False}, Kind.CONDITION) == {"false"}
    assert shows(policies, {"a": True}, Kind.CONDITION) == {"true", "unknown"}


@pytest.mark.parametrize(
    ("kind", "when", "answers", "side"),
    [
        ("count", {"x": {"at_least": 5}}, {"x": 4}, "below"),
        ("count", {"x": {"at_least": 5}}, {"x": 5}, "at"),
        ("count", {"x": {"at_least": 5}}, {"x": 6}, "above"),
        ("count", {"x": {"at_least": 5}}, {"x": 7}, None),
        ("number", {"x": {"less_than": "2.5"}}, {"x": 2}, None),
        ("date", {"x": {"before": "2020-03-01"}}, {"x": date(2020, 2, 29)}, "below"),
        ("date", {"x": {"years_before": 4}}, {"x": date(2016, 6, 16)}, "above"),
        ("count", {"x": {"between": [2, 4]}}, {"x": 4}, "upper_at"),
        ("money", {"compare": {"amount": {"amount": "x", "per": 12}, "at_least": "1000 元"}}, {"x": 84}, "above"),
    ],
)
def test_a_threshold_is_near_within_one_step(kind: str, when: object, answers: Answers, side: str | None) -> None:
    """At it, or one thing, unit, day or last decimal away; and no farther."""
    policies = loaded(yaml_text(document({"x": fact(kind)}, when)))
    assert shows(policies, answers, Kind.THRESHOLD) == ({side} if side else set())


def test_each_rule_on_combining_is_to_be_seen_at_work() -> None:
    """In a case that expects the best set, or the sum; one is found where the rule can limit anything."""
    one = {"status": "in_force", "confidence": "official", "source": {"document": "letter"}}
    programs = {
        name: {"title": name, "support": "grant", "editions": [{**one, "when": when, "ceiling": paid}]}
        for name, when, paid in (
            ("a", {"n": {"at_least": 10}}, 100),
            ("b", {"n": {"at_least": 3}}, {"amount": 10, "per": "n"}),
            ("c", {"n": {"less_than": 3}}, 1),
        )
    }
    rest = {"text": "A rule", "source": {"document": "letter"}}
    combine: list[Document] = [{"one_of": ["a", "b"]}, {"cap": 25, "of": ["b"]}, {"one_of": ["b", "c"]}]
    rules = policies({"n": fact("count")}, programs=programs, combine=[{**rule, **rest} for rule in combine])
    coverage = measure(rules, ())
    unseen = [(goal, answer) for goal, answer in coverage.unseen.items() if goal.kind is Kind.COMBINATION]
    assert [answer.reach for _, answer in unseen] == [Reach.REACHABLE, Reach.REACHABLE, Reach.NOT_DECIDED]
    for goal, answer in unseen[:2]:
        assert answer.case is not None
        assert goal in observe(rules, answer.case)
        assert goal not in observe(rules, answer.case._replace(best_set=False))
    assert Words(rules, "en").goal(unseen[0][0], coverage.goals[unseen[0][0]]) == "A rule — limits a program"
    written = next(one.yaml for one in suggest(coverage, (), 20) if "best_set" in one.yaml)
    (case,) = read_cases(f"format: 1\ncases:\n{written}".encode(), "cases.yaml", rules)
    assert [*differences(rules, [case])] == []
    assert checked(case).best_set
