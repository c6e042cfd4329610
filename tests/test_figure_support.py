"""Figures of a policy file held against what its quotes say: which words speak for which figure, and on which side."""

from typing import Any

import pytest

from iotcheck.authoring.lint import lint
from iotcheck.loader import load
from tests.samples import laid_over

FACTS = """facts:
  rate:
    type: number
    ask: {zh: 比例, en: "Rate"}
    label: {zh: 比例, en: Rate}
    unit: {zh: "%", en: "%"}
  months:
    type: count
    ask: {zh: 月数, en: "Months"}
    label: {zh: 月数, en: Months}
    unit: {zh: 个月, en: month|months}
"""
PROGRAM = "programs:\n  new-grant:\n    title: {zh: 新资助, en: New grant}\n    support: grant\n    editions:\n"


def doubts(rule: str, quote: str, ceiling: str = "none", reading: str = "") -> list[str]:
    """Return what lint says of the figures of a condition and a ceiling that rest on one quote."""
    read = f', reading: {{zh: "{reading}", en: "{reading}"}}' if reading else ""
    text = laid_over(
        f"{FACTS}{PROGRAM}"
        "      - status: in_force\n        confidence: official\n"
        f"        when: {{{rule}}}\n        ceiling: {ceiling}\n"
        f'        source: {{document: measures-2024, quote: "{quote}"{read}}}\n'
    )
    found: list[Any] = lint(load(text.encode(), "policies.yaml"))
    return [problem.code for problem in found if problem.code.startswith("figure")]


@pytest.mark.parametrize(
    ("rule", "quote"),
    [
        ("staff: {at_least: 20}", "职工20人以上的企业"),
        ("staff: {at_least: 20}", "职工不少于二十人的企业"),
        ("staff: {more_than: 20}", "职工超过20人"),
        ("staff: {at_most: 20}", "with up to twenty employees"),
        ("staff: {less_than: 20}", "fewer than 20 employees"),
        ("staff: {between: [5, 20]}", "职工5至20人"),
        ("staff: 20", "职工20人"),
        ("not: {staff: {at_least: 20}}", "职工不满20人"),
        ("not: {staff: {at_least: 20}}", "职工20人以上的企业除外"),
        ("growth: {more_than: 0.5}", "增速高于0.5%"),
        ("rate: {at_least: 20}", "at least one fifth of it"),
        ("rate: {at_least: 20}", "比例不低于百分之二十"),
        ("rate: {at_least: 50}", "按不少于1:2的比例"),
        ("months: {at_least: 24}", "经营满两年"),
        ("months: {at_least: 24}", "for at least 24 months"),
        ("founded: {years_before: 2}", "成立满24个月"),
        ("founded: {years_before: 2}", "成立2年以上"),
        ("not: {founded: {years_before: 2}}", "成立不满两年"),
        ("founded: {on_or_after: 2022-01-01}", "2022年1月1日以后成立"),
        ("founded: {on_or_after: 2022-01-01}", "2021年12月31日后成立"),
        ("founded: {on_or_after: 2022-01-01}", "founded since 2022"),
        ("founded: {before: 2022-01-01}", "founded before 2022"),
        ("founded: {before: 2022-01-01}", "2021年12月底前成立"),
        ("founded: {before: 2022-01-01}", "不晚于2021年12月31日成立"),
        ("revenue: {at_least: 1000万元}", "营业收入1000万元以上"),
        ("revenue: {at_least: 1000万元}", "营业收入一千万元（含）以上"),
        ("revenue: {at_least: 1000万元}", "revenue of at least CNY 10 million"),
        ("rd_spend: {at_least: {percent: 5, of: revenue}}", "研发费用占营业收入5%以上"),
        ("at_least: {count: 2, of: [{registered: true}, {size: small}, {size: large}]}", "符合两项以上的"),
        ("staff: {at_least: 1}", "有职工的企业"),  # at least one is what any is
        ("revenue: {more_than: 0}", "有营业收入的企业"),
    ],
)
def test_words_that_say_what_the_rule_says(rule: str, quote: str) -> None:
    """In either language, in digits or words, from either side of a day."""
    assert doubts(rule, quote) == []


