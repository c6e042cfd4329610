"""Facts: what may be asked of an applicant, and the one parser by which a written value becomes a typed one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from iotcheck.errors import Location
from iotcheck.record import Record
from iotcheck.values import (
    MAX_DIGITS,
    NOTHING_WORDS,
    PERCENT_WORDS,
    BadValueError,
    Number,
    Value,
    exact,
    parse_boolean,
    parse_count,
    parse_date,
    parse_money,
    parse_number,
    tidy,
)

if TYPE_CHECKING:
    from iotcheck.model.rules import Condition

SEPARATORS = re.compile(r"[;；|、]")  # of several choices in one text, such as the cell of a table
_MORE_SEPARATORS = re.compile(r"[;；|、,，\n]")  # where a cell has a line for each


class Text(Record):
    """One text for people, in each language of the policy file."""

    by_language: dict[str, str]

    def in_language(self, language: str) -> str:
        """Return the text in `language`, or else in English, or else in the file's first language."""
        return self.by_language.get(language) or self.by_language.get("en") or next(iter(self.by_language.values()))


class FactType(StrEnum):
    """The types of facts, by their names in policy files."""

    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    COUNT = "count"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"

    @property
    def numeric(self) -> bool:
        """Whether values are numbers, and amounts may use them."""
        return self in (FactType.COUNT, FactType.NUMBER, FactType.MONEY)


class ChoiceGroup(Record):
    """Choices that rules name together, such as the districts of a city; `within` is the group that it is in itself.

    `choices` are all that are in it, by way of other groups too, in the fact's order.
    """

    id: str
    label: Text
    choices: tuple[str, ...]
    within: str | None = None


