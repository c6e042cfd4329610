"""What tables state besides their cells, by kind: each reading in several spellings, languages and kinds of file.

These are neighbours of what once went wrong without a word: units passed over, percent cells a hundred times too small,
rows swallowed, totals taken for applicants.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest

from iotcheck.errors import DataError
from iotcheck.screen.columns import Reading
from iotcheck.screen.layouts import Layout
from iotcheck.screen.row import Place, read_row
from iotcheck.screen.run import Request
from iotcheck.values import Value
from tests.small import fact, loaded, yaml_text
from tests.test_desk import POLICIES as DESK
from tests.test_screen import rows_of, run

Row = Sequence[Any]
HEADER = ("企业名称", "企业类型", "是否高新技术企业", "成立日期", "营业收入", "营业收入增速", "职工人数")
USUAL = ("甲公司", "企业", "是", "2019-01-05", "2000", "30%", "25")
MEANT: dict[str, Value] = {
    "kind": "enterprise",
    "high_tech": True,
    "founded": date(2019, 1, 5),
    "growth": 30,
    "staff": 25,
}


def read(path: Path, name: str = "甲公司", **options: Any) -> dict[str, Value | None]:
    """Return the answers of an applicant of a table."""
    sheet = options.pop("sheet", None)
    return read_row(DESK, Place(str(path), name, Reading(**options, sheet=sheet)), None, "en").answers


def refused(path: Path, **options: Any) -> list[str]:
    """Return the codes for which a table is refused."""
    with pytest.raises(DataError) as caught:
        read(path, **options)
    return [problem.code for problem in caught.value.problems]


def csv_file(folder: Path, *rows: Row, name: str = "t.csv", separator: str = ",", encoding: str = "utf-8") -> Path:
    """Write a table of texts."""
    text = "".join(separator.join(map(str, row)) + "\n" for row in rows)
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_file(folder: Path, *rows: Row, formats: dict[str, str] | None = None, merged: str = "") -> Path:
    """Write a workbook, with formats by cell and merged cells."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    for cells in merged.split():
        sheet.merge_cells(cells)
    book.save(folder / "t.xlsx")
    return folder / "t.xlsx"


def raw_file(folder: Path, *rows: str, workbook: str = "", strict: bool = False, styles: str = "") -> Path:
    """Write a workbook part by part, as another writer might: `rows` are the XML of rows."""
    main = "http://purl.oclc.org/ooxml/spreadsheetml/main" if strict else (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    )  # fmt: skip
    kind = "http://purl.oclc.org/ooxml/officeDocument/relationships" if strict else (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    )  # fmt: skip
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="a" Type="{kind}/officeDocument" '
        'Target="/book/main.xml"/></Relationships>',
        "book/main.xml": f'<x:workbook xmlns:x="{main}" xmlns:r="{kind}"><x:sheets><x:sheet name="S" sheetId="7" '
        f'r:id="q"/></x:sheets>{workbook}</x:workbook>',
        "book/_rels/main.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="q" Type="{kind}/worksheet" '
        f'Target="parts/worksheets1.xml"/><Relationship Id="s" Type="{kind}/styles" Target="styles.xml"/>'
        "</Relationships>",
        "book/parts/worksheets1.xml": f'<x:worksheet xmlns:x="{main}"><x:sheetData>{"".join(rows)}</x:sheetData>'
        "</x:worksheet>",
        "book/styles.xml": f'<styleSheet xmlns="{main}"><fills><fill/></fills>{styles}</styleSheet>',
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    (folder / "t.xlsx").write_bytes(data.getvalue())
    return folder / "t.xlsx"


def raw_row(*cells: str, attributes: str = "") -> str:
    """Return the XML of a row; a cell that is no XML is an inline text."""
    texts = [
        cell if cell.startswith("<") else f'<x:c t="inlineStr"><x:is><x:t>{escape(cell)}</x:t></x:is></x:c>'
        for cell in cells
    ]
    return f"<x:row {attributes}>{''.join(texts)}</x:row>"


def usual(**changes: Any) -> list[Any]:
    """Return the usual row with other cells, by header."""
    return [changes.get(name, cell) for name, cell in zip(HEADER, USUAL, strict=True)]


