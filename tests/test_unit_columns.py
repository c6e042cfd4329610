"""Columns that state units or currencies row by row, and amounts of which nothing does."""

from pathlib import Path

import pytest

from iotcheck.errors import DataError
from iotcheck.screen.columns import Reading
from iotcheck.screen.row import Place, read_row
from iotcheck.screen.run import Request
from iotcheck.values import Value
from tests.program import iotcheck
from tests.small import document, fact, policies, yaml_text
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
    place = Place(str(path), name, Reading(**options))  # type: ignore[arg-type]
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
    result, _ = run(tmp_path, Request(input=path.name, output="out.csv", reading=Reading(id_column="id")), RULES)
    assert [(group.code, group.times) for group in result.groups] == [("digits-lost", 1)]


STATED_ABOVE = {
    "Lakeside companies 2023 (thousand CNY)": 1000,
    "Amounts are stated in thousands of yuan": 1000,
    "All amounts are given in ten thousands": 10_000,
    "Companies 2023 - CNY m": 10**6,
    "数据单位：千元": 1000,
    "Angaben in Mio. EUR": None,
    "Beträge in Tsd. USD": None,
    "Companies with a revenue above 20 million yuan": 1,
    "Million Dollar Club": 1,
}


@pytest.mark.parametrize(("line", "factor"), STATED_ABOVE.items())
def test_a_unit_in_a_sentence_above_the_table(tmp_path: Path, line: str, factor: int | None) -> None:
    """Read, or where it is of another currency refused; an amount in a title is no unit."""
    path = csv_file(tmp_path, [line], ["id", "Revenue", "Cost"], ["A", "2000", "1"])
    if factor is None:
        assert set(refused(path)) == {"unclear-unit"}
    else:
        assert read(path)["revenue"] == 2000 * factor


@pytest.mark.parametrize("line", ["Note: all figures in thousands of yuan", "Note: CNY million", "*Values in CNY '000"])
def test_a_unit_in_a_remark_below_the_table(tmp_path: Path, line: str) -> None:
    path = csv_file(tmp_path, ["id", "Revenue", "Cost"], ["A", "2000", "1"], [line, "", ""])
    assert refused(path) == ["unit-stated-below"]


@pytest.mark.parametrize(
    ("header", "revenue"),
    [
        ("Sales (TCNY)", 2_000_000),
        ("Umsatz in Tsd.", 2_000_000),
        ("sales_in_millions", 2_000_000_000),
        ("Sales ×1000", 2_000_000),
        ("Sales (kUSD)", None),
        ("sales_keur", None),
        ("Sales", 2000),
    ],
)
def test_a_mapped_header_keeps_its_unit(tmp_path: Path, header: str, revenue: int | None) -> None:
    """`--map` says which question a column answers, not in what it counts."""
    path = csv_file(tmp_path, ["id", header], ["A", "2000"])
    if revenue is None:
        with pytest.raises(DataError, match=r"other-currency|unclear-unit"):
            read(path, mapping={header: "Revenue"})
    else:
        assert read(path, mapping={header: "Revenue"})["revenue"] == revenue


def test_a_second_header_in_another_order_is_refused(tmp_path: Path) -> None:
    """Its rows would be read with their columns exchanged."""
    path = csv_file(
        tmp_path, ["id", "Staff", "Revenue", "Cost"], ["A", "3", "1", "2"], ["id", "Staff", "Cost", "Revenue"]
    )
    assert refused(path) == ["second-header"]


@pytest.mark.parametrize("label", ["Summe", "Insgesamt", "Total (3 companies)", "Sub-total small", "Total général", ""])
def test_rows_of_sums_in_other_words(tmp_path: Path, label: str) -> None:
    """Left out; one without a name is screened, and reported."""
    path = csv_file(tmp_path, ["id", "Revenue", "Cost"], ["A", "2000万", "1"], [label, "2000万", "1"])
    result, notices = run(tmp_path, Request(input=path.name, output="out.csv"), RULES)
    assert result.portfolio.screened == (1 if label else 2)
    assert ("totals-left-out" if label else "rows-without-name") in [notice.code for notice in notices]


def test_latin_letters_are_not_read_as_chinese_ones(tmp_path: Path) -> None:
    """Müller in Latin-1 is M黮ler in GB18030."""
    rows = [["id", "Revenue"], ["Müller GmbH", "2000000"], ["Größer AG", "3000000"]]
    path = csv_file(tmp_path, *rows, encoding="latin-1")
    assert refused(path, "Müller GmbH") == ["unclear-encoding"]


def test_a_check_says_what_a_column_of_units_is_for(tmp_path: Path) -> None:
    """It is not called unused."""
    (tmp_path / "rules.yaml").write_text(yaml_text(document(AMOUNTS)), encoding="utf-8")
    csv_file(tmp_path, ["id", "Revenue", "Unit"], ["A", "2000", "万元"])
    checked = iotcheck("screen", "t.csv", "--policies", "rules.yaml", "--check", "--lang", "en", cwd=tmp_path)
    assert "Revenue → Revenue (revenue), unit given in 'Unit'" in checked.out
    assert "Unit → unit of each row's amounts" in checked.out
