"""Files whose ceilings are rounded down to the currency's smallest unit: pence are kept, and rounded once."""

import csv
import io
import json
from fractions import Fraction
from pathlib import Path

import pytest

from iotcheck.authoring.lint import lint
from iotcheck.engine import assess
from tests.program import iotcheck
from tests.small import document, fact, loaded, policies, yaml_text

FACTS = {"cost": fact("money"), "staff": fact("count")}
THIRD = {"percent": 33, "of": "cost"}


def in_pounds(ceiling: object, unit: object = 0.01) -> str:
    return yaml_text(document(FACTS, ceiling=ceiling, currency="GBP", smallest_unit=unit))


@pytest.mark.parametrize(
    ("unit", "cost", "expected"),
    [
        (1, "10.01", 3),
        (0.1, "10.01", Fraction(33, 10)),
        (0.01, "10.01", Fraction(330, 100)),
        (0.01, "10.09", Fraction(332, 100)),  # 3.3297
        (0.001, "10.09", Fraction(3329, 1000)),
    ],
)
def test_a_ceiling_is_rounded_down_once(unit: object, cost: str, expected: Fraction) -> None:
    """33 % of the cost, to whole pounds, ten pence, pence, and tenths of a penny."""
    ceiling = assess(loaded(in_pounds(THIRD, unit)), {"cost": Fraction(cost)}).programs[0].ceiling
    assert (ceiling.low, ceiling.high) == (expected, expected)


def test_sums_are_of_the_rounded_ceilings() -> None:
    content = document(FACTS, ceiling={"sum": [THIRD, THIRD]}, currency="GBP", smallest_unit=0.01)
    first = content["programs"]["program"]
    content["programs"]["other"] = {**first, "title": "Other"}
    report = assess(loaded(yaml_text(content)), {"cost": Fraction("10.09")})
    assert report.programs[0].ceiling.low == Fraction("6.65")  # 6.6594: within a formula nothing is rounded
    assert report.totals.low == Fraction("13.30")


@pytest.mark.parametrize("unit", ["0.02", "0", "-1", "penny", "10", "1.5"])
def test_other_units_are_refused(unit: str) -> None:
    with pytest.raises(Exception, match="unknown-word"):
        loaded(in_pounds(100, unit))


def test_pence_are_written_as_people_write_them(tmp_path: Path) -> None:
    """In the interview's result, CSV and JSON."""
    rules = tmp_path / "rules.yaml"
    rules.write_text(in_pounds({"least": [THIRD, 20000.50]}), encoding="utf-8")
    asked = ["assess", "--policies", str(rules), "--set", "cost=£10.90", "--no-input"]
    assert "GBP 3.59" in iotcheck(*asked).out
    assert "GBP 20,000.50" in iotcheck("show", "program", "--policies", str(rules)).out
    ceiling = json.loads(iotcheck(*asked, "--json").out)["programs"][0]["ceiling"]
    assert (ceiling["min"], ceiling["max"]) == (3.59, 3.59)
    row = next(csv.DictReader(io.StringIO(iotcheck(*asked, "--format", "csv").out.removeprefix("\ufeff"))))
    assert "3.59" in row.values()


TABLE = "cost,staff\n10.09,3\n£100.5,3\n,2\n"
WIDE = [("3.32", "3.32"), ("33.16", "33.16"), ("0", "")]


@pytest.mark.parametrize("name", ["o.csv", "o.jsonl", "o.xlsx", "o.parquet", "o.arrow"])
@pytest.mark.parametrize("layout", ["wide", "matches"])
def test_tables_keep_pence(tmp_path: Path, name: str, layout: str) -> None:
    """Every format has the same numbers, and Parquet and Arrow have them as decimals."""
    rules, table, output = tmp_path / "rules.yaml", tmp_path / "t.csv", tmp_path / name
    rules.write_text(in_pounds(THIRD), encoding="utf-8")
    table.write_text(TABLE, encoding="utf-8")
    done = iotcheck("screen", str(table), "--policies", str(rules), "--layout", layout, "--output", str(output))
    assert done.code == 0, done.err
    prefix = "total" if layout == "wide" else "ceiling"
    assert [(row[f"{prefix}_min"], row[f"{prefix}_max"]) for row in _rows(output)] == WIDE


def _rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table of results, every value as text without zeros at its end."""
    match path.suffix:
        case ".csv":
            return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        case ".jsonl":
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            rows = [row for row in rows if "summary" not in row and row.get("kind") is None]
        case ".xlsx":
            openpyxl = pytest.importorskip("openpyxl")
            header, *body = openpyxl.load_workbook(path).worksheets[0].values
            rows = [dict(zip(header, row, strict=True)) for row in body]
        case _:
            arrow = pytest.importorskip("pyarrow")
            from pyarrow import ipc, parquet

            table = parquet.read_table(path) if path.suffix == ".parquet" else ipc.open_file(path).read_all()
            assert {str(field.type) for field in table.schema if field.name.endswith(("_min", "_max"))} == {
                str(arrow.decimal128(38, 2))
            }
            rows = table.to_pylist()
    return [{name: _text(value) for name, value in row.items()} for row in rows]


def _text(value: object) -> str:
    text = "" if value is None else str(value)
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


@pytest.mark.parametrize(("ceiling", "lost"), [("10000.50元", 1), ("10000元", 0), ({"least": ["0.5元", "cost"]}, 1)])
def test_lint_names_amounts_that_lose_their_cents(ceiling: object, lost: int) -> None:
    found = [problem.code for problem in lint(policies(FACTS, ceiling=ceiling))]
    assert found.count("ceiling-loses-cents") == lost
