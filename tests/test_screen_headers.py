"""Headers as spreadsheets have them: titles above, units and remarks in brackets, two lines; no amount is misread."""

import json
from pathlib import Path

import pytest

from iotcheck.errors import DataError
from iotcheck.screen.columns import Reading
from iotcheck.screen.headers import Headers
from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request
from iotcheck.values import Number
from tests.small import fact, policies
from tests.test_screen import HEADER, SMALL, rows_of, run, wide, workbook

LABELLED = policies(
    {
        "revenue": fact("money", label="Revenue"),
        "staff": fact("count", label="Staff", unit="person"),
        "share": fact("number", label="Share", unit="%"),
        "green": fact("boolean", label="Green"),
    },
    when={"revenue": {"at_least": "500万元"}},
)


@pytest.mark.parametrize(
    ("name", "read_as", "factors"),
    [
        ("Revenue", "revenue", []),
        ("revenue（万元）", "revenue", [10**4]),
        ("Revenue (million yuan)", "revenue", [10**6]),
        ("Revenue / 亿元", "revenue", [10**8]),
        ("Revenue (元)", "revenue", [1]),
        ("Revenue (单位：人民币万元)", "revenue", [10**4]),
        ("Revenue (in thousands)", "revenue", [10**3]),
        ("Revenue, '000", "revenue", [10**3]),
        ("Revenue (required, 万元)", "revenue", [10**4]),
        ("Revenue (万美元)", "revenue", [None]),
        ("Revenue (USD)", "revenue", [None]),
        ("Revenue (quadrillion yuan)", "revenue", [None]),
        ("Revenue*", "revenue", []),
        ("Reve\nnue", "revenue", []),
        ("Revenue (required)", "revenue", []),
        ("Revenue (2018)", None, []),
        ("Revenue (last year)", None, []),
        ("Staff (person)", "staff", [1]),
        ("Staff (万person)", "staff", [10**4]),
        ("Staff (万元)", "staff", [None]),
        ("Share (%)", "share", [1]),
        ("Share, per cent", "share", [1]),
        ("Share（小数）", "share", [100]),
        ("Green（是/否）", "green", []),
        ("Greenhouse", None, []),
    ],
)
def test_what_a_header_states_of_its_column(name: str, read_as: str | None, factors: list[Number | None]) -> None:
    """A remark is a unit, understood or not, or says how to fill the column in; anything else makes it no fact."""
    heading = Headers(LABELLED, {}).read(name)
    assert (heading and heading.fact) == read_as
    assert [factor for _, factor in heading.units] == factors if heading else not factors


@pytest.mark.parametrize(
    ("header", "cell", "verdict"),
    [
        ("Revenue (万元)", "500", "eligible"),
        ("Revenue (万元)", "４９９．９", "ineligible"),
        ("Revenue (万元)", "1,000", "eligible"),
        ("Revenue (万元)", "500元", "ineligible"),
        ("Revenue (万元)", "?", "undetermined"),
        ("Revenue (千元)", "4999", "ineligible"),
        ("Revenue", "500", "ineligible"),
        ("年收入：万元", "500", "eligible"),
    ],
)
def test_bare_numbers_are_in_the_unit_of_their_header(tmp_path: Path, header: str, cell: str, verdict: str) -> None:
    """Also where `--map` says what the column is; a cell's own unit goes before it."""
    (tmp_path / "in.csv").write_text(f'name,{header}\nAnna,"{cell}"\n', encoding="utf-8")
    request = Request(
        input="in.csv", output="out.csv", layout=Layout.WIDE, reading=Reading(mapping={"年收入：万元": "Revenue"})
    )
    mapped = request if header in request.reading.mapping else request.replace(reading=Reading())
    _, notices = run(tmp_path, mapped, LABELLED)
    assert rows_of(tmp_path / "out.csv")[0]["program"] == verdict
    assert ("column-in-unit" in [notice.code for notice in notices]) is (header != "Revenue")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_titles_above_the_header_are_passed_over(tmp_path: Path, kind: str) -> None:
    """With a notice; lines are counted from the first all the same."""
    rows = [["Companies of the city"], [""], ["", "as of", "2019"], HEADER.split(",")]
    rows += [["Anna", "company", "200万元", "1", "a"], ["Bob", "soup", "1元", "1", "a"]]
    if kind == "xlsx":
        workbook(tmp_path / "in.xlsx", rows)
    else:
        (tmp_path / "in.csv").write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    result, (notice, *_) = run(tmp_path, Request(input=f"in.{kind}", output="out.csv", layout=Layout.WIDE))
    assert (notice.code, notice.params["line"]) == ("titles-above", 4)
    assert [row["name"] for row in rows_of(tmp_path / "out.csv")] == ["Anna"]
    assert [group.lines for group in result.groups] == [(6,)]


