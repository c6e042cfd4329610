"""What stands below a header besides applicants: units, totals, remarks, the header once more. Left out, and reported.

A row is left out for its shape as much as for its words: `合计` in its first cell, and no answer but numbers. A company
that is called Total keeps its row, for it has a size, a day of foundation, a yes or a no.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import chain

from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import Compares, Constant, Fact, FactAmount, FactType, PolicySet, Text
from iotcheck.model.walk import walk
from iotcheck.screen.columns import Columns, Reading, match_columns
from iotcheck.screen.headers import (
    Convention,
    Headers,
    find_convention,
    find_day_order,
    in_day_order,
    looks_like_header,
)
from iotcheck.screen.other_rows import OtherRows
from iotcheck.screen.tables import Batch, CellFault, Table, is_hint_row
from iotcheck.screen.unit_columns import find_unit_columns, with_units
from iotcheck.texts.values import money
from iotcheck.values import BadValueError, Number, parse_number, tidy, unit_factor

_NAMED = 6  # of a list in a notice
_EXAMPLES = 3  # in a message
_SURELY_WHOLE = 100_000  # a bare amount from here on is one of yuan, though others are in 万元
_TINY = 100  # times less than the least amount that rules compare an answer with
_UNIT_BEHIND = re.compile(r"\d\s*([^\d\s][^\d]*)$")
_MIN_FRACTIONS = 3  # different numbers: fewer may be small by chance


class Body:
    """The applicants of a table: its batches without what is no applicant.

    `columns` know the scales that the whole top of the table states; `notices` tell, once all batches have been read,
    which lines were left out.
    """

    def __init__(self, table: Table, policies: PolicySet, reading: Reading) -> None:
        self._file = table.place.file
        self._by_hand = table.by_hand
        self._headers = Headers(policies, reading.mapping, reading.id_column)
        self._facts = policies.facts
        self._currency = policies.currency
        self._own_units: dict[str, dict[str, None]] = {}
        self._convention = Convention()
        self._day_orders: dict[int, str] = {}  # by column
        self._table = table
        self._known_notices = len(table.notices)
        self._policies = policies
        self._options = reading
        self.units_below: tuple[int, Sequence[str]] | None = None
        self.columns = self.matched(policies, None)
        self._others = OtherRows(table.place.file, policies, self.columns)

    def matched(self, policies: PolicySet, below: tuple[int, Sequence[str]] | None) -> Columns:
        """Match the header for a policy file, with a line of units below it."""
        table = self._table
        return match_columns(policies, table.names, table.place, self._options, above=table.above, below=below)

    def batches(self, carried: Container[int] | None = None) -> Iterator[Batch]:
        """Return the batches; the first is looked at now, so that `columns` know what it states.

        Raise DataError where the line below the header is one of headers, too.
        """
        batches = self._table.batches(self.columns.carried if carried is None else carried)
        first = next(batches, None)
        if first is None:
            return iter(())
        if self._by_hand:
            first = self._begin(first)
        self._look_for_fractions(first)
        if self._by_hand:
            self._look_at_bare_amounts(first)
        # NOTE: a generator would keep each batch in memory while it is screened and the next one read.
        clean: Callable[[Batch], Batch] = self._applicants if self._by_hand else _unchanged
        return chain(_taken_out([clean(first)]), map(clean, batches))

    def notices(self) -> Iterator[Problem]:
        """Yield what was left out: cells outside the table, totals, remarks, lines of headers."""
        yield from self._table.notices[self._known_notices :]
        for place, order in self._day_orders.items():
            code = "month-before-day" if order == "mdy" else "day-before-month"
            yield Problem(Location(self._file), code, {"name": self.columns.names[place]}, "notice")
        for name, texts in self._own_units.items():
            params: dict[str, object] = {"name": name, "names": list(texts)[:_NAMED], "count": len(texts)}
            yield Problem(Location(self._file), "cells-in-other-unit", params, "notice")
        yield from self._others.notices()

    def _begin(self, batch: Batch) -> Batch:
        """Look at the first lines: a line of hints, of units, or of headers."""
        while batch.rows:
            row = [column[0] for column in batch.columns]
            line = batch.lines[0]
            if looks_like_header(row, self._headers, self.columns.facts) or self._goes_on_with_header(row):
                raise DataError([Problem(Location(self._file, line), "second-header", {"line": line})])
            hints = is_hint_row(row)  # they name units as examples: "3,000,000 or 300万元"
            if not hints and self._others.is_unit_row(row):
                self.units_below = line, row
                self.columns = self._others.columns = self.matched(self._policies, self.units_below)
            elif not hints and not self._others.is_below_header(row, line):
                break
            batch = batch.select([number > 0 for number in range(batch.rows)])
        beside = find_unit_columns(self._policies, self.columns, batch, self._table.place)
        self.columns = self._others.columns = self.columns._replace(beside=beside)
        texts = {name: batch.columns[place] for name, place in self._numeric_columns()}
        self._convention = find_convention(texts.values(), self._table.separator)
        for name, place in self.columns.facts.items():
            if self._facts[name].type is FactType.DATE and (order := find_day_order(batch.columns[place])):
                self._day_orders[place] = order
        return batch

    def _look_for_fractions(self, batch: Batch) -> None:
        """Raise DataError where numbers in per cent look like fractions: 0.3, 0.25 and 0.07 below a plain header."""
        for name, place in self._numeric_columns():
            fact = self._facts[name]
            if name in self.columns.scales or not fact.in_percent:
                continue
            numbers: set[Number] = {number for text in set(batch.columns[place]) for number in _bare_numbers(text)}
            numbers.discard(0)
            small = [number for number in numbers if -1 <= number <= 1]
            if small and 2 * len(small) >= len(numbers) and not numbers <= {-1, 1}:
                header = self._table.place
                at = Location(header.file, max(1, header.line), place + 1)
                params = {"name": self.columns.names[place], "count": len(small), "total": len(numbers)}
                if len(small) == len(numbers) >= _MIN_FRACTIONS:
                    raise DataError([Problem(at, "maybe-fractions", params)])
                self._notice(Problem(at, "small-per-cents", params, "notice"))

    def _look_at_bare_amounts(self, batch: Batch) -> None:
        """Look at amounts of which nothing states the unit: refuse those among others with one, report tiny ones."""
        for name, place in self._numeric_columns():
            fact = self._facts[name]
            if fact.type is not FactType.MONEY or name in self.columns.scales or name in self.columns.beside:
                continue
            texts = sorted(set(batch.columns[place]))
            bare = sorted(number for text in texts for number in _bare_numbers(text) if number > 0)
            sized = [text for text in texts if not text[-1:].isdigit() and self._has_size(text)]
            header = self._table.place
            at = Location(header.file, max(1, header.line), place + 1)
            params: dict[str, object] = {"name": self.columns.names[place], "currency": self._currency}
            if sized and bare and bare[0] < _SURELY_WHOLE:
                params |= {"sized": sized[:_EXAMPLES], "bare": [str(number) for number in bare[:_EXAMPLES]]}
                raise DataError([Problem(at, "some-cells-in-unit", params)])
            least = least_threshold(self._policies, name)
            if bare and least is not None and not sized and bare[-1] * _TINY < least:
                params |= {"most": self._in_words(bare[-1]), "least": self._in_words(least)}
                self._notice(Problem(at, "maybe-other-unit", params, "notice"))

    def _in_words(self, amount: Number) -> Text:
        return Text(by_language={language: money(language, amount, self._currency) for language in ("zh", "en")})

    def _has_size(self, text: str) -> bool:
        unit = _UNIT_BEHIND.search(tidy(text).casefold())
        return unit is not None and (unit_factor(unit[1].strip(), self._currency) or 1) > 1

    def _notice(self, notice: Problem) -> None:
        self.columns = self.columns._replace(notices=(*self.columns.notices, notice))

    def _goes_on_with_header(self, row: Sequence[str]) -> bool:
        """Whether a row divides the column of a fact: nothing but texts such as years, where names are absent."""
        names = self.columns.names
        places = [place for place, cell in enumerate(row) if cell.strip()]
        unnamed = [place for place in places if names[place] == f"column {place + 1}"]
        return (
            bool(unnamed)
            and len(places) > 1
            and all(place in unnamed or place + 1 in unnamed or place - 1 in unnamed for place in places)
        )

    def _applicants(self, batch: Batch) -> Batch:
        """Return a batch without the rows that are no applicants, and with the units beside its numbers."""
        dropped = self._others.find(batch)
        if dropped:
            batch = batch.select([row not in dropped for row in range(batch.rows)])
        if batch.faults:
            batch = batch._replace(faults=tuple(filter(self._matters, batch.faults)))
        if self.columns.beside:
            batch = with_units(batch, self.columns)
        self._note_own_units(batch)
        return self._with_plain_values(batch)

    def _matters(self, fault: CellFault) -> bool:
        """Whether a fault is one: a number shown divided is what it is, unless its column has a unit."""
        if fault.code != "divided-by-format":
            return True
        scaled = [name for name, scale in self.columns.scales.items() if scale.factor != 1]
        return fault.column in [self.columns.facts[name] for name in scaled]

    def _note_own_units(self, batch: Batch) -> None:
        """Note the cells that state a unit of their own in a column that counts in another, such as 2000元 in 万元."""
        for name, place in self._numeric_columns():
            scale = self.columns.scales.get(name)
            if scale is None or scale.factor == 1:
                continue
            for text in set(batch.columns[place]):
                if text and not text[-1].isdigit() and self._states_unit(self._facts[name], text, scale.factor):
                    self._own_units.setdefault(self.columns.names[place], {})[text] = None

    def _states_unit(self, fact: Fact, text: str, factor: Number) -> bool:
        """Whether a cell's value does not depend on its column's scale, and is not what the scale would make of it."""
        try:
            value = fact.parse(text, self._currency, factor)
            bare = re.sub(r"[^\d.,+-]", "", text)
            independent = value == fact.parse(text, self._currency, 2 * factor)
            return independent and bool(value) and value != fact.parse(bare, self._currency, factor)
        except BadValueError:
            return False

    def _with_plain_values(self, batch: Batch) -> Batch:
        """Return a batch whose days and numbers are written in one way; ambiguous numbers are faults."""
        if not self._convention.matters and not self._day_orders:
            return batch
        columns, faults = list(batch.columns), list(batch.faults)
        for place, order in self._day_orders.items():
            columns[place] = tuple(in_day_order(text, order) for text in columns[place])
        if not self._convention.matters:
            return batch._replace(columns=columns)
        for _, place in self._numeric_columns():
            texts = self._convention.plain(columns[place])
            faults += [CellFault(row, place, "ambiguous-number") for row, text in enumerate(texts) if text is None]
            columns[place] = tuple(
                original if text is None else text for text, original in zip(texts, columns[place], strict=True)
            )
        return batch._replace(columns=columns, faults=tuple(faults))

    def _numeric_columns(self) -> Iterator[tuple[str, int]]:
        for name, place in self.columns.facts.items():
            if self._facts[name].type.numeric:
                yield name, place


def least_threshold(policies: PolicySet, name: str) -> Number | None:
    """Return the least amount above 0 that conditions compare a fact with, None where there is none."""
    wholes = [edition.when for program in policies.programs.values() for edition in program.editions if edition.when]
    nodes = [node for whole in wholes for node in walk(policies, whole) if isinstance(node, Compares)]
    found = [
        bound.value
        for node in nodes
        if isinstance(node.left, FactAmount) and node.left.fact == name
        for bound in node.bounds
        if isinstance(bound, Constant) and bound.value > 0
    ]
    return min(found, default=None)


def _taken_out(batches: list[Batch]) -> Iterator[Batch]:
    """Yield batches that nobody keeps: a list in a chain would stay in memory to the end."""
    while batches:
        yield batches.pop(0)


def _unchanged(batch: Batch) -> Batch:
    return batch


def _bare_numbers(text: str) -> tuple[Number, ...]:
    """Return the number that a text is nothing but; nothing for any other text."""
    try:
        return (parse_number(text),)
    except BadValueError:
        return ()
