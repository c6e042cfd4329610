"""Values in words: money, numbers, days, intervals, what is known of a fact.

Exact: a figure is written so that it could be typed in again, never rounded. Days are written out (2019年5月31日,
31 May 2019), which no reader can take for another day; commands and JSON keep the ISO form.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from iotcheck.model import Fact, FactType
from iotcheck.texts import say
from iotcheck.values import Number, Value, exact

SENTENCES: dict[str, tuple[str, str]] = {
    "group": ("{label}（{id}）：{choices}", "{label} ({id}): {choices}"),
    "money": ("{number} {unit}", "{number} {unit}"),
    "span": ("{low}至 {high}", "{low} to {high}"),
    "span-short": ("{low} 至 {high}", "{low} to {high}"),
    "from": ("至少 {low}", "at least {low}"),
    "up-to": ("不超过 {high}", "at most {high}"),
    "day-from": ("{low}起", "from {low}"),
    "day-up-to": ("至{high}止", "until {high}"),
    "or-more": ("{low}或更多", "{low} or more"),
    "any-amount": ("还不能确定的金额", "an amount not known yet"),
    "any-number": ("数目未定", "any number"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "nothing": ("一项也没有", "none of them"),
    "dont-know": ("不知道", "don't know"),
    "not-asked": ("未提问", "not asked"),
    "percent": ("{number}%", "{number}%"),
    "comma": ("、", ", "),
    "or": ("{most}或{last}", "{most} or {last}"),
    "and": ("{most}和{last}", "{most} and {last}"),
    "programs": ("{n:,} 个项目", "{n:,} {n:program|programs}"),
}

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_CHINESE_UNITS = ((10**8, "亿元"), (10**4, "万元"))


def number(value: Number) -> str:
    """Return a number exactly: `3,000`, `4.2`, or `1/3` where no decimal says it."""
    if isinstance(value, int):
        return f"{value:,}"
    return _decimal(value) or f"{value.numerator:,}/{value.denominator:,}"


def money(language: str, amount: Number, currency: str) -> str:
    """Return an amount of money: `100 万元`, `3,000 元`; `1,000,000 yuan`; `USD 1,000,000`."""
    if currency != "CNY":
        return f"{currency} {_cents(amount)}"
    figure, unit = _figure(language, amount)
    return say(language, "values.money", number=figure, unit=unit)


def _cents(amount: Number) -> str:
    """Return an amount as `number` does, but with cents always two: `10,000.50`."""
    text = number(amount)
    return f"{text}0" if amount.denominator in (2, 5, 10) else text


def span(language: str, low: Number | None, high: Number | None, currency: str) -> str:
    """Return an interval of money, None for an end at infinity: `8 万至 792 万元`, `80,000 yuan or more`."""
    if low is None or high is None:
        if high is None and not low:
            return say(language, "values.any-amount")  # "0 or more" says no more than that
        if high is None:
            return say(language, "values.or-more", low=money(language, low or 0, currency))
        return say(language, "values.up-to", high=money(language, high, currency))
    if low == high:
        return money(language, low, currency)
    last = money(language, high, currency)
    if currency != "CNY":
        return say(language, "values.span-short", low=f"{currency} {_cents(low)}", high=_cents(high))
    figure, unit = _figure(language, low)
    if unit == "yuan":
        return say(language, "values.span-short", low=figure, high=last)
    if last.endswith(f" {unit}"):  # a unit that both ends share is said once: 8 万至 792 万元, 300 至 900 元
        short = unit.removesuffix("元")
        key = "values.span" if short else "values.span-short"
        return say(language, key, low=f"{figure} {short}".rstrip(), high=last)
    return say(language, "values.span", low=f"{figure} {unit}", high=last)


def number_span(language: str, low: Number | None, high: Number | None) -> str:
    """Return an interval of plain numbers, None for an end at infinity: `1 至 99`, `at least 1`."""
    if low is None and high is None:
        return say(language, "values.any-number")
    if high is None:
        return say(language, "values.from", low=number(low or 0))
    if low is None:
        return say(language, "values.up-to", high=number(high))
    return say(language, "values.span-short", low=number(low), high=number(high))


def day(language: str, value: date) -> str:
    """Return a day: `2019年5月31日`, `31 May 2019`."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def quantity(value: Number, unit: str) -> str:
    """Return a number with its unit, if it has one: `2 项`, `2 projects`."""
    return f"{number(value)} {unit}".rstrip()


