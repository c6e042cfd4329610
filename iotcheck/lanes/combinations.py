"""What depends on values rather than on buckets: computed once for each combination of them.

Used for ceilings and for comparisons of amounts with one another. The tree walker computes it, save where all facts are
known and plain arithmetic is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from iotcheck.engine import Evaluation
from iotcheck.lanes.chunk import Chunk
from iotcheck.lanes.coding import Combination
from iotcheck.lanes.outcomes import Outcomes, Remembered
from iotcheck.model import PolicySet

T = TypeVar("T")
_KEPT = 1 << 17

Compute = Callable[[Mapping[str, Sequence[Any]], int], Sequence[T]]


class Combinations(Generic[T]):
    """Computes something for every row of a chunk from the `facts` that it depends on.

    `evaluate` does so for one applicant, `compute` for columns of known values; None where arithmetic is not enough.
    """

    def __init__(
        self,
        policies: PolicySet,
        as_of: date,
        facts: tuple[str, ...],
        evaluate: Callable[[Evaluation], T],
        compute: Compute[T] | None,
    ) -> None:
        self._policies = policies
        self._as_of = as_of
        self._facts = facts
        self._evaluate = evaluate
        self._compute = compute
        self._known: dict[Combination, T] = {}

    def outcomes(self, chunk: Chunk) -> Outcomes[T]:
        """Return what comes out for each row."""
        combinations, numbers = chunk.combinations(self._facts)
        if isinstance(combinations, Remembered):
            return Outcomes(combinations.made(self, self._all), numbers)
        return Outcomes(self._all(combinations), numbers)

    def _all(self, combinations: Sequence[Combination]) -> list[T]:
        """Return what comes out for each of some combinations."""
        try:
            return list(map(self._known.__getitem__, combinations))
        except KeyError:
            if len(self._known) + len(combinations) > _KEPT:
                self._known = {}
            self._learn([one for one in combinations if one not in self._known])
            return list(map(self._known.__getitem__, combinations))

    def _learn(self, combinations: list[Combination]) -> None:
        closed = [one for one in combinations if None not in one] if self._compute else []
        if closed and self._compute:
            columns = dict(zip(self._facts, zip(*closed, strict=True), strict=False))
            self._known.update(zip(closed, self._compute(columns, len(closed)), strict=True))
        for one in combinations:
            if one not in self._known:
                answers = dict(zip(self._facts, one, strict=True))
                self._known[one] = self._evaluate(Evaluation(self._policies, answers, self._as_of))
