"""Rules in words: every construct of the format, in both languages, and on random files."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from iotcheck.engine import Report, assess
from iotcheck.loader import load
from iotcheck.model import Edition, PolicySet
from iotcheck.texts import ceilings
from iotcheck.texts.rules import Rules
from iotcheck.values import Value
from tests.small import fact, policies
from tests.strategies import policy_sets

SECOND = Path(__file__).parent / "data" / "second" / "policies.yaml"
FACTS = {
    "form": fact("choice", "company club person"),
    "works": fact("choices", "old new free"),
    "here": fact("boolean"),
    "age": fact("choice", "old new"),
    "staff": fact("count", unit="person|people"),
    "revenue": fact("money"),
    "score": fact("number"),
    "founded": fact("date"),
}


TRUTHS = {
    "homely": {"text": "keeps a home here", "rows": {"person": True, "otherwise": False}},
    "nameless": {"company": True, "club": True, "otherwise": False},
    "usual": {"text": "usual age", "choices": "age", "rows": {"person": "old", "otherwise": "new"}},
}
TABLES = {
    "rates": {"company": "1万元", "otherwise": 0},
    "sizes": {
        "limits": {"few": {"up_to": 9}, "some": {"below": 50}},
        "rows": {"company": {"few": 10, "some": 20, "otherwise": 30}, "otherwise": 5},
    },
    "worded": {"text": "rent", "rows": {"club": 7, "otherwise": 8}},
    "degrees": {"limits": {"low": {"below": 5}}, "rows": {"low": 7, "otherwise": 8}},
}


@pytest.fixture(scope="module", name="second")
def load_second() -> PolicySet:
    return load(SECOND.read_bytes(), str(SECOND))


@pytest.mark.parametrize(
    ("condition", "phrase"),
    [
        ({"form": "company"}, "form: The company"),
        ({"form": ["company", "club"]}, "form: The company or The club"),
        ({"form": {"none_of": ["person"]}}, "form: not The person"),
        ({"form": {"none_of": ["club", "person"]}}, "form: none of The club, The person"),
        ({"works": "new"}, "works: includes The new"),
        ({"works": ["new", "free"]}, "works: includes The new or The free"),
        ({"works": ["old", "new", "free"]}, "works: at least one"),
        ({"works": {"none_of": ["old"]}}, "works: does not include The old"),
        ({"works": {"none_of": ["old", "new"]}}, "works: includes none of The old, The new"),
        ({"works": {"none_of": ["old", "new", "free"]}}, "works: none"),
        ({"works": {"includes_all": ["old"]}}, "works: includes The old"),
        ({"works": {"includes_all": ["old", "new"]}}, "works: includes all of The old, The new"),
        ({"here": True}, "here: yes"),
        ({"here": [True, False]}, "here: yes or no"),
        ({"staff": [1, 2]}, "staff: 1 person or 2 people"),
        ({"staff": {"at_least": 10}}, "staff: at least 10 people"),
        ({"score": {"less_than": "0.5"}}, "score: less than 0.5"),
        ({"score": {"more_than": {"quotient": ["staff", 3]}}}, "score: more than staff ÷ 3"),
        ({"revenue": {"at_most": "5000"}}, "revenue: at most 5,000 yuan"),
        ({"revenue": {"between": ["1万元", "5万元"]}}, "revenue: from 10,000 yuan to 50,000 yuan (inclusive)"),
        ({"founded": "2020-02-29"}, "founded: 29 February 2020"),
        ({"founded": {"after": "2020-02-29"}}, "founded: after 29 February 2020"),
        ({"founded": {"on_or_before": "2020-02-29"}}, "founded: on or before 29 February 2020"),
        (
            {"founded": {"between": ["2020-02-28", "2020-02-29"]}},
            "founded: from 28 February 2020 to 29 February 2020 (inclusive)",
        ),
        ({"founded": {"in_year": 2020}}, "founded: in 2020"),
        ({"founded": {"in_year": "last"}}, "founded: in the calendar year before the assessment date (2019)"),
        ({"founded": {"in_year": "this"}}, "founded: in the calendar year of the assessment date (2020)"),
        (
            {"founded": {"months_before": 1}},
            "founded: at least 1 full month before the assessment date (no later than 15 May 2020)",
        ),
        (
            {"founded": {"days_before": 2}},
            "founded: at least 2 days before the assessment date (no later than 13 June 2020)",
        ),
        ({"founded": {"on_or_after": "2020-02-29"}}, "founded: on or after 29 February 2020"),
        ({"founded": {"before": "2020-02-29"}}, "founded: before 29 February 2020"),
        (
            {"founded": {"years_before": 1}},
            "founded: at least one full year before the assessment date (no later than 15 June 2019)",
        ),
        (
            {"compare": {"amount": {"difference": ["revenue", "3000"]}, "more_than": "0"}},
            "the part of revenue above 3,000 yuan: more than 0 yuan",
        ),
        ({"not": {"here": True}}, "here: no"),
        ({"not": {"form": "company"}}, "not: form: The company"),
        ({"not": {"here": True, "text": "is here"}}, "not: is here"),
        ({"all": [{"here": True}]}, "here: yes"),
        ({"all": [{"here": True}, {"form": "club"}]}, "here: yes, and form: The club"),
        (
            {"any": [{"here": True}, {"form": "club"}, {"all": [{"here": False}, {"form": "person"}]}]},
            "here: yes; form: The club; or (here: no, and form: The person)",
        ),
        (
            {"at_least": {"count": 2, "of": [{"here": True}, {"form": "club"}, {"works": "new"}]}},
            "at least 2 of: here: yes; form: The club; works: includes The new",
        ),
        ({"met": "settled"}, "settled in the city"),
        ({"met": "settled", "text": "lives here"}, "lives here"),
        ({"confirm": "Is it so"}, "to confirm: Is it so"),
        ({"table": "homely", "by": "form"}, "form: keeps a home here"),
        ({"table": "nameless", "by": "form"}, "form: The company or The club"),
        ({"table": "usual", "by": "form", "equals": "old"}, "usual age by form: The old"),
        ({"table": "usual", "by": "form", "equals": "age"}, "usual age by form: same as age"),
        ("everyone", "open to everyone, no conditions"),
    ],
)
def test_a_condition_in_one_line(condition: Any, phrase: str) -> None:
    """The author's words, or else what the rule says, by labels and with units."""
    settled = {"settled": {"here": True, "text": "settled in the city"}}
    small = policies(FACTS, condition, conditions=settled, tables=TRUTHS)
    assert Rules(small, "en", small.as_of).phrase(when(small)) == phrase


