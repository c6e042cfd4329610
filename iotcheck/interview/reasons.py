"""Why each question is needed, and so which of them some answers could spare: a bound that takes no table.

A question is spared when all that needs it is settled, or when it turns out not to be asked; and an answer settles
nothing but what its fact has a part in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping


class Reasons:
    """What each fact is needed for: programs in play, and conditions that decide whether others are asked.

    `needed` are the facts that may be asked; `programs` has for each program the facts that it misses, `waits` for each
    fact whose `asked_if` is open the facts that this depends on.
    """

    def __init__(
        self, needed: Iterable[str], programs: Iterable[Iterable[str]], waits: Mapping[str, Iterable[str]]
    ) -> None:
        self._reasons = dict.fromkeys(needed, 0)  # by fact, as bits
        self._own: dict[str, int] = {}  # by fact that waits: the bit of its `asked_if`
        bit = 1
        for missing in programs:
            self._add(missing, bit)
            bit <<= 1
        for fact, others in waits.items():
            self._own[fact] = bit
            self._add(others, bit)
            bit <<= 1

    def spared(self, answered: Collection[str]) -> set[str]:
        """Return the facts that answers to these could make superfluous; no other fact is, whatever the answers."""
        touched = 0
        for fact in answered:
            touched |= self._reasons[fact]
        found: set[str] = set()
        while True:
            more = {
                fact
                for fact, reasons in self._reasons.items()
                if fact not in found and (not reasons & ~touched or self._own.get(fact, 0) & touched)
            }
            found |= more
            waited = [self._own[fact] for fact in more if fact in self._own]
            if not waited:
                return found - set(answered)
            for bit in waited:  # what is not asked itself needs nothing for it to be decided whether to ask
                touched |= bit

    def _add(self, facts: Iterable[str], bit: int) -> None:
        for fact in facts:
            if fact in self._reasons:
                self._reasons[fact] |= bit