@pytest.mark.parametrize(
    ("value", "number_format", "growth"),
    [
        (0.3, "0%", 30),
        (0.305, "0.0%", Decimal("30.5")),
        (-0.125, "0.00%;[Red]-0.00%", Decimal("-12.5")),
        (0.29, "[Color10]0%", 29),
        (1.5, '0%" up"', 150),
        (30, "General", 30),
        (30, "0.00", 30),
        ("３０％", "@", 30),
    ],
)
def test_a_percent_cell_is_what_the_sheet_shows(
    tmp_path: Path, value: object, number_format: str, growth: float
) -> None:
    """Stored as a fraction, shown in per cent: the shown figure counts, with all its digits."""
    path = xlsx_file(tmp_path, HEADER, usual(营业收入增速=value), formats={"F2": number_format})
    assert read(path)["growth"] == growth


@pytest.mark.parametrize(
    ("value", "number_format", "revenue"),
    [
        (2000, '0"万元"', 20_000_000),
        (2.5, '0.00"亿元"', 250_000_000),
        (2000, '#,##0\\ "万元"', 20_000_000),
        (12_345_000, '0.0,"千元"', 12_345_000),  # the comma shows thousands: the cell holds yuan
        (25_000, '0!.0,"万元"', 25_000),  # an escaped point shows ten thousands
        (2000, '"¥"#,##0.00', 2000),
        (2000, "[$¥-804]#,##0", 2000),
        (2000, '0"人"', 2000),  # no unit of money
    ],
)
def test_a_unit_in_a_number_format_counts(tmp_path: Path, value: float, number_format: str, revenue: int) -> None:
    """A cell is read as the sheet shows it: sign, figure, unit."""
    path = xlsx_file(tmp_path, HEADER, usual(营业收入=value), formats={"E2": number_format})
    assert read(path)["revenue"] == revenue


@pytest.mark.parametrize("kind", ["csv", "xlsx", "tsv"])
@pytest.mark.parametrize(
    ("stated", "revenue"),
    [
        (["单位：万元"], 20_000_000),
        (["", "", "", "", "", "", "金额单位：人民币千元"], 2_000_000),
        (["企业情况表（单位：亿元）"], 200_000_000_000),
        (["(in thousands)"], 2_000_000),
        (["All amounts in millions of yuan"], 2_000_000_000),
        (["Unit: million yuan"], 2_000_000_000),
        (["单位：万元、人"], 20_000_000),
        (["金额：万元"], 20_000_000),
        (["（金额以万元计）"], 20_000_000),
        (["以下金额均为千元"], 2_000_000),
        (["", "", "", "", "财务数据（万元）"], 20_000_000),
        (["", "", "", "", "Financials (RMB '000)"], 2_000_000),
        (["填报单位：某某局"], 2000),
        (["2025年产值2000万元以上企业名单"], 2000),
        (["2025年亿元企业名单"], 2000),
    ],
)
def test_a_unit_above_the_table_counts_for_all_money(tmp_path: Path, kind: str, stated: Row, revenue: int) -> None:
    """Whatever its wording, and nothing that only looks like it."""
    rows = (stated, HEADER, usual())
    name = f"t.{kind}"
    path = xlsx_file(tmp_path, *rows) if kind == "xlsx" else csv_file(
        tmp_path, *rows, name=name, separator="\t" if kind == "tsv" else ","
    )  # fmt: skip
    assert read(path) == {**MEANT, "revenue": revenue}


@pytest.mark.parametrize(
    ("units", "factor"),
    [
        ("||||万元|%|人", 10_000),
        ("单位||||千元||", 1000),
        ("Unit|-|-|-|thousand yuan|%|人", 1000),
        ("||||million||", 10**6),
    ],
)
def test_a_row_of_units_below_the_header_counts(tmp_path: Path, units: str, factor: int) -> None:
    """It is no applicant, and what it states is the scale of its columns."""
    path = csv_file(tmp_path, HEADER, units.split("|"), usual(), separator=";")
    assert read(path)["revenue"] == 2000 * factor


@pytest.mark.parametrize("unit", ["万元", "千元", "元"])
def test_a_unit_beside_the_numbers_counts_row_by_row(tmp_path: Path, unit: str) -> None:
    """A column of units belongs to the numbers left of it."""
    header = [*HEADER[:5], "计量单位", *HEADER[5:]]
    row = usual()
    path = csv_file(tmp_path, header, [*row[:5], unit, *row[5:]])
    assert read(path)["revenue"] == 2000 * {"万元": 10_000, "千元": 1000, "元": 1}[unit]


