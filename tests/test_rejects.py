"""What cannot be read of a table: grouped, opened, replaced, and given back; on the screen, in files and as JSON."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from iotcheck.errors import DataError, Problem
from iotcheck.screen.columns import Reading
from iotcheck.screen.layouts import Layout
from iotcheck.screen.rejects import Groups, Reject
from iotcheck.screen.replacements import Replacement, parse_replacement
from iotcheck.screen.run import Request, Result
from iotcheck.screen.value_file import read_values
from tests.test_cli_screen import iotcheck
from tests.test_screen import rows_of, run

HEADER = "name,form,revenue,staff,fields,founded\n"
TABLE = HEADER + (
    "A,company,200万元,1,a,2019-01-05\n"
    "B,Ltd,lots,few,a,2019-01-05\n"
    "C,Ltd,200万元,1,soup,2019-01-05\n"
    "D,person,200万元,1,a,2030-01-05\n"
    "E,,200万元,1,a,0219-01-05\n"
)
ROW_OF_THREE = [("3", "form", "Ltd"), ("3", "revenue", "lots"), ("3", "staff", "few")]


def screened(folder: Path, table: str = TABLE, jobs: int = 1, **reading: Any) -> tuple[Result, list[Problem]]:
    """Screen a table in layout wide."""
    (folder / "in.csv").write_text(table, encoding="utf-8")
    request = Request(input="in.csv", output="out.csv", rejects="bad.csv", layout=Layout.WIDE, force=True)
    return run(folder, request.replace(jobs=jobs, reading=Reading(**reading)))


def problems_in(folder: Path) -> list[tuple[str, str, str]]:
    """Return line, column and text of the rejects file, the problems that cost their row."""
    rows = rows_of(folder / "bad.csv")
    return [(row["line"], row["column"], row["text"]) for row in rows if row["kind"] == "row"]


def test_a_row_with_several_problems_has_a_line_for_each(tmp_path: Path) -> None:
    """And counts once among the rows; a fact that no program looks at costs none."""
    result, _ = screened(tmp_path)
    assert problems_in(tmp_path) == [*ROW_OF_THREE, ("4", "form", "Ltd"), ("4", "fields", "soup")]
    assert (result.portfolio.read, result.portfolio.screened, result.portfolio.rejected) == (5, 3, 2)
    others = [row for row in rows_of(tmp_path / "bad.csv") if row["kind"] == "cell"]
    assert [(row["line"], row["column"], row["code"]) for row in others] == [("6", "founded", "implausible-year")]


def test_an_open_cell_is_not_known_and_costs_no_row(tmp_path: Path) -> None:
    """The results are those of the table with unknown in its place, whatever the cell's type, and all of it is told."""
    result, _ = screened(tmp_path, open_cells=True)
    assert (result.portfolio.screened, result.portfolio.rejected, result.portfolio.open_cells) == (5, 0, 6)
    assert {row["kind"] for row in rows_of(tmp_path / "bad.csv")} == {"cell"}
    opened = (tmp_path / "out.csv").read_bytes()
    known = TABLE
    for text in ("Ltd", "lots", "few", "soup", "0219-01-05"):
        known = known.replace(text, "unknown")
    screened(tmp_path, known)
    assert (tmp_path / "out.csv").read_bytes() == opened


def test_groups_are_counted_by_column_and_text(tmp_path: Path) -> None:
    """The most frequent first, with their first lines; the same from two processes."""
    table = HEADER + "".join(f"n{number},{'Ltd' if number % 3 else 'Inc'},1,1,x{number % 2},\n" for number in range(90))
    one, _ = screened(tmp_path, table)
    found = [(group.column, group.text, group.times, group.lines) for group in one.groups]
    assert found == [
        ("form", "Ltd", 60, (3, 4, 6)),
        ("fields", "x0", 45, (2, 4, 6)),
        ("fields", "x1", 45, (3, 5, 7)),
        ("form", "Inc", 30, (2, 5, 8)),
    ]
    two, _ = screened(tmp_path, table, jobs=2)
    assert two.groups == one.groups


