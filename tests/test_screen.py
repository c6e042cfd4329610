"""Screening a table: what comes out of rows, and that no row is lost, guessed at or half-used."""

import csv
import io
import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotcheck.answers import written_value
from iotcheck.engine import CeilingKind, assess
from iotcheck.errors import DataError, Problem, ReadWriteError, UsageError
from iotcheck.loader import load_file
from iotcheck.model import PolicySet
from iotcheck.render.screening import summary_text
from iotcheck.render.terminal import write_terminal
from iotcheck.screen.columns import Reading
from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request, Result, Streams, screen
from tests.small import fact, policies
from tests.test_batch import random_rows

SHIPPED = load_file(str(Path(__file__).parents[1] / "data" / "policies.yaml"))
SMALL = policies(
    {
        "form": fact("choice", "company person"),
        "revenue": fact("money"),
        "staff": fact("count", min=0, max=500),
        "fields": fact("choices", "a b c"),
        "founded": fact("date"),
        "green": fact("boolean"),
    },
    when={"all": [{"form": "company"}, {"revenue": {"at_least": "100万元"}}, {"fields": ["a", "b"]}]},
    ceiling={"amount": "2万元", "per": "staff"},
)
HEADER = "name,form,revenue,staff,fields"


def run(folder: Path, request: Request, policy_set: PolicySet = SMALL) -> tuple[Result, list[Problem]]:
    """Screen a table in a folder; return the result and the notices."""
    notices: list[Problem] = []
    streams = Streams(stdin=None, stdout=None, notify=notices.append, progress=lambda rows, share: None)
    paths = {name: str(folder / path) for name in ("input", "output", "rejects") if (path := getattr(request, name))}
    return screen(policy_set, policy_set.as_of, "en", request.replace(**paths), streams), notices


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a CSV file that was written."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def wide(folder: Path, table: str | bytes, name: str = "in.csv", **reading: Any) -> list[dict[str, str]]:
    """Screen a table in the wide layout and return what was written."""
    (folder / name).write_bytes(table if isinstance(table, bytes) else table.encode())
    run(
        folder,
        Request(input=name, output="out.csv", layout=Layout.WIDE, rejects="rejects.csv", reading=Reading(**reading)),
    )
    return rows_of(folder / "out.csv")


def screened_shipped(folder: Path, table: str, **reading: Any) -> list[dict[str, str]]:
    """Screen a table in the wide layout by the shipped rules and return what was written."""
    (folder / "in.csv").write_text(table, encoding="utf-8")
    run(folder, Request(input="in.csv", output="out.csv", layout=Layout.WIDE, reading=Reading(**reading)), SHIPPED)
    return rows_of(folder / "out.csv")


def test_a_row_per_applicant_says_what_assess_says(tmp_path: Path) -> None:
    """Wide: verdict, totals and next question; carried columns first."""
    written = wide(tmp_path, f"{HEADER}\nAnna,company,200万元,3,a;b\nBob,person,1元,?,无\nEva,company,,,\n")
    assert [
        (row["name"], row["program"], row["total_min"], row["total_max"], row["next_question"]) for row in written
    ] == [
        ("Anna", "eligible", "60000", "60000", ""),
        ("Bob", "ineligible", "0", "0", ""),
        ("Eva", "undetermined", "0", "0", "revenue"),
    ]


def test_a_row_per_applicant_and_program(tmp_path: Path) -> None:
    """Matches: applicable and undetermined programs, with what is missing for verdict and ceiling."""
    (tmp_path / "in.csv").write_text(f"{HEADER}\nAnna,company,200万元,,a\nBob,person,1元,1,a\nEva,company,,?,b\n")
    run(tmp_path, Request(input="in.csv", output="out.csv"))
    keys = ("name", "verdict", "ceiling_min", "ceiling_max", "missing", "ceiling_missing")
    assert [tuple(row[key] for key in keys) for row in rows_of(tmp_path / "out.csv")] == [
        ("Anna", "eligible", "0", "10000000", "", "staff"),
        ("Eva", "undetermined", "0", "10000000", "revenue", "staff"),
    ]


def test_json_lines_end_with_the_summary(tmp_path: Path) -> None:
    """The last line counts rows and programs, so that a reader knows the file is whole."""
    (tmp_path / "in.csv").write_text(f"{HEADER}\nAnna,company,200万元,3,a\nBob,soup,1元,1,a\n")
    run(tmp_path, Request(input="in.csv", output="out.jsonl", head={"kind": "screening"}))
    first, last = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert (first["name"], first["ceiling_max"]) == ("Anna", 60000)
    assert (last["kind"], last["rows"]) == ("screening", {"read": 2, "screened": 1, "rejected": 1})


