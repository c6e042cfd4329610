"""The look-ahead: how many questions each question would leave to ask, over tables of hypothetical applicants.

First each question alone, then the most promising ones together with those that may follow. All this orders questions
and decides nothing, so that samples and averages are good enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from iotcheck.engine import ProgramReport, Trace
from iotcheck.interview.circuit import Circuit, Columns
from iotcheck.interview.samples import sample_truths
from iotcheck.model import Fact

_FIRST = 4  # questions looked at closely
_SECOND = 6  # questions that may follow one of them
_MOST_FOR_PAIRS = 32  # beyond so many needed facts a second step costs more time than it saves questions


class _Left(NamedTuple):
    """What is left to ask in each row: the rows that need each fact, and those where its `asked_if` is still open."""

    needed: dict[str, int]
    waiting: dict[str, int]


class _Table(NamedTuple):
    """Hypothetical applicants: a bit for each row, the rows where each fact is known, those where each leaf holds."""

    rows: int
    known: Mapping[str, int]
    true: Sequence[int]


class LookAhead:
    """Looks ahead from a report with these programs in play.

    `needed` are the facts that may still be asked about them, `guards` the open conditions that some of these wait for.
    """

    def __init__(
        self,
        facts: Mapping[str, Fact],
        programs: Iterable[ProgramReport],
        needed: Sequence[str],
        guards: Mapping[str, Trace],
        as_of: date,
    ) -> None:
        self._needed = needed
        self._circuit = Circuit()
        self._programs = [
            (self._circuit.add(one.trace) if one.trace else (None, None), one.ceiling.missing) for one in programs
        ]
        added = {fact: self._circuit.add(guard)[0] for fact, guard in guards.items() if fact in needed}
        self._guards = {fact: node for fact, node in added.items() if node is not None}
        self._size = dict.fromkeys(needed, 1)  # samples by fact
        self._holds = [0] * len(self._circuit.leaves)  # samples of its first open fact that a leaf holds for
        by_fact: dict[str, list[int]] = {}
        for number, leaf in enumerate(self._circuit.leaves):
            by_fact.setdefault(leaf.open_facts[0], []).append(number)
        for fact in self._size.keys() & by_fact.keys():
            numbers = by_fact[fact]
            traces = [self._circuit.leaves[number] for number in numbers]
            self._size[fact], columns = sample_truths(facts[fact], traces, as_of)
            for number, column in zip(numbers, columns, strict=True):
                self._holds[number] = column
        self._place = _places(needed, self._size)
        self._alone = self._left(self._each_alone())

    def samples(self, fact: str) -> int:
        """Return how many values of a needed fact are looked at."""
        return self._size[fact]

    def left_after(self, fact: str, sample: int) -> list[str]:
        """Return the facts that may still be asked if this one has the sample value of that number."""
        row = self._place[fact] + sample
        return [one for one, rows in self._alone.needed.items() if rows >> row & 1]

    def questions_left(self, ready: Sequence[str]) -> dict[str, float]:
        """Return how many questions the most promising of the `ready` facts would leave, on average.

        Of equally promising ones those that stand first in `ready` are looked at.
        """
        counts = _stack(self._alone.needed.values())
        left = {fact: _mean(counts, self._place[fact], self._size[fact]) for fact in self._needed}
        first = sorted(ready, key=left.__getitem__)[:_FIRST]
        if len(self._needed) > _MOST_FOR_PAIRS:
            return {fact: left[fact] for fact in first}
        return self._with_second(first, sorted(self._needed, key=left.__getitem__)[:_SECOND])

    def _with_second(self, first: Sequence[str], second: Sequence[str]) -> dict[str, float]:
        """Return how many questions each first fact would leave if the best of the second ones came after it."""
        paired = _stack(self._left(self._pairs(first, second)).needed.values())
        width = sum(self._size[fact] for fact in second)
        inner = _places(second, self._size)
        found: dict[str, float] = {}
        row = 0
        for fact in first:
            total = 0.0
            for sample in range(self._size[fact]):
                after = self.left_after(fact, sample)
                place = self._place[fact] + sample
                followers = [
                    _mean(paired, row * width + inner[follower], self._size[follower])
                    for follower in second
                    if follower in after and not self._alone.waiting.get(follower, 0) >> place & 1
                ]
                total += 1 + min(followers) if followers else len(after)
                row += 1
            found[fact] = total / self._size[fact]
        return found

    def _each_alone(self) -> _Table:
        """Return the table with a row for each sample of each needed fact."""
        known = {fact: (1 << self._size[fact]) - 1 << self._place[fact] for fact in self._needed}
        true = [
            holds << self._place.get(leaf.open_facts[0], 0)
            for leaf, holds in zip(self._circuit.leaves, self._holds, strict=True)
        ]
        return _Table((1 << sum(self._size.values())) - 1, known, true)

    def _pairs(self, first: Sequence[str], second: Sequence[str]) -> _Table:
        """Return the table with a row for each sample of each first fact with each sample of each second one."""
        outer, inner = _places(first, self._size), _places(second, self._size)
        height, width = (sum(self._size[fact] for fact in facts) for facts in (first, second))
        every_block = sum(1 << block * width for block in range(height))
        block = (1 << width) - 1
        own = {  # the rows of a first fact: there its second place counts for nothing
            fact: (1 << self._size[fact] * width) - 1 << outer[fact] * width for fact in first
        }
        known = {fact: own.get(fact, 0) for fact in self._needed}
        for fact in second:
            known[fact] |= every_block * ((1 << self._size[fact]) - 1 << inner[fact])
        true: list[int] = []
        for leaf, holds in zip(self._circuit.leaves, self._holds, strict=True):
            fact = leaf.open_facts[0]
            rows = 0
            if fact in inner:
                rows = every_block * (holds << inner[fact]) & ~own.get(fact, 0)
            if fact in outer:
                for sample in range(self._size[fact]):
                    if holds >> sample & 1:
                        rows |= block << (outer[fact] + sample) * width
            true.append(rows)
        return _Table((1 << height * width) - 1, known, true)

    def _left(self, table: _Table) -> _Left:
        """Return what the applicants of a table still need."""
        rows, known, true = table
        open_rows: dict[tuple[str, ...], int] = {}
        leaves: list[tuple[int, int]] = []
        for leaf, holds in zip(self._circuit.leaves, true, strict=True):
            unknown = open_rows.get(leaf.open_facts)
            if unknown is None:
                decided = rows
                for fact in leaf.open_facts:
                    decided &= known.get(fact, 0)
                unknown = open_rows[leaf.open_facts] = rows ^ decided
            leaves.append((holds & ~unknown, holds | unknown))
        columns = self._circuit.evaluate(rows, leaves)
        needed = dict.fromkeys(self._needed, 0)
        reached: dict[int, int] = {}
        for (high, low), ceiling in self._programs:
            for node in (high, low):
                if node is not None:
                    reached[node] = columns.undecided(node)
            in_play = rows if high is None else columns.can[high]
            for fact in ceiling:
                if fact in needed:
                    needed[fact] |= in_play
        self._note(columns, reached, needed)
        waiting: dict[str, int] = {}
        reached = {}
        for fact, node in self._guards.items():
            waiting[fact] = columns.undecided(node)
            needed[fact] &= columns.can[node]
            reached[node] = reached.get(node, 0) | needed[fact] & waiting[fact]
        self._note(columns, reached, needed)
        return _Left({fact: needed[fact] & ~known[fact] for fact in needed}, waiting)

    def _note(self, columns: Columns, reached: dict[int, int], needed: dict[str, int]) -> None:
        """Add the rows where the given nodes still depend on a fact."""
        for leaf, rows in self._circuit.open_leaves(columns, reached):
            for fact in leaf.open_facts:
                if fact in needed:
                    needed[fact] |= rows


def _places(facts: Sequence[str], size: Mapping[str, int]) -> dict[str, int]:
    """Return where each fact's rows begin when they stand one after another."""
    return dict(zip(facts, accumulate((size[fact] for fact in facts), initial=0), strict=False))


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


def _mean(sums: Sequence[int], start: int, size: int) -> float:
    """Return the mean of the sums in `size` rows from `start`."""
    mask = (1 << size) - 1
    return sum((digit >> start & mask).bit_count() << place for place, digit in enumerate(sums)) / size
