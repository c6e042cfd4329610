"""Tables of hypothetical applicants: what each would still be asked, a bit for each applicant.

A table gives one or two facts their sample values in turn, each combination a row; every other open fact stays open.
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


class Left(NamedTuple):
    """What is left to ask in each row: the rows that need each fact, and those where its `asked_if` is still open."""

    needed: dict[str, int]
    waiting: dict[str, int]


class _Table(NamedTuple):
    """Hypothetical applicants: a bit for each row, the rows where each fact is known, those where each leaf holds."""

    rows: int
    known: Mapping[str, int]
    true: Sequence[int]


class Tables:
    """The tables that belong to programs in play and the conditions that some facts wait for.

    `size` says how many sample values each needed fact has, `place` the row of its first one in `alone()`.
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
        self.size = dict.fromkeys(needed, 1)
        self._holds = [0] * len(self._circuit.leaves)  # samples of its first open fact that a leaf holds for
        by_fact: dict[str, list[int]] = {}
        for number, leaf in enumerate(self._circuit.leaves):
            by_fact.setdefault(leaf.open_facts[0], []).append(number)
        for fact in self.size.keys() & by_fact.keys():
            numbers = by_fact[fact]
            traces = [self._circuit.leaves[number] for number in numbers]
            self.size[fact], columns = sample_truths(facts[fact], traces, as_of)
            for number, column in zip(numbers, columns, strict=True):
                self._holds[number] = column
        self.place = places(needed, self.size)

    def alone(self) -> Left:
        """Return what is left in a table with a row for each sample of each needed fact, one fact after another."""
        known = {fact: (1 << self.size[fact]) - 1 << self.place[fact] for fact in self._needed}
        true = [
            holds << self.place.get(leaf.open_facts[0], 0)
            for leaf, holds in zip(self._circuit.leaves, self._holds, strict=True)
        ]
        return self._left(_Table((1 << sum(self.size.values())) - 1, known, true))

    def pairs(self, first: Sequence[str], second: Sequence[str]) -> Left:
        """Return what is left in a table with a row for each sample of each first fact with each of each second one.

        The rows of one sample of a first fact stand together. Where both facts are the same, the first sample counts.
        """
        outer, inner = places(first, self.size), places(second, self.size)
        height, width = (sum(self.size[fact] for fact in facts) for facts in (first, second))
        every_block = sum(1 << block * width for block in range(height))
        block = (1 << width) - 1
        own = {  # the rows of a first fact: there its second place counts for nothing
            fact: (1 << self.size[fact] * width) - 1 << outer[fact] * width for fact in first
        }
        known = {fact: own.get(fact, 0) for fact in self._needed}
        for fact in second:
            known[fact] |= every_block * ((1 << self.size[fact]) - 1 << inner[fact])
        true: list[int] = []
        for leaf, holds in zip(self._circuit.leaves, self._holds, strict=True):
            fact = leaf.open_facts[0]
            rows = 0
            if fact in inner:
                rows = every_block * (holds << inner[fact]) & ~own.get(fact, 0)
            if fact in outer:
                for sample in range(self.size[fact]):
                    if holds >> sample & 1:
                        rows |= block << (outer[fact] + sample) * width
            true.append(rows)
        return self._left(_Table((1 << height * width) - 1, known, true))

    def _left(self, table: _Table) -> Left:
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
        return Left({fact: needed[fact] & ~known[fact] for fact in needed}, waiting)

    def _note(self, columns: Columns, reached: dict[int, int], needed: dict[str, int]) -> None:
        """Add the rows where the given nodes still depend on a fact."""
        for leaf, rows in self._circuit.open_leaves(columns, reached):
            for fact in leaf.open_facts:
                if fact in needed:
                    needed[fact] |= rows


def places(facts: Sequence[str], size: Mapping[str, int]) -> dict[str, int]:
    """Return where each fact's rows begin when they stand one after another."""
    return dict(zip(facts, accumulate((size[fact] for fact in facts), initial=0), strict=False))