@pytest.mark.parametrize(
    ("amount", "formula"),
    [
        ("300万元", "up to 3,000,000 yuan"),
        (3000, "up to 3,000 yuan"),
        ("revenue", "up to revenue"),
        ({"amount": "1万元", "per": "staff"}, "up to 10,000 yuan per person × staff"),
        ({"amount": "staff", "per": "1万元"}, "up to 10,000 yuan per person × staff"),
        ({"amount": "staff", "per": "staff"}, "up to staff per person × staff"),
        ({"amount": "1万元", "per": "score"}, "up to 10,000 yuan × score"),
        ({"quotient": ["revenue", 3]}, "up to revenue ÷ 3"),
        ({"amount": "staff", "per": {"quotient": ["revenue", 3]}}, "up to (revenue ÷ 3) per person × staff"),
        (
            {"amount": "staff", "per": {"cases": [{"when": {"here": True}, "then": "1万元"}, {"otherwise": 0}]}},
            "up to (10,000 yuan if here: yes; otherwise 0 yuan) per person × staff",
        ),
        ({"percent": 5, "of": "revenue"}, "up to 5% of revenue"),
        ({"percent": "score", "of": "revenue"}, "up to score% of revenue"),
        ({"amount_of": "half"}, "up to revenue ÷ 2"),
        ({"percent": 5, "of": {"amount_of": "half"}}, "up to 5% of (revenue ÷ 2)"),
        ({"sum": ["revenue", {"amount": 5, "per": "staff"}]}, "up to revenue + 5 yuan per person × staff"),
        ({"least": [{"percent": 5, "of": "revenue"}, "1万元"]}, "up to 5% of revenue, at most 10,000 yuan"),
        ({"greatest": ["1万元", "revenue"]}, "up to revenue, at least 10,000 yuan"),
        ({"least": ["revenue", {"amount_of": "half"}]}, "up to the smallest of: revenue; revenue ÷ 2"),
        ({"greatest": ["revenue", 5, 6]}, "up to the largest of: revenue; 5 yuan; 6 yuan"),
        ({"difference": ["revenue", "1万元"]}, "up to the part of revenue above 10,000 yuan"),
        (
            {"cases": [{"when": {"here": True}, "then": "1万元"}, {"otherwise": 0}]},
            "up to: 10,000 yuan if here: yes; otherwise 0 yuan",
        ),
        (
            {"percent": {"cases": [{"when": {"here": True}, "then": 5}, {"otherwise": 3}]}, "of": "revenue"},
            "up to (5 if here: yes; otherwise 3)% of revenue",
        ),
        ({"table": "rates", "by": "form"}, "up to, by form: The company 10,000 yuan; others 0 yuan"),
        (
            {"round": {"percent": 5, "of": "revenue"}, "to": "1000元", "how": "half_up"},
            "up to 5% of revenue, rounded to the nearest multiple of 1,000 yuan",
        ),
        (
            {"amount": "1万元", "per": {"round": {"quotient": ["staff", 100]}, "to": 1, "how": "down"}},
            "up to 10,000 yuan × (staff ÷ 100, rounded down)",
        ),
        (
            {"bands": "revenue", "steps": [{"up_to": "1万元", "rate": 20}, {"rate": 5}], "marginal": True},
            "up to, in slices of revenue: 20% up to 10,000 yuan; 5% of the rest",
        ),
        (
            {"bands": "staff", "steps": [{"below": 10, "then": "1万元"}, {"then": "2万元"}], "marginal": False},
            "up to, by staff: below 10 people: 10,000 yuan; otherwise: 20,000 yuan",
        ),
        (
            {
                "least": [
                    "5元",
                    {"bands": "revenue", "steps": [{"below": 9, "rate": "score"}, {"rate": 5}], "marginal": False},
                ]
            },
            "up to (by revenue: below 9 yuan: score% of the whole amount; otherwise: 5% of the whole amount)"
            ", at most 5 yuan",
        ),
        (
            {"bands": "revenue", "steps": [{"rate": 5}], "marginal": True},
            "up to, in slices of revenue: 5%",
        ),
        (
            {"table": "sizes", "by": ["form", "staff"]},
            "up to, by form: The company "
            "(by staff: up to 9 people: 10 yuan; below 50 people: 20 yuan; others 30 yuan); others 5 yuan",
        ),
        ({"table": "worded", "by": "form"}, "up to, rent (by form: The club 7 yuan; others 8 yuan)"),
        ({"table": "degrees", "by": {"sum": ["score", 1]}}, "up to, by (score + 1): below 5: 7 yuan; others 8 yuan"),
        (
            {"cases": [{"when": {"here": True}, "then": "unstated"}, {"otherwise": "not_eligible"}]},
            "up to: amount not stated if here: yes; otherwise not eligible",
        ),
        ("unstated", "amount not stated"),
        ("none", "no funding mentioned"),
    ],
)
def test_a_ceiling_as_a_formula(amount: Any, formula: str) -> None:
    """Money first, by the unit it is counted in; caps and floors as people say them."""
    named = {"half": {"quotient": ["revenue", 2]}}
    small = policies(FACTS, "everyone", amount, amounts=named, tables=TABLES)
    assert ceilings.ceiling_rule(small, "en", edition(small)) == formula