def test_what_is_remembered_of_groups_does_not_grow_with_the_table() -> None:
    """Texts beyond a thousand of a column are counted together."""
    groups = Groups()
    groups.add(Reject(line, "staff", f"x{line}", "not-a-number", "", "") for line in range(5000))
    groups.add([Reject(9999, "form", "Ltd", "unknown-choice", "", "")])
    found = groups.most_frequent()
    assert len(found) == 1002
    assert (found[0].text, found[0].times) == (None, 4000)
    assert sum(group.times for group in found) == 5001


@pytest.mark.parametrize(
    ("said", "column", "text"),
    [
        ("form: Ltd=company", "form", "Ltd"),
        ("form：Ｌｔｄ=company", "form", "Ltd"),
        ("Ltd=company", "form", "ltd"),
        ("revenue: lots=300万元", "revenue", "Lots"),
        ("fields: soup=", "fields", "soup"),
        ("staff: few = unknown", "staff", " few "),
    ],
)
def test_a_text_stands_for_another(tmp_path: Path, said: str, column: str, text: str) -> None:
    """In one column or in all; case, width and outer white space do not matter; nothing behind = empties the cell."""
    cells = {"name": "A", "form": "company", "revenue": "200万元", "staff": "1", "fields": "a", "founded": ""}
    meant = said.rpartition("=")[2]
    tables = [HEADER + ",".join({**cells, column: cell}.values()) + "\n" for cell in (text, meant)]
    _, notices = screened(tmp_path, tables[0], values=[parse_replacement(said)])
    assert [notice.code for notice in notices if notice.code == "value-never-met"] == []
    replaced = rows_of(tmp_path / "out.csv")
    screened(tmp_path, tables[1])
    assert replaced == rows_of(tmp_path / "out.csv")
    assert not (tmp_path / "bad.csv").exists() or rows_of(tmp_path / "bad.csv") == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (["form: Ltd=soup"], "unknown-choice"),
        (["staff: few=501"], "too-high"),
        (["Ltd=soup;person"], "no-value-of-any"),
        (["name: A=company"], "column-without-fact"),
        (["size: Ltd=company"], "no-such-column"),
        (["form: Ltd=company", "form: ltd=person"], "replaced-twice"),
    ],
)
def test_a_replacement_that_cannot_be_is_refused_at_once(tmp_path: Path, said: list[str], code: str) -> None:
    """With its place; nothing is written."""
    with pytest.raises(DataError) as caught:
        screened(tmp_path, values=[*map(parse_replacement, said)])
    assert [problem.code for problem in caught.value.problems] == [code]
    assert str(caught.value.problems[0].location).startswith(f"--value {said[-1]}")
    assert not (tmp_path / "out.csv").exists()


def test_a_text_that_no_cell_has_is_told(tmp_path: Path) -> None:
    """The same from two processes, of which one may have met it."""
    said = [parse_replacement("form: Ltd=company"), parse_replacement("form: Inc=company")]
    for jobs in (1, 2):
        _, notices = screened(tmp_path, values=said, jobs=jobs)
        assert [notice.params["text"] for notice in notices if notice.code == "value-never-met"] == ["Inc"]


def test_days_after_the_day_of_assessment_are_told(tmp_path: Path) -> None:
    """By column, with their number and first lines; the row is screened."""
    table = HEADER + "A,company,1,1,a,2020-06-15\n" + "".join(f"B{n},company,1,1,a,2034-01-0{n}\n" for n in range(1, 6))
    result, notices = screened(tmp_path, table)
    (later,) = [notice for notice in notices if notice.code == "days-later"]
    assert (later.params["name"], later.params["count"], later.params["lines"]) == ("founded", 5, [3, 4, 5])
    assert result.portfolio.screened == 6


