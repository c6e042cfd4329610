"""Values in words: exact, in both languages, in the form that readers of each expect."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from iotcheck.errors import Location
from iotcheck.model import Fact, FactType, Text
from iotcheck.texts.values import answer, day, fact_value, listing, money, number, number_span, span
from iotcheck.values import Number, Value, parse_money, parse_number
from tests.small import document, loaded, yaml_text


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        (0, "0 元", "0 yuan"),
        (3_000, "3,000 元", "3,000 yuan"),
        (12_345, "12,345 元", "12,345 yuan"),
        (42_500, "4.25 万元", "42,500 yuan"),
        (1_000_000, "100 万元", "1,000,000 yuan"),
        (99_000_000, "9,900 万元", "99,000,000 yuan"),
        (120_000_000, "1.2 亿元", "120,000,000 yuan"),
        (123_450_000, "12,345 万元", "123,450,000 yuan"),
        (-30_000, "-3 万元", "-30,000 yuan"),
        (Fraction(1, 2), "0.5 元", "0.5 yuan"),
        (Fraction(10_000, 3), "10,000/3 元", "10,000/3 yuan"),
    ],
)
def test_money_is_exact_in_the_units_of_its_language(amount: Number, chinese: str, english: str) -> None:
    """Chinese counts in 万 and 亿 where two decimals say the amount exactly; nothing is rounded."""
    assert (money("zh", amount, "CNY"), money("en", amount, "CNY")) == (chinese, english)
    if isinstance(amount, int):
        assert parse_money(chinese) == amount


def test_other_currencies_go_by_their_code() -> None:
    """A code stands before the figure in both languages."""
    assert {money(language, 1_500_000, "USD") for language in ("zh", "en")} == {"USD 1,500,000"}
    assert span("en", 1, 20_000, "USD") == "USD 1 to 20,000"


@pytest.mark.parametrize(
    ("low", "high", "chinese", "english"),
    [
        (80_000, 7_920_000, "8 万至 792 万元", "80,000 to 7,920,000 yuan"),
        (3_000, 7_920_000, "3,000 元至 792 万元", "3,000 to 7,920,000 yuan"),
        (300, 900, "300 至 900 元", "300 to 900 yuan"),
        (80_000, 80_000, "8 万元", "80,000 yuan"),
        (80_000, None, "8 万元或更多", "80,000 yuan or more"),
        (None, 80_000, "不超过 8 万元", "at most 80,000 yuan"),
        (None, None, "还不能确定的金额", "an amount not known yet"),
    ],
)
def test_intervals_of_money_name_both_ends(low: int | None, high: int | None, chinese: str, english: str) -> None:
    """A unit that both ends share is said once; an open end is said, not hidden."""
    assert (span("zh", low, high, "CNY"), span("en", low, high, "CNY")) == (chinese, english)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (1_234_567, "1,234,567"),
        (Fraction(21, 5), "4.2"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(2_000_001, 2), "1,000,000.5"),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_numbers_are_exact(value: Number, text: str) -> None:
    """A decimal where one says it, else a fraction; what is a decimal can be typed in again."""
    assert number(value) == text
    assert "/" in text or parse_number(text) == value


def test_number_spans_name_their_open_ends() -> None:
    """Plain numbers have the same forms as money."""
    ends = [(1, 99), (1, None), (None, 99), (None, None)]
    assert [number_span("en", low, high) for low, high in ends] == ["1 to 99", "at least 1", "at most 99", "any number"]


def test_days_are_written_out() -> None:
    """The month by its name or its character: 2019-05-06 and 2019-06-05 cannot be mistaken."""
    assert (day("zh", date(2019, 5, 6)), day("en", date(2019, 5, 6))) == ("2019年5月6日", "6 May 2019")


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ("branch|branches", 1, "1 branch"),
        ("branch|branches", 2, "2 branches"),
        ("child | children", 0, "0 children"),
        ("box", 2, "2 box"),  # whoever writes one form alone gets no other
        ("%", 3, "3 %"),
        ("项", 2, "2 项"),
    ],
)
def test_a_unit_has_the_forms_that_its_file_gives_it(unit: str, value: int, text: str) -> None:
    """No plural is guessed of a word that the program does not know; what is shown is understood when typed."""
    counted = {"type": "count", "ask": "How many?", "label": "N", "unit": unit}
    asked = loaded(yaml_text(document({"n": counted}))).facts["n"]
    assert fact_value("en", asked, value, "CNY") == text
    assert asked.parse(text) == value


def fact(kind: FactType, **fields: Any) -> Fact:
    text = Text(by_language={"zh": "标签", "en": "Label"})
    return Fact(id="it", type=kind, ask=text, label=text, location=Location("test"), **{"choices": {}, **fields})


CHOICES = {
    "a": Text(by_language={"zh": "甲", "en": "First"}),
    "b": Text(by_language={"zh": "乙", "en": "Second"}),
}
UNIT = Text(by_language={"zh": "项", "en": "project"})
UNITS = Text(by_language={"zh": "项", "en": "projects"})


@pytest.mark.parametrize(
    ("one", "value", "chinese", "english"),
    [
        (fact(FactType.BOOLEAN), True, "是", "yes"),
        (fact(FactType.BOOLEAN), False, "否", "no"),
        (fact(FactType.CHOICE, choices=CHOICES), "b", "乙", "Second"),
        (fact(FactType.CHOICES, choices=CHOICES), ("a", "b"), "甲、乙", "First, Second"),
        (fact(FactType.CHOICES, choices=CHOICES), (), "一项也没有", "none of them"),
        (fact(FactType.COUNT, unit=UNIT, units=UNITS), 2, "2 项", "2 projects"),
        (fact(FactType.NUMBER), Fraction(1, 4), "0.25", "0.25"),
        (fact(FactType.MONEY), 4_200_000, "420 万元", "4,200,000 yuan"),
        (fact(FactType.DATE), date(2020, 2, 29), "2020年2月29日", "29 February 2020"),
        (fact(FactType.DATE), None, "不知道", "don't know"),
    ],
)
def test_a_fact_says_its_value_by_labels(one: Fact, value: Value | None, chinese: str, english: str) -> None:
    """Ids never show; don't know is said."""
    assert (fact_value("zh", one, value, "CNY"), fact_value("en", one, value, "CNY")) == (chinese, english)


def test_not_asked_is_not_dont_know() -> None:
    """A fact that is absent from the answers was never asked."""
    one = fact(FactType.BOOLEAN)
    said = [answer("en", one, answers, "CNY") for answers in ({}, {"it": None}, {"it": True})]
    assert said == ["not asked", "don't know", "yes"]


def test_lists_end_as_sentences_do() -> None:
    """One word stands alone; the last of several may have its and or or."""
    assert [listing("zh", ["甲", "乙", "丙"]), listing("zh", ["甲", "乙", "丙"], "or")] == ["甲、乙、丙", "甲、乙或丙"]
    assert [listing("en", ["a"], "and"), listing("en", ["a", "b", "c"], "and")] == ["a", "a, b and c"]