@pytest.mark.parametrize(
    ("amount", "answers", "said"),
    [
        ("300万元", {}, "up to 3,000,000 yuan"),
        ({"amount": "1万元", "per": "staff"}, {"staff": 2}, "up to 10,000 yuan per person × 2 = 20,000 yuan"),
        ({"amount": "1万元", "per": "staff"}, {}, "up to 10,000 yuan per person; staff not known"),
        ({"amount": "1万元", "per": "score"}, {}, "not known yet, depends on: score"),
        ({"percent": 50, "of": "revenue"}, {"revenue": 33}, "up to 50% of 33 yuan ≈ 16 yuan (rounded down)"),
        (
            {"least": ["revenue", "1万元"]},
            {"revenue": 30_000},
            "up to 30,000 yuan, at most 10,000 yuan = 10,000 yuan",
        ),
        ({"least": ["revenue", "1万元"]}, {"staff": 3}, "up to 10,000 yuan, depending on: revenue"),
        ({"difference": ["revenue", "1万元"]}, {"revenue": 30_000}, "up to 30,000 yuan − 10,000 yuan = 20,000 yuan"),
        (
            {"difference": ["revenue", "1万元"]},
            {"revenue": 5},
            "up to the part of 5 yuan above 10,000 yuan = 0 yuan",
        ),
        ({"amount": "1万元", "per": {"least": ["staff", 5]}}, {}, "up to 50,000 yuan, depending on: staff"),
        (
            {"cases": [{"when": {"here": True}, "then": {"percent": 5, "of": "revenue"}}, {"otherwise": 0}]},
            {"here": True, "revenue": 200},
            "up to 5% of 200 yuan = 10 yuan",
        ),
        (
            {"amount": {"table": "rates", "by": "form"}, "per": "staff"},
            {"form": "company", "staff": 3},
            "up to 10,000 yuan per person × 3 = 30,000 yuan",
        ),
        ({"amount_of": "half"}, {"revenue": 8}, "up to 8 yuan ÷ 2 = 4 yuan"),
        ({"table": "sizes", "by": ["form", "staff"]}, {"form": "company", "staff": 9}, "up to 10 yuan"),
        (
            {"table": "sizes", "by": ["form", "staff"]},
            {"form": "company"},
            "up to 10 to 30 yuan, depending on: staff",
        ),
        ({"percent": {"table": "degrees", "by": "score"}, "of": 500}, {"score": 2}, "up to 7% of 500 yuan = 35 yuan"),
        (
            {"greatest": [{"cases": [{"when": {"here": True}, "then": 2}, {"otherwise": 1}]}, 7]},
            {},
            "up to 1 to 2 yuan, at least 7 yuan = 7 yuan",
        ),
        ({"greatest": ["revenue", {"amount_of": "half"}]}, {}, "not known yet, depends on: revenue"),
        (
            {"round": {"percent": 5, "of": "revenue"}, "to": "1000元", "how": "down"},
            {"revenue": 39_990},
            "up to 5% of 39,990 yuan, rounded down to a multiple of 1,000 yuan = 1,000 yuan",
        ),
        (
            {"bands": "revenue", "steps": [{"up_to": "1万元", "rate": 20}, {"rate": 5}], "marginal": True},
            {"revenue": 15_000},
            "up to 20% of 10,000 yuan + 5% of 5,000 yuan = 2,250 yuan",
        ),
        (
            {"bands": "revenue", "steps": [{"up_to": "1万元", "rate": 20}, {"rate": 5}], "marginal": True},
            {"revenue": 0},
            "up to 20% of 0 yuan = 0 yuan",
        ),
        (
            {"bands": "revenue", "steps": [{"up_to": "1万元", "rate": 20}, {"rate": 5}], "marginal": False},
            {"revenue": 15_000},
            "up to 5% of 15,000 yuan = 750 yuan",
        ),
        (
            {"bands": "staff", "steps": [{"below": 10, "then": "1万元"}, {"then": "2万元"}], "marginal": False},
            {"staff": 10},
            "up to 20,000 yuan",
        ),
        (
            {"bands": "staff", "steps": [{"below": 10, "then": "1万元"}, {"then": "2万元"}], "marginal": False},
            {},
            "up to 10,000 to 20,000 yuan, depending on: staff",
        ),
        (
            {"greatest": [7, {"least": [6, {"amount": 5, "per": {"least": ["staff", 1]}}]}]},
            {},
            "up to 5 yuan × (staff, at most 1), at most 6 yuan, at least 7 yuan = 7 yuan",
        ),
    ],
)
def test_a_ceiling_with_its_computation(amount: Any, answers: dict[str, Value], said: str) -> None:
    """Known figures in their places, the result, and what an undecided one waits for."""
    named = {"half": {"quotient": ["revenue", 2]}}
    small = policies(FACTS, "everyone", amount, amounts=named, tables=TABLES)
    assert ceilings.ceiling(small, "en", assess(small, answers).programs[0].ceiling) == said