SHIPPED_TABLE = "名称,申请人类型,备注\n甲,有限公司,1\n乙,有限公司,2\n丙,-x,3\n丁,企业,4\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", [[], ["--words"]])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_of_groups_is_filled_in_and_given_back(tmp_path: Path, kind: str, words: list[str], lang: str) -> None:
    """As a file beside the results, or as the second sheet of a workbook; in words too."""
    table, output = tmp_path / "t.csv", tmp_path / f"out.{kind}"
    table.write_text(SHIPPED_TABLE, encoding="utf-8")
    first = iotcheck(str(table), "--output", str(output), *words, lang=lang)
    assert first.returncode == 3
    values = output if kind == "xlsx" else tmp_path / "out.csv.values.csv"
    assert str(values) in first.stderr
    meanings = {"有限公司": "企业", "-x": "?"}
    if kind == "xlsx":
        book = openpyxl.load_workbook(values)
        rows = list(book.worksheets[1].iter_rows(min_row=2))
        for row in rows:
            row[2].value = meanings[str(row[1].value)]
        book.save(values)
    else:
        lines = values.read_text(encoding="utf-8-sig").splitlines()
        filled = [lines[0], lines[1].replace("有限公司,,", "有限公司,企业,", 1), lines[2].replace("'-x,,", "'-x,?,", 1)]
        values.write_text("\n".join(filled), encoding="utf-8-sig")
    again = iotcheck(str(table), "--output", str(tmp_path / "again.csv"), "--values", str(values), lang=lang)
    assert (again.returncode, "value-never-met" in again.stderr) == (0, False)


def test_a_file_of_values_may_be_yaml(tmp_path: Path) -> None:
    """A list of mappings; one without `to` is passed over, another shape refused with its place."""
    path = tmp_path / "values.yaml"
    path.write_text("- {column: form, from: Ltd, to: company}\n- {from: few, to: 3}\n- {from: x}\n", encoding="utf-8")
    assert [value[:3] for value in read_values(str(path))] == [("form", "Ltd", "company"), ("", "few", "3")]
    for text, code in (("form: Ltd\n", "expected-list"), ("- Ltd\n", "expected-mapping")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DataError) as caught:
            read_values(str(path))
        assert [problem.code for problem in caught.value.problems] == [code]
    (tmp_path / "values.csv").write_text("column,from\nform,Ltd\n", encoding="utf-8")
    with pytest.raises(DataError):
        read_values(str(tmp_path / "values.csv"))


def test_the_command_line_says_how_to_go_on(tmp_path: Path) -> None:
    """The option that it offers is one that works."""
    table = tmp_path / "t.csv"
    table.write_text(SHIPPED_TABLE, encoding="utf-8")
    run = iotcheck(str(table), "--layout", "wide", lang="en")
    assert "  --value '申请人类型: 有限公司=unknown'" in run.stderr.splitlines()
    again = iotcheck(str(table), "--check", "--value", "申请人类型: 有限公司=unknown", "--value", "-x=?", lang="en")
    assert again.returncode == 0
    document = json.loads(iotcheck(str(table), "--check", "--json").stdout)
    assert [(one["column"], one["text"], one["count"]) for one in document["rejects"]] == [
        ("申请人类型", "有限公司", 2),
        ("申请人类型", "-x", 1),
    ]
    summary = json.loads(iotcheck(str(table), "--json", "--layout", "summary").stdout)
    assert summary["rejects"] == document["rejects"]


def test_open_cells_from_the_command_line(tmp_path: Path) -> None:
    """Exit code 0: the user has said that it may be so; and each text is told all the same."""
    run = iotcheck("-", "--bad-cells", "open", "--layout", "wide", stdin=SHIPPED_TABLE, lang="en")
    assert (run.returncode, run.stdout.count("\n")) == (0, 5)
    assert "these cells are treated as unknown: 申请人类型: '有限公司' × 2 (lines 2, 3)" in run.stderr
    assert "cells treated as unknown: 3" in run.stderr
    for wrong in (["--bad-cells", "maybe"], ["--jobs", "0"], ["--jobs", "-3"], ["--value", "Ltd"]):
        assert iotcheck("-", *wrong, stdin=SHIPPED_TABLE).returncode == 2
    page = tmp_path / "page.html"
    arguments = ["--check", "--layout", "summary", "--format", "html", "--output", str(page)]
    assert (iotcheck("-", *arguments, stdin=SHIPPED_TABLE).returncode, page.exists()) == (2, False)


