"""Columns that state units or currencies row by row, and amounts of which nothing does."""

from pathlib import Path

import pytest

from iotcheck.errors import DataError
from iotcheck.screen.columns import Options
from iotcheck.screen.row import Place, read_row
from iotcheck.screen.run import Request
from iotcheck.values import Value
from tests.small import fact, policies
from tests.test_screen import run
from tests.test_tables import csv_file

AMOUNTS = {
    "revenue": fact("money", label="Revenue"),
    "cost": fact("money", label="Cost"),
    "staff": fact("count", label="Staff"),
}
RULES = policies(AMOUNTS, {"revenue": {"at_least": "2000万元"}})
UNIT_COLUMNS = [
    # header, row, what revenue and cost are; None: the row is rejected
    (["Revenue", "Cost", "单位"], ["2000", "150", "万元"], (20_000_000, 1_500_000)),
    (["单位", "Revenue", "Cost"], ["万元", "2000", "150"], (20_000_000, 1_500_000)),
    (["Revenue", "单位", "Cost", "单位"], ["2000", "万元", "150", "元"], (20_000_000, 150)),
    (["单位", "Revenue", "单位", "Cost"], ["万元", "2000", "元", "150"], (20_000_000, 150)),
    (["Revenue", "Staff", "货币单位", "Cost"], ["2000", "35", "千元", "150"], (2_000_000, 150_000)),
    (["币种", "Revenue（万元）", "Cost（元）"], ["人民币", "2000", "150"], (20_000_000, 150)),
    (["Revenue（万元）", "Currency", "Cost"], ["2000", "USD", "150"], None),
    (["Revenue（万元）", "Cost（万元）", "币种"], ["2000", "", "美元"], None),
    (["Revenue", "Cost", "单位"], ["2000", "150", "深圳某某公司"], (2000, 150)),
    (["Staff", "单位", "Revenue", "Cost"], ["35", "人", "2000", "150"], (2000, 150)),
]


def read(path: Path, name: str = "A", **options: object) -> dict[str, Value | None]:
    """Return the answers of an applicant of a table."""
    place = Place(str(path), name, Options(**options), None, None)  # type: ignore[arg-type]
    return read_row(RULES, place, None, "en").answers


def refused(path: Path, name: str = "A") -> list[str]:
    """Return the codes for which an applicant, or the whole table, is refused."""
    with pytest.raises(DataError) as caught:
        read(path, name)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(("header", "row", "amounts"), UNIT_COLUMNS)
def test_a_column_of_units_is_about_the_amounts_that_it_stands_with(
    tmp_path: Path, header: list[str], row: list[str], amounts: tuple[int, int] | None
) -> None:
    """Those to its left, or where it stands first, to its right; of currencies, all. What states no unit is none."""
    path = csv_file(tmp_path, ["id", *header], ["A", *row])
    if amounts is None:
        assert set(refused(path)) == {"row-rejected"}
    else:
        found = read(path)
        assert (found["revenue"], found["cost"]) == amounts


def test_an_amount_that_may_or_may_not_belong_to_a_column_of_units(tmp_path: Path) -> None:
    """It is refused until --unit says; so is a row without a unit where the others have one."""
    path = csv_file(tmp_path, ["id", "Revenue", "单位", "Cost"], ["A", "2000", "万元", "150"])
    assert refused(path) == ["unit-column-unclear"]
    path = csv_file(tmp_path, ["id", "Revenue", "单位"], ["A", "2000", "万元"], ["B", "30", ""], ["C", "40", "不详"])
    assert read(path)["revenue"] == 20_000_000
    assert refused(path, "B") == refused(path, "C") == ["row-rejected"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("2000万", "1200"), "some-cells-in-unit"),
        (("2千万元", "3000"), "some-cells-in-unit"),
        (("2000万", "30000000"), None),  # that is one of yuan
        (("2000元", "1200"), None),
    ],
)
def test_bare_amounts_among_amounts_in_a_unit(tmp_path: Path, cells: tuple[str, str], code: str | None) -> None:
    """1200 below 2000万 is more likely 1,200万 than 1,200 yuan; nobody can tell, and `--unit` does."""
    path = csv_file(tmp_path, ["id", "Revenue"], *([name, cell] for name, cell in zip("AB", cells, strict=True)))
    if code is None:
        read(path, "B")
    else:
        assert refused(path, "B") == [code]
        assert read(path, "B", units={"Revenue": "万元"})["revenue"] == int(cells[1]) * 10_000


@pytest.mark.parametrize(("amount", "codes"), [("2000", ["maybe-other-unit"]), ("2000000", []), ("2000万", [])])
def test_amounts_without_a_unit_that_are_tiny_beside_the_rules_are_reported(
    tmp_path: Path, amount: str, codes: list[str]
) -> None:
    """The rules begin at 20 million: 2000 may mean 2000万元."""
    path = csv_file(tmp_path, ["id", "Revenue", "Cost", "Staff"], ["A", amount, "1", "1"])
    _, notices = run(tmp_path, Request(input=path.name, output="out.csv"), RULES)
    assert [notice.code for notice in notices] == codes


def test_a_unit_below_the_rows_names_every_column_that_it_contradicts(tmp_path: Path) -> None:
    """So that one run with the options it names goes through."""
    rows = [["id", "Revenue", "Cost"], ["A", "2000", "150"], ["金额单位：万元", "", ""]]
    with pytest.raises(DataError) as caught:
        run(tmp_path, Request(input=csv_file(tmp_path, *rows).name, output="out.csv"), RULES)
    (problem,) = caught.value.problems
    assert (problem.code, problem.params["names"]) == ("unit-stated-below", ["Revenue", "Cost"])
    assert problem.params["mend"] == '--unit "Revenue=万元" --unit "Cost=万元"'


def test_an_id_that_a_spreadsheet_has_shortened_is_wrong_once(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["id", "Revenue"], ["9.14E+17", "2000万元"])
    result, _ = run(tmp_path, Request(input=path.name, output="out.csv", id_column="id"), RULES)
    assert [(group.code, group.times) for group in result.groups] == [("digits-lost", 1)]