@pytest.mark.parametrize("cell", ["¥2000", "￥2000", "人民币2000", "RMB 2000", "CNY2000", "2000"])
def test_a_sign_of_the_currency_is_no_unit_of_size(tmp_path: Path, cell: str) -> None:
    """Under 万元 each of them is 20 million."""
    header = ["营业收入（万元）" if name == "营业收入" else name for name in HEADER]
    assert read(csv_file(tmp_path, header, usual(营业收入=cell)))["revenue"] == 20_000_000


@pytest.mark.parametrize("cell", ["2000元", "2000 yuan", "2千元"])
def test_a_cell_s_own_unit_goes_before_its_column_s_and_is_reported(tmp_path: Path, cell: str) -> None:
    """As written, with a notice that names it."""
    header = ["营业收入（万元）" if name == "营业收入" else name for name in HEADER]
    path = csv_file(tmp_path, header, usual(营业收入=cell), usual(企业名称="乙公司"))
    assert read(path)["revenue"] == 2000
    _, notices = run(tmp_path, Request(input=path.name, output="out.csv", layout=Layout.WIDE), DESK)
    (notice,) = [notice for notice in notices if notice.code == "cells-in-other-unit"]
    assert notice.params["names"] == [cell]


@pytest.mark.parametrize(
    "name", ["营业收入（万美元）", "营业收入(USD)", "营业收入/欧元", "营业收入（港币万元）", "营业收入（单位：箱元）"]
)
@pytest.mark.parametrize("mapped", [False, True])
def test_a_unit_that_is_not_understood_is_never_dropped(tmp_path: Path, name: str, mapped: bool) -> None:
    """Neither where the header names the question, nor where `--map` says which it is; `--unit` settles it."""
    code = "unclear-unit" if "箱" in name else "other-currency"
    path = csv_file(tmp_path, [name if column == "营业收入" else column for column in HEADER], usual())
    mapping = {name: "营业收入"} if mapped else {}
    assert refused(path, mapping=mapping) == [code]
    assert read(path, mapping=mapping, units={name: "万元"})["revenue"] == 20_000_000
    assert refused(path, mapping=mapping, units={name: "吨"}) == ["unknown-unit"]


@pytest.mark.parametrize(
    ("above", "header", "below"),
    [
        ("单位：万元", "营业收入（元）", None),
        ("(in thousands)", "营业收入（万元）", None),
        (None, "营业收入（万元）", "千元"),
        ("单位：万元", "营业收入", "元"),
    ],
)
def test_two_units_that_contradict_one_another_refuse_the_table(
    tmp_path: Path, above: str | None, header: str, below: str | None
) -> None:
    """Nobody can tell which of them is right but who asks: `--unit`."""
    rows: list[Row] = [[above]] if above else []
    rows.append([header if name == "营业收入" else name for name in HEADER])
    rows += [["", "", "", "", below, "", ""]] if below else []
    path = xlsx_file(tmp_path, *rows, usual())
    assert refused(path) == ["units-contradict"]
    assert read(path, units={"revenue": "万元"})["revenue"] == 20_000_000


@pytest.mark.parametrize("label", ["营业收入（万元）", "Revenue (10,000 yuan)", "营业收入，万元"])
def test_a_unit_in_the_policy_file_s_own_label_counts(tmp_path: Path, label: str) -> None:
    """Below such a label 2000 is 20 million, also where the header leaves the unit out."""
    document = {
        "format": 1, "id": "u", "title": "U", "as_of": "2020-06-15", "currency": "CNY", "languages": ["zh"],
        "sources": {"l": {"title": "L"}}, "supports": {"g": "G"},
        "facts": {"revenue": {**fact("money"), "label": label}},
        "programs": {"p": {"title": "P", "support": "g", "editions": [
            {"status": "in_force", "confidence": "official", "when": "everyone", "ceiling": "revenue",
             "source": {"document": "l"}}]}},
    }  # fmt: skip
    rules = loaded(yaml_text(document))
    quoted = f'"{label}"'
    for header in (quoted, label.split("（", maxsplit=1)[0].split(" (", maxsplit=1)[0].split("，", maxsplit=1)[0]):
        path = csv_file(tmp_path, ["name", header], ["甲公司", "2000"])
        assert read_row(rules, Place(str(path), "甲公司"), None, "en").answers == {"revenue": 20_000_000}


