"""What the user should know of a table: passed on as it comes up, and gathered from its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from iotcheck.errors import Location, Problem
from iotcheck.model import PolicySet
from iotcheck.screen.columns import Columns, Reading
from iotcheck.screen.job import Screened
from iotcheck.screen.replacements import never_met

_LINES = 3  # that a notice names


class Noticed:
    """Passes notices on, and keeps them for a workbook."""

    def __init__(self, notify: Callable[[Problem], None]) -> None:
        self.problems: list[Problem] = []
        self._notify = notify

    def take(self, notices: Iterable[Problem]) -> None:
        """Pass some on."""
        for notice in notices:
            self._notify(notice)
            self.problems.append(notice)


class Remarks:
    """Gathers what the user should know of cells that were read."""

    def __init__(self) -> None:
        self._replaced: frozenset[tuple[str, str]] = frozenset()
        self._later: dict[str, list[int]] = {}
        self._counts: Counter[str] = Counter()

    def take(self, done: Screened) -> None:
        """Take what a batch has."""
        self._replaced |= done.replaced
        for name, lines in done.later.items():
            self._counts[name] += len(lines)
            first = self._later.setdefault(name, [])
            first += lines[: _LINES - len(first)]

    def notices(self, columns: Columns, reading: Reading, policies: PolicySet, file: str) -> Iterator[Problem]:
        """Yield the days after the day of assessment by column, and the texts to be replaced that no cell has."""
        for name, lines in self._later.items():
            params: dict[str, object] = {"name": name, "count": self._counts[name], "lines": lines}
            yield Problem(Location(file), "days-later", params, "notice")
        yield from never_met(reading.values, policies, columns.facts, columns.names, self._replaced)
