"""Results in words: what the plain ones say, in the user's language, with nothing that the rules do not set."""

import csv
from pathlib import Path

import openpyxl
import pytest

from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request, Streams, screen
from tests.small import fact, policies
from tests.test_cli_screen import iotcheck
from tests.test_screen import SHIPPED, rows_of, run

TABLE = (
    "名称,申请人类型,深圳注册,开展事项,标准工作,标准级别,国际标准项数,国家标准项数\n"
    "甲,企业,是,标准研制,主导制定,国际标准;国家标准,2,?\n乙,大学,,,,,,\n"
)


def worded(folder: Path, layout: Layout, language: str = "zh", output: str = "out.csv") -> list[dict[str, str]]:
    """Screen the table in words and return what was written, where that is CSV."""
    (folder / "in.csv").write_text(TABLE, encoding="utf-8")
    request = Request(
        input=str(folder / "in.csv"),
        output=str(folder / output),
        rejects=str(folder / "bad.csv"),
        layout=layout,
        words=True,
        force=True,
    )
    streams = Streams(stdin=None, stdout=None, notify=lambda _: None, progress=lambda rows, share: None)
    screen(SHIPPED, SHIPPED.as_of, language, request, streams)
    return rows_of(folder / output) if output.endswith("csv") else []


def test_matches_in_words(tmp_path: Path) -> None:
    """With agency, status and source; the greatest answer accepted sets no upper end."""
    international, national, *_ = worded(tmp_path, Layout.MATCHES)
    assert [international[name] for name in ("名称", "项目", "主管部门", "状态", "结论", "最高金额")] == [
        "甲",
        "主导制定国际标准资助",
        "深圳市市场监督管理局",
        "实施中",
        "符合",
        "200 万元",
    ]
    assert [international[f"最高金额{end}限（元）"] for end in "下上"] == ["2000000", "2000000"]
    assert international["依据"].startswith("深工信人大函〔2019〕52号")
    assert (international["判断日期"], international["项目标识"]) == ("2019-05-31", "standard-international")
    assert [national[f"最高金额{end}限（元）"] for end in "下上"] == ["600000", ""]
    assert (national["最高金额"], national["金额还取决于"]) == ("60 万元或更多", "国家标准项数")
    assert worded(tmp_path, Layout.MATCHES, "en")[0]["Verdict"] == "eligible"


def test_a_row_per_applicant_in_words(tmp_path: Path) -> None:
    """Programs by their titles; the next question by its label."""
    (row,) = worded(tmp_path, Layout.WIDE)
    assert (row["主导制定国际标准资助"], row["参与制定或修订标准"]) == ("符合", "不符合")
    assert (row["最高金额合计下限（元）"], row["最高金额合计上限（元）"]) == ("2600000", "")
    labels = {fact.label.in_language("zh") for fact in SHIPPED.facts.values()}
    assert row["建议先补充的信息"] in labels


def test_the_summary_and_the_rejects_in_words(tmp_path: Path) -> None:
    """Their columns too."""
    national = worded(tmp_path, Layout.SUMMARY)[1]
    assert [national[name] for name in ("项目", "状态", "可申请", "其中金额待定", "最高金额上限（元）")] == [
        "主导制定国家标准资助",
        "实施中",
        "1",
        "1",
        "",
    ]
    (reject,) = rows_of(tmp_path / "bad.csv")
    assert list(reject) == ["行号", "列", "内容", "代码", "原因", "修改方法", "申报单位", "处理"]


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_columns_in_words_are_different_and_as_many_as_cells(tmp_path: Path, layout: Layout, language: str) -> None:
    """Whatever the layout and the language."""
    worded(tmp_path, layout, language)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert len(set(header)) == len(header)
    assert {len(row) for row in rows} == {len(header)}


def test_a_workbook_of_results_can_be_read_by_people(tmp_path: Path) -> None:
    """A bold header that stays, a filter, columns that are wide enough."""
    worded(tmp_path, Layout.MATCHES, output="out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert (sheet.freeze_panes, sheet["A1"].font.bold, sheet["A2"].font.bold) == ("A2", True, False)
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet["G2"].value == 2_000_000


def test_words_are_not_for_programs() -> None:
    """JSON keeps ids, and Parquet too."""
    for arguments in (["--json"], ["--output", "x.parquet"], ["--output", "x.jsonl"]):
        assert iotcheck("-", "--words", *arguments, stdin=TABLE).returncode == 2


def test_a_maximum_that_may_come_to_nothing_is_said_by_its_upper_end(tmp_path: Path) -> None:
    """`at most 300,000 yuan`, as for one applicant: that it may be 0 says nothing."""
    capped = policies(
        {"form": fact("choice", "company person"), "spent": fact("money")},
        when={"form": "company"},
        ceiling={"least": ["30万元", {"percent": 10, "of": "spent"}]},
    )
    (tmp_path / "in.csv").write_text("name,form,spent\nAnna,company,\nBob,company,100\n")
    run(tmp_path, Request(input="in.csv", output="out.csv", words=True), capped)
    assert [row["Maximum"] for row in rows_of(tmp_path / "out.csv")] == ["at most 300,000 yuan", "10 yuan"]