def test_fractions_for_percents_are_refused_until_somebody_says_which(tmp_path: Path) -> None:
    """0.3, 0.25 and 0.07 below a plain header may be 30 % or 0.3 %."""
    rows = [
        usual(企业名称=name, 营业收入增速=growth)
        for name, growth in zip("甲乙丙", ("0.3", "0.25", "0.07"), strict=True)
    ]
    path = csv_file(tmp_path, HEADER, *rows)
    assert refused(path) == ["maybe-fractions"]
    assert read(path, "甲", units={"营业收入增速": "小数"})["growth"] == 30
    assert read(path, "甲", units={"growth": "%"})["growth"] == Decimal("0.3")
    marked = [f"{name}（%）" if name == "营业收入增速" else name for name in HEADER]
    assert read(csv_file(tmp_path, marked, *rows), "甲")["growth"] == Decimal("0.3")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_quotation_mark_that_swallows_rows_is_refused_with_its_line(tmp_path: Path, separator: str) -> None:
    """A cell of several lines is no fault, unless these lines are rows."""
    rows = [usual(企业名称=name) for name in ("甲公司", '"乙公司', "丙公司", '丁公司"', "戊公司")]
    path = csv_file(tmp_path, HEADER, *rows, separator=separator)
    with pytest.raises(DataError) as caught:
        read(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.location and problem.location.line) == ("stray-quote", 3)
    address = usual(企业名称='"甲公司\n南山区, 科技园; 1\t号"')
    assert (
        read(csv_file(tmp_path, HEADER, address, separator=separator), "甲公司\n南山区, 科技园; 1\t号")["staff"] == 25
    )


@pytest.mark.parametrize(
    "label",
    [
        "合计",
        "合 计：",
        "小计",
        "总计（25家）",
        "粤海街道小计",
        "Total",
        "GRAND TOTAL",
        "Average",
        "共计 25 家",
        "汇总",
        "合计数",
        "中位数",
        "最大值",
        "同比",
        "Sub-total",
        "Total (25)",
        "Σ",
        "其中：高新企业",
        "一",
        "十二、",
    ],
)
@pytest.mark.parametrize("place", [0, 1])
def test_totals_are_no_applicants(tmp_path: Path, label: str, place: int) -> None:
    """Left out, and reported with their line; whatever column they stand in."""
    total: list[Any] = ["", "", "", "", "6000", "", "75"]
    total[place] = label
    path = csv_file(tmp_path, HEADER, usual(), usual(企业名称="乙公司"), total)
    result, notices = run(tmp_path, Request(input=path.name, output="out.csv"), DESK)
    assert result.portfolio.screened == 2
    assert [notice.params["count"] for notice in notices if notice.code == "totals-left-out"] == [1]


@pytest.mark.parametrize(
    "name", ["合计", "Total", "合计科技有限公司", "Total Solutions Ltd", "注册会计师事务所", "制表人：某某公司"]
)
def test_a_company_of_whatever_name_keeps_its_row(tmp_path: Path, name: str) -> None:
    """It has answers that a total or a remark has not."""
    path = csv_file(tmp_path, HEADER, usual(), usual(企业名称=name))
    result, _ = run(tmp_path, Request(input=path.name, output="out.csv"), DESK)
    assert result.portfolio.screened == 2


@pytest.mark.parametrize(
    "remark",
    [
        "注：数据截至年底",
        "备注: 见附件",
        "制表人：张三",
        "Note: figures of 2023",
        "Prepared by: A. Clerk",
        "一、南山区",
        "第 2 页",
    ],
)
def test_remarks_are_no_applicants(tmp_path: Path, remark: str) -> None:
    """With or without a second one further right."""
    path = csv_file(tmp_path, HEADER, usual(), [remark, "", "", "", "审核人：李四", "", ""], [remark])
    result, _ = run(tmp_path, Request(input=path.name, output="out.csv"), DESK)
    assert result.portfolio.screened == 1


