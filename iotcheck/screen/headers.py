"""How the name of a column is read: which fact it names, and in what unit of money its cells are meant.

`营业收入（万元）` is the fact whose label is 营业收入, and a bare 500 below it is 500 万元: taken for 500 yuan, it
would come to a wrong verdict that nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.model.facts import fold
from iotcheck.values import BadValueError, Number, parse_money

CountFacts = Callable[[Sequence[str]], int]  # how many cells of a row name facts

_REMARK = re.compile(r"(.+?) ?[(\[/] ?([^()\[\]]+?) ?[)\]]?")
_MARKS = "*: "
_ASIDES = ("必填", "选填", "单选", "多选", "可多选", "是/否", "有/无", "y/n", "yes/no", "required", "optional")
_UNIT = re.compile(r"(?:千万|百万|十万|[千万亿萬億])元|thousand|million|billion")
_BARE = re.compile(r"[+\-＋－]?[0-9０-９][0-9０-９.,．，]*")


class Headers:
    """Reads names of columns for a policy file; `mapping` says of columns, by name, which fact they hold."""

    def __init__(self, policies: PolicySet, mapping: Mapping[str, str], id_column: str | None = None) -> None:
        self._policies = policies
        self._mapping = mapping
        self._id = id_column
        self._known: dict[str, str] = {}
        for name, fact in policies.fact_names().items():
            self._known.setdefault(fold(name), fact)
            self._known.setdefault(_closed_up(name), fact)

    def fact(self, name: str) -> str | None:
        """Return the fact that a column holds, or None."""
        if name in self._mapping:
            return self._policies.find_fact(self._mapping[name])
        return None if name == self._id else self._named(name)

    def unit(self, name: str, fact: str) -> str:
        """Return the unit in which a column says that its money is, or nothing."""
        if self._policies.facts[fact].type is not FactType.MONEY or self._plainly(name) is not None:
            return ""
        match = _REMARK.fullmatch(_folded(name))
        if match and (times := self._times(match[2])):
            return match[2] if times != 1 else ""
        found = _UNIT.findall(_folded(name))
        return found[0] if len(found) == 1 else ""

    def count(self, row: Sequence[str]) -> int:
        """Return how many cells of a row name facts."""
        return sum(self.fact(cell.strip()) is not None for cell in row if cell.strip())

    def _named(self, name: str) -> str | None:
        if fact := self._plainly(name):
            return fact
        match = _REMARK.fullmatch(_folded(name))
        fact = self._plainly(match[1]) if match else None
        return fact if match and fact and self._is_aside(match[2], self._policies.facts[fact]) else None

    def _plainly(self, name: str) -> str | None:
        bare = name.strip(_MARKS + "＊：")
        return self._known.get(fold(bare)) or self._known.get(_closed_up(bare))

    def _is_aside(self, text: str, fact: Fact) -> bool:
        """Whether what stands behind a label in brackets leaves it the same: a unit, or how to fill it in."""
        if text in _ASIDES:
            return True
        if fact.type is FactType.MONEY:
            return self._times(text) is not None
        return fact.unit is not None and text in {fold(unit) for unit in fact.unit.by_language.values()}

    def _times(self, unit: str) -> Number | None:
        """Return by how much a unit of money multiplies; None for what is none."""
        # NOTE: a year in a header would make numbers longer (test_screen_headers guards it).
        if any(character.isdigit() for character in unit):
            return None
        try:
            return parse_money(f"1{unit}", self._policies.currency)
        except BadValueError:
            return None


def in_unit(text: str, unit: str) -> str:
    """Return a bare number with the unit of its column behind it, and any other text as it is."""
    return f"{text.strip()}{unit}" if unit and _BARE.fullmatch(text.strip()) else text


def looks_like_header(row: Sequence[str], headers: Headers, facts: Mapping[str, int]) -> bool:
    """Whether a row below the header is one as well: cells that name facts, of their own columns or of columns without.

    `facts` has the places of those that the header names.
    """
    held = {place: fact for fact, place in facts.items()}
    named = [(headers.fact(cell.strip()), held.get(place)) for place, cell in enumerate(row) if cell.strip()]
    return sum(fact is not None and (fact == own if own else fact not in facts) for fact, own in named) > 1


def count_facts(policies: Iterable[PolicySet], mapping: Mapping[str, str], id_column: str | None = None) -> CountFacts:
    """Return what counts the cells of a row that name facts of any of some policy files."""
    readers = [Headers(one, mapping, id_column) for one in policies]
    return lambda row: max(reader.count(row) for reader in readers)


def _folded(name: str) -> str:
    return fold(name).strip(_MARKS)


def _closed_up(name: str) -> str:
    """Return a name without any white space, as line breaks in headers of spreadsheets leave it."""
    return fold(name).replace(" ", "")