@pytest.mark.parametrize(
    ("program", "formula"),
    [
        (
            "research-grant",
            "最高为（研发支出，不超过 EUR 1,000,000）的（如员工少于250人且营业收入不超过5000万，为 35；"
            "否则为 20）%，不超过 EUR 300,000",
        ),
        ("seed-money", "最高：按所在区：老城区 EUR 10,000；港区 EUR 15,000；山区 EUR 20,000；海岛区 EUR 25,000"),
        ("doctor-hiring", "最高 EUR 12,000 × （招聘博士，不超过 5）"),
        ("inclusive-hiring", "最高 EUR 6,000 × （残疾员工超出（员工人数 ÷ 20）的部分）（每年，最多 3 年）"),
        ("energy-refit", "最高为设备费用的 30%，不超过 EUR 80,000，不低于 EUR 5,000"),
        (
            "patent-bonus",
            "最高：如专利数不低于 10，为 EUR 30,000；如专利数超过 3，为 EUR 2,500 × 专利数；否则为 EUR 2,000 × 专利数",
        ),
    ],
)
def test_formulas_in_chinese(second: PolicySet, program: str, formula: str) -> None:
    """Spaces stand beside figures and letters alone, never between two Chinese words."""
    assert ceilings.ceiling_rule(second, "zh", second.programs[program].editions[-1]) == formula


