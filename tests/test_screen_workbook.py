"""Results as a workbook to send on: what is in it, as what type, and that no cell computes anything."""

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from iotcheck.screen.columns import Reading
from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request
from tests.test_screen import SHIPPED, SMALL, run

HEADER = "name,form,revenue,staff,fields,founded,phone"
TABLE = f"{HEADER}\n=1+1,company,300万元,2,a,2030-01-01,+86\n-乙,company,many,3,b,,\n"
SOFFICE = shutil.which("soffice")


def workbook(folder: Path, name: str = "out.xlsx", **keys: Any) -> Any:
    """Screen the table into a workbook and open it."""
    (folder / "in.csv").write_text(TABLE, encoding="utf-8")
    reading = Reading(open_cells=keys.pop("open_cells", False))
    run(folder, Request(input="in.csv", output=name, force=True, reading=reading, **keys), SMALL)
    return openpyxl.load_workbook(folder / name)


@pytest.mark.parametrize("layout", [*Layout])
@pytest.mark.parametrize("words", [False, True])
def test_no_cell_has_a_formula_and_every_sheet_can_be_read(tmp_path: Path, layout: Layout, words: bool) -> None:
    """The header stays in sight, every column can be filtered down to the last row, and none is too narrow."""
    book = workbook(tmp_path, layout=layout, words=words)
    for sheet in book.worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(sheet.column_dimensions[cell.column_letter].width >= 14 for cell in sheet[1])
    titles = book.sheetnames
    assert titles == ["iotcheck", "rejects", *(("Notices", "Rules used") if words else ("notices", "rules"))]


def test_the_sheets_say_what_was_noticed_and_which_rules_were_used(tmp_path: Path) -> None:
    """With the same words as the notices on the screen; a table without any has no such sheet."""
    book = workbook(tmp_path, open_cells=True)
    codes = [row[2] for row in book["notices"].iter_rows(min_row=2, values_only=True)]
    assert codes == ["columns-not-used", "days-later"]
    (rule,) = book["rules"].iter_rows(min_row=2, values_only=True)
    assert rule[:4] == ("program", "Program", None, "in force")
    (tmp_path / "in.csv").write_text("name,form,revenue,staff,fields\nA,company,300万元,2,a\n", encoding="utf-8")
    run(tmp_path, Request(input="in.csv", output="plain.xlsx"), SMALL)
    assert openpyxl.load_workbook(tmp_path / "plain.xlsx").sheetnames == ["iotcheck", "rules"]


def test_days_are_days_money_is_money_and_addresses_are_links(tmp_path: Path) -> None:
    """In words, too."""
    (tmp_path / "in.csv").write_text("名称,申请人类型,深圳注册,开展事项\n甲,企业,是,标准研制\n", encoding="utf-8")
    run(tmp_path, Request(input="in.csv", output="out.xlsx", words=True), SHIPPED.replace(as_of=date(2026, 11, 28)))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    header = [cell.value for cell in book["iotcheck"][1]]
    row = dict(zip(header, book["iotcheck"][2], strict=True))
    assert isinstance(row["Assessed as of"].value, datetime)
    assert str(row["Assessed as of"].value).startswith("2026-11-28")
    assert row["Maximum, at least (yuan)"].number_format == "#,##0"
    rules = book["Rules used"]
    named = [cell.value for cell in rules[1]]
    links = [row[named.index("Web address")] for row in rules.iter_rows(min_row=2)]
    linked = [cell for cell in links if cell.value]
    assert linked
    assert [cell.hyperlink and cell.hyperlink.target for cell in linked] == [cell.value for cell in linked]
    starts = [row[named.index("In force from")].value for row in rules.iter_rows(min_row=2)]
    assert any(isinstance(start, datetime) for start in starts)


def test_money_with_cents_has_them(tmp_path: Path) -> None:
    """And the counts beside it stay whole."""
    cents = SMALL.replace(smallest_units=100)
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    run(tmp_path, Request(input="in.csv", output="out.xlsx", layout=Layout.WIDE), cents)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["iotcheck"]
    formats = {name.value: cell.number_format for name, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (formats["total_max"], formats["applicable"]) == ("#,##0.00", "General")


@pytest.mark.thorough
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_it_back_equal(tmp_path: Path) -> None:
    """Opened and saved anew: every sheet has the same values, and computes nothing."""
    written = workbook(tmp_path, words=True)
    (tmp_path / "again").mkdir()
    command = [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    target = ["--convert-to", "xlsx", "--outdir", str(tmp_path / "again"), str(tmp_path / "out.xlsx")]
    subprocess.run([*command, *target], check=True, capture_output=True, timeout=300)
    saved = openpyxl.load_workbook(tmp_path / "again" / "out.xlsx")
    assert saved.sheetnames == written.sheetnames
    for sheet in written.worksheets:
        assert list(saved[sheet.title].values) == list(sheet.values)
        assert not any(cell.data_type == "f" for row in saved[sheet.title].iter_rows() for cell in row)
