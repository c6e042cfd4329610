"""Numbers of workbooks as texts: as their formats show them, with all their digits.

A format says what a number is: 0.3 is 30% in `0.0%`, 43470 is a day in `yyyy-mm-dd`, 2000 is 2000万元 in `0"万元"`, and
12345 is 12.345千 in `0,"千"`, whose comma shows thousands. Rounding for display is undone: the digits are the cell's.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Context, Decimal, InvalidOperation
from functools import cache
from xml.etree import ElementTree

from iotcheck.screen.layouts import Percent, Value, exact_number
from iotcheck.screen.scales import looks_like_unit

_DIGITS = 15  # that spreadsheets keep
_ROUND = Context(prec=_DIGITS)
_LARGEST = Decimal(10) ** _DIGITS
_LAST_DAY = Decimal(2958466)  # 31 December 9999
_LEAP_DAY_THAT_WAS_NOT = 60  # spreadsheets have a 29 February 1900
_BUILTIN = {9: "0%", 10: "0.00%", **dict.fromkeys((14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58),
            "yyyy-mm-dd"), 22: "yyyy-mm-dd hh:mm"}  # fmt: skip
_PARTS = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].|(?P<code>.)', re.DOTALL
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAY_LENGTH = 10
_DATE_CODES = frozenset("yYdD")


class Formats:
    """The number formats of a workbook's styles; anything else that styles say is not looked at."""

    def __init__(self, root: ElementTree.Element | None) -> None:
        own: dict[int, str] = {}
        self._by_style: list[str] = []
        for element in root or ():
            name = element.tag.rpartition("}")[2]
            if name == "numFmts":
                own = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in element}
            elif name == "cellXfs":
                numbers = [int(one.get("numFmtId", "0") or 0) for one in element]
                self._by_style = [own.get(number) or _BUILTIN.get(number, "") for number in numbers]

    def of(self, style: str | None) -> str:
        """Return the format of a style's number; nothing for the general one."""
        number = int(style) if style and style.isdigit() else 0
        return self._by_style[number] if number < len(self._by_style) else ""


def number_fault(value: str, number_format: str, text: str) -> str:
    """Return the code of what makes a number doubtful, of which `text` is shown; nothing for most.

    It may have more digits than spreadsheets keep, such as an id of 18 digits that was typed as a number, or be shown
    divided without a unit.
    """
    if len(value) > _DIGITS and abs(_decimal(value)) >= _LARGEST:
        return "digits-lost"
    return "divided-by-format" if number_format and _is_divided(number_format) and text[-1:].isdigit() else ""


@cache
def _is_divided(number_format: str) -> bool:
    """Whether a format shows a number divided: `0.0,,` shows 20000000 as 20.0, and `0!.0000` as 2000.0000."""
    parts = [match for match in _PARTS.finditer(_sections(number_format)[0]) if match.lastgroup]
    codes = "".join(match["code"] or "" for match in parts).strip()
    return codes.endswith(",") or ("0" in codes and any(match["escaped"] == "." for match in parts))


def typed_value(text: str) -> Value:
    """Return the value of a cell that holds no text: a number, a day, yes or no, as its text shows it.

    A text with a unit from the number's format stays one.
    """
    if text in ("true", "false"):
        return text == "true"
    try:
        if text.endswith("%"):
            return Percent(Decimal(text[:-1]) / 100)
        if _DAY.match(text):
            moment = datetime.fromisoformat(text)
            return moment.date() if len(text) == _DAY_LENGTH else moment
        number = exact_number(text)
    except (ValueError, InvalidOperation):
        return text
    return text if number is None else number


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(column: int) -> str:
    """Return the letters of a column that is counted from 0."""
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters = chr(65 + rest) + letters
        column -= 1
    return letters


def cell_text(value: str, number_format: str, *, from_1904: bool = False) -> str:
    """Return a number as its format shows it, with all the digits that spreadsheets keep."""
    if not number_format:
        return value if value.isdigit() and len(value) <= _DIGITS else _plain(_decimal(value))
    number = _decimal(value)
    sections = _sections(number_format)
    section = sections[1] if number < 0 and len(sections) > 1 and sections[1] else sections[0]
    parts = [
        (match.lastgroup or "", match[match.lastgroup] if match.lastgroup else "") for match in _PARTS.finditer(section)
    ]
    codes = "".join(text for kind, text in parts if kind == "code")
    if _is_date(parts):
        return _day(number, from_1904=from_1904)
    if "%" in codes:
        return f"{_plain(_ROUND.multiply(number, Decimal(100)))}%"
    literals = "".join(
        text if kind in ("quoted", "escaped", "currency") or not text.isascii() else "" for kind, text in parts
    )
    if literals and looks_like_unit(literals) and any(code in codes for code in "0#?"):
        return _with_unit(number, parts)
    return _plain(number)


def _with_unit(number: Decimal, parts: list[tuple[str, str]]) -> str:
    """Return a number with the signs and units that its format puts before and behind it."""
    before, behind, shown, places = "", "", "", None
    for kind, text in parts:
        if kind == "code" and text in "0#?,.":
            shown += text
            places = None if places is None else places + (text in "0#?")
        elif kind == "escaped" and text == "." and shown:
            places = 0  # 0!.0,"万" shows 12345 as 1.2万: a point that is but a picture
        elif kind != "code" or not text.isascii():
            if shown:
                behind += text
            else:
                before += text
    thousands = len(shown) - len(shown.rstrip(","))
    divisor = Decimal(1000) ** thousands * Decimal(10) ** (places or 0)
    return f"{before.strip()}{_plain(_ROUND.divide(number, divisor))}{behind.strip()}"


def _sections(number_format: str) -> list[str]:
    """Return the parts of a format for positive numbers, negative ones and zero."""
    sections = [""]
    for match in _PARTS.finditer(number_format):
        if match["code"] == ";":
            sections.append("")
        else:
            sections[-1] += match[0]
    return sections


def _is_date(parts: list[tuple[str, str]]) -> bool:
    """Whether a format shows a day: a year or a day among its codes, and nothing else that only dates lack."""
    codes = [text for kind, text in parts if kind == "code"]
    if "".join(codes).casefold() in ("general", "g/通用格式"):
        return False
    return any(code in _DATE_CODES for code in codes) and not any(code in "0#?%" for code in codes)


def _day(number: Decimal, *, from_1904: bool) -> str:
    """Return a day, with its time where that is not midnight."""
    if not 0 <= number < _LAST_DAY:
        return "#####"  # as spreadsheets show it
    if from_1904:
        start = date(1904, 1, 1)
    else:
        start = date(1899, 12, 31) if number < _LEAP_DAY_THAT_WAS_NOT else date(1899, 12, 30)
    seconds = int((number % 1 * 86400).to_integral_value())
    try:
        moment = datetime(start.year, start.month, start.day) + timedelta(days=int(number), seconds=seconds)  # noqa: DTZ001
    except OverflowError:
        return "#####"
    return moment.date().isoformat() if not seconds else moment.isoformat(" ")


def _decimal(value: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"not a number: {value[:30]}") from None
    if not number.is_finite() or abs(number.adjusted()) > 400:
        raise ValueError(f"not a number: {value[:30]}")
    return number


def _plain(number: Decimal) -> str:
    """Return a number in digits, rounded to those that spreadsheets keep; a very large one with its exponent."""
    rounded = _ROUND.plus(number)
    if abs(rounded) >= _LARGEST:
        return f"{rounded.normalize():E}"
    text = format(rounded, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
