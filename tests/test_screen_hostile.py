"""Hostile tables of every kind: each row is in the results, rightly, or among the rejects; or the file is refused."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotcheck.answers import parse_text
from iotcheck.engine import assess
from iotcheck.errors import DataError
from iotcheck.screen.columns import Reading
from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request
from iotcheck.screen.tables import Kind
from iotcheck.values import BadValueError, Value
from tests.test_screen import SMALL, rows_of, run, workbook

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

LOOKED_AT = ("form", "revenue", "staff", "fields")  # by the program: a bad cell of another fact costs no row
KINDS = (*Kind, "csv of gb18030", "csv of utf-16")
BINARY = ("xlsx", "parquet", "arrow")
CELLS = {
    "form": ["company", "Company", "ｃｏｍｐａｎｙ", "person", "soup", "company;person", "none", "\u202ecompany"],
    "revenue": ["100万元", "1,000,000", "-1", "1e9", "١٢٣", "NaN", "1" * 40, "0x10", "５００００００"],
    "staff": ["3", "500", "501", "2.5", "-0", "1_000", "三", "007"],
    "fields": ["a", "a;b", "a、c", "无", "a;a", "d", ";", "b|"],
    "founded": ["2020-02-29", "2019-02-29", "20200101", "0000-00-00", "2026-W01-1", "1900/1/1"],
    "green": ["true", "是", "yes", "1", "maybe", "FALSE"],
}
ANY = [
    "",
    " ",
    "?",
    "不知道",
    "unknown",
    "=1+1",
    "'",
    '"',
    "a\nb",
    "\u2028",
    "\ufeff",
    "　",
    "\x7f",
    "😀",
    "NULL",
    "null",
]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Draw rows of cells: mostly good ones, bad ones, strange ones."""
    row = st.tuples(*(st.sampled_from([*cells[:2] * 3, *cells, *ANY[:3] * 2, *ANY]) for cells in CELLS.values()))
    return [list(cells) for cells in draw(st.lists(row, min_size=1, max_size=8))]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(KINDS), tables())
def test_every_row_is_judged_rightly_or_rejected(kind: str, rows: list[list[str]]) -> None:
    """What cannot be read and matters is rejected; of the others `assess` says the same, in whatever kind of file."""
    if kind == "xlsx":  # which cannot hold this character
        rows = [[cell.replace("\x7f", "x") for cell in row] for row in rows]
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, kind, rows)
        request = Request(input=file_name(kind), output="out.csv", rejects="bad.csv", layout=Layout.WIDE)
        result, _ = run(folder, request.replace(reading=Reading(id_column="id")))
        written = {row["id"]: row["program"] for row in rows_of(folder / "out.csv")}
    expected = {f"r{number}": verdict(row) for number, row in enumerate(rows)}
    assert written == {number: found for number, found in expected.items() if found is not None}
    assert (result.portfolio.read, result.portfolio.screened) == (len(rows), len(written))
    assert result.portfolio.rejected == len(rows) - len(written)


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_are_refused_or_lose_no_row(kind: str, tmp_path: Path) -> None:
    """Cut short, or with bytes that have become others: no crash, and what was read is counted."""
    random = Random(KINDS.index(kind))
    good = [["company", "100万元", "3", "a;b", "2020-02-29", "true"]] * 30
    write(tmp_path, kind, good)
    source = tmp_path / file_name(kind)
    whole = source.read_bytes()
    for number in range(60):
        data = bytearray(whole[: random.randrange(len(whole))] if number % 3 == 0 else whole)
        for _ in range(random.randrange(1, 4) if number % 3 else 0):
            data[random.randrange(len(data))] = random.randrange(256)
        source.write_bytes(data)
        request = Request(input=source.name, output=f"out{number}.csv", rejects=f"bad{number}.csv", layout=Layout.WIDE)
        try:
            result, _ = run(tmp_path, request)
        except DataError as error:
            assert all(problem.location for problem in error.problems)
            assert not (tmp_path / f"out{number}.csv").exists()
            continue
        counts = result.portfolio
        assert counts.read == counts.screened + counts.rejected
        assert counts.screened == len(rows_of(tmp_path / f"out{number}.csv"))


def verdict(cells: Sequence[str]) -> str | None:
    """Return the verdict of a row, None where a cell that its program looks at cannot be read."""
    answers: dict[str, Value | None] = {}
    for fact, cell in zip(SMALL.facts.values(), cells, strict=True):
        if cell.strip():
            try:
                answers[fact.id] = parse_text(fact, cell, SMALL.currency)
            except BadValueError:
                if fact.id in LOOKED_AT:
                    return None
    (program,) = assess(SMALL, answers).programs
    return str(program.verdict)


def file_name(kind: str) -> str:
    """Return what a file of a kind is called."""
    return f"in.{kind.split(maxsplit=1)[0]}"


def write(folder: Path, kind: str, rows: list[list[str]]) -> None:
    """Write a table; the first column names the rows."""
    header = ["id", *CELLS]
    named = [[f"r{number}", *row] for number, row in enumerate(rows)]
    path = folder / file_name(kind)
    if kind.startswith("csv"):
        text = io.StringIO()
        csv.writer(text).writerows([header, *named])
        path.write_bytes(text.getvalue().encode(kind.rpartition(" ")[2] if " " in kind else "utf-8"))
    elif kind == "jsonl":
        lines = [json.dumps(dict(zip(header, row, strict=True))) for row in named]
        path.write_text("\n".join(lines), encoding="utf-8")
    elif kind == "xlsx":
        workbook(path, [header, *([cell.replace("=1", "'=1") for cell in row] for row in named)])
    else:
        table: Any = pa.table(dict(zip(header, zip(*named, strict=True), strict=True)))
        if kind == "parquet":
            parquet.write_table(table, path)
        else:
            with pa.ipc.new_file(path, table.schema) as writer:
                writer.write_table(table)