@pytest.mark.parametrize("footnote", ["单位：万元", "注：以上金额单位为万元", "(in thousands)", "备注：金额以千元计"])
def test_a_unit_below_the_rows_refuses_the_table(tmp_path: Path, footnote: str) -> None:
    """The rows above it have been read already; `--unit` settles it, and a header that says the same agrees."""
    path = csv_file(tmp_path, HEADER, usual(), [footnote])
    assert refused(path) == ["unit-stated-below"]
    assert read(path, units={"营业收入": "万元"})["revenue"] == 20_000_000
    agreed = "千元" if "千" in footnote or "thou" in footnote else "万元"
    header = [f"营业收入（{agreed}）" if name == "营业收入" else name for name in HEADER]
    assert read(csv_file(tmp_path, header, usual(), [footnote]))["staff"] == 25


@pytest.mark.parametrize("line", ["以下空白", "（盖章）", "END", "2、请加盖公章", "某某公司"])
def test_a_row_without_any_answer_is_reported(tmp_path: Path, line: str) -> None:
    """It may be an applicant, or a remark in words that nobody could foresee."""
    path = csv_file(tmp_path, HEADER, usual(), [line])
    result, notices = run(tmp_path, Request(input=path.name, output="out.csv"), DESK)
    assert result.portfolio.screened == 2
    assert [notice.params["names"] for notice in notices if notice.code == "rows-without-answers"] == [[f"{line} (3)"]]


def test_what_is_left_out_is_one_notice_with_counts(tmp_path: Path) -> None:
    """However many subtotals a sheet has: each label once, with its first lines."""
    block = [usual(), ["小计", "", "", "", "2000", "", "25"], ["注：甲"]]
    path = csv_file(tmp_path, HEADER, *block * 50, ["合计", "", "", "", "100000", "", "1250"])
    _, notices = run(tmp_path, Request(input=path.name, output="out.csv"), DESK)
    (totals,) = [notice.params for notice in notices if notice.code == "totals-left-out"]
    assert (totals["count"], totals["names"]) == (51, ["小计 × 50 (3, 6, 9 …)", "合计 (152)"])
    assert len(notices) < 8


@pytest.mark.parametrize("name", ["币种", "Currency", "货币单位"])
@pytest.mark.parametrize(("unit", "revenue"), [("万元", 20_000_000), ("CNY", 2000), ("USD", None)])
def test_a_column_of_currencies_counts_wherever_it_stands(
    tmp_path: Path, name: str, unit: str, revenue: int | None
) -> None:
    """Dollars are never read as yuan because their column is not the next one."""
    path = csv_file(tmp_path, [*HEADER, name], [*usual(), unit])
    if revenue is None:
        assert refused(path) == ["row-rejected"]
    else:
        assert read(path)["revenue"] == revenue


@pytest.mark.parametrize("number", ["4.", "4、", "（四）", "四、", "(4) ", "D. "])
def test_numbers_of_headers_do_not_matter(tmp_path: Path, number: str) -> None:
    """As forms have them."""
    header = [f"{number}{name}（万元）" if name == "营业收入" else f"{number}{name}" for name in HEADER]
    assert read(csv_file(tmp_path, header, usual()))["revenue"] == 20_000_000


def test_hidden_columns_are_read_and_reported(tmp_path: Path) -> None:
    """Nobody who looks at the sheet sees what its verdicts came from."""
    path = xlsx_file(tmp_path, HEADER, usual())
    book = openpyxl.load_workbook(path)
    book.worksheets[0].column_dimensions.group("E", "F", hidden=True)
    book.save(path)
    _, notices = run(tmp_path, Request(input=path.name, output="out.csv"), DESK)
    assert [notice.params["names"] for notice in notices if notice.code == "hidden-columns"] == [
        ["营业收入", "营业收入增速"]
    ]


@pytest.mark.parametrize("ending", [".xlsm", ".json"])
def test_other_endings_of_the_same_kinds_are_tables(tmp_path: Path, ending: str) -> None:
    """A workbook with macros, a list of objects."""
    path = tmp_path / f"t{ending}"
    if ending == ".xlsm":
        xlsx_file(tmp_path, HEADER, usual()).rename(path)
    else:
        path.write_text(json.dumps([dict(zip(HEADER, usual(), strict=True))]), encoding="utf-8")
    assert read(path) == {**MEANT, "revenue": 2000}


