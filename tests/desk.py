"""A workbook of companies as a government desk exports it, and what every row of it means.

The sheet has what real ones have: a cover sheet before it, a merged title, one line that states the unit of all money,
a header in bold, streets as merged cells, subtotals with formulas, a header repeated at a page break, filtered rows,
dates of five spellings, percent cells, credit codes of 18 digits, remarks, a total, notes below. A person can read all
of it, so the program must: `companies` pairs each company's cells with the answers that are meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from iotcheck.values import Value
from tests.small import document, fact, yaml_text

SHEET = "企业名单"
HEADER = (
    "序号", "企业名称", "统一社会信用代码", "所属街道", "企业类型", "是否高新技术企业", "成立日期", "营业收入",
    "研发费用", "研发费用占比", "营业收入增速", "职工人数", "有效专利数", "行业领域", "联系电话", "备注",
)  # fmt: skip
_STREETS = ("粤海街道", "西丽街道", "招商街道", "福永街道", "坂田街道", "新安街道")
KINDS = {"enterprise": "企业", "institution": "事业单位", "association": "社会组织"}
FIELDS = {"sensors": "传感器", "networks": "通信网络", "software": "软件"}
_FIRST_YEAR, _LAST_YEAR = 1998, 2025
_YES, _NO = ("是", "√", "有", "Y"), ("否", "×", "无", "N")
_NOBODY_KNOWS = ("不详", "未知", "不清楚", "?", "暂无")
_SUMMED = "HIL"  # the columns of revenue, spending and staff


class Company(NamedTuple):
    """A row of the sheet: its cells with their number formats, and the answers that it states."""

    name: str
    cells: tuple[tuple[Any, str], ...]
    answers: dict[str, Value | None]


def policy_file() -> str:
    """Return rules that pay exactly what the answers are, so that a ceiling shows how a cell was read."""
    years = [
        {"when": {"founded": {"before": date(year + 1, 1, 1)}}, "then": year}
        for year in range(_FIRST_YEAR, _LAST_YEAR + 1)
    ]
    in_fields = [
        {"cases": [{"when": {"fields": field}, "then": 2**place}, {"otherwise": 0}]}
        for place, field in enumerate(FIELDS)
    ]
    ceilings: dict[str, Any] = {
        "kind": {"table": "kinds", "by": "kind"},
        "high_tech": {"cases": [{"when": {"high_tech": True}, "then": 2}, {"otherwise": 1}]},
        "founded": {"cases": [*years, {"otherwise": _LAST_YEAR + 1}]},
        "revenue": "revenue",
        "rd_spend": "rd_spend",
        "rd_share": {"amount": 10000, "per": "rd_share"},
        "growth": {"sum": [1_000_000, {"amount": 10000, "per": "growth"}]},
        "staff": {"amount": 1, "per": "staff"},
        "patents": {"amount": 1, "per": "patents"},
        "fields": {"sum": in_fields},
    }
    percent = {"zh": "%", "en": "%"}
    facts = {
        "kind": _labelled(fact("choice"), "企业类型", "Kind", choices=_choices(KINDS)),
        "high_tech": _labelled(fact("boolean"), "是否高新技术企业", "High-tech"),
        "founded": _labelled(fact("date"), "成立日期", "Founded"),
        "revenue": _labelled(fact("money"), "营业收入", "Revenue"),
        "rd_spend": _labelled(fact("money"), "研发费用", "R&D spending"),
        "rd_share": _labelled(fact("number"), "研发费用占比", "Share of R&D", unit=percent, min=0),
        "growth": _labelled(fact("number"), "营业收入增速", "Growth of revenue", unit=percent, min=-100),
        "staff": _labelled(fact("count"), "职工人数", "Staff", unit={"zh": "人", "en": "people"}),
        "patents": _labelled(fact("count"), "有效专利数", "Patents", unit={"zh": "项", "en": "patents"}),
        "fields": _labelled(fact("choices"), "行业领域", "Fields", choices=_choices(FIELDS)),
    }
    # One more, as an amount of 0 is not an offer and has no row in the results.
    programs = {name: _program(name, {"sum": [1, ceiling]}) for name, ceiling in ceilings.items()}
    table = {"kinds": dict(zip(KINDS, (1, 2, 3), strict=True))}
    whole = document(facts, tables=table, languages=["zh", "en"], as_of=date(2026, 11, 28))
    whole |= {"title": _text("回声"), "supports": {"grant": _text("资助")}, "programs": programs}
    whole["sources"] = {"letter": {"title": _text("函")}}
    return yaml_text(whole)


def companies(count: int, seed: int = 1) -> Iterator[Company]:
    """Yield companies; the same for the same seed."""
    random = Random(seed)
    for number in range(1, count + 1):
        yield _company(random, number)


def write_workbook(path: Path, rows: list[Company]) -> None:
    """Write the workbook of some companies."""
    book = openpyxl.Workbook()
    cover = book.worksheets[0]
    cover.title = "说明"
    cover.append(["各街道填报说明"])
    cover.append(["请于每季度结束后10日内报送，联系电话 0755-12345678"])
    sheet = book.create_sheet(SHEET)
    sheet.append(["2025年度深圳市物联网企业情况汇总表"])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADER))
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append(["填报单位：某某局", *[None] * (len(HEADER) - 2), "金额单位：万元"])
    _write_header(sheet)
    street = max(1, len(rows) // 40)
    for start in range(0, len(rows), street):
        _write_street(sheet, rows[start : start + street], _STREETS[start // street % len(_STREETS)])
        if start == 3 * street:
            _write_header(sheet)  # as at a page break
    last = sheet.max_row
    sheet.append(["合计", *[None] * (len(HEADER) - 1)])
    for column in _SUMMED:
        sheet[f"{column}{last + 1}"] = f'=SUMIF(A4:A{last},">0",{column}4:{column}{last})'
    sheet.append([])
    sheet.append(["注：1.营业收入为上年度审计数；2.“—”表示不适用。"])
    sheet.append(["制表人：张三", *[None] * 6, "审核人：李四", *[None] * 5, "2026年1月15日"])
    for hidden in range(10, 16):
        sheet.row_dimensions[hidden].hidden = True
    sheet.freeze_panes = "C4"
    book.save(path)


def _write_header(sheet: Worksheet) -> None:
    sheet.append(HEADER)
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)


def _write_street(sheet: Worksheet, rows: list[Company], street: str) -> None:
    """Write the companies of a street, its name in one merged cell, and their subtotal."""
    first = sheet.max_row + 1
    for row in rows:
        sheet.append([value for value, _ in row.cells])
        for cell, (_, number_format) in zip(sheet[sheet.max_row], row.cells, strict=True):
            cell.number_format = number_format
    last = sheet.max_row
    sheet.cell(first, HEADER.index("所属街道") + 1).value = street
    sheet.merge_cells(start_row=first, end_row=last, start_column=4, end_column=4)
    sheet.append(["小计", *[None] * (len(HEADER) - 1)])
    for column in _SUMMED:
        sheet[f"{column}{last + 1}"] = f"=SUM({column}{first}:{column}{last})"


def _company(random: Random, number: int) -> Company:
    name = f"深圳市{random.choice('甲乙丙丁戊己庚辛')}{number}{random.choice(('科技', '物联', '智能', '传感'))}有限公司"
    code = f"{random.randrange(10**17, 10**18)}" if number % 3 else f"91440300MA5{random.randrange(10**6, 10**7)}"
    answers: dict[str, Value | None] = {}
    kind = random.choice(list(KINDS))
    answers["kind"] = kind
    cells = {
        "序号": (number, "General"),
        "企业名称": (name, "General"),
        "统一社会信用代码": (code, "@"),
        "所属街道": (None, "General"),
        "企业类型": (KINDS[kind], "General"),
        "联系电话": (13_000_000_000 + random.randrange(10**9), "0"),
        "备注": (random.choice((None, None, "已迁址,待核", "见附件\n第2页", "同“上年”")), "General"),
    }

    def take(column: str, fact_id: str, written: tuple[Any, str], meant: Value) -> None:
        """Fill in a cell: mostly what is meant, at times that nobody knows, at times nothing at all."""
        chance = random.random()
        if chance < 0.02:
            cells[column], answers[fact_id] = (random.choice(_NOBODY_KNOWS), "General"), None
        elif chance < 0.04:
            cells[column] = (None, "General")
        else:
            cells[column], answers[fact_id] = written, meant

    yes = random.random() < 0.5
    take("是否高新技术企业", "high_tech", (random.choice(_YES if yes else _NO), "General"), yes)
    founded = date(random.randint(_FIRST_YEAR, _LAST_YEAR), random.randint(1, 12), random.randint(1, 28))
    take("成立日期", "founded", _written_day(random, founded), founded)
    take("营业收入", "revenue", *_money(random))
    take("研发费用", "rd_spend", *_money(random))
    take("研发费用占比", "rd_share", *_percent(random, 0, 400))
    take("营业收入增速", "growth", *_percent(random, -300, 1800))
    staff = random.randint(1, 3000)
    take("职工人数", "staff", (random.choice((staff, staff, f"{staff}人", str(staff))), "General"), staff)
    patents = random.choice((0, random.randint(0, 40)))
    take("有效专利数", "patents", (random.choice((patents, f"{patents}项")), "General"), patents)
    chosen = tuple(field for field in FIELDS if random.random() < 0.5)
    labels = random.choice(("、", "；", "\n", ";")).join(FIELDS[field] for field in chosen) or "无"
    take("行业领域", "fields", (labels, "General"), chosen)
    return Company(name, tuple(cells[column] for column in HEADER), answers)


def _written_day(random: Random, day: date) -> tuple[Any, str]:
    """Return a day as people type it: as a date, as one of several texts, as a number of eight digits."""
    texts = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        day.isoformat(),
        f"{day:%Y%m%d}",
    )
    return random.choice(
        (
            (day, "yyyy-mm-dd"),
            (day, 'yyyy"年"m"月"d"日"'),
            (random.choice(texts), "@"),
            (int(f"{day:%Y%m%d}"), "General"),
        )
    )


def _money(random: Random) -> tuple[tuple[Any, str], Value]:
    """Return an amount in 万元 as the cell has it, and in yuan; at times a text that states its own unit."""
    hundredths = random.choice((random.randrange(1, 10**7), 100 * random.randrange(1, 10**5)))
    yuan = hundredths * 100
    number = hundredths / 100 if hundredths % 100 else hundredths // 100
    written = random.choices(
        ((number, "General"), (number, "#,##0.00"), (f"{number:,}", "@"), (f"{number}万元", "General")),
        (4, 4, 1, 1),
    )[0]
    return written, yuan


def _percent(random: Random, low: int, high: int) -> tuple[tuple[Any, str], Value]:
    """Return a percentage with one decimal: as a percent cell, or as a text with its sign."""
    tenths = random.randint(low, high)
    shown = f"{tenths / 10:.1f}%"
    meant = Fraction(tenths, 10)
    value: Value = meant.numerator if meant.denominator == 1 else meant
    return random.choices(((tenths / 1000, "0.0%"), (shown, "@"), (shown.replace("%", "％"), "@")), (8, 1, 1))[0], value


def _labelled(declared: dict[str, Any], zh: str, en: str, **keys: Any) -> dict[str, Any]:
    return {**declared, "ask": {"zh": f"{zh}？", "en": f"{en}?"}, "label": {"zh": zh, "en": en}, **keys}


def _choices(labels: dict[str, str]) -> dict[str, Any]:
    return {choice: {"zh": label, "en": choice.capitalize()} for choice, label in labels.items()}


def _text(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def _program(name: str, ceiling: Any) -> dict[str, Any]:
    edition = {"status": "in_force", "confidence": "official", "when": "everyone", "ceiling": ceiling}
    return {"title": _text(name), "support": "grant", "editions": [{**edition, "source": {"document": "letter"}}]}
