"""How people write numbers, money, dates and yes or no, and what is refused, hostile input among it."""

from contextlib import AbstractContextManager
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.answers import parse_text
from iotcheck.model import Fact, FactType
from iotcheck.values import (
    BadValueError,
    Number,
    exact,
    parse_boolean,
    parse_count,
    parse_date,
    parse_iso_date,
    parse_money,
    parse_number,
    tidy,
)
from tests.small import fact, policies

NEVER_NUMBERS = (
    "|NaN|nan|inf|-Infinity|∞|1E+2000000|1e|e5|0x10|0b1|1_000|٣٤|१२|Ⅷ|²|½|一百|True|１Ｅ５"
    "|1,00|1,0000|,100|1,000,|1 00|1  000|1.000.000|1.|.5|--1|+-1|1-|5%|1/2|1:30"
)
NEVER_MONEY = (
    "元|万|¥|100美元|$100|100 dollars|五百万|两万|1亿2000万|100万元/项|10万-20万|<5万|3 00 元|3 万 万|1e3万|NaN万"
    "|300 dollars|欧元5"
)
TOO_LONG = "1234567890123456|999999999999999万|10000000亿|1000000000000000"
LEAP_DAY = "2020-02-29|2020-2-29|2020/2/29|2020.02.29|2020年2月29日|2020 年 2 月 29 号|20200229|２０２０年２月２９日"
LEAP_DAY += "|2020-02-29T00:00|2020-02-29 00:00:00|2020/2/29 0:00|2020-02-29T12:30:00.000|2020-02-29T00:00:00Z"
LEAP_DAY += "|29 February 2020|29 Feb 2020|29th Feb. 2020|Feb 29, 2020|FEBRUARY 29 2020|29-Feb-2020"
NO_SUCH_DAYS = "2019-02-29|1900-02-29|2020-13-01|2020-00-10|0000-01-01|20200230"
NEVER_DATES = (
    "|today|29.02.2020|02/29/2020|2020-02|2020|20-02-29|2020-W01-1|2020-060|2020--2-29"
    "|2020-02-29 noon|Feb 2020|29 Febru2020|29 Foo 2020|二〇二〇年二月|٢٠٢٠-٠٢-٢٩|2020-02-29万"
)


def refused(code: str) -> AbstractContextManager[object]:
    """Expect a value to be refused with a code."""
    return pytest.raises(BadValueError, match=f"^{code}$")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        (" -5 ", -5),
        ("+5", 5),
        ("0.5", Fraction(1, 2)),
        ("-0.50", Fraction(-1, 2)),
        ("1.0", 1),
        ("3,000,000", 3_000_000),
        ("1,234.5", Fraction(2469, 2)),
        ("017", 17),
        ("１２３", 123),
        ("１，０００．５", Fraction(2001, 2)),
        ("－３", -3),
        ("999999999999999", 10**15 - 1),
        ("0000000000000000000000000001", 1),
        ("0.000000000000001", Fraction(1, 10**15)),
        ("2.0E7", 20_000_000),
        ("1e+05", 100_000),
        ("5E-1", Fraction(1, 2)),
        ("20000000.000000000000000000", 20_000_000),
        ("3 000 000", 3_000_000),
        ("3\u202f000\u202f000.5", Fraction(6_000_001, 2)),
        ("1'000", 1000),
    ],
)
def test_numbers(text: str, number: Number) -> None:
    """Digits, a sign, thousands, a decimal point, in either width; whole numbers are ints."""
    found = parse_number(text)
    assert (found, type(found)) == (number, type(number))


@pytest.mark.parametrize("text", NEVER_NUMBERS.split("|"))
def test_what_is_no_number(text: str) -> None:
    """Nothing is guessed: neither other scripts nor other notations, nor what float() would take."""
    with refused("not-a-number"):
        parse_number(text)


TOO_LONG_NUMBERS = ["1234567890123456", "1.234567890123456", "0" * 31, "1" * 31, f"1{',000' * 5}", "1e15", "1e-40"]