@pytest.mark.parametrize("code", ["9.14403E+17", "9.1440300192E+17"])
def test_an_id_that_a_spreadsheet_has_shortened_is_refused(tmp_path: Path, code: str) -> None:
    """Two companies may be called that; leading zeros and long codes of text are ids."""
    rows = [[name, *usual()] for name in (code, "00123", "914403001922038216")]
    path = csv_file(tmp_path, ["代码", *HEADER], *rows)
    result, _ = run(tmp_path, Request(input=path.name, output="out.csv", reading=Reading(id_column="代码")), DESK)
    assert [(group.code, group.text) for group in result.groups] == [("digits-lost", code)]


@pytest.mark.parametrize("number_format", ["0.0,,", "0!.0,", "0,", "0\\.0000"])
def test_a_number_that_is_shown_divided_has_no_second_unit(tmp_path: Path, number_format: str) -> None:
    """20000000 shown as 2000.0 below 万元 is not 2000亿; without a unit in the header it is what it is."""
    row = usual(营业收入=20_000_000)
    assert read(xlsx_file(tmp_path, HEADER, row, formats={"E2": number_format}))["revenue"] == 20_000_000
    header = [f"{name}（万元）" if name == "营业收入" else name for name in HEADER]
    path = xlsx_file(tmp_path, header, row, formats={"E2": number_format})
    result, _ = run(tmp_path, Request(input=path.name, output="out.csv"), DESK)
    assert [group.code for group in result.groups] == ["divided-by-format"]


@pytest.mark.parametrize(
    "below",
    [
        ["甲", "1", "2", "3", "4", "5", "6"],
        ["1", "2", "3", "4", "5", "6", "7"],
        [f"（{number}）" for number in range(1, 8)],
        usual(企业名称="示例：某某公司"),
        usual(企业名称="（填写示例）"),
        usual(企业名称="例"),
    ],
)
def test_what_belongs_to_the_header_is_no_applicant(tmp_path: Path, below: Row) -> None:
    """Numbers of columns, an example of how to fill them in: right below the header, and nowhere else."""
    path = csv_file(tmp_path, HEADER, below, usual())
    result, notices = run(tmp_path, Request(input=path.name, output="out.csv"), DESK)
    assert (result.portfolio.screened, result.portfolio.rejected) == (1, 0)
    assert any(notice.code in ("headers-left-out", "remarks-left-out") for notice in notices)


def test_numbers_in_per_cent_of_which_most_are_small_are_reported(tmp_path: Path) -> None:
    """A growth of 150% among fractions does not make 0.3 a third of a per cent."""
    rows = [usual(企业名称=f"{number}", 营业收入增速=number) for number in ("0.3", "0.25", "0.31", "1.5")]
    path = csv_file(tmp_path, HEADER, *rows)
    _, notices = run(tmp_path, Request(input=path.name, output="out.csv"), DESK)
    (doubt,) = [notice for notice in notices if notice.code == "small-per-cents"]
    assert (doubt.severity, doubt.params["count"], doubt.params["total"]) == ("notice", 3, 4)


def test_a_header_that_is_repeated_is_no_applicant(tmp_path: Path) -> None:
    """As at the top of a page, with its line of units."""
    units = ["", "", "", "", "万元", "%", "人"]
    path = csv_file(tmp_path, HEADER, units, usual(), HEADER, units, usual(企业名称="乙公司"))
    result, _ = run(tmp_path, Request(input=path.name, output="out.csv"), DESK)
    assert (result.portfolio.screened, result.portfolio.rejected) == (2, 0)


def test_merged_cells_give_their_value_to_all_their_rows(tmp_path: Path) -> None:
    """A choice, a yes, a day; a number may be each row's or their total, and so it is neither."""
    rows = [usual(企业名称=name) for name in ("甲公司", "乙公司", "丙公司")]
    path = xlsx_file(tmp_path, HEADER, *rows, merged="B2:B4 C2:C4 D2:D3")
    assert {name: read(path, name) for name in ("乙公司", "丙公司")} == {
        "乙公司": {**MEANT, "revenue": 2000},
        "丙公司": {**MEANT, "revenue": 2000},
    }
    path = xlsx_file(tmp_path, HEADER, *rows, merged="E2:E4")
    result, _ = run(tmp_path, Request(input=path.name, output="out.csv", rejects="bad.csv"), DESK)
    assert result.portfolio.screened == 0


