"""A desk's own sheet of 3,000 companies: every company is screened, and every cell read as it is meant."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from iotcheck.engine import assess
from iotcheck.loader import load
from iotcheck.values import Number
from tests.desk import SHEET, Company, companies, policy_file, write_workbook
from tests.program import Run, iotcheck

COUNT = 3000
POLICIES = load(policy_file().encode(), "desk.yaml")
SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
GB18030 = 85  # LibreOffice's number for it


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the workbook and the policy file."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "desk.yaml").write_text(policy_file(), encoding="utf-8")
    write_workbook(folder / "desk.xlsx", list(companies(COUNT)))
    return folder


def screen(folder: Path, table: str, *options: str) -> Run:
    """Screen a table of the folder into `out.csv`."""
    return iotcheck(
        "screen", table, "--policies", "desk.yaml", "--id", "企业名称", "--output", "out.csv", "--force", *options,
        cwd=folder, environment={"IOTCHECK_LANG": "zh"},
    )  # fmt: skip


def ceilings(folder: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Return what was written: the ends of the ceiling of each company and program."""
    rows = csv.DictReader(io.StringIO((folder / "out.csv").read_text(encoding="utf-8-sig")))
    return {(row["企业名称"], row["program"]): (row["ceiling_min"], row["ceiling_max"]) for row in rows}


def expected() -> dict[tuple[str, str], tuple[str, str]]:
    """Return what the answers that are meant come to."""
    return {key: ends for company in companies(COUNT) for key, ends in _ceilings_of(company)}


def _ceilings_of(company: Company) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    report = assess(POLICIES, company.answers)
    return [
        ((company.name, program.program.id), (_shown(program.ceiling.low), _shown(program.ceiling.high)))
        for program in report.programs
    ]


def _shown(amount: Number | None) -> str:
    return "" if amount is None else str(amount)


def convert(folder: Path, table: str, target: str, suffix: str) -> None:
    """Have LibreOffice open a table and save it as another kind, into the folder `saved`."""
    assert SOFFICE
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", target, "--outdir", "saved", table],
        cwd=folder, check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    for path in (folder / "saved").glob(f"*-{SHEET}.{suffix}"):  # a file for each sheet has the sheet's name
        path.rename(folder / "saved" / f"desk.{suffix}")


def held_to(folder: Path, table: str) -> str:
    """Assert that all companies of a table are screened with their values; return the notices."""
    done = screen(folder, table)
    assert done.code == 0, done.err
    assert f"已筛查 {COUNT:,} 行" in done.err or f"已筛查{COUNT:,}行" in done.err
    written, meant = ceilings(folder), expected()
    assert written.keys() == meant.keys()
    assert {key: (written[key], ends) for key, ends in meant.items() if written[key] != ends} == {}
    return done.err


@pytest.mark.thorough
def test_a_desk_s_workbook_is_read_as_it_is_meant(desk: Path) -> None:
    """Every company counts, every value is right, and each reading that was a choice is told."""
    notices = held_to(desk, "desk.xlsx")
    for part in ("万元", SHEET, "合计", "小计", "隐藏"):
        assert part in notices, notices


@pytest.mark.thorough
@needs_libreoffice
def test_the_workbook_that_libreoffice_saved_is_read_the_same(desk: Path) -> None:
    """LibreOffice writes other styles, computed formulas and shared strings."""
    convert(desk, "desk.xlsx", "xlsx", "xlsx")
    held_to(desk, "saved/desk.xlsx")


@pytest.mark.thorough
@needs_libreoffice
def test_the_workbook_by_way_of_opendocument_is_read_the_same(desk: Path) -> None:
    """Formats, merged and filtered rows survive OpenDocument and come back as another writer's xlsx."""
    convert(desk, "desk.xlsx", "ods", "ods")
    convert(desk, "saved/desk.ods", "xlsx", "xlsx")
    held_to(desk, "saved/desk.xlsx")


@pytest.mark.thorough
@needs_libreoffice
def test_the_csv_in_gb18030_is_read_the_same(desk: Path) -> None:
    """Cells are written as they are shown, in the encoding of spreadsheets in China."""
    convert(
        desk,
        "desk.xlsx",
        f"csv:Text - txt - csv (StarCalc):44,34,{GB18030},1,,0,false,true,false,false,false,-1",
        "csv",
    )
    held_to(desk, "saved/desk.csv")