@pytest.mark.parametrize("text", [*TOO_LONG_NUMBERS, "1" * 10**5])
def test_too_many_digits(text: str) -> None:
    """More than 15 digits are refused, and so is a long run of zeros, before anything is computed."""
    with refused("too-many-digits"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("100万元", 1_000_000),
        ("100 万元", 1_000_000),
        ("１００万元", 1_000_000),
        ("5亿元", 500_000_000),
        ("1.5亿", 150_000_000),
        ("3,000,000元", 3_000_000),
        ("3000000", 3_000_000),
        ("¥300万", 3_000_000),
        ("￥ 300万", 3_000_000),
        ("人民币300万元", 3_000_000),
        ("300万元人民币", 3_000_000),
        ("RMB 300", 300),
        ("300 rmb", 300),
        ("CNY 3,000", 3_000),
        ("3 million", 3_000_000),
        ("3 million yuan", 3_000_000),
        ("2.5 Billion Yuan", 2_500_000_000),
        ("5千元", 5_000),
        ("5百万", 5_000_000),
        ("3千万元", 30_000_000),
        ("2億元", 200_000_000),
        ("12萬", 120_000),
        ("-8万元", -80_000),
        ("0.005万元", 50),
        ("1.5元", Fraction(3, 2)),
        ("0", 0),
    ],
)
def test_money(text: str, amount: Number) -> None:
    """Units of the currency, exactly, with the units and signs that people write."""
    found = parse_money(text)
    assert (found, type(found)) == (amount, type(amount))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "not-money") for text in (*NEVER_NUMBERS.split("|"), *NEVER_MONEY.split("|"))),
        *((text, "too-many-digits") for text in TOO_LONG.split("|")),
    ],
)
def test_what_is_no_money(text: str, code: str) -> None:
    """Sums in words, ranges, other currencies, more than 15 digits."""
    with refused(code):
        parse_money(text)


def test_money_of_another_currency() -> None:
    """A file in another currency takes its own code, and no signs of the yuan."""
    assert parse_money("EUR 5 million", "EUR") == 5_000_000
    with refused("not-money"):
        parse_money("¥5", "EUR")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.000.000", 10**6),
        ("1.000.000,50 €", Fraction(2_000_001, 2)),
        ("1 000 000,5", Fraction(2_000_001, 2)),
        ("1.234,5", Fraction(2469, 2)),
        ("1,234", 1234),
        ("0,5 Mio", 500_000),
        ("1.5m", 1_500_000),
        ("0.125", Fraction(1, 8)),
        ("1234.567", Fraction(1234567, 1000)),
    ],
)
def test_decimal_commas_of_currencies_that_have_them(text: str, amount: Number) -> None:
    """A text that can only be one number is read, whichever sign its decimals have."""
    assert parse_money(text, "EUR") == amount


@pytest.mark.parametrize("text", ["1.000", "20.000 €", "1.234 m", "1,234 m", "EUR 1.500"])
def test_a_number_that_may_be_two_is_refused(text: str) -> None:
    """20.000 is twenty thousand in Berlin, and twenty in London; so is 1,234 million."""
    with refused("ambiguous-number"):
        parse_money(text, "EUR")


def test_in_no_currency_is_a_sum_written_with_a_third_decimal_that_is_zero() -> None:
    """2.000 is more likely two thousand; a computed 33.333 is what it says, and so is a multiple of 万元."""
    for text in ("2.000", "20.500元", "￥1.000"):
        with refused("ambiguous-number"):
            parse_money(text)
    assert parse_money("33.333") == Fraction(33333, 1000)
    assert parse_money("2.000万元") == 20_000


@pytest.mark.parametrize(
    ("text", "count"), [("3", 3), ("3项", 3), ("２ 个", 2), ("0", 0), ("3.0", 3), ("-1", -1), ("12 人", 12)]
)
def test_counts(text: str, count: int) -> None:
    """Whole numbers, perhaps with a measure word."""
    assert parse_count(text) == count


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.5", "not-whole"),
        ("1.000", "ambiguous-number"),
        ("10.000人", "ambiguous-number"),
        ("三", "not-a-number"),
        ("项", "not-a-number"),
        ("3项目", "not-a-number"),
    ],
)
def test_what_is_no_count(text: str, code: str) -> None:
    """Parts of a thing, and words."""
    with refused(code):
        parse_count(text)


@pytest.mark.parametrize("text", LEAP_DAY.split("|"))
def test_dates(text: str) -> None:
    """A day as people in China write it, leap days included."""
    assert parse_date(text) == date(2020, 2, 29)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "no-such-day") for text in NO_SUCH_DAYS.split("|")),
        *((text, "not-a-date") for text in NEVER_DATES.split("|")),
        *((text, "ambiguous-day") for text in ("5/1/2020", "05.01.2020", "1-2-20")),
    ],
)
def test_what_is_no_date(text: str, code: str) -> None:
    """Days that never were, other orders, week dates, times."""
    with refused(code):
        parse_date(text)