@pytest.mark.parametrize("second", [["", "", "", "", "2021", "2022", "2023"], ["", "", "", "", "上年", "本年", "合计"]])
def test_a_header_over_several_columns_is_refused(tmp_path: Path, second: Row) -> None:
    """The first column would be taken, and the row of years for an applicant."""
    header = [*HEADER[:5], None, None]
    assert refused(xlsx_file(tmp_path, header, second, usual(), merged="E1:G1")) == ["second-header"]
    texts = [name or "" for name in header]
    assert refused(csv_file(tmp_path, texts, second, usual())) == ["second-header"]


@pytest.mark.parametrize("strict", [False, True])
def test_workbooks_of_other_writers_are_read(tmp_path: Path, strict: bool) -> None:
    """Strict Open XML, other folders and prefixes, cells without references, styles with nothing in them."""
    cells = [
        '<x:c t="b"><x:v>1</x:v></x:c>' if name == "是否高新技术企业" else cell
        for name, cell in zip(HEADER, USUAL, strict=True)
    ]
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/></cellXfs>'
    cells[3] = '<x:c s="1"><x:v>43470</x:v></x:c>'
    cells[5] = '<x:c s="2"><x:v>0.3</x:v></x:c>'
    path = raw_file(tmp_path, raw_row(*HEADER), raw_row(*cells), strict=strict, styles=styles)
    assert read(path) == {**MEANT, "revenue": 2000}


@pytest.mark.parametrize(
    ("cell", "workbook", "outcome"),
    [
        ("<x:c><x:f>1+1</x:f></x:c>", "", "formula-without-result"),
        ("<x:c><x:f>1+1</x:f><x:v></x:v></x:c>", "", "formula-without-result"),
        ("<x:c><x:f>1+1</x:f><x:v>0</x:v></x:c>", '<x:calcPr fullCalcOnLoad="1"/>', "formula-without-result"),
        (
            '<x:c><x:f t="shared" si="0"/><x:v>0</x:v></x:c>',
            '<x:calcPr fullCalcOnLoad="true"/>',
            "formula-without-result",
        ),
        ("<x:c><x:f>2000*1</x:f><x:v>2000</x:v></x:c>", '<x:calcPr calcId="191029"/>', "2000"),
        ("<x:c><x:f>1-1</x:f><x:v>0</x:v></x:c>", "", "0"),
        ('<x:c t="str"><x:f>IF(1,"","")</x:f><x:v></x:v></x:c>', "", ""),
        ('<x:c t="str"><x:f>"2000"</x:f><x:v>2000</x:v></x:c>', "", "2000"),
        ('<x:c t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c>', "", "error-in-cell"),
    ],
)
def test_formulas_count_by_the_result_that_their_writer_computed(
    tmp_path: Path, cell: str, workbook: str, outcome: str
) -> None:
    """A result that nobody computed is none: XlsxWriter writes 0 for it, and asks for all to be computed."""
    cells = [cell if name == "营业收入" else text for name, text in zip(HEADER, USUAL, strict=True)]
    path = raw_file(tmp_path, raw_row(*HEADER), raw_row(*cells), workbook=workbook)
    if "-" in outcome:
        result, _ = run(tmp_path, Request(input=path.name, output="out.csv", rejects="bad.csv"), DESK)
        assert result.portfolio.screened == 0
        assert [row["code"] for row in rows_of(tmp_path / "bad.csv")] == [outcome]
    else:
        assert read(path).get("revenue") == (int(outcome) if outcome else None)


def test_hidden_rows_are_screened_and_reported(tmp_path: Path) -> None:
    """A filter hides them from whoever looks at the sheet."""
    hidden = raw_row(*usual(企业名称="乙公司"), attributes='hidden="1"')
    path = raw_file(tmp_path, raw_row(*HEADER), raw_row(*USUAL), hidden)
    result, notices = run(tmp_path, Request(input=path.name, output="out.csv"), DESK)
    assert result.portfolio.screened == 2
    assert [notice.params["count"] for notice in notices if notice.code == "hidden-rows"] == [1]


