"""Rows of a sheet that are no applicants: totals, remarks, repeated headers, lines of units.

They are found by what they say, left out, and reported by line. A row that answers no question at all may be one of
them in words that are not known here; it is screened, and reported too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.screen.columns import Columns
from iotcheck.screen.scales import UnclearUnitError, parse_scale, stated_above, stated_in, states_unit
from iotcheck.screen.tables import Batch
from iotcheck.values import BadValueError

_TOTAL = (
    r"(?:.{0,14}?(?:合\s*计|小\s*计|总\s*计|共\s*计|累\s*计)数?(?:[(（][^()（）]{0,10}[)）])?"
    r"|分?类?汇\s*总|总和|总数|计"
    r"|平均[值数]?|均值|中位数|最[大小高低]值|[同占环]比|Σ|∑"
    r"|sub[- ]?totals?(?: [^\d]{1,20})?|(?:grand |column |overall )?totals?(?:\s*[(（].{1,20}[)）])?"
    r"|total g[ée]n[ée]ral|totaal|sous-total|zwischensumme|summe|gesamt(?:summe)?|insgesamt"
    r"|all (?:companies|firms|applicants)"
    r"|其中[:：].{0,14}|[一二三四五六七八九十]{1,3}[、.．]?"  # a part of a sum, a district with its sums
    r"|sums?|average|mean|median|min|max|minimum|maximum|count)\s*[:：]?"
    r"(?:\s*[(（]?\d+\s*[家户个条]?(?:企业|公司|单位)?[)）]?)?"
)
_REMARK = (
    r"(?:(?:备|附)?注|说明|(?:填表|填写|填报|编制)说明|(?:数据|资料)来源|制表(?:人|单位|日期|时间)?|填[表报](?:人|日期|单位)"
    r"|审[核批]人?|复核人?|(?:单位)?负责人|经办人|联系人|联系电话|打印日期|报送日期|盖章|签字|签章"
    r"|notes?|remarks?|sources?|(?:prepared|checked|approved|reviewed|compiled) by|date|signature)\s*\d{0,2}\s*[:：]"
    r"|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|第\s*\d+\s*页|page \d+|[*※]"
)
_EXAMPLE = r"[(（\[【]?(?:填[写报])?(?:示例|样例|范例|例|example|sample)(?:\s*[)）\]】:：].*)?"
_COLUMN_LETTERS = frozenset("甲乙丙丁戊") | {"栏次", "行次", "序号", "列号"}
_NO_ANSWERS, _NO_NAME = "rows-without-answers", "rows-without-name"
_KEPT_LINES = 1000
_NAMED = 4  # labels in a notice
_LINES = 3  # of a label in a notice
_LABEL = 30  # characters


class OtherRows:
    """Finds the rows of batches that are no applicants, by the columns of their table.

    `notices` tell, once all batches have been looked at, which lines they were.
    """

    def __init__(self, file: str, policies: PolicySet, columns: Columns) -> None:
        self.columns = columns
        self._file = file
        self._facts = policies.facts
        self._currency = policies.currency
        self._lines: dict[str, list[tuple[int, str]]] = {}

    def find(self, batch: Batch) -> set[int]:
        """Return the rows of a batch that are no applicants; raise DataError where one states another unit."""
        return {*self._labelled_rows(batch), *self._header_rows(batch)}

    def is_below_header(self, row: Sequence[str], line: int) -> bool:
        """Whether a row right below the header belongs to it: numbers of columns (甲, 1, 2, 3), or an example."""
        cells = [cell.strip(" ()（）") for cell in row if cell.strip()]
        numbers = [cell for cell in cells if cell.isdecimal()]
        in_order = numbers == [f"{number}" for number in range(1, len(numbers) + 1)]
        if (
            len(numbers) > 1
            and len(cells) == len(row)
            and in_order
            and _COLUMN_LETTERS.issuperset({*cells} - {*numbers})
        ):
            self._note("headers-left-out", line, "")
        elif cells and re.fullmatch(_EXAMPLE, next(filter(None, map(str.strip, row))), re.IGNORECASE | re.DOTALL):
            self._note("remarks-left-out", line, cells[0])
        else:
            return False
        return True

    def notices(self) -> Iterator[Problem]:
        """Yield what was found: for each kind of row the most frequent labels, with their first lines."""
        for code, lines in self._lines.items():
            by_label: dict[str, list[int]] = {}
            for line, label in lines:
                by_label.setdefault(label, []).append(line)
            if "" in by_label:
                names = [f"{line}" for line in by_label[""][:_NAMED]]
                more = len(lines) - len(names)
            else:
                frequent = sorted(by_label.items(), key=lambda item: -len(item[1]))
                names = [_labelled(label, its_lines) for label, its_lines in frequent[:_NAMED]]
                more = len(lines) - sum(len(its_lines) for _, its_lines in frequent[:_NAMED])
            params: dict[str, object] = {"names": names, "count": len(lines), "more": f" +{more}" if more else ""}
            yield Problem(Location(self._file), code, params, "notice")

    def is_unit_row(self, row: Sequence[str]) -> bool:
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

    def _labelled_rows(self, batch: Batch) -> Iterator[int]:
        """Yield the rows of totals and remarks, and note them; note rows without any answer."""
        for row, label in self._suspects(batch):
            cells = [column[row].strip() for column in batch.columns]
            if code := self._kind_of(label, cells):
                self._note(code, batch.lines[row], label)
                if code not in (_NO_ANSWERS, _NO_NAME):
                    if code == "remarks-left-out":
                        self._check_units(cells, batch.lines[row])
                    yield row

    def _suspects(self, batch: Batch) -> Iterator[tuple[int, str]]:
        """Yield the rows whose first text tells of a total or a remark, or which have no answer, with this text."""
        first, *others = (batch.columns[place] for place in self.columns.facts.values())
        empty = [row for row, text in enumerate(first) if not text.strip()] if "" in first or " " in first else []
        for column in others:
            empty = [row for row in empty if not column[row].strip()]
        special = set(empty)
        names = batch.columns[self.columns.carried[0]] if self.columns.carried else ()
        if "" in names:
            special |= {row for row, text in enumerate(names) if not text}
        # NOTE: most tables begin with ids, which need no other look: a step for each row is a tenth of the time.
        worded = [
            row
            for row, text in enumerate(batch.columns[0])
            if not (text[-1:].isdigit() and text.isascii() and text.isalnum())
        ]
        for row in sorted(special.union(worded)):
            label = next(filter(None, (column[row].strip() for column in batch.columns)), "")
            if row in special or _is_total(label) or _is_remark(label):
                yield row, label

    def _kind_of(self, label: str, cells: Sequence[str]) -> str:
        """Return the code of what is reported of a row with such a label; nothing for an applicant."""
        if self.columns.id is not None and cells[self.columns.id] not in ("", label):
            return ""
        given = [(name, place) for name, place in self.columns.facts.items() if cells[place]]
        if _is_total(label):
            answers = [name for name, place in given if self._is_answer(self._facts[name], cells[place])]
            return "totals-left-out" if all(self._facts[name].type.numeric for name in answers) else ""
        if _is_remark(label) and not any(self._is_answer(self._facts[name], cells[place]) for name, place in given):
            return "remarks-left-out"
        if not given:
            return _NO_ANSWERS
        nameless = bool(self.columns.carried) and not cells[self.columns.carried[0]]
        return _NO_NAME if nameless and all(self._facts[name].type.numeric for name, _ in given) else ""

    def _check_units(self, cells: Sequence[str], line: int) -> None:
        """Raise DataError where a remark states a unit of money in which a column does not count."""
        for unit in filter(None, map(stated_above, cells)):
            names = []
            for name, place in self.columns.facts.items():
                scale = self.columns.scales.get(name)
                if self._facts[name].type is not FactType.MONEY or (scale is not None and not scale.line):
                    continue  # --unit has settled it
                factors = {factor for _, factor in stated_in(unit, self._facts[name], self._currency)}
                if factors - {scale.factor if scale else 1}:
                    names.append(self.columns.names[place])
            if names:
                mend = " ".join(f'--unit "{name}={unit}"' for name in names)
                params = {"names": names, "unit": unit, "line": line, "mend": mend}
                raise DataError([Problem(Location(self._file, line), "unit-stated-below", params)])

    def _header_rows(self, batch: Batch) -> Iterator[int]:
        """Yield the rows that repeat the header, as at the top of a page, and a line of units below one."""
        names, facts = self.columns.names, self.columns.facts
        place = next(iter(facts.values()))
        if names[place] not in batch.columns[place]:
            return
        for row, cell in enumerate(batch.columns[place]):
            if cell.strip() == names[place]:
                cells = [column[row].strip() for column in batch.columns]
                repeated = sum(cells[other] == names[other] for other in facts.values())
                if repeated < len({*cells} & {names[other] for other in facts.values()}):  # in another order
                    raise DataError(
                        [Problem(Location(self._file, batch.lines[row]), "second-header", {"line": batch.lines[row]})]
                    )
                if repeated >= min(2, len(facts)):
                    self._note("headers-left-out", batch.lines[row], "")
                    yield row
                    below = [column[row + 1] for column in batch.columns] if row + 1 < batch.rows else []
                    if below and self.is_unit_row(below):
                        self._note("headers-left-out", batch.lines[row + 1], "")
                        yield row + 1

    def _is_answer(self, fact: Fact, cell: str) -> bool:
        try:
            fact.parse(cell, self._currency)
        except BadValueError as error:
            return error.code in ("too-low", "too-high")
        return True

    def _note(self, code: str, line: int, label: str) -> None:
        lines = self._lines.setdefault(code, [])
        if len(lines) < _KEPT_LINES:
            lines.append((line, label[:_LABEL]))


def _is_total(label: str) -> bool:
    """Whether a row with such a label is a sum of others, or the like."""
    return re.fullmatch(_TOTAL, label, re.IGNORECASE) is not None


def _is_remark(label: str) -> bool:
    """Whether a row with such a label says something about the table."""
    return re.match(_REMARK, label, re.IGNORECASE) is not None or states_unit(label)


def _labelled(label: str, lines: Sequence[int]) -> str:
    """Return a label with its first lines, and how often it occurs."""
    shown = ", ".join(map(str, lines[:_LINES])) + (" …" if len(lines) > _LINES else "")
    return f"{label} × {len(lines)} ({shown})" if len(lines) > 1 else f"{label} ({shown})"
