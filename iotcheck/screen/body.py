"""What stands below a header besides applicants: units, totals, remarks, the header once more. Left out, and reported.

A row is left out for its shape as much as for its words: `合计` in its first cell, and no answer but numbers. A company
that is called Total keeps its row, for it has a size, a day of foundation, a yes or a no.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import chain

from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.screen.columns import Columns, Options, match_columns
from iotcheck.screen.conventions import Convention, find_convention, find_day_order, in_day_order
from iotcheck.screen.headers import Headers, looks_like_header
from iotcheck.screen.scales import UnclearUnitError, is_percent, parse_scale
from iotcheck.screen.tables import Batch, CellFault, Table, is_hint_row
from iotcheck.values import BadValueError, Number, parse_number

_TOTAL = re.compile(
    r"(?:.{0,14}?(?:合\s*计|小\s*计|总\s*计|共\s*计|累\s*计)(?:[(（][^()（）]{0,10}[)）])?"
    r"|平均值?|均值|(?:grand |sub-?|column )?totals?|sums?|average|mean)\s*[:：]?"
    r"(?:\s*\d+\s*[家户个条]?(?:企业|公司|单位)?)?",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:(?:备|附)?注|说明|(?:填表|填写|填报|编制)说明|(?:数据|资料)来源|制表(?:人|单位|日期|时间)?|填[表报](?:人|日期|单位)"
    r"|审[核批]人?|复核人?|(?:单位)?负责人|经办人|联系人|联系电话|打印日期|报送日期|盖章|签字"
    r"|notes?|remarks?|sources?|(?:prepared|checked|approved|reviewed|compiled) by|date|signature)\s*\d{0,2}\s*[:：]"
    r"|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|第\s*\d+\s*页|page \d+|[*※]",
    re.IGNORECASE,
)
_KEPT_LINES = 1000
_NAMED = 6  # of a list in a notice
_MIN_FRACTIONS = 3  # different numbers: fewer may be small by chance


class Body:
    """The applicants of a table: its batches without what is no applicant.

    `columns` know the scales that the whole top of the table states; `notices` tell, once all batches have been read,
    which lines were left out.
    """

    def __init__(self, table: Table, policies: PolicySet, options: Options) -> None:
        self._file = table.place.file
        self._by_hand = table.by_hand
        self._headers = Headers(policies, options.mapping, options.id_column)
        self._facts = policies.facts
        self._currency = policies.currency
        self._left_out: dict[str, list[tuple[int, str]]] = {}
        self._own_units: dict[str, dict[str, None]] = {}
        self._convention = Convention()
        self._day_orders: dict[int, str] = {}  # by column
        self._table = table
        self._policies = policies
        self._options = options
        self.units_below: tuple[int, Sequence[str]] | None = None
        self.columns = self.matched(policies, None)

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
        # NOTE: a generator would keep each batch in memory while it is screened and the next one read.
        clean: Callable[[Batch], Batch] = self._applicants if self._by_hand else _unchanged
        return chain([clean(first)], map(clean, batches))

    def notices(self) -> Iterator[Problem]:
        """Yield what was left out: totals, remarks, lines of headers."""
        for place, order in self._day_orders.items():
            code = "month-before-day" if order == "mdy" else "day-before-month"
            yield Problem(Location(self._file), code, {"name": self.columns.names[place]}, "notice")
        for name, texts in self._own_units.items():
            params: dict[str, object] = {"name": name, "names": list(texts)[:_NAMED], "count": len(texts)}
            yield Problem(Location(self._file), "cells-in-other-unit", params, "notice")
        for code, lines in self._left_out.items():
            names = [f"{text} ({line})" if text else f"{line}" for line, text in lines[:_NAMED]]
            more = len(lines) - len(names)
            params = {"names": names, "count": len(lines), "more": f" +{more}" if more else ""}
            yield Problem(Location(self._file), code, params, "notice")

    def _begin(self, batch: Batch) -> Batch:
        """Look at the first lines: a line of hints, of units, or of headers."""
        while batch.rows:
            row = [column[0] for column in batch.columns]
            line = batch.lines[0]
            if looks_like_header(row, self._headers, self.columns.facts) or self._goes_on_with_header(row):
                raise DataError([Problem(Location(self._file, line), "second-header", {"line": line})])
            if self._is_unit_row(row):
                self.units_below = line, row
                self.columns = self.matched(self._policies, self.units_below)
            elif not is_hint_row(row):
                break
            batch = batch.select([number > 0 for number in range(batch.rows)])
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
            if name in self.columns.scales or not is_percent(fact):
                continue
            numbers: set[Number] = {number for text in set(batch.columns[place]) for number in _bare_numbers(text)}
            numbers.discard(0)
            if numbers and all(-1 <= number <= 1 for number in numbers) and not numbers <= {-1, 1}:
                header = self._table.place
                at = Location(header.file, max(1, header.line), place + 1)
                doubt = Problem(at, "maybe-fractions", {"name": self.columns.names[place]})
                if len(numbers) >= _MIN_FRACTIONS:
                    raise DataError([doubt])
                self.columns = self.columns._replace(notices=(*self.columns.notices, doubt._replace(severity="notice")))

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

    def _is_unit_row(self, row: Sequence[str]) -> bool:
        """Whether a row states units: of one number at least, and whatever else it says is no answer."""
        units = 0
        for name, place in self.columns.facts.items():
            fact, cell = self._facts[name], row[place].strip()
            if cell and fact.type.numeric:
                try:
                    units += parse_scale(cell, fact, self._currency) is not None and not cell[0].isdigit()
                except UnclearUnitError:
                    units += not cell[0].isdigit()
            if cell and self._is_answer(fact, cell):
                return False
        return units > 0

    def _applicants(self, batch: Batch) -> Batch:
        """Return a batch without the rows that are no applicants, and with the units beside its numbers."""
        dropped = dict(self._labelled_rows(batch)) | dict(self._header_rows(batch))
        if dropped:
            batch = batch.select([row not in dropped for row in range(batch.rows)])
        if self.columns.beside:
            batch = batch._replace(columns=self._with_units_beside(batch.columns))
        self._note_own_units(batch)
        return self._with_plain_values(batch)

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

    def _labelled_rows(self, batch: Batch) -> Iterator[tuple[int, str]]:
        """Yield the rows of totals and remarks, and note them."""
        for row in self._incomplete_rows(batch):
            label = next((cell for column in batch.columns if (cell := column[row].strip())), "")
            if _TOTAL.fullmatch(label) or _REMARK.match(label):
                cells = [column[row].strip() for column in batch.columns]
                if code := self._kind_of(label, cells):
                    self._note(code, batch.lines[row], label)
                    yield row, code

    def _incomplete_rows(self, batch: Batch) -> Sequence[int]:
        """Return the rows that lack some answer which is no number, as totals and remarks do: few in most tables."""
        facts = self.columns.facts
        texts = [batch.columns[place] for name, place in facts.items() if not self._facts[name].type.numeric]
        if not texts:
            return range(batch.rows)
        return sorted({row for column in texts if "" in column for row, cell in enumerate(column) if not cell})

    def _kind_of(self, label: str, cells: Sequence[str]) -> str:
        """Return the code of what is reported of a row with such a label; nothing for an applicant."""
        if self.columns.id is not None and cells[self.columns.id] not in ("", label):
            return ""
        answers = [
            self._facts[name].type.numeric
            for name, place in self.columns.facts.items()
            if cells[place] and self._is_answer(self._facts[name], cells[place])
        ]
        if _TOTAL.fullmatch(label):
            return "totals-left-out" if all(answers) else ""
        return "remarks-left-out" if _REMARK.match(label) and not answers else ""

    def _header_rows(self, batch: Batch) -> Iterator[tuple[int, str]]:
        """Yield the rows that repeat the header, as at the top of a page, and a line of units below one."""
        names, facts = self.columns.names, self.columns.facts
        place = next(iter(facts.values()))
        if names[place] not in batch.columns[place]:
            return
        for row, cell in enumerate(batch.columns[place]):
            if cell.strip() == names[place]:
                cells = [column[row].strip() for column in batch.columns]
                if sum(cells[other] == names[other] for other in facts.values()) >= min(2, len(facts)):
                    self._note("headers-left-out", batch.lines[row], "")
                    yield row, "headers-left-out"
                    below = [column[row + 1] for column in batch.columns] if row + 1 < batch.rows else []
                    if below and self._is_unit_row(below):
                        self._note("headers-left-out", batch.lines[row + 1], "")
                        yield row + 1, "headers-left-out"

    def _with_units_beside(self, columns: Sequence[Sequence[str]]) -> list[Sequence[str]]:
        """Return columns whose bare numbers have the units that stand beside them."""
        joined = list(columns)
        for name, beside in self.columns.beside.items():
            place = self.columns.facts[name]
            joined[place] = tuple(
                f"{cell}{unit.strip()}" if unit.strip() and cell.strip()[-1:].isdigit() else cell
                for cell, unit in zip(columns[place], columns[beside], strict=True)
            )
        return joined

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

    def _is_answer(self, fact: Fact, cell: str) -> bool:
        try:
            fact.parse(cell, self._currency)
        except BadValueError as error:
            return error.code in ("too-low", "too-high")
        return True

    def _note(self, code: str, line: int, label: str) -> None:
        lines = self._left_out.setdefault(code, [])
        if len(lines) < _KEPT_LINES:
            lines.append((line, label))


def _unchanged(batch: Batch) -> Batch:
    return batch


def _bare_numbers(text: str) -> tuple[Number, ...]:
    """Return the number that a text is nothing but; nothing for any other text."""
    try:
        return (parse_number(text),)
    except BadValueError:
        return ()