def test_what_a_name_stands_for_can_be_said(second: PolicySet) -> None:
    """Behind the author's words for a name stands what the rule says."""
    rules = Rules(second, "en")
    met = next(child for child in second.programs["studio-rent"].editions[0].when.children if child.name == "young")  # type: ignore[union-attr]
    assert (rules.phrase(met), rules.literal(met)) == (
        "founded less than five years ago",
        "not: Founded on: at least 5 full years before the assessment date",
    )


def test_a_tree_of_conditions_shows_what_names_stand_for(second: PolicySet) -> None:
    """Names and groups are followed by what they consist of; what adds nothing is not said."""
    rules = Rules(second, "zh", second.as_of)
    lines = rules.lines(second.programs["doctor-hiring"].editions[0].when or pytest.fail("no condition"))
    assert [("  " * line.depth + line.text, line.literal, len(line.sources)) for line in lines] == [
        ("同时符合下列条件", "", 0),
        ("  已登记且不欠税的组织", "", 1),
        ("    在海文登记的组织，不是个人", "", 1),
        ("      在海文登记：是", "", 0),
        ("      组织形式不是个人", "", 0),
        ("    欠缴税款：否", "", 0),
        ("  有研发活动", "符合下列条件之一", 1),
        ("    下列 3 项中至少符合 2 项", "", 0),
        ("      自有实验室：是", "", 0),
        ("      专利数不低于 3", "", 0),
        ("      研发人员不低于 5 人", "", 0),
        ("    研发支出不低于营业收入的 5%", "", 0),
        ("  招聘博士不低于 1 人", "", 0),
    ]


