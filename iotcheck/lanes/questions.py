"""A question worth asking of every row of a chunk: the first in the file's order of those an interview could ask now.

`interview.Agenda.ready` says which these are; the tests hold both together. An interview looks ahead to choose among
them, which takes about a millisecond: too long for each row of a table.

A fact is needed if it is missing from a program in play, was not asked, and its `asked_if` is not false; then also what
its `asked_if` still depends on. The first needed fact that waits for no other needed one is next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from iotcheck.lanes.chunk import Chunk
from iotcheck.lanes.coding import NOT_ASKED
from iotcheck.lanes.marks import missing_facts
from iotcheck.lanes.masks import without
from iotcheck.lanes.nodes import Graph
from iotcheck.lanes.outcomes import Outcomes
from iotcheck.lanes.results import ProgramRows
from iotcheck.lanes.totals import Counter
from iotcheck.lanes.truths import Truths

_MOST_IN_A_BYTE = 255
_UNASKED = bytes([0x80 if code == NOT_ASKED else 0 for code in range(256)])


class Questions:
    """Gathers the facts that rows still need; `add` takes programs' results one by one."""

    def __init__(
        self,
        facts: Sequence[str],
        guards: Mapping[str, Sequence[int]],
        graph: Graph,
        truths: Truths,
        chunk: Chunk,
    ) -> None:
        self._facts = facts
        self._guards = guards
        self._graph = graph
        self._truths = truths
        self._chunk = chunk
        self._waiting: dict[str, int] = {}

    def add(self, program: ProgramRows) -> None:
        """Note what a program in play misses: for its verdict, or for its ceiling where it is not ineligible."""
        if not program.open_to_applicants or program.lanes is None:
            return
        for fact, rows in program.missing.masks.items():
            self._wait(fact, rows)
        if program.ceilings is not None:
            in_play = program.applicable | program.undetermined
            for fact in program.figures.facts:
                self._wait(fact, program.ceiling_misses(fact) & in_play)

    def next(self) -> Outcomes[str | None]:
        """Return each row's next question; None where nothing is left to ask."""
        picked: list[tuple[str, int]] = []
        left = self._truths.masks.certain
        for fact, rows in self._ready_and_needed()[0].items():
            if ready := rows & left:
                picked.append((fact, ready))
                left ^= ready
        return self._names(picked)

    def remaining(self) -> tuple[Sequence[int], dict[str, int]]:
        """Return how many facts each row needs, and by fact the mask of the rows that could be asked it now."""
        ready, needed = self._ready_and_needed()
        counter = Counter(self._chunk.rows)
        for rows in needed.values():
            counter.add(rows)
        return counter.counts(), ready

    def _ready_and_needed(self) -> tuple[dict[str, int], dict[str, int]]:
        waits = {fact: self._waits_for(nodes) for fact, nodes in self._guards.items()}
        needed = self._needed(waits)
        ready: dict[str, int] = {}
        for fact in self._facts:
            if fact in needed:
                ready[fact] = needed[fact]
                for before, rows in waits.get(fact, {}).items():
                    ready[fact] = without(ready[fact], rows & needed.get(before, 0))
        return ready, needed

    def _wait(self, fact: str, rows: int) -> None:
        self._waiting[fact] = self._waiting.get(fact, 0) | rows

    def _waits_for(self, nodes: Sequence[int]) -> dict[str, int]:
        """Return the open facts on which it depends whether a fact is to be asked, with the rows."""
        return missing_facts(self._graph, self._truths, nodes, self._truths.masks.certain)

    def _needed(self, waits: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
        needed: dict[str, int] = {}
        may_ask: dict[str, int] = {}
        pending = list(self._waiting.items())
        while pending:
            fact, rows = pending.pop()
            if fact not in may_ask:
                may_ask[fact] = self._may_ask(fact)
            rows = without(rows & may_ask[fact], needed.get(fact, 0))
            if rows:
                needed[fact] = needed.get(fact, 0) | rows
                pending += [(before, rows & open_rows) for before, open_rows in waits.get(fact, {}).items()]
        return needed

    def _may_ask(self, fact: str) -> int:
        """Return the rows where a fact was not asked and its `asked_if` is not false."""
        unasked = int.from_bytes(self._chunk.codes[fact][0].translate(_UNASKED), "little")
        return unasked & self._truths.high(self._guards[fact][-1]) << 1 if fact in self._guards else unasked

    def _names(self, picked: Sequence[tuple[str, int]]) -> Outcomes[str | None]:
        """Turn rows by fact into a fact for each row."""
        names = (None, *(fact for fact, _ in picked))
        numbers: Sequence[int] = bytes(self._chunk.rows)
        for start in range(0, len(picked), _MOST_IN_A_BYTE):
            marks = sum((rows >> 7) * number for number, (_, rows) in enumerate(picked[start:][:_MOST_IN_A_BYTE], 1))
            codes = marks.to_bytes(self._chunk.rows, "little")
            numbers = (
                [one or (start + code if code else 0) for one, code in zip(numbers, codes, strict=True)]
                if start
                else codes
            )
        return Outcomes(names, numbers)