def fact_value(language: str, fact: Fact, value: Value | None, currency: str) -> str:
    """Return what is known of a fact, in words; None is *don't know*."""
    if value is None:
        return say(language, "values.dont-know")
    if isinstance(value, bool):
        return say(language, "values.yes" if value else "values.no")
    if isinstance(value, tuple):
        labels = [fact.choices[one].in_language(language) for one in value]
        return listing(language, labels) if labels else say(language, "values.nothing")
    if isinstance(value, str):
        return fact.choices[value].in_language(language)
    if isinstance(value, date):
        return day(language, value)
    if fact.type is FactType.MONEY:
        return money(language, value, currency)
    return quantity(value, fact.unit_of(value, language))


def fact_range(language: str, fact: Fact, currency: str) -> str:
    """Return the values that a number, money or date fact may have; empty where there is no bound but 0 from below."""
    low, high = fact.minimum, fact.maximum
    if high is None and not low:
        return ""
    if isinstance(low, date) or isinstance(high, date):
        first, last = (day(language, end) if isinstance(end, date) else "" for end in (low, high))
        key = "span-short" if first and last else "day-from" if first else "day-up-to"
        return say(language, f"values.{key}", low=first, high=last)
    if fact.type is not FactType.MONEY:
        return number_span(language, low, high)
    if high is None:
        return say(language, "values.from", low=money(language, low or 0, currency))
    return span(language, low, high, currency)


def answer(language: str, fact: Fact, answers: Mapping[str, Value | None], currency: str) -> str:
    """Return what the answers say of a fact, *not asked* included."""
    if fact.id not in answers:
        return say(language, "values.not-asked")
    return fact_value(language, fact, answers[fact.id], currency)


def listing(language: str, words: Sequence[str], last: str = "") -> str:
    """Return words as a list: `a、b`; with `last` "or" or "and": `a、b或c`, `a, b or c`."""
    comma = say(language, "values.comma")
    if not last or len(words) < 2:
        return comma.join(words)
    return say(language, f"values.{last}", most=comma.join(words[:-1]), last=words[-1])


def spaced(language: str, text: str) -> str:
    """Return a text as it stands between Chinese words: with a space where it begins or ends with a letter or digit."""
    if language != "zh" or not text:
        return text
    left = " " if text[0].isascii() and text[0].isalnum() else ""
    right = " " if text[-1].isascii() and (text[-1].isalnum() or text[-1] == "%") else ""
    return f"{left}{text}{right}"


def currency_name(language: str, currency: str) -> str:
    """Return what the unit of a currency is called: 元, yuan, or its code."""
    return say(language, "screen.yuan") if currency == "CNY" else currency


def programs(language: str, count: int) -> str:
    """Return a number of programs: `2 个项目`, `1 program`."""
    return say(language, "values.programs", n=count)


def _figure(language: str, amount: Number) -> tuple[str, str]:
    """Return the figure and unit of an amount of yuan; in Chinese in 亿 or 万 where two decimals say it exactly."""
    if language != "zh":
        return number(amount), "yuan"
    for size, unit in _CHINESE_UNITS:
        if not -size < amount < size and amount * 100 % size == 0:
            return number(exact(Fraction(amount) / size)), unit
    return number(amount), "元"


def _decimal(value: Fraction) -> str | None:
    """Return the finite decimal expansion of a fraction, or None if it has none."""
    places, rest = 0, value.denominator
    for divisor in (10, 5, 2):
        while rest % divisor == 0:
            rest //= divisor
            places += 1
    if rest != 1:
        return None
    digits = f"{abs(value.numerator) * 10**places // value.denominator:0{places + 1}d}"
    sign = "-" if value < 0 else ""
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")
