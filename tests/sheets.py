"""Random sheets of companies whose meaning is known: units, percents, merged cells and totals in many places.

A sheet states the unit of its money where people do: in the header, beside it, above the table, in a row below, in the
format of cells, in the cells themselves. A reader must arrive at `answers` or refuse the table; a sheet that states two
different units (`contradicts`) must be refused.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

import openpyxl

from iotcheck.values import Value
from tests.desk import FIELDS, KINDS

KINDS_OF_FILE = ("xlsx", "csv", "csv of gb18030", "tsv")
_UNITS = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}
_IN_HEADER = ("{label}（{unit}）", "{label}({unit})", "{label}（单位：{unit}）", "{label}\n（{unit}）",
              "{label}[{unit}]", "{label}/{unit}", "{label}（人民币{unit}）")  # fmt: skip
_ABOVE = ("单位：{unit}", "单位:{unit}", "（单位：{unit}）", "金额单位：人民币{unit}", "计量单位： {unit}")
_PLACES = ("header", "above", "row", "format", "cells", "beside", "nowhere")
_TOTALS = ("合计", "小计", "总计", "合 计", "平均", "Total")
_REMARKS = ("制表人：张三", "注：数据截至上年末", "审核人：李四    日期：2026-01-15", "备注：营业收入为审计数")
LABELS = {"kind": "企业类型", "high_tech": "是否高新技术企业", "founded": "成立日期", "revenue": "营业收入",
          "rd_spend": "研发费用", "growth": "营业收入增速", "staff": "职工人数", "fields": "行业领域"}  # fmt: skip

Cell = tuple[Any, str]  # value and number format


class Sheet(NamedTuple):
    """A table in bytes, and what it means: answers by company."""

    name: str
    data: bytes
    answers: dict[str, dict[str, Value | None]]
    place: str
    contradicts: bool


def sheet(seed: int) -> Sheet:
    """Return the sheet of a seed."""
    random = Random(seed)
    kind = random.choice(KINDS_OF_FILE)
    place = random.choice(_PLACES if kind == "xlsx" else tuple(place for place in _PLACES if place != "format"))
    unit = "元" if place == "nowhere" else random.choice(list(_UNITS))
    contradicts = place in ("header", "row") and random.random() < 0.2
    facts = [name for name in LABELS if name in ("revenue", "growth") or random.random() < 0.7]
    answers = {f"深圳{number}号科技有限公司": _answers(random, facts, unit) for number in range(random.randint(2, 7))}
    header, units = _header(random, facts, place, unit)
    rows = [[(name, "General"), *_cells(random, facts, place, unit, given)] for name, given in answers.items()]
    above = [[random.choice(("企业情况汇总表", "2025年度物联网企业名单（共3页）"))]] if random.random() < 0.5 else []
    if place == "above" or contradicts:
        stated = unit if place == "above" else random.choice([other for other in _UNITS if other != unit])
        line: list[str] = [""] * len(header)
        line[random.choice((0, len(header) - 1))] = random.choice(_ABOVE).format(unit=stated)
        above.append(line)
    grid: list[list[Cell]] = [[(text or None, "General") for text in line] for line in (*above, header)]
    if place == "row":
        grid.append([(text or None, "General") for text in units])
    first = len(grid)
    grid += rows
    if random.random() < 0.6:
        grid.append(_total(random, facts, len(header), unit))
    if random.random() < 0.4:
        grid.append([(random.choice(_REMARKS), "General")])
    if kind == "xlsx":
        merged = _merges(random, rows, first, answers, facts)
        return Sheet("sheet.xlsx", _workbook(grid, merged), answers, place, contradicts)
    return Sheet(*_text(kind, grid, len(header)), answers, place, contradicts)


def _answers(random: Random, facts: list[str], unit: str) -> dict[str, Value | None]:
    values: dict[str, Value] = {
        "kind": random.choice(list(KINDS)),
        "high_tech": random.random() < 0.5,
        "founded": date(random.randint(1999, 2024), random.randint(1, 12), random.randint(1, 28)),
        "revenue": _UNITS[unit] * random.randint(1, 9000),
        "rd_spend": _UNITS[unit] * random.randint(1, 900),
        "growth": random.randint(-30, 90),
        "staff": random.randint(1, 900),
        "fields": tuple(field for field in FIELDS if random.random() < 0.5),
    }
    return {name: values[name] for name in facts}


def _header(random: Random, facts: list[str], place: str, unit: str) -> tuple[list[str], list[str]]:
    """Return the header, and the row of units below it."""
    header, units = ["企业名称"], [random.choice(("单位", ""))]
    form = random.choice(_IN_HEADER)
    percent = random.choice(("（%）", "(%)", ""))
    for name in facts:
        money = name in ("revenue", "rd_spend")
        label = LABELS[name]
        header.append(form.format(label=label, unit=unit) if money and place == "header" else label)
        if name == "growth" and place != "row":
            header[-1] += percent
        units.append(unit if money else {"growth": "%", "staff": "人"}.get(name, ""))
        if money and place == "beside":
            header.append(random.choice(("单位", "计量单位", "金额单位")))
            units.append("")
    return header, units


def _cells(random: Random, facts: list[str], place: str, unit: str, answers: dict[str, Value | None]) -> Iterator[Cell]:
    for name in facts:
        value = answers[name]
        match name:
            case "kind":
                yield KINDS[str(value)], "General"
            case "high_tech":
                yield "是" if value else "否", "General"
            case "founded":
                yield value, "yyyy-mm-dd"
            case "revenue" | "rd_spend":
                assert isinstance(value, int)
                number = Fraction(value, _UNITS[unit]).numerator
                if place == "cells":
                    yield random.choice((f"{number}{unit}", f"{number:,} {unit}")), "General"
                else:
                    yield number, f'#,##0"{unit}"' if place == "format" else random.choice(("General", "#,##0", "0"))
                if place == "beside":
                    yield unit, "General"
            case "growth":
                assert isinstance(value, int)
                yield random.choice(((value / 100, "0%"), (value / 100, "0.00%"), (f"{value}%", "@")))
            case "fields":
                assert isinstance(value, tuple)
                yield "、".join(FIELDS[field] for field in value) or "无", "General"
            case _:
                yield value, "General"


def _total(random: Random, facts: list[str], width: int, unit: str) -> list[Cell]:
    """Return a row of a total: a word, and sums in some columns."""
    cells: list[Cell] = [(random.choice(_TOTALS), "General"), *[(None, "General")] * (width - 1)]
    if random.random() < 0.7:
        cells[1 + facts.index("revenue")] = (random.randint(1, 10**6), "General")
    return cells


def _merges(
    random: Random, rows: list[list[Cell]], first: int, answers: dict[str, dict[str, Value | None]], facts: list[str]
) -> list[tuple[int, int, int]]:
    """Let the kind of neighbouring companies be one merged cell: column and first and last row, from 1."""
    if "kind" not in facts or random.random() < 0.4 or len(rows) < 2:
        return []
    column = 1 + facts.index("kind")
    last = random.randint(1, len(rows) - 1)
    names = list(answers)
    for row in range(1, last + 1):
        answers[names[row]]["kind"] = answers[names[0]]["kind"]
        rows[row][column] = (None, "General")
    return [(column + 1, first + 1, first + last + 1)]


def _workbook(grid: list[list[Cell]], merged: list[tuple[int, int, int]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row, cells in enumerate(grid, 1):
        for column, (value, number_format) in enumerate(cells, 1):
            cell = sheet.cell(row, column)
            cell.value = value
            cell.number_format = number_format
    for column, start, end in merged:
        sheet.merge_cells(start_row=start, end_row=end, start_column=column, end_column=column)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _text(kind: str, grid: list[list[Cell]], width: int) -> tuple[str, bytes]:
    """Return a name and the text of a table, each cell as a spreadsheet shows it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t" if kind == "tsv" else ",")
    for cells in grid:
        shown = [_shown(*cell) for cell in cells]
        writer.writerow(shown + [""] * (width - len(shown)))
    return ("sheet.tsv" if kind == "tsv" else "sheet.csv"), text.getvalue().encode(
        "gb18030" if kind.endswith("gb18030") else "utf-8"
    )


def _shown(value: Any, number_format: str) -> str:
    if value is None:
        return ""
    if number_format.endswith("%"):
        return f"{value:.2%}" if ".00" in number_format else f"{value:.0%}"
    return f"{value:,}" if number_format.startswith("#,##0") else str(value)
