"""What would have to change: the smallest changes, verified; their margins; days to wait for; what unlocks most."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from math import prod
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.answers import read_answers
from iotcheck.engine import Evaluation, ProgramReport, Report, Verdict, assess
from iotcheck.engine.changes import ChangedAnswers
from iotcheck.engine.report import verdict_of
from iotcheck.loader import load_file
from iotcheck.logic import Truth
from iotcheck.model import PolicySet
from iotcheck.values import Value
from iotcheck.whatif import Suggestion, unlocking, what_if
from iotcheck.whatif import report as report_module
from iotcheck.whatif.search import Search
from tests.small import document, fact, loaded, policies, yaml_text
from tests.strategies import Answers, domain, policy_sets_with_answers

ROOT = Path(__file__).parents[1]
SHIPPED = load_file(str(ROOT / "data" / "policies.yaml"))
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
CHAINED_FIGURES = {"ns-growth-hnte"}  # revenue beside that of the year before, and R&D beside revenue

BOOLEAN, MONEY = fact("boolean"), fact("money", min=0)
MET = (Verdict.ELIGIBLE, Verdict.CONDITIONAL)


def suggestions(of: PolicySet, answers: Answers | None = None) -> list[Suggestion]:
    return list(what_if(assess(of, answers or {}), "program").suggestions)


def changes(suggestion: Suggestion) -> dict[str, Value]:
    return {change.fact: change.after for change in suggestion.changes}


def ways(of: PolicySet, answers: Answers | None = None) -> list[dict[str, Value]]:
    return [changes(suggestion) for suggestion in suggestions(of, answers)]


def test_one_fact_is_enough_where_one_is_enough() -> None:
    """Of two ways the one with fewer facts comes first, and no part of a way is a way."""
    rules = policies(dict.fromkeys("abc", BOOLEAN), {"any": [{"all": [{"a": True}, {"b": True}]}, {"c": True}]})
    assert ways(rules, dict.fromkeys("abc", False)) == [{"c": True}, {"a": True, "b": True}]


def test_open_facts_come_with_the_value_they_would_need() -> None:
    """What is not known need only turn out so: it comes before what would have to change."""
    rules = policies({"a": BOOLEAN, "b": BOOLEAN}, {"any": [{"a": True}, {"b": True}]})
    assert ways(rules, {"a": False, "b": None}) == [{"b": True}, {"a": True}]


@pytest.mark.parametrize(
    ("kind", "rule", "before", "after", "low", "high"),
    [
        (MONEY, {"at_least": "500万元"}, 4_200_000, 5_000_000, 5_000_000, None),
        (MONEY, {"more_than": "500万元"}, 4_200_000, 5_000_001, 5_000_001, None),
        (MONEY, {"at_most": 100}, 150, 100, None, 100),
        (MONEY, {"between": [100, 200]}, 7, 100, 100, 200),
        (MONEY, {"between": [100, 200]}, 700, 200, 100, 200),
        (fact("count", min=0, max=9), {"less_than": 4}, 6, 3, None, 3),
        (fact("number"), {"more_than": "2.5"}, 1, Fraction("2.51"), Fraction("2.51"), None),
        (fact("number"), {"at_least": "-0.125"}, -3, Fraction("-0.125"), Fraction("-0.125"), None),
        (MONEY, [3, 8], 7, 8, 8, 8),
        (MONEY, [10**15 - 1], 7, 10**15 - 1, 10**15 - 1, None),
        (MONEY, {"at_least": "500万元"}, None, 5_000_000, 5_000_000, None),
    ],
)
def test_a_number_moves_to_the_nearest_that_does(
    kind: dict[str, Any], rule: object, before: int | None, after: object, low: object, high: object
) -> None:
    """At the threshold, or one step beyond it; with the range in which every number does."""
    (suggestion,) = suggestions(policies({"x": kind}, {"x": rule}), {"x": before})
    (change,) = suggestion.changes
    assert (change.before, change.after, change.low, change.high) == (before, after, low, high)


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ({"on_or_after": "2020-03-01"}, "2019-05-05", "2020-03-01"),
        ({"before": "2020-03-01"}, "2020-05-05", "2020-02-29"),
        ("2020-03-01", "2020-05-05", "2020-03-01"),
    ],
)
def test_a_date_moves_to_the_nearest_that_does(rule: object, before: str, after: str) -> None:
    """Days are tried beside every bound."""
    rules = policies({"x": fact("date")}, {"x": rule})
    assert ways(rules, {"x": date.fromisoformat(before)}) == [{"x": date.fromisoformat(after)}]


def test_a_threshold_that_depends_on_another_fact_is_computed() -> None:
    """A twentieth of 333 is 16.65, so 17 in whole units; or 2 is enough for a revenue of 40, which is nearer."""
    rules = policies({"rd": MONEY, "revenue": MONEY}, {"rd": {"at_least": {"percent": 5, "of": "revenue"}}})
    assert ways(rules, {"rd": 2, "revenue": 333}) == [{"revenue": 40}, {"rd": 17}]


def test_thresholds_inside_amounts_are_found() -> None:
    """A cap, a difference, a case and a table each bend the line that has to be crossed."""
    kinds = {"x": MONEY, "big": BOOLEAN, "kind": fact("choice", "p q")}
    rows = {"rates": {"p": 2, "q": 10}}
    capped = {"least": [{"difference": ["x", 100]}, 50]}
    cased = {"cases": [{"when": {"big": True}, "then": 40}, {"otherwise": {"table": "rates", "by": "kind"}}]}
    rules = policies(kinds, {"compare": {"amount": capped, "at_least": cased}}, tables=rows)
    assert ways(rules, {"x": 105, "big": True, "kind": "q"}) == [{"big": False, "kind": "p"}, {"x": 140}][::-1]


def test_a_threshold_may_leave_another_fact_open() -> None:
    """Whatever y is, x - y is less than half of x where x is 1: the ends of the interval decide."""
    kinds = {"x": fact("count"), "y": fact("count", min=1)}
    rule = {"compare": {"amount": {"difference": ["x", "y"]}, "less_than": {"quotient": ["x", 2]}}}
    assert ways(policies(kinds, rule)) == [{"x": 1}]


def test_products_of_facts_are_found_by_halving() -> None:
    """A square is no straight line: the crossing is found to the unit."""
    rules = policies({"x": MONEY}, {"compare": {"amount": {"amount": "x", "per": "x"}, "at_least": 1000}})
    assert ways(rules, {"x": 3}) == [{"x": 32}]


@pytest.mark.parametrize(
    ("threshold", "after"),
    [("20000", (100, 100, 200)), ("22500", (150, 150, 150)), ("22501", None)],
)
def test_the_top_of_a_parabola_is_found(threshold: str, after: tuple[int, int, int] | None) -> None:
    """An amount times the rest of 300: too little at both ends, enough between, unless the top is too low."""
    area = {"amount": "x", "per": {"difference": [300, "x"]}}
    found = what_if(
        assess(policies({"x": MONEY}, {"compare": {"amount": area, "at_least": threshold}}), {"x": 0}), "program"
    )
    ranges = [
        (change.after, change.low, change.high) for suggestion in found.suggestions for change in suggestion.changes
    ]
    assert (ranges, found.complete) == ([after] if after else [], True)


def test_what_may_lie_on_a_steeper_curve_is_not_said_to_be_nowhere() -> None:
    """A square times the rest of 300 is most at 200: the search may miss what lies just below, and then says so."""
    area = {"amount": "x", "per": {"amount": "x", "per": {"difference": [300, "x"]}}}
    rules = policies({"x": MONEY}, {"compare": {"amount": area, "at_least": 3_999_999}})
    found = what_if(assess(rules, {"x": 0}), "program")
    assert found.complete is bool(found.suggestions)


@pytest.mark.parametrize(
    ("bounds", "after"),
    [(["0.5", "0.6"], "0.0006"), (["0.5", "0.5"], "0.0005"), (["0.00051", "0.00059"], "0.00000059")],
)
def test_values_finer_than_the_step_are_found_where_coarser_ones_fail(bounds: list[str], after: str) -> None:
    """No hundredth lies between; what the factor asks for is tried as well."""
    rules = policies({"x": fact("number")}, {"compare": {"amount": {"amount": "x", "per": 1000}, "between": bounds}})
    assert ways(rules, {"x": 1}) == [{"x": Fraction(after)}]


def test_a_threshold_at_the_end_of_a_range_is_passed_by_one_step() -> None:
    """More than nothing is one, not as much as there is."""
    assert ways(policies({"x": MONEY}, {"x": {"more_than": 0}}), {"x": 0}) == [{"x": 1}]


def test_figures_of_two_facts_that_no_try_meets_are_not_said_to_be_impossible() -> None:
    """Two counts whose product is 35 with neither below 3: 5 times 7 does, and whoever misses it has to say so."""
    small = fact("count", min=3, max=12)
    rules = policies(
        {"x": small, "y": small}, {"compare": {"amount": {"amount": "x", "per": "y"}, "between": [35, 35]}}
    )
    found = what_if(assess(rules, {"x": 3, "y": 3}), "program")
    assert found.suggestions or not found.complete


def test_two_facts_that_bound_each_other_change_together() -> None:
    """Both have ends that alone do not suffice."""
    small = fact("money", min=0, max=30)
    rules = policies({"x": small, "y": small}, {"compare": {"amount": {"sum": ["x", "y"]}, "at_least": 50}})
    (way,) = ways(rules, {"x": 1, "y": 1})
    assert way["x"] + way["y"] == 50  # type: ignore[operator]


def test_choices_are_added_and_dropped_no_more_than_needed() -> None:
    """What the applicant has stays, unless it has to go; other choices that do as well are named."""
    kind = fact("choices", "a b c d")
    rule = {"all": [{"x": ["a", "b"]}, {"x": {"none_of": ["c"]}}]}
    (suggestion,) = suggestions(policies({"x": kind}, rule), {"x": ("c", "d")})
    (change,) = suggestion.changes
    assert (change.after, change.others) == (("a", "d"), (("b", "d"),))


def test_a_full_selection_makes_room_for_what_is_needed() -> None:
    """At most two may be chosen: one that does not matter makes room."""
    rules = policies({"x": fact("choices", "a b c", max=2)}, {"x": "c"})
    assert ways(rules, {"x": ("a", "b")}) == [{"x": ("a", "c")}]


def test_long_lists_of_choices_are_taken_whole() -> None:
    """All of fifteen is one step, though not every selection of them can be tried; then the bound is told."""
    names = [f"c{number}" for number in range(15)]
    kind = fact("choices", " ".join(names))
    assert ways(policies({"x": kind}, {"x": {"includes_all": names}}), {"x": ()}) == [{"x": tuple(names)}]
    assert ways(policies({"x": kind}, {"x": {"none_of": names}}), {"x": tuple(names)}) == [{"x": ()}]
    seven = {"all": [*[{"x": name} for name in names[:7]], *[{"x": {"none_of": [name]}} for name in names[7:]]]}
    found = what_if(assess(policies({"x": kind}, seven), {"x": tuple(names[7:])}), "program")
    assert (found.suggestions, found.complete) == ((), False)


def test_what_cannot_change_is_left_alone_and_named() -> None:
    """A known fact that is not changeable stays; open, it may turn out as needed."""
    rules = policies({"form": fact("choice", "firm club", changeable=False)}, {"form": "firm"})
    found = what_if(assess(rules, {"form": "club"}), "program")
    assert (found.suggestions, found.complete, found.fixed) == ((), True, ("form",))
    assert ways(rules, {}) == [{"form": "firm"}]


def test_a_way_that_leaves_things_to_confirm_says_so() -> None:
    """Eligible is sought as well as conditional; a condition that confirms replace leads only to conditional."""
    rule = {"all": [{"a": True}, {"any": [{"b": True}, {"confirm": "Is it so?"}]}]}
    rules = policies({"a": BOOLEAN, "b": BOOLEAN}, rule)
    found = suggestions(rules, {"a": False, "b": False})
    assert [(changes(one), one.after.verdict) for one in found] == [
        ({"a": True}, Verdict.CONDITIONAL),
        ({"a": True, "b": True}, Verdict.ELIGIBLE),
    ]
    assert ways(rules, {"a": True, "b": False}) == [{"b": True}]
    assert ways(rules, {"a": False}) == [{"a": True, "b": True}]


def test_a_day_may_bring_what_today_leaves_to_confirm() -> None:
    """Conditional at once, or eligible for who waits a year as well."""
    rule = {"all": [{"a": True}, {"any": [{"founded": {"years_before": 1}}, {"confirm": "Is it so?"}]}]}
    rules = policies({"a": BOOLEAN, "founded": fact("date", changeable=False)}, rule)
    found = suggestions(rules, {"a": False, "founded": date(2020, 1, 1)})
    assert [(one.wait_until, changes(one), one.after.verdict) for one in found] == [
        (None, {"a": True}, Verdict.CONDITIONAL),
        (date(2021, 1, 1), {"a": True}, Verdict.ELIGIBLE),
    ]


def test_nothing_has_to_change_for_who_is_eligible() -> None:
    """And nothing can for a program without conditions of its own, or one that only waits to be confirmed."""
    assert suggestions(policies({"a": BOOLEAN}, "everyone")) == []
    assert suggestions(policies({"a": BOOLEAN}, None)) == []
    assert suggestions(policies({"a": BOOLEAN}, {"confirm": "Is it so?"})) == []


def test_waiting_for_full_years_is_a_way() -> None:
    """Registered on 29 February 2020, as of June: one whole year is over on 28 February 2021, as 29 counts as 28."""
    rules = policies({"founded": fact("date", changeable=False)}, {"founded": {"years_before": 1}})
    (suggestion,) = suggestions(rules, {"founded": date(2020, 2, 29)})
    assert (suggestion.wait_until, changes(suggestion), suggestion.after.stale) == (date(2021, 2, 28), {}, True)


@pytest.mark.parametrize(
    ("comparison", "founded", "day"),
    [
        ({"months_before": 6}, date(2020, 1, 31), date(2020, 7, 31)),
        ({"months_before": 13}, date(2020, 1, 31), date(2021, 2, 28)),
        ({"days_before": 30}, date(2020, 6, 14), date(2020, 7, 14)),
        ({"in_year": "last"}, date(2020, 1, 1), date(2021, 1, 1)),
        ({"in_year": "this"}, date(2021, 7, 1), date(2021, 1, 1)),
    ],
)
def test_waiting_for_months_days_and_years_is_a_way(comparison: dict[str, Any], founded: date, day: date) -> None:
    """As of 15 June 2020, the first day on which the comparison holds is told."""
    rules = policies({"founded": fact("date", changeable=False)}, {"founded": comparison})
    (suggestion,) = suggestions(rules, {"founded": founded})
    assert (suggestion.wait_until, changes(suggestion)) == (day, {})


def test_nobody_waits_past_the_calendar() -> None:
    """Nine thousand years are over after the year 9999."""
    rules = policies({"founded": fact("date", changeable=False)}, {"founded": {"years_before": 9000}})
    assert suggestions(rules, {"founded": date(2020, 2, 29)}) == []


def test_waiting_for_new_terms_is_a_way() -> None:
    """Open to everyone from September: nothing but patience is needed, or else a change today."""
    content = document({"a": BOOLEAN}, {"a": True})
    (old,) = content["programs"]["program"]["editions"]
    new = {**old, "from": "2020-09-01", "until": "2020-12-31", "when": "everyone"}
    content["programs"]["program"]["editions"] = [old, new]
    (later, now) = suggestions(loaded(yaml_text(content)), {"a": False})
    assert (now.wait_until, changes(now)) == (None, {"a": True})
    assert (later.wait_until, changes(later)) == (date(2020, 9, 1), {})


def test_nobody_waits_for_a_program_to_end() -> None:
    """From September it is over, for everyone: that is no way to get it, nor are the years full by then."""
    content = document(
        {"a": BOOLEAN, "founded": fact("date")}, {"all": [{"a": True}, {"founded": {"years_before": 1}}]}
    )
    (old,) = content["programs"]["program"]["editions"]
    over = {**old, "from": "2020-09-01", "status": "ended", "when": {"founded": {"years_before": 1}}}
    content["programs"]["program"]["editions"] = [{**old, "until": "2020-08-31"}, over]
    found = suggestions(loaded(yaml_text(content)), {"a": True, "founded": date(2019, 10, 1)})
    assert [one.wait_until for one in found] == [None]


def test_a_change_names_the_conditions_it_settles() -> None:
    """The leaf that blocked is the one to quote."""
    rules = policies({"a": BOOLEAN, "x": MONEY}, {"all": [{"a": True}, {"not": {"x": {"less_than": 5}}}]})
    (suggestion,) = suggestions(rules, {"a": False, "x": 1})
    a, x = suggestion.changes
    assert [truth for _, truth in a.settles] == [Truth.TRUE]
    assert [truth for _, truth in x.settles] == [Truth.FALSE]


def test_a_change_is_told_with_what_else_it_gains_and_loses() -> None:
    """Three programs, one change: one gained, one lost, one whose ceiling moves."""
    content = document({"kind": fact("choice", "p q"), "sum": MONEY}, {"kind": "q"}, ceiling=100)
    (edition,) = content["programs"]["program"]["editions"]
    ceiling = {"cases": [{"when": {"kind": "q"}, "then": 7}, {"otherwise": 9}]}
    for name, when, amount in (("lost", {"kind": "p"}, 30), ("always", "everyone", ceiling)):
        editions = [{**edition, "when": when, "ceiling": amount}]
        content["programs"][name] = {"title": name, "support": "grant", "editions": editions}
    (suggestion,) = suggestions(loaded(yaml_text(content)), {"kind": "p"})
    effects = suggestion.effects
    assert [pair.after.program.id for pair in effects.gained] == ["program"]
    assert [pair.after.program.id for pair in effects.lost] == ["lost"]
    assert [pair.after.program.id for pair in effects.other] == ["always"]
    assert (effects.before.high, effects.after.high, effects.least, effects.most, effects.programs) == (
        39,
        107,
        68,
        68,
        0,
    )


def test_money_without_an_end_is_told_apart() -> None:
    """A gain has no end where a gained ceiling has none; where the sum had none before, nothing more is counted."""
    content = document({"a": BOOLEAN, "x": MONEY}, {"a": True}, ceiling="x")
    assert suggestions(loaded(yaml_text(content)), {"a": False})[0].effects.most is None
    (edition,) = content["programs"]["program"]["editions"]
    content["programs"]["more"] = {
        "title": "more", "support": "grant", "editions": [{**edition, "when": "everyone"}]
    }  # fmt: skip
    assert suggestions(loaded(yaml_text(content)), {"a": False})[0].effects.most == 0


def test_searching_stops_at_its_bound_and_says_so() -> None:
    """Eight of sixteen facts can be chosen in too many ways."""
    names = [f"f{number}" for number in range(16)]
    rules = policies(dict.fromkeys(names, BOOLEAN), {"at_least": {"count": 8, "of": [{name: True} for name in names]}})
    found = what_if(assess(rules, dict.fromkeys(names, False)), "program")
    assert (found.suggestions, found.complete) == ((), False)


def test_more_facts_than_the_bound_are_not_changed_together() -> None:
    """Nine facts that must all change are one too many."""
    names = [f"f{number}" for number in range(9)]
    rules = policies(dict.fromkeys(names, BOOLEAN), {"all": [{name: True} for name in names]})
    found = what_if(assess(rules, dict.fromkeys(names, False)), "program")
    assert (found.suggestions, found.complete) == ((), False)


def test_a_puzzle_of_figures_is_given_up() -> None:
    """Eight even figures never make 65.5, though their interval says perhaps: thousands of tries say nothing."""
    names = [f"f{number}" for number in range(8)]
    lookups = [{"table": "figures", "by": name} for name in names]
    rules = policies(
        dict.fromkeys(names, fact("choice", "a b c d")),
        {"compare": {"amount": {"sum": lookups}, "between": ["65.5", "65.5"]}},
        tables={"figures": {"a": 0, "b": 10, "c": 12, "d": 14}},
    )
    found = what_if(assess(rules, dict.fromkeys(names, "a")), "program")
    assert (found.suggestions, found.complete) == ((), False)


def test_many_ways_are_cut_and_it_says_so() -> None:
    """Thirty ways of one fact each: the first twelve, and not all of them."""
    names = [f"f{number}" for number in range(30)]
    rules = policies(dict.fromkeys(names, BOOLEAN), {"any": [{name: True} for name in names]})
    found = what_if(assess(rules, dict.fromkeys(names, False)), "program")
    assert (len(found.suggestions), found.complete) == (report_module.MOST_SUGGESTIONS, False)
    assert unlocking(assess(rules, dict.fromkeys(names, False))).complete is False


def test_unlocking_looks_at_all_programs_and_names_each_change_once() -> None:
    """By money that is certain, then by what it may come to, then by programs."""
    content = document(dict.fromkeys("abc", BOOLEAN) | {"n": fact("count", min=1, max=9)}, {"a": True}, ceiling=100)
    (edition,) = content["programs"]["program"]["editions"]
    rules = (
        ("also", {"a": True}, "unstated"),
        ("more", {"b": True}, {"amount": 20, "per": "n"}),
        ("plan", {"c": True}, 1),
    )
    for name, when, ceiling in rules:
        status = "plan" if name == "plan" else "in_force"
        editions = [{**edition, "when": when, "ceiling": ceiling, "status": status}]
        content["programs"][name] = {"title": name, "support": "grant", "editions": editions}
    found = unlocking(assess(loaded(yaml_text(content)), dict.fromkeys("abc", False)))
    assert [changes(suggestion) for suggestion in found.suggestions] == [{"a": True}, {"b": True}]
    assert [
        (suggestion.effects.least, suggestion.effects.most, suggestion.effects.programs)
        for suggestion in found.suggestions
    ] == [
        (100, 100, 2),
        (20, 180, 1),
    ]
    assert found.complete


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_the_shipped_file_suggests_leads_where_it_says(path: Path) -> None:
    """For all programs at once something is found, and every suggestion for each has the verdict that it promises.

    None is left out, except where three figures are compared with each other: each moves the threshold of the next,
    and not all values of them can be tried.
    """
    answers = read_answers(path.read_bytes(), path.name, SHIPPED).answers
    report = assess(SHIPPED, answers)
    assert unlocking(report).suggestions
    for name in SHIPPED.programs:
        found = what_if(report, name)
        assert found.complete or name in CHAINED_FIGURES
        for suggestion in found.suggestions:
            then = assess(SHIPPED, {**answers, **changes(suggestion)}, suggestion.wait_until)
            assert then.program(name).verdict in MET


@given(policy_sets_with_answers())
def test_suggestions_flip_the_verdict_and_none_is_smaller(drawn: tuple[PolicySet, Answers]) -> None:
    """The law: applied, a suggestion leads where it says; and trying everything finds no set of facts without one.

    Every value of every set of facts that contains no suggestion's is tried, and none may reach the goal.
    """
    rules, answers = drawn
    report = assess(rules, answers)
    for result in report.programs:
        if result.verdict in (None, Verdict.ELIGIBLE) or result.trace is None:
            continue
        found = what_if(report, result.program.id)
        for one in found.suggestions:
            after = assess(rules, {**answers, **changes(one)}, one.wait_until or report.as_of)
            assert after.program(result.program.id).verdict is one.after.verdict
        goals = [(Verdict.ELIGIBLE,), MET] if result.trace.high is not Truth.TRUE else [(Verdict.ELIGIBLE,)]
        for goal in goals if found.complete else []:
            today = [
                set(changes(suggestion))
                for suggestion in found.suggestions
                if not suggestion.wait_until and suggestion.after.verdict in goal
            ]
            assert reached_without(report, result, goal, today) is None


def reached_without(
    report: Report, result: ProgramReport, goal: tuple[Verdict, ...], known: list[set[str]], most: int = 300
) -> Answers | None:
    """Return changes that reach the goal with a set of facts that contains none of the known ones, if there are any."""
    facts = [one for one in report.policies.facts.values() if one.changeable or report.answers.get(one.id) is None]
    tried: Answers
    for size in range(len(facts) + 1):
        for some in combinations(facts, size):
            names = [one.id for one in some]
            if any(one <= set(names) for one in known) or prod(len(domain(one)) for one in some) > most:
                continue
            for values in product(*map(domain, some)):
                tried = dict(zip(names, values, strict=True))
                if verdict(report, result, tried) in goal:
                    return tried
    return None


def verdict(report: Report, result: ProgramReport, tried: Mapping[str, Value | None]) -> Verdict:
    assert result.edition is not None
    assert result.edition.when is not None
    trace = Evaluation(report.policies, {**report.answers, **tried}, report.as_of).condition(result.edition.when)
    return verdict_of(trace.high, trace.low)


SMALL_NUMBERS = {"have": fact("count", min=0, max=6), "limit": fact("count", min=0, max=6), "young": BOOLEAN,
                 "size": fact("choice", "a b c")}  # fmt: skip
LIMITS = (
    "limit",
    {"cases": [{"when": {"young": "true"}, "then": "limit"}, {"otherwise": 5}]},
    {"cases": [{"when": {"limit": {"at_least": 3}}, "then": 2}, {"otherwise": 6}]},
    {"table": "by_size", "by": "size"},
    {"sum": ["limit", {"table": "by_size", "by": "size"}]},
    {"difference": [6, "limit"]},
    {"least": ["limit", 4]},
    {"amount": "limit", "per": 2},
)


@given(
    st.sampled_from(LIMITS),
    st.sampled_from(["at_least", "at_most", "more_than", "less_than", "between"]),
    st.fixed_dictionaries(
        {"have": st.integers(0, 6), "limit": st.integers(0, 6), "young": st.booleans(), "size": st.sampled_from("abc")}
    ),
)
def test_no_smaller_change_exists_where_one_answer_moves_the_limit_of_another(
    limit: Any, comparison: str, answers: Answers
) -> None:
    """For the facts that a suggestion changes, no values that reach the goal are nearer to today's."""
    bound = [1, limit] if comparison == "between" else limit
    tables = {"by_size": {"a": 1, "b": 3, "otherwise": 5}}
    rules = policies(SMALL_NUMBERS, {"have": {comparison: bound}}, tables=tables)
    report = assess(rules, answers)
    (result,) = report.programs
    if result.edition is None or result.edition.when is None or result.verdict is Verdict.ELIGIBLE:
        return
    search = Search(ChangedAnswers(rules, answers, report.as_of), result.edition.when, ())
    found = what_if(report, "program")
    assert found.complete
    for suggestion in found.suggestions:
        names = list(changes(suggestion))
        values = [domain(rules.facts[name]) if name not in {"have", "limit"} else range(7) for name in names]
        reaching = [
            search.effort(tried)
            for some in product(*values)
            if verdict(report, result, tried := dict(zip(names, some, strict=True))) is Verdict.ELIGIBLE
            and all(answers[name] != value for name, value in tried.items())
        ]
        assert search.effort(changes(suggestion)) == min(reaching)