class Fact(Record):
    """One typed input with its question.

    `choices` maps the ids of a choice or choices fact to their labels. `minimum` and `maximum` bound its values
    (numbers or dates; for choices: how many may be chosen), both ends included, None where there is no bound.
    `unit` is what one is called, `units` what several are.
    """

    id: str
    type: FactType
    ask: Text
    label: Text
    help: Text | None = None
    topic: Text | None = None
    choices: dict[str, Text]
    groups: tuple[ChoiceGroup, ...] = ()
    minimum: Number | date | None = None
    maximum: Number | date | None = None
    until_today: bool = False  # of a day: it is not after the day of assessment
    from_today: bool = False  # of a day: it is not before the day of assessment
    unit: Text | None = None
    units: Text | None = None
    changeable: bool = True
    asked_if: Condition | None = None
    otherwise: Value | None = None  # what it counts as where it is not asked
    location: Location

    def parse(self, text: str, currency: str = "CNY", scale: Number = 1) -> Value:
        """Return the value that a person wrote, in either language; raise BadValueError, with a code, if it is none.

        A number without a unit is multiplied by `scale`, that of the column in which it stands. *Don't know* and *not
        asked* are not values: callers tell them apart first.
        """
        try:
            return self._parsed(text, currency, scale)
        except BadValueError as error:
            if "text" in error.params:  # as it was written, with the unit behind it
                error.params["text"] = text
            raise

    def _parsed(self, text: str, currency: str, scale: Number) -> Value:
        match self.type:
            case FactType.BOOLEAN:
                return parse_boolean(text)
            case FactType.CHOICE:
                return self._parse_choice(text)
            case FactType.CHOICES:
                return self._parse_choices(text)
            case FactType.COUNT:
                return self.check(self._scaled(parse_count, text, scale))
            case FactType.NUMBER:
                return self.check(self._scaled(parse_number, text, scale))
            case FactType.MONEY:
                return self.check(parse_money(text, currency, scale))
            case FactType.DATE:
                return self.check(parse_date(text))
            case never:
                assert_never(never)

    def check(self, value: Value) -> Value:
        """Return the value if the fact's bounds admit it; raise BadValueError otherwise.

        A choices value comes back in the file's order.
        """
        if isinstance(value, tuple):
            size: Value = len(value)
            value = tuple(choice for choice in self.choices if choice in value)
        else:
            size = value
        if self.minimum is not None and size < self.minimum:  # type: ignore[operator]
            raise BadValueError("too-few" if isinstance(value, tuple) else "too-low", value=size, limit=self.minimum)
        if self.maximum is not None and size > self.maximum:  # type: ignore[operator]
            raise BadValueError("too-many" if isinstance(value, tuple) else "too-high", value=size, limit=self.maximum)
        return value

    def check_day(self, value: Value | None, as_of: date) -> bool:
        """Whether a day is after the day of assessment though nothing says that it may be.

        Raise BadValueError where the fact says that it may not be after it, or not before.
        """
        if isinstance(value, date) and self.from_today and value < as_of:
            raise BadValueError("too-low", value=value, limit=as_of)
        if not isinstance(value, date) or value <= as_of:
            return False
        if self.until_today:
            raise BadValueError("too-high", value=value, limit=as_of)
        return self.maximum is None and not self.from_today

    def admit(self, value: object) -> Value:
        """Return a value that a program gives, checked and in its usual form; raise BadValueError unless it is one.

        That is bool, int, int or Fraction, the id of a choice, a tuple (list, set) of such ids, or date, as the type
        of the fact has it: never the text of a value, and no float.
        """
        match self.type:
            case FactType.BOOLEAN:
                if not isinstance(value, bool):
                    raise BadValueError("not-yes-or-no", text=_described(value), known=("True", "False"))
                return value
            case FactType.CHOICE:
                return self._admit_choice(value)
            case FactType.CHOICES:
                if not isinstance(value, tuple | list | set | frozenset):
                    raise BadValueError("expected-list", known=tuple(self.choices))
                return self.check(tuple(dict.fromkeys([self._admit_choice(choice) for choice in value])))
            case FactType.DATE:
                if not isinstance(value, date) or isinstance(value, datetime):
                    raise BadValueError("not-a-date", text=_described(value), known=("datetime.date",))
                return self.check(value)
            case FactType.COUNT | FactType.NUMBER | FactType.MONEY:
                return self._admit_number(value)
            case never:
                assert_never(never)

    def group_of(self, choice: str) -> ChoiceGroup | None:
        """Return the innermost group that a choice is in, or None."""
        around = [group for group in self.groups if choice in group.choices]
        return min(around, key=lambda group: len(group.choices), default=None)

    def find_choice(self, text: str) -> str | None:
        """Return the id of the choice that `text` names by id or by label in any language, or None."""
        if text in self.choices:
            return text
        wanted = fold(text)
        for choice, label in self.choices.items():
            if wanted == choice or any(wanted == fold(name) for name in label.by_language.values()):
                return choice
        return None

    def _admit_choice(self, value: object) -> str:
        if not isinstance(value, str) or value not in self.choices:
            raise BadValueError("unknown-choice", name=_described(value), known=tuple(self.choices))
        return str(value)

    def _admit_number(self, value: object) -> Value:
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            raise BadValueError("not-a-number", text=_described(value), known=("int", "Fraction"))
        number = exact(Fraction(value))
        if self.type is FactType.COUNT and not isinstance(number, int):
            raise BadValueError("not-whole", text=str(number))
        shifted = number * 10 ** (2 * MAX_DIGITS)
        if abs(number) >= 10**MAX_DIGITS or shifted % 1 or len(str(abs(int(shifted))).rstrip("0")) > MAX_DIGITS:
            raise BadValueError("too-many-digits", text=_described(value), limit=MAX_DIGITS)
        return self.check(number)

    def _parse_choice(self, text: str) -> str:
        choice = self.find_choice(text)
        if choice is None:
            raise BadValueError("unknown-choice", name=text.strip(), known=tuple(self.choices.values()))
        return choice

    def _parse_choices(self, text: str) -> Value:
        if fold(text) in NOTHING_WORDS:
            return self.check(())
        if whole := self.find_choice(text):
            return self.check((whole,))
        parts = [part for part in SEPARATORS.split(text) if part.strip()]
        if any(self.find_choice(part) is None for part in parts):
            parts = [part for part in _MORE_SEPARATORS.split(text) if part.strip()]
        if not parts:
            raise BadValueError("unknown-choice", name=text.strip(), known=tuple(self.choices.values()))
        return self.check(tuple({self._parse_choice(part): None for part in parts}))

    def unit_of(self, value: Number, language: str) -> str:
        """Return what is counted, as it stands behind a number: `project` behind 1, `projects` behind 2."""
        unit = self.unit if value == 1 else self.units or self.unit
        return unit.in_language(language) if unit else ""

    @property
    def in_percent(self) -> bool:
        """Whether its numbers are per cent."""
        return self.unit is not None and any(fold(text) in PERCENT_WORDS for text in self.unit.by_language.values())

    def names_of_unit(self) -> tuple[str, ...]:
        """Return the unit in every language and form, the longest first."""
        texts = {text for unit in (self.unit, self.units) if unit for text in unit.by_language.values()}
        if self.in_percent:
            texts |= PERCENT_WORDS
        return tuple(sorted(texts - {""}, key=lambda text: (-len(text), text)))

    def _scaled(self, parse: Callable[[str], Number], text: str, scale: Number) -> Number:
        """Parse a number that has the fact's unit behind it, or none and then counts in `scale`."""
        bare = tidy(text)
        for unit in self.names_of_unit():
            if bare.endswith(tidy(unit)):
                return parse(bare.removesuffix(tidy(unit)).strip())
        if scale == 1:
            return parse(bare)
        number = exact(Fraction(parse_number(bare)) * scale)
        if self.type is FactType.COUNT and not isinstance(number, int):
            raise BadValueError("not-whole", text=text)
        return number


def _described(value: object) -> str:
    """Return how a program wrote a value, shortly: `'yes' (str)`, `0.5 (float)`."""
    try:
        written = repr(value)
    except ValueError:  # Python writes no number of thousands of digits
        written = "…"
    return f"{written} ({type(value).__name__})"


def fold(text: str) -> str:
    """Return a label as it is compared: case, width and the amount of white space do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
