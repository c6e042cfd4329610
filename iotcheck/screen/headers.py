"""How the name of a column is read: which fact it names, and what is stated or shown of how its cells are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.model.facts import fold
from iotcheck.screen.scales import UnclearUnitError, parse_scale, stated_in, stated_in_name
from iotcheck.values import Number

# What a column shows of how its numbers and days are written: decimal commas or points, the day or the month first.
#
# Where a table is separated by semicolons, commas are most often decimal: `20.000.000,50` is twenty million and a
# half.
# `20.000` is then twenty thousand to one person and twenty to another: such a number is ambiguous and never guessed,
# but
# where the table's other numbers show that its decimals have a point. Likewise `03/04/2020` is two days, but in a
# column
# that holds `08/13/1999` too it is the fourth of March.

_DECIMAL_COMMA = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,(?:\d{1,2}|\d{4,})|0,\d+)(?![\d.,])"
)
_DECIMAL_POINT = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+\.(?:\d{1,2}|\d{4,}))(?![\d.,])"
)
_AMBIGUOUS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}[.,]\d{3}(?![\d.,])")
_MARKED = re.compile(r"[.,]")


class Convention(NamedTuple):
    """How decimals are written: whether commas are decimal, and whether numbers such as 20.000 are ambiguous."""

    commas: bool = False
    ambiguous: bool = False

    @property
    def matters(self) -> bool:
        """Whether any number needs another look."""
        return self.commas or self.ambiguous

    def plain(self, texts: Sequence[str]) -> list[str | None]:
        """Return texts with decimal points; None for a number that can be read in two ways."""
        return [self._plain(text) if _MARKED.search(text) else text for text in texts]

    def _plain(self, text: str) -> str | None:
        if self.ambiguous and _AMBIGUOUS.search(text):
            return None
        if self.commas and _DECIMAL_COMMA.search(text):
            return _DECIMAL_COMMA.sub(lambda match: match[0].replace(".", "").replace(",", "."), text)
        return text


def find_convention(columns: Iterable[Sequence[str]], separator: str) -> Convention:
    """Return how the numbers of some columns are written, given what separates the table's cells."""
    if separator not in (";", "\t"):
        return Convention()
    marked = [text for column in columns for text in column if _MARKED.search(text)]
    commas = any(_DECIMAL_COMMA.search(text) for text in marked)
    points = any(_DECIMAL_POINT.search(text) for text in marked)
    return Convention(commas=commas, ambiguous=(separator == ";" and (commas or not points)) or commas)


_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?: .*)?")


def find_day_order(texts: Iterable[str]) -> str:
    """Return `mdy` or `dmy` where days such as 08/13/1999 show it and none shows the other; else nothing."""
    orders = set()
    for text in texts:
        if match := _DAY.fullmatch(text.strip()):
            first, second = int(match[1]), int(match[3])
            orders |= {"dmy"} if first > 12 else {"mdy"} if second > 12 else set()
    return orders.pop() if len(orders) == 1 else ""


def in_day_order(text: str, order: str) -> str:
    """Return a day in ISO's form, given the order of a column; any other text as it is."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return text
    month, day = (match[1], match[3]) if order == "mdy" else (match[3], match[1])
    try:
        return date(int(match[4]), int(month), int(day)).isoformat()
    except ValueError:
        return text


# How the name of a column is read: which fact it names, and what it states of the unit of its numbers.
#
# `营业收入（万元）` is the fact whose label is 营业收入, and a bare 500 below it is 500万元: taken for 500 yuan, it
# would lead to a wrong verdict that nobody sees.

CountFacts = Callable[[Sequence[str]], int]  # how many cells of a row name facts

_MARKS = "*: "
_ASIDES = frozenset(
    {
        "必填",
        "选填",
        "单选",
        "多选",
        "可多选",
        "是/否",
        "有/无",
        "y/n",
        "yes/no",
        "required",
        "optional",
        "单位",
        "unit",
    }
)
_BRACKETS = re.compile(r"[()\[\]]")
_PARTS = re.compile(r"[;:、()\[\]]|,(?!\d)|(?<=\w)/|^/|\s+-\s+")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-z])[).、]\s*")
_CURRENCY = frozenset({"币种", "货币", "货币单位", "金额单位", "currency"})
_BESIDE = frozenset({"单位", "计量单位", "金额单位", "货币单位", "币种", "unit", "units", "currency"})

Units = tuple[tuple[str, Number | None], ...]  # each with its factor; None: it is not understood


class Heading(NamedTuple):
    """What the name of a column says: its fact, the units of its numbers, and that of the fact's own label."""

    fact: str
    units: Units = ()
    label_units: Units = ()


