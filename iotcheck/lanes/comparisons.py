"""Comparisons of facts or amounts with one another: their truths, and the open facts that each still depends on."""

from __future__ import annotations

from iotcheck.engine import Evaluation
from iotcheck.lanes.outcomes import Outcomes
from iotcheck.logic import Truth, truth_of
from iotcheck.model import Compares

_TRUTH_BYTE = {Truth.FALSE: 0x00, Truth.UNKNOWN: 0x40, Truth.TRUE: 0xC0}


class OpenFacts:
    """Evaluates one comparison to bytes: its truth, then a bit for each open fact that it depends on."""

    def __init__(self, condition: Compares, facts: tuple[str, ...]) -> None:
        self._condition = condition
        self._facts = facts

    def __call__(self, evaluation: Evaluation) -> bytes:
        """Return the bytes of one combination of values."""
        trace = evaluation.condition(self._condition)
        found = bytearray(2 + len(self._facts) // 8)
        found[0] = _TRUTH_BYTE[trace.high]
        for place, fact in enumerate(self._facts):
            if fact in trace.open_facts:
                found[1 + place // 8] |= 0x80 >> place % 8
        return bytes(found)

    def closed(self, truth: bool) -> bytes:
        """Return the bytes of a truth that depends on no open fact."""
        return _TRUTH_BYTE[truth_of(truth)].to_bytes() + bytes(1 + len(self._facts) // 8)


class ComparedRows:
    """One comparison for the rows of a chunk: `truths` as a big integer, and which rows wait for a fact."""

    def __init__(self, facts: tuple[str, ...], outcomes: Outcomes[bytes], rows: int) -> None:
        self.facts = facts
        self._outcomes = outcomes
        self._rows = rows
        self.truths = self._column(0)

    def open_rows(self, fact: str) -> int:
        """Return the rows where the comparison depends on an open fact, marked at bit 7; other bits mean nothing."""
        place = self.facts.index(fact)
        return self._column(1 + place // 8) << place % 8

    def _column(self, byte: int) -> int:
        return self._outcomes.spread(bytes([outcome[byte] for outcome in self._outcomes.found]), self._rows)
