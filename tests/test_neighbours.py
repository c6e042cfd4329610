"""Neighbours of the shared inputs: what each of them showed, in other spellings, kinds of file and languages.

`NEIGHBOURS` says for each of them which tests hold its kind, and what differs there; each has three cases at least.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from iotcheck.engine import assess
from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request
from tests.program import ROOT
from tests.shown import render_report
from tests.small import fact, policies
from tests.test_desk import POLICIES as DESK
from tests.test_inputs import INPUTS
from tests.test_screen import rows_of, run
from tests.test_tables import HEADER, MEANT, USUAL, csv_file, raw_file, raw_row, read, usual, xlsx_file

# By file: the tests of its kind, by module and the beginning of their ids, and what differs in them.
NEIGHBOURS: dict[str, tuple[str, str]] = {
    "percent_cell.xlsx": ("tables::a_percent_cell_is", "formats, signs, full width"),
    "unit_above.csv": ("tables::a_unit_above_the_table", "CSV, TSV, xlsx; wordings"),
    "yen_in_wan.csv": ("tables::a_sign_of_the_currency tables::a_cell_s_own_unit", "signs; units of cells"),
    "unit_in_format.xlsx": ("tables::a_unit_in_a_number_format", "formats"),
    "map_usd.csv": ("tables::a_unit_that_is_not_understood", "remarks; mapped or not"),
    "label_unit.yaml": ("tables::a_unit_in_the_policy_file_s", "labels, both languages"),
    "label_unit.csv": ("tables::a_unit_in_the_policy_file_s", "labels, both languages"),
    "unit_row.csv": ("tables::a_row_of_units_below", "units"),
    "quote_stray.csv": ("tables::a_quotation_mark_that_swallows", "separators"),
    "xw_formula.xlsx": ("tables::formulas_count_by_the_result", "writers: none, shared, full calculation"),
    "merged_years.xlsx": ("tables::a_header_over_several screen_headers::a_second_line", "xlsx, CSV; two halves"),
    "totals.xlsx": ("tables::totals_are_no tables::remarks_are_no", "words of both languages; first or last"),
    "merged_data.xlsx": ("neighbours::merged_cells_of_each_type", "types of facts"),
    "hidden_row.xlsx": ("neighbours::rows_hidden_in_any_way tables::hidden_columns", "ways of hiding; columns"),
    "term_lc_all_c.py": ("interview_terminal::chinese_is", "terminals; editing"),
    "zero.yaml": ("neighbours::a_ceiling_of_zero", "forms of amounts"),
    "semi_decimal.csv": ("tables::a_decimal_comma values::a_number_that_may_be_two", "numbers; doors"),
    "formula_empty_text.xlsx": ("tables::formulas_count_by_the_result", "types of results"),
    "other_sheet_formula.xlsx": ("neighbours::other_sheets_do_not_matter", "faults of the other sheet"),
    "style_empty_fill.xlsx": ("neighbours::styles_that_are_odd", "parts of styles, strict or not"),
    "strict.xlsx": ("neighbours::styles_that_are_odd tables::workbooks_of_other_writers", "strict, with other styles"),
    "array.jsonl": ("tables::json_is_read_however", "layouts, encodings"),
    "title_comma.tsv": ("neighbours::a_title_has_other_separators", "tab, semicolon, comma"),
    "cover.xlsx": ("tables::a_sheet_is_found", "by itself, by name, by number"),
    "dup_carried.csv": ("neighbours::columns_of_one_name", "CSV, TSV, xlsx"),
    "truncated_byte.csv": ("tables::one_broken_byte screen::bytes_that_an", "UTF-8, GB18030, said"),
    "computed.xlsx": ("answers::computed_numbers", "numbers"),
    "spark_decimal.parquet": ("screen_arrow::a_decimal_is", "widths; Parquet, Arrow"),
    "exponent.csv": ("neighbours::what_programs_write[营业收入-", "writers"),
    "datetime.csv": ("neighbours::what_programs_write[成立日期-", "writers"),
    "bool_float.csv": ("neighbours::what_programs_write[是否高新技术企业-", "writers"),
    "fullwidth_percent.csv": ("neighbours::what_programs_write[营业收入增速-", "widths"),
    "unknown_capital.csv": ("answers::words_are_read_in_any_case values::every_word_for", "case, width, languages"),
    "trailing_comma.csv": ("neighbours::empty_cells_at_the_end", "CSV, TSV, xlsx"),
    "short_rows.csv": ("neighbours::empty_cells_at_the_end", "CSV, TSV, xlsx"),
    "stray.xlsx": ("neighbours::empty_cells_at_the_end neighbours::a_text_beyond_the_header", "CSV, TSV, xlsx"),
    "nested_carried.jsonl": ("screen_arrow_types::nested_values tables::json_is_read_however", "types, formats"),
    "offset.xlsx": ("neighbours::a_table_may_begin", "columns, titles, CSV and xlsx"),
    "unread_column.csv": ("screen_headers::what_a_header table_row::every_command", "headers; commands"),
    "money_as_date.xlsx": ("neighbours::a_cell_that_shows_an_error", "errors, numbers that are no dates"),
    "whatif_threshold_by_answer.yaml": ("whatif::a_threshold whatif::two_facts_that_bound", "facts, ends"),
    "whatif_answers.json": ("whatif::a_threshold whatif::two_facts_that_bound", "facts, ends"),
    "formulas_in_words.yaml": ("texts_rules::a_ceiling_as texts_rules::formulas_in", "forms, languages"),
    "shared_amounts.py": ("engine::what_is_named engine::what_a_name texts_rules::what_a_name", "amounts, conditions"),
    "jobs_hijack/": ("only_installed::nothing", "commands, kinds of files, ways to start"),
    "robust/": ("screen_arrow_types::a_fact_of_any terminal_safe::nothing_acts answers::what_is_wrong_with_json",
                "types; commands; faults of JSON"),
}  # fmt: skip
ABOUT_RULES = {
    "lint_cap300.yaml",
    "rule_months.yaml",
    "rule_each_full.yaml",
}  # what rules cannot say is another subject


@pytest.mark.thorough
def test_every_shared_input_has_three_neighbours() -> None:
    """Each named test is one that pytest finds; where the inputs are here, none of them is forgotten."""
    modules = {part.split("::")[0] for parts, _ in NEIGHBOURS.values() for part in parts.split()}
    files = [f"tests/test_{module}.py" for module in sorted(modules)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-o", "addopts=", "-p", "no:cacheprovider", *files],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    ids = done.stdout.encode().decode("unicode_escape").splitlines()
    for name, (parts, _) in NEIGHBOURS.items():
        found = [[test for test in ids if test.startswith("tests/test_{}.py::test_{}".format(*part.split("::")))]
                 for part in parts.split()]  # fmt: skip
        assert all(found) and sum(map(len, found)) >= 3, (name, found)
    if INPUTS.is_dir():
        table = (INPUTS / "README.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\|(?: \*\*.\*\*)? ([^|]+?) \|", table, re.MULTILINE)
        named = {name.split()[0] for row in rows for name in row.split(", ") if name not in ("file", "---", "(none)")}
        assert named - ABOUT_RULES <= NEIGHBOURS.keys() and named >= ABOUT_RULES


def table_file(folder: Path, kind: str, *rows: Any) -> Path:
    """Write a table as CSV, TSV or xlsx."""
    if kind == "xlsx":
        return xlsx_file(folder, *rows)
    return csv_file(folder, *rows, name=f"t.{kind}", separator="\t" if kind == "tsv" else ",")


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("营业收入", "2.0E7"),
        ("营业收入", "2E+07"),
        ("营业收入", "20000000.000000000000"),
        ("成立日期", "2019-01-05 00:00:00"),
        ("成立日期", "2019/1/5 0:00"),
        ("成立日期", "2019-01-05T00:00:00"),
        ("是否高新技术企业", "1.0"),
        ("是否高新技术企业", "1"),
        ("是否高新技术企业", "True"),
        ("营业收入增速", "30％"),
        ("营业收入增速", "３０％"),
        ("营业收入增速", "30.00 ％"),
    ],
)
def test_what_programs_write(tmp_path: Path, column: str, text: str) -> None:
    """Numbers, days, yes and percents as Java, pandas, Spark and Chinese keyboards write them."""
    cells = usual(**{"营业收入": "20000000", column: text})
    assert read(csv_file(tmp_path, HEADER, cells)) == {**MEANT, "revenue": 20_000_000}


@pytest.mark.parametrize("column", ["B", "C", "D"])
def test_merged_cells_of_each_type(tmp_path: Path, column: str) -> None:
    """A choice, a yes, a day: each of the rows has it, and only those."""
    rows = [usual(企业名称=name) for name in ("甲公司", "乙公司", "丙公司")]
    rows[2][ord(column) - ord("A")] = None
    path = xlsx_file(tmp_path, HEADER, *rows, merged=f"{column}2:{column}3")
    assert read(path, "乙公司") == {**MEANT, "revenue": 2000}
    assert len(read(path, "丙公司")) == len(MEANT)


@pytest.mark.parametrize("attributes", ['hidden="1"', 'hidden="true"', 'hidden="1" outlineLevel="1"'])
def test_rows_hidden_in_any_way(tmp_path: Path, attributes: str) -> None:
    """By a filter, by another writer, in a group that is closed: screened and counted in a notice."""
    hidden = [raw_row(*usual(企业名称=name), attributes=attributes) for name in ("乙公司", "丙公司")]
    path = raw_file(tmp_path, raw_row(*HEADER), raw_row(*USUAL), *hidden)
    result, notices = run(tmp_path, Request(input=path.name, output="out.csv"), DESK)
    assert result.portfolio.screened == 3
    assert [notice.params["count"] for notice in notices if notice.code == "hidden-rows"] == [2]


@pytest.mark.parametrize("ceiling", [{"percent": 10, "of": "spent"}, {"least": ["spent", "10万元"]}, "spent"], ids=str)
def test_a_ceiling_of_zero(ceiling: object) -> None:
    """Is not among what to apply for, in either language."""
    small = policies({"spent": fact("money")}, "everyone", ceiling)
    for language, offered in (("en", "up to 0"), ("zh", "最高 0")):
        assert offered not in render_report(assess(small, {"spent": 0}), language, width=100)
        assert offered[:-2] in render_report(assess(small, {"spent": 50_000}), language, width=100)


@pytest.mark.parametrize("cell", ["=1+1", "=SUM(营业收入)", "#REF!"])
@pytest.mark.parametrize("before", [True, False])
def test_other_sheets_do_not_matter(tmp_path: Path, cell: str, before: bool) -> None:
    """Whatever stands on a sheet that is not read, before the table or behind it."""
    path = xlsx_file(tmp_path, HEADER, USUAL)
    book = openpyxl.load_workbook(path)
    book.create_sheet("填写说明", 0 if before else 1).append(["填写说明", cell])
    book.save(path)
    assert read(path) == {**MEANT, "revenue": 2000}


@pytest.mark.parametrize("part", ["<fonts><font/></fonts>", "<borders><border/></borders>", "<dxfs><dxf/></dxfs>"])
@pytest.mark.parametrize("strict", [True, False])
def test_styles_that_are_odd(tmp_path: Path, part: str, strict: bool) -> None:
    """Empty fills, and empty fonts, borders or formats of conditions: days and percents are such all the same."""
    formats = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs>'
    day, percent = '<x:c s="1"><x:v>43470</x:v></x:c>', '<x:c s="2"><x:v>0.3</x:v></x:c>'
    row = raw_row(*usual(成立日期=day, 营业收入增速=percent))
    assert read(raw_file(tmp_path, raw_row(*HEADER), row, strict=strict, styles=part + formats)) == {
        **MEANT,
        "revenue": 2000,
    }


@pytest.mark.parametrize(
    ("separator", "title"), [("\t", "名单,甲,乙,丙,丁,戊,己,庚"), (";", "List, of, companies, 2025"), (",", "a;b;c;d")]
)
def test_a_title_has_other_separators(tmp_path: Path, separator: str, title: str) -> None:
    """The line that names questions says which it is."""
    path = csv_file(tmp_path, [title], HEADER, USUAL, separator=separator)
    assert read(path) == {**MEANT, "revenue": 2000}


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx"])
def test_columns_of_one_name(tmp_path: Path, kind: str) -> None:
    """That answer no question are passed through, each under a name of its own."""
    path = table_file(tmp_path, kind, [*HEADER, "Note", "Note"], [*USUAL, "a", "b"])
    run(tmp_path, Request(input=path.name, output="out.csv", layout=Layout.WIDE), DESK)
    (row,) = rows_of(tmp_path / "out.csv")
    assert (row["Note"], row["Note (2)"]) == ("a", "b")


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx"])
@pytest.mark.parametrize("end", [-2, ("",), ("", " ")], ids=str)
def test_empty_cells_at_the_end(tmp_path: Path, kind: str, end: Any) -> None:
    """May be absent, or more than the header has."""
    cells, answered = (USUAL[:end], ("growth", "staff")) if isinstance(end, int) else ((*USUAL, *end), ())
    found = read(table_file(tmp_path, kind, HEADER, cells, usual(企业名称="乙公司")))
    assert found == {**{name: value for name, value in MEANT.items() if name not in answered}, "revenue": 2000}


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx"])
def test_a_text_beyond_the_header(tmp_path: Path, kind: str) -> None:
    """Costs nobody else's row, and is never passed over: its cell is named, or its row rejected."""
    path = table_file(tmp_path, kind, HEADER, [*USUAL, "remark"], usual(企业名称="乙公司"))
    result, notices = run(tmp_path, Request(input=path.name, output="out.csv", layout=Layout.WIDE), DESK)
    assert "乙公司" in {row["企业名称"] for row in rows_of(tmp_path / "out.csv")}
    if kind == "xlsx":
        assert [notice.params["names"] for notice in notices if notice.code == "cells-outside"] == [["H2"]]
    else:
        assert [group.lines for group in result.groups] == [(2,)]


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx"])
@pytest.mark.parametrize("title", [(), ("名单",)], ids=["plain", "title"])
def test_a_table_may_begin(tmp_path: Path, kind: str, title: tuple[str, ...]) -> None:
    """In any column: applicants are called by the first that has a name."""
    rows = [["", "", *cells] for cells in ([title] if title else []) + [HEADER, USUAL]]
    assert read(table_file(tmp_path, kind, *rows)) == {**MEANT, "revenue": 2000}


@pytest.mark.parametrize(
    "cell",
    [
        '<x:c t="e"><x:v>#VALUE!</x:v></x:c>',
        '<x:c t="e"><x:v>#N/A</x:v></x:c>',
        '<x:c s="1"><x:v>20000000</x:v></x:c>',
        '<x:c s="1"><x:v>-5</x:v></x:c>',
    ],
)
def test_a_cell_that_shows_an_error(tmp_path: Path, cell: str, recwarn: pytest.WarningsRecorder) -> None:
    """Or money in a format of days, which shows #####: its row is rejected in our words, without a warning."""
    formats = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    path = raw_file(tmp_path, raw_row(*HEADER), raw_row(*usual(营业收入=cell)), styles=formats)
    result, _ = run(tmp_path, Request(input=path.name, output="out.csv", rejects="bad.csv"), DESK)
    (group,) = result.groups
    assert (group.column, result.portfolio.screened) == ("营业收入", 0)
    assert list(recwarn) == []