def test_a_row_that_has_a_fact_name_for_a_value_is_no_header(tmp_path: Path) -> None:
    """One such cell is chance: neither is what is above it passed over, nor is the row a second line of headers."""
    with pytest.raises(DataError) as caught:
        wide(tmp_path, "a,b\nform,1\n")
    assert [problem.code for problem in caught.value.problems] == ["no-fact-columns"]
    (row,) = wide(tmp_path, "name,form,kind,revenue,staff\nAnna,company,fields,1,1\n")
    assert row["kind"] == "fields"


def test_a_row_that_holds_names_of_facts_is_not_taken_for_the_header(tmp_path: Path) -> None:
    """A file of results has such rows, and what stands above them has as many cells: it is no title."""
    with pytest.raises(DataError) as caught:
        wide(tmp_path, "name,program,missing,ceiling_missing\nAnna,p,x,y\nBob,p,revenue,staff\n")
    assert [problem.code for problem in caught.value.problems] == ["no-fact-columns"]


@pytest.mark.parametrize("second", [",form,revenue,staff,,", ",,,,fields,founded"])
def test_a_second_line_of_headers_is_refused(tmp_path: Path, second: str) -> None:
    """Ids below labels, or groups above names: it would be an applicant, and its names unread."""
    with pytest.raises(DataError) as caught:
        wide(tmp_path, f"name,form,revenue,staff,more,still\n{second}\nAnna,company,1,1,,\n")
    assert [(problem.code, problem.location and problem.location.line) for problem in caught.value.problems] == [
        ("second-header", 2)
    ]


def test_other_sheets_of_a_workbook_are_named(tmp_path: Path) -> None:
    """Their rows are not read."""
    import openpyxl

    book = openpyxl.Workbook()
    book.worksheets[0].append(["name", "form"])
    book.worksheets[0].title = "2018"
    for title in ("2019", "Instructions"):
        book.create_sheet(title).append(["x"])
    book.save(tmp_path / "in.xlsx")
    _, (notice, *_) = run(tmp_path, Request(input="in.xlsx", output="out.csv"), SMALL)
    assert (notice.code, notice.params) == ("other-sheets", {"name": "2018", "others": ["2019"]})


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_numbers_of_other_kinds_of_tables_take_the_unit_too(tmp_path: Path, kind: str) -> None:
    """They are no texts there."""
    names, amounts = ["Anna", "Bob"], [500, 499]
    if kind == "jsonl":
        lines = [json.dumps({"name": name, "Revenue (万元)": one}) for name, one in zip(names, amounts, strict=True)]
        (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    else:
        pa = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        parquet.write_table(pa.table({"name": names, "Revenue (万元)": amounts}), tmp_path / "in.parquet")
    run(tmp_path, Request(input=f"in.{kind}", output="out.csv", layout=Layout.WIDE), LABELLED)
    assert [row["program"] for row in rows_of(tmp_path / "out.csv")] == ["eligible", "ineligible"]
