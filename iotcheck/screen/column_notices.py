"""What a table's header leaves open: columns that hold no fact, facts that no column holds, ids that come twice.

None of it is wrong, and all of it may be a slip that nobody would see in the results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from iotcheck.errors import Location, Problem
from iotcheck.model import NoAmount, PolicySet
from iotcheck.model.walk import AnyNode, facts_below
from iotcheck.screen.columns import Columns
from iotcheck.screen.tables import Batch
from iotcheck.texts import say
from iotcheck.texts import values as words

_NAMED = 6  # of a list in a notice
_WATCHED = 1 << 17  # rows whose ids are remembered: memory must not grow with the table


def absent_facts(policies: PolicySet, as_of: date, columns: Columns) -> list[str]:
    """Return the facts that programs look at on a day and no column gives, in the file's order."""
    looked_at: set[str] = set()
    for program in policies.programs.values():
        if edition := program.edition_on(as_of):
            roots: list[AnyNode] = [edition.when] if edition.when is not None else []
            roots += [] if isinstance(edition.ceiling, NoAmount) else [edition.ceiling]
            looked_at.update(*(facts_below(policies, root) for root in roots))
    return [name for name in policies.facts if name in looked_at and name not in columns.facts]


def column_notices(
    policies: PolicySet, as_of: date, columns: Columns, place: Location, language: str
) -> Iterator[Problem]:
    """Yield at most two notices: the columns that are not used, slips apart, and the facts without a column."""
    slips = {notice.params["name"] for notice in columns.notices}
    if unused := [name for number in columns.unused if (name := columns.names[number]) not in slips]:
        yield Problem(place, "columns-not-used", {"names": _some(language, unused, "-checked")}, "notice")
    if absent := absent_facts(policies, as_of, columns):
        labels = [policies.facts[name].label.in_language(language) for name in absent]
        yield Problem(place, "facts-without-column", {"names": _some(language, labels, "-checked")}, "notice")


class Ids:
    """Looks for ids that stand in more than one row, among the first rows of a table; without an id column for none."""

    def __init__(self, columns: Columns) -> None:
        self._place = columns.id
        self._lines: dict[str, int] = {}
        self._twice: dict[str, list[int]] = {}

    def watch(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """Pass batches on, without keeping any in memory."""
        return map(self._watched, batches)

    def notice(self, place: Location, language: str) -> Problem | None:
        """Return what was found."""
        if not self._twice:
            return None
        found = [
            say(language, "screen.id-lines", id=name, lines=_some(language, [f"{line}" for line in lines]))
            for name, lines in self._twice.items()
        ]
        return Problem(Location(place.file), "ids-twice", {"names": _some(language, found)}, "notice")

    def _watched(self, batch: Batch) -> Batch:
        if self._place is not None and len(self._lines) < _WATCHED:
            self._look(batch.columns[self._place], batch.lines)
        return batch

    def _look(self, ids: Sequence[str], lines: Sequence[int]) -> None:
        new = dict(zip(ids, lines, strict=True))
        if len(new) == len(lines) and self._lines.keys().isdisjoint(new):  # the quick way
            self._lines |= new
            return
        for name, line in zip(ids, lines, strict=True):
            first = self._lines.setdefault(name, line)
            if first != line and name:
                self._twice.setdefault(name, [first]).append(line)


def _some(language: str, names: Sequence[str], which: str = "") -> str:
    shown, more = words.listing(language, names[:_NAMED]), len(names) - _NAMED
    return shown if more <= 0 else say(language, f"screen.and-more{which}", names=shown, count=more)