def test_the_summary_counts_programs(tmp_path: Path) -> None:
    """Summary: a row per program."""
    (tmp_path / "in.csv").write_text(f"{HEADER}\nAnna,company,200万元,3,a\nBob,person,1元,1,a\nEva,company,,2,b\n")
    run(tmp_path, Request(input="in.csv", output="out.csv", layout=Layout.SUMMARY))
    (row,) = rows_of(tmp_path / "out.csv")
    counts = ("applicable", "undetermined", "ineligible", "ceiling_min", "ceiling_max")
    assert [row[name] for name in counts] == ["1", "1", "1", "60000", "60000"]


def test_an_upper_end_that_only_the_greatest_answer_sets_is_no_money(tmp_path: Path) -> None:
    """The summary counts such applicants apart: 500 staff is what a question accepts, and no rule."""
    (tmp_path / "in.csv").write_text(
        f"{HEADER}\nAnna,company,200万元,3,a\nBob,company,200万元,,a\nEva,company,200万元,?,a\n"
    )
    run(tmp_path, Request(input="in.csv", output="out.jsonl", layout=Layout.SUMMARY))
    row, document = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert (row["ceiling"], row["ceiling_min"], row["ceiling_open"]) == ("amount", 60000, 2)
    assert document["totals"]["open"] == 2
    shown = write_terminal(summary_text(document, SMALL, SMALL.as_of, "en"), "en", width=200)
    assert [shown.count(part) for part in ("at least 60,000 yuan", "2 with no upper limit yet")] == [2, 2]
    assert "20,060,000" not in shown


def test_headers_may_be_ids_labels_or_mapped(tmp_path: Path) -> None:
    """Case, width and spaces of a header do not matter; other columns are carried along; the id comes first."""
    table = "note,Code, REVENUE ,Form,Ｆields\nhello,7,200万元,company,a\n"
    (row,) = wide(tmp_path, table, id_column="Code", mapping={"Form": "form"})
    assert (list(row)[:3], row["program"]) == (["Code", "note", "program"], "eligible")


def test_a_mapped_column_may_name_its_fact_by_label(tmp_path: Path) -> None:
    """As headers do, in either language."""
    row, *_ = screened_shipped(
        tmp_path, "名称,类别,city\n甲,企业,是\n", mapping={"类别": "申请人类型", "city": "深圳注册"}
    )
    assert row["standard-other-work"] == "undetermined"


def test_what_a_header_leaves_open_is_said(tmp_path: Path) -> None:
    """Columns that hold no fact, near misses with what was meant, facts without a column; nothing if all fits."""
    (tmp_path / "in.csv").write_text("name,form,phone,revenu\nAnna,company,1,1\n")
    _, notices = run(tmp_path, Request(input="in.csv", output="out.csv"))
    assert [(notice.code, notice.severity, {**notice.params}) for notice in notices] == [
        ("column-carried", "notice", {"name": "revenu", "suggestion": "revenue"}),
        ("columns-not-used", "notice", {"names": "phone"}),
        ("facts-without-column", "notice", {"names": "revenue, staff, fields"}),
    ]
    (tmp_path / "in.csv").write_text(f"{HEADER}\nAnna,company,1元,1,a\n")
    assert run(tmp_path, Request(input="in.csv", output="other.csv"))[1] == []


def test_long_lists_of_columns_are_cut_and_counted(tmp_path: Path) -> None:
    """Dozens of columns make no screenful."""
    names = [f"column {letter}" for letter in "abcdefgh"]
    (tmp_path / "in.csv").write_text(f"{HEADER},{','.join(names)}\nAnna,company,1元,1,a{',' * 8}\n")
    _, (notice,) = run(tmp_path, Request(input="in.csv", output="out.csv"))
    assert notice.params["names"] == f"{', '.join(names[:6])} and 2 more (use --check to list all)"


