"""One applicant of a table, and the options that say how a table is read, which every command takes alike."""

import subprocess
import sys
from pathlib import Path

import pytest

from iotcheck.errors import DataError
from iotcheck.screen.columns import Reading
from iotcheck.screen.row import Place, read_row
from tests.program import Run, iotcheck
from tests.small import document, fact, loaded, yaml_text

FACTS = {"form": fact("choice", "company person"), "staff": fact("count")}
RULES = yaml_text(document(FACTS, {"form": "company"}, {"amount": 100, "per": "staff"}))
SMALL = loaded(RULES)
ROWS = "No.,Name,Code,form,staff\n1,Anna,A7,company,10\n2,Bob,B8,person,\n3,Bob,2,company,few\nTotal,,,,10\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table whose first column is not what people call its applicants by."""
    path = tmp_path / "t.csv"
    path.write_text(ROWS)
    return path


@pytest.mark.parametrize(("row", "form"), [("Anna", "company"), ("B8", "person"), ("1", "company"), ("2", "person")])
def test_any_column_without_a_fact_identifies_a_row(table: Path, row: str, form: str) -> None:
    """The first such column goes before the others: 2 is the number of a row, and the code of another."""
    assert read_row(SMALL, Place(str(table), row), None, "en").answers["form"] == form


def test_a_row_that_is_not_the_only_one_is_refused_with_all_lines(table: Path) -> None:
    """Two rows with a name, or one that is nowhere: the options that help are named."""
    done = iotcheck("assess", "--table", str(table), "--row", "Bob", "--policies", str(small(table)), "--no-input")
    assert done.code == 3
    assert "lines 3, 4" in done.err
    assert "--id" in done.err
    done = iotcheck("assess", "--table", str(table), "--row", "Zoe", "--policies", str(small(table)), "--no-input")
    assert "--id" in done.err
    with pytest.raises(DataError, match="no-such-row-in-column"):
        read_row(SMALL, Place(str(table), "Anna", Reading(id_column="Code")), None, "en")


def test_a_row_that_is_broken_says_how(table: Path) -> None:
    """It is not said to be absent."""
    table.write_text(ROWS + "5,Eve,E1,company,1,more,cells\n")
    with pytest.raises(DataError, match="row-rejected"):
        read_row(SMALL, Place(str(table), "Eve"), None, "en")


@pytest.mark.parametrize("command", ["assess", "whatif", "diff", "screen"])
def test_every_command_reads_tables_by_the_same_options(table: Path, command: str) -> None:
    """A text is given a meaning, a cell is left open, an unknown word is refused: by each in the same way."""

    def run(*options: str) -> Run:
        policies = str(small(table))
        arguments = {
            "assess": ["--table", str(table), "--row", "3", "--no-input", "--policies", policies],
            "whatif": ["--table", str(table), "--row", "3", "--policies", policies],
            "diff": [policies, policies, "--table", str(table)],
            "screen": [str(table), "--layout", "summary", "--policies", policies],
        }
        return iotcheck(command, *arguments[command], *options)

    plain, opened, meant = run(), run("--bad-cells", "open"), run("--value", "staff: few=3")
    assert "few" in plain.err + plain.out or command == "diff"
    assert "Total" in opened.err
    assert (opened.code, meant.code) == (0, 0)
    assert "few" not in meant.err
    assert (plain.out != meant.out) or command == "diff"
    assert run("--bad-cells", "perhaps").code == 2
    assert run("--value", "few").code == 2
    assert run("--unit", "staff").code == 2
    assert run("--sheet", "1").code == 2
    (table.parent / "values.csv").write_text("column,from,to\nstaff,few,3\n")
    assert run("--values", str(table.parent / "values.csv")).out == meant.out


def test_warnings_of_python_are_for_developers() -> None:
    """Users see none; `-X dev` and `-W` show them."""
    code = (
        "import sys, warnings; sys.argv = ['', '--version']; from iotcheck.cli import main; main(); warnings.warn('w')"
    )

    def stderr(*options: str) -> str:
        return subprocess.run([sys.executable, *options, "-c", code], capture_output=True, text=True, check=True).stderr

    assert stderr() == ""
    assert "UserWarning" in stderr("-X", "dev")
    assert "UserWarning" in stderr("-W", "default")


def small(table: Path) -> Path:
    """Return the small policy file, written beside a table."""
    path = table.parent / "small.yaml"
    path.write_text(RULES, encoding="utf-8")
    return path
