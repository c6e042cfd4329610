"""The look-ahead: how many questions each question would leave to ask, over tables of hypothetical applicants.

First each question alone, then the most promising ones together with those that may follow. All this orders questions
and decides nothing, so that samples and averages are good enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import product

from iotcheck.engine import ProgramReport, Trace, undecided_facts
from iotcheck.interview.reasons import Reasons
from iotcheck.interview.tables import Left, Tables, places
from iotcheck.model import Fact

_FIRST = 4  # questions looked at closely
_SECOND = 6  # questions that may follow one of them
_MOST_FOR_PAIRS = 32  # beyond so many needed facts a second step costs more time than it saves questions


class LookAhead:
    """Looks ahead from a report with these programs in play.

    `needed` are the facts that may still be asked about them, `guards` the open conditions that some of these wait for.
    """

    def __init__(
        self,
        facts: Mapping[str, Fact],
        programs: Sequence[ProgramReport],
        needed: Sequence[str],
        guards: Mapping[str, Trace],
        as_of: date,
    ) -> None:
        self._facts = facts
        self._programs = programs
        self._needed = needed
        self._guards = {fact: guard for fact, guard in guards.items() if fact in needed}
        self._as_of = as_of

    @cached_property
    def _tables(self) -> Tables:
        return Tables(self._facts, self._programs, self._needed, self._guards, self._as_of)

    @cached_property
    def _alone(self) -> Left:
        return self._tables.alone()

    def questions_left(self, ready: Sequence[str]) -> dict[str, float]:
        """Return how many questions the most promising of the `ready` facts would leave, on average.

        Of equally promising ones those that stand first in `ready` are looked at.
        """
        two_steps = len(self._needed) <= _MOST_FOR_PAIRS
        if self._nothing_is_spared(ready, two_steps=two_steps):
            return dict.fromkeys(ready[:_FIRST], len(self._needed) - 1.0)
        counts = _stack(self._alone.needed.values())
        place, size = self._tables.place, self._tables.size
        left = {fact: _total(counts, (1 << size[fact]) - 1 << place[fact]) / size[fact] for fact in self._needed}
        first = sorted(ready, key=left.__getitem__)[:_FIRST]
        if not two_steps:
            return {fact: left[fact] for fact in first}
        return self._with_second(counts, first, sorted(self._needed, key=left.__getitem__)[:_SECOND])

    def _nothing_is_spared(self, ready: Sequence[str], *, two_steps: bool) -> bool:
        """Whether no answer spares a question, nor two of those that would be looked at: then all are alike."""
        missing = [{*one.missing, *one.ceiling.missing} for one in self._programs]
        waits = {fact: undecided_facts(guard) for fact, guard in self._guards.items()}
        reasons = Reasons(self._needed, missing, waits)
        if any(reasons.spared([fact]) for fact in (self._needed if two_steps else ready)):
            return False
        pairs = product(ready[:_FIRST], self._needed[:_SECOND]) if two_steps else ()
        return not any(reasons.spared(pair) for pair in pairs)

    def _with_second(self, counts: Sequence[int], first: Sequence[str], second: Sequence[str]) -> dict[str, float]:
        """Return how many questions each first fact would leave if the best of the second ones came after it.

        `counts` has the questions left after each first fact alone.
        """
        size, alone = self._tables.size, self._alone
        paired = _stack(self._tables.pairs(first, second).needed.values())
        width = sum(size[fact] for fact in second)
        masks = {fact: (1 << size[fact]) - 1 << start for fact, start in places(second, size).items()}
        found: dict[str, float] = {}
        block = 0
        for fact in first:
            total = 0.0
            for place in range(self._tables.place[fact], self._tables.place[fact] + size[fact]):
                after = [digit >> block & (1 << width) - 1 for digit in paired]
                followers = [
                    _total(after, mask) / size[follower]
                    for follower, mask in masks.items()
                    if alone.needed[follower] >> place & ~(alone.waiting.get(follower, 0) >> place) & 1
                ]
                total += 1 + min(followers) if followers else _total(counts, 1 << place)
                block += width
            found[fact] = total / size[fact]
        return found


def _stack(columns: Iterable[int]) -> list[int]:
    """Add up columns row by row: bit r of the k-th result is bit k of row r's sum."""
    sums: list[int] = []
    for column in columns:
        carry = column
        for place, digit in enumerate(sums):
            if not carry:
                break
            sums[place], carry = digit ^ carry, digit & carry
        if carry:
            sums.append(carry)
    return sums


def _total(sums: Sequence[int], rows: int) -> int:
    """Return the total of the sums in the given rows."""
    total = 0
    for place, digit in enumerate(sums):
        total += (digit & rows).bit_count() << place
    return total
