"""The engine's edges that no policy file reaches, and small examples of what its parts say."""

from datetime import date
from typing import Any

import pytest

from iotcheck.engine import Trace, assess, assess_admitted, changes, leaf_traces
from iotcheck.errors import DataError, Location, Problem
from iotcheck.logic import Truth
from iotcheck.model.walk import walk, written_parts
from tests.small import fact, policies

HERE = Location("test.yaml", 1, 1)


def test_values_that_did_not_come_through_parse_are_refused() -> None:
    """An answer that is text where a number or a day belongs is a mistake in the program, not a verdict."""
    file = policies({"staff": fact("count"), "founded": fact("date")}, {"founded": {"before": "2020-01-01"}}, "staff")
    with pytest.raises(TypeError, match="'3' is not a number"):
        assess_admitted(file, {"staff": "3"})
    with pytest.raises(TypeError, match="'2019-01-01' is not a day"):
        assess_admitted(file, {"founded": "2019-01-01"})


def test_what_is_divided_by_zero_comes_to_zero() -> None:
    """A divisor that is 0 by its answers makes no crash and no infinity, and one that may be 0 an open amount."""
    file = policies({"staff": fact("count", max=10)}, ceiling={"quotient": ["100元", "staff"]})
    ceilings = [assess(file, answers).programs[0].ceiling for answers in ({"staff": 0}, {"staff": 4}, {})]
    assert [(one.low, one.high) for one in ceilings] == [(0, 0), (25, 25), (0, None)]
    guarded = policies({"staff": fact("count", min=1, max=10)}, ceiling={"quotient": ["100元", "staff"]})
    ceiling = assess(guarded, {}).programs[0].ceiling
    assert (ceiling.low, ceiling.high) == (10, 100)


