"""What depends on values rather than on buckets: evaluated by the tree walker, once for each combination of them.

Used for ceilings and for comparisons of facts or amounts with one another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from iotcheck.engine import Evaluation
from iotcheck.lanes.chunk import Chunk
from iotcheck.lanes.coding import OPEN, Coding, SubsetCoding
from iotcheck.model import PolicySet
from iotcheck.values import Value

T = TypeVar("T")
_KEPT = 1 << 16


class Ingredient(NamedTuple):
    """A fact that something depends on: by codes, or by its values where codes do not tell enough."""

    fact: str
    columns: tuple[int, ...]  # none: by its values


class Outcomes(NamedTuple, Generic[T]):
    """The distinct outcomes of a chunk, and each row's number among them; `numbers` is None where all are equal."""

    distinct: Sequence[T]
    numbers: Sequence[int] | None

    def at(self, row: int) -> T:
        """Return the outcome of one row."""
        return self.distinct[0 if self.numbers is None else self.numbers[row]]


class Combinations(Generic[T]):
    """Computes something for every row of a chunk from the values that it depends on."""

    def __init__(
        self,
        policies: PolicySet,
        as_of: date,
        codings: dict[str, Coding],
        ingredients: Sequence[Ingredient],
        evaluate: Callable[[Evaluation], T],
    ) -> None:
        self._policies = policies
        self._as_of = as_of
        self._codings = codings
        self._ingredients = ingredients
        self._evaluate = evaluate
        self._distinct: list[T] = []
        self._number_of: dict[T, int] = {}
        self._known: dict[tuple[object, ...], int] = {}
        self._table = bytearray(256)  # where one column of codes tells all: code → number of the outcome
        self._in_table = b""

    def outcomes(self, chunk: Chunk) -> Outcomes[T]:
        """Return what comes out for each row."""
        keys = [key for one in self._ingredients for key in self._keys(one, chunk)]
        if len(self._known) > _KEPT:
            self._known, self._distinct, self._number_of = {}, [], {}
        if not keys:
            self._number(())
            return Outcomes(self._distinct, None)
        if len(keys) == 1 and isinstance(keys[0], bytes):
            return Outcomes(self._distinct, self._by_table(keys[0]))
        known = self._known
        combinations = list(zip(*keys, strict=True))
        for combination in set(combinations).difference(known):
            known[combination] = self._number(combination)
        numbers = map(known.__getitem__, combinations)
        return Outcomes(self._distinct, bytes(numbers) if len(self._distinct) <= 256 else list(numbers))

    def _keys(self, ingredient: Ingredient, chunk: Chunk) -> Sequence[Sequence[object]]:
        if not ingredient.columns:
            return (chunk.values_of(ingredient.fact),)
        codes = chunk.codes[ingredient.fact]
        return [codes[column] for column in ingredient.columns]

    def _by_table(self, codes: bytes) -> bytes:
        for code in set(codes.translate(None, delete=self._in_table)):
            self._table[code] = self._number((code,))
            self._in_table += bytes((code,))
        return codes.translate(self._table)

    def _number(self, combination: tuple[object, ...]) -> int:
        """Return the number of what comes out of one combination of codes and values."""
        answers: dict[str, Value | None] = {}
        start = 0
        for fact, columns in self._ingredients:
            end = start + max(1, len(columns))
            answers[fact] = self._value(fact, columns, combination[start:end])
            start = end
        outcome = self._evaluate(Evaluation(self._policies, answers, self._as_of))
        number = self._number_of.setdefault(outcome, len(self._distinct))
        if number == len(self._distinct):
            self._distinct.append(outcome)
        return number

    def _value(self, fact: str, columns: tuple[int, ...], part: tuple[object, ...]) -> Value | None:
        if not columns:
            return part[0]  # type: ignore[return-value]
        if part[0] == OPEN:
            return None
        return self._codings[fact].example(part)  # type: ignore[arg-type]


def ingredients(values: set[str], leaves: set[str], codings: dict[str, Coding]) -> list[Ingredient]:
    """Return how to tell apart all that matters of facts used by their values, and of facts used through leaves."""
    found: list[Ingredient] = []
    for fact in sorted(values | leaves):
        coding = codings[fact]
        if coding.tells_values:
            found.append(Ingredient(fact, (0,)))
        elif fact in values or isinstance(coding, SubsetCoding):
            found.append(Ingredient(fact, ()))
        else:
            found.append(Ingredient(fact, tuple(range(coding.columns))))
    return found
