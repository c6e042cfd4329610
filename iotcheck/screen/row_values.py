"""What the rows of a batch answer: the values themselves, beside the codes that the batch evaluator needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from iotcheck.answers import Answers
from iotcheck.batch import Outcomes
from iotcheck.model import PolicySet
from iotcheck.screen.cells import CellCoder, without_faults
from iotcheck.screen.columns import Columns
from iotcheck.screen.tables import Batch
from iotcheck.values import Value

_NO_COLUMN: Outcomes[Value | None] = Outcomes((None,), None)

Combination = tuple[Value | None, ...]  # of the values of some facts


class RowValues:
    """The values of a batch's rows by fact, None where a fact is open; a fact without a column is open everywhere."""

    def __init__(self, rows: int, by_fact: Mapping[str, Outcomes[Value | None]]) -> None:
        self.rows = rows
        self._by_fact = by_fact

    def of(self, fact: str) -> Outcomes[Value | None]:
        """Return the values of one fact."""
        return self._by_fact.get(fact, _NO_COLUMN)

    def at(self, row: int, facts: Iterable[str]) -> Combination:
        """Return the values of some facts in one row."""
        return tuple([self.of(fact).at(row) for fact in facts])

    def numbers(self, facts: Sequence[str]) -> list[tuple[int, ...]]:
        """Return for each row what tells the values of some facts apart: equal where the values are."""
        columns = [self.of(fact).numbers for fact in facts]
        return list(zip(*(bytes(self.rows) if column is None else column for column in columns), strict=True))


class TableValues:
    """Reads the values of a table's rows, each distinct text once."""

    def __init__(self, policies: PolicySet, columns: Columns, facts: Iterable[str]) -> None:
        self._places = {fact: columns.facts[fact] for fact in facts if fact in columns.facts}
        self._coders = {fact: CellCoder(policies, columns, fact, keep_values=True) for fact in self._places}

    def rows(self, batch: Batch) -> RowValues:
        """Return the values of a batch of rows that can be screened; a cell that cannot be read is open."""
        found = {}
        for fact, coder in self._coders.items():
            texts, _ = without_faults(batch, self._places[fact], coder)
            values = coder.code(texts)[1]
            if values is not None:
                found[fact] = values
        return RowValues(batch.rows, found)

    def answers(self, batch: Batch) -> Iterator[Answers]:
        """Yield what each row answers: None for *don't know*, nothing for an empty cell."""
        rows = self.rows(batch)
        for row in range(batch.rows):
            given: Answers = {}
            for fact, place in self._places.items():
                value = rows.of(fact).at(row)
                if value is not None or self._coders[fact].meant(batch.columns[place][row]).strip():
                    given[fact] = value
            yield given