def test_a_byte_order_mark_is_for_people_alone(tmp_path: Path) -> None:
    """Results in words and rejects begin with one, results for programs and standard output do not."""
    table, output = tmp_path / "t.csv", tmp_path / "out.csv"
    table.write_text(SHIPPED_TABLE, encoding="utf-8")
    mark = b"\xef\xbb\xbf"
    for words, marked in (([], False), (["--words"], True)):
        iotcheck(str(table), "--output", str(output), "--force", *words)
        assert output.read_bytes().startswith(mark) is marked
        for name in ("out.csv.rejects.csv", "out.csv.values.csv"):
            assert (tmp_path / name).read_bytes().startswith(mark)
        assert not iotcheck(str(table), *words).stdout.startswith("\ufeff")


def test_a_terminal_gets_an_overview_and_a_pipe_the_results(tmp_path: Path) -> None:
    """Thousands of lines of CSV would be of no use there; --output - prints them all the same."""
    table = tmp_path / "t.csv"
    table.write_text(SHIPPED_TABLE, encoding="utf-8")
    shown, said = on_terminal(str(table), "--lang", "en")
    assert "1 applicant" in shown
    assert "丁,4," not in shown
    assert "add --output FILE" in said
    shown, said = on_terminal(str(table), "--lang", "en", "--layout", "wide", "--output", "-")
    assert "丁,4," in shown
    assert "add --output FILE" not in said


def on_terminal(*arguments: str) -> tuple[str, str]:
    """Run `iotcheck screen` with a terminal as its standard output; return that and standard error."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "iotcheck", "screen", *arguments]
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
        os.close(theirs)
        shown = b""
        try:
            while block := os.read(ours, 1 << 16):
                shown += block
        except OSError:  # the other end is closed
            pass
        os.close(ours)
        said = process.stderr.read() if process.stderr else b""
    return shown.decode(), said.decode()


def test_an_id_that_is_absent_costs_its_row_whatever_is_open(tmp_path: Path) -> None:
    """And all problems of that row are said to cost it."""
    result, _ = screened(tmp_path, HEADER + ",Ltd,1,1,a,\nB,Ltd,1,1,a,\n", open_cells=True, id_column="name")
    rows = rows_of(tmp_path / "bad.csv")
    assert [(row["line"], row["column"], row["kind"]) for row in rows] == [
        ("2", "name", "row"),
        ("2", "form", "row"),
        ("3", "form", "cell"),
    ]
    assert result.portfolio.rejected == 1


def test_what_a_text_stands_for_settles_a_fault_of_the_table(tmp_path: Path) -> None:
    """Such as a formula without a result."""
    book = openpyxl.Workbook()
    book.active.append(["name", "form", "revenue"])  # type: ignore[union-attr]
    book.active.append(["A", "company", "=SUM(1)"])  # type: ignore[union-attr]
    book.save(tmp_path / "in.xlsx")
    request = Request(input="in.xlsx", output="out.csv", layout=Layout.WIDE, force=True)
    opened, _ = run(tmp_path, request.replace(reading=Reading(open_cells=True)))
    assert (opened.portfolio.screened, [group.code for group in opened.groups]) == (1, ["formula-without-result"])
    (text,) = {str(group.text) for group in opened.groups}
    said = [Replacement("revenue", text, "300万元", parse_replacement("a=b").place)]
    settled, _ = run(tmp_path, request.replace(reading=Reading(values=said)))
    assert (settled.groups, settled.portfolio.screened) == ((), 1)