@pytest.mark.parametrize("kept", [changes.MOST_KEPT, 1])
def test_a_change_is_assessed_where_it_matters(kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not look at the changed fact keeps its very trace; what does is evaluated anew, if it is not known."""
    monkeypatch.setattr(changes, "MOST_KEPT", kept)
    facts = {"young": fact("boolean"), "staff": fact("count")}
    file = policies(facts, {"all": [{"young": True}, {"staff": {"at_least": 3}}]}, {"amount": "staff", "per": 100})
    changed = changes.ChangedAnswers(file, {"young": True, "staff": 2}, file.as_of)
    (when,) = [edition.when for edition in file.programs["program"].editions if edition.when]
    assert changed.facts_of(when) == facts.keys()
    assert changed.condition(when, {"staff": None}).word == "unknown"
    before, *after = (changed.report({} if staff == 2 else {"staff": staff}).programs[0] for staff in (2, 5, 1, 5))
    assert [(one.verdict, one.ceiling.low) for one in after] == [
        ("eligible", 500),
        ("ineligible", 100),
        ("eligible", 500),
    ]
    kept_traces = [
        [one is other for one, other in zip(before.trace.children, result.trace.children, strict=True)]
        for result in after
        if before.trace is not None and result.trace is not None
    ]
    assert kept_traces == [[True, False]] * 3


def test_a_report_knows_its_programs_by_id() -> None:
    """An id that the file does not have is a KeyError."""
    report = assess(policies({"a": fact("boolean")}), {})
    assert report.program("program").program.id == "program"
    with pytest.raises(KeyError, match="other"):
        report.program("other")


def test_the_leaves_of_a_trace_are_all_that_looks_at_facts() -> None:
    """In the order of the file, below every group."""
    when = {"all": [{"a": True}, {"any": [{"not": {"b": True}}, {"confirm": "x"}]}]}
    trace = assess(policies({"a": fact("boolean"), "b": fact("boolean")}, when), {"a": True}).programs[0].trace
    assert trace is not None
    assert [leaf.word for leaf in leaf_traces(trace)] == ["true", "unknown", "confirm"]


@pytest.mark.parametrize(
    ("when", "truths", "word"),
    [
        ("everyone", (Truth.TRUE, Truth.TRUE, Truth.TRUE), "true"),
        ({"confirm": "x"}, (Truth.TRUE, Truth.FALSE, Truth.UNKNOWN), "confirm"),
        ({"all": [{"a": False}, {"confirm": "x"}]}, (Truth.FALSE, Truth.FALSE, Truth.FALSE), "false"),
        ({"any": [{"a": True}, {"confirm": "x"}]}, (Truth.TRUE, Truth.TRUE, Truth.TRUE), "true"),
        ({"b": True}, (Truth.UNKNOWN, Truth.UNKNOWN, Truth.UNKNOWN), "unknown"),
        ({"all": [{"b": True}, {"confirm": "x"}]}, (Truth.UNKNOWN, Truth.FALSE, Truth.UNKNOWN), "unknown"),
        ({"any": [{"b": True}, {"confirm": "x"}]}, (Truth.TRUE, Truth.UNKNOWN, Truth.UNKNOWN), "unknown"),
    ],
)
def test_a_trace_is_decided_where_confirms_make_no_difference(when: Any, truths: tuple[Truth, ...], word: str) -> None:
    """With every confirm true, with every confirm false, and both taken together; `confirm` stands for these alone."""
    trace = assess(policies({"a": fact("boolean"), "b": fact("boolean")}, when), {"a": True}).programs[0].trace
    assert isinstance(trace, Trace)
    assert (trace.high, trace.low, trace.truth) == truths
    assert trace.word == word


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Location("a.yaml"), "a.yaml"),
        (Location("a.yaml", 3), "a.yaml:3"),
        (Location("a.yaml", 3, 5), "a.yaml:3:5"),
        (Location("--set", 0, 5), "--set"),
    ],
)
def test_places_are_written_as_editors_read_them(place: Location, shown: str) -> None:
    """File, line, column, as far as they are known."""
    assert str(place) == shown


def test_an_error_of_data_names_all_its_problems() -> None:
    """For a developer who meets it; the user reads sentences instead."""
    error = DataError(Problem(HERE, code) for code in ("tab", "circle"))
    assert (str(error), len(error.problems)) == ("test.yaml:1:1: tab, test.yaml:1:1: circle", 2)


@pytest.mark.parametrize(
    ("when", "answers", "missing"),
    [
        ({"all": [{"a": True}, {"b": True}]}, {}, ("a", "b")),
        ({"any": [{"all": [{"a": True}, {"b": True}]}, {"c": True}]}, {"a": False}, ("c",)),
        ({"all": [{"any": [{"a": True}, {"b": True}]}, {"c": True}]}, {"a": True}, ("c",)),
        ({"at_least": {"count": 2, "of": [{"a": True}, {"b": True}, {"c": True}]}}, {"a": True}, ("b", "c")),
        ({"not": {"all": [{"a": True}, {"b": True}]}}, {"a": True}, ("b",)),
        # with the confirm true only b matters, with it false a as well
        ({"all": [{"any": [{"a": True}, {"confirm": "x"}]}, {"b": True}]}, {}, ("a", "b")),
        # decided with the confirm true, and with it false: nothing more is needed
        ({"all": [{"any": [{"a": True}, {"confirm": "x"}]}, {"b": True}]}, {"b": False}, ()),
        ({"any": [{"all": [{"a": True}, {"confirm": "x"}]}, {"b": True}]}, {"b": False}, ("a",)),
    ],
)
def test_only_facts_below_undecided_nodes_are_missing(when: Any, answers: Any, missing: tuple[str, ...]) -> None:
    """With every confirm true or with every confirm false; what lies under a decided node no longer matters."""
    facts = {name: fact("boolean") for name in "abc"}
    assert assess(policies(facts, when), answers).program("program").missing == missing


@pytest.mark.parametrize(
    ("kind", "between", "verdict"),
    [
        ("number", [5, 3], "ineligible"),
        ("number", ["0.2", "0.8"], "undetermined"),
        ("count", ["0.2", "0.8"], "ineligible"),
        ("count", ["0.2", "1.8"], "undetermined"),
        ("money", ["staff", 3], "undetermined"),
    ],
)
def test_nothing_lies_between_bounds_that_leave_no_room(kind: str, between: Any, verdict: str) -> None:
    """Whatever an open fact may be: no number between 5 and 3, and no whole one between 0.2 and 0.8."""
    file = policies({"x": fact(kind), "staff": fact("count")}, {"x": {"between": between}})
    assert assess(file, {}).program("program").verdict == verdict


def test_what_is_named_twice_is_evaluated_and_walked_once() -> None:
    """A named amount or condition is one thing however often it is used."""
    double = {"sum": [{"amount_of": "part"}, {"amount_of": "part"}]}
    when = {"all": [{"met": "rule"}, {"met": "rule"}]}
    rules = {"rule": {"text": "Rule", "a": True}}
    file = policies({"a": fact("boolean")}, when, double, amounts={"part": 5}, conditions=rules)
    report = assess(file, {"a": True}).program("program")
    assert (report.ceiling.low, report.ceiling.high) == (10, 10)
    assert report.edition is not None
    assert report.edition.when is not None
    assert [type(node).__name__ for node in walk(file, report.edition.when)] == ["Selects", "Met", "Met", "All"]


@pytest.mark.parametrize(
    ("ceiling", "ranges", "missing"),
    [
        ({"least": ["a", "b"]}, {"a": (0, 100), "b": (100, 200)}, ("a",)),
        ({"least": ["a", "b"]}, {"a": (0, 100), "b": (99, 200)}, ("a", "b")),
        ({"greatest": ["a", "b"]}, {"a": (100, 200), "b": (0, 100)}, ("a",)),
        ({"greatest": ["a", "b"]}, {"a": (100, 200), "b": (0, 101)}, ("a", "b")),
        ({"sum": ["a", "b"]}, {"a": (5, 6), "b": (-10, -5)}, ("a", "b")),
    ],
)
def test_a_fact_that_cannot_reach_the_result_is_not_missing(
    ceiling: Any, ranges: dict[str, tuple[int, int]], missing: tuple[str, ...]
) -> None:
    """What lies at or above the upper end of a minimum cannot change it; of a sum every part counts."""
    facts = {name: fact("number", min=low, max=high) for name, (low, high) in ranges.items()}
    assert assess(policies(facts, ceiling=ceiling), {}).programs[0].ceiling.missing == missing


@pytest.mark.parametrize(
    ("ceiling", "top"),
    [
        ({"amount": 100, "per": "n"}, None),  # 99 is what the question accepts, no rule
        ({"least": [{"amount": 100, "per": "n"}, 500]}, 500),
        ({"greatest": [{"amount": 100, "per": "n"}, 500]}, None),
        ({"least": [{"amount": 100, "per": "n"}, 9900]}, 9900),
        ({"cases": [{"when": {"n": {"at_least": 5}}, "then": 300}, {"otherwise": 200}]}, 300),
        ({"cases": [{"when": {"n": 5}, "then": {"amount": 1, "per": "n"}}, {"otherwise": 200}]}, 200),
    ],
)
def test_an_upper_end_is_told_from_the_most_that_a_question_accepts(ceiling: object, top: int | None) -> None:
    """A cap is a rule; that nobody may answer more than 99 says nothing about money. Both are in `high`."""
    rules = policies({"n": fact("count", min=1, max=99)}, "everyone", ceiling)
    report = assess(rules, {})
    assert (report.programs[0].ceiling.top, report.totals.top) == (top, top)
    assert report.totals.high is not None
    known = assess(rules, {"n": 3})
    assert known.totals.top == known.totals.high


@pytest.mark.parametrize(
    ("declared", "when"),
    [
        (fact("date", max="2020-01-01"), {"a": {"on_or_after": "2020-01-01"}}),
        (fact("date", min="2019-12-31"), {"a": {"before": "2020-01-01"}}),
        (fact("number", min=0, max=5), {"a": [3]}),
        (fact("money", min=0, max=1), {"a": [0]}),
    ],
)
def test_an_open_fact_whose_range_just_touches_decides_nothing(declared: Any, when: Any) -> None:
    """One value of the declared ones would hold, another would not."""
    report = assess(policies({"a": declared}, when), {}).programs[0]
    assert (report.verdict, report.missing) == ("undetermined", ("a",))


def test_what_a_name_stands_for_is_looked_at_once() -> None:
    """Thirty names, each of which uses the one before twice, would be a billion ways down."""
    facts = {"a": fact("boolean"), "cost": fact("money", max=90)}
    conditions = {"c0": {"text": "zero", "a": True}}
    amounts: dict[str, Any] = {"x0": "cost"}
    for number in range(1, 31):
        conditions[f"c{number}"] = {"text": f"{number}", "any": [{"met": f"c{number - 1}"}] * 2} if number < 3 else {
            "text": f"{number}", "met": f"c{number - 1}"
        }  # fmt: skip
        amounts[f"x{number}"] = {"sum": [{"amount_of": f"x{number - 1}"}] * 2}
    file = policies(
        facts, {"met": "c30"}, {"greatest": [{"amount_of": "x30"}] * 2}, conditions=conditions, amounts=amounts
    )
    result = assess(file, {}).programs[0]
    assert result.trace is not None
    assert len(list(leaf_traces(result.trace))) == 1
    assert result.missing == ("a",)
    assert (result.ceiling.high, result.ceiling.top) == (90 * 2**30, None)


BANDED = [{"up_to": 100, "rate": 20}, {"below": 300, "rate": 10}, {"rate": 5}]
SIZES = {
    "limits": {"few": {"up_to": 9}, "some": {"below": 50}},
    "rows": {"club": {"few": 10, "some": 20, "otherwise": 30}, "firm": {"few": 1, "otherwise": 2}, "otherwise": 5},
}
TABLES = {
    "sizes": SIZES,
    "forms": {"club": {"hills": 1, "city": 2}, "firm": {"otherwise": 3}, "guild": 4},
    "staffs": {"limits": {"few": {"below": 3}}, "rows": {"few": 7, "otherwise": 8}},
    "holding": {"club": True, "otherwise": False},
    "never": {"otherwise": False},
    "usual": {"text": "usual place", "choices": "place", "rows": {"club": "hills", "otherwise": "city"}},
}
FACTS = {
    "form": fact("choice", "club firm guild"),
    "place": fact("choice", "hills city"),
    "staff": fact("count", max=99),
    "revenue": fact("money"),
    "score": fact("number"),
}


@pytest.mark.parametrize(
    ("amount", "answers", "low", "high"),
    [
        # slices: 20 % of 100, 10 % of the next 200, 5 % above; open, exactly what lies between
        ({"bands": "revenue", "steps": BANDED, "marginal": True}, {"revenue": 400}, 45, 45),
        ({"bands": "revenue", "steps": BANDED, "marginal": True}, {}, 0, None),
        ({"bands": {"least": ["revenue", 200]}, "steps": BANDED, "marginal": True}, {}, 0, 30),
        # all of it at the rate of its band: 20 % of 0 to 100, 10 % of 100 to 300, 5 % of 300 to 400
        ({"bands": "revenue", "steps": BANDED, "marginal": False}, {"revenue": 300}, 15, 15),
        ({"bands": {"least": ["revenue", 400]}, "steps": BANDED, "marginal": False}, {}, 0, 30),
        ({"bands": "staff", "steps": [{"up_to": 9, "then": 3}, {"then": 4}], "marginal": False}, {}, 3, 4),
        # limits that are not fixed, and cross: what a slice covers, no later one covers again
        (
            {
                "bands": "revenue",
                "steps": [{"up_to": "staff", "rate": 100}, {"up_to": 5, "rate": 10}, {"rate": 0}],
                "marginal": True,
            },
            {"revenue": 20, "staff": 10},
            10,
            10,
        ),
        # roundings
        ({"round": "revenue", "to": 100, "how": "down"}, {"revenue": 250}, 200, 200),
        ({"round": "revenue", "to": 100, "how": "up"}, {"revenue": 250}, 300, 300),
        ({"round": "revenue", "to": 100, "how": "half_up"}, {"revenue": 250}, 300, 300),
        ({"round": "revenue", "to": 100, "how": "half_even"}, {"revenue": 250}, 200, 200),
        ({"round": "revenue", "to": 100, "how": "half_even"}, {"revenue": 350}, 400, 400),
        ({"round": {"least": ["revenue", 250]}, "to": 100, "how": "down"}, {}, 0, 200),
        # divisors below, at and above 0
        ({"quotient": [100, {"difference": ["staff", 0]}]}, {}, 0, None),
        ({"quotient": [100, {"sum": ["staff", 1]}]}, {}, 1, 100),
        ({"sum": [200, {"quotient": [100, {"sum": [{"amount": "staff", "per": -1}, -1]}]}]}, {}, 100, 199),
        ({"quotient": [100, "score"]}, {}, 0, None),
        ({"greatest": [{"quotient": [100, {"greatest": ["score", 4]}]}, 7]}, {}, 7, 25),
        ({"greatest": [{"quotient": [-100, {"least": ["score", -4]}]}, 7]}, {}, 7, 25),
        # tables with two keys, and by an amount
        ({"table": "sizes", "by": ["form", "staff"]}, {"form": "club", "staff": 50}, 30, 30),
        ({"table": "sizes", "by": ["form", "staff"]}, {"form": "club"}, 10, 30),
        ({"table": "sizes", "by": ["form", "staff"]}, {"staff": 9}, 1, 10),
        ({"table": "sizes", "by": ["form", "staff"]}, {"form": "guild"}, 5, 5),
        ({"table": "forms", "by": ["form", "place"]}, {"form": "club"}, 1, 2),
        ({"table": "forms", "by": ["form", "place"]}, {"form": "firm"}, 3, 3),
        ({"table": "staffs", "by": {"sum": ["staff", 1]}}, {"staff": 1}, 7, 7),
    ],
)
def test_amounts_are_as_narrow_as_the_answers_leave_them(
    amount: Any, answers: dict[str, Any], low: int, high: int | None
) -> None:
    """Roundings, quotients, bands and tables, with facts known and open: the very least and the very most."""
    ceiling = assess(policies(FACTS, ceiling=amount, tables=TABLES), answers).programs[0].ceiling
    assert (ceiling.low, ceiling.high) == (low, high)


@pytest.mark.parametrize(
    ("condition", "answers", "verdict", "missing"),
    [
        ({"table": "holding", "by": "form"}, {"form": "club"}, "eligible", ()),
        ({"table": "holding", "by": "form"}, {"form": "guild"}, "ineligible", ()),
        ({"table": "holding", "by": "form"}, {}, "undetermined", ("form",)),
        ({"table": "never", "by": "form"}, {}, "ineligible", ()),
        ({"table": "usual", "by": "form", "equals": "hills"}, {"form": "club"}, "eligible", ()),
        ({"table": "usual", "by": "form", "equals": "place"}, {"form": "firm", "place": "city"}, "eligible", ()),
        ({"table": "usual", "by": "form", "equals": "place"}, {"form": "firm"}, "undetermined", ("place",)),
    ],
)
def test_a_table_says_what_holds_for_a_choice(
    condition: Any, answers: dict[str, Any], verdict: str, missing: tuple[str, ...]
) -> None:
    """True or false by choice, and a choice by choice, which is a given one or the answer to another fact."""
    result = assess(policies(FACTS, condition, tables=TABLES), answers).programs[0]
    assert (result.verdict, result.missing) == (verdict, missing)


OUTCOMES = {
    "cases": [
        {"when": {"staff": {"at_least": 50}}, "then": "not_eligible"},
        {"when": {"form": "club"}, "then": "unstated"},
        {"otherwise": 9},
    ]
}


@pytest.mark.parametrize(
    ("when", "ceiling", "answers", "verdict", "figures"),
    [
        ("everyone", OUTCOMES, {"staff": 50}, "ineligible", ("amount", 0, 0)),
        ("everyone", OUTCOMES, {"staff": 9, "form": "club"}, "eligible", ("unstated", None, None)),
        ("everyone", OUTCOMES, {"staff": 9, "form": "firm"}, "eligible", ("amount", 9, 9)),
        ("everyone", OUTCOMES, {"staff": 9}, "eligible", ("amount", 0, None)),
        ({"place": "city"}, OUTCOMES, {"staff": 50, "place": "city"}, "ineligible", ("amount", 0, 0)),
        ({"all": [{"place": "city"}]}, OUTCOMES, {"place": "hills"}, "ineligible", ("amount", 0, None)),
        (None, OUTCOMES, {"staff": 50}, None, ("amount", 0, 0)),
        # by a named amount, in a sum, in a table, in bands, and as what is left
        ("everyone", {"sum": [{"amount_of": "left"}, 1]}, {"staff": 50}, "ineligible", ("amount", 1, 1)),
        ("everyone", {"amount_of": "left"}, {"staff": 5}, "eligible", ("amount", 3, 3)),
        ("everyone", {"table": "some", "by": "form"}, {"form": "firm"}, "ineligible", ("amount", 0, 0)),
        ("everyone", {"table": "some", "by": "form"}, {"form": "club"}, "eligible", ("unstated", None, None)),
        (
            "everyone",
            {"table": "both", "by": ["form", "place"]},
            {"form": "club", "place": "city"},
            "ineligible",
            ("amount", 0, 0),
        ),
        (
            "everyone",
            {"bands": "staff", "steps": [{"below": 9, "then": 5}, {"then": "not_eligible"}], "marginal": False},
            {"staff": 9},
            "ineligible",
            ("amount", 0, 0),
        ),
        ("everyone", {"cases": [{"otherwise": "not_eligible"}]}, {}, "eligible", ("amount", 0, 0)),
    ],
)
def test_a_case_may_be_unstated_or_rule_applicants_out(
    when: Any, ceiling: Any, answers: dict[str, Any], verdict: str | None, figures: tuple[object, ...]
) -> None:
    """What is unstated has no figure, and while it may be, no upper end; who comes to `not_eligible` is not."""
    left = {"cases": [{"when": {"staff": {"less_than": 50}}, "then": 3}, {"otherwise": "not_eligible"}]}
    some = {"club": "unstated", "firm": "not_eligible", "otherwise": 2}
    both = {"club": {"city": "not_eligible", "otherwise": 1}, "otherwise": 2}
    file = policies(FACTS, when, ceiling, amounts={"left": left}, tables={"some": some, "both": both})
    result = assess(file, answers).programs[0]
    assert result.verdict == verdict
    assert (result.ceiling.kind, result.ceiling.low, result.ceiling.high) == figures


def test_a_dated_amount_is_that_of_the_day() -> None:
    """Each value from its day on, and the first before that, too."""
    values = [{"from": "2020-01-01", "value": 5}, {"from": "2021-01-01", "value": 6}]
    file = policies(FACTS, ceiling={"amount_of": "rate"}, amounts={"rate": values})
    days = ("2019-12-31", "2020-12-31", "2021-01-01")
    assert [assess(file, {}, date.fromisoformat(day)).programs[0].ceiling.high for day in days] == [5, 5, 6]
    assert len(written_parts(file.amounts["rate"])) == 2


def test_what_is_written_of_a_node_is_not_what_it_means() -> None:
    """Bands are written with an amount, limits and rates; lookups with their keys; rows stand in their table."""
    amounts = {
        "banded": {"bands": "revenue", "steps": [{"up_to": 100, "rate": 20}, {"rate": 5}], "marginal": True},
        "looked_up": {"table": "sizes", "by": ["form", "staff"]},
    }
    conditions = {"holds": {"text": "holds", "table": "holding", "by": "form"}}
    file = policies(FACTS, {"met": "holds"}, amounts=amounts, conditions=conditions, tables=TABLES)
    written = {name: written_parts(amount) for name, amount in file.amounts.items()}
    assert [len(parts) for parts in written.values()] == [4, 1]
    assert written_parts(file.conditions["holds"].condition) == ()
    assert file.tables["holding"].own_rows == {"club"}


@pytest.mark.parametrize(
    ("answers", "verdict", "high"),
    [
        ({"club": False}, "eligible", 30),  # counts as 3 members and a fee of 22
        ({"club": False, "members": 9, "fee": 9}, "eligible", 30),
        ({"club": True, "members": 2, "fee": 1}, "ineligible", 7),
        ({"club": True, "members": 4, "fee": 1}, "eligible", 11),
        ({"members": 3, "fee": 1}, "eligible", 30),
        ({"members": 2, "fee": 1}, "undetermined", 30),
    ],
)
def test_figures_that_are_not_asked_count_as_the_file_says(answers: dict[str, Any], verdict: str, high: int) -> None:
    """In conditions and in amounts, of numbers and of money; whatever was answered where nobody was to be asked."""
    facts = {
        "club": fact("boolean"),
        "members": fact("count", asked_if={"club": True}, otherwise=3),
        "fee": fact("money", asked_if={"club": True}, otherwise=22),
    }
    ceiling = {"sum": ["fee", 2, {"amount": 2, "per": "members"}]}
    result = assess(policies(facts, {"members": {"at_least": 3}}, ceiling), answers).programs[0]
    assert (result.verdict, result.ceiling.high) == (verdict, high)