def test_ids_that_come_twice_are_said(tmp_path: Path) -> None:
    """Where the user says which column has ids: sums would count an applicant twice."""
    (tmp_path / "in.csv").write_text(f"{HEADER}\nAnna,company,1元,1,a\nBob,company,1元,1,a\nAnna,person,1元,1,a\n")
    result, notices = run(tmp_path, Request(input="in.csv", output="out.csv", reading=Reading(id_column="name")))
    assert (result.portfolio.screened, [notice.params["names"] for notice in notices]) == (3, ["Anna (lines 2, 4)"])


def test_columns_without_names_lose_nothing(tmp_path: Path) -> None:
    """In JSON lines two such columns would be one key; nor may a name that is ours hide another."""
    (tmp_path / "in.csv").write_text("name,form,,,program,program (input)\nAnna,person,1,2,3,4\n")
    run(tmp_path, Request(input="in.csv", output="out.jsonl", layout=Layout.WIDE))
    row = json.loads((tmp_path / "out.jsonl").read_text().splitlines()[0])
    names = ("column 3", "column 4", "program (input) (input)", "program (input)", "program")
    assert [row[name] for name in names] == ["1", "2", "3", "4", "ineligible"]


@pytest.mark.parametrize(
    ("header", "request_keys", "code"),
    [
        ("a,b", {}, "no-fact-columns"),
        ("form,form", {}, "duplicate-column"),
        ("form,Form", {}, "fact-twice"),
        ("form", {"id_column": "id"}, "no-such-column"),
        ("form", {"mapping": {"x": "form"}}, "no-such-column"),
        ("form,x", {"mapping": {"x": "soup"}}, "unknown-fact"),
        ("", {}, "empty-file"),
        ('"form\n', {}, "stray-quote"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(
    tmp_path: Path, header: str, request_keys: dict[str, Any], code: str
) -> None:
    """The header must say which column is which fact, and leave no doubt."""
    with pytest.raises(DataError) as caught:
        wide(tmp_path, f"{header}\n", **request_keys)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


def test_every_bad_row_is_rejected_with_line_reason_and_mend(tmp_path: Path) -> None:
    """Rows in are rows out and rejects; the line is where the row begins, quoted line ends counted."""
    table = (
        f'{HEADER}\nAnna,company,1元,1,a\n"Two\nlines",company,1,501,a\nBob,company\n\nEva,soup,many,1,a\n'
        'Kim,company,1,1,a,b\n"x"y,company,1,1,a\nZoe,company,1,1,a\n'
    )
    written = wide(tmp_path, table)
    rejects = rows_of(tmp_path / "rejects.csv")
    assert [row["name"] for row in written] == ["Anna", "Bob", "Zoe"]  # spreadsheets leave out empty cells at the end
    assert [(row["line"], row["column"], row["text"], row["code"]) for row in rejects] == [
        ("3", "staff", "501", "too-high"),
        ("7", "form", "soup", "unknown-choice"),
        ("7", "revenue", "many", "not-money"),
        ("8", "", "Kim,company,1,1,a,b", "wrong-cell-count"),
        ("9", "", "", "csv-syntax"),
    ]
    assert all(row["reason"] and row["mend"] for row in rejects)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_of_empty_cells_are_no_applicants(tmp_path: Path, kind: str) -> None:
    """Spreadsheets leave such rows behind, and each would be an applicant of whom nothing is known."""
    rows = [HEADER.split(","), ["", "", "", "", ""], ["Anna", "company", "1", "1", "a"], ["", "", "", "", ""]]
    if kind == "xlsx":
        workbook(tmp_path / "in.xlsx", [*rows, [" ", None, None, None, None]])
    else:
        (tmp_path / "in.csv").write_text("".join(",".join(row) + "\n" for row in rows) + ",,\n")
    result, _ = run(tmp_path, Request(input=f"in.{kind}", output="out.csv", reading=Reading(id_column="name")))
    assert (result.portfolio.read, result.portfolio.rejected) == (1, 0)


def test_a_reject_names_the_applicant_and_the_label_that_was_meant(tmp_path: Path) -> None:
    """In words of the user, ids of choices being none; and says that a cell may be left empty."""
    (tmp_path / "in.csv").write_text("名称,标准级别\n甲,国际\n", encoding="utf-8")
    request = Request(input=str(tmp_path / "in.csv"), rejects=str(tmp_path / "bad.csv"), write=False)
    streams = Streams(stdin=None, stdout=None, notify=lambda _: None, progress=lambda rows, share: None)
    screen(SHIPPED, SHIPPED.as_of, "zh", request, streams)
    (row,) = rows_of(tmp_path / "bad.csv")
    assert (row["applicant"], row["reason"]) == ("甲", "不认识的选项“国际”（是否想写“国际标准”？）")
    assert row["mend"].endswith("未提问或不适用请留空，不知道填“不知道”")


def test_rejects_of_an_earlier_run_do_not_outlive_it(tmp_path: Path) -> None:
    """A table that was mended has none, and its file says so."""
    for cell, rows in (("soup", 1), ("company", 0)):
        (tmp_path / "in.csv").write_text(f"name,form\nAnna,{cell}\n")
        run(tmp_path, Request(input="in.csv", output="out.csv", rejects="bad.csv", force=True))
        assert len(rows_of(tmp_path / "bad.csv")) == rows


def test_a_cell_may_have_a_line_for_each_choice(tmp_path: Path) -> None:
    """As people type them in spreadsheets."""
    (row,) = wide(tmp_path, f'{HEADER}\nAnna,company,200万元,1,"a\nb"\n')
    assert row["program"] == "eligible"


def test_a_row_without_id_is_rejected(tmp_path: Path) -> None:
    """Where the user names an id column, every applicant must have one."""
    assert [row["name"] for row in wide(tmp_path, "name,form\n,company\nBob,person\n", id_column="name")] == ["Bob"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with or without a mark, GB18030 as Chinese Excel writes it, UTF-16."""
    (row,) = wide(tmp_path, "名称,form\n深圳市某某公司,company\n".encode(encoding))
    assert row["名称"] == "深圳市某某公司"


def test_reading_gb18030_is_said_with_a_sample(tmp_path: Path) -> None:
    """The user sees how two cells were read."""
    (tmp_path / "in.csv").write_bytes("名称,form\n公司,company\n".encode("gb18030"))
    _, (notice, *_) = run(tmp_path, Request(input="in.csv", output="out.csv"))
    assert (notice.code, notice.params) == ("read-as-gb18030", {"sample": "名称"})


def test_big5_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    """What cannot be told apart for certain must be said by the user."""
    table = "名稱,form\n碁銹裏恒嫺,company\n".encode("big5-hkscs")
    with pytest.raises(DataError, match="unclear-encoding"):
        wide(tmp_path, table + b"\xff\n")
    assert wide(tmp_path, table, encoding="big5-hkscs")[0]["名稱"] == "碁銹裏恒嫺"


def test_bytes_that_an_encoding_does_not_have_reject_their_row(tmp_path: Path) -> None:
    """With `--encoding` one damaged row does not stop the others."""
    written = wide(tmp_path, b"name,form\nA\xff,company\nB,company\n", encoding="utf-8")
    assert ([row["name"] for row in written], rows_of(tmp_path / "rejects.csv")[0]["code"]) == (
        ["B"],
        "not-in-this-encoding",
    )


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_separators_are_recognised(tmp_path: Path, separator: str) -> None:
    """The one that stands in the header outside of quotes."""
    table = '"a,b";form;revenue\n1;company;2\n'.replace(";", separator)
    assert wide(tmp_path, table)[0]["a,b"] == "1"


def test_cells_are_never_formulas(tmp_path: Path) -> None:
    """A text that a spreadsheet would compute gets an apostrophe; numbers stay numbers."""
    names = ["=1+1", "+A1", "@x", "-2.5", "＝x", "plain"]
    table = "name,form\n" + "".join(f"{name},company\n" for name in names)
    assert [row["name"] for row in wide(tmp_path, table)] == ["'=1+1", "'+A1", "'@x", "-2.5", "'＝x", "plain"]


def test_json_lines_are_read(tmp_path: Path) -> None:
    """Null is don't know, absent not asked, a list several choices; broken lines are rejected; keys may come late."""
    lines = [
        '{"name": "A", "form": "company", "revenue": 2000000, "fields": ["a"], "staff": null}',
        '{"name": "B", "form": "company", "form": "person"}',
        '{"name": "C", "form": "company", "revenue": NaN}',
        "[]",
        "",
        '{"name": "D", "fields": [], "green": true, "later": null}',
        '{"name": "E", "fields": [["a"]]}',
        "{",
    ]
    written = wide(tmp_path, "\n".join(lines), name="in.jsonl")
    assert [(row["name"], row["program"], row["total_max"], row["later"]) for row in written] == [
        ("A", "eligible", "10000000", ""),
        ("D", "ineligible", "0", ""),
    ]
    assert [row["line"] for row in rows_of(tmp_path / "rejects.csv")] == ["2", "3", "4", "7", "8"]


def workbook(path: Path, rows: Iterable[list[Any]]) -> None:
    """Write a workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)


def test_workbooks_are_read_and_written(tmp_path: Path) -> None:
    """Numbers and days as their cells have them; a number that lost digits rejects its row."""
    workbook(
        tmp_path / "in.xlsx",
        [
            ["name", "form", "revenue", "founded", "green"],
            ["x", "company", 2000000, date(2001, 2, 3), True],
            [None] * 5,
            ["long", "company", 91440300123456789, None, None],
            ["half", "company", 0.1, None, None],
        ],
    )
    result, _ = run(tmp_path, Request(input="in.xlsx", output="out.xlsx", layout=Layout.WIDE, rejects="rejects.csv"))
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    names = [(cell.value, cell.data_type) for cell in sheet["A"]]
    assert names == [("name", "s"), ("x", "s"), ("half", "s")]
    assert [(*group.lines, group.code) for group in result.groups] == [(4, "digits-lost")]


def test_texts_in_workbooks_are_no_formulas(tmp_path: Path) -> None:
    """Whatever they begin with."""
    (tmp_path / "in.csv").write_text("name,form\n=1+1,company\n")
    run(tmp_path, Request(input="in.csv", output="out.xlsx", layout=Layout.WIDE))
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_a_formula_that_was_never_computed_is_refused(tmp_path: Path) -> None:
    """It would look like an empty cell, which means something else."""
    workbook(tmp_path / "in.xlsx", [["form", "revenue", "note"], ["company", "=1+1", "=2"], ["company", 1, "=3"]])
    result, _ = run(tmp_path, Request(input="in.xlsx", output="out.csv"))
    assert [(*group.lines, group.code) for group in result.groups] == [(2, "formula-without-result")]
    assert result.portfolio.screened == 1  # a formula in a column that is not used does not matter


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """With a reason, not a crash."""
    (tmp_path / "in.xlsx").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(DataError, match="bad-workbook"):
        run(tmp_path, Request(input="in.xlsx", output="out.csv"))


def test_an_unknown_kind_of_table_is_refused(tmp_path: Path) -> None:
    """By the end of the name, before anything is read or written."""
    (tmp_path / "in.csv").write_text("form\n")
    for request in (Request(input="in.doc"), Request(input="in.csv", output="out.doc")):
        with pytest.raises(UsageError, match="unknown-table-kind"):
            run(tmp_path, request)


def test_nothing_is_overwritten_unasked_or_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An existing file stays as it is, and a failure in the middle leaves no file at all."""
    (tmp_path / "in.csv").write_text("form\n" + "company\n" * 5)
    (tmp_path / "out.csv").write_text("mine")
    with pytest.raises(ReadWriteError, match="file-exists"):
        run(tmp_path, Request(input="in.csv", output="out.csv"))
    monkeypatch.setattr("iotcheck.screen.csv_table.BATCH", 2)

    def interrupt(rows: int, share: float | None) -> None:
        if rows > 2:
            raise KeyboardInterrupt

    streams = Streams(stdin=None, stdout=None, notify=lambda _: None, progress=interrupt)
    request = Request(input=str(tmp_path / "in.csv"), output=str(tmp_path / "out.csv"), force=True)
    with pytest.raises(KeyboardInterrupt):
        screen(SMALL, SMALL.as_of, "en", request, streams)
    assert {path.name: path.read_text() for path in tmp_path.iterdir() if path.name != "in.csv"} == {"out.csv": "mine"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    """It is an error of writing, with the output's name."""
    (tmp_path / "in.csv").write_text("form\n" + "company\n" * 5)
    with pytest.raises(ReadWriteError) as caught:
        run(tmp_path, Request(input="in.csv", output="/dev/full", layout=Layout.WIDE))
    assert str(caught.value.problems[0].location) == "/dev/full"


def test_every_cell_of_random_tables_is_what_assess_says(tmp_path: Path) -> None:
    """The whole way, from written cells to written verdicts, on the shipped file."""
    applicants = random_rows(SHIPPED, 600, Random(7))  # so many that some ceilings have no upper end
    lines = [[written_value(row[name]) if name in row else "" for name in SHIPPED.facts] for row in applicants]
    table = io.StringIO()
    csv.writer(table).writerows([["n", *SHIPPED.facts], *([number, *line] for number, line in enumerate(lines))])
    (tmp_path / "in.csv").write_text(table.getvalue())
    run(tmp_path, Request(input="in.csv", output="out.csv", layout=Layout.WIDE), SHIPPED)
    summed, _ = run(tmp_path, Request(input="in.csv", layout=Layout.SUMMARY, write=False), SHIPPED)
    reports = [program for answers in applicants for program in assess(SHIPPED, answers).programs if program.applicable]
    unended = [one for one in reports if one.ceiling.kind is CeilingKind.AMOUNT and one.ceiling.top is None]
    assert 0 < sum(tally.without_top for tally in summed.portfolio.tally.values()) == len(unended)
    for written, answers in zip(rows_of(tmp_path / "out.csv"), applicants, strict=True):
        report = assess(SHIPPED, answers)
        assert [written[program.program.id] for program in report.programs] == [
            program.verdict or "" for program in report.programs
        ]
        assert (written["total_min"], written["total_max"]) == (str(report.totals.low), str(report.totals.high))


@settings(max_examples=150)
@given(
    st.sampled_from(("csv", "jsonl")),
    st.one_of(
        st.binary(max_size=200),
        st.text(alphabet='form,company\n\r";{}[]:?\t\0甲１-', max_size=200).map(str.encode),
        st.lists(
            st.sampled_from((b"company", b"1", b",", b",", b"\n", b'"', b"\xff", b"\xb9\xab", b"")), max_size=60
        ).map(b"".join),
    ),
)
def test_no_bytes_lose_a_row_or_crash(tmp_path_factory: pytest.TempPathFactory, kind: str, data: bytes) -> None:
    """Whatever stands in a table: a located refusal, or each row screened or rejected."""
    folder = tmp_path_factory.mktemp("hostile")
    head = b"form,revenue\n" if kind == "csv" else b'{"form": "company", "revenue": 1}\n'
    (folder / f"in.{kind}").write_bytes(head + data)
    try:
        result, _ = run(folder, Request(input=f"in.{kind}", output="out.csv", rejects="bad.csv", layout=Layout.WIDE))
    except DataError as error:
        assert all(problem.location is not None for problem in error.problems)
    else:
        counts = result.portfolio
        assert counts.read == counts.screened + counts.rejected
        assert len(rows_of(folder / "out.csv")) == counts.screened
        problems = rows_of(folder / "bad.csv") if (folder / "bad.csv").exists() else []
        assert len({row["line"] for row in problems if row["kind"] == "row"}) == counts.rejected
        assert sum(row["kind"] == "cell" for row in problems) == counts.open_cells


@pytest.mark.thorough
def test_several_processes_write_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--jobs 2` changes neither rows nor their order, and rejects neither."""
    monkeypatch.setattr("iotcheck.screen.csv_table.BATCH", 100)
    random = Random(3)
    cells = (("company", "person", "soup", ""), ("2000000", "1", "?"), ("1", "2", "900"), ("a", "b", "a;c", "无", ""))
    rows = "".join(",".join([str(number), *map(random.choice, cells)]) + "\n" for number in range(1000))
    (tmp_path / "in.csv").write_text(f"{HEADER}\n{rows}")
    for jobs in (1, 2):
        run(tmp_path, Request(input="in.csv", output=f"{jobs}.csv", rejects=f"bad{jobs}.csv", jobs=jobs))
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()
    assert (tmp_path / "bad1.csv").read_bytes() == (tmp_path / "bad2.csv").read_bytes()


def corpora() -> list[Path]:
    """Return the CSV files of a folder with other people's hostile tables, where there is one."""
    folder = os.environ.get("IOTCHECK_CORPORA")
    return sorted(Path(folder).glob("**/*.csv")) if folder else []


@pytest.mark.parametrize("table", corpora(), ids=lambda path: path.name)
def test_other_peoples_tables_lose_no_row(tmp_path: Path, table: Path) -> None:
    """With the header's first column taken for a fact, every row is rejected or screened."""
    (tmp_path / "in.csv").write_bytes(table.read_bytes())
    first = next(csv.reader(io.StringIO(table.read_text(encoding="utf-8"))))[0]
    request = Request(
        input="in.csv", output="out.csv", reading=Reading(mapping={first.strip(): "form"}), rejects="bad.csv"
    )
    result, _ = run(tmp_path, request)
    assert result.portfolio.read == result.portfolio.screened + result.portfolio.rejected > 0