def test_policy_files_have_one_form_of_dates() -> None:
    """`2019-05-31` and nothing else."""
    assert parse_iso_date("2019-05-31") == date(2019, 5, 31)
    for text in ("2019-5-31", "2019/05/31", "２０１９-05-31", " 2019-05-31"):
        with refused("not-a-date"):
            parse_iso_date(text)
    with refused("no-such-day"):
        parse_iso_date("2019-05-32")


def test_yes_and_no() -> None:
    """In both languages, as words, letters and digits; nothing else is either."""
    for text in ("true", "TRUE", "Yes", "y", "1", "１", "是", "是的", "对", "有", "真", "√", "✓", "✔"):
        assert parse_boolean(text) is True
    for text in ("false", "No", "n", "0", "否", "不是", "不", "没有", "无", "假", "×", "✗", "✘"):
        assert parse_boolean(text) is False
    for text in ("", "on", "off", "maybe", "2", "不知道", "yes no"):
        with refused("not-yes-or-no"):
            parse_boolean(text)


def test_full_width_digits_and_signs_are_made_plain() -> None:
    """What Chinese input methods type for numbers."""
    assert tidy("　１２，３．４－５＋６％：７／８ ") == "12,3.4-5+6%:7/8"


@given(st.integers(-(10**14), 10**14), st.integers(0, 6))
def test_every_decimal_number_is_read_exactly(digits: int, places: int) -> None:
    """A number written out in full comes back the same, as it is and in units of ten thousand."""
    number = Fraction(digits, 10**places)
    whole, rest = divmod(abs(digits), 10**places)
    text = f"{'-' if digits < 0 else ''}{whole}" + (f".{rest:0{places}}" if places else "")
    assert parse_number(text) == number == exact(number)
    if abs(number) < 10**10:
        assert parse_money(f"{text}万元") == number * 10_000


@pytest.mark.parametrize(
    ("units", "factor"),
    [
        (("", "元", "圆", "块", "yuan"), 1),
        (("千", "千元", "thousand"), 10**3),
        (("万", "万元", "萬", "萬元"), 10**4),
        (("十万", "十万元"), 10**5),
        (("百万", "百万元", "million"), 10**6),
        (("千万", "千万元"), 10**7),
        (("亿", "亿元", "億", "億元"), 10**8),
        (("billion",), 10**9),
    ],
)
def test_every_unit_of_money(units: tuple[str, ...], factor: int) -> None:
    """Each behind a number, with a space or without."""
    for unit in units:
        assert parse_money(f"3{unit}") == 3 * factor
        assert parse_money(f"2.5 {unit}") == Fraction(5, 2) * factor


OPEN = ("?", "？", "－", "—", "不知道", "不详", "暂无", "Unknown", "UNKNOWN", "N/A", "Ｎ／Ａ", "/", "#N/A", "NULL")


def of_type(kind: str) -> Fact:
    """Return a fact of a type."""
    return policies({"f": fact(str(kind), "a b" if kind.startswith("choice") else "")}).facts["f"]


@pytest.mark.parametrize("kind", list(FactType))
def test_every_word_for_not_knowing(kind: str) -> None:
    """Tables, files and the terminal share them; they are open whatever is asked, and never a value."""
    assert {parse_text(of_type(kind), f" {word} ", "CNY") for word in OPEN} == {None}


@pytest.mark.parametrize("word", ["无", "none"])
def test_what_nothing_means_depends_on_what_is_asked(word: str) -> None:
    """None of several choices is an answer, and so is 无 to a yes or no; a number or a day may have no figure."""
    meant = {kind.value: parse_text(of_type(kind), word, "CNY") for kind in FactType if kind is not FactType.BOOLEAN}
    assert meant == {**dict.fromkeys(("choice", "count", "number", "money", "date")), "choices": ()}
    assert parse_boolean("无") is False


def test_thirty_written_digits_are_read_and_thirty_one_refused() -> None:
    """Zeros before the number do not count as its digits, but a text is no longer than twice as many."""
    assert parse_number("0" * 15 + "1" * 15) == int("1" * 15)
    assert parse_number("0." + "0" * 14 + "1" * 15) == Fraction(int("1" * 15), 10**29)
    with pytest.raises(BadValueError, match="too-many-digits"):
        parse_number("0." + "0" * 15 + "1" * 15)
    with pytest.raises(BadValueError, match="too-many-digits"):
        parse_number("1" * 16)
