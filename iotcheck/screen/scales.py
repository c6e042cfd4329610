"""The scale of a column: what a bare number below a header is to be multiplied by.

A desk writes 2000 under 营业收入（万元） and means 20,000,000 yuan. The unit may be stated in the header, beside it, in
lines above or below it, in the policy file's own label, or with `--unit`; wherever it is stated, `parse_scale` reads
it. A text that looks like a unit and is not understood, or is one of another currency, is never passed over: read as
yuan, it would be wrong by its factor and nobody would see it.

For example, for a money question in CNY: `万元`, `单位：万元`, `人民币万元`, `RMB 10,000` are 10,000; `万美元` is
unclear; `必填` is no unit. For a question in per cent: `%` is 1, and `小数` or `ratio` is 100, as 0.3 then means 30 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from iotcheck.model import Fact, FactType
from iotcheck.model.facts import fold
from iotcheck.values import CURRENCY_SIGNS, CURRENCY_UNITS, Number, unit_factor

_STATES_UNIT = re.compile(r"^(?:(?:金额|货币|计量|计价|数量)?单位|币种|(?:units?|currency|amounts?|figures)\b)[: ]*")
# 填报单位, 申报单位 and the like are organisations, not units.
_UNIT_LINE = re.compile(
    r"(?<![报表管位属批管业用])(?:(?:金额|货币|计量|计价|数据|统计)?单位|币种)\s*[:：]\s*(?P<zh>[^\s。；;]+)"
    r"|\b(?:units?|currency)\s*[:：]\s*(?P<en>[^.;]+)"
    r"|(?:^|\()(?:all )?(?:amounts? |figures )?(?:are )?(?:expressed )?in (?P<amounts>[^.;()]+?)(?:\)|$)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"[(\[]?\s*(?P<unit>(?:人民币|[美欧港日])?[十百千万亿]{0,2}元(?:人民币)?"
    r"|[a-z$€£¥]{0,3} ?(?:'?000s?|thousands?|millions?|billions?|mn?|bn)(?: of [a-z]+)?)\s*[)\]]?"
)
# 2000万元以上企业 and 亿元企业 speak of companies, 金额均为万元 and 财务数据（万元） of all amounts below.
_UNIT_SOMEWHERE = re.compile(
    r"(?<![\d.十百千万亿几数])(?P<unit>(?:人民币|[美欧港日])?(?:[十百千]?[万亿]|[百千])元)"
    r"(?=\s*(?:$|[^\w\s]|计|为单位|列示|口径))"
)
# Units in a sentence or a name: `stated in thousands of yuan`, `Companies 2023 - CNY m`, `Umsatz (TEUR)`.
_CODES = r"(?:cny|rmb|usd|us\$|eur|gbp|hkd|jpy|chf|aud|cad|sgd|inr|krw|twd|[$€£¥])"
_CURRENCIES = rf"(?:{_CODES}|yuan|renminbi|dollars?|euros?|pounds?|yen)"
_SIZES = r"(?:(?:ten |hundred )?(?:thousand|million|billion)s?|'?000s?|tsd\b\.?|mio\b\.?|mln\b\.?|mrd\b\.?)"
_WITH_SIZE = (
    rf"{_CODES}\s*(?:{_SIZES}|mn|bn|[km])\b|{_SIZES} ?(?:of )?{_CURRENCIES}|(?<![a-z])(?:[ktm]|mn|bn){_CODES}\b"
)
_UNIT_IN_TEXT = re.compile(
    rf"(?:[(\[,:;–—|-]\s*|\bin )(?P<unit>{_WITH_SIZE})|\bin (?P<bare>{_SIZES})(?=\s*(?:$|[^\w\s]))"
)
_UNIT_IN_NAME = re.compile(rf"(?:^|[^a-z0-9'])(?P<unit>{_WITH_SIZE}|{_SIZES}|× ?1,?000|x ?1,?000)(?=\s*(?:$|[^\w\s]))")
_IN_BRACKETS = re.compile(r"\([^()]+\)|\[[^\[\]]+\]")
_SEPARATORS = re.compile(r"[、;/()\[\]]|,(?!\d)|:(?=.)")
_MULTIPLES = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "亿": 10**8}
_IN_COLUMNS = {"k": 10**3, "'000": 10**3, "'000s": 10**3, "000s": 10**3, "000": 10**3, "m": 10**6, "mn": 10**6,
               "mio": 10**6, "bn": 10**9, "10,000": 10**4, "1,000": 10**3, "1000": 10**3, "10000": 10**4}  # fmt: skip
_GLUED = re.compile(rf"(?<![a-z])([ktm]|mn|bn)(?={_CODES}(?![a-z]))")  # kEUR
_MULTIPLIED = re.compile(r"^[×x] ?(?=1,?000$)")
_FRACTION = frozenset({"小数", "比率", "比值", "ratio", "fraction", "decimal", "1"})
_LIKE_UNIT = re.compile(
    r"[元圆币]|[万亿千百萬億]$|[$€£¥%‰]|美金|英镑|百分|单位|'000|\b\d*(?:k|mn?|bn)$"
    r"|\b(?:thousands?|millions?|billions?|dollars?|euros?|pounds?|yen|yuan|per cent|percent|cents?|pence)\b"
)


class UnclearUnitError(ValueError):
    """A text looks like a unit and is not understood, or is one of another currency."""


class Scale(NamedTuple):
    """What bare numbers of a column are multiplied by, the unit as it is written, and the line that states it.

    `line` is 0 for `--unit`, and for tables without lines.
    """

    factor: Number
    unit: str
    line: int


def parse_scale(text: str, fact: Fact, currency: str) -> Number | None:
    """Return the factor that a unit stands for, for the bare numbers of a fact.

    None if the text is about something else. Raise UnclearUnitError if it looks like a unit of numbers and is none of
    this fact's.
    """
    if not fact.type.numeric:
        return None
    folded = fold(text)
    unit = _STATES_UNIT.sub("", folded).strip(" .:")
    unit = re.sub(r"^(?:in|of) ", "", unit)
    factor = _money(unit, currency) if fact.type is FactType.MONEY else _counted(unit, fact)
    if factor is None and (_LIKE_UNIT.search(unit) or unit in _IN_COLUMNS or names_other_currency(unit, currency)):
        raise UnclearUnitError(text)
    return factor


def stated_in(remark: str, fact: Fact, currency: str) -> Iterator[tuple[str, Number | None]]:
    """Yield the units that a remark such as `（2023年，万元）` states, each with its factor; None: not understood.

    What is not about units is passed over.
    """
    for part in _SEPARATORS.split(fold(remark)):
        unit = part.strip(" -_*").removeprefix("in ")
        if unit:
            try:
                if (factor := parse_scale(unit, fact, currency)) is not None:
                    yield unit, factor
            except UnclearUnitError:
                yield unit, None


def stated_above(cell: str) -> str | None:
    """Return what a cell above the header states of units, such as `万元` in `金额单位：万元`; None if nothing."""
    text = fold(cell)
    if match := _UNIT_LINE.search(text):
        return next(group for group in match.groups() if group)
    for part in (text, *_IN_BRACKETS.findall(text)):
        if whole := _WHOLE.fullmatch(part):
            return whole["unit"]
    if somewhere := _UNIT_SOMEWHERE.search(text):
        return somewhere["unit"]
    in_text = _UNIT_IN_TEXT.search(text)
    return (in_text["unit"] or in_text["bare"]) if in_text else None


def stated_in_name(name: str) -> str | None:
    """Return the unit that the name of a column states in Latin letters, such as `keur` in `sales_keur`; else None."""
    found = _UNIT_IN_NAME.search(fold(name).replace("_", " "))
    return found["unit"] if found else None


def states_unit(cell: str) -> bool:
    """Whether a cell is a statement of a unit, such as `单位：万元` or `(in thousands)`, and nothing else."""
    text = fold(cell)
    return (_UNIT_LINE.match(text.lstrip("(")) or _WHOLE.fullmatch(text)) is not None


def looks_like_unit(text: str) -> bool:
    """Whether a text, such as that of a number format, is the unit of a number."""
    return _LIKE_UNIT.search(fold(text)) is not None


def _money(unit: str, currency: str) -> Number | None:
    bare = re.sub(_GLUED, r"\1 ", unit)
    bare = {"t": "k"}.get(bare[:1], bare[:1]) + bare[1:] if re.match("t [a-z€$£¥]", bare) else bare
    for sign in CURRENCY_SIGNS.get(currency, (currency.casefold(),)):
        bare = re.sub(_standing_alone(sign), " ", bare)
    bare = re.sub(r"\s+of$|^of\s+", "", bare.strip(" .:")).strip()
    if not bare:
        return 1 if unit else None
    if bare in _IN_COLUMNS:
        return _IN_COLUMNS[bare]
    bare = _MULTIPLIED.sub("", bare)
    if bare in _IN_COLUMNS:
        return _IN_COLUMNS[bare]
    # thousands of dollars, 10,000 yuan
    bare = re.sub(r"\b(thousand|million|billion)s\b(?: of)?", r"\1", bare).replace("tsd.", "tsd").replace("mio.", "mio")
    if match := re.fullmatch(r"(1[0,]{3,8}) ?(\D.*)", bare):
        factor = unit_factor(match[2], currency)
        return factor and factor * int(match[1].replace(",", ""))
    return unit_factor(bare, currency)


def _counted(unit: str, fact: Fact) -> Number | None:
    """Return the factor of a unit of a count or a number: its own unit, or a multiple of it such as 万人."""
    own = {fold(text) for text in fact.names_of_unit()}
    if fact.in_percent and unit in _FRACTION:
        return 100
    if unit in own:
        return 1
    return next((_MULTIPLES[unit.removesuffix(name)] for name in own if unit.removesuffix(name) in _MULTIPLES), None)


def names_other_currency(unit: str, currency: str) -> bool:
    """Whether a unit is one of another currency, such as 万美元 in a file that counts in yuan."""
    return any(
        re.search(_standing_alone(name), re.sub(_GLUED, r"\1 ", unit))
        for names in (CURRENCY_SIGNS, CURRENCY_UNITS)
        for code in names.keys() - {currency}
        for name in names[code]
    )


def _standing_alone(name: str) -> str:
    """Return a pattern for the name of a currency: no part of a longer word of Latin letters."""
    return rf"(?<![a-z]){re.escape(name)}(?![a-z])" if name.isalpha() and name.isascii() else re.escape(name)