class Headers:
    """Reads names of columns for a policy file; `mapping` says of columns, by name, which fact they hold."""

    def __init__(self, policies: PolicySet, mapping: Mapping[str, str], id_column: str | None = None) -> None:
        self._policies = policies
        self._mapping = mapping
        self._id = id_column
        self._known: dict[str, str] = {}
        self._label_units: dict[str, Units] = {}
        for fact in policies.facts.values():
            for label in fact.label.by_language.values():
                self._note_label(fact, label)
        for name, fact_id in policies.fact_names().items():
            self._known.setdefault(fold(name), fact_id)
            self._known.setdefault(_closed_up(name), fact_id)
        self._longest_first = sorted(self._known, key=len, reverse=True)

    def read(self, name: str) -> Heading | None:
        """Return what the name of a column says, None where it names no fact."""
        if name in self._mapping:
            fact = self._policies.find_fact(self._mapping[name])
            if not fact:
                return None
            told = self._heading(fact, _remarks(name) or [fold(name)])
            unit = stated_in_name(name)
            return told if told.units or not unit else self._heading(fact, [unit])
        if name == self._id:
            return None
        bare = fold(name).strip(_MARKS)
        if fact := self._known.get(bare) or self._known.get(_closed_up(bare)):
            return self._heading(fact, ())
        if heading := self._with_remark(bare) or self._with_remark(_closed_up(bare)):
            return heading
        unnumbered = _NUMBERED.sub("", bare, count=1) if _NUMBERED.match(bare) else ""
        return self.read(unnumbered) if unnumbered else None

    def fact(self, name: str) -> str | None:
        """Return the fact that a column holds, or None."""
        heading = self.read(name)
        return heading.fact if heading else None

    def count(self, row: Sequence[str]) -> int:
        """Return how many cells of a row name facts."""
        return sum(self.fact(cell.strip()) is not None for cell in row if cell.strip())

    def _note_label(self, fact: Fact, label: str) -> None:
        """Note the unit that a label states, and that the label without it names the fact as well."""
        in_name = stated_in_name(label) if fact.type is FactType.MONEY else None
        if remarks := _remarks(label) or ([in_name] if in_name else []):
            units = tuple(stated for remark in remarks for stated in stated_in(remark, fact, self._policies.currency))
            if units:
                self._label_units.setdefault(fact.id, units)
                self._known.setdefault(fold(_PARTS.split(fold(label))[0]), fact.id)

    def _heading(self, fact: str, remarks: Iterable[str]) -> Heading:
        declared = self._policies.facts[fact]
        units = [unit for remark in remarks for unit in stated_in(remark, declared, self._policies.currency)]
        return Heading(fact, tuple(units), self._label_units.get(fact, ()))

    def _with_remark(self, name: str) -> Heading | None:
        """Read a name that begins with a fact's and goes on with a unit, or with how to fill the column in."""
        for known in self._longest_first:
            remark = name.removeprefix(known)
            if remark == name or (known[-1:].isascii() and known[-1:].isalnum() and remark[0].isalnum()):
                continue
            fact = self._policies.facts[self._known[known]]
            parts = [part.strip(" -_*") for part in _PARTS.split(remark) if part and part.strip(" -_*")]
            if _without_brackets(remark) in _ASIDES or all(self._is_aside(part, fact) for part in parts):
                return self._heading(fact.id, parts)
        return None

    def _is_aside(self, text: str, fact: Fact) -> bool:
        """Whether what stands behind a label leaves it the same: a unit, or how to fill it in."""
        try:
            return text in _ASIDES or parse_scale(text, fact, self._policies.currency) is not None
        except UnclearUnitError:
            return True  # it is about units: whoever reads the column must settle which


def is_beside(name: str) -> bool:
    """Whether a column holds the units of the numbers left of it."""
    return fold(name).strip(_MARKS) in _BESIDE


def is_currency(name: str) -> bool:
    """Whether a column holds the currency or unit of all money in its row, wherever it stands."""
    return fold(name).strip(_MARKS) in _CURRENCY


def looks_like_header(row: Sequence[str], headers: Headers, facts: Mapping[str, int]) -> bool:
    """Whether a row below the header is one as well: cells that name facts, of their own columns or of columns without.

    `facts` has the places of those that the header names.
    """
    by_place = {place: fact for fact, place in facts.items()}
    named = [(headers.fact(cell.strip()), by_place.get(place)) for place, cell in enumerate(row) if cell.strip()]
    return sum(fact is not None and (fact == own if own else fact not in facts) for fact, own in named) > 1


def count_facts(policies: Iterable[PolicySet], mapping: Mapping[str, str], id_column: str | None = None) -> CountFacts:
    """Return what counts the cells of a row that name facts of any of some policy files."""
    readers = [Headers(policy_set, mapping, id_column) for policy_set in policies]
    return lambda row: max(reader.count(row) for reader in readers)


def _remarks(name: str) -> list[str]:
    """Return the parts of a name behind its first one."""
    return [part for part in _PARTS.split(fold(name))[1:] if part and part.strip()]


def _without_brackets(remark: str) -> str:
    return _BRACKETS.sub("", remark).strip(_MARKS)


def _closed_up(name: str) -> str:
    """Return a name without any white space, as line breaks in headers of spreadsheets leave it."""
    return fold(name).replace(" ", "")
