"""How people write numbers, money, dates and yes or no, and the exact values they mean.

Every input (policy file, answers, prompt, table) is parsed here: no floats, at most 15 digits, and what
is not understood is refused with a code, never guessed.
"""

import re
from datetime import date
from fractions import Fraction

Number = int | Fraction
Value = bool | int | Fraction | str | tuple[str, ...] | date

MAX_DIGITS = 15

# NOTE: int() also takes １２３, ٣٤ and 1_000; only what these patterns admit gets there (test_values guards it).
_FULL_WIDTH = str.maketrans("０１２３４５６７８９，．－＋％：／　", "0123456789,.-+%:/ ")
_NUMBER = re.compile(
    r"([+-]?)(\d{1,3}(?:(?P<mark>[,' \u00a0\u2009\u202f\u2019])\d{3})(?:(?P=mark)\d{3})*|\d+)"
    r"(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?",
    re.ASCII,
)
_WRITTEN_AMOUNT = re.compile(
    r"[-+]?(?:\d[\d.,'\u2019]*(?:[ \u00a0\u2009\u202f]\d{3}[\d.,]*)*)?(?:e[+-]?\d+)?", re.ASCII
)
# A text such as 1.000 or 20.000: to some a thousand and twenty thousand, to others one and twenty.
_TWO_NUMBERS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
# Nobody writes a sum of money with three decimals of which the last is 0: 2.000 is more likely two thousand.
_IN_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d\d0", re.ASCII)
# In these currencies decimals most often have a comma. `1.000.000,50` and `0,5` say so themselves.
COMMA_CURRENCIES = frozenset(
    {"EUR", "BGN", "BRL", "CZK", "DKK", "HUF", "IDR", "ISK", "NOK", "PLN", "RON", "RSD", "RUB", "SEK", "TRY", "UAH"}
)
_DECIMAL_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d[\d ]*,\d{1,2})", re.ASCII)
# How amounts in a currency are written: a sign says nothing of their size, a unit does (2000元 is 2,000 yuan even in a
# column that counts in 万元). What names another currency is refused.
CURRENCY_SIGNS = {
    "CNY": ("cny", "rmb", "¥", "人民币"),
    "USD": ("usd", "us$", "$"),
    "EUR": ("eur", "€"),
    "GBP": ("gbp", "£"),
    "HKD": ("hkd", "hk$"),
    "JPY": ("jpy",),
}
CURRENCY_UNITS = {
    "CNY": ("元", "圆", "块", "yuan", "renminbi"),
    "USD": ("美元", "美金", "dollars", "dollar"),
    "EUR": ("欧元", "euros", "euro"),
    "GBP": ("英镑", "pounds", "pound"),
    "HKD": ("港元", "港币"),
    "JPY": ("日元", "yen"),
}
_MULTIPLES = {
    "k": 10**3,
    "m": 10**6,
    "mio": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "mrd": 10**9,
    "千": 10**3,
    "thousand": 10**3,
    "tsd": 10**3,
    "ten thousand": 10**4,
    "hundred thousand": 10**5,
    "ten million": 10**7,
    "hundred million": 10**8,
    "万": 10**4,
    "萬": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "million": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "億": 10**8,
    "billion": 10**9,
}
_DATE_FORMS = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]", re.ASCII),
    re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII),
)
_MONTH_NAMES = (
    *("", "january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES) if name}
_ENGLISH_DATES = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?P<month>[a-z]{3,9})\.?,?[ -](?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})", re.ASCII),
)
_AMBIGUOUS_DATE = re.compile(r"(?=\d{1,2}([/.-]))(\d{1,2})\1(\d{1,2})\1\d{2,4}", re.ASCII)
_TIME = re.compile(r"(?:T| +)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|(?<=00)\+00:?00)?$", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
# What people write instead of a value. An empty cell is *not asked*; the words for don't know are that for every type,
# whether nobody knows or it does not apply: neither is a value, and neither is zero. The words for nothing are *no*, or
# an empty selection, and for any other type they are don't know, too: 无 below a sum of money may mean 0, or no figure.
TRUE_WORDS = frozenset({"true", "t", "yes", "y", "1", "1.0", "是", "是的", "对", "有", "真", "√", "✓", "✔", "☑"})
FALSE_WORDS = frozenset(
    {"false", "f", "no", "n", "0", "0.0", "否", "不是", "不", "没有", "无", "假", "×", "✗", "✘", "x"}
)
DONT_KNOW_WORDS = frozenset({
    "?", "-", "--", "—", "——", "–", "/", "unknown", "not known", "don't know", "n/a", "na", "n.a.",
    "#n/a", "nan", "null", "nil", "not applicable", "not available", "tbd",
    "不知道", "不详", "未知", "不清楚", "不明", "暂无", "暂缺", "待定", "待核实", "未提供", "未填", "无数据", "不适用",
})  # fmt: skip
NOTHING_WORDS = frozenset({"none", "无"})
PERCENT_WORDS = frozenset({"%", "百分比", "百分数", "百分点", "percent", "per cent", "pct", "percentage"})


class BadValueError(ValueError):
    """A value that cannot be understood: a stable code, and what fills its sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def tidy(text: str) -> str:
    """Return a text as values are compared: full-width digits and signs made plain, outer white space gone."""
    return text.translate(_FULL_WIDTH).strip()


def exact(number: Fraction) -> Number:
    """Return an int where the fraction is whole, so that equal numbers look equal."""
    return number.numerator if number.denominator == 1 else number


def parse_number(text: str) -> Number:
    """Parse `5`, `-0.5`, `3,000,000`, `3 000 000`, `2.0E7` or `５`.

    Raise BadValueError for anything else, NaN and infinities too. At most 15 digits are accepted, not counting zeros at
    either end.
    """
    if _plain(text):
        return int(text)
    match = _NUMBER.fullmatch(tidy(text))
    if match is None:
        raise BadValueError("not-a-number", text=text)
    sign, whole, mark, fraction, exponent = match.groups(default="")
    whole, fraction = whole.replace(mark or ",", ""), fraction.rstrip("0")
    digits, power = (whole + fraction).lstrip("0"), int(exponent or 0) - len(fraction)
    too_long = len(digits.rstrip("0")) > MAX_DIGITS or len(whole + fraction) > 2 * MAX_DIGITS
    if too_long or (digits and not -2 * MAX_DIGITS <= power <= MAX_DIGITS):
        raise BadValueError("too-many-digits", text=text, limit=MAX_DIGITS)
    number = int(digits or 0) * Fraction(10) ** power
    if abs(number) >= 10**MAX_DIGITS:
        raise BadValueError("too-many-digits", text=text, limit=MAX_DIGITS)
    return exact(-number if sign == "-" else number)


def parse_count(text: str) -> int:
    """Parse a whole number, perhaps with a Chinese measure word (`3`, `3项`, `２ 个`)."""
    bare = re.sub(r"\s*[个项家人名次件所]$", "", tidy(text))
    number = parse_number(bare)
    if not isinstance(number, int):
        raise BadValueError("not-whole", text=text)
    if "." in bare and _TWO_NUMBERS.fullmatch(bare):  # nobody counts to three decimals
        raise BadValueError("ambiguous-number", text=text)
    return number


def parse_money(text: str, currency: str = "CNY", scale: Number = 1) -> Number:
    """Parse an amount of money in units of `currency`: `100万元`, `5亿元`, `3,000,000 元`, `3 million`, `¥300万`.

    A number without a unit of size is multiplied by `scale`, that of its column; a sign of the currency is no unit.
    """
    if _plain(text) and scale == 1:
        return int(text)
    bare = tidy(text).casefold().replace("￥", "¥")
    for sign in CURRENCY_SIGNS.get(currency, (currency.casefold(),)):
        bare = bare.removeprefix(sign).strip()
        bare = bare.removesuffix(sign).strip()
    match = _WRITTEN_AMOUNT.match(bare)
    written = match.group() if match else ""
    suffix = bare[len(written) :].strip()
    unit = scale if not suffix else None if "e" in written else unit_factor(suffix, currency)
    if unit is None or not written:
        raise _not_money(text, currency)
    if unit == 1 and _IN_THOUSANDS.fullmatch(written):
        raise BadValueError("ambiguous-number", text=text)
    if currency in COMMA_CURRENCIES:
        if _TWO_NUMBERS.fullmatch(written) and (unit != 1 or "." in written):  # no sum has three decimals
            raise BadValueError("ambiguous-number", text=text)
        if _DECIMAL_COMMA.fullmatch(written):
            written = written.replace(".", "").replace(",", ".")
    try:
        amount = exact(Fraction(parse_number(written)) * unit)
    except BadValueError as error:
        if error.code == "not-a-number":
            raise _not_money(text, currency) from None
        raise
    if abs(amount) >= 10**MAX_DIGITS:
        raise BadValueError("too-many-digits", text=text, limit=MAX_DIGITS)
    return amount


def money_examples(currency: str) -> tuple[str, str]:
    """Return two ways to write an amount that are usual in a currency: with digits alone, and with a unit or a sign."""
    if currency == "CNY":
        return "3,000,000", "300万元"
    sign = CURRENCY_SIGNS.get(currency, (currency.casefold(),))[-1]
    return "3,000,000", "3 million" if sign.isalpha() else f"{sign}3m"


def unit_factor(text: str, currency: str) -> int | None:
    """Return what a unit of size such as 万元, 元 or million multiplies by; None if it is none in this currency."""
    for unit in CURRENCY_UNITS.get(currency, ()):
        if text.endswith(unit):
            multiple = text.removesuffix(unit).strip()
            return _MULTIPLES.get(multiple) if multiple else 1
    return _MULTIPLES.get(text)


def parse_date(text: str) -> date:
    """Parse a day: `2019-05-31`, `2019/5/31`, `2019年5月31日`, `20190531`, `31 May 2019`, `May 31, 2019`.

    A time of the day behind it does not matter. `5/1/2020` is two days, and so is none.
    """
    bare = _TIME.sub("", tidy(text))
    for form in _DATE_FORMS:
        if match := form.fullmatch(bare):
            return _day(text, *map(int, match.groups()))
    for form in _ENGLISH_DATES:
        match = form.fullmatch(bare.casefold())
        if match and (month := _MONTHS.get(match["month"][:3])) and _MONTH_NAMES[month].startswith(match["month"]):
            return _day(text, int(match["year"]), month, int(match["day"]))
    if (match := _AMBIGUOUS_DATE.fullmatch(bare)) and max(int(match[2]), int(match[3])) <= 12:
        raise BadValueError("ambiguous-day", text=text)
    raise BadValueError("not-a-date", text=text)


def parse_iso_date(text: str) -> date:
    """Parse `2019-05-31` and nothing else: the one form of policy files."""
    match = _ISO_DATE.fullmatch(text)
    if match is None:
        raise BadValueError("not-a-date", text=text)
    return _day(text, *map(int, match.groups()))


def parse_boolean(text: str) -> bool:
    """Parse yes or no as people write it: `true`, `yes`, `是`, `有`, `√`, `1` and their opposites."""
    word = tidy(text).casefold()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise BadValueError("not-yes-or-no", text=text)


def _plain(text: str) -> bool:
    """Whether a text is nothing but a few digits, as almost all numbers in tables are: the quick way."""
    return len(text) <= MAX_DIGITS and text.isascii() and text.isdigit()


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValueError("no-such-day", text=text) from None


def _not_money(text: str, currency: str) -> BadValueError:
    example, other = money_examples(currency)
    return BadValueError("not-money", text=text, example=example, other=other)
