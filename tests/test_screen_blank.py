"""Empty tables to fill in: they can be screened as they are, and say what may stand in them. One row, explained."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from iotcheck.engine import assess
from iotcheck.errors import DataError
from iotcheck.screen.columns import Reading
from iotcheck.screen.layouts import Layout
from iotcheck.screen.row import Place, read_row
from iotcheck.screen.run import Request
from iotcheck.screen.template import blank_csv, blank_workbook, listed
from tests.test_screen import SHIPPED, SMALL, rows_of, run

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_empty_table_can_be_screened_as_it_is_and_filled_in(tmp_path: Path, kind: str, language: str) -> None:
    """Every column is a fact, without doubt; what the lists offer is understood."""
    path = tmp_path / f"in.{kind}"
    path.write_bytes((blank_csv if kind == "csv" else blank_workbook)(SHIPPED, language))
    result, notices = run(tmp_path, Request(input=path.name, output="none.csv", layout=Layout.WIDE), SHIPPED)
    assert (result.portfolio.read, notices) == (0, [])
    offered = [
        listed(fact, language) if fact.type in ("choice", "boolean") else [""] for fact in SHIPPED.facts.values()
    ]
    rows = [["x", *(words[turn % len(words)] for words in offered)] for turn in range(max(map(len, offered)))]
    if kind == "csv":
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        path.write_bytes(path.read_bytes() + text.getvalue().encode())
    else:
        book = openpyxl.load_workbook(path)
        for row in rows:
            book.worksheets[0].append(row)
        book.save(path)
    result, _ = run(tmp_path, Request(input=path.name, output="out.csv", layout=Layout.WIDE), SHIPPED)
    assert (result.portfolio.screened, result.groups) == (len(rows), ())
    assert rows_of(tmp_path / "out.csv")[0][{"zh": "申报单位", "en": "Applicant"}[language]] == "x"


def test_a_workbook_offers_lists_and_explains(tmp_path: Path) -> None:
    """A list refers to the hidden sheet; notes have the question, the second sheet all of it."""
    (tmp_path / "t.xlsx").write_bytes(blank_workbook(SMALL, "en"))
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet, guide, lists = book.worksheets
    first = sheet.data_validations.dataValidation[0]
    assert (first.type, first.formula1, str(first.sqref)) == ("list", "lists!$B$1:$B$3", "B2:B10001")
    assert [cell.value for cell in lists["B"]] == listed(SMALL.facts["form"], "en")
    assert (guide.max_row, lists.sheet_state) == (1 + len(SMALL.facts), "hidden")
    assert "write one of" in str(sheet["B1"].comment.text if sheet["B1"].comment else "")


def test_only_the_line_below_the_header_is_passed_over(tmp_path: Path) -> None:
    """The same words further below are an applicant's name: no row is lost."""
    hints = blank_csv(SMALL, "en").decode("utf-8-sig").splitlines()[1]
    (tmp_path / "in.csv").write_text(f"name,form\nAnna,company\n{hints.split(',', maxsplit=1)[0]},company\n")
    result, _ = run(tmp_path, Request(input="in.csv", output="out.csv"))
    assert result.portfolio.screened == 2


def test_one_row_says_what_its_cells_say(tmp_path: Path) -> None:
    """Named by the first column that holds no fact, or by the one that the user names, or by its line."""
    table = tmp_path / "t.csv"
    table.write_text("name,Code,form,revenue,staff\nAnna,7,company,200万元,?\nBob,8,person,,\nBob,9,person,,\n")
    found = read_row(SMALL, Place(str(table), "Anna"), None, "en").answers
    assert found == {"form": "company", "revenue": 2_000_000, "staff": None}
    assert read_row(SMALL, Place(str(table), "9", Reading(id_column="Code")), None, "en").answers == {"form": "person"}
    for place, code in ((Place(str(table), "Bob"), "row-twice"), (Place(str(table), "Ana"), "no-such-row")):
        with pytest.raises(DataError, match=code):
            read_row(SMALL, place, None, "en")
    table.write_text("form,staff\ncompany,1\nsoup,600\n")
    assert read_row(SMALL, Place(str(table), "2"), None, "en").answers == {"form": "company", "staff": 1}
    with pytest.raises(DataError) as caught:
        read_row(SMALL, Place(str(table), "3"), None, "en")
    assert [problem.code for problem in caught.value.problems] == ["row-rejected"] * 2


def test_assess_and_whatif_explain_a_row_of_a_table() -> None:
    """The same verdicts as screening gives the row; `--set` goes first; half of the options is refused."""
    table = ["--table", str(ROOT / "examples" / "applicants.csv")]
    done = program("assess", *table, "--row", "A002", "--json")
    document = json.loads(done.stdout)
    assert document["answers"]["activities"] == ["exhibition", "contest"]
    answers = read_row(SHIPPED, Place(table[1], "A002"), None, "en").answers
    assert [one["verdict"] for one in document["programs"]] == [
        one.verdict for one in assess(SHIPPED, answers).programs
    ]
    changed = json.loads(program("assess", *table, "--row", "A002", "--set", "activities=none", "--json").stdout)
    assert changed["answers"]["activities"] == []
    assert "A002" in program("assess", *table, "--row", "A002", "--no-input").stdout
    assert program("whatif", "exhibition-support", *table, "--row", "A003").returncode == 0
    assert (program("assess", *table).returncode, program("assess", "--row", "x").returncode) == (2, 2)
    assert program("assess", *table, "--row", "nobody").returncode == 3


def test_templates_are_written_by_the_program(tmp_path: Path) -> None:
    """CSV to the terminal or a file; a workbook to a file alone."""
    assert program("questions", "--template", "csv").stdout.startswith("Applicant,Legal form,")
    assert program("questions", "--template", "xlsx").returncode == 2
    for kind in ("csv", "xlsx"):
        path = str(tmp_path / f"t.{kind}")
        assert program("questions", "--template", kind, "--output", path).returncode == 0
        assert program("screen", path, "--check").returncode == 0
        assert program("questions", "--template", kind, "--output", path).returncode == 4


def program(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run iotcheck in English, without a terminal."""
    command = [sys.executable, "-m", "iotcheck", *arguments, "--lang", "en"]
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False
    )