@pytest.mark.parametrize(
    ("chosen", "code"),
    [(None, "several-sheets"), ("2025", ""), ("1", ""), ("说明", "no-fact-columns"), ("9", "no-such-sheet")],
)
def test_a_sheet_is_found_or_chosen(tmp_path: Path, chosen: str | None, code: str) -> None:
    """By name or number; where two sheets name questions nobody guesses."""
    book = openpyxl.Workbook()
    book.worksheets[0].title = "2025"
    for name, rows in (("2025", [HEADER, usual()]), ("2024", [HEADER, usual(营业收入="1")]), ("说明", [["填表说明"]])):
        sheet = book["2025"] if name == "2025" else book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    path = tmp_path / "t.xlsx"
    book.save(path)
    if code:
        assert refused(path, sheet=chosen) == [code]
    else:
        assert read(path, sheet=chosen)["revenue"] == 2000


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("20.000.000,50", Decimal("20000000.5")),
        ("2.000,00", 2000),
        ("2000,5", Decimal("2000.5")),
        ("20.000", None),
        ("1,000", None),
    ],
)
def test_a_decimal_comma_is_never_taken_for_a_point(tmp_path: Path, text: str, number: float | None) -> None:
    """Where cells are separated by semicolons; what can be read in two ways is not read at all."""
    path = csv_file(tmp_path, HEADER, usual(营业收入=text), usual(企业名称="乙公司", 营业收入="3,5"), separator=";")
    if number is None:
        assert refused(path) == ["row-rejected"]
    else:
        assert read(path)["revenue"] == number


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_broken_byte_costs_its_line_alone(tmp_path: Path, encoding: str) -> None:
    """A name that a program cut within a character does not make the file unreadable."""
    rows = [usual(企业名称=f"深圳市物联网第{number}有限公司") for number in range(30)]
    path = csv_file(tmp_path, HEADER, *rows, encoding=encoding)
    data = path.read_bytes()
    broken = "第7有限公司".encode(encoding)
    path.write_bytes(data.replace(broken, broken[:-1]))
    result, _ = run(tmp_path, Request(input=path.name, output="out.csv", rejects="bad.csv"), DESK)
    assert (result.portfolio.screened, [row["line"] for row in rows_of(tmp_path / "bad.csv")]) == (29, ["9"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("layout", ["lines", "list", "indented list", "indented objects", "list in one line"])
def test_json_is_read_however_its_lines_end(tmp_path: Path, encoding: str, layout: str) -> None:
    """An object a line, a list, objects one after the other."""
    import json

    records = [
        dict(zip(HEADER, usual(企业名称=name), strict=True)) | {"联系": {"电话": [1, "2"]}}
        for name in ("甲公司", "乙公司")
    ]
    indent = 2 if "indented" in layout else None
    texts = [json.dumps(record, ensure_ascii=False, indent=indent) for record in records]
    text = {"lines": "\n", "indented objects": "\n"}.get(layout, ",\n" if layout == "list" else ",").join(texts)
    path = tmp_path / "t.jsonl"
    path.write_bytes((f"[{text}]" if "list" in layout else text + "\n").encode(encoding))
    assert read(path, "乙公司", id_column="企业名称") == {**MEANT, "revenue": 2000}


def test_cells_at_the_end_of_rows_may_be_absent_or_blank(tmp_path: Path) -> None:
    """Spreadsheets leave out empty cells at the end, or write too many; a text too much is a row out of step."""
    path = csv_file(
        tmp_path, HEADER, usual()[:5], [*usual(企业名称="乙公司"), "", " "], [*usual(企业名称="丙公司"), "x"]
    )
    result, _ = run(tmp_path, Request(input=path.name, output="out.csv", rejects="bad.csv"), DESK)
    assert (result.portfolio.screened, [row["line"] for row in rows_of(tmp_path / "bad.csv")]) == (2, ["4"])


def test_two_columns_of_one_name_are_passed_through(tmp_path: Path) -> None:
    """Each under a name of its own; but not two that answer one question."""
    path = csv_file(tmp_path, [*HEADER, "备注", "备注", "备注 (2)"], [*usual(), "a", "b", "c"])
    run(tmp_path, Request(input=path.name, output="out.csv", layout=Layout.WIDE), DESK)
    header = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert header[:4] == ["企业名称", "备注", "备注 (3)", "备注 (2)"]
    assert refused(csv_file(tmp_path, [*HEADER, "职工人数"], [*usual(), "1"])) == ["duplicate-column"]
