"""Columns that are carried along keep the types of their values, from every kind of table to every other."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from iotcheck.errors import DataError
from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request
from tests.program import sampled
from tests.test_screen import rows_of, run

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

ROWS: dict[str, list[Any]] = {
    "code": ["914403001234567890", "000123", "1E5"],
    "count": [12, None, -3],
    "share": [0.25, 1.5, None],
    "day": [date(2019, 1, 5), None, date(2020, 2, 29)],
    "member": [True, False, None],
    "note": ["-", "", "=1+1"],
    "form": ["company", "person", "soup"],
}
TEXTS = {"count": ["12", "", "-3"], "day": ["2019-01-05", "", "2020-02-29"], "member": ["true", "false", ""]}
KINDS = ("xlsx", "jsonl", "parquet", "arrow")


def write(folder: Path, kind: str) -> None:
    """Write the rows as a table; JSON has no days."""
    rows = [dict(zip(ROWS, cells, strict=True)) for cells in zip(*ROWS.values(), strict=True)]
    path = folder / f"in.{kind}"
    if kind == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.append(list(ROWS))
        for row in rows:
            sheet.append([*row.values()])
            note = sheet.cell(sheet.max_row, 6)
            note.data_type = "s"
        book.save(path)
    elif kind == "jsonl":
        path.write_text("".join(json.dumps(row, default=str) + "\n" for row in rows), encoding="utf-8")
    else:
        table = pa.table({name: pa.array(values) for name, values in ROWS.items()})
        if kind == "parquet":
            parquet.write_table(table, path)
        else:
            with pa.ipc.new_file(path, table.schema) as writer:
                writer.write_table(table)


def read(path: Path) -> list[dict[str, Any]]:
    """Read results back with the types that the file has."""
    match path.suffix:
        case ".xlsx":
            header, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
            return [dict(zip(map(str, header), row, strict=True)) for row in rows]
        case ".jsonl":
            return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:-1]]
        case ".parquet":
            return parquet.read_table(path).to_pylist()  # type: ignore[no-any-return]
        case _:
            with pa.ipc.open_file(path) as reader:
                return reader.read_all().to_pylist()  # type: ignore[no-any-return]


def plain(value: Any, kinds: tuple[str, str]) -> Any:
    """Return a value as it comes through these kinds of files: JSON has no days, a workbook no days without a time."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date) and "jsonl" in kinds:
        return value.isoformat()
    return value or None if isinstance(value, str) else value


@pytest.mark.parametrize("layout", sampled([Layout.WIDE, Layout.MATCHES], 2))
@pytest.mark.parametrize("target", KINDS)
@pytest.mark.parametrize("source", KINDS)
def test_values_keep_their_types(tmp_path: Path, source: str, target: str, layout: Layout) -> None:
    """Also where a row is left out; and two processes change nothing."""
    write(tmp_path, source)
    for jobs in (1, 2):
        output = f"out{jobs}.{target}"
        run(
            tmp_path,
            Request(input=f"in.{source}", output=output, layout=layout, rejects="bad.csv", force=True, jobs=jobs),
        )
        found = read(tmp_path / output)
        rows = range(1) if layout is Layout.MATCHES else range(2)
        assert len(found) == len(rows)
        for row in rows:
            expected = {name: plain(values[row], (source, target)) for name, values in ROWS.items() if name != "form"}
            got = {name: plain(found[row][name], (source, target)) for name in expected}
            assert got == expected
            assert [type(value) for value in got.values()] == [type(value) for value in expected.values()]


@pytest.mark.parametrize("source", KINDS)
def test_csv_has_texts(tmp_path: Path, source: str) -> None:
    """As the table has them."""
    write(tmp_path, source)
    run(tmp_path, Request(input=f"in.{source}", output="out.csv", layout=Layout.WIDE))
    for row, written in enumerate(rows_of(tmp_path / "out.csv")):
        assert written["code"] == ROWS["code"][row]
        assert {name: written[name] for name in TEXTS} == {name: texts[row] for name, texts in TEXTS.items()}


def test_a_percentage_of_a_workbook_is_shown_as_one(tmp_path: Path) -> None:
    """And is the number that it is elsewhere."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["name", "share", "form"])
    sheet.append(["A", 0.3, "company"])
    sheet["B2"].number_format = "0%"
    book.save(tmp_path / "in.xlsx")
    for kind in ("xlsx", "jsonl", "csv"):
        run(tmp_path, Request(input="in.xlsx", output=f"out.{kind}", layout=Layout.WIDE))
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]["B2"]
    assert (cell.value, cell.number_format.endswith("%")) == (0.3, True)
    assert read(tmp_path / "out.jsonl")[0]["share"] == 0.3
    assert rows_of(tmp_path / "out.csv")[0]["share"] == "30%"


def test_numbers_that_a_workbook_cannot_hold_are_texts(tmp_path: Path) -> None:
    """It keeps 15 digits: an id of 18 would lose its last."""
    (tmp_path / "in.jsonl").write_text('{"id": 914403001234567890, "share": 1e400, "form": "company"}\n')
    for kind in ("xlsx", "jsonl", "parquet"):
        run(tmp_path, Request(input="in.jsonl", output=f"out.{kind}", layout=Layout.WIDE))
    assert read(tmp_path / "out.xlsx")[0]["id"] == "914403001234567890"
    assert read(tmp_path / "out.jsonl")[0]["id"] == read(tmp_path / "out.parquet")[0]["id"] == 914403001234567890
    assert read(tmp_path / "out.jsonl")[0]["share"] == "1e400"


def test_values_of_several_types_are_texts_where_a_column_has_one(tmp_path: Path) -> None:
    """In Parquet; JSON keeps each. What comes late in a workbook of many rows is refused, not lost."""
    rows: list[dict[str, object]] = [{"x": 1}, {"x": "n/a"}, {"x": 2.5}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row | {"form": "company"}) + "\n" for row in rows))
    for kind in ("jsonl", "parquet"):
        run(tmp_path, Request(input="in.jsonl", output=f"out.{kind}", layout=Layout.WIDE))
    assert [row["x"] for row in read(tmp_path / "out.jsonl")] == [1, "n/a", 2.5]
    assert [row["x"] for row in read(tmp_path / "out.parquet")] == ["1", "n/a", "2.5"]


def test_a_type_that_changes_late_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook is read once, and Parquet states its types first."""
    monkeypatch.setattr("iotcheck.screen.xlsx_table.BATCH", 2)
    book = openpyxl.Workbook()
    for row in (["x", "form"], [1, "company"], [2, "company"], ["n/a", "company"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "in.xlsx")
    with pytest.raises(DataError) as caught:
        run(tmp_path, Request(input="in.xlsx", output="out.parquet", layout=Layout.WIDE))
    assert [problem.code for problem in caught.value.problems] == ["type-changes"]
    assert not (tmp_path / "out.parquet").exists()


def test_a_column_may_have_the_name_of_a_number_of_ours(tmp_path: Path) -> None:
    """`line` is one where no column is carried along."""
    (tmp_path / "in.csv").write_text("line,stale,form\nfirst,maybe,company\n")
    run(tmp_path, Request(input="in.csv", output="out.parquet", layout=Layout.WIDE))
    assert {name: read(tmp_path / "out.parquet")[0][name] for name in ("line", "stale")} == {
        "line": "first",
        "stale": "maybe",
    }