@given(policy_sets())
def test_every_rule_can_be_said(random: PolicySet) -> None:
    """Whatever a valid file states has words in both languages, on one line and as a tree, without a gap."""
    for language in ("zh", "en"):
        rules = Rules(random, language, random.as_of)
        for one in (edition for program in random.programs.values() for edition in program.editions):
            said = [ceilings.ceiling_rule(random, language, one)]
            if one.when is not None:
                said.append(rules.phrase(one.when))
                said.extend(line.text for line in rules.lines(one.when))
            assert all(phrase.strip() == phrase != "" for phrase in said)


@given(policy_sets())
def test_every_ceiling_can_be_computed_in_words(random: PolicySet) -> None:
    """The computation of any amount has words, however little is known."""
    report: Report = assess(random, {})
    assert all(ceilings.ceiling(random, "zh", program.ceiling) for program in report.programs)


def edition(small: PolicySet) -> Edition:
    return small.programs["program"].editions[0]


def when(small: PolicySet) -> Any:
    return edition(small).when


def _forms(first: list[Any], second: list[Any]) -> list[Any]:
    """Return every form of an amount over operands of two lists, and those of one operand over the first."""
    pairs = [(one, other) for one in first for other in second]
    operations = ("sum", "least", "greatest", "difference")
    built: list[Any] = [{operation: [*pair]} for operation in operations for pair in pairs]
    built += [{"cases": [{"when": {"here": True}, "then": one}, {"otherwise": other}]} for one, other in pairs]
    for one in first:
        built += [{"least": [one, 7]}, {"greatest": [one, 7]}, {"percent": 5, "of": one}, {"quotient": [one, 2]}]
    return built


@pytest.mark.parametrize("language", ["en", "zh"])
def test_amounts_of_different_structure_have_different_words(language: str) -> None:
    leaves: list[Any] = ["revenue", "score"]
    low = _forms(leaves, leaves)
    trees = list({str(one): one for one in [*low, *_forms(low, leaves), *_forms(leaves, low)]}.values())
    found = policies(FACTS, amounts={f"a{place}": tree for place, tree in enumerate(trees)})
    in_language = Rules(found, "en").formulas
    in_language.language = language
    by_words: dict[str, Any] = {}
    for place, tree in enumerate(trees):
        said = in_language.amount(found.amounts[f"a{place}"])
        assert said not in by_words, f"{tree} and {by_words[said]} are both {said!r}"
        by_words[said] = tree


def test_a_computation_keeps_what_a_case_capped_apart_from_what_is_added() -> None:
    ceiling = {
        "sum": [
            {"cases": [{"when": {"here": True}, "then": {"least": ["revenue", 150]}}, {"otherwise": 80}]},
            {"cases": [{"when": {"form": "club"}, "then": 25}, {"otherwise": 0}]},
        ]
    }
    report = assess(policies(FACTS, ceiling=ceiling), {"here": True, "form": "club", "revenue": 140})
    trace = report.programs[0].ceiling.trace
    assert trace is not None
    said = Rules(report.policies, "en").formulas.computation(trace)
    assert said == "(140 yuan, at most 150 yuan) + 25 yuan"


@pytest.mark.parametrize(
    ("ceiling", "said"),
    [
        ({"amount_of": "rate"}, "up to: 6 yuan if from 1 January 2021; otherwise 5 yuan"),
        ({"sum": [{"amount_of": "rate"}, 1]}, "up to (6 yuan if from 1 January 2021; otherwise 5 yuan) + 1 yuan"),
        (
            {"cases": [{"when": {"here": True}, "then": 1}, {"otherwise": {"amount_of": "rate"}}]},
            "up to: 1 yuan if here: yes; otherwise (6 yuan if from 1 January 2021; otherwise 5 yuan)",
        ),
        ({"range": [20_000, 2_000_000]}, "up to 20,000 to 2,000,000 yuan: the source gives only a range"),
    ],
)
def test_dated_values_are_kept_apart_as_cases_are(ceiling: Any, said: str) -> None:
    values = [{"from": "2020-01-01", "value": 5}, {"from": "2021-01-01", "value": 6}]
    small = policies(FACTS, "everyone", ceiling, amounts={"rate": values})
    assert ceilings.ceiling_rule(small, "en", edition(small)) == said