@pytest.mark.parametrize(
    ("rule", "quote", "code"),
    [
        ("staff: {at_least: 20}", "职工200人以上的企业", "figure-not-in-quote"),
        ("staff: {at_least: 20}", "营业收入20万元以上", "figure-not-in-quote"),  # of another kind
        ("staff: {at_least: 20}", "第20条所称企业", "figure-not-in-quote"),
        ("staff: {more_than: 20}", "职工20人以上的企业", "figure-direction"),
        ("staff: {at_least: 20}", "职工超过20人", "figure-direction"),
        ("staff: {at_most: 20}", "职工不少于20人", "figure-direction"),
        ("staff: {at_most: 20}", "fewer than 20 employees", "figure-direction"),
        ("not: {staff: {at_least: 20}}", "职工20人以上的企业", "figure-direction"),
        ("staff: {at_least: 20}", "职工20人（不含）以上", "figure-direction"),
        ("rate: {at_least: 20}", "at least 20 employees", "figure-not-in-quote"),
        ("founded: {years_before: 2}", "成立满2个月", "figure-not-in-quote"),
        ("founded: {on_or_after: 2022-01-01}", "2022年1月2日以后成立", "figure-not-in-quote"),
        ("founded: {on_or_after: 2022-01-02}", "founded on or after 1 January 2022", "figure-not-in-quote"),
        ("founded: {on_or_after: 2022-01-01}", "2022年1月1日前成立", "figure-direction"),
        ("founded: {before: 2022-01-01}", "founded in 2021", "figure-not-in-quote"),
        ("revenue: {at_least: 1000万元}", "营业收入1000元以上", "figure-not-in-quote"),
        ("revenue: {at_least: 1000万元}", "revenue of at least GBP 10 million", "figure-not-in-quote"),
        (
            "at_least: {count: 3, of: [{registered: true}, {size: small}, {size: large}]}",
            "符合两项",
            "figure-not-in-quote",
        ),
        ("compare: {amount: revenue, at_least: 3}", "", "figure-not-in-quote"),
    ],
)
def test_words_that_say_something_else(rule: str, quote: str, code: str) -> None:
    """Another figure, one of another kind or currency, another side, the figure itself in or out."""
    assert doubts(rule, quote or "企业") == [code]


@pytest.mark.parametrize(
    ("ceiling", "quote", "found"),
    [
        ("300万元", "最高300万元", []),
        ("300万元", "给予300万元", []),
        ("300万元", "不少于300万元", ["figure-direction"]),
        ("{least: [{percent: 30, of: rd_spend}, 300万元]}", "按研发费用的30%，最高300万元", []),
        ("{greatest: [{percent: 30, of: rd_spend}, 300万元]}", "按研发费用的30%，最高300万元", ["figure-direction"]),
        ("{greatest: [{percent: 30, of: rd_spend}, 5万元]}", "按研发费用的30%，不低于5万元", []),
        ("{percent: 60, of: rd_spend}", "按60%–80%的比例", []),
        ("{quotient: [rd_spend, 20]}", "one in twenty", []),
        ("{amount: 1万元, per: {quotient: [staff, 100]}}", "每满100人奖励1万元", []),
        ("{amount: 2000元, per: 12}", "每月2000元", ["figure-not-in-quote"]),
        (
            "{bands: revenue, steps: [{up_to: 1000万元, rate: 20}, {rate: 5}], marginal: true}",
            "1000万元以下的按20%，超过1000万元的部分按5%",
            [],
        ),
        (
            "{bands: revenue, steps: [{below: 1000万元, rate: 20}, {rate: 5}], marginal: true}",
            "1000万元以下的按20%，超过1000万元的部分按5%",
            ["figure-direction"],
        ),
    ],
)
def test_figures_of_ceilings(ceiling: str, quote: str, found: list[str]) -> None:
    """A ceiling is a most, and a least of several a cap; shares count hundredths."""
    assert doubts("registered: true", quote, ceiling) == found


def test_a_reading_says_what_the_quote_does_not() -> None:
    """It must name the figure, so that another one is noticed as before."""
    assert doubts("registered: true", "每月2000元", "{amount: 2000元, per: 12}", "一年按12个月计算") == []
    assert doubts("registered: true", "每月2000元", "{amount: 2000元, per: 13}", "一年按12个月计算") == [
        "figure-not-in-quote"
    ]


def test_what_the_author_read_decides_the_side() -> None:
    """A figure that a quote names without a side agrees with any operator; the reading beside it with one alone."""
    quote, reading = "5年期", "不超过5年"
    assert doubts("months: {at_most: 60}", quote, reading=reading) == []
    assert doubts("months: {at_least: 60}", quote) == []
    assert doubts("months: {at_least: 60}", quote, reading=reading) == ["figure-direction"]


def test_what_has_a_name_rests_on_what_it_cites_itself() -> None:
    """A named condition with a citation of its own is not held to the quotes of the editions that use it."""
    named = "conditions:\n  many: {{text: {{zh: 多, en: many}}, {source}staff: {{at_least: 50}}}}\n"
    own = named.format(source="source: {document: measures-2024, section: 第三条}, ")
    assert not _codes(own, "met: many", "最高20人")
    assert _codes(named.format(source=""), "met: many", "最高20人") == ["figure-not-in-quote"]
    assert not _codes(named.format(source=""), "met: many", "职工50人以上")


def _codes(sections: str, rule: str, quote: str) -> list[str]:
    text = laid_over(
        f"{sections}{PROGRAM}"
        f"      - status: in_force\n        confidence: official\n        when: {{{rule}}}\n        ceiling: none\n"
        f'        source: {{document: measures-2024, quote: "{quote}"}}\n'
    )
    return [one.code for one in lint(load(text.encode(), "policies.yaml")) if one.code.startswith("figure")]


@pytest.mark.parametrize("piece", ["A/", "1,", "一", "不超过", "-", "“十", "one ", "2024-"])
def test_a_quote_without_end_is_read_in_part(piece: str) -> None:
    """However long and odd it is, what stands first is read."""
    assert doubts("staff: {at_least: 20}", f"职工20人以上；{piece * 20_000}") == []
