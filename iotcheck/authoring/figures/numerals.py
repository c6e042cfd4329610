"""Numbers as texts of officials write them: `3,000,000`, `300万`, `三百万`, `1亿5000万`, `twenty-five`, `2.5 million`.

Texts are expected as `plain` returns them: full-width characters and traditional or formal numerals made plain.
"""

import re
import unicodedata
from fractions import Fraction

from iotcheck.values import Number, exact

# Formal numerals (as on invoices) and traditional characters, by the plain ones.
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億〇兩圆圓∶％", "一二三四五六七八九十百千万亿零两元元:%")
_COMMA_IN_NUMBER = re.compile(r"(?<=[\d０-９])，(?=[\d０-９]{3}(?![\d０-９]))")
_SEPARATOR = "\ue000"  # which no text has
_DIGIT = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_STEP = {"十": 10, "百": 100, "千": 1000}
MULTIPLES = {
    "万亿": 10**12,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "亿": 10**8,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
}
ENGLISH_MULTIPLES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "mn": 10**6,
    "m": 10**6,
    "k": 10**3,
}
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: value for value, word in enumerate(_SMALL)} | {word: 10 * ten for ten, word in enumerate(_TENS, 2)}

DIGITS = r"(?:\d{1,3}(?:[,'’]\d{3})+|\d{1,3}(?: \d{3})+(?! ?\d)|\d+)(?:\.\d+)?"
CHINESE = "[零一二三四五六七八九十百千万亿两]+(?:点[零一二三四五六七八九]+)?"
_UNITS = "|".join(MULTIPLES)
MIXED = rf"{DIGITS} ?(?:{_UNITS})(?:\d+(?:{_UNITS})?)*|{DIGITS}"
_PART = re.compile(rf"({DIGITS}) ?({_UNITS})?")
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
WORDS = rf"(?:{_WORD})(?:(?:-| | and )(?:{_WORD}|hundred|thousand|million|billion))*"


def plain(text: str) -> str:
    """Return a text with one way to write each character that figures are made of."""
    text = _COMMA_IN_NUMBER.sub(",", text).replace("，", _SEPARATOR)  # elsewhere a full-width comma separates
    return unicodedata.normalize("NFKC", text).replace(_SEPARATOR, "，").translate(_PLAIN)


def digits(text: str) -> Number:
    """Return what digits mean, thousands marked or not."""
    return exact(Fraction(re.sub(r"[,'’ ]", "", text)))


def mixed(text: str) -> Number:
    """Return what digits with Chinese multiples mean: `300万`, `1亿5000万`, `2.5亿`."""
    total = Fraction(0)
    for part in _PART.finditer(text):
        total += Fraction(digits(part[1])) * MULTIPLES.get(part[2] or "", 1)
    return exact(total)


def chinese(text: str) -> Number | None:
    """Return what Chinese numerals mean, None where they are a phrase: `三百万`, `十五点五`, `二零二七`, `两`."""
    whole, _, decimals = text.partition("点")
    if decimals:
        before = chinese(whole)
        after = "".join(str(_DIGIT[character]) for character in decimals)
        return None if before is None else exact(before + Fraction(int(after), 10 ** len(after)))
    if all(character in _DIGIT for character in text):
        if len(text) in (1, 4):  # 三, or the year 二零二七; 三四 is about three or four
            return int("".join(str(_DIGIT[character]) for character in text))
        return None
    return _chinese_whole(text)


def _chinese_whole(text: str) -> int | None:
    """Return what numerals with 十 百 千 万 亿 mean: below each 万 or 亿 a number below ten thousand."""
    if text[0] in "百千万亿":
        return None  # 百强, 万物: no number
    total, section, digit = 0, 0, None
    for character in text:
        if character in _DIGIT:
            if digit not in (None, 0):
                return None  # 三四十
            digit = _DIGIT[character]
        elif character in _STEP:
            section += (1 if digit is None else digit) * _STEP[character]
            digit = None
        else:
            total = _multiplied(total, section + (digit or 0), MULTIPLES[character])
            section, digit = 0, None
    return total + section + (digit or 0)


def words(text: str) -> Number | None:
    """Return what English words mean: `twenty-five`, `two hundred and fifty`, `one million`."""
    total, section = 0, 0
    for word in re.split(r"-| and | ", text.casefold()):
        if word in _WORDS:
            value = _WORDS[word]
            if section % 10 and value or (section % 100 and value >= 10):  # noqa: RUF021
                return None  # two three, eleven twelve
            section += value
        elif word == "hundred":
            section *= 100
        else:
            total, section = _multiplied(total, section, ENGLISH_MULTIPLES[word]), 0
    return total + section


def _multiplied(total: int, section: int, multiple: int) -> int:
    """Return a total with one more part: 一亿 and 五千万 add up, of 一万二千亿 all is multiplied."""
    return (total + section) * multiple if total < multiple else total + section * multiple
